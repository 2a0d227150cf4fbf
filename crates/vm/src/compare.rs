//! Comparison, equality, hashing and truth.

use std::cmp::Ordering;
use std::hash::Hasher;

use num_traits::ToPrimitive;

use crate::exceptions::Exc;
use crate::intern::{Sym, names};
use crate::objects::{
    Big, ByteArray, Bytes, Dict, Exception, Found, FrozenSet, Instance, List, Range, Same, Set,
    Str, Table, Tuple,
};
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
            return self.deeper(" in comparison", |vm| {
                vm.compare_rows(op, &|i| x.0.get(i).cloned(), &|i| y.0.get(i).cloned())
            });
        }
        if let (Some(x), Some(y)) = (a.get::<List>(), b.get::<List>()) {
            if matches!(op, CmpOp::Eq | CmpOp::Ne) && x.len() != y.len() {
                return Ok(Value::Bool(op == CmpOp::Ne));
            }
            return self
                .deeper(" in comparison", |vm| vm.compare_rows(op, &|i| x.get(i), &|i| y.get(i)));
        }
        if matches!(op, CmpOp::Eq | CmpOp::Ne)
            && let Some(equal) = self.equal_built_in(a, b)?
        {
            return Ok(Value::Bool(equal == (op == CmpOp::Eq)));
        }
        self.compare_by_method(op, a, b)
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
            return self.deeper(" in comparison", |vm| vm.equal_dicts(&x.0, &y.0)).map(Some);
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
        if let (Some(x), Some(y)) = (a.get::<Range>(), b.get::<Range>()) {
            let same = x.len() == y.len()
                && (x.is_empty() || x.start == y.start && (x.len() == 1 || x.step == y.step));
            return Ok(Some(same));
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
            return self.compare(op, &inner, &other_inner).map(Some);
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
        if let Value::Float(x) = a
            && let Value::Float(y) = b
        {
            return Ok(x == y || x.to_bits() == y.to_bits());
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

    /// `hash(value)`, as the bits that tables use.
    ///
    /// # Errors
    /// `TypeError` for what can't be hashed, or what `__hash__` raises.
    pub fn hash(&mut self, value: &Value) -> R<u64> {
        match value {
            Value::Int(i) => Ok(hash_i64(*i) as u64),
            Value::Bool(b) => Ok(u64::from(*b)),
            Value::Float(x) => Ok(self.hash_float(*x, value) as u64),
            Value::None | Value::Unbound => Ok(0xfca8_6420),
            Value::Ellipsis => Ok(0xe11),
            Value::NotImplemented => Ok(0x0071),
            Value::Obj(object) => {
                if let Some(text) = object.get::<Str>() {
                    let keys = self.hash_keys;
                    return Ok(text.hash_or(|bytes| sip(keys, bytes)));
                }
                self.hash_object(value)
            }
        }
    }

    fn hash_object(&mut self, value: &Value) -> R<u64> {
        if let Some(tuple) = value.get::<Tuple>() {
            return self.deeper("", |vm| {
                let mut hash: u64 = 0x27d4_eb2f_1656_67c5;
                for item in &tuple.0 {
                    hash =
                        (hash ^ vm.hash(item)?).wrapping_mul(0x9e37_79b1_85eb_ca87).rotate_left(31);
                }
                Ok(hash.wrapping_add(tuple.0.len() as u64))
            });
        }
        if let Some(big) = value.get::<Big>() {
            return Ok(hash_big(&big.0) as u64);
        }
        if let Some(bytes) = value.get::<Bytes>() {
            return Ok(sip(self.hash_keys, &bytes.0));
        }
        if let Some(set) = value.get::<FrozenSet>() {
            if set.hash.get() == 0 {
                let mut all = 0u64;
                for key in set.table.keys() {
                    let hash = self.hash(&key)?;
                    all ^= (hash ^ hash << 16 ^ 89_869_747).wrapping_mul(3_644_798_167);
                }
                set.hash.set(all.wrapping_mul(69_069).wrapping_add(907_133_923).max(1));
            }
            return Ok(set.hash.get());
        }
        let method = self.lookup_special(value, names::HASH);
        if method.is_none() || value.is::<List>() || value.is::<Dict>() || value.is::<Set>() {
            let message = format!("unhashable type: '{}'", self.type_name(value));
            return Err(self.raise(Exc::TypeError, &message));
        }
        if method.is::<crate::objects::Function>() {
            let result = self.call_method(&method, value, &[])?;
            let Some(n) = crate::operators::as_big(&result) else {
                let message = "__hash__ method should return an integer";
                return Err(self.raise(Exc::TypeError, message));
            };
            return Ok(n.to_i64().unwrap_or_else(|| hash_big(&n)) as u64);
        }
        let inner = self.unwrap_base(value);
        if !inner.is_same(value) {
            return self.hash(&inner);
        }
        let object = &self.types[crate::types::Type::Object as usize];
        if method.get::<crate::objects::Native>().is_some_and(|n| !n.class.is_same(object)) {
            let result = self.call_method(&method, value, &[])?;
            return Ok(crate::operators::as_i64(&result).unwrap_or_default() as u64);
        }
        if let Some(method) = value.get::<crate::objects::BoundMethod>() {
            let (a, b) = (method.function.clone(), method.receiver.clone());
            return Ok(self.id(&a).rotate_left(7) ^ self.id(&b));
        }
        Ok(self.id(value) >> 4)
    }

    fn hash_float(&self, x: f64, _: &Value) -> i64 {
        if x.fract() == 0.0 && x.is_finite() {
            let whole: Option<num_bigint::BigInt> = num_traits::FromPrimitive::from_f64(x);
            return whole.map_or(0, |n| hash_big(&n));
        }
        if x.is_infinite() {
            return if x > 0.0 { 314_159 } else { -314_159 };
        }
        hash_fraction(x)
    }

    /// The entry of a table with a key.
    ///
    /// # Errors
    /// What `__hash__` or `__eq__` of the key raises.
    pub fn table_find(&mut self, table: &Table, key: &Value) -> R<Option<usize>> {
        let hash = self.hash(key)?;
        self.table_find_hashed(table, hash, key)
    }

    pub(crate) fn table_find_hashed(
        &mut self,
        table: &Table,
        hash: u64,
        key: &Value,
    ) -> R<Option<usize>> {
        loop {
            match table.find(hash, |other| same_key(key, other)) {
                Found::At(at) => return Ok(Some(at)),
                Found::Nowhere => return Ok(None),
                Found::Ask(candidates) => {
                    let version = table.version();
                    for (at, other) in candidates {
                        let equal = self.equal(&other, key)?;
                        if table.version() != version {
                            break;
                        }
                        if equal {
                            return Ok(Some(at));
                        }
                    }
                    if table.version() == version {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// The value of a key.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_get(&mut self, dict: &Dict, key: &Value) -> R<Option<Value>> {
        Ok(self.table_find(&dict.0, key)?.map(|at| dict.0.value(at)))
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_set(&mut self, dict: &Dict, key: Value, value: Value) -> R<()> {
        let hash = self.hash(&key)?;
        match self.table_find_hashed(&dict.0, hash, &key)? {
            Some(at) => drop(dict.0.replace(at, value)),
            None => dict.0.insert(hash, key, value),
        }
        Ok(())
    }

    /// Sets the value of a text.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_set_text(&mut self, dict: &Dict, key: &str, value: Value) -> R<()> {
        self.dict_set(dict, Str::value(key), value)
    }

    /// Removes a key; gives its value.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_remove(&mut self, dict: &Dict, key: &Value) -> R<Option<Value>> {
        Ok(self.table_find(&dict.0, key)?.map(|at| dict.0.remove(at).1))
    }

    /// Adds to a set; says whether it was not there.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn set_add(&mut self, set: &Table, key: Value) -> R<bool> {
        let hash = self.hash(&key)?;
        let new = self.table_find_hashed(set, hash, &key)?.is_none();
        if new {
            set.insert(hash, key, Value::Unbound);
        }
        Ok(new)
    }
}

/// What a function makes of the content of bytes or a bytearray.
fn with_bytes<T>(value: &Value, read: impl FnOnce(&[u8]) -> T) -> Option<T> {
    match value.get::<ByteArray>() {
        Some(bytes) => Some(read(&bytes.0.borrow())),
        None => value.get::<Bytes>().map(|bytes| read(&bytes.0)),
    }
}

/// The table of a set or frozenset.
#[must_use]
pub fn set_table(value: &Value) -> Option<&Table> {
    value.get::<Set>().map(|s| &s.0).or_else(|| value.get::<FrozenSet>().map(|s| &s.table))
}

/// Whether two keys of one hash are equal, as far as that is known without running anything.
fn same_key(a: &Value, b: &Value) -> Same {
    if a.is_same(b) {
        return Same::Yes;
    }
    let same = |equal: bool| if equal { Same::Yes } else { Same::No };
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => same(x == y),
        (Value::Obj(x), Value::Obj(y)) => match (x.get::<Str>(), y.get::<Str>()) {
            (Some(x), Some(y)) => same(x == y),
            _ => Same::Ask,
        },
        (Value::None, _) | (_, Value::None)
            if !matches!((a, b), (Value::Obj(_), _) | (_, Value::Obj(_))) =>
        {
            Same::No
        }
        _ => Same::Ask,
    }
}

/// The modulus of numeric hashes (library reference, "Hashing of numeric types").
const MODULUS: i64 = (1 << 61) - 1;

fn hash_i64(i: i64) -> i64 {
    let hash = if (-MODULUS..MODULUS).contains(&i) {
        i
    } else {
        (i128::from(i) % i128::from(MODULUS)) as i64
    };
    if hash == -1 { -2 } else { hash }
}

fn hash_big(n: &num_bigint::BigInt) -> i64 {
    hash_i64((n % MODULUS).to_i64().unwrap_or(0))
}

/// The hash of a finite float with a fraction: its mantissa times a power of two, modulo the modulus.
fn hash_fraction(x: f64) -> i64 {
    if x.is_nan() {
        return 0;
    }
    let bits = x.abs().to_bits();
    let raw = (bits >> 52) as i32;
    let mantissa = if raw == 0 { bits << 1 } else { bits & ((1 << 52) - 1) | 1 << 52 };
    let exponent = (raw - 1075).rem_euclid(61) as u32;
    let product = u128::from(mantissa) << exponent;
    let hash = (product % MODULUS as u128) as i64;
    let hash = if x < 0.0 { -hash } else { hash };
    if hash == -1 { -2 } else { hash }
}

fn sip(keys: (u64, u64), bytes: &[u8]) -> u64 {
    let mut hasher = siphasher::sip::SipHasher13::new_with_keys(keys.0, keys.1);
    hasher.write(bytes);
    hasher.finish()
}
