//! The seam to the virtual machine: the few calls that the façade needs of it.

use ouro_bytecode::Code;
use ouro_diag::Source;
use ouro_vm::host::{EXIT_BROKEN_PIPE, Host, Outside, Stream};

use crate::engine::{Exit, Outcome};
use crate::options::Options;

/// How a text enters the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// As a script.
    Script,
    /// Typed at a prompt.
    Prompt,
}

pub(crate) struct Machine {
    outside: Outside,
}

impl Machine {
    pub(crate) fn new(options: &Options, host: Box<dyn Host>) -> Self {
        Self { outside: Outside::new(host, options.clock) }
    }

    pub(crate) fn host(&mut self) -> &mut dyn Host {
        self.outside.host.as_mut()
    }

    pub(crate) fn start_main(&mut self) {}

    pub(crate) fn execute(&mut self, code: Code, source: &Source, entry: Entry) -> Outcome {
        let _ = (code, source, entry);
        let error = "SystemError: the virtual machine is not connected yet".to_owned();
        let _ = self.host().write(Stream::Err, format!("{error}\n").as_bytes());
        Outcome::failed(error)
    }

    pub(crate) fn rest(&mut self) {
        self.outside.host.wait(None);
    }

    pub(crate) fn finish(&mut self, outcome: Outcome) -> Outcome {
        let flushed = self.host().flush(Stream::Out);
        let _ = self.host().flush(Stream::Err);
        match flushed {
            Err(_) if outcome.exit != Exit::Interrupted => Outcome::code(EXIT_BROKEN_PIPE),
            _ => outcome,
        }
    }

    pub(crate) fn trace_to(&mut self, sink: Box<dyn std::io::Write + Send>) {
        // Nothing happens yet that could be written down.
        drop(sink);
    }
}
