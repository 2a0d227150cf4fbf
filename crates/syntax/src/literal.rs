//! The values of literals: numbers, strings, bytes.

use crate::ast::{Constant, Int, Text};
use num_bigint::BigInt;

/// What is wrong with a literal: the reference's message.
pub(crate) type Fault = String;

/// Whole numbers of more decimal digits than this are refused, as the reference does.
pub(crate) const MAX_DECIMAL_DIGITS: usize = 4300;

/// The value of a number as the lexer accepted it.
pub(crate) fn number(text: &str) -> Result<Constant, Fault> {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    let lower = plain.to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            return Ok(Constant::Int(integer(digits, radix)));
        }
    }
    if let Some(digits) = lower.strip_suffix('j') {
        return Ok(Constant::Complex(float(digits)));
    }
    if lower.contains(['.', 'e']) {
        return Ok(Constant::Float(float(&lower)));
    }
    if lower.len() > MAX_DECIMAL_DIGITS {
        return Err(format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: \
             value has {} digits; use sys.set_int_max_str_digits() to increase the limit \
             - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
            lower.len()
        ));
    }
    Ok(Constant::Int(integer(&lower, 10)))
}

fn integer(digits: &str, radix: u32) -> Int {
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        return Int::Small(value);
    }
    let value = BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default();
    Int::Big(Box::new(value))
}

fn float(digits: &str) -> f64 {
    digits.parse().unwrap_or(0.0)
}

/// The prefix of a string literal, taken apart.
#[derive(Clone, Copy, Default)]
pub(crate) struct Prefix {
    pub(crate) raw: bool,
    pub(crate) bytes: bool,
    pub(crate) unicode: bool,
    /// Bytes of the prefix and the opening quotes.
    pub(crate) open_length: usize,
    pub(crate) quote_length: usize,
}

/// Reads prefix and quotes at the start of a literal.
pub(crate) fn prefix(text: &str) -> Prefix {
    let mut prefix = Prefix::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'r' | b'R' => prefix.raw = true,
            b'b' | b'B' => prefix.bytes = true,
            // Only the small letter shows in a dump of the reference's tree.
            b'u' => prefix.unicode = true,
            b'U' | b'f' | b'F' => {}
            _ => break,
        }
        at += 1;
    }
    let quote = bytes.get(at);
    let triple = bytes.len() >= at + 3 && bytes.get(at + 1) == quote && bytes.get(at + 2) == quote;
    // An empty literal of two quotes is not the start of a triple one.
    let triple = triple && (bytes.len() >= at + 6 || text.len() == at + 3);
    prefix.quote_length = if triple { 3 } else { 1 };
    prefix.open_length = at + prefix.quote_length;
    prefix
}

/// What decoding found that is allowed but wrong: offset in the body and the escape (`\d`).
pub(crate) struct Decoded<T> {
    pub(crate) value: T,
    pub(crate) bad_escape: Option<(usize, String)>,
}

/// Newlines of every kind become `\n`.
fn normal_lines(body: &str) -> std::borrow::Cow<'_, str> {
    if body.contains('\r') {
        body.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        body.into()
    }
}

/// The text of a body without quotes.
pub(crate) fn text(body: &str, raw: bool) -> Result<Decoded<Text>, Fault> {
    let body = normal_lines(body);
    if raw || !body.contains('\\') {
        return Ok(Decoded { value: Text::Utf8(body.as_ref().into()), bad_escape: None });
    }
    let mut decoder = TextDecoder { body: &body, at: 0, out: Points::default(), bad_escape: None };
    decoder.run()?;
    Ok(Decoded { value: decoder.out.finish(), bad_escape: decoder.bad_escape })
}

/// Text that is only turned into code points where a surrogate asks for it.
#[derive(Default)]
struct Points {
    text: String,
    wide: Option<Vec<u32>>,
}

impl Points {
    fn push_str(&mut self, text: &str) {
        match &mut self.wide {
            Some(points) => points.extend(text.chars().map(u32::from)),
            None => self.text.push_str(text),
        }
    }

    fn push(&mut self, point: u32) {
        match (&mut self.wide, char::from_u32(point)) {
            (None, Some(c)) => self.text.push(c),
            (Some(points), _) => points.push(point),
            (None, None) => {
                let mut points: Vec<u32> = self.text.chars().map(u32::from).collect();
                points.push(point);
                self.wide = Some(points);
            }
        }
    }

    fn finish(self) -> Text {
        match self.wide {
            Some(points) => Text::Wide(points.into_boxed_slice()),
            None => Text::Utf8(self.text.into_boxed_str()),
        }
    }
}

struct TextDecoder<'s> {
    body: &'s str,
    at: usize,
    out: Points,
    bad_escape: Option<(usize, String)>,
}

impl TextDecoder<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        while let Some(offset) = self.body[self.at..].find('\\') {
            let start = self.at + offset;
            self.out.push_str(&self.body[self.at..start]);
            self.escape(start)?;
        }
        self.out.push_str(&self.body[self.at..]);
        Ok(())
    }

    fn escape(&mut self, start: usize) -> Result<(), Fault> {
        let rest = &self.body[start + 1..];
        let Some(c) = rest.chars().next() else {
            self.out.push_str("\\");
            self.at = self.body.len();
            return Ok(());
        };
        self.at = start + 1 + c.len_utf8();
        match c {
            '\n' => {}
            'x' => self.hex(start, 2, "truncated \\xXX escape")?,
            'u' => self.hex(start, 4, "truncated \\uXXXX escape")?,
            'U' => self.hex(start, 8, "truncated \\UXXXXXXXX escape")?,
            'N' => self.named(start)?,
            '0'..='7' => self.octal(start),
            _ => match simple_escape(c) {
                Some(byte) => self.out.push(u32::from(byte)),
                None => {
                    self.bad_escape.get_or_insert((start, format!("\\{c}")));
                    self.out.push_str("\\");
                    self.at = start + 1;
                }
            },
        }
        Ok(())
    }

    /// The message counts positions in the escaped form, where anything beyond ASCII takes ten bytes.
    fn fault(&self, start: usize, end: usize, reason: &str) -> Fault {
        let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum();
        let first: usize = width(&self.body[..start]);
        let length: usize = width(&self.body[start..end]);
        let last = (first + length).saturating_sub(1).max(first);
        let place = if last == first {
            format!("position {first}")
        } else {
            format!("positions {first}-{last}")
        };
        let place = place.replace("positions", "position");
        format!("(unicode error) 'unicodeescape' codec can't decode bytes in {place}: {reason}")
    }

    fn hex(&mut self, start: usize, count: usize, truncated: &str) -> Result<(), Fault> {
        let digits: String = self.body[start + 2..]
            .chars()
            .take(count)
            .take_while(char::is_ascii_hexdigit)
            .collect();
        let end = start + 2 + digits.len();
        if digits.len() < count {
            return Err(self.fault(start, end, truncated));
        }
        let point = u32::from_str_radix(&digits, 16).unwrap_or(u32::MAX);
        if point > 0x0010_FFFF {
            return Err(self.fault(start, end, "illegal Unicode character"));
        }
        self.out.push(point);
        self.at = end;
        Ok(())
    }

    fn named(&mut self, start: usize) -> Result<(), Fault> {
        let rest = &self.body[start + 2..];
        let malformed = "malformed \\N character escape";
        let Some(inner) = rest.strip_prefix('{') else {
            return Err(self.fault(start, start + 2, malformed));
        };
        let Some(length) = inner.find('}') else {
            return Err(self.fault(start, self.body.len(), malformed));
        };
        let end = start + 3 + length + 1;
        if length == 0 {
            return Err(self.fault(start, end - 1, malformed));
        }
        let Some(c) = unicode_names2::character(&inner[..length]) else {
            return Err(self.fault(start, end, "unknown Unicode character name"));
        };
        self.out.push(u32::from(c));
        self.at = end;
        Ok(())
    }

    fn octal(&mut self, start: usize) {
        let digits: String =
            self.body[start + 1..].chars().take(3).take_while(|c| matches!(c, '0'..='7')).collect();
        let value = u32::from_str_radix(&digits, 8).unwrap_or(0);
        if value > 0o377 {
            self.bad_escape.get_or_insert((start, format!("\\{digits}")));
        }
        self.out.push(value);
        self.at = start + 1 + digits.len();
    }
}

fn simple_escape(c: char) -> Option<u8> {
    Some(match c {
        '\\' => b'\\',
        '\'' => b'\'',
        '"' => b'"',
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        _ => return None,
    })
}

/// The bytes of a body without quotes.
pub(crate) fn bytes(body: &str, raw: bool) -> Result<Decoded<Vec<u8>>, Fault> {
    if !body.is_ascii() {
        return Err("bytes can only contain ASCII literal characters".into());
    }
    let body = normal_lines(body);
    let source = body.as_bytes();
    let mut out = Vec::with_capacity(source.len());
    let mut bad_escape = None;
    let mut at = 0;
    while let Some(byte) = source.get(at) {
        if *byte != b'\\' || raw {
            out.push(*byte);
            at += 1;
            continue;
        }
        let Some(next) = source.get(at + 1) else {
            out.push(b'\\');
            break;
        };
        match next {
            b'\n' => at += 2,
            b'x' => {
                let digits =
                    body.get(at + 2..at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
                let Some(digits) = digits else {
                    return Err(format!("(value error) invalid \\x escape at position {at}"));
                };
                out.push(u8::from_str_radix(digits, 16).unwrap_or(0));
                at += 4;
            }
            b'0'..=b'7' => {
                let rest = &source[at + 1..];
                let count = rest.iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
                let value = rest[..count].iter().fold(0u32, |v, b| v * 8 + u32::from(b - b'0'));
                if value > 0o377 {
                    bad_escape.get_or_insert((at, body[at..=at + count].to_owned()));
                }
                out.push((value & 0xFF) as u8);
                at += 1 + count;
            }
            other => match simple_escape(char::from(*other)) {
                Some(value) => {
                    out.push(value);
                    at += 2;
                }
                None => {
                    bad_escape.get_or_insert((at, format!("\\{}", char::from(*other))));
                    out.push(b'\\');
                    at += 1;
                }
            },
        }
    }
    Ok(Decoded { value: out, bad_escape })
}
