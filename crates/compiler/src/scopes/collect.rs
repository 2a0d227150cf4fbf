//! The walk over statements that notes, scope by scope, what is done with each name.
//!
//! Errors come in the order in which the reference's walk would meet them; the walk goes on after one.

use ouro_diag::{Diagnostic, Span};
use ouro_syntax::ast::{
    ClassDef, Expr, ExprKind, FunctionDef, Handler, Ident, Parameters, Pattern, PatternKind, Stmt,
    StmtKind,
};

use super::{Scope, ScopeId, ScopeKind, Scopes, key};
use crate::errors;
use crate::names::{NameId, Names};

/// Nesting of the tree beyond which a program is refused, so that no walk exhausts the native stack.
pub(crate) const NESTING_MAX: u32 = 400;

/// What is compiled.
#[derive(Clone, Copy)]
pub(crate) enum Root<'a> {
    /// Statements.
    Body(&'a [Stmt]),
    /// One expression.
    Expr(&'a Expr),
}

/// Collects and resolves all scopes.
pub(crate) fn collect(
    root: Root<'_>,
    names: &mut Names,
    errors: &mut Vec<Diagnostic>,
    options: &crate::Options,
) -> Scopes {
    let scopes = Scopes {
        future_annotations: options.future_annotations,
        names_at_top: options.names_at_top,
        ..Scopes::default()
    };
    let mut collector = Collector {
        scopes,
        names,
        errors,
        current: ScopeId::MODULE,
        depth: 0,
        in_iterable: 0,
        forbidding: None,
    };
    collector.open_scope(ScopeKind::Module, None, None, false);
    match root {
        Root::Body(body) => {
            collector.scopes.future_annotations |= has_future_annotations(body);
            collector.body(body);
        }
        Root::Expr(expr) => collector.expr(expr),
    }
    let Collector { scopes, .. } = collector;
    scopes.finish(names, errors)
}

fn has_future_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::ImportFrom { module: Some(module), names, level: 0 } => {
            &*module.name == "__future__"
                && names.iter().any(|alias| &*alias.name.name == "annotations")
        }
        _ => false,
    })
}

/// The walk's state.
pub(super) struct Collector<'n> {
    pub(super) scopes: Scopes,
    pub(super) names: &'n mut Names,
    pub(super) errors: &'n mut Vec<Diagnostic>,
    pub(super) current: ScopeId,
    depth: u32,
    /// How many comprehension iterables the walk is in, within one function.
    pub(super) in_iterable: u32,
    /// The place that the walk is in, where `yield`, `await` and `:=` may not be.
    pub(super) forbidding: Option<&'static str>,
}

impl Collector<'_> {
    /// A new scope in the current one; the walk enters it.
    pub(super) fn open_scope(
        &mut self,
        kind: ScopeKind,
        node: Option<usize>,
        class_name: Option<&str>,
        is_async: bool,
    ) -> ScopeId {
        let id = ScopeId(u32::try_from(self.scopes.list.len()).unwrap_or(u32::MAX));
        let parent = (!self.scopes.list.is_empty()).then_some(self.current);
        let around = parent.map(|parent| self.scopes.get(parent));
        let unit = match around {
            Some(around) if kind == ScopeKind::Comprehension => around.unit,
            _ => id,
        };
        let class_name = class_name
            .map(Box::from)
            .or_else(|| around.and_then(|around| around.class_name.clone()));
        self.scopes.list.push(Scope {
            kind,
            parent,
            unit,
            class_name,
            is_async,
            yields: None,
            awaits: false,
            annotates: false,
            needs_class_cell: false,
            static_attributes: Vec::new(),
            symbols: Default::default(),
            order: Vec::new(),
            parameters: Vec::new(),
            free: Vec::new(),
            locals: Vec::new(),
            cells: Vec::new(),
            comprehension_cells: Vec::new(),
            deletable: Vec::new(),
            walrus: Vec::new(),
        });
        if let Some(node) = node {
            self.scopes.by_node.insert(node, id);
        }
        self.current = id;
        id
    }

    /// Goes one level down the tree; false where it is too deep, which is said once.
    pub(super) fn enter(&mut self, span: Span) -> bool {
        self.depth += 1;
        if self.depth == NESTING_MAX {
            self.errors.push(errors::too_deep(span));
        }
        self.depth < NESTING_MAX
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// The number of a name as it is known in the current scope.
    pub(super) fn name(&mut self, text: &str) -> NameId {
        let class = self.scopes.list[self.current.0 as usize].class_name.as_deref();
        self.names.intern_private(text, class)
    }

    pub(super) fn body(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        if self.enter(stmt.span) {
            self.statement(stmt);
        }
        self.leave();
    }

    fn statement(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def, stmt.span),
            StmtKind::ClassDef(def) => self.class(def, stmt.span),
            StmtKind::Assign { targets, value } => {
                self.targets(targets);
                self.expr(value);
            }
            StmtKind::Delete(targets) => {
                targets.iter().for_each(|target| self.delete(target));
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target);
                self.expr(value);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(stmt.span, target, annotation, value.as_ref(), *simple);
            }
            StmtKind::Global(idents) => self.global(idents, stmt.span),
            StmtKind::Nonlocal(idents) => self.nonlocal(idents, stmt.span),
            StmtKind::Return(Some(value)) | StmtKind::Expr(value) => self.expr(value),
            StmtKind::Raise { exc, cause } => self.all([exc, cause].into_iter().flatten()),
            StmtKind::Assert { test, message } => {
                self.expr(test);
                self.all(message);
            }
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    let ident = alias.asname.as_ref().unwrap_or(&alias.name);
                    let top = ident.name.split('.').next().unwrap_or_default();
                    self.bind_import(top, stmt.span);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in names.iter().filter(|alias| &*alias.name.name != "*") {
                    let ident = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind_import(&ident.name, stmt.span);
                }
                self.star_import(names);
            }
            StmtKind::Return(None) | StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
            _ => self.compound(stmt),
        }
    }

    fn star_import(&mut self, names: &[ouro_syntax::ast::Alias]) {
        let star = names.iter().find(|alias| &*alias.name.name == "*");
        if let Some(star) = star
            && self.scopes.get(self.current).kind != ScopeKind::Module
        {
            self.errors.push(errors::star_import(star.span));
        }
    }

    fn compound(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::For { target, iter, body, orelse, is_async } => {
                self.target(target);
                self.expr(iter);
                self.body(body);
                self.body(orelse);
                if *is_async {
                    self.awaits();
                }
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.body(body);
                self.body(orelse);
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(&branch.test);
                    self.body(&branch.body);
                }
                self.body(orelse);
            }
            StmtKind::With { items, body, is_async } => {
                for item in items {
                    self.expr(&item.context);
                    item.target.iter().for_each(|target| self.target(target));
                }
                self.body(body);
                if *is_async {
                    self.awaits();
                }
            }
            StmtKind::Try(parts) => {
                self.body(&parts.body);
                self.body(&parts.orelse);
                parts.handlers.iter().for_each(|handler| self.handler(handler));
                self.body(&parts.finalbody);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                for case in cases {
                    self.pattern(&case.pattern);
                    self.all(&case.guard);
                    self.body(&case.body);
                }
            }
            // Type aliases are refused by lowering.
            _ => {}
        }
    }

    fn handler(&mut self, handler: &Handler) {
        self.all(&handler.exception);
        if let Some(name) = &handler.name {
            self.bind(&name.name, handler.span).deleted = true;
        }
        self.body(&handler.body);
    }

    fn pattern(&mut self, pattern: &Pattern) {
        if !self.enter(pattern.span) {
            self.leave();
            return;
        }
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Sequence(parts) | PatternKind::Or(parts) => {
                parts.iter().for_each(|part| self.pattern(part));
            }
            PatternKind::Mapping { entries, rest } => {
                for (key, part) in entries {
                    self.expr(key);
                    self.pattern(part);
                }
                self.bind_ident(rest.as_ref());
            }
            PatternKind::Class { class, positional, keywords } => {
                self.expr(class);
                positional.iter().for_each(|part| self.pattern(part));
                keywords.iter().for_each(|(_, part)| self.pattern(part));
            }
            PatternKind::Star(name) => self.bind_ident(name.as_ref()),
            PatternKind::Capture { pattern, name } => {
                if let Some(part) = pattern {
                    self.pattern(part);
                }
                self.bind_ident(Some(name));
            }
            PatternKind::Singleton(_) | PatternKind::Wildcard => {}
        }
        self.leave();
    }

    fn bind_ident(&mut self, ident: Option<&Ident>) {
        if let Some(ident) = ident {
            self.bind(&ident.name, ident.span);
        }
    }

    fn annotated(
        &mut self,
        span: Span,
        target: &Expr,
        annotation: &Expr,
        value: Option<&Expr>,
        simple: bool,
    ) {
        let kind = self.scopes.get(self.current).kind;
        match &target.kind {
            ExprKind::Name(name) if simple => {
                self.annotated_name(name, span, target.span);
                self.scopes.get_mut(self.current).annotates = true;
            }
            _ => self.target(target),
        }
        // The annotation of a function's variable is never evaluated.
        if self.scopes.future_annotations {
            self.kept_as_text(annotation);
        } else if !kind.is_function_like() {
            self.expr(annotation);
        }
        self.all(value);
    }

    /// An annotation that is kept as text: its names mean nothing, but it may hold no `yield` and its like.
    fn kept_as_text(&mut self, annotation: &Expr) {
        let (outside, count) = (self.current, self.scopes.list.len());
        let forbidding = self.forbidding.replace("an annotation");
        self.open_scope(ScopeKind::Lambda, None, None, true);
        self.expr(annotation);
        self.scopes.list.truncate(count);
        (self.current, self.forbidding) = (outside, forbidding);
    }

    /// Whether an expression may stand here; says so if it may not.
    pub(super) fn allowed(&mut self, what: &str, span: Span) -> bool {
        if let Some(place) = self.forbidding {
            self.errors.push(errors::forbidden_within(span, what, place));
        }
        self.forbidding.is_none()
    }

    fn function(&mut self, def: &FunctionDef, span: Span) {
        self.bind(&def.name.name, span);
        self.defaults(&def.parameters);
        let annotations = def.parameters.iter().filter_map(|p| p.annotation.as_ref());
        let annotations = annotations.chain(&def.returns);
        if self.scopes.future_annotations {
            annotations.for_each(|annotation| self.kept_as_text(annotation));
        } else {
            self.all(annotations);
        }
        self.all(&def.decorators);
        let outside = (self.current, std::mem::take(&mut self.in_iterable));
        self.open_scope(ScopeKind::Function, Some(key(def)), None, def.is_async);
        self.parameters(&def.parameters);
        self.body(&def.body);
        (self.current, self.in_iterable) = outside;
    }

    /// The defaults of parameters, which the scope around evaluates.
    pub(super) fn defaults(&mut self, parameters: &Parameters) {
        let positional = parameters.positional_only.iter().chain(&parameters.regular);
        let all = positional.chain(&parameters.keyword_only);
        self.all(all.filter_map(|parameter| parameter.default.as_ref()));
    }

    /// Parameters as the first locals, in the order of their registers.
    pub(super) fn parameters(&mut self, parameters: &Parameters) {
        let named = parameters.positional_only.iter().chain(&parameters.regular);
        let rest = parameters.star.as_deref().into_iter().chain(parameters.double_star.as_deref());
        for parameter in named.chain(&parameters.keyword_only).chain(rest) {
            self.parameter(&parameter.name.name, parameter.span);
        }
    }

    fn class(&mut self, def: &ClassDef, span: Span) {
        self.bind(&def.name.name, span);
        self.all(&def.bases);
        self.all(def.keywords.iter().map(|keyword| &keyword.value));
        self.all(&def.decorators);
        let outside = (self.current, std::mem::take(&mut self.in_iterable));
        self.open_scope(ScopeKind::Class, Some(key(def)), Some(&def.name.name), false);
        self.body(&def.body);
        (self.current, self.in_iterable) = outside;
    }
}
