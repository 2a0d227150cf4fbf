//! From notes to variables: owners, cells, free variables, and the registers of each unit.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use ouro_diag::Diagnostic;

use super::{ScopeId, ScopeKind, Scopes};
use crate::errors;
use crate::names::{NameId, Names};

/// Fills in everything of `scopes` that the walk could not know.
pub(super) fn resolve(scopes: &mut Scopes, names: &mut Names, errors: &mut Vec<Diagnostic>) {
    let class_name = names.intern("__class__");
    let mut free: HashMap<ScopeId, BTreeMap<Arc<str>, NameId>> = HashMap::new();
    for index in 0..scopes.list.len() {
        let id = ScopeId(u32::try_from(index).unwrap_or(u32::MAX));
        for name in scopes.get(id).order.clone() {
            let owner = check(scopes, names, errors, id, name)
                .then(|| owner(scopes, id, name, class_name))
                .flatten();
            if let Some(symbol) = scopes.get_mut(id).symbols.get_mut(&name) {
                symbol.owner = owner;
            }
            if let Some(owner) = owner {
                capture(scopes, names, id, owner, name, &mut free);
            }
        }
    }
    for (unit, names) in free {
        scopes.get_mut(unit).free = names.into_values().collect();
    }
    for index in 0..scopes.list.len() {
        allot(scopes, ScopeId(u32::try_from(index).unwrap_or(u32::MAX)), class_name);
    }
}

/// Whether the declarations of a name in a scope make sense.
fn check(
    scopes: &Scopes,
    names: &Names,
    errors: &mut Vec<Diagnostic>,
    id: ScopeId,
    name: NameId,
) -> bool {
    let Some(symbol) = scopes.get(id).symbols.get(&name) else { return false };
    let Some(nonlocal) = symbol.nonlocal else { return true };
    let shown = names.text(name);
    if let Some(global) = symbol.global {
        // The reference marks whichever statement stands first.
        let (first, second) =
            if global.start < nonlocal.start { (global, nonlocal) } else { (nonlocal, global) };
        let message = format!("name '{shown}' is nonlocal and global");
        errors.push(errors::declaration_conflict(first, message, Some(second), "and here"));
        return false;
    }
    let class_name = &*shown == "__class__";
    let found = enclosing(scopes, id, name, class_name).is_some();
    if !found {
        errors.push(errors::no_nonlocal(nonlocal, &shown));
    }
    found
}

/// The scope that keeps what `name` means in `id`; none for a global.
fn owner(scopes: &Scopes, id: ScopeId, name: NameId, class_name: NameId) -> Option<ScopeId> {
    let scope = scopes.get(id);
    let symbol = scope.symbols.get(&name)?;
    if symbol.global.is_some() {
        return None;
    }
    if symbol.is_local() {
        return scope.kind.is_function_like().then_some(id);
    }
    enclosing(scopes, id, name, name == class_name)
}

/// The nearest scope around `id` that binds `name` for the scopes within it.
fn enclosing(scopes: &Scopes, id: ScopeId, name: NameId, is_class: bool) -> Option<ScopeId> {
    let mut at = scopes.get(id).parent;
    while let Some(around) = at {
        let scope = scopes.get(around);
        if scope.kind == ScopeKind::Class && is_class && scopes.get(id).unit != around {
            return Some(around);
        }
        if scope.kind.is_function_like()
            && let Some(symbol) = scope.symbols.get(&name)
        {
            if symbol.global.is_some() {
                return None;
            }
            if symbol.is_local() {
                return Some(around);
            }
        }
        at = scope.parent;
    }
    None
}

/// Notes that code in `id` uses a variable of `owner`: where that is another unit's, it needs a cell, and
/// each unit on the way a free variable.
fn capture(
    scopes: &mut Scopes,
    names: &Names,
    id: ScopeId,
    owner: ScopeId,
    name: NameId,
    free: &mut HashMap<ScopeId, BTreeMap<Arc<str>, NameId>>,
) {
    let home = scopes.get(owner).unit;
    let mut unit = scopes.get(id).unit;
    if unit == home {
        return;
    }
    let keeper = scopes.get_mut(owner);
    if keeper.kind == ScopeKind::Class {
        keeper.needs_class_cell = true;
        keeper.symbols.entry(name).or_default().captured = true;
    } else if let Some(symbol) = keeper.symbols.get_mut(&name) {
        symbol.captured = true;
    }
    while unit != home {
        free.entry(unit).or_default().insert(names.text(name), name);
        let Some(parent) = scopes.get(unit).parent else { return };
        unit = scopes.get(parent).unit;
    }
}

/// Gives registers to the variables that a scope owns.
fn allot(scopes: &mut Scopes, id: ScopeId, class_name: NameId) {
    let scope = scopes.get(id);
    let unit = scope.unit;
    let mut owned: Vec<NameId> = Vec::new();
    if scope.kind.is_function_like() {
        owned.extend(&scope.parameters);
        let is_owned = |name: &&NameId| {
            scope
                .symbols
                .get(*name)
                .is_some_and(|symbol| symbol.owner == Some(id) && symbol.parameter.is_none())
        };
        owned.extend(scope.order.iter().filter(is_owned));
    } else if scope.needs_class_cell {
        owned.push(class_name);
    }
    let is_comprehension = scope.kind == ScopeKind::Comprehension;
    for name in owned {
        let register = u16::try_from(scopes.get(unit).locals.len()).unwrap_or(u16::MAX);
        let Some(symbol) = scopes.get_mut(id).symbols.get_mut(&name) else { continue };
        symbol.register = register;
        let (captured, deleted, walrus) = (symbol.captured, symbol.deleted, symbol.walrus);
        let keeper = scopes.get_mut(unit);
        keeper.locals.push(name);
        // A comprehension makes its cells when it starts, afresh each time.
        if captured && is_comprehension {
            keeper.comprehension_cells.push(register);
        } else if captured {
            keeper.cells.push(register);
        }
        if deleted || is_comprehension {
            keeper.deletable.push(register);
        }
        if walrus {
            keeper.walrus.push(register);
        }
    }
}
