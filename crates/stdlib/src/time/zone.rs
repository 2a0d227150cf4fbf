//! Local time: the zone that `TZ` names, or the machine's.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::prelude::*;

/// Where a machine without `TZ` says what its zone is.
const LOCAL_ZONE_FILE: &str = "/etc/localtime";

#[derive(Default)]
struct Local(Option<TimeZone>);

/// What a zone says of a moment.
pub(crate) struct Offset {
    /// Seconds east of Greenwich.
    pub seconds: i64,
    /// Whether it is summer time.
    pub is_summer: bool,
    /// The abbreviation.
    pub name: String,
}

/// The zone of local time. It is read once.
pub(crate) fn local(vm: &mut Vm) -> TimeZone {
    if let Some(zone) = &vm.extension::<Local>().0 {
        return zone.clone();
    }
    let zone = read(vm);
    vm.extension::<Local>().0 = Some(zone.clone());
    zone
}

fn read(vm: &mut Vm) -> TimeZone {
    if let Some(name) = vm.outside.host.variable("TZ") {
        let name = name.trim_start_matches(':');
        return TimeZone::get(name).or_else(|_| TimeZone::posix(name)).unwrap_or(TimeZone::UTC);
    }
    // A run on the virtual clock is the same on every machine.
    if vm.outside.clock.is_virtual() {
        return TimeZone::UTC;
    }
    match vm.outside.host.read_file(LOCAL_ZONE_FILE) {
        Ok(bytes) => TimeZone::tzif("Local", &bytes).unwrap_or(TimeZone::UTC),
        Err(_) => TimeZone::UTC,
    }
}

/// What a zone says of a moment.
pub(crate) fn offset(zone: &TimeZone, moment: Timestamp) -> Offset {
    let info = zone.to_offset_info(moment);
    Offset {
        seconds: info.offset().seconds().into(),
        is_summer: info.dst().is_dst(),
        name: info.abbreviation().to_owned(),
    }
}

/// `timezone`, `altzone`, `daylight` and `tzname`, as January and July of this year have them.
pub(crate) fn fill(vm: &mut Vm, module: &Module) {
    const QUARTER_SECONDS: i64 = 7_889_400;
    let zone = local(vm);
    let now = vm.outside.clock.wall_ns(vm.outside.host.as_mut()).div_euclid(super::NANOSECONDS);
    let now = now.to_i64().unwrap_or(0);
    let quarters = (0..4).map(|quarter| now + quarter * QUARTER_SECONDS);
    let moments = quarters.filter_map(|at| Timestamp::from_second(at).ok());
    let offsets: Vec<Offset> = moments.map(|at| offset(&zone, at)).collect();
    let winter = offsets.iter().find(|offset| !offset.is_summer).or(offsets.first());
    let summer = offsets.iter().find(|offset| offset.is_summer).or(winter);
    let (Some(winter), Some(summer)) = (winter, summer) else { return };
    let names = [Str::value(&winter.name), Str::value(&summer.name)];
    args::set(vm, module, "timezone", Value::Int(-winter.seconds));
    args::set(vm, module, "altzone", Value::Int(-summer.seconds));
    args::set(vm, module, "daylight", Value::Int(i64::from(summer.is_summer)));
    args::set(vm, module, "tzname", Tuple::value(names));
}
