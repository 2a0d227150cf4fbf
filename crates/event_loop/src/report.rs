//! What goes wrong where no one can catch it: it is told to the loop's exception handler, and else logged.

use ouro_vm::objects::{Dict, Module, Str};
use ouro_vm::{Finding, Origin, R, Raised, Ref, Value, Vm};

use crate::event_loop::EventLoop;
use crate::shared::ends_the_loop;
use crate::task::Task;

/// The field for where something was made.
const SOURCE: &str = "source_traceback";

/// What has happened.
pub(crate) struct Report {
    pub(crate) message: String,
    /// The exception, or `None`.
    pub(crate) exception: Value,
    /// What it happened to.
    pub(crate) fields: Vec<(&'static str, Value)>,
    /// Where it was made, in debug mode.
    pub(crate) origin: Option<Origin>,
}

impl Report {
    pub(crate) fn new(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            exception: Value::None,
            fields: Vec::new(),
            origin: None,
        }
    }

    fn context(&self, vm: &mut Vm) -> R {
        let dict = Dict::default();
        vm.dict_set_text(&dict, "message", Str::value(&self.message))?;
        if !self.exception.is_none() {
            vm.dict_set_text(&dict, "exception", self.exception.clone())?;
        }
        for (name, value) in &self.fields {
            vm.dict_set_text(&dict, name, value.clone())?;
        }
        if let Some(origin) = &self.origin {
            let summary = crate::debug::summary(vm, origin)?;
            vm.dict_set_text(&dict, SOURCE, summary)?;
        }
        Ok(Value::new(dict))
    }
}

/// Tells a loop's exception handler.
pub(crate) fn tell(vm: &mut Vm, event_loop: &Ref, report: Report) {
    match event_loop.get::<EventLoop>() {
        Some(payload) => tell_loop(vm, &Value::Obj(event_loop.clone()), payload, report),
        None => log_report(vm, None, report),
    }
}

/// As [`tell`]; `own` is the loop as an object.
pub(crate) fn tell_loop(vm: &mut Vm, own: &Value, event_loop: &EventLoop, report: Report) {
    let handler = event_loop.exception_handler.get();
    if handler.is_none() {
        log_report(vm, Some(event_loop), report);
        return;
    }
    let result = match report.context(vm) {
        Ok(context) => call_handler(vm, own, event_loop, &context),
        Err(raised) => Err(raised),
    };
    if let Err(raised) = result {
        vm.report_unraisable(raised, &handler);
    }
}

/// Calls the exception handler of a script; what it raises is logged.
///
/// # Errors
/// What ends the loop.
pub(crate) fn call_handler(
    vm: &mut Vm,
    own: &Value,
    event_loop: &EventLoop,
    context: &Value,
) -> R<()> {
    let handler = event_loop.exception_handler.get();
    let Err(raised) = vm.call(&handler, &[own.clone(), context.clone()]) else { return Ok(()) };
    if ends_the_loop(vm, &raised) {
        return Err(raised);
    }
    let mut report = Report::new("Unhandled error in exception handler");
    report.exception = raised.into_value();
    log_fields(vm, Some(event_loop), report, vec![("context".to_owned(), context.clone())])
}

/// Logs as a loop without a handler does.
pub(crate) fn log_report(vm: &mut Vm, event_loop: Option<&EventLoop>, mut report: Report) {
    let taken = std::mem::take(&mut report.fields);
    let mut fields: Vec<_> = taken.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    if let Some(origin) = report.origin.take()
        && let Ok(summary) = crate::debug::summary(vm, &origin)
    {
        fields.push((SOURCE.to_owned(), summary));
    }
    if let Err(raised) = log_fields(vm, event_loop, report, fields) {
        drop::<Raised>(raised);
    }
}

/// Logs a message with all that is known besides, by name.
///
/// # Errors
/// A field that cannot be shown.
pub(crate) fn log_fields(
    vm: &mut Vm,
    event_loop: Option<&EventLoop>,
    report: Report,
    mut fields: Vec<(String, Value)>,
) -> R<()> {
    if fields.iter().all(|(name, _)| name != SOURCE)
        && let Some(origin) = event_loop.and_then(crate::debug::current)
    {
        fields.push(("handle_traceback".to_owned(), crate::debug::summary(vm, &origin)?));
    }
    fields.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut text = report.message;
    for (name, value) in fields {
        let shown = match crate::debug::stack_text(vm, &name, &value)? {
            Some(stack) => stack,
            None => vm.repr_text(&value),
        };
        text.push_str(&format!("\n{name}: {shown}"));
    }
    log(vm, &text, &report.exception);
    Ok(())
}

/// Logs an error by the logger `asyncio`: where the script has not set logging up, that is standard error.
pub(crate) fn log(vm: &mut Vm, text: &str, exception: &Value) {
    if let Some(logger) = logger(vm) {
        match log_by(vm, &logger, text, exception) {
            Ok(_) => return,
            Err(raised) => drop::<Raised>(raised),
        }
    }
    let mut whole = format!("{text}\n");
    if !exception.is_none() {
        whole.push_str(&vm.format_exception(exception));
    }
    vm.write_err(&whole);
}

/// Explains a task's exception that no one has looked at, unless that was done when its loop ended.
pub(crate) fn explain_unseen(vm: &mut Vm, future: &Value, exception: Value) {
    let Some(task) = future.get::<Task>() else { return };
    // What ends the loop was seen by whoever ran it.
    if vm.adviser.is_none()
        || Raised::from_value(exception.clone()).is_some_and(|raised| ends_the_loop(vm, &raised))
    {
        return;
    }
    let told = &crate::shared::shared(vm).told_unseen;
    if !told.borrow_mut().insert(future.as_ref().map_or(0, ouro_vm::Ref::address)) {
        return;
    }
    let coroutine = task.coroutine.get::<ouro_vm::objects::Frame>();
    let coroutine =
        coroutine.and_then(|frame| Some(frame.function()?.code().code.qualname.to_string()));
    let name = crate::task::name_of(vm, future);
    let coroutine = coroutine.unwrap_or_default();
    vm.advise(|_| Finding::Unseen { name, coroutine, exception });
}

/// The loop ends: tasks that have failed while no one looked are told of, though something keeps them alive still.
pub(crate) fn tell_unseen(vm: &mut Vm, event_loop: &Ref) {
    if vm.adviser.is_none() {
        return;
    }
    let mut failed = crate::shared::shared(vm).tasks.to_vec();
    failed.retain(|task| {
        task.get::<Task>()
            .is_some_and(|task| task.core.unseen.get() && task.core.event_loop.is_same(event_loop))
    });
    for task in failed.iter().take(MAX_UNSEEN) {
        let exception = task.get::<Task>().map(|t| t.core.value.get()).unwrap_or_default();
        explain_unseen(vm, task, exception);
    }
}

/// More failures of one loop are not explained one by one.
const MAX_UNSEEN: usize = 3;

fn logger(vm: &mut Vm) -> Option<Value> {
    let name = vm.interner.find("logging")?;
    let logging = vm.modules.get(&name).filter(|m| m.is::<Module>()).cloned()?;
    let get = vm.get_attr_text(&logging, "getLogger").ok()?;
    vm.call(&get, &[Str::value("asyncio")]).ok()
}

/// Logs by the logger `asyncio`: a format and its arguments. Where the script has not imported `logging`, only warnings
/// are shown.
pub(crate) fn log_at(vm: &mut Vm, level: &str, text: &str, args: &[Value]) {
    let all: Vec<Value> = std::iter::once(Str::value(text)).chain(args.iter().cloned()).collect();
    if let Some(logger) = logger(vm) {
        let logged = match vm.get_attr_text(&logger, level) {
            Ok(method) => vm.call(&method, &all),
            Err(raised) => Err(raised),
        };
        if let Err(raised) = logged {
            drop::<Raised>(raised);
        }
        return;
    }
    if level != "warning" {
        return;
    }
    let args = ouro_vm::objects::Tuple::value(args.to_vec());
    if let Ok(shown) = vm.binary(ouro_vm::BinOp::Mod, &Str::value(text), &args, false) {
        let shown = vm.display(&shown);
        vm.write_err(&format!("{shown}\n"));
    }
}

fn log_by(vm: &mut Vm, logger: &Value, text: &str, exception: &Value) -> R {
    let error = vm.get_attr_text(logger, "error")?;
    let exc_info = vm.intern("exc_info");
    let keys = if exception.is_none() { Vec::new() } else { vec![(exc_info, exception.clone())] };
    // The text is no format: it goes in as an argument.
    vm.call_keywords(&error, &[Str::value("%s"), Str::value(text)], &keys)
}
