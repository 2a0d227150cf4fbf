//! What can be called, and what a class wraps functions in.

use std::cell::OnceCell;

use super::module::Module;
use super::namespace::Namespace;
use crate::cells::ValueCell;
use crate::intern::Sym;
use crate::native::NativeDef;
use crate::value::{Ref, Value};

/// A function of a script.
pub struct Function {
    /// Its [`super::CodeObject`]. Fields die from the last on.
    pub code: Ref,
    /// `__qualname__`
    pub qualname: ValueCell,
    /// `__name__`
    pub name: ValueCell,
    /// `__annotations__`, a dict, or unbound.
    pub annotations: ValueCell,
    /// The cells of its free variables.
    pub closure: Box<[Value]>,
    /// Attributes that a script has set.
    pub attributes: OnceCell<Box<Namespace>>,
    /// `__doc__`
    pub doc: ValueCell,
    /// A dict of the defaults of keyword-only parameters, or unbound.
    pub kw_defaults: ValueCell,
    /// A tuple of the defaults of the last positional parameters, or unbound.
    pub defaults: ValueCell,
    /// The [`Module`] whose globals it uses.
    pub globals: Ref,
}
crate::object!(Function, "function", {
    code, globals, closure, defaults, kw_defaults, name, qualname, doc, annotations, attributes
});

impl Function {
    /// Its code.
    #[inline(always)]
    #[must_use]
    #[allow(unsafe_code, reason = "the type is settled where functions are made")]
    pub fn code(&self) -> &super::CodeObject {
        // SAFETY: `code` is made from a `CodeObject` in the one place where functions are made.
        unsafe { self.code.get_unchecked() }
    }

    /// The module of its globals.
    #[inline(always)]
    #[must_use]
    #[allow(unsafe_code, reason = "the type is settled where functions are made")]
    pub fn module(&self) -> &Module {
        // SAFETY: `globals` is a `Module`, as above.
        unsafe { self.globals.get_unchecked() }
    }
}

/// A native function.
pub struct Native {
    /// Its row of a table.
    pub def: &'static NativeDef,
    /// The module that it is in, or unbound.
    pub module: Value,
    /// What it is bound to, which goes before the arguments, or unbound.
    pub receiver: Value,
    /// The built-in type of which it is a method, or unbound.
    pub class: Value,
    /// Its signature, read at the first call that needs it; a bound method has that of what it was bound from.
    pub signature: OnceCell<std::rc::Rc<crate::native::Signature>>,
}
crate::object!(Native, "builtin_function_or_method", { def, module, receiver, class, signature });

impl Native {
    /// Its signature.
    #[inline]
    pub(crate) fn signature_read(
        &self,
        vm: &crate::vm::Vm,
    ) -> &std::rc::Rc<crate::native::Signature> {
        let read = || crate::native::Signature::read(vm, self.def.signature).into();
        self.signature.get_or_init(read)
    }

    /// Whether it is a method of a native module's class of plain instances (`Vm::register_class`): such
    /// a method gets the instance itself, not the built-in value that it is around.
    #[must_use]
    pub fn is_of_plain_class(&self) -> bool {
        self.class.get::<super::Class>().is_some_and(super::Class::is_heap)
    }

    /// Whether it gets a receiver whole, also one that is around a built-in value: the methods of plain
    /// classes and of `object`, and those that say so.
    #[must_use]
    pub fn takes_instance(&self) -> bool {
        self.def.takes_instance
            || self.class.get::<super::Class>().is_some_and(|class| {
                class.def.is_none_or(|def| std::ptr::eq(def, &raw const crate::types::OBJECT))
            })
    }
}

/// A method bound to its object.
pub struct BoundMethod {
    /// The object. Fields die from the last on.
    pub receiver: Value,
    /// The function.
    pub function: Value,
}
crate::object!(BoundMethod, "method", { function, receiver });

/// A variable that functions share.
#[derive(Default)]
pub struct Cell(pub ValueCell);
crate::object!(Cell, "cell", (held));

/// A property.
pub struct Property {
    /// Getter, or `None`.
    pub get: Value,
    /// Setter, or `None`.
    pub set: Value,
    /// Deleter, or `None`.
    pub delete: Value,
    /// Docstring, or `None`.
    pub doc: Value,
    /// The name that it got in its class.
    pub name: ValueCell,
}
crate::object!(Property, "property", { get, set, delete, doc, name });

/// An attribute of a built-in type that native functions read and write.
pub struct NativeProperty {
    /// Its row of a table.
    pub def: &'static crate::native::PropertyDef,
    /// The type of which it is an attribute.
    pub class: Value,
}
crate::object!(NativeProperty, "getset_descriptor", { def, class });

/// A member of `__slots__`.
pub struct Member {
    /// The attribute.
    pub name: Sym,
    /// The class that has it.
    pub class: ValueCell,
    /// Whether scripts may only read it.
    pub read_only: std::cell::Cell<bool>,
}
crate::object!(Member, "member_descriptor", { name, class, read_only });

/// A name for an item of a tuple: what `namedtuple` puts in a class.
pub struct TupleField {
    /// The item.
    pub index: usize,
    /// Docstring.
    pub doc: ValueCell,
}
crate::object!(TupleField, "_tuplegetter", { index, doc });

/// What `__await__` of a coroutine gives: an iterator that drives it.
pub struct CoroutineWrapper(pub Value);
crate::object!(CoroutineWrapper, "coroutine_wrapper", (coroutine));

/// A static method.
pub struct StaticMethod(pub Value);
crate::object!(StaticMethod, "staticmethod", (function));

/// A class method.
pub struct ClassMethod(pub Value);
crate::object!(ClassMethod, "classmethod", (function));

/// `super(type, object)`.
pub struct Super {
    /// The class after which to look.
    pub class: Value,
    /// The object, or class, that methods are bound to.
    pub receiver: Value,
    /// The class in whose order to look.
    pub start: Value,
}
crate::object!(Super, "super", { class, receiver, start });

/// A type with arguments (`list[int]`), or a union (`dict | None`).
pub struct GenericAlias {
    /// The type, or `None`-like marker of a union (unbound).
    pub origin: Value,
    /// A tuple of the arguments or members.
    pub args: Value,
}
crate::object!(GenericAlias, "types.GenericAlias", { origin, args });

impl Property {
    /// Its parts, with one replaced.
    #[must_use]
    pub fn with(&self, get: Option<Value>, set: Option<Value>, delete: Option<Value>) -> Self {
        Self {
            get: get.unwrap_or_else(|| self.get.clone()),
            set: set.unwrap_or_else(|| self.set.clone()),
            delete: delete.unwrap_or_else(|| self.delete.clone()),
            doc: self.doc.clone(),
            name: ValueCell::new(self.name.get()),
        }
    }
}
