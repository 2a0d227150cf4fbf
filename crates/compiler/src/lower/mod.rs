//! From the tree to instructions. One file for each part of the language; this one owns the state, the
//! units (one code object each) and what all parts share.
//!
//! A value is asked for in one of four ways: `expr_to` (into this register), `operand` (in any register:
//! a local stays where it is), `discard` (for its effect) and `branch` (as a condition).

mod assignments;
mod bools;
mod calls;
mod chains;
mod classes;
mod comprehensions;
mod displays;
mod exits;
mod expressions;
mod fstrings;
mod functions;
mod imports;
mod loops;
mod statements;
mod suspension;
mod suspicious;
mod try_blocks;
mod variables;
mod with_blocks;

use std::sync::Arc;

use ouro_bytecode::{Capture, Code, CodeKind, Const, Instr, Op, Params, Place};
use ouro_diag::{Diagnostic, Source, Span};
use ouro_syntax::ast::Expr;

use crate::build::{Builder, Reg, at};
use crate::names::{NameId, Names};
use crate::scopes::{Root, ScopeId, ScopeKind, Scopes, collect};
use crate::{Compiled, Input, Options, errors};
use exits::Block;

/// Compiles, or says what is wrong.
pub(crate) fn compile(input: Input<'_>, source: &Source, options: Options) -> Compiled {
    let mut names = Names::default();
    let mut errors = Vec::new();
    let root = match input {
        Input::Module(module) | Input::Interactive(module) => Root::Body(&module.body),
        Input::Eval(expr) => Root::Expr(expr),
    };
    if let Root::Body(body) = root {
        imports::check_future(body, &mut errors);
    }
    let scopes = collect(root, &mut names, &mut errors, &options);
    if !errors.is_empty() {
        return Compiled { code: Err(errors), warnings: Vec::new() };
    }
    let unit = Unit::new(&scopes, ScopeId::MODULE, "<module>".into(), "<module>".into(), 1);
    let mut lowerer = Lowerer {
        names,
        scopes,
        source,
        options,
        errors,
        warnings: Vec::new(),
        unit,
        depth: 0,
        interactive: matches!(input, Input::Interactive(_)),
        future_allowed: false,
    };
    match input {
        Input::Module(module) | Input::Interactive(module) => lowerer.module(&module.body),
        Input::Eval(expr) => lowerer.eval(expr),
    }
    let code = lowerer.finish_unit();
    let result = if lowerer.errors.is_empty() { Ok(code) } else { Err(lowerer.errors) };
    Compiled { code: result, warnings: lowerer.warnings }
}

/// A code object in the making.
struct Unit<'a> {
    builder: Builder,
    /// The unit's own scope.
    id: ScopeId,
    /// The scope that names are looked up in: the unit's, or a comprehension's within it.
    scope: ScopeId,
    name: Arc<str>,
    qualname: Arc<str>,
    kind: CodeKind,
    params: Params,
    first_line: u32,
    doc: Option<Arc<str>>,
    /// What a way out has to pass, from the outermost.
    blocks: Vec<Block<'a>>,
}

impl Unit<'_> {
    fn new(
        scopes: &Scopes,
        id: ScopeId,
        name: Arc<str>,
        qualname: Arc<str>,
        first_line: u32,
    ) -> Self {
        let scope = scopes.get(id);
        let kind = match (scope.kind, scope.is_async, scope.yields.is_some()) {
            (ScopeKind::Module, ..) if scope.awaits => CodeKind::Coroutine,
            (ScopeKind::Module, ..) if scopes.names_at_top => CodeKind::Class,
            (ScopeKind::Module, ..) => CodeKind::Module,
            (ScopeKind::Class, ..) => CodeKind::Class,
            (ScopeKind::Generator, false, _) => CodeKind::Generator,
            (ScopeKind::Generator, true, _) => CodeKind::AsyncGenerator,
            (_, false, false) => CodeKind::Function,
            (_, false, true) => CodeKind::Generator,
            (_, true, false) => CodeKind::Coroutine,
            (_, true, true) => CodeKind::AsyncGenerator,
        };
        let mut builder = Builder::new(scope.locals.len(), scope.deletable.clone());
        for local in 0..u16::try_from(scope.parameters.len()).unwrap_or(u16::MAX) {
            builder.flow.bind(local);
        }
        Self {
            builder,
            id,
            scope: id,
            name,
            qualname,
            kind,
            params: Params::default(),
            first_line,
            doc: None,
            blocks: Vec::new(),
        }
    }
}

/// The state of a compilation.
struct Lowerer<'a> {
    names: Names,
    scopes: Scopes,
    source: &'a Source,
    options: Options,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    unit: Unit<'a>,
    depth: u32,
    interactive: bool,
    /// Whether a `from __future__ import` may still follow.
    future_allowed: bool,
}

/// Nesting of lowering beyond which a program is refused: somewhat more than that of the scopes' walk, which
/// sees the same tree first.
const NESTING_MAX: u32 = 450;

impl<'a> Lowerer<'a> {
    fn eval(&mut self, expr: &'a Expr) {
        let value = self.operand(expr);
        self.op(at(expr.span), Op::Return, value, 0, 0);
        self.unit.builder.stop();
    }

    /// Reports an error once, wherever it is found again (a `finally` body is lowered more than once).
    fn error(&mut self, error: Diagnostic) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// Goes one level down the tree; false where it is too deep.
    fn enter(&mut self, span: Span) -> bool {
        self.depth += 1;
        let fits = self.depth < NESTING_MAX;
        if !fits {
            self.error(errors::too_deep(span));
        }
        fits
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }

    fn op(&mut self, place: Place, op: Op, a: u16, b: u16, c: u16) {
        self.unit.builder.op(place, op, a, b, c);
    }

    fn op_x(&mut self, place: Place, x: u8, op: Op, [a, b, c]: [u16; 3]) {
        self.unit.builder.emit(place, Instr::new(op, a, b, c).with_x(x));
    }

    fn temp(&mut self) -> Reg {
        self.unit.builder.temp()
    }

    fn mark(&self) -> u32 {
        self.unit.builder.mark()
    }

    fn release(&mut self, mark: u32) {
        self.unit.builder.release(mark);
    }

    /// The number of a name as it is known here (private names of a class have their own).
    fn name_id(&mut self, text: &str) -> NameId {
        let class = self.scopes.get(self.unit.scope).class_name.as_deref();
        self.names.intern_private(text, class)
    }

    /// A name's text as it is known here.
    fn name_text(&mut self, text: &str) -> Arc<str> {
        let id = self.name_id(text);
        self.names.text(id)
    }

    /// A new site for a name, mangled where that is due.
    fn site(&mut self, text: &str) -> u16 {
        let name = self.name_text(text);
        self.unit.builder.site(name)
    }

    fn load_const(&mut self, place: Place, dst: Reg, value: Const) {
        let instr = match value {
            Const::None => Instr::new(Op::LoadNone, dst, 0, 0),
            Const::Bool(true) => Instr::new(Op::LoadTrue, dst, 0, 0),
            Const::Bool(false) => Instr::new(Op::LoadFalse, dst, 0, 0),
            Const::Int(small) if i32::try_from(small).is_ok() => {
                Instr::with_wide(Op::LoadInt, dst, small as i32)
            }
            other => {
                if !self.unit.builder.flow.is_reachable() {
                    return;
                }
                let index = self.unit.builder.constant(other);
                match u16::try_from(index) {
                    Ok(index) => Instr::new(Op::LoadConst, dst, index, 0),
                    Err(_) => Instr::with_wide(Op::LoadConstWide, dst, index as i32),
                }
            }
        };
        self.unit.builder.emit(place, instr);
    }

    /// A constant whose index is an operand of 16 bits that no wide form exists for.
    fn const_index(&mut self, value: Const) -> u16 {
        let index = self.unit.builder.constant(value);
        u16::try_from(index).unwrap_or_else(|_| {
            self.unit.builder.overflow("more than 65,535 constants are used");
            0
        })
    }

    /// Starts the code object of a scope; gives the one to go back to.
    fn open_unit(&mut self, id: ScopeId, name: &str, first: Span) -> Unit<'a> {
        let qualname = self.qualname(name);
        let name = self.names.shared(name);
        let line = self.source.line(first.start);
        let unit = Unit::new(&self.scopes, id, name, qualname, line);
        let outer = std::mem::replace(&mut self.unit, unit);
        for cell in self.scopes.get(id).cells.clone() {
            self.op(at(first), Op::MakeCell, cell, 0, 0);
        }
        outer
    }

    /// Ends the code object and goes back to the one around it.
    fn close_unit(&mut self, outer: Unit<'a>) -> Arc<Code> {
        let code = self.finish_unit();
        self.unit = outer;
        Arc::new(code)
    }

    /// The name with those it is nested in.
    fn qualname(&mut self, name: &str) -> Arc<str> {
        let id = self.name_id(name);
        let around = self.scopes.get(self.unit.id).kind;
        let text = if self.scopes.is_declared_global(self.unit.scope, id) {
            name.to_owned()
        } else {
            match around {
                ScopeKind::Module => name.to_owned(),
                ScopeKind::Class => format!("{}.{name}", self.unit.qualname),
                _ => format!("{}.<locals>.{name}", self.unit.qualname),
            }
        };
        self.names.shared(&text)
    }

    fn finish_unit(&mut self) -> Code {
        let id = self.unit.id;
        let outer_scope = self.scopes.get(id).parent;
        let empty = Builder::new(0, Vec::new());
        let builder = std::mem::replace(&mut self.unit.builder, empty);
        if let Some(limit) = builder.broken_limit() {
            self.error(errors::too_large(Span::at(0), limit));
        }
        let finished = builder.finish();
        let scope = self.scopes.get(id);
        let text = |name: &NameId| self.names.text(*name);
        let captures = outer_scope.map_or_else(Vec::new, |outer| {
            scope.free.iter().map(|name| self.scopes.capture(outer, *name)).collect()
        });
        Code {
            name: self.unit.name.clone(),
            qualname: self.unit.qualname.clone(),
            source: self.source.id,
            first_line: self.unit.first_line,
            kind: self.unit.kind,
            params: self.unit.params.clone(),
            local_names: scope.locals.iter().map(text).collect(),
            n_locals: u16::try_from(scope.locals.len()).unwrap_or(u16::MAX),
            n_regs: finished.n_regs,
            cell_locals: self.scopes.cell_registers(id),
            free_names: scope.free.iter().map(text).collect(),
            captures,
            consts: finished.consts,
            names: finished.names,
            sites: finished.sites,
            instrs: finished.instrs,
            place_of: finished.place_of,
            places: finished.places,
            handlers: finished.handlers,
            doc: self.unit.doc.clone(),
        }
    }
}

impl Scopes {
    /// Where code in `scope` finds the cell of a variable that a function it makes uses.
    fn capture(&self, scope: ScopeId, name: NameId) -> Capture {
        self.cell_of(scope, name).map_or_else(
            || Capture::Free(self.free_index(self.get(scope).unit, name)),
            Capture::Local,
        )
    }
}
