//! Hexadecimal floats: `float.hex()` and `float.fromhex()` (library reference, "Additional Methods on
//! Float").

use super::TextError;

/// Bits behind the point of a float's significand.
const FRACTION_BITS: i32 = 52;
/// The exponent of the smallest normal float.
const EXPONENT_MIN: i32 = -1022;
/// Exponents beyond this are surely out of range, whatever the digits are.
const EXPONENT_LIMIT: i64 = 1 << 40;

/// `value.hex()`
#[must_use]
pub fn hex(value: f64) -> String {
    if let Some(special) = super::float_repr::special(value) {
        return special.to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.to_bits();
    let fraction = bits & ((1 << FRACTION_BITS) - 1);
    let biased = i32::try_from(bits >> FRACTION_BITS & 0x7ff).unwrap_or(0);
    let (lead, exponent) = if biased == 0 { (0, EXPONENT_MIN) } else { (1, biased - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex(text)`
///
/// # Errors
/// A `ValueError` for what is no such number, an `OverflowError` for one too large.
pub fn from_hex(text: &str) -> Result<f64, TextError> {
    let invalid = || TextError::value("invalid hexadecimal floating-point string");
    let text = text.trim_matches(|c: char| matches!(c, ' ' | '\t'..='\r'));
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = |value: f64| if negative { -value } else { value };
    let lower = unsigned.to_ascii_lowercase();
    match lower.as_str() {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" => return Ok(signed(f64::NAN)),
        _ => {}
    }
    let number = lower.strip_prefix("0x").unwrap_or(&lower);
    let (mantissa, exponent) = match number.split_once('p') {
        None => (number, 0),
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent).ok_or_else(invalid)?),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = String::with_capacity(mantissa.len());
    digits.push_str(whole);
    digits.push_str(fraction);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(invalid());
    }
    let behind = i64::try_from(fraction.len()).unwrap_or(EXPONENT_LIMIT).saturating_mul(4);
    let exponent = exponent.saturating_sub(behind);
    round(&digits, exponent)
        .map(signed)
        .ok_or_else(|| TextError::overflow("hexadecimal value too large to represent as a float"))
}

/// A decimal exponent with its sign; huge ones are cut to what is out of range all the same.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(EXPONENT_LIMIT).min(EXPONENT_LIMIT);
    Some(if text.starts_with('-') { -size } else { size })
}

/// `digits * 2**exponent` rounded half to even; `None` where it is too large.
fn round(digits: &str, exponent: i64) -> Option<f64> {
    // 64 leading bits and a mark for any bit behind them decide the rounding.
    let mut significand: u64 = 0;
    let mut dropped_bits: i64 = 0;
    let mut sticky = false;
    for byte in digits.bytes() {
        let digit = char::from(byte).to_digit(16).unwrap_or(0);
        if significand >> 58 == 0 {
            significand = significand << 4 | u64::from(digit);
        } else {
            dropped_bits += 4;
            sticky |= digit != 0;
        }
    }
    if significand == 0 {
        return Some(0.0);
    }
    let top = i64::from(63 - significand.leading_zeros());
    let exponent = exponent.saturating_add(dropped_bits);
    let scale = exponent.saturating_add(top);
    if scale > 1023 {
        return None;
    }
    // How far the last kept bit is above the significand's last one.
    let last_kept = (scale - i64::from(FRACTION_BITS)).max(i64::from(EXPONENT_MIN - FRACTION_BITS));
    let shift = last_kept - exponent;
    let (kept, unit) = if shift <= 0 {
        (significand << (-shift).min(63), last_kept)
    } else if shift > 64 {
        return Some(0.0);
    } else {
        (shift_right_rounding(significand, shift, sticky), last_kept)
    };
    let value = scale_by_power_of_two(kept, unit);
    value.is_finite().then_some(value)
}

fn shift_right_rounding(significand: u64, shift: i64, sticky: bool) -> u64 {
    let wide = u128::from(significand);
    let kept = wide >> shift;
    let rest = wide & ((1_u128 << shift) - 1);
    let half = 1_u128 << (shift - 1);
    let up = rest > half || rest == half && (sticky || kept & 1 == 1);
    u64::try_from(kept).unwrap_or(0) + u64::from(up)
}

/// `kept * 2**unit`, exactly: the bits kept fit the significand.
fn scale_by_power_of_two(kept: u64, unit: i64) -> f64 {
    let unit = i32::try_from(unit).unwrap_or(0);
    // Two steps, so that neither factor leaves the range of normal floats.
    let half = unit / 2;
    kept as f64 * 2_f64.powi(half) * 2_f64.powi(unit - half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::float_repr::repr;
    use crate::text::recorded::{check_all, outcome, text};

    const RECORDED: &str = include_str!("recorded/float_repr.tsv");

    #[test]
    fn hexadecimal_floats_are_as_recorded() {
        check_all(RECORDED, |case| match case {
            ["hex", number] => Some(format!("={}", hex(number.parse().unwrap()))),
            ["fromhex", field] => Some(outcome(from_hex(&text(field)).map(repr))),
            _ => None,
        });
    }
}
