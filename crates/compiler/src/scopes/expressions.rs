//! The walk over expressions: uses, targets, lambdas and comprehensions.
//!
//! Chains that lean to the left (`a + b + c`, `f().g().h()`) are walked in a loop, so their length does not
//! count as nesting.

use ouro_diag::Span;
use ouro_syntax::ast::{Comprehension, DictItem, Expr, ExprKind, FStringPart, Ident};

use super::collect::Collector;
use super::{ScopeId, ScopeKind, key};
use crate::errors;

impl Collector<'_> {
    pub(super) fn all<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    pub(super) fn targets(&mut self, targets: &[Expr]) {
        targets.iter().for_each(|target| self.target(target));
    }

    /// An expression that is assigned to.
    pub(super) fn target(&mut self, target: &Expr) {
        if !self.enter(target.span) {
            self.leave();
            return;
        }
        match &target.kind {
            ExprKind::Name(name) => {
                self.bind(name, target.span);
                if self.scopes.get(self.current).kind.is_comprehension() {
                    let name = self.name(name);
                    self.symbol(name).iteration = true;
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.targets(items),
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::Attribute { value, attr } => {
                self.static_attribute(value, &attr.name);
                self.expr(value);
            }
            _ => self.expr(target),
        }
        self.leave();
    }

    /// A store to `self.name` in a method, which the class remembers.
    fn static_attribute(&mut self, value: &Expr, attr: &str) {
        if !matches!(&value.kind, ExprKind::Name(name) if &**name == "self") {
            return;
        }
        let name = self.name(attr);
        let mut at = Some(self.current);
        while let Some(id) = at {
            let scope = self.scopes.get_mut(id);
            if scope.kind == ScopeKind::Class && id != self.current {
                if !scope.static_attributes.contains(&name) {
                    scope.static_attributes.push(name);
                }
                return;
            }
            at = scope.parent;
        }
    }

    /// An expression that is deleted.
    pub(super) fn delete(&mut self, target: &Expr) {
        match &target.kind {
            ExprKind::Name(name) => self.bind(name, target.span).deleted = true,
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                if self.enter(target.span) {
                    items.iter().for_each(|item| self.delete(item));
                }
                self.leave();
            }
            _ => self.expr(target),
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        if self.enter(expr.span) {
            self.chain(expr);
        }
        self.leave();
    }

    /// Walks down to the first operand of a chain, then up through the others.
    fn chain(&mut self, expr: &Expr) {
        let mut links = Vec::new();
        let mut current = expr;
        while let Some(first) = first_operand(current) {
            links.push(current);
            current = first;
        }
        self.single(current);
        for link in links.into_iter().rev() {
            match &link.kind {
                ExprKind::Binary { right, .. } => self.expr(right),
                ExprKind::Subscript { index, .. } => self.expr(index),
                ExprKind::Compare { rest, .. } => self.all(rest.iter().map(|(_, expr)| expr)),
                ExprKind::Call { args, keywords, .. } => {
                    self.all(args);
                    self.all(keywords.iter().map(|keyword| &keyword.value));
                }
                _ => {}
            }
        }
    }

    fn single(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.note_use(name, expr.span),
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::BoolOp { values, .. } => self.all(values),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
                self.all(items);
            }
            ExprKind::Dict(items) => {
                for DictItem { key, value } in items {
                    self.all(key);
                    self.expr(value);
                }
            }
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Starred(value) => self.expr(value),
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test);
                self.expr(body);
                self.expr(orelse);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.all([lower, upper, step].into_iter().flatten().map(|part| &**part));
            }
            ExprKind::Lambda(lambda) => {
                self.defaults(&lambda.parameters);
                let outside = (self.current, std::mem::take(&mut self.in_iterable));
                let forbidding = self.forbidding.take();
                self.open_scope(ScopeKind::Lambda, Some(key(&**lambda)), None, false);
                self.parameters(&lambda.parameters);
                self.expr(&lambda.body);
                (self.current, self.in_iterable) = outside;
                self.forbidding = forbidding;
            }
            ExprKind::Await(value) => {
                if self.allowed("await expression", expr.span) {
                    self.awaits();
                }
                self.expr(value);
            }
            ExprKind::Yield(value) => {
                self.all(value.iter().map(|value| &**value));
                self.yields(expr.span);
            }
            ExprKind::YieldFrom(value) => {
                self.expr(value);
                self.yields(expr.span);
            }
            ExprKind::Named { target, value } => {
                if self.allowed("named expression", expr.span) {
                    self.named(target, expr.span);
                }
                self.expr(value);
            }
            _ => self.comprehension(expr),
        }
    }

    fn fstring(&mut self, parts: &[FStringPart]) {
        for part in parts {
            if let FStringPart::Replacement(field) = part {
                self.expr(&field.value);
                if let Some(spec) = &field.spec
                    && self.enter(field.span)
                {
                    self.fstring(&spec.parts);
                    self.leave();
                } else if field.spec.is_some() {
                    self.leave();
                }
            }
        }
    }

    /// The unit awaits, and so does each comprehension on the way to it.
    pub(super) fn awaits(&mut self) {
        let current = self.scopes.get_mut(self.current);
        if current.kind.is_comprehension() {
            current.is_async = true;
        }
        let unit = self.scopes.get(self.current).unit;
        self.scopes.get_mut(unit).awaits = true;
    }

    fn yields(&mut self, span: Span) {
        if !self.allowed("yield expression", span) {
            return;
        }
        let scope = self.scopes.get(self.current);
        if scope.kind == ScopeKind::Generator {
            self.errors.push(errors::yield_in_comprehension(span, "generator expression"));
        } else {
            self.scopes.get_mut(self.current).yields.get_or_insert(span);
        }
    }

    fn comprehension(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::ListComp { element, generators } => {
                self.clauses(expr, ScopeKind::Comprehension, generators, &[element]);
                self.no_yield("list comprehension", expr);
            }
            ExprKind::SetComp { element, generators } => {
                self.clauses(expr, ScopeKind::Comprehension, generators, &[element]);
                self.no_yield("set comprehension", expr);
            }
            ExprKind::Generator { element, generators } => {
                self.clauses(expr, ScopeKind::Generator, generators, &[element]);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.clauses(expr, ScopeKind::Comprehension, generators, &[key, value]);
                self.no_yield("dict comprehension", expr);
            }
            _ => {}
        }
    }

    /// A yield that was met in the comprehension that has just been walked.
    fn no_yield(&mut self, kind: &str, expr: &Expr) {
        let id = self.scopes.of_node(expr);
        if let Some(span) = self.scopes.get(id).yields {
            self.errors.push(errors::yield_in_comprehension(span, kind));
        }
    }

    fn clauses(
        &mut self,
        node: &Expr,
        kind: ScopeKind,
        clauses: &[Comprehension],
        elements: &[&Expr],
    ) {
        let Some((first, rest)) = clauses.split_first() else { return };
        self.in_iterable += 1;
        self.expr(&first.iter);
        self.in_iterable -= 1;
        let outside = self.current;
        let id = self.open_scope(kind, Some(key(node)), None, false);
        if kind == ScopeKind::Generator {
            self.parameter(".0", first.iter.span);
        }
        self.clause(first);
        for clause in rest {
            self.target(&clause.target);
            self.in_iterable += 1;
            self.expr(&clause.iter);
            self.in_iterable -= 1;
            self.all(&clause.ifs);
            self.mark_async(clause.is_async);
        }
        self.all(elements.iter().copied());
        self.current = outside;
        // An asynchronous comprehension within another one makes that one asynchronous too.
        if self.scopes.get(id).is_async && kind == ScopeKind::Comprehension {
            self.awaits();
        }
    }

    fn clause(&mut self, clause: &Comprehension) {
        self.target(&clause.target);
        self.all(&clause.ifs);
        self.mark_async(clause.is_async);
    }

    fn mark_async(&mut self, is_async: bool) {
        if is_async {
            self.awaits();
        }
    }

    /// `target := ...`: in a comprehension it binds in the function, module or lambda around.
    fn named(&mut self, target: &Ident, span: Span) {
        if self.in_iterable > 0 {
            self.errors.push(errors::walrus_in_iterable(span));
            return;
        }
        let name = self.name(&target.name);
        let start = self.current;
        let mut at = start;
        while self.scopes.get(at).kind.is_comprehension() {
            self.current = at;
            let symbol = self.symbol(name);
            if symbol.iteration {
                let bound = symbol.bound;
                let shown = self.names.text(name);
                self.errors.push(errors::rebinds_iteration(target.span, &shown, bound));
                self.current = start;
                return;
            }
            symbol.used.get_or_insert(target.span);
            symbol.walrus = true;
            at = self.scopes.get(at).parent.unwrap_or(ScopeId::MODULE);
        }
        if at != start && self.scopes.get(at).kind == ScopeKind::Class {
            self.errors.push(errors::walrus_in_class(target.span));
        } else {
            self.current = at;
            let symbol = self.symbol(name);
            symbol.bound.get_or_insert(target.span);
            (symbol.assigned, symbol.walrus) = (true, true);
        }
        self.current = start;
    }
}

/// The operand that is evaluated first, where it may be the start of a long chain.
pub(crate) fn first_operand(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Binary { left: first, .. }
        | ExprKind::Compare { left: first, .. }
        | ExprKind::Call { function: first, .. }
        | ExprKind::Attribute { value: first, .. }
        | ExprKind::Subscript { value: first, .. } => Some(first),
        _ => None,
    }
}
