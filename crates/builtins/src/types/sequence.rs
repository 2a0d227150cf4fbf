//! Methods that the sequence types share: repetition, `index` and `count` (library reference, "Common
//! Sequence Operations").

use ouro_vm::LongRange;
use ouro_vm::objects::DictView;

use crate::prelude::*;

/// `__mul__` and `__rmul__`.
pub(crate) static REPEAT: &[NativeDef] = &[
    native("__mul__", "(self, value, /)", "Return self*value.", repeat),
    native("__rmul__", "(self, value, /)", "Return value*self.", repeat),
];

fn repeat(vm: &mut Vm, args: &[Value]) -> R {
    let has_index = as_big(args::base(&args[1])).is_some()
        || !vm.lookup_special(&args[1], names::INDEX).is_unbound();
    if !has_index {
        return Ok(Value::NotImplemented);
    }
    let times = Value::Int(args::size(vm, &args[1])?);
    vm.binary(BinOp::Mul, args::base(&args[0]), &times, false)
}

/// The index of the first item that equals a value, between two bounds. `item` gives what stands at an
/// index now: a comparison may change the sequence.
pub(crate) fn position(
    vm: &mut Vm,
    item: &dyn Fn(usize) -> Option<Value>,
    length: usize,
    args: &[Value],
) -> R<Option<usize>> {
    let [wanted, start, stop] = args else { return Ok(None) };
    for bound in [start, stop] {
        let given = !bound.is_unbound() && as_big(args::base(bound)).is_none();
        if given && vm.lookup_special(bound, names::INDEX).is_unbound() {
            let message = "slice indices must be integers or have an __index__ method";
            return Err(args::type_error(vm, message));
        }
    }
    let Some((start, stop)) = args::bounds(vm, start, stop, length)? else { return Ok(None) };
    for index in start..stop {
        let Some(item) = item(index) else { break };
        if vm.equal(&item, wanted)? {
            return Ok(Some(index));
        }
        vm.spend()?;
    }
    Ok(None)
}

/// How many items equal a value.
pub(crate) fn count(
    vm: &mut Vm,
    item: &dyn Fn(usize) -> Option<Value>,
    wanted: &Value,
) -> R<usize> {
    let mut count = 0;
    let mut index = 0;
    while let Some(item) = item(index) {
        count += usize::from(vm.equal(&item, wanted)?);
        index += 1;
        vm.spend()?;
    }
    Ok(count)
}

/// The special methods that every container has.
pub(crate) static CONTAINER: &[NativeDef] = &[
    native("__len__", "(self, /)", "Return len(self).", |vm, args| {
        let inner = args::base(&args[0]);
        match vm.built_in_len(inner) {
            Some(length) => Ok(args::count(length)),
            None if inner.is::<LongRange>() => {
                let message = "Python int too large to convert to C ssize_t";
                Err(vm.raise(Exc::OverflowError, message))
            }
            None => Err(args::wrong_receiver(vm, "container", inner)),
        }
    }),
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| {
        let inner = args::base(&args[0]);
        if !is_container(vm, inner) {
            return Err(args::wrong_receiver(vm, "container", inner));
        }
        vm.iter(inner)
    }),
    native("__contains__", "(self, key, /)", "Return bool(key in self).", |vm, args| {
        let inner = args::base(&args[0]);
        if !is_container(vm, inner) {
            return Err(args::wrong_receiver(vm, "container", inner));
        }
        contains(vm, inner, &args[1]).map(Value::Bool)
    }),
];

fn is_container(vm: &Vm, value: &Value) -> bool {
    vm.built_in_len(value).is_some() || value.is::<LongRange>()
}

/// Whether a container holds an item; those that the VM itself does not know are looked through here.
fn contains(vm: &mut Vm, container: &Value, item: &Value) -> R<bool> {
    if let Some(range) = LongRange::of(container) {
        return Ok(super::range::position(vm, &range, item)?.is_some());
    }
    if let Some(bytes) = args::with_bytes(container, <[u8]>::to_vec) {
        return super::bytes::contains(vm, &bytes, item);
    }
    if let Some(view) = container.get::<DictView>() {
        return super::dict::view_contains(vm, view, item);
    }
    if let Some(list) = container.get::<List>() {
        return any_equal(vm, &|at| list.get(at), item);
    }
    if let Some(tuple) = container.get::<Tuple>() {
        return any_equal(vm, &|at| tuple.0.get(at).cloned(), item);
    }
    vm.contains(container, item)
}

fn any_equal(vm: &mut Vm, at: &dyn Fn(usize) -> Option<Value>, wanted: &Value) -> R<bool> {
    let mut index = 0;
    while let Some(item) = at(index) {
        if vm.equal(&item, wanted)? {
            return Ok(true);
        }
        index += 1;
        vm.spend()?;
    }
    Ok(false)
}

/// `__getitem__`, for every container that has items by key or index.
pub(crate) static ITEMS: &[NativeDef] =
    &[native("__getitem__", "(self, key, /)", "Return self[key].", |vm, args| {
        let inner = args::base(&args[0]);
        if !is_container(vm, inner) {
            return Err(args::wrong_receiver(vm, "container", inner));
        }
        let Some(dict) = inner.get::<Dict>().filter(|_| !inner.is_same(&args[0])) else {
            return vm.get_item(inner, &args[1]);
        };
        if let Some(found) = vm.dict_get(dict, &args[1])? {
            return Ok(found);
        }
        match vm.call_special(&args[0], names::MISSING, &args[1..])? {
            Some(found) => Ok(found),
            None => Err(vm.key_error(&args[1])),
        }
    })
    .whole()];

/// `__setitem__` and `__delitem__`, for those that can change.
pub(crate) static CHANGING_ITEMS: &[NativeDef] = &[
    native("__setitem__", "(self, key, value, /)", "Set self[key] to value.", |vm, args| {
        let inner = args::base(&args[0]);
        if !is_container(vm, inner) {
            return Err(args::wrong_receiver(vm, "container", inner));
        }
        vm.set_item(inner, &args[1], args[2].clone())?;
        Ok(Value::None)
    }),
    native("__delitem__", "(self, key, /)", "Delete self[key].", |vm, args| {
        let inner = args::base(&args[0]);
        if !is_container(vm, inner) {
            return Err(args::wrong_receiver(vm, "container", inner));
        }
        vm.del_item(inner, &args[1])?;
        Ok(Value::None)
    }),
];

/// `__repr__`, for every type whose text `show` knows.
pub(crate) static REPR: &[NativeDef] =
    &[native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        crate::show::repr_built_in(vm, args::base(&args[0]), &args[0])
            .map(crate::show::Shown::into_value)
    })
    .whole()];
