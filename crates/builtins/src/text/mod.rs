//! Text in and out, as plain data: numbers from and to text, the three formatting languages, and `repr`
//! of strings. Nothing here knows a value of the VM; what is asked for comes in as numbers and code
//! points, what goes out are strings, layouts and [`TextError`]s that carry CPython's messages.
//!
//! Tests compare with what CPython 3.13 does, recorded in `recorded/` by `recorded/record.py`.

pub mod case;
pub mod error;
pub mod float_hex;
pub mod float_repr;
pub mod format_number;
pub mod format_spec;
pub mod int_text;
pub mod percent;
pub mod quote;
pub mod search;
pub mod str_format;
pub mod unicode;

pub use error::{ErrorClass, TextError};

/// Text whose code points are reached by index. Strings of the language may hold lone surrogates, so
/// that code points are numbers here and not `char`s.
pub trait CodePoints {
    /// How many code points there are.
    fn length(&self) -> usize;

    /// The code point at an index, `None` behind the end.
    fn point(&self, index: usize) -> Option<u32>;

    /// The character at an index; `None` behind the end or where a lone surrogate stands.
    fn char_at(&self, index: usize) -> Option<char> {
        self.point(index).and_then(char::from_u32)
    }

    /// Appends a range as it stands in the memory of its type: generalised UTF-8 for code points, the
    /// bytes themselves for bytes.
    fn push_to(&self, range: std::ops::Range<usize>, out: &mut Vec<u8>);

    /// The code points of a range.
    fn slice(&self, range: std::ops::Range<usize>) -> Vec<u32> {
        range.filter_map(|index| self.point(index)).collect()
    }
}

impl CodePoints for [u32] {
    fn length(&self) -> usize {
        self.len()
    }

    fn point(&self, index: usize) -> Option<u32> {
        self.get(index).copied()
    }

    fn push_to(&self, range: std::ops::Range<usize>, out: &mut Vec<u8>) {
        for point in self.get(range).unwrap_or_default() {
            push_utf8(out, *point);
        }
    }
}

/// Bytes as Latin-1, which serves the `%` operator of `bytes` and ASCII strings.
impl CodePoints for [u8] {
    fn length(&self) -> usize {
        self.len()
    }

    fn point(&self, index: usize) -> Option<u32> {
        self.get(index).map(|byte| u32::from(*byte))
    }

    fn push_to(&self, range: std::ops::Range<usize>, out: &mut Vec<u8>) {
        out.extend_from_slice(self.get(range).unwrap_or_default());
    }
}

/// Appends a code point in UTF-8; a lone surrogate takes three bytes, like its neighbours.
pub fn push_utf8(out: &mut Vec<u8>, point: u32) {
    match char::from_u32(point) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => {
            let byte = |shift: u32| 0x80 | u8::try_from(point >> shift & 0x3f).unwrap_or(0);
            out.extend([0xe0 | u8::try_from(point >> 12 & 0xf).unwrap_or(0), byte(6), byte(0)]);
        }
    }
}

/// Code points as a string. Lone surrogates, which no `String` can hold, become U+FFFD: only for text in
/// which they make no difference, such as numbers that are refused because of them.
#[must_use]
pub fn lossy_string(points: impl IntoIterator<Item = u32>) -> String {
    points
        .into_iter()
        .map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
pub(crate) mod recorded;
