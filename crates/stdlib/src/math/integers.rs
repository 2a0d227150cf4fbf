//! Functions of integers.

use num_integer::Integer as _;

use crate::prelude::*;

fn fold(vm: &mut Vm, args: &[Value], first: i64, join: fn(&BigInt, &BigInt) -> BigInt) -> R {
    let mut result = BigInt::from(first);
    for value in args::rest(&args[0]) {
        let number = vm.index(value)?;
        result = join(&result, &number);
    }
    Ok(int_value(result.abs()))
}

pub(super) fn gcd(vm: &mut Vm, args: &[Value]) -> R {
    fold(vm, args, 0, num_integer::Integer::gcd)
}

pub(super) fn lcm(vm: &mut Vm, args: &[Value]) -> R {
    fold(vm, args, 1, |a, b| if a.is_zero() || b.is_zero() { BigInt::ZERO } else { a.lcm(b) })
}

/// The product of all integers from `low` to `high`, halved again and again so that factors stay alike.
fn product(vm: &mut Vm, low: i64, high: i64) -> R<BigInt> {
    const FEW: i64 = 16;
    if high - low < FEW {
        vm.spend()?;
        return Ok((low..=high).fold(BigInt::from(1), |product, factor| product * factor));
    }
    let middle = low + (high - low) / 2;
    let (low, high) = (product(vm, low, middle)?, product(vm, middle + 1, high)?);
    vm.big_mul(&low, &high)
}

pub(super) fn factorial(vm: &mut Vm, args: &[Value]) -> R {
    let n = vm.index(&args[0])?;
    if n.is_negative() {
        let message = "factorial() not defined for negative values";
        return Err(args::value_error(vm, message));
    }
    match n.to_i64() {
        Some(n) => product(vm, 1, n).map(int_value),
        None => {
            let message = format!("factorial() argument should not exceed {}", i64::MAX);
            Err(vm.raise(Exc::OverflowError, &message))
        }
    }
}

/// An operation on so many bits counts as one step.
const BITS_A_STEP: usize = 1 << 14;

/// `n` and `k`, neither below 0.
fn n_and_k(vm: &mut Vm, args: &[Value]) -> R<(BigInt, BigInt)> {
    let (n, k) = (vm.index(&args[0])?, vm.index(&args[1])?);
    for (number, name) in [(&n, "n"), (&k, "k")] {
        if number.is_negative() {
            let message = format!("{name} must be a non-negative integer");
            return Err(args::value_error(vm, &message));
        }
    }
    Ok((n, k))
}

fn count(vm: &mut Vm, number: &BigInt, what: &str) -> R<i64> {
    match number.to_i64() {
        Some(count) => Ok(count),
        None => {
            let message = format!("{what} must not exceed {}", i64::MAX);
            Err(vm.raise(Exc::OverflowError, &message))
        }
    }
}

pub(super) fn comb(vm: &mut Vm, args: &[Value]) -> R {
    let (n, k) = n_and_k(vm, args)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = k.clone().min(&n - k);
    let k = count(vm, &k, "min(n - k, k)")?;
    if let Some(n) = n.to_i64() {
        let (above, below) = (product(vm, n - k + 1, n)?, product(vm, 1, k)?);
        return Ok(int_value(above / below));
    }
    let mut result = BigInt::from(1);
    for step in 0..k {
        vm.spend_all(result.bits() as usize / BITS_A_STEP + 1)?;
        result = result * (&n - step) / (step + 1);
    }
    Ok(int_value(result))
}

pub(super) fn perm(vm: &mut Vm, args: &[Value]) -> R {
    if args[1].is_none() {
        return factorial(vm, args);
    }
    let (n, k) = n_and_k(vm, args)?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = count(vm, &k, "k")?;
    if let Some(n) = n.to_i64() {
        return product(vm, n - k + 1, n).map(int_value);
    }
    let mut result = BigInt::from(1);
    for step in 0..k {
        vm.spend_all(result.bits() as usize / BITS_A_STEP + 1)?;
        result *= &n - step;
    }
    Ok(int_value(result))
}

pub(super) fn isqrt(vm: &mut Vm, args: &[Value]) -> R {
    let n = vm.index(&args[0])?;
    if n.is_negative() {
        return Err(args::value_error(vm, "isqrt() argument must be nonnegative"));
    }
    Ok(int_value(n.sqrt()))
}
