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
        if parts.is_star {
            return self.try_star(span, parts);
        }
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

    /// `except*`: every handler gets its part of the exception; what is left, and what they raise, is raised at the
    /// end.
    fn try_star(&mut self, span: Span, parts: &'a Try) {
        let place = at(span);
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
        let work = self.work_list(place, exception);
        for handler in &parts.handlers {
            self.star_handler(handler, work, cleanup);
        }
        let left = self.temp();
        self.op(place, Op::JoinGroup, left, work, 0);
        self.unit.builder.close_region(cleanup);
        let nothing = self.unit.builder.label();
        let instr = Instr { x: 1, ..Instr::new(Op::JumpIfNone, left, 0, 0) };
        self.op(place, Op::Clear, exception, 0, 0);
        let test = self.temp();
        self.op(place, Op::Copy, test, left, 0);
        self.unit.builder.jump(place, Instr { a: test, ..instr }, nothing);
        self.reraise(place, saved, left);
        self.unit.builder.bind(nothing);
        self.op(place, Op::Clear, left, 0, 0);
        self.op(place, Op::PopHandled, saved, 0, 0);
        self.unit.builder.go(place, end);
        self.unit.builder.bind_handler(cleanup);
        self.reraise(place, saved, second);
        self.unit.builder.close_section(before);
        self.release(mark);
        self.body(&parts.orelse);
        self.unit.builder.bind(end);
    }

    /// The exception, and what is left of it.
    fn work_list(&mut self, place: Place, exception: Reg) -> Reg {
        let work = self.temp();
        let mark = self.mark();
        let first = self.temp();
        let second = self.temp();
        self.op(place, Op::Copy, first, exception, 0);
        self.op(place, Op::Copy, second, exception, 0);
        self.op(place, Op::BuildList, work, first, 2);
        self.release(mark);
        work
    }

    fn star_handler(&mut self, handler: &'a Handler, work: Reg, cleanup: RegionId) {
        let place = at(handler.span);
        let mark = self.mark();
        let next = self.unit.builder.label();
        let part = self.temp();
        let inner = self.mark();
        if let Some(class) = &handler.exception {
            let register = self.operand(class);
            self.op(place, Op::SplitGroup, part, work, register);
        }
        self.release(inner);
        let test = self.temp();
        self.op(place, Op::Copy, test, part, 0);
        let instr = Instr { x: 1, ..Instr::new(Op::JumpIfNone, test, 0, 0) };
        let skip = self.unit.builder.label();
        self.unit.builder.jump(place, instr, skip);
        self.release(inner);
        let name = handler.name.as_ref().map(|name| &*name.name);
        let outer = self.push_handled(handler.span, part);
        if let Some(name) = name {
            if name == "__debug__" {
                self.error(errors::assigns_debug(handler.span, "assign to"));
            }
            self.store(place, name, part);
        } else {
            self.op(place, Op::Clear, part, 0, 0);
        }
        let third = self.temp();
        let region = self.unit.builder.open_region(third);
        let regions = [Some(cleanup), Some(region)];
        self.handler_body(handler, Block::StarHandler { regions });
        self.unit.builder.close_region(region);
        self.op(place, Op::PopHandled, outer, 0, 0);
        name.into_iter().for_each(|name| self.forget(place, name));
        self.unit.builder.go(place, next);
        self.unit.builder.bind_handler(region);
        self.op(place, Op::PopHandled, outer, 0, 0);
        name.into_iter().for_each(|name| self.forget(place, name));
        self.op(place, Op::ListAppend, work, third, 0);
        self.unit.builder.go(place, next);
        self.unit.builder.bind(skip);
        self.op(place, Op::Clear, part, 0, 0);
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
        // What dies with the exception dies at the last line of the block.
        let last = handler.body.last().map_or(place, |statement| at(statement.span));
        self.op(last, Op::PopHandled, saved, 0, 0);
        self.forget(last, name);
        self.unit.builder.go(last, end);
        self.unit.builder.bind_handler(region);
        self.forget(place, name);
        self.reraise(place, saved, third);
        self.unit.builder.resume_region(cleanup);
    }
}
