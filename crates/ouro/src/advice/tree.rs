//! The syntax tree as advice looks at it: what stands at a place, and what surrounds it.
//!
//! It owns ways through the tree and knows nothing of coroutines.

use ouro_diag::{Source, Span};
use ouro_syntax::ast::{
    Comprehension, Expr, ExprKind, FStringPart, FunctionDef, Keyword, Module, Parameters, Stmt,
    StmtKind,
};

/// A statement or an expression.
#[derive(Clone, Copy)]
pub(super) enum Node<'t> {
    Stmt(&'t Stmt),
    Expr(&'t Expr),
}

impl<'t> Node<'t> {
    pub(super) fn span(self) -> Span {
        match self {
            Self::Stmt(statement) => statement.span,
            Self::Expr(expression) => expression.span,
        }
    }

    pub(super) fn expr(self) -> Option<&'t Expr> {
        match self {
            Self::Expr(expression) => Some(expression),
            Self::Stmt(_) => None,
        }
    }

    /// The function that it is the definition of.
    pub(super) fn function(self) -> Option<&'t FunctionDef> {
        match self {
            Self::Stmt(Stmt { kind: StmtKind::FunctionDef(function), .. }) => Some(function),
            _ => None,
        }
    }

    /// Whether names within it are its own.
    fn is_scope(self) -> bool {
        match self {
            Self::Stmt(statement) => {
                matches!(statement.kind, StmtKind::FunctionDef(_) | StmtKind::ClassDef(_))
            }
            Self::Expr(expression) => matches!(expression.kind, ExprKind::Lambda(_)),
        }
    }

    /// What it is made of, in the order of the source where that matters.
    pub(super) fn children(self) -> Vec<Self> {
        let mut out = Vec::new();
        match self {
            Self::Stmt(statement) => of_statement(&statement.kind, &mut out),
            Self::Expr(expression) => of_expression(&expression.kind, &mut out),
        }
        out
    }
}

fn stmts<'t>(out: &mut Vec<Node<'t>>, all: &'t [Stmt]) {
    out.extend(all.iter().map(Node::Stmt));
}

fn exprs<'t>(out: &mut Vec<Node<'t>>, all: impl IntoIterator<Item = &'t Expr>) {
    out.extend(all.into_iter().map(Node::Expr));
}

fn keywords<'t>(out: &mut Vec<Node<'t>>, all: &'t [Keyword]) {
    exprs(out, all.iter().map(|keyword| &keyword.value));
}

fn defaults<'t>(out: &mut Vec<Node<'t>>, parameters: &'t Parameters) {
    exprs(out, parameters.iter().filter_map(|parameter| parameter.default.as_ref()));
}

fn of_statement<'t>(kind: &'t StmtKind, out: &mut Vec<Node<'t>>) {
    match kind {
        StmtKind::FunctionDef(function) => {
            exprs(out, &function.decorators);
            defaults(out, &function.parameters);
            stmts(out, &function.body);
        }
        StmtKind::ClassDef(class) => {
            exprs(out, class.decorators.iter().chain(&class.bases));
            keywords(out, &class.keywords);
            stmts(out, &class.body);
        }
        StmtKind::Return(value) => exprs(out, value),
        StmtKind::Delete(targets) => exprs(out, targets),
        StmtKind::Assign { targets, value } => exprs(out, targets.iter().chain([value])),
        StmtKind::AugAssign { target, value, .. } => exprs(out, [target, value]),
        StmtKind::AnnAssign { target, value, .. } => exprs(out, [target].into_iter().chain(value)),
        StmtKind::For { target, iter, body, orelse, .. } => {
            exprs(out, [target, iter]);
            stmts(out, body);
            stmts(out, orelse);
        }
        StmtKind::While { test, body, orelse } => {
            exprs(out, [test]);
            stmts(out, body);
            stmts(out, orelse);
        }
        StmtKind::If { branches, orelse } => {
            for branch in branches {
                exprs(out, [&branch.test]);
                stmts(out, &branch.body);
            }
            stmts(out, orelse);
        }
        StmtKind::With { items, body, .. } => {
            for item in items {
                exprs(out, [&item.context].into_iter().chain(&item.target));
            }
            stmts(out, body);
        }
        StmtKind::Match { subject, cases } => {
            exprs(out, [subject]);
            for case in cases {
                exprs(out, &case.guard);
                stmts(out, &case.body);
            }
        }
        StmtKind::Raise { exc, cause } => exprs(out, exc.iter().chain(cause)),
        StmtKind::Try(block) => {
            stmts(out, &block.body);
            for handler in &block.handlers {
                exprs(out, &handler.exception);
                stmts(out, &handler.body);
            }
            stmts(out, &block.orelse);
            stmts(out, &block.finalbody);
        }
        StmtKind::Assert { test, message } => exprs(out, [test].into_iter().chain(message)),
        StmtKind::Expr(value) => exprs(out, [value]),
        _ => {}
    }
}

fn of_expression<'t>(kind: &'t ExprKind, out: &mut Vec<Node<'t>>) {
    match kind {
        ExprKind::FString(parts) => of_parts(parts, out),
        ExprKind::BoolOp { values, .. }
        | ExprKind::Tuple(values)
        | ExprKind::List(values)
        | ExprKind::Set(values) => exprs(out, values),
        ExprKind::Binary { left, right, .. } => exprs(out, [&**left, &**right]),
        ExprKind::Unary { operand: value, .. }
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value)
        | ExprKind::Yield(Some(value))
        | ExprKind::Starred(value)
        | ExprKind::Named { value, .. }
        | ExprKind::Attribute { value, .. } => exprs(out, [&**value]),
        ExprKind::Compare { left, rest } => {
            exprs(out, [&**left].into_iter().chain(rest.iter().map(|(_, right)| right)));
        }
        ExprKind::Lambda(lambda) => {
            defaults(out, &lambda.parameters);
            exprs(out, [&*lambda.body]);
        }
        ExprKind::IfExp { test, body, orelse } => exprs(out, [&**test, &**body, &**orelse]),
        ExprKind::Dict(items) => {
            exprs(out, items.iter().flat_map(|item| item.key.iter().chain([&item.value])));
        }
        ExprKind::ListComp { element, generators }
        | ExprKind::SetComp { element, generators }
        | ExprKind::Generator { element, generators } => {
            of_clauses(generators, out);
            exprs(out, [&**element]);
        }
        ExprKind::DictComp { key, value, generators } => {
            of_clauses(generators, out);
            exprs(out, [&**key, &**value]);
        }
        ExprKind::Call { function, args, keywords: named } => {
            exprs(out, [&**function].into_iter().chain(args));
            keywords(out, named);
        }
        ExprKind::Subscript { value, index } => exprs(out, [&**value, &**index]),
        ExprKind::Slice { lower, upper, step } => {
            exprs(out, [lower, upper, step].into_iter().flatten().map(|part| &**part));
        }
        _ => {}
    }
}

fn of_parts<'t>(parts: &'t [FStringPart], out: &mut Vec<Node<'t>>) {
    for part in parts {
        let FStringPart::Replacement(field) = part else { continue };
        exprs(out, [&field.value]);
        if let Some(spec) = &field.spec {
            of_parts(&spec.parts, out);
        }
    }
}

fn of_clauses<'t>(clauses: &'t [Comprehension], out: &mut Vec<Node<'t>>) {
    for clause in clauses {
        exprs(out, [&clause.target, &clause.iter].into_iter().chain(&clause.ifs));
    }
}

/// A source with its tree.
pub(super) struct Text<'t> {
    pub(super) source: &'t Source,
    pub(super) module: &'t Module,
}

impl<'t> Text<'t> {
    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.source.slice(span)
    }

    pub(super) fn line(&self, span: Span) -> u32 {
        self.source.line(span.start)
    }

    /// The nodes around a span, the innermost that holds all of it last.
    pub(super) fn path(&self, span: Span) -> Vec<Node<'t>> {
        let mut path = Vec::new();
        let mut level: Vec<Node<'t>> = self.module.body.iter().map(Node::Stmt).collect();
        while let Some(next) = level.iter().copied().find(|node| holds(node.span(), span)) {
            path.push(next);
            level = next.children();
        }
        path
    }

    /// The definition of the function around a span.
    pub(super) fn function_at(&self, span: Span) -> Option<&'t FunctionDef> {
        self.path(span).into_iter().rev().find_map(Node::function)
    }

    /// The statements in which names are those of the place: of the function around it, or of the module.
    pub(super) fn scope_at(&self, span: Span) -> &'t [Stmt] {
        self.function_at(span).map_or(&self.module.body, |function| &function.body)
    }

    /// Everything in the text, the nodes before what they are made of.
    pub(super) fn all(&self) -> Vec<Node<'t>> {
        walk(&self.module.body, true)
    }

    /// All definitions of a function of this name.
    pub(super) fn functions(&self, name: &str) -> Vec<&'t FunctionDef> {
        let all = self.all().into_iter().filter_map(Node::function);
        all.filter(|function| *function.name.name == *name).collect()
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// All nodes below some statements; those of functions and classes defined there only if `deep`.
pub(super) fn walk(body: &[Stmt], deep: bool) -> Vec<Node<'_>> {
    let mut out = Vec::new();
    let mut open: Vec<Node<'_>> = body.iter().rev().map(Node::Stmt).collect();
    while let Some(node) = open.pop() {
        out.push(node);
        if deep || !node.is_scope() {
            open.extend(node.children().into_iter().rev());
        }
    }
    out
}

/// The last name of what is called: `sleep` of `asyncio.sleep`.
pub(super) fn last_name(function: &Expr) -> Option<&str> {
    match &function.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attr, .. } => Some(&attr.name),
        _ => None,
    }
}

/// What is called, if it is a call.
pub(super) fn callee(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Call { function, .. } => Some(function),
        _ => None,
    }
}
