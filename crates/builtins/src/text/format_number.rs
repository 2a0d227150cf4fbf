//! Numbers in the form that a format specification or a `%` conversion asks for: digits, exponents,
//! groups, signs and padding (library reference, "Format Specification Mini-Language").
//!
//! Whether a specification fits its value is decided before, in `format_spec` and `percent`.

use super::float_repr::{
    self, Digits, MAX_EXACT_DIGITS, push_exponent, push_positional, push_scientific,
};
use super::format_spec::{Align, Sign, Spec, padded};
use super::int_text::{self, IntRef};

/// Digits behind the point where the specification does not say.
pub(crate) const DEFAULT_PRECISION: usize = 6;

/// A number in its parts, from left to right.
struct Parts<'a> {
    sign: &'a str,
    /// `0x` and the like.
    prefix: &'a str,
    /// Digits before the point, which groups and zeros apply to.
    whole: &'a str,
    /// Everything from the point on.
    rest: &'a str,
}

/// Formats an integer, types `d`, `n`, `b`, `o`, `x`, `X` and none.
pub(crate) fn format_integer(value: IntRef<'_>, spec: &Spec) -> String {
    let (radix, upper) = match spec.kind {
        Some('b') => (2, false),
        Some('o') => (8, false),
        Some('x') => (16, false),
        Some('X') => (16, true),
        _ => (10, false),
    };
    let mut digits = value.digits(radix);
    let mut prefix = if spec.alternate { int_text::prefix(radix) } else { "" };
    if upper {
        digits.make_ascii_uppercase();
        if spec.alternate {
            prefix = "0X";
        }
    }
    let sign = sign_text(value.is_negative(), spec.sign);
    let group = if radix == 10 { 3 } else { 4 };
    assemble(&Parts { sign, prefix, whole: &digits, rest: "" }, group, spec)
}

/// Formats a float, types `e`, `f`, `g`, their capitals, `n`, `%` and none.
pub(crate) fn format_float(value: f64, spec: &Spec) -> String {
    let mut body = float_body(value, spec, true);
    if spec.kind == Some('%') {
        body.push('%');
    }
    let sign = sign_text(shows_minus(value, &body, spec), spec.sign);
    let (whole, rest) = split_whole(&body);
    assemble(&Parts { sign, prefix: "", whole, rest }, 3, spec)
}

/// Formats a complex number: two floats and a `j`, in parentheses where no type is given.
pub(crate) fn format_complex(real: f64, imaginary: f64, spec: &Spec) -> String {
    let mut plain = spec.clone();
    plain.width = None;
    let part = |value: f64, sign: Option<Sign>| {
        let body = float_body(value, spec, false);
        let sign = sign_text(shows_minus(value, &body, spec), sign);
        let (whole, rest) = split_whole(&body);
        assemble(&Parts { sign, prefix: "", whole, rest }, 3, &plain)
    };
    let text = if spec.kind.is_some() {
        format!("{}{}j", part(real, spec.sign), part(imaginary, Some(Sign::Plus)))
    } else if real == 0.0 && real.is_sign_positive() {
        format!("{}j", part(imaginary, spec.sign))
    } else {
        format!("({}{}j)", part(real, spec.sign), part(imaginary, Some(Sign::Plus)))
    };
    let layout = spec.layout(text.chars().count(), spec.align_or(Align::Right));
    padded(&text, layout)
}

fn sign_text(negative: bool, sign: Option<Sign>) -> &'static str {
    match sign {
        _ if negative => "-",
        Some(Sign::Plus) => "+",
        Some(Sign::Space) => " ",
        Some(Sign::Minus) | None => "",
    }
}

/// Whether a float's minus sign is shown: a `nan` has none, and `z` takes it from a zero.
fn shows_minus(value: f64, body: &str, spec: &Spec) -> bool {
    if value.is_nan() || !value.is_sign_negative() {
        return false;
    }
    let mantissa = body.split(['e', 'E']).next().unwrap_or(body);
    let is_zero = value.is_finite() && !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    !(spec.no_negative_zero && is_zero)
}

/// The digits before the point, and the rest; `inf` and `nan` have no digits.
fn split_whole(body: &str) -> (&str, &str) {
    let end = body.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(body.len());
    body.split_at(end)
}

/// A float's digits in the form of the type, without sign. `with_point` is whether the form without
/// type always has a point or an exponent, as floats have and the parts of complex numbers have not.
fn float_body(value: f64, spec: &Spec, with_point: bool) -> String {
    let precision = spec.precision;
    let alternate = spec.alternate;
    let kind = spec.kind.unwrap_or(' ');
    match kind {
        '%' => {
            unsigned_float(value * 100.0, 'f', precision.unwrap_or(DEFAULT_PRECISION), alternate)
        }
        'n' => unsigned_float(value, 'g', precision.unwrap_or(DEFAULT_PRECISION), alternate),
        ' ' => match precision {
            None => shortest_body(value, alternate, with_point),
            Some(precision) if with_point && value.is_finite() => {
                general_with_point(value.abs(), precision.max(1), alternate)
            }
            Some(precision) => unsigned_float(value, 'g', precision, alternate),
        },
        _ => unsigned_float(value, kind, precision.unwrap_or(DEFAULT_PRECISION), alternate),
    }
}

/// The `repr`, without sign.
fn shortest_body(value: f64, alternate: bool, with_point: bool) -> String {
    let mut text = float_repr::repr(if value.is_nan() { value } else { value.abs() });
    if !value.is_finite() {
        return text;
    }
    if !with_point && let Some(whole) = text.strip_suffix(".0") {
        text.truncate(whole.len());
    }
    if alternate && !text.contains('.') {
        text.insert(text.find('e').unwrap_or(text.len()), '.');
    }
    text
}

/// Type none with a precision: as `g`, but at least one digit behind the point is part of the precision.
fn general_with_point(value: f64, precision: usize, alternate: bool) -> String {
    let Digits { mut digits, exponent } = Digits::rounded(value, precision);
    if exponent < -4 || i64::from(exponent) >= precision as i64 - 1 {
        return general_scientific(digits, exponent, 'e', alternate);
    }
    if !alternate {
        // One digit behind the point stays.
        let least = usize::try_from(exponent).map_or(1, |exponent| exponent + 2);
        trim_zeros(&mut digits, least);
    }
    let mut text = String::new();
    push_positional(&mut text, &digits, exponent);
    text
}

/// The digits of a float in type `e`, `f`, `g` or a capital of them, without sign.
pub(crate) fn unsigned_float(value: f64, kind: char, precision: usize, alternate: bool) -> String {
    let upper = kind.is_ascii_uppercase();
    if !value.is_finite() {
        let name = if value.is_nan() { "nan" } else { "inf" };
        return if upper { name.to_ascii_uppercase() } else { name.to_owned() };
    }
    let exponent_letter = if upper { 'E' } else { 'e' };
    match kind.to_ascii_lowercase() {
        'f' => fixed(value.abs(), precision, alternate),
        'e' => {
            let Digits { digits, exponent } = Digits::rounded(value.abs(), precision + 1);
            let mut text = String::new();
            if alternate && digits.len() == 1 {
                text.push_str(&digits);
                text.push('.');
                push_exponent(&mut text, exponent, exponent_letter);
            } else {
                push_scientific(&mut text, &digits, exponent, exponent_letter);
            }
            text
        }
        _ => general(value.abs(), precision.max(1), exponent_letter, alternate),
    }
}

fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    // Behind the digits that a float can have come only zeros.
    let exact = precision.min(MAX_EXACT_DIGITS);
    let mut text = format!("{value:.exact$}");
    text.extend(std::iter::repeat_n('0', precision - exact));
    if alternate && precision == 0 {
        text.push('.');
    }
    text
}

/// Type `g`: a point for exponents from -4 to the precision, without the zeros at the end.
fn general(value: f64, precision: usize, letter: char, alternate: bool) -> String {
    let Digits { mut digits, exponent } = Digits::rounded(value, precision);
    if exponent < -4 || i64::from(exponent) >= precision as i64 {
        return general_scientific(digits, exponent, letter, alternate);
    }
    if !alternate {
        trim_zeros(&mut digits, usize::try_from(exponent).unwrap_or(0) + 1);
    }
    let mut text = String::new();
    push_positional(&mut text, &digits, exponent);
    if alternate && !text.contains('.') {
        text.push('.');
    }
    text
}

fn general_scientific(mut digits: String, exponent: i32, letter: char, alternate: bool) -> String {
    let mut text = String::new();
    if !alternate {
        trim_zeros(&mut digits, 1);
    }
    if alternate && digits.len() == 1 {
        text.push_str(&digits);
        text.push('.');
        push_exponent(&mut text, exponent, letter);
    } else {
        push_scientific(&mut text, &digits, exponent, letter);
    }
    text
}

/// Takes the zeros at the end away, but leaves so many digits.
fn trim_zeros(digits: &mut String, least: usize) {
    let kept = digits.trim_end_matches('0').len().max(least).min(digits.len());
    digits.truncate(kept);
}

/// Puts a number's parts together: groups, zeros behind the sign, padding.
fn assemble(parts: &Parts<'_>, group: usize, spec: &Spec) -> String {
    let align = spec.align_or(Align::Right);
    let outside = parts.sign.len() + parts.prefix.len() + parts.rest.len();
    let zeros_wanted = if align == Align::AfterSign && spec.fill == Some('0') {
        spec.width.unwrap_or(0).saturating_sub(outside)
    } else {
        0
    };
    let mut text = String::with_capacity(outside + parts.whole.len().max(zeros_wanted) * 4 / 3);
    text.push_str(parts.sign);
    text.push_str(parts.prefix);
    let head = text.len();
    // What is no number is filled up with zeros, but not in groups.
    match spec.grouping.filter(|_| !parts.whole.is_empty()) {
        Some(separator) => push_grouped(&mut text, parts.whole, separator, group, zeros_wanted),
        None => {
            let zeros = zeros_wanted.saturating_sub(parts.whole.len());
            text.extend(std::iter::repeat_n('0', zeros));
            text.push_str(parts.whole);
        }
    }
    text.push_str(parts.rest);
    // All of it is ASCII, so bytes are characters.
    let layout = spec.layout(text.len(), align);
    if align == Align::AfterSign && layout.before > 0 {
        let padding: String = std::iter::repeat_n(layout.fill, layout.before).collect();
        text.insert_str(head, &padding);
        return text;
    }
    if layout.before + layout.after == 0 { text } else { padded(&text, layout) }
}

/// Writes digits in groups, with zeros before them until there are `least` characters; a separator never
/// comes first, so that there may be one character more.
fn push_grouped(text: &mut String, digits: &str, separator: char, group: usize, least: usize) {
    let mut reversed = String::with_capacity(digits.len().max(least) * 4 / 3 + 1);
    let mut rest = digits.chars().rev();
    let mut in_group = 0;
    loop {
        let digit = rest.next();
        if digit.is_none() && reversed.len() >= least {
            break;
        }
        if in_group == group {
            reversed.push(separator);
            in_group = 0;
        }
        reversed.push(digit.unwrap_or('0'));
        in_group += 1;
    }
    text.extend(reversed.chars().rev());
}
