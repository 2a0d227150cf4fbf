//! Code objects: what the compiler makes and an engine links. Plain data, tied to no engine, so it can
//! be cached and shared between engines and threads.

use std::sync::Arc;

use num_bigint::BigInt;
use ouro_diag::{SourceId, Span};

use crate::ops::Instr;

/// A constant of the program text.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `True` or `False`
    Bool(bool),
    /// An integer that fits 64 bits.
    Int(i64),
    /// Any other integer.
    BigInt(BigInt),
    /// A float.
    Float(f64),
    /// An imaginary number.
    Imaginary(f64),
    /// A string.
    Str(Arc<str>),
    /// A string with lone surrogates, as code points.
    Surrogates(Arc<[u32]>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A tuple of constants.
    Tuple(Arc<[Const]>),
    /// A frozen set of constants (of `x in {1, 2}`).
    FrozenSet(Arc<[Const]>),
    /// The code of a nested function, class body or generator expression.
    Code(Arc<Code>),
}

/// What a code object is the code of, and so what calling its function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A module's body.
    Module,
    /// A class's body: names live in a namespace.
    Class,
    /// A plain function.
    Function,
    /// A function with `yield`.
    Generator,
    /// An `async def`.
    Coroutine,
    /// An `async def` with `yield`.
    AsyncGenerator,
}

/// The parameters of a function, in the order of their registers from 0:
/// positional ones, keyword-only ones, `*args`, `**kwargs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    /// Positional parameters, positional-only ones included.
    pub positional: u16,
    /// How many of them are positional-only.
    pub positional_only: u16,
    /// Keyword-only parameters.
    pub keyword_only: u16,
    /// Whether there is a `*args`.
    pub var_positional: bool,
    /// Whether there is a `**kwargs`.
    pub var_keyword: bool,
}

impl Params {
    /// Registers that parameters take.
    #[must_use]
    pub fn count(&self) -> u16 {
        self.positional
            + self.keyword_only
            + u16::from(self.var_positional)
            + u16::from(self.var_keyword)
    }
}

/// Where a new function finds the cell of one of its free variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// The cell in this register of the frame that makes the function.
    Local(u16),
    /// This free variable of the function whose frame makes it.
    Free(u16),
}

/// A row of the exception table: while the program counter is in `start..end`, an exception goes to
/// `target`, after every temporary from register `live` on is released, in register `exception`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First instruction covered.
    pub start: u32,
    /// First instruction not covered any more.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// The register that gets the exception.
    pub exception: u16,
    /// The first register that is not alive in the handler; locals always are.
    pub live: u16,
}

/// Where an instruction stands in the source, with what the carets of a traceback need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The expression or statement.
    pub span: Span,
    /// The part that carets single out within it (an operator, a subscript, a call's arguments); the
    /// rest of the span is drawn with tildes.
    pub anchor: Option<Span>,
}

/// A compiled function, class body or module.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The name; `<module>`, `<lambda>`, `<genexpr>` for those without.
    pub name: Arc<str>,
    /// The name with those it is nested in.
    pub qualname: Arc<str>,
    /// The source it was compiled from.
    pub source: SourceId,
    /// Line of the first decorator, `def`, or body, from 1.
    pub first_line: u32,
    /// What it is the code of.
    pub kind: CodeKind,
    /// The parameters.
    pub params: Params,
    /// Names of the locals, by register; parameters first. As long as `n_locals`.
    pub local_names: Vec<Arc<str>>,
    /// Registers of locals, from 0. Those above are temporaries.
    pub n_locals: u16,
    /// All registers.
    pub n_regs: u16,
    /// Locals that are held in cells because inner functions use them.
    pub cell_locals: Vec<u16>,
    /// Names of the free variables.
    pub free_names: Vec<Arc<str>>,
    /// Where each free variable's cell is found when the function is made; as long as `free_names`.
    pub captures: Vec<Capture>,
    /// Constants.
    pub consts: Vec<Const>,
    /// Names that `Import` and its kin use.
    pub names: Vec<Arc<str>>,
    /// Names of attributes, globals and methods, one for each instruction that needs a cache.
    pub sites: Vec<Arc<str>>,
    /// The instructions.
    pub instrs: Vec<Instr>,
    /// For each instruction, its index in `places`.
    pub place_of: Vec<u32>,
    /// Where instructions stand.
    pub places: Vec<Place>,
    /// The exception table; the first row that covers an instruction is the innermost.
    pub handlers: Vec<Handler>,
    /// The docstring.
    pub doc: Option<Arc<str>>,
}

impl Code {
    /// Where instruction `pc` stands.
    #[must_use]
    pub fn place(&self, pc: usize) -> Option<Place> {
        self.places.get(*self.place_of.get(pc)? as usize).copied()
    }
}
