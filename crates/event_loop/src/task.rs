//! Tasks: coroutines that a loop drives, one step at a time.

use std::cell::Cell;
use std::rc::Rc;

use ouro_vm::objects::{Frame, FrameKind, FrameState, Str};
use ouro_vm::{
    EventKind, Exc, Halt, NativeDef, R, Raised, Ref, Resume, Value, ValueCell, Vm, WeakLink,
};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback, Core, State};
use crate::ready::Ready;
use crate::shared::{ends_the_loop, peek};

/// `asyncio.Task`
pub(crate) struct Task {
    pub(crate) core: Core,
    /// The coroutine.
    pub(crate) coroutine: Ref,
    /// The future that it waits for.
    pub(crate) waiting: Cell<Option<Ref>>,
    /// Its name; its number while no one has asked.
    pub(crate) name: ValueCell,
    /// The context in which it runs; none for an empty one, and while it runs.
    context: Cell<Option<Ref>>,
    link: WeakLink,
    /// How often its cancellation was asked for.
    pub(crate) cancels: Cell<u32>,
    /// The next step raises `CancelledError`.
    pub(crate) must_cancel: Cell<bool>,
    /// Say so if it dies before it is done.
    pub(crate) tell_destroyed: Cell<bool>,
    /// It was done at the end of its first, eager step: it does not show its coroutine any more.
    pub(crate) done_eagerly: Cell<bool>,
}
ouro_vm::object!(
    Task,
    "Task",
    {
        core, coroutine, waiting, name, context, link, cancels, must_cancel, tell_destroyed,
        done_eagerly
    },
    finalize = finalize,
    awaited_by = future::poll
);

/// The task that an object is, or is around.
#[inline]
pub(crate) fn of(object: &Ref) -> Option<&Task> {
    match object.get::<Task>() {
        None => future::base(object)?.get(),
        task => task,
    }
}

/// A task as scripts know it: the instance of their class that is around it, if there is one.
pub(crate) fn whole(value: &Value) -> Value {
    match (value.as_ref(), future::core_of(value)) {
        (Some(own), Some(core)) => Value::Obj(core.whole(own)),
        _ => value.clone(),
    }
}

/// Whether a value is a coroutine that a task can drive.
pub(crate) fn is_coroutine(value: &Value) -> bool {
    Vm::is_driven(value)
}

/// How a task is made.
pub(crate) struct Make<'a> {
    pub(crate) name: &'a Value,
    /// A context, or `None` for a copy of the current one.
    pub(crate) context: &'a Value,
    /// Whether its first step is taken at once.
    pub(crate) eager: bool,
}

impl Default for Make<'_> {
    fn default() -> Self {
        Self { name: &Value::None, context: &Value::None, eager: false }
    }
}

/// A new task; by the loop's task factory, if it has one.
pub(crate) fn create(vm: &mut Vm, event_loop: &Ref, coroutine: &Value, make: &Make<'_>) -> R {
    let factory = match event_loop.get::<EventLoop>() {
        Some(payload) => payload.task_factory.get(),
        None => Value::None,
    };
    if factory.is_none() {
        return new(vm, event_loop, coroutine, make).map(Value::Obj);
    }
    let context = vm.intern("context");
    let keywords = match make.context {
        Value::None | Value::Unbound => Vec::new(),
        value => vec![(context, value.clone())],
    };
    let args = [Value::Obj(event_loop.clone()), coroutine.clone()];
    let task = vm.call_keywords(&factory, &args, &keywords)?;
    let set_name = vm.get_attr_text(&task, "set_name")?;
    let name = match make.name {
        Value::Unbound => Value::None,
        name => name.clone(),
    };
    vm.call(&set_name, &[name])?;
    Ok(task)
}

/// A new task, whose first step is ready, or has been taken.
pub(crate) fn new(vm: &mut Vm, event_loop: &Ref, coroutine: &Value, make: &Make<'_>) -> R<Ref> {
    let Some(object) = coroutine.as_ref().filter(|_| is_coroutine(coroutine)) else {
        let message = format!("a coroutine was expected, got {}", vm.repr_text(coroutine));
        return Err(vm.raise(Exc::TypeError, &message));
    };
    let Some(payload) = event_loop.get::<EventLoop>() else {
        return Err(vm.raise(Exc::TypeError, "not an event loop"));
    };
    let context = crate::contextvars::argument(vm, make.context)?;
    let name = match make.name {
        Value::None | Value::Unbound => {
            let number = payload.shared.task_count.get() + 1;
            payload.shared.task_count.set(number);
            Value::Int(number as i64)
        }
        name => vm.str(name)?,
    };
    let task = Ref::new(Task {
        core: Core::new(event_loop),
        coroutine: object.clone(),
        waiting: Cell::default(),
        name: ValueCell::new(name),
        context: Cell::new(reference(context)),
        link: WeakLink::default(),
        cancels: Cell::new(0),
        must_cancel: Cell::new(false),
        tell_destroyed: Cell::new(true),
        done_eagerly: Cell::new(false),
    });
    payload.shared.tasks.add::<Task>(&task, |t| &t.link);
    crate::debug::note_made(vm, &task);
    if !make.eager {
        if payload.debug.is_on() {
            crate::debug::check_thread(vm, payload)
                .map_err(|raised| crate::shared::holding(raised, &Value::Obj(task.clone())))?;
            let origin = crate::debug::handle_origin(vm, 1);
            payload.debug.note_scheduled(&task, origin);
        }
        payload.ready.borrow_mut().push(Ready::Step(task.clone()));
    }
    if vm.observer.is_some() {
        let value = Value::Obj(task.clone());
        vm.emit(EventKind::TaskCreated, &value, |vm| {
            (name_of(vm, &value), crate::show::coroutine(vm, coroutine))
        });
    }
    if make.eager {
        start_eagerly(vm, payload, &task)?;
    }
    Ok(task)
}

/// Takes the first step of a task within the step of another.
fn start_eagerly(vm: &mut Vm, event_loop: &EventLoop, task: &Ref) -> R<()> {
    let outer = event_loop.current.replace(Value::Unbound);
    let result = step(vm, task, Resume::Send(Value::None));
    event_loop.current.set(outer);
    if let Some(payload) = task.get::<Task>() {
        payload.done_eagerly.set(payload.core.is_done());
    }
    result
}

fn reference(value: Value) -> Option<Ref> {
    match value {
        Value::Obj(object) => Some(object),
        _ => None,
    }
}

/// The name of a task, empty for anything else.
pub(crate) fn name_of(vm: &Vm, value: &Value) -> String {
    value.as_ref().and_then(of).map(|task| vm.display(&task.name())).unwrap_or_default()
}

impl Task {
    /// `get_name()`
    pub(crate) fn name(&self) -> Value {
        if let Value::Int(number) = self.name.get() {
            self.name.set(Str::value(&format!("Task-{number}")));
        }
        self.name.get()
    }
}

/// `get_context()`
pub(crate) fn context(vm: &mut Vm, object: &Ref, task: &Task) -> Value {
    let is_current = task
        .core
        .event_loop
        .get::<EventLoop>()
        .is_some_and(|l| l.current.get().as_ref().is_some_and(|c| c.is_same(object)));
    if is_current {
        return crate::contextvars::current(vm);
    }
    let mut context = task.context.take().map_or(Value::Unbound, Value::Obj);
    let value = crate::contextvars::object(&mut context);
    task.context.set(reference(context));
    value
}

/// A task's step because `awaited` is done.
pub(crate) fn wake(vm: &mut Vm, object: &Ref, awaited: &Ref) -> R<()> {
    let how = match future::core(awaited) {
        Some(core) if core.state.get() == State::Finished => Resume::Send(Value::None),
        Some(core) => match core.result(vm) {
            Ok(_) => Resume::Send(Value::None),
            Err(raised) => Resume::Throw(raised),
        },
        None => Resume::Send(Value::None),
    };
    step(vm, object, how)
}

/// One step of a task: its coroutine runs until it waits again or ends.
pub(crate) fn step(vm: &mut Vm, object: &Ref, how: Resume) -> R<()> {
    let Some(task) = object.get::<Task>() else { return Ok(()) };
    if task.core.is_done() {
        return Err(already_done(vm, object));
    }
    let Some(event_loop) = task.core.event_loop.get::<EventLoop>() else { return Ok(()) };
    let how = if task.must_cancel.get() { cancelled(vm, task, event_loop, how) } else { how };
    drop(task.waiting.take());
    let value = Value::Obj(object.clone());
    let other = event_loop.current.replace(value.clone());
    if !other.is_unbound() {
        return Err(enter_error(vm, event_loop, &value, other));
    }
    let observed = vm.observer.is_some();
    if observed {
        vm.task_name.set(task.name());
        let cancels = matches!(&how, Resume::Throw(r) if event_loop.shared.is_cancellation(vm, r));
        tell_step(vm, task, true, cancels);
    }
    let context = task.context.take().map_or(Value::Unbound, Value::Obj);
    let before = match crate::contextvars::enter(vm, context) {
        Ok(before) => before,
        Err(raised) => {
            event_loop.current.set(Value::Unbound);
            return Err(raised);
        }
    };
    let coroutine = Value::Obj(task.coroutine.clone());
    let halt = vm.drive(&coroutine, how);
    drop(coroutine);
    task.context.set(reference(crate::contextvars::leave(vm, before)));
    if observed {
        if matches!(halt, Halt::Yielded(_)) {
            tell_step(vm, task, false, false);
        }
        vm.task_name.set(Value::None);
    }
    event_loop.current.set(Value::Unbound);
    match halt {
        Halt::Yielded(Value::Obj(awaited)) => wait_for(vm, object, task, &awaited),
        Halt::Yielded(Value::None) => {
            event_loop.ready.borrow_mut().push(Ready::Step(object.clone()));
            Ok(())
        }
        Halt::Yielded(other) | Halt::Item(other) => bad_yield(vm, object, task, &other),
        Halt::Returned(result) => {
            if task.must_cancel.replace(false) {
                let message = task.core.value.get();
                task.core.cancel(vm, object, message);
            } else {
                task.core.resolve(vm, object, State::Finished, result);
            }
            Ok(())
        }
        Halt::Raised(raised) => failed(vm, object, task, event_loop, raised),
    }
}

/// Tells the observer that a task goes on, or stops, and where; what it waits for then.
#[cold]
fn tell_step(vm: &mut Vm, task: &Task, begins: bool, cancels: bool) {
    let coroutine = Value::Obj(task.coroutine.clone());
    let standing = crate::standing::of(vm, task);
    let spot = standing.spots.last().copied();
    let kind = match (begins, coroutine.get::<Frame>().map(Frame::state)) {
        (true, Some(FrameState::Created)) => EventKind::CoroutineStarted,
        (true, _) if cancels => EventKind::CancelDelivered,
        (true, _) => EventKind::CoroutineResumed,
        (false, _) => EventKind::CoroutineSuspended,
    };
    vm.emit_at(kind, &coroutine, spot, |vm| {
        let name = coroutine.get::<Frame>().map(|frame| vm.frame_name(frame)).unwrap_or_default();
        let on = if begins { String::new() } else { standing.on(vm) };
        (name, on)
    });
}

/// A cancellation that was asked for before the task could take it is raised in this step.
#[cold]
fn cancelled(vm: &mut Vm, task: &Task, event_loop: &EventLoop, how: Resume) -> Resume {
    task.must_cancel.set(false);
    match how {
        Resume::Throw(raised) if event_loop.shared.is_cancellation(vm, &raised) => {
            Resume::Throw(raised)
        }
        _ => {
            // What is handled around the loop is not its context; what the coroutine handles becomes it.
            let raised = task.core.cancelled_error(vm);
            raised.exception().context.set(Value::None);
            Resume::Throw(raised)
        }
    }
}

fn failed(vm: &mut Vm, object: &Ref, task: &Task, event_loop: &EventLoop, raised: Raised) -> R<()> {
    if event_loop.shared.is_cancellation(vm, &raised) {
        task.core.cancel(vm, object, Value::None);
        task.core.set_detail(raised.into_value().as_ref().cloned());
        return Ok(());
    }
    let passes = ends_the_loop(vm, &raised);
    task.core.fail(vm, object, raised.value());
    if !passes {
        return Ok(());
    }
    // The traceback keeps the task alive, which is told of when both are collected.
    Err(crate::shared::holding(raised, &Value::Obj(object.clone())))
}

/// The coroutine has yielded an object: a future that it awaits, if all is well.
fn wait_for(vm: &mut Vm, object: &Ref, task: &Task, awaited: &Ref) -> R<()> {
    let Some(core) = future::core(awaited) else {
        return bad_yield(vm, object, task, &Value::Obj(awaited.clone()));
    };
    if !core.event_loop.is_same(&task.core.event_loop) {
        let (own, other) = (shown(vm, object), shown(vm, awaited));
        let message = format!("Task {own} got Future {other} attached to a different loop");
        return throw(vm, object, task, &message);
    }
    if awaited.is_same(object) {
        let message = format!("Task cannot await on itself: {}", shown(vm, object));
        return throw(vm, object, task, &message);
    }
    if !core.blocking.replace(false) {
        let (own, other) = (shown(vm, object), shown(vm, awaited));
        let message = format!("yield was used instead of yield from in task {own} with {other}");
        return throw(vm, object, task, &message);
    }
    core.add_callback(awaited, Callback::Wakeup(object.clone()));
    task.waiting.set(Some(awaited.clone()));
    if task.must_cancel.get() {
        let message = task.core.value.get();
        if crate::cancel::cancel(vm, awaited, &message)? {
            task.must_cancel.set(false);
        }
    }
    Ok(())
}

#[cold]
fn bad_yield(vm: &mut Vm, object: &Ref, task: &Task, value: &Value) -> R<()> {
    let message = if value.get::<Frame>().is_some_and(|f| f.kind() == FrameKind::Generator) {
        let (own, other) = (shown(vm, object), vm.repr_text(value));
        format!("yield was used instead of yield from for generator in task {own} with {other}")
    } else {
        format!("Task got bad yield: {}", vm.repr_text(value))
    };
    throw(vm, object, task, &message)
}

/// The next step raises a `RuntimeError` in the coroutine.
#[cold]
fn throw(vm: &mut Vm, object: &Ref, task: &Task, message: &str) -> R<()> {
    let error = vm.raise(Exc::RuntimeError, message).into_value();
    let throwing = future::watcher(Throw { task: object.clone(), error });
    task.core.ready(Ready::Watch(throwing, object.clone()));
    Ok(())
}

struct Throw {
    task: Ref,
    error: Value,
}

ouro_vm::traverse!(Throw, { task, error });

impl future::Watch for Throw {
    fn done(&self, vm: &mut Vm, _: &Ref) -> R<()> {
        match Raised::from_value(self.error.clone()) {
            Some(raised) => step(vm, &self.task, Resume::Throw(raised)),
            None => Ok(()),
        }
    }

    fn name(&self) -> &'static str {
        "Task.task_step"
    }
}

fn shown(vm: &mut Vm, object: &Ref) -> String {
    vm.repr_text(&Value::Obj(object.clone()))
}

#[cold]
fn already_done(vm: &mut Vm, object: &Ref) -> Raised {
    let message = format!("__step(): already done: {}", shown(vm, object));
    crate::shared::invalid_state(vm, &message)
}

#[cold]
fn enter_error(vm: &mut Vm, event_loop: &EventLoop, task: &Value, other: Value) -> Raised {
    let message = format!(
        "Cannot enter into task {} while another task {} is being executed.",
        vm.repr_text(task),
        vm.repr_text(&other)
    );
    event_loop.current.set(other);
    vm.raise(Exc::RuntimeError, &message)
}

/// All tasks of a loop that are not done.
pub(crate) fn pending(event_loop: &Ref) -> Vec<Value> {
    let Some(payload) = event_loop.get::<EventLoop>() else { return Vec::new() };
    let shared = Rc::clone(&payload.shared);
    let mut all = shared.tasks.to_vec();
    all.retain(|task| {
        task.get::<Task>()
            .is_some_and(|t| !t.core.is_done() && t.core.event_loop.is_same(event_loop))
    });
    all
}

fn finalize(vm: &mut Vm, value: &Value) {
    let Some(task) = value.get::<Task>() else { return };
    tell_destroyed(vm, value, task);
    future::finalize(vm, value);
}

/// A task that dies before it is done is told of.
pub(crate) fn tell_destroyed(vm: &mut Vm, value: &Value, task: &Task) {
    if !task.core.is_done() && task.tell_destroyed.get() {
        let mut report = crate::report::Report::new("Task was destroyed but it is pending!");
        report.fields.push(("task", value.clone()));
        report.origin = crate::debug::origin_of(value);
        let event_loop = task.core.event_loop.clone();
        crate::report::tell(vm, &event_loop, report);
    }
}

/// `get_coro()`
pub(crate) fn coroutine_of(task: &Task) -> Value {
    if task.done_eagerly.get() {
        return Value::None;
    }
    Value::Obj(task.coroutine.clone())
}

/// What a task waits for.
pub(crate) fn waiting_for(task: &Task) -> Value {
    peek(&task.waiting).map_or(Value::None, Value::Obj)
}

/// Rows that other tables of this crate share.
pub(crate) type Table = &'static [NativeDef];
