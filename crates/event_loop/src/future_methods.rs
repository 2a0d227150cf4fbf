//! The types `Future` and `Task` as scripts see them: tables of methods.

use std::cell::Cell;

use ouro_vm::objects::Str;
use ouro_vm::{
    Exc, Payload, Poll, PropertyDef, R, Raised, Ref, Resume, TypeContents, TypeDef, Value, Vm,
    native, property,
};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback, Core, Future};
use crate::gather::Gathering;
use crate::task::{self, Make, Table, Task};

pub(crate) static FUTURE: TypeDef = TypeDef {
    name: "Future",
    module: "_asyncio",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Future as Payload>::layout),
    subclassable: true,
};

pub(crate) static TASK: TypeDef = TypeDef {
    name: "Task",
    module: "_asyncio",
    base: Some(&FUTURE),
    layout: Some(<Task as Payload>::layout),
    subclassable: true,
};

static GATHERING: TypeDef = TypeDef {
    name: "_GatheringFuture",
    module: "asyncio.tasks",
    base: Some(&FUTURE),
    layout: Some(<Gathering as Payload>::layout),
    subclassable: false,
};

static ITERATOR: TypeDef = TypeDef {
    name: "FutureIter",
    module: "_asyncio",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<FutureIter as Payload>::layout),
    subclassable: false,
};

/// What `__await__` gives.
struct FutureIter {
    future: Value,
    over: Cell<bool>,
}
ouro_vm::object!(FutureIter, "FutureIter", { future, over });

fn this<'a>(vm: &mut Vm, value: &'a Value) -> R<(&'a Ref, &'a Core)> {
    match (value.as_ref(), future::core_of(value)) {
        (Some(object), Some(core)) => Ok((object, core)),
        _ => {
            let got = vm.type_name(value);
            let message =
                format!("descriptor requires a '_asyncio.Future' object but received a '{got}'");
            Err(vm.raise(Exc::TypeError, &message))
        }
    }
}

fn task<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a Task> {
    match value.as_ref().and_then(task::of) {
        Some(task) => Ok(task),
        None => Err(vm.raise(Exc::TypeError, "a Task is required")),
    }
}

fn new_future(vm: &mut Vm, args: &[Value]) -> R {
    let event_loop = match args[1].as_ref() {
        Some(event_loop) => event_loop.clone(),
        None => crate::functions::event_loop_or_current(vm)?,
    };
    let future = Value::Obj(future::new(vm, &event_loop));
    Ok(vm.wrap_base(&args[0], future))
}

/// Who tells the callbacks of a future schedules on its loop.
fn check_loop(vm: &mut Vm, core: &Core, tells: bool) -> R {
    if tells && let Some(event_loop) = core.event_loop.get::<EventLoop>() {
        event_loop.check_open(vm)?;
        crate::debug::check_thread(vm, event_loop)?;
    }
    Ok(Value::None)
}

static NEW_FUTURE: ouro_vm::NativeDef = native("__new__", "(cls, /, *, loop=None)", "", new_future);

static FUTURE_METHODS: Table = &[
    native("result", "(self, /)", "The result, or the exception, raised.", |vm, args| {
        this(vm, &args[0])?.1.result(vm).map_err(|raised| too_early(vm, raised, &args[0]))
    }),
    native("exception", "(self, /)", "The exception, or None.", |vm, args| {
        this(vm, &args[0])?.1.exception(vm).map_err(|raised| too_early(vm, raised, &args[0]))
    }),
    native("set_result", "(self, result, /)", "Mark it done with a result.", |vm, args| {
        let (own, core) = this(vm, &args[0])?;
        let tells = core.has_callbacks();
        core.finish(vm, own, args[1].clone())?;
        check_loop(vm, core, tells)
    })
    .whole(),
    native(
        "set_exception",
        "(self, exception, /)",
        "Mark it done with an exception.",
        |vm, args| {
            let (own, core) = this(vm, &args[0])?;
            if core.is_done() {
                return Err(crate::shared::invalid_state(vm, "invalid state"));
            }
            let exception = future::exception_argument(vm, &args[1])?;
            let tells = core.has_callbacks();
            core.fail(vm, own, exception);
            check_loop(vm, core, tells)
        },
    )
    .whole(),
    native("done", "(self, /)", "Whether it is done.", |vm, args| {
        Ok(Value::Bool(this(vm, &args[0])?.1.is_done()))
    }),
    native("cancelled", "(self, /)", "Whether it was cancelled.", |vm, args| {
        Ok(Value::Bool(this(vm, &args[0])?.1.is_cancelled()))
    }),
    native("cancel", "(self, /, msg=None)", "Cancel it.", |vm, args| {
        let (own, _) = this(vm, &args[0])?;
        crate::cancel::cancel(vm, own, &args[1]).map(Value::Bool)
    })
    .whole(),
    native(
        "add_done_callback",
        "(self, fn, /, *, context=None)",
        "Call fn when it is done.",
        |vm, args| {
            let (own, core) = this(vm, &args[0])?;
            let context = crate::contextvars::argument(vm, &args[2])?;
            core.add_callback(own, Callback::Script(args[1].clone(), context));
            Ok(Value::None)
        },
    )
    .whole(),
    native("remove_done_callback", "(self, fn, /)", "Do not call fn.", |vm, args| {
        let (_, core) = this(vm, &args[0])?;
        let mut same = Vec::new();
        for callback in core.callbacks() {
            let Callback::Script(callable, _) = callback else { continue };
            if vm.equal(&callable, &args[1])? {
                same.push(callable);
            }
        }
        let gone = core.remove_callbacks(
            |c| matches!(c, Callback::Script(callable, _) if same.iter().any(|s| s.is_same(callable))),
        );
        Ok(Value::Int(gone as i64))
    }),
    native("get_loop", "(self, /)", "The loop.", |vm, args| {
        Ok(Value::Obj(this(vm, &args[0])?.1.event_loop.clone()))
    }),
    native("__await__", "(self, /)", "An iterator that waits for it.", iterate).whole(),
    native("__iter__", "(self, /)", "An iterator that waits for it.", iterate).whole(),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        this(vm, &args[0])?;
        let name = vm.class_name(&vm.class_of(&args[0]));
        Ok(Str::value(&crate::show::future(vm, &args[0], &name)))
    })
    .whole(),
];

static FUTURE_PROPERTIES: &[PropertyDef] = &[
    PropertyDef {
        name: "_asyncio_future_blocking",
        doc: "Whether it was yielded by an await.",
        get: |vm, value| Ok(Value::Bool(this(vm, value)?.1.blocking.get())),
        set: Some(|vm, value, new| {
            let blocking = vm.truthy(&new)?;
            this(vm, value)?.1.blocking.set(blocking);
            Ok(())
        }),
    },
    property("_exception", "The exception, or None; it stays unseen.", |vm, value| {
        let (_, core) = this(vm, value)?;
        Ok(if core.state.get() == future::State::Failed {
            core.with_traceback()
        } else {
            Value::None
        })
    }),
    property("_result", "The result, or None.", |vm, value| {
        let (_, core) = this(vm, value)?;
        let is_there = core.state.get() == future::State::Finished;
        Ok(if is_there { core.value.get() } else { Value::None })
    }),
    property("_source_traceback", "Where it was made, in debug mode.", |vm, value| {
        this(vm, value)?;
        match crate::debug::origin_of(value) {
            Some(origin) => crate::debug::summary(vm, &origin),
            None => Ok(Value::None),
        }
    }),
    property("_loop", "The loop.", |vm, value| {
        Ok(Value::Obj(this(vm, value)?.1.event_loop.clone()))
    }),
    property("_state", "PENDING, CANCELLED or FINISHED.", |vm, value| {
        Ok(Str::value(match this(vm, value)?.1.state.get() {
            future::State::Pending => "PENDING",
            future::State::Cancelled => "CANCELLED",
            future::State::Finished | future::State::Failed => "FINISHED",
        }))
    }),
];

fn iterate(vm: &mut Vm, args: &[Value]) -> R {
    this(vm, &args[0])?;
    Ok(Value::new(FutureIter { future: args[0].clone(), over: Cell::new(false) }))
}

fn iterator_step(vm: &mut Vm, value: &Value, how: Resume) -> R {
    let Some(iterator) = value.get::<FutureIter>() else {
        return Err(vm.raise(Exc::TypeError, "a FutureIter is required"));
    };
    if iterator.over.get() {
        return match how {
            Resume::Throw(raised) => Err(raised),
            Resume::Send(_) => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
        };
    }
    match future::poll(vm, &iterator.future, how) {
        Ok(Poll::Yield(value)) => Ok(value),
        Ok(Poll::Ready(value)) => {
            iterator.over.set(true);
            let args = if value.is_none() { Vec::new() } else { vec![value] };
            Err(vm.raise_with(Exc::StopIteration, args))
        }
        Err(raised) => {
            iterator.over.set(true);
            Err(raised)
        }
    }
}

static ITERATOR_METHODS: Table = &[
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        iterator_step(vm, &args[0], Resume::Send(Value::None))
    }),
    native("send", "(self, value, /)", "Go on.", |vm, args| {
        iterator_step(vm, &args[0], Resume::Send(args[1].clone()))
    }),
    native(
        "throw",
        "(self, kind, value=..., traceback=..., /)",
        "Raise an exception.",
        |vm, args| {
            let exception = if args[0..].get(1).is_some_and(Value::is::<ouro_vm::objects::Class>) {
                vm.call(&args[1], &[])?
            } else {
                args[1].clone()
            };
            match Raised::from_value(exception) {
                Some(raised) => iterator_step(vm, &args[0], Resume::Throw(raised)),
                None => Err(vm.raise(Exc::TypeError, "exceptions must derive from BaseException")),
            }
        },
    ),
    native("close", "(self, /)", "End it.", |_, args| {
        if let Some(iterator) = args[0].get::<FutureIter>() {
            iterator.over.set(true);
        }
        Ok(Value::None)
    }),
];

fn new_task(vm: &mut Vm, args: &[Value]) -> R {
    let event_loop = match args[2].as_ref() {
        Some(event_loop) => event_loop.clone(),
        None => crate::functions::event_loop_or_current(vm)?,
    };
    let eager = vm.truthy(&args[5])?;
    let is_running = event_loop.get::<EventLoop>().is_some_and(|l| l.is_running.get());
    let make = Make { name: &args[3], context: &args[4], eager: eager && is_running };
    let task = Value::Obj(task::new(vm, &event_loop, &args[1], &make)?);
    let whole = vm.wrap_base(&args[0], task.clone());
    if let (Some(own), Some(whole)) = (task.as_ref(), whole.as_ref())
        && !whole.is_same(own)
        && let Some(core) = future::core(own)
    {
        core.keep_whole(own, whole);
    }
    Ok(whole)
}

static NEW_TASK: ouro_vm::NativeDef = native(
    "__new__",
    "(cls, coro, /, *, loop=None, name=None, context=None, eager_start=False)",
    "",
    new_task,
);

fn refuse(vm: &mut Vm, what: &str) -> R {
    Err(vm.raise(Exc::RuntimeError, &format!("Task does not support {what} operation")))
}

/// A function of the module in which stacks are made.
fn stack(vm: &mut Vm, name: &str, args: &[Value], file: Option<&Value>) -> R {
    task(vm, &args[0])?;
    let module = vm.import("_asyncio_stack")?;
    let function = vm.get_attr_text(&module, name)?;
    let mut keywords = vec![(vm.intern("limit"), args[1].clone())];
    keywords.extend(file.map(|file| (vm.intern("file"), file.clone())));
    vm.call_keywords(&function, &args[..1], &keywords)
}

static TASK_METHODS: Table = &[
    native("get_stack", "(self, /, *, limit=None)", "The frames of the task.", |vm, args| {
        stack(vm, "get_stack", args, None)
    }),
    native(
        "print_stack",
        "(self, /, *, limit=None, file=None)",
        "Print the stack or traceback of the task.",
        |vm, args| stack(vm, "print_stack", args, Some(&args[2])),
    ),
    native("set_result", "(self, result, /)", "Not for tasks.", |vm, _| refuse(vm, "set_result")),
    native("set_exception", "(self, exception, /)", "Not for tasks.", |vm, _| {
        refuse(vm, "set_exception")
    }),
    native("get_name", "(self, /)", "The name.", |vm, args| Ok(task(vm, &args[0])?.name())),
    native("set_name", "(self, value, /)", "Give it a name.", |vm, args| {
        let name = vm.str(&args[1])?;
        task(vm, &args[0])?.name.set(name);
        Ok(Value::None)
    }),
    native("get_coro", "(self, /)", "The coroutine.", |vm, args| {
        Ok(task::coroutine_of(task(vm, &args[0])?))
    }),
    native("get_context", "(self, /)", "The context in which it runs.", |vm, args| {
        let own = task(vm, &args[0])?;
        Ok(match args[0].as_ref() {
            Some(object) => task::context(vm, object, own),
            None => Value::None,
        })
    }),
    native("cancelling", "(self, /)", "How often its cancellation was asked for.", |vm, args| {
        Ok(Value::Int(i64::from(task(vm, &args[0])?.cancels.get())))
    }),
    native("uncancel", "(self, /)", "Take back one request to cancel it.", |vm, args| {
        Ok(Value::Int(i64::from(crate::cancel::uncancel(task(vm, &args[0])?))))
    }),
];

static TASK_PROPERTIES: &[PropertyDef] = &[
    property("_coro", "The coroutine.", |vm, value| Ok(task::coroutine_of(task(vm, value)?))),
    property("_fut_waiter", "What it waits for.", |vm, value| {
        Ok(task::waiting_for(task(vm, value)?))
    }),
    property("_must_cancel", "Whether the next step is cancelled.", |vm, value| {
        Ok(Value::Bool(task(vm, value)?.must_cancel.get()))
    }),
];

/// Registers the types.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&FUTURE);
    let contents = TypeContents {
        doc: "A result to come.",
        new: Some(&NEW_FUTURE),
        methods: FUTURE_METHODS,
        class_methods: crate::contextvars::GENERIC,
        properties: FUTURE_PROPERTIES,
        ..Default::default()
    };
    vm.extend_type(&class, &contents);
    let class = vm.register_type(&TASK);
    let contents = TypeContents {
        doc: "A coroutine that a loop drives.",
        new: Some(&NEW_TASK),
        methods: TASK_METHODS,
        class_methods: crate::contextvars::GENERIC,
        properties: TASK_PROPERTIES,
        ..Default::default()
    };
    vm.extend_type(&class, &contents);
    vm.register_type(&GATHERING);
    let class = vm.register_type(&ITERATOR);
    vm.extend_type(&class, &TypeContents { methods: ITERATOR_METHODS, ..Default::default() });
}

/// An error that may be about what is not there yet: then the explanation knows where the task is.
#[cold]
fn too_early(vm: &mut Vm, raised: Raised, future: &Value) -> Raised {
    if vm.adviser.is_some() && future::core_of(future).is_some_and(|core| !core.is_done()) {
        let waiting = crate::standing::waiting(vm, future);
        vm.note_clue(&raised, ouro_vm::Clue::Pending(waiting));
    }
    raised
}
