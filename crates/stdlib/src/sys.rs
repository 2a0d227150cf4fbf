//! The module `sys` (library reference, "sys"): the interpreter and its streams.

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

static FUNCTIONS: &[NativeDef] = &[
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
    streams::fill(vm, module);
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
