//! `with` and `async with`.

use ouro_bytecode::{Instr, Op, Place};
use ouro_syntax::ast::{Stmt, WithItem};

use super::Lowerer;
use super::exits::Block;
use super::suspension::source;
use crate::build::Reg;

impl<'a> Lowerer<'a> {
    /// Several managers are nested `with` blocks.
    pub(super) fn with_items(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool) {
        let Some((item, rest)) = items.split_first() else {
            self.body(body);
            return;
        };
        if self.enter(item.span) {
            self.with_item(item, rest, body, is_async);
        }
        self.leave();
    }

    fn with_item(
        &mut self,
        item: &'a WithItem,
        rest: &'a [WithItem],
        body: &'a [Stmt],
        is_async: bool,
    ) {
        let mark = self.mark();
        let exit = self.temp();
        let exception = self.temp();
        let place = self.place_of(&item.context);
        let local = item.target.as_ref().and_then(|target| self.plain_target(target));
        let value = self.enter_manager(item, exit, is_async, local);
        let region = self.unit.builder.open_region(exception);
        self.unit.blocks.push(Block::With { region, exit, is_async, place });
        match (&item.target, local) {
            (_, Some(local)) => self.bound_destination(local),
            (Some(target), None) => self.assign(target, value),
            (None, None) => self.op(place, Op::Clear, value, 0, 0),
        }
        self.release(u32::from(exception) + 1);
        self.with_items(rest, body, is_async);
        self.unit.blocks.pop();
        self.unit.builder.close_region(region);
        self.call_exit(place, exit, is_async);
        let end = self.unit.builder.label();
        let before = self.unit.builder.open_section();
        self.unit.builder.bind_handler(region);
        let saved = self.push_handled(place.span, exception);
        let second = self.temp();
        let cleanup = self.unit.builder.open_region(second);
        let answer = self.exit_answer(place, [exit, exception], 1, is_async);
        let suppressed = self.unit.builder.label();
        let test = Instr::new(Op::JumpIf, answer, 0, 0).with_x(1);
        self.unit.builder.jump(place, test, suppressed);
        self.unit.builder.close_region(cleanup);
        self.reraise(place, saved, exception);
        self.unit.builder.bind(suppressed);
        self.op(place, Op::PopHandled, saved, 0, 0);
        self.op(place, Op::Clear, exception, 0, 0);
        self.unit.builder.go(place, end);
        self.unit.builder.bind_handler(cleanup);
        self.reraise(place, saved, second);
        self.unit.builder.close_section(before);
        self.release(mark);
        self.unit.builder.bind(end);
    }

    /// Enters the manager; its value is in the register that is given back.
    fn enter_manager(
        &mut self,
        item: &'a WithItem,
        exit: Reg,
        is_async: bool,
        local: Option<Reg>,
    ) -> Reg {
        let place = self.place_of(&item.context);
        let value = local.unwrap_or_else(|| self.temp());
        let manager = self.operand_into(&item.context, value);
        if is_async {
            let awaited = self.temp();
            self.op(place, Op::AsyncEnter, awaited, manager, exit);
            self.await_register(place, awaited, source::ENTER, value);
        } else {
            self.op(place, Op::Enter, value, manager, exit);
        }
        value
    }

    /// Leaves the manager without an exception.
    pub(super) fn call_exit(&mut self, place: Place, exit: Reg, is_async: bool) {
        let mark = self.mark();
        let answer = self.exit_answer(place, [exit, 0], 0, is_async);
        self.op(place, Op::Clear, answer, 0, 0);
        self.release(mark);
    }

    fn exit_answer(
        &mut self,
        place: Place,
        [exit, exception]: [Reg; 2],
        x: u8,
        is_async: bool,
    ) -> Reg {
        let answer = self.temp();
        if is_async {
            let awaited = self.temp();
            self.op_x(place, x, Op::ExitWith, [awaited, exit, exception]);
            self.await_register(place, awaited, source::EXIT, answer);
        } else {
            self.op_x(place, x, Op::ExitWith, [answer, exit, exception]);
        }
        answer
    }
}
