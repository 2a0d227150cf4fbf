//! `asyncio.Condition`: a lock, and a row of those who wait for something to become true.

use ouro_vm::objects::{Frame, NativeBody};
use ouro_vm::{
    Exc, NativeDef, Payload, R, Raised, Resume, Step, TypeDef, Value, ValueCell, Vm, native,
};

use crate::locks::Lock;
use crate::sleep::coroutine;
use crate::task::Table;
use crate::waiters::{Waiters, method, register, shown, this, wake};

/// `asyncio.Condition`
pub(crate) struct Condition {
    /// Its [`Lock`].
    lock: ValueCell,
    waiters: Waiters,
}
ouro_vm::object!(Condition, "Condition", { lock, waiters });

pub(crate) static TYPE: TypeDef = TypeDef {
    name: "Condition",
    module: "asyncio.locks",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Condition as Payload>::layout),
    subclassable: true,
};

fn is_locked(condition: &Condition) -> bool {
    condition.lock.get().get::<Lock>().is_some_and(|lock| lock.locked.get())
}

/// Gives the lock back.
pub(crate) fn release(vm: &mut Vm, condition: &Condition) -> R {
    match condition.lock.get().get::<Lock>() {
        Some(lock) => lock.release(vm),
        None => Ok(Value::None),
    }
}

/// Wakes some who wait.
pub(crate) fn notify(vm: &mut Vm, condition: &Condition, mut count: i64) -> R {
    if !is_locked(condition) {
        return Err(vm.raise(Exc::RuntimeError, "cannot notify on un-acquired lock"));
    }
    wake_some(vm, condition, &mut count);
    Ok(Value::None)
}

fn wake_some(vm: &mut Vm, condition: &Condition, count: &mut i64) {
    for waiter in condition.waiters.to_vec() {
        if *count <= 0 {
            break;
        }
        if wake(vm, &waiter, Value::Bool(false)) {
            *count -= 1;
        }
    }
}

/// The waiter, then the exception that goes on once the lock is back.
const WAITER: usize = 1;
/// What is awaited to get the lock back.
const PREDICATE: usize = 2;

mod at {
    pub(super) const START: u32 = 0;
    pub(super) const WAITING: u32 = 1;
    pub(super) const LOCKING: u32 = 2;
}

/// A coroutine that takes the lock.
pub(crate) fn acquire(vm: &mut Vm, condition: &Condition) -> R {
    let acquire = vm.get_attr_text(&condition.lock.get(), "acquire")?;
    vm.call(&acquire, &[])
}

/// A step of `wait`: wait, then take the lock again whatever has happened meanwhile.
fn wait_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = frame.get(0);
    let Some(condition) = own.get::<Condition>() else { return Step::Return(Value::None) };
    let step = match (frame.pc.get(), how) {
        (at::START, Resume::Throw(raised)) => Err(raised),
        (at::START, Resume::Send(_)) => start(vm, frame, &own, condition),
        (at::WAITING, how) => {
            let waiter = frame.set(WAITER, Value::None);
            condition.waiters.remove(&waiter);
            if let Resume::Throw(raised) = how {
                drop(frame.set(WAITER, raised.into_value()));
            }
            frame.pc.set(at::LOCKING);
            acquire(vm, condition).map(Step::Await)
        }
        (_, Resume::Throw(raised)) if is_cancellation(vm, &raised) => {
            // The lock has to be had; the cancellation waits.
            drop(frame.set(WAITER, raised.into_value()));
            acquire(vm, condition).map(Step::Await)
        }
        (_, Resume::Throw(raised)) => Err(raised),
        (_, Resume::Send(_)) => match Raised::from_value(frame.set(WAITER, Value::None)) {
            Some(raised) => {
                wake_some(vm, condition, &mut 1);
                Err(raised)
            }
            None => Ok(Step::Return(Value::Bool(true))),
        },
    };
    step.unwrap_or_else(Step::Raise)
}

fn is_cancellation(vm: &mut Vm, raised: &Raised) -> bool {
    crate::shared::shared(vm).is_cancellation(vm, raised)
}

fn start(vm: &mut Vm, frame: &Frame, own: &Value, condition: &Condition) -> R<Step> {
    if !is_locked(condition) {
        return Err(vm.raise(Exc::RuntimeError, "cannot wait on un-acquired lock"));
    }
    let waiter = condition.waiters.add(vm, own)?;
    release(vm, condition)?;
    drop(frame.set(WAITER, Value::Obj(waiter.clone())));
    frame.pc.set(at::WAITING);
    Ok(Step::Await(Value::Obj(waiter)))
}

/// A step of `wait_for`: waits until the predicate holds.
fn wait_for_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = frame.get(0);
    if let Resume::Throw(raised) = how {
        return Step::Raise(raised);
    }
    let predicate = frame.get(PREDICATE);
    let holds = match vm.call(&predicate, &[]) {
        Ok(result) => vm.truthy(&result).map(|holds| (holds, result)),
        Err(raised) => Err(raised),
    };
    match holds {
        Ok((true, result)) => Step::Return(result),
        Ok((false, _)) => Step::Await(coroutine(vm, &WAIT, &[own])),
        Err(raised) => Step::Raise(raised),
    }
}

static WAIT: NativeBody = NativeBody { name: "Condition.wait", registers: 3, step: wait_step };
static WAIT_FOR: NativeBody =
    NativeBody { name: "Condition.wait_for", registers: 4, step: wait_for_step };
static ENTER: NativeBody = NativeBody {
    name: "_ContextManagerMixin.__aenter__",
    registers: 2,
    step: |vm, frame, how| {
        let own = frame.get(0);
        match (frame.pc.get(), how, own.get::<Condition>()) {
            (_, Resume::Throw(raised), _) => Step::Raise(raised),
            (0, Resume::Send(_), Some(condition)) => {
                frame.pc.set(1);
                acquire(vm, condition).map_or_else(Step::Raise, Step::Await)
            }
            _ => Step::Return(Value::None),
        }
    },
};
static EXIT: NativeBody = NativeBody {
    name: "_ContextManagerMixin.__aexit__",
    registers: 2,
    step: |vm, frame, _| {
        let own = frame.get(0);
        match own.get::<Condition>() {
            Some(condition) => crate::waiters::ended(release(vm, condition)),
            None => Step::Return(Value::None),
        }
    },
};

pub(crate) static METHODS: Table = &[
    native("acquire", "(self, /)", "Take the lock.", |vm, args| {
        let condition = this::<Condition>(vm, &args[0])?;
        acquire(vm, condition)
    }),
    native("release", "(self, /)", "Give the lock back.", |vm, args| {
        let condition = this::<Condition>(vm, &args[0])?;
        release(vm, condition)
    }),
    native("locked", "(self, /)", "Whether someone has the lock.", |vm, args| {
        Ok(Value::Bool(is_locked(this::<Condition>(vm, &args[0])?)))
    }),
    native("wait", "(self, /)", "Wait to be notified.", |vm, args| method(vm, &WAIT, args)),
    native("wait_for", "(self, predicate, /)", "Wait until predicate() holds.", |vm, args| {
        Ok(coroutine(vm, &WAIT_FOR, &[args[0].clone(), Value::None, args[1].clone()]))
    }),
    native("notify", "(self, n=1, /)", "Wake some who wait.", |vm, args| {
        let count = match args[1] {
            Value::Int(count) => count,
            _ => 1,
        };
        let condition = this::<Condition>(vm, &args[0])?;
        notify(vm, condition, count)
    }),
    native("notify_all", "(self, /)", "Wake all who wait.", |vm, args| {
        let condition = this::<Condition>(vm, &args[0])?;
        notify(vm, condition, i64::MAX)
    }),
    native("__aenter__", "(self, /)", "Take the lock.", |vm, args| method(vm, &ENTER, args)),
    native("__aexit__", "(self, kind, value, traceback, /)", "Give the lock back.", |vm, args| {
        Ok(coroutine(vm, &EXIT, &args[..1]))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let condition = this::<Condition>(vm, &args[0])?;
        let state = if is_locked(condition) { "locked" } else { "unlocked" };
        Ok(shown(vm, &args[0], state, condition.waiters.len()))
    }),
];

/// A coroutine that waits to be notified, of a condition.
pub(crate) fn wait(vm: &mut Vm, condition: &Value) -> Value {
    coroutine(vm, &WAIT, std::slice::from_ref(condition))
}

/// A new condition, around a lock or one of its own for `None`.
pub(crate) fn new(lock: Value) -> Value {
    let lock = if lock.is_none() { Value::new(Lock::default()) } else { lock };
    Value::new(Condition { lock: ValueCell::new(lock), waiters: Waiters::default() })
}

static NEW: NativeDef = native("__new__", "(cls, lock=None)", "", |vm, args| {
    let lock = vm.unwrap_base(&args[1]);
    Ok(vm.wrap_base(&args[0], new(lock)))
});

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    register(vm, &TYPE, &NEW, METHODS);
}
