//! Warnings: the ones that the VM itself issues, at the place where control is.

use crate::advise::Finding;
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
        if self.warn("RuntimeWarning", &message, more) {
            self.advise(|vm| {
                let place = if vm.finalizing { None } else { vm.current_place() };
                Finding::NeverAwaited { name, place }
            });
        }
    }

    /// Prints a warning, once for each place; `more` follows its source line. Gives whether it was printed.
    pub fn warn(&mut self, category: &str, message: &str, more: &str) -> bool {
        let place = if self.finalizing { None } else { self.current_place() };
        let Some((source, place)) = place else {
            if !self.warned.insert((format!("{category}{message}"), u32::MAX, 0)) {
                return false;
            }
            self.write_err(&format!("<sys>:0: {category}: {message}\n{more}"));
            return true;
        };
        let Some(source) = self.sources.get(source).cloned() else { return false };
        let line = source.line(place.span.start);
        if !self.warned.insert((format!("{category}{message}"), source.id.0, line)) {
            return false;
        }
        let text = source.line_text(line).trim().to_owned();
        let text = if text.is_empty() { String::new() } else { format!("  {text}\n") };
        self.write_err(&format!("{}:{line}: {category}: {message}\n{text}{more}", source.name));
        true
    }

    /// The name of the task that runs, for events; empty outside of tasks.
    pub(crate) fn current_task_name(&mut self) -> String {
        self.task_name.get().get::<Str>().map(ToString::to_string).unwrap_or_default()
    }
}
