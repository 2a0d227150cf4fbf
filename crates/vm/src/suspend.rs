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

use ouro_bytecode::{CodeKind, Op};

use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{Body, Exception, Frame, FrameKind, FrameState, Snapshot, Traceback};
use crate::observe::EventKind;
use crate::thread::{Activation, Drive, Ret, Target};
use crate::value::{Ref, Value, ValueCell};
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

/// What is awaited when an async generator is asked for its next item.
pub struct AsyncGenStep {
    /// The generator.
    pub generator: Value,
    /// What it is resumed with; taken when it is.
    pub send: ValueCell,
    /// Whether `send` is an exception to be thrown.
    pub throw: bool,
    /// Whether it has been started.
    pub used: std::cell::Cell<bool>,
}
crate::object!(AsyncGenStep, "async_generator_asend");

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

/// The end of the chain of awaits from `frame` on, and how many frames had to be asked for it.
fn innermost(frame: &Frame) -> (*const Frame, u64) {
    let mut at = frame;
    let mut asked = 0;
    loop {
        asked += 1;
        let awaited = at.awaiting();
        let inner = match awaited.get::<AsyncGenStep>() {
            Some(step) => step.generator.get::<Frame>().map(std::ptr::from_ref),
            None => awaited.get::<Frame>().map(std::ptr::from_ref),
        };
        // SAFETY: what a frame awaits is held by its register, also after `awaited` is dropped.
        match inner.map(|inner| unsafe { &*inner }) {
            Some(inner)
                if std::ptr::eq(inner.awaiter(), at) && inner.state() != FrameState::Finished =>
            {
                at = inner;
            }
            _ => return (at, asked),
        }
    }
}

impl Vm {
    /// Drives a frame: resumes it, and gives what stops it again.
    pub fn resume(&mut self, root: &Value, how: Resume) -> Halt {
        let Some(frame) = root.get::<Frame>() else {
            return Halt::Raised(self.raise(Exc::TypeError, "not a generator or coroutine"));
        };
        if self.thread.native_depth >= crate::thread::NATIVE_DEPTH
            || self.thread.depth + self.thread.native_depth >= self.depth_limit()
        {
            return Halt::Raised(self.too_deep(""));
        }
        let event = match self.push_frame(frame, how, Ret::Exit, 0) {
            Ok(how) => Event::Enter(how),
            Err(halt) => return halt,
        };
        self.thread.native_depth += 1;
        let halt = match self.settle(event) {
            Next::Run => self.run(),
            Next::Stop(halt) => halt,
        };
        self.thread.native_depth -= 1;
        halt
    }

    /// Pushes the activation of a drive, if the frame can be resumed so; gives how it is to be entered.
    pub(crate) fn push_frame(
        &mut self,
        root: &Frame,
        how: Resume,
        ret: Ret,
        dst: u16,
    ) -> Result<Resume, Halt> {
        match root.state() {
            FrameState::Finished => return Err(self.resume_finished(root, how)),
            FrameState::Running => return Err(Halt::Raised(self.already_running(root))),
            FrameState::Created => {
                if let Resume::Throw(raised) = how {
                    return Err(self.throw_before_start(root, raised));
                }
                if let Resume::Send(value) = &how
                    && !value.is_none()
                {
                    let message =
                        format!("can't send non-None value to a just-started {}", kind_name(root));
                    return Err(Halt::Raised(self.raise(Exc::TypeError, &message)));
                }
            }
            FrameState::Suspended => {}
        }
        let remembered = root.innermost();
        let inner = if remembered.is_null() { self.walk(root) } else { remembered };
        // SAFETY: a frame at the end of the chain is held by the register of the one before it.
        let inner = unsafe { &*inner };
        if inner.state() == FrameState::Running {
            return Err(Halt::Raised(self.already_running(root)));
        }
        forget_innermost(root);
        let drive = Drive {
            root,
            activation: self.thread.activations.len(),
            outer_handled: std::mem::replace(&mut self.thread.handled, Value::None),
            depth: self.thread.depth,
            free: self.thread.free(),
        };
        self.thread.drives.push(drive);
        self.thread.depth += 1;
        self.thread.push(Activation {
            base: inner.base(),
            pc: std::ptr::null(),
            code: std::ptr::null(),
            module: std::ptr::null(),
            function: Value::Unbound,
            frame: inner,
            snapshot: None,
            target: Target::new(ret, dst),
        });
        root.set_state(FrameState::Running);
        self.load_frame(inner);
        Ok(how)
    }

    fn walk(&mut self, frame: &Frame) -> *const Frame {
        let (end, asked) = innermost(frame);
        self.thread.frames_touched += asked;
        end
    }

    /// How often a frame was put on the stack, or asked what it awaits, so far: what driving costs.
    #[must_use]
    pub fn frames_touched(&self) -> u64 {
        self.thread.frames_touched
    }

    /// Makes the top activation that of `frame`.
    fn load_frame(&mut self, frame: &Frame) {
        frame.set_state(FrameState::Running);
        self.thread.frames_touched += 1;
        self.thread.handled = frame.take_handled();
        let top = self.thread.top();
        top.frame = frame;
        top.base = frame.base();
        top.snapshot = None;
        if let Body::Code(function) = frame.body()
            && let Some(payload) = frame.function()
        {
            let code = payload.code();
            top.code = code;
            top.module = payload.module();
            top.function = Value::Obj(function.clone());
            top.pc = code.instrs.as_ptr().wrapping_add(frame.pc.get() as usize);
        }
    }

    /// Starts to await (or `yield from`) what register `register` of the top frame holds.
    pub(crate) fn begin(&mut self, register: usize, await_: bool, origin: u8) -> R<Begun> {
        // SAFETY: suspension happens in frames only.
        let frame = unsafe { &*self.thread.top().frame };
        let value = frame.get(register);
        if let Value::Obj(object) = &value {
            if let Some(inner) = object.get::<Frame>()
                && (inner.kind() == FrameKind::Coroutine
                    || !await_ && inner.kind() == FrameKind::Generator)
            {
                return self.begin_frame(inner, Resume::Send(Value::None));
            }
            if let Some(poll) = object.layout().poll {
                return Ok(match poll(self, &value, Resume::Send(Value::None))? {
                    Poll::Ready(value) => Begun::Ready(value),
                    Poll::Yield(value) => Begun::Yield(value),
                });
            }
            if let Some(step) = object.get::<AsyncGenStep>() {
                return self.begin_async_step(step);
            }
        }
        let iterator = if await_ {
            self.awaitable_iterator(&value, origin)?
        } else {
            self.yield_from(&value)?
        };
        drop(frame.set(register, iterator.clone()));
        if let Some(inner) = iterator.get::<Frame>() {
            return self.begin_frame(inner, Resume::Send(Value::None));
        }
        Ok(match self.poll_iterator(&iterator, Resume::Send(Value::None))? {
            Poll::Ready(value) => Begun::Ready(value),
            Poll::Yield(value) => Begun::Yield(value),
        })
    }

    fn begin_async_step(&mut self, step: &AsyncGenStep) -> R<Begun> {
        if step.used.replace(true) {
            let message = "cannot reuse already awaited __anext__()/asend()";
            return Err(self.raise(Exc::RuntimeError, message));
        }
        let Some(inner) = step.generator.get::<Frame>() else {
            return Ok(Begun::Ready(Value::None));
        };
        let value = step.send.take();
        if inner.state() == FrameState::Finished {
            let thrown = if step.throw { Raised::from_value(value) } else { None };
            return Err(match thrown {
                Some(raised) => raised,
                None => self.raise_with(Exc::StopAsyncIteration, Vec::new()),
            });
        }
        if !inner.awaiter().is_null() || inner.state() == FrameState::Running {
            let message = "anext(): asynchronous generator is already running";
            return Err(self.raise(Exc::RuntimeError, message));
        }
        let how = match (step.throw, inner.state()) {
            (true, state) => match Raised::from_value(value) {
                Some(raised) if state == FrameState::Created => {
                    match self.throw_before_start(inner, raised) {
                        Halt::Raised(raised) => return Err(raised),
                        _ => return Ok(Begun::Ready(Value::None)),
                    }
                }
                Some(raised) => Resume::Throw(raised),
                None => Resume::Send(Value::None),
            },
            (false, FrameState::Created) if !value.is_none() => {
                let message = "can't send non-None value to a just-started async generator";
                return Err(self.raise(Exc::TypeError, message));
            }
            _ => Resume::Send(value),
        };
        self.begin_frame(inner, how)
    }

    /// Links a frame to the top one and switches to it.
    fn begin_frame(&mut self, inner: &Frame, how: Resume) -> R<Begun> {
        let outer = self.thread.top().frame;
        match inner.state() {
            FrameState::Finished if inner.kind() == FrameKind::Coroutine => {
                let message = "cannot reuse already awaited coroutine";
                return Err(self.raise(Exc::RuntimeError, message));
            }
            FrameState::Finished => return Ok(Begun::Ready(Value::None)),
            FrameState::Running => return Err(self.already_running(inner)),
            FrameState::Suspended
                if inner.kind() == FrameKind::Coroutine && !inner.awaiter().is_null() =>
            {
                let message = "coroutine is being awaited already";
                return Err(self.raise(Exc::RuntimeError, message));
            }
            FrameState::Suspended | FrameState::Created => {}
        }
        if self.thread.depth + self.thread.native_depth >= self.depth_limit() {
            return Err(self.too_deep(""));
        }
        self.thread.depth += 1;
        self.park();
        // The frame may have been driven by hand before, and be the start of a chain itself.
        let remembered = inner.innermost();
        let end = if remembered.is_null() && inner.state() == FrameState::Suspended {
            self.walk(inner)
        } else if remembered.is_null() {
            std::ptr::from_ref(inner)
        } else {
            remembered
        };
        inner.set_awaiter(outer);
        // SAFETY: held by the chain.
        self.load_frame(unsafe { &*end });
        Ok(Begun::Switched(how))
    }

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
                Event::Yield(value) => return self.suspend(value),
                Event::Item(value) => match self.give_item(value) {
                    Ok(next) => return next,
                    Err(event) => event,
                },
            };
        }
    }

    /// Goes on with the top frame. None: dispatch has to run it.
    fn enter_frame(&mut self, how: Resume) -> Option<Event> {
        // SAFETY: only frames are entered.
        let frame = unsafe { &*self.thread.top().frame };
        match frame.body() {
            Body::Native(body) => Some(self.enter_native(frame, body.step, how)),
            Body::Code(_) => self.enter_code(frame, how),
        }
    }

    fn enter_native(
        &mut self,
        frame: &Frame,
        step: fn(&mut Vm, &Frame, Resume) -> Step,
        how: Resume,
    ) -> Event {
        // What it awaits may be one of the library's awaitables, which has to be asked first.
        let register = frame.len() - 1;
        let awaited = frame.get(register);
        let how = match awaited.as_ref().and_then(|o| o.layout().poll) {
            Some(poll) => match poll(self, &awaited, how) {
                Ok(Poll::Yield(value)) => return Event::Yield(value),
                Ok(Poll::Ready(value)) => Resume::Send(value),
                Err(raised) => Resume::Throw(raised),
            },
            None => how,
        };
        drop(awaited);
        drop(frame.set(register, Value::Unbound));
        self.step(frame, step, how)
    }

    fn step(
        &mut self,
        frame: &Frame,
        step: fn(&mut Vm, &Frame, Resume) -> Step,
        how: Resume,
    ) -> Event {
        match step(self, frame, how) {
            Step::Return(value) => Event::Return(value),
            Step::Raise(raised) => Event::Raise(raised),
            Step::Yield(value) => Event::Yield(value),
            Step::Await(value) => Event::Await(value),
        }
    }

    fn await_in_native(&mut self, value: Value) -> Event {
        // SAFETY: only frames await.
        let frame = unsafe { &*self.thread.top().frame };
        let register = frame.len() - 1;
        drop(frame.set(register, value));
        let how = match self.begin(register, true, 0) {
            Ok(Begun::Switched(how)) => return Event::Enter(how),
            Ok(Begun::Yield(value)) => return Event::Yield(value),
            Ok(Begun::Ready(value)) => Resume::Send(value),
            Err(raised) => Resume::Throw(raised),
        };
        drop(frame.set(register, Value::Unbound));
        match frame.body() {
            Body::Native(body) => self.step(frame, body.step, how),
            Body::Code(_) => Event::Enter(how),
        }
    }

    fn enter_code(&mut self, frame: &Frame, how: Resume) -> Option<Event> {
        // A frame that has not started stands before its first instruction, any other one behind the
        // instruction at which it stopped.
        let at = (frame.pc.get() as usize).checked_sub(1)?;
        let instr = frame.function()?.code().instrs[at];
        let poll = match (instr.op, how) {
            (Op::Yield, Resume::Send(value)) => {
                drop(frame.set(instr.a as usize, value));
                return None;
            }
            (Op::Await | Op::YieldFrom, how) => {
                let awaited = frame.get(instr.b as usize);
                self.poll(&awaited, how)
            }
            (_, Resume::Throw(raised)) => Err(raised),
            (_, Resume::Send(_)) => return None,
        };
        match poll {
            Ok(Poll::Yield(value)) => Some(Event::Yield(value)),
            Ok(Poll::Ready(value)) => {
                self.finish_await(frame, value);
                None
            }
            Err(raised) => Some(Event::Raise(raised)),
        }
    }

    /// Gives a code frame, which is on top, the result of its `Await`.
    fn finish_await(&mut self, frame: &Frame, value: Value) {
        let top = self.thread.top();
        let at = top.current();
        let instr = top.code().instrs[at];
        drop(frame.set(instr.b as usize, Value::Unbound));
        drop(frame.set(instr.a as usize, value));
    }

    /// Goes on with what a frame awaits, which is no frame that could be switched to.
    fn poll(&mut self, awaited: &Value, how: Resume) -> R<Poll> {
        if let Some(poll) = awaited.as_ref().and_then(|o| o.layout().poll) {
            return poll(self, awaited, how);
        }
        if let Some(frame) = awaited.get::<Frame>()
            && frame.kind() == FrameKind::Coroutine
        {
            // It was driven to its end by hand meanwhile.
            let message = "cannot reuse already awaited coroutine";
            return Err(self.raise(Exc::RuntimeError, message));
        }
        self.poll_iterator(awaited, how)
    }

    /// `send`, `throw` or `next` on an iterator that is delegated to (language reference, 6.2.9).
    fn poll_iterator(&mut self, iterator: &Value, how: Resume) -> R<Poll> {
        let result = match how {
            Resume::Send(value) if value.is_none() => {
                if let Some(poll) = self.next_with_result(iterator)? {
                    return Ok(poll);
                }
                self.call_special(iterator, names::NEXT, &[]).map(Option::unwrap_or_default)
            }
            Resume::Send(value) => {
                let send = self.get_attr(iterator, names::SEND)?;
                self.call(&send, &[value])
            }
            Resume::Throw(raised) if self.matches(&raised, Exc::GeneratorExit) => {
                if let Some(close) = self.find_attr(iterator, names::CLOSE)? {
                    self.call(&close, &[])?;
                }
                return Err(raised);
            }
            Resume::Throw(raised) => match self.find_attr(iterator, names::THROW)? {
                Some(throw) => self.call(&throw, &[raised.into_value()]),
                None => return Err(raised),
            },
        };
        match result {
            Ok(value) => Ok(Poll::Yield(value)),
            Err(raised) if self.matches(&raised, Exc::StopIteration) => {
                Ok(Poll::Ready(stop_value(raised.exception())))
            }
            Err(raised) => Err(raised),
        }
    }

    /// The next value of a built-in iterator or generator; none if the iterator is of another kind.
    fn next_with_result(&mut self, iterator: &Value) -> R<Option<Poll>> {
        if iterator.is::<Frame>() {
            return match self.resume(iterator, Resume::Send(Value::None)) {
                Halt::Yielded(value) => Ok(Some(Poll::Yield(value))),
                Halt::Returned(value) | Halt::Item(value) => Ok(Some(Poll::Ready(value))),
                Halt::Raised(raised) => Err(raised),
            };
        }
        if !self.lookup_special(iterator, names::NEXT).is::<crate::objects::Function>() {
            return Ok(Some(match self.next(iterator)? {
                Some(value) => Poll::Yield(value),
                None => Poll::Ready(Value::None),
            }));
        }
        Ok(None)
    }

    /// What `await` iterates for an object that is neither a frame nor one of the library's awaitables.
    fn awaitable_iterator(&mut self, value: &Value, origin: u8) -> R {
        let method = self.lookup_special(value, names::AWAIT);
        if method.is_unbound() {
            let class = self.type_name(value);
            let message = match origin {
                1 | 2 => {
                    let which = if origin == 1 { "__aenter__" } else { "__aexit__" };
                    format!(
                        "'async with' received an object from {which} that does not implement __await__: {class}"
                    )
                }
                3 => format!("'async for' received an invalid object from __anext__: {class}"),
                _ => format!("object {class} can't be used in 'await' expression"),
            };
            return Err(self.raise(Exc::TypeError, &message));
        }
        let iterator = self.call_method(&method, value, &[])?;
        if iterator.get::<Frame>().is_some_and(|f| f.kind() == FrameKind::Coroutine) {
            return Err(self.raise(Exc::TypeError, "__await__() returned a coroutine"));
        }
        if !self.is_iterator(&iterator) {
            let message = format!(
                "__await__() returned non-iterator of type '{}'",
                self.type_name(&iterator)
            );
            return Err(self.raise(Exc::TypeError, &message));
        }
        Ok(iterator)
    }

    fn yield_from(&mut self, value: &Value) -> R {
        if value.get::<Frame>().is_some_and(|f| f.kind() == FrameKind::Coroutine) {
            let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
            return Err(self.raise(Exc::TypeError, message));
        }
        self.iter(value)
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
        let old = std::mem::replace(unsafe { self.thread.top().register(dst) }, value);
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

    /// Ends the top activation, with its result or exception.
    pub(crate) fn leave(&mut self, result: R) -> Result<Next, Event> {
        let frame = self.thread.top().frame;
        if !frame.is_null() {
            // SAFETY: the frame is alive while it is active.
            return self.leave_frame(unsafe { &*frame }, result);
        }
        let Some(activation) = self.thread.activations.pop() else {
            return Ok(Next::Stop(halt_of(result)));
        };
        self.thread.depth -= 1;
        self.clear_window(&activation);
        match (result, activation.target.ret()) {
            (result, Ret::Exit) => Ok(Next::Stop(halt_of(result))),
            (Err(raised), _) => Err(Event::Raise(raised)),
            (Ok(value), Ret::Init) => match self.check_init(&value) {
                Ok(()) => Ok(Next::Run),
                Err(raised) => Err(Event::Raise(raised)),
            },
            (Ok(value), _) => {
                self.store(activation.target.dst(), value);
                Ok(Next::Run)
            }
        }
    }

    fn leave_frame(&mut self, frame: &Frame, result: R) -> Result<Next, Event> {
        frame.set_state(FrameState::Finished);
        let snapshot = self.thread.top().snapshot.take();
        // Locals only: the temporaries of a handler hold the exception, which holds the snapshot.
        let locals = frame.function().map_or(0, |f| f.code().code.n_locals as usize);
        keep_locals(snapshot.as_ref(), || {
            (0..locals).map(|i| frame.set(i, Value::Unbound)).collect()
        });
        frame.clear_registers();
        let result = self.end_of_frame(frame, result);
        self.emit_frame(EventKind::CoroutineFinished, frame);
        self.give_awaiter(frame, result, false)
    }

    /// What the end of a frame is to its awaiter or driver: `StopIteration` must not leave by accident
    /// (PEP 479), and an async generator's end is an exception.
    fn end_of_frame(&mut self, frame: &Frame, result: R) -> R {
        match result {
            Ok(_) if frame.kind() == FrameKind::AsyncGenerator => {
                Err(self.raise_with(Exc::StopAsyncIteration, Vec::new()))
            }
            Err(raised) if self.matches(&raised, Exc::StopIteration) => {
                Err(self.convert(raised, &format!("{} raised StopIteration", kind_name(frame))))
            }
            Err(raised)
                if frame.kind() == FrameKind::AsyncGenerator
                    && self.matches(&raised, Exc::StopAsyncIteration) =>
            {
                Err(self.convert(raised, "async generator raised StopAsyncIteration"))
            }
            result => result,
        }
    }

    /// A `RuntimeError` whose cause is `raised`.
    fn convert(&mut self, raised: Raised, message: &str) -> Raised {
        let error = self.raise(Exc::RuntimeError, message);
        let cause = raised.into_value();
        error.exception().cause.set(cause.clone());
        error.exception().context.set(cause);
        error.exception().suppress_context.set(true);
        error
    }

    /// Hands a result to whoever waits for the top frame: its awaiter in the chain, or the driver.
    fn give_awaiter(&mut self, frame: &Frame, result: R, item: bool) -> Result<Next, Event> {
        let is_root = std::ptr::eq(frame, self.root());
        if is_root {
            return self.give_driver(result, item);
        }
        let awaiter = frame.awaiter();
        frame.set_awaiter(std::ptr::null());
        // SAFETY: the awaiter waits in the chain, whose root the driver holds.
        let awaiter = unsafe { &*awaiter };
        self.thread.depth = self.thread.depth.saturating_sub(1);
        self.load_frame(awaiter);
        match awaiter.body() {
            Body::Native(body) => {
                drop(awaiter.set(awaiter.len() - 1, Value::Unbound));
                let how = match result {
                    Ok(value) => Resume::Send(value),
                    Err(raised) => Resume::Throw(raised),
                };
                Err(self.step(awaiter, body.step, how))
            }
            Body::Code(_) => match result {
                Ok(value) => {
                    self.finish_await(awaiter, value);
                    Ok(Next::Run)
                }
                Err(raised) => Err(Event::Raise(raised)),
            },
        }
    }

    fn give_driver(&mut self, result: R, item: bool) -> Result<Next, Event> {
        let Some(activation) = self.thread.activations.pop() else {
            return Ok(Next::Stop(halt_of(result)));
        };
        // SAFETY: the driver holds the root.
        let root = unsafe { &*self.root() };
        root.remember_innermost(std::ptr::null());
        self.end_drive();
        match (result, activation.target.ret()) {
            (Err(raised), Ret::ForIter) => Err(Event::Raise(raised)),
            (Ok(_), Ret::ForIter) => {
                self.end_loop();
                Ok(Next::Run)
            }
            (Ok(value), _) if item => Ok(Next::Stop(Halt::Item(value))),
            (result, _) => Ok(Next::Stop(halt_of(result))),
        }
    }

    /// The `ForIter` of the top activation has no more: goes to its target.
    pub(crate) fn end_loop(&mut self) {
        let top = self.thread.top();
        let at = top.current();
        let jump = top.code().instrs[at].jump().unwrap_or(1);
        top.go_to((at as i64 + i64::from(jump)) as usize);
    }

    /// Gives up the registers of a plain activation that has ended, so that the first dies first; a
    /// traceback that has a snapshot of it keeps the locals.
    pub(crate) fn clear_window(&mut self, activation: &Activation) {
        let all = activation.code().code.n_regs;
        let take = |i: u16| {
            // SAFETY: the activation's own registers; it has ended, so no one else uses them.
            std::mem::take(unsafe { activation.register(i) })
        };
        keep_locals(activation.snapshot.as_ref(), || {
            (0..activation.code().code.n_locals).map(take).collect()
        });
        if activation.code().code.kind == CodeKind::Class {
            activation.set_names(Value::Unbound);
        }
        for i in (0..all).rev() {
            drop(take(i));
        }
    }

    /// Unwinds the top activation: to a handler of its own, or out of it.
    fn unwind(&mut self, raised: Raised, trace: bool) -> Result<Next, Event> {
        if self.thread.top().frame.is_null() || self.is_code_frame() {
            if trace {
                self.add_traceback(&raised);
            }
            let top = self.thread.top();
            let at = top.current() as u32;
            let handlers = &top.code().code.handlers;
            if let Some(handler) = handlers.iter().find(|h| (h.start..h.end).contains(&at)).copied()
            {
                for i in (handler.live..top.code().code.n_regs).rev() {
                    // SAFETY: a register of this code.
                    drop(std::mem::take(unsafe { top.register(i) }));
                }
                top.go_to(handler.target as usize);
                self.store(handler.exception, raised.into_value());
                return Ok(Next::Run);
            }
        }
        self.leave(Err(raised))
    }

    fn is_code_frame(&mut self) -> bool {
        // SAFETY: called for activations of frames.
        matches!(unsafe { &*self.thread.top().frame }.body(), Body::Code(_))
    }

    /// Adds the top activation to an exception's traceback.
    fn add_traceback(&mut self, raised: &Raised) {
        let pc = self.thread.top().current();
        let frame = self.snapshot_of_top();
        let next = raised.exception().traceback.get();
        let entry = Traceback { next: ValueCell::new(next), frame, pc };
        raised.exception().traceback.set(Value::new(entry));
    }

    /// The snapshot of the top activation, made at the first demand.
    pub(crate) fn snapshot_of_top(&mut self) -> Ref {
        let top = self.thread.top();
        if let Some(snapshot) = &top.snapshot {
            return snapshot.clone();
        }
        let snapshot = Ref::new(Snapshot {
            function: top.function.clone(),
            locals: Default::default(),
            back: ValueCell::new(Value::None),
            pc: std::cell::Cell::new(top.current()),
        });
        top.snapshot = Some(snapshot.clone());
        snapshot
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

    fn resume_finished(&mut self, frame: &Frame, how: Resume) -> Halt {
        if frame.kind() == FrameKind::Coroutine {
            let message = "cannot reuse already awaited coroutine";
            return Halt::Raised(self.raise(Exc::RuntimeError, message));
        }
        match how {
            Resume::Send(_) => Halt::Returned(Value::None),
            Resume::Throw(raised) => Halt::Raised(raised),
        }
    }

    fn already_running(&mut self, frame: &Frame) -> Raised {
        let message = format!("{} already executing", kind_name(frame));
        self.raise(Exc::ValueError, &message)
    }

    /// An exception thrown into a frame that has not started: it is raised at its first line.
    fn throw_before_start(&mut self, frame: &Frame, raised: Raised) -> Halt {
        if let Body::Code(function) = frame.body() {
            let snapshot = Ref::new(Snapshot {
                function: Value::Obj(function.clone()),
                locals: Default::default(),
                back: ValueCell::new(Value::None),
                pc: std::cell::Cell::new(usize::MAX),
            });
            let next = ValueCell::new(raised.exception().traceback.get());
            let entry = Traceback { next, frame: snapshot, pc: usize::MAX };
            raised.exception().traceback.set(Value::new(entry));
        }
        frame.set_state(FrameState::Finished);
        frame.clear_registers();
        match self.end_of_frame(frame, Err(raised)) {
            Err(raised) => Halt::Raised(raised),
            Ok(value) => Halt::Returned(value),
        }
    }

    /// `close()`: raises `GeneratorExit` where the frame stands, and wants it to end by that.
    ///
    /// # Errors
    /// `RuntimeError` if it yields instead, or what else it raises.
    pub fn close_frame(&mut self, value: &Value) -> R {
        let Some(frame) = value.get::<Frame>() else { return Ok(Value::None) };
        match frame.state() {
            FrameState::Finished => return Ok(Value::None),
            FrameState::Created => {
                frame.set_state(FrameState::Finished);
                frame.clear_registers();
                return Ok(Value::None);
            }
            FrameState::Running | FrameState::Suspended => {}
        }
        let exit = self.raise_with(Exc::GeneratorExit, Vec::new());
        match self.resume(value, Resume::Throw(exit)) {
            Halt::Returned(value) => Ok(value),
            Halt::Raised(raised)
                if self.matches(&raised, Exc::GeneratorExit)
                    || self.matches(&raised, Exc::StopAsyncIteration) =>
            {
                Ok(Value::None)
            }
            Halt::Raised(raised) => Err(raised),
            Halt::Yielded(_) | Halt::Item(_) => {
                let message = format!("{} ignored GeneratorExit", kind_name(frame));
                Err(self.raise(Exc::RuntimeError, &message))
            }
        }
    }

    /// `next(generator)`; none when it has returned.
    pub(crate) fn next_of_generator(&mut self, generator: &Value) -> R<Option<Value>> {
        if generator.get::<Frame>().is_some_and(|f| f.kind() != FrameKind::Generator) {
            let message = format!("'{}' object is not an iterator", self.type_name(generator));
            return Err(self.raise(Exc::TypeError, &message));
        }
        match self.resume(generator, Resume::Send(Value::None)) {
            Halt::Yielded(value) | Halt::Item(value) => Ok(Some(value)),
            Halt::Returned(_) => Ok(None),
            Halt::Raised(raised) => Err(raised),
        }
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

fn halt_of(result: R) -> Halt {
    match result {
        Ok(value) => Halt::Returned(value),
        Err(raised) => Halt::Raised(raised),
    }
}

/// Frames above `frame` in a chain must not go on from what they remember: it is driven by hand now.
fn forget_innermost(frame: &Frame) {
    let mut at = frame.awaiter();
    // SAFETY: an awaiter that is linked is alive: it holds, or is held by, the chain.
    while let Some(awaiter) = unsafe { at.as_ref() } {
        awaiter.remember_innermost(std::ptr::null());
        at = awaiter.awaiter();
    }
}

/// Moves locals into a snapshot, if someone besides the activation has it.
fn keep_locals(snapshot: Option<&Ref>, locals: impl FnOnce() -> Vec<Value>) {
    if let Some(snapshot) = snapshot
        && snapshot.count() > 1
        && let Some(payload) = snapshot.get::<Snapshot>()
    {
        *payload.locals.borrow_mut() = locals();
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
        (FrameState::Created, FrameKind::Coroutine) => vm.warn_never_awaited(frame),
        (FrameState::Suspended, FrameKind::Generator | FrameKind::Coroutine) => {
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
