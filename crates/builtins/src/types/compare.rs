//! The comparison methods and `__hash__` of the built-in types, for scripts that name them: the VM's own
//! operators compare built-in values without them (data model, "Basic customization").

use crate::prelude::*;
use crate::types::number;

pub(crate) static METHODS: &[NativeDef] = &[
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        same_kind(vm, args, CmpOp::Eq)
    }),
    native("__ne__", "(self, value, /)", "Return self!=value.", |vm, args| {
        same_kind(vm, args, CmpOp::Ne)
    }),
    native("__lt__", "(self, value, /)", "Return self<value.", |vm, args| {
        same_kind(vm, args, CmpOp::Lt)
    }),
    native("__le__", "(self, value, /)", "Return self<=value.", |vm, args| {
        same_kind(vm, args, CmpOp::Le)
    }),
    native("__gt__", "(self, value, /)", "Return self>value.", |vm, args| {
        same_kind(vm, args, CmpOp::Gt)
    }),
    native("__ge__", "(self, value, /)", "Return self>=value.", |vm, args| {
        same_kind(vm, args, CmpOp::Ge)
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        hash(vm, args::base(&args[0]))
    }),
];

/// Equality alone, for types without an order.
pub(crate) static EQUALITY: &[NativeDef] = &[
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        same_kind(vm, args, CmpOp::Eq)
    }),
    native("__ne__", "(self, value, /)", "Return self!=value.", |vm, args| {
        same_kind(vm, args, CmpOp::Ne)
    }),
];

/// `hash()` as a number of the language.
pub(crate) fn hash(vm: &mut Vm, value: &Value) -> R {
    let bits = vm.hash(value)?;
    Ok(Value::Int(i64::from_ne_bytes(bits.to_ne_bytes())))
}

/// A comparison of two values of one type; anything else is not this type's to say.
fn same_kind(vm: &mut Vm, args: &[Value], op: CmpOp) -> R {
    let (a, b) = (args::base(&args[0]), args::base(&args[1]));
    if !comparable(a, b) {
        return Ok(Value::NotImplemented);
    }
    vm.nested(" in comparison", |vm| vm.compare(op, a, b))
}

fn comparable(a: &Value, b: &Value) -> bool {
    if number::is_int(a) {
        return number::is_int(b);
    }
    if number::as_float(a).is_some() {
        return number::is_real(b);
    }
    match (a.as_ref(), b.as_ref()) {
        (Some(x), Some(y)) => std::ptr::eq(x.layout(), y.layout()),
        _ => false,
    }
}
