//! The goldens and the examples, through `ouro test` itself.
#![expect(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use std::path::Path;
use std::process::Command;

fn passes(arguments: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let run = Command::new(env!("CARGO_BIN_EXE_ouro"))
        .arg("test")
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&run.stdout);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{report}{errors}");
}

#[test]
fn goldens() {
    passes(&["tests/golden"]);
}

#[test]
fn examples() {
    passes(&["examples"]);
}

/// The code of the pages prints what stands below it.
#[test]
fn documentation() {
    passes(&["docs"]);
}

/// What is to have no explanation has none here either.
#[test]
fn explanations() {
    passes(&["--advice", "on", "tests/golden/advice"]);
}
