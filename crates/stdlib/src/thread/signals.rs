//! What `Event`, `Semaphore` and `SimpleQueue` are made of: a flag, a counter and a row of values that threads
//! wait for. Looking and taking are one step here, because nothing native is ever interrupted by another thread.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use ouro_vm::{Payload, Waiters};

use super::deadline;
use crate::prelude::*;

macro_rules! type_def {
    ($name:ident, $text:literal, $payload:ty) => {
        static $name: TypeDef = TypeDef {
            name: $text,
            module: "_thread",
            base: Some(&OBJECT),
            layout: Some(<$payload as Payload>::layout),
            subclassable: false,
        };
    };
}

type_def!(FLAG, "_Flag", Flag);
type_def!(COUNTER, "_Counter", Counter);
type_def!(ROW, "_Row", Row);

/// Up or down; threads wait until it is up.
#[derive(Default)]
struct Flag {
    is_up: Cell<bool>,
    /// How often it was put up.
    raised: Cell<u64>,
    waiters: Waiters,
}
ouro_vm::object!(Flag, "_Flag", { is_up, raised, waiters });

/// How often it may still be taken; threads wait while it is 0.
#[derive(Default)]
struct Counter {
    value: Cell<i64>,
    waiters: Waiters,
}
ouro_vm::object!(Counter, "_Counter", { value, waiters });

/// Values, first in, first out; threads wait while there are none.
#[derive(Default)]
struct Row {
    values: RefCell<VecDeque<Value>>,
    waiters: Waiters,
}
ouro_vm::object!(Row, "_Row", { values, waiters });

static FLAG_METHODS: &[NativeDef] = &[
    native("is_set", "(self)", "Whether it is up.", |vm, args| {
        Ok(Value::Bool(args::this::<Flag>(vm, &args[0])?.is_up.get()))
    }),
    native("set", "(self)", "Put it up, and wake who waits.", |vm, args| {
        let flag = args::this::<Flag>(vm, &args[0])?;
        flag.is_up.set(true);
        flag.raised.set(flag.raised.get() + 1);
        flag.waiters.wake_all(vm);
        Ok(Value::None)
    }),
    native("clear", "(self)", "Put it down.", |vm, args| {
        args::this::<Flag>(vm, &args[0])?.is_up.set(false);
        Ok(Value::None)
    }),
    native("wait", "(self, timeout=None)", "Wait until it is up.", |vm, args| {
        let flag = args::this::<Flag>(vm, &args[0])?;
        let deadline = patience(vm, &args[1])?;
        // Whoever was woken in time has seen it up, even if it is down again by its turn.
        let raised = flag.raised.get();
        let look = |_: &mut Vm| (flag.is_up.get() || flag.raised.get() != raised).then_some(());
        let up = flag.waiters.wait(vm, deadline, look)?;
        Ok(Value::Bool(up.is_some()))
    }),
];

static COUNTER_METHODS: &[NativeDef] = &[
    native("value", "(self)", "How often it may still be taken.", |vm, args| {
        Ok(Value::Int(args::this::<Counter>(vm, &args[0])?.value.get()))
    }),
    native("acquire", "(self, blocking, timeout)", "Take it once.", |vm, args| {
        let counter = args::this::<Counter>(vm, &args[0])?;
        let look = |_: &mut Vm| {
            let left = counter.value.get();
            (left > 0).then(|| counter.value.set(left - 1))
        };
        if !vm.truthy(&args[1])? {
            return Ok(Value::Bool(look(vm).is_some()));
        }
        let deadline = patience(vm, &args[2])?;
        Ok(Value::Bool(counter.waiters.wait(vm, deadline, look)?.is_some()))
    }),
    native("release", "(self, count)", "Let it be taken so many times more.", |vm, args| {
        let count = args::int(vm, &args[1])?;
        let counter = args::this::<Counter>(vm, &args[0])?;
        counter.value.set(counter.value.get().saturating_add(count));
        for _ in 0..count {
            counter.waiters.wake_one(vm);
        }
        Ok(Value::None)
    }),
];

static ROW_METHODS: &[NativeDef] = &[
    native("put", "(self, item)", "Add a value.", |vm, args| {
        let row = args::this::<Row>(vm, &args[0])?;
        row.values.borrow_mut().push_back(args[1].clone());
        row.waiters.wake_one(vm);
        Ok(Value::None)
    }),
    native(
        "get",
        "(self, timeout)",
        "The first value, in a tuple; nothing for none.",
        |vm, args| {
            let row = args::this::<Row>(vm, &args[0])?;
            let deadline = patience(vm, &args[1])?;
            let look = |_: &mut Vm| row.values.borrow_mut().pop_front();
            let found = row.waiters.wait(vm, deadline, look)?;
            Ok(Tuple::value(found.into_iter().collect::<Vec<_>>()))
        },
    ),
    native("get_nowait", "(self)", "The first value, in a tuple; nothing for none.", |vm, args| {
        let row = args::this::<Row>(vm, &args[0])?;
        let found = row.values.borrow_mut().pop_front();
        Ok(Tuple::value(found.into_iter().collect::<Vec<_>>()))
    }),
    native("__len__", "(self)", "How many values there are.", |vm, args| {
        let count = args::this::<Row>(vm, &args[0])?.values.borrow().len();
        Ok(args::count(count))
    }),
];

/// The deadline of a time-out; one that is over already is due now.
fn patience(vm: &mut Vm, timeout: &Value) -> R<Option<u64>> {
    if timeout.is_none() {
        return Ok(None);
    }
    if args::float(vm, timeout)? < 0.0 {
        return Ok(Some(0));
    }
    deadline(vm, timeout)
}

static NEW_FLAG: NativeDef =
    native("__new__", "(cls, /)", "A flag that is down.", |_, _| Ok(Value::new(Flag::default())));

static NEW_COUNTER: NativeDef = native("__new__", "(cls, value, /)", "A counter.", |vm, args| {
    let counter = Counter::default();
    counter.value.set(args::int(vm, &args[1])?);
    Ok(Value::new(counter))
});

static NEW_ROW: NativeDef =
    native("__new__", "(cls, /)", "An empty row.", |_, _| Ok(Value::new(Row::default())));

type Entry = (&'static TypeDef, &'static [NativeDef], &'static NativeDef);

static TYPES: &[Entry] = &[
    (&FLAG, FLAG_METHODS, &NEW_FLAG),
    (&COUNTER, COUNTER_METHODS, &NEW_COUNTER),
    (&ROW, ROW_METHODS, &NEW_ROW),
];

pub(super) fn install(vm: &mut Vm) {
    for (def, methods, new) in TYPES {
        let class = vm.register_type(def);
        let contents = TypeContents { methods, new: Some(new), ..TypeContents::default() };
        vm.extend_type(&class, &contents);
    }
}

pub(super) fn fill(vm: &mut Vm, module: &Module) {
    for (def, ..) in TYPES {
        let class = vm.class_of_def(def);
        args::set(vm, module, def.name, class);
    }
}
