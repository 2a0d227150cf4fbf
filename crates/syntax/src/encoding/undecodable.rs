//! Bytes that are no UTF-8 in a file that declares it: the reference decodes literal by literal, so it says
//! where in a literal a byte is wrong, and minds none in a comment.

use crate::token::{Kind, Spanned, span};
use crate::{Parsed, lexer, literal};
use ouro_diag::{Diagnostic, Shown, Source, Span, codes};

/// A text with a replacement character for each byte that is no UTF-8, and where those are: offsets in the
/// text and in the file.
pub(super) fn replaced(body: &[u8]) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut bad, mut at) = (String::with_capacity(body.len()), Vec::new(), 0);
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad.push((text.len(), at));
            text.push('\u{FFFD}');
            at += chunk.invalid().len();
        }
    }
    (text, bad)
}

/// Puts the first byte that matters among what is wrong with the text.
pub(crate) fn report(source: &Source, body: &[u8], bad: &[(usize, usize)], parsed: &mut Parsed) {
    let tokens = lexer::lex(&source.text).tokens;
    let found = bad.iter().find_map(|(at, in_file)| {
        let index = tokens.partition_point(|(_, range)| range.end as usize <= *at);
        let token = tokens.get(index).filter(|(_, range)| range.start as usize <= *at)?;
        Some((span(token.1), judge(source, body, *token, *at, *in_file)?))
    });
    let Some((place, error)) = found else { return };
    parsed.diagnostics.retain(|other| !place.contains(other.span.start));
    let first = parsed.first_error().is_none_or(|first| first.span.start >= place.start);
    let index = if first { 0 } else { parsed.diagnostics.len() };
    parsed.diagnostics.insert(index, error);
}

fn judge(
    source: &Source,
    body: &[u8],
    (kind, range): Spanned,
    at: usize,
    in_file: usize,
) -> Option<Diagnostic> {
    let place = span(range);
    let written = source.slice(place);
    let prefix = literal::prefix(written);
    let (start, end) = (place.start as usize, place.end as usize);
    let text_start = start + if kind == Kind::Str { prefix.open_length } else { 0 };
    // What is decoded at once: a literal's text, or what is beyond ASCII in it where it holds escapes.
    let decoded_from = if kind == Kind::Str && written.contains('\\') && !prefix.raw {
        let before = source.text.get(text_start..at).unwrap_or_default();
        at - before.bytes().rev().take_while(|byte| !byte.is_ascii()).count()
    } else {
        text_start
    };
    let reason = reason(body, in_file - (at - decoded_from), in_file);
    let byte = body.get(in_file).copied().unwrap_or_default();
    let position = at - decoded_from;
    let message = format!("codec can't decode byte 0x{byte:02x} in position {position}: {reason}");
    match kind {
        Kind::Str if prefix.bytes => None,
        Kind::Str => {
            // The reference counts the range two characters short.
            let end = written.char_indices().rev().nth(1).map_or(end, |(length, _)| start + length);
            let message = format!("(unicode error) 'utf-8' {message}");
            Some(Diagnostic::error(codes::ENCODING, Span::from(start..end), message))
        }
        Kind::FStringMiddle => {
            let error = Diagnostic::error(codes::ENCODING, place, format!("'utf-8' {message}"));
            Some(error.with_exception("UnicodeDecodeError").showing(Shown::Message))
        }
        _ => {
            let here = Span::of_character(&source.text, at);
            let message = format!("(unicode error) 'utf-8' {message}");
            Some(Diagnostic::error(codes::ENCODING, here, message))
        }
    }
}

/// Why the decoder gives up, as it reads a literal's bytes alone.
fn reason(body: &[u8], from: usize, bad: usize) -> &'static str {
    let rest = body.get(from..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'\'' | b'"' | b'\n' | b'\\');
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    let byte = body.get(bad).copied().unwrap_or_default();
    match std::str::from_utf8(&rest[..length]) {
        Err(error) if error.error_len().is_none() => "unexpected end of data",
        _ if byte & 0xC0 == 0x80 || byte >= 0xF8 || matches!(byte, 0xC0 | 0xC1) => {
            "invalid start byte"
        }
        _ => "invalid continuation byte",
    }
}
