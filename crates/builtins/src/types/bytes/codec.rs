//! The encodings of text: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with the error handlers that CPython
//! has for them (library reference, "Standard Encodings", "Error Handlers").

use crate::prelude::*;
use crate::text::unicode;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    Utf16 { little: bool, mark: bool },
    Utf32 { little: bool, mark: bool },
}

impl Encoding {
    /// The name that messages show.
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Ascii => "ascii",
            Self::Latin1 => "latin-1",
            Self::Utf16 { mark: true, .. } => "utf-16",
            Self::Utf16 { little: true, .. } => "utf-16-le",
            Self::Utf16 { .. } => "utf-16-be",
            Self::Utf32 { mark: true, .. } => "utf-32",
            Self::Utf32 { little: true, .. } => "utf-32-le",
            Self::Utf32 { .. } => "utf-32-be",
        }
    }
}

/// What UTF-8 text begins with in the encoding `utf-8-sig`.
const MARK: &[u8] = b"\xEF\xBB\xBF";

fn is_utf8_sig(name: &str) -> bool {
    name.eq_ignore_ascii_case("utf-8-sig") || name.eq_ignore_ascii_case("utf_8_sig")
}

/// The argument that names an encoding or an error handler.
pub(crate) fn name_arg(vm: &mut Vm, value: &Value, default: &str, what: &str) -> R<String> {
    if value.is_unbound() {
        return Ok(default.to_owned());
    }
    Ok(args::str_arg(vm, value, what)?.to_text().into_owned())
}

fn lookup(vm: &mut Vm, name: &str) -> R<Encoding> {
    let level: String = name.to_ascii_lowercase().replace(['-', ' '], "_");
    Ok(match level.as_str() {
        "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Encoding::Utf8,
        "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" => Encoding::Ascii,
        "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859" | "cp819" => {
            Encoding::Latin1
        }
        "utf_16" | "utf16" | "u16" => Encoding::Utf16 { little: true, mark: true },
        "utf_16_le" | "utf_16le" => Encoding::Utf16 { little: true, mark: false },
        "utf_16_be" | "utf_16be" => Encoding::Utf16 { little: false, mark: false },
        "utf_32" | "utf32" | "u32" => Encoding::Utf32 { little: true, mark: true },
        "utf_32_le" | "utf_32le" => Encoding::Utf32 { little: true, mark: false },
        "utf_32_be" | "utf_32be" => Encoding::Utf32 { little: false, mark: false },
        _ => return Err(vm.raise(Exc::LookupError, &format!("unknown encoding: {name}"))),
    })
}

/// `text.encode(encoding, errors)`
pub(crate) fn encode(vm: &mut Vm, value: &Value, encoding: &str, errors: &str) -> R {
    if is_utf8_sig(encoding) {
        let bytes = encode(vm, value, "utf-8", errors)?;
        let bytes = bytes.get::<Bytes>().map(|bytes| [MARK, &bytes.0].concat()).unwrap_or_default();
        return Ok(Value::new(Bytes(bytes.into())));
    }
    let encoding = lookup(vm, encoding)?;
    let Some(text) = text_of(value) else { return Ok(Value::NotImplemented) };
    let plain = !text.has_surrogates();
    if plain && (encoding == Encoding::Utf8 || text.is_ascii() && encoding == Encoding::Ascii) {
        return Ok(Value::new(Bytes(text.as_bytes().into())));
    }
    let points = args::points(text);
    let mut out = Vec::with_capacity(points.len() * 2);
    if matches!(encoding, Encoding::Utf16 { mark: true, .. } | Encoding::Utf32 { mark: true, .. }) {
        push_point(&mut out, 0xfeff, encoding);
    }
    let mut at = 0;
    while at < points.len() {
        if push_point(&mut out, points[at], encoding) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let mut trial = Vec::new();
        while end < points.len() && !push_point(&mut trial, points[end], encoding) {
            end += 1;
        }
        let replacement = on_encode_error(vm, value, &points, (at, end), encoding, errors)?;
        for point in replacement {
            match point {
                Replacement::Point(point) => {
                    push_point(&mut out, point, encoding);
                }
                Replacement::Byte(byte) => out.push(byte),
            }
        }
        at = end;
    }
    Ok(Value::new(Bytes(out.into())))
}

enum Replacement {
    Point(u32),
    Byte(u8),
}

/// Writes a code point; says whether the encoding has it.
fn push_point(out: &mut Vec<u8>, point: u32, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 => match char::from_u32(point) {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => return false,
        },
        Encoding::Ascii if point >= 0x80 => return false,
        Encoding::Latin1 if point >= 0x100 => return false,
        Encoding::Ascii | Encoding::Latin1 => out.push(u8::try_from(point).unwrap_or(b'?')),
        Encoding::Utf16 { little, .. } => match char::from_u32(point) {
            Some(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let bytes = if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                    out.extend_from_slice(&bytes);
                }
            }
            None => return false,
        },
        Encoding::Utf32 { little, .. } => {
            if char::from_u32(point).is_none() {
                return false;
            }
            out.extend_from_slice(&if little { point.to_le_bytes() } else { point.to_be_bytes() });
        }
    }
    true
}

fn on_encode_error(
    vm: &mut Vm,
    value: &Value,
    points: &[u32],
    (start, end): (usize, usize),
    encoding: Encoding,
    errors: &str,
) -> R<Vec<Replacement>> {
    let bad = &points[start..end];
    let text = |text: String| text.chars().map(|c| Replacement::Point(u32::from(c))).collect();
    Ok(match errors {
        "ignore" => Vec::new(),
        "replace" => bad.iter().map(|_| Replacement::Point(u32::from('?'))).collect(),
        "xmlcharrefreplace" => text(bad.iter().map(|point| format!("&#{point};")).collect()),
        "backslashreplace" => {
            let mut shown = String::new();
            bad.iter().for_each(|point| unicode::push_escape(&mut shown, *point));
            text(shown)
        }
        "surrogateescape" if bad.iter().all(|point| (0xdc80..0xdd00).contains(point)) => bad
            .iter()
            .map(|point| Replacement::Byte(u8::try_from(point - 0xdc00).unwrap_or(0)))
            .collect(),
        "surrogatepass" if encoding == Encoding::Utf8 => {
            let mut bytes = Vec::new();
            bad.iter().for_each(|point| ouro_vm::objects::push_code_point(&mut bytes, *point));
            bytes.into_iter().map(Replacement::Byte).collect()
        }
        "strict" | "surrogateescape" | "surrogatepass" => {
            let reason = match encoding {
                Encoding::Ascii => "ordinal not in range(128)",
                Encoding::Latin1 => "ordinal not in range(256)",
                _ => "surrogates not allowed",
            };
            let arguments = vec![
                Str::value(encoding.name()),
                value.clone(),
                args::count(start),
                args::count(end),
                Str::value(reason),
            ];
            return Err(vm.raise_with(Exc::UnicodeEncodeError, arguments));
        }
        _ => return Err(unknown_handler(vm, errors)),
    })
}

fn unknown_handler(vm: &mut Vm, errors: &str) -> Raised {
    vm.raise(Exc::LookupError, &format!("unknown error handler name '{errors}'"))
}

/// `bytes.decode(encoding, errors)`
pub(crate) fn decode(vm: &mut Vm, bytes: &[u8], encoding: &str, errors: &str) -> R {
    if is_utf8_sig(encoding) {
        return decode(vm, bytes.strip_prefix(MARK).unwrap_or(bytes), "utf-8", errors);
    }
    let encoding = lookup(vm, encoding)?;
    if encoding == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Str::value(text));
    }
    let (encoding, start) = byte_order(bytes, encoding);
    let mut points = Vec::with_capacity(bytes.len());
    let mut at = start;
    while at < bytes.len() {
        match next_point(&bytes[at..], encoding) {
            Ok((point, width)) => {
                points.push(point);
                at += width;
            }
            Err((width, reason)) => {
                let end = (at + width).min(bytes.len());
                on_decode_error(vm, bytes, (at, end), encoding, (errors, reason), &mut points)?;
                at = end;
            }
        }
    }
    Ok(Str::from_code_points(&points))
}

/// The order that a mark at the start says, and where the text begins behind it.
fn byte_order(bytes: &[u8], encoding: Encoding) -> (Encoding, usize) {
    match (encoding, bytes) {
        (Encoding::Utf32 { mark: true, .. }, [0xff, 0xfe, 0, 0, ..]) => (encoding, 4),
        (Encoding::Utf32 { mark: true, .. }, [0, 0, 0xfe, 0xff, ..]) => {
            (Encoding::Utf32 { little: false, mark: true }, 4)
        }
        (Encoding::Utf16 { mark: true, .. }, [0xff, 0xfe, ..]) => (encoding, 2),
        (Encoding::Utf16 { mark: true, .. }, [0xfe, 0xff, ..]) => {
            (Encoding::Utf16 { little: false, mark: true }, 2)
        }
        _ => (encoding, 0),
    }
}

type Bad = (usize, &'static str);

/// The code point at the start of some bytes and its width; or how many bytes are wrong, and why.
fn next_point(bytes: &[u8], encoding: Encoding) -> Result<(u32, usize), Bad> {
    let first = bytes.first().copied().unwrap_or(0);
    match encoding {
        Encoding::Latin1 => Ok((u32::from(first), 1)),
        Encoding::Ascii if first < 0x80 => Ok((u32::from(first), 1)),
        Encoding::Ascii => Err((1, "ordinal not in range(128)")),
        Encoding::Utf8 => next_utf8(bytes),
        Encoding::Utf16 { little, .. } => next_utf16(bytes, little),
        Encoding::Utf32 { little, .. } => {
            let Some(unit) = bytes.first_chunk::<4>() else {
                return Err((bytes.len(), "truncated data"));
            };
            let point = if little { u32::from_le_bytes(*unit) } else { u32::from_be_bytes(*unit) };
            match char::from_u32(point) {
                Some(_) => Ok((point, 4)),
                None if (0xd800..0xe000).contains(&point) => {
                    Err((4, "code point in surrogate code point range(0xd800, 0xe000)"))
                }
                None => Err((4, "code point not in range(0x110000)")),
            }
        }
    }
}

fn next_utf8(bytes: &[u8]) -> Result<(u32, usize), Bad> {
    let window = &bytes[..bytes.len().min(4)];
    let (valid, bad) = match std::str::from_utf8(window) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = std::str::from_utf8(&window[..error.valid_up_to()]).unwrap_or("");
            (valid, error.error_len())
        }
    };
    if let Some(c) = valid.chars().next() {
        return Ok((u32::from(c), c.len_utf8()));
    }
    match bad {
        // Nothing is wrong yet but that there is no more.
        None => Err((window.len(), "unexpected end of data")),
        Some(1) if !matches!(bytes[0], 0xc2..=0xf4) => Err((1, "invalid start byte")),
        Some(width) => Err((width, "invalid continuation byte")),
    }
}

fn next_utf16(bytes: &[u8], little: bool) -> Result<(u32, usize), Bad> {
    let unit = |at: usize| {
        let pair = bytes.get(at..at + 2)?.first_chunk::<2>()?;
        Some(u32::from(if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) }))
    };
    match (unit(0), unit(2)) {
        (None, _) => Err((bytes.len(), "truncated data")),
        (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
            Ok((0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00), 4))
        }
        (Some(0xd800..0xdc00), None) => Err((bytes.len(), "unexpected end of data")),
        (Some(0xd800..0xdc00), Some(_)) => Err((2, "illegal UTF-16 surrogate")),
        (Some(0xdc00..0xe000), _) => Err((2, "illegal encoding")),
        (Some(point), _) => Ok((point, 2)),
    }
}

fn on_decode_error(
    vm: &mut Vm,
    bytes: &[u8],
    (start, end): (usize, usize),
    encoding: Encoding,
    (errors, reason): (&str, &str),
    points: &mut Vec<u32>,
) -> R<()> {
    let bad = &bytes[start..end];
    match errors {
        "ignore" => {}
        "replace" => points.push(0xfffd),
        "backslashreplace" => {
            for byte in bad {
                points.extend(format!("\\x{byte:02x}").chars().map(u32::from));
            }
        }
        "surrogateescape" if bad.iter().all(|byte| *byte >= 0x80) => {
            points.extend(bad.iter().map(|byte| 0xdc00 + u32::from(*byte)));
        }
        "strict" | "surrogateescape" | "surrogatepass" => {
            let arguments = vec![
                Str::value(encoding.name()),
                Value::new(Bytes(bytes.into())),
                args::count(start),
                args::count(end),
                Str::value(reason),
            ];
            return Err(vm.raise_with(Exc::UnicodeDecodeError, arguments));
        }
        _ => return Err(unknown_handler(vm, errors)),
    }
    Ok(())
}
