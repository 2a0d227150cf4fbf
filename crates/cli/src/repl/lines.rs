//! Where entries come from: an editor with history and completion on a terminal, plain lines through a pipe.

use std::borrow::Cow;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use ouro::Completeness;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Context, Editor, Helper, Highlighter, Hinter, Validator};

use crate::host_real::Printer;

/// What was read.
pub(super) enum Read {
    /// A whole entry, of one line or more.
    Entry(String),
    /// Ctrl-C: what was typed is dropped.
    Cancelled,
    /// Ctrl-D, or the end of the pipe.
    End,
}

/// Who knows how the end of a word can go on: a word with its dots, and all words that begin so.
pub(super) type Ask = Box<dyn Fn(&str) -> Vec<String>>;

/// A source of entries.
pub(super) enum Lines {
    /// An editor on a terminal, and where its history is kept.
    Editor(Box<Editor<Words, DefaultHistory>>, Option<PathBuf>),
    /// Standard input that is not a terminal: no prompts.
    Piped,
}

/// Completes names and attributes, and indents where there is no word.
#[derive(Helper, Highlighter, Hinter, Validator)]
pub(super) struct Words {
    ask: Option<Ask>,
}

/// What Tab gives at the beginning of a line.
const INDENT: &str = "    ";

impl Completer for Words {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let before = line.get(..position).unwrap_or_default();
        if before.trim().is_empty() {
            return Ok((position, vec![INDENT.to_owned()]));
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let start = before
            .rfind(|c| !is_part(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        match &self.ask {
            Some(ask) if !word.is_empty() => Ok((start, ask(word))),
            _ => Ok((position, Vec::new())),
        }
    }
}

const PROMPT: &str = ">>> ";
const MORE: &str = "... ";

impl Lines {
    /// Entries from standard input, whatever it is, and how to print above the prompt where there is one.
    pub(super) fn new() -> rustyline::Result<(Self, Option<Printer>)> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok((Self::Piped, None));
        }
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Words { ask: None }));
        let history = history_file();
        if let Some(file) = &history {
            // The first session has none.
            let _ = editor.load_history(file);
        }
        let printer = editor.create_external_printer().ok().map(Printer::new);
        Ok((Self::Editor(Box::new(editor), history), printer))
    }

    /// Lets words be completed from now on.
    pub(super) fn complete_by(&mut self, ask: Ask) {
        if let Self::Editor(editor, _) = self {
            editor.set_helper(Some(Words { ask: Some(ask) }));
        }
    }

    /// Whether a person types.
    pub(super) fn is_editor(&self) -> bool {
        matches!(self, Self::Editor(..))
    }

    /// What a person is told first.
    pub(super) fn greet(&self) {
        if self.is_editor() {
            let version = env!("CARGO_PKG_VERSION");
            let keys = "`await` works here; Tab completes, Ctrl-D leaves.";
            crate::say(&format!("Ouro {version} (Python 3.13). {keys}\n"));
        }
    }

    /// Reads until an entry is whole.
    pub(super) fn read_entry(&mut self) -> Read {
        match self {
            Self::Editor(editor, _) => read_typed(editor),
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

fn read_typed(editor: &mut Editor<Words, DefaultHistory>) -> Read {
    let mut text = String::new();
    loop {
        match editor.readline(if text.is_empty() { PROMPT } else { MORE }) {
            Ok(line) => {
                // Pasted, or from the history: whole as it stands, if it is.
                let is_block = line.contains('\n');
                // A line of blanks ends a block as an empty one does.
                text.push_str(if line.trim().is_empty() { "" } else { line.trim_end() });
                text.push('\n');
                let ended = if is_block { format!("{text}\n") } else { text.clone() };
                if ouro::completeness(&ended) == Completeness::Complete {
                    let _ = editor.add_history_entry(text.trim_end());
                    return Read::Entry(ended);
                }
            }
            Err(ReadlineError::Interrupted) => return Read::Cancelled,
            // What is not finished is refused as the end of a file is.
            Err(_) if !text.is_empty() => return Read::Entry(text),
            Err(_) => return Read::End,
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
