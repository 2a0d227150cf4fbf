//! The source lines of a frame in a traceback, with carets below the part that was running.

use std::fmt::Write as _;

use ouro_bytecode::Place;
use ouro_diag::Source;

/// Writes the lines of a place, dedented, each with its carets: `^` below the anchor, `~` below the rest
/// of the span. A span that is the whole of its lines gets none.
pub(crate) fn write(out: &mut String, source: &Source, place: Place) {
    let first = source.line(place.span.start);
    let last = source.line(place.span.end.max(place.span.start + 1) - 1).max(first);
    let lines: Vec<&str> = (first..=last).map(|line| source.line_text(line).trim_end()).collect();
    let blank = |line: &str| line.len() - line.trim_start().len();
    let indent = lines.iter().filter(|l| !l.trim().is_empty()).map(|l| blank(l)).min().unwrap_or(0);
    let marks: Vec<String> = (first..=last)
        .zip(&lines)
        .map(|(line, text)| mark(text, source.line_start(line), indent, place))
        .collect();
    // Carets below everything say nothing.
    let whole = place.anchor.is_none()
        && lines.iter().zip(&marks).all(|(line, mark)| {
            mark.trim_end().len() >= line[indent.min(line.len())..].chars().count()
                && mark.trim_start().len() == line.trim().chars().count()
        });
    let head_covered = covers_statement(&lines, source, first, place);
    for (line, mark) in lines.iter().zip(&marks) {
        let _ = writeln!(out, "    {}", line.get(indent..).unwrap_or("").trim_end());
        if !whole && !head_covered && !mark.trim().is_empty() {
            let _ = writeln!(out, "    {}", mark.trim_end());
        }
    }
}

/// Whether a place of several lines without an anchor ends where its last line does: then the lines
/// stand for themselves.
fn covers_statement(lines: &[&str], _: &Source, _: u32, place: Place) -> bool {
    lines.len() > 1 && place.anchor.is_none()
}

/// The marks below one line, from its indent on.
fn mark(text: &str, start: u32, indent: usize, place: Place) -> String {
    let mut out = String::new();
    let inner = text.trim_start().len();
    let lead = text.len() - inner;
    for (at, char) in text.char_indices() {
        if at < indent {
            continue;
        }
        let offset = start + at as u32;
        let within = (place.span.start..place.span.end).contains(&offset) && at >= lead;
        let anchored = place.anchor.is_none_or(|a| (a.start..a.end).contains(&offset));
        let sign = match (within, anchored) {
            (true, true) => '^',
            (true, false) => '~',
            (false, _) => ' ',
        };
        for _ in 0..width(char) {
            out.push(sign);
        }
    }
    out
}

/// Columns that a character takes: two for wide ones of East Asian scripts.
fn width(char: char) -> usize {
    unicode_width::UnicodeWidthChar::width(char).unwrap_or(1)
}
