//! Statements: which lowering a kind has, and the kinds that are too small for a file of their own.

use ouro_bytecode::{Const, Instr, Op};
use ouro_diag::Span;
use ouro_syntax::ast::{Expr, IfBranch, Stmt, StmtKind};

use super::Lowerer;
use super::exits::Block;
use super::functions::docstring;
use super::imports::future_import;
use super::loops::For;
use crate::build::at;
use crate::errors;
use crate::scopes::ScopeId;

impl<'a> Lowerer<'a> {
    pub(super) fn module(&mut self, body: &'a [Stmt]) {
        let start = at(Span::at(0));
        if self.scopes.get(ScopeId::MODULE).annotates {
            self.op(start, Op::SetupAnnotations, 0, 0, 0);
        }
        let mut body = body;
        if !self.interactive
            && let Some(doc) = docstring(body)
        {
            let mark = self.mark();
            let register = self.temp();
            let place = at(body[0].span);
            self.load_const(place, register, Const::Str(doc.clone()));
            self.store(place, "__doc__", register);
            self.release(mark);
            self.unit.doc = Some(doc);
            body = &body[1..];
        }
        self.future_allowed = true;
        for stmt in body {
            self.future_allowed &= future_import(stmt).is_some();
            self.stmt(stmt);
        }
        self.op(start, Op::ReturnNone, 0, 0, 0);
        self.unit.builder.stop();
    }

    pub(super) fn body(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        if self.enter(stmt.span) && self.unit.builder.broken_limit().is_none() {
            self.statement(stmt);
        }
        self.leave();
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, span),
            StmtKind::ClassDef(def) => self.class_def(def, span),
            StmtKind::Return(value) => self.return_statement(span, value.as_ref()),
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => self.assign_statement(targets, value),
            StmtKind::AugAssign { target, op, value, .. } => {
                self.aug_assign(span, target, *op, value);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(span, target, annotation, value.as_ref(), *simple);
            }
            StmtKind::For { is_async, target, iter, body, orelse } => {
                let parts = For { is_async: *is_async, target, iter, body, orelse };
                self.for_loop(span, &parts);
            }
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse),
            StmtKind::If { branches, orelse } => self.if_statement(branches, orelse),
            StmtKind::With { is_async, items, body } => {
                if *is_async {
                    self.check_async(span, "async with");
                }
                self.with_items(items, body, *is_async);
            }
            StmtKind::Raise { exc, cause } => self.raise(span, exc.as_ref(), cause.as_ref()),
            StmtKind::Try(parts) => self.try_statement(span, parts),
            StmtKind::Assert { test, message } => {
                self.warn_assert(span, test);
                self.assert(test, message.as_ref());
            }
            StmtKind::Import(aliases) => self.import(span, aliases),
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(stmt, module.as_ref(), names, *level);
            }
            StmtKind::Expr(expr) => self.expression_statement(expr),
            StmtKind::Break => self.break_statement(span),
            StmtKind::Continue => self.continue_statement(span),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => {}
            StmtKind::Match { .. } => self.error(errors::not_yet(span, "`match` statements")),
            StmtKind::TypeAlias { .. } => self.error(errors::not_yet(span, "`type` statements")),
        }
    }

    fn expression_statement(&mut self, expr: &'a Expr) {
        if !self.interactive || self.unit.id != ScopeId::MODULE {
            self.discard(expr);
            return;
        }
        let mark = self.mark();
        let value = self.operand(expr);
        self.op(at(expr.span), Op::PrintResult, value, 0, 0);
        self.release(mark);
    }

    fn if_statement(&mut self, branches: &'a [IfBranch], orelse: &'a [Stmt]) {
        let end = self.unit.builder.label();
        let last = branches.len().saturating_sub(1);
        for (index, branch) in branches.iter().enumerate() {
            if let [Stmt { kind: StmtKind::Continue, .. }] = branch.body[..]
                && let Some(Block::Loop { continue_to, .. }) = self.unit.blocks.last()
            {
                // Nothing is in the way of going on: the condition itself jumps.
                let again = *continue_to;
                self.branch(&branch.test, true, again);
                continue;
            }
            let next = self.unit.builder.label();
            self.branch(&branch.test, false, next);
            self.body(&branch.body);
            if index < last || !orelse.is_empty() {
                self.unit.builder.go(at(branch.test.span), end);
            }
            self.unit.builder.bind(next);
        }
        self.body(orelse);
        self.unit.builder.bind(end);
    }

    fn raise(&mut self, span: Span, exc: Option<&'a Expr>, cause: Option<&'a Expr>) {
        let mark = self.mark();
        match (exc, cause) {
            (None, _) => self.op(at(span), Op::RaiseAgain, 0, 0, 0),
            (Some(exc), None) => {
                let exc = self.operand(exc);
                self.op(at(span), Op::Raise, exc, 0, 0);
            }
            (Some(exc), Some(cause)) => {
                let exc = self.operand(exc);
                let cause = self.operand(cause);
                self.op(at(span), Op::RaiseFrom, exc, cause, 0);
            }
        }
        self.release(mark);
        self.unit.builder.stop();
    }

    fn assert(&mut self, test: &'a Expr, message: Option<&'a Expr>) {
        let failed = self.unit.builder.label();
        self.branch(test, false, failed);
        // The failure stands aside, so that an assertion that holds costs one jump that is not taken.
        let outside = self.unit.builder.open_section();
        self.unit.builder.bind_only(failed);
        let mark = self.mark();
        match message {
            Some(message) => {
                let message = self.operand(message);
                let instr = Instr::new(Op::RaiseAssert, message, 0, 0).with_x(1);
                self.unit.builder.emit(at(test.span), instr);
            }
            None => self.op(at(test.span), Op::RaiseAssert, 0, 0, 0),
        }
        self.release(mark);
        self.unit.builder.stop();
        self.unit.builder.close_section(outside);
    }
}
