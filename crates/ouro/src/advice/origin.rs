//! Where a value came from: the call that made it, through the variables, lists and parameters that it passed.
//!
//! It reads the source alone; nothing is recorded while a program runs. What it finds is what the source says most
//! plainly, and nothing where it says nothing.

use ouro_diag::Span;
use ouro_syntax::ast::{Expr, ExprKind, Stmt, StmtKind};

use super::tree::{Node, Text, callee, last_name, walk};

/// A call that made a value, and the places through which it came.
pub(super) struct Origin<'t> {
    pub(super) call: &'t Expr,
    /// Variables and arguments on its way, the last first.
    pub(super) through: Vec<Span>,
}

/// Steps through variables before the trail is given up: it may lead in a ring.
const MAX_STEPS: usize = 12;

/// One search.
pub(super) struct Search<'t, 'a> {
    pub(super) text: &'a Text<'t>,
    /// Only calls of functions that are known to be `async def`.
    pub(super) strict: bool,
    /// Calls of those by whom the function at hand was called, the innermost first: for parameters.
    pub(super) calls: &'a [Span],
    pub(super) steps: usize,
}

impl<'t> Search<'t, '_> {
    /// The call that made the value of an expression. What is awaited has been dealt with.
    pub(super) fn origin(&mut self, expr: &'t Expr) -> Option<Origin<'t>> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return None;
        }
        match &expr.kind {
            ExprKind::Call { .. } => self.of_call(expr),
            ExprKind::Name(name) => self.of_name(name, expr.span),
            ExprKind::Attribute { attr, .. } => self.of_attribute(&attr.name, expr),
            ExprKind::Subscript { value, .. } => self.of_element(value),
            ExprKind::Named { value, .. } | ExprKind::Starred(value) => self.origin(value),
            ExprKind::IfExp { body, orelse, .. } => {
                self.origin(body).or_else(|| self.origin(orelse))
            }
            ExprKind::BoolOp { values, .. } => values.iter().find_map(|value| self.origin(value)),
            _ => None,
        }
    }

    fn of_call(&mut self, call: &'t Expr) -> Option<Origin<'t>> {
        let function = callee(call)?;
        let name = last_name(function)?;
        let here = self.text.functions(name);
        if here.iter().any(|function| function.is_async) {
            return Some(Origin { call, through: Vec::new() });
        }
        // A plain function may hand on what an async one gave it.
        for function in here {
            let returned = walk(&function.body, false).into_iter().find_map(|node| match node {
                Node::Stmt(Stmt { kind: StmtKind::Return(Some(value)), .. }) => self.origin(value),
                _ => None,
            });
            if returned.is_some() {
                return returned;
            }
        }
        if self.strict && !(is_library(self.text, function) && MAKERS.contains(&name)) {
            return None;
        }
        Some(Origin { call, through: Vec::new() })
    }

    fn of_name(&mut self, name: &str, used: Span) -> Option<Origin<'t>> {
        let scope = self.text.scope_at(used);
        let is_it = |target: &Expr| matches!(&target.kind, ExprKind::Name(n) if **n == *name);
        if let Some(found) = self.of_bindings(scope, used, &is_it) {
            return Some(found);
        }
        if let Some(function) = self.text.function_at(used) {
            let at = function.parameters.iter().position(|p| *p.name.name == *name);
            if let Some(at) = at {
                return self.of_argument(name, at);
            }
            return self.of_bindings(&self.text.module.body, Span::at(u32::MAX), &is_it);
        }
        None
    }

    /// What the last binding before `used` gave to a target, or any binding in a loop.
    fn of_bindings(
        &mut self,
        scope: &'t [Stmt],
        used: Span,
        is_it: &dyn Fn(&Expr) -> bool,
    ) -> Option<Origin<'t>> {
        let mut found: Vec<(Span, &'t Expr, bool)> = Vec::new();
        for node in walk(scope, false) {
            bindings(node, is_it, &mut found);
        }
        let before = found.iter().rev().find(|(span, ..)| span.end <= used.start);
        let (span, value, is_element) = before.or(found.last()).copied()?;
        let mut origin = if is_element { self.of_element(value) } else { self.origin(value) }?;
        if span != origin.call.span {
            origin.through.push(span);
        }
        Some(origin)
    }

    fn of_attribute(&mut self, attribute: &str, expr: &Expr) -> Option<Origin<'t>> {
        let base = |span: Span| self.text.slice(span).rsplit_once('.').map(|(base, _)| base);
        let own = base(expr.span);
        let is_attribute = |target: &Expr| matches!(&target.kind, ExprKind::Attribute { attr, .. } if *attr.name == *attribute);
        let mut found = Vec::new();
        for node in self.text.all() {
            bindings(node, &is_attribute, &mut found);
        }
        let same = found.iter().rev().find(|(span, ..)| base(*span) == own);
        let (span, value, is_element) = same.or(found.last()).copied()?;
        let mut origin = if is_element { self.of_element(value) } else { self.origin(value) }?;
        origin.through.push(span);
        Some(origin)
    }

    /// As [`origin`](Self::origin), of something that holds many: of the first of them that has one.
    pub(super) fn element(&mut self, container: &'t Expr) -> Option<Origin<'t>> {
        self.of_element(container)
    }

    /// An element of a list, tuple, set or dict that is written out, or of one that is filled by `append`.
    fn of_element(&mut self, container: &'t Expr) -> Option<Origin<'t>> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return None;
        }
        match &container.kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                items.iter().find_map(|item| self.origin(item))
            }
            ExprKind::Dict(items) => items.iter().find_map(|item| self.origin(&item.value)),
            ExprKind::ListComp { element, .. }
            | ExprKind::SetComp { element, .. }
            | ExprKind::Generator { element, .. }
            | ExprKind::DictComp { value: element, .. } => self.origin(element),
            ExprKind::Name(name) => {
                let scope = self.text.scope_at(container.span);
                let added = walk(scope, false).into_iter().filter_map(|node| added_to(node, name));
                let added: Vec<&'t Expr> = added.collect();
                if let Some(found) = added.into_iter().find_map(|value| self.origin(value)) {
                    return Some(found);
                }
                let mut found = Vec::new();
                let is_it = |t: &Expr| matches!(&t.kind, ExprKind::Name(n) if n == name);
                walk(scope, false).into_iter().for_each(|node| bindings(node, &is_it, &mut found));
                let (_, value, _) = found.last().copied()?;
                self.of_element(value)
            }
            ExprKind::Call { args, .. } => args.iter().find_map(|arg| self.of_element(arg)),
            _ => None,
        }
    }

    /// The argument that a parameter had, in the call by which the function was entered.
    fn of_argument(&mut self, name: &str, at: usize) -> Option<Origin<'t>> {
        let (first, rest) = self.calls.split_first()?;
        let call = self.text.path(*first).last().copied()?.expr()?;
        let ExprKind::Call { function, args, keywords } = &call.kind else { return None };
        let named = keywords.iter().find(|k| k.name.as_ref().is_some_and(|n| *n.name == *name));
        // A method's first parameter is the object before the dot.
        let is_method = matches!(function.kind, ExprKind::Attribute { .. });
        let value = match named {
            Some(keyword) => &keyword.value,
            None => args.get(at).or_else(|| args.get(at.checked_sub(usize::from(is_method))?))?,
        };
        let mut outer =
            Search { text: self.text, strict: self.strict, calls: rest, steps: self.steps };
        let mut origin = outer.origin(value)?;
        if origin.call.span != value.span {
            origin.through.push(value.span);
        }
        Some(origin)
    }
}

/// What a node binds to a target: where the target stands, the value, and whether the value's elements are bound.
fn bindings<'t>(
    node: Node<'t>,
    is_it: &dyn Fn(&Expr) -> bool,
    found: &mut Vec<(Span, &'t Expr, bool)>,
) {
    match node {
        Node::Stmt(statement) => match &statement.kind {
            StmtKind::Assign { targets, value } => {
                targets.iter().for_each(|target| bind(target, value, is_it, found));
            }
            StmtKind::AnnAssign { target, value: Some(value), .. } => {
                bind(target, value, is_it, found);
            }
            StmtKind::For { target, iter, is_async: false, .. } if is_it(target) => {
                found.push((target.span, iter, true));
            }
            _ => {}
        },
        Node::Expr(expr) => match &expr.kind {
            ExprKind::Named { target, value } => {
                let name = Expr::new(target.span, ExprKind::Name(target.name.clone()));
                if is_it(&name) {
                    found.push((target.span, value, false));
                }
            }
            ExprKind::ListComp { generators, .. }
            | ExprKind::SetComp { generators, .. }
            | ExprKind::Generator { generators, .. }
            | ExprKind::DictComp { generators, .. } => {
                for clause in generators.iter().filter(|c| !c.is_async && is_it(&c.target)) {
                    found.push((clause.target.span, &clause.iter, true));
                }
            }
            _ => {}
        },
    }
}

fn bind<'t>(
    target: &'t Expr,
    value: &'t Expr,
    is_it: &dyn Fn(&Expr) -> bool,
    found: &mut Vec<(Span, &'t Expr, bool)>,
) {
    if is_it(target) {
        found.push((target.span, value, false));
        return;
    }
    let (ExprKind::Tuple(targets) | ExprKind::List(targets)) = &target.kind else { return };
    match &value.kind {
        ExprKind::Tuple(values) | ExprKind::List(values) if values.len() == targets.len() => {
            targets
                .iter()
                .zip(values)
                .for_each(|(target, value)| bind(target, value, is_it, found));
        }
        _ => {
            for target in targets.iter().filter(|target| is_it(target)) {
                found.push((target.span, value, true));
            }
        }
    }
}

/// What `name.append(value)` and its like put into a container.
fn added_to<'t>(node: Node<'t>, name: &str) -> Option<&'t Expr> {
    let ExprKind::Call { function, args, .. } = &node.expr()?.kind else { return None };
    let ExprKind::Attribute { value, attr } = &function.kind else { return None };
    let is_it = matches!(&value.kind, ExprKind::Name(n) if **n == *name);
    let adds = matches!(&*attr.name, "append" | "add" | "insert" | "appendleft");
    if is_it && adds { args.last() } else { None }
}

/// Functions of `asyncio` that give a coroutine.
const MAKERS: [&str; 8] = [
    "sleep",
    "wait_for",
    "wait",
    "to_thread",
    "open_connection",
    "start_server",
    "acquire",
    "join",
];

/// Whether something is called on a module `asyncio`, or by a name imported from it.
fn is_library(text: &Text<'_>, function: &Expr) -> bool {
    match &function.kind {
        ExprKind::Attribute { value, .. } => text.slice(value.span) == "asyncio",
        ExprKind::Name(name) => text.all().into_iter().any(|node| match node {
            Node::Stmt(Stmt { kind: StmtKind::ImportFrom { module, names, .. }, .. }) => {
                module.as_ref().is_some_and(|module| &*module.name == "asyncio")
                    && names.iter().any(|alias| alias.name.name == *name)
            }
            _ => false,
        }),
        _ => false,
    }
}
