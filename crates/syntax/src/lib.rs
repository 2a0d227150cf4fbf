//! From text to tree: tokens, layout, f-strings, the syntax tree and its parser.

pub mod ast;

use ouro_diag::{Diagnostic, Severity, Source};

/// What a parse gives: always a tree, and what was wrong with the text.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree; where diagnostics hold errors, the faulty statements are missing from it.
    pub module: ast::Module,
    /// The first error is the one that the reference reports.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// The first error, if the text was refused.
    #[must_use]
    pub fn first_error(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Parses a whole file.
#[must_use]
pub fn parse_module(source: &Source) -> Parsed {
    let _ = source;
    Parsed::default()
}
