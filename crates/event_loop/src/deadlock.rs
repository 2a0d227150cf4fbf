//! When nothing can ever wake what waits: who waits where, for what, and who holds it.
//!
//! A loop that is about to wait for ever, while no timer is set, no other thread can go on and nothing outside is
//! awaited, will wait for ever. Everything that is told of its tasks is read from their frames.

use ouro_bytecode::{CodeKind, Op};
use ouro_vm::host::Stream;
use ouro_vm::objects::{BoundMethod, Frame, Native};
use ouro_vm::{Exc, Finding, Raised, Ref, Spot, Stuck, Value, Vm};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback};
use crate::gather::Gathering;
use crate::locks::{Lock, Semaphore};
use crate::ready::Ready;
use crate::standing::{self, Standing};
use crate::task::{self, Task};

/// The exit code of a run that ends so.
pub const EXIT_DEADLOCK: i32 = 121;

/// Whether a loop with nothing ready and no timer would never run anything more, and is to end for it.
pub(crate) fn is_certain(vm: &mut Vm, event_loop: &EventLoop) -> bool {
    let hangs = event_loop.shared.hangs_on_deadlock.get();
    !hangs && vm.on_main_thread() && vm.waits_for_ever() && !pending(vm, event_loop).is_empty()
}

/// The tasks that would never end.
fn pending(vm: &Vm, event_loop: &EventLoop) -> Vec<Value> {
    match &vm.running_loop {
        Value::Obj(object)
            if object.get::<EventLoop>().is_some_and(|own| std::ptr::eq(own, event_loop)) =>
        {
            task::pending(object)
        }
        _ => Vec::new(),
    }
}

/// Tells of it. At a prompt the loop waits on: Ctrl-C gives the prompt back. Elsewhere it is the end of the run.
pub(crate) fn end(vm: &mut Vm, event_loop: &EventLoop) -> Option<Raised> {
    let tasks = pending(vm, event_loop);
    // Output that stands before the report must not come after it.
    let _ = vm.flush(Stream::Out);
    let prompt = event_loop.shared.prompt.get();
    let ends = !prompt.get::<EventLoop>().is_some_and(|own| std::ptr::eq(own, event_loop));
    vm.advise(|vm| Finding::Deadlock { stuck: stuck(vm, &tasks), ends });
    if !ends {
        return None;
    }
    if vm.adviser.is_none() {
        vm.write_err("ouro: every task waits, and nothing can wake them\n");
    }
    give_up(vm, event_loop, &tasks);
    Some(vm.raise_with(Exc::SystemExit, vec![Value::Int(EXIT_DEADLOCK.into())]))
}

/// Makes sure that the run can end. A cancellation would run for ever round a ring of tasks that await each other, so
/// rings are cut; and tasks that have been asked to end, and wait again for what never comes, are asked no more.
fn give_up(vm: &mut Vm, event_loop: &EventLoop, tasks: &[Value]) {
    let payloads = tasks.iter().filter_map(|value| Some((value.as_ref()?, value.get::<Task>()?)));
    for (object, task) in payloads {
        if is_in_ring(object) {
            if let Some(awaited) = task.waiting.take()
                && let Some(core) = future::core(&awaited)
            {
                core.remove_callbacks(
                    |callback| matches!(callback, Callback::Wakeup(t) if t.is_same(object)),
                );
            }
            task.must_cancel.set(true);
            event_loop.push(Ready::Step(object.clone()));
        }
    }
    let all_asked = tasks.iter().filter_map(Value::get::<Task>).all(|task| task.cancels.get() > 0);
    if all_asked {
        for (value, task) in tasks.iter().filter_map(|v| Some((v, v.get::<Task>()?))) {
            task.tell_destroyed.set(false);
            let coroutine = Value::Obj(task.coroutine.clone());
            if let Err(raised) = vm.close_frame(&coroutine) {
                vm.report_unraisable(raised, value);
            }
        }
    }
}

/// Whether whoever a task awaits awaits, in the end, the task itself.
fn is_in_ring(object: &Ref) -> bool {
    let mut at = object.clone();
    for _ in 0..MAX_RING {
        let Some(task) = crate::task::of(&at) else { return false };
        let Some(next) = crate::shared::peek(&task.waiting) else { return false };
        if next.is_same(object) {
            return true;
        }
        at = next;
    }
    false
}

/// Longer rings are none of a script that was meant to end.
const MAX_RING: usize = 100_000;

fn stuck(vm: &mut Vm, tasks: &[Value]) -> Vec<Stuck> {
    let standings: Vec<Standing> =
        tasks.iter().filter_map(|task| Some(standing::of(vm, task.get::<Task>()?))).collect();
    let mut all = Vec::with_capacity(tasks.len());
    for (index, task) in tasks.iter().enumerate() {
        let Some(own) = standings.get(index) else { continue };
        let held = own.library.as_ref().map_or(Value::None, |(_, object)| object.clone());
        let holder = if held.is::<Lock>() || held.is::<Semaphore>() {
            holder(vm, &held, &standings)
        } else {
            None
        };
        let (holder, held_at) = match holder {
            Some((at, spot)) => (Some(at), spot),
            None => (None, None),
        };
        all.push(Stuck {
            name: task::name_of(vm, task),
            at: own.spots.last().copied(),
            on: own.on(vm),
            is_lock: held.is::<Lock>(),
            holder,
            held_at,
            awaits: awaited(&own.awaited, tasks),
        });
    }
    all
}

/// The indices of the tasks that a task awaits.
fn awaited(value: &Value, tasks: &[Value]) -> Vec<usize> {
    let index = |child: &Ref| {
        tasks.iter().position(|task| task.as_ref().is_some_and(|task| task.is_same(child)))
    };
    match (value.get::<Gathering>(), value.as_ref()) {
        (Some(gathering), _) => gathering.children().iter().filter_map(index).collect(),
        (None, Some(object)) => index(object).into_iter().collect(),
        (None, None) => Vec::new(),
    }
}

/// The task that holds a lock, and where it took it: the one in whose frames the lock is to be released, or which
/// called its `acquire` where it came by.
fn holder(vm: &Vm, lock: &Value, standings: &[Standing]) -> Option<(usize, Option<Spot>)> {
    let find = |look: &dyn Fn(&Frame) -> Option<Option<Spot>>| {
        standings.iter().enumerate().find_map(|(index, standing)| {
            let mut frames = standing.frames.iter().filter_map(|frame| frame.get::<Frame>());
            frames.find_map(look).map(|spot| (index, spot))
        })
    };
    find(&|frame| entered(frame, lock)).or_else(|| find(&|frame| acquired(vm, frame, lock)))
}

/// Whether a frame is within `async with lock`, and where that stands.
fn entered(frame: &Frame, lock: &Value) -> Option<Option<Spot>> {
    let code = frame.function()?.code();
    let pc = frame.pc.get() as usize;
    let register = (0..frame.len()).find(|index| is_exit_of(&frame.get(*index), lock))?;
    let is_it = |(_, instr): &(usize, &ouro_bytecode::Instr)| {
        instr.op == Op::AsyncEnter && usize::from(instr.c) == register
    };
    let entered = code.instrs.iter().enumerate().take(pc).rfind(is_it);
    // While it waits in `__aenter__` it holds nothing yet.
    if entered.is_some_and(|(at, _)| at + 1 >= pc.saturating_sub(1)) {
        return None;
    }
    let place = entered.and_then(|(at, _)| code.code.place(at));
    Some(place.map(|place| (code.code.source, place)))
}

fn is_exit_of(value: &Value, lock: &Value) -> bool {
    if let Some(method) = value.get::<BoundMethod>() {
        let is_exit = method.function.get::<Native>().is_some_and(|n| n.def.name == "__aexit__");
        return is_exit && method.receiver.is_same(lock);
    }
    value
        .get::<Native>()
        .is_some_and(|native| native.def.name == "__aexit__" && native.receiver.is_same(lock))
}

/// Whether a frame has come by a call of the lock's `acquire`, by a name of the function or the module, and by none of
/// its `release`.
fn acquired(vm: &Vm, frame: &Frame, lock: &Value) -> Option<Option<Spot>> {
    let function = frame.function()?;
    let code = function.code();
    // The last instruction is the one at which it waits: perhaps for this very lock.
    let behind = (frame.pc.get() as usize).saturating_sub(AWAITED_CALL);
    let mut taken = None;
    for (at, instr) in code.instrs.iter().enumerate().take(behind) {
        if instr.op != Op::LoadMethod {
            continue;
        }
        let name = vm.interner.text(code.sites.get(usize::from(instr.c))?.name);
        let before = at.checked_sub(1).and_then(|at| code.instrs.get(at));
        let object = match before {
            Some(load) if load.op == Op::LoadGlobal && load.a == instr.b => {
                let name = code.sites.get(usize::from(load.b))?.name;
                function.module().namespace.get(name)
            }
            _ if code.code.kind != CodeKind::Class => frame.get(usize::from(instr.b)),
            _ => Value::Unbound,
        };
        let object = object.get::<ouro_vm::objects::Cell>().map_or(object.clone(), |c| c.0.get());
        if object.is_same(lock) {
            match name.as_str() {
                "acquire" => taken = Some(at),
                "release" => taken = None,
                _ => {}
            }
        }
    }
    let at = taken?;
    Some(code.code.place(at).map(|place| (code.code.source, place)))
}

/// Instructions of `await x.acquire()`: the method, the call, the await.
const AWAITED_CALL: usize = 3;
