//! `ouro completions`: what a shell needs to complete the command line.

use std::process::ExitCode;

use clap::CommandFactory;

use crate::command_line::{CommandLine, CompletionsArgs};

/// Writes the shell's script.
pub(crate) fn completions(arguments: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut CommandLine::command(), "ouro", &mut script);
    crate::say(&String::from_utf8_lossy(&script))
}
