//! Classes: their bodies, and the row of name, bases and keywords that makes them.

use std::sync::Arc;

use ouro_bytecode::{Code, Const, Op};
use ouro_diag::Span;
use ouro_syntax::ast::ClassDef;

use super::Lowerer;
use super::calls::gathers;
use super::functions::docstring;
use crate::build::{Reg, at};
use crate::errors;

impl<'a> Lowerer<'a> {
    pub(super) fn class_def(&mut self, def: &'a ClassDef, span: Span) {
        if !def.type_params.is_empty() {
            self.error(errors::not_yet(span, "type parameters"));
            return;
        }
        if &*def.name.name == "__debug__" {
            self.error(errors::assigns_debug(span, "assign to"));
        }
        self.check_keywords(&def.keywords);
        let mark = self.mark();
        let decorators = self.decorators(&def.decorators);
        let base = self.temp();
        let code = self.class_code(def, span);
        self.make_function(span, Const::Code(code), 0, 0, base);
        let name = self.temp();
        let text = self.names.shared(&def.name.name);
        self.load_const(at(span), name, Const::Str(text));
        if gathers(&def.bases, &def.keywords) {
            let list = self.temp();
            self.list_of(at(span), &def.bases, list);
            let dict = self.temp();
            if def.keywords.is_empty() {
                self.op(at(span), Op::Clear, dict, 0, 0);
            } else {
                self.keyword_dict(at(span), &def.keywords, dict, base);
            }
            self.op_x(at(span), 1, Op::BuildClass, [base, 0, 0]);
        } else {
            self.row(&def.bases);
            let names = self.keyword_row(&def.keywords);
            let count = u16::try_from(def.bases.len() + def.keywords.len()).unwrap_or(u16::MAX);
            self.op(at(span), Op::BuildClass, base, count, names);
        }
        let result = self.decorate(&def.decorators, &decorators, base);
        self.store(at(span), &def.name.name, result);
        self.release(mark);
    }

    /// The body. It binds `__module__`, `__qualname__` and the like itself, in the reference's order, because
    /// a metaclass's namespace may watch.
    fn class_code(&mut self, def: &'a ClassDef, span: Span) -> Arc<Code> {
        let id = self.scopes.of_node(def);
        let first = def.decorators.first().map_or(span, |decorator| decorator.span);
        let outer = self.open_unit(id, &def.name.name, first);
        let mark = self.mark();
        let value = self.temp();
        let place = at(span);
        let module = self.unit.builder.site("__name__".into());
        self.op(place, Op::LoadName, value, module, 0);
        self.bind_plain(span, "__module__", value);
        let qualname = self.unit.qualname.clone();
        self.bind_constant(span, "__qualname__", Const::Str(qualname), value);
        let line = i64::from(self.unit.first_line);
        self.bind_constant(span, "__firstlineno__", Const::Int(line), value);
        if self.scopes.get(id).annotates {
            self.op(place, Op::SetupAnnotations, 0, 0, 0);
        }
        let mut body = &def.body[..];
        if let Some(doc) = docstring(body) {
            self.bind_constant(body[0].span, "__doc__", Const::Str(doc.clone()), value);
            self.unit.doc = Some(doc);
            body = &body[1..];
        }
        self.release(mark);
        self.body(body);
        let value = self.temp();
        let attributes = self.scopes.get(id).static_attributes.clone();
        let attributes: Vec<Const> =
            attributes.iter().map(|name| Const::Str(self.names.text(*name))).collect();
        let attributes = Const::Tuple(attributes.into());
        self.bind_constant(span, "__static_attributes__", attributes, value);
        self.class_end(span, value);
        self.close_unit(outer)
    }

    /// The end of a body: the cell of `__class__` is bound in the namespace and returned, if there is one.
    fn class_end(&mut self, span: Span, value: Reg) {
        let class = self.names.intern("__class__");
        let Some(cell) = self.scopes.cell_of(self.unit.id, class) else {
            self.op(at(span), Op::ReturnNone, 0, 0, 0);
            return;
        };
        self.op(at(span), Op::Copy, value, cell, 0);
        self.bind_plain(span, "__classcell__", value);
        self.op(at(span), Op::Copy, value, cell, 0);
        self.op(at(span), Op::Return, value, 0, 0);
    }

    fn bind_plain(&mut self, span: Span, name: &str, value: Reg) {
        let name = self.names.intern(name);
        self.store_named(at(span), name, value);
    }

    fn bind_constant(&mut self, span: Span, name: &str, constant: Const, value: Reg) {
        self.load_const(at(span), value, constant);
        self.bind_plain(span, name, value);
    }
}
