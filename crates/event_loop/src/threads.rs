//! What the loop has to do with threads: the loop that each thread has, executors, and waking a loop from another
//! thread. What is made of the module `concurrent.futures` is in `_asyncio_threads`, in Ouro.

use std::cell::Cell;
use std::rc::Rc;

use ouro_vm::objects::{NativeBody, Str, Tuple};
use ouro_vm::{Exc, PropertyDef, R, Resume, Step, ThreadId, Value, ValueCell, Vm};

use crate::event_loop::EventLoop;

/// The module in which the rest is.
const BRIDGE: &str = "_asyncio_threads";

/// How long `asyncio.run` waits for the threads of the default executor, in seconds.
pub(crate) const JOIN_TIMEOUT: f64 = 300.0;

/// What `set_event_loop` was given on one thread.
#[derive(Default)]
pub(crate) struct OwnLoop {
    /// The loop, or `None`.
    pub(crate) set_loop: ValueCell,
    /// Whether it ever was given anything.
    pub(crate) was_set: Cell<bool>,
}

#[derive(Default)]
struct OwnSlot(Rc<OwnLoop>);

/// The loop of the thread that runs.
pub(crate) fn own_loop(vm: &mut Vm) -> Rc<OwnLoop> {
    Rc::clone(&vm.thread_extension::<OwnSlot>().0)
}

/// What a loop knows of threads.
#[derive(Default)]
pub(crate) struct Threads {
    /// The thread that runs the loop.
    runner: Cell<Option<ThreadId>>,
    executor: ValueCell,
    is_shut_down: Cell<bool>,
}

ouro_vm::traverse!(Threads, { runner, executor, is_shut_down });

impl Threads {
    /// The loop is run on this thread until the end of what it gives is put back.
    pub(crate) fn enter(&self, vm: &Vm) -> Option<ThreadId> {
        self.runner.replace(Some(vm.current_thread()))
    }

    pub(crate) fn leave(&self, outer: Option<ThreadId>) {
        self.runner.set(outer);
    }

    /// Whether another thread runs the loop.
    pub(crate) fn is_others(&self, vm: &Vm) -> bool {
        self.runner.get().is_some_and(|runner| runner != vm.current_thread())
    }

    /// Something is ready: whoever runs the loop looks again.
    pub(crate) fn wake(&self, vm: &mut Vm) {
        if let Some(thread) = self.runner.get() {
            vm.wake(thread);
        }
    }

    /// The loop is closed: threads of the executor end when they are done.
    pub(crate) fn close(&self, vm: &mut Vm) -> R<()> {
        self.is_shut_down.set(true);
        let executor = self.executor.take();
        if executor.is_unbound() || executor.is_none() {
            return Ok(());
        }
        let shutdown = vm.get_attr_text(&executor, "shutdown")?;
        let wait = vm.intern("wait");
        vm.call_keywords(&shutdown, &[], &[(wait, Value::Bool(false))]).map(drop)
    }
}

/// A function of the module that is written in Ouro.
pub(crate) fn bridge(vm: &mut Vm, name: &str, args: &[Value]) -> R {
    let module = vm.import(BRIDGE)?;
    let function = vm.get_attr_text(&module, name)?;
    vm.call(&function, args)
}

/// What a module of the library has by a name.
pub(crate) fn of_module(vm: &mut Vm, module: &str, name: &str) -> R {
    let module = vm.import(module)?;
    vm.get_attr_text(&module, name)
}

/// `asyncio.wrap_future(future, *, loop=None)`
pub(crate) fn wrap_future(vm: &mut Vm, future: &Value, event_loop: &Value) -> R {
    let module = vm.import(BRIDGE)?;
    let function = vm.get_attr_text(&module, "wrap_future")?;
    let name = vm.intern("loop");
    vm.call_keywords(&function, std::slice::from_ref(future), &[(name, event_loop.clone())])
}

/// `there is no current event loop`, with the name of the thread.
pub(crate) fn no_loop(vm: &mut Vm) -> ouro_vm::Raised {
    let name = match thread_name(vm) {
        Ok(name) => vm.repr_text(&name),
        Err(_) => String::new(),
    };
    let message = format!("There is no current event loop in thread {name}.");
    vm.raise(Exc::RuntimeError, &message)
}

fn thread_name(vm: &mut Vm) -> R {
    if vm.on_main_thread() {
        return Ok(Str::value("MainThread"));
    }
    let module = vm.import("threading")?;
    let current = vm.get_attr_text(&module, "current_thread")?;
    let thread = vm.call(&current, &[])?;
    vm.get_attr_text(&thread, "name")
}

/// `run_in_executor(self, executor, func, /, *args)`
pub(crate) fn run_in_executor(vm: &mut Vm, args: &[Value]) -> R {
    let Some(event_loop) = args[0].get::<EventLoop>() else { return Ok(Value::None) };
    event_loop.check_open(vm)?;
    crate::loop_methods::check_callback(vm, event_loop, &args[2], "run_in_executor")?;
    if args[1].is_none() && event_loop.threads.is_shut_down.get() {
        return Err(vm.raise(Exc::RuntimeError, "Executor shutdown has been called"));
    }
    bridge(vm, "run_in_executor", args)
}

static SHUTDOWN: NativeBody =
    NativeBody { name: "BaseEventLoop.shutdown_default_executor", registers: 3, step };

/// `shutdown_default_executor(self, timeout=None)`
pub(crate) fn shutdown_default_executor(vm: &mut Vm, event_loop: &Value, timeout: Value) -> Value {
    crate::sleep::coroutine(vm, &SHUTDOWN, &[event_loop.clone(), timeout])
}

fn step(vm: &mut Vm, frame: &ouro_vm::objects::Frame, how: Resume) -> Step {
    let value = match how {
        Resume::Send(value) => value,
        Resume::Throw(raised) => return Step::Raise(raised),
    };
    if frame.pc.replace(1) > 0 {
        return Step::Return(value);
    }
    let object = frame.get(0);
    let Some(event_loop) = object.get::<EventLoop>() else { return Step::Return(Value::None) };
    event_loop.threads.is_shut_down.set(true);
    if !event_loop.threads.executor.get().is::<ouro_vm::objects::Instance>() {
        return Step::Return(Value::None);
    }
    match bridge(vm, "shutdown_default_executor", &[object.clone(), frame.get(1)]) {
        Ok(coroutine) => Step::Await(coroutine),
        Err(raised) => Step::Raise(raised),
    }
}

/// `asyncio.to_thread(func, /, *args, **kwargs)`
pub(crate) fn to_thread(vm: &mut Vm, args: &[Value]) -> R {
    let module = vm.import(BRIDGE)?;
    let function = vm.get_attr_text(&module, "to_thread")?;
    let mut all = vec![args[0].clone()];
    if let Some(Tuple(rest)) = args[1].get() {
        all.extend_from_slice(rest);
    }
    let keywords = match args[2].get::<ouro_vm::objects::Dict>() {
        Some(dict) => {
            let name = |key: &Value| vm.intern(&vm.display(key));
            dict.0.items().into_iter().map(|(key, value)| (name(&key), value)).collect()
        }
        None => Vec::new(),
    };
    vm.call_keywords(&function, &all, &keywords)
}

/// The loop as the module in Ouro sees it.
pub(crate) const EXECUTOR: PropertyDef = PropertyDef {
    name: "_default_executor",
    doc: "The executor that run_in_executor(None, ...) uses, or None.",
    get: |_, value| {
        let executor = value.get::<EventLoop>().map(|l| l.threads.executor.get());
        Ok(executor.and_then(Value::bound).unwrap_or(Value::None))
    },
    set: Some(|_, value, new| {
        if let Some(event_loop) = value.get::<EventLoop>() {
            event_loop.threads.executor.set(new.clone());
        }
        Ok(())
    }),
};
