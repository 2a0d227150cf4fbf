//! Makes what differs from machine to machine equal: the folder of a script, and addresses.

use std::borrow::Cow;
use std::path::Path;

/// What an address becomes.
const ADDRESS: &str = "0xADDR";

/// Levels what a script printed.
pub(super) fn level(text: &str, script: &Path) -> String {
    let mut text = Cow::Borrowed(text);
    for folder in folders(script) {
        if text.contains(&folder) {
            text = Cow::Owned(text.replace(&folder, ""));
        }
    }
    without_library_frames(&with_level_addresses(&text))
}

/// The names of the script's folder, with the slash behind, the longest first.
fn folders(script: &Path) -> Vec<String> {
    let given = script.parent().unwrap_or(Path::new(""));
    let joined = std::env::current_dir().map(|folder| folder.join(given));
    let real =
        std::fs::canonicalize(if given.as_os_str().is_empty() { Path::new(".") } else { given });
    let mut names: Vec<String> = [joined, real]
        .into_iter()
        .flatten()
        .map(|path| format!("{}/", path.to_string_lossy().trim_end_matches('/')))
        .collect();
    if !given.as_os_str().is_empty() {
        names.push(format!("{}/", given.to_string_lossy().trim_end_matches('/')));
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

fn with_level_addresses(text: &str) -> String {
    let mut levelled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("0x") {
        let (before, number) = rest.split_at(start);
        let digits = number[2..].bytes().take_while(u8::is_ascii_hexdigit).count();
        levelled.push_str(before);
        // Shorter ones are numbers that a script printed.
        levelled.push_str(if digits >= MIN_ADDRESS_DIGITS {
            ADDRESS
        } else {
            &number[..2 + digits]
        });
        rest = &number[2 + digits..];
    }
    levelled + rest
}

/// Addresses on 64-bit systems, and those that Ouro counts, have at least so many digits.
const MIN_ADDRESS_DIGITS: usize = 8;

/// Leaves out the frames of another interpreter's library, so that what it printed can be what is expected here: the
/// library has no frames to show.
fn without_library_frames(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_in_library = false;
    for line in text.split_inclusive('\n') {
        let step = without_margin(line);
        if step.starts_with("  File \"") {
            is_in_library = step.contains("/lib/python3.") || step.starts_with("  File \"<frozen ");
        } else if !step.starts_with("    ") {
            is_in_library = false;
        }
        if !is_in_library {
            kept.push_str(line);
        }
    }
    kept
}

/// A line of a traceback without the margin that it has within a group of exceptions.
fn without_margin(line: &str) -> &str {
    line.trim_start_matches(' ').strip_prefix("| ").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_their_folder() {
        let script = Path::new("some/where/x.py");
        let folder = std::env::current_dir().unwrap();
        let text = format!("File \"{}/some/where/x.py\"; some/where/x.py", folder.display());
        assert_eq!(level(&text, script), "File \"x.py\"; x.py");
    }

    #[test]
    fn addresses_are_level_and_numbers_are_not() {
        let text = "<object at 0x7f00deadbeef> 0xff 0x";
        assert_eq!(with_level_addresses(text), "<object at 0xADDR> 0xff 0x");
    }

    #[test]
    fn frames_of_a_library_are_left_out() {
        let text = "Traceback:\n  File \"x.py\", line 1\n    run()\n  File \"/usr/lib/python3.13/a.py\", line 2\n    \
                    go()\n    ~~^^\nValueError\n";
        let wanted = "Traceback:\n  File \"x.py\", line 1\n    run()\nValueError\n";
        assert_eq!(without_library_frames(text), wanted);
        let grouped =
            "  |   File \"/usr/lib/python3.13/a.py\", line 2\n  |     go()\n  | ValueError\n";
        assert_eq!(without_library_frames(grouped), "  | ValueError\n");
    }
}
