//! `float` (library reference, "Numeric Types", "Additional Methods on Float").

use crate::prelude::*;
use crate::text::{float_hex, float_repr};
use crate::types::{number, sequence};

static NEW: NativeDef =
    native("__new__", "(cls, x=0, /)", "Create a float from a number or a text.", |vm, args| {
        let float = convert(vm, &args[1])?;
        Ok(vm.wrap_base(&args[0], Value::Float(float)))
    });

static METHODS: &[NativeDef] = &[
    native("is_integer", "(self, /)", "Whether it is whole.", |vm, args| {
        let float = this_float(vm, &args[0])?;
        Ok(Value::Bool(float.is_finite() && float.fract() == 0.0))
    }),
    native("hex", "(self, /)", "The number in hexadecimal.", |vm, args| {
        Ok(Str::value(&float_hex::hex(this_float(vm, &args[0])?)))
    }),
    native(
        "as_integer_ratio",
        "(self, /)",
        "Numerator and denominator, in lowest terms.",
        as_integer_ratio,
    ),
    native("conjugate", "(self, /)", "The number itself.", plain),
    native("__float__", "(self, /)", "float(self)", plain),
    native("__pos__", "(self, /)", "+self", plain),
    native("__neg__", "(self, /)", "-self", |vm, args| {
        Ok(Value::Float(-this_float(vm, &args[0])?))
    }),
    native("__abs__", "(self, /)", "abs(self)", |vm, args| {
        Ok(Value::Float(this_float(vm, &args[0])?.abs()))
    }),
    native("__bool__", "(self, /)", "True if self else False", |vm, args| {
        Ok(Value::Bool(this_float(vm, &args[0])? != 0.0))
    }),
    native("__int__", "(self, /)", "int(self)", |vm, args| {
        let float = this_float(vm, &args[0])?;
        number::float_to_int(vm, float)
    }),
    native("__trunc__", "(self, /)", "The whole part.", |vm, args| {
        let float = this_float(vm, &args[0])?;
        number::float_to_int(vm, float)
    }),
    native("__floor__", "(self, /)", "The greatest integer that is not greater.", |vm, args| {
        let float = this_float(vm, &args[0])?;
        number::float_to_int(vm, float.floor())
    }),
    native("__ceil__", "(self, /)", "The smallest integer that is not smaller.", |vm, args| {
        let float = this_float(vm, &args[0])?;
        number::float_to_int(vm, float.ceil())
    }),
    native(
        "__round__",
        "(self, ndigits=None, /)",
        "Round to so many decimal places.",
        |vm, args| round(vm, &args[0], &args[1]),
    ),
    native("__divmod__", "(self, value, /)", "Return divmod(self, value).", |vm, args| {
        if !number::is_real(&args[1]) {
            return Ok(Value::NotImplemented);
        }
        div_mod(vm, &args[0], &args[1])
    }),
    native("__rdivmod__", "(self, value, /)", "Return divmod(value, self).", |vm, args| {
        if !number::is_real(&args[1]) {
            return Ok(Value::NotImplemented);
        }
        div_mod(vm, &args[1], &args[0])
    }),
    native(
        "__format__",
        "(self, format_spec, /)",
        "The number as a specification wants it.",
        |vm, args| {
            let spec = args::str_arg(vm, &args[1], "__format__() argument")?;
            crate::show::format_number(vm, &args[0], spec)
        },
    ),
    native("__getnewargs__", "(self, /)", "The arguments for a copy.", |vm, args| {
        Ok(Tuple::value(vec![Value::Float(this_float(vm, &args[0])?)]))
    }),
];

static CLASS_METHODS: &[NativeDef] =
    &[native("fromhex", "(cls, string, /)", "The float of a hexadecimal text.", |vm, args| {
        let text = args::str_arg(vm, &args[1], "fromhex() argument")?.to_text().into_owned();
        let float = args::text_result(vm, float_hex::from_hex(&text))?;
        let value = Value::Float(float);
        if args[0].is_same(&vm.type_object(Type::Float)) {
            Ok(value)
        } else {
            vm.call(&args[0], &[value])
        }
    })];

static PROPERTIES: &[PropertyDef] = &[
    property("real", "the real part of a complex number", |vm, value| {
        this_float(vm, value).map(Value::Float)
    }),
    property("imag", "the imaginary part of a complex number", |vm, value| {
        this_float(vm, value)?;
        Ok(Value::Float(0.0))
    }),
];

/// Adds all of `float`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Float);
    let contents = TypeContents {
        doc: "Convert a string or number to a floating-point number, if possible.",
        new: Some(&NEW),
        methods: METHODS,
        class_methods: CLASS_METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let shared = [number::FLOAT_ARITHMETIC, number::POWER, super::compare::METHODS, sequence::REPR];
    super::add_methods(vm, Type::Float, &shared);
}

fn this_float(vm: &mut Vm, value: &Value) -> R<f64> {
    match number::as_float(value) {
        Some(float) => Ok(float),
        None => Err(args::wrong_receiver(vm, "float", value)),
    }
}

fn plain(vm: &mut Vm, args: &[Value]) -> R {
    this_float(vm, &args[0]).map(Value::Float)
}

fn convert(vm: &mut Vm, value: &Value) -> R<f64> {
    if let Value::Float(float) = value {
        return Ok(*float);
    }
    if !value.is::<Str>()
        && let Some(float) = number::try_real(vm, value)?
    {
        return Ok(float);
    }
    let Some(text) = number::numeric_text(value) else {
        let got = vm.type_name(value);
        let message = format!("float() argument must be a string or a real number, not '{got}'");
        return Err(args::type_error(vm, &message));
    };
    match float_repr::parse(&text) {
        Some(float) if float.is_nan() => Ok(fresh_nan(vm, float)),
        Some(float) => Ok(float),
        None => {
            let shown = number::numeric_text_repr(value);
            let message = format!("could not convert string to float: {shown}");
            Err(args::value_error(vm, &message))
        }
    }
}

/// How many a `float('nan')` has made.
#[derive(Default)]
struct NanCount(u64);

/// A nan with a payload of its own: nans are found in containers by identity, and that is the bits.
fn fresh_nan(vm: &mut Vm, nan: f64) -> f64 {
    const PAYLOAD: u64 = (1 << 51) - 1;
    let count = vm.extension::<NanCount>();
    count.0 += 1;
    f64::from_bits(nan.to_bits() | count.0 & PAYLOAD)
}

fn as_integer_ratio(vm: &mut Vm, args: &[Value]) -> R {
    let float = this_float(vm, &args[0])?;
    if float.is_nan() {
        return Err(args::value_error(vm, "cannot convert NaN to integer ratio"));
    }
    if float.is_infinite() {
        let message = "cannot convert Infinity to integer ratio";
        return Err(vm.raise(Exc::OverflowError, message));
    }
    let (mut numerator, mut exponent) = (float, 0_u32);
    // Doubling is exact until the number is whole, which takes 1,074 steps at most.
    while numerator.fract() != 0.0 {
        numerator *= 2.0;
        exponent += 1;
    }
    let whole: Option<BigInt> = num_traits::FromPrimitive::from_f64(numerator);
    let denominator = BigInt::from(1) << exponent;
    Ok(Tuple::value(vec![int_value(whole.unwrap_or_default()), int_value(denominator)]))
}

/// `divmod` of two numbers, one of them a float.
pub(crate) fn div_mod(vm: &mut Vm, a: &Value, b: &Value) -> R {
    let (a, b) = (number::real(vm, a)?, number::real(vm, b)?);
    if b == 0.0 {
        return Err(vm.raise(Exc::ZeroDivisionError, "float divmod()"));
    }
    let (quotient, rest) = ouro_vm::float_div_mod(a, b);
    Ok(Tuple::value(vec![Value::Float(quotient), Value::Float(rest)]))
}

/// Decimal places beyond which rounding changes nothing, or leaves nothing.
const PLACES_MAX: i64 = 330;

/// `round(float, ndigits)`: rounds the exact decimal value, halves to even.
pub(crate) fn round(vm: &mut Vm, value: &Value, digits: &Value) -> R {
    let float = this_float(vm, value)?;
    if digits.is_none() || digits.is_unbound() {
        return number::float_to_int(vm, float.round_ties_even());
    }
    let places = vm.index(digits)?;
    let places = places.to_i64().unwrap_or(if places.is_negative() { i64::MIN } else { i64::MAX });
    if !float.is_finite() || places > PLACES_MAX {
        return Ok(Value::Float(float));
    }
    if places < -PLACES_MAX {
        return Ok(Value::Float(0.0_f64.copysign(float)));
    }
    let rounded = match usize::try_from(places) {
        Ok(places) => format!("{float:.places$}").parse().unwrap_or(float),
        Err(_) => round_left_of_point(float, usize::try_from(-places).unwrap_or(0)),
    };
    if rounded.is_infinite() {
        let message = "rounded value too large to represent";
        return Err(vm.raise(Exc::OverflowError, message));
    }
    Ok(Value::Float(if rounded == 0.0 { 0.0_f64.copysign(float) } else { rounded }))
}

/// Rounds to a multiple of a power of ten.
fn round_left_of_point(float: f64, places: usize) -> f64 {
    let digits = float_repr::Digits::shortest(float.abs());
    let kept = i64::from(digits.exponent) + 1 - i64::try_from(places).unwrap_or(i64::MAX);
    let text = match usize::try_from(kept) {
        Ok(0) => {
            // Half a unit or less is nothing, more is one unit.
            let half: f64 = format!("5e{}", places.saturating_sub(1)).parse().unwrap_or(f64::MAX);
            if float.abs() > half { format!("1e{places}") } else { "0".to_owned() }
        }
        Ok(kept) => format!("{:.*e}", kept - 1, float.abs()),
        Err(_) => "0".to_owned(),
    };
    let rounded: f64 = text.parse().unwrap_or(0.0);
    rounded.copysign(float)
}
