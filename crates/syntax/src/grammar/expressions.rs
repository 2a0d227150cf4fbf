//! Operators, from the loosest to the tightest, and the lists of expressions that statements use.

use super::targets::{assignable, cannot};
use super::{
    Extra, Fault, MAX_EXPRESSION_HEIGHT, Rule, Tokens, atoms, expr, nested, parameters, token,
};
use crate::ast::{BinaryOp, BoolOp, CompareOp, Expr, ExprKind, Ident, Lambda, P, UnaryOp};
use crate::token::{Kind, Range, range, span};
use chumsky::pratt::{infix, left};
use chumsky::prelude::*;
use ouro_diag::{Span, codes};

/// The rules for expressions that other rules are built from.
#[derive(Clone)]
pub(crate) struct Expressions<'s> {
    /// Operands of comparisons: everything that binds tighter.
    pub(crate) bitor: Rule<'s, Expr>,
    pub(crate) disjunction: Rule<'s, Expr>,
    pub(crate) expression: Rule<'s, Expr>,
    /// `name := value`, or an expression
    pub(crate) named: Rule<'s, Expr>,
    /// `*value`, or what `named` accepts
    pub(crate) star_named: Rule<'s, Expr>,
    /// One or several with commas: the value of a statement
    pub(crate) star_expressions: Rule<'s, Expr>,
    pub(crate) yield_or_star: Rule<'s, Expr>,
    /// What `for` binds
    pub(crate) targets: Rule<'s, Expr>,
}

impl<'s> Expressions<'s> {
    pub(crate) fn build(text: &'s str) -> Self {
        // Within `recursive` the rule refers to itself weakly, so nothing leaks; the copy outside is
        // built from the finished rule.
        let expression =
            recursive(|expression| Self::over(text, nested(expression).boxed()).expression);
        let rules = Self::over(text, nested(expression.clone()).boxed());
        Self { expression: expression.boxed(), ..rules }
    }

    /// The rules over a way back to `expression` itself.
    fn over(text: &'s str, inner: Rule<'s, Expr>) -> Self {
        // Brackets contain all the other rules, and all the others contain brackets.
        let bitor = recursive(|bitor| {
            let parts = Self::between(bitor.boxed(), &inner, inner.clone());
            arithmetic(atoms::primary(text, &parts))
        })
        .boxed();
        let outer = expression(text, disjunction(bitor.clone()), inner.clone());
        Self::between(bitor, &inner, outer)
    }

    /// The rules that need `bitor` and the way back to `expression`.
    fn between(bitor: Rule<'s, Expr>, inner: &Rule<'s, Expr>, expression: Rule<'s, Expr>) -> Self {
        let starred = token(Kind::Star)
            .ignore_then(bitor.clone())
            .map_with(|value, extra| expr(ExprKind::Starred(P::new(value)), extra.span()))
            .boxed();
        let named = named(inner.clone());
        let star_expressions = listed(starred.clone().or(inner.clone()).boxed());
        let yielded = yield_expression(inner.clone(), star_expressions.clone());
        Self {
            disjunction: disjunction(bitor.clone()),
            expression,
            star_named: starred.clone().or(named.clone()).boxed(),
            named,
            yield_or_star: yielded.or(star_expressions.clone()).boxed(),
            star_expressions,
            targets: listed(starred.or(bitor.clone()).boxed()),
            bitor,
        }
    }
}

/// One item stays what it is; a comma makes a tuple.
pub(super) fn listed<'s>(item: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let rest = token(Kind::Comma).ignore_then(item.clone()).repeated().collect::<Vec<_>>();
    item.then(rest)
        .then(token(Kind::Comma).or_not())
        .map_with(|((first, rest), comma), extra| {
            if rest.is_empty() && comma.is_none() {
                return first;
            }
            let mut items = Vec::with_capacity(rest.len() + 1);
            items.push(first);
            items.extend(rest);
            expr(ExprKind::Tuple(items), extra.span())
        })
        .boxed()
}

fn named<'s>(inner: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let value = token(Kind::ColonEqual).ignore_then(inner.clone());
    inner
        .then(value.or_not())
        .validate(|(target, value), extra, emitter| {
            let Some(value) = value else { return target };
            let at: Range = extra.span();
            if let ExprKind::Name(name) = &target.kind {
                if target.span.start == at.start {
                    let target = Ident { name: name.clone(), span: target.span };
                    return expr(ExprKind::Named { target, value: P::new(value) }, at);
                }
                emitter.emit(Fault { at, diagnostic: None });
            } else {
                let message = format!("cannot use assignment expressions with {}", cannot(&target));
                emitter.emit(Fault::new(codes::CANNOT_ASSIGN, range(target.span), message));
            }
            value
        })
        .boxed()
}

fn yield_expression<'s>(inner: Rule<'s, Expr>, list: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let from = token(Kind::From).ignore_then(inner).map(|value| ExprKind::YieldFrom(value.into()));
    let plain = list.or_not().map(|value| ExprKind::Yield(value.map(P::new)));
    token(Kind::Yield)
        .ignore_then(from.or(plain))
        .map_with(|kind, extra| expr(kind, extra.span()))
        .boxed()
}

/// `lambda`, or a disjunction with an optional `if ... else`.
fn expression<'s>(
    text: &'s str,
    disjunction: Rule<'s, Expr>,
    inner: Rule<'s, Expr>,
) -> Rule<'s, Expr> {
    let lambda = token(Kind::Lambda)
        .ignore_then(parameters::parameters(text, &inner, None))
        .then_ignore(token(Kind::Colon))
        .then(inner.clone())
        .map_with(|(parameters, body), extra| {
            let lambda = Lambda { parameters, body: P::new(body) };
            expr(ExprKind::Lambda(Box::new(lambda)), extra.span())
        });
    let condition = token(Kind::If).ignore_then(disjunction.clone()).then(choice((
        token(Kind::Else).ignore_then(inner).map(Some),
        choice((token(Kind::Else), token(Kind::Colon))).not().to(None),
    )));
    let conditional = disjunction.then(condition.or_not()).try_map_with(
        |(body, condition), extra| match condition {
            None => Ok(body),
            Some((test, Some(orelse))) => {
                let (test, body, orelse) = (P::new(test), P::new(body), P::new(orelse));
                Ok(expr(ExprKind::IfExp { test, body, orelse }, extra.span()))
            }
            Some((_, None)) => {
                let message = "expected 'else' after 'if' expression";
                Err(Fault::new(codes::MISSING_ELSE, extra.span(), message))
            }
        },
    );
    lambda.or(conditional).boxed()
}

fn bool_operator<'s>(op: BoolOp, kind: Kind, operand: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let rest = token(kind).ignore_then(operand.clone()).repeated().collect::<Vec<_>>();
    operand
        .then(rest)
        .map_with(move |(first, rest), extra| {
            if rest.is_empty() {
                return first;
            }
            let mut values = Vec::with_capacity(rest.len() + 1);
            values.push(first);
            values.extend(rest);
            expr(ExprKind::BoolOp { op, values }, extra.span())
        })
        .boxed()
}

fn disjunction<'s>(bitor: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let not = token(Kind::Not).map_with(|_, extra| extra.span()).repeated();
    let inversion = not
        .collect::<Vec<Range>>()
        .then(comparison(bitor))
        .validate(|(nots, operand), extra, emitter| {
            let negate = |value: Expr, at: Range| {
                let whole = Span::new(at.start, value.span.end.max(at.end));
                Expr::new(whole, ExprKind::Unary { op: UnaryOp::Not, operand: P::new(value) })
            };
            let value = nots.into_iter().rev().fold(operand, negate);
            limited(value, extra.span(), emitter)
        })
        .boxed();
    let conjunction = bool_operator(BoolOp::And, Kind::And, inversion);
    bool_operator(BoolOp::Or, Kind::Or, conjunction)
}

fn comparison<'s>(bitor: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let is_not = token(Kind::Is).ignore_then(token(Kind::Not).or_not());
    let operator = choice((
        select! {
            Kind::EqualEqual => CompareOp::Eq,
            Kind::NotEqual => CompareOp::NotEq,
            Kind::Less => CompareOp::Lt,
            Kind::LessEqual => CompareOp::LtE,
            Kind::Greater => CompareOp::Gt,
            Kind::GreaterEqual => CompareOp::GtE,
            Kind::In => CompareOp::In,
        },
        token(Kind::Not).then(token(Kind::In)).to(CompareOp::NotIn),
        is_not.map(|not| if not.is_some() { CompareOp::IsNot } else { CompareOp::Is }),
    ));
    let rest = operator.then(bitor.clone()).repeated().collect::<Vec<_>>();
    bitor
        .then(rest)
        .map_with(|(first, rest), extra| {
            if rest.is_empty() {
                return first;
            }
            expr(ExprKind::Compare { left: P::new(first), rest }, extra.span())
        })
        .boxed()
}

/// Refuses a tree that is too high for those who walk it.
fn limited(value: Expr, at: Range, emitter: &mut chumsky::input::Emitter<Fault>) -> Expr {
    if value.height() <= MAX_EXPRESSION_HEIGHT {
        return value;
    }
    emitter.emit(Fault::too_deep(range(Span::at(at.start))));
    drop(P::new(value));
    expr(ExprKind::Error, at)
}

fn binary<'s>(
    precedence: u16,
    kinds: &'static [(Kind, BinaryOp)],
    operator: Rule<'s, (Kind, Range)>,
) -> impl chumsky::pratt::Operator<'s, Tokens<'s>, Expr, Extra> + Clone {
    let of = move |kind: Kind| kinds.iter().find(|(k, _)| *k == kind).map(|(_, op)| *op);
    let operator = operator
        .filter(move |(kind, _)| of(*kind).is_some())
        .map(move |(kind, at)| (of(kind).unwrap_or(BinaryOp::Add), at));
    infix(left(precedence), operator, |left, (op, at): (BinaryOp, Range), right, extra| {
        let kind =
            ExprKind::Binary { left: P::new(left), op, op_span: span(at), right: P::new(right) };
        expr(kind, extra.span())
    })
}

fn arithmetic<'s>(primary: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let factor = factor(primary);
    let op = any().map_with(|kind: Kind, extra| (kind, extra.span())).boxed();
    factor
        .pratt((
            binary(1, &[(Kind::Bar, BinaryOp::BitOr)], op.clone()),
            binary(2, &[(Kind::Caret, BinaryOp::BitXor)], op.clone()),
            binary(3, &[(Kind::Ampersand, BinaryOp::BitAnd)], op.clone()),
            binary(
                4,
                &[(Kind::LeftShift, BinaryOp::LShift), (Kind::RightShift, BinaryOp::RShift)],
                op.clone(),
            ),
            binary(5, &[(Kind::Plus, BinaryOp::Add), (Kind::Minus, BinaryOp::Sub)], op.clone()),
            binary(
                6,
                &[
                    (Kind::Star, BinaryOp::Mult),
                    (Kind::Slash, BinaryOp::Div),
                    (Kind::DoubleSlash, BinaryOp::FloorDiv),
                    (Kind::Percent, BinaryOp::Mod),
                    (Kind::At, BinaryOp::MatMult),
                ],
                op,
            ),
        ))
        .validate(|value, extra, emitter| limited(value, extra.span(), emitter))
        .boxed()
}

/// Signs before a power; the exponent may have signs of its own.
fn factor<'s>(primary: Rule<'s, Expr>) -> Rule<'s, Expr> {
    recursive(|factor| {
        let sign = select! {
            Kind::Plus => UnaryOp::UAdd,
            Kind::Minus => UnaryOp::USub,
            Kind::Tilde => UnaryOp::Invert,
        };
        let signs = sign.map_with(|op, extra| (op, extra.span())).repeated();
        let exponent =
            token(Kind::DoubleStar).map_with(|_, extra| span(extra.span())).then(nested(factor));
        let power = primary.then(exponent.or_not()).map_with(|(base, exponent), extra| {
            let Some((op_span, exponent)) = exponent else { return base };
            let (left, right) = (P::new(base), P::new(exponent));
            expr(ExprKind::Binary { left, op: BinaryOp::Pow, op_span, right }, extra.span())
        });
        signs.collect::<Vec<(UnaryOp, Range)>>().then(power).validate(
            |(signs, operand), extra, emitter| {
                let end = extra.span().end;
                let value = signs.into_iter().rev().fold(operand, |value, (op, at)| {
                    let kind = ExprKind::Unary { op, operand: P::new(value) };
                    Expr::new(Span::new(at.start, end), kind)
                });
                limited(value, extra.span(), emitter)
            },
        )
    })
    .boxed()
}

/// Checks what `for`, `with ... as` and comprehensions bind.
pub(super) fn check_target(target: &Expr, emitter: &mut chumsky::input::Emitter<Fault>) {
    if let Err(fault) = assignable(target) {
        emitter.emit(fault);
    }
}
