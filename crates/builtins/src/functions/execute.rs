//! `exec`, `eval` and `compile`: texts and code objects run in namespaces that the caller gives.

use ouro_vm::objects::{ByteArray, Bytes, CodeObject};
use ouro_vm::{Mode, Scope};

use crate::prelude::*;
use crate::types::namespace_view;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native(
        "exec",
        "(source, /, globals=None, locals=None, *, closure=None)",
        "Execute the given source in the context of globals and locals.",
        |vm, args| {
            let (globals, names) = scopes(vm, "exec", &args[1], &args[2])?;
            let code = code(vm, "exec", &args[0], Mode::Exec)?;
            refuse_cells(vm, "exec", &code)?;
            vm.run_code(&code, &globals, &names)?;
            Ok(Value::None)
        },
    ),
    native(
        "eval",
        "(source, /, globals=None, locals=None)",
        "Evaluate the given source in the context of globals and locals.",
        |vm, args| {
            let (globals, names) = scopes(vm, "eval", &args[1], &args[2])?;
            let code = code(vm, "eval", &args[0], Mode::Eval)?;
            refuse_cells(vm, "eval", &code)?;
            vm.run_code(&code, &globals, &names)
        },
    ),
    native(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        "Compile source into a code object that can be executed by exec() or eval().",
        compile,
    ),
];

fn compile(vm: &mut Vm, args: &[Value]) -> R {
    let Some(name) = text_of(&args[1]).map(ToString::to_string) else {
        let got = vm.type_name(&args[1]);
        let message = format!("expected str, bytes or os.PathLike object, not {got}");
        return Err(args::type_error(vm, &message));
    };
    let mode = match text_of(&args[2]).map(ToString::to_string).as_deref() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some(_) => {
            let message = "compile() mode must be 'exec', 'eval' or 'single'";
            return Err(args::value_error(vm, message));
        }
        None => {
            let message = "compile() argument 'mode' must be str, not ";
            return Err(args::wrong_type(vm, message, &args[2]));
        }
    };
    if ouro_vm::as_i64(&args[3]) != Some(0) {
        return Err(vm.refuse("compile() with flags is not supported"));
    }
    if args[0].is::<CodeObject>() {
        return Ok(args[0].clone());
    }
    let Some(text) = source_text(&args[0]) else {
        let message = "compile() arg 1 must be a string, bytes or AST object";
        return Err(args::type_error(vm, message));
    };
    vm.compile_text(&name, &text, mode)
}

/// The code to be run.
fn code(vm: &mut Vm, function: &str, source: &Value, mode: Mode) -> R {
    if source.is::<CodeObject>() {
        return Ok(source.clone());
    }
    match source_text(source) {
        Some(text) => vm.compile_text("<string>", &text, mode),
        None => {
            let message = format!("{function}() arg 1 must be a string, bytes or code object");
            Err(args::type_error(vm, &message))
        }
    }
}

fn source_text(source: &Value) -> Option<String> {
    if let Some(text) = text_of(source) {
        return Some(text.to_string());
    }
    let bytes = match (payload::<Bytes>(source), payload::<ByteArray>(source)) {
        (Some(bytes), _) => bytes.0.to_vec(),
        (None, Some(array)) => array.0.borrow().clone(),
        (None, None) => return None,
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn refuse_cells(vm: &mut Vm, function: &str, code: &Value) -> R<()> {
    if code.get::<CodeObject>().is_none_or(|code| code.code.free_names.is_empty()) {
        return Ok(());
    }
    let message = format!("code object passed to {function}() may not contain free variables");
    Err(args::type_error(vm, &message))
}

/// The module that is the globals, and the module or mapping that has the names.
fn scopes(vm: &mut Vm, function: &str, globals: &Value, locals: &Value) -> R<(Value, Value)> {
    if globals.is_none() {
        let Some(module) = vm.caller_globals() else {
            let message = format!("{function}() is not supported here");
            return Err(vm.refuse(&message));
        };
        let names = match locals {
            Value::None => match vm.caller_scope()? {
                Some(Scope::Namespace(names) | Scope::Locals(names)) => names,
                None => module.clone(),
            },
            given => mapping(vm, function, given)?,
        };
        return Ok((module, names));
    }
    let module = match namespace_view::module_of(globals) {
        Some(module) => module,
        None if is_a::<Dict>(globals) => {
            let key = vm.interner.value(names::BUILTINS);
            if !vm.contains(globals, &key)? {
                let builtins = vm.builtins.clone();
                let builtins = namespace_view::of_names(vm, &builtins).unwrap_or_default();
                vm.set_item(globals, &key, builtins)?;
            }
            vm.module_of_mapping(globals)
        }
        None => {
            let mapping = !vm.lookup_special(globals, names::GETITEM).is_unbound();
            let message = match (function, mapping) {
                ("exec", _) => args::wrong_type(vm, "exec() globals must be a dict, not ", globals),
                (_, true) => {
                    let message = "globals must be a real dict; try eval(code, {}, mapping)";
                    args::type_error(vm, message)
                }
                _ => args::type_error(vm, "globals must be a dict"),
            };
            return Err(message);
        }
    };
    let names = match locals {
        Value::None => module.clone(),
        given => mapping(vm, function, given)?,
    };
    Ok((module, names))
}

fn mapping(vm: &mut Vm, function: &str, given: &Value) -> R {
    if let Some(module) = namespace_view::module_of(given) {
        return Ok(module);
    }
    if given.is::<Dict>() || !vm.lookup_special(given, names::GETITEM).is_unbound() {
        return Ok(given.clone());
    }
    Err(match function {
        "exec" => args::wrong_type(vm, "locals must be a mapping or None, not ", given),
        _ => args::type_error(vm, "locals must be a mapping"),
    })
}
