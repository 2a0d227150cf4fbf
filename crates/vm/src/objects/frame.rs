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

use super::functions::Function;
use crate::suspend::{Resume, Step};
use crate::value::{Header, Layout, Object, Payload, Ref, Value, ValueCell};
use crate::vm::Vm;

/// What kind of object a frame is to a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// A generator.
    Generator,
    /// A coroutine.
    Coroutine,
    /// An async generator.
    AsyncGenerator,
}

/// What a frame is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub registers: usize,
    /// One step.
    pub step: fn(&mut Vm, &Frame, Resume) -> Step,
}

/// What a frame runs.
pub enum Body {
    /// A function of a script.
    Code(Ref),
    /// A coroutine of the library.
    Native(&'static NativeBody),
}

/// See the module's page.
pub struct Frame {
    /// What it runs.
    pub body: Body,
    /// The exception that it was handling when it stopped.
    pub handled: ValueCell,
    /// The frame that awaits it, while there is one. It outlives the link: it is on a stack, or is held
    /// by whoever holds this frame.
    pub(crate) awaiter: Cell<*const Self>,
    /// Where the chain of awaits that starts here ends, if a driver remembers; null if it must be walked.
    pub(crate) innermost: Cell<*const Self>,
    /// The next instruction, or the number of the next step of a native body.
    pub pc: Cell<u32>,
    registers: u32,
    /// What it is doing.
    pub state: Cell<FrameState>,
    /// What it is to a script.
    pub kind: FrameKind,
}

// SAFETY: the static belongs to this implementation alone.
unsafe impl Payload for Frame {
    fn layout() -> &'static Layout {
        static LAYOUT: Layout = Layout::with_tail(
            "frame",
            false,
            drop_frame,
            size_of_frame,
            Some(crate::suspend::finalize),
        );
        &LAYOUT
    }
}

unsafe fn drop_frame(object: NonNull<Header>) {
    // SAFETY: called for objects of this layout when they die.
    let frame = unsafe { object.as_ptr().add(1).cast::<Frame>() };
    // SAFETY: as above; the registers are whole values until here.
    unsafe {
        (*frame).clear_registers();
        std::ptr::drop_in_place(frame);
    }
}

unsafe fn size_of_frame(object: NonNull<Header>) -> usize {
    // SAFETY: called for objects of this layout; the payload stands right behind the header.
    let frame = unsafe { &*object.as_ptr().add(1).cast::<Frame>() };
    size_of::<Object<Frame>>() + frame.registers as usize * size_of::<Value>()
}

impl Frame {
    /// A new frame, not started, with all registers unbound.
    #[must_use]
    pub fn object(body: Body, kind: FrameKind, registers: usize) -> Ref {
        let frame = Self {
            body,
            handled: ValueCell::new(Value::None),
            awaiter: Cell::new(std::ptr::null()),
            innermost: Cell::new(std::ptr::null()),
            pc: Cell::new(0),
            registers: registers as u32,
            state: Cell::new(FrameState::Created),
            kind,
        };
        Ref::with_tail(frame, registers * size_of::<Value>(), |tail| {
            let first = tail.cast::<Value>();
            for i in 0..registers {
                // SAFETY: the tail has room for so many values.
                unsafe { first.add(i).write(Value::Unbound) };
            }
        })
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
        match &self.body {
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
        if self.state.get() != FrameState::Suspended && self.state.get() != FrameState::Running {
            return Value::None;
        }
        crate::suspend::awaited_register(self).map_or(Value::None, |index| match self.get(index) {
            Value::Unbound => Value::None,
            value => value,
        })
    }
}
