//! From text to tree: tokens, layout, f-strings, the syntax tree and its parser.
//!
//! `lexer` splits the text, `layout` finds lines and blocks, `grammar` holds the rules for one logical
//! line, `parser` puts lines together, `messages` explains what no rule accepts. Parsing never fails: it
//! always gives a tree and what was wrong. Nothing here knows about scopes or execution.

pub mod ast;
mod dump;
mod encoding;
mod grammar;
mod interactive;
mod layout;
mod lexer;
mod literal;
mod messages;
mod parser;
mod token;

pub use dump::dump_ast;
pub use interactive::{InputStatus, Token, parse_interactive, tokens};
pub use token::Kind as TokenKind;

use ouro_diag::{Diagnostic, Severity, Shown, Source, Span, codes};

/// What a parse gives: always a tree, and what was wrong with the text.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree; where diagnostics hold errors, the faulty statements are missing from it.
    pub module: ast::Module,
    /// The first error is the one that the reference reports; warnings stand after the errors.
    pub diagnostics: Vec<Diagnostic>,
    /// How many tokens the rules looked at: the measure of the tests for linear time.
    pub steps: u64,
}

impl Parsed {
    /// The first error, if the text was refused.
    #[must_use]
    pub fn first_error(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Decodes and parses the bytes of a file, whatever they are.
#[must_use]
pub fn parse_bytes(name: &str, bytes: &[u8]) -> (Source, Parsed) {
    if bytes.len() > ouro_diag::MAX_SOURCE_BYTES {
        let message = "source is too large";
        let error = Diagnostic::error(codes::TOO_DEEP, Span::at(0), message);
        let error = error.with_exception("MemoryError");
        return (Source::new(name, ""), Parsed { diagnostics: vec![error], ..Parsed::default() });
    }
    let decoded = encoding::decode(name, bytes);
    match decoded.error {
        Some(error) => {
            let parsed = Parsed { diagnostics: vec![error], ..Parsed::default() };
            (decoded.source, parsed)
        }
        None => {
            let mut parsed = parse_module(&decoded.source);
            if !decoded.bad.is_empty() {
                let body = bytes.strip_prefix(encoding::BOM).unwrap_or(bytes);
                encoding::undecodable::report(&decoded.source, body, &decoded.bad, &mut parsed);
            }
            for diagnostic in &mut parsed.diagnostics {
                if ends_too_early(&decoded.source, diagnostic) {
                    diagnostic.shown = Shown::Line;
                }
            }
            (decoded.source, parsed)
        }
    }
}

/// Whether a fault is that a file ended: it is shown without carets then.
fn ends_too_early(source: &Source, diagnostic: &Diagnostic) -> bool {
    let codes = [codes::MISSING_BLOCK, codes::TRY_CLAUSES, codes::DECORATED_NOTHING];
    let end = source.text.strip_suffix('\n').unwrap_or(&source.text).len();
    codes.contains(&diagnostic.code) && diagnostic.span.start as usize >= end
}

/// Parses one expression, as `eval` takes it: blanks before it are skipped.
///
/// # Errors
/// The first error, where the text is no single expression.
#[expect(clippy::result_large_err, reason = "made once a text, and unboxed for those who show it")]
pub fn parse_expression(source: &Source) -> Result<ast::Expr, Diagnostic> {
    // Spans count from the first character that is no blank, as the reference's `eval` does.
    let text = source.text.trim_start_matches([' ', '\t']);
    let trimmed = Source::with_id(source.id, source.name.clone(), text);
    let parsed = parse_module(&trimmed);
    if let Some(error) = parsed.first_error() {
        return Err(error.clone());
    }
    let mut body = parsed.module.body.into_iter();
    match (body.next().map(|statement| (statement.span, statement.kind)), body.next()) {
        (Some((_, ast::StmtKind::Expr(value))), None) => Ok(value),
        (found, _) => {
            let end = Span::at(u32::try_from(trimmed.text.len()).unwrap_or(u32::MAX));
            let at = found.map_or(end, |(span, _)| span);
            Err(Diagnostic::error(codes::INVALID_SYNTAX, at, "invalid syntax"))
        }
    }
}

/// Parses a whole file.
#[must_use]
pub fn parse_module(source: &Source) -> Parsed {
    if let Some(error) = encoding::null_byte_in_string(source) {
        return Parsed { diagnostics: vec![error], ..Parsed::default() };
    }
    let lexed = lexer::lex(&source.text);
    let mut layout = layout::arrange(source, &lexed.tokens, &[]);
    let mut outcome = parser::parse(source, &layout.tokens);
    let mut lexical = lexed.errors;
    let mut first = None;
    let mut later = Vec::new();
    let mut steps = outcome.steps;
    if let Some(bracket) = layout.open.last().copied() {
        let unclosed = never_closed(source, bracket);
        if lexical.is_empty() && layout.errors.is_empty() {
            first = Some(blame(source, bracket, &unclosed, &outcome));
        }
        // A second look, with the bracket given up where a statement begins, finds what else is wrong.
        let second = layout::arrange(source, &lexed.tokens, &layout.open);
        outcome = parser::parse(source, &second.tokens);
        steps += outcome.steps;
        let mut given_up = second.given_up;
        if let Some(first) = first.as_ref().filter(|first| first.code != codes::UNCLOSED_BRACKET) {
            // What is blamed stands in a bracket that is never closed: that is one mistake.
            let before = given_up.partition_point(|bracket| bracket.start < first.span.start);
            before.checked_sub(1).map(|bracket| given_up.remove(bracket));
        }
        later.extend(given_up.into_iter().map(|bracket| never_closed(source, bracket)));
        later.extend(second.errors.into_iter().filter(|error| !layout.errors.contains(error)));
    }
    lexical.append(&mut layout.errors);
    lexical.sort_by_key(|diagnostic| diagnostic.span.start);
    let mut diagnostics = ordered(first, lexical, outcome.errors, outcome.first_reach);
    add_later(&mut diagnostics, later);
    let mut warnings = lexed.warnings;
    warnings.append(&mut outcome.warnings);
    warnings.sort_by_key(|warning| warning.span.start);
    diagnostics.append(&mut warnings);
    Parsed { module: outcome.module, diagnostics, steps }
}

/// Adds what only a second look finds, in the order of the text behind the first diagnostic.
fn add_later(diagnostics: &mut Vec<Diagnostic>, mut later: Vec<Diagnostic>) {
    later.retain(|diagnostic| !diagnostics.contains(diagnostic));
    diagnostics.append(&mut later);
    if let Some((_, rest)) = diagnostics.split_first_mut() {
        rest.sort_by_key(|diagnostic| diagnostic.span.start);
    }
}

/// What the reference blames where a bracket is never closed: the bracket, if it read past the bracket's
/// line before it gave up.
fn blame(
    source: &Source,
    bracket: Span,
    unclosed: &Diagnostic,
    outcome: &parser::Outcome,
) -> Diagnostic {
    let reach = outcome.first_reach.unwrap_or(u32::MAX);
    let at_end = reach as usize > source.text.trim_end().len();
    let past = at_end || source.line(reach.saturating_sub(1)) > source.line(bracket.start);
    match outcome.errors.first() {
        Some(error) if !past => error.clone(),
        _ => unclosed.clone(),
    }
}

fn never_closed(source: &Source, bracket: Span) -> Diagnostic {
    let message = format!("'{}' was never closed", source.slice(bracket));
    Diagnostic::error(codes::UNCLOSED_BRACKET, bracket, message)
}

/// Puts the error first that the reference reports: it reads on to the end of the text after a grammar
/// error, and prefers what its tokeniser complains about, save where that concerns indentation.
fn ordered(
    first: Option<Diagnostic>,
    lexical: Vec<Diagnostic>,
    grammatical: Vec<Diagnostic>,
    reach: Option<u32>,
) -> Vec<Diagnostic> {
    let lexical_first = match (lexical.first(), reach) {
        (Some(first), Some(reach)) => {
            // It stops at once where an indented line opens no block.
            let stops = grammatical.first().is_some_and(|g| g.code == codes::UNEXPECTED_INDENT);
            (first.exception == "SyntaxError" && !stops) || first.span.start < reach
        }
        _ => true,
    };
    let chosen = if lexical_first && !lexical.is_empty() {
        lexical.first().cloned()
    } else {
        grammatical.first().cloned()
    };
    let first = first.or(chosen);
    let mut all: Vec<Diagnostic> = lexical.into_iter().chain(grammatical).collect();
    all.sort_by_key(|diagnostic| diagnostic.span.start);
    if let Some(first) = first {
        all.retain(|diagnostic| *diagnostic != first);
        all.insert(0, first);
    }
    all
}
