//! `ouro dump`: one stage of a script's way to its run.

use std::io::IsTerminal;
use std::process::ExitCode;

use ouro::{Format, Stage};

use crate::command_line::{DumpArgs, StageArgs};
use crate::input;
use crate::run::on_large_stack;

/// Shows a stage, or what is wrong with the script.
pub(crate) fn dump(arguments: &DumpArgs) -> ExitCode {
    let color = arguments.color.wanted(std::io::stderr().is_terminal());
    let (file, stage) = (arguments.file.clone(), stage(arguments.stage));
    on_large_stack(move || match input::script(&file) {
        Ok(program) => match program.dump(stage) {
            Ok(text) => crate::say(&text),
            Err(diagnostics) => {
                crate::complain(&ouro::render(
                    program.source(),
                    &diagnostics,
                    Format::Full { color },
                ));
                ExitCode::FAILURE
            }
        },
        Err(unreadable) => {
            crate::complain(&unreadable.lines());
            ExitCode::from(unreadable.exit)
        }
    })
}

fn stage(arguments: StageArgs) -> Stage {
    if arguments.tokens {
        Stage::Tokens
    } else if arguments.ast {
        Stage::Tree
    } else {
        Stage::Bytecode
    }
}
