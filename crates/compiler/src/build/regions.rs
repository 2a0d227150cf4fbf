//! Protected regions: ranges of instructions whose exceptions go to a handler.
//!
//! A region is a list of segments, because ways out of a block (a `return` that runs a `finally` body) are
//! not covered by the block they leave, and because handlers stand in sections of their own.

use super::{Builder, Flow, Label, Position, Reg};

/// The number of a region, in the order of opening.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RegionId(usize);

#[derive(Debug)]
struct Region {
    segments: Vec<(Position, u32)>,
    start: Option<Position>,
    handler: Label,
    exception: Reg,
    /// What holds at its start, and so, but for deletions, wherever it raises.
    flow: Flow,
}

/// All regions of a code object.
#[derive(Debug, Default)]
pub(super) struct Regions {
    list: Vec<Region>,
    open: Vec<RegionId>,
    /// In the order of closing, which is innermost first.
    closed: Vec<RegionId>,
}

/// A covered range, ready for the exception table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Covered {
    pub(super) section: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) handler: Label,
    pub(super) exception: Reg,
}

impl Builder {
    /// Opens a region. Its handler gets the exception in `exception`, which must be the topmost temporary
    /// in use: all above it is released first.
    pub(crate) fn open_region(&mut self, exception: Reg) -> RegionId {
        let handler = self.label();
        let id = RegionId(self.regions.list.len());
        self.regions.list.push(Region {
            segments: Vec::new(),
            start: Some(self.position()),
            handler,
            exception,
            flow: self.flow.clone(),
        });
        self.regions.open.push(id);
        id
    }

    /// Closes the innermost region.
    pub(crate) fn close_region(&mut self, id: RegionId) {
        self.suspend_region(id);
        self.regions.closed.push(id);
    }

    /// Code that follows is not covered by the region, until [`Builder::resume_region`].
    pub(crate) fn suspend_region(&mut self, id: RegionId) {
        self.end_segment(id);
        self.regions.open.retain(|open| *open != id);
    }

    /// Code that follows is covered again.
    pub(crate) fn resume_region(&mut self, id: RegionId) {
        self.regions.open.push(id);
        self.regions.list[id.0].start = Some(self.position());
    }

    /// The handler of a closed region is here; it can be reached if the region is not empty.
    pub(crate) fn bind_handler(&mut self, id: RegionId) {
        let region = &self.regions.list[id.0];
        let handler = region.handler;
        self.flow =
            if region.segments.is_empty() { Flow::unreachable() } else { region.flow.clone() };
        self.forget_deletable();
        self.bind(handler);
    }

    fn end_segment(&mut self, id: RegionId) {
        let here = self.position();
        let region = &mut self.regions.list[id.0];
        if let Some(start) = region.start.take()
            && start != here
        {
            region.segments.push((start, here.offset));
        }
    }

    pub(super) fn suspend_open_regions(&mut self) {
        for id in self.regions.open.clone() {
            self.end_segment(id);
        }
    }

    pub(super) fn resume_open_regions(&mut self) {
        let here = self.position();
        for id in self.regions.open.clone() {
            self.regions.list[id.0].start = Some(here);
        }
    }

    pub(super) fn covered(&self) -> Vec<Covered> {
        let mut rows = Vec::new();
        for id in &self.regions.closed {
            let region = &self.regions.list[id.0];
            rows.extend(region.segments.iter().map(|(start, end)| Covered {
                section: start.section,
                start: start.offset,
                end: *end,
                handler: region.handler,
                exception: region.exception,
            }));
        }
        rows
    }
}
