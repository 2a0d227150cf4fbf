//! Statements, parameters, patterns and type parameters.

use super::{BinaryOp, Constant, Expr, Ident, Keyword};
use ouro_diag::Span;

/// A statement and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Stmt {
    /// Where it stands; a decorated definition starts at `def` or `class`, as in the reference.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statements.
#[derive(Clone, PartialEq, Debug)]
pub enum StmtKind {
    /// `def`, `async def`
    FunctionDef(Box<FunctionDef>),
    /// `class`
    ClassDef(Box<ClassDef>),
    /// `return value`
    Return(Option<Expr>),
    /// `del a, b`
    Delete(Vec<Expr>),
    /// `a = b = value`
    Assign {
        /// The targets from left to right.
        targets: Vec<Expr>,
        /// The value.
        value: Expr,
    },
    /// `a += value`
    AugAssign {
        /// The target.
        target: Expr,
        /// The operator.
        op: BinaryOp,
        /// Where `+=` stands.
        op_span: Span,
        /// The value.
        value: Expr,
    },
    /// `a: annotation = value`
    AnnAssign {
        /// The target.
        target: Expr,
        /// The annotation.
        annotation: Expr,
        /// The value, if there is one.
        value: Option<Expr>,
        /// Whether the target is a bare name, without parentheses.
        simple: bool,
    },
    /// `type Name[T] = value`
    TypeAlias {
        /// Its name.
        name: Ident,
        /// Its parameters.
        type_params: Vec<TypeParam>,
        /// What it stands for.
        value: Expr,
    },
    /// `for`, `async for`
    For {
        /// `async for`
        is_async: bool,
        /// What is bound.
        target: Expr,
        /// What is walked.
        iter: Expr,
        /// The body.
        body: Vec<Stmt>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `while`
    While {
        /// The condition.
        test: Expr,
        /// The body.
        body: Vec<Stmt>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `if` and its `elif`s, flat
    If {
        /// At least one.
        branches: Vec<IfBranch>,
        /// The `else` block.
        orelse: Vec<Stmt>,
    },
    /// `with`, `async with`
    With {
        /// `async with`
        is_async: bool,
        /// At least one.
        items: Vec<WithItem>,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `match`
    Match {
        /// What is matched.
        subject: Expr,
        /// At least one.
        cases: Vec<Case>,
    },
    /// `raise exc from cause`
    Raise {
        /// What is raised.
        exc: Option<Expr>,
        /// Its cause.
        cause: Option<Expr>,
    },
    /// `try`
    Try(Box<Try>),
    /// `assert test, message`
    Assert {
        /// The condition.
        test: Expr,
        /// The message.
        message: Option<Expr>,
    },
    /// `import a.b as c`
    Import(Vec<Alias>),
    /// `from ..module import a as b`
    ImportFrom {
        /// The dotted name after the dots.
        module: Option<Ident>,
        /// What is imported; one alias named `*` for all.
        names: Vec<Alias>,
        /// How many dots.
        level: u32,
    },
    /// `global a, b`
    Global(Vec<Ident>),
    /// `nonlocal a, b`
    Nonlocal(Vec<Ident>),
    /// An expression for its effect
    Expr(Expr),
    /// `pass`
    Pass,
    /// `break`
    Break,
    /// `continue`
    Continue,
}

/// A function.
#[derive(Clone, PartialEq, Debug)]
pub struct FunctionDef {
    /// `async def`
    pub is_async: bool,
    /// Its name.
    pub name: Ident,
    /// `[T, *Ts, **P]`
    pub type_params: Vec<TypeParam>,
    /// Its parameters.
    pub parameters: Parameters,
    /// `-> annotation`
    pub returns: Option<Expr>,
    /// From the outermost one.
    pub decorators: Vec<Expr>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// A class.
#[derive(Clone, PartialEq, Debug)]
pub struct ClassDef {
    /// Its name.
    pub name: Ident,
    /// `[T, *Ts, **P]`
    pub type_params: Vec<TypeParam>,
    /// Its bases.
    pub bases: Vec<Expr>,
    /// `metaclass=...` and the like.
    pub keywords: Vec<Keyword>,
    /// From the outermost one.
    pub decorators: Vec<Expr>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// The parameters of a function or lambda, by kind.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parameters {
    /// From the first to the last; empty where there are none.
    pub span: Span,
    /// Before `/`.
    pub positional_only: Vec<Parameter>,
    /// By position or name.
    pub regular: Vec<Parameter>,
    /// `*args`
    pub star: Option<Box<Parameter>>,
    /// After `*` or `*args`.
    pub keyword_only: Vec<Parameter>,
    /// `**kwargs`
    pub double_star: Option<Box<Parameter>>,
}

impl Parameters {
    /// All parameters in the order in which they stand.
    pub fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.positional_only
            .iter()
            .chain(&self.regular)
            .chain(self.star.as_deref())
            .chain(&self.keyword_only)
            .chain(self.double_star.as_deref())
    }

    pub(super) fn height(&self) -> u32 {
        let of = |parameter: &Parameter| {
            let parts = [&parameter.annotation, &parameter.default];
            parts.into_iter().flatten().map(Expr::height).max().unwrap_or(0)
        };
        self.iter().map(of).max().unwrap_or(0)
    }
}

/// A parameter.
#[derive(Clone, PartialEq, Debug)]
pub struct Parameter {
    /// The name, annotation and default.
    pub span: Span,
    /// Its name.
    pub name: Ident,
    /// After the colon (a `Starred` one may stand at `*args`).
    pub annotation: Option<Expr>,
    /// After `=`.
    pub default: Option<Expr>,
}

/// `T: bound = default`, `*Ts`, `**P`
#[derive(Clone, PartialEq, Debug)]
pub struct TypeParam {
    /// The whole.
    pub span: Span,
    /// Its name.
    pub name: Ident,
    /// Which of the three.
    pub kind: TypeParamKind,
    /// After `=`.
    pub default: Option<Expr>,
}

/// The kinds of type parameters.
#[derive(Clone, PartialEq, Debug)]
pub enum TypeParamKind {
    /// `T: bound`
    TypeVar {
        /// After the colon.
        bound: Option<Expr>,
    },
    /// `*Ts`
    TypeVarTuple,
    /// `**P`
    ParamSpec,
}

/// `if` or `elif` with its block.
#[derive(Clone, PartialEq, Debug)]
pub struct IfBranch {
    /// From the keyword to the end of its block.
    pub span: Span,
    /// The condition.
    pub test: Expr,
    /// The block.
    pub body: Vec<Stmt>,
}

/// `context as target`
#[derive(Clone, PartialEq, Debug)]
pub struct WithItem {
    /// The whole.
    pub span: Span,
    /// The context manager.
    pub context: Expr,
    /// What is bound.
    pub target: Option<Expr>,
}

/// `try` with its blocks.
#[derive(Clone, PartialEq, Debug)]
pub struct Try {
    /// The `try` block.
    pub body: Vec<Stmt>,
    /// The `except` blocks.
    pub handlers: Vec<Handler>,
    /// The `else` block.
    pub orelse: Vec<Stmt>,
    /// The `finally` block.
    pub finalbody: Vec<Stmt>,
    /// `except*`
    pub is_star: bool,
}

/// `except type as name`
#[derive(Clone, PartialEq, Debug)]
pub struct Handler {
    /// From `except` to the end of its block.
    pub span: Span,
    /// What is caught; none for all.
    pub exception: Option<Expr>,
    /// What it is bound to.
    pub name: Option<Ident>,
    /// The block.
    pub body: Vec<Stmt>,
}

/// `name as asname`
#[derive(Clone, PartialEq, Debug)]
pub struct Alias {
    /// The whole.
    pub span: Span,
    /// The dotted name.
    pub name: Ident,
    /// The name that is bound instead.
    pub asname: Option<Ident>,
}

/// `case pattern if guard`
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// From `case` to the end of its block.
    pub span: Span,
    /// The pattern.
    pub pattern: Pattern,
    /// The condition.
    pub guard: Option<Expr>,
    /// The block.
    pub body: Vec<Stmt>,
}

/// A pattern and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Pattern {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind,
}

/// The kinds of patterns.
#[derive(Clone, PartialEq, Debug)]
pub enum PatternKind {
    /// A literal number, string or dotted name, compared with `==`
    Value(Expr),
    /// `None`, `True`, `False`, compared with `is`
    Singleton(Constant),
    /// `[a, *b]`, `a, b`
    Sequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`
    Mapping {
        /// The keys, each with its pattern.
        entries: Vec<(Expr, Pattern)>,
        /// The name after `**`.
        rest: Option<Ident>,
    },
    /// `Class(pattern, name=pattern)`
    Class {
        /// The class.
        class: Expr,
        /// By position.
        positional: Vec<Pattern>,
        /// By name.
        keywords: Vec<(Ident, Pattern)>,
    },
    /// `*name`, `*_` (none)
    Star(Option<Ident>),
    /// `pattern as name`, or a bare name (no pattern)
    Capture {
        /// Before `as`.
        pattern: Option<Box<Pattern>>,
        /// What is bound.
        name: Ident,
    },
    /// `_`
    Wildcard,
    /// `a | b | c`, flat
    Or(Vec<Pattern>),
}
