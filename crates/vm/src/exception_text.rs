//! The whole text of an exception, in CPython's form: the chain of its causes, the traceback and the last line of
//! each, and within a group the same of every exception that it holds.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::exceptions::Exc;
use crate::objects::Exception;
use crate::value::Value;
use crate::vm::Vm;

const CAUSED: &str = "The above exception was the direct cause of the following exception:";
const MEANWHILE: &str = "During handling of the above exception, another exception occurred:";
/// Exceptions of one group that are shown.
const MAX_GROUP_WIDTH: usize = 15;
/// Groups within groups that are shown.
const MAX_GROUP_DEPTH: usize = 10;

/// The text as far as it is written, and where in groups it stands.
#[derive(Default)]
struct Text {
    out: String,
    /// How many groups are around.
    depth: usize,
    /// Whether the line below the last exception of a group is still to come; groups that end together share it.
    open: bool,
    /// The exceptions that have their place in it.
    seen: HashSet<usize>,
}

impl Text {
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Adds lines, within a group behind its margin.
    fn add(&mut self, lines: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(lines);
            return;
        }
        let indent = self.indent();
        for line in lines.lines() {
            let _ = writeln!(self.out, "{indent}{margin} {line}");
        }
    }
}

impl Vm {
    /// The whole text of an exception, its causes first.
    pub fn format_exception(&mut self, value: &Value) -> String {
        let mut text = Text::default();
        self.write_chain(&mut text, value);
        text.out
    }

    /// An exception behind all that led to it. The chain may be long, and may be a ring.
    fn write_chain(&mut self, text: &mut Text, value: &Value) {
        let mut chain = Vec::new();
        let mut next = Some((value.clone(), ""));
        while let Some((value, line)) = next.take() {
            let Some(exception) = value.get::<Exception>() else { break };
            if !text.seen.insert(std::ptr::from_ref(exception) as usize) {
                break;
            }
            let (cause, context) = (exception.cause.get(), exception.context.get());
            if !cause.is_none() {
                next = Some((cause, CAUSED));
            } else if !context.is_none() && !exception.suppress_context.get() {
                next = Some((context, MEANWHILE));
            }
            chain.push((value.clone(), line));
        }
        for (value, line) in chain.into_iter().rev() {
            match self.grouped(&value) {
                Some(members) => self.write_group(text, &value, &members),
                None => self.write_one(text, &value, "Traceback", '|'),
            }
            if !line.is_empty() {
                text.add(&format!("\n{line}\n\n"), '|');
            }
        }
    }

    /// The exceptions that a group holds; none for what is no group.
    fn grouped(&mut self, value: &Value) -> Option<Vec<Value>> {
        if !self.is_instance(value, &self.exception_class(Exc::BaseExceptionGroup)) {
            return None;
        }
        let members = self.get_attr_text(value, "exceptions").ok()?;
        self.collect(&members).ok()
    }

    /// The traceback, if there is one, and the last lines.
    fn write_one(&mut self, text: &mut Text, value: &Value, title: &str, margin: char) {
        let trace = value.get::<Exception>().map_or(Value::None, |e| e.traceback.get());
        if !trace.is_none() {
            text.add(&format!("{title} (most recent call last):\n"), margin);
            let mut steps = String::new();
            self.write_steps(&mut steps, &trace);
            text.add(&steps, '|');
        }
        let mut last = String::new();
        self.write_last_lines(&mut last, value);
        text.add(&last, '|');
    }

    fn write_group(&mut self, text: &mut Text, value: &Value, members: &[Value]) {
        if text.depth > MAX_GROUP_DEPTH {
            text.add(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"), '|');
            return;
        }
        let outermost = text.depth == 0;
        text.depth += usize::from(outermost);
        let margin = if outermost { '+' } else { '|' };
        self.write_one(text, value, "Exception Group Traceback", margin);
        let shown = members.len().min(MAX_GROUP_WIDTH + 1);
        for (at, member) in members.iter().enumerate().take(shown) {
            let beyond = at >= MAX_GROUP_WIDTH;
            let indent = text.indent();
            let joint = if at == 0 { "+-" } else { "  " };
            let title = if beyond { "...".to_owned() } else { (at + 1).to_string() };
            let _ = writeln!(text.out, "{indent}{joint}+---------------- {title} ----------------");
            text.open |= at + 1 == shown;
            text.depth += 1;
            if beyond {
                let more = members.len() - MAX_GROUP_WIDTH;
                let s = crate::text::plural(more);
                text.add(&format!("and {more} more exception{s}\n"), '|');
            } else {
                self.write_chain(text, member);
            }
            if at + 1 == shown && std::mem::take(&mut text.open) {
                let indent = text.indent();
                let _ = writeln!(text.out, "{indent}+------------------------------------");
            }
            text.depth -= 1;
        }
        text.depth -= usize::from(outermost);
    }
}
