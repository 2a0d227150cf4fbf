//! `None`, `Ellipsis` and `NotImplemented`, modules, and what else has a type but little of its own.

use crate::prelude::*;
use crate::types::sequence;

static NEW_NONE: NativeDef = native("__new__", "(cls, /)", "The one None.", |_, _| Ok(Value::None));
static NEW_ELLIPSIS: NativeDef =
    native("__new__", "(cls, /)", "The one Ellipsis.", |_, _| Ok(Value::Ellipsis));
static NEW_NOT_IMPLEMENTED: NativeDef =
    native("__new__", "(cls, /)", "The one NotImplemented.", |_, _| Ok(Value::NotImplemented));

static BOOL: &[NativeDef] =
    &[native("__bool__", "(self, /)", "False", |_, _| Ok(Value::Bool(false)))];

static CELL: &[PropertyDef] = &[property("cell_contents", "What the cell holds.", |vm, value| {
    let held = this::<ouro_vm::objects::Cell>(vm, value)?.0.get();
    match held.bound() {
        Some(held) => Ok(held),
        None => Err(args::value_error(vm, "Cell is empty")),
    }
})];

/// Adds all of them.
pub(crate) fn install(vm: &mut Vm) {
    for (which, new) in [
        (Type::NoneType, &NEW_NONE),
        (Type::EllipsisType, &NEW_ELLIPSIS),
        (Type::NotImplementedType, &NEW_NOT_IMPLEMENTED),
    ] {
        let class = vm.type_object(which);
        let contents =
            TypeContents { new: Some(new), methods: sequence::REPR, ..TypeContents::default() };
        vm.extend_type(&class, &contents);
    }
    super::add_methods(vm, Type::NoneType, &[BOOL]);
    for which in [Type::Module, Type::Super, Type::Cell, Type::Code] {
        super::add_methods(vm, which, &[sequence::REPR]);
    }
    super::alias::install(vm);
    super::add_properties(vm, Type::Cell, CELL);
    super::code::install(vm);
}
