//! The stable sort behind `list.sort` and `sorted` (library reference, "Sorting Techniques"): a merge sort
//! with `<` alone, in which a comparison may raise at any point. Rows of numbers or of strings, which no
//! script's code can order otherwise, go to Rust's own sort.

use std::cmp::Ordering;

use crate::prelude::*;

/// Sorts items by `key` (or `None`); gives all of them back even where a comparison raised.
pub(crate) fn sort(
    vm: &mut Vm,
    items: Vec<Value>,
    key: &Value,
    reverse: bool,
) -> (Vec<Value>, R<()>) {
    let mut entries = Vec::with_capacity(items.len());
    if key.is_none() {
        entries.extend(items.into_iter().map(|item| (item, Value::Unbound)));
    } else {
        for index in 0..items.len() {
            match vm.call(key, std::slice::from_ref(&items[index])) {
                Ok(key) => entries.push((key, items[index].clone())),
                Err(raised) => return (items, Err(raised)),
            }
        }
    }
    let result = sort_entries(vm, &mut entries, reverse);
    if key.is_none() {
        return (entries.into_iter().map(|(item, _)| item).collect(), result);
    }
    let (mut keys, items): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    // The first key dies first: the dead are a stack.
    while let Some(key) = keys.pop() {
        drop(key);
    }
    (items, result)
}

type Entry = (Value, Value);

fn sort_entries(vm: &mut Vm, entries: &mut [Entry], reverse: bool) -> R<()> {
    // A reversed sort keeps the order of equal items, so the row is turned round before and after.
    if reverse {
        entries.reverse();
    }
    let result = if sort_plain(entries) { Ok(()) } else { merge_sort(vm, entries) };
    if reverse {
        entries.reverse();
    }
    result
}

/// Sorts keys that are all small ints, all floats or all strings; says whether they were.
fn sort_plain(entries: &mut [Entry]) -> bool {
    if entries.iter().all(|(key, _)| matches!(key, Value::Int(_))) {
        entries.sort_by_key(|(key, _)| match key {
            Value::Int(int) => *int,
            _ => 0,
        });
        return true;
    }
    let is_ordered = |key: &Value| matches!(key, Value::Float(float) if !float.is_nan());
    if entries.iter().all(|(key, _)| is_ordered(key)) {
        entries.sort_by(|(a, _), (b, _)| match (a, b) {
            (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        });
        return true;
    }
    if entries.iter().all(|(key, _)| key.is::<Str>()) {
        entries.sort_by(|(a, _), (b, _)| {
            a.get::<Str>().map(Str::as_bytes).cmp(&b.get::<Str>().map(Str::as_bytes))
        });
        return true;
    }
    false
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
