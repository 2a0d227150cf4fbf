//! The built-in functions and the methods of the built-in types, as tables.
//!
//! [`install`] puts them into a machine. `functions` and `types` hold the tables, one file for each family;
//! `show` is `repr`, `str` and `format` of every value; `text` is what needs no values: numbers and strings
//! to and from text, and the formatting languages.
//!
//! What operators do with built-in values, how attributes are found and how frames run is the VM's.

mod args;
mod functions;
mod prelude;
mod show;
mod show_objects;
mod sort;
mod types;

pub mod text;

use ouro_vm::{R, Value, Vm};

pub use args::str_from_bytes;
pub use types::mappingproxy::DEF as MAPPING_PROXY;
pub use types::number::DigitsMax;

/// Adds the built-in functions, and the methods of the built-in types, to a machine.
pub fn install(vm: &mut Vm) {
    types::install(vm);
    functions::install(vm);
}

/// `repr(value)`, a string.
///
/// # Errors
/// What a script's `__repr__` raises.
pub fn repr(vm: &mut Vm, value: &Value) -> R {
    show::repr(vm, value)
}

/// `str(value)`, a string.
///
/// # Errors
/// What a script's `__str__` raises.
pub fn str(vm: &mut Vm, value: &Value) -> R {
    show::str(vm, value)
}

/// `format(value, spec)`, a string.
///
/// # Errors
/// What a script's `__format__` raises, or a `ValueError` for a specification that does not fit.
pub fn format(vm: &mut Vm, value: &Value, spec: &Value) -> R {
    show::format(vm, value, spec)
}
