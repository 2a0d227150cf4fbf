//! Sums, products and distances.

use crate::prelude::*;

/// A sum without error as its parts, none of which overlaps another: Shewchuk's way of adding.
#[derive(Default)]
struct Exact(Vec<f64>);

impl Exact {
    fn add(&mut self, mut x: f64) {
        let mut kept = 0;
        for index in 0..self.0.len() {
            let mut y = self.0[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.0[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.0.truncate(kept);
        self.0.push(x);
    }

    /// The sum, rounded once, half to even.
    fn round(mut self) -> f64 {
        let Some(mut high) = self.0.pop() else { return 0.0 };
        let mut low = 0.0;
        while let Some(part) = self.0.pop() {
            let before = high;
            high = before + part;
            low = part - (high - before);
            if low != 0.0 {
                break;
            }
        }
        // What is left beneath decides between two neighbours that are equally near.
        if let Some(next) = self.0.last()
            && (low < 0.0 && *next < 0.0 || low > 0.0 && *next > 0.0)
        {
            let twice = low * 2.0;
            let other = high + twice;
            if twice == other - high {
                high = other;
            }
        }
        high
    }
}

pub(super) fn fsum(vm: &mut Vm, args: &[Value]) -> R {
    let iterator = vm.iter(&args[0])?;
    let (mut sum, mut special, mut infinities) = (Exact::default(), 0.0, 0.0);
    while let Some(item) = vm.next(&iterator)? {
        vm.spend()?;
        let x = args::float(vm, &item)?;
        if !x.is_finite() {
            special += x;
            if x.is_infinite() {
                infinities += x;
            }
            continue;
        }
        sum.add(x);
        if sum.0.last().is_some_and(|top| top.is_infinite()) {
            let message = "intermediate overflow in fsum";
            return Err(vm.raise(Exc::OverflowError, message));
        }
    }
    if f64::is_nan(infinities) {
        return Err(args::value_error(vm, "-inf + inf in fsum"));
    }
    Ok(Value::Float(if special == 0.0 { sum.round() } else { special }))
}

pub(super) fn prod(vm: &mut Vm, args: &[Value]) -> R {
    let iterator = vm.iter(&args[0])?;
    let mut product = args[1].clone();
    while let Some(item) = vm.next(&iterator)? {
        vm.spend()?;
        product = vm.binary(BinOp::Mul, &product, &item, false)?;
    }
    Ok(product)
}

/// The length of a vector. The squares are scaled and added without error, so that it is the float
/// nearest to the true length in all but rare cases.
fn length(coordinates: &[f64]) -> f64 {
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    let longest = coordinates.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if longest == 0.0 || coordinates.iter().any(|x| x.is_nan()) {
        return coordinates.iter().fold(0.0, |sum, x| sum + x.abs());
    }
    if let [only] = coordinates {
        return only.abs();
    }
    // A power of two scales without error.
    let scale = 2f64.powi(-(longest.log2().floor() as i32).clamp(-1000, 1000));
    let mut squares = Exact::default();
    for x in coordinates.iter().map(|x| x * scale) {
        let square = x * x;
        squares.add(square);
        squares.add(x.mul_add(x, -square));
    }
    let parts = squares.0.clone();
    let root = squares.round().sqrt();
    // One step of Newton's method on what the square of the root is off by.
    let mut rest = Exact(parts);
    let square = root * root;
    rest.add(-square);
    rest.add(-root.mul_add(root, -square));
    (root + rest.round() / (2.0 * root)) / scale
}

pub(super) fn hypot(vm: &mut Vm, args: &[Value]) -> R {
    let mut coordinates = Vec::new();
    for value in args::rest(&args[0]) {
        coordinates.push(args::float(vm, value)?);
    }
    Ok(Value::Float(length(&coordinates)))
}

pub(super) fn dist(vm: &mut Vm, args: &[Value]) -> R {
    let (p, q) = (vm.collect(&args[0])?, vm.collect(&args[1])?);
    if p.len() != q.len() {
        let message = "both points must have the same number of dimensions";
        return Err(args::value_error(vm, message));
    }
    let mut coordinates = Vec::with_capacity(p.len());
    for (p, q) in p.iter().zip(&q) {
        coordinates.push(args::float(vm, p)? - args::float(vm, q)?);
    }
    Ok(Value::Float(length(&coordinates)))
}

/// `sumprod(p, q)`: of integers exactly, of floats rounded once, of other numbers as they add up.
pub(super) fn sumprod(vm: &mut Vm, args: &[Value]) -> R {
    let (first, second) = (vm.iter(&args[0])?, vm.iter(&args[1])?);
    let mut pairs = Vec::new();
    loop {
        vm.spend()?;
        match (vm.next(&first)?, vm.next(&second)?) {
            (Some(a), Some(b)) => pairs.push((a, b)),
            (None, None) => break,
            _ => return Err(args::value_error(vm, "Inputs are not the same length")),
        }
    }
    let is_float = |value: &Value| matches!(value, Value::Float(_));
    let is_plain = |value: &Value| matches!(value, Value::Float(_) | Value::Int(_));
    let floats = pairs.iter().any(|(a, b)| is_float(a) || is_float(b))
        && pairs.iter().all(|(a, b)| is_plain(a) && is_plain(b));
    if floats && let Some(sum) = float_products(vm, &pairs)? {
        return Ok(Value::Float(sum));
    }
    let mut total = Value::Int(0);
    for (a, b) in &pairs {
        let product = vm.binary(BinOp::Mul, a, b, false)?;
        total = vm.binary(BinOp::Add, &total, &product, false)?;
    }
    Ok(total)
}

/// None where something on the way is no finite number.
fn float_products(vm: &mut Vm, pairs: &[(Value, Value)]) -> R<Option<f64>> {
    let mut sum = Exact::default();
    for (a, b) in pairs {
        let (a, b) = (args::float(vm, a)?, args::float(vm, b)?);
        let product = a * b;
        if !product.is_finite() {
            return Ok(None);
        }
        sum.add(product);
        sum.add(a.mul_add(b, -product));
    }
    let sum = sum.round();
    Ok(sum.is_finite().then_some(sum))
}
