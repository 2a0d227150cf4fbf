//! Constants: from the tree's to the code's, and what can be worked out while compiling.
//!
//! Only what cannot fail and stays small is folded; everything else is left to the program.

use num_bigint::BigInt;
use ouro_bytecode::Const;
use ouro_syntax::ast::{BinaryOp, Constant, Expr, ExprKind, Int, Text, UnaryOp};

/// Trees taller than this are not looked through for constants (chains are folded link by link).
const HEIGHT_MAX: u32 = 24;

/// Tuples longer than this are not made while compiling from nested ones.
const STRING_MAX: usize = 4096;

/// The code's constant for one of the tree.
pub(crate) fn constant(value: &Constant) -> Const {
    match value {
        Constant::None => Const::None,
        Constant::Bool(value) => Const::Bool(*value),
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(Int::Small(value)) => Const::Int(*value),
        Constant::Int(Int::Big(value)) => Const::BigInt((**value).clone()),
        Constant::Float(value) => Const::Float(*value),
        Constant::Complex(value) => Const::Imaginary(*value),
        Constant::Str { text, .. } => text_constant(text),
        Constant::Bytes(bytes) => Const::Bytes(bytes.to_vec().into()),
    }
}

/// A string constant.
pub(crate) fn text_constant(text: &Text) -> Const {
    match text {
        Text::Utf8(text) => Const::Str((**text).into()),
        Text::Wide(points) => Const::Surrogates(points.to_vec().into()),
    }
}

/// The value of an expression that is one.
pub(crate) fn fold(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::Constant(value) => Some(constant(value)),
        _ if expr.height() > HEIGHT_MAX => None,
        ExprKind::Unary { op, operand } => unary(*op, &fold(operand)?),
        ExprKind::Binary { left, op, right, .. } => binary(*op, &fold(left)?, &fold(right)?),
        ExprKind::Tuple(items) => tuple(items),
        _ => None,
    }
}

/// All items as a constant tuple.
pub(crate) fn tuple(items: &[Expr]) -> Option<Const> {
    let items: Option<Vec<Const>> = items.iter().map(fold).collect();
    Some(Const::Tuple(items?.into()))
}

/// An operand that fits an instruction: a small integer.
pub(crate) fn immediate(expr: &Expr) -> Option<i16> {
    match fold(expr)? {
        Const::Int(value) => i16::try_from(value).ok(),
        _ => None,
    }
}

/// Whether a constant is true.
pub(crate) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::BigInt(value) => *value != BigInt::ZERO,
        Const::Float(value) | Const::Imaginary(value) => *value != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Surrogates(_) | Const::Ellipsis | Const::Code(_) => true,
    }
}

/// An operator on a constant.
pub(crate) fn unary(op: UnaryOp, value: &Const) -> Option<Const> {
    Some(match (op, value) {
        (UnaryOp::Not, value) => Const::Bool(!truth(value)),
        (UnaryOp::USub, Const::Int(value)) => match value.checked_neg() {
            Some(value) => Const::Int(value),
            None => Const::BigInt(-BigInt::from(*value)),
        },
        (UnaryOp::USub, Const::BigInt(value)) => whole(-value),
        (UnaryOp::USub, Const::Float(value)) => Const::Float(-value),
        (UnaryOp::UAdd, Const::Int(_) | Const::BigInt(_) | Const::Float(_)) => value.clone(),
        (UnaryOp::Invert, Const::Int(value)) => Const::Int(!value),
        _ => return None,
    })
}

fn whole(value: BigInt) -> Const {
    match i64::try_from(&value) {
        Ok(small) => Const::Int(small),
        Err(_) => Const::BigInt(value),
    }
}

/// An operator on two constants.
pub(crate) fn binary(op: BinaryOp, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Int(left), Const::Int(right)) => ints(op, *left, *right),
        (Const::Float(left), Const::Float(right)) => floats(op, *left, *right),
        (Const::Int(left), Const::Float(right)) => floats(op, exact(*left)?, *right),
        (Const::Float(left), Const::Int(right)) => floats(op, *left, exact(*right)?),
        (Const::Str(left), Const::Str(right))
            if op == BinaryOp::Add && left.len() + right.len() <= STRING_MAX =>
        {
            Some(Const::Str(format!("{left}{right}").into()))
        }
        (Const::Str(text), Const::Int(times)) | (Const::Int(times), Const::Str(text))
            if op == BinaryOp::Mult =>
        {
            let times = usize::try_from((*times).max(0)).ok()?;
            let fits = text.len().checked_mul(times).is_some_and(|length| length <= STRING_MAX);
            fits.then(|| Const::Str(text.repeat(times).into()))
        }
        _ => None,
    }
}

/// An integer as the float that equals it.
fn exact(value: i64) -> Option<f64> {
    (value.unsigned_abs() <= 1 << 53).then_some(value as f64)
}

fn ints(op: BinaryOp, left: i64, right: i64) -> Option<Const> {
    let value = match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Sub => left.checked_sub(right),
        BinaryOp::Mult => left.checked_mul(right),
        BinaryOp::FloorDiv => floor_div(left, right),
        BinaryOp::Mod => {
            let quotient = floor_div(left, right)?;
            left.checked_sub(quotient.checked_mul(right)?)
        }
        BinaryOp::Pow => left.checked_pow(u32::try_from(right).ok()?),
        BinaryOp::LShift => {
            let shift = u32::try_from(right).ok().filter(|shift| *shift < 63)?;
            left.checked_mul(1_i64.checked_shl(shift)?)
        }
        BinaryOp::RShift => {
            let shift = u32::try_from(right).ok()?;
            Some(left >> shift.min(63))
        }
        BinaryOp::BitOr => Some(left | right),
        BinaryOp::BitXor => Some(left ^ right),
        BinaryOp::BitAnd => Some(left & right),
        BinaryOp::Div => {
            let (left, right) = (exact(left)?, exact(right)?);
            return (right != 0.0).then(|| Const::Float(left / right));
        }
        BinaryOp::MatMult => None,
    };
    value.map(Const::Int)
}

fn floor_div(left: i64, right: i64) -> Option<i64> {
    let quotient = left.checked_div(right)?;
    let inexact = left.checked_rem(right)? != 0;
    if inexact && (left < 0) != (right < 0) { quotient.checked_sub(1) } else { Some(quotient) }
}

fn floats(op: BinaryOp, left: f64, right: f64) -> Option<Const> {
    let value = match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mult => left * right,
        BinaryOp::Div if right != 0.0 => left / right,
        _ => return None,
    };
    Some(Const::Float(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_divide_downwards() {
        let div = |a, b| ints(BinaryOp::FloorDiv, a, b);
        let rem = |a, b| ints(BinaryOp::Mod, a, b);
        assert_eq!(div(-7, 2), Some(Const::Int(-4)));
        assert_eq!(div(7, -2), Some(Const::Int(-4)));
        assert_eq!(div(-6, 2), Some(Const::Int(-3)));
        assert_eq!(rem(-7, 2), Some(Const::Int(1)));
        assert_eq!(rem(7, -2), Some(Const::Int(-1)));
        assert_eq!(div(1, 0), None);
        assert_eq!(rem(i64::MIN, -1), None);
        assert_eq!(ints(BinaryOp::LShift, 1, 70), None);
    }
}
