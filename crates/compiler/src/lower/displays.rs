//! Tuples, lists, sets and dicts. Small ones are built from a row of temporaries, large ones and those with
//! stars are filled one by one, so that a display of a million elements needs a handful of registers.

use ouro_bytecode::{Const, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{DictItem, Expr, ExprKind};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::constants;

/// Displays with more elements are filled one by one.
const ROW_MAX: usize = 64;

impl<'a> Lowerer<'a> {
    pub(super) fn display(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::Tuple(items) => self.tuple_of(expr.span, items, dst),
            ExprKind::List(items) => self.list_of(at(expr.span), items, dst),
            ExprKind::Set(items) => self.set_of(expr.span, items, dst),
            ExprKind::Dict(items) => self.dict_of(expr.span, items, dst),
            _ => {}
        }
    }

    /// The values of a short display in a row.
    pub(super) fn row(&mut self, items: &'a [Expr]) -> (Reg, u16) {
        let first = u16::try_from(self.mark()).unwrap_or(u16::MAX);
        for item in items {
            let register = self.temp();
            self.expr_to(item, register);
        }
        (first, u16::try_from(items.len()).unwrap_or(u16::MAX))
    }

    fn tuple_of(&mut self, span: Span, items: &'a [Expr], dst: Reg) {
        if let Some(constant) = constants::tuple(items) {
            self.load_const(at(span), dst, constant);
            return;
        }
        let mark = self.mark();
        if is_row(items) {
            let (first, count) = self.row(items);
            self.op(at(span), Op::BuildTuple, dst, first, count);
        } else {
            let list = self.temp();
            self.list_of(at(span), items, list);
            self.op(at(span), Op::ListToTuple, dst, list, 0);
        }
        self.release(mark);
    }

    /// A list of the items in `dst`.
    pub(super) fn list_of(&mut self, place: Place, items: &'a [Expr], dst: Reg) {
        let mark = self.mark();
        if items.len() > 2
            && let Some(constant) = constants::tuple(items)
        {
            let list = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
            self.op(place, Op::BuildList, list, 0, 0);
            let tuple = self.temp();
            self.load_const(place, tuple, constant);
            self.op(place, Op::ListExtend, list, tuple, 0);
            self.move_to(place.span, dst, list);
        } else if is_row(items) {
            let (first, count) = self.row(items);
            self.op(place, Op::BuildList, dst, first, count);
        } else {
            let list = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
            let before = plain_prefix(items);
            let inner = self.mark();
            let (first, count) = self.row(&items[..before]);
            self.op(place, Op::BuildList, list, first, count);
            self.release(inner);
            self.fill(place, &items[before..], list, [Op::ListAppend, Op::ListExtend]);
            self.move_to(place.span, dst, list);
        }
        self.release(mark);
    }

    fn set_of(&mut self, span: Span, items: &'a [Expr], dst: Reg) {
        let mark = self.mark();
        if items.len() > 2
            && let Some(Const::Tuple(constant)) = constants::tuple(items)
        {
            let set = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
            self.op(at(span), Op::BuildSet, set, 0, 0);
            let frozen = self.temp();
            self.load_const(at(span), frozen, Const::FrozenSet(constant));
            self.op(at(span), Op::SetUpdate, set, frozen, 0);
            self.move_to(span, dst, set);
        } else if is_row(items) {
            let (first, count) = self.row(items);
            self.op(at(span), Op::BuildSet, dst, first, count);
        } else {
            let set = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
            let before = plain_prefix(items);
            let inner = self.mark();
            let (first, count) = self.row(&items[..before]);
            self.op(at(span), Op::BuildSet, set, first, count);
            self.release(inner);
            self.fill(at(span), &items[before..], set, [Op::SetAdd, Op::SetUpdate]);
            self.move_to(span, dst, set);
        }
        self.release(mark);
    }

    fn fill(&mut self, place: Place, items: &'a [Expr], into: Reg, [add, extend]: [Op; 2]) {
        for item in items {
            let mark = self.mark();
            let (op, value) = match &item.kind {
                ExprKind::Starred(inner) => (extend, self.operand(inner)),
                _ => (add, self.operand(item)),
            };
            self.op(place, op, into, value, 0);
            self.release(mark);
        }
    }

    fn dict_of(&mut self, span: Span, items: &'a [DictItem], dst: Reg) {
        let mark = self.mark();
        let plain = items.iter().take_while(|item| item.key.is_some()).count();
        if plain == items.len() && plain <= ROW_MAX / 4 {
            let first = u16::try_from(self.mark()).unwrap_or(u16::MAX);
            for DictItem { key, value } in items {
                for part in key.iter().chain([value]) {
                    let register = self.temp();
                    self.expr_to(part, register);
                }
            }
            let count = u16::try_from(items.len()).unwrap_or(u16::MAX);
            self.op(at(span), Op::BuildDict, dst, first, count);
        } else {
            let dict = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
            self.op(at(span), Op::BuildDict, dict, 0, 0);
            for DictItem { key, value } in items {
                let mark = self.mark();
                if let Some(key) = key {
                    let key = self.operand(key);
                    let value = self.operand(value);
                    self.op(at(span), Op::DictSet, dict, key, value);
                } else {
                    let mapping = self.operand(value);
                    self.op(at(span), Op::DictUpdate, dict, mapping, 0);
                }
                self.release(mark);
            }
            self.move_to(span, dst, dict);
        }
        self.release(mark);
    }

    /// `dst := from`, unless it is there already.
    pub(super) fn move_to(&mut self, span: Span, dst: Reg, from: Reg) {
        if dst != from {
            self.op(at(span), Op::Move, dst, from, 0);
        }
    }
}

fn is_row(items: &[Expr]) -> bool {
    items.len() <= ROW_MAX && plain_prefix(items) == items.len()
}

/// How many elements a filled display starts with.
fn plain_prefix(items: &[Expr]) -> usize {
    let plain = |item: &&Expr| !matches!(item.kind, ExprKind::Starred(_));
    items.iter().take_while(plain).count().min(ROW_MAX)
}
