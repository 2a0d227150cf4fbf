//! Debug mode of loops (library reference, "Developing with asyncio"): what takes long is logged, futures and handles
//! know where they were made, and other threads are kept from what is the loop's own.
//!
//! Outside of debug mode nothing of it is kept, and nothing is measured.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use ouro_vm::objects::{List, Str, Tuple};
use ouro_vm::{Exc, Origin, R, Ref, Value, ValueCell, Vm};

use crate::event_loop::EventLoop;
use crate::future::{self, Core};
use crate::ready::Ready;

/// The variable of the environment that has loops begin in debug mode.
const VARIABLE: &str = "PYTHONASYNCIODEBUG";

/// What takes as long is logged, in seconds, unless a script says otherwise.
const SLOW_CALLBACK_DURATION: f64 = 0.1;

/// So many steps of the stack are kept of handles and coroutines.
const STACK_DEPTH: usize = 10;

/// What a loop keeps for debug mode.
pub(crate) struct Debug {
    is_on: Cell<bool>,
    /// `slow_callback_duration`
    pub(crate) slow: ValueCell,
    /// What tracking of coroutines goes back to when the loop stops, while it is the loop's.
    outer_depth: Cell<Option<usize>>,
    /// Where tasks were made ready whose step is due, by address.
    scheduled: RefCell<Scheduled>,
    /// Where what runs now was made ready.
    current: RefCell<Option<Origin>>,
}
ouro_vm::traverse!(Debug, { is_on, slow, outer_depth, scheduled, current });

/// By the addresses of tasks.
type Scheduled = std::collections::BTreeMap<usize, Origin>;

impl Debug {
    /// For a new loop: as the environment says.
    pub(crate) fn new(vm: &mut Vm) -> Self {
        Self {
            is_on: Cell::new(asked_for(vm)),
            slow: ValueCell::new(Value::Float(SLOW_CALLBACK_DURATION)),
            outer_depth: Cell::new(None),
            scheduled: RefCell::default(),
            current: RefCell::default(),
        }
    }

    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.is_on.get()
    }

    pub(crate) fn set(&self, is_on: bool) {
        self.is_on.set(is_on);
    }

    /// Coroutines that are made while the loop runs are tracked from now on, or are not any more.
    pub(crate) fn track(&self, vm: &mut Vm, tracks: bool) {
        match (tracks, self.outer_depth.get()) {
            (true, None) => self.outer_depth.set(Some(vm.track_origins(STACK_DEPTH))),
            (false, Some(outer)) => {
                vm.track_origins(outer);
                self.outer_depth.set(None);
            }
            _ => {}
        }
    }

    /// Whether coroutines are tracked as debug mode asks, while the loop runs.
    pub(crate) fn is_settled(&self) -> bool {
        self.is_on.get() == self.outer_depth.get().is_some()
    }

    /// Where a task was made ready.
    pub(crate) fn note_scheduled(&self, task: &Ref, origin: Origin) {
        self.scheduled.borrow_mut().insert(task.address(), origin);
    }
}

/// The environment is the script's own, once it has imported `os`.
fn asked_for(vm: &mut Vm) -> bool {
    let os = vm.interner.find("os").and_then(|name| vm.modules.get(&name).cloned());
    let value = os.and_then(|os| {
        let get = vm.get_attr_text(&os, "getenv").ok()?;
        vm.call(&get, &[Str::value(VARIABLE)]).ok()
    });
    match value {
        Some(value) => vm.truthy(&value).unwrap_or(false),
        None => vm.outside.host.variable(VARIABLE).is_some_and(|value| !value.is_empty()),
    }
}

/// The origin of a handle that is made now, `inner` calls of the library deep.
pub(crate) fn handle_origin(vm: &Vm, inner: usize) -> Origin {
    vm.origin(STACK_DEPTH, inner)
}

/// Keeps where a future, task or gathering was made, if its loop wants to know.
#[inline]
pub(crate) fn note_made(vm: &mut Vm, object: &Ref) {
    let Some(core) = future::core(object) else { return };
    if core.event_loop.get::<EventLoop>().is_some_and(|l| l.debug.is_on()) {
        keep_made(vm, object, core);
    }
}

#[cold]
fn keep_made(vm: &mut Vm, object: &Ref, core: &Core) {
    core.has_origin.set(true);
    let origin = vm.origin(usize::MAX, 0);
    crate::shared::shared(vm).origins.borrow_mut().insert(object.address(), origin);
}

/// Where a future was made, if that is known.
pub(crate) fn origin_of(value: &Value) -> Option<Origin> {
    let core = future::core_of(value).filter(|core| core.has_origin.get())?;
    let event_loop = core.event_loop.get::<EventLoop>()?;
    event_loop.shared.origins.borrow().get(&value.as_ref()?.address()).cloned()
}

/// A future dies.
pub(crate) fn forget(value: &Value) {
    if let Some(core) = future::core_of(value).filter(|core| core.has_origin.get())
        && let Some(event_loop) = core.event_loop.get::<EventLoop>()
        && let Some(object) = value.as_ref()
    {
        event_loop.shared.origins.borrow_mut().remove(&object.address());
    }
}

/// What reprs say of an origin: ` created at FILE:LINE`.
pub(crate) fn created_at(vm: &Vm, origin: Option<&Origin>) -> String {
    match origin.and_then(|origin| origin.steps().first()) {
        Some(step) => format!(" created at {}:{}", vm.origin_file(step), step.line),
        None => String::new(),
    }
}

/// An origin as `traceback.StackSummary`, the outermost step first.
pub(crate) fn summary(vm: &mut Vm, origin: &Origin) -> R {
    let steps = origin.steps().iter().rev().map(|step| {
        let file = Str::value(&vm.origin_file(step));
        Tuple::value(vec![file, Value::Int(step.line.into()), Str::value(&step.name), Value::None])
    });
    let steps = List::value(steps.collect());
    let traceback = vm.import("traceback")?;
    let class = vm.get_attr_text(&traceback, "StackSummary")?;
    let from_list = vm.get_attr_text(&class, "from_list")?;
    vm.call(&from_list, &[steps])
}

/// How a stack stands in what is logged, behind the name of its field.
pub(crate) fn stack_text(vm: &mut Vm, name: &str, stack: &Value) -> R<Option<String>> {
    let what = match name {
        "source_traceback" => "Object",
        "handle_traceback" => "Handle",
        _ => return Ok(None),
    };
    let traceback = vm.import("traceback")?;
    let format = vm.get_attr_text(&traceback, "format_list")?;
    let lines = vm.call(&format, std::slice::from_ref(stack))?;
    let mut text = format!("{what} created at (most recent call last):\n");
    for line in lines.get::<List>().map(List::to_vec).unwrap_or_default() {
        text.push_str(&vm.display(&line));
    }
    Ok(Some(text.trim_end().to_owned()))
}

/// In debug mode only the thread that runs a loop may schedule on it.
#[inline]
pub(crate) fn check_thread(vm: &mut Vm, event_loop: &EventLoop) -> R<()> {
    if event_loop.debug.is_on() && event_loop.threads.is_others(vm) {
        let message =
            "Non-thread-safe operation invoked on an event loop other than the current one";
        return Err(vm.raise(Exc::RuntimeError, message));
    }
    Ok(())
}

/// Runs one thing that is ready, and logs that it took long if it did.
#[cold]
pub(crate) fn run_measured(
    vm: &mut Vm,
    event_loop: &EventLoop,
    ready: Ready,
    run: fn(&mut Vm, &EventLoop, Ready) -> R<()>,
) -> R<()> {
    let what = What::of(&ready);
    let origin = match &what {
        What::Task(task) => event_loop.debug.scheduled.borrow_mut().remove(&task.address()),
        What::Handle(handle) => {
            handle.get::<crate::handle::Handle>().and_then(|h| h.origin.clone())
        }
        What::Other => None,
    };
    // What timers and the loop itself make ready has only the loop's callers behind it.
    let origin = origin.unwrap_or_else(|| vm.origin(STACK_DEPTH, 0));
    let outer = event_loop.debug.current.replace(Some(origin));
    let started_ns = vm.outside.now_ns();
    let result = run(vm, event_loop, ready);
    let took_ns = vm.outside.now_ns().saturating_sub(started_ns);
    event_loop.debug.current.replace(outer);
    result?;
    let slow = crate::sleep::number(vm, &event_loop.debug.slow.get())?;
    let took = Duration::from_nanos(took_ns).as_secs_f64();
    if took < slow {
        return Ok(());
    }
    let shown = match &what {
        What::Task(object) | What::Handle(object) => vm.repr_text(&Value::Obj(object.clone())),
        What::Other => return Ok(()),
    };
    let text = "Executing %s took %.3f seconds";
    crate::report::log_at(vm, "warning", text, &[Str::value(&shown), Value::Float(took)]);
    Ok(())
}

/// What runs, as it is shown.
enum What {
    Task(Ref),
    Handle(Ref),
    /// Something of the library, which takes no time.
    Other,
}

impl What {
    fn of(ready: &Ready) -> Self {
        match ready {
            Ready::Step(task) | Ready::Wakeup(task, _) => Self::Task(task.clone()),
            Ready::Call(handle) => Self::Handle(handle.clone()),
            Ready::Due(target) if target.is::<crate::handle::Handle>() => {
                Self::Handle(target.clone())
            }
            Ready::Due(_) | Ready::Watch(..) | Ready::Done(..) => Self::Other,
        }
    }
}

/// Where what runs now was made ready, in debug mode.
pub(crate) fn current(event_loop: &EventLoop) -> Option<Origin> {
    event_loop.debug.current.borrow().clone()
}
