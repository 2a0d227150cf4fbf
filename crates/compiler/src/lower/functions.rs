//! Functions and lambdas: parameters, defaults, annotations, decorators, bodies.

use std::sync::Arc;

use ouro_bytecode::{Code, Const, Instr, Op, Params};
use ouro_diag::Span;
use ouro_syntax::ast::{
    Constant, Expr, ExprKind, FunctionDef, Lambda, Parameter, Parameters, Stmt, StmtKind,
};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::{constants, errors};

/// The bits of `MakeFunction`'s variant.
const DEFAULTS: u8 = 1;
const KEYWORD_DEFAULTS: u8 = 2;
const ANNOTATIONS: u8 = 4;

impl<'a> Lowerer<'a> {
    pub(super) fn function_def(&mut self, def: &'a FunctionDef, span: Span) {
        if !def.type_params.is_empty() {
            self.error(errors::not_yet(span, "type parameters"));
            return;
        }
        if &*def.name.name == "__debug__" {
            self.error(errors::assigns_debug(span, "assign to"));
        }
        let mark = self.mark();
        let decorators = self.decorators(&def.decorators);
        let direct = self.plain_local(&def.name.name).filter(|_| decorators.is_empty());
        let function = direct.unwrap_or_else(|| self.temp());
        let inner = self.mark();
        let (flags, parts) = self.function_parts(span, &def.parameters, def.returns.as_ref(), true);
        let code = self.function_code(def, span);
        self.make_function(span, Const::Code(code), flags, parts, function);
        self.release(inner);
        let result = self.decorate(&def.decorators, &decorators, function);
        self.store(at(span), &def.name.name, result);
        self.release(mark);
    }

    /// The decorators' values, in a row that the function follows.
    pub(super) fn decorators(&mut self, decorators: &'a [Expr]) -> Vec<Reg> {
        decorators.iter().map(|decorator| self.in_temp(decorator)).collect()
    }

    /// Calls the decorators from the innermost; gives the register of the result.
    pub(super) fn decorate(&mut self, decorators: &'a [Expr], row: &[Reg], value: Reg) -> Reg {
        let mut result = value;
        for (decorator, register) in decorators.iter().zip(row).rev() {
            let call = Instr::new(Op::Call, *register, 1, 0);
            self.unit.builder.emit(self.place_of(decorator), call);
            result = *register;
        }
        result
    }

    /// `dst := function of code`, its parts in a row from `parts`.
    pub(super) fn make_function(
        &mut self,
        span: Span,
        code: Const,
        flags: u8,
        parts: Reg,
        dst: Reg,
    ) {
        if !self.unit.builder.flow.is_reachable() {
            return;
        }
        let code = self.const_index(code);
        let instr = Instr::new(Op::MakeFunction, dst, code, parts).with_x(flags);
        self.unit.builder.emit(at(span), instr);
        self.bound_destination(dst);
    }

    /// Defaults and annotations in a row; which there are, and the row's start.
    fn function_parts(
        &mut self,
        span: Span,
        parameters: &'a Parameters,
        returns: Option<&'a Expr>,
        annotated: bool,
    ) -> (u8, Reg) {
        let start = u16::try_from(self.mark()).unwrap_or(u16::MAX);
        let mut flags = 0;
        let positional = parameters.positional_only.iter().chain(&parameters.regular);
        let defaults: Vec<&'a Expr> = positional.filter_map(|p| p.default.as_ref()).collect();
        if !defaults.is_empty() {
            flags |= DEFAULTS;
            let register = self.temp();
            self.default_tuple(span, &defaults, register);
        }
        let keyword: Vec<(&'a Parameter, &'a Expr)> = parameters
            .keyword_only
            .iter()
            .filter_map(|parameter| Some((parameter, parameter.default.as_ref()?)))
            .collect();
        if !keyword.is_empty() {
            flags |= KEYWORD_DEFAULTS;
            let dict = self.temp();
            self.op(at(span), Op::BuildDict, dict, 0, 0);
            for (parameter, default) in keyword {
                self.named_entry(&parameter.name.name, default, dict);
            }
        }
        if annotated && self.annotations(span, parameters, returns) {
            flags |= ANNOTATIONS;
        }
        (flags, start)
    }

    fn default_tuple(&mut self, span: Span, defaults: &[&'a Expr], dst: Reg) {
        let folded: Option<Vec<Const>> =
            defaults.iter().map(|default| constants::fold(default)).collect();
        if let Some(items) = folded {
            self.load_const(at(span), dst, Const::Tuple(items.into()));
            return;
        }
        let mark = self.mark();
        let first = u16::try_from(mark).unwrap_or(u16::MAX);
        for default in defaults {
            self.in_temp(default);
        }
        let count = u16::try_from(defaults.len()).unwrap_or(u16::MAX);
        self.op(at(span), Op::BuildTuple, dst, first, count);
        self.release(mark);
    }

    /// `dict[name] := value`, the name as it is known here.
    fn named_entry(&mut self, name: &str, value: &'a Expr, dict: Reg) {
        let mark = self.mark();
        let key = self.temp();
        let name = self.name_text(name);
        self.load_const(at(value.span), key, Const::Str(name));
        let value_register = self.operand(value);
        self.op(at(value.span), Op::DictSet, dict, key, value_register);
        self.release(mark);
    }

    /// The annotations as a dict in a new temporary, if there are any.
    fn annotations(
        &mut self,
        span: Span,
        parameters: &'a Parameters,
        returns: Option<&'a Expr>,
    ) -> bool {
        let ordered = parameters
            .regular
            .iter()
            .chain(&parameters.positional_only)
            .chain(parameters.star.as_deref())
            .chain(&parameters.keyword_only)
            .chain(parameters.double_star.as_deref());
        let mut entries: Vec<(&'a str, &'a Expr)> = ordered
            .filter_map(|parameter| Some((&*parameter.name.name, parameter.annotation.as_ref()?)))
            .collect();
        entries.extend(returns.map(|returns| ("return", returns)));
        if entries.is_empty() {
            return false;
        }
        let dict = self.temp();
        self.op(at(span), Op::BuildDict, dict, 0, 0);
        for (name, annotation) in entries {
            let mark = self.mark();
            let key = self.temp();
            let name = self.name_text(name);
            self.load_const(at(annotation.span), key, Const::Str(name));
            let value = self.temp();
            self.annotation(annotation, value);
            self.op(at(annotation.span), Op::DictSet, dict, key, value);
            self.release(mark);
        }
        true
    }

    /// An annotation's value, or its text where annotations are kept as text.
    pub(super) fn annotation(&mut self, annotation: &'a Expr, dst: Reg) {
        if self.scopes.future_annotations {
            let text: Arc<str> = self.source.slice(annotation.span).into();
            self.load_const(at(annotation.span), dst, Const::Str(text));
        } else if let ExprKind::Starred(inner) = &annotation.kind {
            // `*args: *Ts` is the one element of what `Ts` unpacks to.
            let mark = self.mark();
            let unpacked = self.operand(inner);
            self.op(at(annotation.span), Op::Unpack, dst, unpacked, 1);
            self.release(mark);
        } else {
            self.expr_to(annotation, dst);
        }
    }

    fn function_code(&mut self, def: &'a FunctionDef, span: Span) -> Arc<Code> {
        let id = self.scopes.of_node(def);
        let first = def.decorators.first().map_or(span, |decorator| decorator.span);
        let outer = self.open_unit(id, &def.name.name, first);
        self.set_params(&def.parameters);
        let body = match docstring(&def.body) {
            Some(doc) => {
                self.unit.doc = Some(doc);
                &def.body[1..]
            }
            None => &def.body[..],
        };
        self.body(body);
        self.op(at(span), Op::ReturnNone, 0, 0, 0);
        self.close_unit(outer)
    }

    fn set_params(&mut self, parameters: &Parameters) {
        for parameter in parameters.iter() {
            if &*parameter.name.name == "__debug__" {
                self.error(errors::assigns_debug(parameter.name.span, "assign to"));
            }
        }
        let count = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        let positional_only = count(parameters.positional_only.len());
        self.unit.params = Params {
            positional: positional_only.saturating_add(count(parameters.regular.len())),
            positional_only,
            keyword_only: count(parameters.keyword_only.len()),
            var_positional: parameters.star.is_some(),
            var_keyword: parameters.double_star.is_some(),
        };
    }

    pub(super) fn lambda(&mut self, span: Span, lambda: &'a Lambda, dst: Reg) {
        let mark = self.mark();
        let (flags, parts) = self.function_parts(span, &lambda.parameters, None, false);
        let id = self.scopes.of_node(lambda);
        let outer = self.open_unit(id, "<lambda>", span);
        self.set_params(&lambda.parameters);
        let value = self.operand(&lambda.body);
        self.op(at(lambda.body.span), Op::Return, value, 0, 0);
        let code = self.close_unit(outer);
        self.make_function(span, Const::Code(code), flags, parts, dst);
        self.release(mark);
    }
}

/// The docstring of a body, its indentation taken away.
pub(super) fn docstring(body: &[Stmt]) -> Option<Arc<str>> {
    let StmtKind::Expr(first) = &body.first()?.kind else { return None };
    let ExprKind::Constant(Constant::Str { text, .. }) = &first.kind else { return None };
    text.as_str().map(|text| clean(text).into())
}

/// Expands tabs and takes away the indentation that all lines after the first share.
fn clean(text: &str) -> String {
    let expanded = expand_tabs(text);
    let mut lines = expanded.split('\n');
    let first = lines.next().unwrap_or_default();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines
        .clone()
        .filter(|line| !line.trim_start_matches(' ').is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let mut cleaned = first.trim_start_matches(' ').to_owned();
    for line in lines {
        cleaned.push('\n');
        cleaned.push_str(line.get(margin.min(indent(line))..).unwrap_or_default());
    }
    cleaned
}

fn expand_tabs(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' => {
                let spaces = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\n' | '\r' => {
                expanded.push(character);
                column = 0;
            }
            _ => {
                expanded.push(character);
                column += 1;
            }
        }
    }
    expanded
}
