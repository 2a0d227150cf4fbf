//! Ranges beyond 64 bits. Every range whose bounds fit is a [`Range`]; the others are exact and need not be
//! quick, so all they do is here, on big integers.

use std::cell::Cell;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};

use crate::cells::ValueCell;
use crate::exceptions::Exc;
use crate::objects::{NativeIter, Range, Slice};
use crate::operators::int_value;
use crate::value::Value;
use crate::vm::{R, Vm};

/// A range, of bounds of any size.
#[derive(Clone, PartialEq, Eq)]
pub struct LongRange {
    /// First number.
    pub start: BigInt,
    /// Where it ends, not included.
    pub stop: BigInt,
    /// The step, never 0.
    pub step: BigInt,
}
crate::object!(LongRange, "range", leaf);

/// The name of the type of their iterators.
pub const LONG_RANGE_ITERATOR: &str = "longrange_iterator";

impl LongRange {
    /// The bounds of a range of either kind.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        if let Some(range) = value.get::<Range>() {
            let (start, stop, step) = (range.start.into(), range.stop.into(), range.step.into());
            return Some(Self { start, stop, step });
        }
        value.get::<Self>().cloned()
    }

    /// The range as a value: of the small kind, if it fits.
    #[must_use]
    pub fn into_value(self) -> Value {
        match (self.start.to_i64(), self.stop.to_i64(), self.step.to_i64()) {
            (Some(start), Some(stop), Some(step)) => Value::new(Range { start, stop, step }),
            _ => Value::new(self),
        }
    }

    /// How many numbers there are.
    #[must_use]
    pub fn count(&self) -> BigInt {
        let span = if self.step.is_negative() {
            &self.start - &self.stop
        } else {
            &self.stop - &self.start
        };
        let width = self.step.abs();
        if span.is_positive() {
            (span - BigInt::from(1)).div_floor(&width) + 1
        } else {
            BigInt::ZERO
        }
    }

    /// The number at an index.
    #[must_use]
    pub fn nth(&self, index: &BigInt) -> BigInt {
        &self.start + index * &self.step
    }

    /// The index of a number, if it is in the range.
    #[must_use]
    pub fn position(&self, number: &BigInt) -> Option<BigInt> {
        let (index, rest) = (number - &self.start).div_mod_floor(&self.step);
        (rest.is_zero() && !index.is_negative() && index < self.count()).then_some(index)
    }

    /// The same numbers, from the last to the first.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let last = self.nth(&(self.count() - 1));
        let stop = &self.start - &self.step;
        Self { start: last, stop, step: -&self.step }
    }

    /// Whether two ranges have the same numbers.
    #[must_use]
    pub fn same_numbers(&self, other: &Self) -> bool {
        let count = self.count();
        count == other.count()
            && (count.is_zero()
                || self.start == other.start
                    && (count == BigInt::from(1) || self.step == other.step))
    }

    /// The iterator.
    #[must_use]
    pub fn iterator(&self) -> Value {
        let parts = [self.start.clone(), self.step.clone(), self.count()];
        let state = parts.into_iter().map(|part| ValueCell::new(int_value(part))).collect();
        Value::new(NativeIter {
            name: LONG_RANGE_ITERATOR,
            state,
            given: Default::default(),
            count: Cell::new(0),
            next,
            pairs: None,
        })
    }
}

fn next(vm: &mut Vm, iter: &NativeIter) -> R {
    let [number, step, left] = &iter.state[..] else { return Ok(Value::Unbound) };
    let (current, left_now) = (number.get(), left.get());
    if matches!(left_now, Value::Int(0)) {
        return Ok(Value::Unbound);
    }
    number.set(vm.binary(crate::BinOp::Add, &current, &step.get(), false)?);
    left.set(vm.binary(crate::BinOp::Sub, &left_now, &Value::Int(1), false)?);
    Ok(current)
}

impl Vm {
    /// `range[key]`, for a range or a key beyond 64 bits.
    pub(crate) fn long_range_item(&mut self, range: &LongRange, key: &Value) -> R {
        let count = range.count();
        if let Some(slice) = key.get::<Slice>() {
            return self.long_range_slice(range, slice, &count);
        }
        let mut index = self.index(key)?;
        if index.is_negative() {
            index += &count;
        }
        if index.is_negative() || index >= count {
            return Err(self.raise(Exc::IndexError, "range object index out of range"));
        }
        Ok(int_value(range.nth(&index)))
    }

    fn long_range_slice(&mut self, range: &LongRange, slice: &Slice, count: &BigInt) -> R {
        let step = match &slice.step {
            Value::None => BigInt::from(1),
            step => self.index(step)?,
        };
        if step.is_zero() {
            return Err(self.raise(Exc::ValueError, "slice step cannot be zero"));
        }
        let backwards = step.is_negative();
        let (low, high) = match backwards {
            true => (BigInt::from(-1), count - 1),
            false => (BigInt::ZERO, count.clone()),
        };
        let mut bound = |value: &Value, default: &BigInt| -> R<BigInt> {
            if value.is_none() {
                return Ok(default.clone());
            }
            let mut at = self.index(value)?;
            if at.is_negative() {
                at += count;
            }
            Ok(at.clamp(low.clone(), high.clone()))
        };
        let start = bound(&slice.start, if backwards { &high } else { &low })?;
        let stop = bound(&slice.stop, if backwards { &low } else { &high })?;
        let picked = LongRange {
            start: range.nth(&start),
            stop: range.nth(&stop),
            step: &range.step * &step,
        };
        Ok(picked.into_value())
    }
}
