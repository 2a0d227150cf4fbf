//! `asyncio.as_completed`: results in the order in which they come.

use std::cell::{Cell, RefCell};
use std::collections::{HashSet, VecDeque};

use ouro_vm::host::deadline_after_ns;
use ouro_vm::objects::{Frame, NativeBody};
use ouro_vm::{Exc, Payload, R, Ref, Resume, Step, TypeContents, TypeDef, Value, Vm, native};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback, Watch};
use crate::sleep::{coroutine, number};
use crate::task::Table;
use crate::waiters::{Waiters, wake};

/// What `as_completed` gives: for `for` an iterator of coroutines, for `async for` one of the futures.
pub(crate) struct AsCompleted {
    event_loop: Ref,
    /// Those that are done and that no one has asked for, in the order in which they were.
    done: RefCell<VecDeque<Ref>>,
    /// Those that are not done.
    pending: RefCell<Vec<Ref>>,
    waiters: Waiters,
    /// How many are still to be given out.
    left: Cell<usize>,
    timed_out: Cell<bool>,
    watcher: Cell<Option<Ref>>,
    /// Whether its timer is still to fire.
    armed: Cell<bool>,
}
ouro_vm::object!(AsCompleted, "_AsCompletedIterator", {
    event_loop, done, pending, waiters, left, timed_out, watcher, armed
});

pub(crate) static TYPE: TypeDef = TypeDef {
    name: "_AsCompletedIterator",
    module: "asyncio.tasks",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<AsCompleted as Payload>::layout),
    subclassable: false,
};

/// Tells the iterator of a future that is done.
struct Completed {
    iterator: Ref,
}

ouro_vm::traverse!(Completed, { iterator });

impl Watch for Completed {
    fn done(&self, vm: &mut Vm, future: &Ref) -> R<()> {
        let Some(iterator) = self.iterator.get::<AsCompleted>() else { return Ok(()) };
        iterator.pending.borrow_mut().retain(|p| !p.is_same(future));
        iterator.done.borrow_mut().push_back(future.clone());
        while let Some(waiter) = iterator.waiters.pop() {
            if wake(vm, &waiter, Value::None) {
                break;
            }
        }
        if iterator.pending.borrow().is_empty() {
            // The two hold each other.
            drop(iterator.watcher.take());
            iterator.stop_timer();
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "_AsCompletedIterator._handle_completion"
    }
}

impl AsCompleted {
    /// Whether its timer is still to fire.
    pub(crate) fn is_armed(&self) -> bool {
        self.armed.get()
    }

    /// The time is over.
    pub(crate) fn expire(&self, vm: &mut Vm) {
        if !self.armed.replace(false) {
            return;
        }
        self.timed_out.set(true);
        self.leave_all();
        while let Some(waiter) = self.waiters.pop() {
            wake(vm, &waiter, Value::None);
        }
    }

    fn stop_timer(&self) {
        if self.armed.replace(false)
            && let Some(event_loop) = self.event_loop.get::<EventLoop>()
        {
            event_loop.timer_cancelled();
        }
    }

    fn leave_all(&self) {
        let watcher = self.watcher.take();
        for pending in self.pending.take() {
            if let (Some(core), Some(watcher)) = (future::core(&pending), &watcher) {
                core.remove_callbacks(|c| matches!(c, Callback::Watcher(w) if w.is_same(watcher)));
            }
        }
    }
}

/// `as_completed(fs, *, timeout=None)`
pub(crate) fn as_completed(vm: &mut Vm, args: &[Value]) -> R {
    if future::core_of(&args[0]).is_some() || crate::task::is_coroutine(&args[0]) {
        let class = vm.class_name(&vm.class_of(&args[0]));
        let message = format!("expects an iterable of awaitables, not {class}");
        return Err(vm.raise(Exc::TypeError, &message));
    }
    let event_loop = crate::functions::event_loop_or_current(vm)?;
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for item in vm.collect(&args[0])? {
        if item.as_ref().is_none_or(|object| seen.insert(object.address())) {
            all.push(crate::functions::ensure_future(vm, &item, Some(&event_loop))?);
        }
    }
    let object = Ref::new(AsCompleted {
        event_loop: event_loop.clone(),
        done: RefCell::default(),
        pending: RefCell::new(all.clone()),
        waiters: Waiters::default(),
        left: Cell::new(all.len()),
        timed_out: Cell::new(false),
        watcher: Cell::default(),
        armed: Cell::new(false),
    });
    let watcher = future::watcher(Completed { iterator: object.clone() });
    for future in &all {
        if let Some(core) = future::core(future) {
            core.add_callback(future, Callback::Watcher(watcher.clone()));
        }
    }
    if let Some(iterator) = object.get::<AsCompleted>() {
        iterator.watcher.set(Some(watcher));
        if !args[1].is_none() && !all.is_empty() {
            set_timer(vm, &object, iterator, &args[1])?;
        }
    }
    Ok(Value::Obj(object))
}

fn set_timer(vm: &mut Vm, object: &Ref, iterator: &AsCompleted, delay: &Value) -> R<()> {
    let seconds = number(vm, delay)?;
    let now_ns = vm.outside.now_ns();
    if let Some(event_loop) = iterator.event_loop.get::<EventLoop>() {
        iterator.armed.set(true);
        event_loop.set_timer(vm, deadline_after_ns(now_ns, seconds), object);
    }
    Ok(())
}

const WAITER: usize = 1;

fn step(vm: &mut Vm, frame: &Frame, how: Resume, whole: bool) -> Step {
    let own = frame.get(0);
    let Some(iterator) = own.get::<AsCompleted>() else { return Step::Return(Value::None) };
    let waiter = frame.set(WAITER, Value::None);
    if let Resume::Throw(raised) = how {
        iterator.waiters.remove(&waiter);
        return Step::Raise(raised);
    }
    let next = iterator.done.borrow_mut().pop_front();
    if let Some(future) = next {
        if whole {
            return Step::Return(Value::Obj(future));
        }
        return match future::core(&future) {
            Some(core) => crate::waiters::ended(core.result(vm)),
            None => Step::Return(Value::None),
        };
    }
    if iterator.timed_out.get() {
        return Step::Raise(vm.raise_with(Exc::TimeoutError, Vec::new()));
    }
    match iterator.waiters.add(vm, &own) {
        Ok(waiter) => {
            drop(frame.set(WAITER, Value::Obj(waiter.clone())));
            Step::Await(Value::Obj(waiter))
        }
        Err(raised) => Step::Raise(raised),
    }
}

static RESULT: NativeBody = NativeBody {
    name: "_AsCompletedIterator._wait_for_one",
    registers: 3,
    step: |vm, frame, how| step(vm, frame, how, false),
};
static FUTURE: NativeBody = NativeBody {
    name: "_AsCompletedIterator.__anext__",
    registers: 3,
    step: |vm, frame, how| step(vm, frame, how, true),
};
static END: NativeBody = NativeBody {
    name: "_AsCompletedIterator.__anext__",
    registers: 2,
    step: |vm, _, _| Step::Raise(vm.raise_with(Exc::StopAsyncIteration, Vec::new())),
};

fn next(vm: &mut Vm, own: &Value, body: &'static NativeBody) -> R<Option<Value>> {
    let Some(iterator) = own.get::<AsCompleted>() else { return Ok(None) };
    let left = iterator.left.get();
    if left == 0 {
        return Ok(None);
    }
    iterator.left.set(left - 1);
    Ok(Some(coroutine(vm, body, std::slice::from_ref(own))))
}

static METHODS: Table = &[
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__aiter__", "(self, /)", "The iterator itself.", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "A coroutine for the next result.", |vm, args| {
        match next(vm, &args[0], &RESULT)? {
            Some(coroutine) => Ok(coroutine),
            None => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
        }
    }),
    native("__anext__", "(self, /)", "The next future that is done.", |vm, args| {
        match next(vm, &args[0], &FUTURE)? {
            Some(coroutine) => Ok(coroutine),
            None => Ok(coroutine(vm, &END, &[])),
        }
    }),
];

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&TYPE);
    vm.extend_type(&class, &TypeContents { methods: METHODS, ..Default::default() });
}
