//! Chores of the project, run by `cargo xtask NAME`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks to whoever runs it")]

mod asyncio_order;
mod bench;
mod repeat;
mod sanitize;
mod soak;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The command line.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the project.")]
struct CommandLine {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Compare Ouro with the Python found, and write docs/performance.md.
    Bench(bench::BenchArgs),
    /// Run random asyncio programs on CPython 3.13 and on Ouro and compare what they print.
    AsyncioOrder(asyncio_order::OrderArgs),
    /// Print the ten longest files and functions. It informs and never fails.
    Tidy,
    /// Run every example many times on the virtual clock: output and trace must be the same bytes.
    Repeat(repeat::RepeatArgs),
    /// Run all goldens and examples under an address sanitizer and a leak check.
    Sanitize(sanitize::SanitizeArgs),
    /// Run a mixed load for minutes and watch its memory.
    Soak(soak::SoakArgs),
    /// Run a command and print its processor time and peak memory: what `bench` calls for each run.
    #[command(hide = true)]
    Measure {
        /// The command.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let result = match CommandLine::parse().chore {
        Chore::Bench(arguments) => bench::bench(&arguments),
        Chore::AsyncioOrder(arguments) => asyncio_order::asyncio_order(&arguments),
        Chore::Tidy => tidy::tidy(),
        Chore::Repeat(arguments) => repeat::repeat(&arguments),
        Chore::Sanitize(arguments) => sanitize::sanitize(&arguments),
        Chore::Soak(arguments) => soak::soak(&arguments),
        Chore::Measure { command } => bench::measure_child(&command),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The top of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The command as cargo builds it for a profile.
fn built(profile: &str) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(profile).join("ouro")
}
