//! The module `time` (library reference, "time"): the script's clock, sleeping, and calendar times.
//!
//! All of it reads the one clock of the engine. How a moment becomes text is in [`calendar`].

mod calendar;
mod strptime;
pub(crate) mod zone;

use ouro_vm::EventKind;

use crate::prelude::*;
use crate::struct_sequence;

pub(crate) use calendar::HIDDEN_FIELDS;

const NANOSECONDS: i128 = 1_000_000_000;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "time",
    doc: "Functions to manipulate time values.",
    functions: FUNCTIONS,
    fill,
};

static FUNCTIONS: &[NativeDef] = &[
    native("time", "()", "Return the current time in seconds since the Epoch.", |vm, _| {
        Ok(seconds(vm.outside.read_wall_ns()))
    }),
    native("time_ns", "()", "Return the current time in nanoseconds since the Epoch.", |vm, _| {
        Ok(int_value(vm.outside.read_wall_ns().into()))
    }),
    native("perf_counter", "()", "Performance counter for benchmarking.", monotonic),
    native("perf_counter_ns", "()", "Performance counter in nanoseconds.", monotonic_ns),
    native("monotonic", "()", "Monotonic clock, cannot go backward.", monotonic),
    native("monotonic_ns", "()", "Monotonic clock in nanoseconds.", monotonic_ns),
    native("process_time", "()", "Processor time of the process in seconds.", |vm, _| {
        Ok(seconds(process_ns(vm)))
    }),
    native("process_time_ns", "()", "Processor time of the process in nanoseconds.", |vm, _| {
        Ok(int_value(process_ns(vm).into()))
    }),
    native("sleep", "(seconds, /)", "Delay execution for a given number of seconds.", sleep),
    native("gmtime", "(seconds=None, /)", "Convert seconds since the Epoch to UTC.", |vm, args| {
        let moment = moment(vm, &args[0])?;
        calendar::utc(vm, moment)
    }),
    native("localtime", "(seconds=None, /)", "Convert seconds to local time.", |vm, args| {
        let moment = moment(vm, &args[0])?;
        calendar::local(vm, moment)
    }),
    native(
        "mktime",
        "(tuple, /)",
        "Convert local time to seconds since the Epoch.",
        calendar::mktime,
    ),
    native("asctime", "(tuple=..., /)", "Convert a time tuple to a string.", |vm, args| {
        let time = calendar::given_or_now(vm, &args[0])?;
        Ok(Str::value(&calendar::asctime(&time)))
    }),
    native(
        "ctime",
        "(seconds=None, /)",
        "Convert seconds to a string of local time.",
        |vm, args| {
            let moment = moment(vm, &args[0])?;
            let time = calendar::local(vm, moment)?;
            let time = calendar::given_or_now(vm, &time)?;
            Ok(Str::value(&calendar::asctime(&time)))
        },
    ),
    native(
        "strptime",
        "(string, format='%a %b %d %H:%M:%S %Y', /)",
        "Parse a string to a time tuple.",
        strptime::struct_time,
    ),
    native("_strptime", "(string, format, /)", "", strptime::fields),
    native("thread_time", "()", "Processor time of the thread in seconds.", |vm, _| {
        Ok(seconds(process_ns(vm)))
    }),
    native("thread_time_ns", "()", "Processor time of the thread in nanoseconds.", |vm, _| {
        Ok(int_value(process_ns(vm).into()))
    }),
    native("get_clock_info", "(name, /)", "Get information of the specified clock.", clock_info),
    native("strftime", "(format, tuple=..., /)", "Convert a time tuple to a string.", strftime),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let class = struct_sequence::class(vm, &calendar::STRUCT_TIME);
    args::set(vm, module, "struct_time", class);
    zone::fill(vm, module);
    Ok(())
}

fn seconds(ns: i128) -> Value {
    Value::Float(ns as f64 / NANOSECONDS as f64)
}

fn monotonic(vm: &mut Vm, _: &[Value]) -> R {
    Ok(seconds(vm.outside.read_ns().into()))
}

fn monotonic_ns(vm: &mut Vm, _: &[Value]) -> R {
    Ok(int_value(vm.outside.read_ns().into()))
}

/// The processor's time; on the virtual clock, where code takes none, the time since the start.
fn process_ns(vm: &mut Vm) -> i128 {
    let known =
        if vm.outside.clock.is_virtual() { None } else { vm.outside.host.process_time_ns() };
    known.unwrap_or_else(|| vm.outside.read_ns()).into()
}

/// Seconds since the epoch, rounded down; now, for `None`.
fn moment(vm: &mut Vm, value: &Value) -> R<i64> {
    let seconds = match args::base(value) {
        Value::None => (vm.outside.read_wall_ns().div_euclid(NANOSECONDS)).to_i64(),
        Value::Float(float) if float.is_nan() => {
            return Err(args::value_error(vm, "Invalid value NaN (not a number)"));
        }
        Value::Float(float) => float.floor().to_i64(),
        _ => vm.index(value)?.to_i64(),
    };
    match seconds {
        Some(seconds) => Ok(seconds),
        None => Err(vm.raise(Exc::OverflowError, "timestamp out of range for platform time_t")),
    }
}

/// A duration in nanoseconds, rounded up as CPython rounds time-outs.
fn duration_ns(vm: &mut Vm, value: &Value) -> R<i128> {
    if let Value::Float(float) = args::base(value) {
        if float.is_nan() {
            return Err(args::value_error(vm, "Invalid value NaN (not a number)"));
        }
        let ns = (float * 1e9).ceil();
        if !(-9.2e18..9.2e18).contains(&ns) {
            let message = "timestamp out of range for platform time_t";
            return Err(vm.raise(Exc::OverflowError, message));
        }
        return Ok(ns as i128);
    }
    let whole = vm.index(value)?;
    match whole.to_i64().filter(|seconds| seconds.unsigned_abs() <= 9_223_372_036) {
        Some(seconds) => Ok(i128::from(seconds) * NANOSECONDS),
        None => {
            let message = "timestamp too large to convert to C PyTime_t";
            Err(vm.raise(Exc::OverflowError, message))
        }
    }
}

/// `get_clock_info(name)`: what the documentation says of each clock, with the host's resolution of 1 ns.
fn clock_info(vm: &mut Vm, args: &[Value]) -> R {
    let name = args::text(&args[0]).unwrap_or_default();
    let (function, monotonic, adjustable) = match name.as_str() {
        "time" => ("clock_gettime(CLOCK_REALTIME)", false, true),
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", true, false),
        "process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false),
        "thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false),
        _ => return Err(args::value_error(vm, "unknown clock")),
    };
    crate::types::namespace(
        vm,
        &[
            ("implementation", Str::value(function)),
            ("monotonic", Value::Bool(monotonic)),
            ("adjustable", Value::Bool(adjustable)),
            ("resolution", Value::Float(1e-9)),
        ],
    )
}

fn sleep(vm: &mut Vm, args: &[Value]) -> R {
    let ns = duration_ns(vm, &args[0])?;
    let Ok(ns) = u64::try_from(ns) else {
        return Err(args::value_error(vm, "sleep length must be non-negative"));
    };
    if !vm.running_loop.is_none() {
        let shown = vm.repr_text(&args[0]);
        vm.emit(EventKind::BlockingCall, &Value::Unbound, |_| ("time.sleep".to_owned(), shown));
    }
    let deadline_ns = vm.outside.now_ns().saturating_add(ns);
    if ns == 0 {
        vm.outside.count_iteration();
        vm.give_way()?;
    }
    while vm.outside.now_ns() < deadline_ns {
        vm.block(Some(deadline_ns))?;
    }
    Ok(Value::None)
}

fn strftime(vm: &mut Vm, args: &[Value]) -> R {
    let Some(format) = args::text(&args[0]) else {
        let got = vm.type_name(&args[0]);
        let message = format!("strftime() argument 1 must be str, not {got}");
        return Err(args::type_error(vm, &message));
    };
    let time = calendar::given_or_now(vm, &args[1])?;
    calendar::check(vm, &time)?;
    Ok(Str::value(&calendar::strftime(&format, &time)))
}

/// Local time, in seconds since the epoch, by a format of `strftime`.
pub(crate) fn local_text(vm: &mut Vm, seconds: f64, format: &str) -> R<String> {
    let moment = moment(vm, &Value::Float(seconds))?;
    let time = calendar::local(vm, moment)?;
    let time = calendar::given_or_now(vm, &time)?;
    Ok(calendar::strftime(format, &time))
}
