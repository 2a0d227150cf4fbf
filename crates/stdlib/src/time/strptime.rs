//! `strptime`: text as a calendar time, by the directives of the documentation ("time.strptime"; the C locale).
//!
//! A format is cut into pieces; what a directive may take is tried from the longest on, so that what follows
//! may fit too.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::calendar::STRUCT_TIME;
use super::calendar::directives::{DAYS, MONTHS};
use super::zone;
use crate::prelude::*;
use crate::struct_sequence;

/// A piece of a format.
enum Piece {
    Directive(char),
    Literal(char),
    Space,
}

/// What a text said of a time.
#[derive(Clone, Default)]
struct Found {
    year: Option<i64>,
    iso_year: Option<i64>,
    iso_week: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    us: i64,
    weekday: Option<i64>,
    day_of_year: Option<i64>,
    /// A week of the year, and whether it begins on Monday.
    week: Option<(i64, bool)>,
    afternoon: Option<bool>,
    twelve_hours: bool,
    /// In microseconds.
    offset: Option<i64>,
    zone: Option<String>,
}

/// A calendar time that has been worked out.
struct Parsed {
    fields: [i64; 9],
    found: Found,
}

pub(super) fn struct_time(vm: &mut Vm, args: &[Value]) -> R {
    let parsed = parse(vm, args)?;
    let mut values: Vec<Value> = parsed.fields.into_iter().map(Value::Int).collect();
    values.push(parsed.found.zone.map_or(Value::None, |zone| Str::value(&zone)));
    values.push(parsed.found.offset.map_or(Value::None, |us| Value::Int(us / 1_000_000)));
    struct_sequence::instance(vm, &STRUCT_TIME, &values)
}

/// The nine fields, the microseconds, the offset and the name of the zone.
pub(super) fn fields(vm: &mut Vm, args: &[Value]) -> R {
    let Parsed { fields, found } = parse(vm, args)?;
    Ok(Tuple::value([
        Tuple::value(fields.map(Value::Int)),
        Value::Int(found.us),
        found.offset.map_or(Value::None, Value::Int),
        found.zone.map_or(Value::None, |zone| Str::value(&zone)),
    ]))
}

fn parse(vm: &mut Vm, args: &[Value]) -> R<Parsed> {
    let mut texts = Vec::new();
    for (index, arg) in args.iter().take(2).enumerate() {
        let Some(text) = args::text(arg) else {
            let class = vm.class_of(arg);
            let got = vm.repr_text(&class);
            let message = format!("strptime() argument {index} must be str, not {got}");
            return Err(args::type_error(vm, &message));
        };
        texts.push(text);
    }
    let (text, format) = (&texts[0], &texts[1]);
    let mut pieces = Vec::new();
    if let Err(message) = cut(format, format, &mut pieces) {
        return Err(args::value_error(vm, &message));
    }
    let chars: Vec<char> = text.chars().collect();
    let zones = zone_names(vm);
    let Some((found, end)) = fit(&pieces, &chars, 0, &Found::default(), &zones) else {
        let (text, format) = (vm.repr_text(&args[0]), vm.repr_text(&args[1]));
        let message = format!("time data {text} does not match format {format}");
        return Err(args::value_error(vm, &message));
    };
    if end < chars.len() {
        let rest: String = chars[end..].iter().collect();
        return Err(args::value_error(vm, &format!("unconverted data remains: {rest}")));
    }
    match work_out(found) {
        Ok(parsed) => Ok(parsed),
        Err(message) => Err(args::value_error(vm, message)),
    }
}

/// Names that `%Z` takes; those of local time too.
fn zone_names(vm: &mut Vm) -> Vec<String> {
    let mut names = vec!["utc".to_owned(), "gmt".to_owned()];
    let local = zone::local(vm);
    for month in [1, 7] {
        let date = Date::constant(2024, 1, 1).with().month(month).build();
        if let Some(moment) = date.ok().and_then(|date| date.to_zoned(local.clone()).ok()) {
            names.push(zone::offset(&local, moment.timestamp()).name.to_lowercase());
        }
    }
    names
}

/// Cuts a format into its pieces; `whole` is what messages show.
fn cut(format: &str, whole: &str, pieces: &mut Vec<Piece>) -> Result<(), String> {
    let mut chars = format.chars();
    while let Some(char) = chars.next() {
        if char.is_whitespace() {
            if !matches!(pieces.last(), Some(Piece::Space)) {
                pieces.push(Piece::Space);
            }
            continue;
        }
        if char != '%' {
            pieces.push(Piece::Literal(char));
            continue;
        }
        match chars.next() {
            None => return Err(format!("stray % in format '{whole}'")),
            Some('%') => pieces.push(Piece::Literal('%')),
            Some('c') => cut("%a %b %d %H:%M:%S %Y", whole, pieces)?,
            Some('x') => cut("%m/%d/%y", whole, pieces)?,
            Some('X') => cut("%H:%M:%S", whole, pieces)?,
            Some(letter) if "aAbBdfGHIjmMpSuUVwWyYzZ".contains(letter) => {
                let again = |p: &Piece| matches!(p, Piece::Directive(other) if *other == letter);
                if pieces.iter().any(again) {
                    return Err(format!("directive '%{letter}' stands twice in format '{whole}'"));
                }
                pieces.push(Piece::Directive(letter));
            }
            Some(letter) => {
                return Err(format!("'{letter}' is a bad directive in format '{whole}'"));
            }
        }
    }
    Ok(())
}

/// Reads the pieces from `at` on; gives what was found and where it ended. Only directives nest, and each
/// stands once.
fn fit(
    pieces: &[Piece],
    text: &[char],
    mut at: usize,
    found: &Found,
    zones: &[String],
) -> Option<(Found, usize)> {
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(char) => {
                let same = |c: &char| c == char || c.to_lowercase().eq(char.to_lowercase());
                text.get(at).filter(|c| same(c))?;
                at += 1;
            }
            Piece::Space => {
                let width = text[at..].iter().take_while(|c| c.is_whitespace()).count();
                if width == 0 {
                    return None;
                }
                at += width;
            }
            Piece::Directive(letter) => {
                let rest = &pieces[index + 1..];
                let tries = candidates(*letter, &text[at..], zones);
                return tries.into_iter().find_map(|(width, value)| {
                    let mut found = found.clone();
                    note(&mut found, *letter, value);
                    fit(rest, text, at + width, &found, zones)
                });
            }
        }
    }
    Some((found.clone(), at))
}

/// What a directive may have read.
enum Read {
    Number(i64),
    Name(String),
}

/// What a directive may take of a text, the best first: how many characters, and what they stand for.
fn candidates(letter: char, text: &[char], zones: &[String]) -> Vec<(usize, Read)> {
    let numbers = |least: i64, most: i64, width: usize| number(text, least, most, width);
    match letter {
        // A day of one digit may be filled up with a space.
        'd' if text.first() == Some(&' ') => {
            let digit = digits(&text[1..], 1).filter(|n| *n > 0);
            digit.map(|n| (2, Read::Number(n))).into_iter().collect()
        }
        'd' => numbers(1, 31, 2),
        'H' => numbers(0, 23, 2),
        'I' | 'm' => numbers(1, 12, 2),
        'j' => numbers(1, 366, 3),
        'M' => numbers(0, 59, 2),
        'S' => numbers(0, 61, 2),
        'U' | 'W' | 'V' => numbers(0, 53, 2),
        'w' => numbers(0, 6, 1),
        'u' => numbers(1, 7, 1),
        'y' => exact(text, 2),
        'Y' | 'G' => exact(text, 4),
        'f' => fraction(text),
        'a' => name(text, DAYS.iter().map(|day| &day[..3])),
        'A' => name(text, DAYS.iter().copied()),
        'b' => name(text, MONTHS.iter().map(|month| &month[..3])),
        'B' => name(text, MONTHS.iter().copied()),
        'p' => name(text, ["AM", "PM"].into_iter()),
        'z' => offset(text).into_iter().collect(),
        _ => {
            let read = |(width, read)| match read {
                Read::Number(at) => zones.get(at as usize).map(|name| (width, name.clone())),
                Read::Name(_) => None,
            };
            let found = name(text, zones.iter().map(String::as_str));
            let named = found.into_iter().filter_map(read);
            named.map(|(width, _)| (width, Read::Name(text[..width].iter().collect()))).collect()
        }
    }
}

fn digits(text: &[char], width: usize) -> Option<i64> {
    let part = text.get(..width)?;
    part.iter().try_fold(0, |sum: i64, c| Some(sum * 10 + i64::from(c.to_digit(10)?)))
}

fn number(text: &[char], least: i64, most: i64, width: usize) -> Vec<(usize, Read)> {
    let widths = (1..=width).rev();
    let read = widths.filter_map(|width| Some((width, digits(text, width)?)));
    read.filter(|(_, n)| (least..=most).contains(n)).map(|(w, n)| (w, Read::Number(n))).collect()
}

fn exact(text: &[char], width: usize) -> Vec<(usize, Read)> {
    digits(text, width).map(|n| (width, Read::Number(n))).into_iter().collect()
}

fn fraction(text: &[char]) -> Vec<(usize, Read)> {
    let widths = (1..=6_u32).rev();
    let read =
        widths.filter_map(|w| Some((w as usize, digits(text, w as usize)? * 10_i64.pow(6 - w))));
    read.map(|(w, n)| (w, Read::Number(n))).collect()
}

/// The place in a list of the names that the text begins with, the longest name first.
fn name<'a>(text: &[char], names: impl Iterator<Item = &'a str>) -> Vec<(usize, Read)> {
    let begins = |name: &str| {
        let same = |(c, wanted): (&char, char)| c.to_lowercase().eq(wanted.to_lowercase());
        let width = name.chars().count();
        (text.len() >= width && text.iter().zip(name.chars()).all(same)).then_some(width)
    };
    let mut found: Vec<_> = names
        .enumerate()
        .filter_map(|(at, name)| Some((begins(name)?, Read::Number(at as i64))))
        .collect();
    found.sort_by_key(|(width, _)| std::cmp::Reverse(*width));
    found
}

/// `Z`, `+HHMM`, `+HH:MM`, both with seconds and their parts: in microseconds.
fn offset(text: &[char]) -> Option<(usize, Read)> {
    let sign = match text.first()? {
        'Z' | 'z' => return Some((1, Read::Number(0))),
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let hours = digits(&text[1..], 2)?;
    let mut at = 3;
    let mut total = hours * 3600;
    let mut unit = 60;
    while unit > 0 {
        let colon = usize::from(text.get(at) == Some(&':'));
        let part = text.get(at + colon..).and_then(|rest| digits(rest, 2)).filter(|n| *n < 60);
        match part {
            Some(part) => total += part * unit,
            None if unit == 60 => return None,
            None => break,
        }
        at += colon + 2;
        unit /= 60;
    }
    let mut us = total * 1_000_000;
    if unit == 0
        && text.get(at) == Some(&'.')
        && let Some((width, Read::Number(part))) = fraction(&text[at + 1..]).into_iter().next()
    {
        us += part;
        at += 1 + width;
    }
    Some((at, Read::Number(sign * us)))
}

fn note(found: &mut Found, letter: char, read: Read) {
    let n = match read {
        Read::Name(name) => {
            found.zone = Some(name);
            return;
        }
        Read::Number(n) => n,
    };
    match letter {
        'd' => found.day = Some(n),
        'f' => found.us = n,
        'G' => found.iso_year = Some(n),
        'V' => found.iso_week = Some(n),
        'H' => found.hour = n,
        'I' => (found.hour, found.twelve_hours) = (n, true),
        'j' => found.day_of_year = Some(n),
        'm' => found.month = Some(n),
        'b' | 'B' => found.month = Some(n + 1),
        'M' => found.minute = n,
        'S' => found.second = n,
        'a' | 'A' => found.weekday = Some(n),
        'w' => found.weekday = Some((n + 6) % 7),
        'u' => found.weekday = Some(n - 1),
        'U' => found.week = Some((n, false)),
        'W' => found.week = Some((n, true)),
        'y' => found.year = Some(if n < 69 { 2000 + n } else { 1900 + n }),
        'Y' => found.year = Some(n),
        'p' => found.afternoon = Some(n == 1),
        'z' => found.offset = Some(n),
        _ => {}
    }
}

const NO_ISO_WEEK: &str = "ISO year directive '%G' must be used with the ISO week directive '%V' and a \
                           weekday directive ('%A', '%a', '%w', or '%u').";
const NO_ISO_YEAR: &str = "ISO week directive '%V' must be used with the ISO year directive '%G' and a \
                           weekday directive ('%A', '%a', '%w', or '%u').";
const ISO_WITH_DAY: &str = "Day of the year directive '%j' is not compatible with ISO year directive \
                            '%G'. Use '%Y' instead.";
const ISO_WITH_YEAR: &str = "ISO week directive '%V' is incompatible with the year directive '%Y'. Use \
                             the ISO year '%G' instead.";
const WRONG_DAY: &str = "day is out of range for month";

fn work_out(mut found: Found) -> Result<Parsed, &'static str> {
    if found.iso_year.is_some() {
        if found.day_of_year.is_some() {
            return Err(ISO_WITH_DAY);
        }
        if found.iso_week.is_none() || found.weekday.is_none() {
            return Err(NO_ISO_WEEK);
        }
    } else if found.iso_week.is_some() {
        return Err(if found.year.is_some() { ISO_WITH_YEAR } else { NO_ISO_YEAR });
    }
    if found.twelve_hours {
        found.hour = found.hour % 12 + if found.afternoon == Some(true) { 12 } else { 0 };
    }
    let leap_day = found.year.is_none() && (found.month, found.day) == (Some(2), Some(29));
    // 1900 has no February 29, which a text without a year may mean.
    let year = found.year.unwrap_or(if leap_day { 1904 } else { 1900 });
    let (date, day_of_year) = date(&found, year)?;
    let weekday = found.weekday.unwrap_or(date.weekday().to_monday_zero_offset().into());
    let shown_year = if leap_day { 1900 } else { date.year().into() };
    let summer = match &found.zone {
        Some(name) if matches!(name.to_lowercase().as_str(), "utc" | "gmt") => 0,
        _ => -1,
    };
    let fields = [
        shown_year,
        date.month().into(),
        date.day().into(),
        found.hour,
        found.minute,
        found.second,
        weekday,
        day_of_year,
        summer,
    ];
    Ok(Parsed { fields, found })
}

fn date(found: &Found, year: i64) -> Result<(Date, i64), &'static str> {
    let out_of_range = "year is out of range";
    let of_year = |year: i64| i16::try_from(year).map_err(|_| out_of_range);
    if let (Some(iso_year), Some(week), Some(weekday)) =
        (found.iso_year, found.iso_week, found.weekday)
    {
        let weekday = Weekday::from_monday_zero_offset(weekday as i8).map_err(|_| out_of_range)?;
        let date = ISOWeekDate::new(of_year(iso_year)?, week as i8, weekday)
            .map_err(|_| "Invalid week")?
            .date();
        return Ok((date, date.day_of_year().into()));
    }
    let first = Date::new(of_year(year)?, 1, 1).map_err(|_| out_of_range)?;
    let mut day_of_year = found.day_of_year;
    if let (None, Some((week, from_monday)), Some(weekday), Some(_)) =
        (day_of_year, found.week, found.weekday, found.year)
    {
        let start = i64::from(first.weekday().to_monday_zero_offset());
        let shift = i64::from(!from_monday);
        let (start, weekday) = ((start + shift) % 7, (weekday + shift) % 7);
        let week_one = (7 - start) % 7;
        // Week 0 is what stands before the first whole week.
        day_of_year = Some(match week {
            0 => 1 + weekday - start,
            _ => week_one + (week - 1) * 7 + weekday + 1,
        });
    }
    if let Some(day) = day_of_year {
        let date = first.checked_add(jiff::SignedDuration::from_hours((day - 1) * 24));
        return Ok((date.map_err(|_| out_of_range)?, day));
    }
    let (month, day) = (found.month.unwrap_or(1), found.day.unwrap_or(1));
    let date = Date::new(of_year(year)?, month as i8, day as i8).map_err(|_| WRONG_DAY)?;
    Ok((date, date.day_of_year().into()))
}
