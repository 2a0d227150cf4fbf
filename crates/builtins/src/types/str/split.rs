//! Methods of `str` that take a text apart, trim it or join it.

use std::ops::Range as Span;

use crate::prelude::*;
use crate::text::{search, unicode};

pub(super) static METHODS: &[NativeDef] = &[
    native("split", "(self, /, sep=None, maxsplit=-1)", "The words between separators.", split),
    native("rsplit", "(self, /, sep=None, maxsplit=-1)", "As split(), from the end.", rsplit),
    native("splitlines", "(self, /, keepends=False)", "The lines.", splitlines),
    native("partition", "(self, sep, /)", "Before, separator and after, at the first.", partition),
    native("rpartition", "(self, sep, /)", "Before, separator and after, at the last.", rpartition),
    native("join", "(self, iterable, /)", "The strings with this one between them.", join),
    native(
        "strip",
        "(self, chars=None, /)",
        "A copy without blanks (or chars) at both ends.",
        |vm, args| strip(vm, args, "strip", true, true),
    ),
    native(
        "lstrip",
        "(self, chars=None, /)",
        "A copy without blanks (or chars) at the start.",
        |vm, args| strip(vm, args, "lstrip", true, false),
    ),
    native(
        "rstrip",
        "(self, chars=None, /)",
        "A copy without blanks (or chars) at the end.",
        |vm, args| strip(vm, args, "rstrip", false, true),
    ),
];

/// The blank at the start of a text, in bytes; 0 for none.
fn blank_at_start(text: &[u8]) -> usize {
    match text {
        [first, ..] if first.is_ascii() => usize::from(unicode::is_space(u32::from(*first))),
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [a @ (0xe1..=0xe3), b, c, ..] => {
            let point = u32::from(a & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f);
            if unicode::is_space(point) { 3 } else { 0 }
        }
        _ => 0,
    }
}

/// The blank at the end of a text, in bytes; 0 for none.
fn blank_at_end(text: &[u8]) -> usize {
    let start = text.iter().rposition(|byte| byte & 0xc0 != 0x80).unwrap_or(0);
    blank_at_start(&text[start..])
}

/// The line end at the start of a text, in bytes; 0 for none.
fn line_end(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r' | 0x0b | 0x0c | 0x1c..=0x1e, ..] => 1,
        [0xc2, 0x85, ..] => 2,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

fn list_of(text: &Str, pieces: &[Span<usize>]) -> Value {
    List::value(text.pieces(pieces))
}

/// The separator of `split`; none for blanks.
fn separator<'a>(vm: &mut Vm, value: &'a Value) -> R<Option<&'a Str>> {
    if value.is_none() {
        return Ok(None);
    }
    match text_of(value) {
        Some(text) if text.is_empty() => Err(args::value_error(vm, "empty separator")),
        Some(text) => Ok(Some(text)),
        None => Err(args::wrong_type(vm, "must be str or None, not ", value)),
    }
}

fn split(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let limit = args::limit(vm, &args[2])?;
    let pieces = match separator(vm, &args[1])? {
        Some(separator) => search::split(text.as_bytes(), separator.as_bytes(), limit),
        None => search::split_blanks(text.as_bytes(), limit, blank_at_start),
    };
    Ok(list_of(text, &pieces))
}

fn rsplit(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let limit = args::limit(vm, &args[2])?;
    let pieces = match separator(vm, &args[1])? {
        Some(separator) => search::rsplit(text.as_bytes(), separator.as_bytes(), limit),
        None => search::rsplit_blanks(text.as_bytes(), limit, blank_at_end),
    };
    Ok(list_of(text, &pieces))
}

fn splitlines(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let keep = vm.truthy(&args[1])?;
    let lines = search::split_lines(text.as_bytes(), line_end);
    let pieces = lines.into_iter().map(|(line, width)| {
        let end = if keep { line.end + width } else { line.end };
        line.start..end
    });
    Ok(list_of(text, &pieces.collect::<Vec<_>>()))
}

fn cut(vm: &mut Vm, args: &[Value], last: bool) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let Some(separator) = text_of(&args[1]) else {
        return Err(args::wrong_type(vm, "must be str, not ", &args[1]));
    };
    if separator.is_empty() {
        return Err(args::value_error(vm, "empty separator"));
    }
    let (bytes, pattern) = (text.as_bytes(), separator.as_bytes());
    let found = if last { search::rfind(bytes, pattern) } else { search::find(bytes, pattern) };
    let whole = args::base(&args[0]).clone();
    Ok(Tuple::value(match found {
        Some(at) => vec![
            text.piece(0..at),
            args::base(&args[1]).clone(),
            text.piece(at + pattern.len()..bytes.len()),
        ],
        None if last => vec![Str::value(""), Str::value(""), whole],
        None => vec![whole, Str::value(""), Str::value("")],
    }))
}

fn partition(vm: &mut Vm, args: &[Value]) -> R {
    cut(vm, args, false)
}

fn rpartition(vm: &mut Vm, args: &[Value]) -> R {
    cut(vm, args, true)
}

/// Whether `__iter__` is there and fails with a `TypeError`.
fn gives_no_iterator(vm: &mut Vm, value: &Value) -> R<bool> {
    match vm.iter(value) {
        Err(raised) => Ok(vm.matches(&raised, Exc::TypeError)),
        Ok(_) => Ok(false),
    }
}

fn join(vm: &mut Vm, args: &[Value]) -> R {
    let separator = this::<Str>(vm, &args[0])?;
    let items = match payload::<List>(&args[1]) {
        Some(list) => list.to_vec(),
        None => {
            let items = vm.collect(&args[1]);
            match items {
                Err(raised)
                    if vm.matches(&raised, Exc::TypeError)
                        && (!is_iterable(vm, &args[1]) || gives_no_iterator(vm, &args[1])?) =>
                {
                    return Err(args::type_error(vm, "can only join an iterable"));
                }
                items => items?,
            }
        }
    };
    if let [only] = &items[..]
        && only.is::<Str>()
    {
        return Ok(only.clone());
    }
    let mut parts = Vec::with_capacity(items.len() * 2);
    let mut bytes = 0_usize;
    for (index, item) in items.iter().enumerate() {
        let Some(text) = text_of(item) else {
            let name = vm.type_name(item);
            let message = format!("sequence item {index}: expected str instance, {name} found");
            return Err(args::type_error(vm, &message));
        };
        if index > 0 && !separator.is_empty() {
            parts.push(separator);
        }
        parts.push(text);
        bytes = bytes.saturating_add(text.as_bytes().len() + separator.as_bytes().len());
    }
    vm.reserve(bytes)?;
    Ok(Str::concat(&parts))
}

/// Whether a value has a way to iterate over it.
fn is_iterable(vm: &Vm, value: &Value) -> bool {
    !vm.lookup_special(value, names::ITER).is_unbound()
        || !vm.lookup_special(value, names::GETITEM).is_unbound()
}

fn strip(vm: &mut Vm, args: &[Value], name: &str, left: bool, right: bool) -> R {
    let text = this::<Str>(vm, &args[0])?;
    if args[1].is_none() {
        return Ok(strip_blanks(text, &args[0], left, right));
    }
    let Some(chars) = text_of(&args[1]) else {
        return Err(args::type_error(vm, &format!("{name} arg must be None or str")));
    };
    let chars = args::points(chars);
    let mut all = text.code_points();
    let mut start = 0;
    let mut end = text.len();
    if left {
        while all.next().is_some_and(|point| chars.contains(&point)) {
            start += 1;
        }
    }
    if right && start < end {
        let mut all = text.code_points();
        while end > start && all.next_back().is_some_and(|point| chars.contains(&point)) {
            end -= 1;
        }
    }
    Ok(if end - start == text.len() {
        args::base(&args[0]).clone()
    } else {
        text.slice(start, end)
    })
}

fn strip_blanks(text: &Str, value: &Value, left: bool, right: bool) -> Value {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (0, bytes.len());
    while left && start < end {
        match blank_at_start(&bytes[start..]) {
            0 => break,
            width => start += width,
        }
    }
    while right && start < end {
        match blank_at_end(&bytes[start..end]) {
            0 => break,
            width => end -= width,
        }
    }
    if end - start == bytes.len() {
        args::base(value).clone()
    } else {
        args::str_from_bytes(&bytes[start..end])
    }
}
