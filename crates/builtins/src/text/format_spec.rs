//! The format specification mini-language, `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`
//! (library reference, "Format Specification Mini-Language"): the parser, the layout of strings, and
//! the dispatch of numbers to `format_number`.
//!
//! Deliberately takes no lone surrogate as fill; a specification that holds one is no `&str`.

use super::int_text::IntRef;
use super::{TextError, format_number, unicode};

/// Where a text stands in a field that is wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: the padding goes between sign and digits.
    AfterSign,
}

impl Align {
    fn from_char(c: char) -> Option<Self> {
        match c {
            '<' => Some(Self::Left),
            '>' => Some(Self::Right),
            '^' => Some(Self::Center),
            '=' => Some(Self::AfterSign),
            _ => None,
        }
    }
}

/// What stands before a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `-`: nothing.
    Minus,
    /// `+`
    Plus,
    /// A space.
    Space,
}

/// A specification, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spec {
    /// What pads; a space unless said otherwise.
    pub fill: Option<char>,
    /// Where the text stands, if that was said.
    pub align: Option<Align>,
    /// `+`, `-` or a space.
    pub sign: Option<Sign>,
    /// `z`: a number that rounds to zero has no minus sign.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// `0` before the width, with no alignment given: pad numbers behind their sign.
    pub zero_padded: bool,
    /// The least number of characters.
    pub width: Option<usize>,
    /// `,` or `_` between groups of digits.
    pub grouping: Option<char>,
    /// What follows the point.
    pub precision: Option<usize>,
    /// The last letter.
    pub kind: Option<char>,
}

/// How many characters are put around a text, and how many of the text are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The character of the padding.
    pub fill: char,
    /// Padding before the text.
    pub before: usize,
    /// Characters of the text.
    pub taken: usize,
    /// Padding after it.
    pub after: usize,
}

/// The characters of a specification that are still to be read.
struct Reader<'a> {
    rest: std::str::Chars<'a>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|c| wanted(*c))?;
        self.rest.next();
        Some(c)
    }

    /// A number in decimal digits of any script, `None` if there is none.
    fn number(&mut self) -> Result<Option<usize>, TextError> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| unicode::decimal_value(u32::from(c))) {
            self.rest.next();
            number = Some(push_digit(number.unwrap_or(0), digit)?);
        }
        Ok(number)
    }
}

/// `number * 10 + digit` within the range of CPython's sizes.
pub(crate) fn push_digit(number: usize, digit: u32) -> Result<usize, TextError> {
    number
        .checked_mul(10)
        .and_then(|number| number.checked_add(digit as usize))
        .filter(|number| isize::try_from(*number).is_ok())
        .ok_or_else(|| TextError::value("Too many decimal digits in format string"))
}

/// How messages show a character of a template that is out of place.
pub(crate) fn shown_char(c: char) -> String {
    let point = u32::from(c);
    if point > 32 && point < 128 { c.to_string() } else { format!("\\x{point:x}") }
}

impl Spec {
    /// Reads a specification for a value whose type has this name.
    ///
    /// # Errors
    /// A `ValueError` in CPython's words.
    pub fn parse(text: &str, type_name: &str) -> Result<Self, TextError> {
        let mut spec = Self::default();
        let mut reader = Reader { rest: text.chars() };
        spec.read_fill_and_align(&mut reader);
        spec.sign = reader.take_if(|c| matches!(c, '+' | '-' | ' ')).map(|c| match c {
            '+' => Sign::Plus,
            '-' => Sign::Minus,
            _ => Sign::Space,
        });
        spec.no_negative_zero = reader.take_if(|c| c == 'z').is_some();
        spec.alternate = reader.take_if(|c| c == '#').is_some();
        if spec.fill.is_none() && reader.take_if(|c| c == '0').is_some() {
            spec.fill = Some('0');
            spec.zero_padded = spec.align.is_none();
        }
        spec.width = reader.number()?;
        spec.read_grouping(&mut reader)?;
        if reader.take_if(|c| c == '.').is_some() {
            let missing = || TextError::value("Format specifier missing precision");
            spec.precision = Some(reader.number()?.ok_or_else(missing)?);
        }
        spec.kind = reader.rest.next();
        if reader.rest.next().is_some() {
            return Err(TextError::value(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            )));
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn read_fill_and_align(&mut self, reader: &mut Reader<'_>) {
        let mut ahead = reader.rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        if let Some(align) = second.and_then(Align::from_char) {
            self.fill = first;
            self.align = Some(align);
            reader.rest = ahead;
        } else if let Some(align) = first.and_then(Align::from_char) {
            self.align = Some(align);
            reader.rest.next();
        }
    }

    fn read_grouping(&mut self, reader: &mut Reader<'_>) -> Result<(), TextError> {
        self.grouping = reader.take_if(|c| c == ',');
        if let Some(underscore) = reader.take_if(|c| c == '_') {
            if self.grouping.is_some() {
                return Err(both_groupings());
            }
            self.grouping = Some(underscore);
        }
        if self.grouping == Some('_') && reader.peek() == Some(',') {
            return Err(both_groupings());
        }
        Ok(())
    }

    fn check_grouping(&self) -> Result<(), TextError> {
        let Some(separator) = self.grouping else { return Ok(()) };
        match self.kind {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
            Some('b' | 'o' | 'x' | 'X') if separator == '_' => Ok(()),
            Some(kind) => Err(grouping_refused(separator, kind)),
        }
    }

    /// The alignment, for values that stand right (numbers) or left (strings) by themselves.
    pub(crate) fn align_or(&self, default: Align) -> Align {
        match self.align {
            Some(align) => align,
            None if self.zero_padded && default == Align::Right => Align::AfterSign,
            None => default,
        }
    }

    /// The padding for a text of so many characters.
    pub(crate) fn layout(&self, length: usize, align: Align) -> Layout {
        let padding = self.width.unwrap_or(0).saturating_sub(length);
        let before = match align {
            Align::Left => 0,
            Align::Right | Align::AfterSign => padding,
            Align::Center => padding / 2,
        };
        Layout { fill: self.fill.unwrap_or(' '), before, taken: length, after: padding - before }
    }

    /// An estimate from above of the characters that the result has beyond those of the value, for a
    /// check of memory before anything is made.
    #[must_use]
    pub fn extra_length(&self) -> usize {
        self.width.unwrap_or(0).saturating_add(self.precision.unwrap_or(0))
    }
}

/// "Cannot specify ',' with 's'."
fn grouping_refused(separator: char, kind: char) -> TextError {
    TextError::value(format!("Cannot specify '{separator}' with '{}'.", shown_char(kind)))
}

fn both_groupings() -> TextError {
    TextError::value("Cannot specify both ',' and '_'.")
}

/// "Unknown format code 'y' for object of type 'str'"
pub(crate) fn unknown_code(kind: char, type_name: &str) -> TextError {
    TextError::value(format!(
        "Unknown format code '{}' for object of type '{type_name}'",
        shown_char(kind)
    ))
}

/// How a string of so many characters is laid out.
///
/// # Errors
/// A `ValueError` for what makes sense for numbers alone.
pub fn layout_str(length: usize, spec: &Spec, type_name: &str) -> Result<Layout, TextError> {
    if let Some(kind) = spec.kind.filter(|kind| *kind != 's') {
        return Err(unknown_code(kind, type_name));
    }
    if let Some(separator) = spec.grouping {
        return Err(grouping_refused(separator, 's'));
    }
    let refused = match spec {
        Spec { sign: Some(Sign::Space), .. } => "Space not allowed in string format specifier",
        Spec { sign: Some(_), .. } => "Sign not allowed in string format specifier",
        Spec { no_negative_zero: true, .. } => {
            "Negative zero coercion (z) not allowed in string format specifier"
        }
        Spec { alternate: true, .. } => "Alternate form (#) not allowed in string format specifier",
        Spec { align: Some(Align::AfterSign), .. } => {
            "'=' alignment not allowed in string format specifier"
        }
        _ => {
            let taken = spec.precision.map_or(length, |precision| precision.min(length));
            return Ok(spec.layout(taken, spec.align_or(Align::Left)));
        }
    };
    Err(TextError::value(refused))
}

/// Puts padding around a text, all of which is taken.
pub(crate) fn padded(text: &str, layout: Layout) -> String {
    let width = layout.fill.len_utf8();
    let mut out = String::with_capacity(text.len() + (layout.before + layout.after) * width);
    out.extend(std::iter::repeat_n(layout.fill, layout.before));
    out.push_str(text);
    out.extend(std::iter::repeat_n(layout.fill, layout.after));
    out
}

/// The character that type `c` makes of an integer, and how it is laid out. It may be a surrogate.
///
/// # Errors
/// See CPython's messages within.
pub fn layout_char(value: IntRef<'_>, spec: &Spec) -> Result<(u32, Layout), TextError> {
    if spec.sign.is_some() {
        return Err(TextError::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        let message = "Alternate form (#) not allowed with integer format specifier 'c'";
        return Err(TextError::value(message));
    }
    let value = value
        .to_i64()
        .ok_or_else(|| TextError::overflow("Python int too large to convert to C long"))?;
    let point = u32::try_from(value)
        .ok()
        .filter(|point| *point < 0x11_0000)
        .ok_or_else(|| TextError::overflow("%c arg not in range(0x110000)"))?;
    Ok((point, spec.layout(1, spec.align_or(Align::Right))))
}

/// Formats an `int` or `bool`. The decimal digits were checked against the limit by the caller, who is
/// also to turn to [`layout_char`] where a lone surrogate comes of type `c`.
///
/// # Errors
/// A `ValueError` or `OverflowError` in CPython's words.
pub fn format_int(value: IntRef<'_>, spec: &Spec, type_name: &str) -> Result<String, TextError> {
    match spec.kind {
        None | Some('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') => {}
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
            return format_float(int_to_float(value)?, spec, type_name);
        }
        Some(kind) => return Err(unknown_code(kind, type_name)),
    }
    if spec.precision.is_some() {
        return Err(TextError::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        let message = "Negative zero coercion (z) not allowed in integer format specifier";
        return Err(TextError::value(message));
    }
    if spec.kind == Some('c') {
        let (point, layout) = layout_char(value, spec)?;
        let c = char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER);
        return Ok(padded(c.encode_utf8(&mut [0; 4]), layout));
    }
    Ok(format_number::format_integer(value, spec))
}

/// An integer as a float, for the float types.
fn int_to_float(value: IntRef<'_>) -> Result<f64, TextError> {
    use num_traits::ToPrimitive as _;
    match value {
        IntRef::Small(value) => Ok(value as f64),
        IntRef::Big(value) => value
            .to_f64()
            .filter(|value| value.is_finite())
            .ok_or_else(|| TextError::overflow("int too large to convert to float")),
    }
}

/// Formats a float.
///
/// # Errors
/// A `ValueError` in CPython's words.
pub fn format_float(value: f64, spec: &Spec, type_name: &str) -> Result<String, TextError> {
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' | 'n') => {}
        Some(kind) => return Err(unknown_code(kind, type_name)),
    }
    check_precision(spec)?;
    Ok(format_number::format_float(value, spec))
}

/// Formats a complex number.
///
/// # Errors
/// A `ValueError` in CPython's words.
pub fn format_complex(
    (real, imaginary): (f64, f64),
    spec: &Spec,
    type_name: &str,
) -> Result<String, TextError> {
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
        Some(kind) => return Err(unknown_code(kind, type_name)),
    }
    check_precision(spec)?;
    if spec.fill == Some('0') {
        let message = "Zero padding is not allowed in complex format specifier";
        return Err(TextError::value(message));
    }
    if spec.align == Some(Align::AfterSign) {
        let message = "'=' alignment flag is not allowed in complex format specifier";
        return Err(TextError::value(message));
    }
    Ok(format_number::format_complex(real, imaginary, spec))
}

fn check_precision(spec: &Spec) -> Result<(), TextError> {
    match spec.precision {
        Some(precision) if i32::try_from(precision).is_err() => {
            Err(TextError::value("precision too big"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recorded::{check_all, outcome, text};
    use num_bigint::BigInt;

    const RECORDED: &str = include_str!("recorded/format_spec.tsv");

    fn check_kind(wanted: &str, format: impl Fn(&str, &Spec) -> Result<String, TextError>) {
        check_all(RECORDED, |case| match case {
            [kind, value, spec] if *kind == wanted => {
                let spec = text(spec);
                if spec.contains(char::REPLACEMENT_CHARACTER) {
                    return None;
                }
                let value = text(value);
                Some(outcome(Spec::parse(&spec, wanted).and_then(|spec| format(&value, &spec))))
            }
            _ => None,
        });
    }

    #[test]
    fn strings_are_as_recorded() {
        check_kind("str", |value, spec| {
            let layout = layout_str(value.chars().count(), spec, "str")?;
            let taken: String = value.chars().take(layout.taken).collect();
            Ok(padded(&taken, layout))
        });
    }

    #[test]
    fn integers_are_as_recorded() {
        check_kind("int", |value, spec| {
            let value: BigInt = value.parse().unwrap();
            format_int(IntRef::Big(&value), spec, "int")
        });
        check_kind("int", |value, spec| match value.parse() {
            Ok(value) => format_int(IntRef::Small(value), spec, "int"),
            Err(_) => format_int(IntRef::Big(&value.parse().unwrap()), spec, "int"),
        });
    }

    #[test]
    fn bools_are_as_recorded() {
        check_kind("bool", |value, spec| {
            if *spec == Spec::default() {
                return Ok(value.to_owned());
            }
            format_int(IntRef::Small(i64::from(value == "True")), spec, "bool")
        });
    }

    #[test]
    fn floats_are_as_recorded() {
        check_kind("float", |value, spec| format_float(value.parse().unwrap(), spec, "float"));
    }

    #[test]
    fn complex_numbers_are_as_recorded() {
        check_kind("complex", |value, spec| {
            let value = match value {
                "1j" => (0.0, 1.0),
                "(1+2j)" => (1.0, 2.0),
                "(-0-1.5j)" => (0.0, -1.5),
                "complex('nan+infj')" => (f64::NAN, f64::INFINITY),
                "(1234.5+1e20j)" => (1234.5, 1e20),
                "(1.5-2345.25j)" => (1.5, -2345.25),
                other => panic!("{other}"),
            };
            format_complex(value, spec, "complex")
        });
    }
}
