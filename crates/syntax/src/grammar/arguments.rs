//! The arguments of calls and class statements.

use super::atoms::clauses;
use super::expressions::Expressions;
use super::targets::cannot;
use super::{Fault, Rule, expr, token};
use crate::ast::{Comprehension, Constant, Expr, ExprKind, Ident, Keyword, P};
use crate::token::{Kind, Range, range, span};
use chumsky::input::Emitter;
use chumsky::prelude::*;
use ouro_diag::{Span, codes};

enum Argument {
    Positional(Expr),
    Star(Expr),
    Generator(Expr),
    Named(Keyword),
    DoubleStar(Keyword),
}

enum After {
    Value(Expr),
    Clauses(Vec<Comprehension>),
}

/// `(...)` with the values by position and those by name.
pub(super) fn arguments<'s>(rules: &Expressions<'s>) -> Rule<'s, (Vec<Expr>, Vec<Keyword>)> {
    let assigned = || token(Kind::Equal).ignore_then(rules.expression.clone()).or_not();
    let star = token(Kind::Star).ignore_then(rules.expression.clone()).map_with(|value, extra| {
        Argument::Star(expr(ExprKind::Starred(P::new(value)), extra.span()))
    });
    let star = star.then(assigned()).validate(|(argument, assigned), extra, emitter| {
        refuse_assignment("iterable", assigned, extra.span(), emitter);
        argument
    });
    let double =
        token(Kind::DoubleStar).ignore_then(rules.expression.clone()).map_with(|value, extra| {
            Argument::DoubleStar(Keyword { span: span(extra.span()), name: None, value })
        });
    let double = double.then(assigned()).validate(|(argument, assigned), extra, emitter| {
        refuse_assignment("keyword", assigned, extra.span(), emitter);
        argument
    });
    let value = token(Kind::Equal).ignore_then(rules.expression.clone()).map(After::Value);
    let after = value.or(clauses(rules).map(After::Clauses)).or_not();
    let plain = named(rules).then(after).validate(|(first, after), extra, emitter| {
        let at: Range = extra.span();
        match after {
            None => Argument::Positional(first),
            Some(After::Clauses(generators)) => {
                let element = P::new(first);
                Argument::Generator(expr(ExprKind::Generator { element, generators }, at))
            }
            Some(After::Value(value)) => keyword(first, value, at, emitter),
        }
    });
    let argument = choice((star, double, plain)).boxed();
    argument
        .separated_by(token(Kind::Comma))
        .allow_trailing()
        .collect::<Vec<_>>()
        .then(token(Kind::Comma).rewind().or_not())
        .map(|(arguments, _)| arguments)
        .delimited_by(token(Kind::LParen), token(Kind::RParen))
        .validate(|arguments, extra, emitter| sort(arguments, extra.span(), emitter))
        .boxed()
}

/// `f(*a=1)`, `f(**a=1)`
fn refuse_assignment(what: &str, assigned: Option<Expr>, at: Range, emitter: &mut Emitter<Fault>) {
    if assigned.is_some() {
        let message = format!("cannot assign to {what} argument unpacking");
        emitter.emit(Fault::new(codes::KEYWORD_ARGUMENT, at, message));
    }
}

/// `name := value`, or an expression; unlike elsewhere nothing is said of other targets.
fn named<'s>(rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let sign = token(Kind::ColonEqual).map_with(|_, extra| -> Range { extra.span() });
    let value = sign.then(rules.expression.clone());
    rules
        .expression
        .clone()
        .then(value.or_not())
        .validate(|(target, value), extra, emitter| {
            let Some((sign, value)) = value else { return target };
            let at: Range = extra.span();
            match target.kind {
                ExprKind::Name(name) if target.span.start == at.start => {
                    let target = Ident { name, span: target.span };
                    expr(ExprKind::Named { target, value: P::new(value) }, at)
                }
                _ => {
                    emitter.emit(Fault { at: sign, diagnostic: None });
                    value
                }
            }
        })
        .boxed()
}

fn keyword(first: Expr, value: Expr, at: Range, emitter: &mut Emitter<Fault>) -> Argument {
    let equal = Range::from(at.start..value.span.start);
    let name = match &first.kind {
        ExprKind::Name(name) if first.span.start == at.start => name.clone(),
        ExprKind::Constant(Constant::None | Constant::Bool(_)) => {
            let message = format!("cannot assign to {}", cannot(&first));
            emitter.emit(Fault::new(codes::KEYWORD_ARGUMENT, equal, message));
            "".into()
        }
        _ => {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            emitter.emit(Fault::new(codes::KEYWORD_ARGUMENT, equal, message));
            "".into()
        }
    };
    let name = Some(Ident { name, span: first.span });
    Argument::Named(Keyword { span: span(at), name, value })
}

/// Parts arguments by kind, and checks their order.
fn sort(
    arguments: Vec<Argument>,
    at: Range,
    emitter: &mut Emitter<Fault>,
) -> (Vec<Expr>, Vec<Keyword>) {
    let alone = arguments.len() == 1;
    let (mut args, mut keywords): (Vec<Expr>, Vec<Keyword>) = (Vec::new(), Vec::new());
    let mut seen_spread = false;
    for argument in arguments {
        match argument {
            Argument::Positional(value) => {
                if let Some(last) = keywords.last() {
                    let message = if last.name.is_none() {
                        "positional argument follows keyword argument unpacking"
                    } else {
                        "positional argument follows keyword argument"
                    };
                    let here = Range::from(at.end.saturating_sub(1)..at.end);
                    emitter.emit(Fault::new(codes::ARGUMENT_ORDER, here, message));
                }
                args.push(value);
            }
            Argument::Star(value) => {
                if seen_spread {
                    let message = "iterable argument unpacking follows keyword argument unpacking";
                    let before = keywords.last().map_or(value.span, |keyword| keyword.span);
                    let here = Range::from(before.end..value.span.end);
                    emitter.emit(Fault::new(codes::ARGUMENT_ORDER, here, message));
                }
                args.push(value);
            }
            Argument::Generator(mut value) => {
                if alone {
                    value.span = Span::new(at.start, at.end);
                } else {
                    let message = "Generator expression must be parenthesized";
                    let here = range(value.span);
                    emitter.emit(Fault::new(codes::GENERATOR_ARGUMENT, here, message));
                }
                args.push(value);
            }
            Argument::Named(keyword) => keywords.push(keyword),
            Argument::DoubleStar(keyword) => {
                seen_spread = true;
                keywords.push(keyword);
            }
        }
    }
    (args, keywords)
}
