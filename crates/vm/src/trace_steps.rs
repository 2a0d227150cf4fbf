//! Steps of tracebacks and stacks as data, for the module `traceback`.

use crate::objects::{Function, Snapshot, Traceback};
use crate::value::Value;
use crate::vm::Vm;

/// One step: a frame, and where it stands.
pub struct TraceStep {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The function.
    pub name: String,
    /// The source line, without what surrounds it.
    pub source_line: String,
    /// How a traceback shows it, with carets.
    pub text: String,
    /// The last line of what runs there, and the columns where that begins and ends, if that is known.
    pub span: Option<(u32, usize, usize)>,
    /// The frame.
    pub frame: Value,
}

impl Vm {
    /// The steps of a traceback, outermost first.
    #[must_use]
    pub fn traceback_steps(&self, trace: &Value) -> Vec<TraceStep> {
        let mut steps = Vec::new();
        let mut at = trace.clone();
        while let Some(entry) = at.get::<Traceback>() {
            if let Some(frame) = entry.frame.get::<Snapshot>()
                && let Some(step) =
                    self.trace_step(&Value::Obj(entry.frame.clone()), frame, entry.pc)
            {
                steps.push(step);
            }
            let next = entry.next.get();
            at = next;
        }
        steps
    }

    fn trace_step(&self, value: &Value, frame: &Snapshot, pc: usize) -> Option<TraceStep> {
        let function = frame.function.get::<Function>()?;
        let code = &function.code().code;
        let line = self.line_of(code, pc);
        let source = self.sources.get(code.source);
        let file = source.map_or_else(|| "?".to_owned(), |source| source.name.to_string());
        let mut text = format!("  File \"{file}\", line {line}, in {}\n", code.name);
        let listed = self.sources.listed(code.source);
        let place = code.place(pc);
        let mut span = None;
        if let (Some(source), Some(place)) = (listed, place) {
            crate::carets::write(&mut text, source, place);
            let last = source.line(place.span.end.max(1) - 1);
            let column = |line: u32, at: u32| (at - source.line_start(line).min(at)) as usize;
            span = Some((last, column(line, place.span.start), column(last, place.span.end)));
        }
        let source_line = listed.map_or("", |source| source.line_text(line).trim()).to_owned();
        Some(TraceStep {
            file,
            line,
            name: code.name.to_string(),
            source_line,
            text,
            span,
            frame: value.clone(),
        })
    }
}
