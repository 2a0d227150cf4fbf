//! One run of a script, and what the system says it took.

use std::io;
use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};

use super::suite::{Bench, Interpreter};

/// What a run took.
pub(super) struct Run {
    pub(super) processor_ns: u64,
    pub(super) peak_bytes: u64,
}

/// Runs a script once. The system only tells the peak of all children there were, so each run has a process of its
/// own between it and this one.
pub(super) fn run(interpreter: &Interpreter, bench: &Bench) -> Result<Run, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(this)
        .arg("measure")
        .arg(&interpreter.program)
        .arg(&bench.script)
        .args(&bench.arguments)
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let mut lines = text.lines().filter(|line| !line.starts_with("xtask: "));
        return Err(lines.next_back().unwrap_or("it failed").to_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(str::parse::<u64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(processor_ns)), Some(Ok(peak_bytes))) => Ok(Run { processor_ns, peak_bytes }),
        _ => Err("the measurement is not understood".to_owned()),
    }
}

/// Runs a command and prints its processor time in nanoseconds and its peak memory in bytes.
pub(crate) fn measure_child(command: &[String]) -> io::Result<()> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(io::Error::other("no command"));
    };
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("ended with {status}")));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let microseconds = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    let processor = microseconds(usage.user_time()) + microseconds(usage.system_time());
    // Linux counts in kibibytes.
    println!("{} {}", processor * 1000, usage.max_rss() * 1024);
    Ok(())
}
