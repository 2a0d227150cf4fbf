//! `mappingproxy`: a mapping that can be read and not written (library reference, `types.MappingProxyType`).

use ouro_vm::TypeDef;

use crate::prelude::*;
use crate::show::{self, Shown};

/// A read-only view of a mapping.
pub(crate) struct MappingProxy(Value);
ouro_vm::object!(MappingProxy, "mappingproxy", (mapping));

/// The row of the type.
pub static DEF: TypeDef = TypeDef {
    name: "mappingproxy",
    module: "builtins",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<MappingProxy as ouro_vm::Payload>::layout),
    subclassable: false,
};

static NEW: NativeDef =
    native("__new__", "(cls, mapping)", "Read-only proxy of a mapping.", |vm, args| {
        let is_mapping = !vm.lookup_special(&args[1], names::GETITEM).is_unbound();
        if !is_mapping || is_a::<List>(&args[1]) || is_a::<Tuple>(&args[1]) {
            let got = vm.type_name(&args[1]);
            let message = format!("mappingproxy() argument must be a mapping, not {got}");
            return Err(args::type_error(vm, &message));
        }
        Ok(of(&args[1]))
    });

/// The proxy of a mapping.
pub(crate) fn of(mapping: &Value) -> Value {
    Value::new(MappingProxy(mapping.clone()))
}

fn inner(vm: &mut Vm, value: &Value) -> R {
    this::<MappingProxy>(vm, value).map(|proxy| proxy.0.clone())
}

/// Calls a method of the mapping.
fn pass_on(vm: &mut Vm, value: &Value, name: &str, args: &[Value]) -> R {
    let inner = inner(vm, value)?;
    let method = vm.get_attr_text(&inner, name)?;
    vm.call(&method, args)
}

static METHODS: &[NativeDef] = &[
    native("__getitem__", "(self, key, /)", "Return self[key].", |vm, args| {
        let inner = inner(vm, &args[0])?;
        vm.get_item(&inner, &args[1])
    }),
    native("__contains__", "(self, key, /)", "Return bool(key in self).", |vm, args| {
        let inner = inner(vm, &args[0])?;
        vm.contains(&inner, &args[1]).map(Value::Bool)
    }),
    native("__len__", "(self, /)", "Return len(self).", |vm, args| {
        let inner = inner(vm, &args[0])?;
        vm.len(&inner).map(args::count)
    }),
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| {
        let inner = inner(vm, &args[0])?;
        vm.iter(&inner)
    }),
    native("__reversed__", "(self, /)", "D.__reversed__() -> reverse iterator", |vm, args| {
        pass_on(vm, &args[0], "__reversed__", &[])
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        let inner = inner(vm, &args[0])?;
        vm.compare(CmpOp::Eq, &inner, &args[1])
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let inner = inner(vm, &args[0])?;
        super::compare::hash(vm, &inner)
    }),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        let unwrap =
            |value: &Value| value.get::<MappingProxy>().map_or(value.clone(), |p| p.0.clone());
        let (left, right) = (unwrap(&args[0]), unwrap(&args[1]));
        vm.binary(BinOp::Or, &left, &right, false)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let inner = inner(vm, &args[0])?;
        show::joined(vm, "mappingproxy(", &[inner], ")").map(Shown::into_value)
    }),
    native("__str__", "(self, /)", "Return str(self).", |vm, args| {
        let inner = inner(vm, &args[0])?;
        show::str(vm, &inner)
    }),
    native(
        "get",
        "(self, key, default=None, /)",
        "The value for a key, or the default.",
        |vm, args| pass_on(vm, &args[0], "get", &args[1..]),
    ),
    native("keys", "(self, /)", "The keys.", |vm, args| pass_on(vm, &args[0], "keys", &[])),
    native("values", "(self, /)", "The values.", |vm, args| pass_on(vm, &args[0], "values", &[])),
    native("items", "(self, /)", "The pairs.", |vm, args| pass_on(vm, &args[0], "items", &[])),
    native("copy", "(self, /)", "A copy of the mapping.", |vm, args| {
        pass_on(vm, &args[0], "copy", &[])
    }),
];

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&DEF);
    let contents = TypeContents {
        doc: "Read-only proxy of a mapping.",
        new: Some(&NEW),
        methods: METHODS,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
}
