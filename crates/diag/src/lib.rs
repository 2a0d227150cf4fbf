//! Spans, sources, diagnostics as data, the table of codes and their pages; the only user of ariadne.
//!
//! Nothing here knows about tokens, trees or values: every stage reports with these types, and only
//! [`render`] turns them into text. Nothing here prints.

pub mod codes;
mod diagnostic;
pub mod render;
mod source;
mod span;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Edit, Label, LabelStyle, Severity, Shown, Suggestion};
pub use source::{LineColumn, MAX_SOURCE_BYTES, Source, SourceId};
pub use span::Span;
