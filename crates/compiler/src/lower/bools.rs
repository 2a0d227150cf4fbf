//! Conditions: `and`, `or`, `not`, comparisons, as jumps where a condition is wanted and as values elsewhere.

use ouro_bytecode::{Const, Instr, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{BoolOp, CompareOp, Constant, Expr, ExprKind, UnaryOp};

use super::Lowerer;
use crate::build::{Label, Reg, at};
use crate::constants;

impl<'a> Lowerer<'a> {
    /// Goes to `target` if the truth of `expr` is `sense`, else on.
    pub(super) fn branch(&mut self, expr: &'a Expr, sense: bool, target: Label) {
        if self.enter(expr.span) {
            let mark = self.mark();
            self.condition(expr, sense, target);
            self.release(mark);
        }
        self.leave();
    }

    fn condition(&mut self, expr: &'a Expr, sense: bool, target: Label) {
        if let Some(constant) = constants::fold(expr) {
            if constants::truth(&constant) == sense {
                self.unit.builder.go(at(expr.span), target);
            }
            return;
        }
        match &expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => match &operand.kind {
                ExprKind::Compare { left, rest } if rest.len() == 1 => {
                    self.warn_identity(operand.span, left, rest, true);
                    self.branch_compare(operand.span, left, rest, !sense, target);
                }
                _ => self.branch(operand, !sense, target),
            },
            ExprKind::BoolOp { op, values } => self.branch_bool(*op, values, sense, target),
            ExprKind::Compare { left, rest } => {
                self.warn_identity(expr.span, left, rest, false);
                self.branch_compare(expr.span, left, rest, sense, target);
            }
            ExprKind::Named { target: name, value } => {
                let register = match self.plain_local(&name.name) {
                    Some(local) => {
                        self.named(expr, name, value, None);
                        local
                    }
                    None => self.in_temp(expr),
                };
                self.jump_if(at(expr.span), register, sense, target);
            }
            _ => {
                let value = self.operand(expr);
                self.jump_if(self.place_of(expr), value, sense, target);
            }
        }
    }

    fn jump_if(&mut self, place: Place, value: Reg, sense: bool, target: Label) {
        let instr = Instr::new(Op::JumpIf, value, 0, 0).with_x(u8::from(sense));
        self.unit.builder.jump(place, instr, target);
    }

    fn branch_bool(&mut self, op: BoolOp, values: &'a [Expr], sense: bool, target: Label) {
        let Some((last, others)) = values.split_last() else { return };
        // `or` is decided by a true value, `and` by a false one.
        let decides = op == BoolOp::Or;
        if decides == sense {
            values.iter().for_each(|value| self.branch(value, sense, target));
            return;
        }
        let on = self.unit.builder.label();
        for value in others {
            self.branch(value, decides, on);
        }
        self.branch(last, sense, target);
        self.unit.builder.bind(on);
    }

    fn branch_compare(
        &mut self,
        span: Span,
        left: &'a Expr,
        rest: &'a [(CompareOp, Expr)],
        sense: bool,
        target: Label,
    ) {
        if let [(op, right)] = rest {
            if let Some(left) = self.none_test(*op, left, right) {
                let is = (*op == CompareOp::Is) == sense;
                let left = self.operand(left);
                let instr = Instr::new(Op::JumpIfNone, left, 0, 0).with_x(u8::from(is));
                self.unit.builder.jump(at(span), instr, target);
                return;
            }
            let left = self.operand(left);
            self.jump_compare(span, *op, left, right, sense, target);
            return;
        }
        let Some(((last_op, last), others)) = rest.split_last() else { return };
        let mut left = self.operand(left);
        let clean = self.middles_are_locals(others);
        let failed = if clean && !sense { target } else { self.unit.builder.label() };
        let mut held = Vec::new();
        for (op, right) in others {
            let (value, kept) = self.middle(right);
            if self.unit.builder.is_temp(kept) {
                held.push(kept);
            }
            self.jump_registers(span, *op, left, value, false, failed);
            left = kept;
        }
        self.jump_compare(span, *last_op, left, last, sense, target);
        if !clean {
            self.drop_middles(span, failed, &held, (!sense).then_some(target));
        } else if sense {
            self.unit.builder.bind(failed);
        }
    }

    /// Whether all middles of a chain stay where they are, so that a chain may end anywhere.
    fn middles_are_locals(&mut self, others: &[(CompareOp, Expr)]) -> bool {
        others.iter().all(|(_, expr)| match &expr.kind {
            ExprKind::Name(name) => self.steady_local(name).is_some(),
            _ => false,
        })
    }

    /// The middle of a chained comparison: a register for the comparison before it, one for that after it.
    fn middle(&mut self, expr: &'a Expr) -> (Reg, Reg) {
        let kept = self.operand(expr);
        if !self.unit.builder.is_temp(kept) {
            return (kept, kept);
        }
        let copy = self.temp();
        self.op(at(expr.span), Op::Copy, copy, kept, 0);
        (copy, kept)
    }

    /// The end of a failed chain: releases the middle values that are still there and goes to `target`, or on.
    fn drop_middles(&mut self, span: Span, failed: Label, held: &[Reg], target: Option<Label>) {
        let on = self.unit.builder.label();
        self.unit.builder.go(at(span), on);
        self.unit.builder.bind(failed);
        for register in held {
            self.op(at(span), Op::Clear, *register, 0, 0);
        }
        if let Some(target) = target {
            self.unit.builder.go(at(span), target);
        }
        self.unit.builder.bind(on);
    }

    /// The other operand of `is None` and `is not None`.
    fn none_test(&self, op: CompareOp, left: &'a Expr, right: &Expr) -> Option<&'a Expr> {
        let none = matches!(right.kind, ExprKind::Constant(Constant::None));
        (none && matches!(op, CompareOp::Is | CompareOp::IsNot)).then_some(left)
    }

    fn jump_compare(
        &mut self,
        span: Span,
        op: CompareOp,
        left: Reg,
        right: &'a Expr,
        sense: bool,
        target: Label,
    ) {
        if let Some((_, short)) = fused(op)
            && let Some(small) = constants::immediate(right)
        {
            let instr = Instr::new(short, left, small as u16, 0).with_x(u8::from(sense));
            self.unit.builder.jump(at(span), instr, target);
            return;
        }
        let mark = self.mark();
        let right = self.right_operand(op, right);
        self.jump_registers(span, op, left, right, sense, target);
        self.release(mark);
    }

    fn jump_registers(
        &mut self,
        span: Span,
        op: CompareOp,
        left: Reg,
        right: Reg,
        sense: bool,
        target: Label,
    ) {
        if let Some((long, _)) = fused(op) {
            let instr = Instr::new(long, left, right, 0).with_x(u8::from(sense));
            self.unit.builder.jump(at(span), instr, target);
            return;
        }
        let mark = self.mark();
        let result = self.temp();
        let (op, x) = operation(op);
        self.op_x(at(span), x, op, [result, left, right]);
        self.jump_if(at(span), result, sense, target);
        self.release(mark);
    }

    /// The right operand; what `in` looks through is a constant where it can be.
    fn right_operand(&mut self, op: CompareOp, right: &'a Expr) -> Reg {
        if let (CompareOp::In | CompareOp::NotIn, ExprKind::List(items) | ExprKind::Set(items)) =
            (op, &right.kind)
            && let Some(Const::Tuple(constants)) = constants::tuple(items)
        {
            let is_set = matches!(right.kind, ExprKind::Set(_));
            let value = if is_set { Const::FrozenSet(constants) } else { Const::Tuple(constants) };
            let register = self.temp();
            self.load_const(at(right.span), register, value);
            return register;
        }
        self.operand(right)
    }

    /// `left op right op ...` as a value.
    pub(super) fn comparison(
        &mut self,
        span: Span,
        left: &'a Expr,
        rest: &'a [(CompareOp, Expr)],
        dst: Reg,
    ) {
        let mark = self.mark();
        let Some(((last_op, last), others)) = rest.split_last() else { return };
        if others.is_empty() {
            let left = self.operand_into(left, dst);
            let right = self.right_operand(*last_op, last);
            let (op, x) = operation(*last_op);
            self.op_x(at(span), x, op, [dst, left, right]);
            self.release(mark);
            return;
        }
        // Each result is tested, so a chain's must not overwrite a local that it still reads.
        let result = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
        let mut left = self.operand(left);
        let failed = self.unit.builder.label();
        let clean = self.middles_are_locals(others);
        let mut held = Vec::new();
        for (op, right) in others {
            let (value, kept) = self.middle(right);
            if self.unit.builder.is_temp(kept) {
                held.push(kept);
            }
            let (op, x) = operation(*op);
            self.op_x(at(span), x, op, [result, left, value]);
            let keep = Instr::new(Op::JumpIfKeep, result, 0, 0);
            self.unit.builder.jump(at(span), keep, failed);
            self.op(at(span), Op::Clear, result, 0, 0);
            left = kept;
        }
        let right = self.right_operand(*last_op, last);
        let (op, x) = operation(*last_op);
        self.op_x(at(span), x, op, [result, left, right]);
        if clean {
            self.unit.builder.bind(failed);
        } else {
            self.drop_middles(span, failed, &held, None);
        }
        if result != dst {
            self.op(at(span), Op::Move, dst, result, 0);
        }
        self.release(mark);
    }

    /// `a and b`, `a or b` as a value.
    pub(super) fn bool_value(&mut self, op: BoolOp, values: &'a [Expr], dst: Reg) {
        let Some((last, others)) = values.split_last() else { return };
        let mark = self.mark();
        let result = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
        let end = self.unit.builder.label();
        let decides = op == BoolOp::Or;
        for value in others {
            match constants::fold(value).map(|constant| constants::truth(&constant)) {
                // A constant that decides ends it, one that does not is never the value.
                Some(truth) if truth != decides => {}
                Some(_) => {
                    self.expr_to(value, result);
                    self.unit.builder.go(at(value.span), end);
                }
                None => self.deciding_value(value, decides, result, end),
            }
        }
        self.expr_to(last, result);
        self.unit.builder.bind(end);
        if result != dst {
            self.op(at(last.span), Op::Move, dst, result, 0);
        }
        self.release(mark);
    }

    /// A value of `and` or `or` before the last: it ends the whole in `result`, or dies at once.
    fn deciding_value(&mut self, value: &'a Expr, decides: bool, result: Reg, end: Label) {
        let place = self.place_of(value);
        if let ExprKind::Name(name) = &value.kind
            && let Some(local) = self.steady_local(name)
        {
            let next = self.unit.builder.label();
            self.jump_if(place, local, !decides, next);
            self.op(place, Op::Copy, result, local, 0);
            self.unit.builder.go(place, end);
            self.unit.builder.bind(next);
            return;
        }
        self.expr_to(value, result);
        let keep = Instr::new(Op::JumpIfKeep, result, 0, 0).with_x(u8::from(decides));
        self.unit.builder.jump(place, keep, end);
        self.op(place, Op::Clear, result, 0, 0);
    }

    /// `not operand` as a value; `not a in b` and `not a is b` are one operation.
    pub(super) fn not(&mut self, expr: &'a Expr, operand: &'a Expr, dst: Reg) {
        let mark = self.mark();
        if let ExprKind::Compare { left, rest } = &operand.kind
            && let [(op, right)] = &rest[..]
            && let Some(opposite) = opposite(*op)
        {
            self.warn_identity(operand.span, left, rest, true);
            let left = self.operand_into(left, dst);
            let right = self.right_operand(opposite, right);
            let (op, x) = operation(opposite);
            self.op_x(at(expr.span), x, op, [dst, left, right]);
        } else {
            let value = self.operand_into(operand, dst);
            self.op(at(expr.span), Op::Not, dst, value, 0);
        }
        self.release(mark);
    }
}

fn opposite(op: CompareOp) -> Option<CompareOp> {
    Some(match op {
        CompareOp::Is => CompareOp::IsNot,
        CompareOp::IsNot => CompareOp::Is,
        CompareOp::In => CompareOp::NotIn,
        CompareOp::NotIn => CompareOp::In,
        _ => return None,
    })
}

/// The compare-and-jump operations of a comparison: with a register, with a small integer.
fn fused(op: CompareOp) -> Option<(Op, Op)> {
    Some(match op {
        CompareOp::Lt => (Op::JumpLt, Op::JumpLtImm),
        CompareOp::LtE => (Op::JumpLe, Op::JumpLeImm),
        CompareOp::Eq => (Op::JumpEq, Op::JumpEqImm),
        CompareOp::NotEq => (Op::JumpNe, Op::JumpNeImm),
        CompareOp::Gt => (Op::JumpGt, Op::JumpGtImm),
        CompareOp::GtE => (Op::JumpGe, Op::JumpGeImm),
        _ => return None,
    })
}

/// The operation of a comparison, with its variant.
fn operation(op: CompareOp) -> (Op, u8) {
    match op {
        CompareOp::Lt => (Op::Lt, 0),
        CompareOp::LtE => (Op::Le, 0),
        CompareOp::Eq => (Op::Eq, 0),
        CompareOp::NotEq => (Op::Ne, 0),
        CompareOp::Gt => (Op::Gt, 0),
        CompareOp::GtE => (Op::Ge, 0),
        CompareOp::Is => (Op::Is, 0),
        CompareOp::IsNot => (Op::Is, 1),
        CompareOp::In => (Op::In, 0),
        CompareOp::NotIn => (Op::In, 1),
    }
}
