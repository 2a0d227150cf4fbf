//! Bare instances: `object.__new__` and `BaseException.__new__`.
//!
//! The two stand in no namespace, so that a class without a `__new__` of its own is known by finding none;
//! look-ups of the name by a script, and by `super()`, are given them here.

use crate::class_making::extends;
use crate::classes::new_instance;
use crate::exceptions::{Exc, is_exception_def};
use crate::intern::names;
use crate::native::{NativeDef, TypeDef, native};
use crate::objects::{Class, Dict, Exception, List, Native, Tuple};
use crate::types::OBJECT;
use crate::value::Value;
use crate::vm::{R, Vm};

static OBJECT_NEW: NativeDef = native(
    "__new__",
    "(*args, **kwargs)",
    "Create and return a new object.  See help(type) for accurate signature.",
    object_new,
);

static EXCEPTION_NEW: NativeDef = native(
    "__new__",
    "(*args, **kwargs)",
    "Create and return a new object.  See help(type) for accurate signature.",
    exception_new,
);

impl Vm {
    /// The two functions, made once.
    pub(crate) fn make_default_news(&mut self) {
        self.default_news = [&OBJECT_NEW, &EXCEPTION_NEW].map(|def| {
            Value::new(Native {
                def,
                module: Value::Unbound,
                receiver: Value::Unbound,
                class: Value::Unbound,
                signature: Default::default(),
            })
        });
    }

    /// The `__new__` of a class in whose order there is none.
    pub(crate) fn default_new(&self, class: &Class) -> Value {
        self.default_news[usize::from(is_exception_def(class.base))].clone()
    }

    /// The `__new__` that a built-in class itself has without having it in its namespace, or unbound.
    pub(crate) fn own_default_new(&self, class: &Class) -> Value {
        match class.def {
            Some(def) if std::ptr::eq(def, &raw const OBJECT) => self.default_news[0].clone(),
            Some(def) if is_exception_def(def) => self.default_news[1].clone(),
            _ => Value::Unbound,
        }
    }

    /// A bare instance of a class: `object.__new__`, `BaseException.__new__`.
    ///
    /// # Errors
    /// `TypeError` for a type whose instances scripts can't make.
    pub fn allocate(&mut self, class: &Value, args: &[Value]) -> R {
        let Some(payload) = class.get::<Class>() else {
            return Err(self.raise(Exc::TypeError, "not a class"));
        };
        if is_exception_def(payload.base) {
            let class = self.group_class(class, args);
            let class = self.os_error_class(&class, args);
            return Ok(Value::new(Exception::new(class, Tuple::value(args.to_vec()))));
        }
        if !std::ptr::eq(payload.base, &raw const OBJECT) {
            let message = format!("cannot create '{}' instances", self.class_name(class));
            return Err(self.raise(Exc::TypeError, &message));
        }
        if !payload.metaclass.is_unbound() {
            self.refuse_abstract(class, payload)?;
        }
        Ok(new_instance(class, payload, None))
    }

    /// A `BaseExceptionGroup` of nothing but `Exception`s is an `ExceptionGroup`.
    fn group_class(&self, class: &Value, args: &[Value]) -> Value {
        if !class.is_same(&self.exceptions[Exc::BaseExceptionGroup as usize]) {
            return class.clone();
        }
        let plain = self.exception_class(Exc::Exception);
        let of_plain = |items: &[Value]| items.iter().all(|item| self.is_instance(item, &plain));
        let all = match args.get(1) {
            Some(items) if items.is::<List>() => {
                items.get::<List>().is_some_and(|list| of_plain(&list.to_vec()))
            }
            Some(items) => items.get::<Tuple>().is_some_and(|row| of_plain(&row.0)),
            None => false,
        };
        if all { self.exception_class(Exc::ExceptionGroup) } else { class.clone() }
    }

    /// An `OSError` with a number is of the class that the number stands for (library reference, "OS
    /// exceptions"; the numbers are those of Linux).
    fn os_error_class(&self, class: &Value, args: &[Value]) -> Value {
        let is_plain = class.is_same(&self.exceptions[Exc::OSError as usize]);
        let number = match args {
            [Value::Int(number), _, rest @ ..] if is_plain && rest.len() <= 3 => *number,
            _ => return class.clone(),
        };
        self.exception_class(match number {
            1 | 13 => Exc::PermissionError,
            2 => Exc::FileNotFoundError,
            3 => Exc::ProcessLookupError,
            4 => Exc::InterruptedError,
            10 => Exc::ChildProcessError,
            11 | 114 | 115 => Exc::BlockingIOError,
            17 => Exc::FileExistsError,
            20 => Exc::NotADirectoryError,
            21 => Exc::IsADirectoryError,
            32 | 108 => Exc::BrokenPipeError,
            103 => Exc::ConnectionAbortedError,
            104 => Exc::ConnectionResetError,
            110 => Exc::TimeoutError,
            111 => Exc::ConnectionRefusedError,
            _ => Exc::OSError,
        })
    }

    /// `TypeError` for a class that lacks methods that it should have.
    fn refuse_abstract(&mut self, class: &Value, payload: &Class) -> R<()> {
        let key = self.intern("__abstractmethods__");
        let missing = payload.namespace.get(key);
        if missing.is_unbound() {
            return Ok(());
        }
        let mut names = Vec::new();
        for name in self.collect(&missing)? {
            names.push(format!("'{}'", self.display(&name)));
        }
        if names.is_empty() {
            return Ok(());
        }
        names.sort_unstable();
        let message = format!(
            "Can't instantiate abstract class {} without an implementation for abstract method{} {}",
            self.class_name(class),
            crate::text::plural(names.len()),
            names.join(", ")
        );
        Err(self.raise(Exc::TypeError, &message))
    }

    /// Checks the class that a built-in `__new__` is given; `def` is that of the `__new__`, which may make
    /// only what is laid out as its instances are.
    fn check_new(&mut self, owner: &str, def: &'static TypeDef, class: &Value) -> R<()> {
        let Some(payload) = class.get::<Class>() else {
            let got = self.type_name(class);
            let message = format!("{owner}.__new__(X): X is not a type object ({got})");
            return Err(self.raise(Exc::TypeError, &message));
        };
        let name = self.class_name(class);
        if !extends(payload.base, def) {
            let message = format!("{owner}.__new__({name}): {name} is not a subtype of {owner}");
            return Err(self.raise(Exc::TypeError, &message));
        }
        let safe = std::ptr::eq(payload.base, def) || is_exception_def(def);
        if !safe {
            let safe = self.native_new_of(class);
            let base = self.class_name(&safe);
            let message = format!("{owner}.__new__({name}) is not safe, use {base}.__new__()");
            return Err(self.raise(Exc::TypeError, &message));
        }
        Ok(())
    }
}

/// The class and the other arguments of a `__new__`.
fn split<'a>(vm: &mut Vm, owner: &str, args: &'a [Value]) -> R<(&'a Value, &'a [Value])> {
    let row: &[Value] = args[0].get::<Tuple>().map_or(&[], |row| &row.0);
    match row.split_first() {
        Some(split) => Ok(split),
        None => {
            let message = format!("{owner}.__new__(): not enough arguments");
            Err(vm.raise(Exc::TypeError, &message))
        }
    }
}

/// Arguments are for a `__init__`; a class that has only its own `__new__` must not hand them on.
fn object_new(vm: &mut Vm, args: &[Value]) -> R {
    let (class, rest) = split(vm, "object", args)?;
    vm.check_new("object", &OBJECT, class)?;
    let given = !rest.is_empty() || args[1].get::<Dict>().is_some_and(|keys| !keys.0.is_empty());
    if given && let Some(payload) = class.get::<Class>() {
        if !vm.class_lookup(payload, names::NEW).is_unbound() {
            let message = "object.__new__() takes exactly one argument (the type to instantiate)";
            return Err(vm.raise(Exc::TypeError, message));
        }
        let init = vm.class_lookup(payload, names::INIT);
        let object = vm.type_object(crate::types::Type::Object);
        if init.is_unbound() || init.get::<Native>().is_some_and(|n| n.class.is_same(&object)) {
            let message = format!("{}() takes no arguments", vm.class_name(class));
            return Err(vm.raise(Exc::TypeError, &message));
        }
    }
    vm.allocate(class, &[])
}

fn exception_new(vm: &mut Vm, args: &[Value]) -> R {
    let (class, rest) = split(vm, "BaseException", args)?;
    vm.check_new("BaseException", crate::exceptions::EXCEPTIONS[0], class)?;
    vm.allocate(class, rest)
}
