//! Comprehensions, inlined with variables of their own, and generator expressions, which are functions.

use ouro_bytecode::{Const, Instr, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{Comprehension, Expr, ExprKind};

use super::Lowerer;
use super::suspension::source;
use crate::build::{Label, Reg, at};
use crate::errors;
use crate::scopes::{Access, ScopeId};

/// What is done with each element.
#[derive(Clone, Copy)]
enum Gather<'a> {
    List(Reg, &'a Expr),
    Set(Reg, &'a Expr),
    Dict(Reg, &'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Lowerer<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr, dst: Reg) {
        match &expr.kind {
            ExprKind::ListComp { element, generators } => {
                let make = |result| (Op::BuildList, Gather::List(result, element));
                self.inline(expr, generators, dst, make);
            }
            ExprKind::SetComp { element, generators } => {
                let make = |result| (Op::BuildSet, Gather::Set(result, element));
                self.inline(expr, generators, dst, make);
            }
            ExprKind::DictComp { key, value, generators } => {
                let make = |result| (Op::BuildDict, Gather::Dict(result, key, value));
                self.inline(expr, generators, dst, make);
            }
            ExprKind::Generator { element, generators } => {
                self.generator(expr, element, generators, dst);
            }
            _ => {}
        }
    }

    fn inline(
        &mut self,
        expr: &'a Expr,
        clauses: &'a [Comprehension],
        dst: Reg,
        make: impl FnOnce(Reg) -> (Op, Gather<'a>),
    ) {
        let Some(first) = clauses.first() else { return };
        let id = self.scopes.of_node(expr);
        if self.scopes.get(id).is_async && !self.may_await() {
            self.error(errors::async_comprehension_outside(expr.span));
        }
        let mark = self.mark();
        let result = if self.unit.builder.is_temp(dst) { dst } else { self.temp() };
        let exception = self.temp();
        let iterator = self.temp();
        self.iterator(first, iterator);
        let outside = std::mem::replace(&mut self.unit.scope, id);
        let (variables, cells) = self.variables(id);
        let region = self.unit.builder.open_region(exception);
        for cell in cells {
            self.op(at(expr.span), Op::MakeCell, cell, 0, 0);
        }
        let (build, gather) = make(result);
        self.op(at(expr.span), build, result, 0, 0);
        self.clauses(expr.span, clauses, iterator, gather);
        self.op(at(first.iter.span), Op::Clear, iterator, 0, 0);
        self.unit.builder.close_region(region);
        self.forget_variables(expr.span, &variables);
        // Should something be raised, the variables must not outlive the comprehension either.
        let before = self.unit.builder.open_section();
        self.unit.builder.bind_handler(region);
        self.forget_variables(expr.span, &variables);
        self.op(at(expr.span), Op::Reraise, exception, 0, 0);
        self.unit.builder.stop();
        self.unit.builder.close_section(before);
        self.unit.scope = outside;
        self.move_to(expr.span, dst, result);
        self.release(mark);
    }

    /// The registers of a comprehension's variables, and those among them that are cells.
    fn variables(&self, id: ScopeId) -> (Vec<Reg>, Vec<Reg>) {
        let scope = self.scopes.get(id);
        let (mut all, mut cells) = (Vec::new(), Vec::new());
        for name in &scope.order {
            let own = scope.symbols.get(name).is_some_and(|symbol| symbol.owner == Some(id));
            match self.scopes.access(id, *name) {
                Access::Local(register) if own => all.push(register),
                Access::Cell(register) if own => {
                    all.push(register);
                    cells.push(register);
                }
                _ => {}
            }
        }
        (all, cells)
    }

    fn forget_variables(&mut self, span: Span, registers: &[Reg]) {
        // From the last on, as the reference gives back the names that a comprehension has covered.
        for register in registers.iter().rev() {
            self.op(at(span), Op::Clear, *register, 0, 0);
            self.unit.builder.flow.unbind(*register);
        }
    }

    /// The iterator of a clause in `dst`.
    fn iterator(&mut self, clause: &'a Comprehension, dst: Reg) {
        let walked = self.walked_into(&clause.iter, dst);
        let op = if clause.is_async { Op::GetAsyncIter } else { Op::GetIter };
        self.op(self.place_of(&clause.iter), op, dst, walked, 0);
    }

    fn clauses(
        &mut self,
        whole: Span,
        clauses: &'a [Comprehension],
        iterator: Reg,
        gather: Gather<'a>,
    ) {
        let Some((clause, rest)) = clauses.split_first() else { return };
        if !self.enter(clause.span) {
            self.leave();
            return;
        }
        let mark = self.mark();
        let place = self.place_of(&clause.iter);
        let builder = &mut self.unit.builder;
        let (top, done) = (builder.label(), builder.label());
        builder.bind_loop(top);
        if clause.is_async {
            self.async_step(at(whole), &clause.target, iterator, done);
        } else {
            self.for_step(place, &clause.target, iterator, done);
        }
        for condition in &clause.ifs {
            self.branch(condition, false, top);
        }
        match rest.first() {
            Some(next) => {
                let inner = self.temp();
                self.iterator(next, inner);
                self.clauses(whole, rest, inner, gather);
                self.op(at(next.iter.span), Op::Clear, inner, 0, 0);
            }
            None => self.gather(gather),
        }
        self.unit.builder.go_back(place, top);
        self.unit.builder.bind(done);
        self.release(mark);
        self.leave();
    }

    /// The next element of an iterator in the target, or on to `done`.
    pub(super) fn for_step(&mut self, place: Place, target: &'a Expr, iterator: Reg, done: Label) {
        let mark = self.mark();
        let local = self.plain_target(target);
        let element = local.unwrap_or_else(|| self.temp());
        self.unit.builder.jump(place, Instr::new(Op::ForIter, element, iterator, 0), done);
        self.bound_destination(element);
        if local.is_none() {
            self.assign(target, element);
        }
        self.release(mark);
    }

    /// As `for_step`, for an asynchronous iterator: the place of what it waits for is that of the whole loop.
    pub(super) fn async_step(
        &mut self,
        place: Place,
        target: &'a Expr,
        iterator: Reg,
        done: Label,
    ) {
        let mark = self.mark();
        let exception = self.temp();
        let awaited = self.temp();
        let local = self.plain_target(target);
        let region = self.unit.builder.open_region(exception);
        self.op(place, Op::AsyncNext, awaited, iterator, 0);
        let element = local.unwrap_or_else(|| self.temp());
        self.await_register(place, awaited, source::NEXT, element);
        self.unit.builder.close_region(region);
        let before = self.unit.builder.open_section();
        self.unit.builder.bind_handler(region);
        self.op(place, Op::EndAsyncFor, exception, 0, 0);
        self.op(place, Op::Clear, exception, 0, 0);
        self.unit.builder.go(place, done);
        self.unit.builder.close_section(before);
        self.bound_destination(element);
        if local.is_none() {
            self.assign(target, element);
        }
        self.release(mark);
    }

    fn gather(&mut self, gather: Gather<'a>) {
        let mark = self.mark();
        match gather {
            Gather::List(result, element) => {
                let value = self.operand(element);
                self.op(at(element.span), Op::ListAppend, result, value, 0);
            }
            Gather::Set(result, element) => {
                let value = self.operand(element);
                self.op(at(element.span), Op::SetAdd, result, value, 0);
            }
            Gather::Dict(result, key, value) => {
                let span = key.span.to(value.span);
                let key = self.operand(key);
                let value = self.operand(value);
                self.op(at(span), Op::DictSet, result, key, value);
            }
            Gather::Yield(element) => {
                let value = self.operand(element);
                let sent = self.temp();
                self.op(at(element.span), Op::Yield, sent, value, 0);
                self.op(at(element.span), Op::Clear, sent, 0, 0);
            }
        }
        self.release(mark);
    }

    fn generator(
        &mut self,
        expr: &'a Expr,
        element: &'a Expr,
        clauses: &'a [Comprehension],
        dst: Reg,
    ) {
        let Some(first) = clauses.first() else { return };
        let mark = self.mark();
        let function = if self.unit.builder.is_top(dst) { dst } else { self.temp() };
        let id = self.scopes.of_node(expr);
        let outer = self.open_unit(id, "<genexpr>", expr.span);
        self.unit.params.positional = 1;
        let iterator = match self.scopes.get(id).parameters.first() {
            Some(name) => match self.scopes.access(id, *name) {
                Access::Local(register) => register,
                _ => 0,
            },
            None => 0,
        };
        self.clauses(expr.span, clauses, iterator, Gather::Yield(element));
        self.op(at(expr.span), Op::ReturnNone, 0, 0, 0);
        let code = self.close_unit(outer);
        self.make_function(expr.span, Const::Code(code), 0, 0, function);
        let argument = self.temp();
        self.iterator(first, argument);
        self.op(at(expr.span), Op::Call, function, 1, 0);
        self.move_to(expr.span, dst, function);
        self.release(mark);
    }
}
