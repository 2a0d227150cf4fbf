//! `asyncio.TaskGroup`: tasks that end before their block does; one failure cancels the rest.

use std::cell::{Cell, RefCell};

use ouro_vm::objects::{Frame, List, NativeBody, Str};
use ouro_vm::{
    Exc, NativeDef, Payload, R, Raised, Ref, Resume, Step, TypeDef, Value, ValueCell, Vm, native,
};

use crate::future::{self, Callback, State, Watch};
use crate::report::Report;
use crate::shared::{ends_the_loop, holding, peek};
use crate::sleep::coroutine;
use crate::task::{Make, Table};
use crate::waiters::{register, this, wake};

/// `asyncio.TaskGroup`
#[derive(Default)]
pub(crate) struct TaskGroup {
    entered: Cell<bool>,
    exiting: Cell<bool>,
    aborting: Cell<bool>,
    parent: Cell<Option<Ref>>,
    /// Whether the group itself has cancelled its parent.
    parent_cancelled: Cell<bool>,
    tasks: RefCell<Vec<Ref>>,
    errors: RefCell<Vec<Value>>,
    /// A `KeyboardInterrupt` or `SystemExit`.
    base_error: ValueCell,
    /// Ends the wait for the tasks.
    waiter: Cell<Option<Ref>>,
    watcher: Cell<Option<Ref>>,
}
ouro_vm::object!(TaskGroup, "TaskGroup", {
    entered, exiting, aborting, parent, parent_cancelled, tasks, errors, base_error, waiter, watcher
});

pub(crate) static TYPE: TypeDef = TypeDef {
    name: "TaskGroup",
    module: "asyncio.taskgroups",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<TaskGroup as Payload>::layout),
    subclassable: true,
};

struct Done {
    group: Ref,
}

ouro_vm::traverse!(Done, { group });

impl Watch for Done {
    fn done(&self, vm: &mut Vm, task: &Ref) -> R<()> {
        match self.group.get::<TaskGroup>() {
            Some(group) => group.task_done(vm, task),
            None => Ok(()),
        }
    }

    fn name(&self) -> &'static str {
        "TaskGroup._on_task_done"
    }
}

impl TaskGroup {
    fn task_done(&self, vm: &mut Vm, task: &Ref) -> R<()> {
        self.tasks.borrow_mut().retain(|t| !t.is_same(task));
        if self.tasks.borrow().is_empty()
            && let Some(waiter) = peek(&self.waiter)
        {
            wake(vm, &waiter, Value::Bool(true));
        }
        let Some(core) = future::core(task).filter(|core| core.state.get() == State::Failed) else {
            return Ok(());
        };
        core.unseen.set(false);
        let exception = core.value.get();
        self.errors.borrow_mut().push(exception.clone());
        self.note_base_error(vm, &exception);
        let Some(parent) = peek(&self.parent) else { return Ok(()) };
        if future::core(&parent).is_some_and(future::Core::is_done) {
            self.tell_orphan(vm, task, &parent, exception);
            return Ok(());
        }
        if !self.aborting.get() && !self.parent_cancelled.get() {
            self.abort(vm)?;
            self.parent_cancelled.set(true);
            crate::cancel::cancel(vm, &parent, &Value::None)?;
        }
        Ok(())
    }

    fn tell_orphan(&self, vm: &mut Vm, task: &Ref, parent: &Ref, exception: Value) {
        let (own, other) = (Value::Obj(task.clone()), Value::Obj(parent.clone()));
        let message = format!(
            "Task {} has errored out but its parent task {} is already completed",
            vm.repr_text(&own),
            vm.repr_text(&other)
        );
        let mut report = Report::new(&message);
        report.exception = exception;
        report.fields.push(("task", own));
        if let Some(core) = future::core(task) {
            let event_loop = core.event_loop.clone();
            crate::report::tell(vm, &event_loop, report);
        }
    }

    fn note_base_error(&self, vm: &Vm, exception: &Value) {
        let ends = Raised::from_value(exception.clone()).is_some_and(|r| ends_the_loop(vm, &r));
        if ends && self.base_error.get().is_unbound() {
            self.base_error.set(exception.clone());
        }
    }

    /// Cancels all tasks, in order of creation.
    fn abort(&self, vm: &mut Vm) -> R<()> {
        self.aborting.set(true);
        let tasks = self.tasks.borrow().clone();
        for task in &tasks {
            if future::core(task).is_some_and(|core| !core.is_done()) {
                crate::cancel::cancel(vm, task, &Value::None)?;
            }
        }
        Ok(())
    }
}

fn create_task(vm: &mut Vm, args: &[Value]) -> R {
    let group = this::<TaskGroup>(vm, &args[0])?;
    let reason = if !group.entered.get() {
        Some("has not been entered")
    } else if group.exiting.get() && group.tasks.borrow().is_empty() {
        Some("is finished")
    } else if group.aborting.get() {
        Some("is shutting down")
    } else {
        None
    };
    if let Some(reason) = reason {
        vm.close_frame(&args[1])?;
        let message = format!("TaskGroup {} {reason}", vm.repr_text(&args[0]));
        return Err(vm.raise(Exc::RuntimeError, &message));
    }
    let event_loop = crate::shared::running(vm)?;
    let make = Make { name: &args[2], context: &args[3], eager: false };
    let made = crate::task::create(vm, &event_loop, &args[1], &make)
        .map_err(|raised| holding(raised, &args[1]))?;
    let Some(task) = made.as_ref().cloned() else { return Ok(made) };
    if future::core(&task).is_some_and(future::Core::is_done) {
        group.task_done(vm, &task)?;
        return Ok(made);
    }
    group.tasks.borrow_mut().push(task.clone());
    let watcher = match (peek(&group.watcher), args[0].as_ref()) {
        (Some(watcher), _) => watcher,
        (None, Some(own)) => future::watcher(Done { group: own.clone() }),
        (None, None) => return Ok(made),
    };
    group.watcher.set(Some(watcher.clone()));
    if let Some(core) = future::core(&task) {
        core.add_callback(&task, Callback::Watcher(watcher));
    }
    Ok(made)
}

static ENTER: NativeBody =
    NativeBody { name: "TaskGroup.__aenter__", registers: 2, step: enter_step };
static EXIT: NativeBody = NativeBody { name: "TaskGroup.__aexit__", registers: 5, step: exit_step };

fn enter_step(vm: &mut Vm, frame: &Frame, _: Resume) -> Step {
    let own = frame.get(0);
    match enter(vm, &own) {
        Ok(()) => Step::Return(own),
        Err(raised) => Step::Raise(raised),
    }
}

fn enter(vm: &mut Vm, own: &Value) -> R<()> {
    let group = this::<TaskGroup>(vm, own)?;
    if group.entered.get() {
        let message = format!("TaskGroup {} has already been entered", vm.repr_text(own));
        return Err(vm.raise(Exc::RuntimeError, &message));
    }
    let current = crate::functions::current_task(vm)?;
    if current.is_none() {
        let message = format!("TaskGroup {} cannot determine the parent task", vm.repr_text(own));
        return Err(vm.raise(Exc::RuntimeError, &message));
    }
    group.entered.set(true);
    group.parent.set(current.as_ref().cloned());
    Ok(())
}

/// The exception of the block, or `None`.
const RAISED: usize = 1;
/// The cancellation that goes on after the block, or unbound.
const CANCELLATION: usize = 2;

fn exit_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    match exit(vm, frame, how) {
        Ok(Some(waiter)) => Step::Await(waiter),
        Ok(None) => Step::Return(Value::None),
        Err(raised) => Step::Raise(raised),
    }
}

/// Waits until there are no tasks, then says how the block ends.
fn exit(vm: &mut Vm, frame: &Frame, how: Resume) -> R<Option<Value>> {
    let own = frame.get(0);
    let group = this::<TaskGroup>(vm, &own)?;
    let cancelled = crate::shared::shared(vm).classes().cancelled.clone();
    let block = frame.get(RAISED);
    if frame.pc.get() == 0 {
        frame.pc.set(1);
        group.exiting.set(true);
        group.note_base_error(vm, &block);
        if vm.is_instance(&block, &cancelled) {
            drop(frame.set(CANCELLATION, block.clone()));
        }
        if !block.is_none() && !group.aborting.get() {
            group.abort(vm)?;
        }
    } else if let Resume::Throw(raised) = how {
        if !crate::shared::shared(vm).is_cancellation(vm, &raised) {
            return Err(raised);
        }
        if !group.aborting.get() {
            drop(frame.set(CANCELLATION, raised.into_value()));
            group.abort(vm)?;
        }
    }
    drop(group.waiter.take());
    if !group.tasks.borrow().is_empty() {
        let event_loop = crate::shared::running(vm)?;
        let waiter = future::new(vm, &event_loop);
        group.waiter.set(Some(waiter.clone()));
        return Ok(Some(Value::Obj(waiter)));
    }
    let cancellation = frame.get(CANCELLATION);
    finish(vm, group, &block, cancellation, &cancelled).map(|()| None)
}

fn finish(
    vm: &mut Vm,
    group: &TaskGroup,
    block: &Value,
    mut cancellation: Value,
    cancelled: &Value,
) -> R<()> {
    drop(group.watcher.take());
    let parent = group.parent.take();
    let task = parent.as_ref().and_then(crate::task::of);
    let errors = group.errors.take();
    if let Some(raised) = Raised::from_value(group.base_error.take()) {
        return Err(raised);
    }
    if group.parent_cancelled.get() && task.map_or(0, crate::cancel::uncancel) == 0 {
        cancellation = Value::Unbound;
    }
    if errors.is_empty()
        && let Some(raised) = Raised::from_value(cancellation)
    {
        return Err(raised);
    }
    let mut errors = errors;
    if !block.is_none() && !vm.is_instance(block, cancelled) {
        errors.push(block.clone());
    }
    if errors.is_empty() {
        return Ok(());
    }
    if let (Some(task), Some(parent)) = (task, &parent)
        && task.cancels.get() > 0
    {
        crate::cancel::uncancel(task);
        crate::cancel::cancel(vm, parent, &Value::None)?;
    }
    let builtins = vm.builtins.clone();
    let class = vm.get_attr_text(&builtins, "BaseExceptionGroup")?;
    let message = Str::value("unhandled errors in a TaskGroup");
    let error = vm.call(&class, &[message, List::value(errors)])?;
    let raised = vm.raise_value(error);
    raised.exception().cause.set(Value::None);
    raised.exception().suppress_context.set(true);
    Err(raised)
}

fn show(vm: &mut Vm, args: &[Value]) -> R {
    let group = this::<TaskGroup>(vm, &args[0])?;
    let mut text = String::from("<TaskGroup");
    let tasks = group.tasks.borrow().len();
    let errors = group.errors.borrow().len();
    if tasks > 0 {
        text.push_str(&format!(" tasks={tasks}"));
    }
    if errors > 0 {
        text.push_str(&format!(" errors={errors}"));
    }
    if group.aborting.get() {
        text.push_str(" cancelling");
    } else if group.entered.get() {
        text.push_str(" entered");
    }
    Ok(Str::value(&(text + ">")))
}

static METHODS: Table = &[
    native(
        "create_task",
        "(self, coro, /, *, name=None, context=None)",
        "Start a task in the group.",
        create_task,
    ),
    native("__aenter__", "(self, /)", "Enter the block.", |vm, args| {
        Ok(coroutine(vm, &ENTER, args))
    }),
    native("__aexit__", "(self, kind, value, traceback, /)", "Wait for the tasks.", |vm, args| {
        Ok(coroutine(vm, &EXIT, &[args[0].clone(), args[2].clone()]))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", show),
];

static NEW: NativeDef = native("__new__", "(cls, /)", "", |vm, args| {
    Ok(vm.wrap_base(&args[0], Value::new(TaskGroup::default())))
});

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    register(vm, &TYPE, &NEW, METHODS);
}
