//! The module `sys` (library reference, "sys"): the interpreter and its streams.

mod hooks;
mod streams;

use ouro_builtins::DigitsMax;

use crate::prelude::*;
use crate::struct_sequence::{self, Definition};
use crate::types;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the interpreter.",
    functions: FUNCTIONS,
    fill,
};

/// The fewest digits that `set_int_max_str_digits` allows, short of 0 for no limit.
const DIGITS_LEAST: i64 = 640;

static VERSION_INFO: Definition = Definition {
    module: "sys",
    name: "version_info",
    fields: &["major", "minor", "micro", "releaselevel", "serial"],
    is_struct: true,
    hidden: &[],
};

static INT_INFO: Definition = Definition {
    module: "sys",
    name: "int_info",
    fields: &[
        "bits_per_digit",
        "sizeof_digit",
        "default_max_str_digits",
        "str_digits_check_threshold",
    ],
    is_struct: true,
    hidden: &[],
};

static HASH_INFO: Definition = Definition {
    module: "sys",
    name: "hash_info",
    fields: &[
        "width",
        "modulus",
        "inf",
        "nan",
        "imag",
        "algorithm",
        "hash_bits",
        "seed_bits",
        "cutoff",
    ],
    is_struct: true,
    hidden: &[],
};

static THREAD_INFO: Definition = Definition {
    module: "sys",
    name: "thread_info",
    fields: &["name", "lock", "version"],
    is_struct: true,
    hidden: &[],
};

static FLAGS: Definition = Definition {
    module: "sys",
    name: "flags",
    fields: &[
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
        "dev_mode",
        "utf8_mode",
        "warn_default_encoding",
        "safe_path",
        "int_max_str_digits",
    ],
    is_struct: true,
    hidden: &[],
};

static FLOAT_INFO: Definition = Definition {
    module: "sys",
    name: "float_info",
    fields: &[
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ],
    is_struct: true,
    hidden: &[],
};

static ASYNCGEN_HOOKS: Definition = Definition {
    module: "sys",
    name: "asyncgen_hooks",
    fields: &["firstiter", "finalizer"],
    is_struct: false,
    hidden: &[],
};

fn asyncgen_hooks(vm: &mut Vm, _: &[Value]) -> R {
    let hooks = vm.per_thread.asyncgen_hooks.clone();
    let hooks = hooks.map(|hook| hook.bound().unwrap_or(Value::None));
    struct_sequence::instance(vm, &ASYNCGEN_HOOKS, &hooks)
}

fn set_asyncgen_hooks(vm: &mut Vm, args: &[Value]) -> R {
    let mut hooks = vm.per_thread.asyncgen_hooks.clone();
    for (which, name) in [(0, "firstiter"), (1, "finalizer")] {
        match &args[which] {
            Value::Unbound => {}
            Value::None => hooks[which] = Value::Unbound,
            hook if !args::is_callable(vm, hook)? => {
                let message = format!("callable {name} expected, got {}", vm.type_name(hook));
                return Err(vm.raise(Exc::TypeError, &message));
            }
            hook => hooks[which] = hook.clone(),
        }
    }
    vm.per_thread.asyncgen_hooks = hooks;
    Ok(Value::None)
}

static FUNCTIONS: &[NativeDef] = &[
    native(
        "get_coroutine_origin_tracking_depth",
        "()",
        "Check status of origin tracking for coroutine objects in this thread.",
        |vm, _| Ok(Value::Int(i64::try_from(vm.per_thread.origin_depth).unwrap_or(i64::MAX))),
    ),
    native(
        "set_coroutine_origin_tracking_depth",
        "(depth)",
        "Enable or disable origin tracking for coroutine objects in this thread.",
        |vm, args| {
            let depth = args::int(vm, &args[0])?;
            let Ok(depth) = usize::try_from(depth) else {
                return Err(args::value_error(vm, "depth must be >= 0"));
            };
            vm.track_origins(depth);
            Ok(Value::None)
        },
    ),
    native(
        "get_asyncgen_hooks",
        "()",
        "Return the installed asynchronous generator hooks.",
        asyncgen_hooks,
    ),
    native(
        "set_asyncgen_hooks",
        "(firstiter=..., finalizer=...)",
        "Set what is called at the first iteration of asynchronous generators, and at their end.",
        set_asyncgen_hooks,
    ),
    native(
        "exit",
        "(status=None, /)",
        "Exit the interpreter by raising SystemExit(status).",
        |vm, args| {
            let status = match &args[0] {
                Value::None => Vec::new(),
                status => match args::payload::<Tuple>(status) {
                    Some(tuple) => tuple.0.to_vec(),
                    None => vec![status.clone()],
                },
            };
            Err(vm.raise_with(Exc::SystemExit, status))
        },
    ),
    native(
        "getrecursionlimit",
        "()",
        "Return the current value of the recursion limit.",
        |vm, _| Ok(args::count(vm.limits.recursion)),
    ),
    native(
        "setrecursionlimit",
        "(limit, /)",
        "Set the maximum depth of the interpreter stack.",
        set_recursion_limit,
    ),
    native("get_int_max_str_digits", "()", "Return the maximum string digits limit.", |vm, _| {
        Ok(args::count(vm.extension::<DigitsMax>().0))
    }),
    native(
        "set_int_max_str_digits",
        "(maxdigits)",
        "Set the maximum string digits limit.",
        set_digits,
    ),
    native(
        "exc_info",
        "()",
        "Return information about the exception that is being handled.",
        exc_info,
    ),
    native("exception", "()", "Return the exception that is being handled.", |vm, _| {
        Ok(vm.handled_exception())
    }),
    native("getdefaultencoding", "()", "Return the default encoding of strings.", |_, _| {
        Ok(Str::value("utf-8"))
    }),
    native("getfilesystemencodeerrors", "()", "Return the error handler of file names.", |_, _| {
        Ok(Str::value("surrogateescape"))
    }),
    native("getfilesystemencoding", "()", "Return the encoding of file names.", |_, _| {
        Ok(Str::value("utf-8"))
    }),
    native("intern", "(string, /)", "Intern the given string.", |vm, args| match &args[0] {
        string if string.is::<Str>() => Ok(string.clone()),
        other => {
            let got = vm.type_name(other);
            Err(args::type_error(vm, &format!("intern() argument must be str, not {got}")))
        }
    }),
    native(
        "is_finalizing",
        "()",
        "Return True if the interpreter is being taken down.",
        |vm, _| Ok(Value::Bool(vm.finalizing)),
    ),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let arguments = vm.outside.host.arguments();
    let arguments = arguments.iter().map(|argument| Str::value(argument)).collect();
    args::set(vm, module, "argv", List::value(arguments));
    let folder = vm.import_folder.trim_end_matches('/').to_owned();
    args::set(vm, module, "path", List::value(vec![Str::value(&folder)]));
    let ouro = env!("CARGO_PKG_VERSION");
    args::set(vm, module, "version", Str::value(&format!("3.13.0 (Ouro {ouro})")));
    // CPython's number for 3.13.0 final: two digits for each part.
    args::set(vm, module, "hexversion", Value::Int(0x030d_00f0));
    args::set(vm, module, "api_version", Value::Int(1013));
    args::set(vm, module, "platform", Str::value(platform()));
    args::set(vm, module, "maxsize", Value::Int(i64::MAX));
    args::set(vm, module, "maxunicode", Value::Int(i64::from(u32::from(char::MAX))));
    args::set(
        vm,
        module,
        "byteorder",
        Str::value(if cfg!(target_endian = "big") { "big" } else { "little" }),
    );
    // The host does not say where the command lies; CPython has the empty string where it doesn't know.
    args::set(vm, module, "executable", Str::value(""));
    args::set(vm, module, "dont_write_bytecode", Value::Bool(true));
    let version = struct_sequence::instance(
        vm,
        &VERSION_INFO,
        &[Value::Int(3), Value::Int(13), Value::Int(0), Str::value("final"), Value::Int(0)],
    )?;
    let implementation = types::namespace(
        vm,
        &[
            ("name", Str::value("ouro")),
            ("cache_tag", Value::None),
            ("version", version.clone()),
            ("hexversion", Value::Int(0x030d_00f0)),
        ],
    )?;
    args::set(vm, module, "version_info", version);
    args::set(vm, module, "implementation", implementation);
    let float_info = float_info(vm)?;
    args::set(vm, module, "float_info", float_info);
    more_info(vm, module)?;
    for def in hooks::FUNCTIONS {
        let own = vm.modules.get(&module.name).cloned().unwrap_or_default();
        args::set(vm, module, def.name, vm.native(def, &own));
    }
    hooks::fill(vm, module);
    streams::fill(vm, module);
    let modules = vm.modules_dict();
    args::set(vm, module, "modules", modules);
    Ok(())
}

const fn platform() -> &'static str {
    if cfg!(target_os = "macos") {
        "darwin"
    } else if cfg!(target_os = "windows") {
        "win32"
    } else if cfg!(target_family = "wasm") {
        "emscripten"
    } else {
        "linux"
    }
}

fn float_info(vm: &mut Vm) -> R {
    struct_sequence::instance(
        vm,
        &FLOAT_INFO,
        &[
            Value::Float(f64::MAX),
            Value::Int(f64::MAX_EXP.into()),
            Value::Int(f64::MAX_10_EXP.into()),
            Value::Float(f64::MIN_POSITIVE),
            Value::Int(f64::MIN_EXP.into()),
            Value::Int(f64::MIN_10_EXP.into()),
            Value::Int(f64::DIGITS.into()),
            Value::Int(f64::MANTISSA_DIGITS.into()),
            Value::Float(f64::EPSILON),
            Value::Int(f64::RADIX.into()),
            Value::Int(1),
        ],
    )
}

fn more_info(vm: &mut Vm, module: &Module) -> R<()> {
    // Ouro's big integers have digits of 32 bits; the limits of their text are those of CPython.
    let ints = [32, 4, 4300, 640].map(Value::Int);
    let info = struct_sequence::instance(vm, &INT_INFO, &ints)?;
    args::set(vm, module, "int_info", info);
    let hash = [
        Value::Int(64),
        Value::Int((1 << 61) - 1),
        Value::Int(314_159),
        Value::Int(0),
        Value::Int(1_000_003),
        Str::value("siphash13"),
        Value::Int(64),
        Value::Int(128),
        Value::Int(0),
    ];
    let info = struct_sequence::instance(vm, &HASH_INFO, &hash)?;
    args::set(vm, module, "hash_info", info);
    let threads = [Str::value("pthread"), Str::value("semaphore"), Value::None];
    let info = struct_sequence::instance(vm, &THREAD_INFO, &threads)?;
    args::set(vm, module, "thread_info", info);
    let mut flags = vec![Value::Int(0); FLAGS.fields.len()];
    flags[4] = Value::Int(1);
    flags[11] = Value::Int(1);
    flags[13] = Value::Bool(false);
    flags[16] = Value::Bool(false);
    flags[17] = args::count(vm.extension::<DigitsMax>().0);
    let info = struct_sequence::instance(vm, &FLAGS, &flags)?;
    args::set(vm, module, "flags", info);
    let arguments = vm.outside.host.arguments();
    let mut original = vec![Str::value("ouro")];
    original.extend(arguments.iter().map(|argument| Str::value(argument)));
    args::set(vm, module, "orig_argv", List::value(original));
    args::set(vm, module, "warnoptions", List::value(Vec::new()));
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix", "abiflags"] {
        args::set(vm, module, name, Str::value(""));
    }
    args::set(vm, module, "platlibdir", Str::value("lib"));
    args::set(vm, module, "float_repr_style", Str::value("short"));
    args::set(vm, module, "pycache_prefix", Value::None);
    args::set(vm, module, "copyright", Str::value(COPYRIGHT));
    let mut names = vm.library_names();
    names.sort_unstable();
    let own = names.iter().filter(|name| !name.contains('.')).map(|name| Str::value(name));
    let own: Vec<Value> = own.collect();
    args::set(vm, module, "builtin_module_names", Tuple::value(own.clone()));
    let frozen = vm.type_object(ouro_vm::Type::FrozenSet);
    let set = vm.call(&frozen, &[List::value(own)])?;
    args::set(vm, module, "stdlib_module_names", set);
    Ok(())
}

/// What stands for CPython's.
const COPYRIGHT: &str = "Copyright (c) the Ouro project. MIT or Apache-2.0.";

fn set_recursion_limit(vm: &mut Vm, args: &[Value]) -> R {
    let limit = args::int(vm, &args[0])?;
    match usize::try_from(limit) {
        Ok(limit) if limit > 0 => {
            vm.limits.recursion = limit;
            Ok(Value::None)
        }
        _ => {
            let message = "recursion limit must be greater or equal than 1";
            Err(args::value_error(vm, message))
        }
    }
}

fn set_digits(vm: &mut Vm, args: &[Value]) -> R {
    let digits = args::int(vm, &args[0])?;
    if digits != 0 && digits < DIGITS_LEAST {
        let message = format!("maxdigits must be 0 or larger than {DIGITS_LEAST}");
        return Err(args::value_error(vm, &message));
    }
    vm.extension::<DigitsMax>().0 = usize::try_from(digits).unwrap_or(usize::MAX);
    Ok(Value::None)
}

fn exc_info(vm: &mut Vm, _: &[Value]) -> R {
    let value = vm.handled_exception();
    let Some(exception) = value.get::<Exception>() else {
        return Ok(Tuple::value([Value::None, Value::None, Value::None]));
    };
    Ok(Tuple::value([exception.class.get(), value.clone(), exception.traceback.get()]))
}
