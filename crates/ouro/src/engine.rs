//! Engines and their sessions.
//!
//! It owns the way from a source to an outcome: parse, compile, run, finish. What running means is the virtual
//! machine's; what an outcome does to a process is the command's.

use ouro_diag::Diagnostic;
use ouro_vm::Limit;
use ouro_vm::host::{Host, Stream};

use crate::machine::{Entry, Machine};
use crate::options::{AdviceMode, Options};
use crate::program::{Format, Program, reference_lines, render};

/// One interpreter: its modules, its objects and its view of the outside.
pub struct Engine {
    machine: Machine,
    color: bool,
    advice: AdviceMode,
}

/// How a run ended, as the process that runs nothing else would tell its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exit {
    /// With this exit code: 0 at the end of the script, 1 after an uncaught exception, else as `sys.exit` asked.
    Code(i32),
    /// By a limit: see [`Outcome::limit`]. A process ends with [`EXIT_LIMIT`].
    Limited,
    /// By an uncaught `KeyboardInterrupt`: the process ends by SIGINT.
    Interrupted,
}

/// The exit code of a run that a limit has ended.
pub const EXIT_LIMIT: i32 = 124;

/// What came of a run. All that it wrote has gone through the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub exit: Exit,
    /// The uncaught exception's last line (`ValueError: no such task`), where there was one.
    pub error: Option<String>,
    /// Whether the script asked to leave (`SystemExit`): a prompt closes then, and only then.
    pub leaves: bool,
    /// The limit that ended it ([`Options::max_steps`] and the like), if one did.
    pub limit: Option<Limit>,
}

impl Default for Outcome {
    /// The end of a script that went well.
    fn default() -> Self {
        Self::code(0)
    }
}

impl Outcome {
    pub(crate) fn code(code: i32) -> Self {
        Self { exit: Exit::Code(code), error: None, leaves: false, limit: None }
    }

    pub(crate) fn failed(error: String) -> Self {
        Self { exit: Exit::Code(1), error: Some(error), leaves: false, limit: None }
    }
}

impl Engine {
    /// An engine that sees the outside through `host`.
    #[must_use]
    pub fn new(options: Options, host: Box<dyn Host>) -> Self {
        let (color, advice) = (options.color, options.advice);
        Self { color, advice, machine: Machine::new(&options, host) }
    }

    /// A session with a fresh `__main__`.
    pub fn session(&mut self) -> Session<'_> {
        self.machine.start_main();
        Session { engine: self }
    }

    /// The host, between runs.
    pub fn host(&mut self) -> &mut dyn Host {
        self.machine.host()
    }

    /// Ends the engine of a process that ends now: what was traced is written, but what the script has left is the
    /// system's to take down. (With debug assertions all goes, so that leaks are found.)
    pub fn end_with_process(self) {
        self.machine.end_with_process();
    }

    /// Writes what the loop does to `sink`, a JSON object a line, from now on.
    pub fn trace_to(&mut self, sink: Box<dyn std::io::Write + Send>) {
        self.machine.trace_to(sink);
    }
}

/// A namespace `__main__` and what runs in it.
pub struct Session<'engine> {
    engine: &'engine mut Engine,
}

impl Session<'_> {
    /// Runs a whole script, then finishes as the end of a process does: what is still alive is finalised and
    /// output is flushed. A script that is refused prints why and ends with 1, before anything of it ran.
    pub fn run(&mut self, program: &Program) -> Outcome {
        let outcome = self.execute(program, Entry::Script);
        self.finish(outcome)
    }

    /// Runs one entry of a prompt: an expression's value is shown and kept as `_`, `await` is allowed at the top,
    /// and the prompt's loop and names live on.
    pub fn enter(&mut self, program: &Program) -> Outcome {
        self.execute(program, Entry::Prompt)
    }

    /// Waits until the host's waker wakes: what a prompt does while somebody types. With `runs`, its loop goes on
    /// meanwhile, and it may come back sooner.
    pub fn rest(&mut self, runs: bool) {
        self.engine.machine.rest(runs);
    }

    /// The words that begin as this one does: names that a prompt's entry could use, or, behind a dot, attributes.
    pub fn complete(&mut self, word: &str) -> Vec<String> {
        self.engine.machine.complete(word)
    }

    /// What the end of the process does after the last [`enter`](Self::enter): finalises and flushes.
    pub fn finish(&mut self, outcome: Outcome) -> Outcome {
        self.engine.machine.finish(outcome)
    }

    fn execute(&mut self, program: &Program, entry: Entry) -> Outcome {
        let mut source = program.source().clone();
        source.id = self.engine.machine.next_source();
        let compiled = program.compile(&source, entry);
        self.tell(program, &compiled.warnings);
        match compiled.code {
            Ok(code) => self.engine.machine.execute(code, &source, entry),
            Err(diagnostics) => {
                // The reference stops at the first mistake; the others are `check`'s to show.
                self.tell(program, &diagnostics[..diagnostics.len().min(1)]);
                self.count_others(diagnostics.len());
                let first = diagnostics.first();
                Outcome::failed(first.map_or_else(String::new, |diagnostic| {
                    format!("{}: {}", diagnostic.exception, diagnostic.message)
                }))
            }
        }
    }

    fn count_others(&mut self, all: usize) {
        let others = all.saturating_sub(1);
        if others > 0 && self.engine.advice == AdviceMode::On {
            let s = if others == 1 { "" } else { "s" };
            let text = format!("  ouro: {others} more mistake{s}; `ouro check` shows all\n");
            let _ = self.engine.host().write(Stream::Err, text.as_bytes());
        }
    }

    fn tell(&mut self, program: &Program, diagnostics: &[Diagnostic]) {
        let text = match self.engine.advice {
            AdviceMode::On => {
                let color = self.engine.color;
                render(program.source(), diagnostics, Format::Full { color })
            }
            AdviceMode::Off => reference_lines(program.source(), diagnostics),
        };
        // Where even standard error is closed there is no one left to tell.
        let _ = self.engine.host().write(Stream::Err, text.as_bytes());
    }
}
