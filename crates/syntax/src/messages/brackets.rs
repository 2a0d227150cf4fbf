//! Faults in what brackets hold: dicts, arguments, comprehensions, parameters.

use super::{Explained, Refused};
use crate::token::Kind;
use ouro_diag::{Span, codes};

impl Refused<'_, '_> {
    pub(super) fn brackets(&self) -> Option<Explained> {
        if self.is_case {
            return None;
        }
        self.lambda_parentheses()
            .or_else(|| self.innermost_bracket())
            .or_else(|| self.starred_argument())
            .or_else(|| self.double_star())
    }

    fn innermost_bracket(&self) -> Option<Explained> {
        let open = self.open_bracket(self.fault)?;
        let definition = self.kind(0) == Kind::Def || self.kind(1) == Kind::Def;
        match self.kind(open) {
            Kind::LBrace => self.dict(open).or_else(|| self.comprehension(open)),
            Kind::LParen if definition => self.parameters(open),
            Kind::LParen if self.is_call(open) => {
                self.argument(open).or_else(|| self.comprehension(open))
            }
            Kind::LBracket => self.type_parameters(open).or_else(|| self.comprehension(open)),
            _ => self.comprehension(open),
        }
    }

    /// The last token of a kind at the level of a bracket, before the fault.
    fn last_in(&self, open: usize, wanted: Kind) -> Option<usize> {
        (open + 1..self.fault.min(self.tokens.len()))
            .rev()
            .take(super::MAX_TOKENS_TRIED)
            .find(|index| self.kind(*index) == wanted && self.level_is(open, *index))
    }

    fn level_is(&self, open: usize, index: usize) -> bool {
        self.open_bracket(index) == Some(open)
    }

    fn dict(&self, open: usize) -> Option<Explained> {
        let before = self.fault.checked_sub(1)?;
        let is_dict = self.last_in(open, Kind::Colon).is_some();
        if self.kind(before) == Kind::Colon && self.level_is(open, before) {
            let message = match self.kind(self.fault) {
                Kind::RBrace | Kind::Comma => "expression expected after dictionary key and ':'",
                Kind::Star => {
                    let message = "cannot use a starred expression in a dictionary value";
                    let rule = &self.grammar.expressions.bitor;
                    let (_, next) = self.prefix(rule, self.fault + 1)?;
                    let at = self.up_to_last(self.fault, next);
                    return Some(self.found(codes::DICT_ENTRY, at, message, self.fault));
                }
                _ => return None,
            };
            return Some(self.found(codes::DICT_ENTRY, self.place(before), message, self.fault));
        }
        let comma = self.last_in(open, Kind::Comma)?;
        let (_, next) = self.prefix(&self.grammar.expressions.expression, comma + 1)?;
        if is_dict && self.kind(next) != Kind::Colon && next == self.fault {
            let colon_before = self.last_in(open, Kind::Colon).is_some_and(|colon| colon < comma);
            if colon_before {
                let at = self.place(before);
                let message = "':' expected after dictionary key";
                return Some(self.found(codes::DICT_ENTRY, at, message, self.fault));
            }
        }
        None
    }

    /// From a token up to the last character of the one that was read last, as some messages are marked.
    fn up_to_last(&self, first: usize, last: usize) -> Span {
        let last = self.place(last);
        let width = self.source.slice(last).chars().next_back().map_or(1, char::len_utf8);
        Span::new(self.place(first).start, last.end - u32::try_from(width).unwrap_or(1))
    }

    fn argument(&self, open: usize) -> Option<Explained> {
        let before = self.fault.checked_sub(1)?;
        let ends = matches!(self.kind(self.fault), Kind::RParen | Kind::Comma);
        if !self.level_is(open, before) {
            return None;
        }
        match self.kind(before) {
            Kind::Equal if ends => {
                let name = before.checked_sub(1)?;
                if !matches!(self.kind(name.checked_sub(1)?), Kind::LParen | Kind::Comma) {
                    return None;
                }
                let at = self.place(name).to(self.place(before));
                let message = "expected argument value expression";
                Some(self.found(codes::KEYWORD_ARGUMENT, at, message, self.fault))
            }
            _ => None,
        }
    }

    /// `(**a)`
    fn double_star(&self) -> Option<Explained> {
        let open = self.fault.checked_sub(1)?;
        let group = self.kind(open) == Kind::LParen && !self.is_call(open);
        if !group || self.kind(self.fault) != Kind::DoubleStar {
            return None;
        }
        let (_, next) = self.prefix(&self.grammar.expressions.expression, self.fault + 1)?;
        if self.kind(next) != Kind::RParen {
            return None;
        }
        let message = "cannot use double starred expression here";
        Some(self.found(codes::STARRED, self.place(self.fault), message, next))
    }

    /// `f(*...)`, where no expression follows the star.
    fn starred_argument(&self) -> Option<Explained> {
        let stars = (1..self.fault.min(self.tokens.len()))
            .rev()
            .take(super::MAX_TOKENS_TRIED)
            .filter(|index| self.kind(*index) == Kind::Star)
            .take(super::MAX_ATTEMPTS);
        for star in stars {
            let before = self.kind(star - 1);
            let Some(open) = self.open_bracket(star) else { continue };
            // Calls and subscripts take a star before any of their values, other brackets before the first.
            let takes_any = self.is_call(open) || self.is_subscript(open);
            let begins = star - 1 == open || takes_any && before == Kind::Comma;
            let definition = self.kind(0) == Kind::Def || self.kind(1) == Kind::Def;
            if begins
                && !definition
                && self.prefix(&self.grammar.expressions.expression, star + 1).is_none()
            {
                let at = self.place(self.fault);
                return Some(self.found(codes::STARRED, at, "Invalid star expression", self.fault));
            }
        }
        None
    }

    fn comprehension(&self, open: usize) -> Option<Explained> {
        let rules = &self.grammar.expressions;
        if matches!(self.kind(self.fault), Kind::For | Kind::Async)
            && matches!(self.kind(open), Kind::LBracket | Kind::LBrace)
            && self.last_in(open, Kind::Comma).is_some()
            && self.last_in(open, Kind::For).is_none()
        {
            let message = "did you forget parentheses around the comprehension target?";
            let at = Span::new(self.place(open + 1).start, self.place(self.fault - 1).end);
            return Some(self.found(codes::MISSING_PARENTHESES, at, message, self.fault));
        }
        let clause = self.last_in(open, Kind::For)?;
        let (_, next) = self.prefix(&rules.targets, clause + 1)?;
        if self.kind(next) == Kind::In {
            return None;
        }
        let message = "'in' expected after for-loop variables";
        Some(self.found(codes::MISSING_IN, self.place(next), message, next))
    }

    fn parameters(&self, open: usize) -> Option<Explained> {
        let before = self.fault.checked_sub(1)?;
        match (self.kind(before), self.kind(self.fault)) {
            (Kind::Equal, Kind::RParen | Kind::Comma) => {
                let at = self.place(before);
                let message = "expected default value expression";
                Some(self.found(codes::PARAMETERS, at, message, self.fault))
            }
            (Kind::LParen | Kind::Comma, Kind::LParen)
                if self.level_is(open, self.fault) && self.only_plain_parameters(open) =>
            {
                self.parenthesised("Function parameters cannot be parenthesized")
            }
            _ => None,
        }
    }

    /// Whether the parameters before the fault have neither stars nor defaults.
    fn only_plain_parameters(&self, open: usize) -> bool {
        let special =
            |kind| matches!(kind, Kind::Equal | Kind::Star | Kind::DoubleStar | Kind::Slash);
        let between = open + 1..self.fault;
        between.take(super::MAX_TOKENS_TRIED).all(|index| !special(self.kind(index)))
    }

    fn lambda_parentheses(&self) -> Option<Explained> {
        let mut before = self.fault.checked_sub(1)?;
        if self.kind(self.fault) != Kind::LParen {
            return None;
        }
        // Plain parameters may stand before the parentheses.
        while self.kind(before) == Kind::Comma && before > 1 && self.kind(before - 1).is_name() {
            before -= 2;
        }
        match self.kind(before) {
            Kind::Lambda => {
                self.parenthesised("Lambda expression parameters cannot be parenthesized")
            }
            _ => None,
        }
    }

    /// Marks the parameters in parentheses at the fault, which must be plain names.
    fn parenthesised(&self, message: &str) -> Option<Explained> {
        let mut at = self.fault + 1;
        while self.kind(at).is_name() || matches!(self.kind(at), Kind::Comma | Kind::Colon) {
            at += 1;
        }
        if self.kind(at) != Kind::RParen || at == self.fault + 1 {
            return None;
        }
        let place = self.place(self.fault).to(self.place(at));
        Some(self.found(codes::PARAMETERS, place, message, at))
    }

    fn type_parameters(&self, open: usize) -> Option<Explained> {
        let name = open.checked_sub(1)?;
        let definition = name.checked_sub(1).map(|index| self.kind(index));
        if !matches!(definition, Some(Kind::Def | Kind::Class | Kind::Type)) {
            return None;
        }
        let before = self.fault.checked_sub(1)?;
        if before == open && self.kind(self.fault) == Kind::RBracket {
            let at = self.up_to_last(self.fault, self.fault + 1);
            let message = "Type parameter list cannot be empty";
            return Some(self.found(codes::TYPE_PARAMETERS, at, message, self.fault));
        }
        let sign = before.checked_sub(1).map(|index| self.kind(index));
        if self.kind(self.fault) != Kind::Colon {
            return None;
        }
        let what = match sign {
            Some(Kind::Star) => "TypeVarTuple",
            Some(Kind::DoubleStar) => "ParamSpec",
            _ => return None,
        };
        let (bound, next) = self.prefix(&self.grammar.expressions.expression, self.fault + 1)?;
        let kind = if matches!(bound.kind, crate::ast::ExprKind::Tuple(_)) {
            "constraints"
        } else {
            "bound"
        };
        let message = format!("cannot use {kind} with {what}");
        let at = self.place(self.fault).to(self.place(next - 1));
        Some(self.found(codes::TYPE_PARAMETERS, at, message, next))
    }
}
