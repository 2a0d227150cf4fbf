//! Cancellation: how it is asked for, and where it goes.

use ouro_vm::{EventKind, R, Ref, Value, Vm};

use crate::future;
use crate::gather::Gathering;
use crate::shared::peek;
use crate::task::Task;

/// `cancel(msg)` of any future: whether it will be cancelled.
pub(crate) fn cancel(vm: &mut Vm, object: &Ref, message: &Value) -> R<bool> {
    if vm.observer.is_some() {
        let value = Value::Obj(object.clone());
        vm.emit(EventKind::CancelRequested, &value, |vm| {
            (crate::task::name_of(vm, &value), String::new())
        });
    }
    if let Some(task) = object.get::<Task>() {
        return vm.deeper("", |vm| cancel_task(vm, task, message));
    }
    if let Some(gathering) = object.get::<Gathering>() {
        return vm.deeper("", |vm| gathering.cancel(vm, message));
    }
    Ok(future::core(object).is_some_and(|core| core.cancel(vm, object, message.clone())))
}

/// A task passes its cancellation on to what it waits for; where that is nothing, or will not be cancelled, the
/// next step raises it.
fn cancel_task(vm: &mut Vm, task: &Task, message: &Value) -> R<bool> {
    task.core.unseen.set(false);
    if task.core.is_done() {
        return Ok(false);
    }
    task.cancels.set(task.cancels.get() + 1);
    if let Some(awaited) = peek(&task.waiting)
        && cancel(vm, &awaited, message)?
    {
        return Ok(true);
    }
    task.must_cancel.set(true);
    task.core.value.set(message.clone());
    Ok(true)
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
