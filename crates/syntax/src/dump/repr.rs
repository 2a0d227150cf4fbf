//! Constants as the reference's `repr` writes them.

use crate::ast::{Constant, Int};

pub(super) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".into(),
        Constant::Bool(true) => "True".into(),
        Constant::Bool(false) => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(Int::Small(value)) => value.to_string(),
        Constant::Int(Int::Big(value)) => value.to_string(),
        Constant::Float(value) => float(*value, true),
        Constant::Complex(value) => format!("{}j", float(*value, false)),
        Constant::Str { text: value, .. } => text(value.code_points().into_iter()),
        Constant::Bytes(value) => bytes(value),
    }
}

/// The shortest digits that give the number back; `.0` where it looks whole, if asked for.
fn float(value: f64, with_point: bool) -> String {
    if value.is_infinite() {
        return "inf".into();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{value}");
        return if with_point && !plain.contains('.') { plain + ".0" } else { plain };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

pub(super) fn text(points: impl Iterator<Item = u32> + Clone) -> String {
    let single = points.clone().any(|point| point == 0x27);
    let double = points.clone().any(|point| point == 0x22);
    let quote = quote_for(single, double);
    let mut out = String::from(quote);
    for point in points {
        push_point(&mut out, point, quote);
    }
    out.push(quote);
    out
}

fn push_point(out: &mut String, point: u32, quote: char) {
    match char::from_u32(point) {
        Some('\n') => out.push_str("\\n"),
        Some('\r') => out.push_str("\\r"),
        Some('\t') => out.push_str("\\t"),
        Some('\\') => out.push_str("\\\\"),
        Some(c) if c == quote => {
            out.push('\\');
            out.push(c);
        }
        Some(c) if is_printable(c) => out.push(c),
        _ if point < 0x100 => out.push_str(&format!("\\x{point:02x}")),
        _ if point < 0x1_0000 => out.push_str(&format!("\\u{point:04x}")),
        _ => out.push_str(&format!("\\U{point:08x}")),
    }
}

/// Rust's own table of printable characters; the letter before keeps combining marks as they are.
fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    let mut text = String::from('a');
    text.push(c);
    text.escape_debug().count() == 2
}

fn bytes(value: &[u8]) -> String {
    let quote = quote_for(value.contains(&b'\''), value.contains(&b'"'));
    let mut out = String::from("b");
    out.push(quote);
    for byte in value {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            byte if char::from(*byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}
