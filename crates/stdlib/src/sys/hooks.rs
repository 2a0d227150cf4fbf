//! Hooks of `sys`: what becomes of exceptions that nobody catches, and of results at the prompt; frames; counts
//! and sizes of objects.

use ouro_vm::objects::{ByteArray, Bytes, Class, Set};

use crate::prelude::*;
use crate::struct_sequence::{self, Definition};

static UNRAISABLE: Definition = Definition {
    module: "builtins",
    name: "UnraisableHookArgs",
    fields: &["exc_type", "exc_value", "exc_traceback", "err_msg", "object"],
    is_struct: true,
    hidden: &[],
};

/// What `setswitchinterval` was given. Which thread runs is the policy's to say, which goes by steps.
struct SwitchInterval(f64);

impl Default for SwitchInterval {
    fn default() -> Self {
        Self(0.005)
    }
}

/// What is told of objects that live as long as the interpreter: CPython counts them no more.
const IMMORTAL: i64 = 0xFFFF_FFFF;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native(
        "excepthook",
        "(exctype, value, traceback, /)",
        "Handle an exception by displaying it with a traceback on sys.stderr.",
        |vm, args| {
            let text = vm.format_exception(&args[1]);
            vm.write_err(&text);
            Ok(Value::None)
        },
    ),
    native("unraisablehook", "(unraisable, /)", "Handle an unraisable exception.", |vm, args| {
        let value = vm.get_attr_text(&args[0], "exc_value")?;
        let object = vm.get_attr_text(&args[0], "object")?;
        if let Some(raised) = Raised::from_value(value) {
            vm.print_unraisable(raised, &object);
        }
        Ok(Value::None)
    }),
    native(
        "displayhook",
        "(object, /)",
        "Print an object to sys.stdout and also save it in builtins._",
        display,
    ),
    native(
        "_getframe",
        "(depth=0, /)",
        "Return a frame object from the call stack.",
        |vm, args| {
            let depth = usize::try_from(args::int(vm, &args[0])?).unwrap_or(0);
            match vm.stack_frame(depth) {
                Some(frame) => Ok(frame),
                None => Err(args::value_error(vm, "call stack is not deep enough")),
            }
        },
    ),
    native(
        "_getframemodulename",
        "(depth=0)",
        "Return the name of the module for a calling frame.",
        |vm, args| {
            let depth = usize::try_from(args::int(vm, &args[0])?).unwrap_or(0);
            let Some(place) = vm.caller_place(depth) else { return Ok(Value::None) };
            vm.get_attr_text(&place.module, "__name__")
        },
    ),
    native("getrefcount", "(object, /)", "Return the reference count of object.", |_, args| {
        // Those that this call holds itself do not count, but for the one that CPython's call holds too.
        Ok(Value::Int(args[0].as_ref().map_or(IMMORTAL, |object| i64::from(object.count()))))
    }),
    native(
        "getsizeof",
        "(object, default=...)",
        "Return the size of object in bytes, as Ouro keeps it.",
        size_of,
    ),
    native("getswitchinterval", "()", "Return the current thread switch interval.", |vm, _| {
        Ok(Value::Float(vm.extension::<SwitchInterval>().0))
    }),
    native(
        "setswitchinterval",
        "(interval, /)",
        "Set the ideal thread switching delay.",
        |vm, args| {
            let seconds = args::float(vm, &args[0])?;
            if seconds <= 0.0 {
                return Err(args::value_error(vm, "switch interval must be strictly positive"));
            }
            vm.extension::<SwitchInterval>().0 = seconds;
            Ok(Value::None)
        },
    ),
    native("gettrace", "()", "Return the global debug tracing function: there is none.", |_, _| {
        Ok(Value::None)
    }),
    native("getprofile", "()", "Return the profiling function: there is none.", |_, _| {
        Ok(Value::None)
    }),
    native("getallocatedblocks", "()", "Return the number of objects.", |vm, _| {
        Ok(args::count(vm.heap().objects()))
    }),
];

/// Keeps what the hooks were, and has the machine call what takes their place.
pub(super) fn fill(vm: &mut Vm, module: &Module) {
    vm.unraisable_arguments =
        Some(|vm, fields| struct_sequence::instance(vm, &UNRAISABLE, fields.as_slice()));
    for name in ["excepthook", "unraisablehook", "displayhook"] {
        let hook = module.namespace.get(vm.intern(name));
        args::set(vm, module, &format!("__{name}__"), hook);
    }
}

fn display(vm: &mut Vm, args: &[Value]) -> R {
    if args[0].is_none() {
        return Ok(Value::None);
    }
    vm.set_builtin("_", Value::None);
    let text = vm.repr(&args[0])?;
    let print = vm.builtins.get::<Module>().map(|b| b.namespace.get(vm.intern("print")));
    vm.call(&print.unwrap_or_default(), &[text])?;
    vm.set_builtin("_", args[0].clone());
    Ok(Value::None)
}

fn size_of(vm: &mut Vm, args: &[Value]) -> R {
    let value = &args[0];
    if value.is::<Instance>() && !value.is::<Class>() {
        let asked = vm.lookup_special(value, vm.intern("__sizeof__"));
        if asked.is::<ouro_vm::objects::Function>() {
            let method = vm.get_attr_text(value, "__sizeof__")?;
            return vm.call(&method, &[]);
        }
    }
    let word = std::mem::size_of::<Value>();
    let inner = args::base(value);
    let more = if let Some(list) = inner.get::<List>() {
        list.0.borrow().capacity() * word
    } else if let Some(tuple) = inner.get::<Tuple>() {
        tuple.0.len() * word
    } else if let Some(dict) = inner.get::<Dict>() {
        dict.0.capacity_bytes()
    } else if let Some(set) = inner.get::<Set>() {
        set.0.len() * 2 * word
    } else if let Some(bytes) = inner.get::<Bytes>() {
        bytes.0.len()
    } else if let Some(array) = inner.get::<ByteArray>() {
        array.0.borrow().capacity()
    } else if let Some(instance) = value.get::<Instance>() {
        instance.slots.len() * word
    } else {
        0
    };
    let block = value.as_ref().map_or(word, ouro_vm::Ref::block_bytes);
    Ok(args::count(block + more))
}
