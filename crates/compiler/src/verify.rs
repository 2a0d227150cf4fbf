//! A check of code objects, for tests: walks all ways through the code and follows what the temporaries hold.
//!
//! It knows the table of operations and nothing of the lowering, so it finds what the lowering gets wrong: a
//! register read before it is written, a value left behind, a jump or index that leads nowhere.

mod effects;

use ouro_bytecode::{Code, Const, Op, Operand};

use effects::{Effect, effects};

/// What is known of a register at a point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// Nothing on any way.
    Empty,
    /// A value on every way.
    Full,
    /// A value on some ways.
    Perhaps,
}

impl Held {
    fn join(self, other: Self) -> Self {
        if self == other { self } else { Self::Perhaps }
    }
}

/// What is wrong with a code object and those within it, a line each.
#[must_use]
pub fn verify(code: &Code) -> Vec<String> {
    let mut faults = Vec::new();
    verify_into(code, &mut faults);
    faults
}

fn verify_into(code: &Code, faults: &mut Vec<String>) {
    let mut walk = Walk { code, faults: Vec::new(), states: vec![None; code.instrs.len()] };
    walk.shape();
    if walk.faults.is_empty() {
        walk.run();
    }
    faults.extend(walk.faults.into_iter().map(|fault| format!("{}: {fault}", code.qualname)));
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            verify_into(inner, faults);
        }
    }
}

struct Walk<'c> {
    code: &'c Code,
    faults: Vec<String>,
    /// What the temporaries hold before each instruction, once a way has led there.
    states: Vec<Option<Vec<Held>>>,
}

impl Walk<'_> {
    /// Indices, jumps and tables.
    fn shape(&mut self) {
        let code = self.code;
        let length = code.instrs.len();
        if code.place_of.len() != length {
            self.faults.push("as many places as instructions".into());
        }
        if code.local_names.len() != usize::from(code.n_locals) || code.n_locals > code.n_regs {
            self.faults.push("locals and registers do not fit".into());
        }
        if code.free_names.len() != code.captures.len() && code.qualname.as_ref() != "<module>" {
            self.faults.push("a free variable without a capture".into());
        }
        for pc in 0..length {
            self.operands(pc);
        }
        for (index, row) in code.handlers.iter().enumerate() {
            let inside = row.start < row.end && row.end as usize <= length;
            let lives = row.live > row.exception && row.exception >= code.n_locals;
            if !inside || row.target as usize >= length || !lives || row.live > code.n_regs {
                self.faults.push(format!("handler {index} is out of range"));
            }
        }
        match code.instrs.last().map(|instr| effects(*instr, code.n_locals).falls_through) {
            None => self.faults.push("no instruction at all".into()),
            Some(true) => self.faults.push("the last instruction leads on".into()),
            Some(false) => {}
        }
    }

    fn operands(&mut self, pc: usize) {
        let code = self.code;
        let instr = code.instrs[pc];
        let values = [instr.a, instr.b, instr.c];
        for (kind, value) in instr.op.info().operands.into_iter().zip(values) {
            let value = usize::from(value);
            // `[] = value` has a first register and no register.
            if instr.op == Op::Unpack && kind == Operand::Dst && instr.c == 0 {
                continue;
            }
            let limit = match kind {
                Operand::Dst | Operand::Src | Operand::Keep => usize::from(code.n_regs).max(1),
                Operand::Const => code.consts.len(),
                Operand::MaybeConst => code.consts.len() + 1,
                Operand::Name => code.names.len(),
                Operand::Site => code.sites.len(),
                Operand::Free => code.free_names.len(),
                _ => continue,
            };
            if value >= limit {
                self.faults.push(format!("{pc} {:?}: {kind:?} {value} is out of range", instr.op));
            }
        }
        if let Some(distance) = instr.jump() {
            let target = pc as i64 + i64::from(distance);
            if target < 0 || target >= code.instrs.len() as i64 {
                self.faults.push(format!("{pc} {:?} goes to {target}", instr.op));
            } else if instr.op == Op::Loop && distance > 0 {
                self.faults.push(format!("{pc} {:?} goes the wrong way", instr.op));
            }
        }
    }

    fn run(&mut self) {
        let temporaries = usize::from(self.code.n_regs - self.code.n_locals);
        let mut waiting = Vec::new();
        self.arrive(0, &vec![Held::Empty; temporaries], &mut waiting);
        while let Some(pc) = waiting.pop() {
            let Some(before) = self.states[pc].clone() else { continue };
            self.raise(pc, &before, &mut waiting);
            let effect = effects(self.code.instrs[pc], self.code.n_locals);
            let after = self.apply(pc, &before, &effect);
            if let Some(distance) = self.code.instrs[pc].jump() {
                let mut jumped = after.clone();
                if self.code.instrs[pc].op == Op::ForIter {
                    // An exhausted iterator gives nothing.
                    jumped = before.clone();
                }
                let target = pc as i64 + i64::from(distance);
                self.arrive(usize::try_from(target).unwrap_or(0), &jumped, &mut waiting);
            }
            if effect.falls_through {
                self.arrive(pc + 1, &after, &mut waiting);
            } else if matches!(self.code.instrs[pc].op, Op::Return | Op::ReturnNone) {
                self.nothing_left(pc, &after);
            }
            if self.faults.len() > 20 {
                return;
            }
        }
    }

    /// The way on from an exception at `pc`.
    fn raise(&mut self, pc: usize, before: &[Held], waiting: &mut Vec<usize>) {
        let covers = |at: u32, end: u32| at as usize <= pc && pc < end as usize;
        let row = self.code.handlers.iter().find(|row| covers(row.start, row.end));
        let Some(row) = row.copied() else { return };
        let mut state = before.to_vec();
        let live = usize::from(row.live - self.code.n_locals);
        state[live..].fill(Held::Empty);
        state[usize::from(row.exception - self.code.n_locals)] = Held::Full;
        self.arrive(row.target as usize, &state, waiting);
    }

    fn arrive(&mut self, pc: usize, state: &[Held], waiting: &mut Vec<usize>) {
        let Some(known) = self.states.get_mut(pc) else { return };
        let joined = match known {
            None => state.to_vec(),
            Some(known) => known.iter().zip(state).map(|(a, b)| a.join(*b)).collect(),
        };
        if known.as_ref() != Some(&joined) {
            *known = Some(joined);
            waiting.push(pc);
        }
    }

    fn apply(&mut self, pc: usize, before: &[Held], effect: &Effect) -> Vec<Held> {
        let mut state = before.to_vec();
        let first = usize::from(self.code.n_locals);
        let mut fault = |register: u16, text: &str| {
            let op = self.code.instrs[pc].op;
            self.faults.push(format!("{pc} {op:?}: r{register} {text}"));
        };
        let slot = |register: u16| usize::from(register).checked_sub(first);
        for register in &effect.keeps {
            if let Some(at) = slot(*register)
                && state.get(at) != Some(&Held::Full)
            {
                fault(*register, "is read but may hold nothing");
            }
        }
        for register in &effect.takes {
            let Some(at) = slot(*register) else { continue };
            if state.get(at) != Some(&Held::Full) {
                fault(*register, "is taken but may hold nothing");
            }
            if let Some(held) = state.get_mut(at) {
                *held = Held::Empty;
            }
        }
        for register in &effect.clears {
            if let Some(held) = slot(*register).and_then(|at| state.get_mut(at)) {
                *held = Held::Empty;
            }
        }
        for register in &effect.writes {
            let Some(at) = slot(*register) else { continue };
            match state.get_mut(at) {
                Some(held) => {
                    if *held != Held::Empty {
                        fault(*register, "is written while it holds a value");
                    }
                    *held = Held::Full;
                }
                None => fault(*register, "is out of range"),
            }
        }
        state
    }

    fn nothing_left(&mut self, pc: usize, state: &[Held]) {
        for (index, held) in state.iter().enumerate() {
            if *held != Held::Empty {
                let register = index + usize::from(self.code.n_locals);
                self.faults.push(format!("{pc} returns while r{register} holds a value"));
            }
        }
    }
}
