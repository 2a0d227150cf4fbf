//! Names that other languages give to what Python calls otherwise.

use ouro_diag::{Diagnostic, codes};
use ouro_syntax::ast::ExprKind;

use super::calls::suggest;
use super::{Case, Explained};

/// What is written elsewhere, and what Python writes.
const NAMES: &[(&str, &str)] = &[
    ("null", "None"),
    ("NULL", "None"),
    ("nil", "None"),
    ("undefined", "None"),
    ("true", "True"),
    ("false", "False"),
];

/// A name that is not defined because Python has another for it.
pub(super) fn name(case: &Case<'_>) -> Option<Explained> {
    let expr = case.expr().filter(|_| case.class == "NameError")?;
    let ExprKind::Name(written) = &expr.kind else { return None };
    let (_, ours) = NAMES.iter().find(|(theirs, _)| *theirs == &**written)?;
    let diagnostic = Diagnostic::error(codes::FOREIGN_SYNTAX, expr.span, "")
        .with_primary(expr.span, format!("Python writes '{ours}' for '{written}'"));
    Some(suggest(diagnostic, &case.text, expr.span, ours).into())
}
