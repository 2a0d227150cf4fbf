//! What is told of tasks and the loop: who waits where, for what, and since when.

use ouro_diag::{Diagnostic, codes};
use ouro_vm::{Clue, Vm};

use super::{Case, Explained};

/// The result of something that is not done yet.
pub(super) fn too_early(case: &Case<'_>, vm: &Vm, clue: &Clue) -> Option<Explained> {
    let Clue::Pending(waiting) = clue;
    let source = vm.sources.get(case.source)?;
    let mut diagnostic = Diagnostic::error(codes::ASKED_TOO_EARLY, case.span, "");
    diagnostic = diagnostic
        .with_primary(case.span, format!("asked here, and {} is not done yet", waiting.subject));
    match waiting.at {
        Some((id, place)) if id == source.id => {
            let label = if waiting.on.is_empty() {
                "it stands here".to_owned()
            } else {
                format!("it waits here for {}", waiting.on)
            };
            diagnostic = diagnostic.with_secondary(place.span, label);
        }
        Some(_) => {}
        None if waiting.on.is_empty() => {}
        None => diagnostic = diagnostic.with_note(waiting.on.clone()),
    }
    let receiver =
        case.expr().and_then(super::tree::callee).and_then(|function| match &function.kind {
            ouro_syntax::ast::ExprKind::Attribute { value, .. } => {
                Some(case.text.slice(value.span))
            }
            _ => None,
        });
    if let Some(receiver) = receiver {
        let line = super::line_with(&case.text, case.span, &format!("await {receiver}"));
        diagnostic = diagnostic.with_suggestion(
            format!("`{}`", line.unwrap_or(format!("await {receiver}"))),
            Vec::new(),
        );
    }
    Some(diagnostic.into())
}
