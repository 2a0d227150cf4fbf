//! Expressions.

use super::{Constant, Ident, P, Parameters, Text};
use ouro_diag::Span;

/// An expression and where it stands. Parentheses around it are not part of it, save a tuple's own.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
    height: u32,
}

impl Expr {
    /// An expression; its height is found from its children.
    #[must_use]
    pub fn new(span: Span, kind: ExprKind) -> Self {
        let height = kind.child_height().saturating_add(1);
        Self { span, kind, height }
    }

    /// The length of the longest way down to a leaf; the parser caps it.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }
}

/// The kinds of expressions.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `1`, `"text"`, `None`, `...`
    Constant(Constant),
    /// `x`
    Name(Box<str>),
    /// `f"..."`, also where plain literals are joined to it
    FString(Vec<FStringPart>),
    /// `a and b and c`, flat
    BoolOp {
        /// `and` or `or`
        op: BoolOp,
        /// At least two.
        values: Vec<Expr>,
    },
    /// `a + b`
    Binary {
        /// Left operand.
        left: P,
        /// Operator.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// Right operand.
        right: P,
    },
    /// `-a`, `not a`
    Unary {
        /// Operator.
        op: UnaryOp,
        /// Operand.
        operand: P,
    },
    /// `a < b <= c`, flat
    Compare {
        /// The first operand.
        left: P,
        /// The operators, each with the operand after it.
        rest: Vec<(CompareOp, Expr)>,
    },
    /// `lambda x: body`
    Lambda(Box<Lambda>),
    /// `body if test else orelse`
    IfExp {
        /// The condition.
        test: P,
        /// Value where it holds.
        body: P,
        /// Value where it does not.
        orelse: P,
    },
    /// `(a, b)`, `a, b`, `()`
    Tuple(Vec<Expr>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `{a: b, **c}`
    Dict(Vec<DictItem>),
    /// `[element for ...]`
    ListComp {
        /// What is collected.
        element: P,
        /// The `for` clauses.
        generators: Vec<Comprehension>,
    },
    /// `{element for ...}`
    SetComp {
        /// What is collected.
        element: P,
        /// The `for` clauses.
        generators: Vec<Comprehension>,
    },
    /// `{key: value for ...}`
    DictComp {
        /// Key.
        key: P,
        /// Value.
        value: P,
        /// The `for` clauses.
        generators: Vec<Comprehension>,
    },
    /// `(element for ...)`
    Generator {
        /// What is yielded.
        element: P,
        /// The `for` clauses.
        generators: Vec<Comprehension>,
    },
    /// `await value`
    Await(P),
    /// `yield`, `yield value`
    Yield(Option<P>),
    /// `yield from value`
    YieldFrom(P),
    /// `function(arguments)`; positional and keyword arguments keep their order only by their spans
    Call {
        /// What is called.
        function: P,
        /// Positional ones, with `Starred` for `*a`.
        args: Vec<Expr>,
        /// `name=value` and `**value`.
        keywords: Vec<Keyword>,
    },
    /// `value.name`
    Attribute {
        /// The object.
        value: P,
        /// The attribute.
        attr: Ident,
    },
    /// `value[index]`
    Subscript {
        /// The object.
        value: P,
        /// The index, a `Slice`, or a `Tuple` of those.
        index: P,
    },
    /// `lower:upper:step` within a subscript
    Slice {
        /// Before the first colon.
        lower: Option<P>,
        /// After it.
        upper: Option<P>,
        /// After the second.
        step: Option<P>,
    },
    /// `*value`
    Starred(P),
    /// `name := value`
    Named {
        /// The name that is bound.
        target: Ident,
        /// Its value.
        value: P,
    },
    /// What could not be parsed; a diagnostic says why.
    Error,
}

impl ExprKind {
    /// Calls `f` with each child that hangs on a [`P`]; children in lists are not visited.
    pub(super) fn for_each_child_mut(&mut self, f: &mut dyn FnMut(&mut P)) {
        match self {
            Self::Binary { left, right, .. } => {
                f(left);
                f(right);
            }
            Self::Unary { operand: value, .. }
            | Self::Await(value)
            | Self::YieldFrom(value)
            | Self::Yield(Some(value))
            | Self::Call { function: value, .. }
            | Self::Attribute { value, .. }
            | Self::Starred(value)
            | Self::Named { value, .. }
            | Self::Compare { left: value, .. }
            | Self::ListComp { element: value, .. }
            | Self::SetComp { element: value, .. }
            | Self::Generator { element: value, .. } => f(value),
            Self::Lambda(lambda) => f(&mut lambda.body),
            Self::IfExp { test, body, orelse } => {
                f(test);
                f(body);
                f(orelse);
            }
            Self::DictComp { key, value, .. } | Self::Subscript { value: key, index: value } => {
                f(key);
                f(value);
            }
            Self::Slice { lower, upper, step } => {
                for child in [lower, upper, step].into_iter().flatten() {
                    f(child);
                }
            }
            _ => {}
        }
    }

    fn child_height(&self) -> u32 {
        let tallest = |exprs: &[Expr]| exprs.iter().map(Expr::height).max().unwrap_or(0);
        let clauses = |clauses: &[Comprehension]| {
            let of = |clause: &Comprehension| {
                tallest(&clause.ifs).max(clause.iter.height).max(clause.target.height)
            };
            clauses.iter().map(of).max().unwrap_or(0)
        };
        match self {
            Self::Constant(_) | Self::Name(_) | Self::Error | Self::Yield(None) => 0,
            Self::FString(parts) => parts.iter().map(FStringPart::height).max().unwrap_or(0),
            Self::BoolOp { values, .. } => tallest(values),
            Self::Tuple(items) | Self::List(items) | Self::Set(items) => tallest(items),
            Self::Binary { left, right, .. } => left.height.max(right.height),
            Self::Unary { operand: value, .. }
            | Self::Await(value)
            | Self::YieldFrom(value)
            | Self::Yield(Some(value))
            | Self::Attribute { value, .. }
            | Self::Starred(value)
            | Self::Named { value, .. } => value.height,
            Self::Compare { left, rest } => {
                rest.iter().map(|(_, expr)| expr.height).max().unwrap_or(0).max(left.height)
            }
            Self::Lambda(lambda) => lambda.parameters.height().max(lambda.body.height),
            Self::IfExp { test, body, orelse } => test.height.max(body.height).max(orelse.height),
            Self::Dict(items) => items.iter().map(DictItem::height).max().unwrap_or(0),
            Self::ListComp { element, generators }
            | Self::SetComp { element, generators }
            | Self::Generator { element, generators } => clauses(generators).max(element.height),
            Self::DictComp { key, value, generators } => {
                clauses(generators).max(key.height).max(value.height)
            }
            Self::Call { function, args, keywords } => {
                let named = keywords.iter().map(|keyword| keyword.value.height).max().unwrap_or(0);
                function.height.max(tallest(args)).max(named)
            }
            Self::Subscript { value, index } => value.height.max(index.height),
            Self::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().flatten().map(|e| e.height).max().unwrap_or(0)
            }
        }
    }
}

/// A part of an f-string.
#[derive(Clone, PartialEq, Debug)]
pub enum FStringPart {
    /// Text as it stands, decoded.
    Literal {
        /// The text.
        text: Text,
        /// Where it stands.
        span: Span,
        /// From a literal with the prefix `u` (only a dump of the tree shows it).
        u_prefix: bool,
    },
    /// `{value!r:spec}`
    Replacement(Box<Replacement>),
}

impl FStringPart {
    fn height(&self) -> u32 {
        match self {
            Self::Literal { .. } => 0,
            Self::Replacement(field) => {
                let parts = field.spec.iter().flat_map(|spec| &spec.parts);
                parts.map(Self::height).max().unwrap_or(0).max(field.value.height) + 1
            }
        }
    }
}

/// A replacement field of an f-string. The text that `{value=}` shows is a literal part before it.
#[derive(Clone, PartialEq, Debug)]
pub struct Replacement {
    /// From `{` to `}`.
    pub span: Span,
    /// The expression.
    pub value: Expr,
    /// `!r` and the like; `{value=}` without spec or conversion has `Repr`.
    pub conversion: Option<Conversion>,
    /// What stands after the colon, if there is one.
    pub spec: Option<FormatSpec>,
}

/// A format specification, which may hold replacement fields itself.
#[derive(Clone, PartialEq, Debug)]
pub struct FormatSpec {
    /// Where it stands.
    pub span: Span,
    /// Its parts.
    pub parts: Vec<FStringPart>,
}

/// The conversion before formatting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// An entry of a dict display.
#[derive(Clone, PartialEq, Debug)]
pub struct DictItem {
    /// The key; none for `**value`.
    pub key: Option<Expr>,
    /// The value.
    pub value: Expr,
}

impl DictItem {
    fn height(&self) -> u32 {
        self.key.as_ref().map_or(0, |key| key.height).max(self.value.height)
    }
}

/// `lambda parameters: body`
#[derive(Clone, PartialEq, Debug)]
pub struct Lambda {
    /// Its parameters, without annotations.
    pub parameters: Parameters,
    /// The value.
    pub body: P,
}

/// One `for target in iter if ...` of a comprehension.
#[derive(Clone, PartialEq, Debug)]
pub struct Comprehension {
    /// The whole clause.
    pub span: Span,
    /// `async for`
    pub is_async: bool,
    /// What is bound.
    pub target: Expr,
    /// What is walked.
    pub iter: Expr,
    /// Its conditions.
    pub ifs: Vec<Expr>,
}

/// A keyword argument.
#[derive(Clone, PartialEq, Debug)]
pub struct Keyword {
    /// The whole argument.
    pub span: Span,
    /// The name; none for `**value`.
    pub name: Option<Ident>,
    /// The value.
    pub value: Expr,
}

/// `and`, `or`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BoolOp {
    And,
    Or,
}

/// An operator with two operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// An operator with one operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
