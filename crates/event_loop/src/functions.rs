//! The functions of the module `asyncio`.

use ouro_vm::objects::{BoundMethod, Function, Native, Set, Tuple};
use ouro_vm::{Exc, R, Ref, Value, Vm, names, native};

use crate::event_loop::EventLoop;
use crate::future;
use crate::shared::{holding, running};
use crate::task::{self, Make, Table};
use crate::threads::own_loop;

/// Functions and methods of this crate that CPython has as `async def`.
const COROUTINES: &[&str] = &[
    "sleep",
    "wait_for",
    "wait",
    "to_thread",
    "get",
    "put",
    "join",
    "acquire",
    "reset",
    "abort",
    "shutdown_asyncgens",
    "shutdown_default_executor",
    "__aenter__",
    "__aexit__",
];

/// `iscoroutinefunction(func)`
fn is_coroutine_function(value: &Value) -> bool {
    let function = match value.get::<BoundMethod>() {
        Some(method) => method.function.clone(),
        None => value.clone(),
    };
    if let Some(function) = function.get::<Function>() {
        return function.code().code.kind == COROUTINE_CODE;
    }
    let Some(native) = function.get::<Native>() else { return false };
    let tables = [
        FUNCTIONS,
        crate::queue::METHODS,
        crate::loop_methods::METHODS,
        crate::locks::LOCK_METHODS,
        crate::locks::EVENT_METHODS,
        crate::locks::SEMAPHORE_METHODS,
        crate::condition::METHODS,
        crate::barrier::METHODS,
    ];
    COROUTINES.contains(&native.def.name)
        && tables
            .into_iter()
            .flatten()
            .any(|def| std::ptr::fn_addr_eq(def.function, native.def.function))
}

/// The kind of code of an `async def`.
pub(crate) const COROUTINE_CODE: ouro_bytecode::CodeKind = ouro_bytecode::CodeKind::Coroutine;

/// Whether a value can be called.
pub(crate) fn is_callable(vm: &mut Vm, value: &Value) -> bool {
    value.is::<Function>()
        || value.is::<ouro_vm::objects::Native>()
        || value.is::<ouro_vm::objects::BoundMethod>()
        || value.is::<ouro_vm::objects::Class>()
        || !vm.lookup_special(value, names::CALL).is_unbound()
}

/// What is in the module of policies.
const POLICY_NAMES: &[&str] = &[
    "AbstractEventLoopPolicy",
    "DefaultEventLoopPolicy",
    "get_event_loop_policy",
    "set_event_loop_policy",
];

/// Asks a script's policy, if there is one.
fn by_policy(vm: &mut Vm, name: &str, args: &[Value]) -> R<Option<Value>> {
    let policy = crate::shared::shared(vm).loop_policy.get();
    if policy.is_none() || policy.is_unbound() {
        return Ok(None);
    }
    let method = vm.get_attr_text(&policy, name)?;
    vm.call(&method, args).map(Some)
}

/// A new loop, as the policy makes them.
pub(crate) fn new_event_loop(vm: &mut Vm) -> R {
    match by_policy(vm, "new_event_loop", &[])? {
        Some(event_loop) => Ok(event_loop),
        None => Ok(Value::Obj(crate::event_loop::new(vm))),
    }
}

fn set_loop_of_thread(vm: &mut Vm, args: &[Value]) -> R {
    if !args[0].is_none() && !args[0].is::<EventLoop>() {
        let class = vm.class_name(&vm.class_of(&args[0]));
        let message =
            format!("loop must be an instance of AbstractEventLoop or None, not '{class}'");
        return Err(vm.raise(Exc::TypeError, &message));
    }
    let own = own_loop(vm);
    own.set_loop.set(args[0].clone());
    own.was_set.set(true);
    Ok(Value::None)
}

/// The running loop, or the one that `get_event_loop` finds.
pub(crate) fn event_loop_or_current(vm: &mut Vm) -> R<Ref> {
    if let Value::Obj(event_loop) = &vm.running_loop {
        return Ok(event_loop.clone());
    }
    if let Some(Value::Obj(event_loop)) = by_policy(vm, "get_event_loop", &[])? {
        return Ok(event_loop);
    }
    loop_of_thread(vm)
}

fn loop_of_thread(vm: &mut Vm) -> R<Ref> {
    let own = own_loop(vm);
    if let Value::Obj(event_loop) = own.set_loop.get() {
        return Ok(event_loop);
    }
    if own.was_set.get() || !vm.on_main_thread() {
        return Err(crate::threads::no_loop(vm));
    }
    vm.warn(Exc::DeprecationWarning, "There is no current event loop")?;
    let object = crate::event_loop::new(vm);
    own.set_loop.set(Value::Obj(object.clone()));
    own.was_set.set(true);
    Ok(object)
}

/// A future for an awaitable: itself, or a task.
///
/// # Errors
/// What is neither a future nor awaitable is a `TypeError`.
pub(crate) fn ensure_future(vm: &mut Vm, awaitable: &Value, on: Option<&Ref>) -> R<Ref> {
    let value = vm.unwrap_base(awaitable);
    if let (Some(object), Some(core)) = (awaitable.as_ref(), future::core_of(&value)) {
        if on.is_some_and(|on| !on.is_same(&core.event_loop)) {
            let message = "The future belongs to a different loop than the one specified as the loop argument";
            return Err(vm.raise(Exc::ValueError, message));
        }
        return Ok(object.clone());
    }
    let coroutine = if task::is_coroutine(&value) {
        value
    } else if vm.lookup_special(&value, names::AWAIT).is_unbound() {
        let message = "An asyncio.Future, a coroutine or an awaitable is required";
        return Err(vm.raise(Exc::TypeError, message));
    } else {
        crate::sleep::coroutine(vm, &AWAITABLE, &[value])
    };
    let event_loop = match on {
        Some(event_loop) => event_loop.clone(),
        None => event_loop_or_current(vm)?,
    };
    if let Some(payload) = event_loop.get::<EventLoop>() {
        payload.check_open(vm)?;
    }
    let task = task::create(vm, &event_loop, &coroutine, &Make::default())?;
    match task.as_ref() {
        Some(object) => Ok(object.clone()),
        None => Err(vm.raise(Exc::TypeError, "a task factory has to give a task")),
    }
}

/// Awaits an object that has `__await__`.
static AWAITABLE: ouro_vm::objects::NativeBody = ouro_vm::objects::NativeBody {
    name: "_wrap_awaitable",
    registers: 2,
    step: |_, frame, how| match (frame.pc.get(), how) {
        (_, ouro_vm::Resume::Throw(raised)) => ouro_vm::Step::Raise(raised),
        (0, _) => {
            frame.pc.set(1);
            ouro_vm::Step::Await(frame.get(0))
        }
        (_, ouro_vm::Resume::Send(value)) => ouro_vm::Step::Return(value),
    },
};

/// Makes tasks that start at once.
fn eager_task_factory(vm: &mut Vm, args: &[Value]) -> R {
    let task = vm.class_of_def(&crate::future_methods::TASK);
    eager_task(vm, &[&[task], args].concat())
}

/// The same, of another class: the class or function, then the arguments of the factory.
fn eager_task(vm: &mut Vm, args: &[Value]) -> R {
    let keywords = [
        (vm.intern("loop"), args[1].clone()),
        (vm.intern("name"), args[3].clone()),
        (vm.intern("context"), args[4].clone()),
        (vm.intern("eager_start"), Value::Bool(true)),
    ];
    vm.call_keywords(&args[0], &args[2..3], &keywords)
}

static EAGER_FACTORY: ouro_vm::NativeDef = native(
    "factory",
    "(constructor, /, loop, coro, *, name=None, context=None)",
    "Make a task that starts at once.",
    eager_task,
);

fn create_eager_task_factory(vm: &mut Vm, args: &[Value]) -> R {
    let made = vm.native(&EAGER_FACTORY, &Value::None);
    Ok(Vm::bound_method(&made, &args[0]))
}

/// The task that runs, or `None`.
pub(crate) fn current_task(vm: &mut Vm) -> R {
    let event_loop = running(vm)?;
    let current = event_loop.get::<EventLoop>().map(|l| l.current.get()).unwrap_or_default();
    Ok(task::whole(&current.bound().unwrap_or(Value::None)))
}

fn create_task(vm: &mut Vm, args: &[Value]) -> R {
    let created = match running(vm) {
        Ok(event_loop) => {
            let make = Make { name: &args[1], context: &args[2], eager: false };
            task::create(vm, &event_loop, &args[0], &make)
        }
        Err(raised) => Err(raised),
    };
    created.map_err(|raised| holding(raised, &args[0]))
}

fn all_tasks(vm: &mut Vm, args: &[Value]) -> R {
    let event_loop = match args[0].as_ref() {
        Some(event_loop) => event_loop.clone(),
        None => running(vm)?,
    };
    let set = Set::default();
    for task in task::pending(&event_loop) {
        vm.set_add(&set.0, task::whole(&task))?;
    }
    Ok(Value::new(set))
}

fn task_of_loop(vm: &mut Vm, args: &[Value]) -> R {
    match args[0].get::<EventLoop>() {
        Some(event_loop) => {
            Ok(task::whole(&event_loop.current.get().bound().unwrap_or(Value::None)))
        }
        None => current_task(vm),
    }
}

fn gather(vm: &mut Vm, args: &[Value]) -> R {
    let return_exceptions = vm.truthy(&args[1])?;
    match args[0].get::<Tuple>() {
        Some(Tuple(awaitables)) => crate::gather::gather(vm, awaitables, return_exceptions)
            .map_err(|raised| holding(raised, &args[0])),
        None => Ok(Value::None),
    }
}

fn timeout_at(vm: &mut Vm, args: &[Value]) -> R {
    let when = if args[0].is_none() { None } else { Some(crate::sleep::number(vm, &args[0])?) };
    Ok(Value::Obj(crate::timeouts::timeout_at(when)))
}

/// See the module's page.
pub(crate) static FUNCTIONS: Table = &[
    native(
        "run",
        "(main, *, debug=None, loop_factory=None)",
        "Run a coroutine in a loop of its own.",
        crate::run::run,
    ),
    native("sleep", "(delay, result=None)", "Wait for some time.", crate::sleep::sleep),
    native(
        "create_task",
        "(coro, *, name=None, context=None)",
        "Start a coroutine as a task.",
        create_task,
    ),
    native(
        "ensure_future",
        "(coro_or_future, *, loop=None)",
        "A future for an awaitable.",
        |vm, args| {
            let on = args[1].as_ref().cloned();
            let future = ensure_future(vm, &args[0], on.as_ref()).map(Value::Obj);
            future.map_err(|raised| holding(raised, &args[0]))
        },
    ),
    native(
        "gather",
        "(*coros_or_futures, return_exceptions=False)",
        "Run awaitables at once.",
        gather,
    ),
    native(
        "wait_for",
        "(fut, timeout)",
        "Wait for an awaitable, with a timeout.",
        crate::timeouts::wait_for,
    ),
    native(
        "wait",
        "(fs, *, timeout=None, return_when='ALL_COMPLETED')",
        "Wait until some are done.",
        crate::wait::wait,
    ),
    native(
        "as_completed",
        "(fs, *, timeout=None)",
        "Results in the order in which they come.",
        crate::as_completed::as_completed,
    ),
    native("shield", "(arg)", "Keep cancellation from an awaitable.", crate::wait::shield),
    native("timeout", "(delay)", "A block with a timeout.", |vm, args| {
        crate::timeouts::timeout(vm, &args[0]).map(Value::Obj)
    }),
    native("timeout_at", "(when)", "A block with a deadline.", timeout_at),
    native(
        "to_thread",
        "(func, /, *args, **kwargs)",
        "Call func in a thread.",
        crate::threads::to_thread,
    ),
    native("wrap_future", "(future, *, loop=None)", "Wrap a future of a thread.", |vm, args| {
        crate::threads::wrap_future(vm, &args[0], &args[1])
    }),
    native(
        "run_coroutine_threadsafe",
        "(coro, loop)",
        "Submit a coroutine to a loop of another thread.",
        |vm, args| crate::threads::bridge(vm, "run_coroutine_threadsafe", args),
    ),
    native(
        "eager_task_factory",
        "(loop, coro, *, name=None, context=None)",
        "Make a task that starts at once.",
        eager_task_factory,
    ),
    native(
        "create_eager_task_factory",
        "(custom_task_constructor)",
        "A task factory like eager_task_factory, of another class.",
        create_eager_task_factory,
    ),
    native("current_task", "(loop=None)", "The task that runs, or None.", task_of_loop),
    native("all_tasks", "(loop=None)", "The tasks that are not done.", all_tasks),
    native("get_running_loop", "()", "The running loop.", |vm, _| running(vm).map(Value::Obj)),
    native("_get_running_loop", "()", "The running loop, or None.", |vm, _| {
        Ok(vm.running_loop.clone())
    }),
    native("get_event_loop", "()", "The loop of this thread.", |vm, _| {
        event_loop_or_current(vm).map(Value::Obj)
    }),
    native("new_event_loop", "()", "A new loop.", |vm, _| new_event_loop(vm)),
    native("set_event_loop", "(loop)", "Set the loop of this thread.", |vm, args| match by_policy(
        vm,
        "set_event_loop",
        args,
    )? {
        Some(value) => Ok(value),
        None => set_loop_of_thread(vm, args),
    }),
    native("_loop_of_thread", "()", "The loop of this thread, for policies.", |vm, _| {
        loop_of_thread(vm).map(Value::Obj)
    }),
    native("_set_loop_of_thread", "(loop)", "The same, set.", set_loop_of_thread),
    native("_use_policy", "(policy)", "Who makes loops, or None for the module.", |vm, args| {
        crate::shared::shared(vm).loop_policy.set(args[0].clone());
        Ok(Value::None)
    }),
    native("__getattr__", "(name)", "Names that are seldom wanted.", |vm, args| {
        let name = vm.display(&args[0]);
        if POLICY_NAMES.contains(&name.as_str()) {
            return crate::threads::of_module(vm, "_asyncio_policy", &name);
        }
        Err(vm.raise(Exc::AttributeError, &name))
    }),
    native("iscoroutine", "(obj)", "Whether obj is a coroutine.", |_, args| {
        Ok(Value::Bool(task::is_coroutine(&args[0])))
    }),
    native("iscoroutinefunction", "(func)", "Whether func is an async def.", |vm, args| {
        let mut function = args[0].clone();
        while let Some((inner, _)) = crate::show::part(vm, &function, false) {
            function = inner;
        }
        Ok(Value::Bool(is_coroutine_function(&function)))
    }),
    native("isfuture", "(obj)", "Whether obj is a future.", |vm, args| {
        let value = vm.unwrap_base(&args[0]);
        Ok(Value::Bool(future::core_of(&value).is_some()))
    }),
];
