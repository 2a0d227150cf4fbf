//! Tracebacks, in CPython's form: the frames with their source lines and carets, the last lines with
//! suggestions; and the messages of what could not be raised.

use std::fmt::Write as _;

use ouro_bytecode::Place;
use ouro_diag::{Source, SourceId};

use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{Cell, Exception, Function, List, Module, Snapshot, Str, Traceback, Tuple};
use crate::thread::{Activation, Caller};
use crate::value::Value;
use crate::vm::Vm;

/// A frame that repeats is shown so often, then counted.
const SHOWN_REPEATS: usize = 3;

/// A step of a traceback, ready to be shown.
struct Step {
    name: String,
    source: SourceId,
    place: Option<Place>,
    line: u32,
}

impl Vm {
    /// The frames of a traceback, as `traceback.format_tb` has them.
    pub fn write_steps(&mut self, out: &mut String, trace: &Value) {
        self.write_steps_so(out, trace, true);
    }

    /// The same with or without carets: what is reported and not raised is shown without.
    fn write_steps_so(&mut self, out: &mut String, trace: &Value, carets: bool) {
        let steps = self.steps(trace);
        let mut at = 0;
        while at < steps.len() {
            let step = &steps[at];
            let same = |other: &&Step| {
                other.name == step.name && other.source == step.source && other.line == step.line
            };
            let run = steps[at..].iter().take_while(same).count();
            for step in &steps[at..at + run.min(SHOWN_REPEATS)] {
                self.write_step(out, step, carets);
            }
            if run > SHOWN_REPEATS {
                let more = run - SHOWN_REPEATS;
                let s = crate::text::plural(more);
                let _ = writeln!(out, "  [Previous line repeated {more} more time{s}]");
            }
            at += run;
        }
    }

    /// A traceback without a step that is shown, of an exception that only native functions have seen.
    #[must_use]
    pub fn empty_traceback() -> Value {
        let frame = crate::Ref::new(Snapshot {
            function: Value::None,
            locals: Default::default(),
            back: crate::ValueCell::new(Value::None),
            pc: std::cell::Cell::new(0),
        });
        Value::new(Traceback { frame, next: crate::ValueCell::new(Value::None), pc: 0 })
    }

    fn steps(&self, trace: &Value) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = trace.clone();
        while let Some(entry) = at.get::<Traceback>() {
            let next = entry.next.get();
            if let Some(snapshot) = entry.frame.get::<Snapshot>()
                && let Some(function) = snapshot.function.get::<Function>()
            {
                let code = &function.code().code;
                let place = code.place(entry.pc);
                let line = place.map_or(code.first_line, |p| {
                    self.sources.get(code.source).map_or(0, |s| s.line(p.span.start))
                });
                steps.push(Step { name: code.name.to_string(), source: code.source, place, line });
            }
            at = next;
        }
        steps
    }

    fn write_step(&self, out: &mut String, step: &Step, carets: bool) {
        let source = self.sources.get(step.source);
        let file = source.map_or("?", |s| &s.name);
        let _ = writeln!(out, "  File \"{file}\", line {}, in {}", step.line, step.name);
        let source = self.sources.listed(step.source);
        if let (Some(source), Some(place), true) = (source, step.place, carets) {
            crate::carets::write(out, source, place);
        } else if let Some(source) = source {
            let text = source.line_text(step.line).trim();
            if !text.is_empty() {
                let _ = writeln!(out, "    {text}");
            }
        }
    }

    /// `Class: message`, with a suggestion and the notes.
    pub fn write_last_lines(&mut self, out: &mut String, value: &Value) {
        let class = self.class_of(value);
        let mut name = self.full_class_name(&class);
        if let Some(short) = name.strip_prefix("__main__.") {
            name = short.to_owned();
        }
        let syntax = crate::syntax_lines::write(self, out, value);
        let text = match syntax {
            Some(message) => message,
            None => match self.str(value) {
                Ok(text) => self.display(&text),
                Err(_) => "<exception str() failed>".to_owned(),
            },
        };
        let hint = self.suggestion(value);
        if text.is_empty() {
            let _ = writeln!(out, "{name}{hint}");
        } else {
            let _ = writeln!(out, "{name}: {text}{hint}");
        }
        self.write_notes(out, value);
    }

    fn write_notes(&mut self, out: &mut String, value: &Value) {
        let Some(exception) = value.get::<Exception>() else { return };
        let notes = exception.attributes.get().map(|n| n.get(names::NOTES)).unwrap_or_default();
        let Some(list) = notes.get::<List>() else { return };
        for note in list.to_vec() {
            let text = match self.str(&note) {
                Ok(text) => self.display(&text),
                Err(_) => continue,
            };
            for line in text.split('\n') {
                let _ = writeln!(out, "{line}");
            }
        }
    }

    /// What CPython adds to the message of a missing name or attribute.
    fn suggestion(&mut self, value: &Value) -> String {
        let is = |vm: &Self, exc| vm.is_instance(value, &vm.exception_class(exc));
        let Some(exception) = value.get::<Exception>() else { return String::new() };
        let attribute = |name| exception.attributes.get().map(|n| n.get(name)).unwrap_or_default();
        let wrong = self.display(&attribute(names::NAME_ATTR));
        if wrong.is_empty() {
            return String::new();
        }
        if is(self, Exc::NameError) {
            if self.self_has(&exception.traceback.get(), &wrong) {
                return format!(". Did you mean: 'self.{wrong}'?");
            }
            let known = self.known_names(&exception.traceback.get());
            let near = crate::suggest::nearest(&wrong, known.iter().map(String::as_str));
            let module = crate::suggest::STANDARD_MODULES.contains(&&*wrong);
            return match (near, module) {
                (Some(near), true) => {
                    format!(". Did you mean: '{near}'? Or did you forget to import '{wrong}'?")
                }
                (Some(near), false) => format!(". Did you mean: '{near}'?"),
                (None, true) => format!(". Did you forget to import '{wrong}'?"),
                (None, false) => String::new(),
            };
        }
        if is(self, Exc::AttributeError) {
            let object = attribute(names::OBJ);
            if !object.is_unbound() {
                let known = self.attribute_names(&object);
                if let Some(near) =
                    crate::suggest::nearest(&wrong, known.iter().map(String::as_str))
                {
                    return format!(". Did you mean: '{near}'?");
                }
            }
        }
        String::new()
    }

    /// Whether an exception was raised in a method whose `self` has an attribute of this name.
    fn self_has(&mut self, trace: &Value, name: &str) -> bool {
        let last = last_frame(trace);
        let Some(snapshot) = last.get::<Snapshot>() else { return false };
        let Some(function) = snapshot.function.get::<Function>() else { return false };
        let names = &function.code().code.local_names;
        let Some(register) = names.iter().position(|name| **name == *"self") else { return false };
        let local = snapshot.locals.borrow().get(register).cloned().unwrap_or_default();
        let object = local.get::<Cell>().map_or(local.clone(), |cell| cell.0.get());
        let name = self.intern(name);
        !object.is_unbound() && matches!(self.find_attr(&object, name), Ok(Some(_)))
    }

    /// Names that can be seen where an exception was raised: locals, globals, builtins.
    fn known_names(&self, trace: &Value) -> Vec<String> {
        let last = last_frame(trace);
        let mut known = Vec::new();
        let Some(function) = last.get::<Snapshot>().map(|s| s.function.clone()) else {
            return known;
        };
        let Some(function) = function.get::<Function>() else { return known };
        let code = &function.code().code;
        known.extend(code.local_names.iter().chain(&code.free_names).map(ToString::to_string));
        let builtins = self.builtins.get::<Module>();
        for module in [Some(function.module()), builtins].into_iter().flatten() {
            known.extend(module.namespace.names().into_iter().map(|n| self.interner.text(n)));
        }
        // These are names of `builtins` too.
        known.extend(["None", "False", "True"].map(ToOwned::to_owned));
        known
    }

    /// Reports an exception that can't be raised where it arose (in `__del__`, in a callback).
    pub fn report_unraisable(&mut self, raised: Raised, object: &Value) {
        self.trace_to_script(&raised);
        let Some(hook) = self.sys_hook("unraisablehook", "__unraisablehook__") else {
            return self.print_unraisable(raised, object);
        };
        let value = raised.into_value();
        let Some(exception) = value.get::<Exception>() else { return };
        let fields = [
            exception.class.get(),
            value.clone(),
            exception.traceback.get(),
            Value::None,
            object.clone(),
        ];
        let called = match self.unraisable_arguments {
            Some(make) => make(self, &fields).and_then(|arguments| self.call(&hook, &[arguments])),
            None => Ok(Value::None),
        };
        if let Err(raised) = called {
            let shown = self.repr_text(&hook);
            self.report_ignored(&format!("in sys.unraisablehook: {shown}"), raised);
        }
    }

    /// What `sys.unraisablehook` does: says which exception arose where nothing could catch it.
    pub fn print_unraisable(&mut self, raised: Raised, object: &Value) {
        let shown = self.repr_text(object);
        self.report_ignored(&format!("in: {shown}"), raised);
    }

    /// Reports an exception that is ignored `there`: `in: ...`, `in thread started by: ...`.
    pub fn report_ignored(&mut self, there: &str, raised: Raised) {
        let mut text = format!("Exception ignored {there}\n");
        let value = raised.into_value();
        if let Some(exception) = value.get::<Exception>() {
            let trace = exception.traceback.get();
            if !trace.is_none() {
                text.push_str("Traceback (most recent call last):\n");
                self.write_steps_so(&mut text, &trace, false);
            }
        }
        self.write_last_lines(&mut text, &value);
        // Here, and nowhere else, an empty message has its colon too.
        if self.str_text(&value).is_ok_and(|message| message.is_empty()) && text.ends_with('\n') {
            text.insert_str(text.len() - 1, ": ");
        }
        self.write_err(&text);
    }

    /// Whether frames of a source are left out of what scripts are shown: those of the library are, as its
    /// native functions have none.
    #[must_use]
    pub fn hides(&self, source: SourceId) -> bool {
        source.is_library() && !self.shows_library
    }

    /// Where the innermost running activation of a script is: its source and place.
    #[must_use]
    pub fn current_place(&self) -> Option<(SourceId, Place)> {
        let shown = |a: &&Activation| !a.code.is_null() && !self.hides(a.code().code.source);
        let activation = self.thread.activations.iter().rev().find(shown)?;
        let code = &activation.code().code;
        Some((code.source, code.place(activation.current())?))
    }

    /// Who runs: the function of a script that called into native code (`<module>` at the top of one), for
    /// level 0; who called or awaits it, for 1; and so on. Its name, file and line.
    #[must_use]
    pub fn caller(&self, level: usize) -> Option<(String, String, u32)> {
        let step = self.callers().into_iter().nth(level)?;
        let file = self.sources.get(step.source)?.name.to_string();
        Some((step.name, file, step.line))
    }

    /// All that runs, the innermost last, as `traceback.format_stack` has it.
    #[must_use]
    pub fn stack_text(&self) -> String {
        let mut out = String::new();
        for step in self.callers().iter().rev() {
            self.write_step(&mut out, step, true);
        }
        out
    }

    /// The innermost first. A stack shows lines without carets, so there are no places.
    fn callers(&self) -> Vec<Step> {
        let step = |caller: Caller<'_>| {
            let code = &caller.function.code().code;
            let line = self.line_of(code, caller.pc);
            Step { name: code.name.to_string(), source: code.source, place: None, line }
        };
        self.shown_callers().into_iter().map(step).collect()
    }

    /// The file of a frame's code, the line where the frame stands and the line where its function begins;
    /// none for a coroutine of the library.
    #[must_use]
    pub fn frame_position(&self, frame: &crate::objects::Frame) -> Option<(String, u32, u32)> {
        let code = &frame.function()?.code().code;
        let running = self.thread.activations.iter().rev().find(|a| std::ptr::eq(a.frame, frame));
        let pc = match running {
            Some(activation) => Some(activation.current()),
            None => (frame.pc.get() as usize).checked_sub(1),
        };
        let source = self.sources.get(code.source)?;
        let place = pc.and_then(|pc| code.place(pc));
        let line = place.map_or(code.first_line, |place| source.line(place.span.start));
        Some((source.name.to_string(), line, code.first_line))
    }

    /// Where a frame of a script stands; none before it has begun, and for a coroutine of the library.
    #[must_use]
    pub fn frame_spot(&self, frame: &crate::objects::Frame) -> Option<crate::advise::Spot> {
        let code = &frame.function()?.code().code;
        let pc = (frame.pc.get() as usize).checked_sub(1)?;
        Some((code.source, code.place(pc)?))
    }

    /// The file and line of a place.
    #[must_use]
    pub fn file_and_line(&self, source: SourceId, place: Place) -> Option<(String, u32)> {
        let source = self.sources.get(source)?;
        Some((source.name.to_string(), source.line(place.span.start)))
    }

    /// The source line of a place, without what surrounds it.
    #[must_use]
    pub fn line_text(&self, source: &Source, line: u32) -> String {
        source.line_text(line).trim().to_owned()
    }

    /// `KeyError` shows its key, not its text: what `str` of an exception's only argument gives.
    #[must_use]
    pub fn first_argument(value: &Value) -> Value {
        let args = value.get::<Exception>().map(|e| e.args.get()).unwrap_or_default();
        args.get::<Tuple>().and_then(|t| t.0.first().cloned()).unwrap_or(Value::None)
    }

    /// The texts of a list of strings.
    #[must_use]
    pub fn texts(&self, values: &[Value]) -> Vec<String> {
        values.iter().filter_map(|v| v.get::<Str>().map(ToString::to_string)).collect()
    }
}

/// The frame that a traceback ends in, or `None`.
fn last_frame(trace: &Value) -> Value {
    let mut last = Value::None;
    let mut at = trace.clone();
    while let Some(entry) = at.get::<Traceback>() {
        last = Value::Obj(entry.frame.clone());
        at = entry.next.get();
    }
    last
}
