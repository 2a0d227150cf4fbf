//! The built-in functions (library reference, "Built-in Functions"), as tables by what they are about.

mod execute;
pub(crate) mod introspect;
mod iterate;
pub(crate) mod numbers;
mod output;
mod scope;

use ouro_vm::Keyword;

use crate::prelude::*;

/// Adds the built-in functions to the module `builtins`.
pub(crate) fn install(vm: &mut Vm) {
    vm.add_builtins(numbers::FUNCTIONS);
    vm.add_builtins(output::FUNCTIONS);
    vm.add_builtins(iterate::FUNCTIONS);
    vm.add_builtins(introspect::FUNCTIONS);
    vm.add_builtins(scope::FUNCTIONS);
    vm.add_builtins(execute::FUNCTIONS);
    iterate::install_types(vm);
    introspect::install_types(vm);
}

/// The dict of `**kwargs` as the keywords of a call.
pub(crate) fn keywords(vm: &Vm, dict: &Value) -> Vec<Keyword> {
    let items = dict.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default();
    let named = items.into_iter().filter_map(|(key, value)| {
        let text = text_of(&key)?.to_text().into_owned();
        Some((vm.intern(&text), value))
    });
    named.collect()
}
