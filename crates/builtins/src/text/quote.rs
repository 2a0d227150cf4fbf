//! `repr()` and `ascii()` of strings and `repr()` of bytes (library reference, "Built-in Functions").
//!
//! Works on code points, so that lone surrogates can be shown; the result is always ordinary text,
//! because what is not printable is escaped.

use super::unicode::{is_printable, push_escape};

/// `repr()` of a string.
#[must_use]
pub fn repr(points: impl IntoIterator<Item = u32, IntoIter: Clone>) -> String {
    quoted(points.into_iter(), |point| char::from_u32(point).filter(|_| is_printable(point)))
}

/// `ascii()` of a string.
#[must_use]
pub fn ascii(points: impl IntoIterator<Item = u32, IntoIter: Clone>) -> String {
    quoted(points.into_iter(), |point| {
        char::from_u32(point).filter(|c| c.is_ascii() && is_printable(point))
    })
}

/// `repr()` of bytes; the caller of `bytearray` puts its name around it.
#[must_use]
pub fn bytes(bytes: &[u8]) -> String {
    let mut text = ascii(bytes.iter().copied().map(u32::from));
    text.insert(0, 'b');
    text
}

/// What escapes a repr of plain text: `ascii()` of a repr that user code made.
#[must_use]
pub fn escape_non_ascii(points: impl IntoIterator<Item = u32>) -> String {
    let mut text = String::new();
    for point in points {
        match char::from_u32(point) {
            Some(c) if c.is_ascii() => text.push(c),
            _ => push_escape(&mut text, point),
        }
    }
    text
}

fn quoted(
    points: impl Iterator<Item = u32> + Clone,
    shown: impl Fn(u32) -> Option<char>,
) -> String {
    let quote = quote_for(points.clone());
    let mut text = String::with_capacity(points.size_hint().0 + 2);
    text.push(quote);
    for point in points {
        match char::from_u32(point) {
            Some('\\') => text.push_str("\\\\"),
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some(c) if c == quote => text.extend(['\\', c]),
            _ => match shown(point) {
                Some(c) => text.push(c),
                None => push_escape(&mut text, point),
            },
        }
    }
    text.push(quote);
    text
}

/// Single quotes, unless only they occur in the text.
fn quote_for(points: impl Iterator<Item = u32>) -> char {
    let mut single = false;
    for point in points {
        match char::from_u32(point) {
            Some('"') => return '\'',
            Some('\'') => single = true,
            _ => {}
        }
    }
    if single { '"' } else { '\'' }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recorded::{check_all, text, unescape};

    const RECORDED: &str = include_str!("recorded/quote.tsv");

    #[test]
    fn quoting_is_as_recorded() {
        check_all(RECORDED, |case| match case {
            ["repr", field] => Some(format!("={}", repr(unescape(field)))),
            ["ascii", field] => Some(format!("={}", ascii(unescape(field)))),
            ["bytes", field] => {
                let raw: Vec<u8> = text(field).chars().map(|c| c as u8).collect();
                Some(format!("={}", bytes(&raw)))
            }
            _ => None,
        });
    }

    #[test]
    fn every_code_point_is_printable_or_not_as_recorded() {
        check_all(RECORDED, |case| match case {
            ["printable", _] => {
                let hash = (0..0x11_0000_u32).fold(0xcbf2_9ce4_8422_2325_u64, |hash, point| {
                    (hash ^ u64::from(is_printable(point))).wrapping_mul(0x0100_0000_01b3)
                });
                Some(format!("={hash:016x}"))
            }
            _ => None,
        });
    }
}
