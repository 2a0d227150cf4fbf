//! `try`: handlers, `else`, and `finally`, whose block is lowered once for each way out.

use ouro_bytecode::{Instr, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{Handler, Try};

use super::Lowerer;
use super::exits::Block;
use crate::build::{Label, Reg, RegionId, at};
use crate::errors;

impl<'a> Lowerer<'a> {
    pub(super) fn try_statement(&mut self, span: Span, parts: &'a Try) {
        if parts.is_star {
            self.error(errors::not_yet(span, "`except*`"));
            return;
        }
        if parts.finalbody.is_empty() {
            self.try_except(span, parts);
        } else {
            self.try_finally(span, parts);
        }
    }

    fn try_finally(&mut self, span: Span, parts: &'a Try) {
        let mark = self.mark();
        let exception = self.temp();
        let region = self.unit.builder.open_region(exception);
        self.unit.blocks.push(Block::Finally { region, body: &parts.finalbody });
        if parts.handlers.is_empty() {
            self.body(&parts.body);
            self.body(&parts.orelse);
        } else {
            self.try_except(span, parts);
        }
        self.unit.blocks.pop();
        self.unit.builder.close_region(region);
        let before = self.unit.builder.open_section();
        self.unit.builder.bind_handler(region);
        let saved = self.push_handled(span, exception);
        let second = self.temp();
        let inner = self.unit.builder.open_region(second);
        self.unit.blocks.push(Block::FinallyHandler { region: inner, saved, exception });
        self.body(&parts.finalbody);
        self.unit.blocks.pop();
        self.unit.builder.close_region(inner);
        self.reraise(at(span), saved, exception);
        self.unit.builder.bind_handler(inner);
        self.reraise(at(span), saved, second);
        self.unit.builder.close_section(before);
        self.release(mark);
        self.body(&parts.finalbody);
    }

    /// Makes the exception the one being handled; gives the register of the one before.
    pub(super) fn push_handled(&mut self, span: Span, exception: Reg) -> Reg {
        let saved = self.temp();
        self.op(at(span), Op::PushHandled, saved, exception, 0);
        saved
    }

    /// The end of a handler that goes on raising.
    pub(super) fn reraise(&mut self, place: Place, saved: Reg, exception: Reg) {
        self.op(place, Op::PopHandled, saved, 0, 0);
        self.op(place, Op::Reraise, exception, 0, 0);
        self.unit.builder.stop();
    }

    fn try_except(&mut self, span: Span, parts: &'a Try) {
        let mark = self.mark();
        let exception = self.temp();
        let region = self.unit.builder.open_region(exception);
        self.unit.blocks.push(Block::Try { region });
        self.body(&parts.body);
        self.unit.blocks.pop();
        self.unit.builder.close_region(region);
        let end = self.unit.builder.label();
        let before = self.unit.builder.open_section();
        self.unit.builder.bind_handler(region);
        let saved = self.push_handled(span, exception);
        let second = self.temp();
        let cleanup = self.unit.builder.open_region(second);
        for (index, handler) in parts.handlers.iter().enumerate() {
            if handler.exception.is_none()
                && let Some(next) = parts.handlers.get(index + 1)
            {
                self.error(errors::default_except_order(handler.span, next.span));
            }
            self.handler(handler, exception, saved, cleanup, end);
        }
        self.unit.builder.close_region(cleanup);
        self.reraise(at(span), saved, exception);
        self.unit.builder.bind_handler(cleanup);
        self.reraise(at(span), saved, second);
        self.unit.builder.close_section(before);
        self.release(mark);
        self.body(&parts.orelse);
        self.unit.builder.bind(end);
    }

    fn handler(
        &mut self,
        handler: &'a Handler,
        exception: Reg,
        saved: Reg,
        cleanup: RegionId,
        end: Label,
    ) {
        let mark = self.mark();
        let next = self.unit.builder.label();
        if let Some(class) = &handler.exception {
            let register = self.operand(class);
            let instr = Instr::new(Op::JumpIfNotMatch, exception, register, 0);
            self.unit.builder.jump(at(handler.span), instr, next);
            self.release(mark);
        }
        match &handler.name {
            None => {
                self.op(at(handler.span), Op::Clear, exception, 0, 0);
                let block = Block::Handler { regions: [Some(cleanup), None], saved, name: None };
                self.handler_body(handler, block);
                self.unit.builder.suspend_region(cleanup);
                self.op(at(handler.span), Op::PopHandled, saved, 0, 0);
                self.unit.builder.go(at(handler.span), end);
                self.unit.builder.resume_region(cleanup);
            }
            Some(name) => self.named_handler(handler, &name.name, exception, saved, cleanup, end),
        }
        self.unit.builder.bind(next);
        self.release(mark);
    }

    fn handler_body(&mut self, handler: &'a Handler, block: Block<'a>) {
        self.unit.blocks.push(block);
        self.body(&handler.body);
        self.unit.blocks.pop();
    }

    /// `except ... as name`: the name is unbound on every way out of the block.
    fn named_handler(
        &mut self,
        handler: &'a Handler,
        name: &'a str,
        exception: Reg,
        saved: Reg,
        cleanup: RegionId,
        end: Label,
    ) {
        let place = at(handler.span);
        if name == "__debug__" {
            self.error(errors::assigns_debug(handler.span, "assign to"));
        }
        self.store(place, name, exception);
        let third = self.temp();
        let region = self.unit.builder.open_region(third);
        let regions = [Some(cleanup), Some(region)];
        self.handler_body(handler, Block::Handler { regions, saved, name: Some(name) });
        self.unit.builder.close_region(region);
        self.unit.builder.suspend_region(cleanup);
        self.op(place, Op::PopHandled, saved, 0, 0);
        self.forget(place, name);
        self.unit.builder.go(place, end);
        self.unit.builder.bind_handler(region);
        self.forget(place, name);
        self.reraise(place, saved, third);
        self.unit.builder.resume_region(cleanup);
    }
}
