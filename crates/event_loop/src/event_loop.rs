//! The loop: an ordinary function that runs what is ready, waits for what is next, and begins again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ouro_vm::objects::{Exception, Str, Tuple};
use ouro_vm::{EventKind, Exc, R, Raised, Ref, Resume, TypeDef, Value, ValueCell, Vm, WeakList};

use crate::as_completed::AsCompleted;
use crate::debug::Debug;
use crate::future::{self, Callback, Future, State, Watch, Watcher};
use crate::handle::Handle;
use crate::ready::{Ready, ReadyQueue};
use crate::report::Report;
use crate::shared::{Shared, ends_the_loop};
use crate::task;
use crate::threads::Threads;
use crate::timeouts::Timeout;
use crate::timers::Timers;

/// Iterations with work to do between two looks at Ctrl-C.
const INTERRUPT_EVERY: u32 = 64;

/// What CPython's loop waits by on Linux, which it logs.
const SELECTOR: &str = "EpollSelector";

/// The type of a loop.
pub(crate) static TYPE: TypeDef = TypeDef {
    name: "_UnixSelectorEventLoop",
    module: "asyncio.unix_events",
    base: Some(&IMPLEMENTED),
    layout: Some(<EventLoop as ouro_vm::Payload>::layout),
    subclassable: false,
};

/// `asyncio.AbstractEventLoop`
pub(crate) static BASE: TypeDef = TypeDef {
    name: "AbstractEventLoop",
    module: "asyncio.events",
    base: Some(&ouro_vm::OBJECT),
    layout: None,
    subclassable: true,
};

/// `asyncio.BaseEventLoop`
pub(crate) static IMPLEMENTED: TypeDef = TypeDef {
    name: "BaseEventLoop",
    module: "asyncio.base_events",
    base: Some(&BASE),
    layout: None,
    subclassable: true,
};

/// See the module's page.
pub(crate) struct EventLoop {
    pub(crate) shared: Rc<Shared>,
    pub(crate) ready: RefCell<ReadyQueue>,
    pub(crate) timers: RefCell<Timers>,
    /// The task that runs, or unbound.
    pub(crate) current: ValueCell,
    pub(crate) exception_handler: ValueCell,
    /// Makes tasks in place of the loop, or `None`.
    pub(crate) task_factory: ValueCell,
    pub(crate) is_running: Cell<bool>,
    pub(crate) is_closed: Cell<bool>,
    pub(crate) stopping: Cell<bool>,
    pub(crate) debug: Debug,
    pub(crate) threads: Threads,
    /// Its async generators that have begun and not ended, in the order in which they began.
    pub(crate) async_generators: WeakList,
    /// Whether `shutdown_asyncgens` was called.
    pub(crate) generators_shut: Cell<bool>,
    until_interrupt: Cell<u32>,
    pub(crate) watch: crate::blocking::Watch,
}
ouro_vm::object!(EventLoop, "_UnixSelectorEventLoop", {
    shared, ready, timers, current, exception_handler, task_factory, is_running, is_closed, stopping,
    debug, async_generators, generators_shut, threads, until_interrupt, watch
});

/// A new loop.
pub(crate) fn new(vm: &mut Vm) -> Ref {
    let shared = crate::shared::shared(vm);
    let debug = Debug::new(vm);
    crate::report::log_at(vm, "debug", "Using selector: %s", &[Str::value(SELECTOR)]);
    let mut ready = ReadyQueue::default();
    ready.set_policy(shared.policy.borrow().clone());
    Ref::new(EventLoop {
        shared,
        ready: RefCell::new(ready),
        timers: RefCell::default(),
        current: ValueCell::default(),
        exception_handler: ValueCell::new(Value::None),
        task_factory: ValueCell::new(Value::None),
        is_running: Cell::new(false),
        is_closed: Cell::new(false),
        stopping: Cell::new(false),
        debug,
        threads: Threads::default(),
        async_generators: WeakList::default(),
        generators_shut: Cell::new(false),
        until_interrupt: Cell::new(INTERRUPT_EVERY),
        watch: Default::default(),
    })
}

impl EventLoop {
    /// Sets a timer; gives its number.
    pub(crate) fn set_timer(&self, vm: &mut Vm, deadline_ns: u64, target: &Ref) -> u64 {
        self.set_timer_at(vm, crate::timers::signed(deadline_ns), target)
    }

    /// As [`set_timer`](Self::set_timer), perhaps in the past.
    pub(crate) fn set_timer_at(&self, vm: &mut Vm, deadline_ns: i64, target: &Ref) -> u64 {
        let number = self.timers.borrow_mut().set(deadline_ns, target.clone());
        vm.emit(EventKind::TimerSet, &Value::Obj(target.clone()), |_| {
            (String::new(), format!("{deadline_ns}"))
        });
        number
    }

    /// The target of one timer wants it no more.
    pub(crate) fn timer_cancelled(&self) {
        self.timers.borrow_mut().note_cancelled(is_dead);
    }

    pub(crate) fn push(&self, ready: Ready) {
        self.ready.borrow_mut().push(ready);
    }

    /// Refuses what a closed loop does not do.
    pub(crate) fn check_open(&self, vm: &mut Vm) -> R<()> {
        if self.is_closed.get() {
            return Err(vm.raise(Exc::RuntimeError, "Event loop is closed"));
        }
        Ok(())
    }

    /// Forgets all that is ready or set.
    pub(crate) fn clear(&self) {
        let ready = self.ready.borrow_mut().clear();
        let timers = self.timers.borrow_mut().clear();
        drop((ready, timers));
    }
}

/// Whether the target of a timer does not want it any more.
fn is_dead(target: &Ref, number: u64) -> bool {
    if let Some(Future(core)) = target.get() {
        return core.is_done();
    }
    if let Some(handle) = target.get::<Handle>() {
        return handle.is_cancelled();
    }
    if let Some(iterator) = target.get::<AsCompleted>() {
        return !iterator.is_armed();
    }
    target.get::<Timeout>().is_some_and(|timeout| !timeout.waits_for(number))
}

/// Refuses to run a loop that runs, or while another one does.
pub(crate) fn check_idle(vm: &mut Vm, event_loop: &EventLoop) -> R<()> {
    if event_loop.is_running.get() {
        return Err(vm.raise(Exc::RuntimeError, "This event loop is already running"));
    }
    if !vm.running_loop.is_none() {
        let message = "Cannot run the event loop while another loop is running";
        return Err(vm.raise(Exc::RuntimeError, message));
    }
    Ok(())
}

/// The functions that CPython has between `run_forever` and what a loop runs.
const CALLERS: usize = 3;

/// Runs until the loop is stopped; CPython would have so many functions more between the caller and `run_forever`.
pub(crate) fn run_forever(vm: &mut Vm, object: &Ref, callers: usize) -> R<()> {
    let Some(event_loop) = object.get::<EventLoop>() else { return Ok(()) };
    event_loop.check_open(vm)?;
    check_idle(vm, event_loop)?;
    let outer = std::mem::replace(&mut vm.running_loop, Value::Obj(object.clone()));
    event_loop.is_running.set(true);
    let outer_thread = event_loop.threads.enter(vm);
    let hooks = crate::async_generators::hooks(vm, object);
    let outer_hooks = std::mem::replace(&mut vm.per_thread.asyncgen_hooks, hooks);
    let outer_callers = vm.hide_callers(CALLERS + callers);
    event_loop.debug.track(vm, event_loop.debug.is_on());
    vm.emit(EventKind::LoopStarted, &Value::Obj(object.clone()), |_| Default::default());
    let result = loop {
        if let Err(raised) = run_once(vm, event_loop) {
            break Err(raised);
        }
        if event_loop.stopping.get() {
            break Ok(());
        }
    };
    event_loop.stopping.set(false);
    event_loop.is_running.set(false);
    event_loop.threads.leave(outer_thread);
    vm.running_loop = outer;
    vm.per_thread.asyncgen_hooks = outer_hooks;
    event_loop.debug.track(vm, false);
    vm.per_thread.hidden_callers = outer_callers;
    vm.emit(EventKind::LoopStopped, &Value::Obj(object.clone()), |_| Default::default());
    result
}

/// One iteration: wait if nothing is ready, see which timers are due, run what was ready by then.
pub(crate) fn run_once(vm: &mut Vm, event_loop: &EventLoop) -> R<()> {
    vm.outside.count_iteration();
    if event_loop.ready.borrow().is_empty() && !event_loop.stopping.get() {
        let deadline = event_loop.timers.borrow_mut().next_deadline_ns(is_dead);
        if deadline.is_none()
            && crate::deadlock::is_certain(vm, event_loop)
            && let Some(ends) = crate::deadlock::end(vm, event_loop)
        {
            return Err(ends);
        }
        vm.block_outside(deadline)?;
    } else {
        look_for_interrupt(vm, event_loop)?;
    }
    vm.emit(EventKind::LoopIteration, &Value::Unbound, |_| Default::default());
    take_due(vm, event_loop);
    let mut left = event_loop.ready.borrow().len();
    while left > 0 {
        let Some(ready) = event_loop.ready.borrow_mut().take(left) else { break };
        left -= 1;
        event_loop.watch.steps.set(event_loop.watch.steps.get() + 1);
        let result = if event_loop.debug.is_on() {
            crate::debug::run_measured(vm, event_loop, ready, run)
        } else {
            run(vm, event_loop, ready)
        };
        vm.reap();
        result?;
    }
    if !event_loop.debug.is_settled() && event_loop.is_running.get() {
        event_loop.debug.track(vm, event_loop.debug.is_on());
    }
    Ok(())
}

#[inline]
fn look_for_interrupt(vm: &mut Vm, event_loop: &EventLoop) -> R<()> {
    let left = event_loop.until_interrupt.get();
    if left > 0 {
        event_loop.until_interrupt.set(left - 1);
        return Ok(());
    }
    event_loop.until_interrupt.set(INTERRUPT_EVERY);
    vm.check_interrupt()
}

fn take_due(vm: &mut Vm, event_loop: &EventLoop) {
    let Some(first) = event_loop.timers.borrow_mut().next_deadline_ns(is_dead) else { return };
    let now_ns = vm.outside.now_ns();
    if first > now_ns {
        return;
    }
    loop {
        let due = event_loop.timers.borrow_mut().pop_due(now_ns);
        let Some((target, number)) = due else { break };
        if is_dead(&target, number) {
            continue;
        }
        if let Some(timeout) = target.get::<Timeout>() {
            timeout.note_due();
        }
        vm.emit(EventKind::TimerFired, &Value::Obj(target.clone()), |_| Default::default());
        event_loop.push(Ready::Due(target));
    }
}

/// Runs one thing that is ready. Only what ends the loop comes back as an error.
fn run(vm: &mut Vm, event_loop: &EventLoop, ready: Ready) -> R<()> {
    match ready {
        Ready::Step(task) => {
            let result = task::step(vm, &task, Resume::Send(Value::None));
            settle(vm, event_loop, result, || step_handle(&task, "Task.task_step"))
        }
        Ready::Wakeup(task, awaited) => {
            let result = task::wake(vm, &task, &awaited);
            settle(vm, event_loop, result, || step_handle(&task, "Task.task_wakeup"))
        }
        Ready::Watch(watcher, future) => {
            let Some(Watcher(watch)) = watcher.get() else { return Ok(()) };
            let result = watch.done(vm, &future);
            settle(vm, event_loop, result, || step_handle(&future, watch.name()))
        }
        Ready::Due(target) => due(vm, event_loop, &target),
        Ready::Call(handle) => call(vm, event_loop, &handle),
        Ready::Done(callback, future) => {
            vm.emit(EventKind::CallbackRun, &callback, |vm| {
                (crate::show::callback(vm, &callback), String::new())
            });
            let result = crate::contextvars::call_in(vm, &Value::Unbound, |vm| {
                vm.call(&callback, &[Value::Obj(future.clone())])
            });
            let result = result.map(drop);
            settle(vm, event_loop, result, || {
                let args = Tuple::value(vec![Value::Obj(future)]);
                Value::new(Handle::new(callback.clone(), args, Value::Unbound))
            })
        }
    }
}

fn due(vm: &mut Vm, event_loop: &EventLoop, target: &Ref) -> R<()> {
    if let Some(Future(core)) = target.get() {
        if !core.is_done() {
            core.resolve(vm, target, State::Finished, Value::None);
        }
        return Ok(());
    }
    if let Some(timeout) = target.get::<Timeout>() {
        let result = timeout.expire(vm);
        return settle(vm, event_loop, result, || step_handle(target, "Timeout._on_timeout"));
    }
    if let Some(iterator) = target.get::<AsCompleted>() {
        iterator.expire(vm);
        return Ok(());
    }
    call(vm, event_loop, target)
}

fn call(vm: &mut Vm, event_loop: &EventLoop, object: &Ref) -> R<()> {
    let Some(handle) = object.get::<Handle>() else { return Ok(()) };
    if handle.is_cancelled() {
        return Ok(());
    }
    let (callback, args) = handle.call();
    vm.emit(EventKind::CallbackRun, &Value::Obj(object.clone()), |vm| {
        (crate::show::callback(vm, &callback), String::new())
    });
    let result = handle.in_context(vm, |vm| match args.get::<Tuple>() {
        Some(args) => vm.call(&callback, &args.0),
        None => vm.call(&callback, &[]),
    });
    let result = result.map(drop);
    drop((callback, args));
    settle(vm, event_loop, result, || Value::Obj(object.clone()))
}

/// A handle that stands for a step, in messages.
fn step_handle(_: &Ref, name: &'static str) -> Value {
    Value::new(Handle::named(name))
}

/// An exception of a callback is told; what ends the loop goes on.
#[inline]
fn settle(
    vm: &mut Vm,
    event_loop: &EventLoop,
    result: R<()>,
    handle: impl FnOnce() -> Value,
) -> R<()> {
    match result {
        Ok(()) => Ok(()),
        Err(raised) => tell_callback(vm, event_loop, raised, &handle()),
    }
}

#[cold]
fn tell_callback(vm: &mut Vm, event_loop: &EventLoop, raised: Raised, handle: &Value) -> R<()> {
    if ends_the_loop(vm, &raised) {
        return Err(raised);
    }
    let callback = match handle.get::<Handle>() {
        Some(handle) => crate::show::handle_callback(vm, handle, handle.origin.is_some()),
        None => String::new(),
    };
    let mut report = Report::new(&format!("Exception in callback {callback}"));
    report.exception = raised.into_value();
    report.fields.push(("handle", handle.clone()));
    report.origin = handle.get::<Handle>().and_then(|handle| handle.origin.clone());
    let exception = report.exception.clone();
    let own = vm.running_loop.clone();
    // CPython's loop is a step of the traceback: though it is not shown, the headline is.
    let bare = exception.get::<Exception>().filter(|error| {
        error.traceback.get().is_none() && event_loop.exception_handler.get().is_none()
    });
    if let Some(error) = bare {
        error.traceback.set(Vm::empty_traceback());
    }
    vm.while_handling(exception.clone(), |vm| {
        crate::report::tell_loop(vm, &own, event_loop, report);
    });
    if let Some(error) = bare {
        error.traceback.set(Value::None);
    }
    vm.advise(|_| ouro_vm::Finding::Exception(exception));
    Ok(())
}

/// Stops the loop when the future is done, unless an exception has ended it already.
struct Stop;

ouro_vm::no_values!(Stop);

impl Watch for Stop {
    fn done(&self, vm: &mut Vm, future: &Ref) -> R<()> {
        let Some(core) = future::core(future) else { return Ok(()) };
        core.unseen.set(false);
        if core.state.get() == State::Failed
            && let Some(raised) = Raised::from_value(core.value.get())
            && ends_the_loop(vm, &raised)
        {
            return Ok(());
        }
        if let Some(event_loop) = core.event_loop.get::<EventLoop>() {
            event_loop.stopping.set(true);
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "_run_until_complete_cb"
    }
}

/// `run_until_complete`, below so many functions that CPython has in Python.
pub(crate) fn run_until_complete(
    vm: &mut Vm,
    object: &Ref,
    awaitable: &Value,
    callers: usize,
) -> R {
    let Some(event_loop) = object.get::<EventLoop>() else { return Ok(Value::None) };
    event_loop.check_open(vm)?;
    check_idle(vm, event_loop)?;
    let is_new = future::core_of(awaitable).is_none();
    let future = crate::functions::ensure_future(vm, awaitable, Some(object))?;
    if is_new && let Some(task) = task::of(&future) {
        task.tell_destroyed.set(false);
    }
    let Some(core) = future::core(&future) else { return Ok(Value::None) };
    let stop = future::watcher(Stop);
    core.add_callback(&future, Callback::Watcher(stop.clone()));
    let result = run_forever(vm, object, callers + 1);
    core.remove_callbacks(|c| matches!(c, Callback::Watcher(w) if w.is_same(&stop)));
    if let Err(raised) = result {
        if is_new && core.state.get() == State::Failed {
            core.unseen.set(false);
        }
        return Err(raised);
    }
    if !core.is_done() {
        return Err(vm.raise(Exc::RuntimeError, "Event loop stopped before Future completed."));
    }
    core.result(vm)
}

/// `close()`
pub(crate) fn close(vm: &mut Vm, object: &Ref) -> R {
    let Some(event_loop) = object.get::<EventLoop>() else { return Ok(Value::None) };
    if event_loop.is_running.get() {
        return Err(vm.raise(Exc::RuntimeError, "Cannot close a running event loop"));
    }
    if !event_loop.is_closed.get() {
        if event_loop.debug.is_on() {
            crate::report::log_at(vm, "debug", "Close %r", &[Value::Obj(object.clone())]);
        }
        event_loop.is_closed.set(true);
        crate::blocking::tell(vm, event_loop);
        crate::report::tell_unseen(vm, object);
        event_loop.clear();
        event_loop.threads.close(vm)?;
    }
    Ok(Value::None)
}
