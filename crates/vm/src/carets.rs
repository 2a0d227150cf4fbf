//! The source lines of a frame in a traceback, with carets below the part that was running.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use ouro_bytecode::Place;
use ouro_diag::Source;

/// The lines of a place, as they stand in the source.
struct Excerpt<'a> {
    place: Place,
    /// What all lines are indented by.
    indent: usize,
    /// Each with where it starts in the source and its indentation, without the blanks at its end.
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    start: u32,
    indent: usize,
    text: &'a str,
}

/// Writes the lines of a place, dedented, each with its carets: `^` below the anchor, `~` below the rest
/// of the span. Of a long place only the lines at its ends and around its anchor are shown.
pub(crate) fn write(out: &mut String, source: &Source, place: Place) {
    let excerpt = Excerpt::new(source, place);
    let marked = excerpt.has_marks();
    let mut shown = Vec::new();
    let mut before = None;
    for at in excerpt.telling() {
        match at - before.unwrap_or(at) {
            0 | 1 => {}
            // One line takes no more room than to say that it was left out.
            2 => excerpt.show(&mut shown, at - 1, marked),
            gap => shown.push(format!("...<{} lines>...", gap - 1)),
        }
        excerpt.show(&mut shown, at, marked);
        before = Some(at);
    }
    let indent = shown.iter().filter(|l| !l.is_empty()).map(|l| indent_of(l)).min().unwrap_or(0);
    for line in &shown {
        let _ = writeln!(out, "    {}", line.get(indent..).unwrap_or_default());
    }
}

fn indent_of(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

impl<'a> Excerpt<'a> {
    fn new(source: &'a Source, place: Place) -> Self {
        let first = source.line(place.span.start);
        let last = source.line(place.span.end.max(place.span.start + 1) - 1).max(first);
        let line = |number| {
            let text = source.line_text(number).trim_end();
            Line { start: source.line_start(number), indent: indent_of(text), text }
        };
        let lines: Vec<_> = (first..=last).map(line).collect();
        let indents = lines.iter().filter(|line| !line.text.is_empty()).map(|line| line.indent);
        Self { place, indent: indents.min().unwrap_or(0), lines }
    }

    /// The index of the line of an offset.
    fn line_of(&self, offset: u32) -> usize {
        self.lines.iter().rposition(|line| line.start <= offset).unwrap_or(0)
    }

    /// The lines that are shown in any case.
    fn telling(&self) -> BTreeSet<usize> {
        let last = self.lines.len() - 1;
        let mut telling = BTreeSet::from([0, last]);
        if let Some(anchor) = self.place.anchor {
            for line in [self.line_of(anchor.start), self.line_of(anchor.end)] {
                telling.extend(line.saturating_sub(1)..=(line + 1).min(last));
            }
        }
        telling
    }

    fn show(&self, shown: &mut Vec<String>, at: usize, marked: bool) {
        let line = &self.lines[at];
        shown.push(line.text.get(self.indent..).unwrap_or_default().to_owned());
        if marked {
            shown.push(self.marks(line).get(self.indent..).unwrap_or_default().to_owned());
        }
    }

    /// The marks below one line.
    fn marks(&self, line: &Line<'_>) -> String {
        let Place { span, anchor } = self.place;
        let mut out = String::new();
        for (at, char) in line.text.char_indices() {
            let offset = line.start + at as u32;
            if offset >= span.end {
                break;
            }
            let anchored = anchor.is_none_or(|a| (a.start..a.end).contains(&offset));
            let sign = match at >= line.indent && offset >= span.start {
                true if anchored => '^',
                true => '~',
                false => ' ',
            };
            out.extend(std::iter::repeat_n(sign, width(char)));
        }
        out
    }

    /// Whether carets say anything that the lines do not.
    fn has_marks(&self) -> bool {
        if self.is_plain_call() {
            return false;
        }
        self.place.anchor.is_some()
            || !self.before().trim_start().is_empty()
            || !self.after().is_empty()
    }

    /// What stands before the place on its first line.
    fn before(&self) -> &'a str {
        let line = &self.lines[0];
        line.text.get(..(self.place.span.start - line.start) as usize).unwrap_or_default()
    }

    /// What stands behind the place on its last line.
    fn after(&self) -> &'a str {
        let line = &self.lines[self.lines.len() - 1];
        let end = self.place.span.end.saturating_sub(line.start) as usize;
        line.text.get(end..).unwrap_or_default()
    }

    /// Whether the lines are `return name(...)` or `name = callee(...)` and the place is that call: the next
    /// frame tells as much.
    fn is_plain_call(&self) -> bool {
        let Some(anchor) = self.place.anchor else { return false };
        let Some(callee) = self.text(self.place.span.start..anchor.start) else { return false };
        if !self.text(anchor.start..anchor.end).is_some_and(|text| text.starts_with('(')) {
            return false;
        }
        let before = self.before().trim();
        // As CPython compares bytes with characters here, none of this is so where they differ.
        let last = &self.lines[self.lines.len() - 1];
        let end = last.text.len() - self.after().len();
        if !before.is_ascii() || !last.text[..end].is_ascii() {
            return false;
        }
        let head = before.trim_end_matches(|c: char| c == '(' || c.is_whitespace());
        let opened = before[head.len()..].matches('(').count();
        let mut rest = self.after().trim_start();
        for _ in 0..opened {
            let Some(inner) = rest.strip_prefix(')') else { return false };
            rest = inner.trim_start();
        }
        if !(rest.is_empty() || rest.starts_with(['#', ';'])) {
            return false;
        }
        match head.strip_suffix('=') {
            Some(target) => is_name(target.trim_end()),
            None => head == "return" && is_name(callee.trim_end()),
        }
    }

    /// A part of the first line; none if it goes beyond.
    fn text(&self, part: Range<u32>) -> Option<&'a str> {
        let line = &self.lines[self.line_of(part.start)];
        let from = part.start.checked_sub(line.start)? as usize;
        let to = (part.end.checked_sub(line.start)? as usize).min(line.text.len());
        line.text.get(from..to)
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Columns that a character takes: two for wide ones of East Asian scripts.
fn width(char: char) -> usize {
    unicode_width::UnicodeWidthChar::width(char).unwrap_or(1)
}
