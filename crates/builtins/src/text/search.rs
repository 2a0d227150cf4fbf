//! Searching and splitting texts as bytes, for `str` (whose bytes are UTF-8, so that a match of whole
//! texts always begins and ends at a character), `bytes` and `bytearray`.
//!
//! Patterns are not empty here: what an empty one means differs between the types.

use std::ops::Range;

use memchr::memmem;

/// How many of the matches, or cuts, are wanted; `None` for all.
pub type Limit = Option<usize>;

/// Where the first match begins.
#[must_use]
pub fn find(text: &[u8], pattern: &[u8]) -> Option<usize> {
    match pattern {
        [byte] => memchr::memchr(*byte, text),
        _ => memmem::find(text, pattern),
    }
}

/// Where the last match begins.
#[must_use]
pub fn rfind(text: &[u8], pattern: &[u8]) -> Option<usize> {
    match pattern {
        [byte] => memchr::memrchr(*byte, text),
        _ => memmem::rfind(text, pattern),
    }
}

/// How many matches there are that do not overlap.
#[must_use]
pub fn count(text: &[u8], pattern: &[u8]) -> usize {
    match pattern {
        [byte] => memchr::memchr_iter(*byte, text).count(),
        _ => memmem::find_iter(text, pattern).count(),
    }
}

/// Where all matches begin. A single byte needs none of what looking for more has to prepare.
fn starts<'a>(text: &'a [u8], pattern: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let (single, several) = match pattern {
        [byte] => (Some(memchr::memchr_iter(*byte, text)), None),
        _ => (None, Some(memmem::find_iter(text, pattern))),
    };
    single.into_iter().flatten().chain(several.into_iter().flatten())
}

/// The text with the first `limit` matches replaced.
#[must_use]
pub fn replace(text: &[u8], pattern: &[u8], new: &[u8], limit: Limit) -> Vec<u8> {
    // Room for what it grows by in most cases.
    let mut out = Vec::with_capacity(text.len() + text.len().min(256));
    let mut end = 0;
    for start in starts(text, pattern).take(limit.unwrap_or(usize::MAX)) {
        out.extend_from_slice(&text[end..start]);
        out.extend_from_slice(new);
        end = start + pattern.len();
    }
    out.extend_from_slice(&text[end..]);
    out
}

/// The pieces between the first `limit` matches.
#[must_use]
pub fn split(text: &[u8], separator: &[u8], limit: Limit) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(8);
    let mut end = 0;
    for start in starts(text, separator).take(limit.unwrap_or(usize::MAX)) {
        pieces.push(end..start);
        end = start + separator.len();
    }
    pieces.push(end..text.len());
    pieces
}

/// The pieces between the last `limit` matches.
#[must_use]
pub fn rsplit(text: &[u8], separator: &[u8], limit: Limit) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = text.len();
    for end in memmem::rfind_iter(text, separator).take(limit.unwrap_or(usize::MAX)) {
        pieces.push(end + separator.len()..start);
        start = end;
    }
    pieces.push(0..start);
    pieces.reverse();
    pieces
}

/// The words between blanks, which `blank` gives as the bytes they take at the start of a text (0 for
/// none); after `limit` cuts the rest stays together, without the blanks before it.
#[must_use]
pub fn split_blanks(
    text: &[u8],
    limit: Limit,
    blank: impl Fn(&[u8]) -> usize,
) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(8);
    let mut at = 0;
    loop {
        at = skip_blanks(text, at, &blank);
        if at == text.len() {
            return words;
        }
        if limit.is_some_and(|limit| words.len() >= limit) {
            words.push(at..text.len());
            return words;
        }
        let start = at;
        while at < text.len() && blank(&text[at..]) == 0 {
            at += 1;
        }
        words.push(start..at);
    }
}

fn skip_blanks(text: &[u8], mut at: usize, blank: &impl Fn(&[u8]) -> usize) -> usize {
    while at < text.len() {
        match blank(&text[at..]) {
            0 => break,
            width => at += width,
        }
    }
    at
}

/// As [`split_blanks`], from the end: `blank` gives the bytes of a blank at the end of a text.
#[must_use]
pub fn rsplit_blanks(
    text: &[u8],
    limit: Limit,
    blank: impl Fn(&[u8]) -> usize,
) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = text.len();
    loop {
        while at > 0 {
            match blank(&text[..at]) {
                0 => break,
                width => at -= width,
            }
        }
        if at == 0 {
            break;
        }
        let end = at;
        if limit.is_some_and(|limit| words.len() >= limit) {
            words.push(0..end);
            break;
        }
        while at > 0 && blank(&text[..at]) == 0 {
            at -= 1;
        }
        words.push(at..end);
    }
    words.reverse();
    words
}

/// The lines, with the width of the line end that follows each (0 behind the last one). `line_end` gives
/// the bytes of a line end at the start of a text.
#[must_use]
pub fn split_lines(text: &[u8], line_end: impl Fn(&[u8]) -> usize) -> Vec<(Range<usize>, usize)> {
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        match line_end(&text[at..]) {
            0 => at += 1,
            width => {
                lines.push((start..at, width));
                at += width;
                start = at;
            }
        }
    }
    if start < text.len() {
        lines.push((start..text.len(), 0));
    }
    lines
}

/// The bytes of a line end of `bytes` at the start of a text.
#[must_use]
pub fn ascii_line_end(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// Whether a byte is a blank of `bytes`.
#[must_use]
pub fn is_ascii_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, pieces: Vec<Range<usize>>) -> Vec<&str> {
        pieces.into_iter().map(|piece| &text[piece]).collect()
    }

    #[test]
    fn pieces_are_cut_from_either_end() {
        let text = "a,b,,c";
        assert_eq!(texts(text, split(text.as_bytes(), b",", None)), ["a", "b", "", "c"]);
        assert_eq!(texts(text, split(text.as_bytes(), b",", Some(1))), ["a", "b,,c"]);
        assert_eq!(texts(text, rsplit(text.as_bytes(), b",", Some(1))), ["a,b,", "c"]);
    }

    #[test]
    fn words_are_what_stands_between_blanks() {
        let text = " a b  c ";
        let at_start = |text: &[u8]| usize::from(is_ascii_blank(text[0]));
        let at_end = |text: &[u8]| usize::from(is_ascii_blank(text[text.len() - 1]));
        let bytes = text.as_bytes();
        assert_eq!(texts(text, split_blanks(bytes, None, at_start)), ["a", "b", "c"]);
        assert_eq!(texts(text, split_blanks(bytes, Some(1), at_start)), ["a", "b  c "]);
        assert_eq!(texts(text, rsplit_blanks(bytes, Some(1), at_end)), [" a b", "c"]);
    }

    #[test]
    fn lines_end_once() {
        let text = "a\r\nb\n\nc";
        let lines = split_lines(text.as_bytes(), ascii_line_end);
        let widths: Vec<usize> = lines.iter().map(|(_, width)| *width).collect();
        assert_eq!(widths, [2, 1, 1, 0]);
    }
}
