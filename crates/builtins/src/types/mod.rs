//! The methods and attributes of the built-in types: one file for each type or family.

mod alias;
mod async_generator;
pub(crate) mod bytes;
mod class;
mod code;
mod compare;
mod complex;
pub(crate) mod dict;
mod exception;
mod exception_group;
pub(crate) mod float;
pub(crate) mod frame;
mod function;
pub(crate) mod int;
mod iterator;
mod list;
pub(crate) mod mappingproxy;
pub(crate) mod memoryview;
pub(crate) mod namespace_view;
pub(crate) mod number;
pub(crate) mod object;
mod quitter;
mod range;
pub(crate) mod sequence;
pub(crate) mod set;
mod singleton;
mod str;
mod trace;
mod tuple;

use crate::prelude::*;

pub(crate) use compare::hash;
pub(crate) use iterator::register as register_iterator;

/// Adds the methods of all built-in types.
pub(crate) fn install(vm: &mut Vm) {
    object::install(vm);
    class::install(vm);
    singleton::install(vm);
    trace::install(vm);
    int::install(vm);
    float::install(vm);
    complex::install(vm);
    str::install(vm);
    bytes::install(vm);
    memoryview::install(vm);
    list::install(vm);
    tuple::install(vm);
    dict::install(vm);
    set::install(vm);
    range::install(vm);
    iterator::install(vm);
    function::install(vm);
    frame::install(vm);
    async_generator::install(vm);
    exception::install(vm);
    exception_group::install(vm);
    namespace_view::install(vm);
    mappingproxy::install(vm);
    quitter::install(vm);
}

fn add_methods(vm: &mut Vm, which: Type, groups: &[&'static [NativeDef]]) {
    let class = vm.type_object(which);
    for methods in groups {
        vm.extend_type(&class, &TypeContents { methods, ..TypeContents::default() });
    }
}

fn add_class_methods(vm: &mut Vm, which: Type, class_methods: &'static [NativeDef]) {
    let class = vm.type_object(which);
    vm.extend_type(&class, &TypeContents { class_methods, ..TypeContents::default() });
}

fn add_properties(vm: &mut Vm, which: Type, properties: &'static [PropertyDef]) {
    let class = vm.type_object(which);
    vm.extend_type(&class, &TypeContents { properties, ..TypeContents::default() });
}

/// `__hash__ = None`, as types have it whose instances can change.
fn make_unhashable(vm: &mut Vm, which: Type) {
    let class = vm.type_object(which);
    if let Some(class) = class.get::<Class>() {
        class.namespace.set(names::HASH, Value::None);
    }
}
