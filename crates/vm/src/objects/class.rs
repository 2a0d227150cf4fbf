//! Classes, built-in and of scripts, and plain instances.

use std::cell::{Cell, OnceCell};

use super::namespace::Namespace;
use super::shape::ShapeId;
use crate::cells::{Slots, ValueCell};
use crate::native::TypeDef;
use crate::value::{Ref, Value};
use crate::weak::{WeakLinks, WeakList};

/// What a class has that its instances need to know at once, found through its whole order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Hooks {
    /// The epoch of types in which the rest holds.
    pub epoch: u32,
    /// Has a `__del__`.
    pub del: bool,
    /// Has a `__getattr__`.
    pub getattr: bool,
    /// Has a `__getattribute__` of a script.
    pub getattribute: bool,
    /// Has a `__setattr__` or `__delattr__` of a script.
    pub setattr: bool,
}

/// A function that a class remembers for an epoch of types.
#[derive(Clone, Copy, Default)]
pub struct PlainInit {
    /// The epoch in which it holds; 0, which none has, before the first look-up.
    pub epoch: u32,
    /// The address of the function, or 0.
    pub address: usize,
}

/// A class.
pub struct Class {
    /// `__name__`
    pub name: ValueCell,
    /// `__qualname__`
    pub qualname: ValueCell,
    /// The attributes.
    pub namespace: Namespace,
    /// The bases, a tuple.
    pub bases: ValueCell,
    /// The order of look-up, a tuple that starts with the class itself. Unbound until the class is
    /// whole, and when it is taken down (it is a cycle).
    pub mro: ValueCell,
    /// The metaclass, or unbound for `type`.
    pub metaclass: Value,
    /// The row of the table, for a built-in type.
    pub def: Option<&'static TypeDef>,
    /// The nearest built-in type in its order; it says how instances are laid out.
    pub base: &'static TypeDef,
    /// The shape of a new instance.
    pub shape: ShapeId,
    /// Whether instances have no `__dict__` (`__slots__` all the way).
    pub slotted: bool,
    /// Whether it stands for one of CPython's classes in C: messages then give its name with its module, and
    /// it and what its slots hold can't be changed.
    pub is_static: Cell<bool>,
    /// For a built-in type whose instances are made by a native `__new__` alone, that function, once it has been
    /// found; `None` for any other class.
    pub maker: ValueCell,
    /// What is known of its special methods.
    pub hooks: Cell<Hooks>,
    /// The `__init__` that makes an instance, if it is plain.
    pub plain_init: Cell<PlainInit>,
    /// The classes that derive from it directly.
    pub subclasses: OnceCell<WeakList>,
    /// Its places among those of its bases.
    pub(crate) places: WeakLinks,
}
crate::object!(
    Class,
    "type",
    {
        name, qualname, namespace, bases, mro, metaclass, def, base, shape, slotted, is_static, maker,
        hooks, plain_init, subclasses, places
    },
    finalize = crate::classes::finalize_class
);
crate::no_values!(Hooks);
crate::no_values!(PlainInit);

impl Class {
    /// Whether it is of a script.
    #[must_use]
    pub fn is_heap(&self) -> bool {
        self.def.is_none()
    }
}

/// An instance of a class of a script.
pub struct Instance {
    /// Its class.
    pub class: ValueCell,
    /// Its shape.
    pub shape: Cell<ShapeId>,
    /// Its attributes, by slot of the shape.
    pub slots: Slots,
    /// The built-in value that it extends (for a class that derives from `list`, `int`, ...).
    pub base: OnceCell<Box<Value>>,
}

crate::object!(
    Instance,
    "object",
    { class, shape, slots, base },
    finalize = crate::classes::finalize_instance
);

impl Instance {
    /// The class as a reference.
    #[inline(always)]
    pub fn class_ref(&self) -> Option<Ref> {
        match self.class.get() {
            Value::Obj(class) => Some(class),
            _ => None,
        }
    }
}
