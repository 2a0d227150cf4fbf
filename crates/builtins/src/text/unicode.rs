//! Properties of code points as CPython 3.13 sees them: Unicode 15.1, which the pinned version of
//! `unicode-properties` holds (library reference, "String Methods": `isdecimal`, `isdigit`,
//! `isnumeric`, `isprintable`, `isspace`, `isalpha`).
//!
//! Case mappings are the business of `str`'s methods.

use std::fmt::Write as _;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The general category; lone surrogates have theirs, too.
#[must_use]
pub fn category(point: u32) -> GeneralCategory {
    char::from_u32(point)
        .map_or(GeneralCategory::Surrogate, UnicodeGeneralCategory::general_category)
}

/// Whether `repr()` shows the code point as it is: no control, format, surrogate, private or unassigned
/// one, and no separator but the space.
#[must_use]
pub fn is_printable(point: u32) -> bool {
    use GeneralCategory as G;
    if point < 0x7f {
        return point >= 0x20;
    }
    !matches!(
        category(point),
        G::Control
            | G::Format
            | G::Surrogate
            | G::PrivateUse
            | G::Unassigned
            | G::LineSeparator
            | G::ParagraphSeparator
            | G::SpaceSeparator
    )
}

/// `str.isspace` of one code point: what `strip()` and `split()` go by.
#[must_use]
pub fn is_space(point: u32) -> bool {
    matches!(
        point,
        0x09..=0x0d | 0x1c..=0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029
            | 0x202f | 0x205f | 0x3000
    )
}

/// `str.isalpha` of one code point: the letters.
#[must_use]
pub fn is_alpha(point: u32) -> bool {
    use GeneralCategory as G;
    if point < 0x80 {
        return u8::try_from(point).is_ok_and(|byte| byte.is_ascii_alphabetic());
    }
    matches!(
        category(point),
        G::UppercaseLetter
            | G::LowercaseLetter
            | G::TitlecaseLetter
            | G::ModifierLetter
            | G::OtherLetter
    )
}

/// The value of a decimal digit of any script.
#[must_use]
pub fn decimal_value(point: u32) -> Option<u32> {
    if point < 0x80 {
        return char::from_u32(point).and_then(|c| c.to_digit(10));
    }
    let before = DECIMAL_ZEROS.partition_point(|zero| *zero <= point);
    let zero = DECIMAL_ZEROS[..before].last()?;
    (point - zero < 10).then_some(point - zero)
}

/// `str.isdigit` of one code point: decimal digits and those with a form (superscripts, circled).
#[must_use]
pub fn is_digit(point: u32) -> bool {
    decimal_value(point).is_some() || in_ranges(&DIGIT_RANGES, point)
}

/// `str.isnumeric` of one code point: whatever stands for a number, fractions and ideographs too.
#[must_use]
pub fn is_numeric(point: u32) -> bool {
    if point < 0x80 {
        return (0x30..0x3a).contains(&point);
    }
    char::from_u32(point)
        .is_some_and(|c| c.general_category_group() == GeneralCategoryGroup::Number)
        || in_ranges(&NUMERIC_LETTER_RANGES, point)
}

fn in_ranges(ranges: &[(u32, u32)], point: u32) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < point);
    ranges.get(at).is_some_and(|(first, _)| *first <= point)
}

/// The text of a number with the digits of other scripts and foreign blanks made ASCII, which is what
/// `int()` and `float()` read; `None` where some other foreign character stands.
#[must_use]
pub fn to_ascii_digits(text: &str) -> Option<String> {
    text.chars()
        .map(|c| {
            let point = u32::from(c);
            if c.is_ascii() {
                Some(c)
            } else if is_space(point) {
                Some(' ')
            } else {
                decimal_value(point).and_then(|value| char::from_digit(value, 10))
            }
        })
        .collect()
}

/// Writes a code point as `\xNN`, `\uNNNN` or `\UNNNNNNNN`, the shortest that holds it.
pub(crate) fn push_escape(text: &mut String, point: u32) {
    let _ = match point {
        0..=0xff => write!(text, "\\x{point:02x}"),
        0x100..=0xffff => write!(text, "\\u{point:04x}"),
        _ => write!(text, "\\U{point:08x}"),
    };
}

/// The zeros of all decimal digits; each is followed by its one to nine.
const DECIMAL_ZEROS: [u32; 68] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950,
    0x1fbf0,
];

/// Digits that are not decimal ones.
const DIGIT_RANGES: [(u32, u32); 20] = [
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// Letters (ideographs) that stand for numbers.
const NUMERIC_LETTER_RANGES: [(u32, u32); 82] = [
    (0x3405, 0x3405),
    (0x3483, 0x3483),
    (0x382a, 0x382a),
    (0x3b4d, 0x3b4d),
    (0x4e00, 0x4e00),
    (0x4e03, 0x4e03),
    (0x4e07, 0x4e07),
    (0x4e09, 0x4e09),
    (0x4e24, 0x4e24),
    (0x4e5d, 0x4e5d),
    (0x4e8c, 0x4e8c),
    (0x4e94, 0x4e94),
    (0x4e96, 0x4e96),
    (0x4eac, 0x4eac),
    (0x4ebf, 0x4ec0),
    (0x4edf, 0x4edf),
    (0x4ee8, 0x4ee8),
    (0x4f0d, 0x4f0d),
    (0x4f70, 0x4f70),
    (0x4fe9, 0x4fe9),
    (0x5006, 0x5006),
    (0x5104, 0x5104),
    (0x5146, 0x5146),
    (0x5169, 0x5169),
    (0x516b, 0x516b),
    (0x516d, 0x516d),
    (0x5341, 0x5341),
    (0x5343, 0x5345),
    (0x534c, 0x534c),
    (0x53c1, 0x53c4),
    (0x56db, 0x56db),
    (0x58f1, 0x58f1),
    (0x58f9, 0x58f9),
    (0x5e7a, 0x5e7a),
    (0x5efe, 0x5eff),
    (0x5f0c, 0x5f0e),
    (0x5f10, 0x5f10),
    (0x62d0, 0x62d0),
    (0x62fe, 0x62fe),
    (0x634c, 0x634c),
    (0x67d2, 0x67d2),
    (0x6d1e, 0x6d1e),
    (0x6f06, 0x6f06),
    (0x7396, 0x7396),
    (0x767e, 0x767e),
    (0x7695, 0x7695),
    (0x79ed, 0x79ed),
    (0x8086, 0x8086),
    (0x842c, 0x842c),
    (0x8cae, 0x8cae),
    (0x8cb3, 0x8cb3),
    (0x8d30, 0x8d30),
    (0x920e, 0x920e),
    (0x94a9, 0x94a9),
    (0x9621, 0x9621),
    (0x9646, 0x9646),
    (0x964c, 0x964c),
    (0x9678, 0x9678),
    (0x96f6, 0x96f6),
    (0xf96b, 0xf96b),
    (0xf973, 0xf973),
    (0xf978, 0xf978),
    (0xf9b2, 0xf9b2),
    (0xf9d1, 0xf9d1),
    (0xf9d3, 0xf9d3),
    (0xf9fd, 0xf9fd),
    (0x20001, 0x20001),
    (0x20064, 0x20064),
    (0x200e2, 0x200e2),
    (0x20121, 0x20121),
    (0x2092a, 0x2092a),
    (0x20983, 0x20983),
    (0x2098c, 0x2098c),
    (0x2099c, 0x2099c),
    (0x20aea, 0x20aea),
    (0x20afd, 0x20afd),
    (0x20b19, 0x20b19),
    (0x22390, 0x22390),
    (0x22998, 0x22998),
    (0x23b1b, 0x23b1b),
    (0x2626d, 0x2626d),
    (0x2f890, 0x2f890),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_all_scripts_have_values() {
        assert_eq!(decimal_value(0x39), Some(9));
        assert_eq!(decimal_value(0x0663), Some(3));
        assert_eq!(decimal_value(0x1d7ff), Some(9));
        assert_eq!(decimal_value(0xb2), None);
        assert!(is_digit(0xb2) && is_numeric(0xb2) && !is_digit(0xbd) && is_numeric(0xbd));
        assert!(is_numeric(0x4e00) && !is_digit(0x4e00));
    }

    #[test]
    fn categories_are_those_of_unicode_15_1() {
        assert_eq!(unicode_properties::UNICODE_VERSION, (15, 1, 0));
    }
}
