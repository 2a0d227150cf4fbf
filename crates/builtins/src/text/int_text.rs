//! Integers as text: `int(text, base)`, decimal text with the limit on its length, `hex`, `oct` and `bin`
//! (library reference, "Built-in Functions", `int`; "Integer string conversion length limitation").

use std::borrow::Cow;

use num_bigint::{BigInt, Sign};
use num_traits::{Num as _, ToPrimitive as _};

use super::{TextError, unicode};

/// The number of decimal digits above which converting between `int` and `str` is refused.
pub const DIGITS_MAX_DEFAULT: usize = 4300;

/// An integer that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// It fits 64 bits.
    Small(i64),
    /// It does not.
    Big(BigInt),
}

/// An integer that is to be written.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// It fits 64 bits.
    Small(i64),
    /// It need not.
    Big(&'a BigInt),
}

impl IntRef<'_> {
    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        match self {
            Self::Small(value) => value < 0,
            Self::Big(value) => value.sign() == Sign::Minus,
        }
    }

    /// Its absolute value in digits of a radix from 2 to 36, in lower case.
    #[must_use]
    pub fn digits(self, radix: u32) -> String {
        match self {
            Self::Small(value) => {
                let value = value.unsigned_abs();
                match radix {
                    10 => value.to_string(),
                    16 => format!("{value:x}"),
                    8 => format!("{value:o}"),
                    2 => format!("{value:b}"),
                    _ => BigInt::from(value).to_str_radix(radix),
                }
            }
            Self::Big(value) => value.magnitude().to_str_radix(radix),
        }
    }

    /// The number, where it fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        match self {
            Self::Small(value) => Some(value),
            Self::Big(value) => value.to_i64(),
        }
    }
}

/// Why a text is no integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The base is neither 0 nor from 2 to 36.
    Base,
    /// It does not read as a number: "invalid literal for int() with base 10: 'x'".
    Invalid,
    /// It has this many digits, more than the limit allows.
    TooLong(usize),
}

impl ParseError {
    /// The exception; `literal_repr` gives the `repr` of what was to be read.
    #[must_use]
    pub fn into_error(
        self,
        base: u32,
        digits_max: usize,
        literal_repr: impl FnOnce() -> String,
    ) -> TextError {
        match self {
            Self::Base => TextError::value("int() base must be >= 2 and <= 36, or 0"),
            Self::Invalid => TextError::value(format!(
                "invalid literal for int() with base {base}: {}",
                first_chars(&literal_repr(), LITERAL_SHOWN_MAX)
            )),
            Self::TooLong(digits) => TextError::value(format!(
                "Exceeds the limit ({digits_max} digits) for integer string conversion: value has \
                 {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
            )),
        }
    }
}

/// How much of a refused literal's `repr` a message shows.
const LITERAL_SHOWN_MAX: usize = 200;

fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// `int(text, base)`. Lone surrogates may be given as U+FFFD: they are no digits.
///
/// # Errors
/// See [`ParseError`].
pub fn parse(text: &str, base: u32, digits_max: usize) -> Result<Int, ParseError> {
    if base == 1 || base > 36 {
        return Err(ParseError::Base);
    }
    let ascii: Cow<'_, str> = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(unicode::to_ascii_digits(text).ok_or(ParseError::Invalid)?)
    };
    let trimmed = ascii.trim_matches(|c: char| matches!(c, ' ' | '\t'..='\r'));
    let (negative, unsigned) = match trimmed.as_bytes() {
        [b'-', ..] => (true, &trimmed[1..]),
        [b'+', ..] => (false, &trimmed[1..]),
        _ => (false, trimmed),
    };
    let (radix, digits) = split_prefix(unsigned, base)?;
    let digits = without_underscores(digits, radix)?;
    if !radix.is_power_of_two() && digits_max > 0 && digits.len() > digits_max {
        return Err(ParseError::TooLong(digits.len()));
    }
    // The sign goes along, so that the smallest 64-bit integer is read as a small one.
    let signed = if negative { format!("-{digits}") } else { digits.into_owned() };
    if let Ok(value) = i64::from_str_radix(&signed, radix) {
        return Ok(Int::Small(value));
    }
    BigInt::from_str_radix(&signed, radix).map(Int::Big).map_err(|_| ParseError::Invalid)
}

/// The radix that base and prefix say, and the digits behind the prefix (and the underscore after it).
fn split_prefix(text: &str, base: u32) -> Result<(u32, &str), ParseError> {
    let prefixed = match text.as_bytes() {
        [b'0', letter, ..] => match letter.to_ascii_lowercase() {
            b'x' => Some(16),
            b'o' => Some(8),
            b'b' => Some(2),
            _ => None,
        },
        _ => None,
    };
    match prefixed {
        Some(radix) if base == 0 || base == radix => {
            let digits = &text[2..];
            Ok((radix, digits.strip_prefix('_').unwrap_or(digits)))
        }
        _ if base == 0 => {
            // Without a prefix, base 0 reads what a program may write: no leading zero but in zero.
            let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'_'));
            if text.starts_with('0') && !is_zero {
                return Err(ParseError::Invalid);
            }
            Ok((10, text))
        }
        _ => Ok((base, text)),
    }
}

/// The digits, all of them valid, without the single underscores that may stand between them.
fn without_underscores(digits: &str, radix: u32) -> Result<Cow<'_, str>, ParseError> {
    let mut after_digit = false;
    for c in digits.chars() {
        after_digit = match c {
            '_' if after_digit => false,
            c if c.is_digit(radix) => true,
            _ => return Err(ParseError::Invalid),
        };
    }
    if !after_digit {
        return Err(ParseError::Invalid);
    }
    if digits.contains('_') {
        Ok(Cow::Owned(digits.replace('_', "")))
    } else {
        Ok(Cow::Borrowed(digits))
    }
}

/// `str(value)`.
///
/// # Errors
/// A `ValueError` where there are more digits than allowed; the limit 0 stands for none.
pub fn to_decimal(value: IntRef<'_>, digits_max: usize) -> Result<String, TextError> {
    if let IntRef::Big(big) = value {
        let too_long = || {
            TextError::value(format!(
                "Exceeds the limit ({digits_max} digits) for integer string conversion; use \
                 sys.set_int_max_str_digits() to increase the limit"
            ))
        };
        // Ten decimal digits take more than 33 bits: so much is clear without converting.
        if digits_max > 0 && big.bits() / 34 * 10 > digits_max as u64 {
            return Err(too_long());
        }
        let digits = value.digits(10);
        if digits_max > 0 && digits.len() > digits_max {
            return Err(too_long());
        }
        return Ok(if value.is_negative() { format!("-{digits}") } else { digits });
    }
    Ok(value.to_i64().unwrap_or(0).to_string())
}

/// `hex(value)`, `oct(value)`, `bin(value)`: the radix says which.
#[must_use]
pub fn to_prefixed(value: IntRef<'_>, radix: u32) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    format!("{sign}{}{}", prefix(radix), value.digits(radix))
}

/// What stands before the digits of a radix.
pub(crate) fn prefix(radix: u32) -> &'static str {
    match radix {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recorded::{check_all, outcome, text, unescape};

    const RECORDED: &str = include_str!("recorded/int_text.tsv");

    fn shown(value: &Int) -> String {
        match value {
            Int::Small(value) => value.to_string(),
            Int::Big(value) => value.to_string(),
        }
    }

    #[test]
    fn parsing_is_as_recorded() {
        check_all(RECORDED, |case| {
            let ["int", field, base] = case else { return None };
            let base = base.parse::<i64>().unwrap();
            let known = u32::try_from(base).unwrap_or(u32::MAX);
            let parsed = parse(&text(field), known, DIGITS_MAX_DEFAULT).map_err(|error| {
                error.into_error(known, DIGITS_MAX_DEFAULT, || {
                    crate::text::quote::repr(unescape(field))
                })
            });
            Some(outcome(parsed.map(|value| shown(&value))))
        });
    }

    #[test]
    fn long_numbers_are_refused_as_recorded() {
        check_all(RECORDED, |case| {
            let [kind @ ("long" | "longrepr"), count, base] = case else { return None };
            let count: usize = count.parse().unwrap();
            let base: u32 = base.parse().unwrap();
            Some(outcome(if *kind == "long" {
                parse(&"1".repeat(count), base, DIGITS_MAX_DEFAULT)
                    .map(|value| match value {
                        Int::Big(value) => (value % BigInt::from(1000)).to_string(),
                        Int::Small(_) => "small".to_owned(),
                    })
                    .map_err(|e| e.into_error(base, DIGITS_MAX_DEFAULT, String::new))
            } else {
                let value = BigInt::from(10).pow(u32::try_from(count).unwrap() - 1);
                to_decimal(IntRef::Big(&value), DIGITS_MAX_DEFAULT).map(|text| text[..3].to_owned())
            }))
        });
    }

    #[test]
    fn prefixed_forms_are_as_recorded() {
        check_all(RECORDED, |case| {
            let [kind, value] = case else { return None };
            let radix = match *kind {
                "hex" => 16,
                "oct" => 8,
                "bin" => 2,
                _ => return None,
            };
            let value: BigInt = value.parse().unwrap();
            Some(format!("={}", to_prefixed(IntRef::Big(&value), radix)))
        });
    }
}
