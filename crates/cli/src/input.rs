//! Reading what a command is given: a file, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

use ouro::{Diagnostic, MAX_SOURCE_BYTES, Program, Source};

/// Why there is no script.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// An empty text with the file's name.
    pub(crate) source: Source,
    /// The message as the reference words it.
    pub(crate) diagnostic: Box<Diagnostic>,
    /// How the reference exits.
    pub(crate) exit: u8,
}

impl Unreadable {
    fn new(name: &str, message: String) -> Self {
        let diagnostic = Box::new(ouro::cannot_read(message));
        Self { source: Source::new(name, ""), diagnostic, exit: crate::EXIT_MISUSE }
    }

    /// The reference's line.
    pub(crate) fn line(&self) -> String {
        format!("ouro: {}\n", self.diagnostic.message)
    }

    /// The reference's line, and where to read on.
    pub(crate) fn lines(&self) -> String {
        format!("{}  help: ouro explain {}\n", self.line(), self.diagnostic.code)
    }
}

/// The script named on the command line, named in messages as the reference names it: by its absolute path.
pub(crate) fn script(path: &Path) -> Result<Program, Unreadable> {
    if path == Path::new("-") {
        return standard_input();
    }
    // A folder stands for the script in it.
    let within = path.join("__main__.py");
    let path = if within.is_file() { &within } else { path };
    let shown = absolute(path);
    if path.is_dir() {
        let message = format!("can't find '__main__' module in '{shown}'");
        return Err(Unreadable { exit: 1, ..Unreadable::new(&shown, message) });
    }
    let bytes = File::open(path).and_then(whole).map_err(|error| {
        Unreadable::new(&shown, format!("can't open file '{shown}': {}", in_words(&error)))
    })?;
    Ok(Program::from_bytes(&shown, &bytes))
}

/// All of standard input, named `<stdin>`.
fn standard_input() -> Result<Program, Unreadable> {
    let bytes = whole(io::stdin().lock()).map_err(|error| {
        Unreadable::new("<stdin>", format!("can't read standard input: {}", in_words(&error)))
    })?;
    Ok(Program::from_bytes("<stdin>", &bytes))
}

/// All that a stream gives, unless that is more than a program may be: a device may have no end.
fn whole(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MAX_SOURCE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The path after the present folder's. Unlike the reference's it has no `.` and `..` in it, so that a script has one
/// name from wherever it is run (where a folder is a link, the name may then not lead back to it).
fn absolute(path: &Path) -> String {
    let whole =
        std::env::current_dir().map_or_else(|_| path.to_owned(), |folder| folder.join(path));
    let mut plain = std::path::PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain.to_string_lossy().into_owned()
}

/// `[Errno 2] No such file or directory`
fn in_words(error: &io::Error) -> String {
    let text = error.to_string();
    match error.raw_os_error() {
        // The library adds the number at the end, where the reference has it in front.
        Some(number) => {
            let words = text.strip_suffix(&format!(" (os error {number})")).unwrap_or(&text);
            format!("[Errno {number}] {words}")
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_worded_as_the_reference_does() {
        assert_eq!(
            in_words(&io::Error::from_raw_os_error(2)),
            "[Errno 2] No such file or directory"
        );
    }

    #[test]
    fn a_missing_script_is_named_by_its_whole_path() {
        let unreadable = script(Path::new("nope/x.py")).unwrap_err();
        let folder = std::env::current_dir().unwrap();
        let path = folder.join("nope/x.py");
        let expected = format!(
            "ouro: can't open file '{}': [Errno 2] No such file or directory\n",
            path.display()
        );
        assert_eq!((unreadable.line(), unreadable.exit), (expected, 2));
    }
}
