//! The built-in exceptions: one table of names and bases, and how they are raised.

use crate::native::TypeDef;
use crate::objects::{Exception, Str, Tuple};
use crate::value::{Payload, Ref, Value};
use crate::vm::{R, Vm};

/// An exception on its way: what `Err` holds everywhere in the VM.
pub struct Raised(Ref);

impl Raised {
    /// The exception object.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::Obj(self.0.clone())
    }

    /// The exception object, given up.
    #[must_use]
    pub fn into_value(self) -> Value {
        Value::Obj(self.0)
    }

    /// Raises an object that is known to be an exception.
    #[must_use]
    pub fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Obj(object) if object.is::<Exception>() => Some(Self(object)),
            _ => None,
        }
    }

    /// The payload.
    #[must_use]
    #[allow(unsafe_code, reason = "the constructor checks the type")]
    pub fn exception(&self) -> &Exception {
        // SAFETY: `from_value` is the only way in, and checks.
        unsafe { self.0.get_unchecked() }
    }
}

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({:?})", self.0.layout().name)
    }
}

macro_rules! exceptions {
    ($($name:ident $(< $base:ident)?,)*) => {
        /// A built-in exception.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is the exception of that name")]
        pub enum Exc { $($name,)* }

        #[allow(non_upper_case_globals, reason = "each is the exception of that name")]
        mod defs {
            use super::*;
            $(pub(super) static $name: TypeDef = TypeDef {
                name: stringify!($name),
                module: "builtins",
                base: exceptions!(@base $($base)?),
                layout: Some(layout),
                subclassable: true,
            };)*
        }

        /// All of them, bases before what derives from them.
        pub(crate) static EXCEPTIONS: &[&TypeDef] = &[$(&defs::$name,)*];
    };
    (@base) => { Some(&crate::types::OBJECT) };
    (@base $base:ident) => { Some(&defs::$base) };
}

exceptions! {
    BaseException,
    BaseExceptionGroup < BaseException,
    Exception < BaseException,
    ExceptionGroup < BaseExceptionGroup,
    GeneratorExit < BaseException,
    KeyboardInterrupt < BaseException,
    SystemExit < BaseException,
    ArithmeticError < Exception,
    FloatingPointError < ArithmeticError,
    OverflowError < ArithmeticError,
    ZeroDivisionError < ArithmeticError,
    AssertionError < Exception,
    AttributeError < Exception,
    BufferError < Exception,
    EOFError < Exception,
    ImportError < Exception,
    ModuleNotFoundError < ImportError,
    LookupError < Exception,
    IndexError < LookupError,
    KeyError < LookupError,
    MemoryError < Exception,
    NameError < Exception,
    UnboundLocalError < NameError,
    OSError < Exception,
    BlockingIOError < OSError,
    ChildProcessError < OSError,
    ConnectionError < OSError,
    BrokenPipeError < ConnectionError,
    ConnectionAbortedError < ConnectionError,
    ConnectionRefusedError < ConnectionError,
    ConnectionResetError < ConnectionError,
    FileExistsError < OSError,
    FileNotFoundError < OSError,
    InterruptedError < OSError,
    IsADirectoryError < OSError,
    NotADirectoryError < OSError,
    PermissionError < OSError,
    ProcessLookupError < OSError,
    TimeoutError < OSError,
    ReferenceError < Exception,
    RuntimeError < Exception,
    NotImplementedError < RuntimeError,
    PythonFinalizationError < RuntimeError,
    RecursionError < RuntimeError,
    StopAsyncIteration < Exception,
    StopIteration < Exception,
    SyntaxError < Exception,
    IndentationError < SyntaxError,
    TabError < IndentationError,
    SystemError < Exception,
    TypeError < Exception,
    ValueError < Exception,
    UnicodeError < ValueError,
    UnicodeDecodeError < UnicodeError,
    UnicodeEncodeError < UnicodeError,
    UnicodeTranslateError < UnicodeError,
    Warning < Exception,
    BytesWarning < Warning,
    DeprecationWarning < Warning,
    EncodingWarning < Warning,
    FutureWarning < Warning,
    ImportWarning < Warning,
    PendingDeprecationWarning < Warning,
    ResourceWarning < Warning,
    RuntimeWarning < Warning,
    SyntaxWarning < Warning,
    UnicodeWarning < Warning,
    UserWarning < Warning,
}

/// Whether a built-in type is an exception: it derives from `BaseException`.
pub(crate) fn is_exception_def(mut def: &'static TypeDef) -> bool {
    loop {
        if std::ptr::eq(def, &raw const defs::BaseException) {
            return true;
        }
        match def.base {
            Some(base) => def = base,
            None => return false,
        }
    }
}

impl Vm {
    /// The class of a built-in exception.
    #[must_use]
    pub fn exception_class(&self, exc: Exc) -> Value {
        self.exceptions[exc as usize].clone()
    }

    /// A new exception of a built-in class with a message, ready to be returned as an error.
    #[cold]
    pub fn raise(&mut self, exc: Exc, message: &str) -> Raised {
        let message = Str::value(message);
        self.raise_with(exc, vec![message])
    }

    /// A new exception of a built-in class with these `args`.
    #[cold]
    pub fn raise_with(&mut self, exc: Exc, args: Vec<Value>) -> Raised {
        let class = self.exception_class(exc);
        self.raise_object(Exception::new(class, Tuple::value(args)))
    }

    /// A new exception of a class that is known to be one of exceptions, without calling `__init__`.
    pub fn raise_class(&mut self, class: Value, args: Vec<Value>) -> Raised {
        self.raise_object(Exception::new(class, Tuple::value(args)))
    }

    /// A new exception of a native module's class (see [`Vm::register_exception`]) with a message.
    pub fn raise_class_message(&mut self, class: &Value, message: &str) -> Raised {
        let message = Str::value(message);
        self.raise_class(class.clone(), vec![message])
    }

    fn raise_object(&mut self, exception: Exception) -> Raised {
        let raised = Raised(Ref::new(exception));
        self.set_context(&raised);
        raised
    }

    /// Raises an exception object that a script or a native made: sets its context.
    ///
    /// # Errors
    /// Always: the object as the error, or a `TypeError` if it is none.
    pub fn raise_value(&mut self, value: Value) -> Raised {
        match Raised::from_value(value) {
            Some(raised) => {
                self.set_context(&raised);
                raised
            }
            None => self.raise(Exc::TypeError, "exceptions must derive from BaseException"),
        }
    }

    /// `__context__` is what is being handled, unless that would make a ring: then the ring is cut.
    pub fn set_context(&mut self, raised: &Raised) {
        let handled = self.handled_exception();
        if handled.is_none() || handled.is_same(&raised.value()) {
            return;
        }
        let own = raised.value();
        let mut at = handled.clone();
        while let Some(exception) = at.get::<Exception>() {
            let next = exception.context.get();
            if next.is_same(&own) {
                exception.context.set(Value::None);
                break;
            }
            at = next;
        }
        raised.exception().context.set(handled);
    }

    /// Whether an exception is an instance of a built-in class.
    #[must_use]
    pub fn matches(&self, raised: &Raised, exc: Exc) -> bool {
        let class = raised.exception().class.get();
        self.is_subclass(&class, &self.exceptions[exc as usize])
    }

    /// `Ok(None)` for an error of this class, any other error as it is.
    ///
    /// # Errors
    /// Every other error.
    pub fn unless<T>(&self, result: R<T>, exc: Exc) -> R<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.matches(&raised, exc) => Ok(None),
            Err(raised) => Err(raised),
        }
    }
}

/// The layout of exception objects, for the table of types.
pub(crate) fn layout() -> &'static crate::Layout {
    Exception::layout()
}
