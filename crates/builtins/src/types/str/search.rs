//! Methods of `str` that look for a text in a text.

use crate::prelude::*;
use crate::text::search;

pub(super) static METHODS: &[NativeDef] = &[
    native(
        "find",
        "(self, sub, start=..., end=..., /)",
        "The lowest index where sub is, or -1.",
        find,
    ),
    native(
        "rfind",
        "(self, sub, start=..., end=..., /)",
        "The highest index where sub is, or -1.",
        rfind,
    ),
    native("index", "(self, sub, start=..., end=..., /)", "As find(), or ValueError.", index),
    native("rindex", "(self, sub, start=..., end=..., /)", "As rfind(), or ValueError.", rindex),
    native(
        "count",
        "(self, sub, start=..., end=..., /)",
        "How often sub is there without overlap.",
        count,
    ),
    native(
        "startswith",
        "(self, prefix, start=..., end=..., /)",
        "Return True if the string starts with the prefix or one of a tuple of them.",
        |vm, args| affix(vm, args, "startswith", <[u8]>::starts_with),
    ),
    native(
        "endswith",
        "(self, suffix, start=..., end=..., /)",
        "Return True if the string ends with the suffix or one of a tuple of them.",
        |vm, args| affix(vm, args, "endswith", <[u8]>::ends_with),
    ),
    native("replace", "(self, old, new, /, count=-1)", "A copy with old replaced by new.", replace),
    native("removeprefix", "(self, prefix, /)", "A copy without the prefix.", removeprefix),
    native("removesuffix", "(self, suffix, /)", "A copy without the suffix.", removesuffix),
];

/// Whether a text holds another.
pub(super) fn contains(text: &Str, part: &Str) -> bool {
    part.is_empty() || search::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// A part of a text that a method is to look at.
struct Window<'a> {
    text: &'a Str,
    start: usize,
    end: usize,
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Window<'a> {
    fn new(vm: &mut Vm, text: &'a Str, start: &Value, end: &Value) -> R<Option<Self>> {
        let Some((start, end)) = args::bounds(vm, start, end, text.len())? else { return Ok(None) };
        let offset = text.byte_offset(start);
        let bytes = &text.as_bytes()[offset..text.byte_offset(end)];
        Ok(Some(Self { text, start, end, bytes, offset }))
    }

    /// The index of the character that begins at a byte of the window.
    fn char_index(&self, byte: usize) -> usize {
        if self.text.is_ascii() {
            return self.start + byte;
        }
        let before = &self.text.as_bytes()[self.offset..self.offset + byte];
        self.start + before.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
    }
}

fn locate(vm: &mut Vm, args: &[Value], name: &str, last: bool) -> R<Option<usize>> {
    let text = this::<Str>(vm, &args[0])?;
    let part = match text_of(&args[1]) {
        Some(part) => part,
        None => args::str_arg(vm, &args[1], &format!("{name}() argument 1"))?,
    };
    let Some(window) = Window::new(vm, text, &args[2], &args[3])? else { return Ok(None) };
    if part.is_empty() {
        return Ok(Some(if last { window.end } else { window.start }));
    }
    let found = if last {
        search::rfind(window.bytes, part.as_bytes())
    } else {
        search::find(window.bytes, part.as_bytes())
    };
    Ok(found.map(|byte| window.char_index(byte)))
}

fn or_minus_one(found: Option<usize>) -> Value {
    found.map_or(Value::Int(-1), args::count)
}

fn find(vm: &mut Vm, args: &[Value]) -> R {
    locate(vm, args, "find", false).map(or_minus_one)
}

fn rfind(vm: &mut Vm, args: &[Value]) -> R {
    locate(vm, args, "rfind", true).map(or_minus_one)
}

fn or_error(vm: &mut Vm, found: Option<usize>) -> R {
    match found {
        Some(index) => Ok(args::count(index)),
        None => Err(args::value_error(vm, "substring not found")),
    }
}

fn index(vm: &mut Vm, args: &[Value]) -> R {
    let found = locate(vm, args, "index", false)?;
    or_error(vm, found)
}

fn rindex(vm: &mut Vm, args: &[Value]) -> R {
    let found = locate(vm, args, "rindex", true)?;
    or_error(vm, found)
}

fn count(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let part = args::str_arg(vm, &args[1], "count() argument 1")?;
    let Some(window) = Window::new(vm, text, &args[2], &args[3])? else {
        return Ok(Value::Int(0));
    };
    Ok(args::count(if part.is_empty() {
        window.end - window.start + 1
    } else {
        search::count(window.bytes, part.as_bytes())
    }))
}

fn affix(vm: &mut Vm, args: &[Value], name: &str, fits: fn(&[u8], &[u8]) -> bool) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let window = Window::new(vm, text, &args[2], &args[3])?;
    if let Some(part) = text_of(&args[1]) {
        return Ok(Value::Bool(window.is_some_and(|w| fits(w.bytes, part.as_bytes()))));
    }
    let Some(parts) = payload::<Tuple>(&args[1]) else {
        let message = format!("{name} first arg must be str or a tuple of str, not ");
        return Err(args::wrong_type(vm, &message, &args[1]));
    };
    for part in &parts.0 {
        let Some(part) = text_of(part) else {
            let message = format!("tuple for {name} must only contain str, not ");
            return Err(args::wrong_type(vm, &message, part));
        };
        if window.as_ref().is_some_and(|w| fits(w.bytes, part.as_bytes())) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn replace(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let old = args::str_arg(vm, &args[1], "replace() argument 1")?;
    let new = args::str_arg(vm, &args[2], "replace() argument 2")?;
    let limit = args::limit(vm, &args[3])?;
    let (bytes, old, new) = (text.as_bytes(), old.as_bytes(), new.as_bytes());
    if old.is_empty() {
        let matches = (text.len() + 1).min(limit.unwrap_or(usize::MAX));
        vm.reserve(bytes.len().saturating_add(matches.saturating_mul(new.len())))?;
        return Ok(args::str_from_bytes(&between_all(text, new, matches)));
    }
    if new.len() > old.len() {
        let matches = search::count(bytes, old).min(limit.unwrap_or(usize::MAX));
        vm.reserve(bytes.len().saturating_add(matches.saturating_mul(new.len() - old.len())))?;
    }
    Ok(args::str_from_bytes(&search::replace(bytes, old, new, limit)))
}

/// A text with `new` before each of the first characters, and behind the last one.
fn between_all(text: &Str, new: &[u8], matches: usize) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len() + matches * new.len());
    let mut left = matches;
    let mut last = 0;
    for index in 0..text.len() {
        let start = text.byte_offset(index);
        out.extend_from_slice(&bytes[last..start]);
        if left > 0 {
            out.extend_from_slice(new);
            left -= 1;
        }
        last = start;
    }
    out.extend_from_slice(&bytes[last..]);
    if left > 0 {
        out.extend_from_slice(new);
    }
    out
}

fn removeprefix(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let prefix = args::str_arg(vm, &args[1], "removeprefix() argument")?;
    Ok(match text.as_bytes().strip_prefix(prefix.as_bytes()) {
        Some(rest) => args::str_from_bytes(rest),
        None => args::base(&args[0]).clone(),
    })
}

fn removesuffix(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let suffix = args::str_arg(vm, &args[1], "removesuffix() argument")?;
    Ok(match text.as_bytes().strip_suffix(suffix.as_bytes()) {
        Some(rest) => args::str_from_bytes(rest),
        None => args::base(&args[0]).clone(),
    })
}
