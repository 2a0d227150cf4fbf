//! The module `_thread` (library reference, "_thread"): starting threads, their numbers, locks. What `threading`
//! has besides is made of these, in Ouro.
//!
//! Who runs when, and waiting itself, is the VM's; see `ouro_vm::threads`.

mod handle;
mod locks;
mod signals;

use ouro_vm::ThreadId;
use ouro_vm::host::deadline_after_ns;

use crate::prelude::*;
use crate::struct_sequence::{self, Definition};

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.",
    functions: FUNCTIONS,
    fill,
};

static EXCEPT_HOOK_ARGS: Definition = Definition {
    module: "_thread",
    name: "_ExceptHookArgs",
    fields: &["exc_type", "exc_value", "exc_traceback", "thread"],
    is_struct: true,
    hidden: &[],
};

/// The longest time-out, in seconds.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// What the number of a thread is reckoned from, so that it looks like the address that it is elsewhere.
const FIRST_IDENT: u64 = 0x7f3a_0000_0000;
/// The step between the numbers of two threads.
const IDENT_STEP: u64 = 0x80_1000;

static FUNCTIONS: &[NativeDef] = &[
    native(
        "start_new_thread",
        "(function, args, kwargs=None, /)",
        "Start a new thread and return its identifier.",
        start_new_thread,
    ),
    native("_start", "(function, /)", "Start a thread; gives its handle.", |vm, args| {
        handle::start(vm, &args[0]).map(Value::Obj)
    }),
    native("get_ident", "()", "Return the identifier of the thread that runs.", |vm, _| {
        Ok(ident(vm.current_thread()))
    }),
    native("get_native_id", "()", "Return the system's number of the thread.", |vm, _| {
        Ok(native_id(vm, vm.current_thread()))
    }),
    native("_is_main", "()", "Whether the thread that runs is the main one.", |vm, _| {
        Ok(Value::Bool(vm.on_main_thread()))
    }),
    native("_count", "()", "The number of threads besides the main one.", |vm, _| {
        Ok(args::count(vm.thread_count() - 1))
    }),
    native("allocate_lock", "()", "Create a new lock object.", |_, _| {
        Ok(Value::new(locks::Lock::default()))
    }),
    native("exit", "()", "Leave the thread: raise SystemExit.", |vm, _| {
        Err(vm.raise_with(Exc::SystemExit, Vec::new()))
    }),
    native("interrupt_main", "(signum=2, /)", "Simulate Ctrl-C on the main thread.", |vm, _| {
        vm.outside.host.interrupt_flag().store(true, std::sync::atomic::Ordering::Relaxed);
        vm.give_way()?;
        Ok(Value::None)
    }),
    native(
        "stack_size",
        "(size=0, /)",
        "The stack size of new threads: the system's.",
        |vm, args| match args::int(vm, &args[0])? {
            0 => Ok(Value::Int(0)),
            size if size < 32_768 => {
                Err(args::value_error(vm, &format!("size not valid: {size} bytes")))
            }
            _ => Ok(Value::Int(0)),
        },
    ),
    native("_cpu_count", "()", "How many processors there are.", |vm, _| {
        Ok(args::count(vm.outside.host.processors()))
    }),
    native("_exception_text", "(exception, /)", "What a traceback of it prints.", |vm, args| {
        Ok(Str::value(&vm.format_exception(&args[0])))
    }),
    native("_local_dict", "(number, /)", "The thread's own dict of a local object.", local_dict),
    native("_local_number", "()", "A number for a new local object.", |vm, _| {
        let numbers = vm.extension::<LocalNumbers>();
        numbers.0 += 1;
        Ok(Value::Int(numbers.0))
    }),
];

#[derive(Default)]
struct LocalNumbers(i64);

/// The dicts of `threading.local` objects that belong to one thread, by the objects' numbers.
#[derive(Default)]
struct LocalDicts(std::collections::BTreeMap<i64, Value>);

/// The dict, and whether it is new.
fn local_dict(vm: &mut Vm, args: &[Value]) -> R {
    let number = args::int(vm, &args[0])?;
    let dicts = &mut vm.thread_extension::<LocalDicts>().0;
    let is_new = !dicts.contains_key(&number);
    let dict = dicts.entry(number).or_insert_with(|| Value::new(Dict::default())).clone();
    Ok(Tuple::value(vec![dict, Value::Bool(is_new)]))
}

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    locks::fill(vm, module);
    signals::fill(vm, module);
    let class = struct_sequence::class(vm, &EXCEPT_HOOK_ARGS);
    args::set(vm, module, "_ExceptHookArgs", class);
    args::set(vm, module, "TIMEOUT_MAX", Value::Float(TIMEOUT_MAX));
    let error = vm.exception_class(Exc::RuntimeError);
    args::set(vm, module, "error", error);
    Ok(())
}

/// Registers the types of a new engine.
pub(crate) fn install(vm: &mut Vm) {
    locks::install(vm);
    signals::install(vm);
    handle::install(vm);
}

/// What `get_ident` gives for a thread.
fn ident(thread: ThreadId) -> Value {
    int_value((FIRST_IDENT + u64::from(thread.0) * IDENT_STEP).into())
}

fn native_id(vm: &Vm, thread: ThreadId) -> Value {
    Value::Int(i64::from(vm.outside.host.process_id()) + i64::from(thread.0))
}

/// The deadline of a time-out in seconds; none for -1 or `None`, which is no time-out.
pub(crate) fn deadline(vm: &mut Vm, timeout: &Value) -> R<Option<u64>> {
    if timeout.is_none() {
        return Ok(None);
    }
    if !matches!(args::base(timeout), Value::Float(_) | Value::Int(_) | Value::Bool(_)) {
        let got = vm.type_name(timeout);
        let message = format!("'{got}' object cannot be interpreted as an integer");
        return Err(args::type_error(vm, &message));
    }
    let seconds = args::float(vm, timeout)?;
    if seconds == -1.0 {
        return Ok(None);
    }
    if seconds.is_nan() {
        return Err(args::value_error(vm, "Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(args::value_error(vm, "timeout value must be a non-negative number"));
    }
    if seconds >= 9.2e18 {
        return Err(vm.raise(Exc::OverflowError, "timestamp out of range for platform time_t"));
    }
    if seconds > TIMEOUT_MAX {
        return Err(vm.raise(Exc::OverflowError, "timeout value is too large"));
    }
    Ok(Some(deadline_after_ns(vm.outside.now_ns(), seconds)))
}

/// A thread without a name or a handle; what it raises is told.
fn start_new_thread(vm: &mut Vm, args: &[Value]) -> R {
    if !args::is_callable(vm, &args[0])? {
        return Err(args::type_error(vm, "first arg must be callable"));
    }
    let Some(Tuple(positional)) = args::payload::<Tuple>(&args[1]) else {
        return Err(args::type_error(vm, "2nd arg must be a tuple"));
    };
    let positional = positional.to_vec();
    let keywords = args::keywords(vm, &args[2]);
    let function = args[0].clone();
    let thread = vm.start_thread(move |vm| {
        let result = vm.call_keywords(&function, &positional, &keywords);
        drop((positional, keywords));
        if let Err(raised) = result
            && !vm.matches(&raised, Exc::SystemExit)
        {
            let shown = vm.repr_text(&function);
            vm.report_ignored(&format!("in thread started by {shown}:"), raised);
        }
        drop(function);
    })?;
    Ok(ident(thread))
}

/// The script has ended: waits for the threads that are not daemons, as the module `threading` has it.
pub fn shut_down(vm: &mut Vm) {
    let name = vm.intern("threading");
    let Some(module) = vm.modules.get(&name).cloned() else { return };
    let result = match vm.get_attr_text(&module, "_shutdown") {
        Ok(shutdown) => vm.call(&shutdown, &[]).map(drop),
        Err(raised) => Err(raised),
    };
    if let Err(raised) = result {
        vm.report_unraisable(raised, &module);
    }
    vm.reap();
}
