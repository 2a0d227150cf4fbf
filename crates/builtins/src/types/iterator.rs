//! The iterators over built-in containers, and those that `map`, `zip` and their kin give: `__iter__`
//! and `__next__` for scripts that name them (library reference, "Iterator Types").

use crate::prelude::*;

static METHODS: &[NativeDef] = &[
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        match vm.next(&args[0])? {
            Some(value) => Ok(value),
            None => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
        }
    }),
];

/// How many values are left, for those that know.
static HINT: &[NativeDef] = &[native(
    "__length_hint__",
    "(self, /)",
    "Private method returning an estimate of len(list(it)).",
    |vm, args| Ok(args::count(vm.items_left(&args[0]).unwrap_or(0))),
)];

/// Makes the class of native iterators that carry a name.
pub(crate) fn register(vm: &mut Vm, def: &'static ouro_vm::TypeDef) -> Value {
    let class = vm.register_iterator(def, def.name);
    vm.extend_type(&class, &TypeContents { methods: METHODS, ..TypeContents::default() });
    class
}

/// Adds the methods to every iterator.
pub(crate) fn install(vm: &mut Vm) {
    for which in [
        Type::RangeIter,
        Type::ListIter,
        Type::TupleIter,
        Type::StrIter,
        Type::BytesIter,
        Type::DictKeyIter,
        Type::DictValueIter,
        Type::DictItemIter,
        Type::SetIter,
        Type::SequenceIter,
        Type::ListReverseIter,
        Type::ReversedIter,
        Type::DictReverseKeyIter,
        Type::NativeIter,
    ] {
        let hint = if which == Type::NativeIter { &[] } else { HINT };
        super::add_methods(vm, which, &[METHODS, hint]);
    }
}
