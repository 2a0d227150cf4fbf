//! Warnings that the machine itself issues, at the place where control is. Once a script has imported the module
//! `warnings`, its filters decide what becomes of them.

use crate::advise::Finding;
use crate::exceptions::Exc;
use crate::objects::{Frame, Module, Str};
use crate::value::Value;
use crate::vm::{R, Vm};

/// What follows the warning of a coroutine that was never awaited.
const NO_TRACE: &str =
    "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n";

impl Vm {
    /// A coroutine object dies without having run (library reference, asyncio, "Detect never-awaited
    /// coroutines").
    pub(crate) fn warn_never_awaited(&mut self, coroutine: &Value, frame: &Frame) {
        let name = self.frame_name(frame);
        if name.starts_with('<') {
            // What it awaits is told of, if that is worth it.
            return;
        }
        self.emit(crate::observe::EventKind::NeverAwaited, &Value::Unbound, |_| {
            (name.clone(), String::new())
        });
        let origin = self.origin_text(coroutine, frame);
        let message = format!("coroutine '{name}' was never awaited{origin}");
        if self.warn_unawaited(&message, coroutine) {
            self.advise(|vm| {
                let place = if vm.finalizing { None } else { vm.current_place() };
                Finding::NeverAwaited { name, place }
            });
        }
    }

    /// Warns of an object that should have been awaited. Gives whether that was printed.
    pub(crate) fn warn_unawaited(&mut self, message: &str, object: &Value) -> bool {
        let source = if self.finalizing { &Value::None } else { object };
        match self.warn_about(Exc::RuntimeWarning, message, source) {
            Ok(shown) => shown,
            Err(raised) => {
                self.report_unraisable(raised, object);
                false
            }
        }
    }

    /// Issues a warning about the line that runs.
    ///
    /// # Errors
    /// The warning as an exception, where a filter says so.
    pub fn warn(&mut self, category: Exc, message: &str) -> R<()> {
        self.warn_about(category, message, &Value::None).map(drop)
    }

    /// Issues a warning about a line of a text that is being compiled.
    ///
    /// # Errors
    /// The warning as an exception, where a filter says so.
    pub fn warn_explicit(&mut self, category: Exc, message: &str, file: &str, line: u32) -> R<()> {
        let class = self.exception_class(category);
        if let Some(warnings) = self.modules.get(&self.intern("warnings")).cloned()
            && let Some(module) = warnings.get::<Module>()
            && let Some(issue) = module.namespace.get(self.intern("warn_explicit")).bound()
        {
            let line = Value::Int(i64::from(line));
            self.call(&issue, &[Str::value(message), class, Str::value(file), line])?;
            return Ok(());
        }
        let category = self.class_name(&class);
        let is_file = !file.starts_with('<');
        let text = if is_file { self.source_line(file, line) } else { None };
        let text = text.unwrap_or_default();
        let text = text.trim();
        let shown = if text.is_empty() { String::new() } else { format!("  {text}\n") };
        self.write_err(&format!("{file}:{line}: {category}: {message}\n{shown}"));
        Ok(())
    }

    /// Gives whether it was printed.
    fn warn_about(&mut self, category: Exc, message: &str, source: &Value) -> R<bool> {
        let class = self.exception_class(category);
        if !self.finalizing
            && let Some(warnings) = self.modules.get(&self.intern("warnings")).cloned()
            && let Some(module) = warnings.get::<Module>()
            && let Some(issue) = module.namespace.get(self.intern("_issue")).bound()
        {
            let message = Str::value(message);
            let shown = self.call(&issue, &[class, message, source.clone()])?;
            return self.truthy(&shown);
        }
        let category = self.class_name(&class);
        // At the end there is no one left to be told about allocations.
        let more = if source.is_none() { "" } else { NO_TRACE };
        Ok(self.print_warning(&category, message, more))
    }

    /// Prints a warning, once for each place; `more` follows its source line. Gives whether it was printed.
    fn print_warning(&mut self, category: &str, message: &str, more: &str) -> bool {
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

    /// A line of a source by its file's name, as tracebacks and warnings show it.
    #[must_use]
    pub fn source_line(&mut self, file: &str, line: u32) -> Option<String> {
        if let Some(source) = self.sources.named(file) {
            return Some(source.line_text(line).to_owned());
        }
        let bytes = self.outside.host.read_file(file).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let wanted = usize::try_from(line).ok()?.checked_sub(1)?;
        text.lines().nth(wanted).map(ToOwned::to_owned)
    }

    /// The name of the task that runs, for events; empty outside of tasks.
    pub(crate) fn current_task_name(&mut self) -> String {
        self.task_name.get().get::<Str>().map(ToString::to_string).unwrap_or_default()
    }
}
