//! Ways out: `return`, `break` and `continue`, and what each block they leave has to do.

use ouro_bytecode::{CodeKind, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{Expr, ExprKind, Stmt};

use super::Lowerer;
use crate::build::{Label, Reg, RegionId, at};
use crate::{constants, errors};
use ouro_bytecode::Const;

/// What a way out has to pass.
#[derive(Clone, Copy)]
pub(super) enum Block<'a> {
    /// A loop, with the iterator that dies when it is left.
    Loop { break_to: Label, continue_to: Label, continues_back: bool, iterator: Option<Reg> },
    /// The body of a `try` with handlers: code of the way out is not covered by them.
    Try { region: RegionId },
    /// A body whose `finally` block has to run.
    Finally { region: RegionId, body: &'a [Stmt] },
    /// A handler: the exception is not the one being handled any more.
    Handler { regions: [Option<RegionId>; 2], saved: Reg, name: Option<&'a str> },
    /// A handler of `except*`, which nothing may leave but its end.
    StarHandler { regions: [Option<RegionId>; 2] },
    /// The `finally` block run for an exception, which is dropped.
    FinallyHandler { region: RegionId, saved: Reg, exception: Reg },
    /// A `with` body.
    With { region: RegionId, exit: Reg, is_async: bool, place: Place },
    /// A value that waits to be returned while a `finally` block runs.
    Held(Reg),
}

impl<'a> Lowerer<'a> {
    /// Whether a way out to below block `down_to` would leave a handler of `except*`.
    fn leaves_star(&mut self, span: Span, down_to: usize) {
        let blocks = &self.unit.blocks[down_to..];
        if blocks.iter().any(|block| matches!(block, Block::StarHandler { .. })) {
            self.error(errors::leaves_star(span));
        }
    }

    pub(super) fn return_statement(&mut self, span: Span, value: Option<&'a Expr>) {
        if !self.scopes.get(self.unit.id).kind.is_function_like() {
            self.error(errors::return_outside(span));
        } else {
            self.leaves_star(span, 0);
        }
        if self.unit.kind == CodeKind::AsyncGenerator && value.is_some() {
            let yields = self.scopes.get(self.unit.id).yields;
            self.error(errors::return_in_async_generator(span, yields));
        }
        self.return_value(span, value);
    }

    /// Returns a value. The two sides of `return a if test else b` return for themselves, unless there is
    /// something to be done on the way out, which is not worth having twice.
    fn return_value(&mut self, span: Span, value: Option<&'a Expr>) {
        if let Some(ExprKind::IfExp { test, body, orelse }) = value.map(|value| &value.kind)
            && self.unit.blocks.iter().all(is_quiet)
        {
            let otherwise = self.unit.builder.label();
            self.branch(test, false, otherwise);
            self.return_value(span, Some(body));
            self.unit.builder.bind(otherwise);
            self.return_value(span, Some(orelse));
            return;
        }
        let place = at(span);
        let mark = self.mark();
        match value.map(|value| (value, constants::fold(value))) {
            None | Some((_, Some(Const::None))) => self.leave_blocks(place, 0, None, |this| {
                this.op(place, Op::ReturnNone, 0, 0, 0);
            }),
            Some((_, Some(constant))) => self.leave_blocks(place, 0, None, |this| {
                let register = this.temp();
                this.load_const(place, register, constant);
                this.op(place, Op::Return, register, 0, 0);
            }),
            Some((value, None)) => {
                // A local can be returned as it is, unless something on the way out may bind it anew.
                let quiet = self.unit.blocks.iter().all(is_quiet);
                let result = if quiet { self.operand(value) } else { self.in_temp(value) };
                let held = self.unit.builder.is_temp(result).then_some(result);
                self.leave_blocks(place, 0, held, |this| this.op(place, Op::Return, result, 0, 0));
            }
        }
        self.release(mark);
        self.unit.builder.stop();
    }

    pub(super) fn break_statement(&mut self, span: Span) {
        let Some(index) = self.innermost_loop() else {
            self.error(errors::break_outside(span));
            return;
        };
        self.leaves_star(span, index);
        let Block::Loop { break_to, iterator, .. } = self.unit.blocks[index] else { return };
        self.leave_blocks(at(span), index + 1, None, |this| {
            if let Some(iterator) = iterator {
                this.op(at(span), Op::Clear, iterator, 0, 0);
            }
            this.unit.builder.go(at(span), break_to);
        });
    }

    pub(super) fn continue_statement(&mut self, span: Span) {
        let Some(index) = self.innermost_loop() else {
            self.error(errors::continue_outside(span));
            return;
        };
        self.leaves_star(span, index);
        let Block::Loop { continue_to, continues_back, .. } = self.unit.blocks[index] else {
            return;
        };
        self.leave_blocks(at(span), index + 1, None, |this| {
            if continues_back {
                this.unit.builder.go_back(at(span), continue_to);
            } else {
                this.unit.builder.go(at(span), continue_to);
            }
        });
    }

    fn innermost_loop(&self) -> Option<usize> {
        self.unit.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }))
    }

    /// Does what the blocks from `down_to` up ask for, innermost first, then `finish`; none of it is covered
    /// by the regions of the blocks that are left. `held` is what will be returned, at this `place`.
    fn leave_blocks(
        &mut self,
        place: Place,
        down_to: usize,
        held: Option<Reg>,
        finish: impl FnOnce(&mut Self),
    ) {
        let mut left = Vec::new();
        while self.unit.blocks.len() > down_to {
            let Some(block) = self.unit.blocks.pop() else { break };
            for region in regions(&block) {
                self.unit.builder.suspend_region(region);
            }
            left.push(block);
            self.leave_block(place, &block, held);
        }
        finish(self);
        while let Some(block) = left.pop() {
            let mut regions = regions(&block);
            regions.reverse();
            for region in regions {
                self.unit.builder.resume_region(region);
            }
            self.unit.blocks.push(block);
        }
    }

    fn leave_block(&mut self, out: Place, block: &Block<'a>, held: Option<Reg>) {
        match *block {
            Block::Loop { iterator: Some(iterator), .. } => {
                self.op(out, Op::Clear, iterator, 0, 0);
            }
            Block::Loop { iterator: None, .. } | Block::Try { .. } | Block::StarHandler { .. } => {}
            Block::Held(register) => self.op(out, Op::Clear, register, 0, 0),
            Block::Finally { body, .. } => {
                self.unit.blocks.extend(held.map(Block::Held));
                self.body(body);
                if held.is_some() {
                    self.unit.blocks.pop();
                }
            }
            Block::Handler { saved, name, .. } => {
                self.op(out, Op::PopHandled, saved, 0, 0);
                if let Some(name) = name {
                    self.forget(out, name);
                }
            }
            Block::FinallyHandler { saved, exception, .. } => {
                self.op(out, Op::PopHandled, saved, 0, 0);
                self.op(out, Op::Clear, exception, 0, 0);
            }
            Block::With { exit, is_async, place, .. } => self.call_exit(place, exit, is_async),
        }
    }
}

/// Whether leaving the block cannot bind a local.
fn is_quiet(block: &Block<'_>) -> bool {
    matches!(
        block,
        Block::Loop { .. }
            | Block::Try { .. }
            | Block::Handler { name: None, .. }
            | Block::With { .. }
    )
}

/// The regions of a block, innermost first.
fn regions(block: &Block<'_>) -> Vec<RegionId> {
    match block {
        Block::Loop { .. } | Block::Held(_) => Vec::new(),
        Block::Try { region }
        | Block::Finally { region, .. }
        | Block::FinallyHandler { region, .. }
        | Block::With { region, .. } => vec![*region],
        Block::Handler { regions, .. } | Block::StarHandler { regions } => {
            regions.iter().rev().filter_map(|region| *region).collect()
        }
    }
}
