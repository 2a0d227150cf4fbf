//! `await`, `yield`, `yield from`, and where they may stand.

use ouro_bytecode::{CodeKind, Instr, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::Expr;

use super::Lowerer;
use crate::build::{Reg, at};
use crate::errors;
use crate::scopes::ScopeKind;

/// What gave the awaitable, for the message when it is none: the variant of `Await`.
pub(super) mod source {
    /// An `await` expression.
    pub(crate) const EXPRESSION: u8 = 0;
    /// `__aenter__`
    pub(crate) const ENTER: u8 = 1;
    /// `__aexit__`
    pub(crate) const EXIT: u8 = 2;
    /// `__anext__`
    pub(crate) const NEXT: u8 = 3;
}

impl<'a> Lowerer<'a> {
    /// Whether something may be awaited here.
    pub(super) fn may_await(&self) -> bool {
        let scope = self.scopes.get(self.unit.id);
        match scope.kind {
            ScopeKind::Module => self.options.allow_top_level_await,
            ScopeKind::Generator => true,
            _ => scope.is_async,
        }
    }

    /// Refuses `async for` and `async with` where nothing may be awaited.
    pub(super) fn check_async(&mut self, span: Span, what: &str) {
        if !self.may_await() {
            self.error(errors::await_outside(span, what, true));
        }
    }

    pub(super) fn await_value(&mut self, span: Span, value: &'a Expr, dst: Reg) {
        if !self.may_await() {
            let kind = self.scopes.get(self.unit.id).kind;
            self.error(errors::await_outside(span, "await", kind.is_function_like()));
        }
        let mark = self.mark();
        // A frame keeps its registers while it waits, so one fewer is worth having.
        let awaited = if self.unit.builder.is_top(dst) {
            self.expr_to(value, dst);
            dst
        } else {
            self.in_temp(value)
        };
        self.await_register(at(span), awaited, source::EXPRESSION, dst);
        self.release(mark);
    }

    /// `dst := await R[awaited]`, which a temporary must hold.
    pub(super) fn await_register(&mut self, place: Place, awaited: Reg, x: u8, dst: Reg) {
        self.unit.builder.emit(place, Instr::new(Op::Await, dst, awaited, 0).with_x(x));
    }

    pub(super) fn yield_value(&mut self, span: Span, value: Option<&'a Expr>, dst: Reg) {
        self.check_yield(span, "yield");
        let mark = self.mark();
        let given = match value {
            Some(value) => self.operand_into(value, dst),
            None => {
                let none = self.temp();
                self.op(at(span), Op::LoadNone, none, 0, 0);
                none
            }
        };
        self.op(at(span), Op::Yield, dst, given, 0);
        self.release(mark);
    }

    pub(super) fn yield_from(&mut self, span: Span, value: &'a Expr, dst: Reg) {
        self.check_yield(span, "yield from");
        if matches!(self.unit.kind, CodeKind::Coroutine | CodeKind::AsyncGenerator) {
            self.error(errors::yield_from_in_async(span));
        }
        let mark = self.mark();
        let inner = self.in_temp(value);
        self.op(at(span), Op::YieldFrom, dst, inner, 0);
        self.release(mark);
    }

    fn check_yield(&mut self, span: Span, what: &str) {
        if !self.scopes.get(self.unit.id).kind.is_function_like() {
            self.error(errors::yield_outside(span, what));
        }
    }
}
