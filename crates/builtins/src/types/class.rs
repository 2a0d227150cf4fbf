//! `type`: the attributes and methods of classes (data model, "Custom classes"; library reference,
//! "Special Attributes").

use crate::prelude::*;

static NEW: NativeDef =
    native("__new__", "(cls, /, *args, **kwargs)", "Create and return a new class.", |vm, args| {
        if !args[0].is::<Class>() {
            let got = vm.type_name(&args[0]);
            let message = format!("type.__new__(X): X is not a type object ({got})");
            return Err(args::type_error(vm, &message));
        }
        if !vm.is_subclass(&args[0], &vm.type_object(Type::Type)) {
            let name = vm.class_name(&args[0]);
            let message = format!("type.__new__({name}): {name} is not a subtype of type");
            return Err(args::type_error(vm, &message));
        }
        let row: &[Value] = args[1].get::<Tuple>().map_or(&[], |row| &row.0);
        let [name, bases, contents] = row else {
            let message = format!("type.__new__() takes exactly 3 arguments ({} given)", row.len());
            return Err(args::type_error(vm, &message));
        };
        let contents = vm.unwrap_base(contents);
        check_part(vm, 1, "str", is_a::<Str>(name), name)?;
        check_part(vm, 2, "tuple", is_a::<Tuple>(bases), bases)?;
        check_part(vm, 3, "dict", contents.is::<Dict>(), &contents)?;
        let (name, bases) = (vm.unwrap_base(name), vm.unwrap_base(bases));
        check_name(vm, &name)?;
        let keywords = crate::functions::keywords(vm, &args[2]);
        vm.make_class(&args[0], &name, &bases, &contents, &keywords)
    });

fn check_part(vm: &mut Vm, at: usize, expected: &str, fits: bool, part: &Value) -> R<()> {
    if fits {
        return Ok(());
    }
    let got = vm.type_name(part);
    let message = format!("type.__new__() argument {at} must be {expected}, not {got}");
    Err(args::type_error(vm, &message))
}

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, /, *args, **kwargs)", "Initialize self.", |vm, args| {
        let row: &[Value] = args[1].get::<Tuple>().map_or(&[], |row| &row.0);
        if row.len() != 1 && row.len() != 3 {
            return Err(args::type_error(vm, "type.__init__() takes 1 or 3 arguments"));
        }
        Ok(Value::None)
    }),
    native("mro", "(self, /)", "The order in which attributes are looked for.", |vm, args| {
        let mro = this::<Class>(vm, &args[0])?.mro.get();
        Ok(List::value(mro.get::<Tuple>().map(|mro| mro.0.to_vec()).unwrap_or_default()))
    }),
    native(
        "__subclasses__",
        "(self, /)",
        "The classes that derive from it directly.",
        |vm, args| {
            let class = this::<Class>(vm, &args[0])?;
            Ok(List::value(
                class.subclasses.get().map(ouro_vm::WeakList::to_vec).unwrap_or_default(),
            ))
        },
    ),
    native("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", |vm, args| {
        this::<Class>(vm, &args[0])?;
        let positional = args[1].get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
        let keywords = crate::functions::keywords(vm, &args[2]);
        vm.instantiate(&args[0], &positional, &keywords)
    }),
    native(
        "__instancecheck__",
        "(self, instance, /)",
        "Check if an object is an instance.",
        |vm, args| Ok(Value::Bool(vm.is_instance(&args[1], &args[0]))),
    ),
    native(
        "__subclasscheck__",
        "(self, subclass, /)",
        "Check if a class is a subclass.",
        |vm, args| Ok(Value::Bool(vm.is_subclass(&args[1], &args[0]))),
    ),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        Ok(vm.type_union(&args[0], &args[1]).unwrap_or(Value::NotImplemented))
    }),
    native("__ror__", "(self, value, /)", "Return value|self.", |vm, args| {
        Ok(vm.type_union(&args[1], &args[0]).unwrap_or(Value::NotImplemented))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    PropertyDef {
        name: "__name__",
        doc: "The name of the class.",
        get: |vm, value| Ok(this::<Class>(vm, value)?.name.get()),
        set: Some(|vm, value, new| set_name(vm, value, new, "__name__")),
    },
    PropertyDef {
        name: "__qualname__",
        doc: "The name with those it is nested in.",
        get: |vm, value| Ok(this::<Class>(vm, value)?.qualname.get()),
        set: Some(|vm, value, new| set_name(vm, value, new, "__qualname__")),
    },
    PropertyDef {
        name: "__annotations__",
        doc: "The annotations of its attributes.",
        get: |vm, value| {
            let class = this::<Class>(vm, value)?;
            let own = class.namespace.get(names::ANNOTATIONS);
            if !own.is_unbound() {
                return Ok(own);
            }
            if !class.is_heap() {
                return Err(vm.no_attribute(value, names::ANNOTATIONS));
            }
            let new = Value::new(Dict::default());
            drop(class.namespace.set(names::ANNOTATIONS, new.clone()));
            Ok(new)
        },
        set: Some(|vm, value, new| {
            let class = this::<Class>(vm, value)?;
            drop(class.namespace.set(names::ANNOTATIONS, new));
            Ok(())
        }),
    },
    property("__bases__", "The bases.", |vm, value| Ok(this::<Class>(vm, value)?.bases.get())),
    property("__base__", "The base that instances are laid out by.", |vm, value| {
        let class = this::<Class>(vm, value)?;
        let bases = class.bases.get();
        Ok(bases.get::<Tuple>().and_then(|bases| bases.0.first().cloned()).unwrap_or(Value::None))
    }),
    property("__mro__", "The order in which attributes are looked for.", |vm, value| {
        Ok(this::<Class>(vm, value)?.mro.get())
    }),
];

/// Adds all of `type`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Type);
    let contents = TypeContents {
        doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
        new: Some(&NEW),
        methods: METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    super::add_methods(vm, Type::Type, &[super::sequence::REPR]);
}

fn check_name(vm: &mut Vm, name: &Value) -> R<()> {
    if text_of(name).is_some_and(|text| text.as_bytes().contains(&0)) {
        return Err(args::value_error(vm, "type name must not contain null characters"));
    }
    Ok(())
}

fn set_name(vm: &mut Vm, value: &Value, new: Value, what: &str) -> R<()> {
    let class = this::<Class>(vm, value)?;
    if !class.is_heap() {
        let name = vm.class_name(value);
        let message = format!("cannot set '{what}' attribute of immutable type '{name}'");
        return Err(args::type_error(vm, &message));
    }
    if !is_a::<Str>(&new) {
        let (name, got) = (vm.class_name(value), vm.type_name(&new));
        let message = format!("can only assign string to {name}.{what}, not '{got}'");
        return Err(args::type_error(vm, &message));
    }
    if what == "__name__" {
        check_name(vm, &new)?;
        class.name.set(new);
    } else {
        class.qualname.set(new);
    }
    Ok(())
}
