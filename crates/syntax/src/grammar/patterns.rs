//! The patterns of `case`.

use super::expressions::Expressions;
use super::{Extra, Fault, Rule, Tokens, atoms, expr, name, nested, strings, token};
use crate::ast::{BinaryOp, Constant, Expr, ExprKind, Ident, P, Pattern, PatternKind, UnaryOp};
use crate::token::{Kind, Range, range, span};
use chumsky::prelude::*;
use ouro_diag::{Span, codes};

fn pattern(kind: PatternKind, at: Range) -> Pattern {
    Pattern { span: span(at), kind }
}

/// What may follow `case`: a pattern, or several with commas.
pub(super) fn patterns<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Pattern> {
    let text_pattern = strings::strings(text, rules);
    let single =
        recursive(|inner| as_pattern(text, nested(inner).boxed(), text_pattern.clone())).boxed();
    open_sequence(text, single)
        .map_with(|(mut items, comma), extra| {
            if items.len() == 1 && !comma {
                return items.remove(0);
            }
            pattern(PatternKind::Sequence(items), extra.span())
        })
        .boxed()
}

/// Patterns with commas, of which one alone with a star needs a comma; whether the last one is a comma.
fn open_sequence<'s>(
    text: &'s str,
    single: Rule<'s, Pattern>,
) -> impl Parser<'s, Tokens<'s>, (Vec<Pattern>, bool), Extra> + Clone {
    let starred = star_pattern(text).then_ignore(token(Kind::Comma).rewind());
    let item = star_pattern(text).or(single.clone());
    let more = token(Kind::Comma).ignore_then(item).repeated().collect::<Vec<_>>();
    starred.or(single).then(more).then(token(Kind::Comma).or_not()).map(|((first, more), comma)| {
        let mut items = vec![first];
        items.extend(more);
        (items, comma.is_some())
    })
}

fn star_pattern<'s>(text: &'s str) -> Rule<'s, Pattern> {
    token(Kind::Star)
        .ignore_then(name(text))
        .map_with(|name, extra| {
            let name = (&*name.name != "_").then_some(name);
            pattern(PatternKind::Star(name), extra.span())
        })
        .boxed()
}

/// `a | b as name`
fn as_pattern<'s>(
    text: &'s str,
    inner: Rule<'s, Pattern>,
    strings: Rule<'s, Expr>,
) -> Rule<'s, Pattern> {
    let closed = closed(text, inner, strings);
    let more = token(Kind::Bar).ignore_then(closed.clone()).repeated().collect::<Vec<_>>();
    let or = closed.then(more).map_with(|(first, more), extra| {
        if more.is_empty() {
            return first;
        }
        let mut all = vec![first];
        all.extend(more);
        pattern(PatternKind::Or(all), extra.span())
    });
    let target = token(Kind::As).ignore_then(capture_target(text));
    or.then(target.or_not())
        .map_with(|(inner, name), extra| match name {
            None => inner,
            Some(name) => {
                let kind = PatternKind::Capture { pattern: Some(Box::new(inner)), name };
                pattern(kind, extra.span())
            }
        })
        .boxed()
}

fn capture_target<'s>(text: &'s str) -> Rule<'s, Ident> {
    name(text)
        .try_map(|name: Ident, at| {
            if &*name.name == "_" {
                let message = "cannot use '_' as a target";
                return Err(Fault::new(codes::PATTERN, at, message));
            }
            Ok(name)
        })
        .boxed()
}

fn closed<'s>(
    text: &'s str,
    inner: Rule<'s, Pattern>,
    strings: Rule<'s, Expr>,
) -> Rule<'s, Pattern> {
    let singleton = select! {
        Kind::None => Constant::None,
        Kind::True => Constant::Bool(true),
        Kind::False => Constant::Bool(false),
    }
    .map_with(|constant, extra| pattern(PatternKind::Singleton(constant), extra.span()));
    let value = literal(text, strings.clone()).map(|value| {
        let at = range(value.span);
        pattern(PatternKind::Value(value), at)
    });
    choice((
        value,
        singleton,
        named(text, inner.clone()),
        group(text, inner.clone()),
        sequence(text, inner.clone()),
        mapping(text, inner, strings),
    ))
    .boxed()
}

/// Numbers with a sign, complex numbers, strings.
fn literal<'s>(text: &'s str, strings: Rule<'s, Expr>) -> Rule<'s, Expr> {
    let number = atoms::number(text);
    let signed =
        token(Kind::Minus).or_not().then(number.clone()).map_with(|(sign, value), extra| {
            if sign.is_none() {
                return value;
            }
            let operand = P::new(value);
            expr(ExprKind::Unary { op: UnaryOp::USub, operand }, extra.span())
        });
    let op = select! { Kind::Plus => BinaryOp::Add, Kind::Minus => BinaryOp::Sub };
    let imaginary = op.map_with(|op, extra| (op, extra.span())).then(number);
    let complex = signed.then(imaginary.or_not()).validate(|(real, imaginary), extra, emitter| {
        let Some(((op, op_at), imaginary)) = imaginary else { return real };
        if !is_imaginary(&imaginary) {
            let message = "imaginary number required in complex literal";
            emitter.emit(Fault::new(codes::PATTERN, range(imaginary.span), message));
        } else if is_imaginary(&real) {
            let message = "real number required in complex literal";
            emitter.emit(Fault::new(codes::PATTERN, range(real.span), message));
        }
        let op_span = span(op_at);
        let (left, right) = (P::new(real), P::new(imaginary));
        expr(ExprKind::Binary { left, op, op_span, right }, extra.span())
    });
    complex.or(strings).boxed()
}

fn is_imaginary(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(Constant::Complex(_)) => true,
        ExprKind::Unary { operand, .. } => is_imaginary(operand),
        _ => false,
    }
}

enum Argument {
    Positional(Pattern),
    Named(Ident, Pattern),
}

/// A capture, a dotted name, or a class with arguments.
fn named<'s>(text: &'s str, inner: Rule<'s, Pattern>) -> Rule<'s, Pattern> {
    let keyword = name(text).then_ignore(token(Kind::Equal)).then(inner.clone());
    let argument = choice((
        keyword.map(|(name, value)| Argument::Named(name, value)),
        inner.map(Argument::Positional),
    ));
    let arguments = argument
        .separated_by(token(Kind::Comma))
        .allow_trailing()
        .collect::<Vec<_>>()
        .delimited_by(token(Kind::LParen), token(Kind::RParen));
    let attribute = token(Kind::Dot).ignore_then(name(text));
    let dotted = name(text).map(|first| (first, None::<Expr>)).foldl_with(
        attribute.repeated(),
        |(first, value), attr, extra| {
            let value = value.unwrap_or_else(|| {
                let first: &Ident = &first;
                Expr::new(first.span, ExprKind::Name(first.name.clone()))
            });
            let kind = ExprKind::Attribute { value: P::new(value), attr };
            (first, Some(expr(kind, extra.span())))
        },
    );
    dotted
        .then(arguments.or_not())
        .validate(|((first, value), arguments), extra, emitter| {
            let at: Range = extra.span();
            let Some(arguments) = arguments else {
                return pattern(
                    match value {
                        Some(value) => PatternKind::Value(value),
                        None if &*first.name == "_" => PatternKind::Wildcard,
                        None => PatternKind::Capture { pattern: None, name: first },
                    },
                    at,
                );
            };
            let class =
                value.unwrap_or_else(|| Expr::new(first.span, ExprKind::Name(first.name.clone())));
            let (mut positional, mut keywords) = (Vec::new(), Vec::new());
            // The reference marks the first run of patterns that stand too late.
            let (mut late, mut run_ended) = (None::<Span>, false);
            for argument in arguments {
                match argument {
                    Argument::Named(name, value) => {
                        run_ended = late.is_some();
                        keywords.push((name, value));
                    }
                    Argument::Positional(value) => {
                        if !keywords.is_empty() && !run_ended {
                            late = Some(late.map_or(value.span, |first| first.to(value.span)));
                        }
                        positional.push(value);
                    }
                }
            }
            if let Some(late) = late {
                let message = "positional patterns follow keyword patterns";
                emitter.emit(Fault::new(codes::PATTERN, range(late), message));
            }
            pattern(PatternKind::Class { class, positional, keywords }, at)
        })
        .boxed()
}

fn group<'s>(text: &'s str, inner: Rule<'s, Pattern>) -> Rule<'s, Pattern> {
    open_sequence(text, inner)
        .or_not()
        .delimited_by(token(Kind::LParen), token(Kind::RParen))
        .map_with(|items, extra| {
            let (mut items, comma) = items.unwrap_or((Vec::new(), true));
            if items.len() == 1 && !comma {
                return items.remove(0);
            }
            pattern(PatternKind::Sequence(items), extra.span())
        })
        .boxed()
}

fn sequence<'s>(text: &'s str, inner: Rule<'s, Pattern>) -> Rule<'s, Pattern> {
    star_pattern(text)
        .or(inner)
        .separated_by(token(Kind::Comma))
        .allow_trailing()
        .collect()
        .delimited_by(token(Kind::LBracket), token(Kind::RBracket))
        .map_with(|items, extra| pattern(PatternKind::Sequence(items), extra.span()))
        .boxed()
}

enum Entry {
    Pair(Expr, Pattern),
    Rest(Option<Ident>),
}

fn mapping<'s>(
    text: &'s str,
    inner: Rule<'s, Pattern>,
    strings: Rule<'s, Expr>,
) -> Rule<'s, Pattern> {
    let constant = select! {
        Kind::None => Constant::None,
        Kind::True => Constant::Bool(true),
        Kind::False => Constant::Bool(false),
    }
    .map_with(|constant, extra| expr(ExprKind::Constant(constant), extra.span()));
    let attribute = token(Kind::Dot).ignore_then(name(text));
    let root = name(text).map(|name| Expr::new(name.span, ExprKind::Name(name.name)));
    let dotted = root.foldl_with(attribute.repeated().at_least(1), |value, attr, extra| {
        expr(ExprKind::Attribute { value: P::new(value), attr }, extra.span())
    });
    let key = choice((literal(text, strings), constant, dotted));
    let pair = key.then_ignore(token(Kind::Colon)).then(inner);
    let target = name(text).map(|name| (&*name.name != "_").then_some(name));
    let rest = token(Kind::DoubleStar).ignore_then(target).map(Entry::Rest);
    let entry = rest.or(pair.map(|(key, value)| Entry::Pair(key, value)));
    entry
        .map_with(|entry, extra| (entry, extra.span()))
        .separated_by(token(Kind::Comma))
        .allow_trailing()
        .collect::<Vec<(Entry, Range)>>()
        .delimited_by(token(Kind::LBrace), token(Kind::RBrace))
        .validate(|items, extra, emitter| {
            let (mut entries, mut rest) = (Vec::new(), None);
            for (item, at) in items {
                match item {
                    _ if rest.is_some() => emitter.emit(Fault { at, diagnostic: None }),
                    Entry::Pair(key, value) => entries.push((key, value)),
                    // `_` cannot be bound, and the reference says no more than that.
                    Entry::Rest(None) => {
                        let name = Range::from(at.end.saturating_sub(1)..at.end);
                        emitter.emit(Fault { at: name, diagnostic: None });
                    }
                    Entry::Rest(name) => rest = name,
                }
            }
            pattern(PatternKind::Mapping { entries, rest }, extra.span())
        })
        .boxed()
}
