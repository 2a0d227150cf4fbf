//! Names, literals, brackets and comprehensions, and what follows them: calls, attributes, subscripts.

use super::expressions::{Expressions, check_target};
use super::{Fault, Rule, arguments, expr, name, strings, token};
use crate::ast::{Comprehension, Constant, DictItem, Expr, ExprKind, Ident, Keyword, P};
use crate::literal;
use crate::token::{Kind, Range, range, span};
use chumsky::prelude::*;
use ouro_diag::codes;

/// An atom and what follows it, perhaps awaited.
pub(super) fn primary<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let atom = atom(text, rules);
    let trailer = trailer(text, rules);
    let primary = atom.foldl_with(trailer.repeated(), |value, trailer, extra| {
        let value = P::new(value);
        let kind = match trailer {
            Trailer::Attribute(attr) => ExprKind::Attribute { value, attr },
            Trailer::Subscript(index) => ExprKind::Subscript { value, index: P::new(index) },
            Trailer::Call(args, keywords) => ExprKind::Call { function: value, args, keywords },
        };
        expr(kind, extra.span())
    });
    let awaited = token(Kind::Await).or_not();
    awaited
        .then(primary)
        .map_with(|(awaited, value), extra| match awaited {
            Some(_) => expr(ExprKind::Await(P::new(value)), extra.span()),
            None => value,
        })
        .boxed()
}

#[derive(Clone)]
enum Trailer {
    Attribute(Ident),
    Subscript(Expr),
    Call(Vec<Expr>, Vec<Keyword>),
}

fn trailer<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Trailer> {
    let attribute = token(Kind::Dot).ignore_then(name(text)).map(Trailer::Attribute);
    let call = arguments::arguments(rules).map(|(args, keywords)| Trailer::Call(args, keywords));
    let subscript = subscript(rules).map(Trailer::Subscript);
    choice((attribute, call, subscript)).boxed()
}

fn subscript<'s>(rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let bound = || rules.expression.clone().map(P::new).or_not();
    let step = token(Kind::Colon).ignore_then(bound());
    let after_colon = token(Kind::Colon).ignore_then(bound()).then(step.or_not());
    let slice_from = |lower: Option<P>, (upper, step): (Option<P>, Option<Option<P>>), at| {
        expr(ExprKind::Slice { lower, upper, step: step.flatten() }, at)
    };
    let open_slice =
        after_colon.clone().map_with(move |rest, extra| slice_from(None, rest, extra.span()));
    let value_or_slice = rules.star_named.clone().then(after_colon.or_not()).map_with(
        move |(value, rest), extra| match rest {
            None => value,
            Some(rest) => slice_from(Some(P::new(value)), rest, extra.span()),
        },
    );
    let items = listed_index(open_slice.or(value_or_slice).boxed());
    items.delimited_by(token(Kind::LBracket), token(Kind::RBracket)).boxed()
}

/// Like `listed`, save that a lone starred item is a tuple here.
fn listed_index<'s>(item: Rule<'s, Expr>) -> Rule<'s, Expr> {
    super::expressions::listed(item)
        .map(|index| {
            if matches!(index.kind, ExprKind::Starred(_)) {
                let at = range(index.span);
                return expr(ExprKind::Tuple(vec![index]), at);
            }
            index
        })
        .boxed()
}

fn atom<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let names = any().filter(|kind: &Kind| kind.is_name()).map_with(move |_, extra| {
        let ident = super::identifier(text, extra.span());
        Expr::new(ident.span, ExprKind::Name(ident.name))
    });
    let constant = select! {
        Kind::None => Constant::None,
        Kind::True => Constant::Bool(true),
        Kind::False => Constant::Bool(false),
        Kind::Ellipsis => Constant::Ellipsis,
    }
    .map_with(|constant, extra| expr(ExprKind::Constant(constant), extra.span()));
    choice((
        names,
        strings::strings(text, rules),
        number(text),
        constant,
        parenthesised(rules),
        list(rules),
        braces(rules),
    ))
    .boxed()
}

pub(super) fn number<'s>(text: &'s str) -> Rule<'s, Expr> {
    token(Kind::Number)
        .validate(move |_, extra, emitter| {
            let at: Range = extra.span();
            let written = text.get(span(at).range()).unwrap_or_default();
            let constant = literal::number(written).unwrap_or_else(|message| {
                emitter.emit(Fault::new(codes::NUMBER, at, message));
                Constant::Int(crate::ast::Int::Small(0))
            });
            expr(ExprKind::Constant(constant), at)
        })
        .boxed()
}

/// The `for ... in ... if ...` clauses of a comprehension, one or more.
pub(super) fn clauses<'s>(rules: &Expressions<'s>) -> Rule<'s, Vec<Comprehension>> {
    let condition = token(Kind::If).ignore_then(rules.disjunction.clone());
    token(Kind::Async)
        .or_not()
        .then_ignore(token(Kind::For))
        .then(rules.targets.clone())
        .then_ignore(token(Kind::In))
        .then(rules.disjunction.clone())
        .then(condition.repeated().collect::<Vec<_>>())
        .validate(|(((is_async, target), iter), ifs), extra, emitter| {
            check_target(&target, emitter);
            let is_async = is_async.is_some();
            Comprehension { span: span(extra.span()), is_async, target, iter, ifs }
        })
        .repeated()
        .at_least(1)
        .collect()
        .boxed()
}

/// What stands in brackets: items with commas, or one item with `for` clauses.
#[derive(Clone)]
enum Contents {
    Items { items: Vec<Expr>, comma: bool },
    Comprehension { element: Expr, generators: Vec<Comprehension> },
}

enum Rest {
    Clauses(Vec<Comprehension>),
    Items(Vec<Expr>, bool),
}

fn contents<'s>(rules: &Expressions<'s>) -> Rule<'s, Contents> {
    let item = rules.star_named.clone();
    let more = token(Kind::Comma).ignore_then(item.clone()).repeated().collect::<Vec<_>>();
    let more = more
        .then(token(Kind::Comma).or_not())
        .map(|(items, comma)| Rest::Items(items, comma.is_some()));
    let rest = clauses(rules).map(Rest::Clauses).or(more);
    item.then(rest)
        .validate(|(first, rest), _, emitter| match rest {
            Rest::Clauses(generators) => {
                if matches!(first.kind, ExprKind::Starred(_)) {
                    let message = "iterable unpacking cannot be used in comprehension";
                    emitter.emit(Fault::new(codes::STARRED, range(first.span), message));
                }
                Contents::Comprehension { element: first, generators }
            }
            Rest::Items(more, comma) => {
                let comma = comma || !more.is_empty();
                let mut items = Vec::with_capacity(more.len() + 1);
                items.push(first);
                items.extend(more);
                Contents::Items { items, comma }
            }
        })
        .boxed()
}

fn parenthesised<'s>(rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let yielded = just(Kind::Yield).rewind().ignore_then(rules.yield_or_star.clone());
    let group = yielded.map(|value| Contents::Items { items: vec![value], comma: false });
    group
        .or(contents(rules))
        .or_not()
        .delimited_by(token(Kind::LParen), token(Kind::RParen))
        .validate(|contents, extra, emitter| match contents {
            None => expr(ExprKind::Tuple(Vec::new()), extra.span()),
            Some(Contents::Comprehension { element, generators }) => {
                let element = P::new(element);
                expr(ExprKind::Generator { element, generators }, extra.span())
            }
            Some(Contents::Items { items, comma: true }) => {
                expr(ExprKind::Tuple(items), extra.span())
            }
            Some(Contents::Items { mut items, comma: false }) => {
                let Some(value) = items.pop() else {
                    return expr(ExprKind::Error, extra.span());
                };
                if matches!(value.kind, ExprKind::Starred(_)) {
                    let message = "cannot use starred expression here";
                    emitter.emit(Fault::new(codes::STARRED, range(value.span), message));
                }
                value
            }
        })
        .boxed()
}

fn list<'s>(rules: &Expressions<'s>) -> Rule<'s, Expr> {
    contents(rules)
        .or_not()
        .delimited_by(token(Kind::LBracket), token(Kind::RBracket))
        .map_with(|contents, extra| {
            let kind = match contents {
                None => ExprKind::List(Vec::new()),
                Some(Contents::Items { items, .. }) => ExprKind::List(items),
                Some(Contents::Comprehension { element, generators }) => {
                    ExprKind::ListComp { element: P::new(element), generators }
                }
            };
            expr(kind, extra.span())
        })
        .boxed()
}

/// An entry of braces before it is known whether they are a dict or a set.
enum Entry {
    Item(Expr),
    /// A key, the colon, a value.
    Pair(Expr, Range, Expr),
    /// The same, where the key has no parentheses of its own but would need them.
    Loose(Expr, Range),
    /// Two stars, and what they spread.
    Spread(Range, Expr),
}

fn braces<'s>(rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let sign = |kind| token(kind).map_with(|_, extra| -> Range { extra.span() });
    let spread = sign(Kind::DoubleStar)
        .then(rules.bitor.clone())
        .map(|(stars, value)| Entry::Spread(stars, value));
    let value = sign(Kind::Colon).then(rules.expression.clone());
    let key = rules.star_named.clone().map_with(|key, extra| {
        let range: Range = extra.span();
        let loose = range.start == key.span.start
            && matches!(key.kind, ExprKind::Starred(_) | ExprKind::Named { .. });
        (key, loose)
    });
    let item = key.then(value.or_not()).map(|((key, loose), value)| match value {
        None => Entry::Item(key),
        Some((colon, _)) if loose => Entry::Loose(key, colon),
        Some((colon, value)) => Entry::Pair(key, colon, value),
    });
    let entry = spread.or(item).boxed();
    let more = token(Kind::Comma).ignore_then(entry.clone()).repeated().collect::<Vec<_>>();
    let more = more.then_ignore(token(Kind::Comma).or_not());
    let rest = clauses(rules).map(Err).or(more.map(Ok));
    entry
        .then(rest)
        .or_not()
        .delimited_by(token(Kind::LBrace), token(Kind::RBrace))
        .try_map_with(|contents, extra| {
            let kind = match contents {
                None => ExprKind::Dict(Vec::new()),
                Some((first, Err(generators))) => comprehension(first, generators)?,
                Some((first, Ok(more))) => display(first, more)?,
            };
            Ok(expr(kind, extra.span()))
        })
        .boxed()
}

fn comprehension(first: Entry, generators: Vec<Comprehension>) -> Result<ExprKind, Fault> {
    match first {
        Entry::Item(element) if matches!(element.kind, ExprKind::Starred(_)) => {
            let message = "iterable unpacking cannot be used in comprehension";
            Err(Fault::new(codes::STARRED, range(element.span), message))
        }
        Entry::Item(element) => Ok(ExprKind::SetComp { element: P::new(element), generators }),
        Entry::Loose(_, colon) => Err(Fault { at: colon, diagnostic: None }),
        Entry::Pair(key, _, value) => {
            let (key, value) = (P::new(key), P::new(value));
            Ok(ExprKind::DictComp { key, value, generators })
        }
        Entry::Spread(stars, _) => {
            let message = "dict unpacking cannot be used in dict comprehension";
            Err(Fault::new(codes::STARRED, stars, message))
        }
    }
}

/// A set or a dict, as the first entry says; the reference stops at the first entry that does not fit.
fn display(first: Entry, more: Vec<Entry>) -> Result<ExprKind, Fault> {
    let is_set = matches!(first, Entry::Item(_));
    let entries = std::iter::once(first).chain(more);
    let plain = |at| Fault { at, diagnostic: None };
    let (mut items, mut pairs) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Item(item) if is_set => items.push(item),
            Entry::Item(item) => return Err(no_pair(&item)),
            Entry::Pair(_, colon, _) | Entry::Loose(_, colon) if is_set => {
                return Err(plain(colon));
            }
            Entry::Spread(stars, _) if is_set => return Err(plain(stars)),
            Entry::Loose(_, colon) if pairs.is_empty() => return Err(plain(colon)),
            Entry::Loose(key, _) => return Err(no_pair(&key)),
            Entry::Pair(key, _, value) => pairs.push(DictItem { key: Some(key), value }),
            Entry::Spread(_, value) => pairs.push(DictItem { key: None, value }),
        }
    }
    Ok(if is_set { ExprKind::Set(items) } else { ExprKind::Dict(pairs) })
}

/// An entry of a dict that is none.
fn no_pair(item: &Expr) -> Fault {
    let key = match &item.kind {
        ExprKind::Starred(_) => return Fault { at: range(item.span), diagnostic: None },
        ExprKind::Named { target, .. } => target.span,
        _ => item.span,
    };
    let end = Range::from(key.end.saturating_sub(1)..key.end);
    Fault::new(codes::DICT_ENTRY, end, "':' expected after dictionary key")
}
