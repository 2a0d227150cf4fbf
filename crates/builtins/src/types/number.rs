//! What the numeric types share: conversion between each other and from text, and the arithmetic methods
//! that the VM's operators do not need but scripts may name (library reference, "Numeric Types").

use std::borrow::Cow;

use crate::prelude::*;
use crate::text::int_text::{self, DIGITS_MAX_DEFAULT, Int, IntRef};
use crate::text::{float_repr, quote};

/// An integer, for the text functions.
pub(crate) fn int_ref(value: &Value) -> IntRef<'_> {
    match args::base(value) {
        Value::Int(int) => IntRef::Small(*int),
        Value::Bool(bool) => IntRef::Small(i64::from(*bool)),
        other => match other.get::<Big>() {
            Some(big) => IntRef::Big(&big.0),
            None => IntRef::Small(0),
        },
    }
}

/// Whether a value is an int or bool, or of a class derived from one.
pub(crate) fn is_int(value: &Value) -> bool {
    matches!(args::base(value), Value::Int(_) | Value::Bool(_)) || is_a::<Big>(value)
}

/// The float of a float, or of an instance of a class derived from it.
pub(crate) fn as_float(value: &Value) -> Option<f64> {
    match args::base(value) {
        Value::Float(float) => Some(*float),
        _ => None,
    }
}

/// `str()` of an integer.
pub(crate) fn decimal(vm: &mut Vm, value: &Value) -> R<String> {
    let text = int_text::to_decimal(int_ref(value), digits_max(vm));
    args::text_result(vm, text)
}

/// The most decimal digits that an integer may have in text.
pub(crate) fn digits_max(vm: &mut Vm) -> usize {
    vm.extension::<DigitsMax>().0
}

/// The setting of `sys.set_int_max_str_digits`.
pub struct DigitsMax(pub usize);

impl Default for DigitsMax {
    fn default() -> Self {
        Self(DIGITS_MAX_DEFAULT)
    }
}

/// Refuses an integer that has too many digits to be written.
pub(crate) fn check_digits(vm: &mut Vm, value: &Value) -> R<()> {
    match int_ref(value) {
        IntRef::Small(_) => Ok(()),
        IntRef::Big(_) => decimal(vm, value).map(drop),
    }
}

/// `repr` of a complex number.
pub(crate) fn complex_repr(complex: &Complex) -> String {
    let part = |value: f64| {
        let text = float_repr::repr(value);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let imaginary = part(complex.im);
    if complex.re == 0.0 && complex.re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary}j)", part(complex.re))
}

/// A float argument: a float, an integer, or what has `__float__` or `__index__`.
pub(crate) fn real(vm: &mut Vm, value: &Value) -> R<f64> {
    match try_real(vm, value)? {
        Some(float) => Ok(float),
        None => Err(args::wrong_type(vm, "must be real number, not ", value)),
    }
}

/// As [`real`]; none for what is no number.
pub(crate) fn try_real(vm: &mut Vm, value: &Value) -> R<Option<f64>> {
    if let Some(float) = as_float(value) {
        return Ok(Some(float));
    }
    let by_float = vm.lookup_special(value, names::FLOAT);
    let own = !by_float.is_unbound() && !by_float.is::<ouro_vm::objects::Native>();
    if is_int(value) && !own {
        return int_to_float(vm, args::base(value)).map(Some);
    }
    if !by_float.is_unbound() {
        let result = vm.call_special(value, names::FLOAT, &[])?.unwrap_or_default();
        return match as_float(&result) {
            Some(float) => Ok(Some(float)),
            None => {
                let (class, got) = (vm.type_name(value), vm.type_name(&result));
                let message = format!("{class}.__float__ returned non-float (type {got})");
                Err(args::type_error(vm, &message))
            }
        };
    }
    if vm.lookup_special(value, names::INDEX).is_unbound() {
        return Ok(None);
    }
    let int = int_value(vm.index(value)?);
    int_to_float(vm, &int).map(Some)
}

/// An integer as the nearest float.
pub(crate) fn int_to_float(vm: &mut Vm, value: &Value) -> R<f64> {
    match int_ref(value) {
        IntRef::Small(int) => Ok(int as f64),
        IntRef::Big(big) => match big_to_float(big) {
            float if float.is_finite() => Ok(float),
            _ => Err(vm.raise(Exc::OverflowError, "int too large to convert to float")),
        },
    }
}

/// A big integer as the nearest float, ties to even.
fn big_to_float(big: &BigInt) -> f64 {
    let bits = big.bits();
    if bits <= 64 {
        return big.to_f64().unwrap_or(f64::INFINITY);
    }
    // 64 leading bits and a mark for the rest: rounded once, by the conversion of the 64 bits.
    let shift = bits - 64;
    let magnitude = big.magnitude();
    let top = magnitude >> shift;
    let sticky = magnitude.trailing_zeros().is_some_and(|zeros| zeros < shift);
    let top = top.to_u64().unwrap_or(u64::MAX) | u64::from(sticky);
    let scale = i32::try_from(shift).unwrap_or(i32::MAX).min(2000);
    let float = top as f64 * 2_f64.powi(scale / 2) * 2_f64.powi(scale - scale / 2);
    if big.is_negative() { -float } else { float }
}

/// A float made whole, towards zero.
pub(crate) fn float_to_int(vm: &mut Vm, float: f64) -> R {
    if float.is_nan() {
        return Err(args::value_error(vm, "cannot convert float NaN to integer"));
    }
    if float.is_infinite() {
        let message = "cannot convert float infinity to integer";
        return Err(vm.raise(Exc::OverflowError, message));
    }
    let whole: Option<BigInt> = num_traits::FromPrimitive::from_f64(float.trunc());
    Ok(int_value(whole.unwrap_or_default()))
}

/// The integer of `%d`: a number made whole.
pub(crate) fn whole_for_percent(vm: &mut Vm, value: &Value, letter: char) -> R {
    if is_int(value) {
        return Ok(args::base(value).clone());
    }
    if let Some(float) = as_float(value) {
        return float_to_int(vm, float);
    }
    for name in [names::INT, names::INDEX] {
        if let Some(result) = vm.call_special(value, name, &[])?
            && is_int(&result)
        {
            return Ok(args::base(&result).clone());
        }
    }
    let name = vm.type_name(value);
    let error = crate::text::percent::messages::real_number_required(letter, &name);
    Err(args::raise_text(vm, &error))
}

/// The integer of `%x`: nothing but an integer.
pub(crate) fn index_for_percent(vm: &mut Vm, value: &Value, letter: char) -> R {
    if is_int(value) {
        return Ok(args::base(value).clone());
    }
    if vm.lookup_special(value, names::INDEX).is_unbound() {
        let name = vm.type_name(value);
        let error = crate::text::percent::messages::integer_required(letter, &name);
        return Err(args::raise_text(vm, &error));
    }
    Ok(int_value(vm.index(value)?))
}

/// An integer that was read.
pub(crate) fn int_of(int: Int) -> Value {
    match int {
        Int::Small(small) => Value::Int(small),
        Int::Big(big) => int_value(big),
    }
}

/// The text that `int()` and `float()` read; none for what is no text.
pub(crate) fn numeric_text(value: &Value) -> Option<Cow<'_, str>> {
    if let Some(text) = text_of(value) {
        return Some(text.to_text());
    }
    args::with_bytes(value, |bytes| {
        let shown = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { '\u{fffd}' };
        Cow::Owned(bytes.iter().map(shown).collect())
    })
}

/// How messages show a text that is no number.
pub(crate) fn numeric_text_repr(value: &Value) -> String {
    match text_of(value) {
        Some(text) => quote::repr(args::points(text)),
        None => {
            let shown = args::with_bytes(value, quote::bytes).unwrap_or_default();
            if is_a::<ByteArray>(value) { format!("bytearray({shown})") } else { shown }
        }
    }
}

/// Defines the arithmetic methods of a type: rows of (name, operator, whether the sides are swapped).
macro_rules! arithmetic {
    ($table:ident, $accept:path, [$($name:literal $reflected:literal $op:ident,)*]) => {
        pub(crate) static $table: &[NativeDef] = &[$(
            native($name, "(self, value, /)", concat!("Return self.", $name, "(value)."), |vm, args| {
                if !$accept(&args[0]) || !$accept(&args[1]) {
                    return Ok(Value::NotImplemented);
                }
                vm.deeper("", |vm| vm.binary(BinOp::$op, args::base(&args[0]), args::base(&args[1]), false))
            }),
            native($reflected, "(self, value, /)", concat!("Return self.", $reflected, "(value)."), |vm, args| {
                if !$accept(&args[0]) || !$accept(&args[1]) {
                    return Ok(Value::NotImplemented);
                }
                vm.deeper("", |vm| vm.binary(BinOp::$op, args::base(&args[1]), args::base(&args[0]), false))
            }),
        )*];
    };
}
/// Whether a value is an int or a float.
pub(crate) fn is_real(value: &Value) -> bool {
    is_int(value) || as_float(value).is_some()
}

arithmetic!(INT_ARITHMETIC, is_int, [
    "__add__" "__radd__" Add,
    "__sub__" "__rsub__" Sub,
    "__mul__" "__rmul__" Mul,
    "__truediv__" "__rtruediv__" Div,
    "__floordiv__" "__rfloordiv__" FloorDiv,
    "__mod__" "__rmod__" Mod,
    "__and__" "__rand__" And,
    "__or__" "__ror__" Or,
    "__xor__" "__rxor__" Xor,
    "__lshift__" "__rlshift__" Shl,
    "__rshift__" "__rrshift__" Shr,
]);

arithmetic!(FLOAT_ARITHMETIC, is_real, [
    "__add__" "__radd__" Add,
    "__sub__" "__rsub__" Sub,
    "__mul__" "__rmul__" Mul,
    "__truediv__" "__rtruediv__" Div,
    "__floordiv__" "__rfloordiv__" FloorDiv,
    "__mod__" "__rmod__" Mod,
]);

/// `__pow__` and `__rpow__` of the real numbers.
pub(crate) static POWER: &[NativeDef] = &[
    native("__pow__", "(self, value, mod=None, /)", "Return pow(self, value, mod).", |vm, args| {
        power(vm, &args[0], &args[0], &args[1], &args[2])
    }),
    native(
        "__rpow__",
        "(self, value, mod=None, /)",
        "Return pow(value, self, mod).",
        |vm, args| power(vm, &args[0], &args[1], &args[0], &args[2]),
    ),
];

fn power(vm: &mut Vm, own: &Value, base: &Value, exponent: &Value, modulus: &Value) -> R {
    let accepts = if is_int(own) { is_int } else { is_real };
    if !accepts(base) || !accepts(exponent) || !modulus.is_none() && !is_int(modulus) {
        return Ok(Value::NotImplemented);
    }
    let (base, exponent) = (args::base(base).clone(), args::base(exponent).clone());
    vm.deeper("", |vm| match modulus.is_none() {
        true => vm.binary(BinOp::Pow, &base, &exponent, false),
        false => crate::functions::numbers::pow(vm, &[base, exponent, modulus.clone()]),
    })
}
