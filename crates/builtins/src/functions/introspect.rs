//! Built-in functions that look at objects: `isinstance`, `getattr` and its kin, `id`, `hash`, `callable`,
//! `vars`, `dir`, `repr`, `ascii`, `format`, and the explicit form of `super`.

use ouro_vm::objects::{BoundMethod, GenericAlias, Native, Super};

use crate::prelude::*;
use crate::show;
use crate::types::namespace_view;
use crate::types::object::attribute_name;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native(
        "isinstance",
        "(obj, class_or_tuple, /)",
        "Return whether an object is an instance of a class or of a subclass thereof.",
        |vm, args| is_instance(vm, &args[0], &args[1]).map(Value::Bool),
    ),
    native(
        "issubclass",
        "(cls, class_or_tuple, /)",
        "Return whether 'cls' is derived from another class or is the same class.",
        |vm, args| is_subclass(vm, &args[0], &args[1]).map(Value::Bool),
    ),
    native(
        "getattr",
        "(object, name, default=..., /)",
        "Get a named attribute from an object.",
        getattr,
    ),
    native(
        "hasattr",
        "(obj, name, /)",
        "Return whether the object has an attribute with the given name.",
        |vm, args| {
            let name = attribute_name(vm, &args[1])?;
            let found = vm.find_attr(&args[0], name);
            let found = vm.unless(found, Exc::AttributeError)?;
            Ok(Value::Bool(found.flatten().is_some()))
        },
    ),
    native(
        "setattr",
        "(obj, name, value, /)",
        "Sets the named attribute on the given object to the specified value.",
        |vm, args| {
            let name = attribute_name(vm, &args[1])?;
            vm.set_attr(&args[0], name, args[2].clone())?;
            Ok(Value::None)
        },
    ),
    native(
        "delattr",
        "(obj, name, /)",
        "Deletes the named attribute from the given object.",
        |vm, args| {
            let name = attribute_name(vm, &args[1])?;
            vm.set_attr(&args[0], name, Value::Unbound)?;
            Ok(Value::None)
        },
    ),
    native("id", "(obj, /)", "Return the identity of an object.", |vm, args| {
        Ok(Value::Int(i64::from_ne_bytes(vm.id(&args[0]).to_ne_bytes())))
    }),
    native("hash", "(obj, /)", "Return the hash value for the given object.", |vm, args| {
        crate::types::hash(vm, &args[0])
    }),
    native(
        "callable",
        "(obj, /)",
        "Return whether the object is callable (i.e., some kind of function).",
        |vm, args| Ok(Value::Bool(is_callable(vm, &args[0]))),
    ),
    native(
        "repr",
        "(obj, /)",
        "Return the canonical string representation of the object.",
        |vm, args| show::repr(vm, &args[0]),
    ),
    native("ascii", "(obj, /)", "Return an ASCII-only representation of an object.", |vm, args| {
        show::ascii(vm, &args[0])
    }),
    native(
        "format",
        "(value, format_spec='', /)",
        "Return type(value).__format__(value, format_spec)",
        |vm, args| show::format(vm, &args[0], &args[1]),
    ),
    native(
        "vars",
        "(object=..., /)",
        "Return the attributes of an object that it holds itself.",
        |vm, args| vars(vm, &args[0]),
    ),
    native("dir", "(object=..., /)", "Return the names of attributes of an object.", dir),
];

static NEW_SUPER: NativeDef = native(
    "__new__",
    "(cls, type=..., object_or_type=..., /)",
    "The attributes of the classes behind a class in the order of an object.",
    super_of,
);

static DICT: &[PropertyDef] = &[property(
    "__dict__",
    "The names that it holds itself.",
    |vm, value| match namespace_view::of(vm, value)? {
        Some(view) => Ok(view),
        None => Err(no_dict(vm, value)),
    },
)];

static OBJECT_DICT: &[PropertyDef] = &[PropertyDef {
    name: "__dict__",
    doc: "The attributes that it holds itself.",
    get: DICT[0].get,
    set: Some(set_dict),
}];

fn no_dict(vm: &mut Vm, value: &Value) -> Raised {
    let name = vm.intern("__dict__");
    vm.no_attribute(value, name)
}

/// `object.__dict__ = dict`
fn set_dict(vm: &mut Vm, value: &Value, dict: Value) -> R<()> {
    let Some(instance) = value.get::<Instance>().filter(|i| namespace_view::has_dict(i)) else {
        let class = vm.type_name(value);
        let message = format!(
            "'{class}' object has no attribute '__dict__' and no __dict__ for setting new attributes"
        );
        return Err(vm.raise(Exc::AttributeError, &message));
    };
    if dict.is_unbound() {
        vm.set_instance_dict(instance, Value::new(Dict::default()));
        return Ok(());
    }
    if !args::base(&dict).is::<Dict>() {
        let got = vm.type_name(&dict);
        let message = format!("__dict__ must be set to a dictionary, not a '{got}'");
        return Err(args::type_error(vm, &message));
    }
    vm.set_instance_dict(instance, dict);
    Ok(())
}

/// Adds what belongs to types rather than to the table of functions.
pub(super) fn install_types(vm: &mut Vm) {
    let class = vm.type_object(Type::Super);
    let contents = TypeContents { new: Some(&NEW_SUPER), ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    let class = vm.type_object(Type::Object);
    vm.extend_type(&class, &TypeContents { properties: OBJECT_DICT, ..TypeContents::default() });
    for which in [Type::Type, Type::Module, Type::Function] {
        let class = vm.type_object(which);
        vm.extend_type(&class, &TypeContents { properties: DICT, ..TypeContents::default() });
    }
}

/// Whether a value can be called.
pub(crate) fn is_callable(vm: &Vm, value: &Value) -> bool {
    let Value::Obj(object) = value else { return false };
    object.is::<Function>()
        || object.is::<Native>()
        || object.is::<BoundMethod>()
        || object.is::<Class>()
        || object.is::<ouro_vm::objects::StaticMethod>()
        || object.get::<GenericAlias>().is_some_and(|alias| !alias.origin.is_unbound())
        || !vm.lookup_special(value, names::CALL).is_unbound()
}

/// The parts of what `isinstance` and `issubclass` are given: tuples and unions are taken apart.
fn parts(class: &Value) -> Option<Vec<Value>> {
    if let Some(tuple) = payload::<Tuple>(class) {
        return Some(tuple.0.to_vec());
    }
    let union = class.get::<GenericAlias>().filter(|alias| alias.origin.is_unbound())?;
    union.args.get::<Tuple>().map(|members| members.0.to_vec())
}

/// The method by which a metaclass of a script decides.
fn hook(vm: &Vm, class: &Value, name: ouro_vm::Sym) -> Option<Value> {
    let method = vm.lookup_special(class, name);
    (!method.is_unbound() && !method.is::<Native>()).then_some(method)
}

pub(crate) fn is_instance(vm: &mut Vm, value: &Value, class: &Value) -> R<bool> {
    if let Some(parts) = parts(class) {
        return vm.nested(" in __instancecheck__", |vm| {
            for part in &parts {
                if is_instance(vm, value, part)? {
                    return Ok(true);
                }
            }
            Ok(false)
        });
    }
    if class.is::<GenericAlias>() {
        let message = "isinstance() argument 2 cannot be a parameterized generic";
        return Err(args::type_error(vm, message));
    }
    if vm.class_of(value).is_same(class) {
        return Ok(true);
    }
    if hook(vm, class, names::INSTANCECHECK).is_some() {
        let result = vm.call_special(class, names::INSTANCECHECK, std::slice::from_ref(value))?;
        return vm.truthy(&result.unwrap_or_default());
    }
    if !class.is::<Class>() {
        let message = "isinstance() arg 2 must be a type, a tuple of types, or a union";
        return Err(args::type_error(vm, message));
    }
    if vm.is_instance(value, class) {
        return Ok(true);
    }
    // What an object says its class is counts too.
    let said = vm.lookup_special(value, names::CLASS);
    let hooked = vm.lookup_special(value, names::GETATTRIBUTE).is::<Function>();
    if said.is_unbound() && !hooked || !value.is::<Instance>() {
        return Ok(false);
    }
    let said = vm.find_attr(value, names::CLASS)?.unwrap_or_default();
    Ok(said.is::<Class>() && vm.is_subclass(&said, class))
}

pub(crate) fn is_subclass(vm: &mut Vm, value: &Value, class: &Value) -> R<bool> {
    if let Some(parts) = parts(class) {
        return vm.nested(" in __subclasscheck__", |vm| {
            for part in &parts {
                if is_subclass(vm, value, part)? {
                    return Ok(true);
                }
            }
            Ok(false)
        });
    }
    if class.is::<GenericAlias>() {
        let message = "issubclass() argument 2 cannot be a parameterized generic";
        return Err(args::type_error(vm, message));
    }
    if hook(vm, class, names::SUBCLASSCHECK).is_some() {
        let result = vm.call_special(class, names::SUBCLASSCHECK, std::slice::from_ref(value))?;
        return vm.truthy(&result.unwrap_or_default());
    }
    if !value.is::<Class>() {
        return Err(args::type_error(vm, "issubclass() arg 1 must be a class"));
    }
    if !class.is::<Class>() {
        let message = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
        return Err(args::type_error(vm, message));
    }
    Ok(vm.is_subclass(value, class))
}

fn getattr(vm: &mut Vm, args: &[Value]) -> R {
    let name = attribute_name(vm, &args[1])?;
    if args[2].is_unbound() {
        return vm.get_attr(&args[0], name);
    }
    let found = vm.find_attr(&args[0], name);
    let found = vm.unless(found, Exc::AttributeError)?;
    Ok(found.flatten().unwrap_or_else(|| args[2].clone()))
}

fn vars(vm: &mut Vm, value: &Value) -> R {
    if value.is_unbound() {
        return super::scope::vars(vm);
    }
    let name = vm.intern("__dict__");
    let found = vm.find_attr(value, name);
    match vm.unless(found, Exc::AttributeError)?.flatten() {
        Some(found) => Ok(found),
        None => Err(args::type_error(vm, "vars() argument must have __dict__ attribute")),
    }
}

fn dir(vm: &mut Vm, args: &[Value]) -> R {
    if args[0].is_unbound() {
        return super::scope::dir(vm);
    }
    let listed = match vm.call_special(&args[0], names::DIR, &[])? {
        Some(listed) => listed,
        None => names_of(vm, &args[0])?,
    };
    let names = vm.collect(&listed)?;
    let (names, result) = crate::sort::sort(vm, names, &Value::None, false);
    result?;
    Ok(List::value(names))
}

/// The names of the attributes of an object: its own and those of its classes.
pub(crate) fn names_of(vm: &mut Vm, value: &Value) -> R {
    let mut names: Vec<ouro_vm::Sym> = Vec::new();
    if let Some(module) = value.get::<Module>() {
        names.extend(vm.module_names(module));
    } else {
        let class = if value.is::<Class>() { value.clone() } else { vm.class_of(value) };
        if let Some(instance) = value.get::<Instance>() {
            names.extend(vm.instance_names(instance));
        } else if let Some(exception) = value.get::<Exception>() {
            names.extend(exception.namespace().names());
        } else if let Some(function) = value.get::<Function>() {
            names.extend(function.attributes.get().map(|own| own.names()).unwrap_or_default());
        }
        let mro = class.get::<Class>().map(|class| class.mro.get()).unwrap_or_default();
        let order: &[Value] = mro.get::<Tuple>().map_or(&[], |mro| &mro.0);
        for class in order.iter().filter_map(|class| class.get::<Class>()) {
            names.extend(class.namespace.names());
        }
        names.push(names::CLASS);
    }
    let mut texts: Vec<String> = names.iter().map(|name| vm.interner.text(*name)).collect();
    texts.sort_unstable();
    texts.dedup();
    Ok(List::value(texts.iter().map(|text| Str::value(text)).collect()))
}

fn super_of(vm: &mut Vm, args: &[Value]) -> R {
    let (class, receiver) = (&args[1], &args[2]);
    if class.is_unbound() {
        // Where the compiler could not find the class and the first argument.
        let caller = vm.stack_frame(0);
        let frame = caller.as_ref().and_then(Value::get::<ouro_vm::objects::Snapshot>);
        let function = frame.and_then(|frame| frame.function.get::<Function>());
        let message = match function.is_some_and(|f| f.code().code.params.positional > 0) {
            true => "super(): __class__ cell not found",
            false => "super(): no arguments",
        };
        return Err(vm.raise(Exc::RuntimeError, message));
    }
    if !class.is::<Class>() {
        let message = "super() argument 1 must be a type, not ";
        return Err(args::wrong_type(vm, message, class));
    }
    if receiver.is_unbound() {
        let (receiver, start) = (Value::None, Value::None);
        return Ok(Value::new(Super { class: class.clone(), receiver, start }));
    }
    let start = if receiver.is::<Class>() && vm.is_subclass(receiver, class) {
        receiver.clone()
    } else if vm.is_instance(receiver, class) {
        vm.class_of(receiver)
    } else {
        let (got, wanted) = (vm.type_name(receiver), vm.class_name(class));
        let message = format!(
            "super(type, obj): obj (instance of {got}) is not an instance or subtype of type ({wanted})."
        );
        return Err(args::type_error(vm, &message));
    };
    Ok(Value::new(Super { class: class.clone(), receiver: receiver.clone(), start }))
}
