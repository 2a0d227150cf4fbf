//! A diagnostic as data. How it is drawn is the renderer's business.

use crate::{Code, Span};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Runs, though not as meant.
    Warning,
    /// Does not run.
    Error,
}

/// How much of a diagnostic's place the reference shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Shown {
    /// The message alone.
    Message,
    /// The line, as where a text ends too early.
    Line,
    /// The line, and carets below the range.
    Carets,
}

/// Whether a label marks the fault itself or a place that explains it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LabelStyle {
    /// The fault.
    Primary,
    /// Another place that belongs to it.
    Secondary,
}

/// A place in the source with words on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be said there.
    pub text: String,
    /// What the place is to the diagnostic.
    pub style: LabelStyle,
}

/// One replacement of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// What to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The advice in words.
    pub text: String,
    /// The edits that carry it out; none where it cannot be done by a machine.
    pub edits: Vec<Edit>,
}

/// Something to tell the user, with a code that `ouro explain` knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Its entry in the table.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The class that the reference raises: "SyntaxError", "IndentationError", "TabError" ...
    pub exception: &'static str,
    /// The reference's message, word for word, without the class.
    pub message: String,
    /// The range that the reference marks with carets.
    pub span: Span,
    /// How much of the place the reference shows.
    pub shown: Shown,
    /// Ouro's own labels, beneath the reference's lines.
    pub labels: Vec<Label>,
    /// Ouro's own sentences.
    pub notes: Vec<String>,
    /// What to write instead.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// An error with the class "SyntaxError" and no words of Ouro's own.
    #[must_use]
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            exception: "SyntaxError",
            message: message.into(),
            span,
            shown: Shown::Carets,
            labels: Vec::new(),
            notes: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    /// A warning of a class such as "SyntaxWarning".
    #[must_use]
    pub fn warning(
        code: Code,
        exception: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        let mut diagnostic = Self::error(code, span, message);
        diagnostic.severity = Severity::Warning;
        diagnostic.exception = exception;
        diagnostic
    }

    /// The same, with less of its place shown.
    #[must_use]
    pub fn showing(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }

    /// The same, raised as another class.
    #[must_use]
    pub fn with_exception(mut self, exception: &'static str) -> Self {
        self.exception = exception;
        self
    }

    /// The same with a label on the fault.
    #[must_use]
    pub fn with_primary(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into(), style: LabelStyle::Primary });
        self
    }

    /// The same with a label on another place.
    #[must_use]
    pub fn with_secondary(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into(), style: LabelStyle::Secondary });
        self
    }

    /// The same with a sentence beneath.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same with advice, and the edits that carry it out.
    #[must_use]
    pub fn with_suggestion(mut self, text: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.suggestions.push(Suggestion { text: text.into(), edits });
        self
    }
}
