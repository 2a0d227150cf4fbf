//! Views of namespaces as mappings: `globals()`, `vars()`, `__dict__` of modules, classes and functions
//! (data model, "Modules"). Those of instances are dicts. They write through; a class's cannot be written.
//!
//! Where a script needs a real `dict`, `dict(view)` makes one.

use std::cell::Cell;

use ouro_vm::objects::NativeIter;
use ouro_vm::{Ref, Sym, TypeDef, ValueCell, WeakLink};

use crate::prelude::*;
use crate::show::{self, Shown};

/// A live view of the names of an object.
pub(crate) struct NamespaceView {
    /// The module, class, function or exception.
    of: Value,
    /// Its place among those that are there.
    link: WeakLink,
}
ouro_vm::object!(NamespaceView, "dict", { of, link });

static DEF: TypeDef = TypeDef {
    name: "dict",
    module: "builtins",
    base: None,
    layout: Some(<NamespaceView as ouro_vm::Payload>::layout),
    subclassable: false,
};

static METHODS: &[NativeDef] = &[
    native("__getitem__", "(self, key, /)", "Return self[key].", |vm, args| {
        match get(vm, &args[0], &args[1])? {
            Some(value) => Ok(value),
            None => Err(vm.key_error(&args[1])),
        }
    }),
    native("__setitem__", "(self, key, value, /)", "Set self[key] to value.", |vm, args| {
        set(vm, &args[0], &args[1], args[2].clone())?;
        Ok(Value::None)
    }),
    native("__delitem__", "(self, key, /)", "Delete self[key].", |vm, args| {
        if get(vm, &args[0], &args[1])?.is_none() {
            return Err(vm.key_error(&args[1]));
        }
        set(vm, &args[0], &args[1], Value::Unbound)?;
        Ok(Value::None)
    }),
    native("__contains__", "(self, key, /)", "Return bool(key in self).", |vm, args| {
        Ok(Value::Bool(get(vm, &args[0], &args[1])?.is_some()))
    }),
    native("__len__", "(self, /)", "Return len(self).", |vm, args| {
        Ok(args::count(copy(vm, &args[0])?.0.len()))
    }),
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| iterator(vm, &args[0])),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        if !vm.begin_showing(&args[0]) {
            return Ok(Str::value("{...}"));
        }
        let shown = copy(vm, &args[0]).and_then(|copy| {
            let copy = Value::new(copy);
            show::repr_built_in(vm, &copy, &copy)
        });
        vm.end_showing();
        shown.map(Shown::into_value)
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        let left = Value::new(copy(vm, &args[0])?);
        let right = match args[1].is::<NamespaceView>() {
            true => Value::new(copy(vm, &args[1])?),
            false => args[1].clone(),
        };
        if !right.is::<Dict>() {
            return Ok(Value::NotImplemented);
        }
        vm.compare(CmpOp::Eq, &left, &right)
    }),
    native(
        "get",
        "(self, key, default=None, /)",
        "The value of a key, or the default.",
        |vm, args| Ok(get(vm, &args[0], &args[1])?.unwrap_or_else(|| args[2].clone())),
    ),
    native(
        "setdefault",
        "(self, key, default=None, /)",
        "The value of a key, set if it is missing.",
        |vm, args| {
            if let Some(value) = get(vm, &args[0], &args[1])? {
                return Ok(value);
            }
            set(vm, &args[0], &args[1], args[2].clone())?;
            Ok(args[2].clone())
        },
    ),
    native(
        "pop",
        "(self, key, default=..., /)",
        "Remove a key and return its value.",
        |vm, args| {
            if let Some(value) = get(vm, &args[0], &args[1])? {
                set(vm, &args[0], &args[1], Value::Unbound)?;
                return Ok(value);
            }
            match args[2].clone().bound() {
                Some(default) => Ok(default),
                None => Err(vm.key_error(&args[1])),
            }
        },
    ),
    native(
        "update",
        "(self, iterable=..., /, **kwargs)",
        "Take pairs over from a mapping or iterable.",
        |vm, args| {
            let new = Dict::default();
            if !args[1].is_unbound() {
                super::dict::merge(vm, &new, &args[1])?;
            }
            super::dict::merge(vm, &new, &args[2])?;
            for (key, value) in new.0.items() {
                set(vm, &args[0], &key, value)?;
            }
            Ok(Value::None)
        },
    ),
    native("clear", "(self, /)", "Remove all names.", |vm, args| {
        for (key, _) in copy(vm, &args[0])?.0.items() {
            set(vm, &args[0], &key, Value::Unbound)?;
        }
        Ok(Value::None)
    }),
    native("popitem", "(self, /)", "Remove the last name and return the pair.", |vm, args| {
        match copy(vm, &args[0])?.0.items().pop() {
            Some((key, value)) => {
                set(vm, &args[0], &key, Value::Unbound)?;
                Ok(Tuple::value([key, value]))
            }
            None => {
                let message = Str::value("popitem(): dictionary is empty");
                Err(vm.raise_with(Exc::KeyError, vec![message]))
            }
        }
    }),
    native("copy", "(self, /)", "A dict of the names and values.", |vm, args| {
        Ok(Value::new(copy(vm, &args[0])?))
    }),
    native("keys", "(self, /)", "The names.", |vm, args| view(vm, args, IterKind::DictKeys)),
    native("values", "(self, /)", "The values.", |vm, args| view(vm, args, IterKind::DictValues)),
    native("items", "(self, /)", "The pairs.", |vm, args| view(vm, args, IterKind::DictItems)),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        let copy = copy(vm, &args[0])?;
        super::dict::merge(vm, &copy, &args[1])?;
        Ok(Value::new(copy))
    }),
];

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_derived(&DEF, Type::Dict);
    vm.extend_type(&class, &TypeContents { methods: METHODS, ..TypeContents::default() });
    if let Some(class) = class.get::<Class>() {
        class.namespace.set(names::HASH, Value::None);
    }
}

/// The module that a value is the view of.
pub(crate) fn module_of(value: &Value) -> Option<Value> {
    value.get::<NamespaceView>().map(|view| view.of.clone()).filter(Value::is::<Module>)
}

/// The view of an object's names; none where it has none of its own.
///
/// # Errors
/// `MemoryError`.
pub(crate) fn of(vm: &mut Vm, value: &Value) -> R<Option<Value>> {
    if let Some(instance) = value.get::<Instance>() {
        return match has_dict(instance) {
            true => vm.make_instance_dict(instance).map(Some),
            false => Ok(None),
        };
    }
    Ok(of_names(vm, value))
}

/// Whether an instance has a `__dict__`.
pub(crate) fn has_dict(instance: &Instance) -> bool {
    let class = instance.class.get();
    !class.get::<Class>().is_some_and(|class| class.slotted)
}

/// The view of the names of a module, class, function or exception.
pub(crate) fn of_names(vm: &mut Vm, value: &Value) -> Option<Value> {
    if let Some(module) = value.get::<Module>()
        && !module.mapping.is_unbound()
    {
        return Some(module.mapping.clone());
    }
    let has_names = value.is::<Module>()
        || value.is::<Class>()
        || value.is::<Function>()
        || value.is::<Exception>();
    has_names.then(|| match value.is::<Class>() {
        true => super::mappingproxy::of(&view_of(vm, value)),
        false => view_of(vm, value),
    })
}

/// The view of an object, the one that is there if there is one.
fn view_of(vm: &mut Vm, value: &Value) -> Value {
    let there = vm.namespace_views.to_vec();
    let same = |view: &Value| view.get::<NamespaceView>().is_some_and(|v| v.of.is_same(value));
    if let Some(view) = there.into_iter().find(same) {
        return view;
    }
    let view = Ref::new(NamespaceView { of: value.clone(), link: WeakLink::default() });
    vm.namespace_views.add::<NamespaceView>(&view, |view| &view.link);
    Value::Obj(view)
}

/// Goes through the names of a view, which must stay the same meanwhile.
fn iterator(vm: &mut Vm, view: &Value) -> R {
    let names = copy(vm, view)?.0.keys();
    let changes = changes(view);
    let state = [view.clone(), List::value(names)].map(ValueCell::new);
    Ok(Value::new(NativeIter {
        name: "dict_keyiterator",
        given: ValueCell::default(),
        state: state.into(),
        count: Cell::new(i64::from(changes) << 32),
        pairs: None,
        next: |vm, iter| {
            let (changes, at) = (iter.count.get() >> 32, iter.count.get() & 0xffff_ffff);
            if at < 0xffff_ffff && changes != i64::from(self::changes(&iter.state[0].get())) {
                return Err(vm.raise(Exc::RuntimeError, "dictionary changed size during iteration"));
            }
            let names = iter.state[1].get();
            iter.count.set(iter.count.get() + 1);
            Ok(names.get::<List>().and_then(|list| list.get(at as usize)).unwrap_or_default())
        },
    }))
}

fn changes(view: &Value) -> u32 {
    let of = view.get::<NamespaceView>().map(|view| view.of.clone()).unwrap_or_default();
    namespace(&of).map_or(0, ouro_vm::objects::Namespace::changes)
}

/// The number of a name, if it has ever been used as one.
fn known_name(vm: &Vm, key: &Value) -> Option<Sym> {
    vm.interner.find(text_of(key)?.as_str()?)
}

fn get(vm: &mut Vm, view: &Value, key: &Value) -> R<Option<Value>> {
    let view = this::<NamespaceView>(vm, view)?;
    let Some(name) = known_name(vm, key) else {
        // What can't be a key is refused all the same.
        vm.hash(key)?;
        return Ok(None);
    };
    Ok(value_of(&view.of, name).bound())
}

fn value_of(of: &Value, name: Sym) -> Value {
    namespace(of).map(|namespace| namespace.get(name)).unwrap_or_default()
}

fn namespace(of: &Value) -> Option<&ouro_vm::objects::Namespace> {
    if let Some(module) = of.get::<Module>() {
        Some(&module.namespace)
    } else if let Some(class) = of.get::<Class>() {
        Some(&class.namespace)
    } else if let Some(exception) = of.get::<Exception>() {
        Some(exception.namespace())
    } else {
        of.get::<Function>().map(|function| &**function.attributes.get_or_init(Box::default))
    }
}

fn set(vm: &mut Vm, view: &Value, key: &Value, value: Value) -> R<()> {
    let view = this::<NamespaceView>(vm, view)?;
    let Some(text) = text_of(key).and_then(Str::as_str) else {
        let message = "keys of a namespace must be strings";
        return Err(args::type_error(vm, message));
    };
    let name = vm.intern(text);
    let of = view.of.clone();
    if let Some(namespace) = namespace(&of) {
        drop(namespace.set(name, value));
    }
    Ok(())
}

fn copy(vm: &mut Vm, view: &Value) -> R<Dict> {
    let view = this::<NamespaceView>(vm, view)?;
    let of = view.of.clone();
    let names = namespace(&of).map(ouro_vm::objects::Namespace::names).unwrap_or_default();
    let dict = Dict::default();
    for name in names {
        if let Some(value) = value_of(&of, name).bound() {
            let key = vm.interner.value(name);
            vm.dict_set(&dict, key, value)?;
        }
    }
    Ok(dict)
}

fn view(vm: &mut Vm, args: &[Value], kind: IterKind) -> R {
    let dict = Value::new(copy(vm, &args[0])?);
    Ok(Value::new(ouro_vm::objects::DictView { dict, kind }))
}
