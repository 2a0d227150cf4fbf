//! Where coroutines, futures and handles were made: the stack at that moment, kept as names, files and lines.
//!
//! Coroutines are noted here while a thread asks for it (`sys.set_coroutine_origin_tracking_depth`); what else loops keep
//! in debug mode is theirs. While nobody asks, it costs one look at a flag where a coroutine is made.

use std::rc::Rc;

use ouro_diag::SourceId;

use crate::objects::Frame;
use crate::value::{Ref, Value};
use crate::vm::Vm;

/// One step of a stack.
pub struct OriginStep {
    /// The name of the function.
    pub name: String,
    source: SourceId,
    /// The line, from 1.
    pub line: u32,
}

impl OriginStep {
    fn is_same(&self, other: &Self) -> bool {
        self.line == other.line && self.source == other.source && self.name == other.name
    }
}

/// A stack, the innermost step first.
#[derive(Clone)]
pub struct Origin(Rc<[OriginStep]>);
crate::no_values!(Origin);

impl Origin {
    /// The steps, the innermost first.
    #[must_use]
    pub fn steps(&self) -> &[OriginStep] {
        &self.0
    }
}

/// Callers that another interpreter has in Python, and that Ouro has not: so many, below so many activations. They
/// count where a stack is cut to a number of steps.
#[derive(Clone, Copy, Default)]
pub struct HiddenCallers {
    below: usize,
    count: usize,
}

impl Vm {
    /// From here on so many callers are hidden between what runs and what is called; gives what was said before.
    pub fn hide_callers(&mut self, count: usize) -> HiddenCallers {
        let hidden = HiddenCallers { below: self.thread.activations.len(), count };
        std::mem::replace(&mut self.per_thread.hidden_callers, hidden)
    }

    /// The stack of what runs: its `limit` innermost steps, hidden ones counted, of which `inner` run now.
    #[must_use]
    pub fn origin(&self, limit: usize, inner: usize) -> Origin {
        let mut hidden = self.per_thread.hidden_callers;
        let mut room = limit.saturating_sub(inner);
        let mut steps = Vec::new();
        let mut at = usize::MAX;
        for caller in self.thread.callers() {
            at = caller.activation.unwrap_or(at);
            if at < hidden.below {
                room = room.saturating_sub(std::mem::take(&mut hidden.count));
            }
            let code = &caller.function.code().code;
            if self.hides(code.source) {
                continue;
            }
            if room == 0 {
                break;
            }
            room -= 1;
            let line = self.line_of(code, caller.pc);
            steps.push(OriginStep { name: code.name.to_string(), source: code.source, line });
        }
        Origin(steps.into())
    }

    /// The file of a step.
    #[must_use]
    pub fn origin_file(&self, step: &OriginStep) -> String {
        self.sources.get(step.source).map(|source| source.name.to_string()).unwrap_or_default()
    }

    /// A coroutine was made, or the memory of one that is gone is used again.
    #[cold]
    pub(crate) fn note_origin(&mut self, coroutine: &Ref) {
        let address = coroutine.address();
        match self.per_thread.origin_depth {
            0 => drop(self.origins.remove(&address)),
            depth => {
                let origin = self.origin(depth, 0);
                self.origins.insert(address, origin);
            }
        }
    }

    /// Sets how many steps of the stack are kept of each coroutine that is made on this thread; gives how many were.
    pub fn track_origins(&mut self, depth: usize) -> usize {
        self.notes_origins |= depth > 0;
        std::mem::replace(&mut self.per_thread.origin_depth, depth)
    }

    /// Where a coroutine was made, if that was noted.
    #[must_use]
    pub fn origin_of(&self, coroutine: &Value) -> Option<Origin> {
        self.origins.get(&coroutine.as_ref()?.address()).cloned()
    }

    /// What is said of where a coroutine was made when it dies without having been awaited.
    pub(crate) fn origin_text(&self, coroutine: &Value, frame: &Frame) -> String {
        debug_assert!(coroutine.get::<Frame>().is_some_and(|own| std::ptr::eq(own, frame)));
        let Some(origin) = self.origin_of(coroutine) else { return String::new() };
        let mut text = String::from("\nCoroutine created at (most recent call last)");
        let mut last: Option<&OriginStep> = None;
        let mut times = 0;
        for step in origin.steps().iter().rev() {
            if last.is_some_and(|last| last.is_same(step)) {
                times += 1;
            } else {
                write_repeats(&mut text, times);
                (last, times) = (Some(step), 1);
            }
            if times <= MAX_SHOWN {
                self.write_origin_step(&mut text, step);
            }
        }
        write_repeats(&mut text, times);
        text
    }

    fn write_origin_step(&self, text: &mut String, step: &OriginStep) {
        let file = self.origin_file(step);
        text.push_str(&format!("\n  File \"{file}\", line {}, in {}", step.line, step.name));
        let line = self.sources.get(step.source).map(|s| s.line_text(step.line).trim().to_owned());
        if let Some(line) = line.filter(|line| !line.is_empty()) {
            text.push_str(&format!("\n    {line}"));
        }
    }
}

/// A step that repeats is shown so often.
const MAX_SHOWN: usize = 3;

fn write_repeats(text: &mut String, times: usize) {
    let more = times.saturating_sub(MAX_SHOWN);
    if more > 0 {
        let plural = if more == 1 { "" } else { "s" };
        text.push_str(&format!("\n  [Previous line repeated {more} more time{plural}]"));
    }
}
