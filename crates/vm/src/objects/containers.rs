//! The built-in containers, and the iterators over them.
#![allow(
    unsafe_code,
    reason = "the items of a tuple lie in the object's tail; items of lists are copied unguarded"
)]

use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

use super::set_table::SetTable;
use super::table::Table;
use crate::cells::ValueCell;
use crate::traverse::Traverse;
use crate::value::{Header, Layout, Object, Payload, Ref, Value};

/// A list. A borrow of its items must never be held while code of a script may run.
#[derive(Default)]
pub struct List(pub RefCell<Vec<Value>>);
crate::object!(List, "list", (items));

impl List {
    /// A new list.
    #[must_use]
    pub fn value(items: Vec<Value>) -> Value {
        Value::new(Self(RefCell::new(items)))
    }

    /// Appends an item.
    ///
    /// # Errors
    /// `MemoryError` when the list would have to grow beyond what is allowed.
    #[inline]
    pub fn push(&self, vm: &mut crate::Vm, item: Value) -> crate::R<()> {
        let mut items = self.0.borrow_mut();
        if items.len() == items.capacity() {
            let more = items.len().max(4);
            vm.reserve(2 * more * size_of::<Value>())?;
            items.reserve(more);
        }
        items.push(item);
        Ok(())
    }

    /// A copy of its items.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Value> {
        self.0.borrow().clone()
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Replaces the item at `index`, which there is; gives what was there.
    #[inline(always)]
    pub(crate) fn replace(&self, index: usize, item: Value) -> Value {
        std::mem::replace(&mut self.0.borrow_mut()[index], item)
    }

    /// Appends an item if there is room for it; gives it back if not.
    #[inline(always)]
    pub(crate) fn push_in_place(&self, item: Value) -> Result<(), Value> {
        match self.0.try_borrow_mut() {
            Ok(mut items) if items.len() < items.capacity() => {
                items.push(item);
                Ok(())
            }
            _ => Err(item),
        }
    }

    /// The item at `index`.
    #[must_use]
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        // SAFETY: nothing changes the list while its item is copied: that runs no other code.
        unsafe { self.0.try_borrow_unguarded() }.ok()?.get(index).cloned()
    }
}

/// A tuple.
pub struct Tuple(pub Items);

/// The items of a tuple, which lie behind it in its block.
pub struct Items {
    len: usize,
}

impl std::ops::Deref for Items {
    type Target = [Value];

    #[inline(always)]
    fn deref(&self) -> &[Value] {
        // SAFETY: an `Items` only ever stands at the end of a tuple, with so many values behind it.
        unsafe { std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast(), self.len) }
    }
}

impl<'a> IntoIterator for &'a Items {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

// SAFETY: the static belongs to this implementation alone.
unsafe impl Payload for Tuple {
    fn layout() -> &'static Layout {
        static LAYOUT: Layout =
            Layout::with_tail::<Tuple>("tuple", false, drop_tuple, size_of_tuple, None);
        &LAYOUT
    }

    fn visit(&self, visit: crate::Visit<'_>) {
        for item in self.0.iter().rev() {
            item.traverse(&mut *visit);
        }
    }
}

unsafe fn drop_tuple(object: NonNull<Header>) {
    // SAFETY: called for objects of this layout when they die; the items are whole until here.
    unsafe {
        let tuple = object.as_ptr().add(1).cast::<Tuple>();
        let items = tuple.add(1).cast::<Value>();
        std::ptr::drop_in_place(std::ptr::slice_from_raw_parts_mut(items, (*tuple).0.len));
    }
}

unsafe fn size_of_tuple(object: NonNull<Header>) -> usize {
    // SAFETY: called for objects of this layout; the payload stands right behind the header.
    let tuple = unsafe { &*object.as_ptr().add(1).cast::<Tuple>() };
    size_of::<Object<Tuple>>() + tuple.0.len * size_of::<Value>()
}

impl Tuple {
    /// A pair, for an iterator that gives one after the other: in the block of the last one if no one has kept
    /// that, as in CPython; else a new one. Only the first is ever kept for that.
    #[inline]
    pub fn pair_in(place: &ValueCell, first: Value, second: Value) -> Value {
        let (first, second) = (first.in_words(), second.in_words());
        if let Value::Obj(object) = place.look()
            && object.is_last()
            && let Some(tuple) = object.get::<Self>()
            && tuple.0.len == 2
        {
            // SAFETY: no one else has the tuple, and nothing else runs before the items are whole again.
            let before = unsafe {
                let items = std::ptr::from_ref(&tuple.0).add(1).cast::<Value>().cast_mut();
                (std::ptr::replace(items, first), std::ptr::replace(items.add(1), second))
            };
            // The dead are a stack: the first dies first.
            let (first, second) = before;
            drop(second);
            drop(first);
            return place.get();
        }
        let pair = Self::value([first, second]);
        if place.look().is_unbound() {
            place.set(pair.clone());
        }
        pair
    }

    /// A new tuple.
    #[must_use]
    pub fn value<I>(items: I) -> Value
    where
        I: IntoIterator<Item = Value, IntoIter: ExactSizeIterator>,
    {
        let mut items = items.into_iter();
        let len = items.len();
        let tuple = Self(Items { len });
        Value::Obj(Ref::with_tail(tuple, len * size_of::<Value>(), |tail| {
            let first = tail.cast::<Value>();
            for at in 0..len {
                // An iterator that ends before its word leaves nothing.
                let item = items.next().unwrap_or_default();
                // SAFETY: the tail has room for so many values.
                unsafe { first.add(at).write(item) };
            }
        }))
    }
}

/// A dict.
#[derive(Default)]
pub struct Dict(pub Table);
crate::object!(Dict, "dict", (table));

/// A set.
#[derive(Default)]
pub struct Set(pub SetTable);
crate::object!(Set, "set", (table));

/// A frozenset.
#[derive(Default)]
pub struct FrozenSet {
    /// The elements.
    pub table: SetTable,
    /// Its hash, once computed; 0 before.
    pub hash: Cell<u64>,
}
crate::object!(FrozenSet, "frozenset", { table, hash });

impl FrozenSet {
    /// A new frozenset.
    #[must_use]
    pub fn value(table: SetTable) -> Value {
        Value::new(Self { table, hash: Cell::new(0) })
    }
}

/// Bytes.
pub struct Bytes(pub Box<[u8]>);
crate::object!(Bytes, "bytes", leaf);

/// A bytearray.
pub struct ByteArray(pub RefCell<Vec<u8>>);
crate::object!(ByteArray, "bytearray", leaf);

/// An integer that does not fit 64 bits. Smaller ones are always [`Value::Int`].
pub struct Big(pub num_bigint::BigInt);
crate::object!(Big, "int", leaf);

/// A complex number.
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}
crate::object!(Complex, "complex", leaf);

/// A range of 64-bit bounds.
pub struct Range {
    /// First number.
    pub start: i64,
    /// Where it ends, not included.
    pub stop: i64,
    /// The step, never 0.
    pub step: i64,
}
crate::object!(Range, "range", leaf);

impl Range {
    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        let span = if self.step > 0 {
            i128::from(self.stop) - i128::from(self.start)
        } else {
            i128::from(self.start) - i128::from(self.stop)
        };
        let step = i128::from(self.step).abs();
        if span <= 0 { 0 } else { ((span + step - 1) / step) as u64 }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A slice object.
pub struct Slice {
    /// Where it starts, or `None`.
    pub start: Value,
    /// Where it stops, or `None`.
    pub stop: Value,
    /// The step, or `None`.
    pub step: Value,
}
crate::object!(Slice, "slice", { start, stop, step });

/// The iterator over a range.
pub struct RangeIter {
    /// The next number.
    pub next: Cell<i64>,
    /// How many are left.
    pub left: Cell<u64>,
    /// The step.
    pub step: i64,
}
crate::object!(RangeIter, "range_iterator", leaf);

/// What an [`Iter`] walks over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IterKind {
    /// A list, forwards; sees what is appended.
    List,
    /// A tuple.
    Tuple,
    /// A string, by character.
    Str,
    /// Bytes or a bytearray, by number.
    Bytes,
    /// The keys of a dict.
    DictKeys,
    /// The values of a dict.
    DictValues,
    /// The pairs of a dict.
    DictItems,
    /// A set or frozenset.
    Set,
    /// Anything with `__getitem__` by number.
    Sequence,
    /// A list, backwards.
    ListReversed,
    /// A sequence with `__len__` and `__getitem__`, backwards.
    SequenceReversed,
    /// The keys of a dict, backwards.
    DictKeysReversed,
}

/// The iterator over a built-in container.
pub struct Iter {
    /// What is walked over; unbound when exhausted.
    pub over: ValueCell,
    /// How.
    pub kind: IterKind,
    /// The next position.
    pub at: Cell<usize>,
    /// The length (or version) at the start, for those that notice a change.
    pub seen: Cell<u64>,
}
crate::object!(Iter, "iterator", { over, kind, at, seen });
crate::no_values!(IterKind);

impl IterKind {
    /// Whether it walks over a hash table.
    #[inline(always)]
    pub(crate) fn is_of_table(self) -> bool {
        matches!(self, Self::DictKeys | Self::DictValues | Self::DictItems | Self::Set)
    }
}

impl Iter {
    /// The next character of a text, if it is ASCII.
    #[inline(always)]
    pub(crate) fn next_character(&self, interner: &crate::intern::Interner) -> Option<Value> {
        if self.kind != IterKind::Str {
            return None;
        }
        let at = self.at.get();
        let text = self.over.look().get::<super::Str>()?;
        if at >= text.len() || !text.is_ascii() {
            return None;
        }
        self.at.set(at + 1);
        Some(interner.character(text, at))
    }

    /// The next item of a list or tuple, if there is one.
    #[inline(always)]
    pub(crate) fn next_in_row(&self) -> Option<Value> {
        let at = self.at.get();
        let next = match self.kind {
            IterKind::List => {
                let list = self.over.look().get::<List>()?;
                list.get(at)?
            }
            IterKind::Tuple => self.over.look().get::<Tuple>()?.0.get(at)?.clone(),
            _ => return None,
        };
        self.at.set(at + 1);
        Some(next)
    }
}

/// An iterator made of a Rust closure: `map`, `zip`, `enumerate`, ...
pub struct NativeIter {
    /// The name of its type.
    pub name: &'static str,
    /// A tuple that it gave, to be filled again, for those that give pairs. It dies after what is worked on.
    pub given: ValueCell,
    /// What it works on.
    pub state: Vec<ValueCell>,
    /// A number of its own.
    pub count: Cell<i64>,
    /// The next value; unbound at the end.
    pub next: fn(&mut crate::Vm, &Self) -> crate::R,
    /// For those that may give pairs, the next one without a tuple around it.
    pub pairs: Option<NextPair>,
}
crate::object!(NativeIter, "native iterator", { name, state, given, count, next, pairs });
crate::no_values!(Option<NextPair>);

/// The next pair of an iterator; none at the end.
pub type NextPair = fn(&mut crate::Vm, &NativeIter) -> crate::R<Option<(Value, Value)>>;

/// A live view of a dict.
pub struct DictView {
    /// The dict.
    pub dict: Value,
    /// Keys, values or items: one of the dict kinds.
    pub kind: IterKind,
}
crate::object!(DictView, "dict view", { dict, kind });
