//! The syntax tree of Python 3.13: every statement and expression, each with its span.
//!
//! Shapes follow the reference's `ast` module, except that contexts (load, store, delete) are left to
//! the place where an expression stands, `elif` chains are flat, and constants are already decoded.

mod constant;
mod expr;
mod pointer;
mod stmt;

pub use constant::{Constant, Int, Text};
pub use expr::{
    BinaryOp, BoolOp, CompareOp, Comprehension, Conversion, DictItem, Expr, ExprKind, FStringPart,
    FormatSpec, Keyword, Lambda, Replacement, UnaryOp,
};
pub use pointer::P;
pub use stmt::{
    Alias, Case, ClassDef, FunctionDef, Handler, IfBranch, Parameter, Parameters, Pattern,
    PatternKind, Stmt, StmtKind, Try, TypeParam, TypeParamKind, WithItem,
};

use ouro_diag::Span;

/// The text of a name, in the normal form (NFKC) in which names are compared.
pub type Name = Box<str>;

/// A name where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Ident {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// A whole file, or what was typed at one prompt.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Module {
    /// Its statements.
    pub body: Vec<Stmt>,
    /// The whole text.
    pub span: Span,
}
