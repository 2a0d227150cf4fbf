//! The methods of a loop, as a table.

use ouro_vm::objects::{Dict, Function, Str};
use ouro_vm::{EventKind, Exc, NativeDef, PropertyDef, R, Ref, TypeContents, Value, Vm, native};

use crate::event_loop::{self, EventLoop};
use crate::future;
use crate::handle::{Handle, rest};
use crate::ready::Ready;
use crate::report::Report;
use crate::shared::holding;
use crate::sleep::number;
use crate::task::{self, Make, Table};

fn this<'a>(vm: &mut Vm, value: &'a Value) -> R<(&'a Ref, &'a EventLoop)> {
    match (value.as_ref(), value.get()) {
        (Some(object), Some(event_loop)) => Ok((object, event_loop)),
        _ => Err(vm.raise(Exc::TypeError, "an event loop is required")),
    }
}

/// So many functions of CPython's library make a handle.
const CALLING: usize = 2;

fn call_soon(vm: &mut Vm, args: &[Value], name: &str) -> R {
    let (_, event_loop) = this(vm, &args[0])?;
    event_loop.check_open(vm)?;
    check_callback(vm, event_loop, &args[1], name)?;
    let context = crate::contextvars::argument(vm, &args[3])?;
    let origin = event_loop.debug.is_on().then(|| crate::debug::handle_origin(vm, CALLING));
    let handle = Handle::new(args[1].clone(), rest(&args[2]), context);
    let handle = Ref::new(handle.made(origin));
    event_loop.push(Ready::Call(handle.clone()));
    vm.emit(EventKind::CallbackScheduled, &Value::Obj(handle.clone()), |vm| {
        (crate::show::callback(vm, &args[1]), String::new())
    });
    Ok(Value::Obj(handle))
}

/// In debug mode a coroutine is refused as a callback, and what cannot be called.
pub(crate) fn check_callback(
    vm: &mut Vm,
    event_loop: &EventLoop,
    callback: &Value,
    method: &str,
) -> R<()> {
    if !event_loop.debug.is_on() {
        return Ok(());
    }
    let is_function = callback
        .get::<Function>()
        .is_some_and(|f| f.code().code.kind == crate::functions::COROUTINE_CODE);
    if task::is_coroutine(callback) || is_function {
        return Err(vm.raise(Exc::TypeError, &format!("coroutines cannot be used with {method}()")));
    }
    if !crate::functions::is_callable(vm, callback) {
        let shown = vm.repr_text(callback);
        let message = format!("a callable object was expected by {method}(), got {shown}");
        return Err(vm.raise(Exc::TypeError, &message));
    }
    Ok(())
}

fn timer(vm: &mut Vm, args: &[Value], deadline_ns: i64, when: f64, inner: usize) -> R {
    let (object, event_loop) = this(vm, &args[0])?;
    event_loop.check_open(vm)?;
    let origin = if event_loop.debug.is_on() {
        crate::debug::check_thread(vm, event_loop)?;
        check_callback(vm, event_loop, &args[2], "call_at")?;
        Some(crate::debug::handle_origin(vm, inner))
    } else {
        None
    };
    let context = crate::contextvars::argument(vm, &args[4])?;
    let handle = Handle::new(args[2].clone(), rest(&args[3]), context).made(origin);
    let handle = Ref::new(handle.at(when, object));
    event_loop.set_timer_at(vm, deadline_ns, &handle);
    Ok(Value::Obj(handle))
}

fn call_later(vm: &mut Vm, args: &[Value]) -> R {
    if args[1].is_none() {
        return Err(vm.raise(Exc::TypeError, "delay must not be None"));
    }
    let seconds = crate::sleep::delay(vm, &args[1])?;
    let now_ns = vm.outside.now_ns();
    timer(vm, args, after(now_ns, seconds), now_ns as f64 / 1e9 + seconds, CALLING + 1)
}

/// The deadline `seconds` after a moment, or before it.
fn after(now_ns: u64, seconds: f64) -> i64 {
    // A float cast saturates: too far is the end of time, and NaN is now.
    crate::timers::signed(now_ns).saturating_add((seconds * 1e9).round() as i64)
}

fn call_at(vm: &mut Vm, args: &[Value]) -> R {
    if args[1].is_none() {
        return Err(vm.raise(Exc::TypeError, "when cannot be None"));
    }
    let when = number(vm, &args[1])?;
    timer(vm, args, after(0, when), when, CALLING)
}

fn call_exception_handler(vm: &mut Vm, args: &[Value]) -> R {
    let (_, event_loop) = this(vm, &args[0])?;
    if !event_loop.exception_handler.get().is_none() {
        crate::report::call_handler(vm, &args[0], event_loop, &args[1])?;
        return Ok(Value::None);
    }
    default_exception_handler(vm, args)
}

fn default_exception_handler(vm: &mut Vm, args: &[Value]) -> R {
    let mut report = Report::new("Unhandled exception in event loop");
    let mut fields = Vec::new();
    if let Some(Dict(table)) = args[1].get() {
        for (key, value) in table.items() {
            match vm.display(&key).as_str() {
                "message" => report.message = vm.display(&value),
                "exception" => report.exception = value,
                other => fields.push((other.to_owned(), value)),
            }
        }
    }
    let (_, event_loop) = this(vm, &args[0])?;
    crate::report::log_fields(vm, Some(event_loop), report, fields)?;
    Ok(Value::None)
}

fn set_exception_handler(vm: &mut Vm, args: &[Value]) -> R {
    let (_, event_loop) = this(vm, &args[0])?;
    if !args[1].is_none() && !crate::functions::is_callable(vm, &args[1]) {
        let message =
            format!("A callable object or None is expected, got {}", vm.repr_text(&args[1]));
        return Err(vm.raise(Exc::TypeError, &message));
    }
    event_loop.exception_handler.set(args[1].clone());
    Ok(Value::None)
}

pub(crate) static METHODS: Table = &[
    native("run_until_complete", "(self, future, /)", "Run until a future is done.", |vm, args| {
        let (object, _) = this(vm, &args[0])?;
        event_loop::run_until_complete(vm, object, &args[1], 0)
            .map_err(|raised| holding(raised, &args[1]))
    }),
    native("run_forever", "(self, /)", "Run until stop() is called.", |vm, args| {
        let (object, _) = this(vm, &args[0])?;
        event_loop::run_forever(vm, object, 0).map(|()| Value::None)
    }),
    native("stop", "(self, /)", "Stop at the end of this iteration.", |vm, args| {
        this(vm, &args[0])?.1.stopping.set(true);
        Ok(Value::None)
    }),
    native("close", "(self, /)", "Close the loop.", |vm, args| {
        let (object, _) = this(vm, &args[0])?;
        event_loop::close(vm, object)
    }),
    native("is_running", "(self, /)", "Whether it runs.", |vm, args| {
        Ok(Value::Bool(this(vm, &args[0])?.1.is_running.get()))
    }),
    native("is_closed", "(self, /)", "Whether it was closed.", |vm, args| {
        Ok(Value::Bool(this(vm, &args[0])?.1.is_closed.get()))
    }),
    native("time", "(self, /)", "The loop's time in seconds.", |vm, args| {
        this(vm, &args[0])?;
        Ok(Value::Float(vm.outside.read_ns() as f64 / 1e9))
    }),
    native("create_future", "(self, /)", "A future of this loop.", |vm, args| {
        let (object, _) = this(vm, &args[0])?;
        Ok(Value::Obj(future::new(vm, object)))
    }),
    native(
        "create_task",
        "(self, coro, /, *, name=None, context=None)",
        "A task of this loop.",
        |vm, args| {
            let (object, event_loop) = this(vm, &args[0])?;
            let open = event_loop.check_open(vm);
            let make = Make { name: &args[2], context: &args[3], eager: false };
            let created = open.and_then(|()| task::create(vm, object, &args[1], &make));
            created.map_err(|raised| holding(raised, &args[1]))
        },
    ),
    native(
        "add_signal_handler",
        "(self, sig, callback, /, *args)",
        "Call it in the loop when a signal has come.",
        |vm, args| {
            let signal = vm.import("signal")?;
            let add = vm.get_attr_text(&signal, "_add_loop_handler")?;
            vm.call(&add, args)
        },
    ),
    native(
        "remove_signal_handler",
        "(self, sig, /)",
        "Undo add_signal_handler; give whether there was a handler.",
        |vm, args| {
            let signal = vm.import("signal")?;
            let remove = vm.get_attr_text(&signal, "_remove_loop_handler")?;
            vm.call(&remove, args)
        },
    ),
    native(
        "call_soon",
        "(self, callback, /, *args, context=None)",
        "Call it in the next iteration.",
        |vm, args| {
            let (_, event_loop) = this(vm, &args[0])?;
            event_loop.check_open(vm)?;
            crate::debug::check_thread(vm, event_loop)?;
            call_soon(vm, args, "call_soon")
        },
    ),
    native(
        "call_soon_threadsafe",
        "(self, callback, /, *args, context=None)",
        "Call it in the next iteration, from another thread.",
        |vm, args| {
            let handle = call_soon(vm, args, "call_soon_threadsafe")?;
            this(vm, &args[0])?.1.threads.wake(vm);
            Ok(handle)
        },
    ),
    native(
        "call_later",
        "(self, delay, callback, /, *args, context=None)",
        "Call it after a delay.",
        call_later,
    ),
    native(
        "call_at",
        "(self, when, callback, /, *args, context=None)",
        "Call it at a time.",
        call_at,
    ),
    native("get_task_factory", "(self, /)", "The task factory, or None.", |vm, args| {
        Ok(this(vm, &args[0])?.1.task_factory.get())
    }),
    native("set_task_factory", "(self, factory, /)", "Set who makes tasks.", |vm, args| {
        let (_, event_loop) = this(vm, &args[0])?;
        if !args[1].is_none() && !crate::functions::is_callable(vm, &args[1]) {
            let message = "task factory must be a callable or None";
            return Err(vm.raise(Exc::TypeError, message));
        }
        event_loop.task_factory.set(args[1].clone());
        Ok(Value::None)
    }),
    native("get_debug", "(self, /)", "Whether debug mode is on.", |vm, args| {
        Ok(Value::Bool(this(vm, &args[0])?.1.debug.is_on()))
    }),
    native("set_debug", "(self, enabled, /)", "Set debug mode.", |vm, args| {
        let enabled = vm.truthy(&args[1])?;
        this(vm, &args[0])?.1.debug.set(enabled);
        Ok(Value::None)
    }),
    native("get_exception_handler", "(self, /)", "The exception handler, or None.", |vm, args| {
        Ok(this(vm, &args[0])?.1.exception_handler.get())
    }),
    native(
        "set_exception_handler",
        "(self, handler, /)",
        "Set the exception handler.",
        set_exception_handler,
    ),
    native(
        "default_exception_handler",
        "(self, context, /)",
        "Log what has happened.",
        default_exception_handler,
    ),
    native(
        "call_exception_handler",
        "(self, context, /)",
        "Tell the exception handler.",
        call_exception_handler,
    ),
    native(
        "shutdown_asyncgens",
        "(self, /)",
        "Close what async generators are left.",
        |vm, args| Ok(crate::async_generators::shutdown(vm, &args[0])),
    ),
    native(
        "shutdown_default_executor",
        "(self, timeout=None, /)",
        "Wait for the default executor.",
        |vm, args| {
            let timeout = args[1].clone();
            Ok(crate::threads::shutdown_default_executor(vm, &args[0], timeout))
        },
    ),
    native(
        "run_in_executor",
        "(self, executor, func, /, *args)",
        "Call func in a thread.",
        crate::threads::run_in_executor,
    ),
    native(
        "set_default_executor",
        "(self, executor, /)",
        "Set the executor that run_in_executor(None, ...) uses.",
        |vm, args| crate::threads::bridge(vm, "set_default_executor", args),
    ),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        Ok(Str::value(&crate::show::event_loop(vm, &args[0])))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    crate::threads::EXECUTOR,
    PropertyDef {
        name: "slow_callback_duration",
        doc: "What takes as long is logged in debug mode, in seconds.",
        get: |vm, value| Ok(this(vm, value)?.1.debug.slow.get()),
        set: Some(|vm, value, new| {
            this(vm, value)?.1.debug.slow.set(new);
            Ok(())
        }),
    },
];

static NEW: NativeDef =
    native("__new__", "(cls, selector=None)", "", |vm, _| Ok(Value::Obj(event_loop::new(vm))));

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    vm.register_type(&event_loop::BASE);
    let class = vm.register_type(&event_loop::IMPLEMENTED);
    let implementation = vm.register_type(&event_loop::TYPE);
    vm.extend_type(&implementation, &TypeContents { new: Some(&NEW), ..Default::default() });
    let contents = TypeContents { methods: METHODS, properties: PROPERTIES, ..Default::default() };
    vm.extend_type(&class, &contents);
    let refused = TypeContents { methods: crate::refused::METHODS, ..Default::default() };
    vm.extend_type(&class, &refused);
}
