//! The heap: blocks for objects, the account of what they take, and the stack of what has died.
//!
//! Owns raw memory and nothing else: what is in a block, and how it is destroyed, is its [`Layout`]'s.
//! A heap belongs to one engine. The thread that runs the engine names it in a slot of its own (one
//! pointer), so that a value can be dropped anywhere without an engine being passed along; the slot is
//! the only per-thread state.
//!
//! An object whose last reference goes is not destroyed there and then: unless it is a leaf it goes on
//! the stack of the dead, which the VM empties at the end of the instruction. So no code of a script
//! runs in the middle of a Rust function, and deep structures are taken down without recursion.
//!
//! The collector of cycles has to find every object. Small blocks lie in chunks of one size each, where a
//! free block is known by its count of 0; objects with a block of their own stand in a list. So an object
//! pays nothing for being found.
#![allow(unsafe_code, reason = "raw memory of objects; every block says why it is sound")]

use std::alloc::{Layout as Memory, alloc, dealloc, handle_alloc_error};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ptr::{NonNull, null, null_mut};

use hashbrown::{HashMap, HashSet};

use crate::value::Header;

/// Blocks of up to this many bytes come from free lists, by size in steps of [`GRAIN`].
const SMALL: usize = 512;
/// The step between two sizes of small blocks, and the alignment of every block.
const GRAIN: usize = 16;
/// What is taken from the system at a time for small blocks.
const CHUNK: usize = 64 * 1024;

/// Sizes of small blocks.
const CLASSES: usize = SMALL / GRAIN + 1;

/// The part of a size's newest chunk that was never used: where it begins, and where the chunk ends.
type Fresh = Cell<(*mut u8, *mut u8)>;

/// The weak references to objects, by address.
pub(crate) type WeakTable = HashMap<usize, Vec<NonNull<Header>>>;

/// Objects of one engine. See the module's page.
pub struct Heap {
    free: [Cell<*mut u8>; CLASSES],
    fresh: [Fresh; CLASSES],
    /// All chunks, each with its size's class.
    chunks: UnsafeCell<Vec<(NonNull<u8>, usize)>>,
    /// Objects that may hold values and have a block of their own.
    listed: UnsafeCell<HashSet<NonNull<Header>>>,
    /// The weak references to an object, by its address: see `weakref`.
    pub(crate) weak: RefCell<WeakTable>,
    dead: UnsafeCell<Vec<NonNull<Header>>>,
    dead_len: Cell<usize>,
    floor: Cell<usize>,
    bytes: Cell<usize>,
    objects: Cell<usize>,
    made: Cell<u64>,
    ceiling: Cell<usize>,
}

/// What has died on one thread and waits to be destroyed.
#[derive(Default)]
pub(crate) struct Dead {
    objects: Vec<NonNull<Header>>,
    floor: usize,
}

thread_local! {
    static CURRENT: Cell<*const Heap> = const { Cell::new(null()) };
}

/// Names a heap as this thread's until dropped, when the one before is named again.
pub struct Entered(*const Heap);

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

impl Default for Heap {
    fn default() -> Self {
        Self {
            free: [const { Cell::new(null_mut()) }; CLASSES],
            fresh: [const { Cell::new((null_mut(), null_mut())) }; CLASSES],
            chunks: UnsafeCell::default(),
            listed: UnsafeCell::default(),
            weak: RefCell::default(),
            dead: UnsafeCell::default(),
            dead_len: Cell::new(0),
            floor: Cell::new(0),
            bytes: Cell::new(0),
            objects: Cell::new(0),
            made: Cell::new(0),
            ceiling: Cell::new(usize::MAX),
        }
    }
}

impl Heap {
    /// Makes this the heap of the current thread until the result is dropped.
    #[must_use]
    pub fn enter(&self) -> Entered {
        Entered(CURRENT.replace(self))
    }

    /// Bytes that objects take now.
    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// Objects that were ever made: what a stretch of code costs in allocations.
    pub fn made(&self) -> u64 {
        self.made.get()
    }

    /// Objects that are alive now.
    pub fn objects(&self) -> usize {
        self.objects.get()
    }

    /// Sets the number of bytes above which [`Heap::is_full`] says so.
    pub fn set_ceiling(&self, bytes: usize) {
        self.ceiling.set(bytes);
    }

    /// The number of bytes that must not be exceeded.
    pub fn ceiling(&self) -> usize {
        self.ceiling.get()
    }

    /// Whether objects take more than the ceiling allows, or would with `more` bytes.
    pub fn is_full(&self, more: usize) -> bool {
        self.bytes.get().saturating_add(more) > self.ceiling.get()
    }

    /// Whether something waits for destruction above the floor.
    #[inline(always)]
    pub(crate) fn has_dead(&self) -> bool {
        self.dead_len.get() > self.floor.get()
    }

    /// Takes what died last.
    pub(crate) fn pop_dead(&self) -> Option<NonNull<Header>> {
        if !self.has_dead() {
            return None;
        }
        // SAFETY: the vector is only touched here and in `push_dead`, neither of which calls out.
        let dead = unsafe { &mut *self.dead.get() }.pop();
        self.dead_len.set(self.dead_len.get() - 1);
        dead
    }

    fn push_dead(&self, object: NonNull<Header>) {
        // SAFETY: as in `pop_dead`.
        unsafe { &mut *self.dead.get() }.push(object);
        self.dead_len.set(self.dead_len.get() + 1);
    }

    /// Lifts the floor to what is dead now, so that a finalizer's own dead are taken down within it and
    /// not those that wait beneath; gives the old floor, for [`Heap::lower_floor`].
    pub(crate) fn lift_floor(&self) -> usize {
        self.floor.replace(self.dead_len.get())
    }

    /// Undoes [`Heap::lift_floor`].
    pub(crate) fn lower_floor(&self, floor: usize) {
        self.floor.set(floor);
    }

    /// Takes the stack of the dead away, for another thread's to take its place.
    pub(crate) fn take_dead(&self) -> Dead {
        // SAFETY: as in `pop_dead`.
        let objects = std::mem::take(unsafe { &mut *self.dead.get() });
        self.dead_len.set(0);
        Dead { objects, floor: self.floor.replace(0) }
    }

    /// Puts a stack of the dead back; what has died meanwhile goes on top of it.
    pub(crate) fn put_dead(&self, dead: Dead) {
        let newer = self.take_dead();
        self.floor.set(dead.floor);
        self.dead_len.set(dead.objects.len() + newer.objects.len());
        // SAFETY: as in `pop_dead`.
        let objects = unsafe { &mut *self.dead.get() };
        *objects = dead.objects;
        objects.extend(newer.objects);
    }

    #[inline]
    fn take(&self, size: usize) -> NonNull<u8> {
        let class = size.div_ceil(GRAIN);
        self.bytes.set(self.bytes.get() + size);
        self.objects.set(self.objects.get() + 1);
        self.made.set(self.made.get() + 1);
        if cfg!(not(ouro_system_alloc)) && size <= SMALL {
            let head = self.free[class].get();
            if let Some(block) = NonNull::new(head) {
                // SAFETY: a free block holds the address of the next free one of its size.
                self.free[class].set(unsafe { head.cast::<*mut u8>().read() });
                return block;
            }
            return self.carve(class);
        }
        system_alloc(size)
    }

    #[cold]
    fn carve(&self, class: usize) -> NonNull<u8> {
        let size = class * GRAIN;
        let (next, end) = self.fresh[class].get();
        if next.is_null() || (end as usize) - (next as usize) < size {
            let chunk = system_alloc(CHUNK);
            // SAFETY: touched only here, in `for_each` and in `drop`, none of which calls out meanwhile.
            unsafe { &mut *self.chunks.get() }.push((chunk, class));
            // SAFETY: one past the end of the chunk just taken.
            self.fresh[class].set((chunk.as_ptr(), unsafe { chunk.as_ptr().add(CHUNK) }));
            return self.carve(class);
        }
        // SAFETY: `size` bytes are left in the chunk, as just checked.
        unsafe {
            self.fresh[class].set((next.add(size), end));
            NonNull::new_unchecked(next)
        }
    }

    /// Whether objects of this size stand in the list, if they may hold values.
    #[inline(always)]
    pub(crate) const fn is_listed(size: usize) -> bool {
        cfg!(ouro_system_alloc) || size > SMALL
    }

    /// Calls `visit` with every object that is in use and may hold values, and perhaps with leaves.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(NonNull<Header>)) {
        // SAFETY: as in `carve`; `visit` makes no objects, by the word of the collector, its only user.
        for &(chunk, class) in unsafe { &*self.chunks.get() } {
            let size = class * GRAIN;
            let (next, end) = self.fresh[class].get();
            let whole = chunk.as_ptr().wrapping_add(CHUNK);
            let stop = if end == whole { next } else { whole };
            let mut at = chunk.as_ptr();
            while at as usize + size <= stop as usize {
                // SAFETY: a block that was taken at some time begins with a header; `give_back` leaves its
                // count, which is 0, as it is.
                let object = unsafe { NonNull::new_unchecked(at) }.cast::<Header>();
                // SAFETY: as above.
                if unsafe { object.as_ref() }.is_in_use() {
                    visit(object);
                }
                at = at.wrapping_add(size);
            }
        }
        // SAFETY: as above.
        for &object in unsafe { &*self.listed.get() } {
            visit(object);
        }
    }

    #[inline]
    fn give_back(&self, block: NonNull<u8>, size: usize) {
        self.bytes.set(self.bytes.get() - size);
        self.objects.set(self.objects.get() - 1);
        if cfg!(not(ouro_system_alloc)) && size <= SMALL {
            let class = size.div_ceil(GRAIN);
            // SAFETY: the block is at least GRAIN bytes and no one's any more.
            unsafe { block.as_ptr().cast::<*mut u8>().write(self.free[class].get()) };
            self.free[class].set(block.as_ptr());
        } else {
            system_dealloc(block, size);
        }
    }

    /// Counts memory that an object holds outside its block.
    pub fn account(&self, grown: isize) {
        self.bytes.set(self.bytes.get().wrapping_add_signed(grown));
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        for (chunk, _) in std::mem::take(self.chunks.get_mut()) {
            system_dealloc(chunk, CHUNK);
        }
    }
}

fn memory(size: usize) -> Memory {
    // Sizes come from types and lengths that were allocated before; they cannot overflow.
    Memory::from_size_align(size, GRAIN).unwrap_or(Memory::new::<u128>())
}

fn system_alloc(size: usize) -> NonNull<u8> {
    let memory = memory(size);
    // SAFETY: no block is empty: each has a header.
    NonNull::new(unsafe { alloc(memory) }).unwrap_or_else(|| handle_alloc_error(memory))
}

fn system_dealloc(block: NonNull<u8>, size: usize) {
    // SAFETY: `block` came from `system_alloc` with the same size.
    unsafe { dealloc(block.as_ptr(), memory(size)) };
}

/// This thread's heap, if one is entered.
#[inline(always)]
pub(crate) fn current<'a>() -> Option<&'a Heap> {
    // SAFETY: a heap that is entered outlives its `Entered`, which borrows nothing but is dropped first
    // by every user (the VM holds the heap in a box and enters it for the length of a call).
    unsafe { CURRENT.get().as_ref() }
}

/// Takes a block of `size` bytes from this thread's heap, or from the system where none is entered; and the
/// number of objects made so far, which tells the older of two.
#[inline]
pub(crate) fn allocate(size: usize) -> (NonNull<u8>, u32) {
    match current() {
        Some(heap) => (heap.take(size), heap.made.get() as u32),
        None => (system_alloc(size), 0),
    }
}

/// Puts an object with a block of its own in the list, or takes it out.
#[cold]
pub(crate) fn list(object: NonNull<Header>, alive: bool) {
    let Some(heap) = current() else { return };
    // SAFETY: touched only here and in `for_each`, neither of which calls out meanwhile.
    let listed = unsafe { &mut *heap.listed.get() };
    if alive {
        listed.insert(object);
    } else {
        listed.remove(&object);
    }
}

/// Gives a block back to this thread's heap.
#[inline]
pub(crate) fn release_block(block: NonNull<u8>, size: usize) {
    if let Some(heap) = current() {
        heap.give_back(block, size);
    }
}

/// Puts an object without references on the stack of the dead; where no heap is entered (an engine is
/// being taken down) it is left to the heap's own end.
pub(crate) fn bury(object: NonNull<Header>) {
    if let Some(heap) = current() {
        heap.push_dead(object);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_freed_block_is_used_again_and_counted() {
        let heap = Heap::default();
        let _entered = heap.enter();
        let (first, _) = allocate(40);
        assert_eq!((heap.bytes(), heap.objects()), (40, 1));
        release_block(first, 40);
        assert_eq!((heap.bytes(), heap.objects()), (0, 0));
        assert_eq!(allocate(48).0, first, "40 and 48 bytes are one size of block");
        release_block(first, 48);
    }

    #[test]
    fn a_heap_that_is_left_gives_the_thread_back_to_the_one_before() {
        let (outer, inner) = (Heap::default(), Heap::default());
        let _outer = outer.enter();
        {
            let _inner = inner.enter();
            release_block(allocate(32).0, 32);
        }
        let (block, _) = allocate(32);
        assert_eq!((outer.objects(), inner.objects()), (1, 0));
        release_block(block, 32);
    }

    #[test]
    fn the_floor_hides_what_died_before() {
        let heap = Heap::default();
        let header = NonNull::dangling();
        heap.push_dead(header);
        let floor = heap.lift_floor();
        assert!(!heap.has_dead());
        heap.push_dead(header);
        assert!(heap.pop_dead().is_some() && heap.pop_dead().is_none());
        heap.lower_floor(floor);
        assert!(heap.pop_dead().is_some());
    }
}
