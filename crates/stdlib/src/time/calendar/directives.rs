//! The directives of `strftime`, with the flags and widths of the C library.

use super::Time;

pub(in crate::time) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
pub(in crate::time) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `Thu Jan  1 00:00:00 1970`
pub(in crate::time) fn asctime(time: &Time) -> String {
    strftime("%a %b %e %H:%M:%S %Y", time)
}

/// What a directive stands for.
enum Piece {
    /// A number, the width that it is filled to, and with what.
    Number(i64, usize, char),
    Text(String),
    /// Directives in its place.
    Format(&'static str),
}

/// What may stand between the percent sign and the letter.
#[derive(Default)]
struct Flags {
    fill: Option<char>,
    upper: bool,
    swap: bool,
    width: Option<usize>,
}

/// `format` with each directive replaced. What is no directive stays as it is.
pub(in crate::time) fn strftime(format: &str, time: &Time) -> String {
    /// Wider fields than this are not what anybody means.
    const MAX_WIDTH: usize = 1_000;
    let mut out = String::with_capacity(format.len() * 2);
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let whole = &rest[at..];
        let mut flags = Flags::default();
        let mut chars = whole[1..].chars();
        let mut letter = chars.next();
        while let Some(flag @ ('_' | '-' | '0' | '^' | '#')) = letter {
            match flag {
                '^' => flags.upper = true,
                '#' => flags.swap = true,
                fill => flags.fill = Some(fill),
            }
            letter = chars.next();
        }
        while let Some(digit) = letter.and_then(|c| c.to_digit(10)) {
            let width = flags.width.unwrap_or(0).saturating_mul(10) + digit as usize;
            flags.width = Some(width.min(MAX_WIDTH));
            letter = chars.next();
        }
        if let Some('E' | 'O') = letter {
            letter = chars.next();
        }
        rest = chars.as_str();
        match letter.and_then(|letter| Some((letter, piece(letter, time)?))) {
            Some((letter, piece)) => push(&mut out, letter, piece, &flags, time),
            None => out.push_str(&whole[..whole.len() - rest.len()]),
        }
    }
    out.push_str(rest);
    out
}

fn push(out: &mut String, letter: char, piece: Piece, flags: &Flags, time: &Time) {
    let (mut text, width, fill) = match piece {
        Piece::Number(number, width, fill) => {
            let fill = match flags.fill {
                Some('-') => return out.push_str(&number.to_string()),
                Some('_') => ' ',
                Some(_) => '0',
                None => fill,
            };
            (number.to_string(), flags.width.unwrap_or(width), fill)
        }
        Piece::Text(text) => {
            let fill = if flags.fill == Some('0') { '0' } else { ' ' };
            (text, flags.width.unwrap_or(0), fill)
        }
        Piece::Format(format) => (strftime(format, time), flags.width.unwrap_or(0), ' '),
    };
    if flags.upper || flags.swap && matches!(letter, 'a' | 'A' | 'b' | 'B' | 'h') {
        text = text.to_uppercase();
    } else if flags.swap && matches!(letter, 'p' | 'Z') {
        text = text.to_lowercase();
    }
    let missing = width.saturating_sub(text.chars().count());
    match text.strip_prefix('-') {
        Some(digits) if fill == '0' => {
            out.push('-');
            out.extend(std::iter::repeat_n(fill, missing));
            out.push_str(digits);
        }
        _ => {
            out.extend(std::iter::repeat_n(fill, missing));
            out.push_str(&text);
        }
    }
}

fn piece(letter: char, time: &Time) -> Option<Piece> {
    use Piece::{Format, Number, Text};
    let month = time.month.max(1);
    let day = time.day.max(1);
    let weekday = time.weekday.rem_euclid(7);
    let sunday = (weekday + 1) % 7;
    let day_of_year = time.day_of_year.max(1);
    let twelve = (time.hour + 11).rem_euclid(12) + 1;
    let day_name = DAYS[weekday.unsigned_abs() as usize];
    let month_name = MONTHS[(month - 1).unsigned_abs() as usize % 12];
    let half = if time.hour < 12 { "AM" } else { "PM" };
    let week = |first: i64| (day_of_year + 6 - first) / 7;
    Some(match letter {
        'a' => Text(day_name[..3].to_owned()),
        'A' => Text(day_name.to_owned()),
        'b' | 'h' => Text(month_name[..3].to_owned()),
        'B' => Text(month_name.to_owned()),
        'c' => Format("%a %b %e %H:%M:%S %Y"),
        'C' => Number(time.year.div_euclid(100), 2, '0'),
        'd' => Number(day, 2, '0'),
        'D' | 'x' => Format("%m/%d/%y"),
        'e' => Number(day, 2, ' '),
        'F' => Format("%Y-%m-%d"),
        'g' => Number(iso_week(time).0.rem_euclid(100), 2, '0'),
        'G' => Number(iso_week(time).0, 0, '0'),
        'H' => Number(time.hour, 2, '0'),
        'I' => Number(twelve, 2, '0'),
        'j' => Number(day_of_year, 3, '0'),
        'k' => Number(time.hour, 2, ' '),
        'l' => Number(twelve, 2, ' '),
        'm' => Number(month, 2, '0'),
        'M' => Number(time.minute, 2, '0'),
        'n' => Text("\n".to_owned()),
        'p' => Text(half.to_owned()),
        'P' => Text(half.to_lowercase()),
        'r' => Format("%I:%M:%S %p"),
        'R' => Format("%H:%M"),
        's' => Number(time.moment, 0, '0'),
        'S' => Number(time.second, 2, '0'),
        't' => Text("\t".to_owned()),
        'T' | 'X' => Format("%H:%M:%S"),
        'u' => Number(weekday + 1, 1, '0'),
        'U' => Number(week(sunday), 2, '0'),
        'V' => Number(iso_week(time).1, 2, '0'),
        'w' => Number(sunday, 1, '0'),
        'W' => Number(week(weekday), 2, '0'),
        'y' => Number(time.year.rem_euclid(100), 2, '0'),
        'Y' => Number(time.year, 0, '0'),
        'z' => Text(offset(time.offset_seconds)),
        'Z' => Text(time.zone.clone()),
        '%' => Text("%".to_owned()),
        _ => return None,
    })
}

fn offset(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// Year and week of ISO 8601: a week belongs to the year that its Thursday is in.
fn iso_week(time: &Time) -> (i64, i64) {
    let thursday = time.day_of_year.max(1) - time.weekday.rem_euclid(7) + 3;
    if thursday < 1 {
        let year = time.year - 1;
        (year, (thursday + days_in(year) + 6) / 7)
    } else if thursday > days_in(time.year) {
        (time.year + 1, 1)
    } else {
        (time.year, (thursday + 6) / 7)
    }
}

fn days_in(year: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if is_leap { 366 } else { 365 }
}
