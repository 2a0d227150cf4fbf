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
    DoubleStar(Range, Parameter),
}

impl Item {
    /// What the reference marks where the item stands too late.
    fn first_token(&self) -> Range {
        match self {
            Self::Plain(parameter) => range(parameter.name.span),
            Self::Slash(at) | Self::Star(at, _) | Self::DoubleStar(at, _) => *at,
        }
    }
}

/// Parameters up to the closing parenthesis or colon. Annotations are `annotation` (for `*args`, with a
/// star before it); lambdas have none.
pub(super) fn parameters<'s>(
    text: &'s str,
    value: &Rule<'s, Expr>,
    annotation: Option<(Rule<'s, Expr>, Rule<'s, Expr>)>,
) -> Rule<'s, Parameters> {
    let is_lambda = annotation.is_none();
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
        token(Kind::DoubleStar)
            .map_with(|_, extra| extra.span())
            .then(plain)
            .map(|(at, parameter)| Item::DoubleStar(at, parameter)),
    ));
    // The place is taken before going back: behind `rewind` it would end before it begins.
    let after = any().map_with(|_, extra| -> Range { extra.span() }).rewind().or_not();
    item.separated_by(token(Kind::Comma))
        .allow_trailing()
        .collect::<Vec<_>>()
        .map_with(|items, extra| (items, span(extra.span())))
        .then(after)
        .validate(move |((items, whole), after), _, emitter| {
            let ends_with_comma = text.get(..whole.end as usize).is_some_and(|t| t.ends_with(','));
            let assembly = Assembly { is_lambda, after, ends_with_comma, ..Assembly::default() };
            let mut parameters = assembly.run(items, emitter);
            parameters.span = whole;
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
    is_lambda: bool,
    /// The token that ends the parameters.
    after: Option<Range>,
    ends_with_comma: bool,
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
            if let (Item::Slash(at), true) = (&item, count == 1) {
                emitter.emit(Fault { at: *at, diagnostic: None });
                continue;
            }
            if self.out.double_star.is_some() {
                let message = "arguments cannot follow var-keyword argument";
                emitter.emit(Fault::new(codes::PARAMETERS, item.first_token(), message));
                continue;
            }
            match item {
                Item::Plain(parameter) => self.plain(parameter, emitter),
                Item::Slash(at) => self.slash(at, emitter),
                Item::Star(at, parameter) => {
                    let ends = index + 1 == count && !self.ends_with_comma;
                    self.star(at, parameter, ends, emitter);
                }
                Item::DoubleStar(at, parameter) => self.double_star(at, parameter, emitter),
            }
        }
        if let Some(star) = self.bare_star {
            self.bare_star_ends(star, self.after, emitter);
        }
        self.out
    }

    /// No parameter follows a bare `*`; in a lambda the reference marks what follows instead.
    fn bare_star_ends(&self, star: Range, next: Option<Range>, emitter: &mut Emitter<Fault>) {
        let message = "named arguments must follow bare *";
        let at = if self.is_lambda { next.unwrap_or(star) } else { star };
        emitter.emit(Fault::new(codes::PARAMETERS, at, message));
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
        } else if self.out.regular.is_empty() {
            "at least one argument must precede /"
        } else {
            self.seen_slash = true;
            self.out.positional_only = std::mem::take(&mut self.out.regular);
            return;
        };
        emitter.emit(Fault::new(codes::PARAMETERS, at, message));
    }

    fn star(
        &mut self,
        at: Range,
        parameter: Option<Parameter>,
        ends: bool,
        emitter: &mut Emitter<Fault>,
    ) {
        if self.seen_star {
            // The reference has no words for a second star at the very end.
            let fault = if parameter.is_none() && ends {
                Fault { at, diagnostic: None }
            } else {
                Fault::new(codes::PARAMETERS, at, "* argument may appear only once")
            };
            emitter.emit(fault);
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

    fn double_star(&mut self, at: Range, parameter: Parameter, emitter: &mut Emitter<Fault>) {
        if let Some(default) = &parameter.default {
            let message = "var-keyword argument cannot have default value";
            let before = Range::from(default.span.start.saturating_sub(1)..default.span.start);
            emitter.emit(Fault::new(codes::PARAMETERS, before, message));
        }
        if let Some(star) = self.bare_star.take() {
            self.bare_star_ends(star, Some(at), emitter);
        }
        self.out.double_star = Some(Box::new(parameter));
    }
}
