//! Chains that lean to the left: operators, attributes, subscripts and calls, in a loop rather than by
//! recursion, each link working on the value of the one before.

use ouro_bytecode::{Const, Instr, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{BinaryOp, Expr, ExprKind};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::constants;

/// What a chain has come to so far.
enum Value {
    /// A constant that no instruction has loaded yet.
    Const(Const, Span),
    /// In a register: a local, or the chain's own temporary.
    In(Reg),
}

impl<'a> Lowerer<'a> {
    /// A chain's value in `dst`.
    pub(super) fn chain(&mut self, expr: &'a Expr, dst: Reg) {
        let mut links = Vec::new();
        let mut first = expr;
        while let Some(next) = link_operand(first) {
            links.push(first);
            first = next;
        }
        let mark = self.mark();
        // The chain's own temporary: the topmost one, because a call's arguments follow its callee.
        let own = if self.unit.builder.is_top(dst) { dst } else { self.temp() };
        let mut value = self.chain_start(first, &links, own);
        while let Some(link) = links.pop() {
            let target = if links.is_empty() { dst } else { own };
            value = self.link(link, &mut links, value, own, target);
        }
        match value {
            Value::Const(constant, span) => self.load_const(at(span), dst, constant),
            Value::In(register) if register != dst => {
                self.op(at(expr.span), Op::Move, dst, register, 0);
            }
            Value::In(_) => {}
        }
        self.bound_destination(dst);
        self.release(mark);
    }

    fn chain_start(&mut self, first: &'a Expr, links: &[&'a Expr], own: Reg) -> Value {
        if let Some(constant) = constants::fold(first) {
            return Value::Const(constant, first.span);
        }
        let called = links.last().is_some_and(|link| matches!(link.kind, ExprKind::Call { .. }));
        if let ExprKind::Name(name) = &first.kind
            && !called
            && let Some(local) = self.steady_local(name)
        {
            return Value::In(local);
        }
        self.expr_to(first, own);
        Value::In(own)
    }

    fn link(
        &mut self,
        link: &'a Expr,
        rest: &mut Vec<&'a Expr>,
        value: Value,
        own: Reg,
        target: Reg,
    ) -> Value {
        if let (ExprKind::Binary { op, right, .. }, Value::Const(left, _)) = (&link.kind, &value)
            && let Some(right) = constants::fold(right)
            && let Some(folded) = constants::binary(*op, left, &right)
        {
            return Value::Const(folded, link.span);
        }
        let value = match value {
            Value::In(register) => register,
            Value::Const(constant, span) => {
                self.load_const(at(span), own, constant);
                own
            }
        };
        match &link.kind {
            ExprKind::Binary { op, op_span, right, .. } => {
                let place = Place { span: link.span, anchor: Some(*op_span) };
                self.binary(place, *op, 0, value, right, own, target);
            }
            ExprKind::Subscript { value: object, index } => {
                self.warn_subscript(link.span, object, index);
                let place = self.subscript_place(link, object);
                let mark = self.free_own(value, own);
                let index = self.operand(index);
                self.op(place, Op::GetItem, target, value, index);
                self.release(mark);
            }
            ExprKind::Attribute { attr, .. } => {
                if let Some(call) = self.method_call(rest) {
                    let site = self.site(&attr.name);
                    let place = at(self.attribute_span(link));
                    self.op(place, Op::LoadMethod, own, value, site);
                    let _ = self.temp();
                    self.call_from(call, own, true);
                    self.release(u32::from(own) + 1);
                    rest.pop();
                    return Value::In(own);
                }
                let site = self.site(&attr.name);
                self.op(at(self.attribute_span(link)), Op::GetAttr, target, value, site);
            }
            _ => {
                if value != own {
                    self.op(at(link.span), Op::Copy, own, value, 0);
                }
                self.call_from(link, own, false);
                self.release(u32::from(own) + 1);
                return Value::In(own);
            }
        }
        Value::In(target)
    }

    /// The next link, where it calls this one as a method.
    fn method_call(&mut self, rest: &[&'a Expr]) -> Option<&'a Expr> {
        let call = *rest.last()?;
        (matches!(call.kind, ExprKind::Call { .. }) && !self.needs_star_call(call)).then_some(call)
    }

    /// Where the value is not in the chain's own temporary, that one is free for the other operand.
    fn free_own(&mut self, value: Reg, own: Reg) -> u32 {
        let mark = u32::from(own) + 1;
        if value != own {
            self.release(u32::from(own));
        }
        mark
    }

    /// `target := value op right`; the other operand may use `own` where the value does not.
    #[expect(clippy::too_many_arguments, reason = "an operation has as many parts")]
    pub(super) fn binary(
        &mut self,
        place: Place,
        op: BinaryOp,
        x: u8,
        value: Reg,
        right: &'a Expr,
        own: Reg,
        target: Reg,
    ) {
        if let Some(small) = constants::immediate(right)
            && let Some(op) = immediate_form(op)
        {
            self.op_x(place, x, op, [target, value, small as u16]);
            return;
        }
        let mark = self.free_own(value, own);
        let right = self.operand(right);
        self.unit.builder.emit(place, Instr::new(operation(op), target, value, right).with_x(x));
        self.release(mark);
    }

    /// Where an expression stands, with what carets single out in it.
    pub(super) fn place_of(&self, expr: &Expr) -> Place {
        match &expr.kind {
            ExprKind::Binary { op_span, .. } => Place { span: expr.span, anchor: Some(*op_span) },
            ExprKind::Subscript { value, .. } => self.subscript_place(expr, value),
            ExprKind::Call { function, .. } => {
                let anchor = self.after_operand(function.span.end, expr.span.end);
                Place { span: expr.span, anchor: Some(anchor) }
            }
            _ => at(expr.span),
        }
    }

    /// An attribute's span: only its name where the whole stands on several lines.
    pub(super) fn attribute_span(&self, expr: &Expr) -> Span {
        let ExprKind::Attribute { attr, .. } = &expr.kind else { return expr.span };
        let several = self.source.line(expr.span.start) != self.source.line(attr.span.start);
        if several { attr.span } else { expr.span }
    }

    /// Where the carets of a subscript stand: from the bracket to the end.
    pub(super) fn subscript_place(&self, expr: &Expr, object: &Expr) -> Place {
        let anchor = self.after_operand(object.span.end, expr.span.end);
        Place { span: expr.span, anchor: Some(anchor) }
    }

    /// From the first bracket after an operand, its own closing parentheses left out, to the end.
    pub(super) fn after_operand(&self, from: u32, end: u32) -> Span {
        let text = self.source.slice(Span::new(from, end));
        let skipped = text.len()
            - text.trim_start_matches(|c: char| c.is_whitespace() || c == ')' || c == '\\').len();
        Span::new(from.saturating_add(u32::try_from(skipped).unwrap_or(0)).min(end), end)
    }
}

/// The operand that a chain's link works on.
fn link_operand(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Compare { .. } => None,
        _ => crate::scopes::first_operand(expr),
    }
}

/// The operation of an operator.
pub(super) fn operation(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Add => Op::Add,
        BinaryOp::Sub => Op::Sub,
        BinaryOp::Mult => Op::Mul,
        BinaryOp::MatMult => Op::MatMul,
        BinaryOp::Div => Op::Div,
        BinaryOp::Mod => Op::Mod,
        BinaryOp::Pow => Op::Pow,
        BinaryOp::LShift => Op::Shl,
        BinaryOp::RShift => Op::Shr,
        BinaryOp::BitOr => Op::BitOr,
        BinaryOp::BitXor => Op::BitXor,
        BinaryOp::BitAnd => Op::BitAnd,
        BinaryOp::FloorDiv => Op::FloorDiv,
    }
}

fn immediate_form(op: BinaryOp) -> Option<Op> {
    Some(match op {
        BinaryOp::Add => Op::AddImm,
        BinaryOp::Sub => Op::SubImm,
        BinaryOp::Mult => Op::MulImm,
        BinaryOp::FloorDiv => Op::FloorDivImm,
        BinaryOp::Mod => Op::ModImm,
        _ => return None,
    })
}
