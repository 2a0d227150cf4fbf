//! The native half of `heapq` (library reference, "heapq"): lists kept as heaps. What is made of these is in
//! `lib/heapq.py`.
//!
//! An item goes down to a leaf along the smaller children, then up to where it belongs: most items that are put at
//! the top belong near the bottom, so this compares less often than looking at each level whether it is there.

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "heapq", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

/// Which item belongs at the top.
#[derive(Clone, Copy)]
enum Top {
    Smallest,
    Largest,
}

static FUNCTIONS: &[NativeDef] = &[
    native(
        "heappush",
        "(heap, item, /)",
        "Push item onto heap, maintaining the heap invariant.",
        |vm, args| {
            let heap = heap_of(vm, &args[0], "heappush() argument 1")?;
            heap.push(vm, args[1].clone())?;
            rise(vm, heap, 0, heap.len() - 1, Top::Smallest)?;
            Ok(Value::None)
        },
    ),
    native(
        "heappop",
        "(heap, /)",
        "Pop the smallest item off the heap, maintaining the heap invariant.",
        |vm, args| pop(vm, &args[0], Top::Smallest),
    ),
    native(
        "heapify",
        "(heap, /)",
        "Transform list into a heap, in-place, in O(len(heap)) time.",
        |vm, args| heapify(vm, &args[0], Top::Smallest),
    ),
    native(
        "heapreplace",
        "(heap, item, /)",
        "Pop and return the current smallest value, and add the new item.",
        |vm, args| replace(vm, args, Top::Smallest),
    ),
    native(
        "heappushpop",
        "(heap, item, /)",
        "Push item on the heap, then pop and return the smallest item from the heap.",
        |vm, args| {
            let heap = heap_of(vm, &args[0], "heappushpop() argument 1")?;
            match heap.get(0) {
                Some(top) if belongs_above(vm, &top, &args[1], Top::Smallest)? => {
                    replace(vm, args, Top::Smallest)
                }
                _ => Ok(args[1].clone()),
            }
        },
    ),
    native("_heappop_max", "(heap, /)", "Maxheap variant of heappop.", |vm, args| {
        pop(vm, &args[0], Top::Largest)
    }),
    native("_heapify_max", "(heap, /)", "Maxheap variant of heapify.", |vm, args| {
        heapify(vm, &args[0], Top::Largest)
    }),
    native("_heapreplace_max", "(heap, item, /)", "Maxheap variant of heapreplace.", |vm, args| {
        replace(vm, args, Top::Largest)
    }),
];

fn heap_of<'a>(vm: &mut Vm, value: &'a Value, what: &str) -> R<&'a List> {
    if let Some(list) = args::payload(value) {
        return Ok(list);
    }
    let got = vm.type_name(value);
    Err(args::type_error(vm, &format!("{what} must be list, not {got}")))
}

fn belongs_above(vm: &mut Vm, a: &Value, b: &Value, top: Top) -> R<bool> {
    let answer = match top {
        Top::Smallest => vm.compare(CmpOp::Lt, a, b)?,
        Top::Largest => vm.compare(CmpOp::Lt, b, a)?,
    };
    vm.truthy(&answer)
}

/// An item; comparisons of scripts may have made the list shorter.
fn item(vm: &mut Vm, heap: &List, at: usize) -> R {
    match heap.get(at) {
        Some(item) => Ok(item),
        None => Err(vm.raise(Exc::RuntimeError, "list changed size during iteration")),
    }
}

fn swap(vm: &mut Vm, heap: &List, a: usize, b: usize) -> R<()> {
    let mut items = heap.0.borrow_mut();
    if a.max(b) < items.len() {
        items.swap(a, b);
        return Ok(());
    }
    drop(items);
    Err(vm.raise(Exc::RuntimeError, "list changed size during iteration"))
}

/// Moves the item at a place up to where it belongs, not above `root`.
fn rise(vm: &mut Vm, heap: &List, root: usize, mut at: usize, top: Top) -> R<()> {
    while at > root {
        let parent = (at - 1) / 2;
        let (own, above) = (item(vm, heap, at)?, item(vm, heap, parent)?);
        if !belongs_above(vm, &own, &above, top)? {
            break;
        }
        swap(vm, heap, at, parent)?;
        at = parent;
    }
    Ok(())
}

/// Moves the item at a place down to a leaf, then up to where it belongs.
fn sink(vm: &mut Vm, heap: &List, root: usize, top: Top) -> R<()> {
    let mut at = root;
    let length = heap.len();
    while 2 * at + 1 < length {
        let (left, right) = (2 * at + 1, 2 * at + 2);
        let mut child = left;
        if right < length {
            let (a, b) = (item(vm, heap, left)?, item(vm, heap, right)?);
            if !belongs_above(vm, &a, &b, top)? {
                child = right;
            }
        }
        swap(vm, heap, at, child)?;
        at = child;
    }
    rise(vm, heap, root, at, top)
}

fn pop(vm: &mut Vm, value: &Value, top: Top) -> R {
    let heap = heap_of(vm, value, "heappop() argument")?;
    let last = heap.0.borrow_mut().pop();
    let Some(last) = last else { return Err(vm.raise(Exc::IndexError, "index out of range")) };
    if heap.is_empty() {
        return Ok(last);
    }
    let first = std::mem::replace(&mut heap.0.borrow_mut()[0], last);
    sink(vm, heap, 0, top)?;
    Ok(first)
}

fn replace(vm: &mut Vm, args: &[Value], top: Top) -> R {
    let heap = heap_of(vm, &args[0], "heapreplace() argument 1")?;
    if heap.is_empty() {
        return Err(vm.raise(Exc::IndexError, "index out of range"));
    }
    let first = std::mem::replace(&mut heap.0.borrow_mut()[0], args[1].clone());
    sink(vm, heap, 0, top)?;
    Ok(first)
}

fn heapify(vm: &mut Vm, value: &Value, top: Top) -> R {
    let heap = heap_of(vm, value, "heapify() argument")?;
    for root in (0..heap.len() / 2).rev() {
        sink(vm, heap, root, top)?;
    }
    Ok(Value::None)
}
