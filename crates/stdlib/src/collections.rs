//! The native halves of `collections` and `collections.abc` (library reference of those names). The rest is in
//! `lib/`, in Ouro itself.

mod deque;
mod fields;

use ouro_vm::objects::Class;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "collections",
    doc: "Container datatypes.",
    functions: FUNCTIONS,
    fill: |vm, module| {
        deque::fill(vm, module)?;
        fields::fill(vm);
        for (name, kind) in VIEWS {
            let base = vm.type_object(kind);
            let class = vm.register_class(name, "builtins", base);
            args::set(vm, module, &format!("_{name}"), class);
        }
        Ok(())
    },
};

/// The views of an `OrderedDict`: those of a dict by other names.
const VIEWS: [(&str, Type); 3] = [
    ("odict_keys", Type::DictKeys),
    ("odict_values", Type::DictValues),
    ("odict_items", Type::DictItems),
];

static FUNCTIONS: &[NativeDef] = &[
    native("_odict_view", "(cls, view, /)", "A dict's view, of another class.", |vm, args| {
        Ok(vm.wrap_base(&args[0], args[1].clone()))
    }),
    native("_count_elements", "(mapping, iterable, /)", "Count the items of an iterable.", count),
    native("_tuplegetter", "(index, doc, /)", "A name for an item of a tuple.", fields::make),
];

fn count(vm: &mut Vm, args: &[Value]) -> R {
    let iterator = vm.iter(&args[1])?;
    // A class of its own may have its own way of storing.
    let plain = vm.unwrap_base(&args[0]);
    let set = vm.lookup_special(&args[0], names::SETITEM);
    let dict = plain.get::<Dict>().filter(|_| set.is::<ouro_vm::objects::Native>());
    let name = vm.intern("get");
    while let Some(item) = vm.next(&iterator)? {
        if let Some(dict) = dict {
            let before = vm.dict_get(dict, &item)?.unwrap_or(Value::Int(0));
            let after = vm.binary(BinOp::Add, &before, &Value::Int(1), false)?;
            vm.dict_set(dict, item, after)?;
            continue;
        }
        let get = vm.get_attr(&args[0], name)?;
        let before = vm.call(&get, &[item.clone(), Value::Int(0)])?;
        let after = vm.binary(BinOp::Add, &before, &Value::Int(1), false)?;
        vm.set_item(&args[0], &item, after)?;
    }
    Ok(Value::None)
}

pub(crate) static ABC: ModuleDef = ModuleDef {
    name: "collections.abc",
    doc: "Abstract base classes for containers.",
    functions: &[native(
        "_defines",
        "(cls, methods, /)",
        "Whether a class has methods, by name: True, or NotImplemented.",
        |vm, args| {
            let mro = args[0].get::<Class>().map(|class| class.mro.get()).unwrap_or_default();
            let order = args::rest(&mro).to_vec();
            for name in args::rest(&args[1]) {
                let name = vm.intern(&args::text(name).unwrap_or_default());
                let found = order
                    .iter()
                    .filter_map(Value::get::<Class>)
                    .find_map(|class| class.namespace.get(name).bound());
                // None says that a class has no such method although its bases have.
                if found.is_none_or(|found| found.is_none()) {
                    return Ok(Value::NotImplemented);
                }
            }
            Ok(Value::Bool(true))
        },
    )],
    fill: |_, _| Ok(()),
};
