//! Distributions of real numbers, by the methods that the reference names, so that a seed gives the same
//! numbers.

use super::this;
use crate::prelude::*;

pub(super) fn uniform(vm: &mut Vm, args: &[Value]) -> R {
    let random = this(vm, args)?.random();
    let width = vm.binary(BinOp::Sub, &args[2], &args[1], false)?;
    let offset = vm.binary(BinOp::Mul, &width, &Value::Float(random), false)?;
    vm.binary(BinOp::Add, &args[1], &offset, false)
}

pub(super) fn triangular(vm: &mut Vm, args: &[Value]) -> R {
    let mut random = this(vm, args)?.random();
    let (mut low, mut high) = (args::float(vm, &args[1])?, args::float(vm, &args[2])?);
    let mut peak = match &args[3] {
        Value::None => 0.5,
        _ if low == high => return Ok(Value::Float(low)),
        mode => (args::float(vm, mode)? - low) / (high - low),
    };
    if random > peak {
        (random, peak) = (1.0 - random, 1.0 - peak);
        (low, high) = (high, low);
    }
    Ok(Value::Float(low + (high - low) * (random * peak).sqrt()))
}

/// The method of Box and Muller: two numbers at a time, the second of which is kept.
pub(super) fn gauss(vm: &mut Vm, args: &[Value]) -> R {
    let (mean, deviation) = (args::float(vm, &args[1])?, args::float(vm, &args[2])?);
    let generator = this(vm, args)?;
    let number = match generator.next_gauss.take() {
        Some(number) => number,
        None => {
            let angle = generator.random() * std::f64::consts::TAU;
            let radius = (-2.0 * (1.0 - generator.random()).ln()).sqrt();
            generator.next_gauss.set(Some(angle.sin() * radius));
            angle.cos() * radius
        }
    };
    Ok(Value::Float(mean + number * deviation))
}

/// The ratio method of Kinderman and Monahan.
pub(super) fn normal(vm: &mut Vm, args: &[Value]) -> R {
    let (mean, deviation) = (args::float(vm, &args[1])?, args::float(vm, &args[2])?);
    let generator = this(vm, args)?;
    let width = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
    loop {
        let (first, second) = (generator.random(), 1.0 - generator.random());
        let ratio = width * (first - 0.5) / second;
        if ratio * ratio / 4.0 <= -second.ln() {
            return Ok(Value::Float(mean + ratio * deviation));
        }
    }
}

pub(super) fn exponential(vm: &mut Vm, args: &[Value]) -> R {
    let rate = args::float(vm, &args[1])?;
    if rate == 0.0 {
        return Err(vm.raise(Exc::ZeroDivisionError, "float division by zero"));
    }
    Ok(Value::Float(-(1.0 - this(vm, args)?.random()).ln() / rate))
}
