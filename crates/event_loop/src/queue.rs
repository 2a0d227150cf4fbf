//! `Queue`, `PriorityQueue`, `LifoQueue`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use ouro_vm::objects::{Frame, List, NativeBody, Str};
use ouro_vm::{
    CmpOp, Exc, NativeDef, Payload, PropertyDef, R, Raised, Resume, Step, TypeDef, Value, Vm,
    native, property,
};

use crate::task::Table;
use crate::waiters::{Waiters, ended, method, own, register, this, wake, was_woken};

/// In which order items come out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    FirstIn,
    Least,
    LastIn,
}

/// `asyncio.Queue` and the two that differ in their order.
pub(crate) struct Queue {
    order: Order,
    maximum: i64,
    items: RefCell<VecDeque<Value>>,
    getters: Waiters,
    putters: Waiters,
    joiners: Waiters,
    unfinished: Cell<i64>,
    is_shut: Cell<bool>,
}
ouro_vm::object!(
    Queue,
    "Queue",
    { order, maximum, items, getters, putters, joiners, unfinished, is_shut },
    class = |object| match object.get::<Queue>().map(|q| q.order) {
        Some(Order::Least) => &PRIORITY,
        Some(Order::LastIn) => &LIFO,
        _ => &QUEUE,
    }
);
ouro_vm::no_values!(Order);

pub(crate) static QUEUE: TypeDef = TypeDef {
    name: "Queue",
    module: "asyncio.queues",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Queue as Payload>::layout),
    subclassable: true,
};
pub(crate) static PRIORITY: TypeDef = TypeDef {
    name: "PriorityQueue",
    module: "asyncio.queues",
    base: Some(&QUEUE),
    layout: None,
    subclassable: true,
};
pub(crate) static LIFO: TypeDef = TypeDef {
    name: "LifoQueue",
    module: "asyncio.queues",
    base: Some(&QUEUE),
    layout: None,
    subclassable: true,
};

impl Queue {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items `join` waits for.
    pub(crate) fn unfinished(&self) -> i64 {
        self.unfinished.get()
    }

    fn is_full(&self) -> bool {
        self.maximum > 0 && self.len() as i64 >= self.maximum
    }

    /// Refuses what a queue that was shut down does not do.
    fn check_open(&self, vm: &mut Vm) -> R<()> {
        if self.is_shut.get() {
            let shared = crate::shared::shared(vm);
            return Err(vm.raise_class(shared.classes().queue_shut_down.clone(), Vec::new()));
        }
        Ok(())
    }

    /// Wakes all who wait for a change.
    fn shut(&self, vm: &mut Vm, at_once: bool) {
        self.is_shut.set(true);
        if at_once {
            let dropped = self.items.take();
            let left = (self.unfinished.get() - dropped.len() as i64).max(0);
            self.unfinished.set(left);
            drop(dropped);
            if left == 0 {
                self.wake_joiners(vm);
            }
        }
        for waiters in [&self.getters, &self.putters] {
            while let Some(waiter) = waiters.pop() {
                wake(vm, &waiter, Value::None);
            }
        }
    }

    fn wake_joiners(&self, vm: &mut Vm) {
        for waiter in self.joiners.to_vec() {
            wake(vm, &waiter, Value::Bool(true));
        }
    }

    fn put_now(&self, vm: &mut Vm, item: Value) -> R {
        self.check_open(vm)?;
        if self.is_full() {
            let shared = crate::shared::shared(vm);
            return Err(vm.raise_class(shared.classes().queue_full.clone(), Vec::new()));
        }
        self.items.borrow_mut().push_back(item);
        if self.order == Order::Least {
            self.rise(vm)?;
        }
        self.unfinished.set(self.unfinished.get() + 1);
        wake_next(vm, &self.getters);
        Ok(Value::None)
    }

    fn get_now(&self, vm: &mut Vm) -> R {
        if self.is_empty() {
            self.check_open(vm)?;
            let shared = crate::shared::shared(vm);
            return Err(vm.raise_class(shared.classes().queue_empty.clone(), Vec::new()));
        }
        let item = match self.order {
            Order::FirstIn => self.items.borrow_mut().pop_front(),
            Order::LastIn => self.items.borrow_mut().pop_back(),
            Order::Least => self.take_least(vm)?,
        };
        wake_next(vm, &self.putters);
        Ok(item.unwrap_or_default())
    }

    fn at(&self, index: usize) -> Value {
        self.items.borrow().get(index).cloned().unwrap_or_default()
    }

    fn is_less(&self, vm: &mut Vm, a: usize, b: usize) -> R<bool> {
        let (a, b) = (self.at(a), self.at(b));
        let less = vm.compare(CmpOp::Lt, &a, &b)?;
        vm.truthy(&less)
    }

    /// The last item of the heap goes up to its place.
    fn rise(&self, vm: &mut Vm) -> R<()> {
        self.rise_from(vm, self.len().saturating_sub(1), 0)
    }

    fn rise_from(&self, vm: &mut Vm, mut at: usize, top: usize) -> R<()> {
        while at > top {
            let parent = (at - 1) / 2;
            if !self.is_less(vm, at, parent)? {
                break;
            }
            self.items.borrow_mut().swap(at, parent);
            at = parent;
        }
        Ok(())
    }

    /// Takes the top of the heap: the last item goes down to the leaves along the smaller children, then up to its
    /// place, which is the order in which the module `heapq` leaves equal items.
    fn take_least(&self, vm: &mut Vm) -> R<Option<Value>> {
        let last = self.items.borrow_mut().pop_back();
        if self.is_empty() {
            return Ok(last);
        }
        let least = last.and_then(|last| {
            self.items.borrow_mut().front_mut().map(|f| std::mem::replace(f, last))
        });
        let mut at = 0;
        while 2 * at + 1 < self.len() {
            let mut child = 2 * at + 1;
            if child + 1 < self.len() && !self.is_less(vm, child, child + 1)? {
                child += 1;
            }
            self.items.borrow_mut().swap(at, child);
            at = child;
        }
        self.rise_from(vm, at, 0)?;
        Ok(least)
    }
}

/// Wakes the first who still waits; all before it leave the row.
fn wake_next(vm: &mut Vm, waiters: &Waiters) {
    while let Some(waiter) = waiters.pop() {
        if wake(vm, &waiter, Value::None) {
            break;
        }
    }
}

const ITEM: usize = 1;
const WAITER: usize = 2;

fn get_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(queue) = own.get::<Queue>() else { return Step::Return(Value::None) };
    match wait_for(vm, frame, how, &queue.getters, |_| queue.is_empty() && !queue.is_shut.get()) {
        Ok(Some(waiter)) => Step::Await(waiter),
        Ok(None) => ended(queue.get_now(vm)),
        Err(raised) => Step::Raise(raised),
    }
}

fn put_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(queue) = own.get::<Queue>() else { return Step::Return(Value::None) };
    match wait_for(vm, frame, how, &queue.putters, |_| queue.is_full() && !queue.is_shut.get()) {
        Ok(Some(waiter)) => Step::Await(waiter),
        Ok(None) => ended(queue.put_now(vm, frame.set(ITEM, Value::None))),
        Err(raised) => Step::Raise(raised),
    }
}

/// Waits while it must: the waiter to be awaited, or none when there is nothing to wait for any more.
fn wait_for(
    vm: &mut Vm,
    frame: &Frame,
    how: Resume,
    waiters: &Waiters,
    must_wait: impl Fn(()) -> bool,
) -> R<Option<Value>> {
    let waiter = frame.set(WAITER, Value::None);
    if let Resume::Throw(raised) = how {
        return Err(give_up(vm, waiters, &waiter, raised, must_wait(())));
    }
    drop(waiter);
    if !must_wait(()) {
        return Ok(None);
    }
    let waiter = Value::Obj(waiters.add(vm, &own(frame))?);
    drop(frame.set(WAITER, waiter.clone()));
    Ok(Some(waiter))
}

/// One who waited was cancelled; if it had been woken already, the next one is woken in its place.
fn give_up(
    vm: &mut Vm,
    waiters: &Waiters,
    waiter: &Value,
    raised: Raised,
    must_wait: bool,
) -> Raised {
    let woken = was_woken(waiter);
    if let (Some(object), false) = (waiter.as_ref(), woken)
        && let Err(other) = crate::cancel::cancel(vm, object, &Value::None)
    {
        return other;
    }
    waiters.remove(waiter);
    if woken && !must_wait {
        wake_next(vm, waiters);
    }
    raised
}

fn join_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(queue) = own.get::<Queue>() else { return Step::Return(Value::None) };
    if frame.pc.get() == 0 {
        if let Resume::Throw(raised) = how {
            return Step::Raise(raised);
        }
        if queue.unfinished.get() <= 0 {
            return Step::Return(Value::None);
        }
        frame.pc.set(1);
        return match queue.joiners.add(vm, &own) {
            Ok(waiter) => {
                drop(frame.set(ITEM, Value::Obj(waiter.clone())));
                Step::Await(Value::Obj(waiter))
            }
            Err(raised) => Step::Raise(raised),
        };
    }
    let waiter = frame.set(ITEM, Value::None);
    queue.joiners.remove(&waiter);
    match how {
        Resume::Send(_) => Step::Return(Value::None),
        Resume::Throw(raised) => Step::Raise(raised),
    }
}

static GET: NativeBody = NativeBody { name: "Queue.get", registers: 4, step: get_step };
static PUT: NativeBody = NativeBody { name: "Queue.put", registers: 4, step: put_step };
static JOIN: NativeBody = NativeBody { name: "Queue.join", registers: 3, step: join_step };

fn task_done(vm: &mut Vm, args: &[Value]) -> R {
    let queue = this::<Queue>(vm, &args[0])?;
    let left = queue.unfinished.get();
    if left <= 0 {
        return Err(vm.raise(Exc::ValueError, "task_done() called too many times"));
    }
    queue.unfinished.set(left - 1);
    if left == 1 {
        queue.wake_joiners(vm);
    }
    Ok(Value::None)
}

pub(crate) static METHODS: Table = &[
    native("get", "(self)", "Wait for an item and take it.", |vm, args| method(vm, &GET, args)),
    native("put", "(self, item)", "Wait for room and put an item in.", |vm, args| {
        method(vm, &PUT, args)
    }),
    native("get_nowait", "(self)", "Take an item that is there.", |vm, args| {
        this::<Queue>(vm, &args[0])?.get_now(vm)
    }),
    native("put_nowait", "(self, item)", "Put an item in if there is room.", |vm, args| {
        this::<Queue>(vm, &args[0])?.put_now(vm, args[1].clone())
    }),
    native("qsize", "(self)", "The number of items.", |vm, args| {
        Ok(Value::Int(this::<Queue>(vm, &args[0])?.len() as i64))
    }),
    native("empty", "(self)", "Whether there are no items.", |vm, args| {
        Ok(Value::Bool(this::<Queue>(vm, &args[0])?.is_empty()))
    }),
    native("full", "(self)", "Whether there is no room.", |vm, args| {
        Ok(Value::Bool(this::<Queue>(vm, &args[0])?.is_full()))
    }),
    native("shutdown", "(self, immediate=False)", "Refuse items from now on.", |vm, args| {
        let at_once = vm.truthy(&args[1])?;
        this::<Queue>(vm, &args[0])?.shut(vm, at_once);
        Ok(Value::None)
    }),
    native("task_done", "(self)", "An item that was taken has been dealt with.", task_done),
    native("join", "(self)", "Wait until all items have been dealt with.", |vm, args| {
        method(vm, &JOIN, args)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let id = vm.id(&args[0]);
        show(vm, &args[0], &format!(" at {id:#x}"))
    }),
    native("__str__", "(self, /)", "Return str(self).", |vm, args| show(vm, &args[0], "")),
];

/// `<Queue maxsize=2 tasks=1>`, with its address in the `repr`.
fn show(vm: &mut Vm, value: &Value, address: &str) -> R {
    let queue = this::<Queue>(vm, value)?;
    let class = match queue.order {
        Order::FirstIn => "Queue",
        Order::Least => "PriorityQueue",
        Order::LastIn => "LifoQueue",
    };
    let mut text = format!("<{class}{address} maxsize={}", queue.maximum);
    if !queue.is_empty() {
        let items = List::value(queue.items.borrow().iter().cloned().collect());
        text.push_str(&format!(" _queue={}", vm.repr_text(&items)));
    }
    for (name, count) in [("_getters", queue.getters.len()), ("_putters", queue.putters.len())] {
        if count > 0 {
            text.push_str(&format!(" {name}[{count}]"));
        }
    }
    if queue.unfinished.get() > 0 {
        text.push_str(&format!(" tasks={}", queue.unfinished.get()));
    }
    if queue.is_shut.get() {
        text.push_str(" shutdown");
    }
    Ok(Str::value(&(text + ">")))
}

static PROPERTIES: &[PropertyDef] = &[
    property("maxsize", "The number of items allowed.", |vm, value| {
        Ok(Value::Int(this::<Queue>(vm, value)?.maximum))
    }),
    property("_unfinished_tasks", "The items that were not dealt with yet.", |vm, value| {
        Ok(Value::Int(this::<Queue>(vm, value)?.unfinished.get()))
    }),
];

fn new(vm: &mut Vm, args: &[Value], order: Order) -> R {
    let Value::Int(maximum) = vm.unwrap_base(&args[1]) else {
        let message = format!("an integer is required, not {}", vm.type_name(&args[1]));
        return Err(vm.raise(Exc::TypeError, &message));
    };
    let queue = Queue {
        order,
        maximum,
        items: RefCell::default(),
        getters: Waiters::default(),
        putters: Waiters::default(),
        joiners: Waiters::default(),
        unfinished: Cell::new(0),
        is_shut: Cell::new(false),
    };
    Ok(vm.wrap_base(&args[0], Value::new(queue)))
}

static NEW: NativeDef =
    native("__new__", "(cls, maxsize=0)", "", |vm, args| new(vm, args, Order::FirstIn));
static NEW_PRIORITY: NativeDef =
    native("__new__", "(cls, maxsize=0)", "", |vm, args| new(vm, args, Order::Least));
static NEW_LIFO: NativeDef =
    native("__new__", "(cls, maxsize=0)", "", |vm, args| new(vm, args, Order::LastIn));

/// Registers the types.
pub(crate) fn install(vm: &mut Vm) {
    register(vm, &QUEUE, &NEW, METHODS);
    register(vm, &PRIORITY, &NEW_PRIORITY, &[]);
    register(vm, &LIFO, &NEW_LIFO, &[]);
    let class = vm.class_of_def(&QUEUE);
    let properties = PROPERTIES;
    let class_methods = crate::contextvars::GENERIC;
    let contents = ouro_vm::TypeContents { properties, class_methods, ..Default::default() };
    vm.extend_type(&class, &contents);
}
