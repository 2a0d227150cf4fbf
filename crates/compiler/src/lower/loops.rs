//! `for`, `async for` and `while`.

use ouro_bytecode::Op;
use ouro_diag::Span;
use ouro_syntax::ast::{Expr, Stmt};

use super::Lowerer;
use super::exits::Block;
use crate::build::{Flow, at};
use crate::constants;

/// The parts of a `for` statement.
pub(super) struct For<'a> {
    pub(super) is_async: bool,
    pub(super) target: &'a Expr,
    pub(super) iter: &'a Expr,
    pub(super) body: &'a [Stmt],
    pub(super) orelse: &'a [Stmt],
}

impl<'a> Lowerer<'a> {
    pub(super) fn for_loop(&mut self, span: Span, parts: &For<'a>) {
        let For { is_async, target, iter, body, orelse } = *parts;
        let mark = self.mark();
        let iterator = self.temp();
        let walked = if is_async {
            self.operand_into(iter, iterator)
        } else {
            self.walked_into(iter, iterator)
        };
        let get = if is_async { Op::GetAsyncIter } else { Op::GetIter };
        if is_async {
            self.check_async(span, "async for");
        }
        let place = self.place_of(iter);
        self.op(place, get, iterator, walked, 0);
        let builder = &mut self.unit.builder;
        let (top, done, end) = (builder.label(), builder.label(), builder.label());
        builder.bind_loop(top);
        if is_async {
            self.async_step(at(span), target, iterator, done);
        } else {
            self.for_step(place, target, iterator, done);
        }
        self.unit.blocks.push(Block::Loop {
            break_to: end,
            continue_to: top,
            continues_back: true,
            iterator: Some(iterator),
        });
        self.body(body);
        self.unit.blocks.pop();
        self.unit.builder.go_back(place, top);
        self.unit.builder.bind(done);
        self.op(place, Op::Clear, iterator, 0, 0);
        self.release(mark);
        self.body(orelse);
        self.unit.builder.bind(end);
    }

    /// The condition stands at the bottom, so that an iteration costs one jump.
    pub(super) fn while_loop(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) {
        let place = at(test.span);
        let constant = constants::fold(test).map(|value| constants::truth(&value));
        let builder = &mut self.unit.builder;
        let (top, again, end) = (builder.label(), builder.label(), builder.label());
        let entry = builder.flow.clone();
        let mut after = entry.clone();
        match constant {
            Some(true) => builder.bind_loop(top),
            Some(false) => builder.flow = Flow::unreachable(),
            None => {
                builder.go(place, again);
                if entry.is_reachable() {
                    builder.bind_from_below(top, entry);
                }
            }
        }
        let endless = constant == Some(true);
        self.unit.blocks.push(Block::Loop {
            break_to: end,
            continue_to: if endless { top } else { again },
            continues_back: endless,
            iterator: None,
        });
        let warned = self.warnings.len();
        self.body(body);
        self.unit.blocks.pop();
        let warned_in_body = self.warnings.len();
        match constant {
            Some(true) => {
                self.unit.builder.go_back(place, top);
                after = Flow::unreachable();
            }
            Some(false) => {}
            None => {
                self.unit.builder.bind_loop(again);
                self.branch(test, true, top);
                self.warn_before_too(warned_in_body, warned);
                after = self.unit.builder.flow.clone();
            }
        }
        self.unit.builder.flow = after;
        self.body(orelse);
        self.unit.builder.bind(end);
    }
}
