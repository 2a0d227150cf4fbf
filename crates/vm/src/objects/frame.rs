//! Resumable frames: generators, coroutines, async generators and the library's own coroutines.
//!
//! One heap block holds the frame and, in its tail, exactly as many registers as its code needs; the
//! object that scripts see *is* the frame. While one frame awaits another they are linked: the outer
//! one's register holds the inner one, the inner one knows its awaiter.
//!
//! Owns the block. When a frame runs, suspends or ends is the `suspend` module's to say.
#![allow(unsafe_code, reason = "registers lie in the object's tail")]

use std::cell::Cell;
use std::ptr::NonNull;

use ouro_bytecode::CodeKind;

use super::functions::Function;
use crate::suspend::{AsyncGenStep, Resume, Step};
use crate::traverse::Traverse;
use crate::value::{Header, Layout, Object, Payload, Ref, Value};
use crate::vm::Vm;

/// What kind of object a frame is to a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameKind {
    /// A generator.
    Generator,
    /// A coroutine.
    Coroutine,
    /// An async generator.
    AsyncGenerator,
}

impl FrameKind {
    /// What a call of such code makes; none for code whose call is an activation.
    #[inline(always)]
    pub(crate) fn of(code: CodeKind) -> Option<Self> {
        match code {
            CodeKind::Generator => Some(Self::Generator),
            CodeKind::Coroutine => Some(Self::Coroutine),
            CodeKind::AsyncGenerator => Some(Self::AsyncGenerator),
            CodeKind::Function | CodeKind::Class | CodeKind::Module => None,
        }
    }
}

/// What a frame is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameState {
    /// Not started.
    Created,
    /// Stopped at a `yield` or `await`.
    Suspended,
    /// On a thread's stack, or awaiting a frame that is.
    Running,
    /// Returned, raised or closed.
    Finished,
}

/// The steps of a coroutine of the library: a function that is called again with what its last step
/// waited for. Between steps, its state is its registers and a number.
pub struct NativeBody {
    /// The name that `repr` and warnings show.
    pub name: &'static str,
    /// How many registers it has; its arguments are the first.
    pub registers: u16,
    /// One step.
    pub step: fn(&mut Vm, &Frame, Resume) -> Step,
}

/// What a frame runs.
pub enum Body<'a> {
    /// A function of a script.
    Code(&'a Ref),
    /// A coroutine of the library.
    Native(&'static NativeBody),
}

/// The same in one word, told apart by the lowest bit, which an address of either kind has free: there
/// may be a million sleeping frames.
struct Packed(usize);

const NATIVE: usize = 1;

impl Packed {
    fn code(function: Ref) -> Self {
        let address = function.address();
        std::mem::forget(function);
        Self(address)
    }

    fn native(body: &'static NativeBody) -> Self {
        Self(std::ptr::from_ref(body) as usize | NATIVE)
    }

    #[inline(always)]
    fn get(&self) -> Body<'_> {
        if self.0 & NATIVE == 0 {
            // SAFETY: the word is the function's reference, made by `code`: a `Ref` is one pointer.
            Body::Code(unsafe { &*std::ptr::from_ref(&self.0).cast::<Ref>() })
        } else {
            // SAFETY: made by `native` from a reference that lives forever.
            Body::Native(unsafe { &*((self.0 & !NATIVE) as *const NativeBody) })
        }
    }
}

impl Drop for Packed {
    fn drop(&mut self) {
        if self.0 & NATIVE == 0 {
            // SAFETY: as in `get`; the reference is given up once, here.
            unsafe { std::ptr::drop_in_place(std::ptr::from_mut(&mut self.0).cast::<Ref>()) };
        }
    }
}

const _: () = assert!(size_of::<Ref>() == size_of::<usize>());

/// See the module's page.
pub struct Frame {
    body: Packed,
    /// The exception that it was handling when it stopped.
    handled: Cell<Option<Ref>>,
    /// While a frame awaits it, that frame, which outlives the link: it is on a stack, or is held by whoever
    /// holds this one. Otherwise, for a driver, the end of the chain of awaits that starts here, or null if
    /// it must be walked. Which of the two, `is_awaited` says.
    link: Cell<*const Self>,
    /// Behind the instruction at which it stopped, 0 before it starts; the number of the next step of a
    /// native body.
    pub pc: Cell<u32>,
    registers: u16,
    state: Cell<u8>,
    /// A [`FrameKind`], and above it a digit of the length of a chain, see [`Frame::note_length`].
    kind: Cell<u8>,
}

/// An async generator has room behind its registers for its finalizer, and for its place in its loop's list.
const HOOK_REGISTERS: u16 = 2;

const IS_AWAITED: u8 = 0x80;
/// An async generator that its thread's hooks have taken note of.
const IS_HOOKED: u8 = 0x40;
/// An async generator on which `aclose()` is at work.
const IS_CLOSING: u8 = 0x20;
/// The bits of a [`FrameState`].
const STATE: u8 = 3;
/// The bits of a [`FrameKind`].
const KIND: u8 = 3;
const KIND_BITS: u32 = KIND.count_ones();
/// How many values a digit of the length of a chain has.
const DIGIT: usize = 1 << (u8::BITS - KIND_BITS);
/// Longer chains count as this long.
const LONGEST: usize = DIGIT * DIGIT * DIGIT - 1;
const STATES: [FrameState; 4] =
    [FrameState::Created, FrameState::Suspended, FrameState::Running, FrameState::Finished];

// SAFETY: the static belongs to this implementation alone.
unsafe impl Payload for Frame {
    fn layout() -> &'static Layout {
        static LAYOUT: Layout = Layout::with_tail::<Frame>(
            "frame",
            false,
            drop_frame,
            size_of_frame,
            Some(crate::suspend::finalize),
        );
        &LAYOUT
    }

    fn visit(&self, visit: crate::Visit<'_>) {
        if let Body::Code(function) = self.body() {
            visit(function);
        }
        self.handled.traverse(&mut *visit);
        for index in 0..self.len() {
            // SAFETY: within the tail; nothing writes a register during traversal.
            unsafe { &*self.base().add(index) }.traverse(&mut *visit);
        }
    }
}

unsafe fn drop_frame(object: NonNull<Header>) {
    // SAFETY: called for objects of this layout when they die.
    let frame = unsafe { object.as_ptr().add(1).cast::<Frame>() };
    // SAFETY: as above; the registers are whole values until here.
    unsafe {
        (*frame).take_apart();
        std::ptr::drop_in_place(frame);
    }
}

unsafe fn size_of_frame(object: NonNull<Header>) -> usize {
    // SAFETY: called for objects of this layout; the payload stands right behind the header.
    let frame = unsafe { &*object.as_ptr().add(1).cast::<Frame>() };
    size_of::<Object<Frame>>() + frame.registers as usize * size_of::<Value>()
}

impl Frame {
    /// A new frame of a function, not started, with all registers unbound.
    #[must_use]
    pub fn of_code(function: Ref, kind: FrameKind, registers: u16) -> Ref {
        let hooks = if kind == FrameKind::AsyncGenerator { HOOK_REGISTERS } else { 0 };
        let registers = registers + hooks;
        Self::object(Packed::code(function), kind, registers)
    }

    /// A new coroutine of the library, not started.
    #[must_use]
    pub fn of_native(body: &'static NativeBody) -> Ref {
        Self::object(Packed::native(body), FrameKind::Coroutine, body.registers)
    }

    fn object(body: Packed, kind: FrameKind, registers: u16) -> Ref {
        let frame = Self {
            body,
            handled: Cell::new(None),
            link: Cell::new(std::ptr::null()),
            pc: Cell::new(0),
            registers,
            state: Cell::new(0),
            kind: Cell::new(kind as u8),
        };
        let registers = registers as usize;
        Ref::with_tail(frame, registers * size_of::<Value>(), |tail| {
            let first = tail.cast::<Value>();
            for i in 0..registers {
                // SAFETY: the tail has room for so many values.
                unsafe { first.add(i).write(Value::Unbound) };
            }
        })
    }

    /// Moves arguments into the first registers of a new frame.
    #[inline(always)]
    pub(crate) fn take_arguments(&self, arguments: &mut [Value]) {
        debug_assert!(arguments.len() <= self.len() && self.is_fresh());
        for (i, argument) in arguments.iter_mut().enumerate() {
            // SAFETY: parameters are registers; those of a new frame are unbound.
            unsafe { self.base().add(i).write(std::mem::take(argument)) };
        }
    }

    /// Empties it before it is destroyed.
    pub(crate) fn take_apart(&self) {
        // What it awaits may live on, held by someone else.
        if let Some(inner) = self.linked() {
            inner.set_awaiter(std::ptr::null());
        }
        self.set_state(FrameState::Finished);
        self.clear_registers();
    }

    /// What it runs.
    #[inline(always)]
    #[must_use]
    pub fn body(&self) -> Body<'_> {
        self.body.get()
    }

    /// What it is to a script.
    #[inline(always)]
    #[must_use]
    pub fn kind(&self) -> FrameKind {
        match self.kind.get() & KIND {
            0 => FrameKind::Generator,
            1 => FrameKind::Coroutine,
            _ => FrameKind::AsyncGenerator,
        }
    }

    /// What it is doing.
    #[inline(always)]
    #[must_use]
    pub fn state(&self) -> FrameState {
        STATES[(self.state.get() & STATE) as usize]
    }

    #[inline(always)]
    pub(crate) fn set_state(&self, state: FrameState) {
        self.state.set(self.state.get() & !STATE | state as u8);
    }

    /// Whether its thread's hooks have taken note of it.
    pub(crate) fn is_hooked(&self) -> bool {
        self.state.get() & IS_HOOKED != 0
    }

    pub(crate) fn set_hooked(&self) {
        self.state.set(self.state.get() | IS_HOOKED);
    }

    /// Of an async generator: the register of its finalizer. The one before it is for its place in a list.
    pub(crate) fn finalizer_register(&self) -> usize {
        self.len() - 1
    }

    /// Whether `aclose()` is at work on it.
    pub(crate) fn is_closing(&self) -> bool {
        self.state.get() & IS_CLOSING != 0
    }

    pub(crate) fn set_closing(&self) {
        self.state.set(self.state.get() | IS_CLOSING);
    }

    /// Whether it has not started.
    #[inline(always)]
    pub(crate) fn is_fresh(&self) -> bool {
        self.state.get() == FrameState::Created as u8
    }

    /// Whether it waits, is awaited by none, and was itself the end of its chain when it stopped.
    #[inline(always)]
    pub(crate) fn stands_alone(&self) -> bool {
        self.state.get() == FrameState::Suspended as u8 && std::ptr::eq(self.link.get(), self)
    }

    /// Ends the frame: its registers are given up, the first dying first.
    pub(crate) fn finish(&self) {
        self.set_state(FrameState::Finished);
        self.clear_registers();
        // SAFETY: a `Frame` only ever stands in a block behind its header.
        unsafe { &*std::ptr::from_ref(self).cast::<Header>().sub(1) }.mark_spent();
    }

    /// The exception that it was handling when it stopped, given up.
    pub(crate) fn take_handled(&self) -> Value {
        self.handled.take().map_or(Value::None, Value::Obj)
    }

    /// The exception that it was handling when it stopped.
    pub(crate) fn handled(&self) -> Value {
        let held = self.handled.take();
        let value = held.clone().map_or(Value::None, Value::Obj);
        self.handled.set(held);
        value
    }

    pub(crate) fn set_handled(&self, value: Value) {
        let held = match value {
            Value::Obj(object) => Some(object),
            _ => None,
        };
        drop(self.handled.replace(held));
    }

    /// The frame that awaits it, or null.
    #[inline(always)]
    pub(crate) fn awaiter(&self) -> *const Self {
        if self.state.get() & IS_AWAITED == 0 { std::ptr::null() } else { self.link.get() }
    }

    /// Whether it runs or, of an async generator, is asked for an item that it has not given yet.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.state() == FrameState::Running
            || self.kind() == FrameKind::AsyncGenerator && !self.awaiter().is_null()
    }

    /// Links it to the frame that awaits it, or unlinks it.
    #[inline(always)]
    pub(crate) fn set_awaiter(&self, awaiter: *const Self) {
        let bit = if awaiter.is_null() { 0 } else { IS_AWAITED };
        self.state.set(self.state.get() & !IS_AWAITED | bit);
        self.link.set(awaiter);
    }

    /// The end of the chain that starts here, if it is remembered: only where no frame awaits this one.
    #[inline(always)]
    pub(crate) fn innermost(&self) -> *const Self {
        if self.state.get() & IS_AWAITED == 0 { self.link.get() } else { std::ptr::null() }
    }

    #[inline(always)]
    pub(crate) fn remember_innermost(&self, frame: *const Self) {
        if self.state.get() & IS_AWAITED == 0 {
            self.link.set(frame);
        }
    }

    fn digit(&self) -> usize {
        usize::from(self.kind.get() >> KIND_BITS)
    }

    fn set_digit(&self, digit: usize) {
        self.kind.set(self.kind.get() & KIND | ((digit % DIGIT) as u8) << KIND_BITS);
    }

    /// The frame before `end` in the chain that starts here, if that is another one than this.
    fn before(&self, end: &Self) -> Option<&Self> {
        // SAFETY: an awaiter that is linked is alive: it holds, or is held by, the chain.
        unsafe { end.awaiter().as_ref() }.filter(|before| !std::ptr::eq(*before, self))
    }

    /// Keeps how many frames the chain has that starts here and has stopped at `end`. A frame has no room for a
    /// number, so a digit each lies in the three frames that are at hand: this one, `end` and the one before that.
    pub(crate) fn note_length(&self, end: &Self, length: usize) {
        let length = length.min(LONGEST);
        if length > 1 {
            self.set_digit(length);
            end.set_digit(length / DIGIT);
        }
        if length > 2
            && let Some(before) = self.before(end)
        {
            before.set_digit(length / (DIGIT * DIGIT));
        }
    }

    /// How many frames the chain has that starts here and ends, as is remembered, at `end`.
    pub(crate) fn length_to(&self, end: &Self) -> usize {
        if std::ptr::eq(self, end) {
            return 1;
        }
        let highest = self.before(end).map_or(0, Self::digit);
        self.digit() + DIGIT * (end.digit() + DIGIT * highest)
    }

    /// The first register.
    #[inline(always)]
    pub(crate) fn base(&self) -> *mut Value {
        // SAFETY: a `Frame` only ever stands in a block with its registers behind it.
        unsafe { std::ptr::from_ref(self).add(1).cast::<Value>().cast_mut() }
    }

    /// How many registers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.registers as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.registers == 0
    }

    /// Register `index`; for native bodies and for looking in from outside.
    #[must_use]
    pub fn get(&self, index: usize) -> Value {
        if index >= self.len() {
            return Value::Unbound;
        }
        // SAFETY: within the tail; the borrow ends with the statement.
        unsafe { (*self.base().add(index)).clone() }
    }

    /// Sets register `index`; gives what it held.
    pub fn set(&self, index: usize, value: Value) -> Value {
        if index >= self.len() {
            return Value::Unbound;
        }
        // SAFETY: within the tail; the borrow ends with the statement.
        unsafe { std::mem::replace(&mut *self.base().add(index), value) }
    }

    /// The function whose call made it, if a script's.
    #[must_use]
    pub fn function(&self) -> Option<&Function> {
        match self.body() {
            Body::Code(function) => function.get(),
            Body::Native(_) => None,
        }
    }

    /// Unbinds all registers, so that the first dies first.
    pub(crate) fn clear_registers(&self) {
        for i in (0..self.len()).rev() {
            drop(self.set(i, Value::Unbound));
        }
    }

    /// What it waits for: another frame, a future, an iterator.
    #[must_use]
    pub fn awaiting(&self) -> Value {
        if !matches!(self.state(), FrameState::Suspended | FrameState::Running) {
            return Value::None;
        }
        crate::suspend::awaited_register(self).map_or(Value::None, |index| match self.get(index) {
            Value::Unbound => Value::None,
            value => value,
        })
    }

    /// The frame that it awaits, while the two are linked.
    pub(crate) fn linked(&self) -> Option<&Self> {
        let awaited = self.awaiting();
        let inner = match awaited.get::<AsyncGenStep>() {
            Some(step) => step.generator.get::<Self>(),
            None => awaited.get::<Self>(),
        };
        // SAFETY: what a frame awaits is held by its register, also after `awaited` is dropped.
        let inner = unsafe { &*std::ptr::from_ref(inner?) };
        std::ptr::eq(inner.awaiter(), self).then_some(inner)
    }
}
