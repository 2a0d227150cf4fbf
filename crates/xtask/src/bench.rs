//! `cargo xtask bench`: the scripts of `benches/` on Ouro and on the Python found, run by turns.
//!
//! Processor time (user and system) of the whole process counts, less what an empty script takes; memory is the peak
//! that the system reports. What does not run yet is listed with the reason.

mod measure;
mod report;
mod suite;

use std::io;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::root;
pub(crate) use measure::measure_child;
use measure::{Run, run};
use suite::{Bench, Interpreter};

/// What can be asked for.
#[derive(Args)]
pub(crate) struct BenchArgs {
    /// How often each script runs on each interpreter.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only scripts with TEXT in their name; nothing is written then.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// The Python to compare with; 3.13 where there is one unless told.
    #[arg(long, value_name = "COMMAND")]
    python: Option<String>,
    /// An Ouro that is built already; else the release build is made.
    #[arg(long, value_name = "PATH")]
    ouro: Option<PathBuf>,
}

/// What a script took on both.
pub(crate) struct Row {
    bench: Bench,
    ouro: Result<Runs, String>,
    python: Result<Runs, String>,
}

/// All runs of a script on one interpreter.
pub(crate) struct Runs {
    processor_ns: Vec<u64>,
    peak_bytes: Vec<u64>,
}

impl Runs {
    fn min_ns(&self) -> u64 {
        self.processor_ns.iter().copied().min().unwrap_or(0)
    }

    fn median_ns(&self) -> u64 {
        let mut sorted = self.processor_ns.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or(0)
    }

    fn peak_bytes(&self) -> u64 {
        self.peak_bytes.iter().copied().min().unwrap_or(0)
    }
}

/// Measures and reports.
pub(crate) fn bench(arguments: &BenchArgs) -> io::Result<()> {
    let ouro = Interpreter::ouro(match &arguments.ouro {
        Some(path) => path.clone(),
        None => build()?,
    })?;
    let python = Interpreter::python(arguments.python.as_deref())?;
    println!("{} and {}, {} rounds", ouro.name, python.name, arguments.rounds);
    let mut rows = Vec::new();
    for bench in suite::suite()? {
        if arguments.only.as_ref().is_some_and(|text| !bench.name.contains(text)) {
            continue;
        }
        let row = compare(bench, &ouro, &python, arguments.rounds);
        println!("{}", report::line(&row));
        rows.push(row);
    }
    if arguments.only.is_none() {
        let path = root().join("docs/performance.md");
        report::write(&path, &report::table(&rows, &ouro.name, &python.name, arguments.rounds))?;
        println!("written: docs/performance.md");
    }
    Ok(())
}

pub(crate) fn build() -> io::Result<PathBuf> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "ouro-cli"])
        .current_dir(root())
        .status()?;
    if !status.success() {
        return Err(io::Error::other("the release build failed"));
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join("release").join("ouro"))
}

/// Runs a script by turns, so that what disturbs the machine disturbs both.
fn compare(bench: Bench, ouro: &Interpreter, python: &Interpreter, rounds: usize) -> Row {
    let mut results = [Ok(Runs::new()), Ok(Runs::new())];
    for _ in 0..rounds {
        for (interpreter, result) in [ouro, python].into_iter().zip(&mut results) {
            if let Ok(runs) = result {
                match run(interpreter, &bench) {
                    Ok(one) => runs.add(&one),
                    Err(reason) => *result = Err(reason),
                }
            }
        }
    }
    let [ouro, python] = results;
    Row { bench, ouro, python }
}

impl Runs {
    fn new() -> Self {
        Self { processor_ns: Vec::new(), peak_bytes: Vec::new() }
    }

    fn add(&mut self, run: &Run) {
        self.processor_ns.push(run.processor_ns);
        self.peak_bytes.push(run.peak_bytes);
    }
}
