//! Iterators that pass on what others give, item by item.

use super::iterator;
use crate::prelude::*;

/// The next item of a part of the state; unbound at its end.
fn pull(vm: &mut Vm, iter: &NativeIter, index: usize) -> R {
    Ok(vm.next(&iter.state[index].get())?.unwrap_or_default())
}

pub(super) fn count(vm: &mut Vm, args: &[Value]) -> R {
    for value in &args[1..3] {
        let number = [names::INDEX, names::FLOAT];
        if number.into_iter().all(|name| vm.lookup_special(value, name).is_unbound())
            && !args::base(value).is::<ouro_vm::objects::Complex>()
        {
            return Err(args::type_error(vm, "a number is required"));
        }
    }
    Ok(iterator("itertools.count", args[1..3].to_vec(), 0, |vm, iter| {
        let now = iter.state[0].get();
        let next = vm.binary(BinOp::Add, &now, &iter.state[1].get(), false)?;
        iter.state[0].set(next);
        Ok(now)
    }))
}

pub(super) fn cycle(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[1])?;
    let seen = List::value(Vec::new());
    Ok(iterator("itertools.cycle", vec![over, seen], -1, |vm, iter| {
        let seen = iter.state[1].get();
        let Some(seen) = seen.get::<List>() else { return Ok(Value::Unbound) };
        if iter.count.get() < 0 {
            if let Some(item) = vm.next(&iter.state[0].get())? {
                seen.0.borrow_mut().push(item.clone());
                return Ok(item);
            }
            iter.count.set(0);
        }
        vm.spend()?;
        let at = iter.count.get();
        let next = usize::try_from(at + 1).unwrap_or(0);
        iter.count.set(if next < seen.len() { at + 1 } else { 0 });
        Ok(seen.get(usize::try_from(at).unwrap_or(0)).unwrap_or_default())
    }))
}

pub(super) fn repeat(vm: &mut Vm, args: &[Value]) -> R {
    let times = if args[2].is_unbound() { -1 } else { args::int(vm, &args[2])?.max(0) };
    Ok(iterator("itertools.repeat", vec![args[1].clone()], times, |_, iter| {
        match iter.count.get() {
            0 => Ok(Value::Unbound),
            left => {
                iter.count.set(if left > 0 { left - 1 } else { left });
                Ok(iter.state[0].get())
            }
        }
    }))
}

pub(super) fn chain(vm: &mut Vm, args: &[Value]) -> R {
    let all = vm.iter(&args[1])?;
    Ok(iterator("itertools.chain", vec![all, Value::None], 0, next_chain))
}

pub(super) fn next_chain(vm: &mut Vm, iter: &NativeIter) -> R {
    loop {
        let present = iter.state[1].get();
        if !present.is_none()
            && let Some(item) = vm.next(&present)?
        {
            return Ok(item);
        }
        let Some(following) = vm.next(&iter.state[0].get())? else {
            iter.state[1].set(Value::None);
            return Ok(Value::Unbound);
        };
        let following = vm.iter(&following)?;
        iter.state[1].set(following);
    }
}

/// A bound of `islice`; none for `None`.
fn bound(vm: &mut Vm, value: &Value, what: &str) -> R<Option<i64>> {
    if value.is_none() {
        return Ok(None);
    }
    match as_i64(value).filter(|bound| *bound >= 0) {
        Some(bound) => Ok(Some(bound)),
        None => {
            let message =
                format!("{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
            Err(args::value_error(vm, &message))
        }
    }
}

pub(super) fn islice(vm: &mut Vm, args: &[Value]) -> R {
    let none = Value::None;
    let (start, stop, step) = match args::rest(&args[2]) {
        [stop] => (&none, stop, &none),
        [start, stop] => (start, stop, &none),
        [start, stop, step] => (start, stop, step),
        bounds => {
            let (how, wanted) = if bounds.is_empty() { ("least", 2) } else { ("most", 4) };
            let given = bounds.len() + 1;
            let message = format!("islice expected at {how} {wanted} arguments, got {given}");
            return Err(args::type_error(vm, &message));
        }
    };
    let is_only_stop = args::rest(&args[2]).len() == 1;
    let what = if is_only_stop { "Stop argument" } else { "Indices" };
    let stop = bound(vm, stop, what)?.unwrap_or(i64::MAX);
    let start = bound(vm, start, what)?.unwrap_or(0);
    let step = match as_i64(step) {
        _ if step.is_none() => 1,
        Some(step) if step > 0 => step,
        _ => {
            let message = "Step for islice() must be a positive integer or None.";
            return Err(args::value_error(vm, message));
        }
    };
    let over = vm.iter(&args[1])?;
    // The state: what is read, the position to give next, where it ends, the step. The count is the
    // position that has been reached.
    let state = vec![over, Value::Int(start), Value::Int(stop), Value::Int(step)];
    Ok(iterator("itertools.islice", state, 0, next_islice))
}

fn next_islice(vm: &mut Vm, iter: &NativeIter) -> R {
    let number = |index: usize| as_i64(&iter.state[index].get()).unwrap_or(0);
    let (wanted, stop, step) = (number(1), number(2), number(3));
    let target = wanted.min(stop);
    while iter.count.get() < target {
        vm.spend()?;
        if vm.next(&iter.state[0].get())?.is_none() {
            return Ok(Value::Unbound);
        }
        iter.count.set(iter.count.get() + 1);
    }
    if wanted >= stop {
        return Ok(Value::Unbound);
    }
    let item = pull(vm, iter, 0)?;
    iter.count.set(iter.count.get() + 1);
    iter.state[1].set(Value::Int(wanted.saturating_add(step)));
    Ok(item)
}

pub(super) fn starmap(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[2])?;
    Ok(iterator("itertools.starmap", vec![args[1].clone(), over], 0, |vm, iter| {
        let item = pull(vm, iter, 1)?;
        if item.is_unbound() {
            return Ok(item);
        }
        let row = vm.collect(&item)?;
        vm.call(&iter.state[0].get(), &row)
    }))
}

/// What a predicate says of an item; `None` asks the item itself.
fn holds(vm: &mut Vm, predicate: &Value, item: &Value) -> R<bool> {
    if predicate.is_none() {
        return vm.truthy(item);
    }
    let verdict = vm.call(predicate, std::slice::from_ref(item))?;
    vm.truthy(&verdict)
}

pub(super) fn takewhile(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[2])?;
    Ok(iterator("itertools.takewhile", vec![args[1].clone(), over], 0, |vm, iter| {
        if iter.count.get() > 0 {
            return Ok(Value::Unbound);
        }
        let item = pull(vm, iter, 1)?;
        if item.is_unbound() || holds(vm, &iter.state[0].get(), &item)? {
            return Ok(item);
        }
        iter.count.set(1);
        Ok(Value::Unbound)
    }))
}

pub(super) fn dropwhile(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[2])?;
    Ok(iterator("itertools.dropwhile", vec![args[1].clone(), over], 0, |vm, iter| {
        loop {
            vm.spend()?;
            let item = pull(vm, iter, 1)?;
            if item.is_unbound() || iter.count.get() > 0 {
                return Ok(item);
            }
            if !holds(vm, &iter.state[0].get(), &item)? {
                iter.count.set(1);
                return Ok(item);
            }
        }
    }))
}

pub(super) fn filterfalse(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[2])?;
    Ok(iterator("itertools.filterfalse", vec![args[1].clone(), over], 0, |vm, iter| {
        loop {
            vm.spend()?;
            let item = pull(vm, iter, 1)?;
            if item.is_unbound() || !holds(vm, &iter.state[0].get(), &item)? {
                return Ok(item);
            }
        }
    }))
}

pub(super) fn accumulate(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[1])?;
    let initial = if args[3].is_none() { Value::Unbound } else { args[3].clone() };
    // The count says whether the initial value is still to be given.
    let first = i64::from(!initial.is_unbound());
    let state = vec![over, args[2].clone(), initial];
    Ok(iterator("itertools.accumulate", state, first, |vm, iter| {
        let total = iter.state[2].get();
        if iter.count.replace(0) == 1 {
            return Ok(total);
        }
        let item = pull(vm, iter, 0)?;
        if item.is_unbound() {
            return Ok(item);
        }
        let function = iter.state[1].get();
        let next = match (&total, &function) {
            (Value::Unbound, _) => item,
            (_, Value::None) => vm.binary(BinOp::Add, &total, &item, false)?,
            _ => vm.call(&function, &[total, item])?,
        };
        iter.state[2].set(next.clone());
        Ok(next)
    }))
}

pub(super) fn pairwise(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[1])?;
    Ok(iterator("itertools.pairwise", vec![over, Value::Unbound], 0, |vm, iter| {
        let mut before = iter.state[1].get();
        if before.is_unbound() {
            before = pull(vm, iter, 0)?;
        }
        let item = if before.is_unbound() { Value::Unbound } else { pull(vm, iter, 0)? };
        iter.state[1].set(item.clone());
        Ok(if item.is_unbound() { item } else { Tuple::value([before, item]) })
    }))
}

pub(super) fn batched(vm: &mut Vm, args: &[Value]) -> R {
    let size = args::int(vm, &args[2])?;
    if size < 1 {
        return Err(args::value_error(vm, "n must be at least one"));
    }
    let over = vm.iter(&args[1])?;
    let strict = Value::Bool(vm.truthy(&args[3])?);
    Ok(iterator("itertools.batched", vec![over, strict], size, |vm, iter| {
        let size = usize::try_from(iter.count.get()).unwrap_or(usize::MAX);
        let mut batch = Vec::new();
        while batch.len() < size {
            match pull(vm, iter, 0)? {
                Value::Unbound => break,
                item => batch.push(item),
            }
        }
        if batch.is_empty() {
            return Ok(Value::Unbound);
        }
        if batch.len() < size && vm.truthy(&iter.state[1].get())? {
            return Err(args::value_error(vm, "batched(): incomplete batch"));
        }
        Ok(Tuple::value(batch))
    }))
}

pub(super) fn compress(vm: &mut Vm, args: &[Value]) -> R {
    let (data, selectors) = (vm.iter(&args[1])?, vm.iter(&args[2])?);
    Ok(iterator("itertools.compress", vec![data, selectors], 0, |vm, iter| {
        loop {
            vm.spend()?;
            let item = pull(vm, iter, 0)?;
            let selector = if item.is_unbound() { Value::Unbound } else { pull(vm, iter, 1)? };
            if selector.is_unbound() {
                return Ok(Value::Unbound);
            }
            if vm.truthy(&selector)? {
                return Ok(item);
            }
        }
    }))
}

pub(super) fn zip_longest(vm: &mut Vm, args: &[Value]) -> R {
    // The first of the state is what fills; the count is how many still give.
    let mut state = vec![args[2].clone()];
    for iterable in args::rest(&args[1]) {
        state.push(vm.iter(iterable)?);
    }
    let active = i64::try_from(state.len() - 1).unwrap_or(0);
    Ok(iterator("itertools.zip_longest", state, active, |vm, iter| {
        let Some((fill, iterators)) = iter.state.split_first() else { return Ok(Value::Unbound) };
        if iter.count.get() == 0 {
            return Ok(Value::Unbound);
        }
        let mut row = Vec::with_capacity(iterators.len());
        for over in iterators {
            let present = over.get();
            let item = if present.is_none() { None } else { vm.next(&present)? };
            if item.is_none() && !present.is_none() {
                over.set(Value::None);
                iter.count.set(iter.count.get() - 1);
                if iter.count.get() == 0 {
                    return Ok(Value::Unbound);
                }
            }
            row.push(item.unwrap_or_else(|| fill.get()));
        }
        Ok(Tuple::value(row))
    }))
}
