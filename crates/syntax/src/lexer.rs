//! From text to raw tokens: logos for what begins a token, by hand where literals and f-strings end.
//!
//! Lines and indentation are not judged here (`layout` does that), nor are values decoded (`literal`).

mod characters;
mod fstring;
mod number;

use crate::token::{Kind, Range, Spanned};
use fstring::Fields;
use logos::Logos;
use ouro_diag::{Code, Diagnostic, Span, codes};

/// Raw tokens with what was wrong, in the order of the text.
#[derive(Default)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Spanned>,
    pub(crate) errors: Vec<Diagnostic>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Splits a text into raw tokens.
pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        logos: Kind::lexer(text),
        out: Lexed::default(),
        fields: Fields::default(),
        bracket_depth: 0,
        explained_to: 0,
    };
    // A token takes about five bytes of ordinary source; growing twice is cheaper than holding too much.
    lexer.out.tokens.reserve(text.len() / 6);
    lexer.run();
    lexer.out
}

struct Lexer<'s> {
    text: &'s str,
    logos: logos::Lexer<'s, Kind>,
    out: Lexed,
    fields: Fields,
    bracket_depth: u32,
    /// Up to where characters that look like others have been spoken of.
    explained_to: usize,
}

impl<'s> Lexer<'s> {
    fn run(&mut self) {
        loop {
            if self.fields.in_text() {
                self.fstring_text();
                continue;
            }
            let Some(result) = self.logos.next() else { break };
            let range = self.logos.span();
            match result {
                Ok(kind) => self.token(kind, range.start, range.end),
                Err(()) => self.stray(range.start, range.end),
            }
        }
    }

    fn token(&mut self, kind: Kind, start: usize, end: usize) {
        match kind {
            Kind::Name => self.name(start, end),
            Kind::Number => self.number(start),
            Kind::Str => self.string(start, end),
            Kind::FStringStart => self.fstring_start(start, end),
            Kind::Backslash => self.backslash(start),
            Kind::LParen | Kind::LBracket | Kind::LBrace => {
                self.bracket_depth += 1;
                self.push(kind, start, end);
            }
            Kind::RParen | Kind::RBracket | Kind::RBrace => self.closing(kind, start, end),
            Kind::Colon | Kind::ColonEqual if self.fields.at_field_level(self.bracket_depth) => {
                self.push(Kind::Colon, start, start + 1);
                self.seek(start + 1);
                self.fields.enter_spec();
            }
            _ => self.push(kind, start, end),
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.out.tokens.push((kind, to_range(start, end)));
    }

    fn error(&mut self, code: Code, start: usize, end: usize, message: impl Into<String>) {
        let span = Span::from(start..end);
        self.out.errors.push(Diagnostic::error(code, span, message));
    }

    /// Goes on at `offset`, which must be a boundary at or after the current token's start.
    fn seek(&mut self, offset: usize) {
        let end = self.logos.span().end;
        if offset >= end {
            self.logos.bump(offset - end);
        } else {
            self.logos = Kind::lexer(self.text);
            self.logos.bump(offset);
        }
    }

    fn closing(&mut self, kind: Kind, start: usize, end: usize) {
        let ends_field = kind == Kind::RBrace && self.fields.at_field_level(self.bracket_depth);
        self.push(if ends_field { Kind::FieldEnd } else { kind }, start, end);
        if self.fields.at_field_level(self.bracket_depth) {
            if kind == Kind::RBrace {
                self.bracket_depth -= 1;
                self.fields.leave_field();
            }
            return;
        }
        self.bracket_depth = self.bracket_depth.saturating_sub(1);
    }

    fn name(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        if text.is_ascii() {
            self.push(Kind::Name, start, end);
            return;
        }
        let good = |index: usize, c: char| {
            c == '_'
                || if index == 0 {
                    unicode_ident::is_xid_start(c)
                } else {
                    unicode_ident::is_xid_continue(c)
                }
        };
        match text.char_indices().find(|(index, c)| !good(*index, *c)) {
            None => self.push(Kind::Name, start, end),
            Some((index, c)) => {
                let at = start + index;
                self.bad_character(at, c);
                // What stands before and after it may still be names.
                let next = at + c.len_utf8();
                self.push(Kind::Bad, if index > 0 { start } else { at }, next);
                self.seek(next);
            }
        }
    }

    fn stray(&mut self, start: usize, end: usize) {
        for (index, c) in self.text[start..end].char_indices() {
            self.bad_character(start + index, c);
        }
        self.push(Kind::Bad, start, end);
    }

    fn backslash(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let next = start + 1;
        let newline = match (bytes.get(next), bytes.get(next + 1)) {
            (Some(b'\n'), _) => 1,
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r'), _) => 1,
            (None, _) => {
                self.error(codes::BACKSLASH, next, next, "unexpected EOF while parsing");
                self.push(Kind::Bad, start, next);
                return;
            }
            _ => {
                let message = "unexpected character after line continuation character";
                let character = Span::of_character(self.text, next);
                self.out.errors.push(Diagnostic::error(codes::BACKSLASH, character, message));
                self.push(Kind::Bad, start, next);
                return;
            }
        };
        if next + newline >= bytes.len() {
            self.error(codes::BACKSLASH, next, next, "unexpected EOF while parsing");
            self.push(Kind::Bad, start, next);
        }
        self.seek(next + newline);
    }

    /// A string literal that is no f-string: `start..open` holds its prefix and opening quotes.
    fn string(&mut self, start: usize, open: usize) {
        let bytes = self.text.as_bytes();
        let quote = bytes[open - 1];
        let triple = is_triple(bytes, open);
        let mut at = open;
        loop {
            match bytes.get(at) {
                None => return self.unterminated(start, open, triple, "string literal"),
                Some(b'\\') => at += if bytes[at + 1..].starts_with(b"\r\n") { 3 } else { 2 },
                Some(b'\n' | b'\r') if !triple => {
                    return self.unterminated(start, open, triple, "string literal");
                }
                Some(byte) if *byte == quote && closes(bytes, at, quote, triple) => {
                    at += if triple { 3 } else { 1 };
                    break;
                }
                Some(_) => at += 1,
            }
        }
        self.push(Kind::Str, start, at);
        self.seek(at);
    }

    /// Reports a literal without an end and goes on after it: at the line's end, or the text's.
    fn unterminated(&mut self, start: usize, open: usize, triple: bool, what: &str) {
        let end = if triple { self.text.len() } else { line_end(self.text, open) };
        let quote = self.text.as_bytes()[open - 1];
        if what == "string literal" && self.ends_fstring_around(quote, triple) {
            self.error(codes::FSTRING, start, start + 1, "f-string: expecting '}'");
            self.push(Kind::Bad, start, end);
            self.fields.abandon();
            self.seek(end);
            return;
        }
        let line = detected_line(self.text, if triple { self.text.len() } else { end });
        let kind = if triple { "triple-quoted " } else { "" };
        let message = format!("unterminated {kind}{what} (detected at line {line})");
        self.error(codes::UNTERMINATED_STRING, start, start + 1, message);
        self.push(Kind::Bad, start, end);
        self.seek(end);
    }
}

fn to_range(start: usize, end: usize) -> Range {
    crate::token::range(Span::from(start..end))
}

/// Whether the quotes before `open` are three.
fn is_triple(bytes: &[u8], open: usize) -> bool {
    let quote = bytes[open - 1];
    open >= 3 && bytes[open - 2] == quote && bytes[open - 3] == quote
}

fn closes(bytes: &[u8], at: usize, quote: u8, triple: bool) -> bool {
    !triple || (bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote))
}

/// The end of the line of an unterminated literal; a backslash takes the next line along.
fn line_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += if bytes[at + 1..].starts_with(b"\r\n") { 3 } else { 2 },
            b'\n' | b'\r' => break,
            _ => at += 1,
        }
    }
    let mut end = at.min(bytes.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// The line (from 1) on which the end of the text before `offset` lies.
fn detected_line(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset];
    let before = if offset == text.len() {
        before.strip_suffix(b"\n").map_or(before, |b| b.strip_suffix(b"\r").unwrap_or(b))
    } else {
        before
    };
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
