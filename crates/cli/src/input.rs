//! Reading what a command is given: a file, or standard input.

use std::io::{self, Read};
use std::path::{Component, Path};

use ouro::Program;

/// Why there is no script: the message as the reference prints it, and the exit code.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) exit: u8,
}

/// The script named on the command line, named in messages as the reference names it: by its absolute path.
pub(crate) fn script(path: &Path) -> Result<Program, Unreadable> {
    if path == Path::new("-") {
        return standard_input();
    }
    let shown = absolute(path);
    if path.is_dir() {
        let message = format!("ouro: can't find '__main__' module in '{shown}'\n");
        return Err(Unreadable { message, exit: 1 });
    }
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("ouro: can't open file '{shown}': {}\n", in_words(&error));
        Unreadable { message, exit: crate::EXIT_MISUSE }
    })?;
    Ok(Program::from_bytes(&shown, &bytes))
}

/// All of standard input, named `<stdin>`.
fn standard_input() -> Result<Program, Unreadable> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        let message = format!("ouro: can't read standard input: {}\n", in_words(&error));
        Unreadable { message, exit: crate::EXIT_MISUSE }
    })?;
    Ok(Program::from_bytes("<stdin>", &bytes))
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
        let Err(Unreadable { message, exit: 2 }) = script(Path::new("nope/x.py")) else {
            panic!("it was read")
        };
        let folder = std::env::current_dir().unwrap();
        let path = folder.join("nope/x.py");
        let expected = format!(
            "ouro: can't open file '{}': [Errno 2] No such file or directory\n",
            path.display()
        );
        assert_eq!(message, expected);
    }
}
