//! A mixed load that runs for minutes while its memory is watched: it must stay flat.

use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;

/// What a soak can be told.
#[derive(Args)]
pub(crate) struct SoakArgs {
    /// How long, in minutes.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// The interpreter: the release build unless told.
    #[arg(long, value_name = "FILE")]
    ouro: Option<PathBuf>,
}

/// Memory is looked at so often.
const EVERY: Duration = Duration::from_millis(500);

/// The part of the time in which memory may still grow: heaps fill, caches warm up.
const WARM_UP: f64 = 0.3;

/// What the last third may take more than what came before it.
const ALLOWED_GROWTH: f64 = 1.05;

/// The same for a run of less than [`SHORT_S`] seconds, in which the heap has not met its collector often enough to have
/// found its size.
const ALLOWED_GROWTH_SHORT: f64 = 1.3;
const SHORT_S: f64 = 120.0;

const ALLOWED_GROWTH_KIB: u64 = 1024;

/// Runs the load and fails if it fails, hangs or grows.
#[expect(clippy::disallowed_methods, reason = "a chore is no part of the engine")]
pub(crate) fn soak(arguments: &SoakArgs) -> io::Result<()> {
    let ouro = arguments.ouro.clone().unwrap_or_else(|| crate::built("release"));
    let seconds = arguments.minutes * 60.0;
    let script = crate::root().join("benches/soak/mixed.py");
    println!("{} {} {seconds}", ouro.display(), script.display());
    let mut child = Command::new(&ouro)
        .arg(script)
        .arg(seconds.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()?;
    let start = Instant::now();
    let grace = seconds * 1.5 + 30.0;
    let mut samples: Vec<(f64, u64)> = Vec::new();
    let mut told = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        let passed = start.elapsed().as_secs_f64();
        if passed > grace {
            child.kill()?;
            return Err(io::Error::other(format!("it has not ended within {grace:.0} s")));
        }
        if let Some(resident) = resident_kib(child.id()) {
            samples.push((passed, resident));
            let minute = (passed / 60.0) as u64;
            if minute > told {
                told = minute;
                println!("{minute} min: {} MiB", resident / 1024);
            }
        }
        std::thread::sleep(EVERY);
    };
    if !status.success() {
        return Err(io::Error::other(format!("it ended with {status}")));
    }
    judge(&samples, seconds)
}

/// Compares the last third with what lies between the warm-up and it.
fn judge(samples: &[(f64, u64)], seconds: f64) -> io::Result<()> {
    let most = |from: f64, to: f64| {
        let within = samples.iter().filter(|(at, _)| (from * seconds..to * seconds).contains(at));
        within.map(|(_, kib)| *kib).max()
    };
    let (Some(before), Some(last)) = (most(WARM_UP, 0.67), most(0.67, 1.0)) else {
        println!("no memory could be read here: only the load itself was checked");
        return Ok(());
    };
    println!("at most {before} KiB after the warm-up, {last} KiB in the last third");
    let growth = if seconds < SHORT_S { ALLOWED_GROWTH_SHORT } else { ALLOWED_GROWTH };
    let allowed = (before as f64 * growth) as u64;
    if last > allowed.max(before + ALLOWED_GROWTH_KIB) {
        return Err(io::Error::other("memory has grown"));
    }
    println!("memory is flat");
    Ok(())
}

/// The resident memory of a process, where the system tells.
fn resident_kib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
