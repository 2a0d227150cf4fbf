//! Where entries come from: an editor with history on a terminal, plain lines through a pipe.

use std::borrow::Cow;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use ouro::Completeness;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Completer, Config, Editor, Helper, Highlighter, Hinter};

/// What was read.
pub(super) enum Read {
    /// A whole entry, of one line or more.
    Entry(String),
    /// Ctrl-C: what was typed is dropped.
    Cancelled,
    /// Ctrl-D, or the end of the pipe.
    End,
}

/// A source of entries.
pub(super) enum Lines {
    /// An editor on a terminal, and where its history is kept.
    Editor(Box<Editor<Blocks, DefaultHistory>>, Option<PathBuf>),
    /// Standard input that is not a terminal: no prompts.
    Piped,
}

/// Lets the editor go on over several lines while an entry is not finished.
#[derive(Completer, Helper, Highlighter, Hinter)]
pub(super) struct Blocks;

impl Validator for Blocks {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        // The editor leaves out the line feed with which the last line was entered.
        let text = format!("{}\n", context.input());
        Ok(match ouro::completeness(&text) {
            Completeness::Complete => ValidationResult::Valid(None),
            Completeness::Incomplete => ValidationResult::Incomplete,
        })
    }
}

const PROMPT: &str = ">>> ";

impl Lines {
    /// Entries from standard input, whatever it is.
    pub(super) fn new() -> rustyline::Result<Self> {
        if !io::stdin().is_terminal() {
            return Ok(Self::Piped);
        }
        let config = Config::builder().auto_add_history(true).build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Blocks));
        let history = history_file();
        if let Some(file) = &history {
            // The first session has none.
            let _ = editor.load_history(file);
        }
        Ok(Self::Editor(Box::new(editor), history))
    }

    /// What a person is told first.
    pub(super) fn greet(&self) {
        if matches!(self, Self::Editor(..)) {
            let version = env!("CARGO_PKG_VERSION");
            crate::say(&format!("Ouro {version}. `await` works here; Ctrl-D leaves.\n"));
        }
    }

    /// Reads until an entry is whole.
    pub(super) fn read_entry(&mut self) -> Read {
        match self {
            Self::Editor(editor, _) => match editor.readline(PROMPT) {
                Ok(text) => Read::Entry(text + "\n"),
                Err(ReadlineError::Interrupted) => Read::Cancelled,
                Err(_) => Read::End,
            },
            Self::Piped => read_piped(&mut io::stdin().lock()),
        }
    }

    /// Keeps the history for the next session.
    pub(super) fn save_history(&mut self) {
        if let Self::Editor(editor, Some(file)) = self {
            if let Some(folder) = file.parent() {
                let _ = std::fs::create_dir_all(folder);
            }
            // A session without a place for its history has simply none.
            let _ = editor.save_history(file);
        }
    }
}

fn read_piped(input: &mut impl BufRead) -> Read {
    let mut text = String::new();
    loop {
        let mut bytes = Vec::new();
        if !matches!(input.read_until(b'\n', &mut bytes), Ok(1..)) {
            return if text.is_empty() { Read::End } else { Read::Entry(text) };
        }
        let line: Cow<'_, str> = String::from_utf8_lossy(&bytes);
        text.push_str(&line);
        if ouro::completeness(&text) == Completeness::Complete {
            return Read::Entry(text);
        }
    }
}

/// `OURO_HISTORY`, or a file among the user's states.
fn history_file() -> Option<PathBuf> {
    let variable =
        |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("OURO_HISTORY").or_else(|| {
        let states = variable("XDG_STATE_HOME")
            .or_else(|| variable("HOME").map(|home| home.join(".local").join("state")))?;
        Some(states.join("ouro").join("history"))
    })
}
