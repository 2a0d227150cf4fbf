//! An allocator for processes that run scripts: where the machine refuses memory, the process gets a last reserve
//! and a word of it, so that a script sees `MemoryError` instead of an abort.
//!
//! A process opts in (`#[global_allocator] static ALLOCATOR: Valve = Valve;`). The reserve is address space that
//! nothing touches; the machine looks at [`Valve::is_open`] where it looks at its limits, and the reserve is
//! taken back when there is memory again.
#![allow(unsafe_code, reason = "an allocator hands raw memory on")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

/// See the module's page.
pub struct Valve;

/// The reserve: enough for what happens between two looks at the limits.
const RESERVE: Layout = match Layout::from_size_align(32 << 20, 16) {
    Ok(layout) => layout,
    Err(_) => Layout::new::<u8>(),
};

/// The reserve, or null while it is out.
static RESERVED: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());

/// The machine has refused memory since the reserve was last taken.
static OPEN: AtomicBool = AtomicBool::new(false);

impl Valve {
    /// Says that this process runs one engine, so that one thread at a time asks for memory: the system's allocator
    /// then has all threads take from one arena. One of their own grows by single pages, each with a call of the
    /// system.
    pub fn expect_one_engine() {
        #[cfg(all(target_os = "linux", target_env = "gnu", not(ouro_system_alloc)))]
        // SAFETY: sets a number of the allocator's own, before other threads begin.
        unsafe {
            libc::mallopt(libc::M_ARENA_MAX, 1);
        }
    }

    /// Takes the reserve, if it is not there; whether it is now.
    pub fn shut() -> bool {
        if RESERVED.load(Ordering::Relaxed).is_null() {
            // SAFETY: the layout is not empty.
            let block = unsafe { System.alloc(RESERVE) };
            let none = std::ptr::null_mut();
            let taken = RESERVED.compare_exchange(none, block, Ordering::AcqRel, Ordering::Relaxed);
            if taken.is_err() && !block.is_null() {
                // SAFETY: another thread was first; this block is ours alone.
                unsafe { System.dealloc(block, RESERVE) };
            }
        }
        let is_there = !RESERVED.load(Ordering::Relaxed).is_null();
        OPEN.store(!is_there, Ordering::Relaxed);
        is_there
    }

    /// Whether the machine has refused memory and the reserve is in use.
    #[must_use]
    pub fn is_open() -> bool {
        OPEN.load(Ordering::Relaxed)
    }

    /// Gives the reserve back to the system; whether there was one.
    fn open() -> bool {
        let block = RESERVED.swap(std::ptr::null_mut(), Ordering::AcqRel);
        if block.is_null() {
            return false;
        }
        OPEN.store(true, Ordering::Relaxed);
        // SAFETY: taken out of its place, so ours alone.
        unsafe { System.dealloc(block, RESERVE) };
        true
    }
}

/// Small blocks that the machine refuses are worth the reserve; large requests fail by themselves.
const SMALL: usize = 4 << 20;

// SAFETY: everything is handed on to the system's allocator.
unsafe impl GlobalAlloc for Valve {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's word.
        let block = unsafe { System.alloc(layout) };
        if block.is_null() && layout.size() <= SMALL && Self::open() {
            // SAFETY: as above.
            return unsafe { System.alloc(layout) };
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's word.
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's word.
        let block = unsafe { System.alloc_zeroed(layout) };
        if block.is_null() && layout.size() <= SMALL && Self::open() {
            // SAFETY: as above.
            return unsafe { System.alloc_zeroed(layout) };
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's word.
        let new = unsafe { System.realloc(block, layout, size) };
        if new.is_null() && size <= SMALL && Self::open() {
            // SAFETY: the block is as it was.
            return unsafe { System.realloc(block, layout, size) };
        }
        new
    }
}
