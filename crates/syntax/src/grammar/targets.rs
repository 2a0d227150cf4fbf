//! What may be assigned to, deleted or bound, and how the reference names what may not.

use super::Fault;
use crate::ast::{Constant, Expr, ExprKind};
use crate::token::range;
use ouro_diag::codes;

/// What an expression is called in messages such as "cannot assign to literal".
pub(crate) fn cannot(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::BoolOp { .. } | ExprKind::Binary { .. } | ExprKind::Unary { .. } => "expression",
        ExprKind::Generator { .. } => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Constant(constant) => match constant {
            Constant::None => "None",
            Constant::Bool(true) => "True",
            Constant::Bool(false) => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Slice { .. } | ExprKind::Error => "expression",
    }
}

/// The first part of a target that cannot be bound.
pub(crate) fn invalid_part(target: &Expr) -> Option<&Expr> {
    match &target.kind {
        ExprKind::Name(_)
        | ExprKind::Attribute { .. }
        | ExprKind::Subscript { .. }
        | ExprKind::Error => None,
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().find_map(invalid_part),
        ExprKind::Starred(value) => invalid_part(value),
        _ => Some(target),
    }
}

/// Whether all parts of a target can be bound.
pub(crate) fn assignable(target: &Expr) -> Result<(), Fault> {
    invalid_part(target).map_or(Ok(()), |part| Err(cannot_assign(part)))
}

/// "cannot assign to ...".
pub(crate) fn cannot_assign(part: &Expr) -> Fault {
    let message = format!("cannot assign to {}", cannot(part));
    Fault::new(codes::CANNOT_ASSIGN, range(part.span), message)
}
