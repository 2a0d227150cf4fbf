//! `ouro repl`
use crate::command_line::ReplArgs;
use std::process::ExitCode;
pub(crate) fn repl(_: &ReplArgs) -> ExitCode { ExitCode::SUCCESS }
