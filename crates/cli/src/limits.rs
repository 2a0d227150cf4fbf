//! The options that limit a run: `--max-steps` and its like, on the command line and in a test's directive.

use std::time::Duration;

use clap::Args;
use ouro::Options;

/// What a run may not exceed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct LimitArgs {
    /// End the run after N calls and turns of loops.
    #[arg(long, value_name = "N")]
    pub(crate) max_steps: Option<u64>,
    /// End the run after so many seconds of the machine's time.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) max_time: Option<Duration>,
    /// End the run when its values take more than so many bytes (64M: also K, G).
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub(crate) max_memory: Option<u64>,
    /// End the run when it has written so many bytes, to both streams together.
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub(crate) max_output: Option<u64>,
}

impl LimitArgs {
    /// Options with these limits.
    pub(crate) fn apply(self, options: Options) -> Options {
        Options {
            max_steps: self.max_steps,
            max_time: self.max_time,
            max_memory: self.max_memory.map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX)),
            max_output: self.max_output,
            ..options
        }
    }

    /// These, and those of `other` where there are none.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            max_steps: self.max_steps.or(other.max_steps),
            max_time: self.max_time.or(other.max_time),
            max_memory: self.max_memory.or(other.max_memory),
            max_output: self.max_output.or(other.max_output),
        }
    }

    /// Sets the limit that a word `max-steps=N` names.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "max-steps" => self.max_steps = Some(value.parse().map_err(|_| "not a number")?),
            "max-time" => self.max_time = Some(seconds(value)?),
            "max-memory" => self.max_memory = Some(bytes(value)?),
            "max-output" => self.max_output = Some(bytes(value)?),
            _ => return Err(format!("there is no limit '{name}'")),
        }
        Ok(())
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// A number of bytes, with K, M or G behind it for 2 to the power of 10, 20 or 30.
fn bytes(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.as_bytes().last() {
        Some(b'K' | b'k') => (&text[..text.len() - 1], 10),
        Some(b'M' | b'm') => (&text[..text.len() - 1], 20),
        Some(b'G' | b'g') => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let number: u64 = digits.parse().map_err(|_| "not a number of bytes (64M)".to_owned())?;
    number.checked_mul(1 << shift).ok_or_else(|| "too many bytes".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_units() {
        assert_eq!(bytes("12"), Ok(12));
        assert_eq!(bytes("3K"), Ok(3072));
        assert_eq!(bytes("2g"), Ok(2 << 30));
        for text in ["", "K", "1.5M", "-1", "99999999999G", "é"] {
            assert!(bytes(text).is_err(), "{text:?}");
        }
    }
}
