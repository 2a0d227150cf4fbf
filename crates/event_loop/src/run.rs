//! `asyncio.run`, and the prompt's standing loop.

use ouro_vm::{Exc, R, Raised, Ref, Value, Vm};

use crate::event_loop::{self, EventLoop};
use crate::future::{self, State};
use crate::report::Report;
use crate::shared::{holding, shared};
use crate::task::{self, Make, Task};
use crate::threads::own_loop;

/// `run(main, *, debug=None, loop_factory=None)`
pub(crate) fn run(vm: &mut Vm, args: &[Value]) -> R {
    let [main, debug, factory] = args else { return Ok(Value::None) };
    if !vm.running_loop.is_none() {
        let message = "asyncio.run() cannot be called from a running event loop";
        return Err(holding(vm.raise(Exc::RuntimeError, message), main));
    }
    let object = open(vm, factory, debug).map_err(|raised| holding(raised, main))?;
    let result =
        run_main(vm, &object, main, &Value::None, 2).map_err(|raised| holding(raised, main));
    let closed = match &result {
        Ok(_) => close(vm, &object),
        Err(raised) => vm.while_handling(raised.value(), |vm| close(vm, &object)),
    };
    match (result, closed) {
        (_, Err(raised)) => Err(raised),
        (result, Ok(())) => result,
    }
}

/// A loop for a run.
pub(crate) fn open(vm: &mut Vm, factory: &Value, debug: &Value) -> R<Ref> {
    let made = if factory.is_none() {
        crate::functions::new_event_loop(vm)?
    } else {
        vm.call(factory, &[])?
    };
    let object = match made.as_ref() {
        Some(object) => object.clone(),
        None => event_loop::new(vm),
    };
    if !debug.is_none() {
        let debug = vm.truthy(debug)?;
        if let Some(event_loop) = object.get::<EventLoop>() {
            event_loop.debug.set(debug);
        }
    }
    Ok(object)
}

/// The functions that CPython has between `asyncio.run` and what it runs at its end.
const CLOSING: usize = 3;

/// Runs the main coroutine to its end; Ctrl-C cancels it. CPython would have so many functions above.
pub(crate) fn run_main(
    vm: &mut Vm,
    object: &Ref,
    main: &Value,
    context: &Value,
    callers: usize,
) -> R {
    if !task::is_coroutine(main) {
        let message = format!("a coroutine was expected, got {}", vm.repr_text(main));
        return Err(vm.raise(Exc::ValueError, &message));
    }
    let shared = shared(vm);
    let own = own_loop(vm);
    own.set_loop.set(Value::Obj(object.clone()));
    own.was_set.set(true);
    let value = task::create(vm, object, main, &Make { context, ..Make::default() })?;
    let Some(task) = value.as_ref().cloned() else { return Ok(Value::None) };
    if !vm.on_main_thread() {
        // Ctrl-C is none of other threads' business.
        return event_loop::run_until_complete(vm, object, &value, callers);
    }
    let outer_task = shared.main_task.replace(value.clone());
    let outer_count = shared.interrupts.replace(0);
    let outer_handler = vm.interrupt_handler.replace(interrupted);
    let result = event_loop::run_until_complete(vm, object, &value, callers);
    vm.interrupt_handler = outer_handler;
    let interrupts = shared.interrupts.replace(outer_count);
    shared.main_task.set(outer_task);
    match result {
        Err(raised) if interrupts > 0 && shared.is_cancellation(vm, &raised) => {
            let left = task::of(&task).map_or(0, crate::cancel::uncancel);
            if left == 0 { Err(interrupt(vm, raised)) } else { Err(raised) }
        }
        result => result,
    }
}

/// The `KeyboardInterrupt` that a cancelled main task ends in.
fn interrupt(vm: &mut Vm, raised: Raised) -> Raised {
    let error = vm.raise_with(Exc::KeyboardInterrupt, Vec::new());
    error.exception().context.set(raised.into_value());
    error
}

/// Ctrl-C cancels the main task the first time; the second time it is raised wherever control is.
fn interrupted(vm: &mut Vm) -> bool {
    let shared = shared(vm);
    let count = shared.interrupts.get() + 1;
    shared.interrupts.set(count);
    let main = shared.main_task.get();
    let (Some(object), Some(task)) = (main.as_ref(), main.as_ref().and_then(task::of)) else {
        return false;
    };
    if count > 1 || task.core.is_done() {
        return false;
    }
    crate::cancel::cancel(vm, object, &Value::None).is_ok()
}

/// Ends a run: what is left is cancelled, and the loop closed.
pub(crate) fn close(vm: &mut Vm, object: &Ref) -> R<()> {
    let mut result = cancel_all(vm, object);
    if result.is_ok() {
        let coroutine = crate::async_generators::shutdown(vm, &Value::Obj(object.clone()));
        result = event_loop::run_until_complete(vm, object, &coroutine, CLOSING).map(drop);
    }
    if result.is_ok() {
        let timeout = Value::Float(crate::threads::JOIN_TIMEOUT);
        let event_loop = Value::Obj(object.clone());
        let coroutine = crate::threads::shutdown_default_executor(vm, &event_loop, timeout);
        result = event_loop::run_until_complete(vm, object, &coroutine, CLOSING).map(drop);
    }
    own_loop(vm).set_loop.set(Value::None);
    event_loop::close(vm, object)?;
    vm.reap();
    result
}

/// Cancels all tasks that are left, in order of creation, and waits for them.
fn cancel_all(vm: &mut Vm, object: &Ref) -> R<()> {
    let left = task::pending(object);
    if left.is_empty() {
        return Ok(());
    }
    for task in &left {
        if let Some(task) = task.as_ref() {
            crate::cancel::cancel(vm, task, &Value::None)?;
        }
    }
    let all = crate::gather::gather(vm, &left, true)?;
    event_loop::run_until_complete(vm, object, &all, CLOSING + 1)?;
    for task in &left {
        let Some(core) = future::core_of(task) else { continue };
        if core.state.get() == State::Failed {
            let message = "unhandled exception during asyncio.run() shutdown";
            let mut report = Report::new(message);
            report.exception = core.value.get();
            report.fields.push(("task", task.clone()));
            crate::report::tell(vm, object, report);
        }
    }
    Ok(())
}

/// The loop on which the prompt's awaits and tasks run.
pub fn prompt_loop(vm: &mut Vm) -> Value {
    let shared = shared(vm);
    if shared.prompt.get().is_unbound() {
        let object = event_loop::new(vm);
        shared.prompt.set(Value::Obj(object));
    }
    shared.prompt.get()
}

/// Runs a coroutine of the prompt on its loop: tasks of earlier entries go on meanwhile.
///
/// # Errors
/// What the coroutine raises.
pub fn run_prompt(vm: &mut Vm, coroutine: &Value) -> R {
    let object = prompt_loop(vm);
    let Some(object) = object.as_ref() else { return Ok(Value::None) };
    run_main(vm, object, coroutine, &Value::None, 0)
}

/// Runs an entry of the prompt that does not await, as if a callback of its loop did: it may create tasks.
pub fn on_prompt_loop<T>(vm: &mut Vm, run: impl FnOnce(&mut Vm) -> T) -> T {
    let event_loop = prompt_loop(vm);
    let outer = std::mem::replace(&mut vm.running_loop, event_loop);
    let result = run(vm);
    vm.running_loop = outer;
    result
}

/// One turn of the prompt's loop.
pub(crate) fn rest(vm: &mut Vm) -> R<()> {
    let value = prompt_loop(vm);
    let outer = std::mem::replace(&mut vm.running_loop, value.clone());
    let result = match value.get::<EventLoop>() {
        Some(event_loop) => event_loop::run_once(vm, event_loop),
        None => Ok(()),
    };
    vm.running_loop = outer;
    result
}

/// Ends the prompt's loop, if there is one.
pub fn finish_prompt(vm: &mut Vm) {
    let object = shared(vm).prompt.take();
    if let Some(object) = object.as_ref()
        && let Err(raised) = close(vm, object)
    {
        let text = vm.format_exception(&raised.into_value());
        vm.write_err(&text);
    }
}

/// The engine ends: tasks that are left, which only they and what they wait for hold, are destroyed.
pub fn finish(vm: &mut Vm) {
    let shared = shared(vm);
    for value in shared.tasks.to_vec() {
        let Some(task) = value.get::<Task>().filter(|task| !task.core.is_done()) else { continue };
        let coroutine = Value::Obj(task.coroutine.clone());
        if let Err(raised) = vm.close_frame(&coroutine) {
            vm.report_unraisable(raised, &coroutine);
        }
        task::tell_destroyed(vm, &value, task);
        task.tell_destroyed.set(false);
        if let Some(awaited) = task.waiting.take()
            && let Some(core) = future::core(&awaited)
        {
            core.remove_callbacks(|_| true);
        }
    }
    own_loop(vm).set_loop.set(Value::None);
    vm.reap();
}
