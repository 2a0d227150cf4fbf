//! `None`, `Ellipsis` and `NotImplemented`, modules, and what else has a type but little of its own.

use crate::prelude::*;
use crate::types::sequence;

static NEW_NONE: NativeDef =
    native("__new__", ANY, "The one None.", |vm, args| takes_none(vm, args).map(|()| Value::None));
static NEW_ELLIPSIS: NativeDef = native("__new__", ANY, "The one Ellipsis.", |vm, args| {
    takes_none(vm, args).map(|()| Value::Ellipsis)
});
static NEW_NOT_IMPLEMENTED: NativeDef =
    native("__new__", ANY, "The one NotImplemented.", |vm, args| {
        takes_none(vm, args).map(|()| Value::NotImplemented)
    });

const ANY: &str = "(cls, /, *args, **kwargs)";

fn takes_none(vm: &mut Vm, args: &[Value]) -> R<()> {
    if vm.len(&args[1])? == 0 && vm.len(&args[2])? == 0 {
        return Ok(());
    }
    let name = vm.class_name(&args[0]);
    Err(args::type_error(vm, &format!("{name} takes no arguments")))
}

static BOOL: &[NativeDef] =
    &[native("__bool__", "(self, /)", "False", |_, _| Ok(Value::Bool(false)))];

static SUPER: &[PropertyDef] = &[
    member("__thisclass__", "the class invoking super()", |vm, value| {
        Ok(this::<ouro_vm::objects::Super>(vm, value)?.class.clone())
    }),
    member("__self__", "the instance invoking super(); may be None", |vm, value| {
        Ok(this::<ouro_vm::objects::Super>(vm, value)?.receiver.clone())
    }),
    member(
        "__self_class__",
        "the type of the instance invoking super(); may be None",
        |vm, value| Ok(this::<ouro_vm::objects::Super>(vm, value)?.start.clone()),
    ),
];

static CELL: &[PropertyDef] = &[PropertyDef {
    name: "cell_contents",
    doc: "What the cell holds.",
    get: |vm, value| {
        let held = this::<ouro_vm::objects::Cell>(vm, value)?.0.get();
        match held.bound() {
            Some(held) => Ok(held),
            None => Err(args::value_error(vm, "Cell is empty")),
        }
    },
    set: Some(|vm, value, new| {
        this::<ouro_vm::objects::Cell>(vm, value)?.0.set(new);
        Ok(())
    }),
}];

static NEW_CELL: NativeDef =
    native("__new__", "(cls, contents=..., /)", "Create a new cell object.", |_, args| {
        Ok(Value::new(ouro_vm::objects::Cell(ValueCell::new(args[1].clone()))))
    });

/// Adds all of them.
pub(crate) fn install(vm: &mut Vm) {
    for (which, new) in [
        (Type::NoneType, &NEW_NONE),
        (Type::EllipsisType, &NEW_ELLIPSIS),
        (Type::NotImplementedType, &NEW_NOT_IMPLEMENTED),
    ] {
        let class = vm.type_object(which);
        let contents = TypeContents {
            doc: match which {
                Type::NoneType => "The type of the None singleton.",
                Type::EllipsisType => "The type of the Ellipsis singleton.",
                _ => "The type of the NotImplemented singleton.",
            },
            new: Some(new),
            methods: sequence::REPR,
            ..TypeContents::default()
        };
        vm.extend_type(&class, &contents);
    }
    super::add_methods(vm, Type::NoneType, &[BOOL]);
    for which in [Type::Module, Type::Super, Type::Cell, Type::Code] {
        super::add_methods(vm, which, &[sequence::REPR]);
    }
    super::alias::install(vm);
    super::add_properties(vm, Type::Super, SUPER);
    super::add_properties(vm, Type::Cell, CELL);
    let cell = vm.type_object(Type::Cell);
    vm.extend_type(&cell, &TypeContents { new: Some(&NEW_CELL), ..TypeContents::default() });
    super::code::install(vm);
}
