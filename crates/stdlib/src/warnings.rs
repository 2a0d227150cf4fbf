//! The native half of `warnings` (library reference, "warnings"): where a warning is issued, and its source
//! line. Filters and what is shown are in `lib/warnings.py`.

use ouro_vm::CallerPlace;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "warnings", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

static FUNCTIONS: &[NativeDef] = &[
    native(
        "_place",
        "(level, skipped)",
        "The registry, module, file and line of the script's function that calls, or a caller of it.",
        place,
    ),
    native("_source_line", "(filename, lineno)", "A line of a file, or None.", |vm, args| {
        let (Some(file), Ok(line)) =
            (args::text(&args[0]), u32::try_from(args::int(vm, &args[1])?))
        else {
            return Ok(Value::None);
        };
        Ok(vm.source_line(&file, line).map_or(Value::None, |line| Str::value(&line)))
    }),
    native("_begins", "(pattern, text, ignore_case)", "Whether a pattern fits a text.", begins),
];

fn place(vm: &mut Vm, args: &[Value]) -> R {
    let level = usize::try_from(args::int(vm, &args[0])?).unwrap_or(usize::MAX);
    let skipped: Vec<String> = args::rest(&args[1]).iter().filter_map(args::text).collect();
    let is_skipped = |place: &CallerPlace| skipped.iter().any(|s| place.file.starts_with(&**s));
    let mut found = None;
    let mut index = level;
    while let Some(place) = vm.caller_place(index) {
        if !is_skipped(&place) {
            found = Some(place);
            break;
        }
        index += 1;
    }
    let (module, file, line) = match found {
        Some(place) => (place.module, place.file, place.line),
        None => (vm.import("sys")?, "<sys>".to_owned(), 0),
    };
    let Some(payload) = module.get::<Module>() else { return Ok(Value::None) };
    let name = vm.intern("__warningregistry__");
    let mut registry = payload.namespace.get(name);
    if !registry.is::<Dict>() {
        registry = Value::new(Dict::default());
        drop(payload.namespace.set(name, registry.clone()));
    }
    let module_name = match payload.namespace.get(names::NAME) {
        name if name.is::<Str>() => name,
        _ => Str::value("<string>"),
    };
    Ok(Tuple::value([registry, module_name, Str::value(&file), Value::Int(line.into())]))
}

fn begins(vm: &mut Vm, args: &[Value]) -> R {
    let (pattern, text) = (args::text(&args[0]), args::text(&args[1]));
    let (Some(pattern), Some(text)) = (pattern, text) else { return Ok(Value::Bool(false)) };
    let ignore_case = vm.truthy(&args[2])?;
    let built =
        regex::RegexBuilder::new(&format!("^(?:{pattern})")).case_insensitive(ignore_case).build();
    match built {
        Ok(regex) => Ok(Value::Bool(regex.is_match(&text))),
        Err(_) => Err(vm.refuse(&format!("the regular expression {pattern}"))),
    }
}
