//! The native half of `re` (library reference, "re"): patterns over the crate `fancy-regex`, once they have been
//! translated to its syntax. Patterns and matches as objects are in `lib/re.py`.

mod translate;

use fancy_regex::{Regex, RegexBuilder};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef { name: "re", doc: "", functions: FUNCTIONS, fill };

/// A compiled pattern.
struct Compiled {
    regex: Regex,
    /// The same, for a match that must begin where the search does.
    anchored: Regex,
    /// The same, for a match of all there is.
    full: Regex,
}
ouro_vm::object!(Compiled, "_Compiled", leaf);

static COMPILED: TypeDef = TypeDef {
    name: "_Compiled",
    module: "re",
    base: Some(&OBJECT),
    layout: Some(<Compiled as ouro_vm::Payload>::layout),
    subclassable: false,
};

/// Steps back that a match may take.
const BACKTRACK_LIMIT: usize = 10_000_000;

static FUNCTIONS: &[NativeDef] = &[
    native(
        "_compile",
        "(pattern, flags)",
        "A pattern; or what is wrong with it, and where.",
        compile,
    ),
    native("_groups", "(compiled)", "How many groups there are, and their names.", |vm, args| {
        let compiled = args::this::<Compiled>(vm, &args[0])?;
        let names: Vec<Value> = compiled
            .regex
            .capture_names()
            .map(|name| name.map_or(Value::None, Str::value))
            .collect();
        Ok(List::value(names))
    }),
    native(
        "_match",
        "(compiled, text, pos, end, anchored)",
        "The spans of a match's groups.",
        find,
    ),
];

fn fill(vm: &mut Vm, _: &Module) -> R<()> {
    vm.register_type(&COMPILED);
    Ok(())
}

fn compile(vm: &mut Vm, args: &[Value]) -> R {
    let pattern = args::text(&args[0]).unwrap_or_default();
    let flags = args::int(vm, &args[1])?;
    let translated = match translate::translate(&pattern, flags) {
        Ok(translated) => translated,
        Err(wrong) => {
            return Ok(Tuple::value([Str::value(&wrong.message), args::count(wrong.at)]));
        }
    };
    let build = |text: &str| RegexBuilder::new(text).backtrack_limit(BACKTRACK_LIMIT).build();
    let built = build(&translated).and_then(|regex| {
        let anchored = build(&format!("\\G(?:{translated})"))?;
        let full = build(&format!("\\G(?:{translated})\\z"))?;
        Ok(Compiled { regex, anchored, full })
    });
    match built {
        Ok(compiled) => Ok(Value::new(compiled)),
        Err(_) => Err(vm.refuse(&format!("the regular expression {pattern}"))),
    }
}

/// Bytes and characters of a text, from one to the other.
fn byte_of(text: &Str, index: usize) -> usize {
    text.byte_offset(index.min(text.len()))
}

fn find(vm: &mut Vm, args: &[Value]) -> R {
    let compiled = args::this::<Compiled>(vm, &args[0])?;
    let Some(string) = args::payload::<Str>(&args[1]) else {
        return Err(args::type_error(vm, "expected string or bytes-like object"));
    };
    let (start, end) = (args::int(vm, &args[2])?, args::int(vm, &args[3])?);
    let (start, end) = (usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0));
    if start > end || start > string.len() {
        return Ok(Value::None);
    }
    let how = args::int(vm, &args[4])?;
    let Some(text) = string.as_str() else {
        return Err(vm.refuse("regular expressions on text with lone surrogates"));
    };
    let text = &text[..byte_of(string, end)];
    let regex = match how {
        0 => &compiled.regex,
        1 => &compiled.anchored,
        _ => &compiled.full,
    };
    let Ok(found) = regex.captures_from_pos(text, byte_of(string, start)) else {
        return Err(vm.refuse("a regular expression that goes back so often"));
    };
    let Some(found) = found else { return Ok(Value::None) };
    let mut spans = Vec::with_capacity(found.len() * 2);
    let plain = text.is_ascii();
    let index = |byte: usize| if plain { byte } else { text[..byte].chars().count() };
    for at in 0..found.len() {
        let (from, to) = match found.get(at) {
            Some(group) => (args::count(index(group.start())), args::count(index(group.end()))),
            None => (Value::Int(-1), Value::Int(-1)),
        };
        spans.extend([from, to]);
    }
    Ok(Tuple::value(spans))
}
