//! Statements.

use super::expr::{Context, exprs, keyword_list, lazy, load, operator, parameters};
use super::pattern::pattern;
use super::{Fields, Part, leaf, list, quoted};
use crate::ast::{
    Alias, ClassDef, Expr, FunctionDef, Handler, Ident, IfBranch, Stmt, StmtKind, Try, TypeParam,
    TypeParamKind,
};

pub(super) fn block(body: &[Stmt]) -> Part<'_> {
    list(body.iter().map(|stmt| Part::Lazy(Box::new(move || statement(stmt)))))
}

fn maybe(expr: Option<&Expr>) -> Option<Part<'_>> {
    expr.map(load)
}

fn store(expr: &Expr) -> Part<'_> {
    lazy(expr, Context::Store)
}

fn statement(stmt: &Stmt) -> Part<'_> {
    let new = Fields::new;
    match &stmt.kind {
        StmtKind::FunctionDef(function) => function_def(function),
        StmtKind::ClassDef(class) => class_def(class),
        StmtKind::Return(value) => new().maybe("value", maybe(value.as_ref())).node("Return"),
        StmtKind::Delete(targets) => {
            new().with("targets", exprs(targets, Context::Del)).node("Delete")
        }
        StmtKind::Assign { targets, value } => new()
            .with("targets", exprs(targets, Context::Store))
            .with("value", load(value))
            .node("Assign"),
        StmtKind::AugAssign { target, op, value, .. } => new()
            .with("target", store(target))
            .with("op", operator(*op))
            .with("value", load(value))
            .node("AugAssign"),
        StmtKind::AnnAssign { target, annotation, value, simple } => new()
            .with("target", store(target))
            .with("annotation", load(annotation))
            .maybe("value", maybe(value.as_ref()))
            .with("simple", leaf(if *simple { "1" } else { "0" }))
            .node("AnnAssign"),
        StmtKind::TypeAlias { name, type_params: params, value } => {
            let id = Fields::new()
                .with("id", quoted(&name.name))
                .with("ctx", Part::Node("Store", vec![]))
                .node("Name");
            new()
                .with("name", id)
                .with("type_params", type_params(params))
                .with("value", load(value))
                .node("TypeAlias")
        }
        StmtKind::Raise { exc, cause } => new()
            .maybe("exc", maybe(exc.as_ref()))
            .maybe("cause", maybe(cause.as_ref()))
            .node("Raise"),
        StmtKind::Assert { test, message } => {
            new().with("test", load(test)).maybe("msg", maybe(message.as_ref())).node("Assert")
        }
        StmtKind::Import(names) => new().with("names", aliases(names)).node("Import"),
        StmtKind::ImportFrom { module, names, level } => new()
            .maybe("module", module.as_ref().map(|module| quoted(&module.name)))
            .with("names", aliases(names))
            .with("level", leaf(level.to_string()))
            .node("ImportFrom"),
        StmtKind::Global(names) => new().with("names", idents(names)).node("Global"),
        StmtKind::Nonlocal(names) => new().with("names", idents(names)).node("Nonlocal"),
        StmtKind::Expr(value) => new().with("value", load(value)).node("Expr"),
        StmtKind::Pass => new().node("Pass"),
        StmtKind::Break => new().node("Break"),
        StmtKind::Continue => new().node("Continue"),
        _ => compound(stmt),
    }
}

fn compound(stmt: &Stmt) -> Part<'_> {
    let new = Fields::new;
    match &stmt.kind {
        StmtKind::For { is_async, target, iter, body, orelse } => new()
            .with("target", store(target))
            .with("iter", load(iter))
            .with("body", block(body))
            .with("orelse", block(orelse))
            .node(if *is_async { "AsyncFor" } else { "For" }),
        StmtKind::While { test, body, orelse } => new()
            .with("test", load(test))
            .with("body", block(body))
            .with("orelse", block(orelse))
            .node("While"),
        StmtKind::If { branches, orelse } => if_chain(branches, orelse),
        StmtKind::With { is_async, items, body } => new()
            .with(
                "items",
                list(items.iter().map(|item| {
                    Fields::new()
                        .with("context_expr", load(&item.context))
                        .maybe("optional_vars", item.target.as_ref().map(store))
                        .node("withitem")
                })),
            )
            .with("body", block(body))
            .node(if *is_async { "AsyncWith" } else { "With" }),
        StmtKind::Match { subject, cases } => new()
            .with("subject", load(subject))
            .with(
                "cases",
                list(cases.iter().map(|case| {
                    Fields::new()
                        .with("pattern", pattern(&case.pattern))
                        .maybe("guard", maybe(case.guard.as_ref()))
                        .with("body", block(&case.body))
                        .node("match_case")
                })),
            )
            .node("Match"),
        StmtKind::Try(statement) => try_statement(statement),
        _ => leaf("<error>"),
    }
}

/// The reference hangs each `elif` into the `else` of the one before.
fn if_chain<'t>(branches: &'t [IfBranch], orelse: &'t [Stmt]) -> Part<'t> {
    let Some((first, rest)) = branches.split_first() else { return leaf("<error>") };
    let otherwise = if rest.is_empty() {
        block(orelse)
    } else {
        Part::List(vec![Part::Lazy(Box::new(move || if_chain(rest, orelse)))])
    };
    Fields::new()
        .with("test", load(&first.test))
        .with("body", block(&first.body))
        .with("orelse", otherwise)
        .node("If")
}

fn try_statement(statement: &Try) -> Part<'_> {
    Fields::new()
        .with("body", block(&statement.body))
        .with("handlers", list(statement.handlers.iter().map(except_handler)))
        .with("orelse", block(&statement.orelse))
        .with("finalbody", block(&statement.finalbody))
        .node(if statement.is_star { "TryStar" } else { "Try" })
}

fn except_handler(handler: &Handler) -> Part<'_> {
    Fields::new()
        .maybe("type", maybe(handler.exception.as_ref()))
        .maybe("name", handler.name.as_ref().map(|name| quoted(&name.name)))
        .with("body", block(&handler.body))
        .node("ExceptHandler")
}

fn function_def(function: &FunctionDef) -> Part<'_> {
    Fields::new()
        .with("name", quoted(&function.name.name))
        .with("args", parameters(&function.parameters))
        .with("body", block(&function.body))
        .with("decorator_list", exprs(&function.decorators, Context::Load))
        .maybe("returns", maybe(function.returns.as_ref()))
        .with("type_params", type_params(&function.type_params))
        .node(if function.is_async { "AsyncFunctionDef" } else { "FunctionDef" })
}

fn class_def(class: &ClassDef) -> Part<'_> {
    Fields::new()
        .with("name", quoted(&class.name.name))
        .with("bases", exprs(&class.bases, Context::Load))
        .with("keywords", keyword_list(&class.keywords))
        .with("body", block(&class.body))
        .with("decorator_list", exprs(&class.decorators, Context::Load))
        .with("type_params", type_params(&class.type_params))
        .node("ClassDef")
}

fn type_params(params: &[TypeParam]) -> Part<'_> {
    list(params.iter().map(|param| {
        let fields = Fields::new().with("name", quoted(&param.name.name));
        let (fields, name) = match &param.kind {
            TypeParamKind::TypeVar { bound } => {
                (fields.maybe("bound", maybe(bound.as_ref())), "TypeVar")
            }
            TypeParamKind::TypeVarTuple => (fields, "TypeVarTuple"),
            TypeParamKind::ParamSpec => (fields, "ParamSpec"),
        };
        fields.maybe("default_value", maybe(param.default.as_ref())).node(name)
    }))
}

fn aliases(names: &[Alias]) -> Part<'_> {
    list(names.iter().map(|alias| {
        Fields::new()
            .with("name", quoted(&alias.name.name))
            .maybe("asname", alias.asname.as_ref().map(|name| quoted(&name.name)))
            .node("alias")
    }))
}

fn idents(names: &[Ident]) -> Part<'_> {
    list(names.iter().map(|name| quoted(&name.name)))
}
