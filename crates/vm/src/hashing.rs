//! `hash`, and the hashes of built-in values as numbers: those that CPython documents or that programs can
//! observe, because sets of numbers come out in their order. Texts and bytes have other hashes in every run.

use std::hash::Hasher as _;

use num_traits::ToPrimitive as _;

use crate::exceptions::Exc;
use crate::intern::names;
use crate::objects::{Big, Bytes, Complex, Dict, FrozenSet, List, Range, Set, Slice, Str, Tuple};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// The hash of a slice: that of a tuple of its parts, without their number.
    ///
    /// # Errors
    /// As [`Vm::hash`].
    pub fn hash_slice(&mut self, slice: &Slice) -> R<u64> {
        let mut mix = TupleHash::default();
        for part in [&slice.start, &slice.stop, &slice.step] {
            mix.add(self.hash(part)?);
        }
        Ok(mix.mixed)
    }

    /// `hash(value)`, as the bits that tables use.
    ///
    /// # Errors
    /// `TypeError` for what can't be hashed, or what `__hash__` raises.
    pub fn hash(&mut self, value: &Value) -> R<u64> {
        match value {
            Value::Int(i) => Ok(hash_i64(*i) as u64),
            Value::Bool(b) => Ok(u64::from(*b)),
            Value::Float(x) => Ok(hash_float(*x) as u64),
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
            return self.nested("", |vm| {
                let mut mix = crate::hashing::TupleHash::default();
                for item in &tuple.0 {
                    mix.add(vm.hash(item)?);
                }
                Ok(mix.finish())
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
                let hashes = set.table.hashed_keys().into_iter().map(|(hash, _)| hash);
                set.hash.set(crate::hashing::of_set(hashes));
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
            // -1 is no hash: it tells of an error in CPython's own calls.
            let hash = n.to_i64().unwrap_or_else(|| hash_big(&n));
            return Ok(if hash == -1 { -2 } else { hash } as u64);
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
        if let Some(native) = value.get::<crate::objects::Native>()
            && !native.receiver.is_unbound()
        {
            let name = std::ptr::from_ref(native.def) as u64;
            return Ok(self.id(&native.receiver.clone()) ^ name.rotate_left(7));
        }
        Ok(self.id(value) >> 4)
    }
}

/// Whether a hash is the same in every run: a number's, or that of a tuple or frozenset of numbers.
#[must_use]
pub fn is_steady(value: &Value) -> bool {
    steady_to(value, STEADY_DEPTH)
}

/// How deep tuples are looked into; deeper ones count as unsteady.
const STEADY_DEPTH: usize = 16;

fn steady_to(value: &Value, depth: usize) -> bool {
    let Value::Obj(object) = value else {
        return !matches!(value, Value::Float(x) if x.is_nan())
            && !matches!(value, Value::Ellipsis);
    };
    if depth == 0 {
        return false;
    }
    if let Some(Tuple(items)) = object.get() {
        return items.iter().all(|item| steady_to(item, depth - 1));
    }
    if let Some(set) = object.get::<FrozenSet>() {
        return set.table.is_steady();
    }
    object.is::<Big>() || object.is::<Complex>() || object.is::<Range>() || object.is::<Slice>()
}

/// The hash of a tuple (the published xxHash, of the hashes of its items).
pub(crate) struct TupleHash {
    mixed: u64,
    count: u64,
}

const XX_PRIME_1: u64 = 11_400_714_785_074_694_791;
const XX_PRIME_2: u64 = 14_029_467_366_897_019_727;
const XX_PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHash {
    fn default() -> Self {
        Self { mixed: XX_PRIME_5, count: 0 }
    }
}

impl TupleHash {
    pub(crate) fn add(&mut self, hash: u64) {
        let lane = self.mixed.wrapping_add(hash.wrapping_mul(XX_PRIME_2));
        self.mixed = lane.rotate_left(31).wrapping_mul(XX_PRIME_1);
        self.count += 1;
    }

    pub(crate) fn finish(self) -> u64 {
        let hash = self.mixed.wrapping_add(self.count ^ (XX_PRIME_5 ^ 3_527_539));
        if hash == u64::MAX { 1_546_275_796 } else { hash }
    }
}

/// The hash of a frozenset, the same in whatever order its elements come.
pub(crate) fn of_set(hashes: impl Iterator<Item = u64>) -> u64 {
    let mut all = 0u64;
    let mut count = 0u64;
    for hash in hashes {
        all ^= (hash ^ 89_869_747 ^ hash << 16).wrapping_mul(3_644_798_167);
        count += 1;
    }
    all ^= (count + 1).wrapping_mul(1_927_868_237);
    all ^= all >> 11 ^ all >> 25;
    let all = all.wrapping_mul(69_069).wrapping_add(907_133_923);
    if all == u64::MAX { 590_923_713 } else { all }
}

/// The hash of a float: that of the integer or fraction that is equal to it; a nan goes by its identity.
pub(crate) fn hash_float(x: f64) -> i64 {
    if x.is_nan() {
        return (x.to_bits().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 4) as i64;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    if x.fract() == 0.0 {
        let whole: Option<num_bigint::BigInt> = num_traits::FromPrimitive::from_f64(x);
        return whole.map_or(0, |n| hash_big(&n));
    }
    hash_fraction(x)
}

/// The modulus of numeric hashes (library reference, "Hashing of numeric types").
const MODULUS: i64 = (1 << 61) - 1;

pub(crate) fn hash_i64(i: i64) -> i64 {
    let hash = if (-MODULUS..MODULUS).contains(&i) {
        i
    } else {
        (i128::from(i) % i128::from(MODULUS)) as i64
    };
    if hash == -1 { -2 } else { hash }
}

pub(crate) fn hash_big(n: &num_bigint::BigInt) -> i64 {
    hash_i64((n % MODULUS).to_i64().unwrap_or(0))
}

/// The hash of a finite float with a fraction: its mantissa times a power of two, modulo the modulus.
fn hash_fraction(x: f64) -> i64 {
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
