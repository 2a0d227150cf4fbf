//! The template language of `str.format` (library reference, "Format String Syntax"): a template is read
//! into literals and replacement fields, a field's name into its first part and the attributes and
//! indices behind it. The caller looks values up and formats them.
//!
//! A field's specification may hold fields again, to one level; [`Numbering`] goes along.

use std::ops::Range;

use super::format_spec::{push_digit, shown_char};
use super::{CodePoints, TextError, lossy_string, unicode};

/// How deeply fields may stand in each other: a field, and fields in its specification.
pub const NESTING_MAX: usize = 2;

/// A part of a template; ranges are of its code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that is taken over.
    Literal(Range<usize>),
    /// `{name!conversion:specification}`
    Field(Field),
}

/// A replacement field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name, with attributes and indices; see [`FieldName`].
    pub name: Range<usize>,
    /// The code point after `!`.
    pub conversion: Option<u32>,
    /// What follows the colon; empty where there is none.
    pub spec: Range<usize>,
    /// Whether the specification holds fields of its own.
    pub spec_has_fields: bool,
}

/// An iterator over the parts of a template or of a part of it. Errors come when they are reached, since
/// what stands before them has its effects first.
pub struct Parser<'a, T: ?Sized> {
    template: &'a T,
    at: usize,
    end: usize,
    failed: bool,
}

const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;
const BANG: u32 = '!' as u32;
const COLON: u32 = ':' as u32;
const BRACKET_OPEN: u32 = '[' as u32;
const BRACKET_CLOSE: u32 = ']' as u32;
const DOT: u32 = '.' as u32;

impl<'a, T: CodePoints + ?Sized> Parser<'a, T> {
    /// Reads a whole template.
    pub fn new(template: &'a T) -> Self {
        Self { template, at: 0, end: template.length(), failed: false }
    }

    /// Reads the specification of a field.
    pub fn of_spec(template: &'a T, range: Range<usize>) -> Self {
        Self { template, at: range.start, end: range.end, failed: false }
    }

    fn peek(&self) -> Option<u32> {
        if self.at < self.end { self.template.point(self.at) } else { None }
    }

    /// A literal up to the next brace. A doubled brace ends one and stands in it once.
    fn part(&mut self) -> Result<Part, TextError> {
        let start = self.at;
        while let Some(point) = self.peek() {
            if point != OPEN && point != CLOSE {
                self.at += 1;
                continue;
            }
            let doubled = self.at + 1 < self.end && self.template.point(self.at + 1) == Some(point);
            if doubled {
                self.at += 2;
                return Ok(Part::Literal(start..self.at - 1));
            }
            if self.at > start {
                // The brace is for the next part.
                return if point == CLOSE || self.at + 1 == self.end {
                    Err(self.single(point))
                } else {
                    Ok(Part::Literal(start..self.at))
                };
            }
            if point == CLOSE || self.at + 1 == self.end {
                return Err(self.single(point));
            }
            self.at += 1;
            return self.field().map(Part::Field);
        }
        Ok(Part::Literal(start..self.at))
    }

    fn single(&self, brace: u32) -> TextError {
        let brace = if brace == OPEN { '{' } else { '}' };
        TextError::value(format!("Single '{brace}' encountered in format string"))
    }

    /// Reads a field behind its opening brace.
    fn field(&mut self) -> Result<Field, TextError> {
        let name = self.field_name()?;
        let mut field =
            Field { name, conversion: None, spec: self.at..self.at, spec_has_fields: false };
        let mut ended_by = self.template.point(self.at);
        self.at += 1;
        if ended_by == Some(BANG) {
            field.conversion = Some(self.conversion()?);
            ended_by = self.peek();
            self.at += 1;
            match ended_by {
                None => return Err(unmatched()),
                Some(CLOSE | COLON) => {}
                Some(_) => {
                    return Err(TextError::value("expected ':' after conversion specifier"));
                }
            }
        }
        if ended_by == Some(COLON) {
            self.spec(&mut field)?;
        }
        Ok(field)
    }

    /// The range of the name; stops at what ends it. Braces in brackets are part of an index.
    fn field_name(&mut self) -> Result<Range<usize>, TextError> {
        let start = self.at;
        let mut in_brackets = false;
        while let Some(point) = self.peek() {
            match point {
                OPEN if !in_brackets => {
                    return Err(TextError::value("unexpected '{' in field name"));
                }
                BRACKET_OPEN => in_brackets = true,
                BRACKET_CLOSE => in_brackets = false,
                CLOSE | COLON | BANG if !in_brackets => return Ok(start..self.at),
                _ => {}
            }
            self.at += 1;
        }
        Err(TextError::value("expected '}' before end of string"))
    }

    fn conversion(&mut self) -> Result<u32, TextError> {
        let missing = "end of string while looking for conversion specifier";
        let conversion = self.peek().ok_or_else(|| TextError::value(missing))?;
        self.at += 1;
        if conversion == CLOSE && self.peek().is_none() {
            return Err(unmatched());
        }
        Ok(conversion)
    }

    /// Reads up to the brace that closes the field.
    fn spec(&mut self, field: &mut Field) -> Result<(), TextError> {
        let start = self.at;
        let mut depth = 1;
        while let Some(point) = self.peek() {
            match point {
                OPEN => {
                    field.spec_has_fields = true;
                    depth += 1;
                }
                CLOSE => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                field.spec = start..self.at - 1;
                return Ok(());
            }
        }
        Err(unmatched())
    }
}

fn unmatched() -> TextError {
    TextError::value("unmatched '{' in format spec")
}

impl<T: CodePoints + ?Sized> Iterator for Parser<'_, T> {
    type Item = Result<Part, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.at >= self.end {
            return None;
        }
        let part = self.part();
        self.failed = part.is_err();
        Some(part)
    }
}

/// What a field's name begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// Nothing: the next positional argument.
    Auto,
    /// A positional argument.
    Index(usize),
    /// A keyword argument: the range of its name.
    Name(Range<usize>),
}

/// What follows in a field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`
    Attribute(Range<usize>),
    /// `[12]`
    Index(usize),
    /// `[text]`
    Key(Range<usize>),
}

/// A field's name taken apart; the steps come one by one, each with its own errors.
pub struct FieldName<'a, T: ?Sized> {
    template: &'a T,
    at: usize,
    end: usize,
}

impl<'a, T: CodePoints + ?Sized> FieldName<'a, T> {
    /// Reads the first part of a name.
    ///
    /// # Errors
    /// A `ValueError` for a number that is too large.
    pub fn split(template: &'a T, name: Range<usize>) -> Result<(First, Self), TextError> {
        let is_step = |index: &usize| matches!(template.point(*index), Some(DOT | BRACKET_OPEN));
        let end = name.clone().find(is_step).unwrap_or(name.end);
        let first = if end == name.start {
            First::Auto
        } else {
            match number(template, name.start..end)? {
                Some(index) => First::Index(index),
                None => First::Name(name.start..end),
            }
        };
        Ok((first, Self { template, at: end, end: name.end }))
    }

    fn step(&mut self) -> Result<Step, TextError> {
        let opening = self.template.point(self.at);
        self.at += 1;
        let start = self.at;
        match opening {
            Some(DOT) => {
                while self.at < self.end
                    && !matches!(self.template.point(self.at), Some(DOT | BRACKET_OPEN))
                {
                    self.at += 1;
                }
                if self.at == start { Err(empty()) } else { Ok(Step::Attribute(start..self.at)) }
            }
            Some(BRACKET_OPEN) => {
                while self.at < self.end && self.template.point(self.at) != Some(BRACKET_CLOSE) {
                    self.at += 1;
                }
                if self.at >= self.end {
                    return Err(TextError::value("Missing ']' in format string"));
                }
                let inside = start..self.at;
                self.at += 1;
                if inside.is_empty() {
                    return Err(empty());
                }
                Ok(match number(self.template, inside.clone())? {
                    Some(index) => Step::Index(index),
                    None => Step::Key(inside),
                })
            }
            _ => Err(TextError::value("Only '.' or '[' may follow ']' in format field specifier")),
        }
    }
}

fn empty() -> TextError {
    TextError::value("Empty attribute in format string")
}

impl<T: CodePoints + ?Sized> Iterator for FieldName<'_, T> {
    type Item = Result<Step, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.at = self.end;
        }
        Some(step)
    }
}

/// The number that a range holds, if it is nothing but digits.
fn number<T: CodePoints + ?Sized>(
    template: &T,
    range: Range<usize>,
) -> Result<Option<usize>, TextError> {
    let mut number = 0;
    for index in range {
        let Some(digit) = template.point(index).and_then(unicode::decimal_value) else {
            return Ok(None);
        };
        number = push_digit(number, digit)?;
    }
    Ok(Some(number))
}

/// Gives out the numbers of fields without one, and refuses a mixture of both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    next: usize,
    automatic: Option<bool>,
}

impl Numbering {
    /// The position that a field's first part stands for; `None` for a keyword.
    ///
    /// # Errors
    /// A `ValueError` where automatic and manual numbers meet.
    pub fn position(&mut self, first: &First) -> Result<Option<usize>, TextError> {
        let automatic = match first {
            First::Name(_) => return Ok(None),
            First::Auto => true,
            First::Index(_) => false,
        };
        if *self.automatic.get_or_insert(automatic) != automatic {
            return Err(TextError::value(if automatic {
                "cannot switch from manual field specification to automatic field numbering"
            } else {
                "cannot switch from automatic field numbering to manual field specification"
            }));
        }
        Ok(Some(match first {
            First::Index(index) => *index,
            _ => {
                self.next += 1;
                self.next - 1
            }
        }))
    }
}

/// What is done to a value before it is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convert {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

impl Convert {
    /// The meaning of the code point after `!`.
    ///
    /// # Errors
    /// A `ValueError` for any but `s`, `r` and `a`.
    pub fn of(conversion: u32) -> Result<Self, TextError> {
        let c = char::from_u32(conversion).unwrap_or(char::REPLACEMENT_CHARACTER);
        match c {
            's' => Ok(Self::Str),
            'r' => Ok(Self::Repr),
            'a' => Ok(Self::Ascii),
            c => Err(TextError::value(format!("Unknown conversion specifier {}", shown_char(c)))),
        }
    }
}

/// "Max string recursion exceeded"
#[must_use]
pub fn nested_too_deeply() -> TextError {
    TextError::value("Max string recursion exceeded")
}

/// A position for which there is no argument.
#[must_use]
pub fn no_such_position(position: usize) -> TextError {
    TextError {
        class: super::ErrorClass::Index,
        message: format!("Replacement index {position} out of range for positional args tuple")
            .into(),
    }
}

/// A range of a template as text.
pub fn text_of<T: CodePoints + ?Sized>(template: &T, range: Range<usize>) -> String {
    lossy_string(template.slice(range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ErrorClass;
    use crate::text::format_spec::{Spec, layout_str, padded};
    use crate::text::quote;
    use crate::text::recorded::{check_all, outcome, unescape};

    const RECORDED: &str = include_str!("recorded/str_format.tsv");

    /// Formats as the recording's probes do: two positional ones and `a`, which tell their paths.
    fn format(
        template: &[u32],
        parser: Parser<'_, [u32]>,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Result<String, TextError> {
        if depth == 0 {
            return Err(nested_too_deeply());
        }
        let mut out = String::new();
        for part in parser {
            match part? {
                Part::Literal(range) => out.push_str(&text_of(template, range)),
                Part::Field(field) => out.push_str(&one(template, &field, numbering, depth)?),
            }
        }
        Ok(out)
    }

    fn one(
        template: &[u32],
        field: &Field,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Result<String, TextError> {
        let (first, steps) = FieldName::split(template, field.name.clone())?;
        let position = numbering.position(&first)?;
        let mut path = match (position, first) {
            (Some(position), _) => {
                (*["p", "q"].get(position).ok_or_else(|| no_such_position(position))?).to_owned()
            }
            (None, First::Name(name)) if text_of(template, name.clone()) == "a" => "a".to_owned(),
            (None, First::Name(name)) => {
                let message = quote::repr(template.slice(name)).into();
                return Err(TextError { class: ErrorClass::Key, message });
            }
            (None, _) => unreachable!(),
        };
        for step in steps {
            match step? {
                Step::Attribute(name) => path.push_str(&format!(".{}", text_of(template, name))),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(key) => path.push_str(&format!("[{}]", quote::repr(template.slice(key)))),
            }
        }
        let converted = match field.conversion.map(Convert::of).transpose()? {
            None => None,
            Some(Convert::Str) => Some(format!("S{path}")),
            Some(Convert::Repr | Convert::Ascii) => Some(format!("R{path}")),
        };
        let spec = if field.spec_has_fields {
            let parser = Parser::of_spec(template, field.spec.clone());
            format(template, parser, numbering, depth - 1)?
        } else {
            text_of(template, field.spec.clone())
        };
        let Some(text) = converted else { return Ok(format!("<{path}:{spec}>")) };
        let layout = layout_str(text.len(), &Spec::parse(&spec, "str")?, "str")?;
        Ok(padded(&text[..layout.taken], layout))
    }

    #[test]
    fn templates_are_as_recorded() {
        check_all(RECORDED, |case| {
            let ["format", template] = case else { return None };
            let points = unescape(template);
            // Surrogates cannot be shown by this test, whose probes make `String`s.
            if points.contains(&0xd800) {
                return None;
            }
            let mut numbering = Numbering::default();
            Some(outcome(format(&points, Parser::new(&points[..]), &mut numbering, NESTING_MAX)))
        });
    }
}
