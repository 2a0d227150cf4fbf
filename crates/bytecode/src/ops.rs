//! The one table of operations. A row gives an operation's name, the meaning of its three operands
//! and what it does; from it come the [`Op`] enum, the disassembly and `docs/bytecode.md`.
//!
//! Owns names and operand kinds. Deliberately does not know how an operation is carried out: that is
//! the VM's, one documented function each.

/// What an operand of an instruction means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Unused; written as zero.
    None,
    /// A register that is written; what it held is released after the operation.
    Dst,
    /// A register that is read. Read from a temporary (index at or above `Code::n_locals`), the
    /// value is given up: a temporary is read once by a `Src`.
    Src,
    /// A register that is read and keeps its value, temporary or not.
    Keep,
    /// The first of a run of temporaries that the operation takes and leaves empty.
    Run,
    /// The length of a run, or another small number.
    Count,
    /// An index into `Code::consts`.
    Const,
    /// An index into `Code::consts`, plus one; zero for none.
    MaybeConst,
    /// An index into `Code::names`.
    Name,
    /// An index into `Code::sites`: a name with its own inline cache.
    Site,
    /// An index into `Code::free_names`.
    Free,
    /// A signed 16-bit integer.
    Imm,
    /// A signed 16-bit distance from this instruction to the target.
    Jump,
    /// A signed 32-bit distance, in `b` (low half) and `c` (high half).
    WideJump,
    /// A signed 32-bit integer, in `b` (low half) and `c` (high half).
    WideImm,
    /// The second half of a wide operand.
    High,
}

/// A row of the table: what is known of an operation without running it.
#[derive(Clone, Copy, Debug)]
pub struct OpInfo {
    /// The name, as the disassembly prints it.
    pub name: &'static str,
    /// The meaning of `a`, `b` and `c`.
    pub operands: [Operand; 3],
    /// What it does, in the notation of `docs/bytecode.md`.
    pub effect: &'static str,
}

macro_rules! operations {
    ($($name:ident $a:ident $b:ident $c:ident $effect:literal;)*) => {
        /// An operation of the register machine; [`Op::info`] tells what each does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op { $(#[doc = $effect] $name,)* }

        /// The table itself, in the order of the enum.
        pub const TABLE: &[OpInfo] = &[$(OpInfo {
            name: stringify!($name),
            operands: [Operand::$a, Operand::$b, Operand::$c],
            effect: $effect,
        },)*];
    };
}

operations! {
    // Moving values. Reading an unbound local raises UnboundLocalError in every operation.
    Nop            None None None   "nothing";
    Move           Dst  Src  None   "R[a] := R[b]";
    Copy           Dst  Keep None   "R[a] := R[b], which keeps its value";
    LoadConst      Dst  Const None  "R[a] := K[b]";
    LoadConstWide  Dst  WideImm High "R[a] := K[bc], for indices above 65,535";
    LoadInt        Dst  WideImm High "R[a] := the integer bc";
    LoadNone       Dst  None None   "R[a] := None";
    LoadTrue       Dst  None None   "R[a] := True";
    LoadFalse      Dst  None None   "R[a] := False";
    Clear          Dst  None None   "R[a] := unbound, without complaint";
    DeleteLocal    Dst  None None   "R[a] := unbound; UnboundLocalError if it was";

    // Names outside the frame.
    LoadGlobal     Dst  Site None   "R[a] := global or builtin S[b], else NameError";
    StoreGlobal    Src  Site None   "global S[b] := R[a]";
    DeleteGlobal   None Site None   "unbind global S[b], else NameError";
    LoadName       Dst  Site None   "R[a] := S[b] of the class body's namespace, else global or builtin";
    StoreName      Src  Site None   "S[b] of the class body's namespace := R[a]";
    DeleteName     None Site None   "unbind S[b] of the class body's namespace, else NameError";
    LoadNameOrCell Dst  Site Free   "R[a] := S[b] of the class body's namespace, else free variable c";
    MakeCell       Dst  None None   "R[a] := a cell that holds what R[a] held (perhaps nothing)";
    LoadCell       Dst  Keep None   "R[a] := what cell R[b] holds, else UnboundLocalError";
    StoreCell      Keep Src  None   "cell R[a] := R[b]";
    DeleteCell     Keep None None   "empty cell R[a], else UnboundLocalError";
    LoadFree       Dst  Free None   "R[a] := what free variable b holds, else NameError";
    StoreFree      Src  Free None   "free variable b := R[a]";
    DeleteFree     None Free None   "empty free variable b, else NameError";

    // Arithmetic. x = 1 marks the in-place form (`+=`), which tries __iadd__ first.
    Add            Dst  Src  Src    "R[a] := R[b] + R[c]";
    Sub            Dst  Src  Src    "R[a] := R[b] - R[c]";
    Mul            Dst  Src  Src    "R[a] := R[b] * R[c]";
    Div            Dst  Src  Src    "R[a] := R[b] / R[c]";
    FloorDiv       Dst  Src  Src    "R[a] := R[b] // R[c]";
    Mod            Dst  Src  Src    "R[a] := R[b] % R[c]";
    Pow            Dst  Src  Src    "R[a] := R[b] ** R[c]";
    MatMul         Dst  Src  Src    "R[a] := R[b] @ R[c]";
    BitAnd         Dst  Src  Src    "R[a] := R[b] & R[c]";
    BitOr          Dst  Src  Src    "R[a] := R[b] | R[c]";
    BitXor         Dst  Src  Src    "R[a] := R[b] ^ R[c]";
    Shl            Dst  Src  Src    "R[a] := R[b] << R[c]";
    Shr            Dst  Src  Src    "R[a] := R[b] >> R[c]";
    AddImm         Dst  Src  Imm    "R[a] := R[b] + c";
    SubImm         Dst  Src  Imm    "R[a] := R[b] - c";
    MulImm         Dst  Src  Imm    "R[a] := R[b] * c";
    FloorDivImm    Dst  Src  Imm    "R[a] := R[b] // c";
    ModImm         Dst  Src  Imm    "R[a] := R[b] % c";
    Neg            Dst  Src  None   "R[a] := -R[b]";
    Pos            Dst  Src  None   "R[a] := +R[b]";
    Invert         Dst  Src  None   "R[a] := ~R[b]";
    Not            Dst  Src  None   "R[a] := not R[b]";

    // Comparison. x = 1 negates `Is` and `In`.
    Lt             Dst  Src  Src    "R[a] := R[b] < R[c]";
    Le             Dst  Src  Src    "R[a] := R[b] <= R[c]";
    Eq             Dst  Src  Src    "R[a] := R[b] == R[c]";
    Ne             Dst  Src  Src    "R[a] := R[b] != R[c]";
    Gt             Dst  Src  Src    "R[a] := R[b] > R[c]";
    Ge             Dst  Src  Src    "R[a] := R[b] >= R[c]";
    Is             Dst  Src  Src    "R[a] := R[b] is R[c], or is not";
    In             Dst  Src  Src    "R[a] := R[b] in R[c], or not in";

    // Control. A conditional jump is taken when the condition is x (0 or 1); one that goes back
    // (negative distance) is a back edge and makes its checks, as Loop does.
    Jump           None WideJump High "go to bc";
    Loop           None WideJump High "go back to bc, after the checks of a back edge";
    JumpIf         Src  Jump None   "if bool(R[a]) is x: go to b";
    JumpIfKeep     Keep Jump None   "if bool(R[a]) is x: go to b; R[a] keeps its value";
    JumpIfNone     Src  Jump None   "if (R[a] is None) is x: go to b";
    JumpLt         Src  Src  Jump   "if (R[a] < R[b]) is x: go to c";
    JumpLe         Src  Src  Jump   "if (R[a] <= R[b]) is x: go to c";
    JumpEq         Src  Src  Jump   "if (R[a] == R[b]) is x: go to c";
    JumpNe         Src  Src  Jump   "if (R[a] != R[b]) is x: go to c";
    JumpGt         Src  Src  Jump   "if (R[a] > R[b]) is x: go to c";
    JumpGe         Src  Src  Jump   "if (R[a] >= R[b]) is x: go to c";
    JumpLtImm      Src  Imm  Jump   "if (R[a] < b) is x: go to c";
    JumpLeImm      Src  Imm  Jump   "if (R[a] <= b) is x: go to c";
    JumpEqImm      Src  Imm  Jump   "if (R[a] == b) is x: go to c";
    JumpNeImm      Src  Imm  Jump   "if (R[a] != b) is x: go to c";
    JumpGtImm      Src  Imm  Jump   "if (R[a] > b) is x: go to c";
    JumpGeImm      Src  Imm  Jump   "if (R[a] >= b) is x: go to c";

    // Iteration.
    GetIter        Dst  Src  None   "R[a] := iter(R[b])";
    ForIter        Dst  Keep Jump   "R[a] := next of iterator R[b]; when it is exhausted, go to c";
    Unpack         Dst  Src  Count  "R[a..a+c] := the c elements of R[b], else ValueError";
    UnpackStar     Dst  Src  Count  "as Unpack, with c % 256 before, a list, and c / 256 after";

    // Containers, and what fills them.
    BuildList      Dst  Run  Count  "R[a] := [R[b..b+c]]";
    BuildTuple     Dst  Run  Count  "R[a] := (R[b..b+c])";
    BuildSet       Dst  Run  Count  "R[a] := {R[b..b+c]}";
    BuildDict      Dst  Run  Count  "R[a] := a dict of the c pairs in R[b..b+2c]";
    BuildSlice     Dst  Run  Count  "R[a] := slice(R[b..b+c]), c being 2 or 3";
    BuildString    Dst  Run  Count  "R[a] := the strings R[b..b+c] joined";
    Format         Dst  Src  Src    "R[a] := format(R[b], R[c]) if x has bit 8, else format(R[b]); x & 7: 1 str, 2 repr, 3 ascii first";
    ListAppend     Keep Src  None   "append R[b] to list R[a]";
    ListExtend     Keep Src  None   "extend list R[a] by iterable R[b]";
    ListToTuple    Dst  Src  None   "R[a] := tuple of list R[b], which no one else holds";
    SetAdd         Keep Src  None   "add R[b] to set R[a]";
    SetUpdate      Keep Src  None   "add all of iterable R[b] to set R[a]";
    DictSet        Keep Src  Src    "R[a][R[b]] := R[c], in a dict display or comprehension";
    DictUpdate     Keep Src  None   "add mapping R[b] to dict R[a]";
    DictMerge      Keep Src  Keep   "add keyword mapping R[b] to dict R[a] for a call of R[c]; TypeError for a name given twice";

    // Elements and attributes.
    GetItem        Dst  Src  Src    "R[a] := R[b][R[c]]";
    SetItem        Src  Src  Src    "R[a][R[b]] := R[c]";
    DelItem        Src  Src  None   "del R[a][R[b]]";
    GetAttr        Dst  Src  Site   "R[a] := R[b].S[c]";
    SetAttr        Src  Src  Site   "R[a].S[c] := R[b]";
    DelAttr        Src  None Site   "del R[a].S[c]";
    LoadMethod     Dst  Src  Site   "R[a], R[a+1] := the function S[c] of R[b] and R[b]; or R[b].S[c] and unbound";

    // Calls. The callee is R[a], its arguments follow, the result replaces the callee.
    // x = 1: the method form of LoadMethod, in which R[a+1] is self or unbound and arguments start at a+2.
    Call           Dst  Count MaybeConst "R[a] := R[a](b arguments after it, the last ones named by the tuple K[c-1])";
    CallStar       Dst  None None   "R[a] := R[a](*R[a+1], **R[a+2]); R[a+1] any iterable, R[a+2] a dict or unbound";
    Super          Dst  Keep Free   "R[a] := super(free variable c, R[b]) if R[a] is the builtin, else R[a]()";
    MakeFunction   Dst  Const Run   "R[a] := function of code K[b]; x: 1 defaults tuple, 2 keyword-only defaults dict, 4 annotations dict, in that order from R[c]";
    BuildClass     Dst  Count MaybeConst "R[a] := class of body function R[a], name R[a+1], then b bases, the last ones named by K[c-1]; x = 1: R[a+2] is a list of the bases, R[a+3] a dict of keywords or unbound";
    Return         Src  None None   "return R[a]";
    ReturnNone     None None None   "return None";

    // Suspension: only these, and only the VM's `suspend` module.
    Yield          Dst  Src  None   "give R[b] to the driver; R[a] := what it sends";
    Await          Dst  Keep None   "R[a] := await R[b]; R[b] is cleared when it is done; x: what gave R[b]: 1 __aenter__, 2 __aexit__, 3 __anext__";
    YieldFrom      Dst  Keep None   "R[a] := yield from R[b]; R[b] is cleared when it is done";
    GetAsyncIter   Dst  Src  None   "R[a] := R[b].__aiter__()";
    AsyncNext      Dst  Keep None   "R[a] := R[b].__anext__(), to be awaited";
    EndAsyncFor    Keep None None   "if R[a] is a StopAsyncIteration: go on, else re-raise it";

    // Context managers.
    Enter          Dst  Src  Keep   "R[c] := bound __exit__ of R[b]; R[a] := R[b].__enter__()";
    AsyncEnter     Dst  Src  Keep   "R[c] := bound __aexit__ of R[b]; R[a] := R[b].__aenter__(), to be awaited";
    ExitWith       Dst  Src  Keep   "R[a] := R[b](type, exception, traceback) of exception R[c], or of None thrice if x is 0";

    // Exceptions. A handler of the exception table puts the exception in its register first.
    PushHandled    Dst  Keep None   "R[a] := the exception being handled; R[b] is the one being handled now";
    PopHandled     Src  None None   "R[a] is the exception being handled again";
    JumpIfNotMatch Keep Src  Jump   "if exception R[a] is not an instance of R[b] (a class or a tuple of them): go to c";
    SplitGroup     Dst  Keep Src    "R[a] := the part that R[c] (a class or a tuple of them) matches of what is left, the second of list R[b], which keeps the rest; else None";
    JoinGroup      Dst  Src  None   "R[a] := what except* handlers leave, from list R[b]: the exception, what is left of it, what they raised; else None";
    Raise          Src  None None   "raise R[a]";
    RaiseFrom      Src  Src  None   "raise R[a] from R[b]";
    RaiseAgain     None None None   "raise the exception being handled, else RuntimeError";
    Reraise        Keep None None   "go on raising exception R[a], its traceback as it is";
    RaiseAssert    Src  None None   "raise AssertionError(R[a]) if x is 1, AssertionError() if 0";

    // Modules.
    Import         Dst  Name MaybeConst "R[a] := module N[b] (top package when c is 0), with from-list K[c-1]; x levels up";
    ImportFrom     Dst  Keep Name   "R[a] := N[c] of module R[b], else ImportError";
    ImportStar     Src  None None   "all public names of module R[a] into the globals";

    SetupAnnotations None None None "unless it is bound, __annotations__ of the globals or the class body := {}";
    PrintResult    Src  None None   "the prompt's display hook for R[a]";
}

impl Op {
    /// The operation's row of the table.
    #[must_use]
    pub fn info(self) -> &'static OpInfo {
        &TABLE[self as usize]
    }
}

/// One instruction: eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
// The machine reads it as a word, in this order.
pub struct Instr {
    /// What to do.
    pub op: Op,
    /// A variant of it; see the operation.
    pub x: u8,
    /// First operand.
    pub a: u16,
    /// Second operand.
    pub b: u16,
    /// Third operand.
    pub c: u16,
}

impl Instr {
    /// An instruction of plain operands, with `x` = 0.
    #[must_use]
    pub const fn new(op: Op, a: u16, b: u16, c: u16) -> Self {
        Self { op, x: 0, a, b, c }
    }

    /// The same with variant `x`.
    #[must_use]
    pub const fn with_x(mut self, x: u8) -> Self {
        self.x = x;
        self
    }

    /// The wide operand of `b` and `c`.
    #[must_use]
    #[inline(always)]
    pub const fn wide(self) -> i32 {
        (self.b as u32 | (self.c as u32) << 16) as i32
    }

    /// An instruction with a wide operand in `b` and `c`.
    #[must_use]
    pub const fn with_wide(op: Op, a: u16, wide: i32) -> Self {
        Self { op, x: 0, a, b: wide as u32 as u16, c: (wide as u32 >> 16) as u16 }
    }

    /// The distance of its jump operand, if it has one.
    #[must_use]
    pub fn jump(self) -> Option<i32> {
        let [_, b, c] = self.op.info().operands;
        match (b, c) {
            (Operand::WideJump, _) => Some(self.wide()),
            (Operand::Jump, _) => Some(i32::from(self.b as i16)),
            (_, Operand::Jump) => Some(i32::from(self.c as i16)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_is_eight_bytes() {
        assert_eq!(size_of::<Instr>(), 8);
    }

    #[test]
    fn wide_operands_keep_their_sign() {
        for wide in [0, 1, -1, 70_000, -70_000, i32::MAX, i32::MIN] {
            assert_eq!(Instr::with_wide(Op::Jump, 0, wide).wide(), wide);
        }
    }
}
