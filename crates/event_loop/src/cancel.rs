//! Cancellation: how it is asked for, and where it goes.

use ouro_vm::{EventKind, Exc, R, Ref, Value, Vm};

use crate::event_loop::EventLoop;
use crate::future;
use crate::gather::Gathering;
use crate::shared::peek;
use crate::task::Task;

/// So many tasks, each waiting for the next, pass a cancellation on; a ring of tasks ends there. It is how deep
/// CPython's native calls go.
const MAX_CHAIN: usize = 10_000;

/// `cancel(msg)` of any future: whether it will be cancelled.
///
/// A task passes its cancellation on to what it waits for; where that is nothing, or will not be cancelled, its
/// next step raises it.
///
/// # Errors
/// `RecursionError`; what was asked for until then stays asked for.
pub(crate) fn cancel(vm: &mut Vm, object: &Ref, message: &Value) -> R<bool> {
    let mut object = object.clone();
    let mut last: Option<Ref> = None;
    for _ in 0..MAX_CHAIN {
        tell(vm, &object);
        let Some(task) = crate::task::of(&object) else {
            let accepted = cancel_future(vm, &object, message)?;
            return Ok(raise_in(last.as_ref(), accepted, message));
        };
        task.core.unseen.set(false);
        if task.core.is_done() {
            return Ok(raise_in(last.as_ref(), false, message));
        }
        task.cancels.set(task.cancels.get() + 1);
        let awaited = peek(&task.waiting);
        last = Some(object);
        match awaited {
            Some(awaited) => object = awaited,
            None => return Ok(raise_in(last.as_ref(), false, message)),
        }
    }
    Err(vm.raise(
        Exc::RecursionError,
        "maximum recursion depth exceeded while calling a Python object",
    ))
}

/// The last task of a chain takes the cancellation itself where what it waits for does not.
fn raise_in(last: Option<&Ref>, accepted: bool, message: &Value) -> bool {
    let Some(task) = last.and_then(crate::task::of) else { return accepted };
    if !accepted {
        task.must_cancel.set(true);
        task.core.value.set(message.clone());
    }
    true
}

fn cancel_future(vm: &mut Vm, object: &Ref, message: &Value) -> R<bool> {
    if let Some(gathering) = object.get::<Gathering>() {
        return vm.deeper("", |vm| gathering.cancel(vm, message));
    }
    let Some(core) = future::core(object) else { return Ok(false) };
    let tells = core.has_callbacks();
    let accepted = core.cancel(vm, object, message.clone());
    if tells && let Some(event_loop) = core.event_loop.get::<EventLoop>() {
        // The callbacks cannot be scheduled any more.
        event_loop.check_open(vm)?;
    }
    Ok(accepted)
}

fn tell(vm: &mut Vm, object: &Ref) {
    if vm.observer.is_some() {
        let value = Value::Obj(object.clone());
        vm.emit(EventKind::CancelRequested, &value, |vm| {
            (crate::task::name_of(vm, &value), String::new())
        });
    }
}

/// `uncancel()`: what is left of the requests.
pub(crate) fn uncancel(task: &Task) -> u32 {
    let left = task.cancels.get().saturating_sub(1);
    task.cancels.set(left);
    if left == 0 {
        task.must_cancel.set(false);
    }
    left
}
