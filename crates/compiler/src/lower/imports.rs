//! `import`, `from ... import`, and the rules of `from __future__`.

use ouro_bytecode::{Const, Op};
use ouro_diag::{Diagnostic, Span};
use ouro_syntax::ast::{Alias, Ident, Stmt, StmtKind};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::errors;

/// The features that `from __future__` knows.
const FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Refuses features that do not exist.
pub(super) fn check_future(body: &[Stmt], errors: &mut Vec<Diagnostic>) {
    for stmt in body {
        let Some(names) = future_import(stmt) else { continue };
        let unknown = names.iter().find(|alias| !FEATURES.contains(&&*alias.name.name));
        if let Some(alias) = unknown {
            errors.push(errors::unknown_future(stmt.span, &alias.name.name, alias.span));
        }
    }
}

/// The names of a `from __future__ import`.
pub(super) fn future_import(stmt: &Stmt) -> Option<&[Alias]> {
    match &stmt.kind {
        StmtKind::ImportFrom { module: Some(module), names, level: 0 }
            if &*module.name == "__future__" =>
        {
            Some(names)
        }
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn import(&mut self, span: Span, aliases: &'a [Alias]) {
        for alias in aliases {
            let mark = self.mark();
            let dotted = &*alias.name.name;
            let register = self.temp();
            let whole = self.name_text(dotted);
            let name = self.unit.builder.import_name(whole);
            self.op(at(span), Op::Import, register, name, 0);
            let top = dotted.split('.').next().unwrap_or_default();
            match &alias.asname {
                None => self.bind_import(span, top, register),
                Some(asname) => {
                    let module = self.submodule(span, dotted, register);
                    self.bind_import(span, &asname.name, module);
                }
            }
            self.release(mark);
        }
    }

    /// From a top package, down the rest of a dotted name.
    fn submodule(&mut self, span: Span, dotted: &str, top: Reg) -> Reg {
        let mut module = top;
        for part in dotted.split('.').skip(1) {
            let next = self.temp();
            let name = self.names.shared(part);
            let name = self.unit.builder.import_name(name);
            self.op(at(span), Op::ImportFrom, next, module, name);
            self.op(at(span), Op::Clear, module, 0, 0);
            module = next;
        }
        module
    }

    fn bind_import(&mut self, span: Span, name: &str, value: Reg) {
        if name == "__debug__" {
            self.error(errors::assigns_debug(span, "assign to"));
        }
        self.store(at(span), name, value);
    }

    pub(super) fn import_from(
        &mut self,
        stmt: &'a Stmt,
        module: Option<&'a Ident>,
        names: &'a [Alias],
        level: u32,
    ) {
        let span = stmt.span;
        if future_import(stmt).is_some() && !self.future_allowed {
            self.error(errors::late_future(span));
        }
        let mark = self.mark();
        let place = at(span);
        let register = self.temp();
        let star = names.iter().any(|alias| &*alias.name.name == "*");
        let wanted: Vec<Const> =
            names.iter().map(|alias| Const::Str(self.names.shared(&alias.name.name))).collect();
        let wanted = self.const_index(Const::Tuple(wanted.into())).saturating_add(1);
        let dotted = module.map_or("", |module| &*module.name);
        let text = self.names.shared(dotted);
        let name = self.unit.builder.import_name(text);
        let Ok(x) = u8::try_from(level) else {
            self.error(errors::too_large(span, "a relative import of more than 255 levels"));
            return;
        };
        self.op_x(place, x, Op::Import, [register, name, wanted]);
        if star {
            self.op(place, Op::ImportStar, register, 0, 0);
        } else {
            for alias in names {
                self.imported_name(span, alias, register);
            }
            self.op(place, Op::Clear, register, 0, 0);
        }
        self.release(mark);
    }

    fn imported_name(&mut self, span: Span, alias: &'a Alias, module: Reg) {
        let mark = self.mark();
        let text = self.name_text(&alias.name.name);
        let name = self.unit.builder.import_name(text);
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        let local = self.plain_local(&bound.name);
        let value = local.unwrap_or_else(|| self.temp());
        self.op(at(span), Op::ImportFrom, value, module, name);
        self.bind_import(span, &bound.name, value);
        self.release(mark);
    }
}
