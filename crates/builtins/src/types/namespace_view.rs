//! Views of namespaces as mappings: `globals()`, `vars()`, `__dict__` of modules, classes and instances
//! (data model, "Modules", "Class instances"). They write through; a class's cannot be written.
//!
//! Where a script needs a real `dict`, `dict(view)` makes one.

use ouro_vm::{Sym, TypeDef};

use crate::prelude::*;
use crate::show::{self, Shown};

/// A live view of the names of an object.
pub(crate) struct NamespaceView {
    /// The module, class, function, exception or instance.
    of: Value,
}
ouro_vm::object!(NamespaceView, "dict", { of });

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
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| {
        let copy = Value::new(copy(vm, &args[0])?);
        vm.iter(&copy)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let copy = Value::new(copy(vm, &args[0])?);
        show::repr_built_in(vm, &copy, &copy).map(Shown::into_value)
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
pub(crate) fn of(vm: &Vm, value: &Value) -> Option<Value> {
    if let Some(module) = value.get::<Module>()
        && !module.mapping.is_unbound()
    {
        return Some(module.mapping.clone());
    }
    let has_names = value.is::<Module>()
        || value.is::<Class>()
        || value.is::<Function>()
        || value.is::<Exception>()
        || value.get::<Instance>().is_some_and(|instance| {
            let class = instance.class.get();
            let slotted = class.get::<Class>().is_some_and(|class| class.slotted);
            let _ = vm;
            !slotted
        });
    let view = || Value::new(NamespaceView { of: value.clone() });
    has_names.then(|| match value.is::<Class>() {
        true => super::mappingproxy::of(&view()),
        false => view(),
    })
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
    Ok(value_of(vm, &view.of, name).bound())
}

fn value_of(vm: &Vm, of: &Value, name: Sym) -> Value {
    if let Some(instance) = of.get::<Instance>() {
        // What `__slots__` has named is not in the dict.
        let class = instance.class.get();
        let on_class = class.get::<Class>().map(|class| vm.class_lookup(class, name));
        if on_class.is_some_and(|found| found.is::<ouro_vm::objects::Member>()) {
            return Value::Unbound;
        }
        let slot = vm.shapes.find(instance.shape.get(), name);
        return slot.map(|slot| instance.slots.get(slot)).unwrap_or_default();
    }
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
    if let Some(instance) = of.get::<Instance>() {
        // Past the descriptors of the class: the names of the instance itself.
        return vm.set_instance_attr(&of, instance, name, value);
    }
    if let Some(namespace) = namespace(&of) {
        drop(namespace.set(name, value));
    }
    Ok(())
}

fn copy(vm: &mut Vm, view: &Value) -> R<Dict> {
    let view = this::<NamespaceView>(vm, view)?;
    let of = view.of.clone();
    let names = match of.get::<Instance>() {
        Some(instance) => vm.shapes.names(instance.shape.get()),
        None => namespace(&of).map(ouro_vm::objects::Namespace::names).unwrap_or_default(),
    };
    let dict = Dict::default();
    for name in names {
        if let Some(value) = value_of(vm, &of, name).bound() {
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
