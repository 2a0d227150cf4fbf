//! `Lock`, `Event`, `Semaphore`, `BoundedSemaphore`.

use std::cell::Cell;

use ouro_vm::objects::{Frame, NativeBody};
use ouro_vm::{
    Exc, NativeDef, Payload, PropertyDef, R, Resume, Step, TypeDef, Value, Vm, native, property,
};

use crate::sleep::coroutine;
use crate::task::Table;
use crate::waiters::{
    Waiters, ended, method, own, register, resumed, shown, this, wake, was_woken, without_result,
};

/// `asyncio.Lock`
#[derive(Default)]
pub(crate) struct Lock {
    pub(crate) locked: Cell<bool>,
    waiters: Waiters,
}
ouro_vm::object!(Lock, "Lock", { locked, waiters });

/// `asyncio.Event`
#[derive(Default)]
pub(crate) struct Event {
    is_set: Cell<bool>,
    waiters: Waiters,
}
ouro_vm::object!(Event, "Event", { is_set, waiters });

/// `asyncio.Semaphore`, with a bound where it is a `BoundedSemaphore`.
pub(crate) struct Semaphore {
    value: Cell<i64>,
    bound: Option<i64>,
    waiters: Waiters,
}
ouro_vm::object!(
    Semaphore,
    "Semaphore",
    { value, bound, waiters },
    class = |object| match object.get::<Semaphore>() {
        Some(Semaphore { bound: Some(_), .. }) => &BOUNDED,
        _ => &SEMAPHORE,
    }
);

macro_rules! type_def {
    ($name:ident, $text:literal, $module:literal, $layout:expr, $base:expr) => {
        pub(crate) static $name: TypeDef = TypeDef {
            name: $text,
            module: $module,
            base: Some($base),
            layout: $layout,
            subclassable: true,
        };
    };
}

type_def!(LOCK, "Lock", "asyncio.locks", Some(<Lock as Payload>::layout), &ouro_vm::OBJECT);
type_def!(EVENT, "Event", "asyncio.locks", Some(<Event as Payload>::layout), &ouro_vm::OBJECT);
type_def!(
    SEMAPHORE,
    "Semaphore",
    "asyncio.locks",
    Some(<Semaphore as Payload>::layout),
    &ouro_vm::OBJECT
);
type_def!(BOUNDED, "BoundedSemaphore", "asyncio.locks", None, &SEMAPHORE);

/// The register of the waiter, behind the receiver.
const WAITER: usize = 1;

/// Waits in a row: the first step of every `acquire`.
fn wait(vm: &mut Vm, frame: &Frame, waiters: &Waiters) -> Step {
    match waiters.add(vm, &own(frame)) {
        Ok(waiter) => {
            drop(frame.set(WAITER, Value::Obj(waiter.clone())));
            frame.pc.set(1);
            Step::Await(Value::Obj(waiter))
        }
        Err(raised) => Step::Raise(raised),
    }
}

impl Lock {
    fn wake_first(&self, vm: &mut Vm) {
        if let Some(first) = self.waiters.first() {
            wake(vm, &first, Value::Bool(true));
        }
    }

    pub(crate) fn release(&self, vm: &mut Vm) -> R {
        if !self.locked.replace(false) {
            return Err(vm.raise(Exc::RuntimeError, "Lock is not acquired."));
        }
        self.wake_first(vm);
        Ok(Value::None)
    }
}

/// A step of `Lock.acquire`.
pub(crate) fn acquire_lock(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(lock) = own.get::<Lock>() else { return Step::Return(Value::None) };
    if frame.pc.get() == 0 {
        if let Resume::Throw(raised) = how {
            return Step::Raise(raised);
        }
        if lock.locked.get() || !lock.waiters.all_cancelled() {
            return wait(vm, frame, &lock.waiters);
        }
    } else {
        let waiter = frame.set(WAITER, Value::None);
        lock.waiters.remove(&waiter);
        if let Resume::Throw(raised) = how {
            let shared = crate::shared::shared(vm);
            if shared.is_cancellation(vm, &raised) && !lock.locked.get() {
                lock.wake_first(vm);
            }
            return Step::Raise(raised);
        }
    }
    lock.locked.set(true);
    Step::Return(Value::Bool(true))
}

impl Semaphore {
    fn is_locked(&self) -> bool {
        self.value.get() == 0 || !self.waiters.all_cancelled()
    }

    fn wake_next(&self, vm: &mut Vm) -> bool {
        let Some(waiter) = self.waiters.first_pending() else { return false };
        self.value.set(self.value.get() - 1);
        wake(vm, &waiter, Value::Bool(true))
    }

    fn release(&self, vm: &mut Vm) -> R {
        if self.bound.is_some_and(|bound| self.value.get() >= bound) {
            return Err(vm.raise(Exc::ValueError, "BoundedSemaphore released too many times"));
        }
        self.value.set(self.value.get() + 1);
        self.wake_next(vm);
        Ok(Value::None)
    }
}

fn acquire_semaphore(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(semaphore) = own.get::<Semaphore>() else { return Step::Return(Value::None) };
    if frame.pc.get() == 0 {
        if let Resume::Throw(raised) = how {
            return Step::Raise(raised);
        }
        if semaphore.is_locked() {
            return wait(vm, frame, &semaphore.waiters);
        }
        semaphore.value.set(semaphore.value.get() - 1);
        return Step::Return(Value::Bool(true));
    }
    let waiter = frame.set(WAITER, Value::None);
    semaphore.waiters.remove(&waiter);
    let result = resumed(how);
    if result.is_err() && was_woken(&waiter) {
        semaphore.value.set(semaphore.value.get() + 1);
    }
    while semaphore.value.get() > 0 && semaphore.wake_next(vm) {}
    ended(result.map(|_| Value::Bool(true)))
}

/// A step of `Event.wait`.
pub(crate) fn wait_event(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(event) = own.get::<Event>() else { return Step::Return(Value::None) };
    if frame.pc.get() == 0 {
        return match how {
            Resume::Throw(raised) => Step::Raise(raised),
            Resume::Send(_) if event.is_set.get() => Step::Return(Value::Bool(true)),
            Resume::Send(_) => wait(vm, frame, &event.waiters),
        };
    }
    let waiter = frame.set(WAITER, Value::None);
    event.waiters.remove(&waiter);
    ended(resumed(how).map(|_| Value::Bool(true)))
}

static ACQUIRE: NativeBody = NativeBody { name: "Lock.acquire", registers: 3, step: acquire_lock };
static LOCK_ENTER: NativeBody = NativeBody {
    name: "_ContextManagerMixin.__aenter__",
    registers: 3,
    step: |vm, frame, how| without_result(acquire_lock(vm, frame, how)),
};
static SEMAPHORE_ACQUIRE: NativeBody =
    NativeBody { name: "Semaphore.acquire", registers: 3, step: acquire_semaphore };
static SEMAPHORE_ENTER: NativeBody = NativeBody {
    name: "_ContextManagerMixin.__aenter__",
    registers: 3,
    step: |vm, frame, how| without_result(acquire_semaphore(vm, frame, how)),
};
static EXIT: NativeBody = NativeBody {
    name: "_ContextManagerMixin.__aexit__",
    registers: 2,
    step: |vm, frame, how| {
        let own = own(frame);
        if let Resume::Throw(raised) = how {
            return Step::Raise(raised);
        }
        ended(match (own.get::<Lock>(), own.get::<Semaphore>()) {
            (Some(lock), _) => lock.release(vm),
            (_, Some(semaphore)) => semaphore.release(vm),
            _ => Ok(Value::None),
        })
    },
};
static WAIT: NativeBody = NativeBody { name: "Event.wait", registers: 3, step: wait_event };

const AEXIT: NativeDef =
    native("__aexit__", "(self, kind, value, traceback, /)", "Release it.", |vm, args| {
        Ok(coroutine(vm, &EXIT, &args[..1]))
    });

pub(crate) static LOCK_METHODS: Table = &[
    native("acquire", "(self, /)", "Wait until it is free, and take it.", |vm, args| {
        method(vm, &ACQUIRE, args)
    }),
    native("release", "(self, /)", "Give it back.", |vm, args| {
        this::<Lock>(vm, &args[0])?.release(vm)
    }),
    native("locked", "(self, /)", "Whether someone has it.", |vm, args| {
        Ok(Value::Bool(this::<Lock>(vm, &args[0])?.locked.get()))
    }),
    native("__aenter__", "(self, /)", "Take it.", |vm, args| method(vm, &LOCK_ENTER, args)),
    AEXIT,
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let lock = this::<Lock>(vm, &args[0])?;
        let state = if lock.locked.get() { "locked" } else { "unlocked" };
        Ok(shown(vm, &args[0], state, lock.waiters.len()))
    }),
];

pub(crate) static EVENT_METHODS: Table = &[
    native("wait", "(self, /)", "Wait until it is set.", |vm, args| method(vm, &WAIT, args)),
    native("set", "(self, /)", "Set it and wake all who wait.", |vm, args| {
        set_event(vm, &args[0])?;
        Ok(Value::None)
    }),
    native("clear", "(self, /)", "Clear it.", |vm, args| {
        this::<Event>(vm, &args[0])?.is_set.set(false);
        Ok(Value::None)
    }),
    native("is_set", "(self, /)", "Whether it is set.", |vm, args| {
        Ok(Value::Bool(this::<Event>(vm, &args[0])?.is_set.get()))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let event = this::<Event>(vm, &args[0])?;
        let state = if event.is_set.get() { "set" } else { "unset" };
        Ok(shown(vm, &args[0], state, event.waiters.len()))
    }),
];

fn set_event(vm: &mut Vm, value: &Value) -> R<()> {
    let event = this::<Event>(vm, value)?;
    if !event.is_set.replace(true) {
        for waiter in event.waiters.to_vec() {
            wake(vm, &waiter, Value::Bool(true));
        }
    }
    Ok(())
}

pub(crate) static SEMAPHORE_METHODS: Table = &[
    native("acquire", "(self, /)", "Wait for a place, and take it.", |vm, args| {
        method(vm, &SEMAPHORE_ACQUIRE, args)
    }),
    native("release", "(self, /)", "Give a place back.", |vm, args| {
        this::<Semaphore>(vm, &args[0])?.release(vm)
    }),
    native("locked", "(self, /)", "Whether there is no place.", |vm, args| {
        Ok(Value::Bool(this::<Semaphore>(vm, &args[0])?.is_locked()))
    }),
    native("__aenter__", "(self, /)", "Take a place.", |vm, args| {
        method(vm, &SEMAPHORE_ENTER, args)
    }),
    AEXIT,
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let semaphore = this::<Semaphore>(vm, &args[0])?;
        let state = if semaphore.is_locked() {
            "locked".to_owned()
        } else {
            format!("unlocked, value:{}", semaphore.value.get())
        };
        Ok(shown(vm, &args[0], &state, semaphore.waiters.len()))
    }),
];

static SEMAPHORE_PROPERTIES: &[PropertyDef] =
    &[property("_value", "The places that are left.", |vm, value| {
        Ok(Value::Int(this::<Semaphore>(vm, value)?.value.get()))
    })];

fn new_semaphore(vm: &mut Vm, args: &[Value], is_bounded: bool) -> R {
    let Value::Int(value) = vm.unwrap_base(&args[1]) else {
        let message = format!("an integer is required, not {}", vm.type_name(&args[1]));
        return Err(vm.raise(Exc::TypeError, &message));
    };
    if value < 0 {
        return Err(vm.raise(Exc::ValueError, "Semaphore initial value must be >= 0"));
    }
    let bound = is_bounded.then_some(value);
    let made = Semaphore { value: Cell::new(value), bound, waiters: Waiters::default() };
    Ok(vm.wrap_base(&args[0], Value::new(made)))
}

static NEW_LOCK: NativeDef = native("__new__", "(cls, /)", "", |vm, args| {
    Ok(vm.wrap_base(&args[0], Value::new(Lock::default())))
});
static NEW_EVENT: NativeDef = native("__new__", "(cls, /)", "", |vm, args| {
    Ok(vm.wrap_base(&args[0], Value::new(Event::default())))
});
static NEW_SEMAPHORE: NativeDef =
    native("__new__", "(cls, value=1)", "", |vm, args| new_semaphore(vm, args, false));
static NEW_BOUNDED: NativeDef =
    native("__new__", "(cls, value=1)", "", |vm, args| new_semaphore(vm, args, true));

/// Registers the types.
pub(crate) fn install(vm: &mut Vm) {
    register(vm, &LOCK, &NEW_LOCK, LOCK_METHODS);
    register(vm, &EVENT, &NEW_EVENT, EVENT_METHODS);
    register(vm, &SEMAPHORE, &NEW_SEMAPHORE, SEMAPHORE_METHODS);
    register(vm, &BOUNDED, &NEW_BOUNDED, &[]);
    let class = vm.class_of_def(&SEMAPHORE);
    let properties = SEMAPHORE_PROPERTIES;
    vm.extend_type(&class, &ouro_vm::TypeContents { properties, ..Default::default() });
}
