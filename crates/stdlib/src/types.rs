//! The module `types` (library reference, "types"): names for types of the interpreter, and
//! `SimpleNamespace`.

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "types",
    doc: "Define names for built-in types that aren't directly accessible as a builtin.",
    functions: &[],
    fill,
};

/// The class of simple namespaces, once there is one.
#[derive(Default)]
struct Namespaces(Value);

static NAMESPACE_METHODS: &[NativeDef] = &[
    native("__init__", "(self, mapping_or_iterable=..., /, **kwargs)", "", |vm, args| {
        if !args[1].is_unbound() {
            let dict = vm.call(&vm.type_object(Type::Dict), &args[1..2])?;
            set_all(vm, &args[0], &dict)?;
        }
        set_all(vm, &args[0], &args[2])?;
        Ok(Value::None)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let class = vm.class_of(&args[0]);
        let is_own = class.is_same(&vm.extension::<Namespaces>().0);
        let name = if is_own { "namespace".to_owned() } else { vm.class_name(&class) };
        if !vm.begin_showing(&args[0]) {
            return Ok(Str::value(&format!("{name}(...)")));
        }
        let text = show(vm, &args[0], &name);
        vm.end_showing();
        text
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        let class = vm.extension::<Namespaces>().0.clone();
        if !vm.is_instance(&args[1], &class) {
            return Ok(Value::NotImplemented);
        }
        let (a, b) = (attributes(vm, &args[0])?, attributes(vm, &args[1])?);
        vm.compare(CmpOp::Eq, &a, &b)
    }),
];

fn show(vm: &mut Vm, value: &Value, name: &str) -> R {
    let mut parts = Vec::new();
    let own = attributes(vm, value)?;
    for (key, value) in own.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default() {
        let shown = vm.repr(&value)?;
        parts.push(format!("{}={}", vm.display(&key), vm.display(&shown)));
    }
    Ok(Str::value(&format!("{name}({})", parts.join(", "))))
}

/// The attributes of an instance as a dict of its own.
pub(crate) fn attributes(vm: &mut Vm, value: &Value) -> R {
    let view = vm.get_attr(value, names::DICT)?;
    vm.call(&vm.type_object(Type::Dict), &[view])
}

fn set_all(vm: &mut Vm, value: &Value, dict: &Value) -> R<()> {
    for (key, item) in dict.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default() {
        let name = vm.intern(&args::text(&key).unwrap_or_default());
        vm.set_attr(value, name, item)?;
    }
    Ok(())
}

fn namespace_class(vm: &mut Vm) -> Value {
    let known = vm.extension::<Namespaces>().0.clone();
    if !known.is_unbound() {
        return known;
    }
    let object = vm.type_object(Type::Object);
    let class = vm.register_class("SimpleNamespace", "types", object);
    let contents = TypeContents { methods: NAMESPACE_METHODS, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    vm.extension::<Namespaces>().0 = class.clone();
    class
}

/// A simple namespace.
pub(crate) fn namespace(vm: &mut Vm, items: &[(&str, Value)]) -> R {
    let class = namespace_class(vm);
    let object = vm.call(&class, &[])?;
    for (name, value) in items {
        vm.set_attr(&object, vm.intern(name), value.clone())?;
    }
    Ok(object)
}

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    const TYPES: &[(&str, Type)] = &[
        ("FunctionType", Type::Function),
        ("LambdaType", Type::Function),
        ("BuiltinFunctionType", Type::Native),
        ("BuiltinMethodType", Type::Native),
        ("MethodType", Type::Method),
        ("MethodDescriptorType", Type::MethodDescriptor),
        ("GetSetDescriptorType", Type::NativeProperty),
        ("MemberDescriptorType", Type::Member),
        ("ModuleType", Type::Module),
        ("CodeType", Type::Code),
        ("CellType", Type::Cell),
        ("FrameType", Type::Frame),
        ("TracebackType", Type::Traceback),
        ("GeneratorType", Type::Generator),
        ("CoroutineType", Type::Coroutine),
        ("AsyncGeneratorType", Type::AsyncGenerator),
        ("GenericAlias", Type::GenericAlias),
        ("UnionType", Type::Union),
        ("NoneType", Type::NoneType),
        ("EllipsisType", Type::EllipsisType),
        ("NotImplementedType", Type::NotImplementedType),
    ];
    for (name, which) in TYPES {
        let class = vm.type_object(*which);
        args::set(vm, module, name, class);
    }
    let class = namespace_class(vm);
    args::set(vm, module, "SimpleNamespace", class);
    Ok(())
}
