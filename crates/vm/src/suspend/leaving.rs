//! Going outwards: how activations and frames end, by returning or by an exception, and who gets what
//! comes of it.
#![allow(unsafe_code, reason = "links between frames are raw; each is cut before its frame dies")]

use super::*;

impl Vm {
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

    pub(super) fn leave_frame(&mut self, frame: &Frame, result: R) -> Result<Next, Event> {
        frame.set_state(FrameState::Finished);
        let snapshot = self.thread.top().snapshot.take();
        // Locals only: the temporaries of a handler hold the exception, which holds the snapshot.
        let locals = frame.function().map_or(0, |f| f.code().n_locals as usize);
        keep_locals(snapshot.as_ref(), || {
            (0..locals).map(|i| frame.set(i, Value::Unbound)).collect()
        });
        frame.finish();
        let result = self.end_of_frame(frame, result);
        self.emit_frame(EventKind::CoroutineFinished, frame);
        self.give_awaiter(frame, result, false)
    }

    /// What the end of a frame is to its awaiter or driver: `StopIteration` must not leave by accident
    /// (PEP 479), and an async generator's end is an exception.
    pub(super) fn end_of_frame(&mut self, frame: &Frame, result: R) -> R {
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
    pub(super) fn convert(&mut self, raised: Raised, message: &str) -> Raised {
        let error = self.raise(Exc::RuntimeError, message);
        let cause = raised.into_value();
        error.exception().cause.set(cause.clone());
        error.exception().context.set(cause);
        error.exception().suppress_context.set(true);
        error
    }

    /// Hands a result to whoever waits for the top frame: its awaiter in the chain, or the driver.
    pub(super) fn give_awaiter(
        &mut self,
        frame: &Frame,
        result: R,
        item: bool,
    ) -> Result<Next, Event> {
        let is_root = std::ptr::eq(frame, self.root());
        if is_root {
            return self.give_driver(result, item);
        }
        let awaiter = frame.awaiter();
        frame.set_awaiter(std::ptr::null());
        // SAFETY: the awaiter waits in the chain, whose root the driver holds.
        let awaiter = unsafe { &*awaiter };
        let result = if frame.kind() == FrameKind::AsyncGenerator {
            match awaiter.awaiting().get::<AsyncGenStep>() {
                Some(step) => self.outcome_of_step(step, result, item),
                None => result,
            }
        } else {
            result
        };
        self.thread.depth = self.thread.depth.saturating_sub(1);
        self.load_frame(awaiter);
        let result = self.past_throw(frame, awaiter, result);
        self.deliver(awaiter, result)
    }

    /// A frame of a chain into which an exception was thrown ends: its awaiter gets what comes of it as thrown too.
    #[inline]
    fn past_throw(&mut self, frame: &Frame, awaiter: &Frame, result: R) -> R {
        match self.thread.drives.last_mut() {
            Some(drive) if std::ptr::eq(drive.thrown, frame) => drive.thrown = awaiter,
            _ => return result,
        }
        let result = self.past_close(awaiter, result);
        if let Err(raised) = &result {
            self.chain(raised);
        }
        result
    }

    /// A frame that was closed has ended; if that went well, its awaiter gets the `GeneratorExit`.
    fn past_close(&mut self, awaiter: &Frame, result: R) -> R {
        let closing = self.thread.drives.last().map(|drive| drive.closing.clone());
        let Some(closing @ Value::Obj(_)) = closing else { return result };
        match result {
            Err(raised)
                if ![Exc::GeneratorExit, Exc::StopIteration, Exc::StopAsyncIteration]
                    .iter()
                    .any(|exc| self.matches(&raised, *exc)) =>
            {
                Err(raised)
            }
            _ => match Raised::from_value(closing) {
                Some(raised) if std::ptr::eq(awaiter, self.root()) => Err(raised),
                _ => Err(self.raise_with(Exc::GeneratorExit, Vec::new())),
            },
        }
    }

    /// What was closed has yielded instead of ending: it is left as it is, and its awaiter gets an error. None where
    /// that is the driver's to say.
    #[inline]
    pub(super) fn exit_ignored(&mut self) -> Option<Event> {
        match self.thread.drives.last() {
            Some(drive)
                if !drive.closing.is_unbound() && !std::ptr::eq(drive.thrown, drive.root) =>
            {
                self.leave_unclosed()
            }
            _ => None,
        }
    }

    #[cold]
    fn leave_unclosed(&mut self) -> Option<Event> {
        let closed = self.thread.drives.last()?.thrown;
        self.park();
        let mut at = self.thread.top().frame;
        while !std::ptr::eq(at, closed) {
            // SAFETY: the chain is alive while it is active.
            at = unsafe { at.as_ref() }?.awaiter();
            self.thread.depth = self.thread.depth.saturating_sub(1);
        }
        // SAFETY: as above; its awaiter too.
        let (closed, awaiter) = unsafe { (closed.as_ref()?, (*closed).awaiter().as_ref()?) };
        closed.set_state(FrameState::Suspended);
        closed.set_awaiter(std::ptr::null());
        self.thread.depth = self.thread.depth.saturating_sub(1);
        self.load_frame(awaiter);
        let error =
            self.raise(Exc::RuntimeError, &format!("{} ignored GeneratorExit", kind_name(closed)));
        if let Some(drive) = self.thread.drives.last_mut() {
            drive.thrown = awaiter;
        }
        self.chain(&error);
        // An error is always an event.
        self.deliver(awaiter, Err(error)).err()
    }

    /// Goes on with a frame that is on top, which gets the result of what it awaited.
    fn deliver(&mut self, awaiter: &Frame, result: R) -> Result<Next, Event> {
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

    pub(super) fn give_driver(&mut self, result: R, item: bool) -> Result<Next, Event> {
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
        let all = activation.code().n_regs;
        let take = |i: u16| {
            // SAFETY: the activation's own registers; it has ended, so no one else uses them.
            std::mem::take(unsafe { activation.register(i) })
        };
        keep_locals(activation.snapshot.as_ref(), || {
            (0..activation.code().n_locals).map(take).collect()
        });
        if activation.code().code.kind == CodeKind::Class {
            activation.set_names(Value::Unbound);
        }
        for i in (0..all).rev() {
            drop(take(i));
        }
    }

    /// Unwinds the top activation: to a handler of its own, or out of it.
    pub(super) fn unwind(&mut self, raised: Raised, trace: bool) -> Result<Next, Event> {
        if self.thread.top().frame.is_null() || self.is_code_frame() {
            if trace {
                self.add_traceback(&raised);
            }
            let dying = self.is_dying();
            let top = self.thread.top();
            let at = top.current() as u32;
            let code = &top.code().code;
            let handler = code.handlers.iter().find(|h| (h.start..h.end).contains(&at)).copied();
            let handler = handler.filter(|_| !dying);
            // Temporaries die from the last on.
            for i in handler.map_or(code.n_locals, |h| h.live)..code.n_regs {
                // SAFETY: a register of this code.
                drop(std::mem::take(unsafe { top.register(i) }));
            }
            // What was in use dies where it was.
            if self.heap().has_dead() {
                self.reap();
            }
            if let Some(handler) = handler {
                self.thread.top().go_to(handler.target as usize);
                self.store(handler.exception, raised.into_value());
                return Ok(Next::Run);
            }
        }
        self.leave(Err(raised))
    }

    pub(super) fn is_code_frame(&mut self) -> bool {
        // SAFETY: called for activations of frames.
        matches!(unsafe { &*self.thread.top().frame }.body(), Body::Code(_))
    }

    /// Adds the top activation to an exception's traceback, unless its code is of the library.
    pub(super) fn add_traceback(&mut self, raised: &Raised) {
        let top = self.thread.top();
        let (pc, source) = (top.current(), top.code().code.source);
        if self.hides(source) {
            return;
        }
        let frame = self.snapshot_of_top();
        let next = raised.exception().traceback.get();
        let entry = Traceback { next: ValueCell::new(next), frame, pc };
        raised.exception().traceback.set(Value::new(entry));
    }

    /// An exception that no code raised is traced to where the script is.
    pub(crate) fn trace_to_script(&mut self, raised: &Raised) {
        let running = self.thread.activations.last().is_some_and(|top| !top.code.is_null());
        if running && raised.exception().traceback.get().is_none() {
            self.add_traceback(raised);
        }
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
        top.set_snapshot(snapshot.clone());
        snapshot
    }
}

fn halt_of(result: R) -> Halt {
    match result {
        Ok(value) => Halt::Returned(value),
        Err(raised) => Halt::Raised(raised),
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
