//! The module `gc` (library reference, "gc"): the collector of cycles, as a script sees it.
//!
//! There is one generation. Thresholds can be read and set and do nothing: how much the heap has to grow before
//! the collector runs by itself is the VM's.

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: FUNCTIONS,
    fill,
};

/// What is only remembered.
struct Settings {
    threshold: [i64; 3],
    debug: i64,
    frozen: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threshold: [2000, 10, 10], debug: 0, frozen: 0 }
    }
}

static FUNCTIONS: &[NativeDef] = &[
    native("collect", "(generation=2)", "Run the garbage collector.", collect),
    native("enable", "()", "Enable automatic garbage collection.", |vm, _| {
        vm.collector.enabled = true;
        Ok(Value::None)
    }),
    native("disable", "()", "Disable automatic garbage collection.", |vm, _| {
        vm.collector.enabled = false;
        Ok(Value::None)
    }),
    native(
        "isenabled",
        "()",
        "Returns true if automatic garbage collection is enabled.",
        |vm, _| Ok(Value::Bool(vm.collector.enabled)),
    ),
    native("get_count", "()", "Return a three-tuple of the current collection counts.", |vm, _| {
        let count = args::count(vm.heap().objects());
        Ok(Tuple::value([count, Value::Int(0), Value::Int(0)]))
    }),
    native("get_threshold", "()", "Return the current collection thresholds.", |vm, _| {
        Ok(Tuple::value(vm.extension::<Settings>().threshold.map(Value::Int)))
    }),
    native(
        "set_threshold",
        "(threshold0, threshold1=..., threshold2=..., /)",
        "Set the collection thresholds (the collection frequency).",
        set_threshold,
    ),
    native("get_debug", "()", "Get the garbage collection debugging flags.", |vm, _| {
        Ok(Value::Int(vm.extension::<Settings>().debug))
    }),
    native("set_debug", "(flags, /)", "Set the garbage collection debugging flags.", |vm, args| {
        let flags = args::int(vm, &args[0])?;
        vm.extension::<Settings>().debug = flags;
        Ok(Value::None)
    }),
    native(
        "get_objects",
        "(generation=None)",
        "Return a list of objects tracked by the collector (excluding the list returned).",
        |vm, args| {
            if !args[0].is_none() {
                generation(vm, &args[0])?;
            }
            let mut all = vm.all_containers();
            all.retain(is_tracked);
            Ok(List::value(all))
        },
    ),
    native(
        "get_referents",
        "(*objs)",
        "Return the list of objects that are directly referred to by 'objs'.",
        |vm, args| {
            let of = args::rest(&args[0]).to_vec();
            Ok(List::value(of.iter().flat_map(|object| vm.referents(object)).collect()))
        },
    ),
    native(
        "get_referrers",
        "(*objs)",
        "Return the list of objects that directly refer to any of 'objs'.",
        get_referrers,
    ),
    native("is_tracked", "(obj, /)", "Returns true if the object is tracked.", |_, args| {
        Ok(Value::Bool(is_tracked(&args[0])))
    }),
    native(
        "is_finalized",
        "(obj, /)",
        "Returns true if the object has been already finalized.",
        |_, args| Ok(Value::Bool(args[0].as_ref().is_some_and(ouro_vm::Ref::is_finalized))),
    ),
    native("freeze", "()", "Freeze all current tracked objects and ignore them.", |vm, _| {
        vm.extension::<Settings>().frozen = vm.heap().objects();
        Ok(Value::None)
    }),
    native("unfreeze", "()", "Unfreeze all objects in the permanent generation.", |vm, _| {
        vm.extension::<Settings>().frozen = 0;
        Ok(Value::None)
    }),
    native(
        "get_freeze_count",
        "()",
        "Return the number of objects in the permanent generation.",
        |vm, _| Ok(args::count(vm.extension::<Settings>().frozen)),
    ),
    native(
        "get_stats",
        "()",
        "Return a list of dictionaries with per-generation statistics.",
        get_stats,
    ),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    args::set(vm, module, "garbage", List::value(Vec::new()));
    args::set(vm, module, "callbacks", List::value(Vec::new()));
    for (name, flag) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        args::set(vm, module, name, Value::Int(flag));
    }
    Ok(())
}

/// What a collection does with so many objects counts as one step.
const OBJECTS_A_STEP: usize = 32;

fn generation(vm: &mut Vm, value: &Value) -> R<i64> {
    let generation = args::int(vm, value)?;
    if (0..3).contains(&generation) {
        return Ok(generation);
    }
    Err(args::value_error(vm, "invalid generation"))
}

fn collect(vm: &mut Vm, args: &[Value]) -> R {
    let generation = generation(vm, &args[0])?;
    // It takes its time, which a limit has to see.
    vm.spend_all(vm.heap().objects() / OBJECTS_A_STEP)?;
    call_back(vm, "start", generation, 0);
    let found = vm.collect_cycles();
    call_back(vm, "stop", generation, found);
    Ok(args::count(found))
}

/// Tells `gc.callbacks`.
fn call_back(vm: &mut Vm, phase: &str, generation: i64, collected: usize) {
    let name = vm.intern("gc");
    let Some(module) = vm.modules.get(&name).cloned() else { return };
    let name = vm.intern("callbacks");
    let callbacks = module.get::<Module>().map(|module| module.namespace.get(name));
    let Some(callbacks) = callbacks.as_ref().and_then(|list| list.get::<List>()) else { return };
    for callback in callbacks.to_vec() {
        let info = Dict::default();
        let row =
            [("generation", generation), ("collected", collected as i64), ("uncollectable", 0)];
        for (key, value) in row {
            // A string has a hash.
            let _ = vm.dict_set(&info, Str::value(key), Value::Int(value));
        }
        if let Err(raised) = vm.call(&callback, &[Str::value(phase), Value::new(info)]) {
            vm.report_unraisable(raised, &callback);
        }
    }
}

fn set_threshold(vm: &mut Vm, args: &[Value]) -> R {
    let mut threshold = vm.extension::<Settings>().threshold;
    for (slot, given) in threshold.iter_mut().zip(args) {
        if !given.is_unbound() {
            *slot = args::int(vm, given)?;
        }
    }
    vm.extension::<Settings>().threshold = threshold;
    Ok(Value::None)
}

fn get_referrers(vm: &mut Vm, args: &[Value]) -> R {
    let of = args::rest(&args[0]).to_vec();
    let all = vm.all_containers();
    let refers = |vm: &Vm, holder: &Value| {
        vm.referents(holder).iter().any(|held| of.iter().any(|object| object.is_same(held)))
    };
    // The row of arguments is no one's but ours.
    let found = all.into_iter().filter(|v| !v.is_same(&args[0]) && refers(vm, v)).collect();
    Ok(List::value(found))
}

/// A number, a text or a container of nothing else is not tracked: no cycle can go through it.
fn is_tracked(value: &Value) -> bool {
    let Some(object) = value.as_ref() else { return false };
    if object.layout().leaf {
        return false;
    }
    if let Some(dict) = value.get::<Dict>() {
        return dict.0.items().iter().any(|(key, value)| is_held(key) || is_held(value));
    }
    if let Some(tuple) = value.get::<Tuple>() {
        return tuple.0.iter().any(is_held);
    }
    true
}

fn is_held(value: &Value) -> bool {
    value.as_ref().is_some_and(|object| !object.layout().leaf)
}

fn get_stats(vm: &mut Vm, _: &[Value]) -> R {
    let mut rows = Vec::new();
    for generation in 0..3 {
        let all = generation == 2;
        let (runs, taken) = (vm.collector.runs as i64, vm.collector.taken as i64);
        let row = Dict::default();
        for (key, value) in [("collections", runs), ("collected", taken), ("uncollectable", 0)] {
            vm.dict_set(&row, Str::value(key), Value::Int(if all { value } else { 0 }))?;
        }
        rows.push(Value::new(row));
    }
    Ok(List::value(rows))
}
