//! The heads of compound statements, up to their colon, and what a whole line can be.

use super::expressions::{Expressions, check_target};
use super::{Fault, Rule, arguments, name, parameters, patterns, simple, token};
use crate::ast::{
    Expr, ExprKind, Ident, Keyword, P, Parameters, Pattern, Stmt, TypeParam, WithItem,
};
use crate::token::{Kind, Range, range, span};
use chumsky::prelude::*;
use ouro_diag::{Span, codes};

/// A logical line.
pub(crate) enum Line {
    Simple(Vec<Stmt>),
    Decorator(Expr),
    /// A head, and the statements after its colon where they stand on the same line.
    Compound(Head, Span, Option<Vec<Stmt>>),
}

/// The head of a compound statement or of one of its clauses.
pub(crate) enum Head {
    If(Expr),
    Elif(Expr),
    Else,
    While(Expr),
    For { is_async: bool, target: Expr, iter: Expr },
    With { is_async: bool, items: Vec<WithItem> },
    Try,
    Except { star: bool, exception: Option<Expr>, name: Option<Ident> },
    Finally,
    Function(Box<FunctionHead>),
    Class(Box<ClassHead>),
    Match(Expr),
    Case { pattern: Pattern, guard: Option<Expr> },
}

pub(crate) struct FunctionHead {
    pub(crate) is_async: bool,
    pub(crate) name: Ident,
    pub(crate) type_params: Vec<TypeParam>,
    pub(crate) parameters: Parameters,
    pub(crate) returns: Option<Expr>,
}

pub(crate) struct ClassHead {
    pub(crate) name: Ident,
    pub(crate) type_params: Vec<TypeParam>,
    pub(crate) bases: Vec<Expr>,
    pub(crate) keywords: Vec<Keyword>,
}

/// Any line, to its end, save `case`; and a line in the block of `match`, where `case` can be no name.
pub(super) fn lines<'s>(
    text: &'s str,
    rules: &Expressions<'s>,
) -> (Rule<'s, Line>, Rule<'s, Line>) {
    let statements = simple::statements(text, rules);
    let case = with_block(case_head(text, rules), statements.clone());
    (line(text, rules, statements), case.then_ignore(end()).boxed())
}

fn line<'s>(
    text: &'s str,
    rules: &Expressions<'s>,
    statements: Rule<'s, Vec<Stmt>>,
) -> Rule<'s, Line> {
    let compound = with_block(head(text, rules), statements.clone());
    let decorator = token(Kind::At).ignore_then(rules.named.clone()).map(Line::Decorator);
    // `match` is an ordinary name too; only the whole line tells, so it may be read twice, which nothing
    // can nest.
    let soft = match_head(rules)
        .map_with(|head, extra| (head, span(extra.span())))
        .then_ignore(token(Kind::Colon).then(end().rewind()))
        .map(|(head, at)| Line::Compound(head, at, None));
    choice((compound, decorator, soft, statements.map(Line::Simple))).then_ignore(end()).boxed()
}

/// A head with its colon, and what may follow on the same line.
fn with_block<'s>(head: Rule<'s, Head>, statements: Rule<'s, Vec<Stmt>>) -> Rule<'s, Line> {
    head.map_with(|head, extra| (head, span(extra.span())))
        .then_ignore(token(Kind::Colon))
        .then(statements.or_not())
        .map(|((head, at), body)| Line::Compound(head, at, body))
        .boxed()
}

/// Any head, `match` and `case` too.
pub(super) fn any_head<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Head> {
    choice((head(text, rules), match_head(rules), case_head(text, rules))).boxed()
}

fn head<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Head> {
    let named = || rules.named.clone();
    let word = select! {
        Kind::Else => Head::Else,
        Kind::Try => Head::Try,
        Kind::Finally => Head::Finally,
    };
    let function = function(text, rules);
    let follows_async = choice((function.clone(), for_head(rules), with_head(rules)));
    let is_async = token(Kind::Async).ignore_then(follows_async).map(|head| match head {
        Head::Function(mut head) => {
            head.is_async = true;
            Head::Function(head)
        }
        Head::For { target, iter, .. } => Head::For { is_async: true, target, iter },
        Head::With { items, .. } => Head::With { is_async: true, items },
        other => other,
    });
    choice((
        token(Kind::If).ignore_then(named()).map(Head::If),
        token(Kind::Elif).ignore_then(named()).map(Head::Elif),
        token(Kind::While).ignore_then(named()).map(Head::While),
        word,
        function,
        class(text, rules),
        for_head(rules),
        with_head(rules),
        except(text, rules),
        is_async,
    ))
    .boxed()
}

fn for_head<'s>(rules: &Expressions<'s>) -> Rule<'s, Head> {
    token(Kind::For)
        .ignore_then(rules.targets.clone())
        .then_ignore(token(Kind::In))
        .then(rules.star_expressions.clone())
        .validate(|(target, iter), _, emitter| {
            check_target(&target, emitter);
            Head::For { is_async: false, target, iter }
        })
        .boxed()
}

/// `*value` or a plain expression.
pub(super) fn star_or_expression<'s>(rules: &Expressions<'s>) -> Rule<'s, Expr> {
    token(Kind::Star)
        .ignore_then(rules.bitor.clone())
        .map_with(|value, extra| super::expr(ExprKind::Starred(P::new(value)), extra.span()))
        .or(rules.expression.clone())
        .boxed()
}

fn with_head<'s>(rules: &Expressions<'s>) -> Rule<'s, Head> {
    let target = token(Kind::As).ignore_then(rules.bitor.clone());
    let item = rules
        .expression
        .clone()
        .then(target.or_not())
        .validate(|(context, target), extra, emitter| {
            if let Some(target) = &target {
                check_target(target, emitter);
            }
            WithItem { span: span(extra.span()), context, target }
        })
        .boxed();
    // Parentheses may hold the items, or be part of the first one; the colon tells. This is the one
    // place that reads twice, and nothing can nest it.
    let bracketed = item
        .clone()
        .separated_by(token(Kind::Comma))
        .at_least(1)
        .allow_trailing()
        .collect::<Vec<_>>()
        .delimited_by(token(Kind::LParen), token(Kind::RParen))
        .then_ignore(token(Kind::Colon).ignored().or(end()).rewind());
    let bare = item.separated_by(token(Kind::Comma)).at_least(1).collect::<Vec<_>>();
    token(Kind::With)
        .ignore_then(bracketed.or(bare))
        .map(|items| Head::With { is_async: false, items })
        .boxed()
}

fn except<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Head> {
    let name = token(Kind::As).ignore_then(name(text));
    let caught = rules.expression.clone().then(name.or_not());
    token(Kind::Except)
        .ignore_then(token(Kind::Star).or_not())
        .then(caught.or_not())
        .validate(|(star, caught), extra, emitter| {
            if star.is_some() && caught.is_none() {
                let at: Range = extra.span();
                let after = range(Span::of_character(text, at.end as usize));
                let message = "expected one or more exception types";
                emitter.emit(Fault::new(codes::EXCEPTION_TYPES, after, message));
            }
            let (exception, name) =
                caught.map_or((None, None), |(exception, name)| (Some(exception), name));
            Head::Except { star: star.is_some(), exception, name }
        })
        .boxed()
}

fn function<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Head> {
    let annotations = (rules.expression.clone(), star_or_expression(rules));
    let parameters = parameters::parameters(text, &rules.expression, Some(annotations))
        .delimited_by(token(Kind::LParen), token(Kind::RParen));
    let returns = token(Kind::Arrow).ignore_then(rules.expression.clone());
    token(Kind::Def)
        .ignore_then(name(text))
        .then(simple::type_params(text, rules).or_not())
        .then(parameters)
        .then(returns.or_not())
        .map(|(((name, type_params), parameters), returns)| {
            Head::Function(Box::new(FunctionHead {
                is_async: false,
                name,
                type_params: type_params.unwrap_or_default(),
                parameters,
                returns,
            }))
        })
        .boxed()
}

fn class<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Head> {
    token(Kind::Class)
        .ignore_then(name(text))
        .then(simple::type_params(text, rules).or_not())
        .then(arguments::arguments(rules).or_not())
        .validate(|((name, type_params), arguments), _, emitter| {
            let (bases, keywords) = arguments.unwrap_or_default();
            // A generator expression takes the call's own parentheses, which a class does not lend.
            if let [Expr { kind: ExprKind::Generator { generators, element }, span, .. }] =
                &bases[..]
                && let Some(clause) = generators.first()
                && span.start + 1 == element.span.start
            {
                let at = Range::from(clause.span.start..clause.span.start + 3);
                emitter.emit(Fault { at, diagnostic: None });
            }
            let type_params = type_params.unwrap_or_default();
            Head::Class(Box::new(ClassHead { name, type_params, bases, keywords }))
        })
        .boxed()
}

/// `match subject`
fn match_head<'s>(rules: &Expressions<'s>) -> Rule<'s, Head> {
    let subject = super::expressions::listed(rules.star_named.clone()).try_map(|subject, at| {
        // A lone starred subject is no subject.
        if matches!(subject.kind, ExprKind::Starred(_)) {
            return Err(Fault { at, diagnostic: None });
        }
        Ok(Head::Match(subject))
    });
    token(Kind::Match).ignore_then(subject).boxed()
}

/// `case pattern if guard`
fn case_head<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Head> {
    let guard = token(Kind::If).ignore_then(rules.named.clone());
    token(Kind::Case)
        .ignore_then(patterns::patterns(text, rules))
        .then(guard.or_not())
        .map(|(pattern, guard)| Head::Case { pattern, guard })
        .boxed()
}
