//! `ouro check`: what is wrong with scripts, without running them.

use std::io::IsTerminal;
use std::process::ExitCode;

use crate::command_line::CheckArgs;
use crate::input;
use crate::run::{on_large_stack, refuse};

/// Checks files; the exit code says whether all are in order.
pub(crate) fn check(arguments: &CheckArgs) -> ExitCode {
    let color = arguments.color.wanted(std::io::stderr().is_terminal());
    let files = arguments.files.clone();
    // The parser and the compiler follow a text's nesting, which may be deep.
    on_large_stack(move || {
        let mut exit = ExitCode::SUCCESS;
        for file in files {
            match input::script(&file) {
                Ok(program) => {
                    let diagnostics = program.check();
                    if !diagnostics.is_empty() {
                        crate::complain(&ouro::render(program.source(), &diagnostics, color));
                    }
                    let is_error = |severity| severity == ouro::Severity::Error;
                    if diagnostics.iter().any(|diagnostic| is_error(diagnostic.severity)) {
                        exit = ExitCode::FAILURE;
                    }
                }
                Err(unreadable) => exit = refuse(&unreadable),
            }
        }
        exit
    })
}
