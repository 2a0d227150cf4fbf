//! What `docs/architecture.md` promises of the whole.
#![expect(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The crates that make up an engine.
const ENGINE: [&str; 10] = [
    "diag",
    "syntax",
    "bytecode",
    "compiler",
    "vm",
    "builtins",
    "event_loop",
    "stdlib",
    "trace",
    "ouro",
];

/// What only the command may call. `clippy.toml` refuses the clock's calls as well, where clippy runs.
const OF_THE_PROCESS: [&str; 9] = [
    "Instant::now",
    "SystemTime::now",
    "thread::sleep",
    "std::env::",
    "std::fs::",
    "std::process::",
    "io::stdout",
    "io::stderr",
    "io::stdin",
];

#[test]
fn nothing_below_the_command_touches_the_process() {
    for name in ENGINE {
        let mut files = Vec::new();
        sources(&crates().join(name).join("src"), &mut files);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            // Tests stand at the end of a file, and may read what they compare with.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for call in OF_THE_PROCESS {
                assert!(!code.contains(call), "{}: {call}", file.display());
            }
        }
    }
}

/// Which crates of the engine each may use directly.
const DEPENDENCIES: [(&str, &[&str]); 10] = [
    ("diag", &[]),
    ("syntax", &["diag"]),
    ("bytecode", &["diag"]),
    ("compiler", &["diag", "syntax", "bytecode"]),
    ("vm", &["diag", "bytecode"]),
    ("builtins", &["diag", "bytecode", "vm"]),
    ("event_loop", &["diag", "bytecode", "vm", "builtins"]),
    ("stdlib", &["diag", "bytecode", "vm", "builtins", "event_loop"]),
    ("trace", &["diag", "bytecode", "vm", "event_loop"]),
    ("ouro", &ENGINE),
];

#[test]
fn dependencies_run_one_way() {
    for (name, allowed) in DEPENDENCIES {
        let manifest = std::fs::read_to_string(crates().join(name).join("Cargo.toml")).unwrap();
        let (_, after) = manifest.split_once("\n[dependencies]\n").unwrap();
        let section = after.split("\n[").next().unwrap_or_default();
        for line in section.lines() {
            let Some(dependency) = line.strip_prefix("ouro-") else { continue };
            let dependency = dependency.split(['.', ' ']).next().unwrap().replace('-', "_");
            assert!(allowed.contains(&dependency.as_str()), "{name} uses {dependency}");
        }
    }
}

/// Every example, output, errors and trace; `cargo xtask repeat` does it a hundred times.
#[test]
fn a_virtual_run_repeats() {
    let mut scripts = Vec::new();
    scripts_below(&crates().join("..").join("examples"), &mut scripts);
    assert!(scripts.len() > 20);
    let trace = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("repeats.jsonl");
    for script in scripts {
        // Work of other processes goes by the wall clock: it repeats in what it computes, not in when (`docs/threads.md`).
        let has_processes =
            std::fs::read_to_string(&script).unwrap().contains("ProcessPoolExecutor");
        let run = || {
            let output = Command::new(env!("CARGO_BIN_EXE_ouro"))
                .args(["--clock", "virtual", "--trace"])
                .arg(&trace)
                .arg(&script)
                .output()
                .unwrap();
            let events = if has_processes { Vec::new() } else { std::fs::read(&trace).unwrap() };
            (output.stdout, output.stderr, events)
        };
        let first = run();
        assert!(!first.0.is_empty(), "{}", String::from_utf8_lossy(&first.1));
        for _ in 0..3 {
            assert_eq!(run(), first, "{}", script.display());
        }
    }
}

fn scripts_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scripts_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
}
