//! What a payload holds: how the collector of cycles finds the references in it.
//!
//! Owns the trait and what it says of everything that payloads are made of. `object!` asks every field of a
//! payload; a field of a type that does not say does not compile.
//!
//! Each counted reference is visited exactly once. One that is left out keeps a cycle alive; one that is
//! visited twice would take something apart that is in use.
#![allow(unsafe_code, reason = "cells are looked into where nothing else runs")]

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::Arc;

use crate::cells::{Slots, ValueCell};
use crate::intern::Sym;
use crate::value::{Ref, Value};
use crate::vm::{R, Vm};

/// Gets each reference.
pub type Visit<'a> = &'a mut dyn FnMut(&Ref);

/// See the module's page.
pub trait Traverse {
    /// Visits each counted reference in it, once. Must not run code of a script, nor make objects.
    fn traverse(&self, visit: Visit<'_>);
}

/// Implements [`Traverse`] for a struct, by its fields; `object!` does so for payloads.
#[macro_export]
macro_rules! traverse {
    (@ $self:ident, $visit:ident, none) => {};
    (@ $self:ident, $visit:ident, { $($field:ident),* $(,)? }) => {
        let Self { $($field),* } = $self;
        $($crate::Traverse::traverse($field, &mut *$visit);)*
    };
    (@ $self:ident, $visit:ident, ( $($field:ident),* $(,)? )) => {
        let Self($($field),*) = $self;
        $($crate::Traverse::traverse($field, &mut *$visit);)*
    };
    ($type:ty, $fields:tt) => {
        impl $crate::Traverse for $type {
            fn traverse(&self, visit: $crate::Visit<'_>) {
                $crate::traverse!(@ self, visit, $fields);
            }
        }
    };
}

/// Says that types hold no values.
#[macro_export]
macro_rules! no_values {
    ($($type:ty),* $(,)?) => {
        $(impl $crate::Traverse for $type {
            #[inline(always)]
            fn traverse(&self, _: $crate::Visit<'_>) {}
        })*
    };
}

no_values!(
    bool, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f64, char, String, str
);
no_values!(Sym, num_bigint::BigInt, ouro_bytecode::Instr, crate::weak::WeakLink);
no_values!(crate::weak::WeakLinks, crate::weak::WeakList, crate::ThreadId, crate::Waiters);
no_values!((), std::time::Duration, std::sync::atomic::AtomicBool);

impl Traverse for Ref {
    #[inline(always)]
    fn traverse(&self, visit: Visit<'_>) {
        visit(self);
    }
}

impl Traverse for Value {
    #[inline(always)]
    fn traverse(&self, visit: Visit<'_>) {
        if let Self::Obj(object) = self {
            visit(object);
        }
    }
}

impl Traverse for ValueCell {
    #[inline(always)]
    fn traverse(&self, visit: Visit<'_>) {
        self.look().traverse(visit);
    }
}

impl Traverse for Slots {
    #[inline(always)]
    fn traverse(&self, visit: Visit<'_>) {
        for value in self.look() {
            value.traverse(&mut *visit);
        }
    }
}

impl<T: Traverse> Traverse for [T] {
    #[inline]
    fn traverse(&self, visit: Visit<'_>) {
        // From the last, as CPython's lists and tuples do: the order in which a module's objects are found when
        // it is taken down can be seen.
        for item in self.iter().rev() {
            item.traverse(&mut *visit);
        }
    }
}

impl<T: Traverse> Traverse for Vec<T> {
    #[inline]
    fn traverse(&self, visit: Visit<'_>) {
        self.as_slice().traverse(visit);
    }
}

impl<T: Traverse, const N: usize> Traverse for [T; N] {
    fn traverse(&self, visit: Visit<'_>) {
        self.as_slice().traverse(visit);
    }
}

impl<T: Traverse> Traverse for VecDeque<T> {
    fn traverse(&self, visit: Visit<'_>) {
        for item in self {
            item.traverse(&mut *visit);
        }
    }
}

impl<T: Traverse> Traverse for Option<T> {
    #[inline]
    fn traverse(&self, visit: Visit<'_>) {
        if let Some(inner) = self {
            inner.traverse(visit);
        }
    }
}

impl<T: Traverse + ?Sized> Traverse for Box<T> {
    #[inline]
    fn traverse(&self, visit: Visit<'_>) {
        (**self).traverse(visit);
    }
}

impl<T: Traverse> Traverse for OnceCell<T> {
    fn traverse(&self, visit: Visit<'_>) {
        if let Some(inner) = self.get() {
            inner.traverse(visit);
        }
    }
}

impl<T: Traverse + ?Sized> Traverse for RefCell<T> {
    #[inline]
    fn traverse(&self, visit: Visit<'_>) {
        // Nothing is borrowed at a safe point; what were, would be left out, which keeps it alive.
        if let Ok(inner) = self.try_borrow() {
            inner.traverse(visit);
        }
    }
}

impl<T: Traverse> Traverse for Cell<T> {
    #[inline]
    fn traverse(&self, visit: Visit<'_>) {
        // SAFETY: the shared borrow ends with this call, and traversal runs no code that could set the cell.
        unsafe { &*self.as_ptr() }.traverse(visit);
    }
}

impl<A: Traverse, B: Traverse> Traverse for (A, B) {
    fn traverse(&self, visit: Visit<'_>) {
        self.0.traverse(&mut *visit);
        self.1.traverse(visit);
    }
}

impl<A: Traverse, B: Traverse, C: Traverse> Traverse for (A, B, C) {
    fn traverse(&self, visit: Visit<'_>) {
        self.0.traverse(&mut *visit);
        self.1.traverse(&mut *visit);
        self.2.traverse(visit);
    }
}

impl<K: Traverse, V: Traverse> Traverse for std::collections::BTreeMap<K, V> {
    fn traverse(&self, visit: Visit<'_>) {
        for (key, value) in self {
            key.traverse(&mut *visit);
            value.traverse(&mut *visit);
        }
    }
}

impl<K: Traverse, V: Traverse, S> Traverse for hashbrown::HashMap<K, V, S> {
    fn traverse(&self, visit: Visit<'_>) {
        for (key, value) in self {
            key.traverse(&mut *visit);
            value.traverse(&mut *visit);
        }
    }
}

/// What lives forever is no one's.
impl<T: ?Sized> Traverse for &'static T {
    #[inline(always)]
    fn traverse(&self, _: Visit<'_>) {}
}

/// What is shared is no single object's: the values in it count as held from outside.
impl<T: ?Sized> Traverse for Rc<T> {
    fn traverse(&self, _: Visit<'_>) {}
}

/// As for [`Rc`].
impl<T: ?Sized> Traverse for Arc<T> {
    fn traverse(&self, _: Visit<'_>) {}
}

/// An address is no reference.
impl<T: ?Sized> Traverse for NonNull<T> {
    fn traverse(&self, _: Visit<'_>) {}
}

impl<T> Traverse for fn(&mut Vm, &T) -> R {
    fn traverse(&self, _: Visit<'_>) {}
}
