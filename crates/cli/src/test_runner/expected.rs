//! What a script printed or should have printed, the files that hold it, and the difference between the two.

use std::fmt::Write;
use std::io;
use std::path::Path;

use similar::{ChangeTag, TextDiff};

/// The endings of the files beside a script that hold what is expected. (`.in` holds what it is given to read.)
pub(super) const BESIDE: [&str; 3] = ["out", "err", "exit"];

/// What a script printed on both streams, and how it left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) out: String,
    pub(super) err: String,
    pub(super) exit: i32,
}

impl Printed {
    /// What stands beside the script; a missing file means nothing printed, and 0.
    pub(super) fn expected_beside(script: &Path) -> io::Result<Self> {
        let read = |extension: &str| match std::fs::read(script.with_extension(extension)) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(error),
        };
        let exit = read("exit")?;
        let exit = if exit.is_empty() {
            0
        } else {
            exit.trim().parse().map_err(|_| io::Error::other(".exit does not hold a number"))?
        };
        Ok(Self { out: read("out")?, err: read("err")?, exit })
    }

    /// Makes this what is expected.
    pub(super) fn write_beside(&self, script: &Path) -> io::Result<()> {
        let exit = if self.exit == 0 { String::new() } else { format!("{}\n", self.exit) };
        for (extension, text) in [("out", &self.out), ("err", &self.err), ("exit", &exit)] {
            let file = script.with_extension(extension);
            if !text.is_empty() {
                std::fs::write(file, text)?;
            } else if file.exists() {
                std::fs::remove_file(file)?;
            }
        }
        Ok(())
    }
}

/// What differs, in lines for a person: `-` is expected, `+` was printed.
pub(super) fn difference(expected: &Printed, printed: &Printed, color: bool) -> String {
    let mut text = String::new();
    let streams = [
        ("standard output", &expected.out, &printed.out),
        ("standard error", &expected.err, &printed.err),
    ];
    for (name, expected, printed) in streams {
        if expected != printed {
            let _ = writeln!(text, "  {name} differs (- expected, + printed):");
            write_changes(&mut text, expected, printed, color);
        }
    }
    if expected.exit != printed.exit {
        let _ = writeln!(text, "  exit code {}, expected {}", printed.exit, expected.exit);
    }
    text
}

/// Lines around a change that are shown with it.
const CONTEXT_LINES: usize = 2;

fn write_changes(text: &mut String, expected: &str, printed: &str, color: bool) {
    let difference = TextDiff::from_lines(expected, printed);
    for group in difference.grouped_ops(CONTEXT_LINES) {
        if let Some(first) = group.first() {
            let _ = writeln!(text, "    line {}:", first.new_range().start + 1);
        }
        for change in group.iter().flat_map(|operation| difference.iter_changes(operation)) {
            let (sign, paint) = match change.tag() {
                ChangeTag::Delete => ('-', "\x1b[31m"),
                ChangeTag::Insert => ('+', "\x1b[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let line = change.value().trim_end_matches('\n');
            let (paint, plain) =
                if color && !paint.is_empty() { (paint, "\x1b[0m") } else { ("", "") };
            let _ = writeln!(text, "    {paint}{sign}{line}{plain}");
            if change.missing_newline() {
                let _ = writeln!(text, "     (no line feed at the end)");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_both_sides_and_the_exit_code() {
        let expected = Printed { out: "a\nb\nc\n".into(), err: String::new(), exit: 0 };
        let printed = Printed { out: "a\nx\nc".into(), err: String::new(), exit: 1 };
        let text = difference(&expected, &printed, false);
        let wanted = "  standard output differs (- expected, + printed):\n    line 1:\n     a\n    -b\n    -c\n    \
                      +x\n    +c\n     (no line feed at the end)\n  exit code 1, expected 0\n";
        assert_eq!(text, wanted);
        assert_eq!(difference(&expected, &expected, false), "");
    }
}
