//! What can be said about a text without running it: its faults, its stages, whether it is finished.

use ouro_diag::{Diagnostic, Source};
use ouro_syntax::ast;

use crate::machine::Entry;

/// A module's code.
pub(crate) type Compiled = ();

/// A stage of a text's way to its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The tokens, with layout.
    Tokens,
    /// The syntax tree.
    Tree,
    /// The operations.
    Bytecode,
}

/// Whether a text typed at a prompt can be run as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// It can be run, or refused.
    Complete,
    /// It is only not finished yet: a block is open, a bracket or a string.
    Incomplete,
}

/// Makes a source of a file's bytes.
///
/// # Errors
/// The message of a `SyntaxError`, as the reference words it, when the bytes are not UTF-8.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Source, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => {
            let at = error.valid_up_to();
            let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
            let byte = bytes.get(at).copied().unwrap_or_default();
            Err(format!(
                "SyntaxError: Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, but no \
                 encoding declared; see https://peps.python.org/pep-0263/ for details"
            ))
        }
    }
}

/// All that is wrong with a text. What only would go wrong when it runs is not found here.
#[must_use]
pub fn check(source: &Source) -> Vec<Diagnostic> {
    match compile(source, Entry::Script) {
        Ok(_) => Vec::new(),
        Err(diagnostics) => diagnostics,
    }
}

/// The code of a text, or all that is wrong with it: the first is the one that the reference reports.
pub(crate) fn compile(source: &Source, entry: Entry) -> Result<Compiled, Vec<Diagnostic>> {
    let _ = entry;
    let parsed = ouro_syntax::parse_module(source);
    if parsed.first_error().is_some() {
        return Err(parsed.diagnostics);
    }
    Ok(())
}

/// Diagnostics as a person reads them.
#[must_use]
pub fn render(source: &Source, diagnostics: &[Diagnostic], color: bool) -> String {
    let _ = color;
    let mut text = String::new();
    for diagnostic in diagnostics {
        let line = source.line(diagnostic.span.start);
        text.push_str(&format!(
            "  File \"{}\", line {line}\n    {}\n{}: {}\n",
            source.name,
            source.line_text(line).trim(),
            diagnostic.exception,
            diagnostic.message
        ));
    }
    text
}

/// One stage of a text's way to its run, as text.
///
/// # Errors
/// What is wrong with the text, where that stage cannot be reached.
pub fn dump(source: &Source, stage: Stage) -> Result<String, Vec<Diagnostic>> {
    match stage {
        Stage::Tokens => Ok(String::new()),
        Stage::Tree => {
            let parsed = ouro_syntax::parse_module(source);
            if parsed.first_error().is_some() {
                return Err(parsed.diagnostics);
            }
            Ok(format!("{:#?}\n", parsed.module))
        }
        Stage::Bytecode => compile(source, Entry::Script).map(|()| String::new()),
    }
}

/// Whether a text typed at a prompt is finished. As in the reference, a block is finished by an empty line.
#[must_use]
pub fn completeness(text: &str) -> Completeness {
    let parsed = ouro_syntax::parse_module(&Source::new("<prompt>", text));
    let is_open = match parsed.first_error() {
        Some(error) => wants_more(error, text),
        None => parsed.module.body.last().is_some_and(is_block) && !ends_with_empty_line(text),
    };
    if is_open { Completeness::Incomplete } else { Completeness::Complete }
}

/// Whether an error could go away if the text went on: it stands at the end, or something was never closed.
fn wants_more(error: &Diagnostic, text: &str) -> bool {
    let at_end = error.span.start as usize >= text.trim_end().len();
    let never_ended =
        ["was never closed", "unterminated triple-quoted", "expected an indented block"];
    let could_go_on = at_end || never_ended.iter().any(|words| error.message.contains(words));
    // Two empty lines end what cannot be finished, so that nobody is caught in it.
    could_go_on && !text.ends_with("\n\n\n")
}

fn ends_with_empty_line(text: &str) -> bool {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.rsplit_once('\n').is_some_and(|(_, last)| last.trim().is_empty())
}

fn is_block(statement: &ast::Stmt) -> bool {
    use ast::StmtKind;
    matches!(
        statement.kind,
        StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::For { .. }
            | StmtKind::While { .. }
            | StmtKind::If { .. }
            | StmtKind::With { .. }
            | StmtKind::Match { .. }
            | StmtKind::Try(_)
    )
}
