//! `int` and `bool` (library reference, "Numeric Types", "Additional Methods on Integer Types").

use num_bigint::Sign;
use num_integer::Integer as _;

use crate::prelude::*;
use crate::text::int_text;
use crate::types::{number, sequence};

static NEW: NativeDef = native(
    "__new__",
    "(cls, x=..., /, base=...)",
    "Create an integer from a number or a text.",
    |vm, args| {
        let value = convert(vm, &args[1], &args[2])?;
        Ok(vm.wrap_base(&args[0], value))
    },
);

static NEW_BOOL: NativeDef =
    native("__new__", "(cls, object=False, /)", "The truth of an object.", |vm, args| {
        vm.truthy(&args[1]).map(Value::Bool)
    });

static METHODS: &[NativeDef] = &[
    native("bit_length", "(self, /)", "The number of bits of the absolute value.", |vm, args| {
        Ok(Value::Int(i64::try_from(this_int(vm, &args[0])?.bits()).unwrap_or(i64::MAX)))
    }),
    native("bit_count", "(self, /)", "The number of ones in the absolute value.", |vm, args| {
        let ones: u64 =
            this_int(vm, &args[0])?.iter_u64_digits().map(|d| u64::from(d.count_ones())).sum();
        Ok(Value::Int(i64::try_from(ones).unwrap_or(i64::MAX)))
    }),
    native(
        "to_bytes",
        "(self, /, length=1, byteorder='big', *, signed=False)",
        "The integer as bytes.",
        to_bytes,
    ),
    native("as_integer_ratio", "(self, /)", "Numerator and denominator.", |vm, args| {
        let value = int_value(this_int(vm, &args[0])?);
        Ok(Tuple::value(vec![value, Value::Int(1)]))
    }),
    native("conjugate", "(self, /)", "The number itself.", plain),
    native("is_integer", "(self, /)", "True.", |vm, args| {
        this_int(vm, &args[0])?;
        Ok(Value::Bool(true))
    }),
    native("__int__", "(self, /)", "int(self)", plain),
    native("__index__", "(self, /)", "The number itself.", plain),
    native("__trunc__", "(self, /)", "The number itself.", plain),
    native("__floor__", "(self, /)", "The number itself.", plain),
    native("__ceil__", "(self, /)", "The number itself.", plain),
    native("__pos__", "(self, /)", "+self", plain),
    native("__neg__", "(self, /)", "-self", |vm, args| Ok(int_value(-this_int(vm, &args[0])?))),
    native("__invert__", "(self, /)", "~self", |vm, args| {
        Ok(int_value(-this_int(vm, &args[0])? - 1))
    }),
    native("__abs__", "(self, /)", "abs(self)", |vm, args| {
        Ok(int_value(this_int(vm, &args[0])?.abs()))
    }),
    native("__bool__", "(self, /)", "True if self else False", |vm, args| {
        Ok(Value::Bool(!this_int(vm, &args[0])?.is_zero()))
    }),
    native("__float__", "(self, /)", "float(self)", |vm, args| {
        let value = int_value(this_int(vm, &args[0])?);
        number::int_to_float(vm, &value).map(Value::Float)
    }),
    native(
        "__round__",
        "(self, ndigits=None, /)",
        "Round to a multiple of a power of ten.",
        |vm, args| round(vm, &args[0], &args[1]),
    ),
    native("__divmod__", "(self, value, /)", "Return divmod(self, value).", |vm, args| {
        if !number::is_int(&args[1]) {
            return Ok(Value::NotImplemented);
        }
        div_mod(vm, &args[0], &args[1])
    }),
    native("__rdivmod__", "(self, value, /)", "Return divmod(value, self).", |vm, args| {
        if !number::is_int(&args[1]) {
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
        let value = int_value(this_int(vm, &args[0])?);
        Ok(Tuple::value(vec![value]))
    }),
];

static CLASS_METHODS: &[NativeDef] = &[native(
    "from_bytes",
    "(cls, /, bytes, byteorder='big', *, signed=False)",
    "The integer that bytes hold.",
    from_bytes,
)];

static PROPERTIES: &[PropertyDef] = &[
    property("real", "the real part of a complex number", |vm, value| {
        Ok(int_value(this_int(vm, value)?))
    }),
    property("imag", "the imaginary part of a complex number", |vm, value| {
        this_int(vm, value)?;
        Ok(Value::Int(0))
    }),
    property("numerator", "the numerator of a rational number in lowest terms", |vm, value| {
        Ok(int_value(this_int(vm, value)?))
    }),
    property("denominator", "the denominator of a rational number in lowest terms", |vm, value| {
        this_int(vm, value)?;
        Ok(Value::Int(1))
    }),
];

/// Adds all of `int` and `bool`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Int);
    let contents = TypeContents {
        doc: "int([x]) -> integer\nint(x, base=10) -> integer",
        new: Some(&NEW),
        methods: METHODS,
        class_methods: CLASS_METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let shared = [number::INT_ARITHMETIC, number::POWER, super::compare::METHODS, sequence::REPR];
    super::add_methods(vm, Type::Int, &shared);
    let class = vm.type_object(Type::Bool);
    let contents = TypeContents {
        doc: "Returns True when the argument is true, False otherwise.",
        new: Some(&NEW_BOOL),
        methods: sequence::REPR,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
}

fn this_int(vm: &mut Vm, value: &Value) -> R<BigInt> {
    match as_big(args::base(value)) {
        Some(int) => Ok(int),
        None => Err(args::wrong_receiver(vm, "int", value)),
    }
}

fn plain(vm: &mut Vm, args: &[Value]) -> R {
    this_int(vm, &args[0]).map(int_value)
}

fn convert(vm: &mut Vm, value: &Value, base: &Value) -> R {
    if value.is_unbound() {
        if !base.is_unbound() {
            return Err(args::type_error(vm, "int() missing string argument"));
        }
        return Ok(Value::Int(0));
    }
    if !base.is_unbound() {
        let base = vm.index(base)?.to_i64().unwrap_or(-1);
        if text_of(value).is_none() && args::with_bytes(value, |_| ()).is_none() {
            let message = "int() can't convert non-string with explicit base";
            return Err(args::type_error(vm, message));
        }
        return parse(vm, value, base);
    }
    if value.is_same(args::base(value)) && number::is_int(value) {
        return Ok(match value {
            Value::Bool(bool) => Value::Int(i64::from(*bool)),
            other => other.clone(),
        });
    }
    if let Value::Float(float) = value {
        return number::float_to_int(vm, *float);
    }
    if value.is::<Str>() {
        return parse(vm, value, 10);
    }
    for name in [names::INT, names::INDEX] {
        if let Some(result) = vm.call_special(value, name, &[])? {
            return match as_big(args::base(&result)) {
                Some(int) => Ok(int_value(int)),
                None => {
                    let method = vm.interner.text(name);
                    let got = vm.type_name(&result);
                    Err(args::type_error(vm, &format!("{method} returned non-int (type {got})")))
                }
            };
        }
    }
    if number::numeric_text(value).is_some() {
        return parse(vm, value, 10);
    }
    let got = vm.type_name(value);
    let message = format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{got}'"
    );
    Err(args::type_error(vm, &message))
}

fn parse(vm: &mut Vm, value: &Value, base: i64) -> R {
    let text = number::numeric_text(value).unwrap_or_default();
    let base = u32::try_from(base).unwrap_or(u32::MAX);
    let digits_max = number::digits_max(vm);
    let parsed = int_text::parse(&text, base, digits_max)
        .map_err(|error| error.into_error(base, digits_max, || number::numeric_text_repr(value)));
    args::text_result(vm, parsed).map(number::int_of)
}

/// `divmod` of two integers.
pub(crate) fn div_mod(vm: &mut Vm, a: &Value, b: &Value) -> R {
    let (Some(a), Some(b)) = (as_big(args::base(a)), as_big(args::base(b))) else {
        return Ok(Value::NotImplemented);
    };
    if b.is_zero() {
        let message = "integer division or modulo by zero";
        return Err(vm.raise(Exc::ZeroDivisionError, message));
    }
    let (quotient, rest) = vm.big_div_mod(&a, &b)?;
    Ok(Tuple::value(vec![int_value(quotient), int_value(rest)]))
}

/// `round(int, ndigits)`: halves go to the even multiple.
pub(crate) fn round(vm: &mut Vm, value: &Value, digits: &Value) -> R {
    let int = this_int(vm, value)?;
    if digits.is_none() || digits.is_unbound() {
        return Ok(int_value(int));
    }
    let digits = vm.index(digits)?;
    if !digits.is_negative() {
        return Ok(int_value(int));
    }
    let Some(places) = (-digits).to_u32().filter(|places| u64::from(*places) <= int.bits()) else {
        return Ok(Value::Int(0));
    };
    let unit = BigInt::from(10).pow(places);
    let (quotient, rest) = vm.big_div_mod(&int, &unit)?;
    let doubled = &rest * 2;
    let up = doubled > unit || doubled == unit && quotient.is_odd();
    Ok(int_value((quotient + i32::from(up)) * unit))
}

/// Whether the bytes stand from the least significant one on.
fn is_little(vm: &mut Vm, order: &Value) -> R<bool> {
    let text = args::str_arg(vm, order, "to_bytes() argument 'byteorder'")?.to_text();
    match &*text {
        "little" => Ok(true),
        "big" => Ok(false),
        _ => Err(args::value_error(vm, "byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes(vm: &mut Vm, args: &[Value]) -> R {
    let int = this_int(vm, &args[0])?;
    let length = args::size(vm, &args[1])?;
    let little = is_little(vm, &args[2])?;
    let signed = vm.truthy(&args[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(args::value_error(vm, "length argument must be non-negative"));
    };
    if int.is_negative() && !signed {
        let message = "can't convert negative int to unsigned";
        return Err(vm.raise(Exc::OverflowError, message));
    }
    vm.reserve(length)?;
    let filler = if int.is_negative() { 0xff } else { 0 };
    let mut bytes = if int.is_zero() {
        Vec::new()
    } else if signed {
        int.to_signed_bytes_le()
    } else {
        int.magnitude().to_bytes_le()
    };
    if bytes.len() > length {
        return Err(vm.raise(Exc::OverflowError, "int too big to convert"));
    }
    bytes.resize(length, filler);
    if !little {
        bytes.reverse();
    }
    Ok(Value::new(Bytes(bytes.into())))
}

fn from_bytes(vm: &mut Vm, args: &[Value]) -> R {
    let mut bytes = match args::with_bytes(&args[1], <[u8]>::to_vec) {
        Some(bytes) => bytes,
        None if is_a::<Str>(&args[1]) => {
            return Err(args::type_error(vm, "cannot convert 'str' object to bytes"));
        }
        None => {
            let class = vm.type_object(Type::Bytes);
            let bytes = vm.call(&class, std::slice::from_ref(&args[1]))?;
            args::with_bytes(&bytes, <[u8]>::to_vec).unwrap_or_default()
        }
    };
    if !is_little(vm, &args[2])? {
        bytes.reverse();
    }
    let int = if vm.truthy(&args[3])? {
        BigInt::from_signed_bytes_le(&bytes)
    } else {
        BigInt::from_bytes_le(Sign::Plus, &bytes)
    };
    let value = int_value(int);
    if args[0].is_same(&vm.type_object(Type::Int)) {
        Ok(value)
    } else {
        vm.call(&args[0], &[value])
    }
}
