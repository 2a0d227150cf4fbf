//! The standard library of the Python found: what it compiles parses to the same tree, what it refuses is refused.
//!
//! Every fifteenth file in the ordinary tests; all of them with `--ignored`, which `.ci/run` asks for with an optimised
//! build. Without a Python the tests say that they skip.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
#![expect(clippy::print_stderr, reason = "who runs it is told what it found")]

use ouro_compiler::{Options, compile_module};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Files that hold a string which newer tables of Unicode print otherwise.
const OTHER_UNICODE: [&str; 1] = ["test/test_str.py"];

/// The native stack for trees that nest as deeply as the reference allows.
const STACK_BYTES: usize = 512 << 20;

#[test]
fn every_fifteenth_file_of_the_standard_library_is_read_as_the_reference_does() {
    on_large_stack(15);
}

#[test]
#[ignore = "takes a minute: `.ci/run` asks for it"]
fn the_whole_standard_library_is_read_as_the_reference_does() {
    on_large_stack(1);
}

fn on_large_stack(step: usize) {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
    let walked = thread.spawn(move || walk(step)).unwrap().join();
    assert!(walked.is_ok(), "see above");
}

fn walk(step: usize) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stdlib.py");
    // The version whose trees are compared, if it is there, else any.
    let mut told = None;
    for python in ["python3.13", "python3"] {
        let mut command = Command::new(python);
        command.arg(&script).arg(step.to_string()).env("PYENV_VERSION", "3.13.0");
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = child else { continue };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        if let Some(Ok(version)) = lines.next() {
            told = Some((child, lines, version));
            break;
        }
        let _ = child.wait();
    }
    let Some((mut child, lines, version)) = told else {
        eprintln!("skipped: there is no Python to compare with");
        return;
    };
    let (mut count, mut wrong) = (0, String::new());
    for line in lines {
        count += 1;
        check(&line.unwrap(), &mut wrong);
    }
    assert!(child.wait().unwrap().success());
    eprintln!("{count} files as Python {version} reads them");
    assert!(wrong.is_empty(), "of {count} files:\n{wrong}");
    assert!(count > 50 / step, "only {count} files were found");
}

/// Compares one file with what the script says of it.
fn check(line: &str, wrong: &mut String) {
    let mut parts = line.split('\t');
    let (path, verdict) = (parts.next().unwrap(), parts.next().unwrap());
    let (source, parsed) = ouro_syntax::parse_bytes(path, &std::fs::read(path).unwrap());
    let refused = match parsed.first_error() {
        Some(error) => Some(error.clone()),
        None => compile_module(&parsed.module, &source, &Options::default())
            .err()
            .map(|mut errors| errors.remove(0)),
    };
    // What Ouro does not compile yet is no fault of the file.
    let own = refused.as_ref().is_some_and(|error| error.code.id().starts_with("E04"));
    if verdict == "refused" {
        if refused.is_none() {
            writeln!(wrong, "{path}: is refused by the reference").unwrap();
        }
        return;
    }
    if let Some(error) = refused.filter(|_| !own) {
        writeln!(wrong, "{path}: {}", ouro_diag::render::short(&error, &source)).unwrap();
        return;
    }
    let Some(crc) = parts.next() else { return };
    let dump = ouro_syntax::dump_ast(&parsed.module);
    let ours = format!("{}\t{}", dump.len(), crc32fast::hash(dump.as_bytes()));
    let other = OTHER_UNICODE.iter().any(|name| path.ends_with(name));
    if ours != format!("{verdict}\t{crc}") && !other {
        writeln!(wrong, "{path}: another tree ({ours}, not {verdict}\t{crc})").unwrap();
    }
}
