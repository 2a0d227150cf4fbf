//! What the command says of files that cannot be read, and for whom `check` writes.
#![expect(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const HELP: &str = "  help: ouro explain C0902\n";

fn ouro(arguments: &[&str], file: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
    command.stdin(Stdio::null()).env("NO_COLOR", "1").args(arguments).arg(file);
    command.output().unwrap()
}

fn text(stream: &[u8]) -> String {
    String::from_utf8_lossy(stream).into_owned()
}

/// A folder of its own for each test, with one script.
fn folder(name: &str, script: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("script.py"), script).unwrap();
    folder
}

/// Each way to name a script ends in the line and the exit code of the reference; `check` exits alike for all.
fn refused(file: &Path, message: &str, exit: i32) {
    let line = format!("ouro: {message}\n");
    let stages = ["--tokens", "--ast", "--bytecode"].map(|stage| (vec!["dump", stage], exit));
    let others =
        [(vec![], exit), (vec!["run"], exit), (vec!["run", "-u"], exit), (vec!["check"], 2)];
    for (arguments, exit) in others.into_iter().chain(stages) {
        let output = ouro(&arguments, file);
        assert_eq!(text(&output.stderr), format!("{line}{HELP}"), "{arguments:?}");
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(exit), ""));
    }
    let output = ouro(&["run", "--no-advice"], file);
    assert_eq!((text(&output.stderr), output.status.code()), (line, Some(exit)));
}

#[test]
fn a_missing_file() {
    let file = folder("missing", b"").join("nowhere.py");
    let said = format!("can't open file '{}': [Errno 2] No such file or directory", file.display());
    refused(&file, &said, 2);
}

#[test]
fn a_folder() {
    let folder = folder("folder.py", b"");
    refused(&folder, &format!("can't find '__main__' module in '{}'", folder.display()), 1);
}

#[test]
fn a_folder_with_a_main_script() {
    let folder = folder("app", b"");
    let main = "import sys, helper\nprint(__name__, sys.argv[1:], helper.x)\n";
    std::fs::write(folder.join("__main__.py"), main).unwrap();
    std::fs::write(folder.join("helper.py"), "x = 5\n").unwrap();
    for arguments in [&[][..], &["run"], &["run", "--"]] {
        assert_eq!(text(&ouro(arguments, &folder).stdout), "__main__ [] 5\n");
    }
    assert_eq!(ouro(&["check"], &folder).status.code(), Some(0));
}

#[test]
fn a_file_below_a_file() {
    let file = folder("below", b"print(1)\n").join("script.py").join("script.py");
    let said = format!("can't open file '{}': [Errno 20] Not a directory", file.display());
    refused(&file, &said, 2);
}

#[cfg(unix)]
#[test]
fn a_link_to_itself() {
    let link = folder("link", b"").join("link.py");
    if link.symlink_metadata().is_err() {
        std::os::unix::fs::symlink("link.py", &link).unwrap();
    }
    let words = "Too many levels of symbolic links";
    let code = std::fs::read(&link).unwrap_err().raw_os_error().unwrap();
    refused(&link, &format!("can't open file '{}': [Errno {code}] {words}", link.display()), 2);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let file = folder("forbidden", b"print(1)\n").join("script.py");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Who may read everything (root) reads this too.
    if std::fs::read(&file).is_ok() {
        assert_eq!(text(&ouro(&["run"], &file).stdout), "1\n");
    } else {
        let said = format!("can't open file '{}': [Errno 13] Permission denied", file.display());
        refused(&file, &said, 2);
    }
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
}

/// A file that opens and then gives nothing: the process's own memory, whose first page is none.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_while_it_is_read() {
    let said = "can't open file '/proc/self/mem': [Errno 5] Input/output error";
    refused(Path::new("/proc/self/mem"), said, 2);
}

#[test]
fn bytes_that_are_no_text_are_named() {
    for (name, script, said) in [
        ("nul", &b"x = 1\ny = \0\n"[..], "SyntaxError: source code cannot contain null bytes\n"),
        ("bytes", b"x = 1\ny = '\xff'\n", "Non-UTF-8 code starting with '\\xff'"),
        ("unknown", b"# coding: martian\n", "encoding problem: martian"),
    ] {
        let file = folder(name, script).join("script.py");
        for arguments in [&["run"][..], &["check"]] {
            let output = ouro(arguments, &file);
            let stderr = text(&output.stderr);
            assert!(stderr.contains(said) && stderr.contains("help: ouro explain E01"), "{stderr}");
            assert_eq!(output.status.code(), Some(1), "{name}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = folder("several", b"x = = 1\n");
    let (wrong, missing) = (folder.join("script.py"), folder.join("nowhere.py"));
    let (wrong, missing) = (wrong.to_str().unwrap(), missing.to_str().unwrap());
    for arguments in [["check", missing], ["check", wrong]] {
        let last = if arguments[1] == wrong { missing } else { wrong };
        let output = ouro(&arguments, Path::new(last));
        let stderr = text(&output.stderr);
        assert!(stderr.contains("invalid syntax") && stderr.contains(HELP), "{stderr}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn check_writes_lines_for_editors_and_programs() {
    let folder = folder("formats", b"x = (1, 2\ny = = 1\n");
    let file = folder.join("script.py");
    let short = ouro(&["check", "--format", "short"], &file);
    let lines = text(&short.stdout);
    assert!(lines.starts_with(&format!("{}:1:5: E0105 '(' was never closed\n", file.display())));
    assert_eq!((short.status.code(), text(&short.stderr).as_str()), (Some(1), ""));

    let json = ouro(&["check", "--format", "json"], &file);
    let objects = text(&json.stdout);
    assert_eq!(objects.lines().count(), lines.lines().count());
    for object in objects.lines() {
        assert!(object.starts_with("{\"file\":\"") && object.ends_with('}'), "{object}");
    }
    assert!(objects.contains("\"code\":\"E0105\",\"severity\":\"error\""), "{objects}");

    let missing = folder.join("nowhere.py");
    let json = ouro(&["check", "--format", "json"], &missing);
    let object = text(&json.stdout);
    assert!(object.contains("\"code\":\"C0902\"") && object.contains("[Errno 2]"), "{object}");
    assert_eq!((json.status.code(), text(&json.stderr).as_str()), (Some(2), ""));

    std::fs::write(&file, "x = 1\n").unwrap();
    for format in ["full", "short", "json"] {
        let output = ouro(&["check", "--format", format], &file);
        assert_eq!((output.status.code(), output.stdout.len() + output.stderr.len()), (Some(0), 0));
    }
}
