//! Places for values that are read and replaced through a shared reference.
//!
//! Owns the one rule under which that is sound: no reference into a place outlives a call here, unless the
//! caller lets nothing else run meanwhile.
#![allow(unsafe_code, reason = "shared places; every block says why it is sound")]

use crate::value::Value;

/// A place for one value that can be read and replaced through a shared reference. No reference into it
/// escapes, and dropping a value runs no code, so reading and writing can never overlap.
#[derive(Default)]
#[repr(transparent)]
pub struct ValueCell(std::cell::UnsafeCell<Value>);

impl ValueCell {
    /// A place that holds `value`.
    #[must_use]
    pub const fn new(value: Value) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// What it holds, for those who let nothing else run while they look: the collector, and steps of
    /// dispatch.
    #[inline(always)]
    pub(crate) fn look(&self) -> &Value {
        // SAFETY: callers run no other code.
        unsafe { &*self.0.get() }
    }

    /// What it holds.
    #[inline(always)]
    #[must_use]
    pub fn get(&self) -> Value {
        // SAFETY: the shared borrow ends within this call, which runs no other code.
        unsafe { &*self.0.get() }.clone()
    }

    /// Replaces what it holds; gives what it held.
    #[inline(always)]
    pub fn replace(&self, value: Value) -> Value {
        // SAFETY: the exclusive borrow ends within this call, which runs no other code.
        std::mem::replace(unsafe { &mut *self.0.get() }, value)
    }

    /// Replaces what it holds.
    #[inline(always)]
    pub fn set(&self, value: Value) {
        drop(self.replace(value));
    }

    /// Takes what it holds and leaves it unbound.
    #[inline(always)]
    pub fn take(&self) -> Value {
        self.replace(Value::Unbound)
    }
}

/// A row of values under the same rule as [`ValueCell`].
#[derive(Default)]
pub struct Slots(std::cell::UnsafeCell<Vec<Value>>);

impl Slots {
    /// All of them, for the collector: see [`ValueCell::look`].
    #[inline(always)]
    pub(crate) fn look(&self) -> &[Value] {
        // SAFETY: as there.
        unsafe { &*self.0.get() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        // SAFETY: as in `ValueCell::get`.
        unsafe { &*self.0.get() }.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at `index`; unbound where there is none.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, index: usize) -> Value {
        // SAFETY: as in `ValueCell::get`.
        match unsafe { &*self.0.get() }.get(index) {
            Some(value) => value.clone(),
            None => Value::Unbound,
        }
    }

    /// The place of the value at `index`, if there is one, for those who let nothing else run while they have it.
    #[inline(always)]
    pub(crate) fn place(&self, index: usize) -> Option<&ValueCell> {
        // SAFETY: as in `ValueCell::get`.
        let slots = unsafe { &*self.0.get() };
        let first = slots.as_ptr().cast::<ValueCell>();
        // SAFETY: within the row; a `ValueCell` is a value in a cell and nothing else.
        (index < slots.len()).then(|| unsafe { &*first.add(index) })
    }

    /// Replaces the value at `index`, making room for it; gives what was there.
    #[inline(always)]
    pub fn replace(&self, index: usize, value: Value) -> Value {
        // SAFETY: as in `ValueCell::replace`.
        let slots = unsafe { &mut *self.0.get() };
        if index >= slots.len() {
            slots.resize_with(index + 1, Value::default);
        }
        std::mem::replace(&mut slots[index], value)
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&self, more: usize) {
        // SAFETY: as in `ValueCell::replace`.
        unsafe { &mut *self.0.get() }.reserve_exact(more);
    }

    /// Takes all of them.
    #[must_use]
    pub fn take(&self) -> Vec<Value> {
        // SAFETY: as in `ValueCell::replace`.
        std::mem::take(unsafe { &mut *self.0.get() })
    }

    /// Copies of all of them.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Value> {
        // SAFETY: as in `ValueCell::get`.
        unsafe { &*self.0.get() }.clone()
    }
}

impl Drop for Slots {
    /// From the last, so that what lies first dies first: the dead are a stack.
    fn drop(&mut self) {
        let slots = self.0.get_mut();
        while let Some(value) = slots.pop() {
            drop(value);
        }
    }
}
