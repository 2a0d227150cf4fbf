//! What to say about a line that no rule accepts: the reference's message where it has a specific one,
//! and Ouro's own advice where it only says "invalid syntax".
//!
//! This runs only for lines that are refused, so it may try rules again from several places; how often is
//! bounded, so that even a line of megabytes is explained in time in proportion to its length.

pub(crate) mod advice;
mod brackets;
mod expression;
mod fields;
mod heads;

use crate::ast::{Expr, ExprKind};
use crate::grammar::{Grammar, Rule};
use crate::token::{Kind, Spanned, span};
use ouro_diag::{Code, Diagnostic, Source, Span, codes};

/// How many places of one line are tried.
const MAX_ATTEMPTS: usize = 200;
/// A line longer than this is tried only near its fault.
const MAX_TOKENS_TRIED: usize = 4_000;

/// What is wrong, and up to where the reference would have looked to find out.
pub(crate) struct Explained {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) reach: u32,
}

/// A refused line and where the grammar gave up.
#[derive(Clone, Copy)]
pub(crate) struct Refused<'s, 'g> {
    pub(crate) source: &'g Source,
    pub(crate) grammar: &'g Grammar<'s>,
    pub(crate) tokens: &'s [Spanned],
    /// The end of the line: its newline.
    pub(crate) end: Span,
    /// Index of the token at which no rule could go on; the number of tokens at the line's end.
    pub(crate) fault: usize,
    /// Whether a clause such as `else` may stand on this line.
    pub(crate) clause_fits: bool,
    /// Whether this can only be the `case` of a `match`.
    pub(crate) is_case: bool,
}

/// Explains a refused line.
pub(crate) fn explain(mut line: Refused<'_, '_>) -> Explained {
    line.fault = line.before_vain_annotation();
    let line = &line;
    let found = line
        .misplaced_clause()
        .or_else(|| line.expressions())
        .or_else(|| line.fields())
        .or_else(|| line.brackets())
        .or_else(|| line.heads());
    found.unwrap_or_else(|| {
        let at = line.place(line.fault);
        let diagnostic = Diagnostic::error(codes::INVALID_SYNTAX, at, "invalid syntax");
        Explained { diagnostic: advice::add(line, diagnostic), reach: line.generic_reach() }
    })
}

impl<'s> Refused<'s, '_> {
    /// The fault, save where a colon follows what takes no annotation: then that colon is at fault already.
    fn before_vain_annotation(&self) -> usize {
        let Some(colon) = self.fault.checked_sub(1) else { return self.fault };
        if self.kind(colon) != Kind::Colon || self.kind(0).is_keyword() {
            return self.fault;
        }
        match self.prefix(&self.grammar.expressions.star_expressions, 0) {
            Some((target, end)) if end == colon => match target.kind {
                ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                    self.fault
                }
                _ => colon,
            },
            _ => self.fault,
        }
    }

    /// Up to where the reference looks for a second expression at the fault.
    fn generic_reach(&self) -> u32 {
        let before = self.fault.checked_sub(1).map(|index| self.kind(index));
        let after_operand = before.is_some_and(|kind| {
            kind.is_name()
                || kind.is_closing()
                || matches!(kind, Kind::Number | Kind::Str | Kind::FStringEnd)
        });
        match self.kind(self.fault) {
            _ if !after_operand || self.kind(0) == Kind::Def || self.kind(1) == Kind::Def => {
                self.place(self.fault).end
            }
            kind if kind.closing().is_some() => u32::MAX,
            Kind::Lambda | Kind::Await | Kind::Not | Kind::Plus | Kind::Minus | Kind::Tilde => {
                self.place(self.fault + 1).end
            }
            _ => self.place(self.fault).end,
        }
    }

    /// The kind of a token; `Newline` past the end.
    fn kind(&self, index: usize) -> Kind {
        self.tokens.get(index).map_or(Kind::Newline, |(kind, _)| *kind)
    }

    /// Where a token stands; past the end, the newline.
    fn place(&self, index: usize) -> Span {
        let end = Span::new(self.end.start, self.end.start + 1);
        self.tokens.get(index).map_or(end, |(_, at)| span(*at))
    }

    fn text(&self, index: usize) -> &str {
        self.source.slice(self.place(index))
    }

    /// The first token at or after an offset.
    fn index_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|(_, at)| at.start < offset)
    }

    /// Tries a rule from a token on, whatever follows: what it gives, and the next token.
    fn prefix(&self, rule: &Rule<'s, Expr>, from: usize) -> Option<(Expr, usize)> {
        let tokens = self.tokens.get(from..)?;
        let tokens = tokens.get(..MAX_TOKENS_TRIED).unwrap_or(tokens);
        let (value, end) = Grammar::prefix(rule, tokens, crate::token::range(self.end))?;
        Some((value, self.index_at(end)))
    }

    /// The innermost bracket that is open before a token: its index.
    fn open_bracket(&self, index: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (position, (kind, _)) in
            self.tokens[..index.min(self.tokens.len())].iter().enumerate().rev()
        {
            if kind.is_closing() {
                depth += 1;
            } else if kind.closing().is_some() {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(position),
                }
            }
        }
        None
    }

    fn found(
        &self,
        code: Code,
        at: Span,
        message: impl Into<String>,
        looked_at: usize,
    ) -> Explained {
        let reach = self.place(looked_at.max(self.fault)).end;
        Explained { diagnostic: Diagnostic::error(code, at, message), reach }
    }

    /// `else`, `except` and the like where no statement waits for them.
    fn misplaced_clause(&self) -> Option<Explained> {
        let clause = matches!(self.kind(0), Kind::Elif | Kind::Else | Kind::Except | Kind::Finally);
        if !clause || self.clause_fits {
            return None;
        }
        let mut explained = self.found(codes::MISPLACED_CLAUSE, self.place(0), "invalid syntax", 0);
        explained.diagnostic = advice::add(self, explained.diagnostic);
        Some(explained)
    }
}
