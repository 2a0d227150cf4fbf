//! A coroutine that died before it had begun: the call that made it, and what became of it.

use ouro_diag::{Diagnostic, Span, codes};
use ouro_syntax::ast::{Expr, ExprKind, StmtKind};

use super::Explained;
use super::tree::{Node, Text, callee, last_name};
use super::unawaited::{uses, with_await};

/// Functions that take a coroutine and see to it that it runs.
pub(super) const CONSUMERS: [&str; 13] = [
    "create_task",
    "ensure_future",
    "gather",
    "run",
    "run_until_complete",
    "wait_for",
    "wait",
    "shield",
    "as_completed",
    "run_coroutine_threadsafe",
    "Task",
    "submit",
    "start",
];

/// A call whose coroutine is left alone, with the nodes around it, itself last.
struct Left<'t> {
    call: &'t Expr,
    path: Vec<Node<'t>>,
}

/// Explains where the coroutine came from; nothing where the source leaves that open.
pub(super) fn explain(
    text: &Text<'_>,
    name: &str,
    died: Option<Span>,
    is_told: &dyn Fn(Span) -> bool,
) -> Option<Explained> {
    let tail = name.rsplit('.').next()?;
    let mut all = left_alone(text, tail);
    // Where all are told, this one is among them.
    all.retain(|left| !is_told(left.call.span));
    narrow_down(text, &mut all, died);
    if all.len() > MAX_LABELS {
        return None;
    }
    let (left, others) = all.split_first()?;
    let call = left.call;
    let diagnostic = Diagnostic::error(codes::NEVER_AWAITED, call.span, "");
    let mut diagnostic = with_labels(diagnostic, text, left, tail);
    for other in others {
        diagnostic = diagnostic.with_secondary(other.call.span, "and so does this");
    }
    let raises = must_raise(left);
    let diagnostic = with_await(diagnostic, text, call);
    let about = all.iter().map(|left| left.call.span).collect();
    Some(Explained { diagnostic, about, raises })
}

/// Among more calls than these, no one can say which is meant.
const MAX_LABELS: usize = 3;

/// Whether the coroutine stands where no coroutine can: as an operand, the object before a dot, in a `for`.
fn must_raise(left: &Left<'_>) -> bool {
    let span = left.call.span;
    let Some(parent) = left.path.iter().rev().find(|node| node.span() != span) else {
        return false;
    };
    match parent {
        Node::Expr(expr) => match &expr.kind {
            ExprKind::Subscript { .. } | ExprKind::Attribute { .. } | ExprKind::Binary { .. } => {
                true
            }
            ExprKind::Call { function, .. } => {
                function.span == span
                    || matches!(
                        last_name(function),
                        Some(
                            "len"
                                | "int"
                                | "float"
                                | "sum"
                                | "list"
                                | "sorted"
                                | "max"
                                | "min"
                                | "tuple"
                                | "set"
                                | "dict"
                                | "range"
                        )
                    )
            }
            ExprKind::Compare { rest, .. } => rest.iter().any(|(op, _)| {
                use ouro_syntax::ast::CompareOp as Op;
                !matches!(op, Op::Eq | Op::NotEq | Op::Is | Op::IsNot)
            }),
            _ => false,
        },
        Node::Stmt(statement) => match &statement.kind {
            StmtKind::For { .. } | StmtKind::With { .. } | StmtKind::AugAssign { .. } => true,
            StmtKind::Assign { targets, .. } => {
                targets.iter().any(|t| matches!(t.kind, ExprKind::Tuple(_) | ExprKind::List(_)))
            }
            _ => false,
        },
    }
}

fn left_alone<'t>(text: &Text<'t>, name: &str) -> Vec<Left<'t>> {
    let mut all = Vec::new();
    for expr in text.all().into_iter().filter_map(Node::expr) {
        if callee(expr).and_then(last_name) != Some(name) {
            continue;
        }
        if all.len() >= MAX_CALLS {
            break;
        }
        let mut path = text.path(expr.span);
        // A node of the same span may stand around it (an expression statement) or in it.
        while path.last().and_then(|node| node.expr()).is_some_and(|e| !std::ptr::eq(e, expr)) {
            path.pop();
        }
        if !path.iter().any(|node| node.expr().is_some_and(takes_care)) {
            all.push(Left { call: expr, path });
        }
    }
    all
}

/// Whether what stands within an expression is awaited, or handed to someone who sees to it.
fn takes_care(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Await(_) => true,
        ExprKind::Call { function, .. } => {
            last_name(function).is_some_and(|name| CONSUMERS.contains(&name))
        }
        _ => false,
    }
}

/// More calls of one function are not looked at.
const MAX_CALLS: usize = 200;

/// Leaves those on the line where it died, if there are any, or else those in the same function.
fn narrow_down(text: &Text<'_>, all: &mut Vec<Left<'_>>, died: Option<Span>) {
    let Some(died) = died else { return };
    let home = text.function_at(died).map(|function| function.name.span);
    let is_home = |left: &Left<'_>| text.function_at(left.call.span).map(|f| f.name.span) == home;
    let is_here = |left: &Left<'_>| text.line(left.call.span) == text.line(died);
    if all.iter().any(is_home) {
        all.retain(is_home);
    }
    if all.iter().any(is_here) {
        all.retain(is_here);
    }
}

fn with_labels(diagnostic: Diagnostic, text: &Text<'_>, left: &Left<'_>, name: &str) -> Diagnostic {
    let span = left.call.span;
    let around = left.path.iter().rev().skip(1);
    for node in around {
        match node {
            Node::Expr(expr) => match &expr.kind {
                ExprKind::FString(_) => {
                    let label = "a coroutine is put into this text, not its result";
                    return diagnostic.with_primary(span, label);
                }
                ExprKind::Call { function, .. } if !function.span.contains(span.start) => {
                    let to = text.slice(function.span);
                    let label = format!("a coroutine is given to `{to}`, not its result");
                    return diagnostic.with_primary(span, label);
                }
                ExprKind::Compare { .. } => {
                    return diagnostic
                        .with_primary(span, "a coroutine is compared, not its result");
                }
                ExprKind::BoolOp { .. } | ExprKind::Unary { .. } => {
                    return diagnostic.with_primary(span, "a coroutine, which is always true");
                }
                _ => {}
            },
            Node::Stmt(statement) => match &statement.kind {
                StmtKind::Assign { targets, .. } => {
                    return match targets.first().map(|target| &target.kind) {
                        Some(ExprKind::Name(variable)) => {
                            kept(diagnostic, text, span, name, variable)
                        }
                        _ => begun_by_none(diagnostic, span, name),
                    };
                }
                StmtKind::If { .. } | StmtKind::While { .. } => {
                    return diagnostic.with_primary(span, "a coroutine, which is always true");
                }
                _ => return begun_by_none(diagnostic, span, name),
            },
        }
    }
    begun_by_none(diagnostic, span, name)
}

fn begun_by_none(diagnostic: Diagnostic, span: Span, name: &str) -> Diagnostic {
    diagnostic.with_primary(span, format!("makes a coroutine; `{name}` itself never began to run"))
}

/// It was kept in a variable, that was used or not.
fn kept(
    diagnostic: Diagnostic,
    text: &Text<'_>,
    span: Span,
    name: &str,
    variable: &str,
) -> Diagnostic {
    match uses(text, variable, span).first() {
        Some(used) => diagnostic
            .with_secondary(span, format!("makes a coroutine; `{name}` itself never began to run"))
            .with_primary(used.span, "used here, and not awaited"),
        None => diagnostic.with_primary(
            span,
            format!("makes a coroutine, kept in `{variable}`, which nothing awaits"),
        ),
    }
}
