//! The parameters of functions and lambdas.

use super::{Fault, Rule, name, token};
use crate::ast::{Expr, Parameter, Parameters};
use crate::token::{Kind, Range, range, span};
use chumsky::input::Emitter;
use chumsky::prelude::*;
use ouro_diag::codes;

enum Item {
    Plain(Parameter),
    Slash(Range),
    Star(Range, Option<Parameter>),
    DoubleStar(Parameter),
}

/// Parameters up to the closing parenthesis or colon. Annotations are `annotation` (for `*args`, with a
/// star before it); lambdas have none.
pub(super) fn parameters<'s>(
    text: &'s str,
    value: &Rule<'s, Expr>,
    annotation: Option<(Rule<'s, Expr>, Rule<'s, Expr>)>,
) -> Rule<'s, Parameters> {
    let (plain, starred) = match annotation {
        Some((plain, starred)) => {
            (parameter(text, value, Some(plain.clone())), parameter(text, value, Some(starred)))
        }
        None => (parameter(text, value, None), parameter(text, value, None)),
    };
    let star = token(Kind::Star)
        .map_with(|_, extra| extra.span())
        .then(starred.or_not())
        .map(|(at, parameter)| Item::Star(at, parameter));
    let item = choice((
        plain.clone().map(Item::Plain),
        token(Kind::Slash).map_with(|_, extra| Item::Slash(extra.span())),
        star,
        token(Kind::DoubleStar).ignore_then(plain).map(Item::DoubleStar),
    ));
    item.separated_by(token(Kind::Comma))
        .allow_trailing()
        .collect::<Vec<_>>()
        .validate(|items, extra, emitter| {
            let mut parameters = Assembly::default().run(items, emitter);
            parameters.span = span(extra.span());
            parameters
        })
        .boxed()
}

fn parameter<'s>(
    text: &'s str,
    value: &Rule<'s, Expr>,
    annotation: Option<Rule<'s, Expr>>,
) -> Rule<'s, Parameter> {
    let default = token(Kind::Equal).ignore_then(value.clone()).or_not();
    let build = |((name, annotation), default), span| Parameter { span, name, annotation, default };
    match annotation {
        Some(annotation) => name(text)
            .then(token(Kind::Colon).ignore_then(annotation).or_not())
            .then(default)
            .map_with(move |parts, extra| build(parts, span(extra.span())))
            .boxed(),
        None => name(text)
            .map(|name| (name, None))
            .then(default)
            .map_with(move |parts, extra| build(parts, span(extra.span())))
            .boxed(),
    }
}

/// Puts parameters in their places and checks their order.
#[derive(Default)]
struct Assembly {
    out: Parameters,
    seen_slash: bool,
    /// The bare `*`, while no parameter stands after it.
    bare_star: Option<Range>,
    seen_star: bool,
    seen_default: bool,
}

impl Assembly {
    fn run(mut self, items: Vec<Item>, emitter: &mut Emitter<Fault>) -> Parameters {
        let count = items.len();
        for (index, item) in items.into_iter().enumerate() {
            if let (Item::Slash(at), true) = (&item, index == 0 && count == 1) {
                emitter.emit(Fault { at: *at, diagnostic: None });
                continue;
            }
            if let (Some(double), Item::Plain(Parameter { span, .. })) =
                (&self.out.double_star, &item)
            {
                let _ = double;
                let message = "arguments cannot follow var-keyword argument";
                emitter.emit(Fault::new(codes::PARAMETERS, range(*span), message));
                continue;
            }
            match item {
                Item::Plain(parameter) => self.plain(parameter, emitter),
                Item::Slash(at) => self.slash(at, emitter),
                Item::Star(at, parameter) => self.star(at, parameter, emitter),
                Item::DoubleStar(parameter) => self.double_star(parameter, emitter),
            }
        }
        if let Some(at) = self.bare_star {
            let message = "named arguments must follow bare *";
            emitter.emit(Fault::new(codes::PARAMETERS, at, message));
        }
        self.out
    }

    fn plain(&mut self, parameter: Parameter, emitter: &mut Emitter<Fault>) {
        if self.seen_star {
            self.bare_star = None;
            self.out.keyword_only.push(parameter);
            return;
        }
        if parameter.default.is_some() {
            self.seen_default = true;
        } else if self.seen_default {
            let message = "parameter without a default follows parameter with a default";
            let at = range(parameter.name.span);
            emitter.emit(Fault::new(codes::PARAMETERS, at, message));
        }
        self.out.regular.push(parameter);
    }

    fn slash(&mut self, at: Range, emitter: &mut Emitter<Fault>) {
        let message = if self.seen_slash {
            "/ may appear only once"
        } else if self.seen_star {
            "/ must be ahead of *"
        } else if self.out.double_star.is_some() {
            "arguments cannot follow var-keyword argument"
        } else if self.out.regular.is_empty() {
            "at least one argument must precede /"
        } else {
            self.seen_slash = true;
            self.out.positional_only = std::mem::take(&mut self.out.regular);
            return;
        };
        emitter.emit(Fault::new(codes::PARAMETERS, at, message));
    }

    fn star(&mut self, at: Range, parameter: Option<Parameter>, emitter: &mut Emitter<Fault>) {
        if self.out.double_star.is_some() {
            let message = "arguments cannot follow var-keyword argument";
            emitter.emit(Fault::new(codes::PARAMETERS, at, message));
        } else if self.seen_star {
            let message = "* argument may appear only once";
            emitter.emit(Fault::new(codes::PARAMETERS, at, message));
        }
        self.seen_star = true;
        match parameter {
            None => self.bare_star = Some(at),
            Some(parameter) => {
                if let Some(default) = &parameter.default {
                    let message = "var-positional argument cannot have default value";
                    let before =
                        Range::from(default.span.start.saturating_sub(1)..default.span.start);
                    emitter.emit(Fault::new(codes::PARAMETERS, before, message));
                }
                self.out.star = Some(Box::new(parameter));
            }
        }
    }

    fn double_star(&mut self, parameter: Parameter, emitter: &mut Emitter<Fault>) {
        if let Some(default) = &parameter.default {
            let message = "var-keyword argument cannot have default value";
            let before = Range::from(default.span.start.saturating_sub(1)..default.span.start);
            emitter.emit(Fault::new(codes::PARAMETERS, before, message));
        }
        if self.out.double_star.is_some() {
            let message = "arguments cannot follow var-keyword argument";
            emitter.emit(Fault::new(codes::PARAMETERS, range(parameter.span), message));
        }
        self.out.double_star = Some(Box::new(parameter));
    }
}
