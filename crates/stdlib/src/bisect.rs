//! The module `bisect` (library reference, "bisect"): places in sorted sequences.

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "bisect",
    doc: "Bisection algorithms.",
    functions: FUNCTIONS,
    fill: |_, _| Ok(()),
};

static FUNCTIONS: &[NativeDef] = &[
    native(
        "bisect_right",
        SEARCH,
        "Return the index where to insert item x in list a, behind equal ones.",
        right,
    ),
    native(
        "bisect",
        SEARCH,
        "Return the index where to insert item x in list a, behind equal ones.",
        right,
    ),
    native(
        "bisect_left",
        SEARCH,
        "Return the index where to insert item x in list a, before equal ones.",
        |vm, args| Ok(Value::Int(search(vm, args, &args[1], false)?)),
    ),
    native(
        "insort_right",
        SEARCH,
        "Insert item x in list a, and keep it sorted, behind equal ones.",
        insort_right,
    ),
    native(
        "insort",
        SEARCH,
        "Insert item x in list a, and keep it sorted, behind equal ones.",
        insort_right,
    ),
    native(
        "insort_left",
        SEARCH,
        "Insert item x in list a, and keep it sorted, before equal ones.",
        |vm, args| insert(vm, args, false),
    ),
];

const SEARCH: &str = "(a, x, lo=0, hi=None, *, key=None)";

fn right(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Value::Int(search(vm, args, &args[1], true)?))
}

fn insort_right(vm: &mut Vm, args: &[Value]) -> R {
    insert(vm, args, true)
}

/// Where `wanted` belongs among the keys of a sequence.
fn search(vm: &mut Vm, args: &[Value], wanted: &Value, behind: bool) -> R<i64> {
    let (sequence, key) = (&args[0], &args[4]);
    let mut low = args::int(vm, &args[2])?;
    if low < 0 {
        return Err(args::value_error(vm, "lo must be non-negative"));
    }
    let mut high = match &args[3] {
        Value::None => vm.len(sequence)? as i64,
        high => args::int(vm, high)?,
    };
    while low < high {
        let middle = low + (high - low) / 2;
        let mut item = vm.get_item(sequence, &Value::Int(middle))?;
        if !key.is_none() {
            item = vm.call(key, &[item])?;
        }
        let answer = match behind {
            true => vm.compare(CmpOp::Lt, wanted, &item)?,
            false => vm.compare(CmpOp::Lt, &item, wanted)?,
        };
        if vm.truthy(&answer)? == behind {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

fn insert(vm: &mut Vm, args: &[Value], behind: bool) -> R {
    let wanted = match &args[4] {
        Value::None => args[1].clone(),
        key => vm.call(key, &args[1..2])?,
    };
    let at = search(vm, args, &wanted, behind)?;
    let insert = vm.get_attr_text(&args[0], "insert")?;
    vm.call(&insert, &[Value::Int(at), args[1].clone()])?;
    Ok(Value::None)
}
