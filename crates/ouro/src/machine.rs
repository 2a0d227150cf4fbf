//! The seam to the virtual machine: the few calls that the façade needs of it.

use std::rc::Rc;
use std::sync::Arc;

use ouro_bytecode::Code;
use ouro_compiler::{Compiled, Input};
use ouro_diag::{Diagnostic, Source, SourceId};
use ouro_vm::heap::Heap;
use ouro_vm::host::{EXIT_BROKEN_PIPE, Host, Outside, Stream};
use ouro_vm::objects::Exception;
use ouro_vm::objects::Str;
use ouro_vm::{Exc, Finding, Mode, R, Raised, Unit, Value, Vm};

use crate::advice::Advice;
use crate::engine::{Exit, Outcome};
use crate::options::{AdviceMode, OnDeadlock, Options};

/// How a text enters the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// As a script.
    Script,
    /// Typed at a prompt.
    Prompt,
}

/// A machine with everything that Ouro has, and its `__main__`.
pub(crate) struct Machine {
    heap: Rc<Heap>,
    main: Value,
    /// The exception that ended the script: as in CPython (`sys.last_exc`), it keeps its frames alive until
    /// the end.
    last: Value,
    color: bool,
    /// In one place from beginning to end: its threads hold its address.
    vm: Box<Vm>,
}

impl Machine {
    pub(crate) fn new(options: &Options, host: Box<dyn Host>) -> Self {
        let mut vm = Box::new(Vm::new(Outside::new(host, options.clock), options.seed));
        let heap = vm.heap_handle();
        let entered = heap.enter();
        let memory = vm.outside.host.memory_bytes().unwrap_or(DEFAULT_MEMORY);
        heap.set_ceiling((memory / 10 * 8) as usize);
        vm.compile = Some(Rc::new(compile_unit));
        ouro_builtins::install(&mut vm);
        ouro_event_loop::install(&mut vm);
        ouro_stdlib::install(&mut vm);
        vm.shows_library = vm.outside.host.variable(SHOWS_LIBRARY).is_some();
        if options.on_deadlock == OnDeadlock::Hang {
            ouro_event_loop::hang_on_deadlock(&mut vm);
        }
        if options.advice == AdviceMode::On {
            let advice = Advice::new(options.color);
            vm.adviser = Some(Rc::new(move |vm, finding| {
                let text = advice.of_finding(vm, finding);
                vm.write_err(&text);
            }));
        }
        vm.set_limits(options.limits());
        vm.set_apart();
        drop(entered);
        Self { heap, main: Value::None, last: Value::None, color: options.color, vm }
    }

    pub(crate) fn host(&mut self) -> &mut dyn Host {
        self.vm.outside.host.as_mut()
    }

    pub(crate) fn start_main(&mut self) {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        self.vm.finalizing = false;
        self.main = self.vm.new_main(None);
    }

    /// The number under which the next source is run.
    pub(crate) fn next_source(&self) -> SourceId {
        self.vm.sources.next_id()
    }

    pub(crate) fn execute(&mut self, code: Code, source: &Source, entry: Entry) -> Outcome {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        self.vm.sources.add(Arc::new(source.clone()));
        if entry == Entry::Script {
            self.main = self.vm.new_main(Some(&source.name));
            self.vm.import_folder = folder_of(&source.name);
        }
        let result = self.run(&Arc::new(code), entry);
        self.vm.reap();
        if let Some(stopped) = self.vm.stopped() {
            return crate::limit::tell(&mut self.vm, &stopped, self.color);
        }
        match result {
            Ok(value) => {
                drop(value);
                self.vm.reap();
                Outcome::default()
            }
            Err(raised) if entry == Entry::Prompt && self.is_given_up(&raised) => {
                let _ = self.vm.flush(Stream::Out);
                self.vm.write_err("\nKeyboardInterrupt\n");
                Outcome::failed("KeyboardInterrupt".to_owned())
            }
            Err(raised) => self.uncaught(raised),
        }
    }

    fn run(&mut self, code: &Arc<Code>, entry: Entry) -> R {
        if entry == Entry::Script {
            return self.vm.run_module(code, &self.main);
        }
        let main = self.main.clone();
        let value = ouro_event_loop::on_prompt_loop(&mut self.vm, |vm| vm.run_module(code, &main))?;
        // An entry that awaits comes back as a coroutine.
        if value.is::<ouro_vm::objects::Frame>() {
            return ouro_event_loop::run_prompt(&mut self.vm, &value);
        }
        Ok(value)
    }

    /// Whether an entry's await was given up by Ctrl-C: of that there is nothing to trace.
    fn is_given_up(&self, raised: &Raised) -> bool {
        let context = raised.exception().context.get();
        self.vm.matches(raised, Exc::KeyboardInterrupt)
            && self.vm.class_name(&self.vm.class_of(&context)) == "CancelledError"
    }

    /// What the end of a script by an exception prints, and the exit code that follows from it.
    fn uncaught(&mut self, raised: Raised) -> Outcome {
        if self.vm.matches(&raised, Exc::SystemExit) {
            return self.leave(&raised);
        }
        // A closed pipe ends the run without a word.
        if self.vm.matches(&raised, Exc::BrokenPipeError) && self.vm.flush(Stream::Out).is_err() {
            return Outcome::code(EXIT_BROKEN_PIPE);
        }
        let interrupted = self.vm.matches(&raised, Exc::KeyboardInterrupt);
        let value = raised.into_value();
        // Output that stands before the traceback must not come after it.
        let _ = self.vm.flush(Stream::Out);
        let text = self.vm.format_exception(&value);
        match self.vm.sys_hook("excepthook", "__excepthook__") {
            Some(hook) => self.call_excepthook(&hook, &value, &text),
            None => {
                self.vm.write_err(&text);
                self.vm.advise(|_| Finding::Exception(value.clone()));
            }
        }
        self.last = value;
        let error = text.trim_end().rsplit('\n').next().unwrap_or_default().to_owned();
        let mut outcome = Outcome::failed(error);
        if interrupted {
            outcome.exit = Exit::Interrupted;
        }
        outcome
    }

    /// Lets a script's `sys.excepthook` say what there is to say; `text` is what would be said without it.
    fn call_excepthook(&mut self, hook: &Value, value: &Value, text: &str) {
        let Some(exception) = value.get::<Exception>() else { return };
        let args = [exception.class.get(), value.clone(), exception.traceback.get()];
        if let Err(raised) = self.vm.call(hook, &args) {
            let wrong = self.vm.format_exception(&raised.into_value());
            let text =
                format!("Error in sys.excepthook:\n{wrong}\nOriginal exception was:\n{text}");
            self.vm.write_err(&text);
        }
    }

    /// `SystemExit`: its argument is the exit code, nothing (0), or a message (1).
    fn leave(&mut self, raised: &Raised) -> Outcome {
        let code = match Vm::first_argument(&raised.value()) {
            Value::None => 0,
            Value::Bool(b) => i32::from(b),
            Value::Int(code) => code as i32,
            message => {
                let text = self.vm.str_text(&message).unwrap_or_default();
                let _ = self.vm.flush(Stream::Out);
                self.vm.write_err(&format!("{text}\n"));
                1
            }
        };
        let mut outcome = Outcome::code(code & 0xFF);
        outcome.leaves = true;
        outcome
    }

    pub(crate) fn rest(&mut self, runs: bool) {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        if !runs {
            // Ctrl-C at a prompt is the line editor's.
            let _ = self.vm.block_outside(None);
        } else if let Err(raised) = ouro_event_loop::rest(&mut self.vm) {
            self.uncaught(raised);
        }
    }

    pub(crate) fn complete(&mut self, word: &str) -> Vec<String> {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        let words = crate::completion::complete(&mut self.vm, &self.main.clone(), word);
        self.vm.reap();
        words
    }

    pub(crate) fn finish(&mut self, outcome: Outcome) -> Outcome {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        if outcome.limit.is_some() {
            // The script has no more say.
            self.vm.end_threads();
            let _ = self.host().flush(Stream::Out);
            let _ = self.host().flush(Stream::Err);
            return outcome;
        }
        ouro_event_loop::finish_prompt(&mut self.vm);
        ouro_stdlib::shut_down_threads(&mut self.vm);
        ouro_stdlib::run_exit_calls(&mut self.vm);
        let flushed = self.host().flush(Stream::Out);
        self.vm.end_threads();
        self.vm.finalizing = true;
        self.last = Value::None;
        self.vm.reap();
        let main = std::mem::replace(&mut self.main, Value::None);
        self.vm.tear_down(main);
        ouro_event_loop::finish(&mut self.vm);
        self.vm.collect_cycles();
        self.vm.advise(|_| Finding::End);
        if let Some(observer) = &mut self.vm.observer {
            observer.end();
        }
        if let Some(stopped) = self.vm.stopped() {
            return crate::limit::tell(&mut self.vm, &stopped, self.color);
        }
        let last = self.host().flush(Stream::Out);
        let _ = self.host().flush(Stream::Err);
        match flushed.and(last) {
            Err(_) if outcome.exit != Exit::Interrupted => Outcome::code(EXIT_BROKEN_PIPE),
            _ => outcome,
        }
    }

    pub(crate) fn end_with_process(mut self) {
        self.vm.observer = None;
        if !cfg!(debug_assertions) {
            std::mem::forget(self);
        }
    }

    pub(crate) fn trace_to(&mut self, sink: Box<dyn std::io::Write + Send>) {
        self.vm.observer = Some(Box::new(ouro_trace::JsonLines::new(sink)));
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        self.last = Value::None;
        self.main = Value::None;
    }
}

/// The variable of the environment that has tracebacks show frames of the library.
const SHOWS_LIBRARY: &str = "OURO_SHOW_LIBRARY";

/// The memory of a machine whose host can't tell.
const DEFAULT_MEMORY: u64 = 4 << 30;

/// The folder of a script, with a slash, where its own modules are.
fn folder_of(name: &str) -> String {
    name.rfind('/').map(|at| name[..=at].to_owned()).unwrap_or_default()
}

/// Compiles a text; what is wrong with it is an exception of the script.
fn compile_unit(vm: &mut Vm, unit: &Unit<'_>) -> R<Arc<Code>> {
    let source = Source::with_id(unit.id, unit.name, unit.text);
    let Compiled { code, warnings } = compiled(&source, unit.mode);
    for warning in &warnings {
        let line = source.line(warning.span.start);
        let told = vm.warn_explicit(Exc::SyntaxWarning, &warning.message, unit.name, line);
        if told.is_err() {
            // A filter makes errors of warnings: then it is the text that is wrong.
            let error = Diagnostic::error(warning.code, warning.span, warning.message.clone());
            return Err(refused(vm, &source, unit.mode, &[error]));
        }
    }
    match code {
        Ok(code) => {
            vm.sources.add(Arc::new(source));
            Ok(Arc::new(code))
        }
        Err(diagnostics) => Err(refused(vm, &source, unit.mode, &diagnostics)),
    }
}

/// The code of a text, or what is wrong with it; and what was noticed about it though it may run.
fn compiled(source: &Source, mode: Mode) -> Compiled {
    let options = ouro_compiler::Options {
        names_at_top: mode != Mode::Module,
        ..ouro_compiler::Options::default()
    };
    let compile = |input| ouro_compiler::compile(input, source, &options);
    if mode == Mode::Eval {
        return match ouro_syntax::parse_expression(source) {
            Ok(expression) => compile(Input::Eval(&expression)),
            Err(fault) => Compiled { code: Err(vec![fault]), warnings: Vec::new() },
        };
    }
    let parsed = ouro_syntax::parse_module(source);
    let (errors, mut warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        parsed.diagnostics.into_iter().partition(|d| d.severity == ouro_diag::Severity::Error);
    if !errors.is_empty() {
        return Compiled { code: Err(errors), warnings };
    }
    let compiled = match mode {
        Mode::Single => compile(Input::Interactive(&parsed.module)),
        _ => compile(Input::Module(&parsed.module)),
    };
    warnings.extend(compiled.warnings);
    Compiled { code: compiled.code, warnings }
}

/// The exception for a text that does not compile: the first fault, with where it is.
fn refused(vm: &mut Vm, source: &Source, mode: Mode, diagnostics: &[Diagnostic]) -> Raised {
    let faults = diagnostics.iter().find(|d| d.severity == ouro_diag::Severity::Error);
    let Some(fault) = faults else { return vm.raise(Exc::SyntaxError, "invalid syntax") };
    let class = match fault.exception {
        "SyntaxError" => Exc::SyntaxError,
        "IndentationError" => Exc::IndentationError,
        "TabError" => Exc::TabError,
        "MemoryError" => return vm.raise(Exc::MemoryError, &fault.message),
        "ValueError" => return vm.raise(Exc::ValueError, &fault.message),
        "RecursionError" => return vm.raise(Exc::RecursionError, &fault.message),
        "OverflowError" => return vm.raise(Exc::OverflowError, &fault.message),
        _ => Exc::SyntaxError,
    };
    let start = source.line_column(fault.span.start);
    let mut end = source.line_column(fault.span.end.max(fault.span.start));
    let number = |n: u32| Value::Int(i64::from(n));
    let mut line = source.line_text(start.line).to_owned();
    let length = line.chars().count() as u32;
    if end.column == 1 && end.line == start.line + 1 {
        // The end of the line itself is at fault.
        end = ouro_diag::LineColumn { line: start.line, column: length + 2 };
    }
    if fault.message.ends_with("was never closed") {
        // The reference does not say where that ends.
        end.column = 0;
    }
    // `exec` ends the last line, `eval` does not.
    let whole = source.line_start(start.line) as usize + line.len();
    if mode != Mode::Eval || source.text.len() > whole {
        line.push('\n');
    }
    let details = ouro_vm::objects::Tuple::value(vec![
        Str::value(&source.name),
        number(start.line),
        number(start.column),
        Str::value(&line),
        number(end.line),
        number(end.column),
    ]);
    let class = vm.exception_class(class);
    match vm.call(&class, &[Str::value(&fault.message), details]) {
        Ok(value) => vm.raise_value(value),
        Err(raised) => raised,
    }
}
