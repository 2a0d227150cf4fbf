//! A named text and its lines: from byte offsets to the lines and columns that people read.
//!
//! Lines end at `\n`, `\r\n` or a lone `\r`, as in the language itself.

use crate::Span;
use std::sync::Arc;

/// Which source of a session a span belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct SourceId(pub u32);

impl SourceId {
    /// Set in the numbers of what the library has, written in Ouro itself.
    const LIBRARY: u32 = 1 << 31;

    /// The number of a module of the library: by its place in the table, so that its code is the same in
    /// every session.
    #[must_use]
    pub const fn of_library(index: u32) -> Self {
        Self(Self::LIBRARY | index)
    }

    /// Whether it is the number of a module of the library.
    #[must_use]
    pub const fn is_library(self) -> bool {
        self.0 & Self::LIBRARY != 0
    }
}

/// A place as people count it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A text with its name (`script.py`, `<stdin>`, `<string>`) and the table of its lines.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its number within the session.
    pub id: SourceId,
    /// The name that messages show.
    pub name: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    line_starts: Arc<[u32]>,
}

/// The largest text in bytes: offsets are 32 bits wide.
pub const MAX_SOURCE_BYTES: usize = u32::MAX as usize - 1;

impl Source {
    /// A source with number 0, which is enough where only one text is in play.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self::with_id(SourceId::default(), name, text)
    }

    /// A source with its number.
    #[must_use]
    pub fn with_id(id: SourceId, name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let line_starts = line_starts(&text).into();
        Self { id, name: name.into(), text, line_starts }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.line_starts.len()).unwrap_or(u32::MAX)
    }

    /// The line (from 1) that holds a byte offset.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        let index = self.line_starts.partition_point(|start| *start <= offset);
        u32::try_from(index).unwrap_or(u32::MAX).max(1)
    }

    /// The line and the column in characters of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self.line_start(line) as usize;
        let end = (offset as usize).min(self.text.len());
        let before = self.text.as_bytes().get(start..end).unwrap_or_default();
        // Counting the bytes that begin a character needs no boundary at `offset`.
        let characters = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        LineColumn { line, column: u32::try_from(characters).unwrap_or(u32::MAX - 1) + 1 }
    }

    /// The offset at which a line (from 1) starts; past the last line, the end of the text.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let index = line.saturating_sub(1) as usize;
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.line_starts.get(index).copied().unwrap_or(end)
    }

    /// The text of a line (from 1) without its line ending; empty past the last line.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        let start = self.line_start(line) as usize;
        let end = self.line_start(line.saturating_add(1)) as usize;
        let text = self.text.get(start..end).unwrap_or_default();
        text.trim_end_matches(['\n', '\r'])
    }

    /// The text of a span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (index, byte) in bytes.iter().enumerate() {
        let ends_line = match byte {
            b'\n' => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends_line {
            starts.push(u32::try_from(index + 1).unwrap_or(u32::MAX));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_and_every_line_ending() {
        let source = Source::new("t", "a\r\nbé\rc\n");
        assert_eq!(source.line_count(), 4);
        assert_eq!(source.line_text(2), "bé");
        assert_eq!(source.line_text(3), "c");
        assert_eq!(source.line_column(6), LineColumn { line: 2, column: 3 });
        assert_eq!(source.line(7), 3);
        assert_eq!(source.line_text(99), "");
    }
}
