//! The stable sort behind `list.sort` and `sorted` (library reference, "Sorting Techniques"): a merge sort
//! with `<` alone, in which a comparison may raise at any point. Rows of numbers, of strings, or of tuples of those,
//! which no script's code can order otherwise, go to Rust's own sort: see `plain`.

mod plain;

use crate::prelude::*;

/// Sorts items by `key` (or `None`); gives all of them back even where a comparison raised.
pub(crate) fn sort(
    vm: &mut Vm,
    mut items: Vec<Value>,
    key: &Value,
    reverse: bool,
) -> (Vec<Value>, R<()>) {
    if key.is_none() {
        let result = sort_items(vm, &mut items, reverse);
        return (items, result);
    }
    let mut keys = Vec::with_capacity(items.len());
    for item in &items {
        match vm.call(key, std::slice::from_ref(item)) {
            Ok(key) => keys.push(key),
            Err(raised) => return (items, Err(raised)),
        }
    }
    let (mut keys, items, result) = sort_by_keys(vm, keys, items, reverse);
    // The first key dies first: the dead are a stack.
    while let Some(key) = keys.pop() {
        drop(key);
    }
    (items, result)
}

fn sort_items(vm: &mut Vm, items: &mut Vec<Value>, reverse: bool) -> R<()> {
    // A reversed sort keeps the order of equal items, so the row is turned round before and after.
    if reverse {
        items.reverse();
    }
    let mut result = Ok(());
    if plain::sort_ints(items) {
        // They are in order.
    } else if let Some(order) = plain::order(items) {
        *items = plain::arrange(std::mem::take(items), &order);
    } else {
        let mut entries: Vec<Entry> = items.drain(..).map(|item| (item, Value::Unbound)).collect();
        result = merge_sort(vm, &mut entries);
        items.extend(entries.into_iter().map(|(item, _)| item));
    }
    if reverse {
        items.reverse();
    }
    result
}

type Entry = (Value, Value);

/// Sorts items by the keys that belong to them; gives both back.
fn sort_by_keys(
    vm: &mut Vm,
    mut keys: Vec<Value>,
    mut items: Vec<Value>,
    reverse: bool,
) -> (Vec<Value>, Vec<Value>, R<()>) {
    if reverse {
        keys.reverse();
        items.reverse();
    }
    let mut result = Ok(());
    if let Some(order) = plain::order(&keys) {
        (keys, items) = (plain::arrange(keys, &order), plain::arrange(items, &order));
    } else {
        let mut entries: Vec<Entry> = keys.into_iter().zip(items).collect();
        result = merge_sort(vm, &mut entries);
        (keys, items) = entries.into_iter().unzip();
    }
    if reverse {
        keys.reverse();
        items.reverse();
    }
    (keys, items, result)
}

/// Rows of fewer entries than this are sorted by insertion, in the very order of comparisons that CPython
/// has (scripts can watch it); longer ones are merged from runs of half that length.
const INSERTION_MAX: usize = 64;

fn merge_sort(vm: &mut Vm, entries: &mut [Entry]) -> R<()> {
    let length = entries.len();
    if length < INSERTION_MAX {
        return insertion_sort(vm, entries);
    }
    let run = INSERTION_MAX / 2;
    for start in (0..length).step_by(run) {
        insertion_sort(vm, &mut entries[start..(start + run).min(length)])?;
    }
    let mut width = run;
    while width < length {
        for start in (0..length).step_by(width * 2) {
            let middle = start + width;
            let end = (start + width * 2).min(length);
            if middle < end {
                merge(vm, &mut entries[start..end], width)?;
            }
        }
        width *= 2;
    }
    Ok(())
}

fn less(vm: &mut Vm, a: &Entry, b: &Entry) -> R<bool> {
    let result = vm.compare(CmpOp::Lt, &a.0, &b.0)?;
    vm.truthy(&result)
}

fn insertion_sort(vm: &mut Vm, run: &mut [Entry]) -> R<()> {
    for sorted in leading_run(vm, run)?..run.len() {
        // Binary insertion asks for as few comparisons as can be.
        let (mut low, mut high) = (0, sorted);
        while low < high {
            let middle = usize::midpoint(low, high);
            if less(vm, &run[sorted], &run[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        run[low..=sorted].rotate_right(1);
    }
    Ok(())
}

/// Brings what the row begins with, ascending or descending, in order, and gives its length.
fn leading_run(vm: &mut Vm, run: &mut [Entry]) -> R<usize> {
    let mut length = extend_ascending(vm, run, 1)?;
    if length >= run.len() || length > 1 && less(vm, &run[0], &run[length - 1])? {
        return Ok(length);
    }
    // It descends, perhaps behind entries that are all equal. Equal ones are turned round on their own,
    // so that turning all round at the end leaves them in their order.
    run[..length].reverse();
    let mut equal_from = length;
    length += 1;
    while length < run.len() {
        if less(vm, &run[length], &run[length - 1])? {
            run[equal_from..length].reverse();
            equal_from = length;
        } else if less(vm, &run[length - 1], &run[length])? {
            break;
        }
        length += 1;
    }
    run[equal_from..length].reverse();
    run[..length].reverse();
    extend_ascending(vm, run, length)
}

/// How far the row goes on without a descent, from a length on that is in order.
fn extend_ascending(vm: &mut Vm, run: &[Entry], mut length: usize) -> R<usize> {
    while length < run.len() && !less(vm, &run[length], &run[length - 1])? {
        length += 1;
    }
    Ok(length)
}

/// Merges two sorted halves. If a comparison raises, the rest follows in some order.
fn merge(vm: &mut Vm, run: &mut [Entry], middle: usize) -> R<()> {
    // Often enough they are in order already.
    if !less(vm, &run[middle], &run[middle - 1])? {
        return Ok(());
    }
    let left: Vec<Entry> = run[..middle].to_vec();
    let (mut from_left, mut from_right, mut to) = (0, middle, 0);
    let mut result = Ok(());
    while from_left < left.len() && from_right < run.len() {
        match less(vm, &run[from_right], &left[from_left]) {
            Ok(true) => {
                run.swap(to, from_right);
                from_right += 1;
            }
            Ok(false) => {
                run[to] = left[from_left].clone();
                from_left += 1;
            }
            Err(raised) => {
                result = Err(raised);
                break;
            }
        }
        to += 1;
    }
    run[to..to + left.len() - from_left].clone_from_slice(&left[from_left..]);
    result
}
