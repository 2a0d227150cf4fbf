//! Notes on one name: bound, used, declared; and the errors of declarations that come too late.

use ouro_diag::Span;
use ouro_syntax::ast::Ident;

use super::collect::Collector;
use super::{ScopeKind, Symbol};
use crate::errors;
use crate::names::NameId;

impl Collector<'_> {
    /// The entry of a name in the current scope.
    pub(super) fn symbol(&mut self, name: NameId) -> &mut Symbol {
        let scope = self.scopes.get_mut(self.current);
        scope.symbols.entry(name).or_insert_with(|| {
            scope.order.push(name);
            Symbol::default()
        })
    }

    /// The name is bound in the current scope.
    pub(super) fn bind(&mut self, text: &str, span: Span) -> &mut Symbol {
        let name = self.name(text);
        let symbol = self.symbol(name);
        symbol.bound.get_or_insert(span);
        symbol.assigned = true;
        symbol
    }

    /// The name is bound by an import, which a later `global` may follow.
    pub(super) fn bind_import(&mut self, text: &str, span: Span) {
        let name = self.name(text);
        self.symbol(name).bound.get_or_insert(span);
    }

    /// The name is used in the current scope.
    pub(super) fn note_use(&mut self, text: &str, span: Span) {
        let name = self.name(text);
        self.symbol(name).used.get_or_insert(span);
        if text == "super" && self.scopes.get(self.current).kind.is_function_like() {
            // `super()` finds its class through this variable.
            let class = self.names.intern("__class__");
            self.symbol(class);
        }
    }

    /// The name is a parameter.
    pub(super) fn parameter(&mut self, text: &str, span: Span) {
        let name = self.name(text);
        let symbol = self.symbol(name);
        if let Some(first) = symbol.parameter {
            let shown = self.names.text(name);
            self.errors.push(errors::duplicate_parameter(span, &shown, Some(first)));
            return;
        }
        symbol.parameter = Some(span);
        symbol.bound = Some(span);
        self.scopes.get_mut(self.current).parameters.push(name);
    }

    /// A bare name that is annotated.
    pub(super) fn annotated_name(&mut self, text: &str, statement: Span, target: Span) {
        let name = self.name(text);
        let in_module = self.scopes.get(self.current).kind == ScopeKind::Module;
        let symbol = self.symbol(name);
        let declared = symbol.global.or(symbol.nonlocal);
        let kind = if symbol.global.is_some() { "global" } else { "nonlocal" };
        symbol.annotated.get_or_insert(statement);
        if let Some(declared) = declared
            && !in_module
        {
            let shown = self.names.text(name);
            let message = format!("annotated name '{shown}' can't be {kind}");
            self.errors.push(errors::declaration_conflict(
                statement,
                message,
                Some(declared),
                "declared here",
            ));
            return;
        }
        // An annotation alone makes the name a local one, though nothing binds it.
        symbol.bound.get_or_insert(target);
    }

    /// `global a, b`
    pub(super) fn global(&mut self, idents: &[Ident], span: Span) {
        for ident in idents {
            let name = self.name(&ident.name);
            if !self.conflicts(name, span, "global") {
                self.symbol(name).global.get_or_insert(span);
            }
        }
    }

    /// `nonlocal a, b`
    pub(super) fn nonlocal(&mut self, idents: &[Ident], span: Span) {
        if self.scopes.get(self.current).kind == ScopeKind::Module {
            self.errors.push(errors::nonlocal_at_module(span));
            return;
        }
        for ident in idents {
            let name = self.name(&ident.name);
            if !self.conflicts(name, span, "nonlocal") {
                self.symbol(name).nonlocal.get_or_insert(span);
            }
        }
    }

    /// Whether what was done with the name forbids to declare it now.
    fn conflicts(&mut self, name: NameId, span: Span, kind: &str) -> bool {
        let symbol = self.symbol(name).clone();
        let shown = self.names.text(name);
        let (message, earlier, text) = if let Some(at) = symbol.parameter {
            (format!("name '{shown}' is parameter and {kind}"), Some(at), "the parameter")
        } else if let Some(at) = symbol.used {
            let message = format!("name '{shown}' is used prior to {kind} declaration");
            (message, Some(at), "used here")
        } else if let Some(at) = symbol.annotated {
            (format!("annotated name '{shown}' can't be {kind}"), Some(at), "annotated here")
        } else if symbol.assigned {
            let message = format!("name '{shown}' is assigned to before {kind} declaration");
            (message, symbol.bound, "assigned here")
        } else {
            return false;
        };
        self.errors.push(errors::declaration_conflict(span, message, earlier, text));
        true
    }
}
