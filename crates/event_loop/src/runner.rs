//! `asyncio.Runner`: the parts of `asyncio.run`, one by one.

use std::cell::Cell;

use ouro_vm::{
    Exc, NativeDef, Payload, R, Ref, TypeContents, TypeDef, Value, ValueCell, Vm, native,
};

use crate::shared::{holding, peek};
use crate::task::Table;

/// `asyncio.Runner`
pub(crate) struct Runner {
    debug: ValueCell,
    factory: ValueCell,
    event_loop: Cell<Option<Ref>>,
    /// The context of all that it runs.
    context: ValueCell,
    closed: Cell<bool>,
}
ouro_vm::object!(Runner, "Runner", { debug, factory, event_loop, context, closed });

pub(crate) static TYPE: TypeDef = TypeDef {
    name: "Runner",
    module: "asyncio.runners",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Runner as Payload>::layout),
    subclassable: false,
};

impl Runner {
    /// Its loop, made at the first demand.
    fn event_loop(&self, vm: &mut Vm) -> R<Ref> {
        if self.closed.get() {
            return Err(vm.raise(Exc::RuntimeError, "Runner is closed"));
        }
        if let Some(event_loop) = peek(&self.event_loop) {
            return Ok(event_loop);
        }
        let event_loop = crate::run::open(vm, &self.factory.get(), &self.debug.get())?;
        let mut context = crate::contextvars::copy_current(vm);
        self.context.set(crate::contextvars::object(&mut context));
        self.event_loop.set(Some(event_loop.clone()));
        Ok(event_loop)
    }
}

fn this<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a Runner> {
    match value.get() {
        Some(runner) => Ok(runner),
        None => Err(vm.raise(Exc::TypeError, "a Runner is required")),
    }
}

fn run(vm: &mut Vm, args: &[Value]) -> R {
    let runner = this(vm, &args[0])?;
    if !vm.running_loop.is_none() {
        let message = "Runner.run() cannot be called from a running event loop";
        return Err(holding(vm.raise(Exc::RuntimeError, message), &args[1]));
    }
    let event_loop = runner.event_loop(vm).map_err(|raised| holding(raised, &args[1]))?;
    let context = if args[2].is_none() { runner.context.get() } else { args[2].clone() };
    crate::run::run_main(vm, &event_loop, &args[1], &context, 1)
        .map_err(|raised| holding(raised, &args[1]))
}

fn close(vm: &mut Vm, args: &[Value]) -> R {
    let runner = this(vm, &args[0])?;
    if !runner.closed.replace(true)
        && let Some(event_loop) = runner.event_loop.take()
    {
        crate::run::close(vm, &event_loop)?;
    }
    Ok(Value::None)
}

static METHODS: Table = &[
    native("run", "(self, coro, *, context=None)", "Run a coroutine on the runner's loop.", run),
    native("close", "(self)", "Cancel what is left and close the loop.", close),
    native("get_loop", "(self)", "The runner's loop.", |vm, args| {
        this(vm, &args[0])?.event_loop(vm).map(Value::Obj)
    }),
    native("__enter__", "(self)", "Make the loop.", |vm, args| {
        this(vm, &args[0])?.event_loop(vm)?;
        Ok(args[0].clone())
    }),
    native("__exit__", "(self, kind, value, traceback)", "Close it.", |vm, args| {
        close(vm, &args[..1])
    }),
];

static NEW: NativeDef =
    native("__new__", "(cls, *, debug=None, loop_factory=None)", "", |_, args| {
        Ok(Value::new(Runner {
            debug: ValueCell::new(args[1].clone()),
            factory: ValueCell::new(args[2].clone()),
            event_loop: Cell::default(),
            context: ValueCell::default(),
            closed: Cell::new(false),
        }))
    });

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&TYPE);
    vm.extend_type(
        &class,
        &TypeContents { new: Some(&NEW), methods: METHODS, ..Default::default() },
    );
}
