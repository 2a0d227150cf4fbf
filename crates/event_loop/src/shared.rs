//! What all loops of one engine share: the classes, the list of tasks, the counter of their names.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use crate::ready::{Policy, SharedPolicy};
use ouro_vm::{Exc, R, Raised, Ref, Value, ValueCell, Vm, WeakList};

/// See the module's page.
#[derive(Default)]
pub(crate) struct Shared {
    /// All tasks that are alive, in order of creation.
    pub(crate) tasks: WeakList,
    /// The number of the task created last.
    pub(crate) task_count: Cell<u64>,
    /// The loop of the prompt.
    pub(crate) prompt: ValueCell,
    /// How often Ctrl-C was pressed since the runner started, and its task.
    pub(crate) interrupts: Cell<u32>,
    pub(crate) main_task: ValueCell,
    /// Who picks what runs next; the first in the queue without one.
    pub(crate) policy: RefCell<Option<SharedPolicy>>,
    /// A loop in which nothing can wake the tasks waits all the same.
    pub(crate) hangs_on_deadlock: Cell<bool>,
    /// Failed tasks, by address, that have been explained.
    pub(crate) told_unseen: RefCell<std::collections::HashSet<usize>>,
    /// Where futures of loops in debug mode were made, by address.
    pub(crate) origins: RefCell<std::collections::HashMap<usize, ouro_vm::Origin>>,
    /// What `set_event_loop_policy` was given, if it is a script's own.
    pub(crate) loop_policy: ValueCell,
    classes: OnceCell<Classes>,
}

/// The exceptions of the module.
pub(crate) struct Classes {
    pub(crate) cancelled: Value,
    pub(crate) invalid_state: Value,
    pub(crate) queue_empty: Value,
    pub(crate) queue_full: Value,
    pub(crate) queue_shut_down: Value,
    pub(crate) broken_barrier: Value,
}

#[derive(Default)]
struct Slot(Rc<Shared>);

/// Lets a policy pick what runs next on every loop that is made from now on.
pub fn set_policy(vm: &mut Vm, policy: impl Policy + 'static) {
    *shared(vm).policy.borrow_mut() = Some(Rc::new(RefCell::new(policy)));
}

/// Lets loops wait for ever where nothing can wake their tasks, as CPython's do.
pub fn hang_on_deadlock(vm: &mut Vm) {
    shared(vm).hangs_on_deadlock.set(true);
}

/// What this engine's loops share.
pub(crate) fn shared(vm: &mut Vm) -> Rc<Shared> {
    Rc::clone(&vm.extension::<Slot>().0)
}

/// Makes the classes of a new engine.
pub(crate) fn install(vm: &mut Vm) {
    let base = vm.exception_class(Exc::BaseException);
    let error = vm.exception_class(Exc::Exception);
    let runtime = vm.exception_class(Exc::RuntimeError);
    let classes = Classes {
        cancelled: vm.register_exception("CancelledError", "asyncio.exceptions", base),
        invalid_state: vm.register_exception(
            "InvalidStateError",
            "asyncio.exceptions",
            error.clone(),
        ),
        queue_empty: vm.register_exception("QueueEmpty", "asyncio.queues", error.clone()),
        queue_full: vm.register_exception("QueueFull", "asyncio.queues", error.clone()),
        queue_shut_down: vm.register_exception("QueueShutDown", "asyncio.queues", error),
        broken_barrier: vm.register_exception("BrokenBarrierError", "asyncio.exceptions", runtime),
    };
    let _ = shared(vm).classes.set(classes);
}

impl Shared {
    /// The classes.
    pub(crate) fn classes(&self) -> &Classes {
        match self.classes.get() {
            Some(classes) => classes,
            None => unreachable!("made when the module was installed"),
        }
    }

    /// Whether an exception is a cancellation.
    pub(crate) fn is_cancellation(&self, vm: &Vm, raised: &Raised) -> bool {
        let class = raised.exception().class.get();
        vm.is_subclass(&class, &self.classes().cancelled)
    }
}

/// Whether an exception goes through the loop: `KeyboardInterrupt`, `SystemExit`.
pub(crate) fn ends_the_loop(vm: &Vm, raised: &Raised) -> bool {
    vm.matches(raised, Exc::KeyboardInterrupt) || vm.matches(raised, Exc::SystemExit)
}

/// `asyncio.InvalidStateError`
pub(crate) fn invalid_state(vm: &mut Vm, message: &str) -> Raised {
    let shared = shared(vm);
    vm.raise_class_message(&shared.classes().invalid_state, message)
}

/// An error in a function that CPython has in Python: the traceback keeps the arguments alive, so that a coroutine
/// among them is told to be never awaited only when the exception is done with.
#[cold]
pub(crate) fn holding(raised: Raised, argument: &Value) -> Raised {
    if raised.exception().held.get().is_unbound() {
        raised.exception().held.set(argument.clone());
    }
    raised
}

/// The running loop.
pub(crate) fn running(vm: &mut Vm) -> R<Ref> {
    match &vm.running_loop {
        Value::Obj(event_loop) => Ok(event_loop.clone()),
        _ => Err(vm.raise(Exc::RuntimeError, "no running event loop")),
    }
}

/// What a cell holds, which stays there.
pub(crate) fn peek(cell: &Cell<Option<Ref>>) -> Option<Ref> {
    let held = cell.take();
    cell.set(held.clone());
    held
}
