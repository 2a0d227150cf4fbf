//! `bytes` and `bytearray` (library reference, "Binary Sequence Types"): construction, special methods
//! and what `bytearray` alone has. Their shared methods are in `shared`, encodings in `codec`.

mod ascii;
pub(crate) mod codec;
mod shared;

pub(crate) use shared::hex;

use std::cell::RefCell;

use crate::prelude::*;
use crate::types::sequence;

static NEW: NativeDef = native(
    "__new__",
    "(cls, /, source=..., encoding=..., errors=...)",
    "Create bytes.",
    |vm, args| {
        let exact = args[0].is_same(&vm.type_object(Type::Bytes));
        if exact && args[1].is::<Bytes>() && args[2].is_unbound() && args[3].is_unbound() {
            return Ok(args[1].clone());
        }
        let bytes = from_arguments(vm, &args[1..], true)?;
        Ok(vm.wrap_base(&args[0], Value::new(Bytes(bytes.into()))))
    },
);

static NEW_ARRAY: NativeDef =
    native("__new__", "(cls, /, *args, **kwargs)", "Create an empty bytearray.", |vm, args| {
        Ok(vm.wrap_base(&args[0], Value::new(ByteArray(RefCell::default()))))
    });

static BYTES: &[NativeDef] = &[
    native("__bytes__", "(self, /)", "The bytes themselves.", |vm, args| {
        this::<Bytes>(vm, &args[0])?;
        Ok(args::base(&args[0]).clone())
    }),
    native("__getnewargs__", "(self, /)", "The arguments for a copy.", |vm, args| {
        this::<Bytes>(vm, &args[0])?;
        Ok(Tuple::value(vec![args::base(&args[0]).clone()]))
    }),
];

static ARRAY: &[NativeDef] = &[
    native(
        "__init__",
        "(self, /, source=..., encoding=..., errors=...)",
        "Fill the bytearray.",
        |vm, args| {
            let bytes = from_arguments(vm, &args[1..], false)?;
            let array = this::<ByteArray>(vm, &args[0])?;
            *array.0.borrow_mut() = bytes;
            Ok(Value::None)
        },
    ),
    native("append", "(self, item, /)", "Append a byte.", |vm, args| {
        let byte = byte(vm, &args[1])?;
        this::<ByteArray>(vm, &args[0])?.0.borrow_mut().push(byte);
        Ok(Value::None)
    }),
    native(
        "extend",
        "(self, iterable_of_ints, /)",
        "Append all bytes of an iterable.",
        |vm, args| {
            let more = match args::with_bytes(&args[1], <[u8]>::to_vec) {
                Some(bytes) => bytes,
                None => {
                    if is_a::<Str>(&args[1]) {
                        let message = "expected iterable of integers; got: 'str'";
                        return Err(args::type_error(vm, message));
                    }
                    let items = vm.collect(&args[1])?;
                    let mut bytes = Vec::with_capacity(items.len());
                    for item in &items {
                        bytes.push(byte(vm, item)?);
                    }
                    bytes
                }
            };
            this::<ByteArray>(vm, &args[0])?.0.borrow_mut().extend(more);
            Ok(Value::None)
        },
    ),
    native("insert", "(self, index, item, /)", "Insert a byte before an index.", |vm, args| {
        let at = args::size(vm, &args[1])?;
        let byte = byte(vm, &args[2])?;
        let mut array = this::<ByteArray>(vm, &args[0])?.0.borrow_mut();
        let length = i64::try_from(array.len()).unwrap_or(i64::MAX);
        let at = if at < 0 { (at + length).max(0) } else { at.min(length) };
        array.insert(usize::try_from(at).unwrap_or(0), byte);
        Ok(Value::None)
    }),
    native("pop", "(self, index=-1, /)", "Remove and return a byte.", |vm, args| {
        let at = args::size(vm, &args[1])?;
        let array = this::<ByteArray>(vm, &args[0])?;
        let length = array.0.borrow().len();
        if length == 0 {
            return Err(vm.raise(Exc::IndexError, "pop from empty bytearray"));
        }
        let at = if at < 0 { at + i64::try_from(length).unwrap_or(0) } else { at };
        match usize::try_from(at) {
            Ok(at) if at < length => Ok(Value::Int(i64::from(array.0.borrow_mut().remove(at)))),
            _ => Err(vm.raise(Exc::IndexError, "pop index out of range")),
        }
    }),
    native("remove", "(self, value, /)", "Remove the first such byte.", |vm, args| {
        let byte = byte(vm, &args[1])?;
        let array = this::<ByteArray>(vm, &args[0])?;
        let found = array.0.borrow().iter().position(|other| *other == byte);
        match found {
            Some(at) => {
                array.0.borrow_mut().remove(at);
                Ok(Value::None)
            }
            None => Err(args::value_error(vm, "value not found in bytearray")),
        }
    }),
    native("clear", "(self, /)", "Remove all bytes.", |vm, args| {
        this::<ByteArray>(vm, &args[0])?.0.borrow_mut().clear();
        Ok(Value::None)
    }),
    native("reverse", "(self, /)", "Reverse the bytes.", |vm, args| {
        this::<ByteArray>(vm, &args[0])?.0.borrow_mut().reverse();
        Ok(Value::None)
    }),
    native("copy", "(self, /)", "A copy of the bytearray.", |vm, args| {
        let copy = this::<ByteArray>(vm, &args[0])?.0.borrow().clone();
        Ok(Value::new(ByteArray(RefCell::new(copy))))
    }),
    native("__iadd__", "(self, value, /)", "Implement self+=value.", |vm, args| {
        if args[0].is_same(&args[1]) {
            let message = "Existing exports of data: object cannot be re-sized";
            return Err(vm.raise(Exc::BufferError, message));
        }
        let Some(more) = args::with_bytes(&args[1], <[u8]>::to_vec) else {
            return Err(cannot_concat(vm, &args[1], &args[0]));
        };
        this::<ByteArray>(vm, &args[0])?.0.borrow_mut().extend(more);
        Ok(args[0].clone())
    }),
    native("__imul__", "(self, value, /)", "Implement self*=value.", |vm, args| {
        this::<ByteArray>(vm, &args[0])?;
        let times = Value::Int(args::size(vm, &args[1])?);
        vm.binary(BinOp::Mul, args::base(&args[0]), &times, true)?;
        Ok(args[0].clone())
    }),
];

/// Special methods of both.
static SPECIAL: &[NativeDef] = &[
    native("__add__", "(self, value, /)", "Return self+value.", |vm, args| {
        let left = shared::receiver(vm, &args[0])?;
        let Some(right) = args::with_bytes(&args[1], <[u8]>::to_vec) else {
            return Err(cannot_concat(vm, &args[1], &args[0]));
        };
        Ok(shared::alike(&args[0], [left, right].concat()))
    }),
    native("__mod__", "(self, value, /)", "Return self%value.", shared::percent),
];

/// Adds all of `bytes` and `bytearray`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Bytes);
    let contents = TypeContents {
        doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object",
        new: Some(&NEW),
        methods: BYTES,
        class_methods: shared::CLASS_METHODS,
        static_methods: ascii::STATIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let class = vm.type_object(Type::ByteArray);
    let contents = TypeContents {
        doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray",
        new: Some(&NEW_ARRAY),
        methods: ARRAY,
        class_methods: shared::CLASS_METHODS,
        static_methods: ascii::STATIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let both = [
        sequence::CONTAINER,
        sequence::ITEMS,
        sequence::REPEAT,
        sequence::REPR,
        super::compare::METHODS,
        SPECIAL,
        shared::METHODS,
        ascii::METHODS,
    ];
    super::add_methods(vm, Type::Bytes, &both);
    super::add_methods(vm, Type::ByteArray, &both);
    super::add_methods(vm, Type::ByteArray, &[sequence::CHANGING_ITEMS]);
    super::make_unhashable(vm, Type::ByteArray);
}

fn cannot_concat(vm: &mut Vm, other: &Value, to: &Value) -> Raised {
    let (other, to) = (vm.type_name(other), vm.type_name(to));
    args::type_error(vm, &format!("can't concat {other} to {to}"))
}

/// A byte, as an item of a bytearray.
fn byte(vm: &mut Vm, value: &Value) -> R<u8> {
    let number = vm.index(value)?;
    match number.to_u8() {
        Some(byte) => Ok(byte),
        None => Err(args::value_error(vm, "byte must be in range(0, 256)")),
    }
}

fn from_arguments(vm: &mut Vm, arguments: &[Value], frozen: bool) -> R<Vec<u8>> {
    let [source, encoding, errors] = arguments else { return Ok(Vec::new()) };
    let coded = !encoding.is_unbound() || !errors.is_unbound();
    let class = if frozen { "bytes" } else { "bytearray" };
    if is_a::<Str>(source) {
        if encoding.is_unbound() {
            return Err(args::type_error(vm, "string argument without an encoding"));
        }
        let encoding =
            codec::name_arg(vm, encoding, "utf-8", &format!("{class}() argument 'encoding'"))?;
        let errors =
            codec::name_arg(vm, errors, "strict", &format!("{class}() argument 'errors'"))?;
        let bytes = codec::encode(vm, args::base(source), &encoding, &errors)?;
        return Ok(args::with_bytes(&bytes, <[u8]>::to_vec).unwrap_or_default());
    }
    if coded {
        let what = if encoding.is_unbound() { "errors" } else { "encoding" };
        return Err(args::type_error(vm, &format!("{what} without a string argument")));
    }
    if source.is_unbound() {
        return Ok(Vec::new());
    }
    from_source(vm, source, class)
}

fn from_source(vm: &mut Vm, source: &Value, class: &str) -> R<Vec<u8>> {
    if let Some(bytes) = args::with_bytes(source, <[u8]>::to_vec) {
        return Ok(bytes);
    }
    if let Some(result) = vm.call_special(source, names::BYTES, &[])? {
        return match args::with_bytes(&result, <[u8]>::to_vec) {
            Some(bytes) => Ok(bytes),
            None => {
                let got = vm.type_name(&result);
                let message = format!("__bytes__ returned non-bytes (type {got})");
                Err(args::type_error(vm, &message))
            }
        };
    }
    let is_number = as_big(args::base(source)).is_some()
        || !vm.lookup_special(source, names::INDEX).is_unbound();
    if is_number {
        let count = match args::size(vm, source) {
            Err(raised) if vm.matches(&raised, Exc::TypeError) => {
                let got = vm.type_name(source);
                let message = format!("cannot convert '{got}' object to {class}");
                return Err(args::type_error(vm, &message));
            }
            count => count?,
        };
        let Ok(count) = usize::try_from(count) else {
            return Err(args::value_error(vm, "negative count"));
        };
        vm.reserve(count)?;
        return Ok(vec![0; count]);
    }
    if vm.try_iter(source)?.is_none() {
        let got = vm.type_name(source);
        let message = format!("cannot convert '{got}' object to {class}");
        return Err(args::type_error(vm, &message));
    }
    let items = vm.collect(source)?;
    let mut bytes = Vec::with_capacity(items.len());
    for item in &items {
        let number = vm.index(item)?;
        match number.to_u8() {
            Some(byte) => bytes.push(byte),
            None => {
                let message = match class {
                    "bytes" => "bytes must be in range(0, 256)",
                    _ => "byte must be in range(0, 256)",
                };
                return Err(args::value_error(vm, message));
            }
        }
    }
    Ok(bytes)
}

/// Whether bytes hold other bytes, or one byte as a number.
pub(super) fn contains(vm: &mut Vm, bytes: &[u8], item: &Value) -> R<bool> {
    if let Some(part) = args::with_bytes(item, <[u8]>::to_vec) {
        return Ok(part.is_empty() || crate::text::search::find(bytes, &part).is_some());
    }
    if as_big(args::base(item)).is_none() && vm.lookup_special(item, names::INDEX).is_unbound() {
        let name = vm.type_name(item);
        let message = format!("a bytes-like object is required, not '{name}'");
        return Err(args::type_error(vm, &message));
    }
    Ok(bytes.contains(&byte(vm, item)?))
}
