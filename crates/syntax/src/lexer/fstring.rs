//! The text parts of f-strings, and where their replacement fields begin and end.

use super::{Lexer, closes, is_triple};
use crate::token::Kind;
use ouro_diag::codes;

/// How deeply f-strings may be nested in each other.
pub(crate) const MAX_FSTRING_NESTING: usize = 149;

/// How deeply fields may be nested in specifications of fields.
const MAX_FIELD_NESTING: usize = 3;

/// The f-strings that are open, innermost last.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Open>,
}

struct Open {
    start: usize,
    quote: u8,
    triple: bool,
    raw: bool,
    /// The open replacement fields of this f-string, innermost last.
    fields: Vec<Field>,
}

struct Field {
    /// Depth of brackets within the field, its own brace included.
    depth: u32,
    in_spec: bool,
}

impl Fields {
    /// Whether the next thing is text of an f-string, not an expression.
    pub(super) fn in_text(&self) -> bool {
        self.open.last().is_some_and(|open| open.fields.last().is_none_or(|field| field.in_spec))
    }

    /// Whether `depth` is that of the innermost field itself, outside inner brackets.
    pub(super) fn at_field_level(&self, depth: u32) -> bool {
        let field = self.open.last().and_then(|open| open.fields.last());
        field.is_some_and(|field| field.depth == depth && !field.in_spec)
    }

    pub(super) fn enter_spec(&mut self) {
        if let Some(field) = self.open.last_mut().and_then(|open| open.fields.last_mut()) {
            field.in_spec = true;
        }
    }

    /// Leaves the innermost f-string, which has no end.
    pub(super) fn abandon(&mut self) {
        self.open.pop();
    }

    pub(super) fn leave_field(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.fields.pop();
        }
    }
}

impl Lexer<'_> {
    pub(super) fn fstring_start(&mut self, start: usize, end: usize) {
        if self.fields.open.len() >= MAX_FSTRING_NESTING {
            self.error(codes::TOO_DEEP, end - 1, end, "too many nested f-strings");
            self.push(Kind::Bad, start, self.text.len());
            self.fields.open.clear();
            self.seek(self.text.len());
            return;
        }
        let bytes = self.text.as_bytes();
        let raw = bytes[start..end].iter().any(|byte| matches!(byte, b'r' | b'R'));
        let triple = is_triple(bytes, end);
        let quote = bytes[end - 1];
        self.push(Kind::FStringStart, start, end);
        self.fields.open.push(Open { start, quote, triple, raw, fields: Vec::new() });
    }

    /// Reads text up to the next field, the end of the specification or the end of the f-string.
    pub(super) fn fstring_text(&mut self) {
        let Some(open) = self.fields.open.last() else { return };
        let (quote, triple, raw, in_spec) =
            (open.quote, open.triple, open.raw, !open.fields.is_empty());
        let bytes = self.text.as_bytes();
        let start = self.logos.span().end;
        let mut at = start;
        loop {
            match bytes.get(at) {
                None => return self.unterminated_fstring(start, at),
                Some(b'\n' | b'\r') if !triple && in_spec => return self.spec_line_end(start, at),
                Some(b'\n' | b'\r') if !triple => return self.unterminated_fstring(start, at),
                Some(byte) if *byte == quote && closes(bytes, at, quote, triple) => {
                    return self.fstring_end(start, at, triple, in_spec);
                }
                Some(b'{') if !in_spec && bytes.get(at + 1) == Some(&b'{') => at += 2,
                Some(b'{') => return self.field_start(start, at),
                Some(b'}') if in_spec => return self.spec_end(start, at),
                Some(b'}') if bytes.get(at + 1) == Some(&b'}') => at += 2,
                Some(b'}') => {
                    let message = "f-string: single '}' is not allowed";
                    self.error(codes::FSTRING, at, at + 1, message);
                    self.push(Kind::Bad, at, at + 1);
                    at += 1;
                }
                Some(b'\\') => at = self.skip_escape(at, raw),
                Some(_) => at += 1,
            }
        }
    }

    /// The offset after a backslash and what it escapes; braces keep their meaning.
    fn skip_escape(&self, at: usize, raw: bool) -> usize {
        let bytes = self.text.as_bytes();
        match bytes.get(at + 1) {
            Some(b'{' | b'}') | None => at + 1,
            Some(b'N') if !raw && bytes.get(at + 2) == Some(&b'{') => {
                let name = bytes[at + 3..].iter().position(|byte| !is_name_byte(*byte));
                match name {
                    Some(length) if bytes[at + 3 + length] == b'}' => at + 4 + length,
                    _ => at + 2,
                }
            }
            Some(b'\r') if bytes.get(at + 2) == Some(&b'\n') => at + 3,
            Some(_) => at + 2,
        }
    }

    fn middle(&mut self, start: usize, end: usize) {
        if end > start {
            self.push(Kind::FStringMiddle, start, end);
        }
    }

    fn field_start(&mut self, start: usize, at: usize) {
        self.middle(start, at);
        if self.fields.open.last().is_some_and(|open| open.fields.len() >= MAX_FIELD_NESTING) {
            let before = self.text[..at].chars().next_back().map_or(0, char::len_utf8);
            let message = "f-string: expressions nested too deeply";
            self.error(codes::TOO_DEEP, at - before, at, message);
            self.push(Kind::Bad, at, at + 1);
        }
        self.push(Kind::FieldStart, at, at + 1);
        self.bracket_depth += 1;
        let depth = self.bracket_depth;
        if let Some(open) = self.fields.open.last_mut() {
            open.fields.push(Field { depth, in_spec: false });
        }
        self.seek(at + 1);
    }

    /// A line's end ends the text of a specification, and only the brace that closes the field may follow.
    fn spec_line_end(&mut self, start: usize, at: usize) {
        self.middle(start, at);
        if let Some(field) = self.fields.open.last_mut().and_then(|open| open.fields.last_mut()) {
            field.in_spec = false;
        }
        self.seek(at);
    }

    fn spec_end(&mut self, start: usize, at: usize) {
        self.middle(start, at);
        self.push(Kind::FieldEnd, at, at + 1);
        self.bracket_depth = self.bracket_depth.saturating_sub(1);
        self.fields.leave_field();
        self.seek(at + 1);
    }

    fn fstring_end(&mut self, start: usize, at: usize, triple: bool, in_spec: bool) {
        let end = at + if triple { 3 } else { 1 };
        self.middle(start, at);
        if in_spec {
            // The parser sees the end where it wants a brace, and says so.
            self.close_fields();
        }
        self.push(Kind::FStringEnd, at, end);
        self.fields.open.pop();
        self.seek(end);
    }

    /// Whether a literal without an end, opened with the same quotes as the f-string around it, is in
    /// truth that f-string's end: then a brace is missing.
    pub(super) fn ends_fstring_around(&self, quote: u8, triple: bool) -> bool {
        let open = self.fields.open.last();
        open.is_some_and(|open| open.quote == quote && open.triple == triple)
    }

    fn close_fields(&mut self) {
        if let Some(open) = self.fields.open.last_mut() {
            let depth = open.fields.first().map_or(self.bracket_depth, |field| field.depth - 1);
            open.fields.clear();
            self.bracket_depth = depth;
        }
    }

    fn unterminated_fstring(&mut self, text_start: usize, at: usize) {
        let Some(open) = self.fields.open.last() else { return };
        let (start, triple) = (open.start, open.triple);
        if !open.fields.is_empty() {
            self.middle(text_start, at);
            self.close_fields();
            self.push(Kind::FStringEnd, at, at);
            self.fields.open.pop();
            self.seek(at);
            return;
        }
        self.fields.open.pop();
        self.unterminated(start, text_start.min(at), triple, "f-string literal");
        self.seek(at);
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'(' | b')')
}
