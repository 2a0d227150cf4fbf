//! From the bytes of a file to text: byte order marks, `coding:` lines, bad bytes, NUL.

pub(crate) mod undecodable;

use ouro_diag::{Diagnostic, Shown, Source, Span, codes};
use std::borrow::Cow;

pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A file's text, and why it may not be parsed.
pub(crate) struct Decoded {
    pub(crate) source: Source,
    pub(crate) error: Option<Diagnostic>,
    /// Bytes that are no UTF-8 though the file declares it: offsets in the text and in the file's body.
    pub(crate) bad: Vec<(usize, usize)>,
}

/// Decodes a file. Where it cannot be, the text is what can be shown of it.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Decoded {
    let has_bom = bytes.starts_with(BOM);
    let body = if has_bom { &bytes[BOM.len()..] } else { bytes };
    let declared = declared(body);
    let says_utf8 = matches!(declared.as_deref(), Some("utf-8"))
        || !has_bom && matches!(declared.as_deref(), Some("utf8"));
    if says_utf8 && std::str::from_utf8(body).is_err() {
        let (text, bad) = undecodable::replaced(body);
        let source = Source::new(name, text);
        let error = null_byte(&source);
        return Decoded { source, error, bad };
    }
    let (text, error) = match declared.as_deref() {
        // The reference knows only the spelling with a hyphen beside a byte order mark.
        Some("utf8") if !has_bom => utf8(name, body),
        None | Some("utf-8") => utf8(name, body),
        Some(other) if has_bom => {
            let text = String::from_utf8_lossy(body);
            let error = problem(&text, 0, format!("encoding problem: {other} with BOM"));
            (text, Some(error))
        }
        Some(other) => by_name(other, body),
    };
    let source = Source::new(name, text.as_ref());
    let error = error.or_else(|| null_byte(&source));
    Decoded { source, error, bad: Vec::new() }
}

fn problem(text: &str, offset: usize, message: String) -> Diagnostic {
    let error = Diagnostic::error(codes::ENCODING, Span::of_character(text, offset), message);
    error.showing(Shown::Message)
}

/// Finds a NUL, which no source may hold; it also cuts the quoted line off.
fn null_byte(source: &Source) -> Option<Diagnostic> {
    let at = source.text.find('\0')?;
    let message = "source code cannot contain null bytes";
    let error = Diagnostic::error(codes::NULL_BYTE, Span::from(at..at + 1), message);
    Some(error.showing(Shown::Line))
}

/// The same for a text that was never a file.
pub(crate) fn null_byte_in_string(source: &Source) -> Option<Diagnostic> {
    let at = source.text.find('\0')?;
    let message = "source code string cannot contain null bytes";
    let error = Diagnostic::error(codes::NULL_BYTE, Span::from(at..at + 1), message);
    Some(error.showing(Shown::Message))
}

fn utf8<'b>(name: &str, body: &'b [u8]) -> (Cow<'b, str>, Option<Diagnostic>) {
    let error = match std::str::from_utf8(body) {
        Ok(text) => return (text.into(), None),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let line = body[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = body.get(at).copied().unwrap_or(0);
    let message = format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, but no encoding \
         declared; see https://peps.python.org/pep-0263/ for details"
    );
    let text = String::from_utf8_lossy(body);
    let error = problem(&text, at, message);
    (text, Some(error))
}

fn by_name<'b>(encoding: &str, body: &'b [u8]) -> (Cow<'b, str>, Option<Diagnostic>) {
    let fail = |at| {
        let text = String::from_utf8_lossy(body);
        let error = problem(&text, at, format!("encoding problem: {encoding}"));
        (text, Some(error))
    };
    if encoding == "iso-8859-1" {
        return (body.iter().map(|byte| char::from(*byte)).collect::<String>().into(), None);
    }
    if matches!(encoding, "ascii" | "us-ascii" | "646") {
        return match body.iter().position(|byte| !byte.is_ascii()) {
            None => (String::from_utf8_lossy(body), None),
            Some(at) => fail(at),
        };
    }
    let label = encoding.replace('_', "-");
    let label = label.strip_prefix("cp125").map_or(label.clone(), |n| format!("windows-125{n}"));
    let Some(known) = encoding_rs::Encoding::for_label(label.as_bytes()) else { return fail(0) };
    if known == encoding_rs::UTF_16LE || known == encoding_rs::UTF_16BE {
        return fail(0);
    }
    match known.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => (text, None),
        None => fail(0),
    }
}

/// The encoding that one of the first two lines declares, in its usual spelling.
fn declared(body: &[u8]) -> Option<String> {
    for line in body.split(|byte| *byte == b'\n').take(2) {
        let text = line.trim_ascii_start();
        let text = text.strip_prefix(b"\x0C").unwrap_or(text);
        let Some(comment) = text.strip_prefix(b"#") else {
            if text.trim_ascii().is_empty() {
                continue;
            }
            return None;
        };
        if let Some(name) = coding_name(comment) {
            return Some(usual_spelling(&name));
        }
    }
    None
}

/// What stands after `coding:` or `coding=`.
fn coding_name(comment: &[u8]) -> Option<String> {
    let word = b"coding";
    let mut from = 0;
    while let Some(found) = comment[from..].windows(word.len()).position(|window| window == word) {
        let after = from + found + word.len();
        if matches!(comment.get(after), Some(b':' | b'=')) {
            let rest = comment[after + 1..].trim_ascii_start();
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
            let length = rest.iter().take_while(|byte| is_part(byte)).count();
            if length > 0 {
                return Some(String::from_utf8_lossy(&rest[..length]).into_owned());
            }
        }
        from = after;
    }
    None
}

fn usual_spelling(name: &str) -> String {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    if lower == "utf-8" || lower.starts_with("utf-8-") {
        return "utf-8".into();
    }
    let latin = ["latin-1", "iso-8859-1", "iso-latin-1", "latin1"];
    if latin.iter().any(|known| lower == *known || lower.starts_with(&format!("{known}-"))) {
        return "iso-8859-1".into();
    }
    lower
}
