//! Built-in functions that look at who calls them: `globals`, `locals`, `vars` and `dir` without argument.
//!
//! `locals()` of a function is a dict of its own, made anew each time (PEP 667).

use ouro_vm::Scope;

use crate::prelude::*;
use crate::types::namespace_view;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native(
        "globals",
        "()",
        "Return the dictionary containing the current scope's global variables.",
        |vm, _| match vm.caller_globals() {
            Some(module) => view(vm, &module),
            None => Err(refused(vm, "globals()")),
        },
    ),
    native(
        "locals",
        "()",
        "Return a dictionary containing the current scope's local variables.",
        |vm, _| locals(vm, "locals()"),
    ),
    native(
        "__import__",
        "(name, globals=None, locals=None, fromlist=(), level=0)",
        "Import a module.",
        |vm, args| {
            let Some(name) = text_of(&args[0]).map(ToString::to_string) else {
                return Err(args::type_error(vm, "module name must be a string"));
            };
            if name.is_empty() {
                return Err(args::value_error(vm, "Empty module name"));
            }
            let module = vm.import(&name)?;
            // Without names to be taken of it, it is the package that is asked for.
            match args[3].is::<Str>() || !vm.truthy(&args[3])? {
                true => vm.import(name.split('.').next().unwrap_or(&name)),
                false => Ok(module),
            }
        },
    ),
];

fn view(vm: &mut Vm, module: &Value) -> R {
    Ok(namespace_view::of_names(vm, module).unwrap_or(Value::None))
}

fn refused(vm: &mut Vm, what: &str) -> Raised {
    let message = format!("{what} is not supported here");
    vm.refuse(&message)
}

fn locals(vm: &mut Vm, what: &str) -> R {
    match vm.caller_scope()? {
        Some(Scope::Namespace(module)) if module.is::<Module>() => view(vm, &module),
        Some(Scope::Namespace(mapping)) => Ok(mapping),
        Some(Scope::Locals(dict)) => Ok(dict),
        None => Err(refused(vm, what)),
    }
}

/// `vars()`
pub(super) fn vars(vm: &mut Vm) -> R {
    locals(vm, "vars()")
}

/// `dir()`
pub(super) fn dir(vm: &mut Vm) -> R {
    let names = locals(vm, "dir()")?;
    let mut texts: Vec<(String, Value)> = Vec::new();
    for name in vm.collect(&names)? {
        let text = text_of(&name).map(ToString::to_string).unwrap_or_default();
        texts.push((text, name));
    }
    texts.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(List::value(texts.into_iter().map(|(_, name)| name).collect()))
}
