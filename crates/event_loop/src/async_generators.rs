//! The loop's hooks for async generators: those that are dropped before their end are closed by a task, those that
//! are left when the loop is shut down are closed then.

use ouro_vm::objects::{Frame, List, NativeBody};
use ouro_vm::{AsyncGenCall, AsyncGenStep, Exc, NativeDef, Ref, Resume, Step, Value, Vm, native};

use crate::event_loop::EventLoop;
use crate::handle::Handle;
use crate::ready::Ready;
use crate::report::Report;
use crate::sleep::coroutine;
use crate::task::Make;

static FIRST: NativeDef = native(
    "BaseEventLoop._asyncgen_firstiter_hook",
    "(self, agen, /)",
    "Take note of an async generator.",
    |vm, args| {
        let Some(event_loop) = args[0].get::<EventLoop>() else { return Ok(Value::None) };
        if event_loop.generators_shut.get() {
            let message = format!(
                "asynchronous generator {} was scheduled after loop.shutdown_asyncgens() call",
                vm.repr_text(&args[1])
            );
            vm.warn(Exc::ResourceWarning, &message)?;
        }
        Vm::list_async_generator(&event_loop.async_generators, &args[1]);
        Ok(Value::None)
    },
);

static LAST: NativeDef = native(
    "BaseEventLoop._asyncgen_finalizer_hook",
    "(self, agen, /)",
    "Close an async generator that was dropped.",
    |vm, args| {
        let Some(event_loop) = args[0].get::<EventLoop>() else { return Ok(Value::None) };
        Vm::unlist_async_generator(&args[1]);
        if !event_loop.is_closed.get() {
            let close = vm.native(&CREATE, &Value::None);
            let close = Vm::bound_method(&close, &args[0]);
            let step = aclose(&args[1]);
            let context = crate::contextvars::copy_current(vm);
            let args = ouro_vm::objects::Tuple::value(vec![step]);
            event_loop.push(Ready::Call(Ref::new(Handle::new(close, args, context))));
        }
        Ok(Value::None)
    },
);

static CREATE: NativeDef =
    native("BaseEventLoop.create_task", "(self, coro, /)", "A task of the loop.", |vm, args| {
        match args[0].as_ref() {
            Some(event_loop) => crate::task::create(vm, event_loop, &args[1], &Make::default()),
            None => Ok(Value::None),
        }
    });

fn aclose(generator: &Value) -> Value {
    Value::new(AsyncGenStep::new(generator.clone(), Value::Unbound, AsyncGenCall::Close))
}

/// The two hooks of a loop.
pub(crate) fn hooks(vm: &mut Vm, event_loop: &Ref) -> [Value; 2] {
    let own = Value::Obj(event_loop.clone());
    [&FIRST, &LAST].map(|def| Vm::bound_method(&vm.native(def, &Value::None), &own))
}

static SHUTDOWN: NativeBody =
    NativeBody { name: "BaseEventLoop.shutdown_asyncgens", registers: 3, step: shutdown_step };
const GENERATORS: usize = 1;

/// `shutdown_asyncgens()`
pub(crate) fn shutdown(vm: &mut Vm, event_loop: &Value) -> Value {
    coroutine(vm, &SHUTDOWN, std::slice::from_ref(event_loop))
}

fn shutdown_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = frame.get(0);
    let Some(event_loop) = own.get::<EventLoop>() else { return Step::Return(Value::None) };
    match (frame.pc.replace(1), how) {
        (_, Resume::Throw(raised)) => Step::Raise(raised),
        (0, _) => {
            event_loop.generators_shut.set(true);
            let left = event_loop.async_generators.to_vec();
            if left.is_empty() {
                return Step::Return(Value::None);
            }
            left.iter().for_each(Vm::unlist_async_generator);
            let steps: Vec<Value> = left.iter().map(aclose).collect();
            drop(frame.set(GENERATORS, List::value(left)));
            crate::gather::gather(vm, &steps, true).map_or_else(Step::Raise, Step::Await)
        }
        (_, Resume::Send(results)) => {
            let generators = frame.set(GENERATORS, Value::None);
            let to_vec = |value: &Value| value.get::<List>().map(List::to_vec).unwrap_or_default();
            for (generator, result) in to_vec(&generators).iter().zip(to_vec(&results)) {
                tell(vm, event_loop, generator, result);
            }
            Step::Return(Value::None)
        }
    }
}

/// A generator's end may have gone wrong.
fn tell(vm: &mut Vm, event_loop: &EventLoop, generator: &Value, result: Value) {
    let class = vm.exception_class(Exc::Exception);
    if !vm.is_instance(&result, &class) {
        return;
    }
    let shown = vm.repr_text(generator);
    let message = format!("an error occurred during closing of asynchronous generator {shown}");
    let mut report = Report::new(&message);
    report.exception = result;
    report.fields.push(("asyncgen", generator.clone()));
    let own = vm.running_loop.clone();
    crate::report::tell_loop(vm, &own, event_loop, report);
}
