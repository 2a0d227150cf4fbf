//! Faults between expressions: a missing comma, `=` for `==`, `print` without parentheses.

use super::{Explained, MAX_ATTEMPTS, Refused};
use crate::ast::{Constant, ExprKind};
use crate::grammar::cannot;
use crate::token::Kind;
use ouro_diag::{Edit, Span, codes};

impl Refused<'_, '_> {
    /// Tries the places where an expression may begin, from the left, as the reference does.
    pub(super) fn expressions(&self) -> Option<Explained> {
        // A pattern is no expression; its guard is.
        let first = if self.is_case { self.guard() } else { 0 };
        let starts: Vec<usize> = (first..=self.fault.min(self.tokens.len()))
            .filter(|index| self.may_start(*index))
            .collect();
        let skipped = starts.len().saturating_sub(MAX_ATTEMPTS);
        starts.into_iter().skip(skipped).find_map(|start| {
            self.legacy_statement(start)
                .or_else(|| self.equals_for_comparison(start))
                .or_else(|| self.two_expressions(start))
                .or_else(|| self.not_operand(start))
        })
    }

    /// The first token of a guard, if the fault lies in one; else the end of the line.
    fn guard(&self) -> usize {
        let before = 0..self.fault.min(self.tokens.len());
        let mut words = before.take(super::MAX_TOKENS_TRIED);
        let word = words
            .find(|index| self.kind(*index) == Kind::If && self.open_bracket(*index).is_none());
        word.map_or(self.tokens.len() + 1, |index| index + 1)
    }

    /// Whether the token before does not end an operand.
    fn may_start(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return true };
        let kind = self.kind(before);
        if before == 0 && kind == Kind::Match {
            return true;
        }
        let ends_operand = kind.is_name()
            || kind.is_closing()
            || matches!(
                kind,
                Kind::Number
                    | Kind::Str
                    | Kind::FStringEnd
                    | Kind::FStringStart
                    | Kind::FStringMiddle
                    | Kind::None
                    | Kind::True
                    | Kind::False
                    | Kind::Ellipsis
                    | Kind::Dot
            );
        !ends_operand
    }

    fn legacy_name(&self, index: usize) -> bool {
        self.kind(index) == Kind::Name && matches!(self.text(index), "print" | "exec")
    }

    /// `print "x"`
    fn legacy_statement(&self, start: usize) -> Option<Explained> {
        if !self.legacy_name(start) || self.kind(start + 1) == Kind::LParen {
            return None;
        }
        let (_, next) = self.prefix(&self.grammar.expressions.star_expressions, start + 1)?;
        let what = self.text(start);
        let message = format!("Missing parentheses in call to '{what}'. Did you mean {what}(...)?");
        let name = self.place(start);
        let end = self.place(next - 1).end;
        let at = Span::new(name.start, end);
        let mut found = self.found(codes::PRINT_STATEMENT, at, message, next);
        let gap = Span::new(name.end, self.place(start + 1).start);
        let edits = vec![
            Edit { span: gap, replacement: "(".into() },
            Edit { span: Span::at(end), replacement: ")".into() },
        ];
        let argument = self.source.slice(Span::new(gap.end, end));
        let advice = format!("{what}({argument})");
        found.diagnostic = found.diagnostic.with_suggestion(advice, edits);
        Some(found)
    }

    /// Whether `:=` could stand here: in brackets, after `if` and `while`, at the start of a statement.
    fn takes_named(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else { return true };
        match self.kind(before) {
            Kind::If | Kind::Elif | Kind::While | Kind::Match => before == 0 || self.is_case,
            Kind::LParen | Kind::LBracket | Kind::LBrace => !self.is_call(before),
            Kind::Comma => match self.open_bracket(before) {
                None => {
                    self.tokens[..before].iter().all(|(kind, _)| *kind != Kind::Equal)
                        && !self.kind(0).is_keyword()
                }
                Some(open) => !self.is_call(open),
            },
            Kind::Semicolon => true,
            _ => false,
        }
    }

    /// Whether a bracket holds arguments.
    pub(super) fn is_call(&self, open: usize) -> bool {
        self.kind(open) == Kind::LParen && open > 0 && !self.may_start(open)
    }

    /// Whether a bracket holds an index.
    pub(super) fn is_subscript(&self, open: usize) -> bool {
        self.kind(open) == Kind::LBracket && open > 0 && !self.may_start(open)
    }

    /// `if x = 1:`
    fn equals_for_comparison(&self, start: usize) -> Option<Explained> {
        let rules = &self.grammar.expressions;
        if !self.takes_named(start) {
            return self.generator_keyword(start);
        }
        let (left, equal) = self.prefix(&rules.bitor, start)?;
        if self.kind(equal) == Kind::ColonEqual && !matches!(left.kind, ExprKind::Name(_)) {
            let message = format!("cannot use assignment expressions with {}", cannot(&left));
            return Some(self.found(codes::CANNOT_ASSIGN, left.span, message, equal));
        }
        if self.kind(equal) != Kind::Equal {
            return None;
        }
        let (right, next) = self.prefix(&rules.bitor, equal + 1)?;
        if matches!(self.kind(next), Kind::Equal | Kind::ColonEqual) {
            return None;
        }
        let equal_place = self.place(equal);
        // What can be assigned to is nothing strange where statements begin.
        let statement = self.open_bracket(start).is_none()
            && !matches!(self.kind(0), Kind::If | Kind::Elif | Kind::While | Kind::Match)
            && !self.is_case;
        if statement && crate::grammar::assignable(&left).is_ok() {
            return None;
        }
        if matches!(left.kind, ExprKind::Name(_)) {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            let end = self.place(next - 1).end.max(right.span.end);
            let at = Span::new(left.span.start, end);
            let mut found = self.found(codes::EQUALS_FOR_COMPARISON, at, message, next);
            let edit = Edit { span: equal_place, replacement: "==".into() };
            let advice = "'==' compares, '=' assigns, ':=' assigns within an expression";
            found.diagnostic = found.diagnostic.with_suggestion(advice, vec![edit]);
            return Some(found);
        }
        let excluded = matches!(
            left.kind,
            ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::Generator { .. }
                | ExprKind::Constant(Constant::None | Constant::Bool(_))
        );
        if excluded {
            return None;
        }
        let what = cannot(&left);
        let message = format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?");
        Some(self.found(codes::CANNOT_ASSIGN, left.span, message, next))
    }

    /// `f(a=b for b in c)`
    fn generator_keyword(&self, start: usize) -> Option<Explained> {
        let before = start.checked_sub(1)?;
        let open = self.open_bracket(start)?;
        let argument = before == open || self.kind(before) == Kind::Comma;
        if !argument || !self.is_call(open) || !self.kind(start).is_name() {
            return None;
        }
        if self.kind(start + 1) != Kind::Equal {
            return None;
        }
        let (_, next) = self.prefix(&self.grammar.expressions.expression, start + 2)?;
        if self.kind(next) != Kind::For {
            return None;
        }
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        let at = self.place(start).to(self.place(start + 1));
        Some(self.found(codes::EQUALS_FOR_COMPARISON, at, message, next))
    }

    /// `(a b)`, `(a if b)`
    fn two_expressions(&self, start: usize) -> Option<Explained> {
        let rules = &self.grammar.expressions;
        let soft =
            matches!(self.kind(start), Kind::Match | Kind::Case | Kind::Type | Kind::Underscore);
        let prefixed = self.kind(start).is_name() && self.kind(start + 1) == Kind::Str;
        if soft || prefixed || self.is_no_expression(start) || self.in_quiet_tail(start) {
            return None;
        }
        let (left, next) = self.prefix(&rules.disjunction, start)?;
        if self.legacy_name(start) && next == start + 1 {
            return None;
        }
        if self.kind(next) == Kind::If {
            return self.missing_else(start, next);
        }
        self.open_bracket(next)?;
        let (right, after) = self.prefix(&rules.expression, next)?;
        let message = "invalid syntax. Perhaps you forgot a comma?";
        let end = self.place(after - 1).end.max(right.span.end);
        let at = Span::new(self.place(start).start.min(left.span.start), end);
        let mut found = self.found(codes::MISSING_COMMA, at, message, after);
        let gap = Span::at(self.place(next - 1).end);
        let edit = Edit { span: gap, replacement: ",".into() };
        let advice = "a comma (or an operator) between the two values";
        found.diagnostic = found.diagnostic.with_suggestion(advice, vec![edit]);
        Some(found)
    }

    /// Whether a token stands in what follows the `else` of a condition or `lambda:`, where the reference
    /// looks for no missing comma if that begins with a name or a bracket, save in a dict.
    fn in_quiet_tail(&self, start: usize) -> bool {
        let (mut depth, mut same_item) = (0usize, true);
        for index in (0..start).rev().take(super::MAX_TOKENS_TRIED) {
            let kind = self.kind(index);
            if kind.is_closing() {
                depth += 1;
            } else if kind.closing().is_some() {
                same_item |= depth == 0;
                depth = depth.saturating_sub(1);
            } else if depth == 0 && same_item {
                let ends_lambda = index > 0 && self.kind(index - 1) == Kind::Lambda;
                match kind {
                    Kind::Comma => same_item = false,
                    Kind::Else => return self.begins_quietly(index + 1),
                    Kind::Colon if ends_lambda => return self.begins_quietly(index + 1),
                    _ => {}
                }
            }
        }
        false
    }

    fn begins_quietly(&self, index: usize) -> bool {
        let kind = self.kind(index);
        let in_dict = self.open_bracket(index).is_some_and(|open| self.kind(open) == Kind::LBrace);
        let word = kind.is_name() || matches!(kind, Kind::LParen | Kind::LBracket | Kind::Lambda);
        word && !in_dict
    }

    /// Places where something else than an expression begins: loop variables, the operands of
    /// comprehensions, parameters, keys of a dict.
    fn is_no_expression(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else { return false };
        match self.kind(before) {
            Kind::For | Kind::In | Kind::Bang => true,
            Kind::If => before > 0 && !self.is_case,
            Kind::LParen | Kind::Comma | Kind::Star | Kind::DoubleStar => {
                let Some(open) = self.open_bracket(start) else { return false };
                let named = open.checked_sub(2).map(|index| self.kind(index));
                let is_dict = self.kind(open) == Kind::LBrace
                    && self.kind(before) == Kind::Comma
                    && (open + 1..before).any(|index| {
                        self.kind(index) == Kind::Colon && self.open_bracket(index) == Some(open)
                    });
                (self.kind(open) == Kind::LParen && named == Some(Kind::Def)) || is_dict
            }
            _ => false,
        }
    }

    /// `a + not b`
    fn not_operand(&self, start: usize) -> Option<Explained> {
        let before = start.checked_sub(1)?;
        let operator = match self.kind(before) {
            Kind::Plus | Kind::Minus | Kind::Tilde => true,
            Kind::Star | Kind::Slash | Kind::Percent | Kind::DoubleSlash | Kind::At => {
                !self.may_start(before)
            }
            _ => false,
        };
        if !operator || self.kind(start) != Kind::Not || start != self.fault {
            return None;
        }
        let (_, next) = self.prefix(&self.grammar.expressions.disjunction, start)?;
        let at = self.place(start).to(self.place(next - 1));
        let message = "'not' after an operator must be parenthesized";
        Some(self.found(codes::MISSING_PARENTHESES, at, message, next))
    }

    fn missing_else(&self, start: usize, condition: usize) -> Option<Explained> {
        let rules = &self.grammar.expressions;
        let (_, next) = self.prefix(&rules.disjunction, condition + 1)?;
        if matches!(self.kind(next), Kind::Else | Kind::Colon) {
            return None;
        }
        let message = "expected 'else' after 'if' expression";
        let at = self.place(start).to(self.place(next - 1));
        Some(self.found(codes::MISSING_ELSE, at, message, next))
    }
}
