//! Calls of asyncio, and uses of `await`, that cannot work as they stand: each knows one of CPython's messages.

use ouro_diag::{Diagnostic, Span, codes};
use ouro_syntax::ast::{Expr, ExprKind, Stmt, StmtKind};

use super::never_awaited::CONSUMERS;
use super::origin::Search;
use super::tree::{Node, Text, callee, last_name, walk};
use super::{Case, Explained, line_with, quoted};

/// A call with its positional arguments.
fn call_of(expr: &Expr) -> Option<(&Expr, &[Expr])> {
    match &expr.kind {
        ExprKind::Call { function, args, .. } => Some((function, args)),
        // The place of an await is the whole of it.
        ExprKind::Await(inner) => call_of(inner),
        _ => None,
    }
}

/// Calls below an expression: their coroutines need no words of their own.
fn calls_below(expr: &Expr) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = vec![Node::Expr(expr)];
    while let Some(node) = open.pop() {
        if node.expr().and_then(callee).is_some() {
            spans.push(node.span());
        }
        open.extend(node.children());
    }
    spans
}

pub(super) fn suggest(
    diagnostic: Diagnostic,
    text: &Text<'_>,
    span: Span,
    replacement: &str,
) -> Diagnostic {
    let line = line_with(text, span, replacement).unwrap_or_else(|| replacement.to_owned());
    diagnostic.with_suggestion(format!("`{line}`"), Vec::new())
}

/// `asyncio.run()` where a loop runs already.
pub(super) fn nested_run(case: &Case<'_>) -> Option<Explained> {
    const MESSAGES: [&str; 4] = [
        "asyncio.run() cannot be called from a running event loop",
        "Runner.run() cannot be called from a running event loop",
        "Cannot run the event loop while another loop is running",
        "This event loop is already running",
    ];
    if case.class != "RuntimeError" || !MESSAGES.contains(&&*case.message) {
        return None;
    }
    let expr = case.expr()?;
    let (_, args) = call_of(expr)?;
    let text = &case.text;
    let mut diagnostic = Diagnostic::error(codes::LOOP_RUNNING, case.span, "")
        .with_primary(case.span, "a loop runs in this thread already: within it, `await`");
    let starts = |span: &&Span| {
        let name = text.path(**span).last().and_then(|n| n.expr()).and_then(callee);
        name.and_then(last_name).is_some_and(|n| n == "run" || n.starts_with("run_"))
    };
    if let Some(started) = case.calls.iter().find(starts) {
        diagnostic = diagnostic.with_secondary(*started, "it was started here");
    }
    if let Some(first) = args.first() {
        let awaited = format!("await {}", text.slice(first.span));
        diagnostic = suggest(diagnostic, text, case.span, &awaited);
    }
    if let Some(function) = text.function_at(case.span).filter(|function| !function.is_async) {
        let name = &function.name.name;
        diagnostic = diagnostic.with_note(format!(
            "`await` needs an `async def`: make `{name}` one, and await its calls too"
        ));
    }
    Some(Explained { diagnostic, about: calls_below(expr), raises: false })
}

/// A function, or anything else, where a coroutine is expected.
pub(super) fn function_for_coroutine(case: &Case<'_>) -> Option<Explained> {
    const EXPECTED: &str = "a coroutine was expected, got ";
    const REQUIRED: &str = "An asyncio.Future, a coroutine or an awaitable is required";
    let got = case.message.strip_prefix(EXPECTED);
    if got.is_none() && case.message != REQUIRED {
        return None;
    }
    let text = &case.text;
    let (_, args) = call_of(case.expr()?)?;
    let arg = match got {
        Some(_) => args.first()?,
        None => args.iter().find(|arg| is_async_function(text, arg))?,
    };
    let diagnostic = Diagnostic::error(codes::NOT_A_COROUTINE, arg.span, "");
    let shown = text.slice(arg.span);
    let got = got.unwrap_or("<function");
    if got.starts_with("<function") || got.starts_with("<bound method") {
        let label = format!("the function itself; to call it gives the coroutine: `{shown}()`");
        let diagnostic = diagnostic.with_primary(arg.span, label);
        return Some(suggest(diagnostic, text, arg.span, &format!("{shown}()")).into());
    }
    if got.starts_with("<Task") || got.starts_with("<Future") || got.starts_with("<_Gathering") {
        let label = "runs already, or will: it can be awaited as it is";
        return Some(diagnostic.with_primary(arg.span, label).into());
    }
    let plain = callee(arg)
        .and_then(last_name)
        .and_then(|name| text.functions(name).into_iter().find(|function| !function.is_async));
    if let Some(function) = plain {
        let name = &function.name.name;
        return Some(
            diagnostic
                .with_primary(arg.span, "has run already, and this is its result")
                .with_secondary(function.name.span, format!("`{name}` is a plain function"))
                .with_suggestion(format!("`async def {name}(...)`"), Vec::new())
                .into(),
        );
    }
    Some(diagnostic.with_primary(arg.span, "not a coroutine: call an `async def` for one").into())
}

fn is_async_function(text: &Text<'_>, expr: &Expr) -> bool {
    let is_name = matches!(expr.kind, ExprKind::Name(_) | ExprKind::Attribute { .. });
    is_name
        && last_name(expr)
            .is_some_and(|name| text.functions(name).iter().any(|function| function.is_async))
}

/// `gather` and its like with a list in place of its elements.
pub(super) fn gather_of_list(case: &Case<'_>) -> Option<Explained> {
    let of_list = case.message == "unhashable type: 'list'"
        || case.message == "An asyncio.Future, a coroutine or an awaitable is required";
    let expr = case.expr()?;
    let (function, args) = call_of(expr)?;
    if !of_list || last_name(function) != Some("gather") {
        return None;
    }
    let arg = args.iter().find(|arg| holds_many(&case.text, arg))?;
    let diagnostic = Diagnostic::error(codes::GATHER_OF_LIST, arg.span, "")
        .with_primary(arg.span, "one argument that holds several; `*` makes arguments of them");
    let shown = case.text.slice(arg.span);
    // The parentheses of a generator that is the only argument are the call's own.
    let is_bare = arg.span.start == function.span.end;
    let unpacked = if is_bare { format!("(*{shown})") } else { format!("*{shown}") };
    let diagnostic = suggest(diagnostic, &case.text, arg.span, &unpacked);
    let mut about = calls_below(expr);
    let mut search = Search { text: &case.text, strict: false, calls: &case.calls, steps: 0 };
    about.extend(search.element(arg).map(|origin| origin.call.span));
    Some(Explained { diagnostic, about, raises: false })
}

/// Whether an expression is a list or the like, or a variable that is bound to one.
fn holds_many(text: &Text<'_>, expr: &Expr) -> bool {
    let is_many = |expr: &Expr| {
        matches!(
            expr.kind,
            ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::Set(_)
                | ExprKind::ListComp { .. }
                | ExprKind::SetComp { .. }
                | ExprKind::Generator { .. }
        )
    };
    let ExprKind::Name(name) = &expr.kind else { return is_many(expr) };
    walk(text.scope_at(expr.span), false).into_iter().any(|node| match node {
        Node::Stmt(Stmt { kind: StmtKind::Assign { targets, value }, .. }) => {
            let binds = |target: &Expr| matches!(&target.kind, ExprKind::Name(n) if n == name);
            is_many(value) && targets.iter().any(binds)
        }
        _ => false,
    })
}

/// A coroutine that is awaited a second time.
pub(super) fn awaited_twice(case: &Case<'_>) -> Option<Explained> {
    let again = "cannot reuse already awaited coroutine";
    if case.message != again && case.message != "coroutine is being awaited already" {
        return None;
    }
    let text = &case.text;
    let operand = match &case.expr()?.kind {
        ExprKind::Await(inner) => inner,
        _ => case.expr()?,
    };
    let coroutine = coroutine_variable(text, operand)?;
    let ExprKind::Name(name) = &coroutine.kind else { return None };
    let mut search = Search { text, strict: false, calls: &case.calls, steps: 0 };
    let origin = search.origin(coroutine);
    let mut diagnostic = Diagnostic::error(codes::AWAITED_TWICE, case.span, "");
    let earlier = consumed(text, name, case.span);
    match earlier.iter().find(|span| **span != case.span) {
        Some(first) => {
            diagnostic = diagnostic
                .with_secondary(*first, "awaited here the first time")
                .with_primary(case.span, "and here again");
        }
        None => {
            diagnostic = diagnostic
                .with_primary(case.span, "awaited here each time round, and it runs once");
        }
    }
    if let Some(origin) = origin {
        diagnostic = diagnostic.with_secondary(origin.call.span, "one coroutine is made here");
        let called = text.slice(origin.call.span);
        diagnostic = diagnostic.with_suggestion(
            format!("`{called}` anew for each run, or a task, which can be awaited often: `{name} = asyncio.create_task({called})`"),
            Vec::new(),
        );
    }
    Some(diagnostic.into())
}

/// The variable that is awaited, or whose task is.
fn coroutine_variable<'t>(text: &Text<'t>, operand: &'t Expr) -> Option<&'t Expr> {
    if let Some((_, args)) = call_of(operand) {
        return args.iter().find(|arg| matches!(arg.kind, ExprKind::Name(_)));
    }
    let mut search = Search { text, strict: false, calls: &[], steps: 0 };
    let origin = search.origin(operand)?;
    let is_task = callee(origin.call).and_then(last_name).is_some_and(|n| CONSUMERS.contains(&n));
    if is_task { coroutine_variable(text, origin.call) } else { Some(operand) }
}

/// Where a variable's coroutine is awaited or handed to a task, in the function around a place, in order.
fn consumed(text: &Text<'_>, name: &str, around: Span) -> Vec<Span> {
    let is_it = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(n) if **n == *name);
    let nodes = walk(text.scope_at(around), false).into_iter().filter_map(Node::expr);
    let consumes = |expr: &&Expr| match &expr.kind {
        ExprKind::Await(inner) => is_it(inner),
        ExprKind::Call { function, args, .. } => {
            last_name(function).is_some_and(|n| CONSUMERS.contains(&n)) && args.iter().any(is_it)
        }
        _ => false,
    };
    nodes.filter(consumes).map(|expr| expr.span).collect()
}

/// `await` on something that cannot be awaited.
pub(super) fn not_awaitable(case: &Case<'_>) -> Option<Explained> {
    let kind = case
        .message
        .strip_prefix("object ")?
        .strip_suffix(" can't be used in 'await' expression")?;
    let text = &case.text;
    let ExprKind::Await(operand) = &case.expr()?.kind else { return None };
    // What is handed to `wait_for` and its like is awaited there.
    let operand: &Expr = match call_of(operand) {
        Some((function, args)) if last_name(function).is_some_and(|n| CONSUMERS.contains(&n)) => {
            args.first()?
        }
        _ => operand,
    };
    let is_handed_on =
        !matches!(&case.expr()?.kind, ExprKind::Await(awaited) if awaited.span == operand.span);
    let shown = text.slice(operand.span);
    let diagnostic = Diagnostic::error(codes::NOT_AWAITABLE, case.span, "");
    if matches!(kind, "function" | "method" | "builtin_function_or_method" | "method-wrapper") {
        let label = format!("the function itself; `await` its call: `{shown}()`");
        let diagnostic = diagnostic.with_primary(operand.span, label);
        return Some(suggest(diagnostic, text, operand.span, &format!("{shown}()")).into());
    }
    if matches!(kind, "list" | "tuple" | "set") {
        let diagnostic =
            diagnostic.with_primary(operand.span, format!("a {kind}, and not one coroutine"));
        let gathered = format!("asyncio.gather(*{shown})");
        return Some(suggest(diagnostic, text, operand.span, &gathered).into());
    }
    let plain = callee(operand)
        .and_then(last_name)
        .and_then(|name| text.functions(name).into_iter().find(|function| !function.is_async));
    let label = match kind {
        "NoneType" => "gives None, for which there is nothing to wait".to_owned(),
        _ => format!("gives {} {kind}, for which there is nothing to wait", article(kind)),
    };
    let mut diagnostic = diagnostic.with_primary(operand.span, label);
    if let Some(function) = plain {
        let name = &function.name.name;
        diagnostic = diagnostic.with_secondary(
            function.name.span,
            format!("`{name}` is a plain function: it has run already"),
        );
    }
    if text.slice(operand.span).starts_with("time.sleep") {
        return Some(
            suggest(diagnostic, text, operand.span, &shown.replacen("time", "asyncio", 1)).into(),
        );
    }
    if is_handed_on {
        return Some(diagnostic.into());
    }
    Some(suggest(diagnostic, text, case.span, shown).into())
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}

/// A task made, or a loop asked for, where no loop runs.
pub(super) fn no_running_loop(case: &Case<'_>) -> Option<Explained> {
    if case.class != "RuntimeError" || case.message != "no running event loop" {
        return None;
    }
    let expr = case.expr()?;
    let diagnostic = Diagnostic::error(codes::NO_RUNNING_LOOP, case.span, "")
        .with_primary(case.span, "no loop runs here: `asyncio.run(...)` starts one")
        .with_suggestion(
            format!(
                "`async def main(): {} ...`, and `asyncio.run(main())`",
                quoted(&case.text, case.span)
            ),
            Vec::new(),
        );
    Some(Explained { diagnostic, about: calls_below(expr), raises: false })
}

/// `asyncio.wait` with coroutines.
pub(super) fn wait_of_coroutines(case: &Case<'_>) -> Option<Explained> {
    if case.message != "Passing coroutines is forbidden, use tasks explicitly." {
        return None;
    }
    let expr = case.expr()?;
    let (_, args) = call_of(expr)?;
    let first = args.first()?;
    let mut search = Search { text: &case.text, strict: false, calls: &case.calls, steps: 0 };
    let origin = search.element(first);
    let mut diagnostic = Diagnostic::error(codes::WAIT_OF_COROUTINES, case.span, "")
        .with_primary(first.span, "coroutines; `wait` watches tasks, which run already");
    let mut about = calls_below(expr);
    if let Some(origin) = origin {
        let task = |span| format!("asyncio.create_task({})", case.text.slice(span));
        diagnostic = match &first.kind {
            ExprKind::List(items) => {
                let tasks: Vec<_> = items.iter().map(|item| task(item.span)).collect();
                suggest(diagnostic, &case.text, first.span, &format!("[{}]", tasks.join(", ")))
            }
            _ => suggest(diagnostic, &case.text, origin.call.span, &task(origin.call.span)),
        };
        about.push(origin.call.span);
    }
    Some(Explained { diagnostic, about, raises: false })
}

/// `for` and `with` over something asynchronous, and `async for` and `async with` over something plain.
pub(super) fn plain_for_async(case: &Case<'_>) -> Option<Explained> {
    let message = &case.message;
    let kind = message.strip_prefix('\'').and_then(|rest| rest.split('\'').next());
    let (keyword, other, label) = if message.starts_with("'async_generator' object is not iterable")
    {
        ("for", "async for", "its items come with `await`: it needs an `async for`".to_owned())
    } else if message.contains("does not support the context manager protocol") {
        let kind = kind.filter(|kind| is_async_manager(&case.text, kind))?;
        (
            "with",
            "async with",
            format!("a `{kind}` is entered with `await`: it needs an `async with`"),
        )
    } else if let Some(got) =
        message.strip_prefix("'async for' requires an object with __aiter__ method, got ")
    {
        if got == "coroutine" {
            return None;
        }
        ("async for", "for", format!("a {got}, which has no `await` in it: a plain `for` will do"))
    } else {
        return None;
    };
    let node = case.node()?;
    let span = node.span();
    let diagnostic = Diagnostic::error(codes::PLAIN_FOR_ASYNC, span, "").with_primary(span, label);
    let line = case.text.source.line_text(case.text.line(span)).trim();
    let edited = line.replacen(keyword, other, 1);
    Some(diagnostic.with_suggestion(format!("`{edited}`"), Vec::new()).into())
}

/// Whether a class of this name has `__aenter__`: the library's, or one of the script.
fn is_async_manager(text: &Text<'_>, name: &str) -> bool {
    const OF_LIBRARY: [&str; 7] = [
        "Lock",
        "Semaphore",
        "BoundedSemaphore",
        "Condition",
        "TaskGroup",
        "Timeout",
        "_AsyncGeneratorContextManager",
    ];
    let of_script = text.all().into_iter().any(|node| match node {
        Node::Stmt(Stmt { kind: StmtKind::ClassDef(class), .. }) if *class.name.name == *name => {
            let methods = class.body.iter().filter_map(|s| Node::Stmt(s).function());
            methods.into_iter().any(|function| &*function.name.name == "__aenter__")
        }
        _ => false,
    });
    of_script || OF_LIBRARY.contains(&name)
}
