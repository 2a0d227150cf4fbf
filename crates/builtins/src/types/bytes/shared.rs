//! Methods that `bytes` and `bytearray` share; each gives the type of its receiver.

use std::cell::RefCell;
use std::ops::Range as Span;

use super::codec;
use crate::prelude::*;
use crate::text::int_text::IntRef;
use crate::text::percent::{self, Kind, Part, Size};
use crate::text::search;
use crate::types::number;

pub(super) static METHODS: &[NativeDef] = &[
    native(
        "decode",
        "(self, /, encoding='utf-8', errors='strict')",
        "The text that the bytes encode.",
        |vm, args| {
            let bytes = receiver(vm, &args[0])?;
            let encoding = codec::name_arg(vm, &args[1], "utf-8", "decode() argument 'encoding'")?;
            let errors = codec::name_arg(vm, &args[2], "strict", "decode() argument 'errors'")?;
            codec::decode(vm, &bytes, &encoding, &errors)
        },
    ),
    native("hex", "(self, /, sep=..., bytes_per_sep=1)", "The bytes as hexadecimal digits.", hex),
    native(
        "find",
        "(self, sub, start=..., end=..., /)",
        "The lowest index where sub is, or -1.",
        |vm, args| Ok(locate(vm, args, false)?.map_or(Value::Int(-1), args::count)),
    ),
    native(
        "rfind",
        "(self, sub, start=..., end=..., /)",
        "The highest index where sub is, or -1.",
        |vm, args| Ok(locate(vm, args, true)?.map_or(Value::Int(-1), args::count)),
    ),
    native(
        "index",
        "(self, sub, start=..., end=..., /)",
        "As find(), or ValueError.",
        |vm, args| {
            let found = locate(vm, args, false)?;
            found_or_error(vm, found)
        },
    ),
    native(
        "rindex",
        "(self, sub, start=..., end=..., /)",
        "As rfind(), or ValueError.",
        |vm, args| {
            let found = locate(vm, args, true)?;
            found_or_error(vm, found)
        },
    ),
    native(
        "count",
        "(self, sub, start=..., end=..., /)",
        "How often sub is there without overlap.",
        count,
    ),
    native(
        "startswith",
        "(self, prefix, start=..., end=..., /)",
        "Whether it starts with the prefix or one of a tuple.",
        |vm, args| affix(vm, args, "startswith", <[u8]>::starts_with),
    ),
    native(
        "endswith",
        "(self, suffix, start=..., end=..., /)",
        "Whether it ends with the suffix or one of a tuple.",
        |vm, args| affix(vm, args, "endswith", <[u8]>::ends_with),
    ),
    native("replace", "(self, old, new, count=-1, /)", "A copy with old replaced by new.", replace),
    native(
        "split",
        "(self, /, sep=None, maxsplit=-1)",
        "The pieces between separators.",
        |vm, args| split(vm, args, false),
    ),
    native(
        "rsplit",
        "(self, /, sep=None, maxsplit=-1)",
        "As split(), from the end.",
        |vm, args| split(vm, args, true),
    ),
    native("splitlines", "(self, /, keepends=False)", "The lines.", splitlines),
    native("join", "(self, iterable_of_bytes, /)", "The pieces with this between them.", join),
    native(
        "strip",
        "(self, bytes=None, /)",
        "A copy without blanks (or bytes) at both ends.",
        |vm, args| strip(vm, args, true, true),
    ),
    native(
        "lstrip",
        "(self, bytes=None, /)",
        "A copy without blanks (or bytes) at the start.",
        |vm, args| strip(vm, args, true, false),
    ),
    native(
        "rstrip",
        "(self, bytes=None, /)",
        "A copy without blanks (or bytes) at the end.",
        |vm, args| strip(vm, args, false, true),
    ),
    native("upper", "(self, /)", "A copy with ASCII in upper case.", |vm, args| {
        let bytes = receiver(vm, &args[0])?;
        Ok(alike(&args[0], bytes.to_ascii_uppercase()))
    }),
    native("lower", "(self, /)", "A copy with ASCII in lower case.", |vm, args| {
        let bytes = receiver(vm, &args[0])?;
        Ok(alike(&args[0], bytes.to_ascii_lowercase()))
    }),
    native("isdigit", "(self, /)", "Whether all are ASCII digits.", |vm, args| {
        all(vm, args, u8::is_ascii_digit)
    }),
    native("isalpha", "(self, /)", "Whether all are ASCII letters.", |vm, args| {
        all(vm, args, u8::is_ascii_alphabetic)
    }),
    native("isalnum", "(self, /)", "Whether all are ASCII letters or digits.", |vm, args| {
        all(vm, args, u8::is_ascii_alphanumeric)
    }),
    native("isspace", "(self, /)", "Whether all are ASCII blanks.", |vm, args| {
        all(vm, args, |byte| search::is_ascii_blank(*byte))
    }),
    native("isascii", "(self, /)", "Whether all are ASCII.", |vm, args| {
        Ok(Value::Bool(receiver(vm, &args[0])?.is_ascii()))
    }),
    native("removeprefix", "(self, prefix, /)", "A copy without the prefix.", |vm, args| {
        let bytes = receiver(vm, &args[0])?;
        let prefix = bytes_like(vm, &args[1])?;
        Ok(alike(&args[0], bytes.strip_prefix(&prefix[..]).unwrap_or(&bytes).to_vec()))
    }),
    native("removesuffix", "(self, suffix, /)", "A copy without the suffix.", |vm, args| {
        let bytes = receiver(vm, &args[0])?;
        let suffix = bytes_like(vm, &args[1])?;
        Ok(alike(&args[0], bytes.strip_suffix(&suffix[..]).unwrap_or(&bytes).to_vec()))
    }),
    native(
        "partition",
        "(self, sep, /)",
        "Before, separator and after, at the first.",
        |vm, args| cut(vm, args, false),
    ),
    native(
        "rpartition",
        "(self, sep, /)",
        "Before, separator and after, at the last.",
        |vm, args| cut(vm, args, true),
    ),
];

pub(super) static CLASS_METHODS: &[NativeDef] = &[native(
    "fromhex",
    "(cls, string, /)",
    "The bytes of hexadecimal digits; blanks between bytes are passed over.",
    from_hex,
)];

/// The bytes of a receiver, copied: a bytearray may change.
pub(super) fn receiver(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    match args::with_bytes(value, <[u8]>::to_vec) {
        Some(bytes) => Ok(bytes),
        None => Err(args::wrong_receiver(vm, "bytes", value)),
    }
}

/// Bytes of the type of another value.
pub(super) fn alike(value: &Value, bytes: Vec<u8>) -> Value {
    if is_a::<ByteArray>(value) {
        Value::new(ByteArray(RefCell::new(bytes)))
    } else {
        Value::new(Bytes(bytes.into()))
    }
}

pub(super) fn bytes_like(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    match args::with_bytes(value, <[u8]>::to_vec) {
        Some(bytes) => Ok(bytes),
        None => {
            let name = vm.type_name(value);
            let message = format!("a bytes-like object is required, not '{name}'");
            Err(args::type_error(vm, &message))
        }
    }
}

/// What is looked for: bytes, or one byte as a number.
fn needle(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    if let Some(bytes) = args::with_bytes(value, <[u8]>::to_vec) {
        return Ok(bytes);
    }
    match as_big(args::base(value)) {
        Some(number) => match number.to_u8() {
            Some(byte) => Ok(vec![byte]),
            None => Err(args::value_error(vm, "byte must be in range(0, 256)")),
        },
        None => {
            let name = vm.type_name(value);
            let message = format!("argument should be integer or bytes-like object, not '{name}'");
            Err(args::type_error(vm, &message))
        }
    }
}

fn locate(vm: &mut Vm, args: &[Value], last: bool) -> R<Option<usize>> {
    let bytes = receiver(vm, &args[0])?;
    let needle = needle(vm, &args[1])?;
    let Some((start, end)) = args::bounds(vm, &args[2], &args[3], bytes.len())? else {
        return Ok(None);
    };
    if needle.is_empty() {
        return Ok(Some(if last { end } else { start }));
    }
    let window = &bytes[start..end];
    let found = if last { search::rfind(window, &needle) } else { search::find(window, &needle) };
    Ok(found.map(|at| at + start))
}

fn found_or_error(vm: &mut Vm, found: Option<usize>) -> R {
    match found {
        Some(at) => Ok(args::count(at)),
        None => Err(args::value_error(vm, "subsection not found")),
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> R {
    let bytes = receiver(vm, &args[0])?;
    let needle = needle(vm, &args[1])?;
    let Some((start, end)) = args::bounds(vm, &args[2], &args[3], bytes.len())? else {
        return Ok(Value::Int(0));
    };
    Ok(args::count(if needle.is_empty() {
        end - start + 1
    } else {
        search::count(&bytes[start..end], &needle)
    }))
}

fn affix(vm: &mut Vm, args: &[Value], name: &str, fits: fn(&[u8], &[u8]) -> bool) -> R {
    let bytes = receiver(vm, &args[0])?;
    let window = args::bounds(vm, &args[2], &args[3], bytes.len())?.map(|(s, e)| &bytes[s..e]);
    let test = |part: &[u8]| window.is_some_and(|window| fits(window, part));
    if let Some(fits) = args::with_bytes(&args[1], test) {
        return Ok(Value::Bool(fits));
    }
    let Some(parts) = payload::<Tuple>(&args[1]) else {
        let message = format!("{name} first arg must be bytes or a tuple of bytes, not ");
        return Err(args::wrong_type(vm, &message, &args[1]));
    };
    for part in &parts.0 {
        match args::with_bytes(part, test) {
            Some(true) => return Ok(Value::Bool(true)),
            Some(false) => {}
            None => {
                let name = vm.type_name(part);
                let message = format!("a bytes-like object is required, not '{name}'");
                return Err(args::type_error(vm, &message));
            }
        }
    }
    Ok(Value::Bool(false))
}

fn replace(vm: &mut Vm, args: &[Value]) -> R {
    let bytes = receiver(vm, &args[0])?;
    let (old, new) = (bytes_like(vm, &args[1])?, bytes_like(vm, &args[2])?);
    let limit = args::limit(vm, &args[3])?;
    if !old.is_empty() {
        if new.len() > old.len() {
            let matches = search::count(&bytes, &old);
            vm.reserve(bytes.len().saturating_add(matches.saturating_mul(new.len())))?;
        }
        return Ok(alike(&args[0], search::replace(&bytes, &old, &new, limit)));
    }
    let matches = (bytes.len() + 1).min(limit.unwrap_or(usize::MAX));
    vm.reserve(bytes.len().saturating_add(matches.saturating_mul(new.len())))?;
    let mut out = Vec::with_capacity(bytes.len() + matches * new.len());
    for index in 0..=bytes.len() {
        if index < matches {
            out.extend_from_slice(&new);
        }
        out.extend(bytes.get(index));
    }
    Ok(alike(&args[0], out))
}

fn pieces(value: &Value, bytes: &[u8], pieces: Vec<Span<usize>>) -> Value {
    List::value(pieces.into_iter().map(|piece| alike(value, bytes[piece].to_vec())).collect())
}

fn split(vm: &mut Vm, args: &[Value], from_end: bool) -> R {
    let bytes = receiver(vm, &args[0])?;
    let limit = args::limit(vm, &args[2])?;
    if args[1].is_none() {
        let words = if from_end {
            let blank =
                |text: &[u8]| usize::from(text.last().is_some_and(|b| search::is_ascii_blank(*b)));
            search::rsplit_blanks(&bytes, limit, blank)
        } else {
            let blank =
                |text: &[u8]| usize::from(text.first().is_some_and(|b| search::is_ascii_blank(*b)));
            search::split_blanks(&bytes, limit, blank)
        };
        return Ok(pieces(&args[0], &bytes, words));
    }
    let separator = bytes_like(vm, &args[1])?;
    if separator.is_empty() {
        return Err(args::value_error(vm, "empty separator"));
    }
    let cuts = if from_end {
        search::rsplit(&bytes, &separator, limit)
    } else {
        search::split(&bytes, &separator, limit)
    };
    Ok(pieces(&args[0], &bytes, cuts))
}

fn splitlines(vm: &mut Vm, args: &[Value]) -> R {
    let bytes = receiver(vm, &args[0])?;
    let keep = vm.truthy(&args[1])?;
    let lines = search::split_lines(&bytes, search::ascii_line_end).into_iter();
    let lines = lines.map(|(line, width)| line.start..line.end + if keep { width } else { 0 });
    Ok(pieces(&args[0], &bytes, lines.collect()))
}

fn join(vm: &mut Vm, args: &[Value]) -> R {
    let separator = receiver(vm, &args[0])?;
    if vm.try_iter(&args[1])?.is_none() {
        return Err(args::type_error(vm, "can only join an iterable"));
    }
    let mut out = Vec::new();
    for (index, item) in vm.collect(&args[1])?.iter().enumerate() {
        if index > 0 {
            out.extend_from_slice(&separator);
        }
        if args::with_bytes(item, |bytes| out.extend_from_slice(bytes)).is_none() {
            let name = vm.type_name(item);
            let message =
                format!("sequence item {index}: expected a bytes-like object, {name} found");
            return Err(args::type_error(vm, &message));
        }
    }
    Ok(alike(&args[0], out))
}

fn strip(vm: &mut Vm, args: &[Value], left: bool, right: bool) -> R {
    let bytes = receiver(vm, &args[0])?;
    let chars = if args[1].is_none() { None } else { Some(bytes_like(vm, &args[1])?) };
    let goes = |byte: &u8| match &chars {
        Some(chars) => chars.contains(byte),
        None => search::is_ascii_blank(*byte),
    };
    let start = if left { bytes.iter().position(|b| !goes(b)).unwrap_or(bytes.len()) } else { 0 };
    let kept = &bytes[start..];
    let end =
        if right { kept.iter().rposition(|b| !goes(b)).map_or(0, |at| at + 1) } else { kept.len() };
    Ok(alike(&args[0], kept[..end].to_vec()))
}

fn all(vm: &mut Vm, args: &[Value], is: fn(&u8) -> bool) -> R {
    let bytes = receiver(vm, &args[0])?;
    Ok(Value::Bool(!bytes.is_empty() && bytes.iter().all(is)))
}

fn cut(vm: &mut Vm, args: &[Value], last: bool) -> R {
    let bytes = receiver(vm, &args[0])?;
    let separator = bytes_like(vm, &args[1])?;
    if separator.is_empty() {
        return Err(args::value_error(vm, "empty separator"));
    }
    let found =
        if last { search::rfind(&bytes, &separator) } else { search::find(&bytes, &separator) };
    let part = |bytes: &[u8]| alike(&args[0], bytes.to_vec());
    Ok(Tuple::value(match found {
        Some(at) => {
            vec![part(&bytes[..at]), part(&separator), part(&bytes[at + separator.len()..])]
        }
        None if last => vec![part(&[]), part(&[]), part(&bytes)],
        None => vec![part(&bytes), part(&[]), part(&[])],
    }))
}

pub(crate) fn hex(vm: &mut Vm, args: &[Value]) -> R {
    use std::fmt::Write as _;
    let bytes = receiver(vm, &args[0])?;
    let separator = match text_of(&args[1]) {
        Some(text) => text.to_text().into_owned(),
        None => args::with_bytes(&args[1], |bytes| String::from_utf8_lossy(bytes).into_owned())
            .unwrap_or_default(),
    };
    if !args[1].is_unbound() {
        vm.len(&args[1])?;
    }
    if !args[1].is_unbound() && separator.chars().count() != 1 {
        return Err(args::value_error(vm, "sep must be length 1."));
    }
    let group = args::size(vm, &args[2])?;
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(0);
    let mut out = String::with_capacity(bytes.len() * 2);
    for (index, byte) in bytes.iter().enumerate() {
        // Groups are counted from the end, or, for a negative size, from the start.
        let left = if group > 0 { bytes.len() - index } else { index };
        if index > 0 && size > 0 && left % size == 0 {
            out.push_str(&separator);
        }
        let _ = write!(out, "{byte:02x}");
    }
    Ok(Str::value(&out))
}

fn from_hex(vm: &mut Vm, args: &[Value]) -> R {
    let text = args::str_arg(vm, &args[1], "fromhex() argument")?;
    let points = args::points(text);
    let digit =
        |at: usize| points.get(at).and_then(|p| char::from_u32(*p)).and_then(|c| c.to_digit(16));
    let mut bytes = Vec::with_capacity(points.len() / 2);
    let mut at = 0;
    while at < points.len() {
        if matches!(char::from_u32(points[at]), Some(' ' | '\t'..='\r')) {
            at += 1;
            continue;
        }
        let wrong = match (digit(at), digit(at + 1)) {
            (Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(0));
                at += 2;
                continue;
            }
            (Some(_), None) => at + 1,
            (None, _) => at,
        };
        let message = format!("non-hexadecimal number found in fromhex() arg at position {wrong}");
        return Err(args::value_error(vm, &message));
    }
    let bytes = Value::new(Bytes(bytes.into()));
    if args[0].is_same(&vm.type_object(Type::Bytes)) {
        Ok(bytes)
    } else {
        vm.call(&args[0], &[bytes])
    }
}

/// `template % value` for bytes.
pub(super) fn percent(vm: &mut Vm, args: &[Value]) -> R {
    let template = receiver(vm, &args[0])?;
    let tuple = payload::<Tuple>(&args[1]);
    let items = tuple.map_or(std::slice::from_ref(&args[1]), |tuple| &tuple.0);
    let is_mapping = tuple.is_none()
        && args::with_bytes(&args[1], |_| ()).is_none()
        && !is_a::<Str>(&args[1])
        && !vm.lookup_special(&args[1], names::GETITEM).is_unbound();
    let mut next = items.iter();
    let mut out = Vec::with_capacity(template.len() + 16);
    for part in percent::Parser::of_bytes(&template[..]) {
        let mut conversion = match part {
            Part::Literal(range) => {
                out.extend_from_slice(&template[range]);
                continue;
            }
            Part::Conversion(conversion) => conversion,
        };
        let mut keyed = None;
        if let Some(key) = &conversion.key {
            if !is_mapping {
                return Err(args::raise_text(vm, &percent::messages::mapping_required()));
            }
            if let percent::Key::Named(range) = key {
                let key = Value::new(Bytes(template[range.clone()].into()));
                keyed = Some(vm.get_item(&args[1], &key)?);
            }
        }
        for is_width in [true, false] {
            let size = if is_width { conversion.width } else { conversion.precision };
            if size != Some(Size::Argument) {
                continue;
            }
            let Some(value) = next.next() else {
                return Err(args::raise_text(vm, &percent::messages::not_enough()));
            };
            let Some(size) = as_i64(args::base(value)) else {
                return Err(args::raise_text(vm, &percent::messages::star_wants_int()));
            };
            if is_width { conversion.set_width(size) } else { conversion.set_precision(size) }
        }
        if let Some(fault) = &conversion.fault {
            return Err(args::raise_text(vm, fault));
        }
        let value = match (keyed, next.len()) {
            (Some(value), _) => value,
            (None, 0) => return Err(args::raise_text(vm, &percent::messages::not_enough())),
            (None, _) => next.next().cloned().unwrap_or_default(),
        };
        let kind = args::text_result(vm, conversion.kind.clone())?;
        vm.reserve(conversion.extra_length())?;
        out.extend(convert(vm, &conversion, kind, &value)?);
    }
    if next.len() > 0 && !is_mapping {
        return Err(args::raise_text(vm, &percent::messages::not_all_converted(true)));
    }
    Ok(alike(&args[0], out))
}

fn convert(vm: &mut Vm, conversion: &percent::Conversion, kind: Kind, value: &Value) -> R<Vec<u8>> {
    let int =
        |value: &Value, f: &dyn Fn(IntRef<'_>) -> String| f(number::int_ref(value)).into_bytes();
    let bytes = match kind {
        Kind::Float => {
            let Some(float) = number::try_real(vm, value)? else {
                let message = format!("float argument required, not {}", vm.type_name(value));
                return Err(args::type_error(vm, &message));
            };
            return Ok(conversion.format_float(float).into_bytes());
        }
        Kind::Decimal => {
            let whole = number::whole_for_percent(vm, value, conversion.letter)?;
            number::check_digits(vm, &whole)?;
            return Ok(int(&whole, &|int| conversion.format_int(int)));
        }
        Kind::Radix(_) => {
            let whole = number::index_for_percent(vm, value, conversion.letter)?;
            return Ok(int(&whole, &|int| conversion.format_int(int)));
        }
        Kind::Char => one_byte(vm, value)?,
        Kind::Repr | Kind::Ascii => {
            let shown = crate::show::ascii(vm, value)?;
            text_of(&shown).map(|text| text.as_bytes().to_vec()).unwrap_or_default()
        }
        Kind::Str | Kind::Bytes => any_bytes(vm, value)?,
    };
    let layout = conversion.layout_text(bytes.len());
    let mut out = vec![b' '; layout.before];
    out.extend_from_slice(&bytes[..layout.taken]);
    out.resize(out.len() + layout.after, b' ');
    Ok(out)
}

fn any_bytes(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    if let Some(bytes) = args::with_bytes(value, <[u8]>::to_vec) {
        return Ok(bytes);
    }
    if let Some(result) = vm.call_special(value, names::BYTES, &[])? {
        return receiver(vm, &result);
    }
    let name = vm.type_name(value);
    let message = format!(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
    );
    Err(args::type_error(vm, &message))
}

fn one_byte(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    match args::with_bytes(value, <[u8]>::to_vec) {
        Some(bytes) if bytes.len() == 1 => return Ok(bytes),
        Some(_) => {}
        None => {
            if let Some(number) = as_big(args::base(value)) {
                return match number.to_u8() {
                    Some(byte) => Ok(vec![byte]),
                    None => {
                        let message = "%c arg not in range(256)";
                        Err(vm.raise(Exc::OverflowError, message))
                    }
                };
            }
        }
    }
    let name = vm.type_name(value);
    let message = format!("%c requires an integer in range(256) or a single byte, not {name}");
    Err(args::type_error(vm, &message))
}
