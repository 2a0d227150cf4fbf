//! What goes wrong where no one can catch it: it is told to the loop's exception handler, and else logged.

use ouro_vm::objects::{Dict, Module, Str};
use ouro_vm::{Finding, R, Raised, Ref, Value, Vm};

use crate::event_loop::EventLoop;
use crate::shared::ends_the_loop;
use crate::task::Task;

/// What has happened.
pub(crate) struct Report {
    pub(crate) message: String,
    /// The exception, or `None`.
    pub(crate) exception: Value,
    /// What it happened to.
    pub(crate) fields: Vec<(&'static str, Value)>,
}

impl Report {
    pub(crate) fn new(message: &str) -> Self {
        Self { message: message.to_owned(), exception: Value::None, fields: Vec::new() }
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
        Ok(Value::new(dict))
    }
}

/// Tells a loop's exception handler.
pub(crate) fn tell(vm: &mut Vm, event_loop: &Ref, report: Report) {
    match event_loop.get::<EventLoop>() {
        Some(payload) => tell_loop(vm, payload, report),
        None => log_report(vm, &report),
    }
}

/// As [`tell`].
pub(crate) fn tell_loop(vm: &mut Vm, event_loop: &EventLoop, report: Report) {
    let handler = event_loop.exception_handler.get();
    if handler.is_none() {
        log_report(vm, &report);
        return;
    }
    let own = vm.running_loop.clone();
    let result = match report.context(vm) {
        Ok(context) => vm.call(&handler, &[own, context]).map(drop),
        Err(raised) => Err(raised),
    };
    if let Err(raised) = result {
        if ends_the_loop(vm, &raised) {
            vm.report_unraisable(raised, &handler);
            return;
        }
        log(vm, "Unhandled error in exception handler", &raised.into_value());
    }
}

/// Logs as a loop without a handler does.
pub(crate) fn log_report(vm: &mut Vm, report: &Report) {
    let mut text = report.message.clone();
    let mut fields: Vec<_> = report.fields.iter().collect();
    fields.sort_by_key(|(name, _)| *name);
    for (name, value) in fields {
        text.push_str(&format!("\n{name}: {}", vm.repr_text(value)));
    }
    log(vm, &text, &report.exception);
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

fn log_by(vm: &mut Vm, logger: &Value, text: &str, exception: &Value) -> R {
    let error = vm.get_attr_text(logger, "error")?;
    let exc_info = vm.intern("exc_info");
    let keys = if exception.is_none() { Vec::new() } else { vec![(exc_info, exception.clone())] };
    // The text is no format: it goes in as an argument.
    vm.call_keywords(&error, &[Str::value("%s"), Str::value(text)], &keys)
}
