//! Modules.

use super::namespace::Namespace;
use crate::intern::Sym;
use crate::value::Value;

/// A module, whose namespace is the globals of its functions.
pub struct Module {
    /// Its name.
    pub name: Sym,
    /// Its globals.
    pub namespace: Namespace,
    /// The number that inline caches know it by.
    pub number: u32,
    /// Whether it is one of Ouro's own, of which the table of modules knows all there is: a missing name
    /// then gets the note that Ouro has none.
    pub native: bool,
    /// Where its names are kept instead, unless unbound: see `mapped_names`.
    pub mapping: Value,
}
crate::object!(Module, "module", { name, namespace, number, native, mapping });
