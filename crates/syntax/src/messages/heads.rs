//! Faults of whole statements: heads without a colon, imports, `except` with several types.

use super::{Explained, Refused};
use crate::ast::ExprKind;
use crate::grammar::{Grammar, assignable, cannot_assign};
use crate::token::{Kind, range};
use ouro_diag::{Edit, Span, codes};

impl Refused<'_, '_> {
    pub(super) fn heads(&self) -> Option<Explained> {
        match self.kind(0) {
            Kind::Else | Kind::Try | Kind::Finally if self.fault == 1 => self.missing_colon(1),
            Kind::Def => self.function(1),
            Kind::Async if self.kind(1) == Kind::Def => self.function(2),
            Kind::Except => self.except().or_else(|| self.head_without_colon()),
            Kind::Import | Kind::From => self.import(),
            Kind::Case => self.pattern_target().or_else(|| self.head_without_colon()),
            Kind::For => self.loop_target(1).or_else(|| self.head_without_colon()),
            Kind::Async if self.kind(1) == Kind::For => {
                self.loop_target(2).or_else(|| self.head_without_colon())
            }
            _ => self.head_without_colon().or_else(|| self.invalid_target()),
        }
    }

    fn missing_colon(&self, index: usize) -> Option<Explained> {
        let mut found = self.found(codes::MISSING_COLON, self.place(index), "expected ':'", index);
        if self.kind(0) == Kind::Else && self.kind(index) == Kind::If {
            let both = self.place(0).to(self.place(1));
            let edit = Edit { span: both, replacement: "elif".into() };
            found.diagnostic = found.diagnostic.with_suggestion("elif", vec![edit]);
        } else {
            let before = Span::at(self.place(index.saturating_sub(1)).end);
            let edit = Edit { span: before, replacement: ":".into() };
            let advice = "a ':' at the end of the line that opens a block";
            found.diagnostic = found.diagnostic.with_suggestion(advice, vec![edit]);
        }
        Some(found)
    }

    /// The line is a whole head up to its end.
    fn head_without_colon(&self) -> Option<Explained> {
        if self.fault < self.tokens.len() {
            return None;
        }
        let whole = Grammar::accepts(&self.grammar.head, self.tokens, range(self.end));
        if whole { self.missing_colon(self.tokens.len()) } else { None }
    }

    fn function(&self, name: usize) -> Option<Explained> {
        if !self.kind(name).is_name() || self.fault <= name {
            return None;
        }
        let mut next = name + 1;
        if self.kind(next) == Kind::LBracket {
            next = self.after_bracket(next)?;
        }
        if self.kind(next) != Kind::LParen {
            if self.fault < next {
                return None;
            }
            let message = "expected '('";
            return Some(self.found(codes::MISSING_PARENTHESES, self.place(next), message, next));
        }
        let close = self.after_bracket(next)?;
        if self.fault < close {
            return None;
        }
        if self.kind(close) == Kind::Arrow {
            let rule = &self.grammar.expressions.expression;
            return match self.prefix(rule, close + 1) {
                Some((_, after)) if self.fault >= after => self.missing_colon_unless(after),
                Some(_) => None,
                None => self.missing_colon(close),
            };
        }
        self.missing_colon_unless(close)
    }

    fn missing_colon_unless(&self, index: usize) -> Option<Explained> {
        if self.kind(index) == Kind::Colon { None } else { self.missing_colon(index) }
    }

    /// The token after the bracket that closes this one.
    pub(super) fn after_bracket(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for index in open..self.tokens.len() {
            let kind = self.kind(index);
            if kind.closing().is_some() {
                depth += 1;
            } else if kind.is_closing() {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index + 1);
                }
            }
        }
        None
    }

    fn except(&self) -> Option<Explained> {
        let first = 1 + usize::from(self.kind(1) == Kind::Star);
        if self.kind(self.fault) != Kind::Comma {
            return None;
        }
        let (types, next) = self.prefix(&self.grammar.expressions.star_expressions, first)?;
        if !matches!(types.kind, ExprKind::Tuple(_)) {
            return None;
        }
        let mut end = next;
        if self.kind(end) == Kind::As && self.kind(end + 1).is_name() {
            end += 2;
        }
        if self.kind(end) != Kind::Colon {
            return None;
        }
        let message = "multiple exception types must be parenthesized";
        let at = Span::new(types.span.start, self.place(end - 1).end);
        let mut found = self.found(codes::MISSING_PARENTHESES, at, message, end);
        let inner = self.source.slice(types.span);
        let edit = Edit { span: types.span, replacement: format!("({inner})") };
        found.diagnostic = found.diagnostic.with_suggestion(format!("({inner})"), vec![edit]);
        Some(found)
    }

    /// `case 1 as 2:`
    fn pattern_target(&self) -> Option<Explained> {
        if self.kind(self.fault.checked_sub(1)?) != Kind::As {
            return None;
        }
        let (target, next) = self.prefix(&self.grammar.expressions.expression, self.fault)?;
        let message = "invalid pattern target";
        Some(self.found(codes::PATTERN, target.span, message, next))
    }

    fn import(&self) -> Option<Explained> {
        let before = self.fault.checked_sub(1)?;
        let at_end = self.fault >= self.tokens.len();
        if at_end && self.kind(before) == Kind::Import {
            let message = "Expected one or more names after 'import'";
            let at = self.place(self.fault);
            return Some(self.found(codes::IMPORT, at, message, self.fault));
        }
        if at_end && self.kind(0) == Kind::From && self.kind(before) == Kind::Comma {
            let message = "trailing comma not allowed without surrounding parentheses";
            let at = self.place(self.fault);
            return Some(self.found(codes::IMPORT, at, message, self.fault));
        }
        if self.kind(0) == Kind::Import && self.kind(self.fault) == Kind::From && before > 0 {
            let message = "Did you mean to use 'from ... import ...' instead?";
            let at = Span::new(self.place(0).start, self.place(self.tokens.len() - 1).end);
            return Some(self.found(codes::IMPORT, at, message, self.tokens.len()));
        }
        None
    }

    /// `for f() ...` without `in`.
    fn loop_target(&self, start: usize) -> Option<Explained> {
        let (target, next) = self.prefix(&self.grammar.expressions.targets, start)?;
        if self.fault < next || self.kind(next) == Kind::In {
            return None;
        }
        let part = crate::grammar::invalid_part(&target)?;
        if matches!(part.kind, ExprKind::Compare { .. }) {
            return None;
        }
        let fault = cannot_assign(part);
        let reach = self.place(self.fault).end;
        fault.diagnostic.map(|diagnostic| Explained { diagnostic: *diagnostic, reach })
    }

    /// `f() = ` with something wrong after it.
    fn invalid_target(&self) -> Option<Explained> {
        let rules = &self.grammar.expressions;
        let mut start = 0;
        while let Some((target, equal)) = self.prefix(&rules.star_expressions, start) {
            if self.kind(equal) != Kind::Equal || self.fault < equal {
                return None;
            }
            if assignable(&target).is_err() {
                let part = crate::grammar::invalid_part(&target)?;
                let fault = cannot_assign(part);
                let reach = self.place(self.fault).end;
                return fault
                    .diagnostic
                    .map(|diagnostic| Explained { diagnostic: *diagnostic, reach });
            }
            start = equal + 1;
        }
        None
    }
}
