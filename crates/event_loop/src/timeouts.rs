//! `asyncio.timeout`, `timeout_at` and `wait_for`: a timer that cancels the task, and turns the cancellation into a
//! `TimeoutError` where it comes out.

use std::cell::Cell;

use ouro_vm::host::deadline_after_ns;
use ouro_vm::objects::{Exception, Frame, NativeBody};
use ouro_vm::{
    CmpOp, Exc, NativeDef, Payload, R, Raised, Ref, Resume, Step, TypeContents, TypeDef, Value, Vm,
    native,
};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback, Watch};
use crate::handle::{Handle, rest};
use crate::ready::Ready;
use crate::shared::peek;
use crate::sleep::{coroutine, number};
use crate::task::Table;

/// In place of a timer's number: it has fired.
const DUE: u64 = u64::MAX;

static EXPIRE: NativeDef =
    native("Timeout._on_timeout", "(self, /)", "The time has come.", |vm, args| {
        match args[0].get::<Timeout>() {
            Some(timeout) => timeout.cancel_task(vm).map(|()| Value::None),
            None => Ok(Value::None),
        }
    });

/// Where a timeout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Created,
    Active,
    Expiring,
    Expired,
    Finished,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Active => "active",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::Finished => "finished",
        }
    }
}

/// `asyncio.Timeout`
pub(crate) struct Timeout {
    when: Cell<Option<f64>>,
    state: Cell<State>,
    task: Cell<Option<Ref>>,
    /// How many cancellations the task had been asked for before.
    cancels: Cell<u32>,
    /// The number of the timer that is to fire, or [`DUE`].
    timer: Cell<Option<u64>>,
    /// In place of a timer, where the time has come already.
    soon: Cell<Option<Ref>>,
}
ouro_vm::object!(Timeout, "Timeout", { when, state, task, cancels, timer, soon });
ouro_vm::no_values!(State);

pub(crate) static TYPE: TypeDef = TypeDef {
    name: "Timeout",
    module: "asyncio.timeouts",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Timeout as Payload>::layout),
    subclassable: false,
};

/// A timeout that is due at `when`, or never.
pub(crate) fn timeout_at(when: Option<f64>) -> Ref {
    Ref::new(Timeout {
        when: Cell::new(when),
        state: Cell::new(State::Created),
        task: Cell::default(),
        cancels: Cell::new(0),
        timer: Cell::new(None),
        soon: Cell::default(),
    })
}

/// A timeout that is due in `delay` seconds, or never for `None`.
pub(crate) fn timeout(vm: &mut Vm, delay: &Value) -> R<Ref> {
    crate::shared::running(vm)?;
    if delay.is_none() {
        return Ok(timeout_at(None));
    }
    let seconds = crate::sleep::delay(vm, delay)?;
    let now_ns = vm.outside.now_ns();
    let when_ns = deadline_after_ns(now_ns, seconds);
    let when = if seconds > 0.0 { when_ns as f64 / 1e9 } else { now_ns as f64 / 1e9 + seconds };
    Ok(timeout_at(Some(when)))
}

impl Timeout {
    /// Whether it is this timer that is to fire.
    pub(crate) fn waits_for(&self, number: u64) -> bool {
        self.timer.get() == Some(number)
    }

    /// Its timer has fired; what follows is ready.
    pub(crate) fn note_due(&self) {
        self.timer.set(Some(DUE));
    }

    fn enter(&self, vm: &mut Vm, own: &Ref) -> R<()> {
        if self.state.get() != State::Created {
            return Err(vm.raise(Exc::RuntimeError, "Timeout has already been entered"));
        }
        let current = crate::functions::current_task(vm)?;
        let Some(task) = current.as_ref().and_then(crate::task::of) else {
            return Err(vm.raise(Exc::RuntimeError, "Timeout should be used inside a task"));
        };
        self.state.set(State::Active);
        self.task.set(current.as_ref().cloned());
        self.cancels.set(task.cancels.get());
        self.reschedule(vm, own, self.when.get())
    }

    fn reschedule(&self, vm: &mut Vm, own: &Ref, when: Option<f64>) -> R<()> {
        match self.state.get() {
            State::Active => {}
            State::Created => {
                return Err(vm.raise(Exc::RuntimeError, "Timeout has not been entered"));
            }
            state => {
                let message = format!("Cannot change state of {} Timeout", state.word());
                return Err(vm.raise(Exc::RuntimeError, &message));
            }
        }
        self.disarm();
        self.when.set(when);
        let Some(when) = when else { return Ok(()) };
        let object = crate::shared::running(vm)?;
        let Some(event_loop) = object.get::<EventLoop>() else { return Ok(()) };
        let now_ns = vm.outside.now_ns();
        let deadline_ns = deadline_after_ns(0, when);
        if deadline_ns <= now_ns {
            let expire =
                Vm::bound_method(&vm.native(&EXPIRE, &Value::None), &Value::Obj(own.clone()));
            let handle = Ref::new(Handle::new(expire, rest(&Value::None), Value::Unbound));
            self.soon.set(Some(handle.clone()));
            event_loop.push(Ready::Call(handle));
        } else {
            self.timer.set(Some(event_loop.set_timer(vm, deadline_ns, own)));
        }
        Ok(())
    }

    fn disarm(&self) {
        let soon = self.soon.take();
        if let Some(handle) = soon.as_ref().and_then(|handle| handle.get::<Handle>()) {
            handle.cancel();
        }
        if self.timer.take().is_some()
            && let Some(task) = peek(&self.task)
            && let Some(event_loop) =
                future::core(&task).and_then(|c| c.event_loop.get::<EventLoop>())
        {
            event_loop.timer_cancelled();
        }
    }

    /// The time has come: the task is cancelled.
    pub(crate) fn expire(&self, vm: &mut Vm) -> R<()> {
        if self.timer.get() != Some(DUE) {
            return Ok(());
        }
        self.cancel_task(vm)
    }

    fn cancel_task(&self, vm: &mut Vm) -> R<()> {
        self.timer.set(None);
        drop(self.soon.take());
        self.state.set(State::Expiring);
        if let Some(task) = peek(&self.task) {
            crate::cancel::cancel(vm, &task, &Value::None)?;
        }
        Ok(())
    }

    /// Leaves the block with its exception, if any: what is raised in its place.
    fn leave(&self, vm: &mut Vm, raised: Option<&Value>) -> R<()> {
        self.disarm();
        if self.state.get() != State::Expiring {
            if self.state.get() == State::Active {
                self.state.set(State::Finished);
            }
            return Ok(());
        }
        self.state.set(State::Expired);
        let task = peek(&self.task);
        let left = task.as_ref().and_then(crate::task::of).map_or(0, crate::cancel::uncancel);
        let Some(raised) = raised else { return Ok(()) };
        if left > self.cancels.get() {
            return Ok(());
        }
        let shared = crate::shared::shared(vm);
        if vm.is_instance(raised, &shared.classes().cancelled) {
            return Err(caused(vm, raised));
        }
        insert_timeout(vm, raised, &shared.classes().cancelled);
        Ok(())
    }
}

/// A `TimeoutError` raised from a cancellation.
fn caused(vm: &mut Vm, cancellation: &Value) -> Raised {
    let error = vm.raise_with(Exc::TimeoutError, Vec::new());
    error.exception().cause.set(cancellation.clone());
    error.exception().context.set(cancellation.clone());
    error.exception().suppress_context.set(true);
    error
}

/// Another exception came out in place of the cancellation: where that stands in its context, it becomes the cause
/// of a `TimeoutError`.
fn insert_timeout(vm: &mut Vm, raised: &Value, cancelled: &Value) {
    let mut at = raised.clone();
    while let Some(exception) = at.get::<Exception>() {
        let context = exception.context.get();
        if context.is_none() {
            break;
        }
        if vm.is_instance(&context, cancelled) {
            let error = caused(vm, &context).into_value();
            exception.context.set(error);
            break;
        }
        at = context;
    }
}

static WAIT_FOR: NativeBody = NativeBody { name: "wait_for", registers: 4, step: wait_for_step };
const AWAITED: usize = 0;
const SECONDS: usize = 1;
const TIMEOUT: usize = 2;

/// `wait_for(fut, timeout)`
pub(crate) fn wait_for(vm: &mut Vm, args: &[Value]) -> R {
    Ok(coroutine(vm, &WAIT_FOR, args))
}

mod at {
    pub(super) const START: u32 = 0;
    pub(super) const INSIDE: u32 = 1;
    pub(super) const CANCELLING: u32 = 2;
}

fn wait_for_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let result = match (frame.pc.get(), how) {
        (at::START, Resume::Throw(raised)) => Err(raised),
        (at::START, Resume::Send(_)) => return begin(vm, frame).unwrap_or_else(Step::Raise),
        (at::INSIDE, how) => inside(vm, frame, how),
        (_, how) => after_cancel(vm, frame, how),
    };
    match result {
        Ok(value) => Step::Return(value),
        Err(raised) => Step::Raise(raised),
    }
}

fn begin(vm: &mut Vm, frame: &Frame) -> R<Step> {
    let (awaited, delay) = (frame.get(AWAITED), frame.get(SECONDS));
    if !delay.is_none() {
        let over = vm.compare(CmpOp::Le, &delay, &Value::Int(0))?;
        if vm.truthy(&over)? {
            return at_once(vm, frame, &awaited);
        }
    }
    let timeout = timeout(vm, &delay)?;
    if let Some(payload) = timeout.get::<Timeout>() {
        payload.enter(vm, &timeout)?;
    }
    drop(frame.set(TIMEOUT, Value::Obj(timeout)));
    drop(frame.set(AWAITED, Value::None));
    frame.pc.set(at::INSIDE);
    Ok(Step::Await(awaited))
}

fn inside(vm: &mut Vm, frame: &Frame, how: Resume) -> R {
    let timeout = frame.get(TIMEOUT);
    let payload = timeout.get::<Timeout>();
    match how {
        Resume::Send(value) => {
            if let Some(payload) = payload {
                payload.leave(vm, None)?;
            }
            Ok(value)
        }
        Resume::Throw(raised) => {
            if let Some(payload) = payload {
                payload.leave(vm, Some(&raised.value()))?;
            }
            Err(raised)
        }
    }
}

/// No time is allowed: only a result that is there already counts.
fn at_once(vm: &mut Vm, frame: &Frame, awaited: &Value) -> R<Step> {
    let future = crate::functions::ensure_future(vm, awaited, None)?;
    let Some(core) = future::core(&future) else { return Ok(Step::Return(Value::None)) };
    if core.is_done() {
        return core.result(vm).map(Step::Return);
    }
    let waiter = future::new(vm, &core.event_loop);
    let release = future::watcher(Release { waiter: waiter.clone() });
    core.add_callback(&future, Callback::Watcher(release));
    crate::cancel::cancel(vm, &future, &Value::None)?;
    drop(frame.set(AWAITED, Value::Obj(future)));
    frame.pc.set(at::CANCELLING);
    Ok(Step::Await(Value::Obj(waiter)))
}

fn after_cancel(vm: &mut Vm, frame: &Frame, how: Resume) -> R {
    if let Resume::Throw(raised) = how {
        return Err(raised);
    }
    let awaited = frame.get(AWAITED);
    let Some(core) = future::core_of(&awaited) else { return Ok(Value::None) };
    if core.is_cancelled() {
        let cancellation = core.cancelled_error(vm).into_value();
        return Err(caused(vm, &cancellation));
    }
    core.result(vm)
}

/// Ends a wait for a future that is being cancelled.
pub(crate) struct Release {
    pub(crate) waiter: Ref,
}

ouro_vm::traverse!(Release, { waiter });

impl Watch for Release {
    fn done(&self, vm: &mut Vm, _: &Ref) -> R<()> {
        match future::core(&self.waiter) {
            Some(core) if !core.is_done() => core.finish(vm, &self.waiter, Value::None),
            _ => Ok(()),
        }
    }

    fn name(&self) -> &'static str {
        "_release_waiter"
    }
}

static ENTER: NativeBody =
    NativeBody { name: "Timeout.__aenter__", registers: 2, step: enter_step };
static EXIT: NativeBody = NativeBody { name: "Timeout.__aexit__", registers: 4, step: exit_step };

fn enter_step(vm: &mut Vm, frame: &Frame, _: Resume) -> Step {
    let own = frame.get(0);
    let (Some(object), Some(timeout)) = (own.as_ref(), own.get::<Timeout>()) else {
        return Step::Return(Value::None);
    };
    match timeout.enter(vm, object) {
        Ok(()) => Step::Return(own.clone()),
        Err(raised) => Step::Raise(raised),
    }
}

fn exit_step(vm: &mut Vm, frame: &Frame, _: Resume) -> Step {
    let (own, raised) = (frame.get(0), frame.get(1));
    let Some(timeout) = own.get::<Timeout>() else { return Step::Return(Value::None) };
    match timeout.leave(vm, if raised.is_none() { None } else { Some(&raised) }) {
        Ok(()) => Step::Return(Value::None),
        Err(raised) => Step::Raise(raised),
    }
}

fn this<'a>(vm: &mut Vm, value: &'a Value) -> R<(&'a Ref, &'a Timeout)> {
    match (value.as_ref(), value.get()) {
        (Some(object), Some(timeout)) => Ok((object, timeout)),
        _ => Err(vm.raise(Exc::TypeError, "a Timeout is required")),
    }
}

fn seconds(when: Option<f64>) -> Value {
    when.map_or(Value::None, Value::Float)
}

static METHODS: Table = &[
    native("__aenter__", "(self, /)", "Start the timer.", |vm, args| {
        Ok(coroutine(vm, &ENTER, args))
    }),
    native("__aexit__", "(self, kind, value, traceback, /)", "Stop the timer.", |vm, args| {
        Ok(coroutine(vm, &EXIT, &[args[0].clone(), args[2].clone()]))
    }),
    native("when", "(self, /)", "When it is due, or None.", |vm, args| {
        Ok(seconds(this(vm, &args[0])?.1.when.get()))
    }),
    native("reschedule", "(self, when, /)", "Set it to another time.", |vm, args| {
        let (own, timeout) = this(vm, &args[0])?;
        let when = if args[1].is_none() { None } else { Some(number(vm, &args[1])?) };
        timeout.reschedule(vm, own, when).map(|()| Value::None)
    }),
    native("expired", "(self, /)", "Whether its time has come.", |vm, args| {
        let state = this(vm, &args[0])?.1.state.get();
        Ok(Value::Bool(matches!(state, State::Expiring | State::Expired)))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let (_, timeout) = this(vm, &args[0])?;
        let when = match seconds(timeout.when.get()) {
            Value::Float(when) => Value::Float((when * 1000.0).round() / 1000.0),
            when => when,
        };
        let state = timeout.state.get();
        let mut text = format!("<Timeout [{}]", state.word());
        if state == State::Active {
            text.push_str(&format!(" when={}", vm.repr_text(&when)));
        }
        Ok(ouro_vm::objects::Str::value(&(text + ">")))
    }),
];

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&TYPE);
    vm.extend_type(&class, &TypeContents { methods: METHODS, ..Default::default() });
}
