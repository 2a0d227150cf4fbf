//! Calendar times: `struct_time`, and moments as text by the directives of `strftime` (library reference,
//! "time.strftime"; the C locale).

pub(super) mod directives;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use super::zone::{self, Offset};
use crate::prelude::*;
use crate::struct_sequence::{self, Definition};

pub(super) use directives::{asctime, strftime};

pub(crate) const HIDDEN_FIELDS: &[&str] = &["tm_zone", "tm_gmtoff"];

pub(super) static STRUCT_TIME: Definition = Definition {
    module: "time",
    name: "struct_time",
    fields: &[
        "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday",
        "tm_isdst",
    ],
    is_struct: true,
    hidden: HIDDEN_FIELDS,
};

/// A calendar time, as a tuple of nine has it.
pub(super) struct Time {
    pub year: i64,
    /// From 1.
    pub month: i64,
    /// From 1.
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// From Monday, 0.
    pub weekday: i64,
    /// From 1.
    pub day_of_year: i64,
    pub zone: String,
    pub offset_seconds: i64,
    /// Seconds since the epoch.
    pub moment: i64,
}

/// `struct_time` of a moment in UTC.
pub(super) fn utc(vm: &mut Vm, moment: i64) -> R {
    let offset = Offset { seconds: 0, is_summer: false, name: "GMT".to_owned() };
    struct_time(vm, moment, &offset)
}

/// `struct_time` of a moment in local time.
pub(super) fn local(vm: &mut Vm, moment: i64) -> R {
    let Ok(timestamp) = Timestamp::from_second(moment) else { return Err(out_of_range(vm)) };
    let offset = zone::offset(&zone::local(vm), timestamp);
    struct_time(vm, moment, &offset)
}

fn out_of_range(vm: &mut Vm) -> Raised {
    vm.raise(Exc::OverflowError, "timestamp out of range for platform time_t")
}

fn struct_time(vm: &mut Vm, moment: i64, offset: &Offset) -> R {
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let since = SignedDuration::from_secs(moment.saturating_add(offset.seconds));
    let Ok(time) = epoch.checked_add(since) else { return Err(out_of_range(vm)) };
    let numbers = [
        time.year().into(),
        time.month().into(),
        time.day().into(),
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
        i64::from(time.weekday().to_monday_zero_offset()),
        time.day_of_year().into(),
        i64::from(offset.is_summer),
    ];
    let mut values: Vec<Value> = numbers.into_iter().map(Value::Int).collect();
    values.push(Str::value(&offset.name));
    values.push(Value::Int(offset.seconds));
    struct_sequence::instance(vm, &STRUCT_TIME, &values)
}

/// The time of a tuple or `struct_time`; local time now, if none is given.
pub(super) fn given_or_now(vm: &mut Vm, value: &Value) -> R<Time> {
    if value.is_unbound() {
        let now = vm.outside.read_wall_ns().div_euclid(super::NANOSECONDS);
        let now = local(vm, now.to_i64().unwrap_or(0))?;
        return given_or_now(vm, &now);
    }
    let Some(tuple) = args::payload::<Tuple>(value) else {
        return Err(args::type_error(vm, "Tuple or struct_time argument required"));
    };
    let mut fields = [0; 9];
    if tuple.0.len() != fields.len() {
        return Err(args::type_error(vm, "strftime(): illegal time tuple argument"));
    }
    for (field, item) in fields.iter_mut().zip(&tuple.0) {
        *field = args::int(vm, item)?;
    }
    let [year, month, day, hour, minute, second, weekday, day_of_year, _] = fields;
    let mut time = Time {
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        day_of_year,
        zone: String::new(),
        offset_seconds: 0,
        moment: 0,
    };
    let (moment, offset) = resolve(vm, &time).unwrap_or((0, None));
    time.moment = moment;
    if let Some(offset) = offset {
        (time.zone, time.offset_seconds) = (offset.name, offset.seconds);
    }
    if value.is::<Instance>() {
        let zone = vm.get_attr_text(value, "tm_zone")?;
        let offset = vm.get_attr_text(value, "tm_gmtoff")?;
        time.zone = args::text(&zone).unwrap_or(time.zone);
        time.offset_seconds = as_i64(&offset).unwrap_or(time.offset_seconds);
    }
    Ok(time)
}

/// The moment of a local time whose fields may be beyond their ranges, and the zone's word on it.
fn resolve(vm: &mut Vm, time: &Time) -> Option<(i64, Option<Offset>)> {
    let months = time.month - 1;
    let year = i16::try_from(time.year.checked_add(months.div_euclid(12))?).ok()?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?.to_datetime(jiff::civil::Time::midnight());
    let days = (time.day - 1).checked_mul(86_400)?;
    let rest = time.hour.checked_mul(3_600)?.checked_add(time.minute.checked_mul(60)?)?;
    let seconds = days.checked_add(rest)?.checked_add(time.second)?;
    let at = first.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    let zone = zone::local(vm);
    let moment = zone.to_ambiguous_timestamp(at).compatible().ok()?;
    Some((moment.as_second(), Some(zone::offset(&zone, moment))))
}

/// `mktime(tuple)`
pub(super) fn mktime(vm: &mut Vm, args: &[Value]) -> R {
    let time = given_or_now(vm, &args[0])?;
    match resolve(vm, &time) {
        Some((moment, _)) => Ok(Value::Float(moment as f64)),
        None => Err(vm.raise(Exc::OverflowError, "mktime argument out of range")),
    }
}

/// Checks what `strftime` wants checked; 0 stands for 1 in month, day and day of the year.
pub(super) fn check(vm: &mut Vm, time: &Time) -> R<()> {
    let ranges = [
        (time.month, 0..=12, "month"),
        (time.day, 0..=31, "day of month"),
        (time.hour, 0..=23, "hour"),
        (time.minute, 0..=59, "minute"),
        (time.second, 0..=61, "seconds"),
        (time.weekday, -1..=i64::MAX, "day of week"),
        (time.day_of_year, 0..=366, "day of year"),
    ];
    for (value, range, what) in ranges {
        if !range.contains(&value) {
            return Err(args::value_error(vm, &format!("{what} out of range")));
        }
    }
    Ok(())
}
