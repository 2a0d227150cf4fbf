//! Functions that need a mathematical library, parts of floats and their neighbours.

use super::{domain_error, range_error};
use crate::prelude::*;

/// The gamma function; at 0 and the negative integers it has none.
pub(super) fn gamma(vm: &mut Vm, args: &[Value]) -> R {
    let x = args::float(vm, &args[0])?;
    if x == f64::NEG_INFINITY || x == 0.0 || x < 0.0 && x == x.floor() {
        return Err(domain_error(vm));
    }
    // Of small integers it is a factorial, which is known to the last digit.
    const EXACT: usize = 23;
    if x == x.floor() && (1.0..=EXACT as f64).contains(&x) {
        return Ok(Value::Float((2..x as u64).map(|n| n as f64).product()));
    }
    finite(vm, x, libm::tgamma(x))
}

/// The logarithm of the gamma function's absolute value.
pub(super) fn log_gamma(vm: &mut Vm, args: &[Value]) -> R {
    let x = args::float(vm, &args[0])?;
    if x.is_finite() && x <= 0.0 && x == x.floor() {
        return Err(domain_error(vm));
    }
    if x.is_infinite() {
        return Ok(Value::Float(f64::INFINITY));
    }
    if x == 1.0 || x == 2.0 {
        return Ok(Value::Float(0.0));
    }
    finite(vm, x, libm::lgamma(x))
}

fn finite(vm: &mut Vm, x: f64, result: f64) -> R {
    match result.is_infinite() && x.is_finite() {
        true => Err(range_error(vm)),
        false => Ok(Value::Float(result)),
    }
}

pub(super) fn frexp(vm: &mut Vm, args: &[Value]) -> R {
    let x = args::float(vm, &args[0])?;
    let (mantissa, exponent) = if x == 0.0 || !x.is_finite() { (x, 0) } else { libm::frexp(x) };
    Ok(Tuple::value([Value::Float(mantissa), Value::Int(exponent.into())]))
}

pub(super) fn ldexp(vm: &mut Vm, args: &[Value]) -> R {
    let x = args::float(vm, &args[0])?;
    if !args::is_int(&args[1]) {
        return Err(args::type_error(vm, "Expected an int as second argument to ldexp."));
    }
    let exponent = vm.index(&args[1])?;
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::Float(x));
    }
    let limit = if exponent.is_negative() { i32::MIN } else { i32::MAX };
    let result = libm::ldexp(x, exponent.to_i32().unwrap_or(limit));
    finite(vm, x, result)
}

/// The order of all floats as integers: neighbours are one apart.
fn rank(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

fn of_rank(rank: i64) -> f64 {
    f64::from_bits(if rank < 0 { (i64::MIN - rank) as u64 } else { rank as u64 })
}

pub(super) fn next_after(vm: &mut Vm, args: &[Value]) -> R {
    let (x, y) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
    let steps = match &args[2] {
        Value::None => BigInt::from(1),
        steps => vm.index(steps)?,
    };
    if steps.is_negative() {
        return Err(args::value_error(vm, "steps must be a non-negative integer"));
    }
    if steps.is_zero() {
        return Ok(Value::Float(x));
    }
    if x.is_nan() || y.is_nan() {
        return Ok(Value::Float(x + y));
    }
    if x == y {
        return Ok(Value::Float(y));
    }
    let (from, to) = (i128::from(rank(x)), i128::from(rank(y)));
    let steps = steps.to_i128().unwrap_or(i128::MAX).min((to - from).abs());
    let at = from + steps * (to - from).signum();
    // Below 0 the steps end at the zero that has a sign.
    let result = of_rank(at as i64);
    Ok(Value::Float(if at == 0 && from < 0 && to != 0 { -0.0 } else { result }))
}

pub(super) fn ulp(vm: &mut Vm, args: &[Value]) -> R {
    let x = args::float(vm, &args[0])?.abs();
    if !x.is_finite() {
        return Ok(Value::Float(x));
    }
    let above = of_rank(rank(x) + 1);
    Ok(Value::Float(if above.is_finite() { above - x } else { x - of_rank(rank(x) - 1) }))
}

pub(super) fn remainder(vm: &mut Vm, args: &[Value]) -> R {
    let (x, y) = (args::float(vm, &args[0])?, args::float(vm, &args[1])?);
    if x.is_nan() || y.is_nan() {
        return Ok(Value::Float(x + y));
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error(vm));
    }
    Ok(Value::Float(if y.is_infinite() { x } else { libm::remainder(x, y) }))
}

pub(super) fn fma(vm: &mut Vm, args: &[Value]) -> R {
    let mut numbers = [0.0; 3];
    for (number, arg) in numbers.iter_mut().zip(args) {
        *number = args::float(vm, arg)?;
    }
    let [x, y, z] = numbers;
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(args::value_error(vm, "invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.raise(Exc::OverflowError, "overflow in fma"));
    }
    Ok(Value::Float(result))
}
