//! Where a number ends, and what is wrong with it.

use super::Lexer;
use crate::token::Kind;
use ouro_diag::{Diagnostic, Span, codes};

/// A fault: offset and message.
type Fault = (usize, String);

impl Lexer<'_> {
    pub(super) fn number(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let scanner = Scanner { bytes, text: self.text, start };
        match scanner.scan() {
            Ok(Scanned { end, what }) => {
                if let Err((at, message)) = scanner.check_end(end, what) {
                    self.bad_number(start, at, message);
                    return;
                }
                if word_follows(bytes, end) {
                    let message = format!("invalid {what} literal");
                    self.out.warnings.push(Diagnostic::warning(
                        codes::NUMBER,
                        "SyntaxWarning",
                        Span::from(start..end),
                        message,
                    ));
                }
                self.push(Kind::Number, start, end);
                self.seek(end);
            }
            Err((at, message)) => self.bad_number(start, at, message),
        }
    }

    fn bad_number(&mut self, start: usize, at: usize, message: String) {
        // Leading zeros are marked as a whole, other faults at one character.
        let zeros = self.text[start..].bytes().take_while(|byte| matches!(byte, b'0' | b'_'));
        let width = if message.starts_with("leading") { zeros.count() } else { 1 };
        let end = self.text[start..]
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .map_or(self.text.len(), |length| start + length);
        let at = at.clamp(start, end.max(start));
        self.error(codes::NUMBER, at, at + width, message);
        self.push(Kind::Bad, start, end);
        self.seek(end);
    }
}

#[derive(Debug)]
struct Scanned {
    end: usize,
    what: &'static str,
}

struct Scanner<'s> {
    bytes: &'s [u8],
    text: &'s str,
    start: usize,
}

impl Scanner<'_> {
    fn at(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    fn scan(&self) -> Result<Scanned, Fault> {
        let start = self.start;
        if self.at(start) == b'0' {
            match self.at(start + 1) {
                b'x' | b'X' => return self.radix("hexadecimal", 16),
                b'o' | b'O' => return self.radix("octal", 8),
                b'b' | b'B' => return self.radix("binary", 2),
                _ => {}
            }
        }
        self.decimal()
    }

    fn radix(&self, what: &'static str, radix: u32) -> Result<Scanned, Fault> {
        let mut at = self.start + 2;
        let digit = |at: usize| char::from(self.at(at)).is_digit(radix);
        loop {
            if self.at(at) == b'_' {
                at += 1;
            }
            if !digit(at) {
                if self.at(at).is_ascii_digit() {
                    let found = char::from(self.at(at));
                    return Err((at, format!("invalid digit '{found}' in {what} literal")));
                }
                return Err((at - 1, format!("invalid {what} literal")));
            }
            while digit(at) {
                at += 1;
            }
            if self.at(at) != b'_' {
                break;
            }
        }
        if self.at(at).is_ascii_digit() {
            let found = char::from(self.at(at));
            return Err((at, format!("invalid digit '{found}' in {what} literal")));
        }
        Ok(Scanned { end: at, what })
    }

    /// Digits with single underscores between them, from a digit on.
    fn digits(&self, mut at: usize) -> Result<usize, Fault> {
        loop {
            while self.at(at).is_ascii_digit() {
                at += 1;
            }
            if self.at(at) != b'_' {
                return Ok(at);
            }
            at += 1;
            if !self.at(at).is_ascii_digit() {
                return Err((at - 1, "invalid decimal literal".into()));
            }
        }
    }

    fn decimal(&self) -> Result<Scanned, Fault> {
        let start = self.start;
        let mut at = self.digits(start)?;
        let mut is_float = false;
        let whole_end = at;
        if self.at(at) == b'.' {
            is_float = true;
            at += 1;
            if self.at(at).is_ascii_digit() {
                at = self.digits(at)?;
            }
        }
        if matches!(self.at(at), b'e' | b'E') {
            let sign = usize::from(matches!(self.at(at + 1), b'+' | b'-'));
            if self.at(at + 1 + sign).is_ascii_digit() {
                is_float = true;
                at = self.digits(at + 1 + sign)?;
            } else if sign == 1 {
                return Err((at + 1, "invalid decimal literal".into()));
            }
        }
        if matches!(self.at(at), b'j' | b'J') {
            return Ok(Scanned { end: at + 1, what: "imaginary" });
        }
        if !is_float {
            self.check_leading_zeros(whole_end)?;
        }
        Ok(Scanned { end: at, what: "decimal" })
    }

    fn check_leading_zeros(&self, end: usize) -> Result<(), Fault> {
        let digits = &self.bytes[self.start..end];
        let leads = digits.len() > 1 && digits[0] == b'0';
        if leads && digits.iter().any(|byte| !matches!(byte, b'0' | b'_')) {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err((self.start, message.into()));
        }
        Ok(())
    }

    /// A number may be followed by a keyword (`1if x else y`), not by any other letter.
    fn check_end(&self, end: usize, what: &str) -> Result<(), Fault> {
        let next = self.text[end..].chars().next().unwrap_or(' ');
        let letter = next == '_' || next.is_ascii_alphanumeric();
        if (letter || !next.is_ascii()) && !word_follows(self.bytes, end) {
            let other = !letter && !unicode_ident::is_xid_continue(next);
            if other {
                return Ok(());
            }
            return Err((end - 1, format!("invalid {what} literal")));
        }
        Ok(())
    }
}

/// Whether one of the words stands here that may follow a number directly.
fn word_follows(bytes: &[u8], at: usize) -> bool {
    let rest = &bytes[at..];
    ["and", "else", "for", "if", "in", "is", "not", "or"]
        .iter()
        .any(|word| rest.starts_with(word.as_bytes()))
}
