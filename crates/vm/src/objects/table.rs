//! The hash table of dicts and sets: entries in order of insertion, and an index over them.
//!
//! Knows nothing of how keys are compared: a search says which entries have the right hash, and the VM,
//! which may have to run a script's `__eq__`, decides between them with no borrow held.

use std::cell::RefCell;

use super::table_index::Index;
use crate::value::Value;

/// What an entry takes of the index, with its share of what is kept free.
const INDEX_ENTRY_BYTES: usize = 12;

/// An entry; a removed one has an unbound key until the table is compacted.
#[derive(Clone)]
struct Entry {
    hash: u64,
    key: Value,
    value: Value,
}

#[derive(Clone, Default)]
struct Inner {
    entries: Vec<Entry>,
    /// Made when there are more than [`FEW`] entries: to look through a few takes no longer, and most
    /// dicts stay small.
    index: Option<Index>,
    removed: usize,
    /// Grows with each change of the set of keys: what a search found is good while it stands.
    version: u64,
}

/// Entries that are found without an index.
const FEW: usize = 8;

/// What the caller says of a key that has the right hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// They are equal.
    Yes,
    /// They are not.
    No,
    /// Only the script can tell.
    Ask,
}

/// The result of a search.
pub enum Found {
    /// At this entry.
    At(usize),
    /// Nowhere.
    Nowhere,
    /// At one of these, by entry and key, if the script says that they are equal.
    Ask(Vec<(usize, Value)>),
}

/// A table from keys to values (unbound ones, in a set).
#[derive(Default)]
pub struct Table(RefCell<Inner>);

impl crate::Traverse for Table {
    fn traverse(&self, visit: crate::Visit<'_>) {
        let Ok(inner) = self.0.try_borrow() else { return };
        for entry in &inner.entries {
            entry.value.traverse(&mut *visit);
            entry.key.traverse(&mut *visit);
        }
    }
}

impl Table {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let inner = self.0.borrow();
        inner.entries.len() - inner.removed
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number that changes whenever a key comes or goes.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.borrow().version
    }

    /// Looks for a key of this hash for which `same` says yes.
    #[must_use]
    pub fn find(&self, hash: u64, mut same: impl FnMut(&Value) -> Same) -> Found {
        let inner = self.0.borrow();
        // A key that has to be asked ends the search: one behind it may not go before it.
        let mut ask = false;
        let mut is_it = |entry: &Entry| {
            entry.hash == hash && {
                let same = same(&entry.key);
                ask |= same == Same::Ask;
                same != Same::No
            }
        };
        let at = match &inner.index {
            Some(index) => index.find(hash, |at| inner.entries.get(at).is_some_and(&mut is_it)),
            None => inner.entries.iter().position(|e| !e.key.is_unbound() && is_it(e)),
        };
        match at {
            Some(at) if !ask => Found::At(at),
            None => Found::Nowhere,
            Some(_) => {
                let entries = inner.entries.iter().enumerate();
                let alike = entries.filter(|(_, e)| e.hash == hash && !e.key.is_unbound());
                Found::Ask(alike.map(|(i, e)| (i, e.key.clone())).collect())
            }
        }
    }

    /// As [`Table::find`], where nothing has to be asked: the entry, if there is one; none where the script has to be.
    #[inline]
    pub(crate) fn find_known(
        &self,
        hash: u64,
        same: impl Fn(&Value) -> Same,
    ) -> Option<Option<usize>> {
        let inner = self.0.borrow();
        let entries = &inner.entries[..];
        // A key that has to be asked ends the search: one behind it may not go before it.
        let mut ask = false;
        let mut is_it = |entry: &Entry| {
            entry.hash == hash && !entry.key.is_unbound() && {
                let same = same(&entry.key);
                ask |= same == Same::Ask;
                same != Same::No
            }
        };
        let at = match &inner.index {
            Some(index) => index.find(hash, |at| entries.get(at).is_some_and(&mut is_it)),
            None => entries.iter().position(is_it),
        };
        (!ask).then_some(at)
    }

    /// The entry at a position of the order of insertion, as hash, key and value.
    #[must_use]
    pub fn entry(&self, at: usize) -> Option<(u64, Value, Value)> {
        let inner = self.0.borrow();
        let entry = inner.entries.get(at).filter(|e| !e.key.is_unbound())?;
        Some((entry.hash, entry.key.clone(), entry.value.clone()))
    }

    /// The value at a position.
    #[must_use]
    pub fn value(&self, at: usize) -> Value {
        self.0.borrow().entries.get(at).map(|e| e.value.clone()).unwrap_or_default()
    }

    /// The first entry at or after a position, with the position that follows it.
    #[must_use]
    pub fn next(&self, mut at: usize) -> Option<(usize, Value, Value)> {
        let inner = self.0.borrow();
        loop {
            let entry = inner.entries.get(at)?;
            at += 1;
            if !entry.key.is_unbound() {
                return Some((at, entry.key.clone(), entry.value.clone()));
            }
        }
    }

    /// What `make` makes of the first entry at or after a position, with the position that follows it.
    #[inline(always)]
    pub(crate) fn next_with<T>(
        &self,
        mut at: usize,
        make: impl FnOnce(&Value, &Value) -> T,
    ) -> Option<(usize, T)> {
        let inner = self.0.borrow();
        loop {
            let entry = inner.entries.get(at)?;
            at += 1;
            if !entry.key.is_unbound() {
                return Some((at, make(&entry.key, &entry.value)));
            }
        }
    }

    /// The last entry before a position, with its position.
    #[must_use]
    pub fn previous(&self, mut at: usize) -> Option<(usize, Value, Value)> {
        let inner = self.0.borrow();
        at = at.min(inner.entries.len());
        while at > 0 {
            at -= 1;
            let entry = &inner.entries[at];
            if !entry.key.is_unbound() {
                return Some((at, entry.key.clone(), entry.value.clone()));
            }
        }
        None
    }

    /// Replaces the value at a position that a search found; gives the old one.
    pub fn replace(&self, at: usize, value: Value) -> Value {
        match self.0.borrow_mut().entries.get_mut(at) {
            Some(entry) => std::mem::replace(&mut entry.value, value),
            None => Value::Unbound,
        }
    }

    /// The bytes that the next new entry takes, if the table has to grow for it.
    #[inline]
    #[must_use]
    pub fn growth(&self) -> Option<usize> {
        let inner = self.0.borrow();
        let (len, room) = (inner.entries.len(), inner.entries.capacity());
        // The entries twice as many, and an index that is as large again while it is made anew.
        (len == room).then(|| len.max(4) * 2 * (size_of::<Entry>() + 2 * INDEX_ENTRY_BYTES))
    }

    /// Adds an entry whose key a search did not find.
    pub fn insert(&self, hash: u64, key: Value, value: Value) {
        let mut inner = self.0.borrow_mut();
        let inner = &mut *inner;
        inner.version += 1;
        let at = inner.entries.len() as u32;
        inner.entries.push(Entry { hash, key, value });
        match &mut inner.index {
            Some(index) if index.has_room() => index.insert(hash, at),
            Some(_) => inner.make_index(),
            None if inner.entries.len() > FEW => inner.make_index(),
            None => {}
        }
    }

    /// Removes the entry at a position that a search found; gives its key and value.
    pub fn remove(&self, at: usize) -> (Value, Value) {
        let mut inner = self.0.borrow_mut();
        let inner = &mut *inner;
        let Some(entry) = inner.entries.get_mut(at) else { return Default::default() };
        let key = std::mem::take(&mut entry.key);
        let value = std::mem::take(&mut entry.value);
        let hash = entry.hash;
        if let Some(index) = &mut inner.index {
            index.remove(hash, at);
        }
        inner.version += 1;
        inner.removed += 1;
        if at + 1 == inner.entries.len() {
            while inner.entries.last().is_some_and(|e| e.key.is_unbound()) {
                inner.entries.pop();
                inner.removed -= 1;
            }
        } else if inner.removed > 16 && inner.removed * 2 > inner.entries.len() {
            inner.compact();
        }
        (key, value)
    }

    /// Removes all entries and gives them.
    #[must_use]
    pub fn clear(&self) -> Vec<(Value, Value)> {
        let mut inner = self.0.borrow_mut();
        let version = inner.version + 1;
        let old = std::mem::replace(&mut *inner, Inner { version, ..Inner::default() });
        drop(inner);
        old.entries.into_iter().filter(|e| !e.key.is_unbound()).map(|e| (e.key, e.value)).collect()
    }

    /// A table with the same entries, in their order.
    #[must_use]
    pub fn copy(&self) -> Self {
        let mut inner = self.0.borrow().clone();
        if inner.removed > 0 {
            inner.compact();
        }
        Self(RefCell::new(inner))
    }

    /// All keys, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<Value> {
        let inner = self.0.borrow();
        inner.entries.iter().filter(|e| !e.key.is_unbound()).map(|e| e.key.clone()).collect()
    }

    /// All keys and values, in order.
    #[must_use]
    pub fn items(&self) -> Vec<(Value, Value)> {
        let inner = self.0.borrow();
        let live = inner.entries.iter().filter(|e| !e.key.is_unbound());
        live.map(|e| (e.key.clone(), e.value.clone())).collect()
    }

    /// Bytes held outside the object.
    #[must_use]
    pub fn capacity_bytes(&self) -> usize {
        let inner = self.0.borrow();
        let index = inner.index.as_ref().map_or(0, Index::bytes);
        inner.entries.capacity() * size_of::<Entry>() + index
    }
}

impl Inner {
    fn compact(&mut self) {
        self.entries.retain(|e| !e.key.is_unbound());
        self.removed = 0;
        if self.index.take().is_some() {
            self.make_index();
        }
    }

    fn make_index(&mut self) {
        let entries = &self.entries;
        let mut index = Index::with_room_for(entries.len() - self.removed);
        for (at, entry) in entries.iter().enumerate().filter(|(_, e)| !e.key.is_unbound()) {
            index.insert(entry.hash, at as u32);
        }
        self.index = Some(index);
    }
}

impl Drop for Table {
    /// From the last entry, value before key: the dead are a stack, and a dict's first key dies first.
    fn drop(&mut self) {
        while let Some(entry) = self.0.get_mut().entries.pop() {
            drop(entry.value);
            drop(entry.key);
        }
    }
}
