//! Calls: arguments in a row behind the callee, or gathered into a list and a dict where stars are.

use std::collections::HashMap;
use std::sync::Arc;

use ouro_bytecode::{Const, Instr, Op, Place};
use ouro_diag::Span;
use ouro_syntax::ast::{Expr, ExprKind, Keyword};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::errors;
use crate::scopes::Access;

/// Calls with more arguments gather them, so that no frame needs that many registers.
const ARGUMENTS_MAX: usize = 200;

impl<'a> Lowerer<'a> {
    /// Whether a call's arguments are not simply a row.
    pub(super) fn needs_star_call(&self, call: &Expr) -> bool {
        let ExprKind::Call { args, keywords, .. } = &call.kind else { return false };
        gathers(args, keywords)
    }

    /// Where the carets of a call stand: from the parenthesis to the end.
    pub(super) fn call_place(&self, call: &Expr, function: &Expr) -> Place {
        let mut span = call.span;
        if let ExprKind::Attribute { attr, .. } = &function.kind {
            // A method call over several lines starts at the line of the method's name.
            let line = |offset| self.source.line(offset);
            if line(function.span.start) != line(attr.span.end) {
                span.start = attr.span.start;
            }
        }
        Place { span, anchor: Some(self.after_operand(function.span.end, call.span.end)) }
    }

    /// A call whose callee is in `base`, the topmost temporary (with `self` behind it for a method).
    pub(super) fn call_from(&mut self, call: &'a Expr, base: Reg, is_method: bool) {
        let ExprKind::Call { function, args, keywords } = &call.kind else { return };
        let place = self.call_place(call, function);
        self.warn_call(call.span, function);
        self.check_keywords(keywords);
        if gathers(args, keywords) {
            self.star_call(place, args, keywords, base);
            return;
        }
        if !is_method && args.is_empty() && keywords.is_empty() && self.zero_super(call, base) {
            return;
        }
        for arg in args {
            let register = self.temp();
            self.expr_to(arg, register);
        }
        let names = self.keyword_row(keywords);
        let count = u16::try_from(args.len() + keywords.len()).unwrap_or(u16::MAX);
        let instr = Instr::new(Op::Call, base, count, names).with_x(u8::from(is_method));
        self.unit.builder.emit(place, instr);
    }

    pub(super) fn check_keywords(&mut self, keywords: &[Keyword]) {
        for keyword in keywords {
            if keyword.name.as_ref().is_some_and(|name| &*name.name == "__debug__") {
                self.error(errors::assigns_debug(keyword.span, "assign to"));
            }
        }
        if let Some((again, first)) = repeated(keywords) {
            self.error(errors::repeated_keyword(again, first));
        }
    }

    /// The values of keyword arguments in a row; the operand that names them.
    pub(super) fn keyword_row(&mut self, keywords: &'a [Keyword]) -> u16 {
        for keyword in keywords {
            let register = self.temp();
            self.expr_to(&keyword.value, register);
        }
        if keywords.is_empty() || !self.unit.builder.flow.is_reachable() {
            return 0;
        }
        let names: Vec<Const> = keywords
            .iter()
            .filter_map(|keyword| keyword.name.as_ref())
            .map(|name| Const::Str(self.names.shared(&name.name)))
            .collect();
        self.const_index(Const::Tuple(names.into())).saturating_add(1)
    }

    /// `super()` where it finds its class by itself.
    fn zero_super(&mut self, call: &'a Expr, base: Reg) -> bool {
        let ExprKind::Call { function, .. } = &call.kind else { return false };
        if !matches!(&function.kind, ExprKind::Name(name) if &**name == "super") {
            return false;
        }
        let Access::Free(class) = self.access("__class__") else { return false };
        let Some(first) = self.scopes.get(self.unit.id).parameters.first().copied() else {
            return false;
        };
        let place = self.call_place(call, function);
        match self.scopes.access(self.unit.id, first) {
            Access::Local(register) => self.op(place, Op::Super, base, register, class),
            Access::Cell(cell) => {
                let mark = self.mark();
                let register = self.temp();
                self.op(place, Op::LoadCell, register, cell, 0);
                self.op(place, Op::Super, base, register, class);
                self.op(place, Op::Clear, register, 0, 0);
                self.release(mark);
            }
            _ => return false,
        }
        true
    }

    fn star_call(&mut self, place: Place, args: &'a [Expr], keywords: &'a [Keyword], base: Reg) {
        let list = self.temp();
        match args {
            [Expr { kind: ExprKind::Starred(only), .. }] => self.expr_to(only, list),
            _ => self.list_of(place, args, list),
        }
        let dict = self.temp();
        if keywords.is_empty() {
            self.op(place, Op::Clear, dict, 0, 0);
        } else {
            self.keyword_dict(place, keywords, dict, base);
        }
        self.op(place, Op::CallStar, base, 0, 0);
    }

    /// Keyword arguments as a dict in `dict`, for a call of what is in `callee`.
    pub(super) fn keyword_dict(
        &mut self,
        place: Place,
        keywords: &'a [Keyword],
        dict: Reg,
        callee: Reg,
    ) {
        self.op(place, Op::BuildDict, dict, 0, 0);
        let merged = keywords.iter().any(|keyword| keyword.name.is_none());
        for (index, keyword) in keywords.iter().enumerate() {
            let mark = self.mark();
            match &keyword.name {
                None => {
                    let mapping = self.operand(&keyword.value);
                    self.op(place, Op::DictMerge, dict, mapping, callee);
                }
                // A name after `**` may have been given by it: merged, it is checked.
                Some(name) if merged && index > 0 => {
                    let one = self.temp();
                    self.op(place, Op::BuildDict, one, 0, 0);
                    self.keyword_entry(keyword.span, &name.name, &keyword.value, one);
                    self.op(place, Op::DictMerge, dict, one, callee);
                }
                Some(name) => self.keyword_entry(keyword.span, &name.name, &keyword.value, dict),
            }
            self.release(mark);
        }
    }

    fn keyword_entry(&mut self, span: Span, name: &str, value: &'a Expr, dict: Reg) {
        let key = self.temp();
        let text: Arc<str> = self.names.shared(name);
        self.load_const(at(span), key, Const::Str(text));
        let value = self.operand(value);
        self.op(at(span), Op::DictSet, dict, key, value);
    }
}

/// Whether arguments have to be gathered.
pub(super) fn gathers(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred(_)))
        || keywords.iter().any(|keyword| keyword.name.is_none())
        || args.len() + keywords.len() > ARGUMENTS_MAX
}

/// A name given again, and where it was given first: the earliest name that is, as in the reference.
fn repeated(keywords: &[Keyword]) -> Option<(&Keyword, &Keyword)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut found: Option<(usize, usize)> = None;
    for (index, keyword) in keywords.iter().enumerate() {
        let Some(name) = &keyword.name else { continue };
        match seen.get(&*name.name) {
            Some(first) if found.is_none_or(|(known, _)| *first < known) => {
                found = Some((*first, index));
            }
            Some(_) => {}
            None => drop(seen.insert(&name.name, index)),
        }
    }
    let (first, again) = found?;
    Some((&keywords[again], &keywords[first]))
}
