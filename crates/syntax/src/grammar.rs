//! The grammar of one logical line, as parsers of the chumsky library.
//!
//! A line is either simple statements or the head of a compound one; `parser` puts lines together to
//! blocks. Every rule is left-factored: the library does not remember what it tried. Rules accept a little
//! more than the language does and report what is too much as a fault, which is how messages that name the
//! cause come about; what no rule accepts is explained by `messages`.

mod arguments;
mod atoms;
mod compound;
mod expressions;
mod fault;
mod fstrings;
mod parameters;
mod patterns;
mod simple;
mod strings;
mod targets;

use crate::ast::{Expr, ExprKind, Ident};
use crate::token::{Kind, Range, Spanned, span};
use chumsky::input::{Checkpoint, Cursor, Input, MappedInput};
use chumsky::inspector::Inspector;
use chumsky::prelude::*;

pub(crate) use compound::{Head, Line};
pub(crate) use expressions::Expressions;
pub(crate) use fault::Fault;
pub(crate) use targets::{assignable, cannot, cannot_assign, invalid_part};

/// How deeply rules may call themselves; brackets alone stay far below (see `layout::MAX_BRACKETS`).
pub(crate) const MAX_NESTING: u32 = 1_000;
/// The height that the tree of an expression may have, the reference's for sums, attributes and calls.
pub(crate) const MAX_EXPRESSION_HEIGHT: u32 = 9_997;

pub(crate) type Tokens<'s> = MappedInput<'s, Kind, Range, &'s [Spanned]>;
pub(crate) type Extra = extra::Full<Fault, State, ()>;
/// A finished rule.
pub(crate) type Rule<'s, O> = Boxed<'s, 's, Tokens<'s>, O, Extra>;

/// What rules share while a line is parsed.
#[derive(Default)]
pub(crate) struct State {
    depth: u32,
    /// How many tokens were looked at, again and again where rules go back: the measure of the tests that
    /// hold the parser to linear time.
    pub(crate) steps: u64,
}

impl<'s> Inspector<'s, Tokens<'s>> for State {
    type Checkpoint = ();
    fn on_token(&mut self, _: &Kind) {
        self.steps += 1;
    }
    fn on_save<'p>(&self, _: &Cursor<'s, 'p, Tokens<'s>>) {}
    fn on_rewind<'p>(&mut self, _: &Checkpoint<'s, 'p, Tokens<'s>, ()>) {}
}

/// The rules that the parser starts from.
pub(crate) struct Grammar<'s> {
    pub(crate) line: Rule<'s, Line>,
    /// A line in the block of `match`.
    pub(crate) case: Rule<'s, Line>,
    /// Heads of compound statements without their colon.
    pub(crate) head: Rule<'s, Head>,
    pub(crate) expressions: Expressions<'s>,
}

impl<'s> Grammar<'s> {
    /// Builds the rules for tokens of `text`.
    pub(crate) fn new(text: &'s str) -> Self {
        let expressions = Expressions::build(text);
        let (line, case) = compound::lines(text, &expressions);
        Self { line, case, head: compound::any_head(text, &expressions), expressions }
    }

    /// Runs a rule over tokens that end before `end`.
    pub(crate) fn run<O>(
        rule: &Rule<'s, O>,
        tokens: &'s [Spanned],
        end: Range,
        state: &mut State,
    ) -> (Option<O>, Vec<Fault>) {
        state.depth = 0;
        rule.parse_with_state(tokens.split_token_span(end), state).into_output_errors()
    }

    /// Runs a rule from the first token on, whatever follows: what it gives, and the offset of its end.
    pub(crate) fn prefix<O: 's>(
        rule: &Rule<'s, O>,
        tokens: &'s [Spanned],
        end: Range,
    ) -> Option<(O, u32)> {
        let spanned = rule.clone().map_with(|value, extra| {
            let at: Range = extra.span();
            (value, at.end)
        });
        let lazy = spanned.then_ignore(any().repeated());
        let mut state = State::default();
        lazy.parse_with_state(tokens.split_token_span(end), &mut state).into_output()
    }

    /// Whether a rule accepts all the tokens.
    pub(crate) fn accepts<O: 's>(rule: &Rule<'s, O>, tokens: &'s [Spanned], end: Range) -> bool {
        let mut state = State::default();
        let result = rule.parse_with_state(tokens.split_token_span(end), &mut state);
        result.into_output_errors().1.is_empty()
    }
}

/// A token of exactly this kind.
fn token<'s>(kind: Kind) -> impl Parser<'s, Tokens<'s>, Kind, Extra> + Clone {
    just(kind)
}

/// A name in its normal form.
fn identifier(text: &str, at: Range) -> Ident {
    let written = text.get(span(at).range()).unwrap_or_default();
    Ident { name: normal_form(written), span: span(at) }
}

/// Names are compared in the compatibility form NFKC.
fn normal_form(written: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    if written.is_ascii() { written.into() } else { written.nfkc().collect::<String>().into() }
}

/// Any name, the soft keywords among them.
fn name<'s>(text: &'s str) -> impl Parser<'s, Tokens<'s>, Ident, Extra> + Clone {
    any()
        .filter(|kind: &Kind| kind.is_name())
        .map_with(move |_, extra| identifier(text, extra.span()))
}

/// A rule that counts how deeply it is nested within itself, and refuses to go too deep.
fn nested<'s, O: 's>(
    rule: impl Parser<'s, Tokens<'s>, O, Extra> + Clone + 's,
) -> impl Parser<'s, Tokens<'s>, O, Extra> + Clone {
    custom(move |input: &mut chumsky::input::InputRef<'s, '_, Tokens<'s>, Extra>| {
        let before = input.cursor();
        if input.state().depth >= MAX_NESTING {
            let here = input.span_since(&before);
            return Err(Fault::too_deep(here));
        }
        input.state().depth += 1;
        let result = input.parse(&rule);
        input.state().depth -= 1;
        result
    })
}

fn expr(kind: ExprKind, at: Range) -> Expr {
    Expr::new(span(at), kind)
}
