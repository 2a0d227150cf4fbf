//! The texts of the errors that scopes and lowering find, one constructor each, with their codes.
//!
//! Messages are the reference's, word for word; labels and notes are Ouro's own.

use ouro_diag::{Diagnostic, Span, codes};
use ouro_syntax::ast::Keyword;

/// `'await' outside function` and its kin.
pub(crate) fn await_outside(span: Span, what: &str, in_function: bool) -> Diagnostic {
    let place = if in_function { "async function" } else { "function" };
    let code = if what == "await" { codes::AWAIT_OUTSIDE } else { codes::ASYNC_OUTSIDE };
    Diagnostic::error(code, span, format!("'{what}' outside {place}"))
        .with_primary(span, format!("'{what}' only works inside an `async def`"))
}

/// `'return' outside function`
pub(crate) fn return_outside(span: Span) -> Diagnostic {
    Diagnostic::error(codes::RETURN_OUTSIDE, span, "'return' outside function")
        .with_primary(span, "there is no function to return from")
}

/// `'yield' outside function`
pub(crate) fn yield_outside(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(codes::YIELD_OUTSIDE, span, format!("'{what}' outside function"))
        .with_primary(span, format!("'{what}' only works inside a function"))
}

/// `break`, `continue` or `return` that leaves an `except*` block.
pub(crate) fn leaves_star(span: Span) -> Diagnostic {
    let message = "'break', 'continue' and 'return' cannot appear in an except* block";
    Diagnostic::error(codes::EXCEPT_STAR, span, message)
        .with_primary(span, "the other clauses would not run")
}

/// `'break' outside loop`
pub(crate) fn break_outside(span: Span) -> Diagnostic {
    Diagnostic::error(codes::LOOP_CONTROL_OUTSIDE, span, "'break' outside loop")
        .with_primary(span, "there is no loop to leave")
}

/// `'continue' not properly in loop`
pub(crate) fn continue_outside(span: Span) -> Diagnostic {
    Diagnostic::error(codes::LOOP_CONTROL_OUTSIDE, span, "'continue' not properly in loop")
        .with_primary(span, "there is no loop to go on with")
}

/// A `global` or `nonlocal` statement against an earlier use at `earlier`.
pub(crate) fn declaration_conflict(
    span: Span,
    message: String,
    earlier: Option<Span>,
    text: &str,
) -> Diagnostic {
    let error = Diagnostic::error(codes::GLOBAL_CONFLICT, span, message)
        .with_primary(span, "declared here");
    match earlier {
        Some(earlier) => error.with_secondary(earlier, text),
        None => error,
    }
}

/// `nonlocal declaration not allowed at module level`
pub(crate) fn nonlocal_at_module(span: Span) -> Diagnostic {
    let message = "nonlocal declaration not allowed at module level";
    Diagnostic::error(codes::GLOBAL_CONFLICT, span, message)
        .with_primary(span, "names of a module are global already")
}

/// `no binding for nonlocal 'x' found`
pub(crate) fn no_nonlocal(span: Span, name: &str) -> Diagnostic {
    let message = format!("no binding for nonlocal '{name}' found");
    Diagnostic::error(codes::GLOBAL_CONFLICT, span, message)
        .with_primary(span, format!("no enclosing function binds '{name}'"))
}

/// `yield expression cannot be used within an annotation` and its kin.
pub(crate) fn forbidden_within(span: Span, what: &str, place: &str) -> Diagnostic {
    let message = format!("{what} cannot be used within {place}");
    Diagnostic::error(codes::TYPE_SCOPE, span, message).with_primary(span, "not here")
}

/// `duplicate argument 'x' in function definition`
pub(crate) fn duplicate_parameter(span: Span, name: &str, first: Option<Span>) -> Diagnostic {
    let message = format!("duplicate argument '{name}' in function definition");
    let error = Diagnostic::error(codes::DUPLICATE_PARAMETER, span, message)
        .with_primary(span, "the same name again");
    match first {
        Some(first) => error.with_secondary(first, "first here"),
        None => error,
    }
}

/// `'yield' inside list comprehension`
pub(crate) fn yield_in_comprehension(span: Span, kind: &str) -> Diagnostic {
    Diagnostic::error(codes::YIELD_OUTSIDE, span, format!("'yield' inside {kind}"))
        .with_primary(span, "write the loop out to yield from it")
}

/// `assignment expression cannot rebind comprehension iteration variable 'x'`
pub(crate) fn rebinds_iteration(span: Span, name: &str, bound: Option<Span>) -> Diagnostic {
    let message =
        format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
    let error = Diagnostic::error(codes::WALRUS_SCOPE, span, message)
        .with_primary(span, "bound again here");
    match bound {
        Some(bound) => error.with_secondary(bound, "the comprehension's own variable"),
        None => error,
    }
}

/// `assignment expression cannot be used in a comprehension iterable expression`
pub(crate) fn walrus_in_iterable(span: Span) -> Diagnostic {
    let message = "assignment expression cannot be used in a comprehension iterable expression";
    Diagnostic::error(codes::WALRUS_SCOPE, span, message).with_primary(span, "bind it before")
}

/// `assignment expression within a comprehension cannot be used in a class body`
pub(crate) fn walrus_in_class(span: Span) -> Diagnostic {
    let message = "assignment expression within a comprehension cannot be used in a class body";
    Diagnostic::error(codes::WALRUS_SCOPE, span, message).with_primary(span, "bind it before")
}

/// `asynchronous comprehension outside of an asynchronous function`
pub(crate) fn async_comprehension_outside(span: Span) -> Diagnostic {
    let message = "asynchronous comprehension outside of an asynchronous function";
    Diagnostic::error(codes::ASYNC_OUTSIDE, span, message)
        .with_primary(span, "this awaits, so it only works inside an `async def`")
}

/// `'return' with value in async generator`
pub(crate) fn return_in_async_generator(span: Span, yields: Option<Span>) -> Diagnostic {
    let message = "'return' with value in async generator";
    let error = Diagnostic::error(codes::RETURN_VALUE_IN_ASYNC_GENERATOR, span, message)
        .with_primary(span, "an async generator has no result");
    match yields {
        Some(at) => error.with_secondary(at, "this makes the function an async generator"),
        None => error,
    }
}

/// `'yield from' inside async function`
pub(crate) fn yield_from_in_async(span: Span) -> Diagnostic {
    Diagnostic::error(codes::YIELD_OUTSIDE, span, "'yield from' inside async function")
        .with_primary(span, "loop over it and yield each value")
}

/// `from __future__ imports must occur at the beginning of the file`
pub(crate) fn late_future(span: Span) -> Diagnostic {
    let message = "from __future__ imports must occur at the beginning of the file";
    Diagnostic::error(codes::FUTURE_IMPORT, span, message).with_primary(span, "move it to the top")
}

/// `future feature x is not defined`
pub(crate) fn unknown_future(statement: Span, name: &str, span: Span) -> Diagnostic {
    let message = if name == "braces" {
        "not a chance".to_owned()
    } else {
        format!("future feature {name} is not defined")
    };
    let first = Span::new(statement.start, statement.start + 1);
    Diagnostic::error(codes::FUTURE_IMPORT, first, message)
        .with_primary(span, "there is no such feature")
}

/// `cannot assign to __debug__`
pub(crate) fn assigns_debug(span: Span, verb: &str) -> Diagnostic {
    Diagnostic::error(codes::DEBUG_NAME, span, format!("cannot {verb} __debug__"))
        .with_primary(span, "`__debug__` is a constant")
}

/// `keyword argument repeated: x`
pub(crate) fn repeated_keyword(again: &Keyword, first: &Keyword) -> Diagnostic {
    let name = again.name.as_ref().map_or("", |name| &name.name);
    Diagnostic::error(
        codes::REPEATED_NAME,
        again.span,
        format!("keyword argument repeated: {name}"),
    )
    .with_primary(again.span, "the same name again")
    .with_secondary(first.span, "first here")
}

/// A target or starred expression that has no meaning where it stands.
pub(crate) fn bad_target(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error(codes::STARRED_TARGET, span, message).with_primary(span, "here")
}

/// `import * only allowed at module level`
pub(crate) fn star_import(span: Span) -> Diagnostic {
    let message = "import * only allowed at module level";
    Diagnostic::error(codes::STAR_IMPORT, span, message)
        .with_primary(span, "a function's names must be known before it runs")
}

/// `default 'except:' must be last`
pub(crate) fn default_except_order(span: Span, next: Span) -> Diagnostic {
    Diagnostic::error(codes::EXCEPT_ORDER, span, "default 'except:' must be last")
        .with_primary(span, "catches everything")
        .with_secondary(next, "so this can never run")
}

/// What Ouro does not compile yet.
pub(crate) fn not_yet(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_COMPILED_YET, span, format!("Ouro does not compile {what} yet"))
        .with_primary(span, "not compiled yet")
}

/// A limit of code objects.
pub(crate) fn too_large(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(codes::TOO_LARGE, span, what)
        .with_primary(span, "too much for one code object")
}

/// Nesting that no walk over the tree could follow safely.
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    let message = "too many nested statements or expressions";
    Diagnostic::error(codes::TOO_DEEP, span, message).with_primary(span, "nested too deeply")
}
