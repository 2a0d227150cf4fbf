//! Drivers: resuming a frame from outside (`send`, `throw`, `close`, `next`, a task's step), and finding
//! the end of its chain of awaits.
#![allow(unsafe_code, reason = "links between frames are raw; each is cut before its frame dies")]

use super::*;

impl Vm {
    /// Drives a frame: resumes it, and gives what stops it again.
    pub fn resume(&mut self, root: &Value, how: Resume) -> Halt {
        let Some(frame) = root.get::<Frame>() else {
            return Halt::Raised(self.raise(Exc::TypeError, "not a generator or coroutine"));
        };
        if self.thread.native_depth >= crate::thread::NATIVE_DEPTH
            || self.thread.depth >= self.depth_limit()
        {
            if let Resume::Send(_) = how {
                end_unentered(frame);
            }
            return Halt::Raised(self.too_deep(""));
        }
        let how = match how {
            Resume::Send(sent) => match self.enter_generator(frame, sent, Ret::Exit, 0) {
                Ok(()) => {
                    self.thread.native_depth += 1;
                    let halt = self.run();
                    self.thread.native_depth -= 1;
                    return halt;
                }
                Err(sent) => Resume::Send(sent),
            },
            how => how,
        };
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
        let (inner, length) = self.end_of_chain(root, root.innermost());
        // SAFETY: a frame at the end of the chain is held by the register of the one before it.
        let inner = unsafe { &*inner };
        if inner.state() == FrameState::Running {
            return Err(Halt::Raised(self.already_running(root)));
        }
        forget_innermost(root);
        let (inner, length, how) = match how {
            Resume::Send(_) if self.thread.depth + length > self.depth_limit() => {
                self.cut_chain(root)
            }
            how => (inner, length, how),
        };
        let (closing, how) = match how {
            Resume::Throw(raised) if !std::ptr::eq(inner, root) => self.throw_inwards(raised),
            how => (Value::Unbound, how),
        };
        let drive = Drive {
            root,
            activation: self.thread.activations.len(),
            outer_handled: std::mem::replace(&mut self.thread.handled, Value::None),
            depth: self.thread.depth,
            free: self.thread.free(),
            thrown: if matches!(how, Resume::Throw(_)) { inner } else { std::ptr::null() },
            closing,
        };
        self.thread.drives.push(drive);
        self.thread.depth += length;
        self.thread.activations.push(Activation {
            base: inner.base(),
            pc: std::ptr::null(),
            code: std::ptr::null(),
            module: std::ptr::null(),
            function: Value::Unbound,
            frame: inner,
            snapshot: None,
            target: Target::new(ret, dst).with_care(),
        });
        root.set_state(FrameState::Running);
        self.load_frame(inner);
        Ok(how)
    }

    /// What is thrown into the middle of a chain: `GeneratorExit` closes each frame that is awaited before it is raised
    /// in the one that awaits it.
    fn throw_inwards(&mut self, raised: Raised) -> (Value, Resume) {
        if !self.matches(&raised, Exc::GeneratorExit) {
            return (Value::Unbound, Resume::Throw(raised));
        }
        let exit = self.raise_with(Exc::GeneratorExit, Vec::new());
        (raised.into_value(), Resume::Throw(exit))
    }

    /// The end of the chain that starts at a frame, which has stopped, and how many frames that has.
    pub(super) fn end_of_chain(
        &mut self,
        root: &Frame,
        remembered: *const Frame,
    ) -> (*const Frame, usize) {
        // SAFETY: a frame at the end of the chain is held by the register of the one before it.
        if let Some(end) = unsafe { remembered.as_ref() } {
            return (end, root.length_to(end));
        }
        let (end, asked) = innermost(root);
        self.thread.frames_touched = self.thread.frames_touched.wrapping_add(asked);
        (end, asked as usize)
    }

    /// A chain that is too long to be resumed whole: its last frame that fits gives up what it awaits, for there
    /// a `RecursionError` is raised.
    #[cold]
    fn cut_chain<'a>(&mut self, root: &'a Frame) -> (&'a Frame, usize, Resume) {
        let room = self.depth_limit().saturating_sub(self.thread.depth).max(1);
        let (mut last, mut length) = (root, 1);
        while length < room
            && let Some(inner) = last.linked()
        {
            (last, length) = (inner, length + 1);
        }
        if let (Some(inner), Some(register)) = (last.linked(), awaited_register(last)) {
            inner.set_awaiter(std::ptr::null());
            drop(last.set(register, Value::Unbound));
        }
        (last, length, Resume::Throw(self.too_deep("")))
    }

    /// How often a frame was put on the stack, or asked what it awaits, so far: what driving costs.
    #[must_use]
    pub fn frames_touched(&self) -> u32 {
        self.thread.frames_touched
    }

    /// Makes the top activation that of `frame`.
    pub(super) fn load_frame(&mut self, frame: &Frame) {
        frame.set_state(FrameState::Running);
        self.thread.frames_touched = self.thread.frames_touched.wrapping_add(1);
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

    pub(super) fn resume_finished(&mut self, frame: &Frame, how: Resume) -> Halt {
        if frame.kind() == FrameKind::Coroutine {
            let message = "cannot reuse already awaited coroutine";
            return Halt::Raised(self.raise(Exc::RuntimeError, message));
        }
        match how {
            Resume::Send(_) => Halt::Returned(Value::None),
            Resume::Throw(raised) => Halt::Raised(raised),
        }
    }

    pub(super) fn already_running(&mut self, frame: &Frame) -> Raised {
        let message = format!("{} already executing", kind_name(frame));
        self.raise(Exc::ValueError, &message)
    }

    /// An exception thrown into a frame that has not started: it is raised at its first line.
    pub(super) fn throw_before_start(&mut self, frame: &Frame, raised: Raised) -> Halt {
        if let Body::Code(function) = frame.body()
            && !frame.function().is_some_and(|f| self.hides(f.code().code.source))
        {
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
        frame.finish();
        Halt::Raised(raised)
    }

    /// `close()`: raises `GeneratorExit` where the frame stands, and wants it to end by that.
    ///
    /// # Errors
    /// `RuntimeError` if it yields instead, or what else it raises.
    pub fn close_frame(&mut self, value: &Value) -> R {
        // What a frame awaits is closed before it, the innermost first; an exception that leaves there is
        // raised in the awaiter instead of a new `GeneratorExit`.
        let mut chain = vec![value.clone()];
        while let Some(inner) = chain.last().and_then(|v| v.get()).and_then(awaited_frame) {
            chain.push(inner);
        }
        let mut thrown = None;
        loop {
            let Some(closing) = chain.pop() else { return Ok(Value::None) };
            let result = self.close_one(&closing, thrown.take());
            let Some(outer) = chain.last().and_then(|v| v.get::<Frame>()) else { return result };
            if let (Some(inner), Some(register)) = (closing.get::<Frame>(), awaited_register(outer))
            {
                inner.set_awaiter(std::ptr::null());
                drop(outer.set(register, Value::Unbound));
                outer.remember_innermost(std::ptr::null());
            }
            drop(closing);
            self.reap();
            thrown = result.err();
        }
    }

    /// Closes a frame that awaits no other.
    fn close_one(&mut self, value: &Value, thrown: Option<Raised>) -> R {
        let Some(frame) = value.get::<Frame>() else { return Ok(Value::None) };
        match frame.state() {
            FrameState::Finished => return Ok(Value::None),
            FrameState::Created => {
                frame.finish();
                return Ok(Value::None);
            }
            FrameState::Running | FrameState::Suspended => {}
        }
        if self.thread.depth >= self.depth_limit() {
            end_unentered(frame);
            return Err(self.too_deep(""));
        }
        let exit = match thrown {
            Some(raised) => raised,
            None => self.raise_with(Exc::GeneratorExit, Vec::new()),
        };
        match self.resume(value, Resume::Throw(exit)) {
            Halt::Returned(value) => Ok(value),
            Halt::Raised(raised) if self.matches(&raised, Exc::GeneratorExit) => Ok(Value::None),
            Halt::Raised(raised) => Err(raised),
            Halt::Yielded(_) | Halt::Item(_) => {
                let message = format!("{} ignored GeneratorExit", kind_name(frame));
                Err(self.raise(Exc::RuntimeError, &message))
            }
        }
    }

    /// `next(generator)`; unbound when it has returned.
    pub(crate) fn next_of_generator(&mut self, generator: &Value) -> R {
        if generator.get::<Frame>().is_some_and(|f| f.kind() != FrameKind::Generator) {
            let message = format!("'{}' object is not an iterator", self.type_name(generator));
            return Err(self.raise(Exc::TypeError, &message));
        }
        match self.resume(generator, Resume::Send(Value::None)) {
            Halt::Yielded(value) | Halt::Item(value) => Ok(value.in_words()),
            Halt::Returned(_) => Ok(Value::Unbound),
            Halt::Raised(raised) => Err(raised),
        }
    }
}

/// What cannot be entered for want of depth is over, as in CPython.
pub(crate) fn end_unentered(frame: &Frame) {
    if !matches!(frame.state(), FrameState::Created | FrameState::Suspended) {
        return;
    }
    if let Some(inner) = frame.linked() {
        inner.set_awaiter(std::ptr::null());
    }
    forget_innermost(frame);
    frame.finish();
}

/// The end of the chain of awaits from `frame` on, and how many frames had to be asked for it.
fn innermost(frame: &Frame) -> (*const Frame, u32) {
    let mut at = frame;
    let mut asked = 0;
    loop {
        asked += 1;
        match at.linked() {
            Some(inner) if inner.state() != FrameState::Finished => at = inner,
            _ => return (at, asked),
        }
    }
}

/// Frames above `frame` in a chain must not go on from what they remember: it is driven by hand now, or is
/// awaited by another.
pub(super) fn forget_innermost(frame: &Frame) {
    let mut at = frame.awaiter();
    // SAFETY: an awaiter that is linked is alive: it holds, or is held by, the chain.
    while let Some(awaiter) = unsafe { at.as_ref() } {
        awaiter.remember_innermost(std::ptr::null());
        at = awaiter.awaiter();
    }
}

/// The generator or coroutine that a frame awaits, while the two are linked and neither runs.
fn awaited_frame(frame: &Frame) -> Option<Value> {
    if frame.state() != FrameState::Suspended || frame.linked().is_none() {
        return None;
    }
    let awaited = frame.awaiting();
    awaited.is::<Frame>().then_some(awaited)
}
