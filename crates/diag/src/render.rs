//! Diagnostics as text: first the reference's lines, word for word, then Ouro's own.
//!
//! Ouro's lines never begin like the reference's (`Traceback`, `SomeError:`), so that a program which
//! compares the two finds the end of the reference's part.

mod drawing;
mod json;
mod reference;

use crate::{Diagnostic, Severity, Source};

pub use json::json_line;
pub use reference::{reference_lines, warning_lines};

/// At most this many of Ouro's own sentences are shown beneath a drawing.
pub const MAX_NOTES: usize = 3;

/// Everything: the reference's lines, the drawing of the labels, advice, and where to read on.
#[must_use]
pub fn full(diagnostic: &Diagnostic, source: &Source, color: bool) -> String {
    let mut out = if diagnostic.severity == Severity::Error {
        reference_lines(diagnostic, source)
    } else {
        warning_lines(diagnostic, source)
    };
    out.push_str(&own_lines(diagnostic, source, color));
    out
}

/// Ouro's own part alone, for those who print the reference's part themselves.
#[must_use]
pub fn own_lines(diagnostic: &Diagnostic, source: &Source, color: bool) -> String {
    let mut out = drawing::draw(diagnostic, source, color);
    // What a label says already is not said twice.
    let said = |text: &str| diagnostic.labels.iter().any(|label| label.text == text);
    let advice = diagnostic.suggestions.iter().filter(|suggestion| !said(&suggestion.text));
    let advice = advice.map(|suggestion| format!("try: {}", suggestion.text));
    let notes = diagnostic.notes.iter().map(|note| format!("note: {note}"));
    for line in advice.chain(notes).take(MAX_NOTES) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push_str(&format!("  help: ouro explain {}\n", diagnostic.code));
    out
}

/// `file:line:column: CODE message`, without a line ending.
#[must_use]
pub fn short(diagnostic: &Diagnostic, source: &Source) -> String {
    let at = source.line_column(diagnostic.span.start);
    let (name, code, message) = (&source.name, diagnostic.code, &diagnostic.message);
    format!("{name}:{}:{}: {code} {message}", at.line, at.column)
}
