//! The native half of `datetime` (library reference, "datetime"): days and microseconds of the proleptic
//! Gregorian calendar, local time, and dates and times as ISO 8601 writes them. The classes are in
//! `lib/datetime.py`.
//!
//! Day 1 is January 1 of the year 1; microseconds count from the start of day 0.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::AmbiguousOffset;

use crate::prelude::*;
use crate::time::zone;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "datetime", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

const MICROSECONDS: i64 = 1_000_000;
const DAY_MICROSECONDS: i64 = 86_400 * MICROSECONDS;
/// The number of 1970-01-01.
const EPOCH_DAY: i64 = 719_163;

static FUNCTIONS: &[NativeDef] = &[
    native("_check_date", "(year, month, day)", "A date's fields, checked.", check_date),
    native("_check_time", "(hour, minute, second, us, fold)", "A time's fields.", check_time),
    native("_ordinal", "(year, month, day)", "The number of a day.", |vm, args| {
        let mut fields = [0; 3];
        numbers(vm, args, &mut fields)?;
        Ok(Value::Int(day_number(fields)))
    }),
    native("_civil", "(ordinal)", "Year, month and day of a day's number.", |vm, args| {
        let day = args::int(vm, &args[0])?;
        Ok(ints(&civil(vm, day)?))
    }),
    native("_micros", "(year, month, day, hour, minute, second, us)", "", |vm, args| {
        let mut fields = [0; 7];
        numbers(vm, args, &mut fields)?;
        let [year, month, day, hour, minute, second, us] = fields;
        let seconds = (hour * 60 + minute) * 60 + second;
        let days = day_number([year, month, day]);
        Ok(Value::Int(days * DAY_MICROSECONDS + seconds * MICROSECONDS + us))
    }),
    native("_fields", "(us)", "The seven fields of a moment.", |vm, args| {
        let us = args::int(vm, &args[0])?;
        let [year, month, day] = civil(vm, us.div_euclid(DAY_MICROSECONDS))?;
        let us = us.rem_euclid(DAY_MICROSECONDS);
        let seconds = us / MICROSECONDS;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Ok(ints(&[year, month, day, hour, minute, second, us % MICROSECONDS]))
    }),
    native("_wall", "()", "Seconds and microseconds since the epoch, now.", |vm, _| {
        let us = vm.outside.read_wall_ns().div_euclid(1_000);
        let us = i64::try_from(us).unwrap_or(0);
        Ok(ints(&[us.div_euclid(MICROSECONDS), us.rem_euclid(MICROSECONDS)]))
    }),
    native("_local", "(seconds)", "Offset and name of local time at a moment.", |vm, args| {
        let seconds = args::int(vm, &args[0])?;
        let Ok(moment) = Timestamp::from_second(seconds) else {
            let year = 1970 + seconds / 31_556_952;
            return Err(args::value_error(vm, &format!("year {year} is out of range")));
        };
        let offset = zone::offset(&zone::local(vm), moment);
        Ok(Tuple::value([Value::Int(offset.seconds), Str::value(&offset.name)]))
    }),
    native("_resolve", "(seconds, fold)", "The moment of a local time.", resolve),
    native("_iso_date_length", "(text)", "How long the date at the start is.", |_, args| {
        let text = args::text(&args[0]).unwrap_or_default();
        Ok(args::count(date_length(&text.chars().collect::<Vec<_>>())))
    }),
    native("_parse_date", "(text)", "Whether by weeks, and three numbers.", |_, args| {
        let text = args::text(&args[0]).unwrap_or_default();
        let Some((by_weeks, [a, b, c])) = parse_date(text.as_bytes()) else {
            return Ok(Value::None);
        };
        Ok(Tuple::value([Value::Bool(by_weeks), Value::Int(a), Value::Int(b), Value::Int(c)]))
    }),
    native("_parse_time", "(text)", "Four numbers, and the offset in microseconds.", |_, args| {
        let text = args::text(&args[0]).unwrap_or_default();
        let Some((clock, offset)) = parse_time(text.as_bytes()) else { return Ok(Value::None) };
        let mut values: Vec<Value> = clock.into_iter().map(Value::Int).collect();
        values.push(offset.map_or(Value::None, Value::Int));
        Ok(Tuple::value(values))
    }),
];

fn ints(numbers: &[i64]) -> Value {
    Tuple::value(numbers.iter().map(|n| Value::Int(*n)).collect::<Vec<_>>())
}

fn numbers(vm: &mut Vm, args: &[Value], fields: &mut [i64]) -> R<()> {
    for (field, value) in fields.iter_mut().zip(args) {
        *field = match value {
            Value::Int(int) => *int,
            other => {
                let big = vm.index(other)?;
                let Some(int) = big.to_i64().filter(|int| i32::try_from(*int).is_ok()) else {
                    let which = if big.is_negative() {
                        "less than minimum"
                    } else {
                        "too large to convert to C int"
                    };
                    let message = match big.to_i64() {
                        Some(_) if big.is_negative() => {
                            format!("signed integer is {which}")
                        }
                        _ => format!("Python int {which}"),
                    };
                    return Err(vm.raise(Exc::OverflowError, &message));
                };
                int
            }
        };
    }
    Ok(())
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn check_date(vm: &mut Vm, args: &[Value]) -> R {
    let mut fields = [0; 3];
    numbers(vm, args, &mut fields)?;
    let [year, month, day] = fields;
    let message = match () {
        () if !(1..=9999).contains(&year) => format!("year {year} is out of range"),
        () if !(1..=12).contains(&month) => "month must be in 1..12".to_owned(),
        () if !(1..=days_in_month(year, month)).contains(&day) => {
            "day is out of range for month".to_owned()
        }
        () => return Ok(ints(&fields)),
    };
    Err(args::value_error(vm, &message))
}

fn check_time(vm: &mut Vm, args: &[Value]) -> R {
    let mut fields = [0; 5];
    numbers(vm, args, &mut fields)?;
    let ranges = [
        (23, "hour must be in 0..23"),
        (59, "minute must be in 0..59"),
        (59, "second must be in 0..59"),
        (999_999, "microsecond must be in 0..999999"),
        (1, "fold must be either 0 or 1"),
    ];
    for (field, (most, message)) in fields.iter().zip(ranges) {
        if !(0..=most).contains(field) {
            return Err(args::value_error(vm, message));
        }
    }
    Ok(ints(&fields[..4]))
}

/// The number of a day; the calendar repeats every 400 years, counted here from March on so that the leap
/// day is a year's last.
fn day_number([year, month, day]: [i64; 3]) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 305
}

fn civil(vm: &mut Vm, day: i64) -> R<[i64; 3]> {
    let epoch = Date::constant(1970, 1, 1);
    let day = day.clamp(-10_000_000_000, 10_000_000_000);
    let days = day - EPOCH_DAY;
    let span = jiff::SignedDuration::from_hours(days.clamp(-10_000_000, 10_000_000) * 24);
    match epoch.checked_add(span) {
        Ok(date) if (1..=9999).contains(&date.year()) => {
            Ok([date.year().into(), date.month().into(), date.day().into()])
        }
        _ => {
            let year = 1 + day * 400 / 146_097;
            Err(args::value_error(vm, &format!("year {year} is out of range")))
        }
    }
}

/// The moment of a local time, both in seconds since 1970. Where a time comes twice, `fold` says which is
/// meant; where it never comes, it says which of the offsets around the gap holds.
fn resolve(vm: &mut Vm, args: &[Value]) -> R {
    let seconds = args::int(vm, &args[0])?;
    let later = vm.truthy(&args[1])?;
    let zone = zone::local(vm);
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let moment = epoch.checked_add(jiff::SignedDuration::from_secs(seconds)).ok().and_then(|at| {
        let found = zone.to_ambiguous_timestamp(at);
        let is_gap = matches!(found.offset(), AmbiguousOffset::Gap { .. });
        match (later, is_gap) {
            (false, _) => found.compatible(),
            (true, true) => found.earlier(),
            (true, false) => found.later(),
        }
        .ok()
    });
    match moment {
        Some(moment) => Ok(Value::Int(moment.as_second())),
        None => Err(args::value_error(vm, "year is out of range")),
    }
}

/// `width` digits at a place, as a number.
fn digits(text: &[u8], at: usize, width: usize) -> Option<i64> {
    let part = text.get(at..at + width)?;
    part.iter().all(u8::is_ascii_digit).then_some(())?;
    std::str::from_utf8(part).ok()?.parse().ok()
}

/// How many characters of a date and time the date takes.
fn date_length(text: &[char]) -> usize {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    match (text.get(4), text.get(5)) {
        (Some('-'), Some('W')) if text.get(8) != Some(&'-') || !is_digit(9) => 8,
        (Some('-'), _) => 10,
        (Some('W'), _) if !is_digit(7) => 7,
        _ => 8,
    }
    .min(text.len())
}

/// `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www`, `YYYY-Www-D`, and these without hyphens.
fn parse_date(text: &[u8]) -> Option<(bool, [i64; 3])> {
    let year = digits(text, 0, 4)?;
    let hyphen = text.get(4) == Some(&b'-');
    let at = if hyphen { 5 } else { 4 };
    if text.get(at) == Some(&b'W') {
        let week = digits(text, at + 1, 2)?;
        let rest = text.get(at + 3..)?;
        let day = match rest {
            [] => 1,
            [b'-', day] if hyphen && day.is_ascii_digit() => i64::from(day - b'0'),
            [day] if !hyphen && day.is_ascii_digit() => i64::from(day - b'0'),
            _ => return None,
        };
        return Some((true, [year, week, day]));
    }
    let month = digits(text, at, 2)?;
    let at = at + 2;
    let at = match (hyphen, text.get(at)) {
        (true, Some(b'-')) => at + 1,
        (false, _) => at,
        _ => return None,
    };
    let day = digits(text, at, 2)?;
    (text.len() == at + 2).then_some((false, [year, month, day]))
}

/// `HH[:MM[:SS[.f…]]]`, also without colons: hour, minute, second, microsecond.
fn parse_clock(text: &[u8]) -> Option<[i64; 4]> {
    let mut fields = [0; 4];
    fields[0] = digits(text, 0, 2)?;
    let colon = text.get(2) == Some(&b':');
    let mut at = 2;
    for field in &mut fields[1..3] {
        match text.get(at) {
            None => return Some(fields),
            Some(b':') if colon => at += 1,
            Some(b'0'..=b'9') if !colon => {}
            Some(b'.' | b',') => break,
            _ => return None,
        }
        *field = digits(text, at, 2)?;
        at += 2;
    }
    match text.get(at) {
        None => return Some(fields),
        Some(b'.' | b',') if at == if colon { 8 } else { 6 } => at += 1,
        _ => return None,
    }
    let part = text.get(at..)?;
    if part.is_empty() || !part.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let width = part.len().min(6);
    fields[3] = digits(part, 0, width)? * 10_i64.pow(6 - width as u32);
    Some(fields)
}

/// A time of day and its offset from UTC, in microseconds.
fn parse_time(text: &[u8]) -> Option<([i64; 4], Option<i64>)> {
    let Some(at) = text.iter().position(|b| matches!(b, b'+' | b'-' | b'Z')) else {
        return Some((parse_clock(text)?, None));
    };
    let clock = parse_clock(&text[..at])?;
    let rest = &text[at + 1..];
    if text[at] == b'Z' {
        return rest.is_empty().then_some((clock, Some(0)));
    }
    let [hour, minute, second, us] = parse_clock(rest)?;
    let offset = ((hour * 60 + minute) * 60 + second) * MICROSECONDS + us;
    Some((clock, Some(if text[at] == b'-' { -offset } else { offset })))
}
