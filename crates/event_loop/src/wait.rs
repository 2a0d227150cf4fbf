//! `asyncio.wait` and `asyncio.shield`.

use std::cell::Cell;

use ouro_vm::host::deadline_after_ns;
use ouro_vm::objects::{Frame, List, NativeBody, Set, Str, Tuple};
use ouro_vm::{Exc, R, Raised, Ref, Resume, Step, Value, Vm};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback, Core, State, Watch};
use crate::sleep::coroutine;
use crate::waiters::wake;

/// When a wait is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    First,
    FirstException,
    All,
}

/// Counts the futures that are done, and ends the wait in time.
struct Count {
    waiter: Ref,
    left: Cell<usize>,
    until: Until,
}

ouro_vm::traverse!(Count, { waiter, left, until });
ouro_vm::no_values!(Until);

impl Watch for Count {
    fn done(&self, vm: &mut Vm, future: &Ref) -> R<()> {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        let failed = future::core(future).is_some_and(|core| core.state.get() == State::Failed);
        if failed
            && left > 0
            && self.until == Until::FirstException
            && let Some(core) = future::core(future)
        {
            core.unseen.set(false);
        }
        if left == 0 || self.until == Until::First || failed && self.until == Until::FirstException
        {
            wake(vm, &self.waiter, Value::None);
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "_wait.<locals>._on_completion"
    }
}

/// The futures first, a list once they have been looked at.
const FUTURES: usize = 0;
const TIMEOUT: usize = 1;
const UNTIL: usize = 2;
/// The watcher, while it waits.
const WATCHER: usize = 3;

static WAIT: NativeBody = NativeBody { name: "wait", registers: 5, step };

/// `wait(fs, *, timeout=None, return_when=ALL_COMPLETED)`
pub(crate) fn wait(vm: &mut Vm, args: &[Value]) -> R {
    Ok(coroutine(vm, &WAIT, args))
}

fn step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    if frame.pc.get() == 0 {
        return match how {
            Resume::Throw(raised) => Step::Raise(raised),
            Resume::Send(_) => begin(vm, frame).map_or_else(Step::Raise, Step::Await),
        };
    }
    let watcher = frame.set(WATCHER, Value::None);
    let all = frame.get(FUTURES);
    let all = all.get::<List>().map(List::to_vec).unwrap_or_default();
    for future in &all {
        if let Some(core) = future::core_of(future) {
            core.remove_callbacks(|c| {
                matches!((c, &watcher), (Callback::Watcher(w), Value::Obj(own)) if w.is_same(own))
            });
        }
    }
    if !frame.set(TIMEOUT, Value::None).is_none()
        && let Some(event_loop) = vm.running_loop.get::<EventLoop>()
    {
        event_loop.timer_cancelled();
    }
    match how {
        Resume::Throw(raised) => Step::Raise(raised),
        Resume::Send(_) => crate::waiters::ended(sorted_out(vm, all)),
    }
}

/// The done and the pending ones, as two sets.
fn sorted_out(vm: &mut Vm, all: Vec<Value>) -> R {
    let (done, pending) = (Set::default(), Set::default());
    for future in all {
        let is_done = future::core_of(&future).is_some_and(Core::is_done);
        vm.set_add(if is_done { &done.0 } else { &pending.0 }, future)?;
    }
    Ok(Tuple::value(vec![Value::new(done), Value::new(pending)]))
}

/// Looks at the arguments and asks the futures; gives what is to be awaited.
fn begin(vm: &mut Vm, frame: &Frame) -> R {
    let (all, until) = look_at(vm, frame)?;
    let event_loop = crate::shared::running(vm)?;
    if let Some(other) = all.iter().find(|item| future::core_of(item).is_none()) {
        vm.get_attr_text(other, "add_done_callback")?;
        let name = vm.type_name(other);
        let message = format!("an asyncio.Future is required, not '{name}'");
        return Err(vm.raise(Exc::TypeError, &message));
    }
    let waiter = future::new(vm, &event_loop);
    let delay = frame.get(TIMEOUT);
    if !delay.is_none()
        && let Some(payload) = event_loop.get::<EventLoop>()
    {
        let seconds = crate::sleep::delay(vm, &delay)?;
        let now_ns = vm.outside.now_ns();
        payload.set_timer(vm, deadline_after_ns(now_ns, seconds), &waiter);
    }
    let count = Count { waiter: waiter.clone(), left: Cell::new(all.len()), until };
    let watcher = future::watcher(count);
    for future in &all {
        if let (Some(object), Some(core)) = (future.as_ref(), future::core_of(future)) {
            core.add_callback(object, Callback::Watcher(watcher.clone()));
        }
    }
    drop(frame.set(FUTURES, List::value(all)));
    drop(frame.set(WATCHER, Value::Obj(watcher)));
    frame.pc.set(1);
    Ok(Value::Obj(waiter))
}

fn look_at(vm: &mut Vm, frame: &Frame) -> R<(Vec<Value>, Until)> {
    let given = frame.get(FUTURES);
    if future::core_of(&given).is_some() || crate::task::is_coroutine(&given) {
        let message = format!("expect a list of futures, not {}", vm.type_name(&given));
        return Err(vm.raise(Exc::TypeError, &message));
    }
    let items = vm.collect(&given)?;
    if items.is_empty() {
        return Err(vm.raise(Exc::ValueError, "Set of Tasks/Futures is empty."));
    }
    let until = frame.get(UNTIL);
    let until = match until.get::<Str>().and_then(Str::as_str) {
        Some("FIRST_COMPLETED") => Until::First,
        Some("FIRST_EXCEPTION") => Until::FirstException,
        Some("ALL_COMPLETED") => Until::All,
        _ => {
            let message = format!("Invalid return_when value: {}", vm.str_text(&until)?);
            return Err(vm.raise(Exc::ValueError, &message));
        }
    };
    if items.iter().any(crate::task::is_coroutine) {
        let message = "Passing coroutines is forbidden, use tasks explicitly.";
        let raised = vm.raise(Exc::TypeError, message);
        return Err(crate::shared::holding(raised, &Tuple::value(items)));
    }
    let mut all: Vec<Value> = Vec::with_capacity(items.len());
    let mut seen = std::collections::HashSet::new();
    for item in items {
        if item.as_ref().is_none_or(|object| seen.insert(object.address())) {
            all.push(item);
        }
    }
    Ok((all, until))
}

/// What a shield's inner future tells the outer one.
struct Inner {
    outer: Ref,
}

ouro_vm::traverse!(Inner, { outer });

impl Watch for Inner {
    fn done(&self, vm: &mut Vm, inner: &Ref) -> R<()> {
        let (Some(outer), Some(core)) = (future::core(&self.outer), future::core(inner)) else {
            return Ok(());
        };
        if outer.is_cancelled() {
            core.unseen.set(false);
            return Ok(());
        }
        match core.state.get() {
            State::Cancelled => {
                outer.cancel(vm, &self.outer, Value::None);
            }
            State::Failed => {
                core.unseen.set(false);
                outer.fail(vm, &self.outer, core.value.get());
            }
            State::Finished | State::Pending => outer.finish(vm, &self.outer, core.value.get())?,
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "shield.<locals>._inner_done_callback"
    }
}

/// Takes the inner future's callback back when the outer one is done first.
struct Outer {
    inner: Ref,
    watcher: Ref,
}

ouro_vm::traverse!(Outer, { inner, watcher });

impl Watch for Outer {
    fn done(&self, _: &mut Vm, _: &Ref) -> R<()> {
        if let Some(core) = future::core(&self.inner).filter(|core| !core.is_done()) {
            core.remove_callbacks(
                |c| matches!(c, Callback::Watcher(w) if w.is_same(&self.watcher)),
            );
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        "shield.<locals>._outer_done_callback"
    }
}

/// `shield(arg)`
pub(crate) fn shield(vm: &mut Vm, args: &[Value]) -> R {
    let inner = crate::functions::ensure_future(vm, &args[0], None)
        .map_err(|raised: Raised| crate::shared::holding(raised, &args[0]))?;
    let Some(core) = future::core(&inner) else { return Ok(Value::None) };
    if core.is_done() {
        return Ok(Value::Obj(inner));
    }
    let outer = future::new(vm, &core.event_loop);
    let watcher = future::watcher(Inner { outer: outer.clone() });
    core.add_callback(&inner, Callback::Watcher(watcher.clone()));
    if let Some(payload) = future::core(&outer) {
        let back = future::watcher(Outer { inner: inner.clone(), watcher });
        payload.add_callback(&outer, Callback::Watcher(back));
    }
    Ok(Value::Obj(outer))
}
