//! The lines that the reference prints for a fault in the source.

use crate::{Diagnostic, Shown, Source};

/// Characters that the reference strips from the left of a quoted line; tabs stay.
const STRIPPED: [char; 2] = [' ', '\x0C'];

/// `File ..., line N`, the line, the carets, and the class with its message.
#[must_use]
pub fn reference_lines(diagnostic: &Diagnostic, source: &Source) -> String {
    let last = format!("{}: {}\n", diagnostic.exception, diagnostic.message);
    if !has_place(diagnostic.exception) || diagnostic.shown == Shown::Message {
        return last;
    }
    let start = source.line_column(diagnostic.span.start);
    let mut out = format!("  File \"{}\", line {}\n", source.name, start.line);
    let line = source.line_text(start.line);
    // The reference's own text ends at a NUL.
    let line = line.split('\0').next().unwrap_or_default();
    let text = line.trim_start_matches(STRIPPED);
    // A blank line is shown, what comes after the last line end is none.
    if line.is_empty() && source.line_start(start.line) as usize >= source.text.len() {
        out.push_str(&last);
        return out;
    }
    out.push_str(&format!("    {text}\n"));
    if diagnostic.shown == Shown::Carets
        && let Some(carets) = carets(diagnostic, source, line, text)
    {
        out.push_str(&format!("    {carets}\n"));
    }
    out.push_str(&last);
    out
}

fn has_place(exception: &str) -> bool {
    matches!(exception, "SyntaxError" | "IndentationError" | "TabError")
}

/// The line of carets, unless they would stand in the indentation that is not shown.
fn carets(diagnostic: &Diagnostic, source: &Source, line: &str, text: &str) -> Option<String> {
    let span = diagnostic.span;
    let start = source.line_column(span.start);
    let length = line.chars().count();
    let stripped = length - text.chars().count();
    let offset = (start.column as usize - 1).min(length);
    let end = source.line_column(span.end.max(span.start));
    let end = if end.line == start.line { end.column as usize - 1 } else { length };
    let width = end.saturating_sub(offset).max(1);
    let column = offset.checked_sub(stripped)?;
    let blanks = text.chars().chain(std::iter::repeat(' ')).take(column);
    let blanks: String = blanks.map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    Some(blanks + &"^".repeat(width))
}

/// `file:line: SyntaxWarning: message` and the line.
#[must_use]
pub fn warning_lines(diagnostic: &Diagnostic, source: &Source) -> String {
    let line = source.line(diagnostic.span.start);
    let (name, class, message) = (&source.name, diagnostic.exception, &diagnostic.message);
    let first = format!("{name}:{line}: {class}: {message}\n");
    // The lines of what is no file, `<string>`, are not looked up.
    if name.starts_with('<') {
        return first;
    }
    let text = source.line_text(line).trim();
    format!("{first}  {text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Span, codes};

    fn lines(text: &str, span: Span) -> String {
        let source = Source::new("x.py", text);
        reference_lines(&Diagnostic::error(codes::INVALID_SYNTAX, span, "m"), &source)
    }

    #[test]
    fn carets_stand_below_characters_and_tabs_are_kept() {
        let expected = "  File \"x.py\", line 2\n    é = b\n        ^\nSyntaxError: m\n";
        assert_eq!(lines("a\n  é = b\n", Span::new(9, 10)), expected);
        let expected = "  File \"x.py\", line 1\n    \tab\n    \t^^\nSyntaxError: m\n";
        assert_eq!(lines("\tab", Span::new(1, 3)), expected);
    }

    #[test]
    fn a_range_over_several_lines_is_marked_to_the_end_of_the_first() {
        let expected = "  File \"x.py\", line 1\n    f(a\n    ^^^\nSyntaxError: m\n";
        assert_eq!(lines("f(a\nb)", Span::new(0, 6)), expected);
    }

    #[test]
    fn carets_in_the_stripped_indentation_are_not_shown() {
        let expected = "  File \"x.py\", line 1\n    x\nSyntaxError: m\n";
        assert_eq!(lines("  x", Span::new(1, 2)), expected);
    }
}
