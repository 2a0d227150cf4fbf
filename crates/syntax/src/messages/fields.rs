//! Faults in the replacement fields of f-strings.

use super::{Explained, Refused};
use crate::token::Kind;
use ouro_diag::codes;

impl Refused<'_, '_> {
    /// The innermost field that the fault lies in.
    pub(super) fn fields(&self) -> Option<Explained> {
        let mut open = self.open_bracket(self.fault)?;
        while self.kind(open) != Kind::FieldStart {
            open = self.open_bracket(open)?;
        }
        self.field_value(open)
    }

    fn field(&self, index: usize, message: &str) -> Option<Explained> {
        Some(self.found(codes::FSTRING, self.place(index), format!("f-string: {message}"), index))
    }

    fn field_value(&self, open: usize) -> Option<Explained> {
        let first = open + 1;
        let sign = match self.kind(first) {
            Kind::Equal => "=",
            Kind::Bang => "!",
            Kind::Colon => ":",
            Kind::FieldEnd => "}",
            _ => "",
        };
        if !sign.is_empty() {
            return self.field(first, &format!("valid expression required before '{sign}'"));
        }
        let rules = &self.grammar.expressions;
        let Some((_, next)) = self.prefix(&rules.yield_or_star, first) else {
            if let Some(colon) = self.bare_lambda(first) {
                // Braces that follow at once are read as a set, and then nothing ends the field.
                if self.kind(colon + 1) == Kind::FieldStart && colon > first + 1 {
                    let end = self.after_bracket(colon + 1)?;
                    return self.field(end, "expecting '=', or '!', or ':', or '}'");
                }
                let message = "f-string: lambda expressions are not allowed without parentheses";
                let at = self.place(first).to(self.place(colon));
                return Some(self.found(codes::FSTRING, at, message, colon));
            }
            if self.kind(first) == Kind::FStringEnd {
                return self.field(first, "expecting a valid expression after '{'");
            }
            return self.field(first, "expecting a valid expression after '{'");
        };
        self.after_value(next)
    }

    /// `lambda x` up to the colon that ends the field's value.
    fn bare_lambda(&self, first: usize) -> Option<usize> {
        if self.kind(first) != Kind::Lambda {
            return None;
        }
        (first..self.tokens.len()).find(|index| self.kind(*index) == Kind::Colon)
    }

    fn after_value(&self, value_end: usize) -> Option<Explained> {
        let mut next = value_end;
        let ends = |kind| matches!(kind, Kind::Bang | Kind::Colon | Kind::FieldEnd);
        if self.kind(next) == Kind::Equal {
            next += 1;
            if !ends(self.kind(next)) {
                return self.field(next, "expecting '!', or ':', or '}'");
            }
        } else if !ends(self.kind(next)) {
            return self.field(next, "expecting '=', or '!', or ':', or '}'");
        }
        if self.kind(next) == Kind::Bang {
            next += 1;
            if matches!(self.kind(next), Kind::Colon | Kind::FieldEnd) {
                return self.field(next, "missing conversion character");
            }
            if !self.kind(next).is_name() {
                return self.field(next, "invalid conversion character");
            }
            next += 1;
            if !matches!(self.kind(next), Kind::Colon | Kind::FieldEnd) {
                return self.field(next, "expecting ':' or '}'");
            }
        }
        if self.kind(next) == Kind::Colon {
            return self.field(self.fault, "expecting '}', or format specs");
        }
        None
    }
}
