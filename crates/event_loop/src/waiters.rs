//! A row of futures of those who wait for a lock, an event, a place in a queue; first come, first served.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use ouro_vm::objects::{Frame, NativeBody};
use ouro_vm::{Exc, Payload, R, Ref, Resume, Step, TypeContents, TypeDef, Value, Vm};

use crate::future::{self, Core};
use crate::task::Table;

/// See the module's page.
#[derive(Default)]
pub(crate) struct Waiters {
    row: RefCell<VecDeque<Ref>>,
    /// The loop of the first who waited: everyone else must be of that loop.
    event_loop: Cell<Option<Ref>>,
}

ouro_vm::traverse!(Waiters, { row, event_loop });

impl Waiters {
    /// One more, a new future of the running loop. `owner` is whose waiters they are, for the message.
    pub(crate) fn add(&self, vm: &mut Vm, owner: &Value) -> R<Ref> {
        let event_loop = crate::shared::running(vm)?;
        let home = self.event_loop.take().unwrap_or_else(|| event_loop.clone());
        let same = home.is_same(&event_loop);
        self.event_loop.set(Some(home));
        if !same {
            let message = format!("{} is bound to a different event loop", vm.repr_text(owner));
            return Err(vm.raise(Exc::RuntimeError, &message));
        }
        let waiter = future::new(vm, &event_loop);
        self.row.borrow_mut().push_back(waiter.clone());
        Ok(waiter)
    }

    /// It waits no more; whether it was there.
    pub(crate) fn remove(&self, waiter: &Value) -> bool {
        let mut row = self.row.borrow_mut();
        let at = row.iter().position(|w| waiter.as_ref().is_some_and(|x| x.is_same(w)));
        at.is_some_and(|at| row.remove(at).is_some())
    }

    pub(crate) fn len(&self) -> usize {
        self.row.borrow().len()
    }

    pub(crate) fn first(&self) -> Option<Ref> {
        self.row.borrow().front().cloned()
    }

    pub(crate) fn pop(&self) -> Option<Ref> {
        self.row.borrow_mut().pop_front()
    }

    /// The first that has not been woken.
    pub(crate) fn first_pending(&self) -> Option<Ref> {
        self.row.borrow().iter().find(|w| future::core(w).is_some_and(|c| !c.is_done())).cloned()
    }

    /// Whether all of them were cancelled; true of none.
    pub(crate) fn all_cancelled(&self) -> bool {
        self.row.borrow().iter().all(|w| future::core(w).is_some_and(Core::is_cancelled))
    }

    pub(crate) fn to_vec(&self) -> Vec<Ref> {
        self.row.borrow().iter().cloned().collect()
    }
}

/// Wakes one who waits, unless that has happened.
pub(crate) fn wake(vm: &mut Vm, waiter: &Ref, result: Value) -> bool {
    match future::core(waiter) {
        Some(core) if !core.is_done() => core.finish(vm, waiter, result).is_ok(),
        _ => false,
    }
}

/// Whether a frame's waiter was woken (and not cancelled).
pub(crate) fn was_woken(waiter: &Value) -> bool {
    future::core_of(waiter).is_some_and(|core| core.is_done() && !core.is_cancelled())
}

/// A step whose result does not matter to the script.
pub(crate) fn without_result(step: Step) -> Step {
    match step {
        Step::Return(_) => Step::Return(Value::None),
        other => other,
    }
}

/// Makes a coroutine of the library that is called with its receiver and the other arguments.
pub(crate) fn method(vm: &mut Vm, body: &'static NativeBody, args: &[Value]) -> R {
    Ok(crate::sleep::coroutine(vm, body, args))
}

/// The result or exception that a frame is resumed with.
pub(crate) fn resumed(how: Resume) -> R {
    match how {
        Resume::Send(value) => Ok(value),
        Resume::Throw(raised) => Err(raised),
    }
}

/// What ends a step.
pub(crate) fn ended(result: R) -> Step {
    match result {
        Ok(value) => Step::Return(value),
        Err(raised) => Step::Raise(raised),
    }
}

/// The receiver of a coroutine method.
pub(crate) fn own(frame: &Frame) -> Value {
    frame.get(0)
}

/// The receiver of a native method.
pub(crate) fn this<'a, T: Payload>(vm: &mut Vm, value: &'a Value) -> R<&'a T> {
    match value.get() {
        Some(payload) => Ok(payload),
        None => {
            let message =
                format!("a {} is required, not {}", T::layout().name, vm.type_name(value));
            Err(vm.raise(Exc::TypeError, &message))
        }
    }
}

/// Registers a type with its methods.
pub(crate) fn register(
    vm: &mut Vm,
    def: &'static TypeDef,
    new: &'static ouro_vm::NativeDef,
    methods: Table,
) {
    let class = vm.register_type(def);
    let contents = TypeContents { new: Some(new), methods, ..Default::default() };
    vm.extend_type(&class, &contents);
}

/// The repr of a lock and its like: the plain one with its state behind.
pub(crate) fn shown(vm: &mut Vm, value: &Value, state: &str, waiters: usize) -> Value {
    let plain = vm.default_repr(value);
    let inner = plain.trim_start_matches('<').trim_end_matches('>');
    let more = if waiters > 0 { format!(", waiters:{waiters}") } else { String::new() };
    ouro_vm::objects::Str::value(&format!("<{inner} [{state}{more}]>"))
}
