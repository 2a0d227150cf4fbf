//! f-strings: parts formatted into a row of strings and joined.

use ouro_bytecode::{Const, Op};
use ouro_diag::Span;
use ouro_syntax::ast::{Conversion, Expr, FStringPart, Replacement};

use super::Lowerer;
use crate::build::{Reg, at};
use crate::constants;

/// The bit of `Format`'s variant that says that there is a specification.
const HAS_SPEC: u8 = 8;

/// So many parts are joined at a time.
const JOIN_MAX: usize = 64;

impl<'a> Lowerer<'a> {
    /// The string in `dst`.
    pub(super) fn fstring(&mut self, span: Span, parts: &'a [FStringPart], dst: Reg) {
        let parts: Vec<&'a FStringPart> = parts.iter().filter(|part| !is_empty(part)).collect();
        match parts[..] {
            [] => self.load_const(at(span), dst, Const::Str("".into())),
            [only] => self.part(only, dst),
            _ => self.join(span, &parts, dst),
        }
    }

    fn join(&mut self, span: Span, parts: &[&'a FStringPart], dst: Reg) {
        let mark = self.mark();
        let first = self.temp();
        let mut count: u16 = 0;
        for part in parts {
            if usize::from(count) == JOIN_MAX {
                self.op(at(span), Op::BuildString, first, first, count);
                self.release(u32::from(first) + 1);
                count = 1;
            }
            let register = if count == 0 { first } else { self.temp() };
            self.part(part, register);
            count += 1;
        }
        self.op(at(span), Op::BuildString, dst, first, count);
        self.release(mark);
    }

    fn part(&mut self, part: &'a FStringPart, dst: Reg) {
        match part {
            FStringPart::Literal { text, span, .. } => {
                self.load_const(at(*span), dst, constants::text_constant(text));
            }
            FStringPart::Replacement(field) => self.replacement(field, dst),
        }
    }

    fn replacement(&mut self, field: &'a Replacement, dst: Reg) {
        if !self.enter(field.span) {
            self.leave();
            return;
        }
        let mark = self.mark();
        let value: &'a Expr = &field.value;
        let value = self.operand_into(value, dst);
        let conversion = match field.conversion {
            None => 0,
            Some(Conversion::Str) => 1,
            Some(Conversion::Repr) => 2,
            Some(Conversion::Ascii) => 3,
        };
        let (spec, flag) = match &field.spec {
            Some(spec) if !spec.parts.iter().all(is_empty) => {
                let register = self.temp();
                self.fstring(spec.span, &spec.parts, register);
                (register, HAS_SPEC)
            }
            _ => (0, 0),
        };
        self.op_x(at(field.span), conversion | flag, Op::Format, [dst, value, spec]);
        self.release(mark);
        self.leave();
    }
}

fn is_empty(part: &FStringPart) -> bool {
    matches!(part, FStringPart::Literal { text, .. } if text.is_empty())
}
