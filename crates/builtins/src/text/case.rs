//! Case mappings of code points (library reference, "String Methods": `upper`, `lower`, `title`,
//! `casefold`, `isupper`, `islower`). Rust's tables give upper and lower case; title case and folding
//! follow from them but for the few scripts that are named here.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// Applies `map` to a code point if it is a character that Unicode 15.1 knows, else keeps it.
fn mapped(out: &mut Vec<u32>, point: u32, map: impl FnOnce(char, &mut Vec<u32>)) {
    match char::from_u32(point) {
        // Rust's tables are newer: characters that 15.1 does not have stay as they are.
        Some(c) if c.is_ascii() || c.general_category() != GeneralCategory::Unassigned => {
            map(c, out);
        }
        _ => out.push(point),
    }
}

/// Writes the capital of a character, or itself where Unicode 15.1 has no capital for it yet.
fn push_upper(c: char, out: &mut Vec<u32>) {
    let newer = |upper: char| upper.general_category() == GeneralCategory::Unassigned;
    if !c.is_ascii() && c.to_uppercase().any(newer) {
        out.push(u32::from(c));
    } else {
        extend(out, c.to_uppercase());
    }
}

fn extend(out: &mut Vec<u32>, chars: impl Iterator<Item = char>) {
    out.extend(chars.map(u32::from));
}

/// `str.upper()`
#[must_use]
pub fn upper(points: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.len());
    for point in points {
        mapped(&mut out, *point, push_upper);
    }
    out
}

/// `str.lower()`
#[must_use]
pub fn lower(points: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.len());
    for index in 0..points.len() {
        push_lower(&mut out, points, index);
    }
    out
}

/// `str.casefold()`
#[must_use]
pub fn fold(points: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.len());
    for point in points {
        mapped(&mut out, *point, |c, out| match c {
            // Cherokee folds to its capitals, and the dotless i does not fold.
            '\u{13a0}'..='\u{13f5}' | 'ı' => out.push(u32::from(c)),
            '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => extend(out, c.to_uppercase()),
            'ẞ' | 'ß' => extend(out, "ss".chars()),
            _ => extend(out, c.to_uppercase().flat_map(char::to_lowercase)),
        });
    }
    out
}

/// `str.title()`: each run of cased characters begins with a capital.
#[must_use]
pub fn title(points: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.len());
    let mut in_word = false;
    for (index, point) in points.iter().enumerate() {
        if in_word {
            push_lower(&mut out, points, index);
        } else {
            mapped(&mut out, *point, push_title);
        }
        in_word = is_cased(*point);
    }
    out
}

/// `str.capitalize()`
#[must_use]
pub fn capitalize(points: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            mapped(&mut out, *point, push_title);
        } else {
            push_lower(&mut out, points, index);
        }
    }
    out
}

/// `str.swapcase()`
#[must_use]
pub fn swap(points: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        if is_upper(*point) {
            push_lower(&mut out, points, index);
        } else if is_lower(*point) {
            mapped(&mut out, *point, push_upper);
        } else {
            out.push(*point);
        }
    }
    out
}

const CAPITAL_SIGMA: u32 = 'Σ' as u32;

/// Writes the lower case of one code point; a capital sigma at the end of a word has a form of its own.
fn push_lower(out: &mut Vec<u32>, points: &[u32], index: usize) {
    let point = points[index];
    if point == CAPITAL_SIGMA {
        let skipped = |p: &&u32| !is_case_ignorable(**p);
        let before = points[..index].iter().rev().find(skipped).is_some_and(|p| is_cased(*p));
        let after = points[index + 1..].iter().find(skipped).is_some_and(|p| is_cased(*p));
        out.push(u32::from(if before && !after { 'ς' } else { 'σ' }));
    } else {
        mapped(out, point, |c, out| extend(out, c.to_lowercase()));
    }
}

/// Writes the title case of one character.
fn push_title(c: char, out: &mut Vec<u32>) {
    let point = u32::from(c);
    match point {
        // Digraphs come as capital, title and small letter, one after the other.
        0x1c4..=0x1cc => out.push((point - 0x1c4) / 3 * 3 + 0x1c5),
        0x1f1..=0x1f3 => out.push(0x1f2),
        // Georgian capitals are never used for titles.
        0x10d0..=0x10fa | 0x10fd..=0x10ff => out.push(point),
        // Greek letters with an iota below have capitals with an iota beside.
        0x1f80..=0x1faf => out.push(point | 8),
        0x1fb3 | 0x1fc3 | 0x1ff3 => out.push(point + 9),
        0x1fbc | 0x1fcc | 0x1ffc => out.push(point),
        0x1fb2 | 0x1fb4 | 0x1fb7 | 0x1fc2 | 0x1fc4 | 0x1fc7 | 0x1ff2 | 0x1ff4 | 0x1ff7 => {
            let iota_below = |upper| if upper == 'Ι' { '\u{345}' } else { upper };
            extend(out, c.to_uppercase().map(iota_below));
        }
        // The n with an apostrophe before it has no capital of one character.
        0x149 => extend(out, c.to_uppercase()),
        _ => {
            let first = out.len();
            push_upper(c, out);
            for rest in out.split_off(first + 1) {
                mapped(out, rest, |c, out| extend(out, c.to_lowercase()));
            }
        }
    }
}

/// Whether a code point is a capital.
#[must_use]
pub fn is_upper(point: u32) -> bool {
    known(point).is_some_and(char::is_uppercase)
}

/// Whether a code point is a small letter.
#[must_use]
pub fn is_lower(point: u32) -> bool {
    known(point).is_some_and(char::is_lowercase)
}

/// Whether a code point is a title-case letter.
#[must_use]
pub fn is_title(point: u32) -> bool {
    known(point).is_some_and(|c| c.general_category() == GeneralCategory::TitlecaseLetter)
}

/// Whether a code point has case at all.
#[must_use]
pub fn is_cased(point: u32) -> bool {
    is_upper(point) || is_lower(point) || is_title(point)
}

fn known(point: u32) -> Option<char> {
    let c = char::from_u32(point)?;
    (c.is_ascii() || c.general_category() != GeneralCategory::Unassigned).then_some(c)
}

/// Whether a code point is looked through when the neighbours of a sigma are sought.
fn is_case_ignorable(point: u32) -> bool {
    use GeneralCategory as G;
    let Some(c) = char::from_u32(point) else { return true };
    matches!(c, '\'' | '.' | ':' | '·' | '’' | '‘' | '\u{2024}' | '\u{2027}' | '\u{fe13}')
        || matches!(c, '\u{fe52}' | '\u{fe55}' | '\u{ff07}' | '\u{ff0e}' | '\u{ff1a}' | '\u{387}')
        || matches!(
            c.general_category(),
            G::NonspacingMark
                | G::EnclosingMark
                | G::Format
                | G::ModifierLetter
                | G::ModifierSymbol
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::recorded::{check_all, unescape};

    const RECORDED: &str = include_str!("recorded/case.tsv");

    type Mapping = fn(&[u32]) -> Vec<u32>;

    fn mapping(name: &str) -> Option<Mapping> {
        Some(match name {
            "upper" => upper,
            "lower" => lower,
            "casefold" => fold,
            "title" => title,
            "capitalize" => capitalize,
            "swapcase" => swap,
            _ => return None,
        })
    }

    #[test]
    fn texts_are_mapped_as_recorded() {
        check_all(RECORDED, |case| {
            let [name, text] = case else { return None };
            Some(format!("={}", crate::text::lossy_string(mapping(name)?(&unescape(text)))))
        });
    }

    #[test]
    fn every_code_point_is_mapped_as_recorded() {
        check_all(RECORDED, |case| {
            let ["all", name, first, last] = case else { return None };
            let map = mapping(name)?;
            let range = first.parse::<u32>().ok()?..last.parse::<u32>().ok()?;
            let hash = range.fold(0xcbf2_9ce4_8422_2325_u64, |hash, point| {
                map(&[point]).into_iter().fold(hash, |hash, mapped| {
                    (hash ^ u64::from(mapped)).wrapping_mul(0x0100_0000_01b3)
                })
            });
            Some(format!("={hash:016x}"))
        });
    }
}
