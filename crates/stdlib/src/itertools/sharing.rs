//! Iterators that share what they read: `groupby` and its groups, and those that `tee` makes.

use std::cell::Cell;

use super::iterator;
use crate::prelude::*;

/// What a `groupby` and its groups know together.
struct Groups {
    over: Value,
    /// The function that gives an item's key, or `None`.
    key: Value,
    /// The key of the group that is read, and of the item that was read last.
    target: ValueCell,
    current: ValueCell,
    /// The item that was read last, until a group gives it.
    item: ValueCell,
    /// The number of the group that is read: those before it have ended.
    group: Cell<i64>,
}
ouro_vm::object!(Groups, "groups", { over, key, target, current, item, group });

impl Groups {
    /// Reads one more item; false at the end.
    fn advance(&self, vm: &mut Vm) -> R<bool> {
        vm.spend()?;
        let Some(item) = vm.next(&self.over)? else { return Ok(false) };
        let key = match &self.key {
            Value::None => item.clone(),
            function => vm.call(function, std::slice::from_ref(&item))?,
        };
        self.item.set(item);
        self.current.set(key);
        Ok(true)
    }

    /// Whether the item that was read last is of the group.
    fn is_same(&self, vm: &mut Vm, target: &Value) -> R<bool> {
        let current = self.current.get();
        if current.is_same(target) {
            return Ok(true);
        }
        let equal = vm.compare(CmpOp::Eq, target, &current)?;
        vm.truthy(&equal)
    }
}

pub(super) fn groupby(vm: &mut Vm, args: &[Value]) -> R {
    if args[1].is_unbound() {
        let message = "groupby() missing required argument 'iterable' (pos 1)";
        return Err(args::type_error(vm, message));
    }
    let groups = Groups {
        over: vm.iter(&args[1])?,
        key: args[2].clone(),
        target: ValueCell::default(),
        current: ValueCell::default(),
        item: ValueCell::default(),
        group: Cell::new(0),
    };
    Ok(iterator("itertools.groupby", vec![Value::new(groups)], 0, next_group))
}

fn next_group(vm: &mut Vm, iter: &NativeIter) -> R {
    let shared = iter.state[0].get();
    let Some(groups) = shared.get::<Groups>() else { return Ok(Value::Unbound) };
    groups.group.set(groups.group.get() + 1);
    loop {
        if !groups.current.get().is_unbound() {
            let target = groups.target.get();
            if target.is_unbound() || !groups.is_same(vm, &target)? {
                break;
            }
        }
        if !groups.advance(vm)? {
            return Ok(Value::Unbound);
        }
    }
    let key = groups.current.get();
    groups.target.set(key.clone());
    let number = groups.group.get();
    let group =
        iterator("itertools._grouper", vec![shared.clone(), key.clone()], number, next_of_group);
    Ok(Tuple::value([key, group]))
}

fn next_of_group(vm: &mut Vm, iter: &NativeIter) -> R {
    let shared = iter.state[0].get();
    let Some(groups) = shared.get::<Groups>() else { return Ok(Value::Unbound) };
    if groups.group.get() != iter.count.get() {
        return Ok(Value::Unbound);
    }
    if groups.item.get().is_unbound() && !groups.advance(vm)? {
        return Ok(Value::Unbound);
    }
    if !groups.is_same(vm, &iter.state[1].get())? {
        return Ok(Value::Unbound);
    }
    Ok(groups.item.take())
}

/// An item that iterators of one `tee` share, read by the first that comes to it.
struct Link {
    over: Value,
    item: ValueCell,
    /// The link of the item after it.
    next: ValueCell,
}
ouro_vm::object!(Link, "tee link", { over, item, next });

impl Link {
    fn value(over: Value) -> Value {
        Value::new(Self { over, item: ValueCell::default(), next: ValueCell::default() })
    }
}

/// `tee(iterable, n)`
pub(super) fn tee(vm: &mut Vm, args: &[Value]) -> R {
    let count = args::int(vm, &args[1])?;
    let Ok(count) = usize::try_from(count) else {
        return Err(args::value_error(vm, "n must be >= 0"));
    };
    let first = match args[0].get::<NativeIter>().filter(|iter| iter.name == TEE) {
        Some(iter) => iter.state[0].get(),
        None => Link::value(vm.iter(&args[0])?),
    };
    vm.reserve(count.saturating_mul(size_of::<Value>()))?;
    let all = (0..count).map(|_| iterator(TEE, vec![first.clone()], 0, next_shared));
    Ok(Tuple::value(all.collect::<Vec<_>>()))
}

/// `_tee(iterable)`
pub(super) fn one_tee(vm: &mut Vm, args: &[Value]) -> R {
    let all = tee(vm, &[args[1].clone(), Value::Int(1)])?;
    Ok(args::rest(&all)[0].clone())
}

const TEE: &str = "itertools._tee";

fn next_shared(vm: &mut Vm, iter: &NativeIter) -> R {
    let at = iter.state[0].get();
    let Some(link) = at.get::<Link>() else { return Ok(Value::Unbound) };
    if link.item.get().is_unbound() {
        let Some(item) = vm.next(&link.over)? else { return Ok(Value::Unbound) };
        link.item.set(item);
        link.next.set(Link::value(link.over.clone()));
    }
    iter.state[0].set(link.next.get());
    Ok(link.item.get())
}
