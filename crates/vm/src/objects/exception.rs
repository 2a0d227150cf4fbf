//! Exceptions, tracebacks, and the snapshots of frames that tracebacks keep.

use std::cell::{Cell, OnceCell, RefCell};

use super::namespace::Namespace;
use crate::cells::ValueCell;
use crate::value::{Ref, Value};

/// An instance of `BaseException` or of a class derived from it.
pub struct Exception {
    /// Its class.
    pub class: ValueCell,
    /// `__context__`, or `None`. Fields die from the last on.
    pub context: ValueCell,
    /// `__cause__`, or `None`.
    pub cause: ValueCell,
    /// `__traceback__`: a [`Traceback`], or `None`.
    pub traceback: ValueCell,
    /// `args`, a tuple.
    pub args: ValueCell,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// What frames of the library hold while the exception is on its way; a traceback would keep it.
    pub held: ValueCell,
    /// Other attributes: what a script sets, `__notes__`, and what the class has of its own
    /// (`value`, `errno`, `name`, ...).
    pub attributes: OnceCell<Box<Namespace>>,
}
crate::object!(
    Exception,
    "BaseException",
    { class, args, traceback, cause, context, suppress_context, held, attributes },
    finalize = crate::classes::finalize_instance
);

impl Exception {
    /// A new one, raised nowhere yet.
    #[must_use]
    pub fn new(class: Value, args: Value) -> Self {
        Self {
            class: ValueCell::new(class),
            args: ValueCell::new(args),
            traceback: ValueCell::new(Value::None),
            cause: ValueCell::new(Value::None),
            context: ValueCell::new(Value::None),
            suppress_context: Cell::new(false),
            held: ValueCell::default(),
            attributes: OnceCell::new(),
        }
    }

    /// Its attributes, made if there are none yet.
    pub fn namespace(&self) -> &Namespace {
        self.attributes.get_or_init(Box::default)
    }
}

/// One step of a traceback: a frame, and where in it.
pub struct Traceback {
    /// The frame's [`Snapshot`]. Fields die from the last on.
    pub frame: Ref,
    /// The next step towards where the exception was raised, or `None`.
    pub next: ValueCell,
    /// The instruction.
    pub pc: usize,
}
crate::object!(Traceback, "traceback", { next, frame, pc });

impl Traceback {
    /// Where in the source it is.
    #[must_use]
    pub fn place(&self) -> Option<(ouro_diag::SourceId, ouro_bytecode::Place)> {
        let function = &self.frame.get::<Snapshot>()?.function;
        let code = &function.get::<super::Function>()?.code().code;
        Some((code.source, code.place(self.pc)?))
    }
}

/// What is kept of a frame when it is no more: its function, and its locals if a traceback wants them.
pub struct Snapshot {
    /// The function.
    pub function: Value,
    /// The locals; empty while the frame still runs.
    pub locals: RefCell<Vec<Value>>,
    /// The snapshot of the frame that called, or `None`; filled for those who ask for a stack.
    pub back: ValueCell,
    /// The instruction, kept up to date for whoever asks for a stack.
    pub pc: Cell<usize>,
}
crate::object!(Snapshot, "frame", { function, locals, back, pc });

impl Drop for Snapshot {
    /// Locals die from the first on: the dead are a stack.
    fn drop(&mut self) {
        while let Some(local) = self.locals.get_mut().pop() {
            drop(local);
        }
    }
}
