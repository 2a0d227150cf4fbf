//! Generators and coroutines: `send`, `throw`, `close`, and what can be seen of them and of async generators
//! (language reference, "Generator-iterator methods"; data model, "Coroutine Objects"). When a frame
//! runs and stops is the VM's.

use ouro_vm::objects::CoroutineWrapper;
use ouro_vm::{Halt, Resume};

use crate::prelude::*;

/// Methods of generators and coroutines.
static DRIVING: &[NativeDef] = &[
    native("send", "(self, arg, /)", "Resume it with a value.", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        drive(vm, &args[0], Resume::Send(args[1].clone()))
    }),
    native(
        "throw",
        "(self, type, value=..., traceback=..., /)",
        "Raise an exception where it stands.",
        |vm, args| {
            this::<Frame>(vm, &args[0])?;
            let raised = exception(vm, &args[1..])?;
            drive(vm, &args[0], Resume::Throw(raised))
        },
    ),
    native("close", "(self, /)", "Raise GeneratorExit where it stands.", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        vm.close_frame(&args[0])
    }),
];

static AWAIT: &[NativeDef] = &[native(
    "__await__",
    "(self, /)",
    "Return an iterator to be used in await expression.",
    |vm, args| {
        this::<Frame>(vm, &args[0])?;
        Ok(Value::new(CoroutineWrapper(args[0].clone())))
    },
)];

/// Methods of what `__await__` of a coroutine gives.
static WRAPPER: &[NativeDef] = &[
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        let coroutine = this::<CoroutineWrapper>(vm, &args[0])?.0.clone();
        drive(vm, &coroutine, Resume::Send(Value::None))
    }),
    native("send", "(self, arg, /)", "Resume it with a value.", |vm, args| {
        let coroutine = this::<CoroutineWrapper>(vm, &args[0])?.0.clone();
        drive(vm, &coroutine, Resume::Send(args[1].clone()))
    }),
    native(
        "throw",
        "(self, type, value=..., traceback=..., /)",
        "Raise an exception where it stands.",
        |vm, args| {
            let coroutine = this::<CoroutineWrapper>(vm, &args[0])?.0.clone();
            let raised = exception(vm, &args[1..])?;
            drive(vm, &coroutine, Resume::Throw(raised))
        },
    ),
    native("close", "(self, /)", "Raise GeneratorExit where it stands.", |vm, args| {
        let coroutine = this::<CoroutineWrapper>(vm, &args[0])?.0.clone();
        vm.close_frame(&coroutine)
    }),
];

static GENERATOR: &[NativeDef] = &[
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        Ok(args[0].clone())
    }),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        this::<Frame>(vm, &args[0])?;
        drive(vm, &args[0], Resume::Send(Value::None))
    }),
];

/// The names of what can be seen of a frame, in the order of [`Attribute`].
macro_rules! attributes {
    ($table:ident, $running:literal, $suspended:literal, $awaiting:literal, $code:literal, $frame:literal) => {
        static $table: &[PropertyDef] = &[
            property($running, "Whether it is running.", |vm, value| {
                Ok(Value::Bool(this::<Frame>(vm, value)?.is_busy()))
            }),
            property($suspended, "Whether it waits.", |vm, value| {
                let state = this::<Frame>(vm, value)?.state();
                Ok(Value::Bool(state == FrameState::Suspended))
            }),
            property($awaiting, "What it waits for, or None.", |vm, value| {
                Ok(this::<Frame>(vm, value)?.awaiting())
            }),
            property($code, "The code object.", |vm, value| {
                let frame = this::<Frame>(vm, value)?;
                Ok(frame.function().map_or(Value::None, |f| Value::Obj(f.code.clone())))
            }),
            property($frame, "The frame object, or None.", |vm, value| {
                let frame = this::<Frame>(vm, value)?;
                Ok(vm.frame_of(frame).unwrap_or(Value::None))
            }),
            property("__name__", "The name.", |vm, value| name(vm, value, names::NAME)),
            property("__qualname__", "The qualified name.", |vm, value| {
                name(vm, value, names::QUALNAME)
            }),
        ];
    };
}

attributes!(
    GENERATOR_ATTRIBUTES,
    "gi_running",
    "gi_suspended",
    "gi_yieldfrom",
    "gi_code",
    "gi_frame"
);
attributes!(COROUTINE_ATTRIBUTES, "cr_running", "cr_suspended", "cr_await", "cr_code", "cr_frame");
attributes!(ASYNC_ATTRIBUTES, "ag_running", "ag_suspended", "ag_await", "ag_code", "ag_frame");

static COROUTINE_ORIGIN: &[PropertyDef] =
    &[property("cr_origin", "Where it was created, if that is tracked.", |vm, value| {
        let Some(origin) = vm.origin_of(value) else { return Ok(Value::None) };
        let steps = origin.steps().iter().map(|step| {
            let file = Str::value(&vm.origin_file(step));
            Tuple::value(vec![file, Value::Int(step.line.into()), Str::value(&step.name)])
        });
        Ok(Tuple::value(steps.collect::<Vec<_>>()))
    })];

/// Adds all of generators, coroutines and async generators.
pub(crate) fn install(vm: &mut Vm) {
    super::add_methods(vm, Type::Generator, &[DRIVING, GENERATOR]);
    super::add_methods(vm, Type::Coroutine, &[DRIVING, AWAIT]);
    super::add_methods(vm, Type::CoroutineWrapper, &[WRAPPER, super::sequence::REPR]);
    super::add_properties(vm, Type::Generator, GENERATOR_ATTRIBUTES);
    super::add_properties(vm, Type::Coroutine, COROUTINE_ATTRIBUTES);
    super::add_properties(vm, Type::Coroutine, COROUTINE_ORIGIN);
    super::add_properties(vm, Type::AsyncGenerator, ASYNC_ATTRIBUTES);
    for which in [Type::Generator, Type::Coroutine, Type::AsyncGenerator] {
        super::add_methods(vm, which, &[super::sequence::REPR]);
    }
}

fn name(vm: &mut Vm, value: &Value, which: ouro_vm::Sym) -> R {
    let frame = this::<Frame>(vm, value)?;
    Ok(Str::value(&crate::show_objects::frame_name(vm, frame, which)))
}

/// Resumes a frame; its return is a `StopIteration`.
fn drive(vm: &mut Vm, value: &Value, how: Resume) -> R {
    match vm.resume(value, how) {
        Halt::Yielded(value) | Halt::Item(value) => Ok(value),
        Halt::Raised(raised) => Err(raised),
        Halt::Returned(Value::None) => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
        Halt::Returned(value) => Err(vm.raise_with(Exc::StopIteration, vec![value])),
    }
}

/// The exception that the arguments of `throw` name.
pub(crate) fn exception(vm: &mut Vm, args: &[Value]) -> R<Raised> {
    let [kind, value, traceback] = args else {
        return Err(args::type_error(vm, "throw expected at least 1 argument, got 0"));
    };
    let object =
        if kind.is::<Class>() && vm.is_subclass(kind, &vm.exception_class(Exc::BaseException)) {
            match value {
                Value::Unbound | Value::None => vm.call(kind, &[])?,
                value if vm.is_instance(value, kind) => value.clone(),
                value => match payload::<Tuple>(value) {
                    Some(arguments) => vm.call(kind, &arguments.0)?,
                    None => vm.call(kind, std::slice::from_ref(value))?,
                },
            }
        } else {
            if kind.is::<Exception>() && !(value.is_unbound() || value.is_none()) {
                let message = "instance exception may not have a separate value";
                return Err(args::type_error(vm, message));
            }
            kind.clone()
        };
    if let Some(exception) = object.get::<Exception>()
        && traceback.is::<ouro_vm::objects::Traceback>()
    {
        exception.traceback.set(traceback.clone());
    }
    match Raised::from_value(object) {
        Some(raised) => Ok(raised),
        None => {
            let name = vm.type_name(kind);
            let message = format!(
                "exceptions must be classes or instances deriving from BaseException, not {name}"
            );
            Err(args::type_error(vm, &message))
        }
    }
}
