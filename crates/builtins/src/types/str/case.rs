//! Methods of `str` that change or test the kind of its characters.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use crate::prelude::*;
use crate::text::{case, unicode};

pub(super) static METHODS: &[NativeDef] = &[
    native("upper", "(self, /)", "A copy in upper case.", |vm, args| {
        map(vm, args, |byte| byte.to_ascii_uppercase(), case::upper)
    }),
    native("lower", "(self, /)", "A copy in lower case.", |vm, args| {
        map(vm, args, |byte| byte.to_ascii_lowercase(), case::lower)
    }),
    native("casefold", "(self, /)", "A copy for caseless comparison.", |vm, args| {
        map(vm, args, |byte| byte.to_ascii_lowercase(), case::fold)
    }),
    native("title", "(self, /)", "A copy in which words begin with a capital.", |vm, args| {
        map_points(vm, args, case::title)
    }),
    native("capitalize", "(self, /)", "A copy with a capital first.", |vm, args| {
        map_points(vm, args, case::capitalize)
    }),
    native("swapcase", "(self, /)", "A copy with upper and lower case exchanged.", |vm, args| {
        map_points(vm, args, case::swap)
    }),
    native("isalpha", "(self, /)", "Whether all are letters.", |vm, args| {
        all(vm, args, unicode::is_alpha)
    }),
    native("isdecimal", "(self, /)", "Whether all are decimal digits.", |vm, args| {
        all(vm, args, |point| unicode::decimal_value(point).is_some())
    }),
    native("isdigit", "(self, /)", "Whether all are digits.", |vm, args| {
        all(vm, args, unicode::is_digit)
    }),
    native("isnumeric", "(self, /)", "Whether all are numeric.", |vm, args| {
        all(vm, args, unicode::is_numeric)
    }),
    native("isalnum", "(self, /)", "Whether all are letters or numeric.", |vm, args| {
        all(vm, args, |point| unicode::is_alpha(point) || unicode::is_numeric(point))
    }),
    native("isspace", "(self, /)", "Whether all are blanks.", |vm, args| {
        all(vm, args, unicode::is_space)
    }),
    native("isascii", "(self, /)", "Whether all are ASCII.", |vm, args| {
        Ok(Value::Bool(this::<Str>(vm, &args[0])?.is_ascii()))
    }),
    native("isprintable", "(self, /)", "Whether all are printable.", |vm, args| {
        let text = this::<Str>(vm, &args[0])?;
        Ok(Value::Bool(text.code_points().all(unicode::is_printable)))
    }),
    native("isidentifier", "(self, /)", "Whether it is a valid name.", |vm, args| {
        Ok(Value::Bool(is_identifier(this::<Str>(vm, &args[0])?)))
    }),
    native("isupper", "(self, /)", "Whether all cased ones are upper case.", |vm, args| {
        cased(vm, args, case::is_upper)
    }),
    native("islower", "(self, /)", "Whether all cased ones are lower case.", |vm, args| {
        cased(vm, args, case::is_lower)
    }),
    native("istitle", "(self, /)", "Whether words begin with a capital.", istitle),
];

fn map(vm: &mut Vm, args: &[Value], ascii: impl Fn(u8) -> u8, any: fn(&[u32]) -> Vec<u32>) -> R {
    let text = this::<Str>(vm, &args[0])?;
    Ok(match text.is_ascii() {
        true => text.map_ascii(ascii),
        false => Str::from_code_points(&any(&args::points(text))),
    })
}

fn map_points(vm: &mut Vm, args: &[Value], any: fn(&[u32]) -> Vec<u32>) -> R {
    let text = this::<Str>(vm, &args[0])?;
    Ok(Str::from_code_points(&any(&args::points(text))))
}

fn all(vm: &mut Vm, args: &[Value], is: fn(u32) -> bool) -> R {
    let text = this::<Str>(vm, &args[0])?;
    Ok(Value::Bool(!text.is_empty() && text.code_points().all(is)))
}

fn cased(vm: &mut Vm, args: &[Value], is: fn(u32) -> bool) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let mut any = false;
    for point in text.code_points() {
        if is(point) {
            any = true;
        } else if case::is_cased(point) {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(any))
}

fn istitle(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let (mut any, mut in_word) = (false, false);
    for point in text.code_points() {
        let capital = case::is_upper(point) || case::is_title(point);
        let small = case::is_lower(point);
        if capital && in_word || small && !in_word {
            return Ok(Value::Bool(false));
        }
        any |= capital;
        in_word = capital || small;
    }
    Ok(Value::Bool(any))
}

/// Whether a text is a name, as the language reference has it ("Identifiers and keywords").
fn is_identifier(text: &Str) -> bool {
    text.code_points().enumerate().all(|(index, point)| {
        char::from_u32(point).is_some_and(|c| starts_name(c) || index > 0 && continues_name(c))
    }) && !text.is_empty()
}

fn starts_name(c: char) -> bool {
    use GeneralCategory as G;
    c == '_'
        || unicode::is_alpha(u32::from(c))
        || c.general_category() == G::LetterNumber
        || matches!(c, '\u{2118}' | '\u{212e}' | '\u{309b}' | '\u{309c}')
}

fn continues_name(c: char) -> bool {
    use GeneralCategory as G;
    matches!(
        c.general_category(),
        G::DecimalNumber | G::NonspacingMark | G::SpacingMark | G::ConnectorPunctuation
    ) || matches!(c, '\u{b7}' | '\u{387}' | '\u{1369}'..='\u{1371}' | '\u{19da}')
}
