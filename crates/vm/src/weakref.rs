//! Weak references: `weakref.ref` and what dies under it.
//!
//! An object that is weakly held has a flag; who holds it stands in a table of the heap, oldest first. When the
//! object dies its references are cleared, the youngest first, and their callbacks called; so it is when it is
//! found in a cycle, before any finalizer runs. `stdlib` owns the module.
#![allow(unsafe_code, reason = "references that are not counted; each is cut when its object dies")]

use std::cell::Cell;
use std::ptr::NonNull;

use crate::cells::ValueCell;
use crate::heap;
use crate::value::{Header, Ref, Value, collected};
use crate::vm::Vm;

/// A weak reference to an object.
pub struct WeakRef {
    target: Cell<Option<NonNull<Header>>>,
    /// Called with the reference when the object dies; unbound for none.
    pub callback: ValueCell,
    /// The hash of the object, once it has been asked for.
    pub hash: Cell<Option<i64>>,
}
crate::object!(WeakRef, "ReferenceType", { target, callback, hash });

impl WeakRef {
    /// A new reference to an object; `callback` may be unbound. One without a callback is shared.
    #[must_use]
    pub fn value(target: &Ref, callback: Value) -> Value {
        let known = if callback.is_unbound() { Self::all(target) } else { Vec::new() };
        let plain = |v: &Value| v.get::<Self>().is_some_and(|w| w.callback.look().is_unbound());
        if let Some(shared) = known.into_iter().find(plain) {
            return shared;
        }
        let object = target.as_ptr();
        let value = Value::new(Self {
            target: Cell::new(Some(object)),
            callback: ValueCell::new(callback),
            hash: Cell::new(None),
        });
        collected::mark_weakly_held(object);
        if let (Some(heap), Value::Obj(own)) = (heap::current(), &value) {
            heap.weak.borrow_mut().entry(target.address()).or_default().push(own.as_ptr());
        }
        value
    }

    /// The object, if it is alive.
    #[must_use]
    pub fn get(&self) -> Value {
        // SAFETY: the target is cleared before its object is destroyed.
        let alive = self.target.get().and_then(|object| unsafe { Ref::from_listed(object) });
        alive.map_or(Value::None, Value::Obj)
    }

    /// All weak references to an object, the oldest first.
    #[must_use]
    pub fn all(target: &Ref) -> Vec<Value> {
        let row = heap::current().and_then(|h| h.weak.borrow().get(&target.address()).cloned());
        let row = row.unwrap_or_default();
        // SAFETY: a reference leaves the table before it is destroyed.
        row.into_iter().filter_map(|own| unsafe { Ref::from_listed(own) }).map(Value::Obj).collect()
    }
}

impl Drop for WeakRef {
    /// It leaves the table.
    fn drop(&mut self) {
        let (Some(target), Some(heap)) = (self.target.get(), heap::current()) else { return };
        let address = target.as_ptr() as usize;
        let own = std::ptr::from_ref(self) as usize;
        let mut table = heap.weak.borrow_mut();
        if let Some(row) = table.get_mut(&address) {
            // The payload stands right behind the header.
            row.retain(|header| header.as_ptr().wrapping_add(1) as usize != own);
            if row.is_empty() {
                table.remove(&address);
            }
        }
    }
}

impl Vm {
    /// Cuts the weak references to an object; gives those that are alive and have a callback, with it, the
    /// youngest first.
    fn cut(&mut self, object: NonNull<Header>) -> Vec<(Value, Value)> {
        let row = self.heap().weak.borrow_mut().remove(&(object.as_ptr() as usize));
        let row = row.unwrap_or_default();
        let mut calls = Vec::new();
        for own in row.into_iter().rev() {
            // SAFETY: a reference that is in the table is whole.
            let weak = unsafe { own.cast::<crate::value::Object<WeakRef>>().as_ref() }.payload();
            weak.target.set(None);
            let callback = weak.callback.take();
            // SAFETY: as above.
            if let (false, Some(own)) = (callback.is_unbound(), unsafe { Ref::from_listed(own) }) {
                calls.push((Value::Obj(own), callback));
            }
        }
        calls
    }

    /// An object dies: those who hold it weakly are told.
    pub(crate) fn clear_weak(&mut self, object: NonNull<Header>) {
        let calls = self.cut(object);
        self.call_back(calls);
    }

    /// The same without telling.
    pub(crate) fn cut_weak(&mut self, object: NonNull<Header>) {
        drop(self.cut(object));
    }

    /// Objects were found unreachable: cuts the weak references to them, and gives those that are reachable
    /// themselves and have a callback, with it.
    pub(crate) fn cut_weak_of_all(&mut self, garbage: &[NonNull<Header>]) -> Vec<(Value, Value)> {
        let weak = garbage.iter().filter(|object| collected::is_weakly_held(**object));
        let weak: Vec<_> = weak.copied().collect();
        if weak.is_empty() {
            return Vec::new();
        }
        let lost: hashbrown::HashSet<usize> = garbage.iter().map(|o| o.as_ptr() as usize).collect();
        let mut calls = Vec::new();
        for object in weak {
            calls.extend(self.cut(object));
        }
        calls.retain(|(own, _)| own.as_ref().is_some_and(|own| !lost.contains(&own.address())));
        calls
    }

    /// Calls callbacks with their references.
    pub(crate) fn call_back(&mut self, calls: Vec<(Value, Value)>) {
        for (weak, callback) in calls {
            if self.is_dying() {
                break;
            }
            if let Err(raised) = self.call(&callback, &[weak]) {
                self.report_unraisable(raised, &callback);
            }
            drop(callback);
            crate::value::reap(self);
        }
    }
}
