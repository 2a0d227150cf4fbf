//! Built-in functions of numbers and characters: `abs`, `round`, `divmod`, `pow`, `sum`, `min`, `max`,
//! `hex`, `oct`, `bin`, `chr`, `ord`.

use crate::prelude::*;
use crate::text::int_text;
use crate::types::{float, int, number};

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native("abs", "(x, /)", "Return the absolute value of the argument.", abs),
    native(
        "round",
        "(number, ndigits=None)",
        "Round a number to a given precision in decimal digits.",
        round,
    ),
    native("divmod", "(x, y, /)", "Return the tuple (x//y, x%y).", divmod),
    native(
        "pow",
        "(base, exp, mod=None)",
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
        pow,
    ),
    native(
        "sum",
        "(iterable, /, start=0)",
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
        sum,
    ),
    native(
        "min",
        "(*args, key=None, default=...)",
        "The smallest of the arguments, or of an iterable.",
        |vm, args| extreme(vm, args, "min", CmpOp::Lt),
    ),
    native(
        "max",
        "(*args, key=None, default=...)",
        "The largest of the arguments, or of an iterable.",
        |vm, args| extreme(vm, args, "max", CmpOp::Gt),
    ),
    native(
        "hex",
        "(number, /)",
        "Return the hexadecimal representation of an integer.",
        |vm, args| prefixed(vm, args, 16),
    ),
    native("oct", "(number, /)", "Return the octal representation of an integer.", |vm, args| {
        prefixed(vm, args, 8)
    }),
    native("bin", "(number, /)", "Return the binary representation of an integer.", |vm, args| {
        prefixed(vm, args, 2)
    }),
    native(
        "chr",
        "(i, /)",
        "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.",
        chr,
    ),
    native("ord", "(c, /)", "Return the Unicode code point for a one-character string.", ord),
];

fn prefixed(vm: &mut Vm, args: &[Value], radix: u32) -> R {
    let int = int_value(vm.index(&args[0])?);
    Ok(Str::value(&int_text::to_prefixed(number::int_ref(&int), radix)))
}

fn chr(vm: &mut Vm, args: &[Value]) -> R {
    let number = vm.index(&args[0])?;
    match number.to_u32().filter(|point| *point < 0x11_0000) {
        Some(point) => Ok(Str::from_code_points(&[point])),
        None => Err(args::value_error(vm, "chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &mut Vm, args: &[Value]) -> R {
    let (length, point) = if let Some(text) = text_of(&args[0]) {
        (text.len(), text.code_point(0))
    } else if let Some(found) =
        args::with_bytes(&args[0], |bytes| (bytes.len(), bytes.first().copied().map(u32::from)))
    {
        found
    } else {
        let name = vm.type_name(&args[0]);
        let message = format!("ord() expected string of length 1, but {name} found");
        return Err(args::type_error(vm, &message));
    };
    match (length, point) {
        (1, Some(point)) => Ok(Value::Int(i64::from(point))),
        _ => {
            let message =
                format!("ord() expected a character, but string of length {length} found");
            Err(args::type_error(vm, &message))
        }
    }
}

fn abs(vm: &mut Vm, args: &[Value]) -> R {
    match &args[0] {
        Value::Float(float) => return Ok(Value::Float(float.abs())),
        Value::Int(int) if *int != i64::MIN => return Ok(Value::Int(int.abs())),
        _ => {}
    }
    match vm.call_special(&args[0], names::ABS, &[])? {
        Some(result) => Ok(result),
        None => {
            let name = vm.type_name(&args[0]);
            Err(args::type_error(vm, &format!("bad operand type for abs(): '{name}'")))
        }
    }
}

fn round(vm: &mut Vm, args: &[Value]) -> R {
    match &args[0] {
        Value::Float(_) => return float::round(vm, &args[0], &args[1]),
        Value::Int(_) => return int::round(vm, &args[0], &args[1]),
        _ => {}
    }
    let given = if args[1].is_none() { &[][..] } else { &args[1..2] };
    match vm.call_special(&args[0], names::ROUND, given)? {
        Some(result) => Ok(result),
        None => {
            let name = vm.type_name(&args[0]);
            let message = format!("type {name} doesn't define __round__ method");
            Err(args::type_error(vm, &message))
        }
    }
}

fn divmod(vm: &mut Vm, args: &[Value]) -> R {
    let (a, b) = (&args[0], &args[1]);
    let plain = |value: &Value| value.is_same(args::base(value)) && number::is_real(value);
    if plain(a) && plain(b) {
        let whole = number::is_int(a) && number::is_int(b);
        return if whole { int::div_mod(vm, a, b) } else { float::div_mod(vm, a, b) };
    }
    for (left, method, right) in [(a, "__divmod__", b), (b, "__rdivmod__", a)] {
        let name = vm.intern(method);
        let result = vm.call_special(left, name, std::slice::from_ref(right))?;
        if let Some(result) = result
            && !matches!(result, Value::NotImplemented)
        {
            return Ok(result);
        }
    }
    let (a, b) = (vm.type_name(a), vm.type_name(b));
    let message = format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'");
    Err(args::type_error(vm, &message))
}

pub(crate) fn pow(vm: &mut Vm, args: &[Value]) -> R {
    if args[2].is_none() {
        return vm.binary(BinOp::Pow, &args[0], &args[1], false);
    }
    let as_ints =
        (as_big(args::base(&args[0])), as_big(args::base(&args[1])), as_big(args::base(&args[2])));
    let (Some(base), Some(exponent), Some(modulus)) = as_ints else {
        let method = vm.lookup_special(&args[0], names::POW);
        if method.is::<Function>() {
            let result = vm.call_special(&args[0], names::POW, &args[1..])?.unwrap_or_default();
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        let float = args[..2].iter().any(|value| matches!(args::base(value), Value::Float(_)));
        if float && !is_a::<Complex>(&args[0]) || args.iter().all(number::is_real) {
            let message = "pow() 3rd argument not allowed unless all arguments are integers";
            return Err(args::type_error(vm, message));
        }
        let [a, b, c] = [0, 1, 2].map(|at| vm.type_name(&args[at]));
        let message = format!("unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'");
        return Err(args::type_error(vm, &message));
    };
    pow_modulo(vm, base, exponent, &modulus)
}

fn pow_modulo(vm: &mut Vm, base: BigInt, exponent: BigInt, modulus: &BigInt) -> R {
    if modulus.is_zero() {
        return Err(args::value_error(vm, "pow() 3rd argument cannot be 0"));
    }
    let (base, exponent) = if exponent.is_negative() {
        match base.modinv(modulus) {
            Some(inverse) => (inverse, -exponent),
            None => {
                let message = "base is not invertible for the given modulus";
                return Err(args::value_error(vm, message));
            }
        }
    } else {
        (base, exponent)
    };
    Ok(int_value(base.modpow(&exponent, modulus)))
}

fn sum(vm: &mut Vm, args: &[Value]) -> R {
    let start = &args[1];
    let iterator = vm.iter(&args[0])?;
    let refused = if is_a::<Str>(start) {
        Some("sum() can't sum strings [use ''.join(seq) instead]")
    } else if is_a::<Bytes>(start) {
        Some("sum() can't sum bytes [use b''.join(seq) instead]")
    } else if is_a::<ByteArray>(start) {
        Some("sum() can't sum bytearray [use b''.join(seq) instead]")
    } else {
        None
    };
    if let Some(message) = refused {
        return Err(args::type_error(vm, message));
    }
    let mut total = start.clone();
    loop {
        let item = vm.next_item(&iterator)?;
        if item.is_unbound() {
            return Ok(total);
        }
        vm.spend()?;
        total = match (&total, &item) {
            (Value::Int(a), Value::Int(b)) if a.checked_add(*b).is_some() => Value::Int(a + b),
            (Value::Int(a), Value::Bool(b)) if *a < i64::MAX => Value::Int(a + i64::from(*b)),
            (Value::Float(a), Value::Float(_) | Value::Int(_) | Value::Bool(_)) => {
                let (float, rest) = sum_floats(vm, &iterator, *a, item)?;
                total = Value::Float(float);
                match rest {
                    Some(item) => vm.binary(BinOp::Add, &total, &item, false)?,
                    None => return Ok(total),
                }
            }
            _ => vm.binary(BinOp::Add, &total, &item, false)?,
        };
    }
}

/// Adds floats and small integers with the compensation of Neumaier (1974), which keeps the digits that
/// plain addition loses; gives the first item of another kind.
fn sum_floats(vm: &mut Vm, iterator: &Value, start: f64, first: Value) -> R<(f64, Option<Value>)> {
    let (mut sum, mut lost) = (start, 0.0);
    let mut next = Some(first);
    let rest = loop {
        let Some(item) = next else { break None };
        match item {
            Value::Float(float) => {
                let with = sum + float;
                lost += if sum.abs() >= float.abs() {
                    (sum - with) + float
                } else {
                    (float - with) + sum
                };
                sum = with;
            }
            Value::Int(int) => sum += int as f64,
            Value::Bool(bool) => sum += f64::from(u8::from(bool)),
            other => break Some(other),
        }
        vm.spend()?;
        next = vm.next(iterator)?;
    };
    let compensated = if lost != 0.0 && lost.is_finite() { sum + lost } else { sum };
    Ok((compensated, rest))
}

fn extreme(vm: &mut Vm, args: &[Value], name: &str, op: CmpOp) -> R {
    let given = args[0].get::<Tuple>().map_or(&[][..], |tuple| &tuple.0);
    let (key, default) = (&args[1], &args[2]);
    let iterator = match given {
        [] => {
            let message = format!("{name} expected at least 1 argument, got 0");
            return Err(args::type_error(vm, &message));
        }
        [iterable] => vm.iter(iterable)?,
        _ if !default.is_unbound() => {
            let message =
                format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(args::type_error(vm, &message));
        }
        _ => vm.iter(&args[0])?,
    };
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = vm.next(&iterator)? {
        vm.spend()?;
        let rank = match key.is_none() {
            true => item.clone(),
            false => vm.call(key, std::slice::from_ref(&item))?,
        };
        let better = match &best {
            None => true,
            Some((_, best)) => {
                let result = vm.compare(op, &rank, best)?;
                vm.truthy(&result)?
            }
        };
        if better {
            best = Some((item, rank));
        }
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Value::Unbound) => {
            Err(args::value_error(vm, &format!("{name}() iterable argument is empty")))
        }
        (None, default) => Ok(default.clone()),
    }
}
