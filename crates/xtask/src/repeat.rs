//! The same bytes on every run: each example many times on the virtual clock, output, errors, exit code and trace.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

/// What a repetition can be told.
#[derive(Args)]
pub(crate) struct RepeatArgs {
    /// How often each script runs.
    #[arg(long, default_value_t = 100)]
    runs: usize,
    /// How many scripts run at once.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// The interpreter: the release build unless told.
    #[arg(long, value_name = "FILE")]
    ouro: Option<PathBuf>,
    /// Scripts or folders of them: the examples unless told.
    paths: Vec<PathBuf>,
}

/// Everything that a run leaves behind.
#[derive(PartialEq, Eq)]
struct Run {
    out: Vec<u8>,
    err: Vec<u8>,
    code: Option<i32>,
    trace: Vec<u8>,
}

/// Runs the scripts and fails if one run differs from the first of its script.
pub(crate) fn repeat(arguments: &RepeatArgs) -> io::Result<()> {
    let ouro = arguments.ouro.clone().unwrap_or_else(|| crate::built("release"));
    let mut scripts = Vec::new();
    if arguments.paths.is_empty() {
        collect(&crate::root().join("examples"), &mut scripts)?;
    }
    for path in &arguments.paths {
        collect(path, &mut scripts)?;
    }
    scripts.sort();
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for job in 0..arguments.jobs.max(1) {
            let (next, failures, scripts, ouro) = (&next, &failures, &scripts, &ouro);
            scope.spawn(move || {
                while let Some(script) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = check(ouro, script, arguments.runs, job)
                        && let Ok(mut failures) = failures.lock()
                    {
                        failures.push(format!("{}: {why}", script.display()));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap_or_default();
    for failure in &failures {
        println!("{failure}");
    }
    println!("{} scripts, {} runs each, {} differ", scripts.len(), arguments.runs, failures.len());
    if failures.is_empty() { Ok(()) } else { Err(io::Error::other("not every run is the same")) }
}

fn collect(path: &Path, scripts: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), scripts)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "py") {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with('_') {
            scripts.push(path.to_owned());
        }
    }
    Ok(())
}

fn check(ouro: &Path, script: &Path, runs: usize, job: usize) -> io::Result<()> {
    let trace = std::env::temp_dir().join(format!("ouro-repeat-{}-{job}", std::process::id()));
    let first = run(ouro, script, &trace)?;
    for number in 1..runs {
        if run(ouro, script, &trace)? != first {
            return Err(io::Error::other(format!("run {} differs from the first", number + 1)));
        }
    }
    std::fs::remove_file(trace)
}

fn run(ouro: &Path, script: &Path, trace: &Path) -> io::Result<Run> {
    let output = Command::new(ouro)
        .args(["--clock", "virtual", "--trace"])
        .arg(trace)
        .arg(script)
        .stdin(std::process::Stdio::null())
        .output()?;
    let (out, err, code) = (output.stdout, output.stderr, output.status.code());
    // Work of other processes goes by the wall clock: it repeats in what it computes, not in when.
    let has_processes = std::fs::read_to_string(script)?.contains("ProcessPoolExecutor");
    let trace = if has_processes { Vec::new() } else { std::fs::read(trace)? };
    Ok(Run { out, err, code, trace })
}
