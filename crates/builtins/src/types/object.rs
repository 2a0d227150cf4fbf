//! `object`: what every object has (data model, "Basic customization"). How attributes are found and
//! instances made is the VM's; here are the methods that scripts may name.

use crate::prelude::*;
use crate::show::{self, Shown};
use crate::show_objects;

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, /, *args, **kwargs)", "Initialize self.", init),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        show_objects::default(vm, &args[0]).map(Shown::into_value)
    }),
    native("__str__", "(self, /)", "Return str(self).", |vm, args| show::str_by_repr(vm, &args[0])),
    native("__format__", "(self, format_spec, /)", "Default object formatter.", |vm, args| {
        let spec = args::str_arg(vm, &args[1], "__format__() argument")?;
        show::format_object(vm, &args[0], spec)
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", |_, args| {
        Ok(if args[0].is_same(&args[1]) { Value::Bool(true) } else { Value::NotImplemented })
    }),
    native("__ne__", "(self, value, /)", "Return self!=value.", |vm, args| {
        match vm.call_special(&args[0], names::EQ, &args[1..])? {
            None | Some(Value::NotImplemented) => Ok(Value::NotImplemented),
            Some(equal) => Ok(Value::Bool(!vm.truthy(&equal)?)),
        }
    }),
    native("__lt__", "(self, value, /)", "Return self<value.", |_, _| Ok(Value::NotImplemented)),
    native("__le__", "(self, value, /)", "Return self<=value.", |_, _| Ok(Value::NotImplemented)),
    native("__gt__", "(self, value, /)", "Return self>value.", |_, _| Ok(Value::NotImplemented)),
    native("__ge__", "(self, value, /)", "Return self>=value.", |_, _| Ok(Value::NotImplemented)),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        Ok(Value::Int(i64::try_from(vm.id(&args[0]) >> 4).unwrap_or(0)))
    }),
    native("__getattribute__", "(self, name, /)", "Return getattr(self, name).", |vm, args| {
        let name = attribute_name(vm, &args[1])?;
        let class = vm.class_of(&args[0]);
        let found = match class.get::<Class>() {
            Some(payload) => vm.generic_find(&args[0], &class, payload, name)?,
            None => None,
        };
        match found {
            Some(value) => Ok(value),
            None => Err(vm.no_attribute(&args[0], name)),
        }
    }),
    native(
        "__setattr__",
        "(self, name, value, /)",
        "Implement setattr(self, name, value).",
        |vm, args| set(vm, &args[0], &args[1], args[2].clone()),
    ),
    native("__delattr__", "(self, name, /)", "Implement delattr(self, name).", |vm, args| {
        set(vm, &args[0], &args[1], Value::Unbound)
    }),
    native("__dir__", "(self, /)", "The names of its attributes.", |vm, args| {
        crate::functions::introspect::names_of(vm, &args[0])
    }),
    native("__sizeof__", "(self, /)", "Size of the object in memory, in bytes.", |_, _| {
        Ok(Value::Int(16))
    }),
];

/// `__class_getitem__` of the containers: `list[int]`.
pub(crate) static GENERIC: &[NativeDef] = &[native(
    "__class_getitem__",
    "(cls, item, /)",
    "The type with arguments, for annotations.",
    |_, args| Ok(super::alias::alias(&args[0], &args[1])),
)];

/// What a class calls when another derives from it, and when it is asked whether another does.
static SUBCLASSING: &[NativeDef] = &[
    native(
        "__subclasshook__",
        "(cls, object, /)",
        "Abstract classes can override this to customize issubclass().",
        |_, _| Ok(Value::NotImplemented),
    ),
    native(
        "__init_subclass__",
        "(cls, /, **kwargs)",
        "This method is called when a class is subclassed.",
        |vm, args| {
            if args[1].get::<Dict>().is_some_and(|dict| !dict.0.is_empty()) {
                let name = vm.class_name(&args[0]);
                let message = format!("{name}.__init_subclass__() takes no keyword arguments");
                return Err(args::type_error(vm, &message));
            }
            Ok(Value::None)
        },
    ),
];

/// Adds all of `object`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Object);
    let contents = TypeContents {
        doc: "The base class of the class hierarchy.",
        methods: METHODS,
        class_methods: SUBCLASSING,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
}

/// Arguments are for a `__new__` or `__init__` of the class itself; where it has neither, none may be
/// given.
fn init(vm: &mut Vm, args: &[Value]) -> R {
    let none_given = args[1].get::<Tuple>().is_none_or(|tuple| tuple.0.is_empty())
        && args[2].get::<Dict>().is_none_or(|dict| dict.0.is_empty());
    if none_given {
        return Ok(Value::None);
    }
    let found = vm.lookup_special(&args[0], names::INIT);
    let inherited = found
        .get::<ouro_vm::objects::Native>()
        .is_some_and(|native| native.class.is_same(&vm.type_object(Type::Object)));
    if !inherited {
        let message = "object.__init__() takes exactly one argument (the instance to initialize)";
        return Err(args::type_error(vm, message));
    }
    if vm.lookup_special(&args[0], names::NEW).is_unbound() {
        let name = vm.type_name(&args[0]);
        let message =
            format!("{name}.__init__() takes exactly one argument (the instance to initialize)");
        return Err(args::type_error(vm, &message));
    }
    Ok(Value::None)
}

/// The name of an attribute, given as a string.
pub(crate) fn attribute_name(vm: &mut Vm, name: &Value) -> R<ouro_vm::Sym> {
    match text_of(name) {
        Some(text) => Ok(vm.intern(&text.to_text())),
        None => {
            let got = vm.type_name(name);
            let message = format!("attribute name must be string, not '{got}'");
            Err(args::type_error(vm, &message))
        }
    }
}

fn set(vm: &mut Vm, object: &Value, name: &Value, value: Value) -> R {
    let name = attribute_name(vm, name)?;
    let class = vm.class_of(object);
    if let Some(payload) = class.get::<Class>() {
        vm.generic_set(object, payload, name, value)?;
    }
    Ok(Value::None)
}
