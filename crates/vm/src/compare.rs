//! Comparison, equality, hashing and truth.

use std::cmp::Ordering;

use crate::exceptions::Exc;
use crate::intern::{Sym, names};
use crate::lookup::set_table;
use crate::objects::{
    Big, BoundMethod, ByteArray, Bytes, Dict, Exception, Instance, List, Native, Range, Str, Table,
    Tuple,
};
use crate::ranges::LongRange;
use crate::value::Value;
use crate::vm::{R, Vm};

/// A rich comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the operator of that name")]
pub enum CmpOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CmpOp {
    /// The operator with its sides swapped.
    #[must_use]
    pub const fn swapped(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            same => same,
        }
    }

    /// Its sign.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    const fn method(self) -> Sym {
        match self {
            Self::Lt => names::LT,
            Self::Le => names::LE,
            Self::Eq => names::EQ,
            Self::Ne => names::NE,
            Self::Gt => names::GT,
            Self::Ge => names::GE,
        }
    }

    /// Whether an order satisfies it; none is the order of a NaN.
    #[must_use]
    #[inline(always)]
    pub fn holds(self, order: Option<Ordering>) -> bool {
        match order {
            None => self == Self::Ne,
            Some(order) => match self {
                Self::Lt => order.is_lt(),
                Self::Le => order.is_le(),
                Self::Eq => order.is_eq(),
                Self::Ne => order.is_ne(),
                Self::Gt => order.is_gt(),
                Self::Ge => order.is_ge(),
            },
        }
    }
}

/// The order of two numbers (none with a NaN), or nothing if they are not both numbers.
fn compare_numbers(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    use crate::operators::{as_big, as_i64};
    if let (Some(x), Some(y)) = (as_i64(a), as_i64(b)) {
        return Some(Some(x.cmp(&y)));
    }
    match (a, b) {
        (Value::Float(x), Value::Float(y)) => Some(x.partial_cmp(y)),
        (Value::Float(x), _) => Some(compare_float(*x, &as_big(b)?)),
        (_, Value::Float(y)) => Some(compare_float(*y, &as_big(a)?).map(Ordering::reverse)),
        _ => Some(Some(as_big(a)?.cmp(&as_big(b)?))),
    }
}

/// A float against an integer, exactly.
fn compare_float(x: f64, n: &num_bigint::BigInt) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Greater } else { Ordering::Less });
    }
    let whole = num_traits::FromPrimitive::from_f64(x.trunc());
    let whole: num_bigint::BigInt = whole.unwrap_or_default();
    let fraction = x.fract().partial_cmp(&0.0).unwrap_or(Ordering::Equal);
    Some(whole.cmp(n).then(fraction))
}

impl Vm {
    /// `a op b`
    ///
    /// # Errors
    /// `TypeError` where there is no order, or what a method raises.
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> R {
        let result = self.compare_values(op, a, b)?;
        if !result.is_unbound() { Ok(result) } else { self.compare_by_method(op, a, b) }
    }

    /// Compares what is built in and alike; unbound for anything else.
    #[inline(always)]
    fn compare_values(&mut self, op: CmpOp, a: &Value, b: &Value) -> R {
        if let Some(order) = compare_numbers(a, b) {
            return Ok(Value::Bool(op.holds(order)));
        }
        if let (Some(x), Some(y)) = (a.get::<Str>(), b.get::<Str>()) {
            return Ok(Value::Bool(op.holds(Some(x.as_bytes().cmp(y.as_bytes())))));
        }
        if let (Some(x), Some(y)) = (a.get::<Bytes>(), b.get::<Bytes>()) {
            return Ok(Value::Bool(op.holds(Some(x.0.cmp(&y.0)))));
        }
        if a.is::<ByteArray>() || b.is::<ByteArray>() {
            let order = with_bytes(a, |x| with_bytes(b, |y| x.cmp(y))).flatten();
            if order.is_some() {
                return Ok(Value::Bool(op.holds(order)));
            }
        }
        if let (Some(x), Some(y)) = (a.get::<Tuple>(), b.get::<Tuple>()) {
            return self.nested(" in comparison", |vm| vm.compare_tuples(op, x, y));
        }
        if let (Some(x), Some(y)) = (a.get::<List>(), b.get::<List>()) {
            if matches!(op, CmpOp::Eq | CmpOp::Ne) && x.len() != y.len() {
                return Ok(Value::Bool(op == CmpOp::Ne));
            }
            return self
                .nested(" in comparison", |vm| vm.compare_rows(op, &|i| x.get(i), &|i| y.get(i)));
        }
        if matches!(op, CmpOp::Eq | CmpOp::Ne)
            && let Some(equal) = self.equal_built_in(a, b)?
        {
            return Ok(Value::Bool(equal == (op == CmpOp::Eq)));
        }
        Ok(Value::Unbound)
    }

    /// As [`Vm::compare_rows`], for rows that do not change meanwhile.
    fn compare_tuples(&mut self, op: CmpOp, x: &Tuple, y: &Tuple) -> R {
        for (a, b) in x.0.iter().zip(y.0.iter()) {
            if !self.equal(a, b)? {
                return match op {
                    CmpOp::Eq => Ok(Value::Bool(false)),
                    CmpOp::Ne => Ok(Value::Bool(true)),
                    _ => self.compare(op, a, b),
                };
            }
        }
        Ok(Value::Bool(op.holds(Some(x.0.len().cmp(&y.0.len())))))
    }

    /// Sequences compare by their first items that differ, else by length.
    fn compare_rows(
        &mut self,
        op: CmpOp,
        x: &dyn Fn(usize) -> Option<Value>,
        y: &dyn Fn(usize) -> Option<Value>,
    ) -> R {
        for i in 0.. {
            match (x(i), y(i)) {
                (Some(a), Some(b)) => {
                    if !self.equal(&a, &b)? {
                        return match op {
                            CmpOp::Eq => Ok(Value::Bool(false)),
                            CmpOp::Ne => Ok(Value::Bool(true)),
                            _ => self.compare(op, &a, &b),
                        };
                    }
                }
                (None, None) => return Ok(Value::Bool(op.holds(Some(Ordering::Equal)))),
                (None, _) => return Ok(Value::Bool(op.holds(Some(Ordering::Less)))),
                (_, None) => return Ok(Value::Bool(op.holds(Some(Ordering::Greater)))),
            }
        }
        Ok(Value::Bool(false))
    }

    /// Equality of built-in containers that have no order.
    fn equal_built_in(&mut self, a: &Value, b: &Value) -> R<Option<bool>> {
        if let (Some(x), Some(y)) = (a.get::<Dict>(), b.get::<Dict>()) {
            return self.nested(" in comparison", |vm| vm.equal_dicts(&x.0, &y.0)).map(Some);
        }
        if let (Some(x), Some(y)) = (set_table(a), set_table(b)) {
            if x.len() != y.len() {
                return Ok(Some(false));
            }
            for key in x.keys() {
                if self.table_find(y, &key)?.is_none() {
                    return Ok(Some(false));
                }
            }
            return Ok(Some(true));
        }
        if (a.is::<Range>() || a.is::<LongRange>())
            && let (Some(x), Some(y)) = (LongRange::of(a), LongRange::of(b))
        {
            return Ok(Some(x.same_numbers(&y)));
        }
        Ok(None)
    }

    fn equal_dicts(&mut self, x: &Table, y: &Table) -> R<bool> {
        if x.len() != y.len() {
            return Ok(false);
        }
        for (key, value) in x.items() {
            let Some(at) = self.table_find(y, &key)? else { return Ok(false) };
            if !self.equal(&value, &y.value(at))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn compare_by_method(&mut self, op: CmpOp, a: &Value, b: &Value) -> R {
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let right_first = !class_a.is_same(&class_b) && self.is_subclass(&class_b, &class_a);
        let sides = [(a, op, b), (b, op.swapped(), a)];
        for turn in 0..2 {
            let (value, op, other) = sides[usize::from(right_first) ^ turn];
            if let Some(result) = self.try_compare(op, value, other)? {
                return Ok(result);
            }
        }
        if let (Some(x), Some(y)) = (a.get::<BoundMethod>(), b.get::<BoundMethod>())
            && matches!(op, CmpOp::Eq | CmpOp::Ne)
        {
            let same = x.receiver.is_same(&y.receiver)
                && (x.function.is_same(&y.function)
                    || self.equal(&x.function.clone(), &y.function.clone())?);
            return Ok(Value::Bool(same == (op == CmpOp::Eq)));
        }
        if let (Some(x), Some(y)) = (a.get::<Native>(), b.get::<Native>())
            && matches!(op, CmpOp::Eq | CmpOp::Ne)
        {
            // The same method of the same object is made anew each time it is asked for.
            let same = std::ptr::eq(x.def, y.def)
                && x.receiver.is_same(&y.receiver)
                && x.class.is_same(&y.class);
            return Ok(Value::Bool(same == (op == CmpOp::Eq)));
        }
        match op {
            CmpOp::Eq => Ok(Value::Bool(a.is_same(b))),
            CmpOp::Ne => Ok(Value::Bool(!a.is_same(b))),
            _ => {
                let message = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    op.symbol(),
                    self.type_name(a),
                    self.type_name(b)
                );
                Err(self.raise(Exc::TypeError, &message))
            }
        }
    }

    fn try_compare(&mut self, op: CmpOp, value: &Value, other: &Value) -> R<Option<Value>> {
        let (inner, other_inner) = (self.unwrap_base(value), self.unwrap_base(other));
        let method = self.lookup_special(value, op.method());
        let by_script = method.is::<crate::objects::Function>()
            || method
                .get::<crate::objects::Native>()
                .is_some_and(crate::objects::Native::is_of_plain_class);
        let plain = inner.is_same(value) && other_inner.is_same(other);
        if !by_script && !plain {
            // An instance of a class that derives from a built-in type compares as its value does.
            let result = self.compare_values(op, &inner, &other_inner)?;
            return match result.is_unbound() {
                false => Ok(Some(result)),
                true => self.try_compare(op, &inner, &other_inner),
            };
        }
        if op == CmpOp::Ne && !by_script {
            // `!=` is the opposite of `==` unless it is defined.
            return Ok(match self.try_compare(CmpOp::Eq, value, other)? {
                Some(equal) => Some(Value::Bool(!self.truthy(&equal)?)),
                None => None,
            });
        }
        if method.is_unbound() {
            return Ok(None);
        }
        let result = self.call_method(&method, value, std::slice::from_ref(other))?;
        Ok(Some(result).filter(|r| !matches!(r, Value::NotImplemented)))
    }

    /// `a is b or a == b`, as a truth value: what containers ask.
    ///
    /// # Errors
    /// What a method raises.
    pub fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        if a.is_same(b) && !matches!(a, Value::Float(_)) {
            return Ok(true);
        }
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => return Ok(x == y),
            (Value::Float(x), Value::Float(y)) => {
                return Ok(x == y || x.to_bits() == y.to_bits());
            }
            (Value::Obj(x), Value::Obj(y)) => {
                if let (Some(x), Some(y)) = (x.get::<Str>(), y.get::<Str>()) {
                    return Ok(x == y);
                }
            }
            _ => {}
        }
        let result = self.compare(CmpOp::Eq, a, b)?;
        self.truthy(&result)
    }

    /// `bool(value)`
    ///
    /// # Errors
    /// What `__bool__` or `__len__` raises, or `TypeError` for what they give.
    #[inline]
    pub fn truthy(&mut self, value: &Value) -> R<bool> {
        match value {
            Value::Bool(b) => Ok(*b),
            Value::None | Value::Unbound => Ok(false),
            Value::Int(i) => Ok(*i != 0),
            Value::Float(x) => Ok(*x != 0.0),
            Value::Ellipsis | Value::NotImplemented => Ok(true),
            Value::Obj(object) => {
                if let Some(s) = object.get::<Str>() {
                    return Ok(!s.is_empty());
                }
                if let Some(l) = object.get::<List>() {
                    return Ok(!l.is_empty());
                }
                self.truthy_object(value)
            }
        }
    }

    fn truthy_object(&mut self, value: &Value) -> R<bool> {
        if let Some(instance) = value.get::<Instance>() {
            if let Some(result) = self.call_special(value, names::BOOL, &[])? {
                if let Value::Bool(b) = result {
                    return Ok(b);
                }
                let message =
                    format!("__bool__ should return bool, returned {}", self.type_name(&result));
                return Err(self.raise(Exc::TypeError, &message));
            }
            if !self.lookup_special(value, names::LEN).is_unbound() {
                return Ok(self.len(value)? != 0);
            }
            return match instance.base.get() {
                Some(base) => self.truthy(&(**base).clone()),
                None => Ok(true),
            };
        }
        if value.is::<Exception>() || value.is::<Big>() {
            return Ok(true);
        }
        if let Some(result) = self.call_special(value, names::BOOL, &[])? {
            return Ok(!matches!(result, Value::Bool(false)));
        }
        match self.built_in_len(value) {
            Some(len) => Ok(len != 0),
            None if !self.lookup_special(value, names::LEN).is_unbound() => {
                Ok(self.len(value)? != 0)
            }
            None => Ok(true),
        }
    }
}

/// What a function makes of the content of bytes or a bytearray.
fn with_bytes<T>(value: &Value, read: impl FnOnce(&[u8]) -> T) -> Option<T> {
    match value.get::<ByteArray>() {
        Some(bytes) => Some(read(&bytes.0.borrow())),
        None => value.get::<Bytes>().map(|bytes| read(&bytes.0)),
    }
}
