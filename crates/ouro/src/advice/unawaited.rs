//! A coroutine, task or future used as if it were its result: the call that made it, and the use.

use ouro_diag::{Code, Diagnostic, Span, codes};
use ouro_syntax::ast::{Expr, ExprKind, Stmt, StmtKind};

use super::origin::{Origin, Search};
use super::tree::{Node, Text, callee, last_name, walk};
use super::{Case, Explained, line_with, quoted};

/// Types whose objects stand for a result to come, as messages name them.
const PROMISES: [&str; 6] =
    ["coroutine", "Task", "Future", "_GatheringFuture", "_asyncio.Task", "_asyncio.Future"];

/// `'coroutine' object is not subscriptable`, and its kin.
pub(super) fn explain(case: &Case<'_>) -> Option<Explained> {
    let promise = match &*case.class {
        "TypeError" | "AttributeError" => {
            PROMISES.into_iter().find(|name| mentions(&case.message, name))?
        }
        // What iterating a future in place of awaiting it comes to.
        "RuntimeError" if case.message == "await wasn't used with future" => "Future",
        _ => return None,
    };
    let candidates = candidates(case)?;
    let search = |strict| {
        candidates.iter().find_map(|expr| {
            let text = &case.text;
            let mut search = Search { text, strict, calls: &case.calls, steps: 0 };
            search.origin(expr).map(|origin| (*expr, origin))
        })
    };
    let element = || {
        candidates.iter().find_map(|expr| {
            let text = &case.text;
            let mut search = Search { text, strict: true, calls: &case.calls, steps: 0 };
            search.element(expr).map(|origin| (*expr, origin))
        })
    };
    let (operand, origin) = match promise {
        "coroutine" => search(true).or_else(element).or_else(|| search(false))?,
        _ => search(false)?,
    };
    Some(if promise == "coroutine" {
        of_coroutine(case, operand, &origin)
    } else {
        of_future(case, operand, &origin)
    })
}

/// Whether a message has a type's name as a word of its own.
fn mentions(message: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    message.match_indices(name).any(|(at, _)| {
        let before = message[..at].chars().next_back();
        let after = message[at + name.len()..].chars().next();
        // `coroutine.__format__` is a method of it.
        let ends = after.is_none_or(|c| !is_part(c) || c == '.');
        before.is_none_or(|c| !is_part(c)) && ends
    })
}

/// The expressions that may hold it where the exception was raised, the likeliest first.
fn candidates<'t>(case: &Case<'t>) -> Option<Vec<&'t Expr>> {
    let path = case.text.path(case.span);
    let node = *path.last()?;
    let mut all = Vec::new();
    match node {
        Node::Expr(expr) => {
            all.extend(below(expr));
            all.push(expr);
            // What a value is unpacked into stands for the value.
            if let Some(Node::Stmt(statement)) = path.iter().rev().find(|n| n.expr().is_none()) {
                all.extend(source_of(statement));
            }
        }
        Node::Stmt(statement) => {
            all.extend(source_of(statement));
            all.extend(node.children().into_iter().filter_map(Node::expr));
        }
    }
    all.retain(|expr| !matches!(expr.kind, ExprKind::Await(_)));
    Some(all)
}

/// The operands of an expression and theirs, without what is awaited.
fn below(expr: &Expr) -> Vec<&Expr> {
    let mut out = Vec::new();
    let mut open: Vec<&Expr> =
        Node::Expr(expr).children().into_iter().filter_map(Node::expr).collect();
    open.reverse();
    while let Some(next) = open.pop() {
        if matches!(next.kind, ExprKind::Await(_) | ExprKind::Lambda(_)) {
            continue;
        }
        out.push(next);
        let inner = Node::Expr(next).children().into_iter().rev().filter_map(Node::expr);
        open.extend(inner);
    }
    out
}

fn source_of(statement: &Stmt) -> Option<&Expr> {
    match &statement.kind {
        StmtKind::Assign { value, .. } | StmtKind::AugAssign { value, .. } => Some(value),
        StmtKind::For { iter, .. } => Some(iter),
        StmtKind::With { items, .. } => items.first().map(|item| &item.context),
        _ => None,
    }
}

fn of_coroutine(case: &Case<'_>, operand: &Expr, origin: &Origin<'_>) -> Explained {
    let (text, call) = (&case.text, origin.call);
    let name = callee(call).and_then(last_name).unwrap_or("it").to_owned();
    let mut diagnostic = Diagnostic::error(codes::UNAWAITED_USE, case.span, "");
    let is_here = call.span == operand.span;
    if is_here {
        diagnostic = diagnostic
            .with_primary(call.span, format!("gives a coroutine: `{name}` has not begun to run"));
    } else {
        diagnostic = diagnostic
            .with_secondary(
                call.span,
                format!("this call gives a coroutine: `{name}` has not begun to run"),
            )
            .with_primary(operand.span, "here its result is needed");
        let lines = [text.line(call.span), text.line(operand.span)];
        let hops = origin.through.iter().filter(|span| !lines.contains(&text.line(**span)));
        for span in hops.take(MAX_HOPS) {
            diagnostic = diagnostic.with_secondary(*span, "passed on here");
        }
    }
    let diagnostic = with_await(diagnostic, text, call);
    Explained { diagnostic, about: vec![call.span], raises: false }
}

/// Places between the call and the use that are shown.
const MAX_HOPS: usize = 3;

/// Advises to await a call, and how, where that is not allowed.
pub(super) fn with_await(diagnostic: Diagnostic, text: &Text<'_>, call: &Expr) -> Diagnostic {
    let path = text.path(call.span);
    if path.iter().any(|n| n.expr().is_some_and(|e| matches!(e.kind, ExprKind::Lambda(_)))) {
        return diagnostic.with_note("a `lambda` cannot await: an `async def` can");
    }
    let function = text.function_at(call.span);
    let called = text.slice(call.span);
    if function.is_none_or(|function| !function.is_async) && function.is_none() {
        let run = format!("asyncio.run({called})");
        let line = line_with(text, call.span, &run).unwrap_or_else(|| quoted(text, call.span));
        return diagnostic.with_suggestion(format!("`{line}`"), Vec::new());
    }
    let awaited = if needs_parentheses(text, call) {
        format!("(await {called})")
    } else {
        format!("await {called}")
    };
    let line = line_with(text, call.span, &awaited)
        .unwrap_or(format!("await {}", quoted(text, call.span)));
    let diagnostic = diagnostic.with_suggestion(format!("`{line}`"), Vec::new());
    match function {
        Some(function) if !function.is_async => {
            let name = &function.name.name;
            let note =
                format!("`await` needs an `async def`: make `{name}` one, and await its calls too");
            diagnostic.with_note(note)
        }
        _ => diagnostic,
    }
}

/// Whether `await` before an expression would take too much or too little without parentheses.
fn needs_parentheses(text: &Text<'_>, expr: &Expr) -> bool {
    let path = text.path(expr.span);
    let parent = path.iter().rev().filter_map(|node| node.expr()).find(|e| e.span != expr.span);
    parent.is_some_and(|parent| match &parent.kind {
        ExprKind::Attribute { .. } => true,
        ExprKind::Subscript { value, .. } => value.span == expr.span,
        ExprKind::Call { function, .. } => function.span == expr.span,
        ExprKind::Binary { op, .. } => matches!(op, ouro_syntax::ast::BinaryOp::Pow),
        _ => false,
    })
}

fn of_future(case: &Case<'_>, operand: &Expr, origin: &Origin<'_>) -> Explained {
    let (text, call) = (&case.text, origin.call);
    let is_gather = callee(call).and_then(last_name) == Some("gather");
    let what = if is_gather { "a future of all results" } else { "a task, not its result" };
    let code: Code = codes::UNAWAITED_USE;
    let mut diagnostic = Diagnostic::error(code, case.span, "");
    if call.span == operand.span {
        diagnostic = diagnostic.with_primary(call.span, format!("gives {what}"));
        return with_await(diagnostic, text, call).into();
    }
    diagnostic = diagnostic
        .with_secondary(call.span, format!("gives {what}"))
        .with_primary(operand.span, "here the result is needed");
    if is_gather {
        return with_await(diagnostic, text, call).into();
    }
    with_await(diagnostic, text, operand).into()
}

/// Uses of a variable behind a place, in the same function.
pub(super) fn uses<'t>(text: &Text<'t>, name: &str, behind: Span) -> Vec<&'t Expr> {
    let nodes = walk(text.scope_at(behind), false).into_iter().filter_map(Node::expr);
    nodes
        .filter(|expr| expr.span.start >= behind.end)
        .filter(|expr| matches!(&expr.kind, ExprKind::Name(n) if **n == *name))
        .collect()
}
