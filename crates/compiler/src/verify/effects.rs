//! What an instruction does to registers, from the table and the few operations that it cannot describe.

use ouro_bytecode::{Instr, Op, Operand};

/// Registers by what happens to them, in this order.
#[derive(Debug, Default)]
pub(super) struct Effect {
    /// Read, and they keep their value.
    pub(super) keeps: Vec<u16>,
    /// Read, and empty afterwards if they are temporaries.
    pub(super) takes: Vec<u16>,
    /// Empty afterwards.
    pub(super) clears: Vec<u16>,
    /// Written.
    pub(super) writes: Vec<u16>,
    /// Whether the next instruction may follow.
    pub(super) falls_through: bool,
}

/// The effect of an instruction.
pub(super) fn effects(instr: Instr, n_locals: u16) -> Effect {
    let mut effect = general(instr);
    let Instr { op, x, a, b, c } = instr;
    let row = |first: u16, count: u16| first..first.saturating_add(count);
    match op {
        Op::Jump
        | Op::Loop
        | Op::Return
        | Op::ReturnNone
        | Op::Raise
        | Op::RaiseFrom
        | Op::RaiseAgain
        | Op::Reraise => effect.falls_through = false,
        Op::RaiseAssert => {
            effect.falls_through = false;
            if x == 0 {
                effect.takes.clear();
            }
        }
        Op::Clear | Op::DeleteLocal => {
            effect.writes.clear();
            effect.clears.push(a);
        }
        Op::Format if x & 8 == 0 => effect.takes = vec![b],
        Op::Unpack => effect.writes = row(a, c).collect(),
        Op::UnpackStar => effect.writes = row(a, c % 256 + 1 + c / 256).collect(),
        Op::BuildDict => effect.takes = row(b, c.saturating_mul(2)).collect(),
        Op::BuildList | Op::BuildTuple | Op::BuildSet | Op::BuildSlice | Op::BuildString => {
            effect.takes = row(b, c).collect();
        }
        Op::LoadMethod => effect.writes.push(a + 1),
        Op::Call => effect.takes = row(a, b + 1 + u16::from(x)).collect(),
        Op::CallStar => {
            effect.takes = vec![a, a + 1];
            effect.clears.push(a + 2);
        }
        Op::Super => {
            effect.takes.push(a);
        }
        Op::MakeFunction => effect.takes = row(c, (x & 7).count_ones() as u16).collect(),
        Op::BuildClass if x == 1 => {
            effect.takes = vec![a, a + 1, a + 2];
            effect.clears.push(a + 3);
        }
        Op::BuildClass => effect.takes = row(a, b + 2).collect(),
        Op::Await | Op::YieldFrom => effect.clears.push(b),
        Op::Enter | Op::AsyncEnter => {
            effect.keeps.clear();
            effect.writes.push(c);
        }
        Op::ExitWith if x == 0 => effect.keeps.clear(),
        _ => {}
    }
    // Locals may be written again and again.
    effect.writes.retain(|register| *register >= n_locals);
    effect
}

fn general(instr: Instr) -> Effect {
    let mut effect = Effect { falls_through: true, ..Effect::default() };
    let values = [instr.a, instr.b, instr.c];
    for (kind, value) in instr.op.info().operands.into_iter().zip(values) {
        match kind {
            Operand::Dst => effect.writes.push(value),
            Operand::Src => effect.takes.push(value),
            Operand::Keep => effect.keeps.push(value),
            _ => {}
        }
    }
    effect
}
