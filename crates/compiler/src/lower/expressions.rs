//! Expressions: which lowering a kind has, and the kinds that are too small for a file of their own.

use ouro_bytecode::{Instr, Op};
use ouro_syntax::ast::{Expr, ExprKind, Ident, UnaryOp};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::{constants, errors};

impl<'a> Lowerer<'a> {
    /// The value in `dst`, which is written last.
    pub(super) fn expr_to(&mut self, expr: &'a Expr, dst: Reg) {
        if self.enter(expr.span) {
            self.expression(expr, dst);
            self.bound_destination(dst);
        }
        self.leave();
    }

    /// The value in some register: a local that cannot change before it is read stays where it is, anything
    /// else gets a temporary.
    pub(super) fn operand(&mut self, expr: &'a Expr) -> Reg {
        if let ExprKind::Name(name) = &expr.kind
            && let Some(local) = self.steady_local(name)
        {
            return local;
        }
        let register = self.temp();
        self.expr_to(expr, register);
        register
    }

    /// The value in a new temporary.
    pub(super) fn in_temp(&mut self, expr: &'a Expr) -> Reg {
        let register = self.temp();
        self.expr_to(expr, register);
        register
    }

    /// The value is not wanted; it dies at once.
    pub(super) fn discard(&mut self, expr: &'a Expr) {
        if matches!(expr.kind, ExprKind::Constant(_)) {
            return;
        }
        let mark = self.mark();
        if let ExprKind::Named { target, value } = &expr.kind {
            self.named(expr, target, value, None);
        } else {
            let value = self.operand(expr);
            if self.unit.builder.is_temp(value) {
                self.op(at(expr.span), Op::Clear, value, 0, 0);
            }
        }
        self.release(mark);
    }

    fn expression(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::Name(name) => self.load(at(expr.span), name, dst),
            ExprKind::Constant(value) => {
                self.load_const(at(expr.span), dst, constants::constant(value));
            }
            ExprKind::Binary { .. }
            | ExprKind::Call { .. }
            | ExprKind::Attribute { .. }
            | ExprKind::Subscript { .. } => self.chain(expr, dst),
            ExprKind::FString(parts) => self.fstring(expr.span, parts, dst),
            ExprKind::BoolOp { op, values } => self.bool_value(*op, values, dst),
            ExprKind::Compare { left, rest } => {
                self.warn_identity(expr.span, left, rest, false);
                self.comparison(expr.span, left, rest, dst);
            }
            ExprKind::Unary { op, operand } => self.unary(expr, *op, operand, dst),
            ExprKind::IfExp { test, body, orelse } => {
                self.conditional(expr, test, body, orelse, dst);
            }
            ExprKind::Lambda(lambda) => self.lambda(expr.span, lambda, dst),
            ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Set(_) | ExprKind::Dict(_) => {
                self.display(expr, dst);
            }
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::Generator { .. } => self.comprehension(expr, dst),
            ExprKind::Await(value) => self.await_value(expr.span, value, dst),
            ExprKind::Yield(value) => self.yield_value(expr.span, value.as_deref(), dst),
            ExprKind::YieldFrom(value) => self.yield_from(expr.span, value, dst),
            ExprKind::Slice { lower, upper, step } => {
                self.slice(expr.span, [lower.as_deref(), upper.as_deref(), step.as_deref()], dst);
            }
            ExprKind::Named { target, value } => self.named(expr, target, value, Some(dst)),
            ExprKind::Starred(_) => {
                self.error(errors::bad_target(expr.span, "can't use starred expression here"));
            }
            ExprKind::Error => self.error(errors::not_yet(expr.span, "this expression")),
        }
    }

    fn unary(&mut self, expr: &'a Expr, op: UnaryOp, operand: &'a Expr, dst: Reg) {
        if let Some(constant) = constants::fold(expr) {
            self.load_const(at(expr.span), dst, constant);
            return;
        }
        let op = match op {
            UnaryOp::Not => return self.not(expr, operand, dst),
            UnaryOp::Invert => Op::Invert,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::USub => Op::Neg,
        };
        let mark = self.mark();
        let value = self.operand_into(operand, dst);
        self.op(at(expr.span), op, dst, value, 0);
        self.release(mark);
    }

    /// As `operand`, but where a temporary is needed and `dst` is one, that one.
    pub(super) fn operand_into(&mut self, expr: &'a Expr, dst: Reg) -> Reg {
        if let ExprKind::Name(name) = &expr.kind
            && let Some(local) = self.steady_local(name)
        {
            return local;
        }
        if self.unit.builder.is_top(dst) {
            self.expr_to(expr, dst);
            return dst;
        }
        self.in_temp(expr)
    }

    /// As `operand_into`, for what is walked once: a list of constants need not be made anew each time.
    pub(super) fn walked_into(&mut self, expr: &'a Expr, dst: Reg) -> Reg {
        if let ExprKind::List(items) = &expr.kind
            && let Some(constant) = constants::tuple(items)
            && self.unit.builder.is_top(dst)
        {
            self.load_const(at(expr.span), dst, constant);
            return dst;
        }
        self.operand_into(expr, dst)
    }

    fn conditional(
        &mut self,
        expr: &'a Expr,
        test: &'a Expr,
        body: &'a Expr,
        orelse: &'a Expr,
        dst: Reg,
    ) {
        let builder = &mut self.unit.builder;
        let (otherwise, end) = (builder.label(), builder.label());
        self.branch(test, false, otherwise);
        self.expr_to(body, dst);
        self.unit.builder.go(at(expr.span), end);
        self.unit.builder.bind(otherwise);
        self.expr_to(orelse, dst);
        self.unit.builder.bind(end);
    }

    fn slice(&mut self, span: ouro_diag::Span, parts: [Option<&'a Expr>; 3], dst: Reg) {
        let mark = self.mark();
        let count: u16 = if parts[2].is_some() { 3 } else { 2 };
        let mut first = None;
        for part in parts.into_iter().take(usize::from(count)) {
            let register = self.temp();
            first.get_or_insert(register);
            match part {
                Some(part) => self.expr_to(part, register),
                None => self.op(at(span), Op::LoadNone, register, 0, 0),
            }
        }
        self.op(at(span), Op::BuildSlice, dst, first.unwrap_or(0), count);
        self.release(mark);
    }

    /// `target := value`; the value is wanted in `dst` too, if there is one.
    pub(super) fn named(
        &mut self,
        expr: &'a Expr,
        target: &'a Ident,
        value: &'a Expr,
        dst: Option<Reg>,
    ) {
        if &*target.name == "__debug__" {
            self.error(errors::assigns_debug(target.span, "assign to"));
        }
        let place = at(expr.span);
        if let Some(local) = self.plain_local(&target.name) {
            self.expr_to(value, local);
            if let Some(dst) = dst.filter(|dst| *dst != local) {
                self.op(place, Op::Copy, dst, local, 0);
            }
            return;
        }
        let mark = self.mark();
        let value = self.in_temp(value);
        if let Some(dst) = dst {
            self.unit.builder.emit(place, Instr::new(Op::Copy, dst, value, 0));
        }
        self.store(place, &target.name, value);
        self.release(mark);
    }
}
