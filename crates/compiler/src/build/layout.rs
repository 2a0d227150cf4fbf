//! From sections to one list of instructions: sections one after the other, jumps that lead to jumps go on
//! to their ends, and conditional jumps that reach further than 16 bits get a wide one beside them.

use std::sync::Arc;

use ouro_bytecode::{Const, Handler, Instr, Op, Operand, Place};

use super::{Builder, Label};

/// What a builder has made.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) instrs: Vec<Instr>,
    pub(crate) place_of: Vec<u32>,
    pub(crate) places: Vec<Place>,
    pub(crate) handlers: Vec<Handler>,
    pub(crate) consts: Vec<Const>,
    pub(crate) sites: Vec<Arc<str>>,
    pub(crate) names: Vec<Arc<str>>,
    pub(crate) n_regs: u16,
}

/// How many jumps in a row are followed; a circle of them ends there.
const THREAD_MAX: usize = 8;

/// The code in one list, with a target index for each jump.
struct Linear {
    instrs: Vec<Instr>,
    place_of: Vec<u32>,
    targets: Vec<Option<u32>>,
    handlers: Vec<Handler>,
}

impl Builder {
    /// Lays the code out.
    pub(crate) fn finish(mut self) -> Finished {
        let mut code = self.linear();
        thread(&mut code);
        widen(&mut code);
        write_distances(&mut code);
        Finished {
            instrs: code.instrs,
            place_of: code.place_of,
            handlers: code.handlers,
            places: std::mem::take(&mut self.places),
            n_regs: u16::try_from(self.max).unwrap_or(u16::MAX),
            consts: self.pools.consts,
            sites: self.pools.sites,
            names: self.pools.names,
        }
    }

    fn linear(&mut self) -> Linear {
        let mut starts = Vec::new();
        let mut length = 0;
        for section in &self.sections {
            starts.push(length);
            length += u32::try_from(section.instrs.len()).unwrap_or(u32::MAX);
        }
        let place = |label: Label| -> u32 {
            let at = self.labels[label.0 as usize].at;
            at.map_or(0, |at| starts[at.section as usize] + at.offset)
        };
        let mut code = Linear {
            instrs: Vec::with_capacity(length as usize),
            place_of: Vec::with_capacity(length as usize),
            targets: vec![None; length as usize],
            handlers: Vec::new(),
        };
        for row in self.covered() {
            let start = starts[row.section as usize];
            code.handlers.push(Handler {
                start: start + row.start,
                end: start + row.end,
                target: place(row.handler),
                exception: row.exception,
                live: row.exception.saturating_add(1),
            });
        }
        for (section, start) in self.sections.iter().zip(&starts) {
            for (offset, label) in &section.jumps {
                if let Some(target) = code.targets.get_mut((start + offset) as usize) {
                    *target = Some(place(*label));
                }
            }
            code.instrs.extend(&section.instrs);
            code.place_of.extend(&section.places);
        }
        code
    }
}

/// Lets jumps to jumps go where those lead.
fn thread(code: &mut Linear) {
    for pc in 0..code.instrs.len() {
        let Some(mut target) = code.targets[pc] else { continue };
        if matches!(code.instrs[pc].op, Op::ForIter | Op::JumpIfNotMatch) {
            // These are not back edges whichever way they go.
            continue;
        }
        let mut checked = code.instrs[pc].op == Op::Loop;
        for _ in 0..THREAD_MAX {
            let through = match code.instrs.get(target as usize).map(|instr| instr.op) {
                Some(Op::Jump) => checked,
                Some(Op::Loop) => true,
                _ => break,
            };
            let Some(next) = code.targets[target as usize] else { break };
            // Only a jump backwards is a checked one, so a check must not be lost on a way forwards.
            if through && next as usize > pc {
                break;
            }
            checked = through;
            target = next;
        }
        code.targets[pc] = Some(target);
        let instr = &mut code.instrs[pc];
        if instr.op == Op::Jump && checked {
            instr.op = Op::Loop;
        }
    }
}

fn is_short(instr: Instr) -> bool {
    let [_, b, c] = instr.op.info().operands;
    b == Operand::Jump || c == Operand::Jump
}

/// Puts `jump +2; Jump +2; Jump far` in the place of each short jump whose distance does not fit.
fn widen(code: &mut Linear) {
    if code.instrs.len() < 30_000 {
        return;
    }
    let mut far: Vec<bool> = vec![false; code.instrs.len()];
    loop {
        let at = positions(&far);
        let mut changed = false;
        for (pc, instr) in code.instrs.iter().enumerate() {
            let Some(target) = code.targets[pc] else { continue };
            if far[pc] || !is_short(*instr) {
                continue;
            }
            let distance = i64::from(at[target as usize]) - i64::from(at[pc]);
            // Three more instructions may come to stand between.
            if distance.abs() > 32_000 {
                far[pc] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    if far.contains(&true) {
        expand(code, &far);
    }
}

/// The position of each old instruction, and of the end, where those marked become three.
fn positions(far: &[bool]) -> Vec<u32> {
    let mut at = Vec::with_capacity(far.len() + 1);
    let mut next = 0;
    for far in far {
        at.push(next);
        next += if *far { 3 } else { 1 };
    }
    at.push(next);
    at
}

fn expand(code: &mut Linear, far: &[bool]) {
    let at = positions(far);
    let place = |old: u32| at.get(old as usize).copied().unwrap_or(0);
    let mut wide = Linear {
        instrs: Vec::new(),
        place_of: Vec::new(),
        targets: Vec::new(),
        handlers: std::mem::take(&mut code.handlers),
    };
    for (pc, instr) in code.instrs.iter().enumerate() {
        let target = code.targets[pc].map(place);
        wide.instrs.push(*instr);
        if far[pc] {
            let here = place(u32::try_from(pc).unwrap_or(u32::MAX));
            wide.targets.extend([Some(here + 2), Some(here + 3), target]);
            // A conditional jump back is a checked edge, so its wide form is one too.
            let back = target.is_some_and(|target| target <= here);
            let far_op = if back { Op::Loop } else { Op::Jump };
            wide.instrs.extend([Instr::new(Op::Jump, 0, 0, 0), Instr::new(far_op, 0, 0, 0)]);
            wide.place_of.extend([code.place_of[pc]; 3]);
        } else {
            wide.targets.push(target);
            wide.place_of.push(code.place_of[pc]);
        }
    }
    for handler in &mut wide.handlers {
        handler.start = place(handler.start);
        handler.end = place(handler.end);
        handler.target = place(handler.target);
    }
    *code = wide;
}

fn write_distances(code: &mut Linear) {
    for (pc, instr) in code.instrs.iter_mut().enumerate() {
        let Some(target) = code.targets[pc] else { continue };
        let distance = i64::from(target) - pc as i64;
        let [_, b, c] = instr.op.info().operands;
        let short = distance as i16 as u16;
        if b == Operand::WideJump {
            *instr = Instr::with_wide(instr.op, instr.a, distance as i32).with_x(instr.x);
        } else if b == Operand::Jump {
            instr.b = short;
        } else if c == Operand::Jump {
            instr.c = short;
        }
    }
}
