//! What dispatch sees of what runs: the instruction, and the window of registers.
#![allow(
    unsafe_code,
    reason = "registers are raw memory; the compiler's output keeps within bounds"
)]

use ouro_bytecode::{Instr, Op};

use crate::objects::{CodeObject, Site};
use crate::value::Value;

/// An instruction as one word: its parts are taken from it where they are used. A copy of the structure would
/// be taken apart whole before every jump.
#[derive(Clone, Copy)]
pub(super) struct Fetched(u64);

const _: () = assert!(size_of::<Instr>() == size_of::<u64>());

impl Fetched {
    /// The instruction at `pc`.
    ///
    /// # Safety
    /// There is one.
    #[inline(always)]
    pub(super) unsafe fn at(pc: *const Instr) -> Self {
        // SAFETY: the caller's word; an instruction has the size and alignment of a word.
        Self(u64::from_le(unsafe { pc.cast::<u64>().read() }))
    }

    #[inline(always)]
    pub(super) fn instr(self) -> Instr {
        // SAFETY: the word was read from an instruction.
        unsafe { std::mem::transmute(self.0.to_le()) }
    }

    #[inline(always)]
    pub(super) fn op(self) -> Op {
        // SAFETY: as above; the first byte is the operation.
        unsafe { std::mem::transmute(self.0 as u8) }
    }

    #[inline(always)]
    pub(super) fn x(self) -> u8 {
        (self.0 >> 8) as u8
    }

    #[inline(always)]
    pub(super) fn a(self) -> u16 {
        (self.0 >> 16) as u16
    }

    #[inline(always)]
    pub(super) fn b(self) -> u16 {
        (self.0 >> 32) as u16
    }

    #[inline(always)]
    pub(super) fn c(self) -> u16 {
        (self.0 >> 48) as u16
    }

    #[inline(always)]
    pub(super) fn wide(self) -> i32 {
        (self.0 >> 32) as i32
    }
}

/// What an operation's function sees of the frame: its registers and its code.
#[derive(Clone, Copy)]
pub(crate) struct Regs {
    pub(super) base: *mut Value,
    pub(super) code: *const CodeObject,
    /// How many of them are locals: in hand, because most operations ask.
    pub(super) n_locals: u16,
}

/// The same pointer, of which the optimiser does not know how it was made. Else it would take sums apart that are one
/// instruction's work, and keep the parts that no loop changes on the stack: stored at every call and return.
#[inline(always)]
#[allow(clippy::pointers_in_nomem_asm_block, reason = "what it points to is not touched")]
pub(super) fn opaque<T>(mut pointer: *const T) -> *const T {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: the assembly does nothing. It is not said to be pure, for then it could be done once and for all.
    unsafe {
        std::arch::asm!(
            "/* {0} */", inout(reg) pointer, options(nomem, nostack, preserves_flags)
        );
    }
    pointer
}

impl Regs {
    /// Register `index`, to be read.
    #[inline(always)]
    pub(crate) fn get(&self, index: u16) -> &Value {
        // SAFETY: the compiler's register numbers are below the frame's number of registers, and
        // nothing writes a register while an operation reads it.
        unsafe { &*self.base.add(index as usize) }
    }

    /// Replaces register `index`.
    #[inline(always)]
    pub(crate) fn set(&self, index: u16, value: Value) {
        // SAFETY: as in `get`; the old value is dropped after the write.
        let old =
            std::mem::replace(unsafe { &mut *self.base.add(index as usize) }, value.in_words());
        drop(old);
    }

    /// Fills the temporary that is `more` behind register `index`, and holds no reference.
    #[inline(always)]
    pub(super) fn fill(&self, index: u16, more: usize, value: Value) {
        let slot = opaque(self.base.wrapping_add(index as usize)).wrapping_add(more).cast_mut();
        // SAFETY: as in `get`; what it holds need not be dropped.
        unsafe {
            debug_assert!(!matches!(&*slot, Value::Obj(_)));
            slot.write(value);
        }
    }

    /// Takes the value of register `index`, which is a temporary.
    #[inline(always)]
    pub(crate) fn take(&self, index: u16) -> Value {
        // SAFETY: as in `get`.
        std::mem::take(unsafe { &mut *self.base.add(index as usize) })
    }

    /// The value of a `Src` operand: moved out of a temporary, copied from a local.
    #[inline(always)]
    pub(crate) fn read(&self, index: u16) -> Value {
        if index >= self.n_locals { self.take(index) } else { self.get(index).clone() }
    }

    /// Gives up a `Src` operand that was only looked at.
    #[inline(always)]
    pub(crate) fn done(&self, index: u16) {
        if index >= self.n_locals {
            drop(self.take(index));
        }
    }

    /// A row of registers.
    #[inline(always)]
    #[expect(clippy::mut_from_ref, reason = "registers are raw memory that this only names")]
    pub(crate) fn row(&self, start: u16, count: usize) -> &mut [Value] {
        // SAFETY: as in `get`; a row is temporaries that only the present operation uses.
        unsafe { std::slice::from_raw_parts_mut(self.base.add(start as usize), count) }
    }

    /// Whether register `index` is a local, which an operation that reads it leaves as it is.
    #[inline(always)]
    pub(super) fn is_local(&self, index: u16) -> bool {
        index < self.n_locals
    }

    /// Site `index` of the code.
    #[inline(always)]
    pub(super) fn site(&self, index: u16) -> &Site {
        debug_assert!((index as usize) < self.code().sites.len());
        // SAFETY: the compiler numbers the sites of a code, and the linker makes so many.
        unsafe { self.code().sites.get_unchecked(index as usize) }
    }

    /// Constant `index` of the code.
    #[inline(always)]
    pub(super) fn constant(&self, index: usize) -> &Value {
        debug_assert!(index < self.code().consts.len());
        // SAFETY: the compiler numbers the constants of a code, and the linker makes so many.
        unsafe { self.code().consts.get_unchecked(index) }
    }

    /// The code.
    #[inline(always)]
    pub(crate) fn code(&self) -> &CodeObject {
        // SAFETY: the activation keeps the code alive.
        unsafe { &*self.code }
    }

    /// The address of register `index`.
    #[inline(always)]
    pub(crate) fn at(&self, index: u16) -> *mut Value {
        self.base.wrapping_add(index as usize)
    }
}
