//! The operations of arithmetic, comparison and truth that are not done on the spot.

use ouro_bytecode::Instr;

use super::{Done, Flow, Regs};
use crate::compare::CmpOp;
use crate::objects::Str;
use crate::operators::{BinOp, UnOp};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    pub(super) fn op_binary(&mut self, op: BinOp, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        if op == BinOp::Add
            && i.a == i.b
            && i.b != i.c
            && b.is::<Str>()
            && let Some(more) = c.get::<Str>()
        {
            // `text += more`: the register gives the text up, so it may grow where it lies.
            self.reserve(more.as_bytes().len())?;
            let result = match Str::append(regs.take(i.a), more) {
                Ok(result) => result,
                Err(text) => self.binary(op, &text, c, false)?,
            };
            regs.done(i.c);
            regs.set(i.a, result);
            return Ok(Flow::Next);
        }
        let result = self.binary(op, b, c, i.x != 0)?;
        // The left operand dies first: what is given up last does.
        regs.done(i.c);
        regs.done(i.b);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_binary_imm(&mut self, op: BinOp, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let c = Value::Int(i64::from(i.c as i16));
        let result = self.binary(op, b, &c, i.x != 0)?;
        regs.done(i.b);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_unary(&mut self, op: UnOp, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let result = self.unary(op, b)?;
        regs.done(i.b);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_not(&mut self, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let truth = self.truthy(b)?;
        regs.done(i.b);
        regs.set(i.a, Value::Bool(!truth));
        Ok(Flow::Next)
    }

    pub(super) fn op_compare(&mut self, op: CmpOp, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let result = match same_text(op, b, c) {
            Some(result) => Value::Bool(result),
            None => self.compare(op, b, c)?,
        };
        regs.done(i.c);
        regs.done(i.b);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_compare_jump(
        &mut self,
        op: CmpOp,
        i: Instr,
        regs: Regs,
        result: &mut bool,
    ) -> Done {
        let (a, b) = (self.operand(&regs, i.a)?, self.operand(&regs, i.b)?);
        *result = match same_text(op, a, b) {
            Some(result) => result,
            None => {
                let value = self.compare(op, a, b)?;
                self.truthy(&value)?
            }
        };
        regs.done(i.b);
        regs.done(i.a);
        Ok(Flow::Next)
    }

    pub(super) fn op_compare_jump_imm(
        &mut self,
        op: CmpOp,
        i: Instr,
        regs: Regs,
        result: &mut bool,
    ) -> Done {
        let a = self.operand(&regs, i.a)?;
        let value = self.compare(op, a, &Value::Int(i64::from(i.b as i16)))?;
        *result = self.truthy(&value)?;
        regs.done(i.a);
        Ok(Flow::Next)
    }

    pub(super) fn op_is(&mut self, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let result = b.is_same(c) != (i.x != 0);
        regs.done(i.c);
        regs.done(i.b);
        regs.set(i.a, Value::Bool(result));
        Ok(Flow::Next)
    }

    pub(super) fn op_in(&mut self, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let result = self.contains(c, b)? != (i.x != 0);
        regs.done(i.c);
        regs.done(i.b);
        regs.set(i.a, Value::Bool(result));
        Ok(Flow::Next)
    }

    pub(super) fn op_truth(
        &mut self,
        i: Instr,
        regs: Regs,
        give_up: bool,
        truth: &mut bool,
    ) -> Done {
        let a = self.operand(&regs, i.a)?;
        *truth = self.truthy(a)?;
        if give_up {
            regs.done(i.a);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_is_none(&mut self, i: Instr, regs: Regs, none: &mut bool) -> Done {
        *none = self.operand(&regs, i.a)?.is_none();
        regs.done(i.a);
        Ok(Flow::Next)
    }
}

/// `==` and `!=` of two texts.
#[inline]
fn same_text(op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
    let (x, y) = (a.get::<Str>()?, b.get::<Str>()?);
    match op {
        CmpOp::Eq => Some(std::ptr::eq(x, y) || x == y),
        CmpOp::Ne => Some(!std::ptr::eq(x, y) && x != y),
        _ => None,
    }
}
