//! Arguments of native functions as numbers, texts and bytes, with the messages that CPython has for those
//! that do not fit; and what the tables of modules share.

use ouro_vm::Payload;
use ouro_vm::objects::{ByteArray, Bytes};

use crate::prelude::*;

/// Binds a name in a module.
pub(crate) fn set(vm: &Vm, module: &Module, name: &str, value: Value) {
    drop(module.namespace.set(vm.intern(name), value));
}

/// A `TypeError`.
#[cold]
pub(crate) fn type_error(vm: &mut Vm, message: &str) -> Raised {
    vm.raise(Exc::TypeError, message)
}

/// A `ValueError`.
#[cold]
pub(crate) fn value_error(vm: &mut Vm, message: &str) -> Raised {
    vm.raise(Exc::ValueError, message)
}

/// The payload of the receiver of a method.
pub(crate) fn this<'a, T: Payload>(vm: &mut Vm, value: &'a Value) -> R<&'a T> {
    if let Some(payload) = payload(value) {
        return Ok(payload);
    }
    let (wanted, got) = (T::layout().name, vm.type_name(value));
    let message = format!("descriptor requires a '{wanted}' object but received a '{got}'");
    Err(type_error(vm, &message))
}

/// The built-in value that an instance of a derived class is around, or the value itself.
pub(crate) fn base(value: &Value) -> &Value {
    match value.get::<Instance>().and_then(|instance| instance.base.get()) {
        Some(base) => base,
        None => value,
    }
}

/// The payload of a value, or of the built-in value that it is around.
pub(crate) fn payload<T: Payload>(value: &Value) -> Option<&T> {
    base(value).get()
}

/// The text of a string, where it is one.
pub(crate) fn text(value: &Value) -> Option<String> {
    payload::<Str>(value).map(ToString::to_string)
}

/// The items of a tuple of positional arguments.
pub(crate) fn rest(value: &Value) -> &[Value] {
    value.get::<Tuple>().map_or(&[], |tuple| &tuple.0)
}

/// The keyword arguments that a signature has gathered in a dict.
pub(crate) fn keywords(vm: &Vm, value: &Value) -> Vec<ouro_vm::Keyword> {
    let Some(dict) = value.get::<Dict>() else { return Vec::new() };
    let name = |key: &Value| vm.intern(&text(key).unwrap_or_default());
    dict.0.items().into_iter().map(|(key, value)| (name(&key), value)).collect()
}

/// A float, or what can be one: "must be real number, not str".
pub(crate) fn float(vm: &mut Vm, value: &Value) -> R<f64> {
    match base(value) {
        Value::Float(float) => return Ok(*float),
        Value::Int(int) => return Ok(*int as f64),
        Value::Bool(flag) => return Ok(f64::from(u8::from(*flag))),
        _ => {}
    }
    if let Some(result) = vm.call_special(value, names::FLOAT, &[])? {
        if let Value::Float(float) = base(&result) {
            return Ok(*float);
        }
        let (of, got) = (vm.type_name(value), vm.type_name(&result));
        return Err(type_error(vm, &format!("{of}.__float__ returned non-float (type {got})")));
    }
    if vm.lookup_special(value, names::INDEX).is_unbound() {
        let got = vm.type_name(value);
        return Err(type_error(vm, &format!("must be real number, not {got}")));
    }
    let big = vm.index(value)?;
    match big.to_f64().filter(|float| float.is_finite()) {
        Some(float) => Ok(float),
        None => Err(vm.raise(Exc::OverflowError, "int too large to convert to float")),
    }
}

/// An integer within 64 bits.
pub(crate) fn int(vm: &mut Vm, value: &Value) -> R<i64> {
    if let Some(small) = as_i64(value) {
        return Ok(small);
    }
    let big = vm.index(value)?;
    match big.to_i64() {
        Some(small) => Ok(small),
        None => Err(vm.raise(Exc::OverflowError, "Python int too large to convert to C long")),
    }
}

/// Whether a value is an integer (of any size), or derives from one.
pub(crate) fn is_int(value: &Value) -> bool {
    ouro_vm::as_big(base(value)).is_some()
}

/// Whether a value can be called, as the built-in function `callable` has it.
pub(crate) fn is_callable(vm: &mut Vm, value: &Value) -> R<bool> {
    let name = vm.intern("callable");
    let callable = vm.builtins.get::<Module>().map(|module| module.namespace.get(name));
    match callable {
        Some(callable) => {
            let answer = vm.call(&callable, std::slice::from_ref(value))?;
            vm.truthy(&answer)
        }
        None => Ok(false),
    }
}

/// The bytes of a bytes-like value.
pub(crate) fn bytes(value: &Value) -> Option<Vec<u8>> {
    let value = base(value);
    if let Some(bytes) = value.get::<Bytes>() {
        return Some(bytes.0.to_vec());
    }
    value.get::<ByteArray>().map(|array| array.0.borrow().clone())
}

/// Bytes as a value.
pub(crate) fn bytes_value(bytes: Vec<u8>) -> Value {
    Value::new(Bytes(bytes.into_boxed_slice()))
}

/// A count as a value.
pub(crate) fn count(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
