//! Functions, methods and what classes wrap them in: their attributes, `property`, `staticmethod` and
//! `classmethod` (data model, "Callable types"; library reference, "Built-in Functions").

use ouro_vm::objects::{BoundMethod, ClassMethod, Native, Property, StaticMethod};

use crate::prelude::*;

static FUNCTION: &[PropertyDef] = &[
    PropertyDef {
        name: "__name__",
        doc: "The name of the function.",
        get: |vm, value| Ok(this::<Function>(vm, value)?.name.get()),
        set: Some(|vm, value, new| {
            let new = string(vm, new, "__name__")?;
            this::<Function>(vm, value)?.name.set(new);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__qualname__",
        doc: "The name with those it is nested in.",
        get: |vm, value| Ok(this::<Function>(vm, value)?.qualname.get()),
        set: Some(|vm, value, new| {
            let new = string(vm, new, "__qualname__")?;
            this::<Function>(vm, value)?.qualname.set(new);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__doc__",
        doc: "The docstring.",
        get: |vm, value| Ok(or_none(this::<Function>(vm, value)?.doc.get())),
        set: Some(|vm, value, new| {
            this::<Function>(vm, value)?.doc.set(or_none(new));
            Ok(())
        }),
    },
    PropertyDef {
        name: "__defaults__",
        doc: "The defaults of the last positional parameters.",
        get: |vm, value| Ok(or_none(this::<Function>(vm, value)?.defaults.get())),
        set: Some(|vm, value, new| {
            let new = none_to_unbound(new);
            if !new.is_unbound() && !new.is::<Tuple>() {
                let message = "__defaults__ must be set to a tuple object";
                return Err(args::type_error(vm, message));
            }
            this::<Function>(vm, value)?.defaults.set(new);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__kwdefaults__",
        doc: "The defaults of keyword-only parameters.",
        get: |vm, value| Ok(or_none(this::<Function>(vm, value)?.kw_defaults.get())),
        set: Some(|vm, value, new| {
            let new = none_to_unbound(new);
            if !new.is_unbound() && !new.is::<Dict>() {
                let message = "__kwdefaults__ must be set to a dict object";
                return Err(args::type_error(vm, message));
            }
            this::<Function>(vm, value)?.kw_defaults.set(new);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__annotations__",
        doc: "The annotations of parameters and result.",
        get: |vm, value| {
            let function = this::<Function>(vm, value)?;
            if function.annotations.get().is_unbound() {
                function.annotations.set(Value::new(Dict::default()));
            }
            Ok(function.annotations.get())
        },
        set: Some(|vm, value, new| {
            this::<Function>(vm, value)?.annotations.set(new);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__module__",
        doc: "The name of the module.",
        get: |vm, value| {
            let function = this::<Function>(vm, value)?;
            let own = function.attributes.get().map(|own| own.get(names::MODULE));
            match own.and_then(Value::bound) {
                Some(own) => Ok(own),
                None if function.module().mapping.is_unbound() => {
                    Ok(vm.interner.value(function.module().name))
                }
                None => {
                    let key = vm.interner.value(names::NAME);
                    let mapping = function.module().mapping.clone();
                    let name = vm.get_item(&mapping, &key);
                    Ok(vm.unless(name, Exc::KeyError)?.unwrap_or(Value::None))
                }
            }
        },
        set: Some(|vm, value, new| {
            let function = this::<Function>(vm, value)?;
            drop(function.attributes.get_or_init(Box::default).set(names::MODULE, new));
            Ok(())
        }),
    },
    member("__globals__", "The names of the module that it is in.", |vm, value| {
        let module = Value::Obj(this::<Function>(vm, value)?.globals.clone());
        Ok(super::namespace_view::of_names(vm, &module).unwrap_or(Value::None))
    }),
    property("__code__", "The code object.", |vm, value| {
        Ok(Value::Obj(this::<Function>(vm, value)?.code.clone()))
    }),
    member("__closure__", "The cells of free variables.", |vm, value| {
        let function = this::<Function>(vm, value)?;
        Ok(if function.closure.is_empty() {
            Value::None
        } else {
            Tuple::value(function.closure.to_vec())
        })
    }),
];

/// What everything that can be called has.
static CALL: &[NativeDef] =
    &[native("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", |vm, args| {
        let keywords = crate::functions::keywords(vm, &args[2]);
        let positional = args[1].get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
        vm.call_keywords(&args[0], &positional, &keywords)
    })];

/// What makes a function a method.
static BINDING: &[NativeDef] = &[native(
    "__get__",
    "(self, instance, owner=None, /)",
    "Return an attribute of instance, which is of type owner.",
    |vm, args| {
        if args[1].is_none() && !args[2].is_none() {
            return Ok(args[0].clone());
        }
        let class = vm.class_of(&args[1]);
        vm.bind(&args[0], &args[1], &class)
    },
)];

static NEW_METHOD: NativeDef = native(
    "__new__",
    "(cls, function, instance, /)",
    "Create a bound instance method.",
    |vm, args| {
        if !crate::functions::introspect::is_callable(vm, &args[1]) {
            return Err(args::type_error(vm, "first argument must be callable"));
        }
        if args[2].is_none() {
            return Err(args::type_error(vm, "instance must not be None"));
        }
        Ok(Vm::bound_method(&args[1], &args[2]))
    },
);

static NEW_FUNCTION: NativeDef = native(
    "__new__",
    "(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
    "Create a function object.",
    new_function,
);

fn new_function(vm: &mut Vm, args: &[Value]) -> R {
    use ouro_vm::objects::{Cell, CodeObject};
    let (Value::Obj(code), Some(payload)) = (&args[1], args[1].get::<CodeObject>()) else {
        let message = "function() argument 'code' must be code, not ";
        return Err(args::wrong_type(vm, message, &args[1]));
    };
    let globals = match super::namespace_view::module_of(&args[2]) {
        Some(module) => module,
        None if is_a::<Dict>(&args[2]) => vm.module_of_mapping(&args[2]),
        None => {
            let message = "function() argument 'globals' must be dict, not ";
            return Err(args::wrong_type(vm, message, &args[2]));
        }
    };
    let Value::Obj(globals) = globals else { return Ok(Value::None) };
    let cells = args[5].get::<Tuple>().map(|cells| cells.0.to_vec());
    let closure: Box<[Value]> = cells.unwrap_or_default().into();
    let wanted = payload.code.free_names.len();
    if closure.len() != wanted || !closure.iter().all(Value::is::<Cell>) {
        let (name, got) = (&payload.code.name, closure.len());
        let message = format!("{name} requires closure of length {wanted}, not {got}");
        return Err(args::value_error(vm, &message));
    }
    let name = match &args[3] {
        Value::None => Str::value(&payload.code.name),
        given => given.clone(),
    };
    Ok(Value::new(Function {
        code: code.clone(),
        globals,
        closure,
        defaults: ValueCell::new(none_to_unbound(args[4].clone())),
        kw_defaults: ValueCell::new(none_to_unbound(args[6].clone())),
        qualname: ValueCell::new(name.clone()),
        name: ValueCell::new(name),
        doc: ValueCell::new(payload.code.doc.as_deref().map_or(Value::None, Str::value)),
        annotations: ValueCell::default(),
        attributes: Default::default(),
    }))
}

static METHOD: &[PropertyDef] = &[
    property("__self__", "The object that it is bound to.", |vm, value| {
        Ok(this::<BoundMethod>(vm, value)?.receiver.clone())
    }),
    property("__func__", "The function.", |vm, value| {
        Ok(this::<BoundMethod>(vm, value)?.function.clone())
    }),
    property("__name__", "The name of the function.", |vm, value| {
        of_function(vm, value, names::NAME)
    }),
    property("__qualname__", "The qualified name of the function.", |vm, value| {
        of_function(vm, value, names::QUALNAME)
    }),
    property("__doc__", "The docstring of the function.", |vm, value| {
        of_function(vm, value, names::DOC)
    }),
    property("__module__", "The module of the function.", |vm, value| {
        of_function(vm, value, names::MODULE)
    }),
];

static NATIVE: &[PropertyDef] = &[
    property("__name__", "The name of the function.", |vm, value| {
        Ok(Str::value(this::<Native>(vm, value)?.def.name))
    }),
    property("__qualname__", "The qualified name of the function.", |vm, value| {
        let native = this::<Native>(vm, value)?;
        Ok(Str::value(&if native.class.is_unbound() {
            native.def.name.to_owned()
        } else {
            format!("{}.{}", vm.class_name(&native.class), native.def.name)
        }))
    }),
    property("__doc__", "The docstring of the function.", |vm, value| {
        Ok(Str::value(this::<Native>(vm, value)?.def.doc))
    }),
    property("__self__", "What the function is bound to.", |vm, value| {
        let native = this::<Native>(vm, value)?;
        Ok(match (native.receiver.clone().bound(), native.module.clone().bound()) {
            (Some(receiver), _) => receiver,
            (None, Some(module)) => module,
            (None, None) => Value::None,
        })
    }),
    property("__module__", "The module of the function.", |vm, value| {
        let native = this::<Native>(vm, value)?;
        Ok(match native.module.get::<Module>() {
            Some(module) => vm.interner.value(module.name),
            None => Value::None,
        })
    }),
    property("__objclass__", "The class of which it is a method.", |vm, value| {
        Ok(or_none(this::<Native>(vm, value)?.class.clone()))
    }),
];

static NEW_PROPERTY: NativeDef = native(
    "__new__",
    "(cls, /, fget=None, fset=None, fdel=None, doc=None)",
    "Create a property.",
    |vm, args| {
        let mut doc = args[4].clone();
        if doc.is_none()
            && let Some(found) = vm.find_attr(&args[1], names::DOC)?
        {
            doc = found;
        }
        Ok(vm.wrap_base(
            &args[0],
            Value::new(Property {
                get: args[1].clone(),
                set: args[2].clone(),
                delete: args[3].clone(),
                doc,
                name: ValueCell::default(),
            }),
        ))
    },
);

static PROPERTY_METHODS: &[NativeDef] = &[
    native("getter", "(self, fget, /)", "The property with another getter.", |vm, args| {
        Ok(Value::new(this::<Property>(vm, &args[0])?.with(Some(args[1].clone()), None, None)))
    }),
    native("setter", "(self, fset, /)", "The property with another setter.", |vm, args| {
        Ok(Value::new(this::<Property>(vm, &args[0])?.with(None, Some(args[1].clone()), None)))
    }),
    native("deleter", "(self, fdel, /)", "The property with another deleter.", |vm, args| {
        Ok(Value::new(this::<Property>(vm, &args[0])?.with(None, None, Some(args[1].clone()))))
    }),
    native(
        "__get__",
        "(self, instance, owner=None, /)",
        "The value of the property.",
        |vm, args| {
            let get = this::<Property>(vm, &args[0])?.get.clone();
            if args[1].is_none() {
                return Ok(args[0].clone());
            }
            if get.is_none() {
                let class = vm.class_of(&args[1]);
                return vm.bind(&args[0], &args[1], &class);
            }
            vm.call(&get, &args[1..2])
        },
    ),
    native("__set__", "(self, instance, value, /)", "Set the property.", |vm, args| {
        let property = this::<Property>(vm, &args[0])?;
        vm.set_property(property, &args[1], args[2].clone()).map(|()| Value::None)
    }),
    native("__delete__", "(self, instance, /)", "Delete the property.", |vm, args| {
        let property = this::<Property>(vm, &args[0])?;
        vm.set_property(property, &args[1], Value::Unbound).map(|()| Value::None)
    }),
];

static PROPERTY_ATTRIBUTES: &[PropertyDef] = &[
    property("fget", "The getter.", |vm, value| Ok(this::<Property>(vm, value)?.get.clone())),
    property("fset", "The setter.", |vm, value| Ok(this::<Property>(vm, value)?.set.clone())),
    property("fdel", "The deleter.", |vm, value| Ok(this::<Property>(vm, value)?.delete.clone())),
    property("__doc__", "The docstring.", |vm, value| Ok(this::<Property>(vm, value)?.doc.clone())),
    property("__isabstractmethod__", "Whether one of its functions is abstract.", |vm, value| {
        let property = this::<Property>(vm, value)?;
        let parts = [property.get.clone(), property.set.clone(), property.delete.clone()];
        for part in &parts {
            if is_abstract(vm, part)? {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }),
    property("__name__", "The name.", |vm, value| {
        Ok(or_none(this::<Property>(vm, value)?.name.get()))
    }),
];

/// What static and class methods have of their function.
macro_rules! of_wrapped {
    ($type:ident, $name:literal) => {
        property($name, "That of the function.", |vm, value| {
            let function = this::<$type>(vm, value)?.0.clone();
            vm.get_attr_text(&function, $name)
        })
    };
}

fn is_abstract(vm: &mut Vm, function: &Value) -> R<bool> {
    let name = vm.intern("__isabstractmethod__");
    match vm.find_attr(function, name)? {
        Some(flag) => vm.truthy(&flag),
        None => Ok(false),
    }
}

static NEW_STATIC: NativeDef =
    native("__new__", "(cls, function, /)", "Create a static method.", |vm, args| {
        Ok(vm.wrap_base(&args[0], Value::new(StaticMethod(args[1].clone()))))
    });

static NEW_CLASS: NativeDef =
    native("__new__", "(cls, function, /)", "Create a class method.", |vm, args| {
        Ok(vm.wrap_base(&args[0], Value::new(ClassMethod(args[1].clone()))))
    });

static CLASS_METHODS: &[NativeDef] =
    &[native("__get__", "(self, instance, owner=None, /)", "The bound method.", |vm, args| {
        let class = if args[2].is_none() { vm.class_of(&args[1]) } else { args[2].clone() };
        vm.bind(&args[0], &Value::Unbound, &class)
    })];

static STATIC_METHODS: &[NativeDef] = &[
    native("__get__", "(self, instance, owner=None, /)", "The function.", |vm, args| {
        Ok(this::<StaticMethod>(vm, &args[0])?.0.clone())
    }),
    native("__call__", "(self, /, *args, **kwargs)", "Call the function.", |vm, args| {
        let function = this::<StaticMethod>(vm, &args[0])?.0.clone();
        let positional = args[1].get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
        let keywords = crate::functions::keywords(vm, &args[2]);
        vm.call_keywords(&function, &positional, &keywords)
    }),
];

static STATIC_ATTRIBUTES: &[PropertyDef] = &[
    property("__func__", "The function.", |vm, value| {
        Ok(this::<StaticMethod>(vm, value)?.0.clone())
    }),
    property("__wrapped__", "The function.", |vm, value| {
        Ok(this::<StaticMethod>(vm, value)?.0.clone())
    }),
    property("__isabstractmethod__", "Whether the function is abstract.", |vm, value| {
        let function = this::<StaticMethod>(vm, value)?.0.clone();
        is_abstract(vm, &function).map(Value::Bool)
    }),
    of_wrapped!(StaticMethod, "__name__"),
    of_wrapped!(StaticMethod, "__qualname__"),
    of_wrapped!(StaticMethod, "__doc__"),
    of_wrapped!(StaticMethod, "__module__"),
    of_wrapped!(StaticMethod, "__annotations__"),
];

static CLASS_ATTRIBUTES: &[PropertyDef] = &[
    property("__func__", "The function.", |vm, value| {
        Ok(this::<ClassMethod>(vm, value)?.0.clone())
    }),
    property("__wrapped__", "The function.", |vm, value| {
        Ok(this::<ClassMethod>(vm, value)?.0.clone())
    }),
    property("__isabstractmethod__", "Whether the function is abstract.", |vm, value| {
        let function = this::<ClassMethod>(vm, value)?.0.clone();
        is_abstract(vm, &function).map(Value::Bool)
    }),
    of_wrapped!(ClassMethod, "__name__"),
    of_wrapped!(ClassMethod, "__qualname__"),
    of_wrapped!(ClassMethod, "__doc__"),
    of_wrapped!(ClassMethod, "__module__"),
    of_wrapped!(ClassMethod, "__annotations__"),
];

/// Adds the attributes of everything that can be called.
pub(crate) fn install(vm: &mut Vm) {
    for (which, properties) in [
        (Type::Function, FUNCTION),
        (Type::Method, METHOD),
        (Type::Native, NATIVE),
        (Type::MethodDescriptor, NATIVE),
        (Type::SlotWrapper, NATIVE),
        (Type::MethodWrapper, NATIVE),
    ] {
        super::add_properties(vm, which, properties);
        super::add_methods(vm, which, &[super::sequence::REPR, CALL]);
    }
    for which in [Type::Function, Type::MethodDescriptor, Type::SlotWrapper] {
        super::add_methods(vm, which, &[BINDING]);
    }
    for (which, new) in [(Type::Method, &NEW_METHOD), (Type::Function, &NEW_FUNCTION)] {
        let class = vm.type_object(which);
        vm.extend_type(&class, &TypeContents { new: Some(new), ..TypeContents::default() });
    }
    let class = vm.type_object(Type::Property);
    let contents = TypeContents {
        doc: "Property attribute.",
        new: Some(&NEW_PROPERTY),
        methods: PROPERTY_METHODS,
        properties: PROPERTY_ATTRIBUTES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let class = vm.type_object(Type::StaticMethod);
    let contents = TypeContents {
        doc: "Convert a function to be a static method.",
        new: Some(&NEW_STATIC),
        methods: STATIC_METHODS,
        properties: STATIC_ATTRIBUTES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let class = vm.type_object(Type::ClassMethod);
    let contents = TypeContents {
        doc: "Convert a function to be a class method.",
        new: Some(&NEW_CLASS),
        methods: CLASS_METHODS,
        properties: CLASS_ATTRIBUTES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    for which in [Type::Property, Type::StaticMethod, Type::ClassMethod] {
        super::add_methods(vm, which, &[super::sequence::REPR]);
    }
}

fn none_to_unbound(value: Value) -> Value {
    if value.is_none() { Value::Unbound } else { value }
}

fn or_none(value: Value) -> Value {
    value.bound().unwrap_or(Value::None)
}

fn string(vm: &mut Vm, value: Value, what: &str) -> R {
    if is_a::<Str>(&value) {
        return Ok(value);
    }
    Err(args::type_error(vm, &format!("{what} must be set to a string object")))
}

fn of_function(vm: &mut Vm, value: &Value, name: ouro_vm::Sym) -> R {
    let function = this::<BoundMethod>(vm, value)?.function.clone();
    vm.get_attr(&function, name)
}
