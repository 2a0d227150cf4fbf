//! Where a task stands and what it waits for, read from its frames: nothing is recorded for it.

use ouro_vm::objects::{Body, Frame};
use ouro_vm::{AsyncGenStep, Spot, Value, Vm, Waiting};

use crate::future;
use crate::gather::Gathering;
use crate::locks::{Event, Lock, Semaphore};
use crate::queue::Queue;
use crate::task::{self, Task};

/// The end of a task's chain of awaits.
pub(crate) struct Standing {
    /// Where each frame of a script in the chain stands, the outermost first.
    pub(crate) spots: Vec<Spot>,
    /// The frames of the chain, the outermost first.
    pub(crate) frames: Vec<Value>,
    /// The library's coroutine at the end, by name, and what it is a method of.
    pub(crate) library: Option<(&'static str, Value)>,
    /// The future, task or gathering that is waited for, or `None`.
    pub(crate) awaited: Value,
}

/// Longer chains are told from their start; the rest is known by its future.
const MAX_FRAMES: usize = 10_000;

/// Where a task stands.
pub(crate) fn of(vm: &Vm, task: &Task) -> Standing {
    let mut standing = Standing {
        spots: Vec::new(),
        frames: Vec::new(),
        library: None,
        awaited: task::waiting_for(task),
    };
    let mut at = Value::Obj(task.coroutine.clone());
    for _ in 0..MAX_FRAMES {
        let inner = match at.get::<AsyncGenStep>() {
            Some(step) => step.generator.clone(),
            None => at,
        };
        let Some(frame) = inner.get::<Frame>() else {
            // While the task's own step is under way it does not know yet what it waits for.
            if standing.awaited.is_none() && future::core_of(&inner).is_some() {
                standing.awaited = inner;
            }
            break;
        };
        match frame.body() {
            Body::Code(_) => {
                standing.spots.extend(vm.frame_spot(frame));
                standing.library = None;
            }
            Body::Native(body) => standing.library = Some((body.name, frame.get(0))),
        }
        at = frame.awaiting();
        standing.frames.push(inner.clone());
    }
    standing
}

impl Standing {
    /// What it waits for, for use within a sentence; empty where that cannot be said.
    pub(crate) fn on(&self, vm: &mut Vm) -> String {
        if let Some((name, own)) = &self.library {
            match library(name, own) {
                Some(text) => return text,
                None => {
                    if *name == "TaskGroup.__aexit__" {
                        return "the tasks of its group".to_owned();
                    }
                }
            }
        }
        awaited(vm, &self.awaited)
    }
}

/// What a coroutine of the library waits for.
fn library(name: &str, own: &Value) -> Option<String> {
    if own.is::<Lock>() {
        return Some("a lock".to_owned());
    }
    if own.is::<Semaphore>() {
        return Some("a place in a semaphore".to_owned());
    }
    if own.is::<Event>() {
        return Some("an event to be set".to_owned());
    }
    if let Some(queue) = own.get::<Queue>() {
        return Some(match name {
            "Queue.get" => "an item of a queue, which is empty".to_owned(),
            "Queue.put" => "room in a queue, which is full".to_owned(),
            _ => match queue.unfinished() {
                1 => "`task_done()` for an item of a queue".to_owned(),
                left => format!("`task_done()` for {left} items of a queue"),
            },
        });
    }
    match name {
        "sleep" => Some("its sleep to end".to_owned()),
        "Condition.wait" | "Condition.wait_for" => Some("a condition to be notified".to_owned()),
        "Barrier.wait" => Some("others at a barrier".to_owned()),
        "wait" => Some("the tasks of a wait".to_owned()),
        _ => None,
    }
}

/// What a future, task or gathering is, for use within a sentence.
fn awaited(vm: &mut Vm, value: &Value) -> String {
    if value.is::<Task>() {
        return subject(vm, value);
    }
    if let Some(gathering) = value.get::<Gathering>() {
        return match gathering.left() {
            1 => "1 task of a gather".to_owned(),
            left => format!("{left} tasks of a gather"),
        };
    }
    match future::core_of(value) {
        Some(_) => "a future that no one has given a result".to_owned(),
        None => String::new(),
    }
}

/// What it is, for use within a sentence.
pub(crate) fn subject(vm: &Vm, value: &Value) -> String {
    match value.get::<Task>() {
        Some(_) => format!("task '{}'", task::name_of(vm, value)),
        None => "the future".to_owned(),
    }
}

/// Something that is not done yet, as an explanation tells it.
pub(crate) fn waiting(vm: &mut Vm, value: &Value) -> Waiting {
    let subject = subject(vm, value);
    let Some(task) = value.get::<Task>() else {
        return Waiting { subject, at: None, on: String::new() };
    };
    let standing = of(vm, task);
    let on = match &standing.spots[..] {
        [] => "it has not begun: it runs when the present task awaits something".to_owned(),
        _ => standing.on(vm),
    };
    Waiting { subject, at: standing.spots.last().copied(), on }
}
