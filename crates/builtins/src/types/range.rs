//! `range` and `slice` (library reference, "Ranges"; "Built-in Functions", `slice`).

use ouro_vm::{LongRange, TypeDef};

use crate::prelude::*;
use crate::types::{number, sequence};

static NEW: NativeDef = native(
    "__new__",
    "(cls, start, stop=..., step=..., /)",
    "Create a range of integers.",
    |vm, args| {
        let (start, stop) = if args[2].is_unbound() {
            (Value::Int(0), &args[1])
        } else {
            (args[1].clone(), &args[2])
        };
        let start = vm.index(&start)?;
        let stop = vm.index(stop)?;
        let step = if args[3].is_unbound() { BigInt::from(1) } else { vm.index(&args[3])? };
        if step.is_zero() {
            return Err(args::value_error(vm, "range() arg 3 must not be zero"));
        }
        Ok(LongRange { start, stop, step }.into_value())
    },
);

static NEW_SLICE: NativeDef = native(
    "__new__",
    "(cls, start, stop=..., step=None, /)",
    "Create a slice object.",
    |_, args| {
        let (start, stop) = if args[2].is_unbound() {
            (Value::None, args[1].clone())
        } else {
            (args[1].clone(), args[2].clone())
        };
        Ok(Value::new(Slice { start, stop, step: args[3].clone() }))
    },
);

static METHODS: &[NativeDef] = &[
    native("count", "(self, value, /)", "How often a value is in the range.", |vm, args| {
        let range = receiver(vm, &args[0])?;
        let found = position(vm, &range, &args[1])?;
        Ok(Value::Int(i64::from(found.is_some())))
    }),
    native("index", "(self, value, /)", "The index of a value.", |vm, args| {
        let range = receiver(vm, &args[0])?;
        if let Some(index) = position(vm, &range, &args[1])? {
            return Ok(int_value(index));
        }
        if !number::is_int(&args[1]) {
            let message = "sequence.index(x): x not in sequence";
            return Err(args::value_error(vm, message));
        }
        let shown = number::decimal(vm, &args[1])?;
        Err(args::value_error(vm, &format!("{shown} is not in range")))
    }),
    native("__reversed__", "(self, /)", "Return a reverse iterator.", |vm, args| {
        let backwards = receiver(vm, &args[0])?.reversed().into_value();
        vm.iter(&backwards)
    }),
    native("__bool__", "(self, /)", "True if self else False", |vm, args| {
        Ok(Value::Bool(!receiver(vm, &args[0])?.count().is_zero()))
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let range = receiver(vm, &args[0])?;
        let count = range.count();
        // Equal ranges have equal hashes, whatever their unused bounds are.
        let start = if count.is_zero() { Value::None } else { int_value(range.start) };
        let step = if count > BigInt::from(1) { int_value(range.step) } else { Value::None };
        super::compare::hash(vm, &Tuple::value(vec![int_value(count), start, step]))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    member("start", "The first number.", |vm, value| Ok(int_value(receiver(vm, value)?.start))),
    member("stop", "Where it ends, not included.", |vm, value| {
        Ok(int_value(receiver(vm, value)?.stop))
    }),
    member("step", "From one number to the next.", |vm, value| {
        Ok(int_value(receiver(vm, value)?.step))
    }),
];

static LONG_ITERATOR: TypeDef = TypeDef {
    name: ouro_vm::LONG_RANGE_ITERATOR,
    module: "builtins",
    base: Some(&ouro_vm::OBJECT),
    layout: None,
    subclassable: false,
};

fn receiver(vm: &mut Vm, value: &Value) -> R<LongRange> {
    match LongRange::of(value) {
        Some(range) => Ok(range),
        None => Err(args::wrong_receiver(vm, "range", value)),
    }
}

static SLICE_METHODS: &[NativeDef] = &[
    native(
        "indices",
        "(self, length, /)",
        "Start, stop and step for a sequence of a length.",
        |vm, args| {
            let slice = this::<Slice>(vm, &args[0])?;
            let length = args::size(vm, &args[1])?;
            let Ok(length) = usize::try_from(length) else {
                return Err(args::value_error(vm, "length should not be negative"));
            };
            let positions = vm.slice_positions(slice, length)?;
            let length = i64::try_from(length).unwrap_or(i64::MAX);
            let low = if positions.step > 0 { 0 } else { -1 };
            let high = if positions.step > 0 { length } else { length - 1 };
            let default = if positions.step > 0 { high } else { low };
            let stop = args::bound(vm, &slice.stop, default)?;
            let stop = if slice.stop.is_none() {
                default
            } else if stop < 0 {
                stop.saturating_add(length).max(low)
            } else {
                stop.min(high)
            };
            let parts = [positions.start, stop, positions.step];
            Ok(Tuple::value(parts.map(Value::Int).to_vec()))
        },
    ),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        compare_slices(vm, args, CmpOp::Eq)
    }),
    native("__ne__", "(self, value, /)", "Return self!=value.", |vm, args| {
        compare_slices(vm, args, CmpOp::Ne)
    }),
    native("__lt__", "(self, value, /)", "Return self<value.", |vm, args| {
        compare_slices(vm, args, CmpOp::Lt)
    }),
    native("__le__", "(self, value, /)", "Return self<=value.", |vm, args| {
        compare_slices(vm, args, CmpOp::Le)
    }),
    native("__gt__", "(self, value, /)", "Return self>value.", |vm, args| {
        compare_slices(vm, args, CmpOp::Gt)
    }),
    native("__ge__", "(self, value, /)", "Return self>=value.", |vm, args| {
        compare_slices(vm, args, CmpOp::Ge)
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let slice = this::<Slice>(vm, &args[0])?;
        let bits = vm.hash_slice(slice)?;
        Ok(Value::Int(i64::from_ne_bytes(bits.to_ne_bytes())))
    }),
];

static SLICE_PROPERTIES: &[PropertyDef] = &[
    member("start", "Where it starts.", |vm, value| Ok(this::<Slice>(vm, value)?.start.clone())),
    member("stop", "Where it stops.", |vm, value| Ok(this::<Slice>(vm, value)?.stop.clone())),
    member("step", "The step.", |vm, value| Ok(this::<Slice>(vm, value)?.step.clone())),
];

/// Slices compare as the tuples of their parts.
fn compare_slices(vm: &mut Vm, args: &[Value], op: CmpOp) -> R {
    let (Some(a), Some(b)) = (args[0].get::<Slice>(), args[1].get::<Slice>()) else {
        return Ok(Value::NotImplemented);
    };
    let parts = |s: &Slice| Tuple::value(vec![s.start.clone(), s.stop.clone(), s.step.clone()]);
    vm.compare(op, &parts(a), &parts(b))
}

/// Adds all of `range` and `slice`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Range);
    let contents = TypeContents {
        doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object",
        new: Some(&NEW),
        methods: METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let shared = [sequence::CONTAINER, sequence::ITEMS, sequence::REPR, super::compare::EQUALITY];
    super::add_methods(vm, Type::Range, &shared);
    super::register_iterator(vm, &LONG_ITERATOR);
    let class = vm.type_object(Type::Slice);
    let contents = TypeContents {
        doc: "slice(stop)\nslice(start, stop[, step])",
        new: Some(&NEW_SLICE),
        methods: SLICE_METHODS,
        properties: SLICE_PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    super::add_methods(vm, Type::Slice, &[sequence::REPR]);
}

/// The index of a value in a range.
pub(super) fn position(vm: &mut Vm, range: &LongRange, value: &Value) -> R<Option<BigInt>> {
    let base = args::base(value);
    if let Some(number) = as_big(base) {
        return Ok(range.position(&number));
    }
    if let Value::Float(float) = base {
        let whole: Option<BigInt> = num_traits::FromPrimitive::from_f64(*float);
        let whole = whole.filter(|_| float.fract() == 0.0);
        return Ok(whole.and_then(|number| range.position(&number)));
    }
    if value.is_none() || is_a::<Str>(value) {
        return Ok(None);
    }
    // Something else may be equal to a number all the same.
    let (mut index, count) = (BigInt::ZERO, range.count());
    while index < count {
        if vm.equal(&int_value(range.nth(&index)), value)? {
            return Ok(Some(index));
        }
        index += 1;
        vm.spend()?;
    }
    Ok(None)
}
