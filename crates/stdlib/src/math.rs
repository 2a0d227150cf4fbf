//! The module `math` (library reference, "math"). Functions of integers are in [`integers`], sums and the
//! like in [`sums`].
//!
//! A result that is not a number though the argument was one is a domain error, an infinite one of a finite
//! argument a range error: the rule of the C library's `errno`, which CPython follows.

mod floats;
mod integers;
mod sums;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions defined by the C standard.",
    functions: FUNCTIONS,
    fill,
};

macro_rules! functions {
    ($($name:literal $doc:literal $function:expr;)*) => {
        &[$(native($name, "(x, /)", $doc, |vm, args| of_one(vm, args, $function)),)*]
    };
}

/// Functions of one number.
static OF_ONE: &[NativeDef] = functions! {
    "sqrt" "Return the square root of x." f64::sqrt;
    "cbrt" "Return the cube root of x." f64::cbrt;
    "exp" "Return e raised to the power of x." f64::exp;
    "exp2" "Return 2 raised to the power of x." f64::exp2;
    "expm1" "Return exp(x)-1." f64::exp_m1;
    "log1p" "Return the natural logarithm of 1+x (base e)." log1p;
    "sin" "Return the sine of x (measured in radians)." f64::sin;
    "cos" "Return the cosine of x (measured in radians)." f64::cos;
    "tan" "Return the tangent of x (measured in radians)." f64::tan;
    "asin" "Return the arc sine (measured in radians) of x." f64::asin;
    "acos" "Return the arc cosine (measured in radians) of x." f64::acos;
    "atan" "Return the arc tangent (measured in radians) of x." f64::atan;
    "sinh" "Return the hyperbolic sine of x." f64::sinh;
    "cosh" "Return the hyperbolic cosine of x." f64::cosh;
    "tanh" "Return the hyperbolic tangent of x." f64::tanh;
    "asinh" "Return the inverse hyperbolic sine of x." libm::asinh;
    "acosh" "Return the inverse hyperbolic cosine of x." libm::acosh;
    "erf" "Error function at x." libm::erf;
    "erfc" "Complementary error function at x." libm::erfc;
    "fabs" "Return the absolute value of the float x." f64::abs;
    "degrees" "Convert angle x from radians to degrees." |x| x * (180.0 / std::f64::consts::PI);
    "radians" "Convert angle x from degrees to radians." |x| x * (std::f64::consts::PI / 180.0);
};

static FUNCTIONS: &[NativeDef] = &[
    native("gamma", "(x, /)", "Gamma function at x.", floats::gamma),
    native(
        "lgamma",
        "(x, /)",
        "Natural logarithm of absolute value of Gamma function at x.",
        floats::log_gamma,
    ),
    native(
        "frexp",
        "(x, /)",
        "Return the mantissa and exponent of x, as pair (m, e).",
        floats::frexp,
    ),
    native("ldexp", "(x, i, /)", "Return x * (2**i).", floats::ldexp),
    native(
        "nextafter",
        "(x, y, /, *, steps=None)",
        "Return the floating-point value the given number of steps after x towards y.",
        floats::next_after,
    ),
    native(
        "ulp",
        "(x, /)",
        "Return the value of the least significant bit of the float x.",
        floats::ulp,
    ),
    native(
        "remainder",
        "(x, y, /)",
        "Difference between x and the closest integer multiple of y.",
        floats::remainder,
    ),
    native("fma", "(x, y, z, /)", "Fused multiply-add operation.", floats::fma),
    native(
        "sumprod",
        "(p, q, /)",
        "Return the sum of products of values from two iterables p and q.",
        sums::sumprod,
    ),
    native("floor", "(x, /)", "Return the floor of x as an Integral.", |vm, args| {
        round(vm, &args[0], "__floor__", f64::floor)
    }),
    native("ceil", "(x, /)", "Return the ceiling of x as an Integral.", |vm, args| {
        round(vm, &args[0], "__ceil__", f64::ceil)
    }),
    native("trunc", "(x, /)", "Truncates the Real x to the nearest Integral toward 0.", trunc),
    native(
        "isnan",
        "(x, /)",
        "Return True if x is a NaN (not a number), and False otherwise.",
        |vm, args| Ok(Value::Bool(args::float(vm, &args[0])?.is_nan())),
    ),
    native(
        "isinf",
        "(x, /)",
        "Return True if x is a positive or negative infinity, and False otherwise.",
        |vm, args| Ok(Value::Bool(args::float(vm, &args[0])?.is_infinite())),
    ),
    native(
        "isfinite",
        "(x, /)",
        "Return True if x is neither an infinity nor a NaN, and False otherwise.",
        |vm, args| Ok(Value::Bool(args::float(vm, &args[0])?.is_finite())),
    ),
    native(
        "isclose",
        "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        "Determine whether two floating-point numbers are close in value.",
        is_close,
    ),
    native(
        "log",
        "(x, base=..., /)",
        "Return the logarithm of x to the given base.",
        |vm, args| {
            let log = logarithm(vm, &args[0], f64::ln)?;
            if args[1].is_unbound() {
                return Ok(Value::Float(log));
            }
            let base = logarithm(vm, &args[1], f64::ln)?;
            if base == 0.0 {
                return Err(vm.raise(Exc::ZeroDivisionError, "float division by zero"));
            }
            Ok(Value::Float(log / base))
        },
    ),
    native("log2", "(x, /)", "Return the base 2 logarithm of x.", |vm, args| {
        logarithm(vm, &args[0], f64::log2).map(Value::Float)
    }),
    native("log10", "(x, /)", "Return the base 10 logarithm of x.", |vm, args| {
        logarithm(vm, &args[0], f64::log10).map(Value::Float)
    }),
    native("atanh", "(x, /)", "Return the inverse hyperbolic tangent of x.", |vm, args| {
        match args::float(vm, &args[0])? {
            x if x.abs() >= 1.0 => Err(domain_error(vm)),
            x => Ok(Value::Float(libm::atanh(x))),
        }
    }),
    native(
        "atan2",
        "(y, x, /)",
        "Return the arc tangent (measured in radians) of y/x.",
        |vm, args| {
            let (y, x) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
            Ok(Value::Float(y.atan2(x)))
        },
    ),
    native("pow", "(x, y, /)", "Return x**y (x to the power of y).", pow),
    native("fmod", "(x, y, /)", "Return fmod(x, y), according to platform C.", |vm, args| {
        let (x, y) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
        if x.is_infinite() && !y.is_nan() || y == 0.0 && !x.is_nan() {
            return Err(domain_error(vm));
        }
        Ok(Value::Float(x % y))
    }),
    native("modf", "(x, /)", "Return the fractional and integer parts of x.", |vm, args| {
        let x = args::float(vm, &args[0])?;
        let fraction = if x.is_infinite() { 0f64.copysign(x) } else { (x - x.trunc()).copysign(x) };
        Ok(Tuple::value([Value::Float(fraction), Value::Float(x.trunc())]))
    }),
    native(
        "copysign",
        "(x, y, /)",
        "Return a float with the magnitude of x but the sign of y.",
        |vm, args| {
            let (x, y) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
            Ok(Value::Float(x.copysign(y)))
        },
    ),
    native("gcd", "(*integers)", "Greatest Common Divisor.", integers::gcd),
    native("lcm", "(*integers)", "Least Common Multiple.", integers::lcm),
    native("factorial", "(n, /)", "Find n!.", integers::factorial),
    native(
        "comb",
        "(n, k, /)",
        "Number of ways to choose k items from n items without repetition and without order.",
        integers::comb,
    ),
    native(
        "perm",
        "(n, k=None, /)",
        "Number of ways to choose k items from n items without repetition and with order.",
        integers::perm,
    ),
    native(
        "isqrt",
        "(n, /)",
        "Return the integer part of the square root of the input.",
        integers::isqrt,
    ),
    native(
        "hypot",
        "(*coordinates)",
        "Multidimensional Euclidean distance from the origin to a point.",
        sums::hypot,
    ),
    native(
        "dist",
        "(p, q, /)",
        "Return the Euclidean distance between two points p and q.",
        sums::dist,
    ),
    native(
        "prod",
        "(iterable, /, *, start=1)",
        "Calculate the product of all the elements in the input iterable.",
        sums::prod,
    ),
    native(
        "fsum",
        "(seq, /)",
        "Return an accurate floating-point sum of values in the iterable seq.",
        sums::fsum,
    ),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let own = vm.intern("math");
    let own = vm.modules.get(&own).cloned().unwrap_or_default();
    for def in OF_ONE {
        let function = vm.native(def, &own);
        args::set(vm, module, def.name, function);
    }
    let constants = [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in constants {
        args::set(vm, module, name, Value::Float(value));
    }
    Ok(())
}

#[cold]
fn domain_error(vm: &mut Vm) -> Raised {
    args::value_error(vm, "math domain error")
}

#[cold]
fn range_error(vm: &mut Vm) -> Raised {
    vm.raise(Exc::OverflowError, "math range error")
}

fn of_one(vm: &mut Vm, args: &[Value], function: fn(f64) -> f64) -> R {
    let x = args::float(vm, &args[0])?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(range_error(vm));
    }
    Ok(Value::Float(result))
}

/// The logarithm of a number below -1 is none, and that of 0 is a domain error, not an infinity.
fn log1p(x: f64) -> f64 {
    if x <= -1.0 { f64::NAN } else { x.ln_1p() }
}

/// A logarithm, of integers beyond floats too.
fn logarithm(vm: &mut Vm, value: &Value, log: fn(f64) -> f64) -> R<f64> {
    if let Some(big) = args::payload::<ouro_vm::objects::Big>(value)
        && big.0.is_positive()
        && big.0.to_f64().is_none_or(f64::is_infinite)
    {
        let shift = big.0.bits().saturating_sub(64);
        let top = (&big.0 >> shift).to_f64().unwrap_or(f64::MAX);
        return Ok(log(top) + log(2.0) * shift as f64);
    }
    if args::is_int(value) && !vm.index(value)?.is_positive() {
        return Err(domain_error(vm));
    }
    let x = args::float(vm, value)?;
    if x <= 0.0 {
        return Err(domain_error(vm));
    }
    Ok(log(x))
}

/// A float as an integer, after `how` has rounded it.
fn whole(vm: &mut Vm, x: f64, how: fn(f64) -> f64) -> R {
    match num_traits::FromPrimitive::from_f64(how(x)) {
        Some(big) if x.is_finite() => Ok(int_value(big)),
        _ if x.is_nan() => Err(args::value_error(vm, "cannot convert float NaN to integer")),
        _ => Err(vm.raise(Exc::OverflowError, "cannot convert float infinity to integer")),
    }
}

fn round(vm: &mut Vm, value: &Value, method: &str, how: fn(f64) -> f64) -> R {
    if let Value::Float(float) = args::base(value) {
        return whole(vm, *float, how);
    }
    if args::is_int(value) {
        return Ok(int_value(vm.index(value)?));
    }
    let method = vm.intern(method);
    if let Some(result) = vm.call_special(value, method, &[])? {
        return Ok(result);
    }
    let float = args::float(vm, value)?;
    whole(vm, float, how)
}

fn trunc(vm: &mut Vm, args: &[Value]) -> R {
    if let Value::Float(float) = args::base(&args[0]) {
        return whole(vm, *float, f64::trunc);
    }
    if args::is_int(&args[0]) {
        return Ok(int_value(vm.index(&args[0])?));
    }
    let method = vm.intern("__trunc__");
    if let Some(result) = vm.call_special(&args[0], method, &[])? {
        return Ok(result);
    }
    let name = vm.type_name(&args[0]);
    Err(args::type_error(vm, &format!("type {name} doesn't define __trunc__ method")))
}

fn is_close(vm: &mut Vm, args: &[Value]) -> R {
    let (a, b) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
    let (relative, absolute) = (args::float(vm, &args[2])?, args::float(vm, &args[3])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(args::value_error(vm, "tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::Bool(true));
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::Bool(false));
    }
    let difference = (b - a).abs();
    let allowed = (relative * a.abs().max(b.abs())).max(absolute);
    Ok(Value::Bool(difference <= allowed))
}

fn pow(vm: &mut Vm, args: &[Value]) -> R {
    let (x, y) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || x == 0.0 && y < 0.0 {
            return Err(domain_error(vm));
        }
        if result.is_infinite() {
            return Err(range_error(vm));
        }
    }
    Ok(Value::Float(result))
}
