//! The importable modules: one table of what exists, and the native ones.
//!
//! A module is a file with its `MODULE`: a table of functions, and what it is filled with besides. What is
//! not in the table of modules is a `ModuleNotFoundError`, what is not in a module an `AttributeError`.

mod args;
mod functools;
mod hashlib;
mod itertools;
mod logging;
mod math;
mod prelude;
mod random;
mod struct_sequence;
mod sys;
mod time;
mod types;
mod typing;

use ouro_vm::{ModuleDef, Vm};

/// All native modules of this crate.
static MODULES: &[&ModuleDef] = &[
    &functools::MODULE,
    &hashlib::MODULE,
    &itertools::MODULE,
    &logging::MODULE,
    &math::MODULE,
    &random::MODULE,
    &sys::MODULE,
    &time::MODULE,
    &types::MODULE,
    &typing::MODULE,
];

/// Makes the modules importable.
pub fn install(vm: &mut Vm) {
    vm.add_modules(MODULES);
}
