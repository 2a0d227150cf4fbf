//! Frames as scripts see them: the stack as a chain of snapshots, and where each of them stands.

use std::cell::Cell;

use ouro_bytecode::{Code, CodeKind};

use crate::cells::ValueCell;
use crate::objects::{Body, Frame, FrameState, Function, Module, Snapshot, Traceback};
use crate::thread::{Activation, Caller};
use crate::value::{Ref, Value};
use crate::vm::{R, Vm};

/// Where a function of a script is that calls into the library.
pub struct CallerPlace {
    /// The module whose code it is.
    pub module: Value,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl Vm {
    /// What runs and what awaits it, without the library's own: the innermost first.
    pub(crate) fn shown_callers(&self) -> Vec<Caller<'_>> {
        let shown = |caller: &Caller<'_>| !self.hides(caller.function.code().code.source);
        self.thread.callers().into_iter().filter(shown).collect()
    }

    /// The line of an instruction.
    pub(crate) fn line_of(&self, code: &Code, pc: usize) -> u32 {
        let at = code.place(pc).map(|place| place.span.start);
        let source = self.sources.get(code.source);
        at.zip(source).map_or(code.first_line, |(at, source)| source.line(at))
    }

    /// Where the function is that calls, for level 0; the one that called or awaits it, for 1; and so on.
    #[must_use]
    pub fn caller_place(&self, level: usize) -> Option<CallerPlace> {
        let caller = self.shown_callers().into_iter().nth(level)?;
        let code = &caller.function.code().code;
        Some(CallerPlace {
            module: Value::Obj(caller.function.globals.clone()),
            file: self.sources.get(code.source)?.name.to_string(),
            line: self.line_of(code, caller.pc),
        })
    }

    /// The stack as frame objects, each linked to the one that called it: the one at `level` (see
    /// [`Vm::caller_place`]), if there are so many.
    pub fn stack_frame(&mut self, level: usize) -> Option<Value> {
        let callers = self.shown_callers().into_iter().skip(level);
        let known = callers.map(|caller| {
            let activation = caller.activation.and_then(|at| self.thread.activations.get(at));
            let existing = activation.and_then(|activation| activation.snapshot.clone());
            (caller.activation, caller.pc, existing, function_of(activation, caller))
        });
        let known: Vec<_> = known.collect();
        let mut back = Value::None;
        for (activation, pc, existing, function) in known.into_iter().rev() {
            let snapshot = existing.unwrap_or_else(|| {
                Ref::new(Snapshot {
                    function,
                    locals: Default::default(),
                    back: ValueCell::new(Value::None),
                    pc: Cell::new(pc),
                })
            });
            if let Some(payload) = snapshot.get::<Snapshot>() {
                payload.pc.set(pc);
                payload.back.set(back);
            }
            if let Some(at) = activation
                && let Some(activation) = self.thread.activations.get_mut(at)
            {
                activation.set_snapshot(snapshot.clone());
            }
            back = Value::Obj(snapshot);
        }
        (!back.is_none()).then_some(back)
    }

    /// The frame object of a generator or coroutine that has not finished; of one that runs, its place on the stack.
    #[must_use]
    pub fn frame_of(&mut self, frame: &Frame) -> Option<Value> {
        let Body::Code(function) = frame.body() else { return None };
        match frame.state() {
            FrameState::Finished => return None,
            FrameState::Running => {
                let is_it = |caller: &Caller<'_>| {
                    let at = caller.activation.and_then(|at| self.thread.activations.get(at));
                    let own = at.map(|at| at.frame).or(caller.frame.map(std::ptr::from_ref));
                    own.is_some_and(|own| std::ptr::eq(own, frame))
                };
                let level = self.shown_callers().iter().position(is_it);
                if let Some(level) = level {
                    return self.stack_frame(level);
                }
            }
            FrameState::Created | FrameState::Suspended => {}
        }
        Some(Value::Obj(Ref::new(Snapshot {
            function: Value::Obj(function.clone()),
            locals: (0..frame.len()).map(|at| frame.get(at)).collect::<Vec<_>>().into(),
            back: ValueCell::new(Value::None),
            // Before it begins it stands at its first line, where no instruction is.
            pc: Cell::new((frame.pc.get() as usize).wrapping_sub(1)),
        })))
    }

    /// The line where a frame stands, or stood last as far as is known.
    #[must_use]
    pub fn frame_line(&self, frame: &Snapshot) -> u32 {
        let Some(function) = frame.function.get::<Function>() else { return 0 };
        let pc = self.activation_of(frame).map_or(frame.pc.get(), |at| {
            self.thread.activations.get(at).map_or(0, Activation::current)
        });
        self.line_of(&function.code().code, pc)
    }

    /// The line of a step of a traceback.
    #[must_use]
    pub fn traceback_line(&self, step: &Traceback) -> u32 {
        let function = step.frame.get::<Snapshot>().map(|frame| &frame.function);
        function
            .and_then(Value::get::<Function>)
            .map_or(0, |function| self.line_of(&function.code().code, step.pc))
    }

    fn activation_of(&self, frame: &Snapshot) -> Option<usize> {
        self.thread.activations.iter().rposition(|activation| {
            let snapshot = activation.snapshot.as_ref().and_then(Ref::get::<Snapshot>);
            snapshot.is_some_and(|snapshot| std::ptr::eq(snapshot, frame))
        })
    }

    /// The locals of a frame, by their names; those of a module's body are its globals.
    ///
    /// # Errors
    /// None but for want of memory.
    pub fn frame_locals(&mut self, frame: &Snapshot) -> R {
        let function = frame.function.clone();
        let Some(payload) = function.get::<Function>() else { return Ok(Value::None) };
        let activation = self.activation_of(frame).and_then(|at| self.thread.activations.get(at));
        match payload.code().code.kind {
            CodeKind::Module => {
                let module = Value::Obj(payload.globals.clone());
                return self.get_attr_text(&module, "__dict__");
            }
            CodeKind::Class => {
                return Ok(activation.map_or(Value::None, Activation::names));
            }
            _ => {}
        }
        let locals = match activation {
            Some(activation) => activation.locals(),
            None => frame.locals.borrow().clone(),
        };
        self.locals_dict(payload, locals)
    }

    /// The globals of a frame.
    ///
    /// # Errors
    /// None but for want of memory.
    pub fn frame_globals(&mut self, frame: &Snapshot) -> R {
        let Some(function) = frame.function.get::<Function>() else { return Ok(Value::None) };
        let module = Value::Obj(function.globals.clone());
        debug_assert!(module.is::<Module>());
        self.get_attr_text(&module, "__dict__")
    }
}

/// The function of a caller as a value: its activation's, or that of the frame that awaits.
fn function_of(activation: Option<&Activation>, caller: Caller<'_>) -> Value {
    match (activation, caller.frame.map(Frame::body)) {
        (Some(activation), _) => activation.function.clone(),
        (None, Some(Body::Code(function))) => Value::Obj(function.clone()),
        _ => Value::None,
    }
}
