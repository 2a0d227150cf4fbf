//! `memoryview` of bytes and bytearrays (library reference, "Memory Views"): items are unsigned bytes, in
//! one dimension, any step. Other formats and shapes are refused.

use std::cell::Cell;

use ouro_vm::TypeDef;

use crate::prelude::*;

/// A window on the bytes of another object.
pub(crate) struct MemoryView {
    /// The bytes or bytearray.
    owner: Value,
    /// Where the first item is, how many there are, and how far apart.
    start: i64,
    count: i64,
    step: i64,
    released: Cell<bool>,
}
ouro_vm::object!(MemoryView, "memoryview", { owner, start, count, step, released });

static DEF: TypeDef = TypeDef {
    name: "memoryview",
    module: "builtins",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<MemoryView as ouro_vm::Payload>::layout),
    subclassable: false,
};

impl MemoryView {
    fn byte_at(&self, index: i64) -> u8 {
        let at = usize::try_from(self.start + index * self.step).unwrap_or(usize::MAX);
        args::with_bytes(&self.owner, |bytes| bytes.get(at).copied()).flatten().unwrap_or(0)
    }

    fn bytes(&self) -> Vec<u8> {
        let places = (0..self.count).map(|i| self.start + i * self.step);
        args::with_bytes(&self.owner, |bytes| {
            let at = |place| usize::try_from(place).ok().and_then(|at: usize| bytes.get(at));
            places.map(|place| at(place).copied().unwrap_or(0)).collect()
        })
        .unwrap_or_default()
    }

    fn is_read_only(&self) -> bool {
        !is_a::<ByteArray>(&self.owner)
    }
}

/// The bytes of a view that has not been released.
pub(crate) fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    value.get::<MemoryView>().filter(|view| !view.released.get()).map(MemoryView::bytes)
}

static NEW: NativeDef = native(
    "__new__",
    "(cls, object)",
    "Create a new memoryview object which references the given object.",
    |vm, args| {
        let whole = &args[1];
        if let Some(view) = whole.get::<MemoryView>() {
            let view = open(vm, view)?;
            return Ok(window(&view.owner, view.start, view.count, view.step));
        }
        let Some(length) = args::with_bytes(whole, <[u8]>::len) else {
            let got = vm.type_name(whole);
            let message = format!("memoryview: a bytes-like object is required, not '{got}'");
            return Err(args::type_error(vm, &message));
        };
        Ok(window(whole, 0, i64::try_from(length).unwrap_or(0), 1))
    },
);

fn window(owner: &Value, start: i64, count: i64, step: i64) -> Value {
    let released = Cell::new(false);
    Value::new(MemoryView { owner: owner.clone(), start, count, step, released })
}

fn open<'a>(vm: &mut Vm, view: &'a MemoryView) -> R<&'a MemoryView> {
    if view.released.get() {
        let message = "operation forbidden on released memoryview object";
        return Err(args::value_error(vm, message));
    }
    Ok(view)
}

fn receiver<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a MemoryView> {
    let view = this::<MemoryView>(vm, value)?;
    open(vm, view)
}

static METHODS: &[NativeDef] = &[
    native("__len__", "(self, /)", "Return len(self).", |vm, args| {
        Ok(Value::Int(receiver(vm, &args[0])?.count))
    }),
    native("__getitem__", "(self, key, /)", "Return self[key].", |vm, args| {
        let view = receiver(vm, &args[0])?;
        if let Some(slice) = args[1].get::<Slice>() {
            return slice_of(vm, view, slice)
                .map(|(start, count, step)| window(&view.owner, start, count, step));
        }
        let index = index(vm, view, &args[1])?;
        Ok(Value::Int(i64::from(view.byte_at(index))))
    }),
    native("__setitem__", "(self, key, value, /)", "Set self[key] to value.", set_item),
    native("__eq__", "(self, value, /)", "Return self==value.", |_, args| {
        let other = bytes_of(&args[1]).or_else(|| args::with_bytes(&args[1], <[u8]>::to_vec));
        Ok(match (bytes_of(&args[0]), other) {
            _ if args[0].is_same(&args[1]) => Value::Bool(true),
            (Some(a), Some(b)) => Value::Bool(a == b),
            _ => Value::NotImplemented,
        })
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let view = receiver(vm, &args[0])?;
        if !view.is_read_only() {
            return Err(args::value_error(vm, "cannot hash writable memoryview object"));
        }
        let bytes = Value::new(Bytes(view.bytes().into()));
        super::compare::hash(vm, &bytes)
    }),
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| {
        let bytes = receiver(vm, &args[0])?.bytes();
        vm.iter(&Value::new(Bytes(bytes.into())))
    }),
    native("__contains__", "(self, key, /)", "Return bool(key in self).", |vm, args| {
        let bytes = receiver(vm, &args[0])?.bytes();
        let found = as_i64(&args[1]).and_then(|i| u8::try_from(i).ok());
        Ok(Value::Bool(found.is_some_and(|byte| bytes.contains(&byte))))
    }),
    native("__enter__", "(self, /)", "The view itself.", |vm, args| {
        receiver(vm, &args[0])?;
        Ok(args[0].clone())
    }),
    native("__exit__", "(self, /, *args)", "Release the view.", |vm, args| {
        this::<MemoryView>(vm, &args[0])?.released.set(true);
        Ok(Value::None)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let released = this::<MemoryView>(vm, &args[0])?.released.get();
        let address = vm.id(&args[0]);
        let what = if released { "released memory" } else { "memory" };
        Ok(Str::value(&format!("<{what} at {address:#x}>")))
    }),
    native("release", "(self, /)", "Release the underlying buffer.", |vm, args| {
        this::<MemoryView>(vm, &args[0])?.released.set(true);
        Ok(Value::None)
    }),
    native("tobytes", "(self, /, order='C')", "The data as bytes.", |vm, args| {
        let bytes = receiver(vm, &args[0])?.bytes();
        Ok(Value::new(Bytes(bytes.into())))
    }),
    native("tolist", "(self, /)", "The data as a list of numbers.", |vm, args| {
        let bytes = receiver(vm, &args[0])?.bytes();
        Ok(List::value(bytes.into_iter().map(|b| Value::Int(i64::from(b))).collect()))
    }),
    native("hex", "(self, /, sep=..., bytes_per_sep=1)", "The data in hexadecimal.", |vm, args| {
        let bytes = receiver(vm, &args[0])?.bytes();
        let all = [Value::new(Bytes(bytes.into())), args[1].clone(), args[2].clone()];
        super::bytes::hex(vm, &all)
    }),
    native("toreadonly", "(self, /)", "A read-only copy of the view.", |vm, args| {
        let view = receiver(vm, &args[0])?;
        let frozen = Value::new(Bytes(view.bytes().into()));
        Ok(window(&frozen, 0, view.count, 1))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("obj", "The underlying object.", |vm, value| Ok(receiver(vm, value)?.owner.clone())),
    property("nbytes", "The size in bytes.", |vm, value| {
        Ok(Value::Int(receiver(vm, value)?.count))
    }),
    property("itemsize", "The size of an item in bytes.", |vm, value| {
        receiver(vm, value).map(|_| Value::Int(1))
    }),
    property("format", "The format of an item.", |vm, value| {
        receiver(vm, value).map(|_| Str::value("B"))
    }),
    property("ndim", "The number of dimensions.", |vm, value| {
        receiver(vm, value).map(|_| Value::Int(1))
    }),
    property("readonly", "Whether the memory is read only.", |vm, value| {
        Ok(Value::Bool(receiver(vm, value)?.is_read_only()))
    }),
    property("shape", "The length in each dimension.", |vm, value| {
        Ok(Tuple::value([Value::Int(receiver(vm, value)?.count)]))
    }),
    property("strides", "The step in each dimension, in bytes.", |vm, value| {
        Ok(Tuple::value([Value::Int(receiver(vm, value)?.step)]))
    }),
    property("contiguous", "Whether the items lie side by side.", |vm, value| {
        let view = receiver(vm, value)?;
        Ok(Value::Bool(view.step == 1 || view.count < 2))
    }),
];

fn index(vm: &mut Vm, view: &MemoryView, key: &Value) -> R<i64> {
    if as_big(args::base(key)).is_none() && vm.lookup_special(key, names::INDEX).is_unbound() {
        return Err(args::type_error(vm, "memoryview: invalid slice key"));
    }
    let index = args::index(vm, key)?;
    let at = if index < 0 { index.saturating_add(view.count) } else { index };
    if (0..view.count).contains(&at) {
        return Ok(at);
    }
    Err(vm.raise(Exc::IndexError, "index out of bounds on dimension 1"))
}

/// Where the items are that a slice of a view picks.
fn slice_of(vm: &mut Vm, view: &MemoryView, slice: &Slice) -> R<(i64, i64, i64)> {
    let length = usize::try_from(view.count).unwrap_or(0);
    let picked = vm.slice_positions(slice, length)?;
    let count = i64::try_from(picked.count).unwrap_or(0);
    Ok((view.start + picked.start * view.step, count, picked.step * view.step))
}

fn set_item(vm: &mut Vm, args: &[Value]) -> R {
    let view = receiver(vm, &args[0])?;
    if view.is_read_only() {
        return Err(args::type_error(vm, "cannot modify read-only memory"));
    }
    let (start, step, new) = if let Some(slice) = args[1].get::<Slice>() {
        let (start, count, step) = slice_of(vm, view, slice)?;
        let new = bytes_of(&args[2]).or_else(|| args::with_bytes(&args[2], <[u8]>::to_vec));
        let Some(new) = new else {
            let got = vm.type_name(&args[2]);
            let message = format!("a bytes-like object is required, not '{got}'");
            return Err(args::type_error(vm, &message));
        };
        if i64::try_from(new.len()) != Ok(count) {
            let message = "memoryview assignment: lvalue and rvalue have different structures";
            return Err(args::value_error(vm, message));
        }
        (start, step, new)
    } else {
        let at = index(vm, view, &args[1])?;
        if as_big(args::base(&args[2])).is_none() {
            return Err(args::type_error(vm, "memoryview: invalid type for format 'B'"));
        }
        let Some(byte) = vm.index(&args[2])?.to_u8() else {
            return Err(args::value_error(vm, "memoryview: invalid value for format 'B'"));
        };
        (view.start + at * view.step, 1, vec![byte])
    };
    if let Some(array) = payload::<ByteArray>(&view.owner) {
        let mut target = array.0.borrow_mut();
        for (place, byte) in (0..).map(|i: i64| start + i * step).zip(new) {
            if let Some(slot) = usize::try_from(place).ok().and_then(|at| target.get_mut(at)) {
                *slot = byte;
            }
        }
    }
    Ok(Value::None)
}

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&DEF);
    let contents = TypeContents {
        doc: "Create a new memoryview object which references the given object.",
        new: Some(&NEW),
        methods: METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    vm.set_builtin("memoryview", class);
}
