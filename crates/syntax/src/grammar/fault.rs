//! The error type of the rules: a place, and a diagnostic where the rule knows what is wrong.

use super::Tokens;
use crate::token::{Kind, Range, span};
use chumsky::error::{Error, LabelError};
use chumsky::util::MaybeRef;
use ouro_diag::{Code, Diagnostic, codes};

/// What stops a rule, or what it complains about while going on.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) at: Range,
    pub(crate) diagnostic: Option<Box<Diagnostic>>,
}

impl Fault {
    pub(crate) fn new(code: Code, at: Range, message: impl Into<String>) -> Self {
        Self::from_diagnostic(Diagnostic::error(code, span(at), message))
    }

    pub(crate) fn from_diagnostic(diagnostic: Diagnostic) -> Self {
        let at = crate::token::range(diagnostic.span);
        Self { at, diagnostic: Some(Box::new(diagnostic)) }
    }

    pub(crate) fn too_deep(at: Range) -> Self {
        let message = "maximum recursion depth exceeded during compilation";
        let diagnostic = Diagnostic::error(codes::TOO_DEEP, span(at), message);
        Self::from_diagnostic(diagnostic.with_exception("RecursionError"))
    }
}

impl<'s> Error<'s, Tokens<'s>> for Fault {
    /// Of two faults the one that can say something stays, else the one further on: what a nested rule
    /// met counts as met where the rule began.
    fn merge(self, other: Self) -> Self {
        let key = |fault: &Self| (fault.diagnostic.is_some(), fault.at.start);
        if key(&other) > key(&self) { other } else { self }
    }
}

impl<'s, L> LabelError<'s, Tokens<'s>, L> for Fault {
    fn expected_found<E: IntoIterator<Item = L>>(
        _: E,
        _: Option<MaybeRef<'s, Kind>>,
        at: Range,
    ) -> Self {
        Self { at, diagnostic: None }
    }
}
