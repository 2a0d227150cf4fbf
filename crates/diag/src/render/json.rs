//! Diagnostics for other programs: one JSON object a line.

use crate::{Diagnostic, LabelStyle, Severity, Source, Span};

/// The diagnostic as one JSON object, without a line ending.
#[must_use]
pub fn json_line(diagnostic: &Diagnostic, source: &Source) -> String {
    let mut out = Object::new();
    out.text("file", &source.name);
    out.raw("span", &span(diagnostic.span, source));
    out.text("code", diagnostic.code.id());
    out.text("severity", severity(diagnostic.severity));
    out.text("exception", diagnostic.exception);
    out.text("message", &diagnostic.message);
    let labels = diagnostic.labels.iter().map(|label| {
        let mut object = Object::new();
        object.raw("span", &span(label.span, source));
        object.text("text", &label.text);
        object.raw("primary", if label.style == LabelStyle::Primary { "true" } else { "false" });
        object.finish()
    });
    out.raw("labels", &array(labels));
    out.raw("notes", &array(diagnostic.notes.iter().map(|note| string(note))));
    let suggestions = diagnostic.suggestions.iter().map(|suggestion| {
        let mut object = Object::new();
        object.text("text", &suggestion.text);
        let edits = suggestion.edits.iter().map(|edit| {
            let mut object = Object::new();
            object.raw("span", &span(edit.span, source));
            object.text("replacement", &edit.replacement);
            object.finish()
        });
        object.raw("edits", &array(edits));
        object.finish()
    });
    out.raw("suggestions", &array(suggestions));
    out.finish()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn span(span: Span, source: &Source) -> String {
    let (start, end) = (source.line_column(span.start), source.line_column(span.end));
    format!(
        "{{\"start\":{},\"end\":{},\"line\":{},\"column\":{},\"end_line\":{},\"end_column\":{}}}",
        span.start, span.end, start.line, start.column, end.line, end.column
    )
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

struct Object(String);

impl Object {
    fn new() -> Self {
        Self(String::from("{"))
    }

    fn raw(&mut self, key: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&format!("{}:{value}", string(key)));
    }

    fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &string(value));
    }

    fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
