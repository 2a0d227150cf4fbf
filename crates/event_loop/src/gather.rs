//! `asyncio.gather`: one future for the results of many.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use ouro_vm::objects::{List, Str};
use ouro_vm::{R, Ref, Value, Vm};

use crate::functions::ensure_future;
use crate::future::{self, Callback, Core, State, Watch};

/// The future that `gather` gives.
pub(crate) struct Gathering {
    pub(crate) core: Core,
    /// In the order of the arguments.
    children: RefCell<Vec<Ref>>,
    /// How many children are not done yet, each counted once.
    left: Cell<usize>,
    return_exceptions: bool,
    cancel_requested: Cell<bool>,
}
ouro_vm::object!(
    Gathering,
    "_GatheringFuture",
    { core, children, left, return_exceptions, cancel_requested },
    finalize = future::finalize,
    awaited_by = future::poll
);

struct Child {
    outer: Ref,
}

ouro_vm::traverse!(Child, { outer });

impl Watch for Child {
    fn done(&self, vm: &mut Vm, child: &Ref) -> R<()> {
        child_done(vm, &self.outer, child);
        Ok(())
    }

    fn name(&self) -> &'static str {
        "gather.<locals>._done_callback"
    }
}

impl Gathering {
    /// The futures and tasks that were given, in the order of the arguments.
    pub(crate) fn children(&self) -> Vec<Ref> {
        self.children.borrow().clone()
    }

    /// How many children are not done.
    pub(crate) fn left(&self) -> usize {
        self.left.get()
    }

    /// Cancels the children; the gathering itself ends when they have.
    pub(crate) fn cancel(&self, vm: &mut Vm, message: &Value) -> R<bool> {
        if self.core.is_done() {
            return Ok(false);
        }
        let children = self.children.borrow().clone();
        let mut any = false;
        for child in &children {
            any |= crate::cancel::cancel(vm, child, message)?;
        }
        if any {
            self.cancel_requested.set(true);
        }
        Ok(any)
    }
}

/// `gather(*awaitables, return_exceptions=...)`
pub(crate) fn gather(vm: &mut Vm, args: &[Value], return_exceptions: bool) -> R {
    if args.is_empty() {
        let event_loop = crate::functions::event_loop_or_current(vm)?;
        let outer = future::new(vm, &event_loop);
        if let Some(core) = future::core(&outer) {
            core.finish(vm, &outer, List::value(Vec::new()))?;
        }
        return Ok(Value::Obj(outer));
    }
    let mut event_loop: Option<Ref> = None;
    let mut seen: HashMap<usize, Ref> = HashMap::with_capacity(args.len());
    let mut children = Vec::with_capacity(args.len());
    let mut distinct = Vec::with_capacity(args.len());
    for arg in args {
        let key = match arg.as_ref() {
            Some(object) => {
                if !crate::task::is_coroutine(arg) && future::core(object).is_none() {
                    vm.hash(arg)?;
                }
                object.address()
            }
            None => 0,
        };
        if let Some(child) = seen.get(&key) {
            children.push(child.clone());
            continue;
        }
        let child = ensure_future(vm, arg, event_loop.as_ref())?;
        let is_new = arg.as_ref().is_none_or(|a| !a.is_same(&child));
        if is_new && let Some(task) = crate::task::of(&child) {
            task.tell_destroyed.set(false);
        }
        if event_loop.is_none() {
            event_loop = future::core(&child).map(|core| core.event_loop.clone());
        }
        seen.insert(key, child.clone());
        distinct.push(child.clone());
        children.push(child);
    }
    drop(seen);
    let Some(event_loop) = event_loop else { return Ok(Value::None) };
    let outer = Ref::new(Gathering {
        core: Core::new(&event_loop),
        children: RefCell::new(children),
        left: Cell::new(distinct.len()),
        return_exceptions,
        cancel_requested: Cell::new(false),
    });
    crate::debug::note_made(vm, &outer);
    listen(vm, &outer, &distinct);
    Ok(Value::Obj(outer))
}

/// Those that are done already are counted at once, after all others have been asked.
fn listen(vm: &mut Vm, outer: &Ref, distinct: &[Ref]) {
    let watcher = future::watcher(Child { outer: outer.clone() });
    let is_done = |child: &&Ref| future::core(child).is_some_and(Core::is_done);
    for child in distinct.iter().filter(|c| !is_done(c)) {
        if let Some(core) = future::core(child) {
            core.add_callback(child, Callback::Watcher(watcher.clone()));
        }
    }
    let done: Vec<&Ref> = distinct.iter().filter(is_done).collect();
    for child in done {
        child_done(vm, outer, child);
    }
}

fn child_done(vm: &mut Vm, outer: &Ref, child: &Ref) {
    let Some(gathering) = outer.get::<Gathering>() else { return };
    let Some(core) = future::core(child) else { return };
    let left = gathering.left.get().saturating_sub(1);
    gathering.left.set(left);
    if gathering.core.is_done() {
        core.unseen.set(false);
        return;
    }
    if !gathering.return_exceptions {
        match core.state.get() {
            State::Cancelled => {
                let error = core.cancelled_error(vm).into_value();
                gathering.core.fail(vm, outer, error);
                return;
            }
            State::Failed => {
                core.unseen.set(false);
                let exception = core.value.get();
                gathering.core.fail(vm, outer, exception);
                return;
            }
            State::Finished | State::Pending => {}
        }
    }
    if left == 0 {
        all_done(vm, outer, gathering);
    }
}

fn all_done(vm: &mut Vm, outer: &Ref, gathering: &Gathering) {
    let children = gathering.children.take();
    let mut results = Vec::with_capacity(children.len());
    for child in &children {
        let Some(core) = future::core(child) else { continue };
        results.push(match core.state.get() {
            State::Cancelled => {
                // Here, and nowhere else, no message is an empty one.
                let message = match core.value.get() {
                    Value::None => Str::value(""),
                    message => message,
                };
                future::cancelled_error(vm, &core.event_loop, message).into_value()
            }
            State::Failed => {
                core.unseen.set(false);
                core.value.get()
            }
            State::Finished | State::Pending => core.value.get(),
        });
    }
    if gathering.cancel_requested.get() {
        // The last argument's message, whichever came last.
        let error = match children.last().and_then(future::core) {
            Some(last) if last.is_cancelled() => last.cancelled_error(vm),
            last => {
                let message = last.map_or(Value::None, Core::cancel_message);
                future::cancelled_error(vm, &gathering.core.event_loop, message)
            }
        };
        gathering.core.fail(vm, outer, error.into_value());
    } else {
        gathering.core.resolve(vm, outer, State::Finished, List::value(results));
    }
}
