//! Arguments of native functions: receivers, indices, strings and bounds, with the messages that CPython
//! has for those that do not fit. Binding names to parameters is the VM's, by the tables' signatures.

use ouro_vm::Payload;

use crate::prelude::*;
use crate::text::ErrorClass;

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

/// Whether a value, or the built-in value that it is around, has this payload.
pub(crate) fn is_a<T: Payload>(value: &Value) -> bool {
    base(value).is::<T>()
}

/// The receiver of a method.
pub(crate) fn this<'a, T: Payload>(vm: &mut Vm, value: &'a Value) -> R<&'a T> {
    match payload(value) {
        Some(payload) => Ok(payload),
        None => Err(wrong_receiver(vm, T::layout().name, value)),
    }
}

/// The error of a method that is called for an object of another type.
#[cold]
pub(crate) fn wrong_receiver(vm: &mut Vm, wanted: &str, value: &Value) -> Raised {
    let got = vm.type_name(value);
    type_error(vm, &format!("descriptor requires a '{wanted}' object but received a '{got}'"))
}

/// The text of a string, where it is one.
pub(crate) fn text_of(value: &Value) -> Option<&Str> {
    payload(value)
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

/// A `TypeError` that ends with the name of a value's type.
#[cold]
pub(crate) fn wrong_type(vm: &mut Vm, message: &str, value: &Value) -> Raised {
    let got = vm.type_name(value);
    type_error(vm, &format!("{message}{got}"))
}

/// Raises an error of the text modules.
#[cold]
pub(crate) fn raise_text(vm: &mut Vm, error: &TextError) -> Raised {
    let class = match error.class {
        ErrorClass::Value => Exc::ValueError,
        ErrorClass::Type => Exc::TypeError,
        ErrorClass::Overflow => Exc::OverflowError,
        ErrorClass::Index => Exc::IndexError,
        ErrorClass::Key => Exc::KeyError,
        ErrorClass::Memory => return vm.raise_with(Exc::MemoryError, Vec::new()),
    };
    vm.raise(class, &error.message)
}

/// The result of a text function, its error raised.
pub(crate) fn text_result<T>(vm: &mut Vm, result: Result<T, TextError>) -> R<T> {
    result.map_err(|error| raise_text(vm, &error))
}

/// A string argument; `what` begins the message: "replace() argument 1 must be str, not ".
pub(crate) fn str_arg<'a>(vm: &mut Vm, value: &'a Value, what: &str) -> R<&'a Str> {
    match text_of(value) {
        Some(text) => Ok(text),
        None => {
            // CPython names `None` itself here, not its type.
            let got = if value.is_none() { "None".to_owned() } else { vm.type_name(value) };
            Err(type_error(vm, &format!("{what} must be str, not {got}")))
        }
    }
}

/// An integer that has to be a size: `__index__`, within 64 bits.
pub(crate) fn size(vm: &mut Vm, value: &Value) -> R<i64> {
    if let Some(small) = as_i64(value) {
        return Ok(small);
    }
    let big = vm.index(value)?;
    match big.to_i64() {
        Some(small) => Ok(small),
        None => {
            let message = "Python int too large to convert to C ssize_t";
            Err(vm.raise(Exc::OverflowError, message))
        }
    }
}

/// An integer that has to fit 32 bits.
pub(crate) fn small_size(vm: &mut Vm, value: &Value) -> R<i64> {
    let size = vm.index(value)?;
    match size.to_i32() {
        Some(small) => Ok(i64::from(small)),
        None => {
            let message = "Python int too large to convert to C int";
            Err(vm.raise(Exc::OverflowError, message))
        }
    }
}

/// An index, `None` where it fits no sequence: "cannot fit 'int' into an index-sized integer".
pub(crate) fn index(vm: &mut Vm, value: &Value) -> R<i64> {
    if let Some(small) = as_i64(value) {
        return Ok(small);
    }
    let big = vm.index(value)?;
    match big.to_i64() {
        Some(small) => Ok(small),
        None => {
            let name = vm.type_name(value);
            let message = format!("cannot fit '{name}' into an index-sized integer");
            Err(vm.raise(Exc::IndexError, &message))
        }
    }
}

/// One bound of a slice: clamped to 64 bits; `default` for `None` or nothing.
pub(crate) fn bound(vm: &mut Vm, value: &Value, default: i64) -> R<i64> {
    if value.is_none() || value.is_unbound() {
        return Ok(default);
    }
    if let Some(small) = as_i64(value) {
        return Ok(small);
    }
    let has_index =
        as_big(base(value)).is_some() || !vm.lookup_special(value, names::INDEX).is_unbound();
    if !has_index {
        let message = "slice indices must be integers or None or have an __index__ method";
        return Err(type_error(vm, message));
    }
    let big = vm.index(value)?;
    Ok(big.to_i64().unwrap_or(if big.is_negative() { i64::MIN } else { i64::MAX }))
}

/// The bounds of methods like `find`: from the front where negative, within the length; none if they
/// cross, when nothing, not even an empty text, is found.
pub(crate) fn bounds(
    vm: &mut Vm,
    start: &Value,
    end: &Value,
    length: usize,
) -> R<Option<(usize, usize)>> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let from_front = |at: i64| if at < 0 { (at + length).max(0) } else { at };
    let start = from_front(bound(vm, start, 0)?);
    let end = from_front(bound(vm, end, length)?).min(length);
    if start > end {
        return Ok(None);
    }
    Ok(Some((usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0))))
}

/// The limit of `split` and `replace`: all, for a negative one.
pub(crate) fn limit(vm: &mut Vm, value: &Value) -> R<Option<usize>> {
    if value.is_unbound() {
        return Ok(None);
    }
    Ok(usize::try_from(size(vm, value)?).ok())
}

/// An integer that counts, as a value.
pub(crate) fn count(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A string of generalised UTF-8, surrogates perhaps among it.
pub fn str_from_bytes(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => Str::value(text),
        Err(_) => {
            // The only thing that strict UTF-8 does not know here are three-byte surrogates.
            let mut points = Vec::with_capacity(bytes.len());
            let mut rest = bytes;
            while let Some(first) = rest.first() {
                let width = match first {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
                let (char, after) = rest.split_at(width.min(rest.len()));
                points.push(decode(char));
                rest = after;
            }
            Str::from_code_points(&points)
        }
    }
}

fn decode(char: &[u8]) -> u32 {
    let lead = match char {
        [one] => return u32::from(*one),
        [lead, _] => u32::from(lead & 0x1f),
        [lead, _, _] => u32::from(lead & 0x0f),
        [lead, ..] => u32::from(lead & 0x07),
        [] => 0,
    };
    char.iter().skip(1).fold(lead, |point, byte| point << 6 | u32::from(byte & 0x3f))
}

/// The code points of a string, at hand.
pub(crate) fn points(text: &Str) -> Vec<u32> {
    text.code_points().collect()
}

/// The bytes of a bytes-like value.
pub(crate) fn with_bytes<T>(value: &Value, look: impl FnOnce(&[u8]) -> T) -> Option<T> {
    let value = base(value);
    if let Some(bytes) = value.get::<Bytes>() {
        Some(look(&bytes.0))
    } else if let Some(array) = value.get::<ByteArray>() {
        Some(look(&array.0.borrow()))
    } else {
        crate::types::memoryview::bytes_of(value).map(|bytes| look(&bytes))
    }
}
