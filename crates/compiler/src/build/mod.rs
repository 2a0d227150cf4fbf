//! The builder of one code object: instructions in sections, labels, temporaries, and the tables.
//!
//! Emits what it is told and nothing where no way leads, so dead code vanishes by itself. It knows nothing of
//! the tree; sections that are rarely run (handlers) come after the others, and [`layout`] makes distances.

mod flow;
mod layout;
mod pools;
mod regions;

use std::sync::Arc;

use ouro_bytecode::{Instr, Op, Place};
use ouro_diag::Span;

pub(crate) use flow::Flow;
use pools::Pools;
pub(crate) use regions::RegionId;
use regions::Regions;

/// A register.
pub(crate) type Reg = u16;

/// A point of the code that jumps go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Label(u32);

/// A position: section and instruction within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Position {
    section: u32,
    offset: u32,
}

#[derive(Debug)]
struct LabelState {
    at: Option<Position>,
    /// What holds on all jumps so far.
    flow: Flow,
}

#[derive(Debug, Default)]
struct Section {
    instrs: Vec<Instr>,
    places: Vec<u32>,
    /// Instructions whose jump operand is a label's number until the layout is known.
    jumps: Vec<(u32, Label)>,
}

/// Where code went on before a section was opened.
#[derive(Debug)]
pub(crate) struct Outside {
    section: u32,
    flow: Flow,
}

/// Where an instruction stands, without an anchor.
pub(crate) fn at(span: Span) -> Place {
    Place { span, anchor: None }
}

/// More instructions than this in one code object are refused: nested `finally` blocks double their bodies.
const INSTRUCTIONS_MAX: usize = 1 << 21;

/// A code object in the making.
#[derive(Debug)]
pub(crate) struct Builder {
    sections: Vec<Section>,
    current: u32,
    labels: Vec<LabelState>,
    places: Vec<Place>,
    regions: Regions,
    pools: Pools,
    n_locals: u16,
    /// Locals that something unbinds again; never taken for bound where ways meet again.
    deletable: Vec<u16>,
    /// The first free temporary.
    top: u32,
    /// One above the highest register used.
    max: u32,
    emitted: usize,
    /// What holds at the current point.
    pub(crate) flow: Flow,
}

impl Builder {
    /// A builder for code with so many locals, of which something unbinds `deletable` again.
    pub(crate) fn new(locals: usize, deletable: Vec<u16>) -> Self {
        let above = u32::try_from(locals).unwrap_or(u32::MAX / 2);
        Self {
            sections: vec![Section::default()],
            current: 0,
            labels: Vec::new(),
            places: Vec::new(),
            regions: Regions::default(),
            pools: Pools::default(),
            n_locals: u16::try_from(locals).unwrap_or(u16::MAX),
            deletable,
            top: above,
            max: above,
            emitted: 0,
            flow: Flow::start(locals),
        }
    }

    /// The limit that was broken, if one was.
    pub(crate) fn broken_limit(&self) -> Option<&'static str> {
        if self.max > u32::from(u16::MAX) {
            return Some("more than 65,535 registers are needed");
        }
        if self.emitted >= INSTRUCTIONS_MAX {
            return Some("too many instructions");
        }
        self.pools.broken_limit()
    }

    /// A new temporary, above all others.
    pub(crate) fn temp(&mut self) -> Reg {
        let register = self.top;
        self.top += 1;
        self.max = self.max.max(self.top);
        u16::try_from(register).unwrap_or(u16::MAX)
    }

    /// The first free temporary's number; [`Builder::release`] goes back to it.
    pub(crate) fn mark(&self) -> u32 {
        self.top
    }

    /// Gives up all temporaries from `mark` on.
    pub(crate) fn release(&mut self, mark: u32) {
        self.top = mark;
    }

    /// Whether a register is a temporary.
    pub(crate) fn is_temp(&self, register: Reg) -> bool {
        register >= self.n_locals
    }

    /// Whether it is the topmost temporary in use.
    pub(crate) fn is_top(&self, register: Reg) -> bool {
        self.is_temp(register) && u32::from(register) + 1 == self.top
    }

    /// Adds an instruction, unless no way leads here.
    pub(crate) fn emit(&mut self, place: Place, instr: Instr) {
        if !self.flow.is_reachable() || self.emitted >= INSTRUCTIONS_MAX {
            return;
        }
        self.emitted += 1;
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        let index = u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX);
        let section = &mut self.sections[self.current as usize];
        section.instrs.push(instr);
        section.places.push(index);
    }

    /// An instruction of plain operands.
    pub(crate) fn op(&mut self, place: Place, op: Op, a: u16, b: u16, c: u16) {
        self.emit(place, Instr::new(op, a, b, c));
    }

    /// Adds a jump to a label; its distance is filled in later.
    pub(crate) fn jump(&mut self, place: Place, instr: Instr, label: Label) {
        if !self.flow.is_reachable() {
            return;
        }
        let offset = self.position().offset;
        self.emit(place, instr);
        let state = &mut self.labels[label.0 as usize];
        state.flow.join(&self.flow);
        self.sections[self.current as usize].jumps.push((offset, label));
    }

    /// Goes to a label; nothing leads past it.
    pub(crate) fn go(&mut self, place: Place, label: Label) {
        self.jump(place, Instr::new(Op::Jump, 0, 0, 0), label);
        self.stop();
    }

    /// Goes back to a label, with the checks of a back edge.
    pub(crate) fn go_back(&mut self, place: Place, label: Label) {
        self.jump(place, Instr::new(Op::Loop, 0, 0, 0), label);
        self.stop();
    }

    /// Nothing leads past the last instruction.
    pub(crate) fn stop(&mut self) {
        self.flow = Flow::unreachable();
    }

    /// A label that is bound later.
    pub(crate) fn label(&mut self) -> Label {
        let id = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        self.labels.push(LabelState { at: None, flow: Flow::unreachable() });
        Label(id)
    }

    /// The label is here: jumps to it and what stands before lead on.
    pub(crate) fn bind(&mut self, label: Label) {
        let here = self.position();
        let state = &mut self.labels[label.0 as usize];
        state.at = Some(here);
        self.flow.join(&state.flow);
    }

    /// The label is here, at the start of a section: only jumps lead here.
    pub(crate) fn bind_only(&mut self, label: Label) {
        self.stop();
        self.bind(label);
    }

    /// The label is here, and jumps from below will come: what is unbound somewhere may be unbound.
    pub(crate) fn bind_loop(&mut self, label: Label) {
        self.bind(label);
        self.forget_deletable();
    }

    /// The label is here, reached only by jumps from below; `flow` is what holds on them.
    pub(crate) fn bind_from_below(&mut self, label: Label, flow: Flow) {
        self.flow = flow;
        self.bind_loop(label);
    }

    /// Locals that something unbinds are not bound for certain any more.
    pub(crate) fn forget_deletable(&mut self) {
        for local in &self.deletable {
            self.flow.unbind(*local);
        }
    }

    fn position(&self) -> Position {
        let offset = self.sections[self.current as usize].instrs.len();
        Position { section: self.current, offset: u32::try_from(offset).unwrap_or(u32::MAX) }
    }

    /// Starts a section of its own for code that is rarely run; gives what to go back to.
    pub(crate) fn open_section(&mut self) -> Outside {
        let before = Outside { section: self.current, flow: self.flow.clone() };
        self.suspend_open_regions();
        self.current = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        self.sections.push(Section::default());
        self.resume_open_regions();
        before
    }

    /// Goes on where `open_section` left off. Nothing leads from the end of the section to what follows it.
    pub(crate) fn close_section(&mut self, before: Outside) {
        self.suspend_open_regions();
        self.current = before.section;
        self.flow = before.flow;
        self.resume_open_regions();
    }

    /// The index of a constant.
    pub(crate) fn constant(&mut self, value: ouro_bytecode::Const) -> u32 {
        self.pools.constant(value)
    }

    /// A new site for a name.
    pub(crate) fn site(&mut self, name: Arc<str>) -> u16 {
        self.pools.site(name)
    }

    /// The index of a name that `Import` and its kin use.
    pub(crate) fn import_name(&mut self, name: Arc<str>) -> u16 {
        self.pools.name(name)
    }

    /// An operand that would need more than its 16 bits.
    pub(crate) fn overflow(&mut self, what: &'static str) {
        self.pools.overflow(what);
    }
}
