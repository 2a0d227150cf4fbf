//! Iterators over arrangements of items that have been read whole: each is a row of positions that is moved on
//! by one, in the order of the dictionary.

use super::iterator;
use crate::prelude::*;

/// How a row of positions, the first of the state's lists, comes to the next one; false at the end.
type Advance = fn(positions: &mut [i64], sizes: &[i64]) -> bool;

/// The state of an arrangement: a list of pools (lists), and the positions in them.
fn arrangement(
    name: &'static str,
    pools: Vec<Value>,
    positions: Vec<i64>,
    next: super::Next,
) -> Value {
    let positions = positions.into_iter().map(Value::Int).collect();
    iterator(name, vec![List::value(pools), List::value(positions)], 0, next)
}

/// The next row. `count` is 0 before the first one, 1 after it and 2 at the end.
fn step(iter: &NativeIter, advance: Advance) -> Value {
    let (pools, positions) = (iter.state[0].get(), iter.state[1].get());
    let (Some(pools), Some(list)) = (pools.get::<List>(), positions.get::<List>()) else {
        return Value::Unbound;
    };
    let pools = pools.to_vec();
    let mut row: Vec<i64> = list.to_vec().iter().filter_map(as_i64).collect();
    let sizes: Vec<i64> =
        pools.iter().map(|p| p.get::<List>().map_or(0, |l| l.len() as i64)).collect();
    match iter.count.get() {
        0 => iter.count.set(1),
        1 if advance(&mut row, &sizes) => {
            *list.0.borrow_mut() = row.iter().copied().map(Value::Int).collect();
        }
        _ => {
            iter.count.set(2);
            return Value::Unbound;
        }
    }
    let item = |(at, position): (usize, &i64)| {
        let pool = pools.get(at).or(pools.last())?.get::<List>()?;
        pool.get(usize::try_from(*position).ok()?)
    };
    let shown = row
        .iter()
        .take(shown_length(iter))
        .enumerate()
        .map(|place| item(place).unwrap_or_default());
    Tuple::value(shown.collect::<Vec<_>>())
}

/// How many of the positions are shown: all, unless the state says so.
fn shown_length(iter: &NativeIter) -> usize {
    let given = iter.state.get(2).and_then(|cell| as_i64(&cell.get()));
    given.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX)
}

fn ended(name: &'static str) -> Value {
    iterator(name, Vec::new(), 0, |_, _| Ok(Value::Unbound))
}

pub(super) fn product(vm: &mut Vm, args: &[Value]) -> R {
    const NAME: &str = "itertools.product";
    let times = args::int(vm, &args[2])?;
    let Ok(times) = usize::try_from(times) else {
        return Err(args::value_error(vm, "repeat argument cannot be negative"));
    };
    let mut once = Vec::new();
    for iterable in args::rest(&args[1]) {
        once.push(List::value(vm.collect(iterable)?));
    }
    vm.reserve(once.len().saturating_mul(times).saturating_mul(size_of::<Value>()))?;
    let pools: Vec<Value> = once.iter().cycle().take(once.len() * times).cloned().collect();
    if pools.iter().any(|pool| pool.get::<List>().is_some_and(List::is_empty)) {
        return Ok(ended(NAME));
    }
    let positions = vec![0; pools.len()];
    Ok(arrangement(NAME, pools, positions, |_, iter| {
        Ok(step(iter, |row, sizes| {
            for (position, size) in row.iter_mut().zip(sizes).rev() {
                *position += 1;
                if *position < *size {
                    return true;
                }
                *position = 0;
            }
            false
        }))
    }))
}

/// The items and the `r` of `permutations` and `combinations`.
fn items_and_length(vm: &mut Vm, args: &[Value]) -> R<(Value, i64, i64)> {
    let items = vm.collect(&args[1])?;
    let size = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let length = if args[2].is_none() { size } else { args::int(vm, &args[2])? };
    if length < 0 {
        return Err(args::value_error(vm, "r must be non-negative"));
    }
    Ok((List::value(items), size, length))
}

pub(super) fn permutations(vm: &mut Vm, args: &[Value]) -> R {
    const NAME: &str = "itertools.permutations";
    let (pool, size, length) = items_and_length(vm, args)?;
    if length > size {
        return Ok(ended(NAME));
    }
    // The positions that are not shown stand behind, in order: the order of the whole row is the order
    // of what is shown once they are turned round.
    let positions: Vec<Value> = (0..size).map(Value::Int).collect();
    let state = vec![List::value(vec![pool]), List::value(positions), Value::Int(length)];
    Ok(iterator(NAME, state, 0, |_, iter| {
        let shown = shown_length(iter);
        if let Some(list) = iter.state[1].get().get::<List>()
            && iter.count.get() == 1
        {
            list.0.borrow_mut()[shown..].reverse();
        }
        Ok(step(iter, |row, _| next_permutation(row)))
    }))
}

/// The next order of the dictionary; false for the last one.
fn next_permutation(row: &mut [i64]) -> bool {
    let Some(pivot) = row.windows(2).rposition(|pair| pair[0] < pair[1]) else { return false };
    let above = row.iter().rposition(|position| *position > row[pivot]).unwrap_or(pivot);
    row.swap(pivot, above);
    row[pivot + 1..].reverse();
    true
}

pub(super) fn combinations(vm: &mut Vm, args: &[Value]) -> R {
    const NAME: &str = "itertools.combinations";
    let (pool, size, length) = items_and_length(vm, args)?;
    if length > size {
        return Ok(ended(NAME));
    }
    Ok(arrangement(NAME, vec![pool], (0..length).collect(), |_, iter| {
        Ok(step(iter, |row, sizes| {
            let (size, length) = (sizes[0], row.len() as i64);
            let movable = (0..row.len()).rev().find(|at| row[*at] < size - length + *at as i64);
            let Some(at) = movable else { return false };
            let first = row[at] + 1;
            row[at..].iter_mut().zip(first..).for_each(|(position, next)| *position = next);
            true
        }))
    }))
}

pub(super) fn combinations_again(vm: &mut Vm, args: &[Value]) -> R {
    const NAME: &str = "itertools.combinations_with_replacement";
    let (pool, size, length) = items_and_length(vm, args)?;
    if size == 0 && length > 0 {
        return Ok(ended(NAME));
    }
    vm.reserve(usize::try_from(length).unwrap_or(usize::MAX).saturating_mul(size_of::<Value>()))?;
    let positions = (0..length).map(|_| 0).collect();
    Ok(arrangement(NAME, vec![pool], positions, |_, iter| {
        Ok(step(iter, |row, sizes| {
            let Some(at) = row.iter().rposition(|position| *position < sizes[0] - 1) else {
                return false;
            };
            let next = row[at] + 1;
            row[at..].fill(next);
            true
        }))
    }))
}
