//! Locks: `Lock`, and `RLock`, which the thread that holds it may take again.

use std::cell::Cell;

use ouro_vm::{Payload, ThreadId, Waiters};

use super::{deadline, ident};
use crate::prelude::*;

static LOCK: TypeDef = TypeDef {
    name: "lock",
    module: "_thread",
    base: Some(&OBJECT),
    layout: Some(<Lock as Payload>::layout),
    subclassable: false,
};

static RLOCK: TypeDef = TypeDef {
    name: "RLock",
    module: "_thread",
    base: Some(&OBJECT),
    layout: Some(<RLock as Payload>::layout),
    subclassable: true,
};

/// `threading.Lock`
#[derive(Default)]
pub(super) struct Lock {
    is_locked: Cell<bool>,
    waiters: Waiters,
}
ouro_vm::object!(Lock, "lock", { is_locked, waiters });

/// `threading.RLock`
#[derive(Default)]
struct RLock {
    owner: Cell<Option<ThreadId>>,
    count: Cell<i64>,
    waiters: Waiters,
}
ouro_vm::object!(RLock, "RLock", { owner, count, waiters });

/// Until when `acquire` waits: not at all, or until a deadline, or without end.
enum Patience {
    None,
    Until(Option<u64>),
}

fn patience(vm: &mut Vm, blocking: &Value, timeout: &Value) -> R<Patience> {
    if !vm.truthy(blocking)? {
        if args::float(vm, timeout)? != -1.0 {
            let message = "can't specify a timeout for a non-blocking call";
            return Err(args::value_error(vm, message));
        }
        return Ok(Patience::None);
    }
    Ok(Patience::Until(deadline(vm, timeout)?))
}

/// Waits as long as there is patience; whether `look` has found something.
fn wait_for(
    vm: &mut Vm,
    waiters: &Waiters,
    patience: &Patience,
    mut look: impl FnMut(&mut Vm) -> Option<()>,
) -> R<bool> {
    match patience {
        Patience::None => Ok(look(vm).is_some()),
        Patience::Until(deadline) => Ok(waiters.wait(vm, *deadline, look)?.is_some()),
    }
}

impl Lock {
    fn acquire(&self, vm: &mut Vm, patience: &Patience) -> R<bool> {
        wait_for(vm, &self.waiters, patience, |_| (!self.is_locked.replace(true)).then_some(()))
    }

    fn release(&self, vm: &mut Vm) -> R {
        if !self.is_locked.replace(false) {
            return Err(vm.raise(Exc::RuntimeError, "release unlocked lock"));
        }
        self.waiters.wake_one(vm);
        Ok(Value::None)
    }
}

impl RLock {
    fn acquire(&self, vm: &mut Vm, patience: &Patience, count: i64) -> R<bool> {
        let me = vm.current_thread();
        if self.owner.get() == Some(me) {
            self.count.set(self.count.get() + count);
            return Ok(true);
        }
        let take = |_: &mut Vm| {
            if self.owner.get().is_some() {
                return None;
            }
            self.owner.set(Some(me));
            self.count.set(count);
            Some(())
        };
        wait_for(vm, &self.waiters, patience, take)
    }

    /// Gives it up `count` times.
    fn release(&self, vm: &mut Vm, count: i64) -> R {
        if self.owner.get() != Some(vm.current_thread()) {
            return Err(vm.raise(Exc::RuntimeError, "cannot release un-acquired lock"));
        }
        self.count.set(self.count.get() - count);
        if self.count.get() == 0 {
            self.owner.set(None);
            self.waiters.wake_one(vm);
        }
        Ok(Value::None)
    }
}

const FOREVER: Patience = Patience::Until(None);

fn acquire_lock(vm: &mut Vm, args: &[Value]) -> R {
    let patience = patience(vm, &args[1], &args[2])?;
    args::this::<Lock>(vm, &args[0])?.acquire(vm, &patience).map(Value::Bool)
}

fn release_lock(vm: &mut Vm, args: &[Value]) -> R {
    args::this::<Lock>(vm, &args[0])?.release(vm)
}

fn is_locked(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Value::Bool(args::this::<Lock>(vm, &args[0])?.is_locked.get()))
}

const ACQUIRE: &str = "(self, blocking=True, timeout=-1)";

static LOCK_METHODS: &[NativeDef] = &[
    native("acquire", ACQUIRE, "Lock the lock.", acquire_lock),
    native("acquire_lock", ACQUIRE, "An obsolete synonym of acquire().", acquire_lock),
    native("release", "(self)", "Release the lock.", release_lock),
    native("release_lock", "(self)", "An obsolete synonym of release().", release_lock),
    native("locked", "(self)", "Return whether the lock is in the locked state.", is_locked),
    native("locked_lock", "(self)", "An obsolete synonym of locked().", is_locked),
    native("__enter__", "(self)", "Lock the lock.", |vm, args| {
        args::this::<Lock>(vm, &args[0])?.acquire(vm, &FOREVER).map(Value::Bool)
    }),
    native("__exit__", "(self, *exc_info)", "Release the lock.", release_lock),
    native("_at_fork_reinit", "(self)", "As new, after a fork.", |vm, args| {
        let lock = args::this::<Lock>(vm, &args[0])?;
        lock.is_locked.set(false);
        lock.waiters.clear();
        Ok(Value::None)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let locked = args::this::<Lock>(vm, &args[0])?.is_locked.get();
        let state = if locked { "locked" } else { "unlocked" };
        Ok(Str::value(&format!("<{state} _thread.lock object at {:#x}>", vm.id(&args[0]))))
    }),
];

static RLOCK_METHODS: &[NativeDef] = &[
    native("acquire", ACQUIRE, "Lock the lock.", |vm, args| {
        let patience = patience(vm, &args[1], &args[2])?;
        args::this::<RLock>(vm, &args[0])?.acquire(vm, &patience, 1).map(Value::Bool)
    }),
    native("release", "(self)", "Release the lock.", |vm, args| {
        args::this::<RLock>(vm, &args[0])?.release(vm, 1)
    }),
    native("__enter__", "(self, blocking=True, timeout=-1)", "Lock the lock.", |vm, args| {
        args::this::<RLock>(vm, &args[0])?.acquire(vm, &FOREVER, 1).map(Value::Bool)
    }),
    native("__exit__", "(self, *exc_info)", "Release the lock.", |vm, args| {
        args::this::<RLock>(vm, &args[0])?.release(vm, 1)
    }),
    native("_is_owned", "(self)", "Whether the thread that runs holds it.", |vm, args| {
        let owner = args::this::<RLock>(vm, &args[0])?.owner.get();
        Ok(Value::Bool(owner == Some(vm.current_thread())))
    }),
    native("_recursion_count", "(self)", "How often this thread holds it.", |vm, args| {
        let lock = args::this::<RLock>(vm, &args[0])?;
        let mine = lock.owner.get() == Some(vm.current_thread());
        Ok(Value::Int(if mine { lock.count.get() } else { 0 }))
    }),
    native(
        "_release_save",
        "(self)",
        "Give it up whole; gives how often it was held.",
        |vm, args| {
            let lock = args::this::<RLock>(vm, &args[0])?;
            let count = lock.count.get();
            lock.release(vm, count)?;
            Ok(Value::Int(count))
        },
    ),
    native("_acquire_restore", "(self, count, /)", "Take it so often again.", |vm, args| {
        let count = args::int(vm, &args[1])?;
        args::this::<RLock>(vm, &args[0])?.acquire(vm, &FOREVER, count).map(Value::Bool)
    }),
    native("_at_fork_reinit", "(self)", "As new, after a fork.", |vm, args| {
        let lock = args::this::<RLock>(vm, &args[0])?;
        lock.owner.set(None);
        lock.count.set(0);
        lock.waiters.clear();
        Ok(Value::None)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let class = vm.class_of(&args[0]);
        let class = vm.full_class_name(&class);
        let lock = args::this::<RLock>(vm, &args[0])?;
        let state = if lock.owner.get().is_some() { "locked" } else { "unlocked" };
        let owner = lock.owner.get().map_or(Value::Int(0), ident);
        let (owner, count) = (vm.repr_text(&owner), lock.count.get());
        let text = format!(
            "<{state} {class} object owner={owner} count={count} at {:#x}>",
            vm.id(&args[0])
        );
        Ok(Str::value(&text))
    }),
];

pub(super) fn install(vm: &mut Vm) {
    for (def, methods, new) in
        [(&LOCK, LOCK_METHODS, &NEW_LOCK), (&RLOCK, RLOCK_METHODS, &NEW_RLOCK)]
    {
        let class = vm.register_type(def);
        vm.extend_type(
            &class,
            &TypeContents { methods, new: Some(new), ..TypeContents::default() },
        );
    }
}

static NEW_LOCK: NativeDef = native("__new__", "(cls, /)", "Create a new lock object.", |_, _| {
    Ok(Value::new(Lock::default()))
});

static NEW_RLOCK: NativeDef =
    native("__new__", "(cls, /, *args, **kwargs)", "Create a new lock object.", |_, _| {
        Ok(Value::new(RLock::default()))
    });

pub(super) fn fill(vm: &mut Vm, module: &Module) {
    let lock = vm.class_of_def(&LOCK);
    args::set(vm, module, "lock", lock.clone());
    args::set(vm, module, "LockType", lock);
    let class = vm.class_of_def(&RLOCK);
    args::set(vm, module, "RLock", class);
}
