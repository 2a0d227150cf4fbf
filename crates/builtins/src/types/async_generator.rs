//! Async generators: their methods, and `aiter` and `anext` (language reference, "Asynchronous
//! generator-iterator methods"). When a generator runs and stops is the VM's; `anext` with a default is a
//! coroutine of the library.

use ouro_vm::objects::NativeBody;
use ouro_vm::{AnextAwaitable, AsyncGenCall, AsyncGenStep, Halt, Resume, Step};

use super::frame::exception;
use crate::prelude::*;

static METHODS: &[NativeDef] = &[
    native("__aiter__", "(self, /)", "The generator itself.", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        Ok(args[0].clone())
    }),
    native("__anext__", "(self, /)", "An awaitable of the next item.", |vm, args| {
        step(vm, &args[0], Value::None, AsyncGenCall::Send)
    }),
    native(
        "asend",
        "(self, value, /)",
        "An awaitable of the next item, with a value sent.",
        |vm, args| step(vm, &args[0], args[1].clone(), AsyncGenCall::Send),
    ),
    native(
        "athrow",
        "(self, type, value=..., traceback=..., /)",
        "An awaitable of the next item, with an exception thrown.",
        |vm, args| {
            this::<Frame>(vm, &args[0])?;
            let raised = exception(vm, &args[1..])?;
            step(vm, &args[0], raised.into_value(), AsyncGenCall::Throw)
        },
    ),
    native("aclose", "(self, /)", "An awaitable that ends the generator.", |vm, args| {
        step(vm, &args[0], Value::Unbound, AsyncGenCall::Close)
    }),
];

pub(crate) static FUNCTIONS: &[NativeDef] = &[
    native(
        "aiter",
        "(async_iterable, /)",
        "Return an AsyncIterator for an AsyncIterable object.",
        |vm, args| {
            if let Some(iterator) = vm.call_special(&args[0], names::AITER, &[])? {
                return Ok(iterator);
            }
            let got = vm.type_name(&args[0]);
            Err(args::type_error(vm, &format!("'{got}' object is not an async iterable")))
        },
    ),
    native(
        "anext",
        "(aiterator, default=..., /)",
        "Return the next item from the async iterator.",
        |vm, args| {
            let Some(next) = vm.call_special(&args[0], names::ANEXT, &[])? else {
                let got = vm.type_name(&args[0]);
                let message = format!("'{got}' object is not an async iterator");
                return Err(args::type_error(vm, &message));
            };
            if args[1].is_unbound() {
                return Ok(next);
            }
            let frame = coroutine(&ANEXT, &[next.clone(), args[1].clone()]);
            Ok(Value::new(AnextAwaitable { next, default: args[1].clone(), frame }))
        },
    ),
];

/// Adds all of async generators.
pub(crate) fn install(vm: &mut Vm) {
    super::add_methods(vm, Type::AsyncGenerator, &[METHODS]);
    for def in [&ouro_vm::SEND_TYPE, &ouro_vm::ANEXT_TYPE] {
        let class = vm.register_type(def);
        vm.extend_type(&class, &TypeContents { methods: STEP_METHODS, ..TypeContents::default() });
    }
    vm.register_type(&ouro_vm::THROW_TYPE);
    vm.add_builtins(FUNCTIONS);
}

fn step(vm: &mut Vm, generator: &Value, send: Value, call: AsyncGenCall) -> R {
    this::<Frame>(vm, generator)?;
    vm.hook_async_generator(generator)?;
    Ok(Value::new(AsyncGenStep::new(generator.clone(), send, call)))
}

/// `send()` and `throw()` of a step: its result is a `StopIteration`.
fn drive(vm: &mut Vm, value: &Value, how: Resume) -> R {
    match vm.drive(value, how) {
        Halt::Yielded(value) => Ok(value),
        Halt::Raised(raised) => Err(raised),
        Halt::Returned(Value::None) => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
        Halt::Returned(value) | Halt::Item(value) => {
            Err(vm.raise_with(Exc::StopIteration, vec![value]))
        }
    }
}

fn close(vm: &mut Vm, args: &[Value]) -> R {
    let own = args[0].get::<AnextAwaitable>().map_or_else(|| args[0].clone(), |a| a.next.clone());
    let args = &[own];
    if args[0]
        .get::<AsyncGenStep>()
        .is_some_and(|own| own.used.get() && !Vm::step_is_suspended(own))
    {
        return Ok(Value::None);
    }
    let exit = vm.raise_with(Exc::GeneratorExit, Vec::new());
    match drive(vm, &args[0], Resume::Throw(exit)) {
        Ok(_) => Err(vm.raise(Exc::RuntimeError, "coroutine ignored GeneratorExit")),
        Err(raised)
            if [Exc::GeneratorExit, Exc::StopIteration, Exc::StopAsyncIteration]
                .iter()
                .any(|exc| vm.matches(&raised, *exc)) =>
        {
            Ok(Value::None)
        }
        Err(raised) => Err(raised),
    }
}

static STEP_METHODS: &[NativeDef] = &[
    native("__await__", "(self, /)", "The awaitable itself.", |_, args| Ok(args[0].clone())),
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        drive(vm, &args[0], Resume::Send(Value::None))
    }),
    native("send", "(self, value, /)", "Go on.", |vm, args| {
        drive(vm, &args[0], Resume::Send(args[1].clone()))
    }),
    native(
        "throw",
        "(self, type, value=..., traceback=..., /)",
        "Raise an exception.",
        |vm, args| {
            let raised = exception(vm, &args[1..])?;
            drive(vm, &args[0], Resume::Throw(raised))
        },
    ),
    native("close", "(self, /)", "End it.", close),
];

fn coroutine(body: &'static NativeBody, arguments: &[Value]) -> Value {
    let coroutine = Value::Obj(Frame::of_native(body));
    if let Some(frame) = coroutine.get::<Frame>() {
        for (register, argument) in arguments.iter().enumerate() {
            drop(frame.set(register, argument.clone()));
        }
    }
    coroutine
}

/// What is awaited, then what is given where there is no next item.
static ANEXT: NativeBody =
    NativeBody { name: "<anext_awaitable without __name__>", registers: 3, step: anext };

fn anext(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    match how {
        Resume::Send(_) if frame.pc.replace(1) == 0 => Step::Await(frame.get(0)),
        Resume::Send(item) => Step::Return(item),
        Resume::Throw(raised) if vm.matches(&raised, Exc::StopAsyncIteration) => {
            Step::Return(frame.get(1))
        }
        Resume::Throw(raised) => Step::Raise(raised),
    }
}
