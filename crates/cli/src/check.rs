//! `ouro check`: what is wrong with scripts, without running them.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use ouro::{Format, Severity};

use crate::command_line::{CheckArgs, FormatChoice};
use crate::input;
use crate::run::on_large_stack;

/// Checks files; the exit code says whether all are in order.
pub(crate) fn check(arguments: &CheckArgs) -> ExitCode {
    let format = match arguments.format {
        FormatChoice::Full => {
            Format::Full { color: arguments.color.wanted(std::io::stderr().is_terminal()) }
        }
        FormatChoice::Short => Format::Short,
        FormatChoice::Json => Format::Json,
    };
    let files = arguments.files.clone();
    // The parser and the compiler follow a text's nesting, which may be deep.
    on_large_stack(move || {
        let exits: Vec<u8> = files.iter().map(|file| check_file(file, format)).collect();
        // A file that cannot be read outweighs one that is wrong.
        ExitCode::from(exits.into_iter().max().unwrap_or(0))
    })
}

/// Says what is wrong with one file, and gives the exit code for it.
fn check_file(file: &Path, format: Format) -> u8 {
    match input::script(file) {
        Ok(program) => {
            let diagnostics = program.check();
            tell(&ouro::render(program.source(), &diagnostics, format), format);
            u8::from(diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error))
        }
        Err(unreadable) => {
            let text = match format {
                Format::Full { .. } => unreadable.lines(),
                _ => ouro::render(&unreadable.source, &[*unreadable.diagnostic], format),
            };
            tell(&text, format);
            crate::EXIT_MISUSE
        }
    }
}

/// What a person reads stands beside the answer; what a program reads is the answer.
fn tell(text: &str, format: Format) {
    match format {
        Format::Full { .. } => crate::complain(text),
        // Who does not read on has seen enough; the exit code says the rest.
        _ => drop(crate::say(text)),
    }
}
