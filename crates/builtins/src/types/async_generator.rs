//! Async generators: their methods, and `aiter` and `anext` (language reference, "Asynchronous
//! generator-iterator methods"). When a generator runs and stops is the VM's; what has to look at the
//! outcome of a step, as `aclose` does, is a coroutine of the library.

use ouro_vm::objects::NativeBody;
use ouro_vm::{AsyncGenStep, Payload, Resume, Step, TypeDef};

use super::frame::exception;
use crate::prelude::*;

static STEP: TypeDef = TypeDef {
    name: "async_generator_asend",
    module: "builtins",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<AsyncGenStep as Payload>::layout),
    subclassable: false,
};

static METHODS: &[NativeDef] = &[
    native("__aiter__", "(self, /)", "The generator itself.", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        Ok(args[0].clone())
    }),
    native("__anext__", "(self, /)", "An awaitable of the next item.", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        Ok(step(&args[0], Value::None, false))
    }),
    native(
        "asend",
        "(self, value, /)",
        "An awaitable of the next item, with a value sent.",
        |vm, args| {
            this::<Frame>(vm, &args[0])?;
            Ok(step(&args[0], args[1].clone(), false))
        },
    ),
    native(
        "athrow",
        "(self, type, value=..., traceback=..., /)",
        "An awaitable of the next item, with an exception thrown.",
        |vm, args| {
            this::<Frame>(vm, &args[0])?;
            let raised = exception(vm, &args[1..])?;
            Ok(step(&args[0], raised.into_value(), true))
        },
    ),
    native("aclose", "(self, /)", "An awaitable that ends the generator.", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        Ok(coroutine(&ACLOSE, &args[..1]))
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
            Ok(coroutine(&ANEXT, &[next, args[1].clone()]))
        },
    ),
];

/// Adds all of async generators.
pub(crate) fn install(vm: &mut Vm) {
    super::add_methods(vm, Type::AsyncGenerator, &[METHODS]);
    vm.register_type(&STEP);
    vm.add_builtins(FUNCTIONS);
}

fn step(generator: &Value, send: Value, throw: bool) -> Value {
    Value::new(AsyncGenStep::new(generator.clone(), send, throw))
}

fn coroutine(body: &'static NativeBody, arguments: &[Value]) -> Value {
    let coroutine = Value::Obj(Frame::of_native(body));
    if let Some(frame) = coroutine.get::<Frame>() {
        for (register, argument) in arguments.iter().enumerate() {
            drop(frame.set(register, argument.clone()));
        }
    }
    coroutine
}

/// The generator.
static ACLOSE: NativeBody = NativeBody { name: "aclose", registers: 2, step: aclose };

fn aclose(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    if frame.pc.replace(1) == 0 {
        if let Resume::Throw(raised) = how {
            return Step::Raise(raised);
        }
        let generator = frame.get(0);
        let state = generator.get::<Frame>().map(Frame::state);
        if matches!(state, Some(FrameState::Running | FrameState::Suspended)) {
            let exit = vm.raise_with(Exc::GeneratorExit, Vec::new());
            return Step::Await(step(&generator, exit.into_value(), true));
        }
        return match vm.close_frame(&generator) {
            Ok(_) => Step::Return(Value::None),
            Err(raised) => Step::Raise(raised),
        };
    }
    match how {
        Resume::Send(_) => {
            let message = "async generator ignored GeneratorExit";
            Step::Raise(vm.raise(Exc::RuntimeError, message))
        }
        Resume::Throw(raised)
            if vm.matches(&raised, Exc::GeneratorExit)
                || vm.matches(&raised, Exc::StopAsyncIteration) =>
        {
            Step::Return(Value::None)
        }
        Resume::Throw(raised) => Step::Raise(raised),
    }
}

/// What is awaited, then what is given where there is no next item.
static ANEXT: NativeBody = NativeBody { name: "anext", registers: 3, step: anext };

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
