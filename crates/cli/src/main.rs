//! The `ouro` command: from the process's arguments to its exit.

mod check;
mod command_line;
mod completions;
mod dump;
mod explain;
mod host_real;
mod input;
mod limits;
mod repl;
mod run;
mod test_runner;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use command_line::Command;

/// Where the machine refuses memory, a script sees `MemoryError`.
#[global_allocator]
static ALLOCATOR: ouro::Valve = ouro::Valve;

/// The exit code of a command line that is not understood, or of a script that cannot be read.
const EXIT_MISUSE: u8 = 2;

fn main() -> ExitCode {
    ouro::Valve::shut();
    let line = command_line::parse(std::env::args_os(), std::io::stdin().is_terminal());
    match line.command {
        Command::Run(arguments) => run::run(arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Dump(arguments) => dump::dump(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Repl(arguments) => repl::repl(&arguments),
        Command::Test(arguments) => test_runner::test(&arguments),
        Command::Completions(arguments) => completions::completions(&arguments),
    }
}

/// Writes a command's answer. A reader who has seen enough ends it quietly.
fn say(text: &str) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Writes a message beside the answer.
fn complain(text: &str) {
    // Where even standard error is closed there is no one left to tell.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
