//! A parsed text, and what can be said about it without running it: its faults, its stages, whether it is finished.

use ouro_bytecode::disassemble;
use ouro_compiler::{Compiled, Input};
use ouro_diag::{Diagnostic, Severity, Shown, Source, Span, codes, render as drawn};
use ouro_syntax::{InputStatus, Parsed};

use crate::machine::Entry;

/// A text that has been parsed, rightly or not: what a session runs.
#[derive(Clone, Debug)]
pub struct Program {
    source: Source,
    parsed: Parsed,
}

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

impl Program {
    /// Parses a text. Its name is what messages show: `script.py`, `<string>`.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let source = Source::new(name, text);
        let parsed = ouro_syntax::parse_module(&source);
        Self { source, parsed }
    }

    /// Decodes and parses the bytes of a file, whatever they are.
    #[must_use]
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Self {
        let (source, parsed) = ouro_syntax::parse_bytes(name, bytes);
        Self { source, parsed }
    }

    /// The text and its name.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// All that is wrong with it, the first as the reference reports it. What only would go wrong when it runs is not
    /// found here.
    #[must_use]
    pub fn check(&self) -> Vec<Diagnostic> {
        let Compiled { code, warnings } = self.compile(&self.source, Entry::Script);
        let errors = code.err().unwrap_or_default();
        errors.into_iter().chain(warnings).collect()
    }

    /// One stage of its way to its run, as text.
    ///
    /// # Errors
    /// What is wrong with it, where that stage cannot be reached.
    pub fn dump(&self, stage: Stage) -> Result<String, Vec<Diagnostic>> {
        match stage {
            Stage::Tokens => Ok(self.dump_tokens()),
            Stage::Tree if self.parsed.first_error().is_some() => {
                Err(self.parsed.diagnostics.clone())
            }
            Stage::Tree => Ok(ouro_syntax::dump_ast(&self.parsed.module)),
            Stage::Bytecode => {
                let code = self.compile(&self.source, Entry::Script).code?;
                Ok(disassemble(&code, &|offset| self.source.line(offset)))
            }
        }
    }

    /// Its code, or all that is wrong with it; and what was noticed about it though it may run, in the order in which
    /// the reference tells. `source` is its text with the number that an engine gives it.
    pub(crate) fn compile(&self, source: &Source, entry: Entry) -> Compiled {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let (errors, mut warnings): (Vec<_>, Vec<_>) =
            self.parsed.diagnostics.iter().partition(is_error);
        let mut warnings: Vec<Diagnostic> = warnings.drain(..).cloned().collect();
        if !errors.is_empty() {
            return Compiled { code: Err(errors.into_iter().cloned().collect()), warnings };
        }
        let module = &self.parsed.module;
        let input = match entry {
            Entry::Script => Input::Module(module),
            Entry::Prompt => Input::Interactive(module),
        };
        let compiled = ouro_compiler::compile(input, source, &ouro_compiler::Options::default());
        // The reference stops at its first error, and so do its warnings.
        let end = compiled.code.as_ref().err().and_then(|errors| errors.first());
        let end = end.map_or(u32::MAX, |error| error.span.start);
        warnings.extend(compiled.warnings.into_iter().filter(|warning| warning.span.start < end));
        Compiled { code: compiled.code, warnings }
    }

    /// A token a line: where it stands, what it is, and its text where that says more.
    fn dump_tokens(&self) -> String {
        let mut text = String::new();
        for token in ouro_syntax::tokens(&self.source) {
            let at = self.source.line_column(token.span.start);
            let place = format!("{}:{}", at.line, at.column);
            let (kind, written) = (token.kind.text(), self.source.slice(token.span));
            let said = if kind == written { String::new() } else { format!(" {written:?}") };
            text.push_str(&format!("{place:<8} {:?}{said}\n", token.kind));
        }
        text
    }
}

/// For whom diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A person: the reference's lines first, then Ouro's own.
    Full {
        /// Whether Ouro's lines are coloured.
        color: bool,
    },
    /// An editor: `file:line:column: CODE message` a line.
    Short,
    /// A program: a JSON object a line.
    Json,
}

/// Diagnostics as text.
#[must_use]
pub fn render(source: &Source, diagnostics: &[Diagnostic], format: Format) -> String {
    let text = |diagnostic| match format {
        Format::Full { color } => drawn::full(diagnostic, source, color),
        Format::Short => drawn::short(diagnostic, source) + "\n",
        Format::Json => drawn::json_line(diagnostic, source) + "\n",
    };
    diagnostics.iter().map(text).collect()
}

/// What is said of a file that cannot be read.
#[must_use]
pub fn cannot_read(message: String) -> Diagnostic {
    let mut error = Diagnostic::error(codes::CANNOT_READ, Span::at(0), message);
    error.shown = Shown::Message;
    error.with_exception("OSError")
}

/// The reference's lines alone.
pub(crate) fn reference_lines(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let lines = |diagnostic: &Diagnostic| match diagnostic.severity {
        Severity::Error => drawn::reference_lines(diagnostic, source),
        _ => drawn::warning_lines(diagnostic, source),
    };
    diagnostics.iter().map(lines).collect()
}

/// Whether a text typed at a prompt is finished. As in the reference, a block is finished by an empty line.
#[must_use]
pub fn completeness(text: &str) -> Completeness {
    match ouro_syntax::parse_interactive(&Source::new("<prompt>", text)).0 {
        InputStatus::Incomplete => Completeness::Incomplete,
        InputStatus::Complete | InputStatus::Error => Completeness::Complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_wants_more_and_an_error_does_not() {
        for text in ["if x:", "if x:\n    y\n", "f(", "'''", "def f():\n", "@decorator"] {
            assert_eq!(completeness(text), Completeness::Incomplete, "{text:?}");
        }
        for text in ["x = 1", "if x:\n    y\n\n", "f(:)", "x = = 1", "'"] {
            assert_eq!(completeness(text), Completeness::Complete, "{text:?}");
        }
    }

    #[test]
    fn tokens_are_shown_with_their_places() {
        let text = Program::new("t.py", "x = 1\n").dump(Stage::Tokens).unwrap();
        assert!(text.starts_with("1:1      Name \"x\"\n1:3      "), "{text}");
    }
}
