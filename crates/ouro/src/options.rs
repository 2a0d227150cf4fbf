//! What an engine can be told before it runs anything.

use std::time::Duration;

use ouro_vm::Limits;
use ouro_vm::host::ClockMode;

/// What an engine can be told. The default is what `ouro run` does without options, uncoloured.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How the script's time passes.
    pub clock: ClockMode,
    /// Where chance starts: unseeded `random`, and the hashes of strings.
    pub seed: u64,
    /// Whether Ouro explains what goes wrong, below the lines that the reference prints.
    pub advice: AdviceMode,
    /// What happens when every task waits and nothing can wake them.
    pub on_deadlock: OnDeadlock,
    /// Whether messages carry the escape sequences that colour them.
    pub color: bool,
    /// How many steps (calls, turns of loops) a run may take.
    pub max_steps: Option<u64>,
    /// How long a run may take, on the machine's clock.
    pub max_time: Option<Duration>,
    /// How many bytes of memory a run may take.
    pub max_memory: Option<usize>,
    /// How many bytes a run may write, to both streams together.
    pub max_output: Option<u64>,
}

impl Options {
    /// What the machine may not exceed.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            steps: self.max_steps,
            time: self.max_time,
            memory: self.max_memory,
            output: self.max_output,
            ..Limits::default()
        }
    }
}

/// Whether Ouro explains what goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AdviceMode {
    /// It does.
    #[default]
    On,
    /// Messages are the reference's alone.
    Off,
}

/// What happens when every task waits and nothing can wake them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnDeadlock {
    /// The run ends with a report, and with exit code 121.
    #[default]
    End,
    /// It waits on, as CPython does, until it is interrupted.
    Hang,
}
