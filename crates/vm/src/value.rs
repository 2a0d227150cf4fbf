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
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;

use crate::heap::{self, Heap};
use crate::traverse::Visit;
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
/// There is, or was, a weak reference to the object.
const WEAKLY_HELD: u32 = 4;
/// The object holds no values any more and has nothing left to do when it dies.
const SPENT: u32 = 16;
/// The object is being looked at by the collector, and its stamp is a number of the collector's.
const COLLECTED: u32 = 8;
/// The bits above are the object's stamp: how many objects were made before it, modulo 2^26; but see
/// [`YOUNG`].
const STAMP_SHIFT: u32 = 5;
/// The object was made after the machine itself: what is older is part of no garbage.
const YOUNG: u32 = 1 << 31;
/// What stays while the collector looks at an object.
const MARKS: u32 = FINALIZED | NUMBERED | WEAKLY_HELD | SPENT;

/// Stamps are numbers modulo this.
pub(crate) const STAMPS: u32 = 1 << (u32::BITS - 1 - STAMP_SHIFT);

impl Header {
    #[inline(always)]
    fn new(layout: &'static Layout, stamp: u32) -> Self {
        Self { layout, refs: Cell::new(1), flags: Cell::new(stamp << STAMP_SHIFT | YOUNG) }
    }

    /// Whether it belongs to an object that is alive: a free block, or one that waits for its destruction,
    /// has a count of 0.
    #[inline(always)]
    pub(crate) fn is_in_use(&self) -> bool {
        self.refs.get() != 0
    }

    /// Notes that the object, whose payload has given up all values, needs no finalizer: when its last
    /// reference goes it is destroyed on the spot, as a leaf is.
    #[inline(always)]
    pub(crate) fn mark_spent(&self) {
        self.add(SPENT);
    }

    #[inline(always)]
    fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }

    #[inline(always)]
    fn add(&self, flag: u32) {
        self.flags.set(self.flags.get() | flag);
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
    /// Visits each counted reference in the payload, once.
    traverse: unsafe fn(NonNull<Header>, Visit<'_>),
    /// What has to be done with the VM's help before the object is destroyed (`__del__`, warnings).
    pub finalize: Option<fn(&mut Vm, &Value)>,
    /// How the object is awaited, if it is one of the library's own awaitables.
    pub poll: Option<PollFn>,
    /// Which of several types an object is of, where they share a payload.
    pub class: Option<ClassFn>,
}

/// The type of an object: see [`Layout::class`].
pub type ClassFn = fn(&Ref) -> &'static crate::TypeDef;

/// Starts or goes on with awaiting an object: see [`Layout::poll`].
pub type PollFn = fn(&mut Vm, &Value, crate::suspend::Resume) -> crate::R<crate::suspend::Poll>;

/// A type that can be the payload of an object. Implemented by [`crate::object!`] alone.
///
/// # Safety
/// `layout` gives the address of a static made for this very type: it is what downcasts compare.
pub unsafe trait Payload: Sized + 'static {
    /// The one layout of objects with this payload.
    fn layout() -> &'static Layout;
    /// Visits each counted reference in it, once.
    fn visit(&self, visit: Visit<'_>);
}

/// A payload behind its header.
#[repr(C)]
pub struct Object<T> {
    header: Header,
    payload: T,
}

impl<T> Object<T> {
    /// Its payload.
    pub(crate) fn payload(&self) -> &T {
        &self.payload
    }
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
            traverse: traverse_payload::<T>,
            finalize,
            poll: None,
            class: None,
        }
    }

    /// The same layout for objects of several types, told apart by `class`.
    #[must_use]
    pub const fn classed_by(mut self, class: ClassFn) -> Self {
        self.class = Some(class);
        self
    }

    /// The same layout for objects that can be awaited.
    #[must_use]
    pub const fn awaited_by(mut self, poll: PollFn) -> Self {
        self.poll = Some(poll);
        self
    }

    /// The layout of objects whose payload `T` is followed by a tail that `drop` also destroys.
    pub(crate) const fn with_tail<T: Payload>(
        name: &'static str,
        leaf: bool,
        drop: unsafe fn(NonNull<Header>),
        size: unsafe fn(NonNull<Header>) -> usize,
        finalize: Option<fn(&mut Vm, &Value)>,
    ) -> Self {
        Self {
            name,
            leaf,
            drop,
            size,
            traverse: traverse_payload::<T>,
            finalize,
            poll: None,
            class: None,
        }
    }
}

unsafe fn traverse_payload<T: Payload>(object: NonNull<Header>, visit: Visit<'_>) {
    // SAFETY: called through the layout of an `Object<T>` that is whole.
    unsafe { &object.cast::<Object<T>>().as_ref().payload }.visit(visit);
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
/// `object!(Type, "name", { field, ... })` names every field, `(field, ...)` those of a tuple struct: the
/// collector asks each for the values in it ([`Traverse`](crate::Traverse)), and a field that is left out does
/// not compile. `object!(Type, "name", leaf)` is for a payload without values. Behind it go
/// `finalize = function` for one that has something to do when it dies, `awaited_by = function` for one
/// that can be awaited, and `class = function` where several types share a payload.
#[macro_export]
macro_rules! object {
    ($type:ty, $name:literal, leaf) => { $crate::object!(@ $type, $name, true, None, {}, _visit, none); };
    ($type:ty, $name:literal, $fields:tt $(, finalize = $f:expr)?, class = $c:expr) => {
        $crate::object!(
            @ $type, $name, false, $crate::object!(@finalize $($f)?), { .classed_by($c) }, visit, $fields
        );
    };
    ($type:ty, $name:literal, $fields:tt $(, finalize = $f:expr)?) => {
        $crate::object!(@ $type, $name, false, $crate::object!(@finalize $($f)?), {}, visit, $fields);
    };
    ($type:ty, $name:literal, $fields:tt $(, finalize = $f:expr)?, awaited_by = $p:expr) => {
        $crate::object!(
            @ $type, $name, false, $crate::object!(@finalize $($f)?), { .awaited_by($p) }, visit, $fields
        );
    };
    ($type:ty, $name:literal $($rest:tt)*) => {
        compile_error!("name the fields: object!(Type, \"name\", { field, field }), or (field) for a tuple");
    };
    (@finalize) => { None };
    (@finalize $f:expr) => { Some($f) };
    (
        @ $type:ty, $name:literal, $leaf:literal, $finalize:expr, { $($more:tt)* }, $visit:ident,
        $fields:tt
    ) => {
        // SAFETY: the static belongs to this implementation alone.
        #[allow(unsafe_code, reason = "the implementation is made here for every payload")]
        unsafe impl $crate::Payload for $type {
            fn layout() -> &'static $crate::Layout {
                static LAYOUT: $crate::Layout =
                    $crate::Layout::of::<$type>($name, $leaf, $finalize)$($more)*;
                &LAYOUT
            }

            fn visit(&self, $visit: $crate::Visit<'_>) {
                $crate::traverse!(@ self, $visit, $fields);
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
        let size = size_of::<Object<T>>();
        let (block, stamp) = heap::allocate(size);
        let block = block.cast::<Object<T>>();
        let header = Header::new(T::layout(), stamp);
        // SAFETY: the block is as large as an `Object<T>` and ours.
        unsafe { block.write(Object { header, payload }) };
        if Heap::is_listed(size) && !T::layout().leaf {
            heap::list(block.cast(), true);
        }
        Self(block.cast())
    }

    /// Puts a payload with a tail of `tail` bytes on the heap and lets `fill` write the tail.
    pub(crate) fn with_tail<T: Payload>(
        payload: T,
        tail: usize,
        fill: impl FnOnce(*mut u8),
    ) -> Self {
        let size = size_of::<Object<T>>() + tail;
        let (block, stamp) = heap::allocate(size);
        let block = block.cast::<Object<T>>();
        let header = Header::new(T::layout(), stamp);
        // SAFETY: the block is as large as an `Object<T>` and its tail, and ours.
        unsafe {
            block.write(Object { header, payload });
            fill(block.as_ptr().add(1).cast());
        }
        if Heap::is_listed(size) && !T::layout().leaf {
            heap::list(block.cast(), true);
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

    /// Bytes of its block, without what it holds elsewhere.
    #[must_use]
    pub fn block_bytes(&self) -> usize {
        // SAFETY: the object is alive, and the function is that of its layout.
        unsafe { (self.layout().size)(self.0) }
    }

    /// How many references there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.header().refs.get()
    }

    /// Whether its finalizer has run.
    #[must_use]
    pub fn is_finalized(&self) -> bool {
        self.header().has(FINALIZED)
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
    let header = unsafe { object.as_ref() };
    if (layout.leaf || header.has(SPENT)) && !header.has(NUMBERED | WEAKLY_HELD | COLLECTED) {
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
        release_block(object, layout, size);
    }
}

/// Gives the block of an object back whose payload is no more.
#[inline(always)]
fn release_block(object: NonNull<Header>, layout: &Layout, size: usize) {
    if Heap::is_listed(size) && !layout.leaf {
        heap::list(object, false);
    }
    heap::release_block(object.cast(), size);
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
        if header.has(NUMBERED | WEAKLY_HELD | COLLECTED) {
            forget(vm, object, header);
        }
        destroy(object);
    }
}

/// Strikes out what tables know of an object that is about to be destroyed; tells those who hold it weakly.
#[cold]
fn forget(vm: &mut Vm, object: NonNull<Header>, header: &Header) {
    if header.has(WEAKLY_HELD) {
        let floor = vm.heap().lift_floor();
        vm.clear_weak(object);
        reap(vm);
        vm.heap().lower_floor(floor);
    }
    if header.has(NUMBERED) {
        vm.forget_id(object.as_ptr() as usize);
    }
    if let Some(number) = collected::number(object).map(|number| number as usize) {
        vm.collector.forget(number);
    }
}

/// The collector's view of objects: see `collector`.
pub(crate) mod collected {
    use super::*;

    /// Numbers are below this.
    pub(crate) const NUMBERS: u32 = 1 << (u32::BITS - STAMP_SHIFT);

    /// Puts a number in the place of an object's stamp, which it gives.
    pub(crate) fn enlist(object: NonNull<Header>, number: u32) -> u32 {
        // SAFETY: the collector hands in objects that are alive.
        let flags = unsafe { &(*object.as_ptr()).flags };
        let old = flags.get();
        flags.set(old & MARKS | COLLECTED | number << STAMP_SHIFT);
        old >> STAMP_SHIFT
    }

    /// Undoes [`enlist`].
    pub(crate) fn delist(object: NonNull<Header>, stamp: u32) {
        // SAFETY: as above.
        let flags = unsafe { &(*object.as_ptr()).flags };
        flags.set(flags.get() & MARKS | stamp << STAMP_SHIFT);
    }

    /// The number in the place of its stamp, if there is one.
    #[inline(always)]
    pub(crate) fn number(object: NonNull<Header>) -> Option<u32> {
        // SAFETY: as above.
        let flags = unsafe { &(*object.as_ptr()).flags }.get();
        (flags & COLLECTED != 0).then_some(flags >> STAMP_SHIFT)
    }

    /// Visits each reference that it holds.
    #[inline(always)]
    pub(crate) fn traverse(object: NonNull<Header>, visit: Visit<'_>) {
        // SAFETY: as above; the layout's function is that of its payload's type.
        unsafe { ((*object.as_ptr()).layout.traverse)(object, visit) };
    }

    /// Whether it was made after the machine itself.
    pub(crate) fn is_young(object: NonNull<Header>) -> bool {
        // SAFETY: as above.
        unsafe { object.as_ref() }.has(YOUNG)
    }

    /// Notes that it is part of the machine.
    pub(crate) fn set_apart(object: NonNull<Header>) {
        // SAFETY: as above.
        let flags = unsafe { &(*object.as_ptr()).flags };
        flags.set(flags.get() & !YOUNG);
    }

    /// How many objects have been made since it was, modulo [`STAMPS`].
    pub(crate) fn age(object: NonNull<Header>, now: u32) -> u32 {
        // SAFETY: as above.
        now.wrapping_sub(unsafe { object.as_ref() }.flags.get() >> STAMP_SHIFT) % STAMPS
    }

    /// A reference to it.
    pub(crate) fn reference(object: NonNull<Header>) -> Ref {
        // SAFETY: as above.
        unsafe { Ref::from_borrowed(object) }
    }

    pub(crate) fn is_leaf(object: NonNull<Header>) -> bool {
        // SAFETY: as above.
        unsafe { object.as_ref() }.layout.leaf
    }

    pub(crate) fn count(object: NonNull<Header>) -> u32 {
        // SAFETY: as above.
        unsafe { object.as_ref() }.refs.get()
    }

    /// Adds to its count, or takes from it without destroying it.
    pub(crate) fn add_count(object: NonNull<Header>, more: i32) {
        // SAFETY: as above.
        let refs = unsafe { &(*object.as_ptr()).refs };
        refs.set(refs.get().wrapping_add_signed(more));
    }

    pub(crate) fn is_weakly_held(object: NonNull<Header>) -> bool {
        // SAFETY: as above.
        unsafe { object.as_ref() }.has(WEAKLY_HELD)
    }

    /// Notes that there is a weak reference to it.
    pub(crate) fn mark_weakly_held(object: NonNull<Header>) {
        // SAFETY: as above.
        unsafe { object.as_ref() }.add(WEAKLY_HELD);
    }

    /// Runs its finalizer, unless that has been done.
    pub(crate) fn finalize(vm: &mut Vm, object: NonNull<Header>) {
        // SAFETY: as above; the collector counts as a holder of it.
        let header = unsafe { object.as_ref() };
        if let Some(finalize) = header.layout.finalize
            && !vm.is_dying()
            && !header.has(FINALIZED)
        {
            header.add(FINALIZED);
            // SAFETY: as above.
            let own = Value::Obj(unsafe { Ref::from_borrowed(object) });
            finalize(vm, &own);
            if let Some(frame) = own.get::<crate::objects::Frame>() {
                // One that had nothing to do is closed all the same: what it holds dies now.
                frame.take_apart();
            }
            drop(own);
            reap(vm);
        }
    }

    /// Destroys objects that hold nothing but each other and each of which the collector holds once: first
    /// all payloads, then all blocks, so that a payload that goes can still lower the counts of the others.
    pub(crate) fn destroy_all(vm: &mut Vm, objects: &[NonNull<Header>]) {
        for &object in objects {
            // Frames look at each other when they go; nothing does once they are empty.
            let own = ManuallyDrop::new(Ref(object));
            if let Some(frame) = own.get::<crate::objects::Frame>() {
                frame.take_apart();
            }
        }
        let mut blocks = Vec::with_capacity(objects.len());
        for &object in objects {
            // SAFETY: as above; nothing looks into the payload from here on.
            unsafe {
                let header = object.as_ref();
                if header.has(NUMBERED) {
                    vm.forget_id(object.as_ptr() as usize);
                }
                if header.has(WEAKLY_HELD) {
                    vm.cut_weak(object);
                }
                blocks.push((object, (header.layout.size)(object)));
                (header.layout.drop)(object);
            }
        }
        for (object, size) in blocks {
            // SAFETY: the block is still there.
            let header = unsafe { object.as_ref() };
            debug_assert!(
                header.refs.get() == 1,
                "a collected object is held by {}",
                header.layout.name
            );
            header.refs.set(0);
            release_block(object, header.layout, size);
        }
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
        // As two words, of which the second is looked at if the first says so: a copy as one wide word would wait
        // for what has just been written as two.
        // SAFETY: a value is two words, whose bits are what they were when they become one again; the second is
        // that of a reference if the first is the tag of one.
        unsafe {
            let words = std::ptr::from_ref(self).cast::<MaybeUninit<*const Header>>();
            let (tag, payload) = (words.read(), words.add(1).read());
            if matches!(self, Self::Obj(_)) {
                let refs = &(*payload.assume_init()).refs;
                refs.set(refs.get() + 1);
            }
            std::mem::transmute::<[MaybeUninit<*const Header>; 2], Self>([tag, payload])
        }
    }
}

impl Value {
    /// `True` or `False`, as two whole words: of the second, what is not the flag would be left as it was, and who
    /// copies it wait for the piece that was written.
    #[inline(always)]
    pub(crate) fn flag(flag: bool) -> Self {
        const TAG: u64 = {
            let flag = ManuallyDrop::new(Value::Bool(false));
            // SAFETY: a value starts with its tag, of eight bytes.
            unsafe { (&raw const flag).cast::<u64>().read() }
        };
        // SAFETY: the words are the tag of a flag, and a payload whose first byte is the flag.
        unsafe { std::mem::transmute([TAG, u64::from(flag).to_le()]) }
    }

    /// The same value, to be copied as two words: a function leaves its result in memory as two, and a copy of that as
    /// one wide word would wait until both have arrived there (a sixth of the time of awaiting a coroutine).
    #[inline(always)]
    #[allow(clippy::pointers_in_nomem_asm_block, reason = "what it points to is not touched")]
    pub(crate) fn in_words(self) -> Self {
        #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
        // SAFETY: a value is two words; what becomes a value again is what it was. The assembly does nothing: it
        // wants one of the words by itself.
        unsafe {
            let [tag, mut payload] =
                std::mem::transmute::<Self, [MaybeUninit<*const Header>; 2]>(self);
            std::arch::asm!(
                "/* {0} */", inout(reg) payload, options(pure, nomem, nostack, preserves_flags)
            );
            std::mem::transmute::<[MaybeUninit<*const Header>; 2], Self>([tag, payload])
        }
        #[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri))))]
        self
    }

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
