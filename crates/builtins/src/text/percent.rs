//! The template language of the `%` operator (library reference, "printf-style String Formatting" and
//! "printf-style Bytes Formatting"): a template is read into literal ranges and conversions; the caller
//! turns values into numbers or text, and the functions here lay them out.

use std::ops::Range;

use super::format_number::{DEFAULT_PRECISION, unsigned_float};
use super::format_spec::{Layout, padded};
use super::int_text::{self, IntRef};
use super::{CodePoints, TextError};

/// A width or a precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// It stands in the template.
    Given(usize),
    /// `*`: it is the next argument, an `int`.
    Argument,
}

/// The key of a conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Where it stands in the template.
    Named(Range<usize>),
    /// Its parenthesis is not closed: "incomplete format key", once there is a mapping.
    Unclosed(TextError),
}

/// A conversion of the template, such as `%(key)-8.3f`.
///
/// What is wrong with it does not show at once: arguments are taken from left to right while a
/// conversion is read. So a caller looks the key up, takes the arguments of `*`, raises the `fault`,
/// takes the value and only then asks for the `kind`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The mapping's key.
    pub key: Option<Key>,
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// The least number of characters.
    pub width: Option<Size>,
    /// What follows the point.
    pub precision: Option<Size>,
    /// What is wrong before the letter, to be raised before the value is taken.
    pub fault: Option<TextError>,
    /// The letter.
    pub letter: char,
    /// What the letter asks for; an error, to be raised after the value is taken, if there is no such.
    pub kind: Result<Kind, TextError>,
}

/// What a conversion wants of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `%s`: `str()`; for bytes what has a buffer or `__bytes__`.
    Str,
    /// `%r`: `repr()`
    Repr,
    /// `%a`: `ascii()`
    Ascii,
    /// `%b`: as `%s`, of bytes alone.
    Bytes,
    /// `%c`: a character, or its number.
    Char,
    /// `%d`, `%i`, `%u`: a number, made whole.
    Decimal,
    /// `%o`, `%x`, `%X`: an integer.
    Radix(u32),
    /// `%e`, `%f`, `%g` and their capitals: a number.
    Float,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that is taken over: a range of the template.
    Literal(Range<usize>),
    /// A conversion.
    Conversion(Conversion),
}

/// An iterator over the parts of a template; it ends behind a conversion that has something wrong.
pub struct Parser<'a, T: ?Sized> {
    template: &'a T,
    at: usize,
    /// Whether `%b` exists.
    of_bytes: bool,
    failed: bool,
}

impl<'a, T: CodePoints + ?Sized> Parser<'a, T> {
    /// Reads the template of a string.
    pub fn new(template: &'a T) -> Self {
        Self { template, at: 0, of_bytes: false, failed: false }
    }

    /// Reads the template of bytes.
    pub fn of_bytes(template: &'a T) -> Self {
        Self { of_bytes: true, ..Self::new(template) }
    }

    fn peek(&self) -> Option<char> {
        // A lone surrogate is nothing that the language knows, like U+FFFD.
        let point = self.template.point(self.at)?;
        Some(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn take_if(&mut self, wanted: char) -> bool {
        let taken = self.peek() == Some(wanted);
        self.at += usize::from(taken);
        taken
    }

    fn literal(&mut self) -> Part {
        let start = self.at;
        while self.peek().is_some_and(|c| c != '%') {
            self.at += 1;
        }
        Part::Literal(start..self.at)
    }

    /// Reads what follows a `%`.
    fn part(&mut self) -> Part {
        if self.take_if('%') {
            return Part::Literal(self.at - 1..self.at);
        }
        let mut conversion = Conversion {
            key: None,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: None,
            precision: None,
            fault: None,
            letter: 's',
            kind: Ok(Kind::Str),
        };
        if let Err(fault) = self.read(&mut conversion) {
            conversion.fault = Some(fault);
            self.failed = true;
        }
        self.failed |= conversion.kind.is_err();
        Part::Conversion(conversion)
    }

    fn read(&mut self, conversion: &mut Conversion) -> Result<(), TextError> {
        if self.take_if('(') {
            match self.key() {
                Ok(range) => conversion.key = Some(Key::Named(range)),
                Err(error) => {
                    conversion.key = Some(Key::Unclosed(error.clone()));
                    return Err(error);
                }
            }
        }
        self.flags(conversion);
        conversion.width = self.size(WIDTH_MAX, "width too big")?;
        if self.take_if('.') {
            let too_big = if self.of_bytes { "prec too big" } else { "precision too big" };
            conversion.precision =
                Some(self.size(PRECISION_MAX, too_big)?.unwrap_or(Size::Given(0)));
        }
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        conversion.letter = self.peek().ok_or_else(|| TextError::value("incomplete format"))?;
        self.at += 1;
        conversion.kind =
            kind_of(conversion.letter, self.of_bytes).ok_or_else(|| self.unsupported());
        Ok(())
    }

    fn flags(&mut self, conversion: &mut Conversion) {
        while let Some(c) = self.peek() {
            match c {
                '-' => conversion.left = true,
                '+' => conversion.plus = true,
                ' ' => conversion.space = true,
                '#' => conversion.alternate = true,
                '0' => conversion.zero = true,
                _ => break,
            }
            self.at += 1;
        }
    }

    /// The range of a key up to its closing parenthesis; parentheses nest.
    fn key(&mut self) -> Result<Range<usize>, TextError> {
        let start = self.at;
        let mut depth = 1;
        loop {
            match self.peek() {
                None => return Err(TextError::value("incomplete format key")),
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(start..self.at - 1);
            }
        }
    }

    fn size(&mut self, max: usize, too_big: &'static str) -> Result<Option<Size>, TextError> {
        if self.take_if('*') {
            return Ok(Some(Size::Argument));
        }
        let mut size = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let longer = size.unwrap_or(0_usize).saturating_mul(10).saturating_add(digit as usize);
            if longer > max {
                return Err(TextError::value(too_big));
            }
            size = Some(longer);
            self.at += 1;
        }
        Ok(size.map(Size::Given))
    }

    /// The error for the letter just read.
    fn unsupported(&self) -> TextError {
        let index = self.at - 1;
        let point = self.template.point(index).unwrap_or(0);
        let printable = (31..127).contains(&point) || self.of_bytes;
        let shown = char::from_u32(point).filter(|_| printable).unwrap_or('?');
        TextError::value(format!(
            "unsupported format character '{shown}' (0x{point:x}) at index {index}"
        ))
    }
}

/// The greatest width that a template may hold.
const WIDTH_MAX: usize = isize::MAX as usize;
/// The greatest precision that a template may hold.
const PRECISION_MAX: usize = i32::MAX as usize;

impl<T: CodePoints + ?Sized> Iterator for Parser<'_, T> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if self.failed {
            return None;
        }
        let first = self.peek()?;
        if first != '%' {
            return Some(self.literal());
        }
        self.at += 1;
        Some(self.part())
    }
}

fn kind_of(letter: char, of_bytes: bool) -> Option<Kind> {
    match letter {
        's' => Some(Kind::Str),
        'b' if of_bytes => Some(Kind::Bytes),
        'r' => Some(Kind::Repr),
        'a' => Some(Kind::Ascii),
        'c' => Some(Kind::Char),
        'd' | 'i' | 'u' => Some(Kind::Decimal),
        'o' => Some(Kind::Radix(8)),
        'x' | 'X' => Some(Kind::Radix(16)),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => Some(Kind::Float),
        _ => None,
    }
}

impl Conversion {
    /// Puts an argument in the place of the width's `*`: a negative one means left as well.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = Some(Size::Given(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX)));
    }

    /// Puts an argument in the place of the precision's `*`: a negative one counts as zero.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Some(Size::Given(usize::try_from(precision).unwrap_or(0)));
    }

    fn width(&self) -> usize {
        given(self.width).unwrap_or(0)
    }

    fn precision(&self) -> Option<usize> {
        given(self.precision)
    }

    /// An estimate from above of the characters that the result has beyond those of the value, for a
    /// check of memory before anything is made.
    #[must_use]
    pub fn extra_length(&self) -> usize {
        self.width().saturating_add(self.precision().unwrap_or(0))
    }

    /// How a text of so many characters is laid out.
    #[must_use]
    pub fn layout_text(&self, length: usize) -> Layout {
        let taken = match (&self.kind, self.precision()) {
            (Ok(Kind::Char), _) | (_, None) => length,
            (_, Some(precision)) => length.min(precision),
        };
        let padding = self.width().saturating_sub(taken);
        let (before, after) = if self.left { (0, padding) } else { (padding, 0) };
        Layout { fill: ' ', before, taken, after }
    }

    /// Formats an integer for [`Kind::Decimal`] and [`Kind::Radix`].
    #[must_use]
    pub fn format_int(&self, value: IntRef<'_>) -> String {
        let radix = match self.kind {
            Ok(Kind::Radix(radix)) => radix,
            _ => 10,
        };
        let mut digits = value.digits(radix);
        let least = self.precision().unwrap_or(0);
        if digits.len() < least {
            digits.insert_str(0, &"0".repeat(least - digits.len()));
        }
        let mut prefix = if self.alternate { int_text::prefix(radix) } else { "" };
        if self.letter == 'X' {
            digits.make_ascii_uppercase();
            prefix = if self.alternate { "0X" } else { "" };
        }
        self.assemble(value.is_negative(), prefix, &digits)
    }

    /// Formats a float for [`Kind::Float`].
    #[must_use]
    pub fn format_float(&self, value: f64) -> String {
        let precision = self.precision().unwrap_or(DEFAULT_PRECISION);
        let digits = unsigned_float(value, self.letter, precision, self.alternate);
        self.assemble(value.is_sign_negative() && !value.is_nan(), "", &digits)
    }

    /// Sign, prefix, zeros or padding, digits.
    fn assemble(&self, negative: bool, prefix: &str, digits: &str) -> String {
        let sign = match self {
            _ if negative => "-",
            Self { plus: true, .. } => "+",
            Self { space: true, .. } => " ",
            _ => "",
        };
        let missing = self.width().saturating_sub(sign.len() + prefix.len() + digits.len());
        let zeros = if self.zero && !self.left { missing } else { 0 };
        let text = format!("{sign}{prefix}{}{digits}", "0".repeat(zeros));
        let padding = missing - zeros;
        let (before, after) = if self.left { (0, padding) } else { (padding, 0) };
        padded(&text, Layout { fill: ' ', before, taken: 0, after })
    }
}

fn given(size: Option<Size>) -> Option<usize> {
    match size {
        Some(Size::Given(size)) => Some(size),
        Some(Size::Argument) | None => None,
    }
}

/// The code point of `%c` for an integer.
///
/// # Errors
/// An `OverflowError` for what is no code point.
pub fn char_of(value: IntRef<'_>) -> Result<u32, TextError> {
    value
        .to_i64()
        .and_then(|value| u32::try_from(value).ok())
        .filter(|point| *point < 0x11_0000)
        .ok_or_else(|| TextError::overflow("%c arg not in range(0x110000)"))
}

/// Messages of the `%` operator that tell of values.
pub mod messages {
    use super::TextError;

    /// More conversions than arguments.
    #[must_use]
    pub fn not_enough() -> TextError {
        TextError::type_error("not enough arguments for format string")
    }

    /// More arguments than conversions.
    #[must_use]
    pub fn not_all_converted(of_bytes: bool) -> TextError {
        let what = if of_bytes { "bytes" } else { "string" };
        TextError::type_error(format!("not all arguments converted during {what} formatting"))
    }

    /// A key, but no mapping.
    #[must_use]
    pub fn mapping_required() -> TextError {
        TextError::type_error("format requires a mapping")
    }

    /// `*` met something else than an integer.
    #[must_use]
    pub fn star_wants_int() -> TextError {
        TextError::type_error("* wants int")
    }

    /// `%d` of what is no number.
    #[must_use]
    pub fn real_number_required(letter: char, type_name: &str) -> TextError {
        TextError::type_error(format!(
            "%{letter} format: a real number is required, not {type_name}"
        ))
    }

    /// `%x` of what is no integer.
    #[must_use]
    pub fn integer_required(letter: char, type_name: &str) -> TextError {
        TextError::type_error(format!("%{letter} format: an integer is required, not {type_name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::quote;
    use crate::text::recorded::{check_all, outcome, text, unescape};
    use num_bigint::BigInt;

    const RECORDED: &str = include_str!("recorded/percent.tsv");

    /// Carries a template out for values that are written as in the recording.
    fn convert(template: &[u32], values: &[String]) -> Result<String, TextError> {
        let mut values = values.iter();
        let mut out = String::new();
        for part in Parser::new(template) {
            let conversion = match part {
                Part::Literal(range) => {
                    out.push_str(&crate::text::lossy_string(template.slice(range)));
                    continue;
                }
                Part::Conversion(conversion) => conversion,
            };
            if conversion.key.is_some() {
                return Err(messages::mapping_required());
            }
            for size in [conversion.width, conversion.precision] {
                if size == Some(Size::Argument) {
                    return Err(messages::not_enough());
                }
            }
            if let Some(fault) = &conversion.fault {
                return Err(fault.clone());
            }
            let value = values.next().ok_or_else(messages::not_enough)?;
            out.push_str(&convert_one(&conversion, value)?);
        }
        Ok(out)
    }

    fn convert_one(conversion: &Conversion, value: &str) -> Result<String, TextError> {
        let unquoted = value.trim_matches('\'');
        let text = match conversion.kind.clone()? {
            Kind::Float => return Ok(conversion.format_float(value.parse().unwrap())),
            Kind::Decimal | Kind::Radix(_) => {
                let value = if value == "True" { "1" } else { value };
                let whole = value.split('.').next().unwrap();
                let whole: BigInt = whole.parse().unwrap();
                return Ok(conversion.format_int(IntRef::Big(&whole)));
            }
            Kind::Char if value == "97" => "a".to_owned(),
            Kind::Repr => value.to_owned(),
            Kind::Ascii => quote::ascii(unquoted.chars().map(u32::from)),
            Kind::Char | Kind::Str | Kind::Bytes => unquoted.to_owned(),
        };
        let layout = conversion.layout_text(text.chars().count());
        Ok(padded(&text.chars().take(layout.taken).collect::<String>(), layout))
    }

    #[test]
    fn conversions_are_as_recorded() {
        check_all(RECORDED, |case| {
            let ["one", template, value] = case else { return None };
            Some(outcome(convert(&unescape(template), &[text(value)])))
        });
    }

    #[test]
    fn templates_are_refused_as_recorded() {
        check_all(RECORDED, |case| {
            // With an empty tuple every error is the template's, or a missing value's.
            let ["args", template, "()"] = case else { return None };
            Some(outcome(convert(&unescape(template), &[])))
        });
    }

    #[test]
    fn arguments_of_stars_set_width_and_precision() {
        let template: Vec<u32> = "%*.*f".chars().map(u32::from).collect();
        let Some(Part::Conversion(mut conversion)) = Parser::new(&template[..]).next() else {
            panic!("a conversion");
        };
        assert_eq!(conversion.width, Some(Size::Argument));
        conversion.set_width(-8);
        conversion.set_precision(2);
        assert_eq!(conversion.format_float(4.567), "4.57    ");
    }
}
