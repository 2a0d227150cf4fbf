//! Suspension: the only module in which a frame stops and goes on.
//!
//! A *driver* (a task's step, `send`, `next`, a `for` loop) resumes a frame, the *root*. What runs is the
//! end of the chain of awaits that starts at the root, the *innermost* frame, which the root remembers;
//! so resuming costs the same at any depth. There is one activation for the whole chain: awaiting a
//! frame puts the inner one in its place, and its end puts the awaiter back. What the innermost frame
//! yields goes to the driver in one step.
//!
//! Whatever ends a stretch of dispatch is an [`Event`], and [`Vm::settle`] turns it into the next stretch
//! or into the reason why dispatch stops.
#![allow(unsafe_code, reason = "links between frames are raw; each is cut before its frame dies")]

mod async_gen;
mod awaiting;
mod drive;
mod leaving;
mod quick;

pub(crate) use drive::end_unentered;

pub use async_gen::{
    ANEXT_TYPE, AnextAwaitable, AsyncGenCall, AsyncGenStep, SEND_TYPE, THROW_TYPE,
};

use ouro_bytecode::{CodeKind, Op};

use crate::cells::ValueCell;
use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{Body, Exception, Frame, FrameKind, FrameState, Snapshot, Traceback};
use crate::observe::EventKind;
use crate::thread::{Activation, Drive, Ret, Target};
use crate::value::{Ref, Value};
use crate::vm::{R, Vm};

/// What a suspended frame is resumed with.
pub enum Resume {
    /// A value, which `yield` or `await` gives. `None` starts a frame.
    Send(Value),
    /// An exception, raised where the frame stands.
    Throw(Raised),
}

/// Where awaiting one of the library's own awaitables has got to.
pub enum Poll {
    /// It is done, with this result.
    Ready(Value),
    /// The driver gets this, and the frame waits.
    Yield(Value),
}

/// What a step of a native coroutine ends with.
pub enum Step {
    /// The coroutine is over.
    Return(Value),
    /// The coroutine has failed.
    Raise(Raised),
    /// The driver gets this; the next step gets what it sends.
    Yield(Value),
    /// This is awaited; the next step gets its result.
    Await(Value),
}

/// Why dispatch stopped.
pub enum Halt {
    /// The call or frame that was entered returned.
    Returned(Value),
    /// It raised.
    Raised(Raised),
    /// The frame that was resumed waits; this is for its driver.
    Yielded(Value),
    /// The async generator that was resumed has its next item.
    Item(Value),
}

/// What a stretch of dispatch, or of a native body, ends with.
pub(crate) enum Event {
    /// The top activation returns.
    Return(Value),
    /// An exception is raised in the top activation.
    Raise(Raised),
    /// As `Raise`, but the traceback already has this frame.
    RaiseAgain(Raised),
    /// The top frame yields to its driver.
    Yield(Value),
    /// The top frame, an async generator, gives an item to whoever awaits it.
    Item(Value),
    /// The top frame goes on with this.
    Enter(Resume),
    /// The top frame, a native one, awaits this.
    Await(Value),
}

/// What happens after an event.
pub(crate) enum Next {
    /// Dispatch goes on with the top activation.
    Run,
    /// Dispatch stops.
    Stop(Halt),
}

/// What starting to await something came to.
pub(crate) enum Begun {
    /// It is done already.
    Ready(Value),
    /// The driver gets this.
    Yield(Value),
    /// The activation is now that of a frame, to be entered so.
    Switched(Resume),
}

/// The register in which a frame keeps what it awaits.
pub(crate) fn awaited_register(frame: &Frame) -> Option<usize> {
    match frame.body() {
        Body::Native(body) => body.registers.checked_sub(1).map(usize::from),
        Body::Code(_) => {
            let code = frame.function()?.code();
            let instr = code.instrs.get(frame.pc.get().checked_sub(1)? as usize)?;
            matches!(instr.op, Op::Await | Op::YieldFrom).then_some(instr.b as usize)
        }
    }
}

impl Vm {
    /// Leaves the top frame where it stands, to be the awaiter of another.
    fn park(&mut self) {
        let handled = std::mem::replace(&mut self.thread.handled, Value::None);
        let root = self.root();
        let top = self.thread.top();
        // SAFETY: only called for activations of frames.
        let frame = unsafe { &*top.frame };
        if matches!(frame.body(), Body::Code(_)) {
            frame.pc.set(top.current() as u32 + 1);
        }
        if !std::ptr::eq(frame, root) {
            frame.set_state(FrameState::Suspended);
        }
        frame.set_handled(handled);
    }

    /// Turns the end of a stretch of dispatch into the next stretch, or into the reason to stop.
    pub(crate) fn settle(&mut self, mut event: Event) -> Next {
        loop {
            event = match event {
                Event::Enter(how) => match self.enter_frame(how) {
                    Some(event) => event,
                    None => return Next::Run,
                },
                Event::Await(value) => self.await_in_native(value),
                Event::Return(value) => match self.leave(Ok(value)) {
                    Ok(next) => return next,
                    Err(event) => event,
                },
                Event::Raise(raised) => match self.unwind(raised, true) {
                    Ok(next) => return next,
                    Err(event) => event,
                },
                Event::RaiseAgain(raised) => match self.unwind(raised, false) {
                    Ok(next) => return next,
                    Err(event) => event,
                },
                Event::Yield(value) => match self.exit_ignored() {
                    Some(event) => event,
                    None => return self.suspend(value),
                },
                Event::Item(value) => match self.give_item(value) {
                    Ok(next) => return next,
                    Err(event) => event,
                },
            };
        }
    }

    /// Suspends the chain of the top activation and hands `value` to its driver.
    fn suspend(&mut self, value: Value) -> Next {
        self.park();
        let Some(activation) = self.thread.activations.pop() else {
            return Next::Stop(Halt::Yielded(value));
        };
        // SAFETY: both frames are alive: the driver holds the root, the chain the rest.
        let (frame, root) = unsafe { (&*activation.frame, &*self.root()) };
        frame.set_state(FrameState::Suspended);
        root.set_state(FrameState::Suspended);
        root.remember_innermost(frame);
        let above = self.thread.drives.last().map_or(0, |drive| drive.depth);
        root.note_length(frame, self.thread.depth.saturating_sub(above));
        self.end_drive();
        match activation.target.ret() {
            Ret::ForIter => {
                self.store(activation.target.dst(), value);
                Next::Run
            }
            _ => Next::Stop(Halt::Yielded(value)),
        }
    }

    /// An async generator yields: its awaiter gets the item, and the generator stays where it is.
    fn give_item(&mut self, value: Value) -> Result<Next, Event> {
        self.park();
        // SAFETY: only frames yield.
        let frame = unsafe { &*self.thread.top().frame };
        frame.set_state(FrameState::Suspended);
        self.give_awaiter(frame, Ok(value), true)
    }

    /// Writes a register of the top activation.
    #[inline(always)]
    pub(crate) fn store(&mut self, dst: u16, value: Value) {
        // SAFETY: `dst` is a register of the instruction that made the call.
        let old = std::mem::replace(unsafe { self.thread.top().register(dst) }, value.in_words());
        drop(old);
    }

    /// The frame that the last driver resumed.
    fn root(&self) -> *const Frame {
        self.thread.drives.last().map_or(std::ptr::null(), |d| d.root)
    }

    fn end_drive(&mut self) {
        if let Some(drive) = self.thread.drives.pop() {
            self.thread.depth = drive.depth;
            self.thread.handled = drive.outer_handled;
        }
    }

    /// Does something while an exception is being handled, as the end of a `with` block does.
    pub fn while_handling<T>(&mut self, exception: Value, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.thread.handled, exception);
        let result = run(self);
        self.thread.handled = outer;
        result
    }

    /// The exception that is being handled where control is now, or `None`.
    #[must_use]
    pub fn handled_exception(&self) -> Value {
        if !self.thread.handled.is_none() {
            return self.thread.handled.clone();
        }
        for drive in self.thread.drives.iter().rev() {
            let mut frame = self.thread.activations[drive.activation].frame;
            while !std::ptr::eq(frame, drive.root) && !frame.is_null() {
                // SAFETY: the chain is alive while it is active.
                frame = unsafe { (*frame).awaiter() };
                // SAFETY: as above.
                let handled = unsafe { frame.as_ref() }.map(Frame::handled);
                if let Some(handled @ Value::Obj(_)) = handled {
                    return handled;
                }
            }
            if let outer @ Value::Obj(_) = &drive.outer_handled {
                return outer.clone();
            }
        }
        Value::None
    }

    /// Tells the observer of a new coroutine.
    pub(crate) fn note_coroutine(&mut self, frame: &Value) {
        self.emit(EventKind::CoroutineCreated, frame, |vm| {
            (frame.get::<Frame>().map(|f| vm.frame_name(f)).unwrap_or_default(), String::new())
        });
    }

    fn emit_frame(&mut self, kind: EventKind, frame: &Frame) {
        if self.observer.is_some() && frame.kind() == FrameKind::Coroutine {
            let name = self.frame_name(frame);
            self.emit(kind, &Value::Unbound, |_| (name, String::new()));
        }
    }

    /// The qualified name of what a frame runs.
    #[must_use]
    pub fn frame_name(&self, frame: &Frame) -> String {
        match frame.body() {
            Body::Native(body) => body.name.to_owned(),
            Body::Code(_) => {
                frame.function().map_or_else(String::new, |f| self.display(&f.qualname.get()))
            }
        }
    }
}

/// `StopIteration.value`
#[must_use]
pub fn stop_value(exception: &Exception) -> Value {
    let args = exception.args.get();
    let first = args.get::<crate::objects::Tuple>().and_then(|t| t.0.first().cloned());
    first.unwrap_or(Value::None)
}

fn kind_name(frame: &Frame) -> &'static str {
    match frame.kind() {
        FrameKind::Generator => "generator",
        FrameKind::Coroutine => "coroutine",
        FrameKind::AsyncGenerator => "async generator",
    }
}

/// When a frame dies: a coroutine that never ran is worth a warning, one that waits is closed.
pub(crate) fn finalize(vm: &mut Vm, value: &Value) {
    let Some(frame) = value.get::<Frame>() else { return };
    match (frame.state(), frame.kind()) {
        (FrameState::Created, FrameKind::Coroutine) => vm.warn_never_awaited(value, frame),
        (FrameState::Created | FrameState::Suspended, FrameKind::AsyncGenerator)
            if vm.hand_to_finalizer(value, frame) => {}
        (FrameState::Suspended, _) => {
            // A frame that awaits nothing and has no handler where it stands has nothing to do.
            let awaits = awaited_register(frame).is_some();
            let guarded = frame.function().is_none_or(|f| {
                let pc = frame.pc.get().wrapping_sub(1);
                f.code().code.handlers.iter().any(|h| (h.start..h.end).contains(&pc))
            });
            if (awaits || guarded)
                && let Err(raised) = vm.close_frame(value)
            {
                vm.report_unraisable(raised, value);
            }
        }
        _ => {}
    }
}
