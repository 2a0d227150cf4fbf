//! Handles: callbacks of scripts that the loop is to call, soon or at a time.

use std::cell::{Cell, RefCell};

use ouro_vm::objects::Tuple;
use ouro_vm::{
    Exc, Origin, Payload, PropertyDef, R, Ref, TypeContents, TypeDef, Value, ValueCell, Vm, native,
    property,
};

use crate::event_loop::EventLoop;
use crate::task::Table;

/// The type of a handle.
pub(crate) static TYPE: TypeDef = TypeDef {
    name: "Handle",
    module: "asyncio.events",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Handle as Payload>::layout),
    subclassable: false,
};

/// The type of the handle of a timer.
pub(crate) static TIMER_TYPE: TypeDef = TypeDef {
    name: "TimerHandle",
    module: "asyncio.events",
    base: Some(&TYPE),
    layout: None,
    subclassable: false,
};

/// A callback with its arguments.
pub(crate) struct Handle {
    pub(crate) callback: ValueCell,
    args: ValueCell,
    /// The context in which it is called; none for an empty one.
    context: Cell<Option<Ref>>,
    /// When it is due, and on which loop, if a timer's.
    pub(crate) when: Option<f64>,
    event_loop: Option<Ref>,
    cancelled: Cell<bool>,
    /// Shown instead of a callback, for steps of the library.
    pub(crate) name: Option<&'static str>,
    /// Where it was made, in debug mode.
    pub(crate) origin: Option<Origin>,
    /// What it called before it was cancelled, in debug mode.
    called: RefCell<String>,
}
ouro_vm::object!(
    Handle,
    "Handle",
    {
        callback, args, context, when, event_loop, cancelled, name, origin, called
    },
    class = |object| match object.get::<Handle>() {
        Some(Handle { when: Some(_), .. }) => &TIMER_TYPE,
        _ => &TYPE,
    }
);

impl Handle {
    /// A callback that is ready. The context is one, or unbound for an empty one.
    pub(crate) fn new(callback: Value, args: Value, context: Value) -> Self {
        Self {
            context: Cell::new(context.as_ref().cloned()),
            callback: ValueCell::new(callback),
            args: ValueCell::new(args),
            when: None,
            event_loop: None,
            cancelled: Cell::new(false),
            name: None,
            origin: None,
            called: RefCell::default(),
        }
    }

    /// The same, made there.
    pub(crate) fn made(self, origin: Option<Origin>) -> Self {
        Self { origin, ..self }
    }

    /// The same, due at `when`.
    pub(crate) fn at(self, when: f64, event_loop: &Ref) -> Self {
        Self { when: Some(when), event_loop: Some(event_loop.clone()), ..self }
    }

    /// What stands for a step of the library in messages.
    pub(crate) fn named(name: &'static str) -> Self {
        Self { name: Some(name), ..Self::new(Value::None, Value::None, Value::Unbound) }
    }

    /// What is shown of a handle that was cancelled, in debug mode.
    pub(crate) fn called(&self) -> String {
        self.called.borrow().clone()
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }

    /// The callback and its arguments, a tuple.
    pub(crate) fn call(&self) -> (Value, Value) {
        (self.callback.get(), self.args.get())
    }

    /// Calls within its context.
    pub(crate) fn in_context(&self, vm: &mut Vm, call: impl FnOnce(&mut Vm) -> R) -> R {
        let context = self.context.take();
        self.context.set(context.clone());
        crate::contextvars::call_in(vm, &context.map_or(Value::Unbound, Value::Obj), call)
    }

    /// It is not called any more.
    pub(crate) fn cancel(&self) {
        if self.cancelled.replace(true) {
            return;
        }
        let gone = (self.callback.replace(Value::None), self.args.replace(Value::None));
        if let Some(event_loop) = self.event_loop.as_ref().and_then(|l| l.get::<EventLoop>()) {
            event_loop.timer_cancelled();
        }
        drop(gone);
    }
}

fn this<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a Handle> {
    match value.get() {
        Some(handle) => Ok(handle),
        None => Err(vm.raise(Exc::TypeError, "a Handle is required")),
    }
}

fn cancel(vm: &mut Vm, args: &[Value]) -> R {
    let handle = this(vm, &args[0])?;
    if handle.origin.is_some() && !handle.is_cancelled() {
        let called = crate::show::handle_callback(vm, handle, true);
        handle.called.replace(called);
    }
    handle.cancel();
    Ok(Value::None)
}

static METHODS: Table = &[
    native("cancel", "(self, /)", "Cancel the callback.", cancel),
    native("cancelled", "(self, /)", "Whether it was cancelled.", |vm, args| {
        Ok(Value::Bool(this(vm, &args[0])?.is_cancelled()))
    }),
    native("get_context", "(self, /)", "The context in which it is called.", |vm, args| {
        let handle = this(vm, &args[0])?;
        let mut context = handle.context.take().map_or(Value::Unbound, Value::Obj);
        let value = crate::contextvars::object(&mut context);
        handle.context.set(context.as_ref().cloned());
        Ok(value)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        Ok(ouro_vm::objects::Str::value(&crate::show::handle(vm, &args[0])))
    }),
];

static TIMER_METHODS: Table = &[
    native("cancel", "(self, /)", "Cancel the callback.", cancel),
    native("when", "(self, /)", "When it is due, in the loop's time.", |vm, args| {
        Ok(this(vm, &args[0])?.when.map_or(Value::None, Value::Float))
    }),
];

static PROPERTIES: &[PropertyDef] = &[property(
    "_source_traceback",
    "Where it was made, in debug mode.",
    |vm, value| match this(vm, value)?.origin.clone() {
        Some(origin) => crate::debug::summary(vm, &origin),
        None => Ok(Value::None),
    },
)];

/// The arguments of a callback: all after the first `skip`.
pub(crate) fn rest(args: &Value) -> Value {
    if args.is::<Tuple>() { args.clone() } else { Tuple::value(Vec::new()) }
}

/// Registers the types.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&TYPE);
    vm.extend_type(
        &class,
        &TypeContents { methods: METHODS, properties: PROPERTIES, ..Default::default() },
    );
    let class = vm.register_type(&TIMER_TYPE);
    vm.extend_type(&class, &TypeContents { methods: TIMER_METHODS, ..Default::default() });
}
