//! Strings: a header, then the text in one block.
//!
//! The text is UTF-8, generalised so that a lone surrogate is three bytes like any other code point of
//! its range; `surrogates` says whether there is one, and only then is the text not a Rust `str`. Bytes
//! compare as code points do. Indexing is constant-time: ASCII by byte, other text through marks that
//! are made at the first use, one for each [`STRIDE`] characters.
#![allow(unsafe_code, reason = "the text lies in the object's tail")]

use std::cell::{Cell, OnceCell};
use std::fmt;
use std::ptr::NonNull;

use crate::value::{Header, Layout, Object, Payload, Ref, Value};

/// Characters between two marks of the index.
const STRIDE: usize = 32;

/// Texts of at least so many bytes get room to grow when they are appended to.
const GROWS: usize = 64;

/// A string of the language.
pub struct Str {
    bytes: Cell<usize>,
    chars: Cell<usize>,
    /// Bytes of the tail: more than the text needs, where a text grows.
    capacity: usize,
    hash: Cell<u64>,
    surrogates: Cell<bool>,
    #[expect(clippy::box_collection, reason = "one word in each text, not three")]
    marks: OnceCell<Box<Vec<usize>>>,
}

// SAFETY: the static belongs to this implementation alone.
unsafe impl Payload for Str {
    fn layout() -> &'static Layout {
        static LAYOUT: Layout = Layout::with_tail::<Str>("str", true, drop_str, size_of_str, None);
        &LAYOUT
    }

    fn visit(&self, _: crate::Visit<'_>) {}
}

unsafe fn drop_str(object: NonNull<Header>) {
    // SAFETY: called for objects of this layout when they die; the tail needs no destruction.
    unsafe { std::ptr::drop_in_place(object.as_ptr().add(1).cast::<Str>()) };
}

unsafe fn size_of_str(object: NonNull<Header>) -> usize {
    // SAFETY: called for objects of this layout; the payload stands right behind the header.
    let payload = unsafe { &*object.as_ptr().add(1).cast::<Str>() };
    size_of::<Object<Str>>() + payload.capacity
}

impl Str {
    /// A new string.
    #[must_use]
    pub fn value(text: &str) -> Value {
        Self::copy(text.as_bytes(), false)
    }

    /// The decimal digits of a number.
    #[must_use]
    pub fn of_int(number: i64) -> Value {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut left = number.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if number < 0 {
            at -= 1;
            digits[at] = b'-';
        }
        Self::copy(&digits[at..], false)
    }

    /// A new string of several texts one after another.
    #[must_use]
    pub fn concat(parts: &[&Self]) -> Value {
        let surrogates = parts.iter().any(|p| p.surrogates.get());
        let bytes = parts.iter().map(|p| p.bytes.get()).sum();
        let chars = parts.iter().map(|p| p.chars.get()).sum();
        Value::Obj(Ref::with_tail(Self::payload(bytes, chars, surrogates), bytes, |mut tail| {
            for part in parts {
                let text = part.as_bytes();
                // SAFETY: the tail has room for all parts together.
                unsafe {
                    tail.copy_from_nonoverlapping(text.as_ptr(), text.len());
                    tail = tail.add(text.len());
                }
            }
        }))
    }

    /// A new string of this one so many times.
    #[must_use]
    pub fn repeat(&self, times: usize) -> Value {
        Self::copy(&self.as_bytes().repeat(times), self.surrogates.get())
    }

    /// A new string of code points, surrogates among them.
    #[must_use]
    pub fn from_code_points(points: &[u32]) -> Value {
        let mut bytes = Vec::with_capacity(points.len());
        let mut surrogates = false;
        for &point in points {
            surrogates |= (0xD800..0xE000).contains(&point);
            push_code_point(&mut bytes, point);
        }
        Self::copy(&bytes, surrogates)
    }

    /// `left + right` where no one else has `left`: in its block if there is room, else in a new one with
    /// room for more, so that building a text piece by piece takes time in proportion to it. Gives `left`
    /// back if someone else has it.
    pub(crate) fn append(left: Value, right: &Self) -> Result<Value, Value> {
        let Value::Obj(object) = &left else { return Err(left) };
        let Some(text) = object.get::<Self>() else { return Err(left) };
        if object.count() != 1 {
            return Err(left);
        }
        let (old, more) = (text.bytes.get(), right.as_bytes());
        let surrogates = text.surrogates.get() || right.surrogates.get();
        if old + more.len() > text.capacity {
            let spare = if old < GROWS { 0 } else { old / 2 };
            return Ok(Self::build(&[text.as_bytes(), more], surrogates, spare));
        }
        // SAFETY: no one else refers to the string, and the tail has room behind the text.
        unsafe {
            let end = std::ptr::from_ref(text).add(1).cast::<u8>().add(old).cast_mut();
            end.copy_from_nonoverlapping(more.as_ptr(), more.len());
        }
        text.bytes.set(old + more.len());
        text.chars.set(text.chars.get() + right.chars.get());
        text.hash.set(0);
        text.surrogates.set(surrogates);
        // Marks of what was there before stay right, but are too few.
        if text.marks.get().is_some() {
            return Ok(Self::build(&[text.as_bytes()], surrogates, text.capacity - old));
        }
        Ok(left)
    }

    /// This text, which is ASCII, with `map` of each of its bytes, which is ASCII too.
    #[must_use]
    pub fn map_ascii(&self, map: impl Fn(u8) -> u8) -> Value {
        let text = self.as_bytes();
        debug_assert!(self.is_ascii(), "each byte is a character");
        Value::Obj(Ref::with_tail(
            Self::payload(text.len(), text.len(), false),
            text.len(),
            |tail| {
                for (at, &byte) in text.iter().enumerate() {
                    // SAFETY: the tail has room for the text.
                    unsafe { tail.add(at).write(map(byte) & 0x7F) };
                }
            },
        ))
    }

    fn payload(bytes: usize, chars: usize, surrogates: bool) -> Self {
        Self {
            bytes: Cell::new(bytes),
            chars: Cell::new(chars),
            capacity: bytes,
            hash: Cell::new(0),
            surrogates: Cell::new(surrogates),
            marks: OnceCell::new(),
        }
    }

    /// A new string of one text.
    fn copy(text: &[u8], surrogates: bool) -> Value {
        let payload = Self::payload(text.len(), count_chars(text), surrogates);
        Value::Obj(Ref::with_tail(payload, text.len(), |tail| {
            // SAFETY: the tail has room for the text.
            unsafe { tail.copy_from_nonoverlapping(text.as_ptr(), text.len()) };
        }))
    }

    fn build(parts: &[&[u8]], surrogates: bool, spare: usize) -> Value {
        let bytes: usize = parts.iter().map(|p| p.len()).sum();
        let payload = Self {
            bytes: Cell::new(bytes),
            chars: Cell::new(parts.iter().map(|p| count_chars(p)).sum()),
            capacity: bytes + spare,
            hash: Cell::new(0),
            surrogates: Cell::new(surrogates),
            marks: OnceCell::new(),
        };
        Value::Obj(Ref::with_tail(payload, bytes + spare, |tail| {
            let mut at = 0;
            for part in parts {
                // SAFETY: the tail has room for all parts together.
                unsafe { tail.add(at).copy_from_nonoverlapping(part.as_ptr(), part.len()) };
                at += part.len();
            }
        }))
    }

    /// The text in generalised UTF-8.
    #[inline]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: a `Str` only ever stands in a block with its text behind it.
        unsafe {
            std::slice::from_raw_parts(
                std::ptr::from_ref(self).add(1).cast::<u8>(),
                self.bytes.get(),
            )
        }
    }

    /// The text, if no lone surrogate is in it.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if self.surrogates.get() {
            return None;
        }
        // SAFETY: made of Rust strings, or of code points none of which is a surrogate.
        Some(unsafe { std::str::from_utf8_unchecked(self.as_bytes()) })
    }

    /// The text, with U+FFFD for each lone surrogate.
    #[must_use]
    pub fn to_text(&self) -> std::borrow::Cow<'_, str> {
        match self.as_str() {
            Some(text) => text.into(),
            None => self
                .code_points()
                .map(|p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect::<String>()
                .into(),
        }
    }

    /// Characters.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.get()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars.get() == 0
    }

    /// Whether every character is ASCII.
    #[inline]
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.bytes.get() == self.chars.get()
    }

    /// Whether there are lone surrogates in it.
    #[must_use]
    pub fn has_surrogates(&self) -> bool {
        self.surrogates.get()
    }

    /// All code points in order.
    pub fn code_points(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        CodePoints { bytes: self.as_bytes() }
    }

    /// Where character `index` begins, in bytes; the end for an index at or past the end.
    #[must_use]
    pub fn byte_offset(&self, index: usize) -> usize {
        if self.is_ascii() || index >= self.len() {
            return if index >= self.len() { self.bytes.get() } else { index };
        }
        let marks = self.marks.get_or_init(|| Box::new(mark(self.as_bytes())));
        let mut at = marks[index / STRIDE];
        for _ in 0..index % STRIDE {
            at += width(self.as_bytes()[at]);
        }
        at
    }

    /// The code point of character `index`, which is below the length.
    #[must_use]
    pub fn code_point(&self, index: usize) -> Option<u32> {
        CodePoints { bytes: self.as_bytes().get(self.byte_offset(index)..)? }.next()
    }

    /// Characters `start..end` as a new string; both at most the length, in order.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Value {
        let bytes = &self.as_bytes()[self.byte_offset(start)..self.byte_offset(end)];
        let surrogates = self.surrogates.get() && std::str::from_utf8(bytes).is_err();
        Self::copy(bytes, surrogates)
    }

    /// The bytes of `range`, whose ends are between characters, as a new string.
    #[must_use]
    pub fn piece(&self, range: std::ops::Range<usize>) -> Value {
        let all = self.as_bytes();
        if self.is_ascii() {
            let text = &all[range];
            let payload = Self::payload(text.len(), text.len(), false);
            return Value::Obj(Ref::with_tail(payload, text.len(), |tail| {
                // SAFETY: the tail has room for the text.
                unsafe { tail.copy_from_nonoverlapping(text.as_ptr(), text.len()) };
            }));
        }
        let between = |at: usize| all.get(at).is_none_or(|byte| byte & 0xC0 != 0x80);
        let whole = between(range.start) && between(range.end);
        let bytes = &all[range];
        if !whole {
            return Self::value(&String::from_utf8_lossy(bytes));
        }
        let surrogates = self.surrogates.get() && std::str::from_utf8(bytes).is_err();
        Self::copy(bytes, surrogates)
    }

    /// Its parts in several ranges of bytes.
    #[must_use]
    pub fn pieces(&self, ranges: &[std::ops::Range<usize>]) -> Vec<Value> {
        ranges.iter().map(|range| self.piece(range.clone()).in_words()).collect()
    }

    /// The hash that was stored, or `compute`d and stored; never 0.
    pub fn hash_or(&self, compute: impl FnOnce(&[u8]) -> u64) -> u64 {
        if self.hash.get() == 0 {
            self.hash.set(compute(self.as_bytes()).max(1));
        }
        self.hash.get()
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

struct CodePoints<'a> {
    bytes: &'a [u8],
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let first = *self.bytes.first()?;
        let (char, rest) = self.bytes.split_at(width(first));
        self.bytes = rest;
        Some(decode(char))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let start = self.bytes.iter().rposition(|b| b & 0xC0 != 0x80)?;
        let (rest, char) = self.bytes.split_at(start);
        self.bytes = rest;
        Some(decode(char))
    }
}

fn decode(char: &[u8]) -> u32 {
    let lead = match char.len() {
        1 => return u32::from(char[0]),
        2 => char[0] & 0x1F,
        3 => char[0] & 0x0F,
        _ => char[0] & 0x07,
    };
    char[1..].iter().fold(u32::from(lead), |point, b| point << 6 | u32::from(b & 0x3F))
}

fn width(lead: u8) -> usize {
    match lead {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

fn count_chars(bytes: &[u8]) -> usize {
    if bytes.is_ascii() { bytes.len() } else { bytes.iter().filter(|b| *b & 0xC0 != 0x80).count() }
}

fn mark(bytes: &[u8]) -> Vec<usize> {
    let starts = bytes.iter().enumerate().filter(|(_, b)| *b & 0xC0 != 0x80);
    starts.step_by(STRIDE).map(|(at, _)| at).collect()
}

/// Appends a code point, a surrogate too, in generalised UTF-8.
pub fn push_code_point(bytes: &mut Vec<u8>, point: u32) {
    if let Some(char) = char::from_u32(point) {
        bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        let tail = |shift: u32| 0x80 | (point >> shift & 0x3F) as u8;
        bytes.extend_from_slice(&[0xE0 | (point >> 12 & 0x0F) as u8, tail(6), tail(0)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_by_index() {
        let heap = crate::heap::Heap::default();
        let _entered = heap.enter();
        let text: String = ('a'..='z').chain("—é🐍".chars()).cycle().take(500).collect();
        let value = Str::value(&text);
        let string = value.get::<Str>().expect("a string");
        for (i, c) in text.chars().enumerate() {
            assert_eq!(string.code_point(i), Some(c as u32));
        }
        let part = string.slice(20, 70);
        let want: String = text.chars().skip(20).take(50).collect();
        assert_eq!(part.get::<Str>().and_then(Str::as_str), Some(&*want));
    }

    #[test]
    fn a_lone_surrogate_is_a_character() {
        let heap = crate::heap::Heap::default();
        let _entered = heap.enter();
        let value = Str::from_code_points(&[0x61, 0xD83D, 0x62]);
        let string = value.get::<Str>().expect("a string");
        assert_eq!((string.len(), string.as_str()), (3, None));
        assert_eq!(string.code_points().rev().collect::<Vec<_>>(), [0x62, 0xD83D, 0x61]);
        assert!(string.slice(0, 1).get::<Str>().is_some_and(|s| !s.has_surrogates()));
    }
}
