//! The index of a dict's table: where the entry of a hash is.
//!
//! A row of slots, each the number of an entry. The lowest bits of a hash say where a search begins, so that keys that
//! are numbers in a row lie in a row; where it goes on from there depends on all bits of the hash (open addressing with
//! double hashing; Knuth, volume 3, 6.4).

/// A slot that was never used.
const EMPTY: u32 = u32::MAX;
/// A slot whose entry has been removed. Searches go on past it.
const GONE: u32 = u32::MAX - 1;
/// By how many bits of the hash each step of a search goes on.
const STEP_BITS: u32 = 5;

/// See the module's page.
#[derive(Clone)]
pub(super) struct Index {
    /// A power of two of them.
    slots: Box<[u32]>,
    /// Slots that are not empty.
    used: usize,
}

/// The slots at which a search looks, without end; every slot is among them.
struct Probe {
    mask: usize,
    slot: usize,
    rest: u64,
}

impl Probe {
    #[inline(always)]
    fn next(&mut self) -> usize {
        let slot = self.slot;
        self.rest >>= STEP_BITS;
        let next = slot.wrapping_mul(5).wrapping_add(1).wrapping_add(self.rest as usize);
        self.slot = next & self.mask;
        slot
    }
}

impl Index {
    /// An empty one, in which as many entries have room, and half as many again.
    pub(super) fn with_room_for(entries: usize) -> Self {
        let slots = (entries.max(4) * 9).div_ceil(4).next_power_of_two();
        Self { slots: vec![EMPTY; slots].into_boxed_slice(), used: 0 }
    }

    #[inline(always)]
    fn probe(&self, hash: u64) -> Probe {
        let mask = self.slots.len() - 1;
        Probe { mask, slot: hash as usize & mask, rest: hash }
    }

    /// The first entry of this hash for which `is_it` says yes.
    #[inline(always)]
    pub(super) fn find(&self, hash: u64, mut is_it: impl FnMut(usize) -> bool) -> Option<usize> {
        let mut probe = self.probe(hash);
        loop {
            match self.slots[probe.next()] {
                EMPTY => return None,
                GONE => {}
                at if is_it(at as usize) => return Some(at as usize),
                _ => {}
            }
        }
    }

    /// Whether an entry can be added: a third of the slots stays empty, so that searches end soon.
    #[inline(always)]
    pub(super) fn has_room(&self) -> bool {
        (self.used + 1) * 3 <= self.slots.len() * 2
    }

    /// Adds an entry that is not there, where there is room.
    #[inline]
    pub(super) fn insert(&mut self, hash: u64, entry: u32) {
        let mut probe = self.probe(hash);
        loop {
            let slot = probe.next();
            if self.slots[slot] == EMPTY {
                self.slots[slot] = entry;
                self.used += 1;
                return;
            }
        }
    }

    /// Removes an entry.
    pub(super) fn remove(&mut self, hash: u64, entry: usize) {
        let mut probe = self.probe(hash);
        loop {
            let slot = probe.next();
            match self.slots[slot] {
                EMPTY => return,
                at if at as usize == entry => {
                    self.slots[slot] = GONE;
                    return;
                }
                _ => {}
            }
        }
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.slots.len() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_until_they_are_removed() {
        let mut index = Index::with_room_for(100);
        for entry in 0..100_u32 {
            assert!(index.has_room());
            index.insert(u64::from(entry) << 20, entry);
        }
        assert_eq!(index.find(7 << 20, |at| at == 7), Some(7));
        index.remove(7 << 20, 7);
        assert_eq!(index.find(7 << 20, |at| at == 7), None);
        assert_eq!(index.find(99 << 20, |at| at == 99), Some(99));
    }

    #[test]
    fn an_index_has_room_for_half_as_many_again() {
        for entries in 1..500 {
            let index = Index::with_room_for(entries);
            assert!((entries + entries / 2) * 3 <= index.slots.len() * 2, "{entries}");
        }
    }
}
