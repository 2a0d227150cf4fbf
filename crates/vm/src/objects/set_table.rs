//! The hash table of sets: an open index over entries.
//!
//! Programs print sets, so the order in which numbers come out of one is behaviour: it is their order in the
//! index, which is a function of the hashes, of the size of the index and of what was added and removed.
//! Hashes of texts and of objects differ from run to run in CPython, so no program can count on where such
//! elements come out; a set with one of them gives its elements in order of insertion, the same in every run.
//!
//! Knows nothing of how keys are compared, as [`super::table`] does not.

use std::cell::RefCell;

use super::table::{Found, Same};
use crate::value::Value;

/// An element; a removed one has an unbound key until the entries are compacted.
#[derive(Clone)]
struct Entry {
    hash: u64,
    key: Value,
}

/// What the index takes for an element, with its share of what is kept free, while it is made anew.
const INDEX_BYTES: usize = 32;
/// A slot of the index that was never used.
const EMPTY: u32 = u32::MAX;
/// A slot whose element has been removed. Searches go on past it.
const GONE: u32 = u32::MAX - 1;
/// The slots of the smallest index.
const SMALLEST: usize = 8;
/// How many neighbours are tried before a search jumps.
const NEIGHBOURS: usize = 9;
/// By how many bits of the hash each jump goes on.
const JUMP_BITS: u32 = 5;
/// Sets grow four times up to this many elements, then twice.
const LARGE: usize = 50_000;

#[derive(Default)]
struct Inner {
    entries: Vec<Entry>,
    /// A power of two of slots, or none for a set that never held anything.
    slots: Vec<u32>,
    /// Slots that are not empty.
    fill: usize,
    /// Entries that have been removed and not compacted yet.
    removed: usize,
    /// Elements whose hash differs from run to run.
    unsteady: usize,
    /// Where `pop` goes on.
    finger: usize,
    /// Grows with each change.
    version: u64,
}

/// A table of elements.
#[derive(Default)]
pub struct SetTable(RefCell<Inner>);

impl crate::Traverse for SetTable {
    fn traverse(&self, visit: crate::Visit<'_>) {
        let Ok(inner) = self.0.try_borrow() else { return };
        for entry in &inner.entries {
            entry.key.traverse(&mut *visit);
        }
    }
}

/// The slots that a search for a hash looks at, without end: a place and its neighbours, then another place.
struct Probe {
    mask: usize,
    place: usize,
    neighbour: usize,
    rest: u64,
}

impl Probe {
    fn new(hash: u64, slots: usize) -> Self {
        let mask = slots - 1;
        Self { mask, place: hash as usize & mask, neighbour: 0, rest: hash }
    }

    #[inline]
    fn next(&mut self) -> usize {
        let here = self.place + self.neighbour;
        // Neighbours are tried only where all of them are within the index.
        if self.neighbour < NEIGHBOURS && self.place + NEIGHBOURS <= self.mask {
            self.neighbour += 1;
        } else {
            self.rest >>= JUMP_BITS;
            let jump = self.place.wrapping_mul(5).wrapping_add(1);
            self.place = jump.wrapping_add(self.rest as usize) & self.mask;
            self.neighbour = 0;
        }
        here
    }
}

impl Inner {
    fn len(&self) -> usize {
        self.entries.len() - self.removed
    }

    fn mask(&self) -> usize {
        self.slots.len().max(SMALLEST) - 1
    }

    /// Whether elements come out in the order of the index.
    fn by_slot(&self) -> bool {
        self.unsteady == 0
    }

    /// The entry that a slot is about.
    fn entry_at(&self, slot: usize) -> Option<usize> {
        self.slots.get(slot).filter(|&&i| i < GONE).map(|&i| i as usize)
    }

    /// Gives an entry, which is known not to be there, a slot: the last one before the first empty one whose
    /// element has gone, or else that empty one. Says whether it was empty.
    fn place(&mut self, entry: u32) -> bool {
        if self.slots.is_empty() {
            self.slots.resize(SMALLEST, EMPTY);
        }
        let hash = self.entries[entry as usize].hash;
        let mut probe = Probe::new(hash, self.slots.len());
        let mut gone = None;
        loop {
            let slot = probe.next();
            match self.slots[slot] {
                EMPTY => {
                    self.slots[gone.unwrap_or(slot)] = entry;
                    self.fill += usize::from(gone.is_none());
                    return gone.is_none();
                }
                GONE => gone = Some(slot),
                _ => {}
            }
        }
    }

    /// Whether an index with so many slots in use is too full.
    fn is_crowded(&self, fill: usize) -> bool {
        fill * 5 >= self.mask() * 3
    }

    fn grow(&mut self) {
        let factor = if self.len() > LARGE { 2 } else { 4 };
        self.resize(self.len() * factor);
    }

    /// An index of more than `least` slots, filled in the order of the old one.
    fn resize(&mut self, least: usize) {
        let mut size = SMALLEST;
        while size <= least {
            size *= 2;
        }
        if self.removed > 0 {
            self.compact();
        }
        let old = std::mem::replace(&mut self.slots, vec![EMPTY; size]);
        self.fill = 0;
        for entry in old.into_iter().filter(|&i| i < GONE) {
            self.place(entry);
        }
    }

    /// Forgets the entries that were removed; slots stay where they are.
    fn compact(&mut self) {
        let mut moved = Vec::with_capacity(self.entries.len());
        let mut next = 0;
        for entry in &self.entries {
            moved.push(next);
            next += u32::from(!entry.key.is_unbound());
        }
        self.entries.retain(|e| !e.key.is_unbound());
        self.removed = 0;
        for slot in self.slots.iter_mut().filter(|i| **i < GONE) {
            *slot = moved[*slot as usize];
        }
    }

    /// The entries, in the order in which they come out.
    fn in_order(&self) -> Box<dyn Iterator<Item = &Entry> + '_> {
        if self.by_slot() {
            let live = self.slots.iter().filter(|i| **i < GONE);
            Box::new(live.map(|&i| &self.entries[i as usize]))
        } else {
            Box::new(self.entries.iter().filter(|e| !e.key.is_unbound()))
        }
    }
}

impl SetTable {
    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether nothing was ever added since it was made or cleared.
    #[must_use]
    pub fn is_unused(&self) -> bool {
        self.0.borrow().fill == 0
    }

    /// Whether all hashes are the same in every run.
    #[must_use]
    pub fn is_steady(&self) -> bool {
        self.0.borrow().by_slot()
    }

    /// A number that changes whenever an element comes or goes.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.borrow().version
    }

    /// Looks for a key of this hash for which `same` says yes.
    #[must_use]
    pub fn find(&self, hash: u64, mut same: impl FnMut(&Value) -> Same) -> Found {
        let inner = self.0.borrow();
        if inner.slots.is_empty() {
            return Found::Nowhere;
        }
        let mut ask = Vec::new();
        let mut probe = Probe::new(hash, inner.slots.len());
        loop {
            let at = match inner.slots[probe.next()] {
                EMPTY if ask.is_empty() => return Found::Nowhere,
                EMPTY => return Found::Ask(ask),
                GONE => continue,
                at => at as usize,
            };
            let entry = &inner.entries[at];
            if entry.hash != hash {
                continue;
            }
            match same(&entry.key) {
                Same::Yes if ask.is_empty() => return Found::At(at),
                Same::No => {}
                Same::Yes | Same::Ask => ask.push((at, entry.key.clone())),
            }
        }
    }

    /// As [`SetTable::find`], where nothing has to be asked: the entry, if there is one; none where the script has to
    /// be.
    #[inline]
    pub(crate) fn find_known(
        &self,
        hash: u64,
        same: impl Fn(&Value) -> Same,
    ) -> Option<Option<usize>> {
        let inner = self.0.borrow();
        if inner.slots.is_empty() {
            return Some(None);
        }
        let mut probe = Probe::new(hash, inner.slots.len());
        loop {
            let at = match inner.slots[probe.next()] {
                EMPTY => return Some(None),
                GONE => continue,
                at => at as usize,
            };
            let entry = &inner.entries[at];
            if entry.hash == hash {
                match same(&entry.key) {
                    Same::Yes => return Some(Some(at)),
                    Same::No => {}
                    Same::Ask => return None,
                }
            }
        }
    }

    /// The bytes that the next new element takes, if the table has to grow for it.
    #[inline]
    #[must_use]
    pub fn growth(&self) -> Option<usize> {
        let inner = self.0.borrow();
        let (len, room) = (inner.entries.len(), inner.entries.capacity());
        // The index grows by more than the entries do, and is there twice while it is made anew.
        (len == room).then(|| len.max(4) * 2 * (size_of::<Entry>() + INDEX_BYTES))
    }

    /// Adds a key that a search did not find; `steady` says whether its hash is the same in every run.
    pub fn insert(&self, hash: u64, key: Value, steady: bool) {
        let mut inner = self.0.borrow_mut();
        inner.version += 1;
        inner.unsteady += usize::from(!steady);
        let at = inner.entries.len() as u32;
        inner.entries.push(Entry { hash, key });
        if inner.place(at) && inner.is_crowded(inner.fill) {
            inner.grow();
        }
    }

    /// Makes room for what another collection of so many elements may add.
    pub fn expect(&self, more: usize) {
        let mut inner = self.0.borrow_mut();
        if inner.is_crowded(inner.fill + more) {
            let all = inner.len() + more;
            inner.resize(all * 2);
        }
    }

    /// Fills an empty table with the elements of another.
    pub fn fill_from(&self, other: &Self) {
        self.expect(other.len());
        let mut inner = self.0.borrow_mut();
        let other = other.0.borrow();
        inner.version += 1;
        inner.unsteady = other.unsteady;
        // Of the same size, and nothing removed: the index is the same.
        if inner.mask() == other.mask() && other.fill == other.len() {
            inner.entries = other.entries.clone();
            inner.slots = other.slots.clone();
            inner.fill = other.fill;
            inner.removed = other.removed;
            return;
        }
        for (at, entry) in other.in_order().enumerate() {
            inner.entries.push(entry.clone());
            inner.place(at as u32);
        }
    }

    /// Removes the element at a position that a search found; `steady` as for [`SetTable::insert`].
    pub fn remove(&self, at: usize, steady: bool) -> Value {
        let mut inner = self.0.borrow_mut();
        let inner = &mut *inner;
        let Some(entry) = inner.entries.get_mut(at) else { return Value::Unbound };
        let key = std::mem::take(&mut entry.key);
        let mut probe = Probe::new(entry.hash, inner.slots.len());
        loop {
            let slot = probe.next();
            if inner.slots[slot] == at as u32 {
                inner.slots[slot] = GONE;
                break;
            }
        }
        inner.version += 1;
        inner.removed += 1;
        inner.unsteady -= usize::from(!steady).min(inner.unsteady);
        if inner.removed > 16 && inner.removed * 2 > inner.entries.len() {
            inner.compact();
        }
        key
    }

    /// Makes the index smaller after much was removed at once.
    pub fn settle(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.fill - inner.len() > inner.mask() / 4 {
            inner.grow();
        }
    }

    /// The position of the element that `pop` takes; the next time it goes on behind that.
    #[must_use]
    pub fn next_to_pop(&self) -> Option<usize> {
        let mut inner = self.0.borrow_mut();
        if inner.len() == 0 {
            return None;
        }
        if !inner.by_slot() {
            return inner.entries.iter().position(|e| !e.key.is_unbound());
        }
        let mask = inner.mask();
        let mut slot = inner.finger & mask;
        loop {
            if let Some(at) = inner.entry_at(slot) {
                inner.finger = slot + 1;
                return Some(at);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The first element at or after a position of the order, with the position that follows it.
    #[must_use]
    pub fn next(&self, mut at: usize) -> Option<(usize, Value)> {
        let inner = self.0.borrow();
        if inner.by_slot() {
            while at < inner.slots.len() {
                at += 1;
                if let Some(entry) = inner.entry_at(at - 1) {
                    return Some((at, inner.entries[entry].key.clone()));
                }
            }
            return None;
        }
        loop {
            let entry = inner.entries.get(at)?;
            at += 1;
            if !entry.key.is_unbound() {
                return Some((at, entry.key.clone()));
            }
        }
    }

    /// The key at a position that a search found.
    #[must_use]
    pub fn key(&self, at: usize) -> Value {
        self.0.borrow().entries.get(at).map(|e| e.key.clone()).unwrap_or_default()
    }

    /// Removes all elements and gives them.
    #[must_use]
    pub fn clear(&self) -> Vec<Value> {
        let mut inner = self.0.borrow_mut();
        let version = inner.version + 1;
        let old = std::mem::replace(&mut *inner, Inner { version, ..Inner::default() });
        drop(inner);
        old.entries.into_iter().map(|e| e.key).filter(|k| !k.is_unbound()).collect()
    }

    /// Takes over all elements of a table that is given up; gives its own old ones.
    #[must_use]
    pub fn become_other(&self, other: &Self) -> Vec<Value> {
        let old = self.clear();
        let mut inner = self.0.borrow_mut();
        let version = inner.version + 1;
        *inner = std::mem::take(&mut *other.0.borrow_mut());
        inner.version = version;
        old
    }

    /// A table with the same elements.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::default();
        copy.fill_from(self);
        copy
    }

    /// All elements, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<Value> {
        self.0.borrow().in_order().map(|e| e.key.clone()).collect()
    }

    /// All hashes and elements, in order.
    #[must_use]
    pub fn hashed_keys(&self) -> Vec<(u64, Value)> {
        self.0.borrow().in_order().map(|e| (e.hash, e.key.clone())).collect()
    }
}

impl Drop for SetTable {
    /// From the last entry: the dead are a stack, and the first element dies first.
    fn drop(&mut self) {
        while let Some(entry) = self.0.get_mut().entries.pop() {
            drop(entry.key);
        }
    }
}
