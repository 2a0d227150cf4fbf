//! Simple statements: those that fit on one line.

use super::expressions::Expressions;
use super::targets::{cannot, cannot_assign, invalid_part};
use super::{Fault, Rule, Tokens, name, token};
use crate::ast::{
    Alias, BinaryOp, Constant, Expr, ExprKind, Ident, Stmt, StmtKind, TypeParam, TypeParamKind,
};
use crate::token::{Kind, Range, range, span};
use chumsky::input::Emitter;
use chumsky::prelude::*;
use ouro_diag::{Span, codes};

/// One or more simple statements with semicolons between them, up to the end of the line.
pub(super) fn statements<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Vec<Stmt>> {
    statement(text, rules)
        .separated_by(token(Kind::Semicolon))
        .at_least(1)
        .allow_trailing()
        .collect()
        .boxed()
}

fn statement<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Stmt> {
    let word = select! {
        Kind::Pass => StmtKind::Pass,
        Kind::Break => StmtKind::Break,
        Kind::Continue => StmtKind::Continue,
    };
    let value = rules.star_expressions.clone().or_not();
    let returned = token(Kind::Return).ignore_then(value).map(StmtKind::Return);
    choice((
        word,
        returned,
        raise(rules),
        assert(rules),
        delete(rules),
        scope(text),
        import(text),
        import_from(text),
        type_alias(text, rules),
        assignment(rules),
    ))
    .map_with(|kind, extra| Stmt { span: span(extra.span()), kind })
    .boxed()
}

fn raise<'s>(rules: &Expressions<'s>) -> Rule<'s, StmtKind> {
    let cause = token(Kind::From).ignore_then(rules.expression.clone());
    token(Kind::Raise)
        .ignore_then(rules.expression.clone().then(cause.or_not()).or_not())
        .map(|parts| match parts {
            None => StmtKind::Raise { exc: None, cause: None },
            Some((exc, cause)) => StmtKind::Raise { exc: Some(exc), cause },
        })
        .boxed()
}

fn assert<'s>(rules: &Expressions<'s>) -> Rule<'s, StmtKind> {
    let message = token(Kind::Comma).ignore_then(rules.expression.clone());
    token(Kind::Assert)
        .ignore_then(rules.expression.clone().then(message.or_not()))
        .map(|(test, message)| StmtKind::Assert { test, message })
        .boxed()
}

fn delete<'s>(rules: &Expressions<'s>) -> Rule<'s, StmtKind> {
    token(Kind::Del)
        .ignore_then(
            super::compound::star_or_expression(rules)
                .separated_by(token(Kind::Comma))
                .at_least(1)
                .allow_trailing()
                .collect::<Vec<_>>(),
        )
        .validate(|targets, _, emitter| {
            if let Some(part) = targets.iter().find_map(undeletable) {
                let message = format!("cannot delete {}", cannot(part));
                emitter.emit(Fault::new(codes::CANNOT_DELETE, range(part.span), message));
            }
            StmtKind::Delete(targets)
        })
        .boxed()
}

/// Whether a tuple has no parentheses of its own.
fn is_bare(tuple: Span, items: &[Expr]) -> bool {
    // An item in parentheses of its own starts later than the tuple, but is followed by a bracket.
    items.first().is_some_and(|first| tuple.start == first.span.start)
}

fn undeletable(target: &Expr) -> Option<&Expr> {
    match &target.kind {
        ExprKind::Starred(_) => Some(target),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().find_map(undeletable),
        _ => invalid_part(target),
    }
}

fn scope<'s>(text: &'s str) -> Rule<'s, StmtKind> {
    let names = || name(text).separated_by(token(Kind::Comma)).at_least(1).collect::<Vec<Ident>>();
    let global = token(Kind::Global).ignore_then(names()).map(StmtKind::Global);
    let nonlocal = token(Kind::Nonlocal).ignore_then(names()).map(StmtKind::Nonlocal);
    global.or(nonlocal).boxed()
}

/// `a.b.c` as one name.
fn dotted<'s>(text: &'s str) -> Rule<'s, Ident> {
    name(text)
        .separated_by(token(Kind::Dot))
        .at_least(1)
        .collect::<Vec<Ident>>()
        .map_with(|parts, extra| {
            let names: Vec<&str> = parts.iter().map(|part| &*part.name).collect();
            Ident { name: names.join(".").into(), span: span(extra.span()) }
        })
        .boxed()
}

fn import<'s>(text: &'s str) -> Rule<'s, StmtKind> {
    let asname = token(Kind::As).ignore_then(name(text));
    let alias = dotted(text).then(asname.or_not()).map_with(|(name, asname), extra| Alias {
        span: span(extra.span()),
        name,
        asname,
    });
    token(Kind::Import)
        .ignore_then(alias.separated_by(token(Kind::Comma)).at_least(1).collect())
        .map(StmtKind::Import)
        .boxed()
}

fn import_from<'s>(text: &'s str) -> Rule<'s, StmtKind> {
    let dots = select! { Kind::Dot => 1, Kind::Ellipsis => 3 }
        .repeated()
        .at_least(1)
        .fold(0u32, |all, dots: u32| all + dots)
        .boxed();
    let asname = token(Kind::As).ignore_then(name(text));
    let alias = name(text)
        .then(asname.or_not())
        .map_with(|(name, asname), extra| Alias { span: span(extra.span()), name, asname })
        .boxed();
    let star = token(Kind::Star).map_with(|_, extra| {
        let span = span(extra.span());
        vec![Alias { span, name: Ident { name: "*".into(), span }, asname: None }]
    });
    let bracketed = alias
        .clone()
        .separated_by(token(Kind::Comma))
        .at_least(1)
        .allow_trailing()
        .collect::<Vec<_>>()
        .delimited_by(token(Kind::LParen), token(Kind::RParen));
    let bare = alias.separated_by(token(Kind::Comma)).at_least(1).collect::<Vec<_>>();
    token(Kind::From)
        .ignore_then(choice((
            dotted(text).map(|module| (0, Some(module))),
            dots.then(dotted(text).or_not()),
        )))
        .then_ignore(token(Kind::Import))
        .then(choice((star, bracketed, bare)))
        .map(|((level, module), names)| StmtKind::ImportFrom { module, names, level })
        .boxed()
}

/// `type Name[...] = value`; where `type` is an ordinary name, no name follows it.
fn type_alias<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, StmtKind> {
    token(Kind::Type)
        .ignore_then(name(text))
        .then(type_params(text, rules).or_not())
        .then_ignore(token(Kind::Equal))
        .then(rules.expression.clone())
        .map(|((name, type_params), value)| StmtKind::TypeAlias {
            name,
            type_params: type_params.unwrap_or_default(),
            value,
        })
        .boxed()
}

/// `[T: bound = default, *Ts, **P]`
pub(super) fn type_params<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Vec<TypeParam>> {
    let value = |rule: Rule<'s, Expr>| token(Kind::Equal).ignore_then(rule).or_not();
    let bound = token(Kind::Colon).ignore_then(rules.expression.clone()).or_not();
    let plain = name(text)
        .then(bound)
        .then(value(rules.expression.clone()))
        .map(|((name, bound), default)| (name, TypeParamKind::TypeVar { bound }, default));
    let starred_default = super::compound::star_or_expression(rules);
    let tuple = token(Kind::Star)
        .ignore_then(name(text))
        .then(value(starred_default))
        .map(|(name, default)| (name, TypeParamKind::TypeVarTuple, default));
    let spec = token(Kind::DoubleStar)
        .ignore_then(name(text))
        .then(value(rules.expression.clone()))
        .map(|(name, default)| (name, TypeParamKind::ParamSpec, default));
    choice((plain, tuple, spec))
        .map_with(|(name, kind, default), extra| TypeParam {
            span: span(extra.span()),
            name,
            kind,
            default,
        })
        .separated_by(token(Kind::Comma))
        .at_least(1)
        .allow_trailing()
        .collect()
        .delimited_by(token(Kind::LBracket), token(Kind::RBracket))
        .boxed()
}

/// What follows the first expression of a statement.
enum Tail {
    /// The values between and after the signs, each with its range, parentheses included.
    Assign(Vec<(Expr, Range)>),
    Augmented(BinaryOp, Range, Expr),
    Annotated(Expr, Option<Expr>),
}

fn assignment<'s>(rules: &Expressions<'s>) -> Rule<'s, StmtKind> {
    let value = rules.yield_or_star.clone();
    let equals = token(Kind::Equal).ignore_then(value.clone());
    let assigned = equals.clone().map_with(|value, extra| (value, extra.span()));
    let assign = assigned.repeated().at_least(1).collect::<Vec<_>>().map(Tail::Assign);
    let augmented = augmented_operator()
        .then(value.clone())
        .map(|((op, at), value)| Tail::Augmented(op, at, value));
    let annotated = token(Kind::Colon)
        .ignore_then(rules.expression.clone())
        .then(equals.or_not())
        .map(|(annotation, value)| Tail::Annotated(annotation, value));
    value
        .then(choice((assign, augmented, annotated)).or_not())
        .validate(|(first, tail), extra, emitter| finish(first, tail, extra.span(), emitter))
        .boxed()
}

fn augmented_operator<'s>() -> impl Parser<'s, Tokens<'s>, (BinaryOp, Range), super::Extra> + Clone
{
    select! {
        Kind::PlusEqual => BinaryOp::Add,
        Kind::MinusEqual => BinaryOp::Sub,
        Kind::StarEqual => BinaryOp::Mult,
        Kind::DoubleStarEqual => BinaryOp::Pow,
        Kind::SlashEqual => BinaryOp::Div,
        Kind::DoubleSlashEqual => BinaryOp::FloorDiv,
        Kind::PercentEqual => BinaryOp::Mod,
        Kind::AtEqual => BinaryOp::MatMult,
        Kind::AmpersandEqual => BinaryOp::BitAnd,
        Kind::BarEqual => BinaryOp::BitOr,
        Kind::CaretEqual => BinaryOp::BitXor,
        Kind::LeftShiftEqual => BinaryOp::LShift,
        Kind::RightShiftEqual => BinaryOp::RShift,
    }
    .map_with(|op, extra| (op, extra.span()))
}

fn finish(first: Expr, tail: Option<Tail>, at: Range, emitter: &mut Emitter<Fault>) -> StmtKind {
    match tail {
        None => StmtKind::Expr(first),
        Some(Tail::Assign(rest)) => {
            check_targets(&first, &rest, at, emitter);
            let mut values: Vec<Expr> =
                std::iter::once(first).chain(rest.into_iter().map(|(value, _)| value)).collect();
            match values.pop() {
                Some(value) => StmtKind::Assign { targets: values, value },
                None => StmtKind::Pass,
            }
        }
        Some(Tail::Augmented(op, op_at, value)) => {
            check_augmented(&first, emitter);
            StmtKind::AugAssign { target: first, op, op_span: span(op_at), value }
        }
        Some(Tail::Annotated(annotation, value)) => {
            let is_name = matches!(first.kind, ExprKind::Name(_));
            let simple = is_name && first.span.start == at.start;
            check_annotated(&first, emitter);
            StmtKind::AnnAssign { target: first, annotation, value, simple }
        }
    }
}

/// Checks the targets; the first fault is reported, as the reference words it.
fn check_targets(first: &Expr, rest: &[(Expr, Range)], at: Range, emitter: &mut Emitter<Fault>) {
    let targets = std::iter::once(first).chain(rest.iter().map(|(value, _)| value));
    let targets = targets.take(rest.len());
    let Some((index, part)) = targets
        .enumerate()
        .find_map(|(index, target)| invalid_part(target).map(|part| (index, part)))
    else {
        return;
    };
    let fault = comparison_meant(first, rest, at).unwrap_or_else(|| {
        let start = if index == 0 { at.start } else { rest[index - 1].1.start };
        // A sign stands before the later values; parentheses make the value start later still.
        let bare = index == 0 && part.span.start == start;
        let is_yield = matches!(part.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
        let bare_later = index > 0 && rest[index - 1].1.end == part.span.end;
        if is_yield && (bare || bare_later) {
            let message = "assignment to yield expression not possible";
            return Fault::new(codes::CANNOT_ASSIGN, range(part.span), message);
        }
        cannot_assign(part)
    });
    emitter.emit(fault);
}

/// `f() = 1`, where the last value before the only sign looks like half of a comparison.
fn comparison_meant(first: &Expr, rest: &[(Expr, Range)], at: Range) -> Option<Fault> {
    let (value, _) = rest.first()?;
    let bare_tuple = |expr: &Expr| match &expr.kind {
        ExprKind::Tuple(items) if is_bare(expr.span, items) => items.last().cloned(),
        _ => None,
    };
    let last = bare_tuple(first);
    let parenthesised = first.span.start > at.start;
    let left = last.as_ref().unwrap_or(first);
    let right = leading_operand(value)?;
    // Another sign after the operand makes it a chain of assignments.
    if rest.len() > 1 && right.span.end == value.span.end {
        return None;
    }
    if matches!(left.kind, ExprKind::Name(_)) {
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        let whole = range(left.span.to(right.span));
        return Some(Fault::new(codes::EQUALS_FOR_COMPARISON, whole, message));
    }
    if !(parenthesised || is_operand(&left.kind)) || never_compared(&left.kind) {
        return None;
    }
    let what = cannot(left);
    let message = format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?");
    Some(Fault::new(codes::CANNOT_ASSIGN, range(left.span), message))
}

fn never_compared(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Generator { .. }
            | ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::Starred(_)
            | ExprKind::Constant(Constant::None | Constant::Bool(_))
    )
}

/// Whether an expression without parentheses binds tighter than comparisons.
fn is_operand(kind: &ExprKind) -> bool {
    !matches!(
        kind,
        ExprKind::IfExp { .. }
            | ExprKind::Lambda(_)
            | ExprKind::BoolOp { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Unary { op: crate::ast::UnaryOp::Not, .. }
            | ExprKind::Named { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
    )
}

/// The operand that a value begins with; none for those that begin with a word.
fn leading_operand(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Tuple(items) if is_bare(value.span, items) => {
            items.first().and_then(leading_operand)
        }
        ExprKind::IfExp { body, .. } => leading_operand(body),
        ExprKind::BoolOp { values, .. } => values.first().and_then(leading_operand),
        ExprKind::Compare { left, .. } => Some(left),
        ExprKind::Starred(_) => None,
        kind => is_operand(kind).then_some(value),
    }
}

fn check_augmented(target: &Expr, emitter: &mut Emitter<Fault>) {
    let fits = matches!(
        target.kind,
        ExprKind::Name(_)
            | ExprKind::Attribute { .. }
            | ExprKind::Subscript { .. }
            | ExprKind::Error
    );
    if !fits {
        let what = cannot(target);
        let message = format!("'{what}' is an illegal expression for augmented assignment");
        emitter.emit(Fault::new(codes::CANNOT_ASSIGN, range(target.span), message));
    }
}

fn check_annotated(target: &Expr, emitter: &mut Emitter<Fault>) {
    let message = match &target.kind {
        ExprKind::Name(_)
        | ExprKind::Attribute { .. }
        | ExprKind::Subscript { .. }
        | ExprKind::Error => return,
        ExprKind::List(_) => "only single target (not list) can be annotated",
        ExprKind::Tuple(_) => "only single target (not tuple) can be annotated",
        _ => "illegal target for annotation",
    };
    let place = match &target.kind {
        ExprKind::Tuple(items) if is_bare(target.span, items) => {
            items.first().map_or(target.span, |item| item.span)
        }
        _ => target.span,
    };
    emitter.emit(Fault::new(codes::ANNOTATION_TARGET, range(place), message));
}
