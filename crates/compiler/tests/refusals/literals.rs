//! The messages in the sources of the parser and the compiler: what their string literals say.
//!
//! A literal counts as a message unless what stands before it says that the words are Ouro's own: labels, notes, advice.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

/// A text that may be (part of) a message.
pub(crate) struct Literal {
    /// File and line.
    pub(crate) place: String,
    /// The text, with `{}` for what is filled in.
    pub(crate) text: String,
}

/// Calls whose words are Ouro's own.
const OWN_CALLS: [&str; 10] = [
    "with_primary",
    "with_secondary",
    "with_suggestion",
    "with_note",
    "declaration_conflict",
    "overflow",
    "not_yet",
    "too_large",
    "warning",
    "warn",
];

/// Variables whose words are Ouro's own.
const OWN_VARIABLES: [&str; 4] =
    ["let advice =", "reason =", "self.broken = Some(", "return Some("];

/// Labels that are made apart from what they are put on.
const LABELS: [&str; 15] = [
    "the parameter",
    "used here",
    "annotated here",
    "assigned here",
    "a typographic quote",
    "a non-breaking blank",
    "a typographic blank",
    "a typographic dash",
    "a typographic sign",
    "a wide sign",
    "{}, as in texts and on web pages: Python needs {}",
    "an ordinary one",
    "indented with tabs and blanks",
    "indented with tabs, unlike lines above",
    "indented with blanks, unlike lines above",
];

/// What no program of the table can show, and why.
const ELSEWHERE: [(&str, &str); 9] = [
    ("escape sequence", "a warning: `warnings.txt`"),
    ("octal escape sequence", "a warning: `warnings.txt`"),
    ("source is too large", "takes four gigabytes"),
    (
        "source code string cannot contain null bytes",
        "said of texts that are no files: `goldens.rs`",
    ),
    ("cannot assign to this expression", "said of trees that the parser does not make"),
    ("cannot delete this expression", "said of trees that the parser does not make"),
    ("Ouro does not compile {} yet", "Ouro's own: `E0401`"),
    (DIGITS, "a line of 4,301 digits: `limits.rs`"),
    ("too many nested statements or expressions", "Ouro's own: `limits.rs`"),
];

const DIGITS: &str = "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; \
    use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
    literals to avoid decimal conversion limits.";

/// Files that hold nothing but words of Ouro's own, or names.
const OWN_FILES: [&str; 6] =
    ["advice.rs", "verify.rs", "effects.rs", "token.rs", "dump.rs", "suspicious.rs"];

/// Every message in the sources.
pub(crate) fn messages() -> Vec<Literal> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut out = Vec::new();
    for folder in ["syntax/src", "compiler/src"] {
        for path in sources(&crates.join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let name = path.strip_prefix(&crates).unwrap().display().to_string();
            scan(text, &name, &mut out);
        }
    }
    out
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if !OWN_FILES.contains(&name.as_str()) {
            out.push(path);
        }
    }
    out
}

fn scan(text: &str, name: &str, out: &mut Vec<Literal>) {
    let mut at = 0;
    while let Some(offset) = text[at..].find(['"', '/', '\'']) {
        let start = at + offset;
        let rest = &text[start..];
        at = start + 1;
        if rest.starts_with("//") {
            at = start + rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("'\"'") {
            at = start + 3;
        } else if rest.starts_with('"') {
            let end = literal_end(rest);
            at = start + end + 1;
            let own = is_own(&text[..start]);
            let words = plain(&rest[1..end]);
            let elsewhere = ELSEWHERE.iter().any(|(text, _)| *text == words)
                || LABELS.contains(&words.as_str());
            if !own && !elsewhere && is_message(&words) {
                let line = text[..start].matches('\n').count() + 1;
                out.push(Literal { place: format!("{name}:{line}"), text: words });
            }
        }
    }
}

/// Whether the words that follow are for Ouro's own part of a diagnostic.
fn is_own(before: &str) -> bool {
    let trimmed = before.trim_end();
    let trimmed = trimmed.strip_suffix("format!(").unwrap_or(trimmed).trim_end();
    if OWN_VARIABLES.iter().any(|variable| trimmed.ends_with(variable)) {
        return true;
    }
    // Out of the calls that the literal is an argument of, as far as the statement goes.
    let mut depth = 0;
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' if OWN_CALLS.iter().any(|call| before[..at].ends_with(call)) => return true,
            ';' | '{' | '}' if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// The offset of the quote that ends a literal.
fn literal_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

/// A literal's text: continued lines joined, escapes read, places to fill in empty.
fn plain(literal: &str) -> String {
    let mut out = String::new();
    let mut characters = literal.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('\n') => while characters.next_if(|c| c.is_whitespace()).is_some() {},
                Some(c) => out.push(c),
                None => {}
            },
            '{' if characters.peek() == Some(&'{') => out.extend(characters.next()),
            '{' => {
                out.push_str("{}");
                characters.by_ref().find(|c| *c == '}');
            }
            c => out.push(c),
        }
    }
    out
}

/// Words, not a name, a sign or a place to fill in.
fn is_message(text: &str) -> bool {
    let words =
        text.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    words.count() > 1
}
