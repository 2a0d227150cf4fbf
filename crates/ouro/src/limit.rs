//! The end of a run by a limit: what is said of it.

use ouro_diag::{Code, Diagnostic, codes, render};
use ouro_vm::host::Stream;
use ouro_vm::{Limit, Stopped, Vm};

use crate::engine::{Exit, Outcome};

/// The code of a limit, and its name among the options.
fn code(limit: Limit) -> (Code, &'static str) {
    match limit {
        Limit::Steps => (codes::LIMIT_OF_STEPS, "--max-steps"),
        Limit::Time => (codes::LIMIT_OF_TIME, "--max-time"),
        Limit::Memory => (codes::LIMIT_OF_MEMORY, "--max-memory"),
        Limit::Output => (codes::LIMIT_OF_OUTPUT, "--max-output"),
    }
}

/// Says which limit ended the run, and where. Not counted as output.
pub(crate) fn tell(vm: &mut Vm, stopped: &Stopped, color: bool) -> Outcome {
    let (code, option) = code(stopped.limit);
    let message = format!("{} ({option})", code.title());
    let place = stopped.at.and_then(|(id, place)| Some((vm.sources.get(id)?, place.span)));
    let text = match place {
        Some((source, span)) => {
            let diagnostic = Diagnostic::error(code, span, message.clone())
                .with_primary(span, "the run was stopped here".to_owned());
            render::own_lines(&diagnostic, source, color)
        }
        None => format!("[{code}] ouro: {message}\n  help: ouro explain {code}\n"),
    };
    // Output that stands before the message must not come after it.
    let _ = vm.outside.host.flush(Stream::Out);
    let _ = vm.outside.host.write(Stream::Err, text.as_bytes());
    let limit = Some(stopped.limit);
    Outcome { exit: Exit::Limited, error: Some(message), leaves: true, limit }
}
