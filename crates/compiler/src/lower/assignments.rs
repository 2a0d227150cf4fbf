//! Assignments in all forms: targets, unpacking, in-place operators, annotations, `del`.

use ouro_bytecode::{Const, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{BinaryOp, Expr, ExprKind};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::{constants, errors};

/// Tuples up to this length are assigned to tuples of names without a tuple being made.
const PARALLEL_MAX: usize = 64;

/// The most targets on either side of a starred one: their numbers share an operand.
const STAR_SIDE_MAX: usize = 255;

impl<'a> Lowerer<'a> {
    /// The register of a target that is a plain local.
    pub(super) fn plain_target(&mut self, target: &Expr) -> Option<Reg> {
        match &target.kind {
            // Assignments to `__debug__` go the long way, where they are refused.
            ExprKind::Name(name) if &**name != "__debug__" => self.plain_local(name),
            _ => None,
        }
    }

    pub(super) fn assign_statement(&mut self, targets: &'a [Expr], value: &'a Expr) {
        let mark = self.mark();
        match targets {
            [target] => self.assign_one(target, value),
            _ => self.assign_all(targets, value),
        }
        self.release(mark);
    }

    fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) {
        if let Some(local) = self.plain_target(target) {
            self.expr_to(value, local);
            return;
        }
        if let (
            ExprKind::Tuple(targets) | ExprKind::List(targets),
            ExprKind::Tuple(values) | ExprKind::List(values),
        ) = (&target.kind, &value.kind)
            && targets.len() == values.len()
            && values.len() <= PARALLEL_MAX
            && !targets.iter().chain(values).any(is_starred)
        {
            self.assign_parallel(targets, values);
            return;
        }
        let value = self.operand(value);
        self.assign(target, value);
    }

    /// `a = b = value`: the value first, then the targets from left to right.
    fn assign_all(&mut self, targets: &'a [Expr], value: &'a Expr) {
        let Some((last, others)) = targets.split_last() else { return };
        let value = self.operand(value);
        for target in others {
            let mark = self.mark();
            let copy = if self.unit.builder.is_temp(value) {
                let copy = self.plain_target(target).unwrap_or_else(|| self.temp());
                self.op(at(target.span), Op::Copy, copy, value, 0);
                copy
            } else {
                value
            };
            self.assign(target, copy);
            self.release(mark);
        }
        self.assign(last, value);
    }

    /// `a, b = x, y` without a tuple.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) {
        if self.swap(targets, values) {
            return;
        }
        let locals: Option<Vec<Reg>> =
            targets.iter().map(|target| self.plain_target(target)).collect();
        let folded: Option<Vec<Const>> = values.iter().map(constants::fold).collect();
        if let (Some(locals), Some(folded)) = (locals, folded) {
            for ((local, constant), value) in locals.into_iter().zip(folded).zip(values) {
                self.load_const(at(value.span), local, constant);
                self.bound_destination(local);
            }
            return;
        }
        let (first, _) = self.row(values);
        for (target, register) in targets.iter().zip(first..) {
            self.assign(target, register);
        }
    }

    /// `a, b = b, expression`: the second value can go straight into `b`, whose old value is kept for `a`.
    fn swap(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> bool {
        let ([first, second], [from, value]) = (targets, values) else { return false };
        let (Some(a), Some(b)) = (self.plain_target(first), self.plain_target(second)) else {
            return false;
        };
        let ExprKind::Name(name) = &from.kind else { return false };
        if a == b || self.steady_local(name) != Some(b) {
            return false;
        }
        let old = self.in_temp(from);
        self.expr_to(value, b);
        self.op(at(first.span), Op::Move, a, old, 0);
        self.bound_destination(a);
        true
    }

    /// Assigns what is in a register: a temporary, which is used up, or a local, which is not.
    pub(super) fn assign(&mut self, target: &'a Expr, value: Reg) {
        if self.enter(target.span) {
            let mark = self.mark();
            self.assign_target(target, value);
            self.release(mark);
        }
        self.leave();
    }

    fn assign_target(&mut self, target: &'a Expr, value: Reg) {
        match &target.kind {
            ExprKind::Name(name) => {
                if &**name == "__debug__" {
                    self.error(errors::assigns_debug(target.span, "assign to"));
                }
                self.store(at(target.span), name, value);
            }
            ExprKind::Attribute { value: object, attr } => {
                if &*attr.name == "__debug__" {
                    self.error(errors::assigns_debug(target.span, "assign to"));
                }
                let object = self.operand(object);
                let site = self.site(&attr.name);
                self.op(at(self.attribute_span(target)), Op::SetAttr, object, value, site);
            }
            ExprKind::Subscript { value: object, index } => {
                let place = self.subscript_place(target, object);
                let object = self.operand(object);
                let index = self.operand(index);
                self.op(place, Op::SetItem, object, index, value);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.unpack(target.span, items, value);
            }
            ExprKind::Starred(_) => {
                let message = "starred assignment target must be in a list or tuple";
                self.error(errors::bad_target(target.span, message));
            }
            _ => self.error(errors::bad_target(target.span, "cannot assign to this expression")),
        }
    }

    fn unpack(&mut self, span: Span, items: &'a [Expr], value: Reg) {
        let count = u16::try_from(items.len()).unwrap_or(u16::MAX);
        let stars = items.iter().filter(|item| is_starred(item)).count();
        if stars == 0
            && let Some(first) = self.consecutive_locals(items)
        {
            self.op(at(span), Op::Unpack, first, value, count);
            (0..count).for_each(|index| self.bound_destination(first + index));
            return;
        }
        let first = u16::try_from(self.mark()).unwrap_or(u16::MAX);
        let registers: Vec<Reg> = items.iter().map(|_| self.temp()).collect();
        match (stars, items.iter().position(is_starred)) {
            (0, _) => self.op(at(span), Op::Unpack, first, value, count),
            (1, Some(before)) => {
                let after = items.len() - before - 1;
                if before > STAR_SIDE_MAX || after > STAR_SIDE_MAX {
                    let message = "too many expressions in star-unpacking assignment";
                    self.error(errors::bad_target(span, message));
                    return;
                }
                let sides = u16::try_from(before | after << 8).unwrap_or(u16::MAX);
                self.op(at(span), Op::UnpackStar, first, value, sides);
            }
            _ => {
                let message = "multiple starred expressions in assignment";
                self.error(errors::bad_target(span, message));
                return;
            }
        }
        for (item, register) in items.iter().zip(registers) {
            match &item.kind {
                ExprKind::Starred(inner) => self.assign(inner, register),
                _ => self.assign(item, register),
            }
        }
    }

    /// Where the targets are plain locals in registers one after the other: the first.
    fn consecutive_locals(&mut self, items: &'a [Expr]) -> Option<Reg> {
        let first = self.plain_target(items.first()?)?;
        for (item, expected) in items.iter().zip(u32::from(first)..) {
            if u32::from(self.plain_target(item)?) != expected {
                return None;
            }
        }
        Some(first)
    }

    pub(super) fn aug_assign(
        &mut self,
        statement: Span,
        target: &'a Expr,
        op: BinaryOp,
        value: &'a Expr,
    ) {
        let mark = self.mark();
        let place = at(statement);
        match &target.kind {
            ExprKind::Name(name) => self.aug_name(place, target, name, op, value),
            ExprKind::Attribute { value: object, attr } => {
                let span = at(self.attribute_span(target));
                let (object, copy) = self.twice(object);
                let own = self.temp();
                let site = self.site(&attr.name);
                self.op(span, Op::GetAttr, own, copy, site);
                self.in_place(place, op, value, own);
                let site = self.site(&attr.name);
                self.op(span, Op::SetAttr, object, own, site);
            }
            ExprKind::Subscript { value: object, index } => {
                let span = self.subscript_place(target, object);
                let object = self.operand(object);
                let index = self.operand(index);
                let own = self.temp();
                let (object_copy, index_copy) = (self.copy_of(object), self.copy_of(index));
                self.op(span, Op::GetItem, own, object_copy, index_copy);
                self.release(u32::from(own) + 1);
                self.in_place(place, op, value, own);
                self.op(span, Op::SetItem, object, index, own);
            }
            _ => self.error(errors::bad_target(target.span, "cannot assign to this expression")),
        }
        self.release(mark);
    }

    /// A value for two reads: registers of both.
    fn twice(&mut self, expr: &'a Expr) -> (Reg, Reg) {
        let kept = self.operand(expr);
        let copy = self.copy_of(kept);
        (kept, copy)
    }

    /// A register from which the value can be read while the given one keeps it.
    fn copy_of(&mut self, register: Reg) -> Reg {
        if !self.unit.builder.is_temp(register) {
            return register;
        }
        let copy = self.temp();
        self.op(at(Span::default()), Op::Copy, copy, register, 0);
        copy
    }

    /// `own := own op= value`
    fn in_place(&mut self, place: Place, op: BinaryOp, value: &'a Expr, own: Reg) {
        self.binary(place, op, 1, own, value, own, own);
    }

    fn aug_name(
        &mut self,
        place: Place,
        target: &'a Expr,
        name: &'a str,
        op: BinaryOp,
        value: &'a Expr,
    ) {
        if name == "__debug__" {
            self.error(errors::assigns_debug(target.span, "assign to"));
        }
        let own = self.temp();
        if let Some(local) = self.steady_local(name) {
            self.binary(place, op, 1, local, value, own, local);
            return;
        }
        self.load(at(target.span), name, own);
        match self.plain_local(name) {
            Some(local) => {
                self.binary(place, op, 1, own, value, own, local);
                self.bound_destination(local);
            }
            None => {
                self.in_place(place, op, value, own);
                self.store(at(target.span), name, own);
            }
        }
    }

    pub(super) fn ann_assign(
        &mut self,
        span: Span,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
    ) {
        if let Some(value) = value {
            self.assign_statement(std::slice::from_ref(target), value);
        }
        let mark = self.mark();
        let in_function = self.scopes.get(self.unit.id).kind.is_function_like();
        match &target.kind {
            ExprKind::Name(name) => {
                if &**name == "__debug__" {
                    self.error(errors::assigns_debug(span, "assign to"));
                }
                if simple && !in_function {
                    let value = self.temp();
                    self.annotation(annotation, value);
                    let dict = self.temp();
                    self.load(at(span), "__annotations__", dict);
                    let key = self.temp();
                    let name = self.name_text(name);
                    self.load_const(at(span), key, Const::Str(name));
                    self.op(at(span), Op::SetItem, dict, key, value);
                } else if !simple && !in_function {
                    self.discard_annotation(annotation);
                }
            }
            // Without a value, the parts of the target are evaluated all the same.
            ExprKind::Attribute { value: object, .. } => {
                if value.is_none() {
                    self.discard(object);
                }
                self.checked_annotation(annotation, in_function);
            }
            ExprKind::Subscript { value: object, index } => {
                if value.is_none() {
                    self.discard(object);
                    self.discard(index);
                }
                self.checked_annotation(annotation, in_function);
            }
            _ => self.error(errors::bad_target(target.span, "illegal target for annotation")),
        }
        self.release(mark);
    }

    fn checked_annotation(&mut self, annotation: &'a Expr, in_function: bool) {
        if !in_function {
            self.discard_annotation(annotation);
        }
    }

    /// An annotation that is evaluated but kept nowhere.
    fn discard_annotation(&mut self, annotation: &'a Expr) {
        if !self.scopes.future_annotations {
            self.discard(annotation);
        }
    }

    pub(super) fn delete(&mut self, target: &'a Expr) {
        if !self.enter(target.span) {
            self.leave();
            return;
        }
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name(name) => {
                if &**name == "__debug__" {
                    self.error(errors::assigns_debug(target.span, "delete"));
                }
                self.unbind(at(target.span), name);
            }
            ExprKind::Attribute { value: object, attr } => {
                if &*attr.name == "__debug__" {
                    self.error(errors::assigns_debug(target.span, "delete"));
                }
                let object = self.operand(object);
                let site = self.site(&attr.name);
                self.op(at(self.attribute_span(target)), Op::DelAttr, object, 0, site);
            }
            ExprKind::Subscript { value: object, index } => {
                let place = self.subscript_place(target, object);
                let object = self.operand(object);
                let index = self.operand(index);
                self.op(place, Op::DelItem, object, index, 0);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.delete(item));
            }
            _ => self.error(errors::bad_target(target.span, "cannot delete this expression")),
        }
        self.release(mark);
        self.leave();
    }
}

fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}
