//! Futures: a result to come, and who waits for it.
//!
//! A [`Core`] is what futures, tasks and gatherings have in common. Whoever waits is told through the ready
//! queue of the future's loop, in the order in which they asked.

use std::cell::Cell;

use ouro_vm::objects::{Exception, Instance, Tuple};
use ouro_vm::{EventKind, Exc, Poll, R, Raised, Ref, Resume, Traverse, Type, Value, ValueCell, Vm};

use crate::event_loop::EventLoop;
use crate::gather::Gathering;
use crate::handle::Handle;
use crate::ready::Ready;
use crate::shared::invalid_state;
use crate::task::Task;

/// Where a future stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    /// It has a result.
    Finished,
    /// It has an exception.
    Failed,
    Cancelled,
}

/// Who is told when a future is done.
pub(crate) enum Callback {
    /// A task that waits for it.
    Wakeup(Ref),
    /// Something of the library.
    Watcher(Ref),
    /// A callable of a script, and its context (unbound for an empty one).
    Script(Value, Value),
    /// No one: the instance of a script's class that is around the task, which the loop keeps until it is done.
    Whole(Ref),
}

/// Most futures have one callback, of the task that waits.
#[derive(Default)]
enum Callbacks {
    #[default]
    None,
    Wakeup(Ref),
    Watcher(Ref),
    #[expect(clippy::box_collection, reason = "one word in each future, not three")]
    Many(Box<Vec<Callback>>),
    /// Of one that is done: the traceback with which the exception came, or the exception that a cancellation came
    /// with. It has no callbacks any more, and the room counts.
    Detail(Ref),
    /// Of one that is done: the message of a cancellation that was asked for and that it has not heeded, and what
    /// `Detail` would hold.
    Unheeded(Box<(Value, Option<Ref>)>),
}

/// So many functions of CPython's library make a callback ready.
const SCHEDULING: usize = 2;

/// What is common to all futures.
pub(crate) struct Core {
    pub(crate) event_loop: Ref,
    /// The result or exception; the message of a cancellation, also of one that is only asked for.
    pub(crate) value: ValueCell,
    callbacks: Cell<Callbacks>,
    pub(crate) state: Cell<State>,
    /// It was yielded by an `await`.
    pub(crate) blocking: Cell<bool>,
    /// It has an exception that no one has seen.
    pub(crate) unseen: Cell<bool>,
    /// Where it was made is known (see the module `debug`).
    pub(crate) has_origin: Cell<bool>,
    /// There is an instance of a script's class around it.
    is_part: Cell<bool>,
}

ouro_vm::traverse!(Core, { event_loop, value, callbacks, state, blocking, unseen, has_origin, is_part });
ouro_vm::no_values!(State);

impl Traverse for Callback {
    fn traverse(&self, visit: ouro_vm::Visit<'_>) {
        match self {
            Self::Wakeup(held) | Self::Watcher(held) | Self::Whole(held) => visit(held),
            Self::Script(held, context) => {
                held.traverse(&mut *visit);
                context.traverse(visit);
            }
        }
    }
}

impl Traverse for Callbacks {
    fn traverse(&self, visit: ouro_vm::Visit<'_>) {
        match self {
            Self::None => {}
            Self::Wakeup(held) | Self::Watcher(held) | Self::Detail(held) => visit(held),
            Self::Many(all) => all.traverse(visit),
            Self::Unheeded(parts) => {
                parts.0.traverse(&mut *visit);
                parts.1.traverse(visit);
            }
        }
    }
}

/// `asyncio.Future`
pub(crate) struct Future(pub(crate) Core);
ouro_vm::object!(Future, "Future", (core), finalize = finalize, awaited_by = poll);

/// Something of the library that is told when a future is done.
pub(crate) trait Watch: Traverse {
    /// The future is done.
    fn done(&self, vm: &mut Vm, future: &Ref) -> R<()>;
    /// As `repr` of a future shows it among the callbacks.
    fn name(&self) -> &'static str;
}

/// The object around a [`Watch`].
pub(crate) struct Watcher(pub(crate) Box<dyn Watch>);
ouro_vm::object!(Watcher, "function", (watch));

/// A watcher as an object.
pub(crate) fn watcher(watch: impl Watch + 'static) -> Ref {
    Ref::new(Watcher(Box::new(watch)))
}

/// What is common to all futures, of one of them.
#[inline]
pub(crate) fn core(object: &Ref) -> Option<&Core> {
    if let Some(Future(core)) = object.get() {
        return Some(core);
    }
    if let Some(task) = object.get::<Task>() {
        return Some(&task.core);
    }
    if let Some(gathering) = object.get::<Gathering>() {
        return Some(&gathering.core);
    }
    core(base(object)?)
}

/// The future that an instance of a script's class is around.
#[cold]
pub(crate) fn base(object: &Ref) -> Option<&Ref> {
    object.get::<Instance>()?.base.get()?.as_ref().as_ref()
}

/// As [`core`], of any value.
pub(crate) fn core_of(value: &Value) -> Option<&Core> {
    value.as_ref().and_then(core)
}

/// A new future of a loop.
pub(crate) fn new(vm: &mut Vm, event_loop: &Ref) -> Ref {
    let future = Ref::new(Future(Core::new(event_loop)));
    crate::debug::note_made(vm, &future);
    future
}

impl Core {
    pub(crate) fn new(event_loop: &Ref) -> Self {
        Self {
            event_loop: event_loop.clone(),
            value: ValueCell::new(Value::None),
            callbacks: Cell::default(),
            state: Cell::new(State::Pending),
            blocking: Cell::new(false),
            unseen: Cell::new(false),
            has_origin: Cell::new(false),
            is_part: Cell::new(false),
        }
    }

    /// An instance of a script's class is around it.
    pub(crate) fn keep_whole(&self, own: &Ref, whole: &Ref) {
        if !self.is_done() {
            self.is_part.set(true);
            self.add_callback(own, Callback::Whole(whole.clone()));
        }
    }

    /// The object that scripts know: the instance around it, or itself.
    #[inline]
    pub(crate) fn whole(&self, own: &Ref) -> Ref {
        if self.is_part.get() { self.look_for_whole(own) } else { own.clone() }
    }

    #[cold]
    fn look_for_whole(&self, own: &Ref) -> Ref {
        let callbacks = self.callbacks.take();
        let whole = match &callbacks {
            Callbacks::Many(all) => all.iter().find_map(|callback| match callback {
                Callback::Whole(whole) => Some(whole.clone()),
                _ => None,
            }),
            _ => None,
        };
        self.callbacks.set(callbacks);
        whole.unwrap_or_else(|| own.clone())
    }

    #[inline]
    pub(crate) fn is_done(&self) -> bool {
        self.state.get() != State::Pending
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.state.get() == State::Cancelled
    }

    /// Its loop, which is one.
    #[inline]
    pub(crate) fn ready(&self, ready: Ready) {
        if let Some(event_loop) = self.event_loop.get::<EventLoop>() {
            event_loop.ready.borrow_mut().push(ready);
        }
    }

    /// Adds a callback; of a future that is done it is ready at once.
    pub(crate) fn add_callback(&self, own: &Ref, callback: Callback) {
        if self.is_done() {
            self.ready(ready(callback, own));
            return;
        }
        self.callbacks.set(match (self.callbacks.take(), callback) {
            (Callbacks::None, Callback::Wakeup(task)) => Callbacks::Wakeup(task),
            (Callbacks::None, Callback::Watcher(watcher)) => Callbacks::Watcher(watcher),
            (callbacks, callback) => {
                let mut all = callbacks.into_vec();
                all.push(callback);
                Callbacks::Many(Box::new(all))
            }
        });
    }

    /// Whether anyone is told when it is done.
    pub(crate) fn has_callbacks(&self) -> bool {
        let callbacks = self.callbacks.take();
        let has =
            matches!(callbacks, Callbacks::Wakeup(_) | Callbacks::Watcher(_) | Callbacks::Many(_));
        self.callbacks.set(callbacks);
        has && !self.callbacks().is_empty()
    }

    /// Looks at the callbacks.
    pub(crate) fn callbacks(&self) -> Vec<Callback> {
        if self.is_done() {
            return Vec::new();
        }
        let all = self.callbacks.take().into_vec();
        let told = all.iter().filter(|callback| !matches!(callback, Callback::Whole(_)));
        let copies = told.map(Callback::copy).collect();
        self.put_back(all);
        copies
    }

    fn put_back(&self, all: Vec<Callback>) {
        for callback in all {
            self.callbacks.set(match (self.callbacks.take(), callback) {
                (Callbacks::None, Callback::Wakeup(task)) => Callbacks::Wakeup(task),
                (Callbacks::None, Callback::Watcher(watcher)) => Callbacks::Watcher(watcher),
                (Callbacks::Many(mut many), callback) => {
                    many.push(callback);
                    Callbacks::Many(many)
                }
                (callbacks, callback) => {
                    let mut many = callbacks.into_vec();
                    many.push(callback);
                    Callbacks::Many(Box::new(many))
                }
            });
        }
    }

    /// Removes the callbacks for which `is_it` holds; gives how many.
    pub(crate) fn remove_callbacks(&self, mut is_it: impl FnMut(&Callback) -> bool) -> usize {
        if self.is_done() {
            return 0;
        }
        let (gone, left): (Vec<_>, Vec<_>) =
            self.callbacks.take().into_vec().into_iter().partition(|c| is_it(c));
        self.put_back(left);
        gone.len()
    }

    fn schedule_callbacks(&self, own: &Ref) {
        match self.callbacks.take() {
            Callbacks::None | Callbacks::Detail(_) | Callbacks::Unheeded(_) => {}
            Callbacks::Wakeup(task) => self.ready(Ready::Wakeup(task, own.clone())),
            Callbacks::Watcher(watcher) => self.ready(Ready::Watch(watcher, own.clone())),
            Callbacks::Many(all) => {
                for callback in all.into_iter().filter(|c| !matches!(c, Callback::Whole(_))) {
                    self.ready(ready(callback, own));
                }
            }
        }
    }

    /// In debug mode it is known where callbacks were made ready.
    #[cold]
    fn schedule_with_origins(&self, vm: &mut Vm, own: &Ref) {
        let Some(event_loop) = self.event_loop.get::<EventLoop>() else { return };
        if event_loop.threads.is_others(vm) {
            // They are refused (see `debug::check_thread`).
            drop(self.callbacks.take());
            return;
        }
        let origin = crate::debug::handle_origin(vm, SCHEDULING);
        for callback in self.callbacks.take().into_vec() {
            if let Callback::Wakeup(task) = &callback {
                event_loop.debug.note_scheduled(task, origin.clone());
            }
            event_loop.push(match callback {
                Callback::Whole(_) => continue,
                Callback::Script(callable, context) => {
                    let args = Tuple::value(vec![Value::Obj(own.clone())]);
                    let handle = Handle::new(callable, args, context).made(Some(origin.clone()));
                    Ready::Call(Ref::new(handle))
                }
                other => ready(other, own),
            });
        }
    }

    /// Keeps something with the outcome.
    pub(crate) fn set_detail(&self, detail: Option<Ref>) {
        let Some(detail) = detail else { return };
        self.callbacks.set(match self.callbacks.take() {
            Callbacks::Unheeded(mut parts) => {
                parts.1 = Some(detail);
                Callbacks::Unheeded(parts)
            }
            _ => Callbacks::Detail(detail),
        });
    }

    fn take_detail(&self) -> Option<Ref> {
        match self.callbacks.take() {
            Callbacks::Detail(detail) => Some(detail),
            Callbacks::Unheeded(mut parts) => {
                let detail = parts.1.take();
                self.callbacks.set(Callbacks::Unheeded(parts));
                detail
            }
            other => {
                self.callbacks.set(other);
                None
            }
        }
    }

    /// The message of the last cancellation that was asked of it, heeded or not.
    pub(crate) fn cancel_message(&self) -> Value {
        let callbacks = self.callbacks.take();
        let message = match &callbacks {
            Callbacks::Unheeded(parts) => parts.0.clone(),
            _ => Value::None,
        };
        self.callbacks.set(callbacks);
        message
    }

    /// It is done, with this; those who wait are told.
    pub(crate) fn resolve(&self, vm: &mut Vm, own: &Ref, state: State, value: Value) {
        let whole = self.is_part.get().then(|| self.whole(own));
        let own = whole.as_ref().unwrap_or(own);
        let asked = self.value.replace(value);
        self.state.set(state);
        if self.event_loop.get::<EventLoop>().is_some_and(|l| l.debug.is_on()) {
            self.schedule_with_origins(vm, own);
        }
        self.schedule_callbacks(own);
        if !matches!(asked, Value::None) && state != State::Cancelled {
            self.callbacks.set(Callbacks::Unheeded(Box::new((asked, None))));
        }
        if vm.observer.is_some() {
            let kind =
                if own.is::<Task>() { EventKind::TaskFinished } else { EventKind::FutureResolved };
            let own = Value::Obj(own.clone());
            vm.emit(kind, &own, |vm| (crate::task::name_of(vm, &own), vm.repr_text(&own)));
        }
    }

    /// Sets the result.
    pub(crate) fn finish(&self, vm: &mut Vm, own: &Ref, result: Value) -> R<()> {
        if self.is_done() {
            return Err(invalid_state(vm, "invalid state"));
        }
        self.resolve(vm, own, State::Finished, result);
        Ok(())
    }

    /// Sets the exception.
    pub(crate) fn fail(&self, vm: &mut Vm, own: &Ref, exception: Value) {
        let traceback = exception.get::<Exception>().map(|e| e.traceback.get());
        self.unseen.set(true);
        self.resolve(vm, own, State::Failed, exception);
        self.set_detail(traceback.and_then(|t| t.as_ref().cloned()));
    }

    /// Cancels what is pending; a task has more to do (see the module `cancel`).
    pub(crate) fn cancel(&self, vm: &mut Vm, own: &Ref, message: Value) -> bool {
        self.unseen.set(false);
        if self.is_done() {
            return false;
        }
        self.resolve(vm, own, State::Cancelled, message);
        true
    }

    /// The `CancelledError` of a future that was cancelled.
    pub(crate) fn cancelled_error(&self, vm: &mut Vm) -> Raised {
        if let Some(raised) = self.take_detail().and_then(|e| Raised::from_value(Value::Obj(e))) {
            vm.set_context(&raised);
            return raised;
        }
        cancelled_error(vm, &self.event_loop, self.value.get())
    }

    /// Its exception with the traceback with which it came, as someone looks who does not count.
    pub(crate) fn with_traceback(&self) -> Value {
        let value = self.value.get();
        let detail = self.take_detail();
        if let (Some(exception), Some(traceback)) = (value.get::<Exception>(), &detail)
            && exception.traceback.get().is_none()
        {
            exception.traceback.set(Value::Obj(traceback.clone()));
        }
        self.set_detail(detail);
        value
    }

    /// Its exception is on its way to someone.
    fn exception_seen(&self) -> Value {
        self.unseen.set(false);
        let value = self.value.get();
        if let Some(exception) = value.get::<Exception>() {
            exception.traceback.set(self.take_detail().map_or(Value::None, Value::Obj));
        }
        value
    }

    /// `result()`
    pub(crate) fn result(&self, vm: &mut Vm) -> R {
        match self.state.get() {
            State::Finished => Ok(self.value.get()),
            State::Failed => match Raised::from_value(self.exception_seen()) {
                Some(raised) => {
                    vm.set_context(&raised);
                    Err(raised)
                }
                None => Ok(Value::None),
            },
            State::Cancelled => Err(self.cancelled_error(vm)),
            State::Pending => Err(invalid_state(vm, "Result is not set.")),
        }
    }

    /// `exception()`
    pub(crate) fn exception(&self, vm: &mut Vm) -> R {
        match self.state.get() {
            State::Finished => Ok(Value::None),
            State::Failed => {
                self.unseen.set(false);
                Ok(self.value.get())
            }
            State::Cancelled => Err(self.cancelled_error(vm)),
            State::Pending => Err(invalid_state(vm, "Exception is not set.")),
        }
    }
}

/// A `CancelledError` with a message, or without for `None`.
pub(crate) fn cancelled_error(vm: &mut Vm, event_loop: &Ref, message: Value) -> Raised {
    let class = match event_loop.get::<EventLoop>() {
        Some(event_loop) => event_loop.shared.classes().cancelled.clone(),
        None => Value::None,
    };
    let args = if message.is_none() { Vec::new() } else { vec![message] };
    vm.raise_class(class, args)
}

/// The exception object that an argument of `set_exception` means.
pub(crate) fn exception_argument(vm: &mut Vm, value: &Value) -> R {
    let base = vm.exception_class(Exc::BaseException);
    let is_class =
        vm.is_instance(value, &vm.type_object(Type::Type)) && vm.is_subclass(value, &base);
    let value = if is_class { vm.call(value, &[])? } else { value.clone() };
    let Some(raised) = Raised::from_value(value.clone()) else {
        return Err(vm.raise(Exc::TypeError, "invalid exception object"));
    };
    if vm.matches(&raised, Exc::StopIteration) {
        let message =
            "StopIteration interacts badly with generators and cannot be raised into a Future";
        let error = vm.raise(Exc::RuntimeError, message);
        error.exception().cause.set(value.clone());
        error.exception().context.set(value);
        error.exception().suppress_context.set(true);
        return Ok(error.into_value());
    }
    Ok(value)
}

impl Callback {
    fn copy(&self) -> Self {
        match self {
            Self::Wakeup(task) => Self::Wakeup(task.clone()),
            Self::Watcher(watcher) => Self::Watcher(watcher.clone()),
            Self::Script(callable, context) => Self::Script(callable.clone(), context.clone()),
            Self::Whole(whole) => Self::Whole(whole.clone()),
        }
    }
}

impl Callbacks {
    fn into_vec(self) -> Vec<Callback> {
        match self {
            Self::None | Self::Detail(_) | Self::Unheeded(_) => Vec::new(),
            Self::Wakeup(task) => vec![Callback::Wakeup(task)],
            Self::Watcher(watcher) => vec![Callback::Watcher(watcher)],
            Self::Many(all) => *all,
        }
    }
}

fn ready(callback: Callback, future: &Ref) -> Ready {
    match callback {
        Callback::Wakeup(task) => Ready::Wakeup(task, future.clone()),
        Callback::Watcher(watcher) => Ready::Watch(watcher, future.clone()),
        // Nobody is told: the callers leave it out.
        Callback::Whole(whole) => Ready::Watch(whole, future.clone()),
        Callback::Script(callable, Value::Unbound) => Ready::Done(callable, future.clone()),
        Callback::Script(callable, context) => {
            let args = Tuple::value(vec![Value::Obj(future.clone())]);
            Ready::Call(Ref::new(Handle::new(callable, args, context)))
        }
    }
}

/// How any future is awaited.
pub(crate) fn poll(vm: &mut Vm, value: &Value, how: Resume) -> R<Poll> {
    let Some(core) = core_of(value) else { return Ok(Poll::Ready(Value::None)) };
    if let Resume::Throw(raised) = how {
        return Err(raised);
    }
    if core.is_done() {
        return core.result(vm).map(Poll::Ready);
    }
    if core.blocking.replace(true) {
        return Err(vm.raise(Exc::RuntimeError, "await wasn't used with future"));
    }
    Ok(Poll::Yield(value.clone()))
}

/// An exception that nobody has seen is told when its future dies.
pub(crate) fn finalize(vm: &mut Vm, value: &Value) {
    let Some(core) = core_of(value) else { return };
    if core.unseen.get() {
        tell_unseen(vm, value, core);
    }
    if core.has_origin.get() {
        crate::debug::forget(value);
    }
}

fn tell_unseen(vm: &mut Vm, value: &Value, core: &Core) {
    let name = vm.class_name(&vm.class_of(value));
    let mut report = crate::report::Report::new(&format!("{name} exception was never retrieved"));
    let exception = core.value.get();
    if let Some(payload) = exception.get::<Exception>()
        && let Some(traceback) = core.take_detail()
        && payload.traceback.get().is_none()
    {
        payload.traceback.set(Value::Obj(traceback));
    }
    report.exception = exception;
    report.fields.push(("future", value.clone()));
    report.origin = crate::debug::origin_of(value);
    let exception = report.exception.clone();
    let event_loop = core.event_loop.clone();
    crate::report::tell(vm, &event_loop, report);
    crate::report::explain_unseen(vm, value, exception);
}
