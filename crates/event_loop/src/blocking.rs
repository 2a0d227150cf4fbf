//! Calls that held the loop while others were due: who, how long, and who waited for it.
//!
//! Nothing is measured while tasks take turns. A call that blocks says so when it comes back, and a step that computes
//! for long is noticed where its counter runs out.

use std::cell::{Cell, RefCell};

use ouro_vm::{Blocked, Finding, LoopHooks, Ref, Vm};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback};
use crate::ready::Ready;
use crate::task;

/// What is kept waiting less long is not worth a word: a tenth of a second.
const WORTH_TELLING_NS: u64 = 100_000_000;

/// So many of those who waited are remembered by name; the others are counted.
const MAX_NAMED: usize = 64;

/// With more than so many handles and timers on a loop, those who wait are not gone through at every look.
const MANY: usize = 1000;

/// So many places are remembered.
const MAX_PLACES: usize = 16;

/// What was found on one loop.
#[derive(Default)]
pub(crate) struct Watch {
    /// Counts what the loop has run.
    pub(crate) steps: Cell<u64>,
    /// The step in which the counter ran out last, and when it did so first.
    seen: Cell<(u64, u64)>,
    found: RefCell<Vec<Blocked>>,
    /// The step whose computing is the last entry, if it is.
    computing: Cell<Option<u64>>,
}

ouro_vm::no_values!(Watch);

/// What the machine tells loops.
pub(crate) static HOOKS: LoopHooks = LoopHooks { look, blocked };

fn blocked(vm: &mut Vm, started_ns: u64) {
    if vm.adviser.is_none() {
        return;
    }
    let now_ns = vm.outside.now_ns();
    if now_ns.saturating_sub(started_ns) >= WORTH_TELLING_NS {
        note(vm, true, started_ns, now_ns);
    }
}

/// The counter ran out: has the present step been computing all the while?
fn look(vm: &mut Vm) {
    let object = vm.running_loop.clone();
    let Some(event_loop) = object.get::<EventLoop>() else { return };
    if vm.adviser.is_none() {
        return;
    }
    let (watch, now_ns) = (&event_loop.watch, vm.outside.now_ns());
    let (step, since_ns) = watch.seen.get();
    if step != watch.steps.get() {
        watch.seen.set((watch.steps.get(), now_ns));
        watch.computing.set(None);
    } else if now_ns.saturating_sub(since_ns) >= WORTH_TELLING_NS {
        if watch.computing.get() == Some(step) {
            let many = event_loop.ready.borrow().len() + event_loop.timers.borrow().len() > MANY;
            let told_ns = watch.found.borrow().last().map_or(0, |last| last.total_ns);
            if many && now_ns - since_ns < told_ns + told_ns / 4 {
                return;
            }
            watch.found.borrow_mut().pop();
        }
        let before = watch.found.borrow().len();
        note(vm, false, since_ns, now_ns);
        watch.computing.set((watch.found.borrow().len() > before).then_some(step));
    }
}

fn note(vm: &mut Vm, is_call: bool, started_ns: u64, now_ns: u64) {
    let object = vm.running_loop.clone();
    let Some(event_loop) = object.get::<EventLoop>() else { return };
    let (delayed, more) = delayed(vm, event_loop, started_ns, now_ns);
    let Some(at) = vm.current_place().filter(|_| !delayed.is_empty()) else { return };
    let took_ns = now_ns - started_ns;
    let mut found = event_loop.watch.found.borrow_mut();
    if is_call && let Some(same) = found.iter_mut().find(|b| b.at == at && b.is_call) {
        same.times += 1;
        same.total_ns += took_ns;
        let before = same.delayed.len();
        for (name, ns) in delayed {
            match same.delayed.iter_mut().find(|(known, _)| *known == name) {
                Some((_, longest)) => *longest = (*longest).max(ns),
                None => same.delayed.push((name, ns)),
            }
        }
        // Those that are only counted may be the same each time.
        same.more = same.more.max(more);
        if same.delayed.len() > MAX_NAMED {
            same.more += same.delayed.len() - before.max(MAX_NAMED);
            same.delayed.truncate(MAX_NAMED);
        }
    } else if found.len() < MAX_PLACES {
        found.push(Blocked { is_call, at, times: 1, total_ns: took_ns, delayed, more });
    }
}

/// The tasks that would have run between two moments, each with how long it waited, and how many more there were.
fn delayed(
    vm: &Vm,
    event_loop: &EventLoop,
    started_ns: u64,
    now_ns: u64,
) -> (Vec<(String, u64)>, usize) {
    let mut named: Vec<(String, u64)> = Vec::new();
    let mut more = 0;
    let mut add = |task: &Ref, ns: u64| {
        if ns < WORTH_TELLING_NS {
            return;
        }
        if named.len() == MAX_NAMED {
            more += 1;
            return;
        }
        let name = task::name_of(vm, &ouro_vm::Value::Obj(task.clone()));
        if !name.is_empty() && named.iter().all(|(known, _)| *known != name) {
            named.push((name, ns));
        }
    };
    event_loop.ready.borrow().for_each(|ready| match ready {
        Ready::Step(task) | Ready::Wakeup(task, _) => add(task, now_ns - started_ns),
        _ => {}
    });
    event_loop.timers.borrow().for_each_due(now_ns, |deadline_ns, target| {
        let Some(core) = future::core(target).filter(|core| !core.is_done()) else { return };
        for callback in core.callbacks() {
            if let Callback::Wakeup(task) = callback {
                add(&task, now_ns - deadline_ns.max(started_ns));
            }
        }
    });
    (named, more)
}

/// Tells what was found on a loop, once.
pub(crate) fn tell(vm: &mut Vm, event_loop: &EventLoop) {
    let found = event_loop.watch.found.take();
    if !found.is_empty() {
        vm.advise(|_| Finding::Blocked(found));
    }
}
