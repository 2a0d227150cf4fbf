//! Operators: arithmetic on the built-in numbers and sequences at once, everything else through the
//! special methods of both operands (data model, 3.3.8).

use std::cell::RefCell;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::exceptions::{Exc, Raised};
use crate::intern::{Sym, names};
use crate::objects::{Big, ByteArray, Bytes, Class, Complex, GenericAlias, List, Str, Tuple};
use crate::types::Type;
use crate::value::Value;
use crate::vm::{R, Vm};

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the operator of that name")]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    And,
    Or,
    Xor,
    Shl,
    Shr,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the operator of that name")]
pub enum UnOp {
    Neg,
    Pos,
    Invert,
}

struct OpNames {
    symbol: &'static str,
    method: Sym,
    reflected: Sym,
    in_place: Sym,
}

const fn op(symbol: &'static str, method: Sym, reflected: Sym, in_place: Sym) -> OpNames {
    OpNames { symbol, method, reflected, in_place }
}

use names as n;
const OPERATORS: [OpNames; 13] = [
    op("+", n::ADD, n::RADD, n::IADD),
    op("-", n::SUB, n::RSUB, n::ISUB),
    op("*", n::MUL, n::RMUL, n::IMUL),
    op("/", n::TRUEDIV, n::RTRUEDIV, n::ITRUEDIV),
    op("//", n::FLOORDIV, n::RFLOORDIV, n::IFLOORDIV),
    op("%", n::MOD, n::RMOD, n::IMOD),
    op("** or pow()", n::POW, n::RPOW, n::IPOW),
    op("@", n::MATMUL, n::RMATMUL, n::IMATMUL),
    op("&", n::AND, n::RAND, n::IAND),
    op("|", n::OR, n::ROR, n::IOR),
    op("^", n::XOR, n::RXOR, n::IXOR),
    op("<<", n::LSHIFT, n::RLSHIFT, n::ILSHIFT),
    op(">>", n::RSHIFT, n::RRSHIFT, n::IRSHIFT),
];

/// Bits that a shift or a power may make: some hundred megabytes.
const MAX_BITS: u64 = 1 << 32;

/// An integer as the language has it: inline if it fits.
#[must_use]
pub fn int_value(n: BigInt) -> Value {
    match n.to_i64() {
        Some(small) => Value::Int(small),
        None => Value::new(Big(n)),
    }
}

/// The number of an int or bool.
#[must_use]
pub fn as_big(value: &Value) -> Option<BigInt> {
    match value {
        Value::Int(i) => Some(BigInt::from(*i)),
        Value::Bool(b) => Some(BigInt::from(u8::from(*b))),
        Value::Obj(object) => object.get::<Big>().map(|b| b.0.clone()),
        _ => None,
    }
}

/// The number of an int or bool that fits 64 bits.
#[must_use]
pub fn as_i64(value: &Value) -> Option<i64> {
    match value {
        Value::Int(i) => Some(*i),
        Value::Bool(b) => Some(i64::from(*b)),
        _ => None,
    }
}

const ZERO_TO_NEGATIVE: &str = "0.0 cannot be raised to a negative power";

impl Vm {
    /// `a op b`; `in_place` for the augmented assignment.
    ///
    /// # Errors
    /// `TypeError` for operands that don't go together, or what a method raises.
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value, in_place: bool) -> R {
        if let Some(result) = self.binary_built_in(op, a, b, in_place)? {
            return Ok(result);
        }
        self.binary_by_method(op, a, b, in_place)
    }

    fn binary_built_in(
        &mut self,
        op: BinOp,
        a: &Value,
        b: &Value,
        in_place: bool,
    ) -> R<Option<Value>> {
        if let (Some(x), Some(y)) = (as_i64(a), as_i64(b)) {
            if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
                match op {
                    BinOp::And => return Ok(Some(Value::Bool(*x & *y))),
                    BinOp::Or => return Ok(Some(Value::Bool(*x | *y))),
                    BinOp::Xor => return Ok(Some(Value::Bool(*x ^ *y))),
                    _ => {}
                }
            }
            if let Some(result) = small_int(op, x, y) {
                return Ok(Some(Value::Int(result)));
            }
        }
        if let (Some(x), Some(y)) = (number(a), number(b))
            && (matches!(a, Value::Float(_)) || matches!(b, Value::Float(_)))
        {
            return self.float_op(op, x, y);
        }
        let too_large = |v: &Value| v.is::<Big>() && number(v).is_none();
        if matches!(a, Value::Float(_)) && too_large(b)
            || matches!(b, Value::Float(_)) && too_large(a)
        {
            return Err(self.raise(Exc::OverflowError, "int too large to convert to float"));
        }
        if let (Some(x), Some(y)) = (as_big(a), as_big(b)) {
            return self.int_op(op, &x, &y);
        }
        self.sequence_op(op, a, b, in_place)
    }

    fn float_op(&mut self, op: BinOp, x: f64, y: f64) -> R<Option<Value>> {
        let result = match op {
            BinOp::Add => x + y,
            BinOp::Sub => x - y,
            BinOp::Mul => x * y,
            BinOp::Div | BinOp::FloorDiv | BinOp::Mod if y == 0.0 => {
                let what = match op {
                    BinOp::Div => "float division by zero",
                    BinOp::FloorDiv => "float floor division by zero",
                    _ => "float modulo by zero",
                };
                return Err(self.raise(Exc::ZeroDivisionError, what));
            }
            BinOp::Div => x / y,
            BinOp::FloorDiv => float_div_mod(x, y).0,
            BinOp::Mod => float_div_mod(x, y).1,
            BinOp::Pow => return self.float_pow(x, y),
            _ => return Ok(None),
        };
        Ok(Some(Value::Float(result)))
    }

    fn float_pow(&mut self, x: f64, y: f64) -> R<Option<Value>> {
        if x == 0.0 && y < 0.0 {
            return Err(self.raise(Exc::ZeroDivisionError, ZERO_TO_NEGATIVE));
        }
        if x < 0.0 && x.is_finite() && y.is_finite() && y.fract() != 0.0 {
            let (length, angle) = (x.abs().powf(y), std::f64::consts::PI * y);
            let (re, im) = (length * angle.cos(), length * angle.sin());
            return Ok(Some(Value::new(Complex { re, im })));
        }
        let result = x.powf(y);
        if result.is_infinite() && x.is_finite() && y.is_finite() {
            let args = vec![Value::Int(34), Str::value("Numerical result out of range")];
            return Err(self.raise_with(Exc::OverflowError, args));
        }
        Ok(Some(Value::Float(result)))
    }

    fn int_op(&mut self, op: BinOp, x: &BigInt, y: &BigInt) -> R<Option<Value>> {
        let result = match op {
            BinOp::Add => x + y,
            BinOp::Sub => x - y,
            BinOp::Mul => {
                self.check_bits(x.bits() + y.bits())?;
                self.big_mul(x, y)?
            }
            BinOp::FloorDiv | BinOp::Mod | BinOp::Div if y.is_zero() => {
                let what = match op {
                    BinOp::Mod => "integer modulo by zero",
                    BinOp::FloorDiv => "integer division or modulo by zero",
                    _ => "division by zero",
                };
                return Err(self.raise(Exc::ZeroDivisionError, what));
            }
            BinOp::FloorDiv => self.big_div_mod(x, y)?.0,
            BinOp::Mod => self.big_div_mod(x, y)?.1,
            BinOp::Div => return self.int_true_div(x, y).map(Some),
            BinOp::Pow => return self.int_pow(x, y),
            BinOp::And => x & y,
            BinOp::Or => x | y,
            BinOp::Xor => x ^ y,
            BinOp::Shl => return self.shift_left(x, y).map(Some),
            BinOp::Shr => return self.shift_right(x, y).map(Some),
            BinOp::MatMul => return Ok(None),
        };
        Ok(Some(int_value(result)))
    }

    fn check_bits(&mut self, bits: u64) -> R<()> {
        if bits > MAX_BITS {
            return Err(self.raise_with(Exc::MemoryError, Vec::new()));
        }
        self.reserve((bits / 8) as usize)
    }

    /// The quotient as a float, rounded once: the integer quotient is taken with enough bits to round from.
    fn int_true_div(&mut self, x: &BigInt, y: &BigInt) -> R {
        if let (Some(a), Some(b)) = (x.to_i64(), y.to_i64())
            && a.unsigned_abs() < 1 << 53
            && b.unsigned_abs() < 1 << 53
        {
            return Ok(Value::Float(a as f64 / b as f64));
        }
        let shift = 66 + y.bits() as i64 - x.bits() as i64;
        let (scaled, divisor) = if shift >= 0 {
            (x.abs() << shift as u64, y.abs())
        } else {
            (x.abs(), y.abs() << shift.unsigned_abs())
        };
        let (mut quotient, rest) = self.big_div_mod(&scaled, &divisor)?;
        if !rest.is_zero() {
            // A sticky bit: whatever is left only matters against a tie.
            quotient |= BigInt::from(1);
        }
        let magnitude = quotient.to_f64().unwrap_or(f64::INFINITY);
        let result = scale(magnitude, -shift);
        if result.is_infinite() {
            let message = "integer division result too large for a float";
            return Err(self.raise(Exc::OverflowError, message));
        }
        Ok(Value::Float(if x.is_negative() == y.is_negative() { result } else { -result }))
    }

    fn int_pow(&mut self, x: &BigInt, y: &BigInt) -> R<Option<Value>> {
        if y.is_negative() {
            let (Some(a), Some(b)) = (x.to_f64(), y.to_f64()) else { return Ok(None) };
            if a == 0.0 {
                return Err(self.raise(Exc::ZeroDivisionError, ZERO_TO_NEGATIVE));
            }
            return Ok(Some(Value::Float(a.powf(b))));
        }
        let small = x.bits() <= 1;
        let Some(exponent) = y.to_u32() else {
            if !small {
                return Err(self.raise_with(Exc::MemoryError, Vec::new()));
            }
            let odd = y.is_odd();
            let result = if x.is_zero() {
                0
            } else if x.is_negative() && odd {
                -1
            } else {
                1
            };
            return Ok(Some(Value::Int(result)));
        };
        if !small {
            self.check_bits(x.bits().saturating_mul(u64::from(exponent)))?;
        }
        self.big_pow(x, exponent).map(int_value).map(Some)
    }

    fn shift_left(&mut self, x: &BigInt, y: &BigInt) -> R {
        if y.is_negative() {
            return Err(self.raise(Exc::ValueError, "negative shift count"));
        }
        if x.is_zero() {
            return Ok(Value::Int(0));
        }
        let Some(count) = y.to_u64() else {
            return Err(self.raise(Exc::OverflowError, "too many digits in integer"));
        };
        self.check_bits(x.bits().saturating_add(count))?;
        Ok(int_value(x << count))
    }

    fn shift_right(&mut self, x: &BigInt, y: &BigInt) -> R {
        if y.is_negative() {
            return Err(self.raise(Exc::ValueError, "negative shift count"));
        }
        let all_gone = if x.is_negative() { -1 } else { 0 };
        match y.to_u64() {
            Some(count) if count < x.bits() + 1 => Ok(int_value(x >> count)),
            _ => Ok(Value::Int(all_gone)),
        }
    }

    fn sequence_op(&mut self, op: BinOp, a: &Value, b: &Value, in_place: bool) -> R<Option<Value>> {
        match op {
            BinOp::Add => {
                if let (Some(x), Some(y)) = (a.get::<Str>(), b.get::<Str>()) {
                    self.reserve(x.as_bytes().len() + y.as_bytes().len())?;
                    return Ok(Some(Str::concat(&[x, y])));
                }
                if let Some(x) = a.get::<List>() {
                    if in_place {
                        self.extend_list(x, b)?;
                        return Ok(Some(a.clone()));
                    }
                    if let Some(y) = b.get::<List>() {
                        let mut all = x.to_vec();
                        all.extend(y.to_vec());
                        return Ok(Some(List::value(all)));
                    }
                }
                if let (Some(x), Some(y)) = (a.get::<Tuple>(), b.get::<Tuple>()) {
                    return Ok(Some(Tuple::value([&*x.0, &*y.0].concat())));
                }
                if let (Some(x), Some(y)) = (a.get::<Bytes>(), b.get::<Bytes>()) {
                    return Ok(Some(Value::new(Bytes([&*x.0, &*y.0].concat().into()))));
                }
                Ok(None)
            }
            BinOp::Mul => match (as_i64(a), as_i64(b)) {
                (None, Some(times)) => self.repeat(a, times, in_place),
                (Some(times), None) => self.repeat(b, times, false),
                _ => Ok(None),
            },
            BinOp::Or => Ok(self.type_union(a, b)),
            _ => Ok(None),
        }
    }

    fn repeat(&mut self, sequence: &Value, times: i64, in_place: bool) -> R<Option<Value>> {
        let times = usize::try_from(times).unwrap_or(0);
        let length = |len: usize, size: usize| len.checked_mul(times)?.checked_mul(size);
        let too_large = |vm: &mut Self| vm.raise_with(Exc::MemoryError, Vec::new());
        if let Some(text) = sequence.get::<Str>() {
            let Some(bytes) = length(text.as_bytes().len(), 1) else { return Err(too_large(self)) };
            self.reserve(bytes.saturating_mul(2))?;
            return Ok(Some(text.repeat(times)));
        }
        if let Some(bytes) = sequence.get::<Bytes>() {
            let Some(size) = length(bytes.0.len(), 1) else { return Err(too_large(self)) };
            self.reserve(size)?;
            return Ok(Some(Value::new(Bytes(bytes.0.repeat(times).into()))));
        }
        if let Some(bytes) = sequence.get::<ByteArray>() {
            let len = bytes.0.borrow().len();
            let Some(size) = length(len, 1) else { return Err(too_large(self)) };
            self.reserve(size)?;
            let all = bytes.0.borrow().repeat(times);
            if in_place {
                *bytes.0.borrow_mut() = all;
                return Ok(Some(sequence.clone()));
            }
            return Ok(Some(Value::new(ByteArray(RefCell::new(all)))));
        }
        let items = if let Some(list) = sequence.get::<List>() {
            list.to_vec()
        } else if let Some(tuple) = sequence.get::<Tuple>() {
            tuple.0.to_vec()
        } else {
            return Ok(None);
        };
        let Some(bytes) = length(items.len(), size_of::<Value>()) else {
            return Err(too_large(self));
        };
        // A tuple is a copy once more.
        self.reserve(if sequence.is::<List>() { bytes } else { bytes.saturating_mul(2) })?;
        let mut all = Vec::with_capacity(items.len() * times);
        for _ in 0..times {
            all.extend_from_slice(&items);
        }
        if let Some(list) = sequence.get::<List>() {
            if in_place {
                drop(std::mem::replace(&mut *list.0.borrow_mut(), all));
                return Ok(Some(sequence.clone()));
            }
            return Ok(Some(List::value(all)));
        }
        Ok(Some(Tuple::value(all)))
    }

    /// `int | None`, for annotations and `isinstance`.
    #[must_use]
    pub fn type_union(&self, a: &Value, b: &Value) -> Option<Value> {
        let fits = |v: &Value| v.is_none() || v.is::<Class>() || v.is::<GenericAlias>();
        if !fits(a) || !fits(b) || (a.is_none() && b.is_none()) {
            return None;
        }
        let mut members: Vec<Value> = Vec::new();
        for side in [a, b] {
            let union = side.get::<GenericAlias>().filter(|g| g.origin.is_unbound());
            let parts = match union.and_then(|g| g.args.get::<Tuple>()) {
                Some(args) => args.0.to_vec(),
                None => vec![side.clone()],
            };
            for part in parts {
                let part = if part.is_none() { self.type_object(Type::NoneType) } else { part };
                if !members.iter().any(|m| m.is_same(&part)) {
                    members.push(part);
                }
            }
        }
        if let [only] = &members[..] {
            return Some(only.clone());
        }
        let args = Tuple::value(members);
        Some(Value::new(GenericAlias { origin: Value::Unbound, args }))
    }

    fn binary_by_method(&mut self, op: BinOp, a: &Value, b: &Value, in_place: bool) -> R {
        let names = &OPERATORS[op as usize];
        if in_place && let Some(result) = self.try_operator(a, names.in_place, b)? {
            return Ok(result);
        }
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let differ = !class_a.is_same(&class_b);
        // The right side goes first if its class is the more special one and has its own method.
        let right_first = differ
            && self.is_subclass(&class_b, &class_a)
            && !self
                .lookup_special(b, names.reflected)
                .is_same(&self.lookup_special(a, names.reflected));
        // Joining and repeating sequences is what is tried last; the right side's word comes before.
        let joins = matches!(op, BinOp::Add | BinOp::Mul)
            && b.is::<crate::objects::Instance>()
            && is_sequence(a);
        let right_first = right_first || joins;
        if right_first && let Some(result) = self.try_operator(b, names.reflected, a)? {
            return Ok(result);
        }
        if let Some(result) = self.try_operator(a, names.method, b)? {
            return Ok(result);
        }
        if differ
            && !right_first
            && let Some(result) = self.try_operator(b, names.reflected, a)?
        {
            return Ok(result);
        }
        Err(self.unsupported(op, a, b, in_place))
    }

    fn try_operator(&mut self, value: &Value, name: Sym, other: &Value) -> R<Option<Value>> {
        let result = self.call_special(value, name, std::slice::from_ref(other))?;
        Ok(result.filter(|r| !matches!(r, Value::NotImplemented)))
    }

    #[cold]
    fn unsupported(&mut self, op: BinOp, a: &Value, b: &Value, in_place: bool) -> Raised {
        if op == BinOp::Add && !in_place {
            let can = |v: &Value| v.is::<Str>() || v.is::<List>() || v.is::<Tuple>();
            if can(a) {
                let (kind, other) = (self.type_name(a), self.type_name(b));
                let message = if a.is::<Str>() {
                    format!("can only concatenate str (not \"{other}\") to str")
                } else {
                    format!("can only concatenate {kind} (not \"{other}\") to {kind}")
                };
                return self.raise(Exc::TypeError, &message);
            }
        }
        if op == BinOp::Mul {
            let sequence = |v: &Value| {
                let v = self.unwrap_base(v);
                let bytes = v.is::<Bytes>() || v.is::<ByteArray>();
                bytes || v.is::<Str>() || v.is::<List>() || v.is::<Tuple>()
            };
            let other = if sequence(a) {
                Some(b)
            } else if sequence(b) {
                Some(a)
            } else {
                None
            };
            if let Some(other) = other {
                let other = self.type_name(other);
                let message = format!("can't multiply sequence by non-int of type '{other}'");
                return self.raise(Exc::TypeError, &message);
            }
        }
        let symbol = OPERATORS[op as usize].symbol;
        let symbol = match (in_place, op) {
            (true, BinOp::Pow) => "**=".to_owned(),
            (true, _) => format!("{symbol}="),
            (false, _) => symbol.to_owned(),
        };
        let message = format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(a),
            self.type_name(b)
        );
        self.raise(Exc::TypeError, &message)
    }

    /// `-a`, `+a`, `~a`
    ///
    /// # Errors
    /// `TypeError`, or what a method raises.
    pub fn unary(&mut self, op: UnOp, a: &Value) -> R {
        match (op, a) {
            (UnOp::Neg, Value::Float(x)) => return Ok(Value::Float(-x)),
            (UnOp::Pos, Value::Float(_)) => return Ok(a.clone()),
            _ => {}
        }
        if let Some(n) = as_big(a) {
            return Ok(int_value(match op {
                UnOp::Neg => -n,
                UnOp::Pos => n,
                UnOp::Invert => -n - 1,
            }));
        }
        let (name, symbol) = match op {
            UnOp::Neg => (names::NEG, "-"),
            UnOp::Pos => (names::POS, "+"),
            UnOp::Invert => (names::INVERT, "~"),
        };
        if let Some(result) = self.call_special(a, name, &[])? {
            return Ok(result);
        }
        let message = format!("bad operand type for unary {symbol}: '{}'", self.type_name(a));
        Err(self.raise(Exc::TypeError, &message))
    }

    /// `operator.index`: the integer of an int, or of what has `__index__`.
    ///
    /// # Errors
    /// `TypeError` for anything else.
    pub fn index(&mut self, value: &Value) -> R<BigInt> {
        if let Some(n) = as_big(&self.unwrap_base(value)) {
            return Ok(n);
        }
        if let Some(result) = self.call_special(value, names::INDEX, &[])? {
            if let Some(n) = as_big(&result) {
                return Ok(n);
            }
            let message = format!("__index__ returned non-int (type {})", self.type_name(&result));
            return Err(self.raise(Exc::TypeError, &message));
        }
        let message =
            format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
        Err(self.raise(Exc::TypeError, &message))
    }
}

fn small_int(op: BinOp, x: i64, y: i64) -> Option<i64> {
    match op {
        BinOp::Add => x.checked_add(y),
        BinOp::Sub => x.checked_sub(y),
        BinOp::Mul => x.checked_mul(y),
        BinOp::FloorDiv => (y != 0).then(|| floor_div(x, y)).flatten(),
        BinOp::Mod => (y != 0).then(|| floor_mod(x, y)).flatten(),
        BinOp::And => Some(x & y),
        BinOp::Or => Some(x | y),
        BinOp::Xor => Some(x ^ y),
        BinOp::Shl if (0..64).contains(&y) => {
            let shifted = x << y;
            (shifted >> y == x).then_some(shifted)
        }
        BinOp::Shr if y >= 0 => Some(x >> y.min(63)),
        BinOp::Pow => x.checked_pow(u32::try_from(y).ok()?),
        _ => None,
    }
}

/// `x // y` for a `y` that is not 0; none if it overflows.
#[inline]
pub(crate) fn floor_div(x: i64, y: i64) -> Option<i64> {
    let quotient = x.checked_div(y)?;
    Some(if x % y != 0 && (x < 0) != (y < 0) { quotient - 1 } else { quotient })
}

/// `x % y` for a `y` that is not 0; none if it overflows.
#[inline]
pub(crate) fn floor_mod(x: i64, y: i64) -> Option<i64> {
    let rest = x.checked_rem(y)?;
    Some(if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest })
}

/// `divmod` of floats, as the language has it: the remainder has the sign of the divisor.
#[must_use]
pub fn float_div_mod(x: f64, y: f64) -> (f64, f64) {
    let mut rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(y);
    } else if (y < 0.0) != (rest < 0.0) {
        rest += y;
        quotient -= 1.0;
    }
    let floored = if quotient == 0.0 {
        0.0_f64.copysign(x / y)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floored, rest)
}

/// A number as a float, if it is a small int, bool or float. Integers beyond 2^53 round to nearest.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Float(x) => Some(*x),
        Value::Int(i) => Some(*i as f64),
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::Obj(object) => {
            object.get::<Big>().and_then(|b| b.0.to_f64()).filter(|x| x.is_finite())
        }
        _ => None,
    }
}

/// `x * 2^by`, in two steps so that nothing overflows on the way.
fn scale(x: f64, by: i64) -> f64 {
    let half = by / 2;
    let power = |n: i64| 2.0_f64.powi(n.clamp(-1100, 1100) as i32);
    x * power(half) * power(by - half)
}

/// Whether a value is one of the sequences that `+` joins.
fn is_sequence(value: &Value) -> bool {
    value.is::<List>()
        || value.is::<Tuple>()
        || value.is::<Str>()
        || value.is::<crate::objects::Bytes>()
        || value.is::<crate::objects::ByteArray>()
}
