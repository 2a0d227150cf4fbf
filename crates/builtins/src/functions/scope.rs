//! Built-in functions that look at who calls them: `globals`, `locals`, `vars` and `dir` without argument.
//!
//! The caller is known by the file of its code, which names its module. The locals of a function are not
//! to be had from here: there `locals()` and its kin are refused.

use crate::prelude::*;
use crate::types::namespace_view;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native(
        "globals",
        "()",
        "Return the dictionary containing the current scope's global variables.",
        |vm, _| caller_module(vm, "globals()").and_then(|module| view(vm, &module)),
    ),
    native(
        "locals",
        "()",
        "Return a dictionary containing the current scope's local variables.",
        |vm, _| module_scope(vm, "locals()").and_then(|module| view(vm, &module)),
    ),
];

fn view(vm: &mut Vm, module: &Value) -> R {
    Ok(namespace_view::of(vm, module).unwrap_or(Value::None))
}

fn refused(vm: &mut Vm, what: &str) -> Raised {
    let message = format!("{what} is not supported here");
    vm.refuse(&message)
}

/// The module whose code calls: the one of that file, or the only one that a script has.
fn caller_module(vm: &mut Vm, what: &str) -> R {
    let Some((_, file, _)) = vm.caller(0) else { return Err(refused(vm, what)) };
    let mut of_scripts = Vec::new();
    for value in vm.modules.values() {
        let Some(module) = value.get::<Module>().filter(|module| !module.native) else { continue };
        let own = module.namespace.get(names::FILE);
        if text_of(&own).is_some_and(|own| *own.to_text() == *file) {
            return Ok(value.clone());
        }
        of_scripts.push(value.clone());
    }
    match <[Value; 1]>::try_from(of_scripts) {
        Ok([only]) => Ok(only),
        Err(_) => Err(refused(vm, what)),
    }
}

/// The caller's module, if its top level is what calls.
fn module_scope(vm: &mut Vm, what: &str) -> R {
    match vm.caller(0) {
        Some((name, ..)) if name == "<module>" => caller_module(vm, what),
        _ => Err(refused(vm, &format!("{what} within a function"))),
    }
}

/// `vars()`
pub(super) fn vars(vm: &mut Vm) -> R {
    let module = module_scope(vm, "vars()")?;
    view(vm, &module)
}

/// `dir()`
pub(super) fn dir(vm: &mut Vm) -> R {
    let module = module_scope(vm, "dir()")?;
    super::introspect::names_of(vm, &module)
}
