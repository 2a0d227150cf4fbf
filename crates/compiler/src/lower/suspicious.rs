//! Warnings about code that is allowed but hardly means what it says, in the reference's words.

use ouro_bytecode::Const;
use ouro_diag::{Diagnostic, Span, codes};
use ouro_syntax::ast::{CompareOp, Constant, Expr, ExprKind};

use super::Lowerer;
use crate::constants;

impl Lowerer<'_> {
    /// Adds a warning. A `finally` body is lowered more than once, and then tells as often; so does the reference.
    fn warn(&mut self, span: Span, message: String) {
        let warning = Diagnostic::warning(codes::SUSPICIOUS_CODE, "SyntaxWarning", span, message);
        self.warnings.push(warning);
    }

    /// Tells the last warnings, from `first` on, at `earlier` too: the reference compiles the condition of
    /// `while` once before the body and once behind it.
    pub(super) fn warn_before_too(&mut self, first: usize, earlier: usize) {
        let again = self.warnings[first..].to_vec();
        self.warnings.splice(earlier..earlier, again);
    }

    /// `x is 1`; `not x is 1` is `x is not 1`.
    pub(super) fn warn_identity(
        &mut self,
        span: Span,
        left: &Expr,
        rest: &[(CompareOp, Expr)],
        negated: bool,
    ) {
        let mut before = left;
        for (op, after) in rest {
            let (shown, meant) = match (op, negated) {
                (CompareOp::Is, false) | (CompareOp::IsNot, true) => ("is", "=="),
                (CompareOp::IsNot, false) | (CompareOp::Is, true) => ("is not", "!="),
                _ => {
                    before = after;
                    continue;
                }
            };
            if let Some(kind) = compared_literal(before).or_else(|| compared_literal(after)) {
                let text = format!("\"{shown}\" with '{kind}' literal. Did you mean \"{meant}\"?");
                self.warn(span, text);
                return;
            }
            before = after;
        }
    }

    /// `1()`
    pub(super) fn warn_call(&mut self, span: Span, function: &Expr) {
        if let Some(kind) = kind_of(function).filter(|kind| *kind != "function") {
            let text = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(span, text);
        }
    }

    /// `1[0]`, `[1]["a"]`
    pub(super) fn warn_subscript(&mut self, span: Span, object: &Expr, index: &Expr) {
        match kind_of(object) {
            Some(kind @ ("str" | "bytes" | "tuple" | "list")) => {
                let index = kind_of(index).filter(|index| !matches!(*index, "int" | "bool"));
                if let Some(index) = index {
                    let text = format!(
                        "{kind} indices must be integers or slices, not {index}; \
                         perhaps you missed a comma?"
                    );
                    self.warn(span, text);
                }
            }
            Some("dict") | None => {}
            Some(kind) => {
                let text =
                    format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(span, text);
            }
        }
    }

    /// `assert (test, message)`
    pub(super) fn warn_assert(&mut self, span: Span, test: &Expr) {
        if matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty()) {
            self.warn(span, "assertion is always true, perhaps remove parentheses?".to_owned());
        }
    }
}

/// The class of a literal that `is` should not be asked about.
fn compared_literal(expr: &Expr) -> Option<&'static str> {
    match constants::fold(expr)? {
        Const::None | Const::Bool(_) | Const::Ellipsis => None,
        constant => Some(kind_of_constant(&constant)),
    }
}

fn kind_of_constant(constant: &Const) -> &'static str {
    match constant {
        Const::None => "NoneType",
        Const::Ellipsis => "ellipsis",
        Const::Bool(_) => "bool",
        Const::Int(_) | Const::BigInt(_) => "int",
        Const::Float(_) => "float",
        Const::Imaginary(_) => "complex",
        Const::Str(_) | Const::Surrogates(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        Const::FrozenSet(_) => "frozenset",
        Const::Code(_) => "code",
    }
}

/// The class of what an expression makes, where its form alone tells.
fn kind_of(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Constant(Constant::None) => "NoneType",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
        ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
        ExprKind::Dict(_) | ExprKind::DictComp { .. } => "dict",
        ExprKind::Generator { .. } => "generator",
        ExprKind::Lambda(_) => "function",
        ExprKind::FString(_) => "str",
        _ => kind_of_constant(&constants::fold(expr)?),
    })
}
