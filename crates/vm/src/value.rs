//! Values: sixteen bytes, either inline or a counted reference to an object on the heap.
//!
//! Owns the reference count, the header of objects and the way from a reference to its payload.
//! Deliberately knows no type of the language: those are in `objects`.
#![allow(
    unsafe_code,
    reason = "counted references and their payloads; every block says why it is sound"
)]

use std::cell::Cell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use crate::heap;
use crate::vm::Vm;

/// What every object starts with.
#[repr(C)]
pub struct Header {
    layout: &'static Layout,
    refs: Cell<u32>,
    flags: Cell<u32>,
}

/// The finalizer of this object has run.
const FINALIZED: u32 = 1;
/// The object has a number in the table of ids.
const NUMBERED: u32 = 2;

/// The object holds no values any more and has nothing left to do when it dies.
const SPENT: u32 = 4;

impl Header {
    /// Notes that the object, whose payload has given up all values, needs no finalizer: when its last
    /// reference goes it is destroyed on the spot, as a leaf is.
    #[inline(always)]
    pub(crate) fn mark_spent(&self) {
        self.flags.set(self.flags.get() | SPENT);
    }
}

/// What is known of all objects that hold one kind of payload.
pub struct Layout {
    /// The name of the built-in type, or of the payload where there is none.
    pub name: &'static str,
    /// Whether a payload holds no values, so that it can be destroyed on the spot.
    pub leaf: bool,
    /// Destroys the payload.
    drop: unsafe fn(NonNull<Header>),
    /// Bytes of the whole block.
    size: unsafe fn(NonNull<Header>) -> usize,
    /// What has to be done with the VM's help before the object is destroyed (`__del__`, warnings).
    pub finalize: Option<fn(&mut Vm, &Value)>,
    /// How the object is awaited, if it is one of the library's own awaitables.
    pub poll: Option<PollFn>,
}

/// Starts or goes on with awaiting an object: see [`Layout::poll`].
pub type PollFn = fn(&mut Vm, &Value, crate::suspend::Resume) -> crate::R<crate::suspend::Poll>;

/// A type that can be the payload of an object. Implemented by [`crate::object!`] alone.
///
/// # Safety
/// `layout` gives the address of a static made for this very type: it is what downcasts compare.
pub unsafe trait Payload: Sized + 'static {
    /// The one layout of objects with this payload.
    fn layout() -> &'static Layout;
}

/// A payload behind its header.
#[repr(C)]
pub struct Object<T> {
    header: Header,
    payload: T,
}

impl Layout {
    /// The layout of objects whose payload is a `T` and nothing behind it.
    #[must_use]
    pub const fn of<T: Payload>(
        name: &'static str,
        leaf: bool,
        finalize: Option<fn(&mut Vm, &Value)>,
    ) -> Self {
        Self {
            name,
            leaf,
            drop: drop_payload::<T>,
            size: size_of_payload::<T>,
            finalize,
            poll: None,
        }
    }

    /// The same layout for objects that can be awaited.
    #[must_use]
    pub const fn awaited_by(mut self, poll: PollFn) -> Self {
        self.poll = Some(poll);
        self
    }

    /// The layout of objects whose payload `T` is followed by a tail that `drop` also destroys.
    pub(crate) const fn with_tail(
        name: &'static str,
        leaf: bool,
        drop: unsafe fn(NonNull<Header>),
        size: unsafe fn(NonNull<Header>) -> usize,
        finalize: Option<fn(&mut Vm, &Value)>,
    ) -> Self {
        Self { name, leaf, drop, size, finalize, poll: None }
    }
}

unsafe fn drop_payload<T>(object: NonNull<Header>) {
    // SAFETY: called through the layout of an `Object<T>` whose last reference has gone.
    unsafe { std::ptr::drop_in_place(&raw mut (*object.cast::<Object<T>>().as_ptr()).payload) };
}

unsafe fn size_of_payload<T>(_: NonNull<Header>) -> usize {
    size_of::<Object<T>>()
}

/// Makes a type the payload of objects.
///
/// `object!(Type, "name")`, with `leaf` behind it for a payload without values, `finalize = function` for
/// one that has something to do when it dies, `awaited_by = function` for one that can be awaited.
#[macro_export]
macro_rules! object {
    ($type:ty, $name:literal) => { $crate::object!(@ $type, $name, false, None, ); };
    ($type:ty, $name:literal, leaf) => { $crate::object!(@ $type, $name, true, None, ); };
    ($type:ty, $name:literal, finalize = $f:expr) => {
        $crate::object!(@ $type, $name, false, Some($f), );
    };
    ($type:ty, $name:literal, awaited_by = $p:expr) => {
        $crate::object!(@ $type, $name, false, None, .awaited_by($p));
    };
    ($type:ty, $name:literal, finalize = $f:expr, awaited_by = $p:expr) => {
        $crate::object!(@ $type, $name, false, Some($f), .awaited_by($p));
    };
    (@ $type:ty, $name:literal, $leaf:literal, $finalize:expr, $($more:tt)*) => {
        // SAFETY: the static belongs to this implementation alone.
        #[allow(unsafe_code, reason = "the implementation is made here for every payload")]
        unsafe impl $crate::Payload for $type {
            fn layout() -> &'static $crate::Layout {
                static LAYOUT: $crate::Layout =
                    $crate::Layout::of::<$type>($name, $leaf, $finalize)$($more)*;
                &LAYOUT
            }
        }
    };
}

/// A counted reference to an object.
pub struct Ref(NonNull<Header>);

impl Ref {
    /// Puts a payload on the heap.
    #[inline]
    pub fn new<T: Payload>(payload: T) -> Self {
        let block = heap::allocate(size_of::<Object<T>>()).cast::<Object<T>>();
        let header = Header { layout: T::layout(), refs: Cell::new(1), flags: Cell::new(0) };
        // SAFETY: the block is as large as an `Object<T>` and ours.
        unsafe { block.write(Object { header, payload }) };
        Self(block.cast())
    }

    /// Puts a payload with a tail of `tail` bytes on the heap and lets `fill` write the tail.
    pub(crate) fn with_tail<T: Payload>(
        payload: T,
        tail: usize,
        fill: impl FnOnce(*mut u8),
    ) -> Self {
        let size = size_of::<Object<T>>() + tail;
        let block = heap::allocate(size).cast::<Object<T>>();
        let header = Header { layout: T::layout(), refs: Cell::new(1), flags: Cell::new(0) };
        // SAFETY: the block is as large as an `Object<T>` and its tail, and ours.
        unsafe {
            block.write(Object { header, payload });
            fill(block.as_ptr().add(1).cast());
        }
        Self(block.cast())
    }

    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: a counted reference keeps its object alive.
        unsafe { self.0.as_ref() }
    }

    /// The layout of its object.
    #[inline(always)]
    #[must_use]
    pub fn layout(&self) -> &'static Layout {
        self.header().layout
    }

    /// Whether its payload is a `T`.
    #[inline(always)]
    #[must_use]
    pub fn is<T: Payload>(&self) -> bool {
        std::ptr::eq(self.layout(), T::layout())
    }

    /// Its payload, if that is a `T`.
    #[inline(always)]
    #[must_use]
    pub fn get<T: Payload>(&self) -> Option<&T> {
        if self.is::<T>() {
            // SAFETY: the layout says that the object is an `Object<T>`.
            Some(unsafe { &self.0.cast::<Object<T>>().as_ref().payload })
        } else {
            None
        }
    }

    /// Its payload, which the caller knows to be a `T`.
    ///
    /// # Safety
    /// The object was made with a `T`.
    #[inline(always)]
    pub(crate) unsafe fn get_unchecked<T: Payload>(&self) -> &T {
        debug_assert!(self.is::<T>());
        // SAFETY: the caller's word.
        unsafe { &self.0.cast::<Object<T>>().as_ref().payload }
    }

    /// Whether both refer to one object.
    #[inline(always)]
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// The object's address, as a number that is unique while the object lives.
    #[must_use]
    pub fn address(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// How many references there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.header().refs.get()
    }

    /// Notes that the object has a number in the table of ids; gives its address.
    pub(crate) fn mark_numbered(&self) -> usize {
        let flags = &self.header().flags;
        flags.set(flags.get() | NUMBERED);
        self.address()
    }

    pub(crate) fn as_ptr(&self) -> NonNull<Header> {
        self.0
    }

    /// A reference of one's own to an object that someone else keeps alive.
    ///
    /// # Safety
    /// The object is alive.
    pub(crate) unsafe fn from_borrowed(object: NonNull<Header>) -> Self {
        let borrowed = ManuallyDrop::new(Self(object));
        Self::clone(&borrowed)
    }

    /// A reference of one's own to an object that may be about to be destroyed; none if it is.
    ///
    /// # Safety
    /// The object is whole.
    pub(crate) unsafe fn from_listed(object: NonNull<Header>) -> Option<Self> {
        // SAFETY: the caller's word.
        let alive = unsafe { object.as_ref() }.refs.get() > 0;
        // SAFETY: as above.
        alive.then(|| unsafe { Self::from_borrowed(object) })
    }
}

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Self {
        let refs = &self.header().refs;
        // A count cannot overflow: each reference takes eight bytes and 2^32 of them more than the
        // ceiling of the heap. Saturating would hide a fault, wrapping would free a live object.
        refs.set(refs.get() + 1);
        Self(self.0)
    }
}

impl Ref {
    /// Whether it is the only reference to its object.
    #[inline(always)]
    pub(crate) fn is_last(&self) -> bool {
        self.header().refs.get() == 1
    }

    /// Gives up a reference that is not the last one, without looking again.
    #[inline(always)]
    pub(crate) fn give_up_shared(self) {
        debug_assert!(!self.is_last());
        let refs = &self.header().refs;
        refs.set(refs.get() - 1);
        std::mem::forget(self);
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        let refs = &self.header().refs;
        let left = refs.get() - 1;
        refs.set(left);
        if left == 0 {
            release(self.0);
        }
    }
}

#[inline(never)]
fn release(object: NonNull<Header>) {
    // SAFETY: the count has just reached zero, so the object is still whole and ours.
    let layout = unsafe { object.as_ref() }.layout;
    // SAFETY: as above. A numbered leaf waits for the VM too: its number has to be struck out.
    let flags = unsafe { object.as_ref() }.flags.get();
    if (layout.leaf || flags & SPENT != 0) && flags & NUMBERED == 0 {
        destroy(object);
    } else {
        heap::bury(object);
    }
}

/// Destroys an object that no one refers to: its payload, then its block.
fn destroy(object: NonNull<Header>) {
    // SAFETY: the count is zero; the layout's functions are those of the payload's type.
    unsafe {
        let layout = object.as_ref().layout;
        let size = (layout.size)(object);
        (layout.drop)(object);
        heap::release_block(object.cast(), size);
    }
}

/// Takes down what has died, in the order in which CPython does: the stack holds what died last on top,
/// and a finalizer runs, with all that dies by it, before anything that waits beneath.
pub(crate) fn reap(vm: &mut Vm) {
    while let Some(object) = vm.heap().pop_dead() {
        // SAFETY: what is on the stack of the dead is whole and has no references.
        let header = unsafe { object.as_ref() };
        if let Some(finalize) = header.layout.finalize
            && !vm.is_dying()
            && header.flags.get() & FINALIZED == 0
        {
            header.flags.set(header.flags.get() | FINALIZED);
            header.refs.set(1);
            // Our own count keeps it alive; the drop below must not bury it again if it is the last.
            let own = ManuallyDrop::new(Value::Obj(Ref(object)));
            let floor = vm.heap().lift_floor();
            finalize(vm, &own);
            reap(vm);
            vm.heap().lower_floor(floor);
            let left = header.refs.get() - 1;
            header.refs.set(left);
            if left > 0 {
                continue;
            }
        }
        if header.flags.get() & NUMBERED != 0 {
            vm.forget_id(object.as_ptr() as usize);
        }
        destroy(object);
    }
}

/// A value of the language.
///
/// The tag takes eight bytes, so that a copy is two whole words: with a tag of one byte, the compiler copies
/// the seven behind it in overlapping pieces, which the processor then waits for (a third of `fib`).
#[derive(Default)]
#[repr(u64)]
pub enum Value {
    /// No value: an unbound name, an empty slot, an argument not given. Scripts never see it.
    #[default]
    Unbound,
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer of 64 bits; larger ones are objects.
    Int(i64),
    /// A float.
    Float(f64),
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// Everything else.
    Obj(Ref),
}

const _: () = assert!(size_of::<Value>() == 16);
const _: () = assert!(size_of::<crate::R>() == 16);

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Self {
        if let Self::Obj(object) = self {
            return Self::Obj(object.clone());
        }
        // SAFETY: every other variant is plain data.
        unsafe { std::ptr::read(self) }
    }
}

impl Value {
    /// A new object.
    #[inline]
    pub fn new<T: Payload>(payload: T) -> Self {
        Self::Obj(Ref::new(payload))
    }

    /// Its payload, if it is an object with a `T`.
    #[inline(always)]
    #[must_use]
    pub fn get<T: Payload>(&self) -> Option<&T> {
        match self {
            Self::Obj(object) => object.get(),
            _ => None,
        }
    }

    /// Whether it is an object with a `T`.
    #[inline(always)]
    #[must_use]
    pub fn is<T: Payload>(&self) -> bool {
        matches!(self, Self::Obj(object) if object.is::<T>())
    }

    /// The reference, if it is an object.
    #[must_use]
    pub fn as_ref(&self) -> Option<&Ref> {
        match self {
            Self::Obj(object) => Some(object),
            _ => None,
        }
    }

    /// Whether it is [`Value::Unbound`].
    #[inline(always)]
    #[must_use]
    pub fn is_unbound(&self) -> bool {
        matches!(self, Self::Unbound)
    }

    /// Whether it is `None`.
    #[inline(always)]
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The value, unless unbound.
    #[must_use]
    pub fn bound(self) -> Option<Self> {
        if self.is_unbound() { None } else { Some(self) }
    }

    /// Whether both are one and the same, as `is` has it. Equal small numbers are one.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None)
            | (Self::Unbound, Self::Unbound)
            | (Self::Ellipsis, Self::Ellipsis)
            | (Self::NotImplemented, Self::NotImplemented) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Obj(a), Self::Obj(b)) => a.is_same(b),
            _ => false,
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unbound => f.write_str("unbound"),
            Self::None => f.write_str("None"),
            Self::Bool(b) => write!(f, "{b}"),
            Self::Int(i) => write!(f, "{i}"),
            Self::Float(x) => write!(f, "{x:?}"),
            Self::Ellipsis => f.write_str("..."),
            Self::NotImplemented => f.write_str("NotImplemented"),
            Self::Obj(o) => write!(f, "<{}>", o.layout().name),
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

impl From<i64> for Value {
    fn from(i: i64) -> Self {
        Self::Int(i)
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Float(x)
    }
}

/// A place for one value that can be read and replaced through a shared reference. No reference into it
/// escapes, and dropping a value runs no code, so reading and writing can never overlap.
#[derive(Default)]
pub struct ValueCell(std::cell::UnsafeCell<Value>);

impl ValueCell {
    /// A place that holds `value`.
    #[must_use]
    pub const fn new(value: Value) -> Self {
        Self(std::cell::UnsafeCell::new(value))
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
