//! Levels of importance, as numbers and as names.

use std::collections::BTreeMap;

use crate::prelude::*;

pub(super) const CRITICAL: i64 = 50;
pub(super) const ERROR: i64 = 40;
pub(super) const WARNING: i64 = 30;
pub(super) const INFO: i64 = 20;
pub(super) const DEBUG: i64 = 10;
pub(super) const NOTSET: i64 = 0;

/// The names that the module has, in its order.
pub(super) const CONSTANTS: &[(&str, i64)] = &[
    ("CRITICAL", CRITICAL),
    ("FATAL", CRITICAL),
    ("ERROR", ERROR),
    ("WARN", WARNING),
    ("WARNING", WARNING),
    ("INFO", INFO),
    ("DEBUG", DEBUG),
    ("NOTSET", NOTSET),
];

/// What a script has added.
#[derive(Default)]
pub(super) struct Levels {
    names: BTreeMap<i64, String>,
    added: Vec<(String, i64)>,
}

/// The name of a level: its own, or `Level 21`.
pub(super) fn name(vm: &mut Vm, level: i64) -> String {
    if let Some(name) = super::state(vm).levels.names.get(&level) {
        return name.clone();
    }
    let own = CONSTANTS.iter().filter(|(name, _)| !matches!(*name, "FATAL" | "WARN"));
    match own.into_iter().find(|(_, known)| *known == level) {
        Some((name, _)) => (*name).to_owned(),
        None => format!("Level {level}"),
    }
}

/// The level of a name.
fn by_name(vm: &mut Vm, name: &str) -> Option<i64> {
    let added = &super::state(vm).levels.added;
    let added = added.iter().rev().find(|(known, _)| known == name).map(|(_, level)| *level);
    added.or_else(|| CONSTANTS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level))
}

/// A level that a script gives, as a number or a name.
pub(super) fn check(vm: &mut Vm, value: &Value) -> R<i64> {
    if args::is_int(value) {
        return args::int(vm, args::base(value));
    }
    let shown = vm.repr_text(value);
    let Some(name) = args::text(value) else {
        let message = format!("Level not an integer or a valid string: {shown}");
        return Err(args::type_error(vm, &message));
    };
    match by_name(vm, &name) {
        Some(level) => Ok(level),
        None => Err(args::value_error(vm, &format!("Unknown level: {shown}"))),
    }
}

/// `getLevelName(level)`
pub(super) fn name_of(vm: &mut Vm, args: &[Value]) -> R {
    if let Some(name) = args::text(&args[0]) {
        return Ok(match by_name(vm, &name) {
            Some(level) => Value::Int(level),
            None => Str::value(&format!("Level {name}")),
        });
    }
    if args::is_int(&args[0]) {
        let level = args::int(vm, args::base(&args[0]))?;
        return Ok(Str::value(&name(vm, level)));
    }
    let shown = vm.str_text(&args[0])?;
    Ok(Str::value(&format!("Level {shown}")))
}

/// `getLevelNamesMapping()`
pub(super) fn mapping(vm: &mut Vm, _: &[Value]) -> R {
    let added = super::state(vm).levels.added.clone();
    let dict = Dict::default();
    let own = CONSTANTS.iter().map(|(name, level)| ((*name).to_owned(), *level));
    for (name, level) in own.chain(added) {
        vm.dict_set_text(&dict, &name, Value::Int(level))?;
    }
    Ok(Value::new(dict))
}

/// `addLevelName(level, name)`
pub(super) fn add_name(vm: &mut Vm, args: &[Value]) -> R {
    let level = args::int(vm, &args[0])?;
    let name = vm.str_text(&args[1])?;
    let levels = &mut super::state(vm).levels;
    levels.names.insert(level, name.clone());
    levels.added.push((name, level));
    Ok(Value::None)
}
