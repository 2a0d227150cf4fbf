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
        super::add_methods(vm, which, &[METHODS]);
    }
}
