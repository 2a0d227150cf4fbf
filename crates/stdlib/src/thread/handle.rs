//! What is kept of a thread that can be joined.

use std::cell::Cell;

use ouro_vm::{Payload, Ref, ThreadId, Waiters};

use super::{deadline, ident, native_id};
use crate::prelude::*;

static TYPE: TypeDef = TypeDef {
    name: "_ThreadHandle",
    module: "_thread",
    base: Some(&OBJECT),
    layout: Some(<Handle as Payload>::layout),
    subclassable: false,
};

struct Handle {
    thread: Cell<ThreadId>,
    is_done: Cell<bool>,
    waiters: Waiters,
}
ouro_vm::object!(Handle, "_ThreadHandle", { thread, is_done, waiters });

static METHODS: &[NativeDef] = &[
    native("is_done", "(self)", "Whether the thread has ended.", |vm, args| {
        Ok(Value::Bool(args::this::<Handle>(vm, &args[0])?.is_done.get()))
    }),
    native("join", "(self, timeout=None, /)", "Wait until the thread has ended.", |vm, args| {
        let handle = args::this::<Handle>(vm, &args[0])?;
        let deadline = deadline(vm, &args[1])?;
        let done = handle.waiters.wait(vm, deadline, |_| handle.is_done.get().then_some(()))?;
        Ok(Value::Bool(done.is_some()))
    }),
    native("_forget", "(self)", "After a fork: the thread is not there.", |vm, args| {
        let handle = args::this::<Handle>(vm, &args[0])?;
        handle.is_done.set(true);
        handle.waiters.clear();
        Ok(Value::None)
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("ident", "The thread's number.", |vm, value| {
        Ok(ident(args::this::<Handle>(vm, value)?.thread.get()))
    }),
    property("native_id", "The system's number.", |vm, value| {
        let thread = args::this::<Handle>(vm, value)?.thread.get();
        Ok(native_id(vm, thread))
    }),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.register_type(&TYPE);
    let contents =
        TypeContents { methods: METHODS, properties: PROPERTIES, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
}

/// Starts a thread that calls `function`, which is to tell itself what goes wrong in it.
pub(super) fn start(vm: &mut Vm, function: &Value) -> R<Ref> {
    let handle =
        Handle { thread: Cell::default(), is_done: Cell::new(false), waiters: Waiters::default() };
    let object = Ref::new(handle);
    let (function, own) = (function.clone(), object.clone());
    let thread = vm.start_thread(move |vm| {
        let result = vm.call(&function, &[]);
        drop(function);
        // There is no one else to tell: the function has a handler of its own for what it runs.
        drop(result);
        vm.reap();
        if let Some(handle) = own.get::<Handle>() {
            handle.is_done.set(true);
            handle.waiters.wake_all(vm);
        }
    })?;
    if let Some(handle) = object.get::<Handle>() {
        handle.thread.set(thread);
    }
    Ok(object)
}
