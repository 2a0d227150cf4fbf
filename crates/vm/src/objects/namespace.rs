//! Namespaces: the globals of a module and the attributes of a class.
//!
//! A name has a slot from its first mention on, bound or not, and keeps it; so an inline cache needs to
//! remember a number only. The order of iteration is the order in which names were bound.

use std::cell::{Cell, RefCell};

use hashbrown::HashMap;

use crate::cells::Slots;
use crate::intern::Sym;
use crate::value::Value;

/// See the module's page.
#[derive(Default)]
pub struct Namespace {
    slots: RefCell<HashMap<Sym, u32>>,
    names: RefCell<Vec<Sym>>,
    values: Slots,
    /// When each slot was bound, for the order.
    bound: RefCell<Vec<u32>>,
    clock: Cell<u32>,
}

impl crate::Traverse for Namespace {
    fn traverse(&self, visit: crate::Visit<'_>) {
        self.values.traverse(visit);
    }
}

impl Namespace {
    /// Makes room for so many names more.
    pub(crate) fn reserve(&self, more: usize) {
        self.slots.borrow_mut().reserve(more);
        self.names.borrow_mut().reserve(more);
        self.bound.borrow_mut().reserve(more);
        self.values.reserve(more);
    }

    /// The slot of a name, made if it has none.
    pub fn slot(&self, name: Sym) -> usize {
        if let Some(&slot) = self.slots.borrow().get(&name) {
            return slot as usize;
        }
        let mut names = self.names.borrow_mut();
        let slot = names.len();
        names.push(name);
        self.bound.borrow_mut().push(0);
        self.slots.borrow_mut().insert(name, slot as u32);
        drop(self.values.replace(slot, Value::Unbound));
        slot
    }

    /// The slot of a name that has one.
    pub fn find(&self, name: Sym) -> Option<usize> {
        self.slots.borrow().get(&name).map(|&s| s as usize)
    }

    /// The value in a slot, unbound perhaps.
    #[inline(always)]
    pub fn at(&self, slot: usize) -> Value {
        self.values.get(slot)
    }

    /// What a slot is bound to, for those who let nothing else run while they look.
    #[inline(always)]
    pub(crate) fn look_at(&self, slot: usize) -> Option<&Value> {
        self.values.look().get(slot).filter(|value| !value.is_unbound())
    }

    /// Binds a slot, or unbinds it; gives what was there.
    #[inline]
    pub fn set_at(&self, slot: usize, value: Value) -> Value {
        let bind = !value.is_unbound();
        let old = self.values.replace(slot, value);
        if old.is_unbound() == bind {
            self.clock.set(self.clock.get() + 1);
            self.bound.borrow_mut()[slot] = self.clock.get();
        }
        old
    }

    /// The value of a name, unbound where it has none.
    pub fn get(&self, name: Sym) -> Value {
        self.find(name).map(|slot| self.at(slot)).unwrap_or_default()
    }

    /// Binds a name; gives what it was bound to.
    pub fn set(&self, name: Sym, value: Value) -> Value {
        self.set_at(self.slot(name), value)
    }

    /// Unbinds a name; gives what it was bound to.
    pub fn remove(&self, name: Sym) -> Value {
        self.find(name).map(|slot| self.set_at(slot, Value::Unbound)).unwrap_or_default()
    }

    /// All bound names, in the order in which they were bound.
    pub fn names(&self) -> Vec<Sym> {
        let bound = self.bound.borrow();
        let mut all: Vec<(u32, Sym)> = self
            .names
            .borrow()
            .iter()
            .enumerate()
            .filter(|(slot, _)| !self.at(*slot).is_unbound())
            .map(|(slot, name)| (bound[slot], *name))
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, name)| name).collect()
    }

    /// A number that is another one when names have been bound or unbound since.
    pub fn changes(&self) -> u32 {
        self.clock.get()
    }

    /// How many names are bound.
    pub fn len(&self) -> usize {
        (0..self.values.len()).filter(|&slot| !self.at(slot).is_unbound()).count()
    }

    /// Whether no name is bound.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
