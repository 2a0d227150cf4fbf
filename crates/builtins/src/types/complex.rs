//! `complex` (library reference, "Numeric Types").

use crate::prelude::*;
use crate::text::float_repr;
use crate::types::{number, sequence};

type Pair = (f64, f64);

static NEW: NativeDef = native(
    "__new__",
    "(cls, real=..., imag=...)",
    "Create a complex number from a text or numbers.",
    |vm, args| {
        let (re, im) = convert(vm, &args[1], &args[2])?;
        Ok(vm.wrap_base(&args[0], make((re, im))))
    },
);

static METHODS: &[NativeDef] = &[
    native("conjugate", "(self, /)", "The number with its imaginary part negated.", |vm, args| {
        let complex = this::<Complex>(vm, &args[0])?;
        Ok(make((complex.re, -complex.im)))
    }),
    native("__abs__", "(self, /)", "abs(self)", |vm, args| {
        let complex = this::<Complex>(vm, &args[0])?;
        let size = complex.re.hypot(complex.im);
        if size.is_infinite() && complex.re.is_finite() && complex.im.is_finite() {
            return Err(vm.raise(Exc::OverflowError, "absolute value too large"));
        }
        Ok(Value::Float(size))
    }),
    native("__neg__", "(self, /)", "-self", |vm, args| {
        let complex = this::<Complex>(vm, &args[0])?;
        Ok(make((-complex.re, -complex.im)))
    }),
    native("__pos__", "(self, /)", "+self", |vm, args| {
        let complex = this::<Complex>(vm, &args[0])?;
        Ok(make((complex.re, complex.im)))
    }),
    native("__bool__", "(self, /)", "True if self else False", |vm, args| {
        let complex = this::<Complex>(vm, &args[0])?;
        Ok(Value::Bool(complex.re != 0.0 || complex.im != 0.0))
    }),
    native("__complex__", "(self, /)", "complex(self)", |vm, args| {
        this::<Complex>(vm, &args[0])?;
        Ok(args::base(&args[0]).clone())
    }),
    native("__add__", "(self, value, /)", "Return self+value.", |vm, args| {
        arithmetic(vm, args, add)
    }),
    native("__radd__", "(self, value, /)", "Return value+self.", |vm, args| {
        reflected(vm, args, add)
    }),
    native("__sub__", "(self, value, /)", "Return self-value.", |vm, args| {
        arithmetic(vm, args, sub)
    }),
    native("__rsub__", "(self, value, /)", "Return value-self.", |vm, args| {
        reflected(vm, args, sub)
    }),
    native("__mul__", "(self, value, /)", "Return self*value.", |vm, args| {
        arithmetic(vm, args, mul)
    }),
    native("__rmul__", "(self, value, /)", "Return value*self.", |vm, args| {
        reflected(vm, args, mul)
    }),
    native("__truediv__", "(self, value, /)", "Return self/value.", |vm, args| {
        arithmetic(vm, args, div)
    }),
    native("__rtruediv__", "(self, value, /)", "Return value/self.", |vm, args| {
        reflected(vm, args, div)
    }),
    native("__pow__", "(self, value, mod=None, /)", "Return self**value.", |vm, args| {
        arithmetic(vm, args, pow)
    }),
    native("__rpow__", "(self, value, mod=None, /)", "Return value**self.", |vm, args| {
        reflected(vm, args, pow)
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", equal),
    native("__hash__", "(self, /)", "Return hash(self).", hash),
    native(
        "__format__",
        "(self, format_spec, /)",
        "The number as a specification wants it.",
        |vm, args| {
            let spec = args::str_arg(vm, &args[1], "__format__() argument")?;
            crate::show::format_number(vm, &args[0], spec)
        },
    ),
];

static PROPERTIES: &[PropertyDef] = &[
    member("real", "the real part of a complex number", |vm, value| {
        Ok(Value::Float(this::<Complex>(vm, value)?.re))
    }),
    member("imag", "the imaginary part of a complex number", |vm, value| {
        Ok(Value::Float(this::<Complex>(vm, value)?.im))
    }),
];

/// Adds all of `complex`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Complex);
    let contents = TypeContents {
        doc: "Create a complex number from a string or numbers.",
        new: Some(&NEW),
        methods: METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    super::add_methods(vm, Type::Complex, &[sequence::REPR]);
}

fn make((re, im): Pair) -> Value {
    Value::new(Complex { re, im })
}

/// A number as a complex one.
fn pair(vm: &mut Vm, value: &Value) -> R<Option<Pair>> {
    if let Some(complex) = payload::<Complex>(value) {
        return Ok(Some((complex.re, complex.im)));
    }
    if let Some(float) = number::as_float(value) {
        return Ok(Some((float, 0.0)));
    }
    if number::is_int(value) {
        return number::int_to_float(vm, args::base(value)).map(|float| Some((float, 0.0)));
    }
    Ok(None)
}

type Operation = fn(&mut Vm, Pair, Pair) -> R<Pair>;

fn arithmetic(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    let (Some(a), Some(b)) = (pair(vm, &args[0])?, pair(vm, &args[1])?) else {
        return Ok(Value::NotImplemented);
    };
    operation(vm, a, b).map(make)
}

fn reflected(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    arithmetic(vm, &[args[1].clone(), args[0].clone()], operation)
}

fn add(_: &mut Vm, a: Pair, b: Pair) -> R<Pair> {
    Ok((a.0 + b.0, a.1 + b.1))
}

fn sub(_: &mut Vm, a: Pair, b: Pair) -> R<Pair> {
    Ok((a.0 - b.0, a.1 - b.1))
}

fn product(a: Pair, b: Pair) -> Pair {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

fn mul(_: &mut Vm, a: Pair, b: Pair) -> R<Pair> {
    Ok(product(a, b))
}

/// Division by the method of Smith (Communications of the ACM 5:8, 1962), which keeps clear of overflow.
fn div(vm: &mut Vm, a: Pair, b: Pair) -> R<Pair> {
    if b == (0.0, 0.0) {
        return Err(vm.raise(Exc::ZeroDivisionError, "complex division by zero"));
    }
    Ok(quotient(a, b))
}

fn quotient(a: Pair, b: Pair) -> Pair {
    if b.0.abs() >= b.1.abs() {
        let ratio = b.1 / b.0;
        let divisor = b.0 + b.1 * ratio;
        ((a.0 + a.1 * ratio) / divisor, (a.1 - a.0 * ratio) / divisor)
    } else {
        let ratio = b.0 / b.1;
        let divisor = b.0 * ratio + b.1;
        ((a.0 * ratio + a.1) / divisor, (a.1 * ratio - a.0) / divisor)
    }
}

/// Whole exponents up to this are carried out by multiplication.
const WHOLE_EXPONENT_MAX: f64 = 100.0;

fn pow(vm: &mut Vm, a: Pair, b: Pair) -> R<Pair> {
    let Some(power) = power(a, b) else {
        let message = "0.0 to a negative or complex power";
        return Err(vm.raise(Exc::ZeroDivisionError, message));
    };
    if power.0.is_infinite() || power.1.is_infinite() {
        return Err(vm.raise(Exc::OverflowError, "complex exponentiation"));
    }
    Ok(power)
}

/// None where it has no value: for powers of zero, and for turns without an end.
fn power(a: Pair, b: Pair) -> Option<Pair> {
    if b == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    let whole = b.1 == 0.0 && b.0.fract() == 0.0 && b.0.abs() <= WHOLE_EXPONENT_MAX;
    if a == (0.0, 0.0) && !(whole && b.0 > 0.0) {
        return (b.1 == 0.0 && (b.0 >= 0.0 || b.0.is_nan())).then_some((0.0, 0.0));
    }
    if whole {
        let power = whole_power(a, b.0.abs() as u32);
        return match b.0 < 0.0 {
            true if power == (0.0, 0.0) => None,
            true => Some(quotient((1.0, 0.0), power)),
            false => Some(power),
        };
    }
    let (size, angle) = (a.0.hypot(a.1), a.1.atan2(a.0));
    let mut length = size.powf(b.0);
    let mut turn = angle * b.0;
    if b.1 != 0.0 {
        length /= (angle * b.1).exp();
        turn += b.1 * size.ln();
    }
    (!turn.is_infinite()).then(|| (length * turn.cos(), length * turn.sin()))
}

fn whole_power(base: Pair, exponent: u32) -> Pair {
    let (mut result, mut square, mut left) = ((1.0, 0.0), base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = product(result, square);
        }
        square = product(square, square);
        left >>= 1;
    }
    result
}

fn equal(vm: &mut Vm, args: &[Value]) -> R {
    let complex = this::<Complex>(vm, &args[0])?;
    let (re, im) = (complex.re, complex.im);
    if let Some(other) = payload::<Complex>(&args[1]) {
        return Ok(Value::Bool(re == other.re && im == other.im));
    }
    if !number::is_real(&args[1]) {
        return Ok(Value::NotImplemented);
    }
    if im != 0.0 {
        return Ok(Value::Bool(false));
    }
    vm.compare(CmpOp::Eq, &Value::Float(re), args::base(&args[1]))
}

/// The multiplier of the imaginary part's hash (library reference, "Hashing of numeric types").
const HASH_IMAGINARY: i64 = 1_000_003;

fn hash(vm: &mut Vm, args: &[Value]) -> R {
    let complex = this::<Complex>(vm, &args[0])?;
    let (re, im) = (Value::Float(complex.re), Value::Float(complex.im));
    let part = |vm: &mut Vm, value: &Value| -> R<i64> {
        Ok(i64::from_ne_bytes(vm.hash(value)?.to_ne_bytes()))
    };
    let (re, im) = (part(vm, &re)?, part(vm, &im)?);
    let hash = re.wrapping_add(im.wrapping_mul(HASH_IMAGINARY));
    Ok(Value::Int(if hash == -1 { -2 } else { hash }))
}

fn convert(vm: &mut Vm, real: &Value, imaginary: &Value) -> R<Pair> {
    if let Some(text) = text_of(real) {
        if !imaginary.is_unbound() {
            let message = "complex() can't take second arg if first is a string";
            return Err(args::type_error(vm, message));
        }
        let parsed = parse(&text.to_text());
        return parsed.ok_or_else(|| args::value_error(vm, "complex() arg is a malformed string"));
    }
    if is_a::<Str>(imaginary) {
        return Err(args::type_error(vm, "complex() second arg can't be a string"));
    }
    let first = if real.is_unbound() {
        (0.0, 0.0)
    } else {
        part(vm, real, "first", "a string or a number")?
    };
    if imaginary.is_unbound() {
        return Ok(first);
    }
    let second = part(vm, imaginary, "second", "a number")?;
    // Adding a zero would lose the sign of another.
    let re = if is_a::<Complex>(imaginary) { first.0 - second.1 } else { first.0 };
    let im = if is_a::<Complex>(real) { first.1 + second.0 } else { second.0 };
    Ok((re, im))
}

fn part(vm: &mut Vm, value: &Value, which: &str, wanted: &str) -> R<Pair> {
    if let Some(pair) = pair(vm, value)? {
        return Ok(pair);
    }
    let name = vm.intern("__complex__");
    if let Some(result) = vm.call_special(value, name, &[])? {
        if let Some(complex) = payload::<Complex>(&result) {
            return Ok((complex.re, complex.im));
        }
        let got = vm.type_name(&result);
        let message = format!("__complex__ returned non-complex (type {got})");
        return Err(args::type_error(vm, &message));
    }
    match number::try_real(vm, value)? {
        Some(float) => Ok((float, 0.0)),
        None => {
            let got = vm.type_name(value);
            let message = format!("complex() {which} argument must be {wanted}, not '{got}'");
            Err(args::type_error(vm, &message))
        }
    }
}

/// `complex('1+2j')`
fn parse(text: &str) -> Option<Pair> {
    let text = text.trim_matches(|c: char| crate::text::unicode::is_space(u32::from(c)));
    let inner = match text.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?.trim(),
        None => text,
    };
    if inner.contains(char::is_whitespace) {
        return None;
    }
    let Some(numbers) = inner.strip_suffix(['j', 'J']) else {
        return float_repr::parse(inner).map(|re| (re, 0.0));
    };
    // The sign that parts both numbers stands behind no `e`.
    let bytes = numbers.as_bytes();
    let cut = (1..bytes.len())
        .rev()
        .find(|at| matches!(bytes[*at], b'+' | b'-') && !matches!(bytes[at - 1], b'e' | b'E'));
    let (re, im) = match cut {
        Some(at) => (float_repr::parse(&numbers[..at])?, &numbers[at..]),
        None => (0.0, numbers),
    };
    let im = match im {
        "" | "+" => 1.0,
        "-" => -1.0,
        text => float_repr::parse(text)?,
    };
    Some((re, im))
}
