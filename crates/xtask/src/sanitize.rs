//! All goldens and examples under an address sanitizer with its leak check, on the system's allocator, so that
//! each object has a block of its own. Debug assertions are on: an object that outlives its machine is one.
//!
//! Needs a nightly toolchain.

use std::io;
use std::process::{Command, ExitStatus};

use clap::Args;

/// What may be said.
#[derive(Args)]
pub(crate) struct SanitizeArgs {
    /// Scripts or folders instead of all goldens and examples.
    paths: Vec<String>,
    /// Only scripts with TEXT in their path.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How many run at once.
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
}

/// A sanitizer needs its target named: only then are build scripts left without it.
const TARGET: &str = "x86_64-unknown-linux-gnu";

const FLAGS: &str = "-Zsanitizer=address --cfg ouro_system_alloc -Cdebug-assertions=on";

/// Builds the command with the sanitizer and runs the scripts by it.
pub(crate) fn sanitize(arguments: &SanitizeArgs) -> io::Result<()> {
    let root = crate::root();
    let built = Command::new("cargo")
        .args(["+nightly", "build", "--profile", "sanitize", "--target", TARGET, "-p", "ouro-cli"])
        .env("RUSTFLAGS", FLAGS)
        .current_dir(&root)
        .status()?;
    require(built, "the command can't be built with the sanitizer")?;
    let target = crate::built(&format!("{TARGET}/sanitize"));
    let mut command = Command::new(&target);
    command.arg("test").args(["--timeout", "300", "--jobs", &arguments.jobs.to_string()]);
    if let Some(filter) = &arguments.filter {
        command.args(["--filter", filter]);
    }
    let default = ["tests/golden".to_owned(), "examples".to_owned()];
    let paths = if arguments.paths.is_empty() { &default[..] } else { &arguments.paths };
    let status = command
        .args(paths)
        .env("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=0")
        .current_dir(&root)
        .status()?;
    require(status, "the sanitizer has found something, or a script differs")
}

fn require(status: ExitStatus, otherwise: &str) -> io::Result<()> {
    if status.success() { Ok(()) } else { Err(io::Error::other(otherwise)) }
}
