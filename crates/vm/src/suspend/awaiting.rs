//! Going inwards: what `await` and `yield from` wait for, and how a frame that waits goes on.
#![allow(unsafe_code, reason = "links between frames are raw; each is cut before its frame dies")]

use super::drive::forget_innermost;
use super::*;
use crate::objects::{CoroutineWrapper, Iter, NativeIter, RangeIter};

impl Vm {
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
            if let Some(anext) = object.get::<AnextAwaitable>() {
                let inner = anext.frame.clone();
                drop(frame.set(register, inner.clone()));
                if let Some(inner) = inner.get::<Frame>() {
                    return self.begin_frame(inner, Resume::Send(Value::None));
                }
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

    /// Links a frame to the top one and switches to it.
    pub(super) fn begin_frame(&mut self, inner: &Frame, how: Resume) -> R<Begun> {
        let outer = self.thread.top().frame;
        match inner.state() {
            FrameState::Finished if inner.kind() == FrameKind::Coroutine => {
                let message = "cannot reuse already awaited coroutine";
                return Err(self.raise(Exc::RuntimeError, message));
            }
            FrameState::Finished => return Ok(Begun::Ready(Value::None)),
            FrameState::Running => return Err(self.already_running(inner)),
            FrameState::Suspended if inner.kind() == FrameKind::Coroutine => {
                let message = "coroutine is being awaited already";
                return Err(self.raise(Exc::RuntimeError, message));
            }
            FrameState::Suspended | FrameState::Created => {}
        }
        // The frame may have been driven by hand before, and be the start of a chain itself, or its middle.
        let remembered = inner.innermost();
        let (end, length) = if inner.state() == FrameState::Suspended {
            self.end_of_chain(inner, remembered)
        } else {
            (std::ptr::from_ref(inner), 1)
        };
        // SAFETY: held by the chain.
        let end = unsafe { &*end };
        if end.state() == FrameState::Running {
            return Err(self.already_running(inner));
        }
        if self.thread.depth + length > self.depth_limit() {
            end_unentered(inner);
            return Err(self.too_deep(""));
        }
        self.thread.depth += length;
        self.park();
        forget_innermost(inner);
        inner.set_awaiter(outer);
        self.load_frame(end);
        Ok(Begun::Switched(how))
    }

    /// What is thrown into a frame that handles an exception gets that as its context.
    pub(super) fn chain(&mut self, raised: &Raised) {
        if !self.thread.handled.is_none() {
            self.set_context(raised);
        }
    }

    /// Goes on with the top frame. None: dispatch has to run it.
    pub(super) fn enter_frame(&mut self, how: Resume) -> Option<Event> {
        if let Resume::Throw(raised) = &how {
            self.chain(raised);
        }
        // SAFETY: only frames are entered.
        let frame = unsafe { &*self.thread.top().frame };
        match frame.body() {
            Body::Native(body) => Some(self.enter_native(frame, body.step, how)),
            Body::Code(_) => self.enter_code(frame, how),
        }
    }

    pub(super) fn enter_native(
        &mut self,
        frame: &Frame,
        step: fn(&mut Vm, &Frame, Resume) -> Step,
        how: Resume,
    ) -> Event {
        // What it awaits may be one of the library's awaitables, which has to be asked first.
        let register = frame.len() - 1;
        let awaited = frame.get(register);
        // A frame was switched to, and has said how it ended.
        let how = match awaited.as_ref().filter(|o| !o.is::<Frame>()) {
            Some(_) => match self.poll(&awaited, how) {
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

    pub(super) fn step(
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

    pub(super) fn await_in_native(&mut self, value: Value) -> Event {
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

    pub(super) fn enter_code(&mut self, frame: &Frame, how: Resume) -> Option<Event> {
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
                match (frame.get(instr.b as usize), how) {
                    // What it awaited has been closed.
                    (Value::Unbound, Resume::Throw(raised)) => Err(raised),
                    (awaited, how) => self.poll(&awaited, how),
                }
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
    pub(super) fn finish_await(&mut self, frame: &Frame, value: Value) {
        let top = self.thread.top();
        let at = top.current();
        let instr = top.code().instrs[at];
        drop(frame.set(instr.b as usize, Value::Unbound));
        drop(frame.set(instr.a as usize, value));
    }

    /// Goes on with what a frame awaits, which is no frame that could be switched to.
    pub(super) fn poll(&mut self, awaited: &Value, how: Resume) -> R<Poll> {
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
    pub(super) fn poll_iterator(&mut self, iterator: &Value, how: Resume) -> R<Poll> {
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
    pub(super) fn next_with_result(&mut self, iterator: &Value) -> R<Option<Poll>> {
        if iterator.is::<Frame>() {
            return match self.resume(iterator, Resume::Send(Value::None)) {
                Halt::Yielded(value) => Ok(Some(Poll::Yield(value))),
                Halt::Returned(value) | Halt::Item(value) => Ok(Some(Poll::Ready(value))),
                Halt::Raised(raised) => Err(raised),
            };
        }
        // Others say by `StopIteration` what their result is.
        if iterator.is::<RangeIter>() || iterator.is::<Iter>() || iterator.is::<NativeIter>() {
            return Ok(Some(match self.next(iterator)? {
                Some(value) => Poll::Yield(value),
                None => Poll::Ready(Value::None),
            }));
        }
        Ok(None)
    }

    /// What `await` iterates for an object that is neither a frame nor one of the library's awaitables.
    pub(super) fn awaitable_iterator(&mut self, value: &Value, origin: u8) -> R {
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
        if let Some(CoroutineWrapper(coroutine)) = iterator.get() {
            return Ok(coroutine.clone());
        }
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

    pub(super) fn yield_from(&mut self, value: &Value) -> R {
        if value.get::<Frame>().is_some_and(|f| f.kind() == FrameKind::Coroutine) {
            let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
            return Err(self.raise(Exc::TypeError, message));
        }
        if let Some(CoroutineWrapper(coroutine)) = value.get() {
            return Ok(coroutine.clone());
        }
        self.iter(value)
    }
}
