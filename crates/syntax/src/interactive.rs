//! What was typed at a prompt: finished, not finished yet, or wrong.

use crate::token::Kind;
use crate::{Parsed, ast::StmtKind, parse_module};
use ouro_diag::{Diagnostic, Source, codes};

/// Whether what was typed can run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InputStatus {
    /// It can.
    Complete,
    /// More lines are to come: a bracket, a block or a literal is still open.
    Incomplete,
    /// No further line will help.
    Error,
}

/// Parses what was typed at a prompt so far.
#[must_use]
pub fn parse_interactive(source: &Source) -> (InputStatus, Parsed) {
    let parsed = parse_module(source);
    let status = match parsed.first_error() {
        Some(error) if waits_for_more(source, error) => InputStatus::Incomplete,
        Some(_) => InputStatus::Error,
        None if block_is_open(source, &parsed) => InputStatus::Incomplete,
        None => InputStatus::Complete,
    };
    (status, parsed)
}

/// Whether an error is only that the text ends too early.
fn waits_for_more(source: &Source, error: &Diagnostic) -> bool {
    let end = source.text.trim_end().len();
    let at_end = error.span.start as usize >= end;
    if error.code == codes::UNCLOSED_BRACKET {
        return true;
    }
    if error.code == codes::UNTERMINATED_STRING {
        return error.message.contains("triple-quoted");
    }
    if error.code == codes::BACKSLASH {
        return error.message.contains("EOF");
    }
    let ends_early = [codes::MISSING_BLOCK, codes::TRY_CLAUSES, codes::DECORATED_NOTHING];
    at_end && ends_early.contains(&error.code) && !ends_with_blank_line(source)
        || at_end && error.code == codes::DECORATED_NOTHING
}

/// At a prompt a compound statement ends with an empty line, since `else` might follow.
fn block_is_open(source: &Source, parsed: &Parsed) -> bool {
    let compound = parsed.module.body.last().is_some_and(|statement| {
        matches!(
            statement.kind,
            StmtKind::FunctionDef(_)
                | StmtKind::ClassDef(_)
                | StmtKind::If { .. }
                | StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::With { .. }
                | StmtKind::Try(_)
                | StmtKind::Match { .. }
        )
    });
    compound && !ends_with_blank_line(source)
}

fn ends_with_blank_line(source: &Source) -> bool {
    let text = source.text.strip_suffix('\n').unwrap_or(&source.text);
    let last = text.rsplit('\n').next().unwrap_or_default();
    last.trim().is_empty()
}

/// The tokens of a text, for those who want to see them: kind, text and place.
#[must_use]
pub fn tokens(source: &Source) -> Vec<Token> {
    let lexed = crate::lexer::lex(&source.text);
    let layout = crate::layout::arrange(source, &lexed.tokens, &[]);
    layout
        .tokens
        .into_iter()
        .map(|(kind, at)| Token { kind, span: crate::token::span(at) })
        .collect()
}

/// A token where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: ouro_diag::Span,
}
