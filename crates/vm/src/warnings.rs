//! Warnings: the ones that the VM itself issues, at the place where control is.

use crate::objects::{Frame, Str};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// A coroutine object died without having run (library reference, asyncio, "Detect never-awaited
    /// coroutines").
    pub(crate) fn warn_never_awaited(&mut self, frame: &Frame) {
        let name = self.frame_name(frame);
        self.emit(crate::observe::EventKind::NeverAwaited, &Value::Unbound, |_| {
            (name.clone(), String::new())
        });
        let message = format!("coroutine '{name}' was never awaited");
        let more = if self.finalizing {
            ""
        } else {
            "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
        };
        self.warn("RuntimeWarning", &message, more);
    }

    /// Prints a warning, once for each place; `more` follows its source line.
    pub fn warn(&mut self, category: &str, message: &str, more: &str) {
        let place = if self.finalizing { None } else { self.current_place() };
        let Some((source, place)) = place else {
            self.write_err(&format!("<sys>:0: {category}: {message}\n{more}"));
            return;
        };
        let Some(source) = self.sources.get(source).cloned() else { return };
        let line = source.line(place.span.start);
        if !self.warned.insert((format!("{category}{message}"), source.id.0, line)) {
            return;
        }
        let text = source.line_text(line).trim().to_owned();
        let text = if text.is_empty() { String::new() } else { format!("  {text}\n") };
        self.write_err(&format!("{}:{line}: {category}: {message}\n{text}{more}", source.name));
    }

    /// The name of the task that runs, for events; empty outside of tasks.
    pub(crate) fn current_task_name(&mut self) -> String {
        self.task_name.get().get::<Str>().map(ToString::to_string).unwrap_or_default()
    }
}
