//! The commonest ways in and out of frames, on the spot: a generator that stands at a `yield` of its own,
//! and a coroutine that is awaited where it was made. They do what `push_frame`, `begin`, `suspend` and
//! `leave_frame` do for these cases, in one stretch without a call; each says no, before it has changed
//! anything, where there is more to be looked after.
#![allow(unsafe_code, reason = "links between frames are raw; each is cut before its frame dies")]

use ouro_bytecode::Instr;

use super::*;
use crate::objects::Function;

impl Vm {
    /// Puts a generator that is driven by itself alone on the stack, to go on with `sent`; `sent` comes back
    /// if there is more to it.
    #[inline(always)]
    pub(crate) fn enter_generator(
        &mut self,
        frame: &Frame,
        sent: Value,
        ret: Ret,
        dst: u16,
    ) -> Result<(), Value> {
        let fresh = frame.is_fresh() && sent.is_none();
        if frame.kind() != FrameKind::Generator
            || !fresh && !frame.stands_alone()
            || self.thread.depth >= self.limits.recursion
        {
            return Err(sent);
        }
        let Body::Code(function) = frame.body() else { return Err(sent) };
        // SAFETY: the body of a frame of code is a function.
        let payload = unsafe { function.get_unchecked::<Function>() };
        let code = payload.code();
        // SAFETY: a frame stands before an instruction of its code.
        let pc = unsafe { code.instrs.as_ptr().add(frame.pc.get() as usize) };
        if !fresh {
            // SAFETY: a frame that has started stands behind an instruction.
            let yielded = unsafe { *pc.sub(1) };
            if yielded.op != Op::Yield {
                return Err(sent);
            }
            // SAFETY: the instruction writes a register of this frame.
            drop(std::mem::replace(unsafe { &mut *frame.base().add(yielded.a as usize) }, sent));
        }
        frame.set_state(FrameState::Running);
        frame.remember_innermost(std::ptr::null());
        let thread = &mut self.thread;
        let free = thread.free();
        let outer_handled = thread.swap_handled(frame.take_handled());
        let activation = thread.activations.len();
        thread.push_drive(Drive {
            root: frame,
            activation,
            outer_handled,
            depth: thread.depth,
            free,
            thrown: std::ptr::null(),
            closing: Value::Unbound,
        });
        thread.depth += 1;
        thread.frames_touched = thread.frames_touched.wrapping_add(1);
        thread.activations.push(Activation {
            base: frame.base(),
            pc,
            code,
            module: payload.module(),
            function: Value::Obj(function.clone()),
            frame,
            snapshot: None,
            target: Target::new(ret, dst).with_care(),
        });
        if self.heap().has_dead() {
            // What the register of `yield` held before.
            crate::value::reap(self);
        }
        Ok(())
    }

    /// `yield` of a generator to the one who drives it: takes it off the stack, and says where the value,
    /// which the caller has, goes.
    #[inline(always)]
    pub(crate) fn leave_generator(&mut self) -> Option<Target> {
        let thread = &mut self.thread;
        let top = thread.top();
        // SAFETY: a frame is alive while it is active.
        let frame = unsafe { top.frame.as_ref() }?;
        let drive = thread.drives.last()?;
        if frame.kind() != FrameKind::Generator
            || !std::ptr::eq(drive.root, frame)
            || thread.top().snapshot.is_some()
        {
            return None;
        }
        let top = thread.top();
        let target = top.target;
        let first = top.code().instrs.as_ptr() as usize;
        frame.pc.set(((top.pc as usize - first) / size_of::<Instr>()) as u32);
        let (outer_handled, depth) = thread.pop_drive();
        frame.set_handled(thread.swap_handled(outer_handled));
        thread.depth = depth;
        frame.set_state(FrameState::Suspended);
        frame.remember_innermost(frame);
        thread.pop_plain();
        Some(target)
    }

    /// Awaits a coroutine that has not started: it takes the place of its awaiter in the activation.
    #[inline(always)]
    pub(crate) fn await_fresh(&mut self, inner: &Frame) -> bool {
        let root = self.root();
        let room = self.thread.depth < self.limits.recursion;
        let top = self.thread.top();
        // SAFETY: a frame is alive while it is active.
        let Some(outer) = (unsafe { top.frame.as_ref() }) else { return false };
        if inner.kind() != FrameKind::Coroutine
            || !inner.is_fresh()
            || !room
            || top.snapshot.is_some()
            || self.observer.is_some()
        {
            return false;
        }
        let Body::Code(function) = inner.body() else { return false };
        let first = top.code().instrs.as_ptr() as usize;
        outer.pc.set(((top.pc as usize - first) / size_of::<Instr>()) as u32);
        if !std::ptr::eq(outer, root) {
            outer.set_state(FrameState::Suspended);
        }
        outer.set_handled(self.thread.swap_handled(Value::None));
        inner.set_awaiter(outer);
        inner.set_state(FrameState::Running);
        self.thread.depth += 1;
        self.thread.frames_touched = self.thread.frames_touched.wrapping_add(1);
        self.put_on_top(inner, function);
        true
    }

    /// The end of a coroutine that a frame of code awaits: its awaiter goes on with the result, which comes
    /// back if there is more to it.
    #[inline(always)]
    pub(crate) fn return_to_awaiter(&mut self, value: Value) -> Result<(), Value> {
        let root = self.root();
        let top = self.thread.top();
        // SAFETY: a frame is alive while it is active.
        let Some(frame) = (unsafe { top.frame.as_ref() }) else { return Err(value) };
        if frame.kind() != FrameKind::Coroutine
            || std::ptr::eq(frame, root)
            || top.snapshot.is_some()
            || self.observer.is_some()
            || self.thread.drives.last().is_none_or(|drive| !drive.thrown.is_null())
        {
            return Err(value);
        }
        // SAFETY: the awaiter waits in the chain, whose root the driver holds.
        let Some(awaiter) = (unsafe { frame.awaiter().as_ref() }) else { return Err(value) };
        let Body::Code(function) = awaiter.body() else { return Err(value) };
        frame.finish();
        frame.set_awaiter(std::ptr::null());
        awaiter.set_state(FrameState::Running);
        drop(self.thread.swap_handled(awaiter.take_handled()));
        self.thread.depth = self.thread.depth.saturating_sub(1);
        self.thread.frames_touched = self.thread.frames_touched.wrapping_add(1);
        self.put_on_top(awaiter, function);
        // SAFETY: it stands behind its `Await`, whose operands are registers of its own.
        unsafe {
            let i = *self.thread.top().pc.sub(1);
            drop(std::mem::take(&mut *awaiter.base().add(i.b as usize)));
            drop(std::mem::replace(&mut *awaiter.base().add(i.a as usize), value.in_words()));
        }
        Ok(())
    }

    /// Makes the top activation, which is that of another frame of the chain, this frame's.
    #[inline(always)]
    fn put_on_top(&mut self, frame: &Frame, function: &Ref) {
        // SAFETY: the body of a frame of code is a function.
        let payload = unsafe { function.get_unchecked::<Function>() };
        let code = payload.code();
        let top = self.thread.top();
        top.frame = frame;
        top.base = frame.base();
        top.code = code;
        top.module = payload.module();
        // SAFETY: a frame stands before an instruction of its code.
        top.pc = unsafe { code.instrs.as_ptr().add(frame.pc.get() as usize) };
        let before = std::mem::replace(&mut top.function, Value::Obj(function.clone()));
        drop(before);
    }
}
