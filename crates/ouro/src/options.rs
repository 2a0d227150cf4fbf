//! What an engine can be told before it runs anything.

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
