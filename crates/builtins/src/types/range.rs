//! `range` and `slice` (library reference, "Ranges"; "Built-in Functions", `slice`).

use crate::prelude::*;
use crate::types::sequence;

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
        let start = bound(vm, &start)?;
        let stop = bound(vm, stop)?;
        let step = if args[3].is_unbound() { 1 } else { bound(vm, &args[3])? };
        if step == 0 {
            return Err(args::value_error(vm, "range() arg 3 must not be zero"));
        }
        Ok(Value::new(Range { start, stop, step }))
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
        let range = this::<Range>(vm, &args[0])?;
        let found = position(vm, range, &args[1])?;
        Ok(Value::Int(i64::from(found.is_some())))
    }),
    native("index", "(self, value, /)", "The index of a value.", |vm, args| {
        let range = this::<Range>(vm, &args[0])?;
        match position(vm, range, &args[1])? {
            Some(index) => Ok(Value::Int(index)),
            None => {
                let shown = crate::show::repr(vm, &args[1])?;
                let shown = text_of(&shown).map(ToString::to_string).unwrap_or_default();
                Err(args::value_error(vm, &format!("{shown} is not in range")))
            }
        }
    }),
    native("__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        let range = this::<Range>(vm, &args[0])?;
        let length = i64::try_from(range.len()).unwrap_or(i64::MAX);
        let last = range.start.wrapping_add(range.step.wrapping_mul(length - 1));
        let stop = last.wrapping_sub(range.step.wrapping_mul(length));
        let backwards = Value::new(Range { start: last, stop, step: range.step.wrapping_neg() });
        vm.iter(&backwards)
    }),
    native("__bool__", "(self, /)", "True if self else False", |vm, args| {
        Ok(Value::Bool(!this::<Range>(vm, &args[0])?.is_empty()))
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let range = this::<Range>(vm, &args[0])?;
        let length = Value::Int(i64::try_from(range.len()).unwrap_or(i64::MAX));
        let (start, step) = match range.len() {
            0 => (Value::None, Value::None),
            1 => (Value::Int(range.start), Value::None),
            _ => (Value::Int(range.start), Value::Int(range.step)),
        };
        super::compare::hash(vm, &Tuple::value(vec![length, start, step]))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("start", "The first number.", |vm, value| {
        Ok(Value::Int(this::<Range>(vm, value)?.start))
    }),
    property("stop", "Where it ends, not included.", |vm, value| {
        Ok(Value::Int(this::<Range>(vm, value)?.stop))
    }),
    property("step", "From one number to the next.", |vm, value| {
        Ok(Value::Int(this::<Range>(vm, value)?.step))
    }),
];

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
        let (a, b) = (this::<Slice>(vm, &args[0])?, args[1].get::<Slice>());
        let Some(b) = b else { return Ok(Value::NotImplemented) };
        for (a, b) in [(&a.start, &b.start), (&a.stop, &b.stop), (&a.step, &b.step)] {
            if !vm.equal(a, b)? {
                return Ok(Value::Bool(false));
            }
        }
        Ok(Value::Bool(true))
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let slice = this::<Slice>(vm, &args[0])?;
        let parts = vec![slice.start.clone(), slice.stop.clone(), slice.step.clone()];
        super::compare::hash(vm, &Tuple::value(parts))
    }),
];

static SLICE_PROPERTIES: &[PropertyDef] = &[
    property("start", "Where it starts.", |vm, value| Ok(this::<Slice>(vm, value)?.start.clone())),
    property("stop", "Where it stops.", |vm, value| Ok(this::<Slice>(vm, value)?.stop.clone())),
    property("step", "The step.", |vm, value| Ok(this::<Slice>(vm, value)?.step.clone())),
];

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

/// A bound of a range. Ranges of larger numbers are refused, not cut.
fn bound(vm: &mut Vm, value: &Value) -> R<i64> {
    if let Some(small) = as_i64(value) {
        return Ok(small);
    }
    let big = vm.index(value)?;
    match big.to_i64() {
        Some(small) => Ok(small),
        None => {
            let message = "range() of integers beyond 64 bits is not supported";
            Err(vm.raise(Exc::OverflowError, message))
        }
    }
}

/// The index of a value in a range.
pub(super) fn position(vm: &mut Vm, range: &Range, value: &Value) -> R<Option<i64>> {
    let whole = match args::base(value) {
        Value::Float(float) if float.fract() == 0.0 && float.abs() < 9e15 => Some(*float as i64),
        other => as_i64(other),
    };
    if let Some(whole) = whole {
        let away = i128::from(whole) - i128::from(range.start);
        let step = i128::from(range.step);
        let fits = away % step == 0 && away / step >= 0 && away / step < i128::from(range.len());
        return Ok(fits.then(|| i64::try_from(away / step).unwrap_or(0)));
    }
    if as_big(args::base(value)).is_some() || matches!(value, Value::Float(_) | Value::None) {
        return Ok(None);
    }
    // Something else may be equal to a number all the same.
    for index in 0..range.len() {
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        let number = Value::Int(range.start.wrapping_add(range.step.wrapping_mul(index)));
        if vm.equal(&number, value)? {
            return Ok(Some(index));
        }
        vm.spend()?;
    }
    Ok(None)
}
