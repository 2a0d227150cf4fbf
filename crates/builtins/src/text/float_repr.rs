//! Floats as text: `repr()` and the decimal digits behind every other form, and `float('...')`
//! (library reference, "Built-in Functions", `float`; "Numeric Types").
//!
//! Hexadecimal floats are in `float_hex`, widths and precisions in `format_number`.

use super::unicode;

/// Decimal exponents from which `repr()` writes an exponent.
const REPR_EXPONENT_MAX: i32 = 16;
/// The smallest decimal exponent that is still written without one.
const REPR_EXPONENT_MIN: i32 = -4;

/// The digits of a finite number: `d.ddd * 10**exponent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// The digits, without sign or point; at least one.
    pub digits: String,
    /// The exponent of the first digit.
    pub exponent: i32,
}

/// The digits that Rust writes for an exponent form (`-1.25e-7`), sign left away.
fn split_exponent_form(text: &str) -> Digits {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.chars().filter(|c| *c != '.').collect();
    Digits { digits, exponent: exponent.parse().unwrap_or(0) }
}

impl Digits {
    /// The fewest digits that give this very float when read back.
    #[must_use]
    pub fn shortest(value: f64) -> Self {
        split_exponent_form(&format!("{value:e}"))
    }

    /// The float rounded, half to even of its exact value, to `count` (at least one) digits.
    #[must_use]
    pub fn rounded(value: f64, count: usize) -> Self {
        let known = count.clamp(1, MAX_EXACT_DIGITS);
        let mut rounded = split_exponent_form(&format!("{value:.*e}", known - 1));
        // What follows the last digit of the exact value is zeros.
        rounded.digits.extend(std::iter::repeat_n('0', count.max(1) - known));
        rounded
    }
}

/// No float has more significant digits than this, nor more digits behind the point.
pub const MAX_EXACT_DIGITS: usize = 1100;

/// `repr(value)`: the shortest text that reads back as the same float.
#[must_use]
pub fn repr(value: f64) -> String {
    if let Some(special) = special(value) {
        return special.to_owned();
    }
    // Rust writes the same digits, and in this range also the same form.
    if (1e-4..1e16).contains(&value.abs()) {
        return format!("{value:?}");
    }
    let Digits { digits, exponent } = Digits::shortest(value);
    let mut text = String::with_capacity(24);
    if value.is_sign_negative() {
        text.push('-');
    }
    if (REPR_EXPONENT_MIN..REPR_EXPONENT_MAX).contains(&exponent) {
        push_positional(&mut text, &digits, exponent);
        if !text.contains('.') {
            text.push_str(".0");
        }
    } else {
        push_scientific(&mut text, &digits, exponent, 'e');
    }
    text
}

/// The text of a float that is no number, or infinite.
#[must_use]
pub fn special(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value == f64::INFINITY {
        Some("inf")
    } else if value == f64::NEG_INFINITY {
        Some("-inf")
    } else {
        None
    }
}

/// Writes digits with a point where the exponent says: `0.00123`, `12.3`, `12300`.
pub(crate) fn push_positional(text: &mut String, digits: &str, exponent: i32) {
    let count = digits.len();
    match usize::try_from(exponent) {
        Err(_) => {
            text.push_str("0.");
            let zeros = usize::try_from(-1 - exponent).unwrap_or(0);
            text.extend(std::iter::repeat_n('0', zeros));
            text.push_str(digits);
        }
        Ok(last) if last + 1 >= count => {
            text.push_str(digits);
            text.extend(std::iter::repeat_n('0', last + 1 - count));
        }
        Ok(last) => {
            let (whole, fraction) = digits.split_at(last + 1);
            text.push_str(whole);
            text.push('.');
            text.push_str(fraction);
        }
    }
}

/// Writes digits with an exponent of at least two digits: `1.5e+16`.
pub(crate) fn push_scientific(text: &mut String, digits: &str, exponent: i32, letter: char) {
    let (first, rest) = digits.split_at(1);
    text.push_str(first);
    if !rest.is_empty() {
        text.push('.');
        text.push_str(rest);
    }
    push_exponent(text, exponent, letter);
}

/// Writes `e+05`.
pub(crate) fn push_exponent(text: &mut String, exponent: i32, letter: char) {
    use std::fmt::Write as _;
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(text, "{letter}{sign}{:02}", exponent.unsigned_abs());
}

/// `float(text)`; `None` where CPython says "could not convert string to float: " and the text's `repr`.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    if !text.is_ascii() {
        return parse_ascii(&unicode::to_ascii_digits(text)?);
    }
    parse_ascii(text)
}

fn parse_ascii(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c: char| matches!(c, ' ' | '\t'..='\r'));
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let Some(value) = parse_special(unsigned) {
        return Some(if text.starts_with('-') { -value } else { value });
    }
    if !is_decimal_literal(unsigned.as_bytes()) {
        return None;
    }
    if text.contains('_') { text.replace('_', "").parse().ok() } else { text.parse().ok() }
}

fn parse_special(unsigned: &str) -> Option<f64> {
    if unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity") {
        Some(f64::INFINITY)
    } else if unsigned.eq_ignore_ascii_case("nan") {
        Some(f64::NAN)
    } else {
        None
    }
}

/// Whether this is `digits [. digits] [e [sign] digits]` with a digit before or after the point;
/// underscores stand only between two digits.
fn is_decimal_literal(text: &[u8]) -> bool {
    let Some((whole, rest)) = skip_digits(text) else { return false };
    let (fraction, rest) = match rest.strip_prefix(b".") {
        None => (0, rest),
        Some(rest) => match skip_digits(rest) {
            Some(skipped) => skipped,
            None => return false,
        },
    };
    if whole + fraction == 0 {
        return false;
    }
    match rest {
        [] => true,
        [b'e' | b'E', exponent @ ..] => {
            let exponent = match exponent {
                [b'+' | b'-', unsigned @ ..] => unsigned,
                unsigned => unsigned,
            };
            matches!(skip_digits(exponent), Some((1.., [])))
        }
        _ => false,
    }
}

/// How many digits the text begins with and what follows; `None` where an underscore is out of place.
fn skip_digits(text: &[u8]) -> Option<(usize, &[u8])> {
    let mut digits = 0;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'_' => {
                let before = at > 0 && text[at - 1].is_ascii_digit();
                let after = text.get(at + 1).is_some_and(u8::is_ascii_digit);
                if !before || !after {
                    return None;
                }
            }
            _ => break,
        }
        at += 1;
    }
    Some((digits, &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recorded::{check_all, text, unescape};

    const RECORDED: &str = include_str!("recorded/float_repr.tsv");

    #[test]
    fn repr_is_as_recorded() {
        check_all(RECORDED, |case| match case {
            ["repr", number] => Some(format!("={}", repr(number.parse().unwrap()))),
            _ => None,
        });
    }

    #[test]
    fn parsing_is_as_recorded() {
        check_all(RECORDED, |case| {
            let ["parse", field] = case else { return None };
            Some(parse(&text(field)).map_or_else(
                || {
                    let quoted = crate::text::quote::repr(unescape(field));
                    format!("!ValueError: could not convert string to float: {quoted}")
                },
                |value| format!("={}", repr(value)),
            ))
        });
    }

    #[test]
    fn rounding_is_of_the_exact_value() {
        assert_eq!(Digits::rounded(2.675, 3).digits, "267");
        assert_eq!(Digits::rounded(0.5, 1200).digits.len(), 1200);
        assert_eq!(Digits::rounded(9.99, 2), Digits { digits: "10".into(), exponent: 1 });
    }
}
