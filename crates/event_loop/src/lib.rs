//! The event loop: clock-driven timers, the ready queue, futures and tasks, and the module `asyncio` on top.
//!
//! The order in which things run is CPython's, hop for hop, save that equal deadlines are due together in the order
//! in which they were set. What suspends and resumes a coroutine is the VM's; what it yields is this crate's to
//! understand. Nothing here touches the machine: time and waiting are `vm.outside`'s.

mod as_completed;
mod async_generators;
mod barrier;
mod blocking;
mod cancel;
mod condition;
mod contextvars;
mod deadlock;
mod debug;
mod event_loop;
mod functions;
mod future;
mod future_methods;
mod gather;
mod handle;
mod locks;
mod loop_methods;
mod queue;
mod ready;
mod refused;
mod report;
mod run;
mod runner;
mod shared;
mod show;
mod sleep;
mod standing;
mod task;
mod task_group;
mod threads;
mod timeouts;
mod timers;
mod wait;
mod waiters;

use ouro_vm::objects::{Module, Str};
use ouro_vm::{Exc, ModuleDef, R, Vm};

pub use deadlock::EXIT_DEADLOCK;
pub use ready::Policy;
pub use run::{finish, finish_prompt, on_prompt_loop, prompt_loop, run_prompt};
pub use shared::{hang_on_deadlock, set_policy};

static ASYNCIO: ModuleDef = ModuleDef {
    name: "asyncio",
    doc: "The asyncio package, tracking PEP 3156.",
    functions: functions::FUNCTIONS,
    fill,
};

static EXCEPTIONS: ModuleDef = ModuleDef {
    name: "asyncio.exceptions",
    doc: "asyncio exceptions.",
    functions: &[],
    fill: fill_exceptions,
};

/// Adds the module `asyncio` and its types to a machine.
pub fn install(vm: &mut Vm) {
    shared::install(vm);
    future_methods::install(vm);
    handle::install(vm);
    timeouts::install(vm);
    loop_methods::install(vm);
    locks::install(vm);
    condition::install(vm);
    barrier::install(vm);
    queue::install(vm);
    runner::install(vm);
    task_group::install(vm);
    as_completed::install(vm);
    contextvars::install(vm);
    vm.loop_hooks = Some(&blocking::HOOKS);
    vm.add_modules(&[&ASYNCIO, &EXCEPTIONS, &contextvars::MODULE]);
}

/// What the machine does at a prompt while nothing is typed: one turn of the prompt's loop, which waits for what is
/// outside when nothing else is to be done.
///
/// # Errors
/// What ends a loop: `SystemExit`, `KeyboardInterrupt`.
pub fn rest(vm: &mut Vm) -> R<()> {
    // The keyboard is outside: virtual time goes by the wall clock.
    vm.count_outside_work(true);
    let result = run::rest(vm);
    vm.count_outside_work(false);
    result
}

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    for def in [
        &future_methods::FUTURE,
        &future_methods::TASK,
        &handle::TYPE,
        &handle::TIMER_TYPE,
        &timeouts::TYPE,
        &event_loop::BASE,
        &event_loop::IMPLEMENTED,
        &runner::TYPE,
        &condition::TYPE,
        &barrier::TYPE,
        &task_group::TYPE,
        &locks::LOCK,
        &locks::EVENT,
        &locks::SEMAPHORE,
        &locks::BOUNDED,
        &queue::QUEUE,
        &queue::PRIORITY,
        &queue::LIFO,
    ] {
        let class = vm.class_of_def(def);
        module.namespace.set(vm.intern(def.name), class);
    }
    let class = vm.class_of_def(&event_loop::TYPE);
    module.namespace.set(vm.intern("SelectorEventLoop"), class.clone());
    module.namespace.set(vm.intern("EventLoop"), class);
    module.namespace.set(vm.intern("FIRST_COMPLETED"), Str::value("FIRST_COMPLETED"));
    module.namespace.set(vm.intern("FIRST_EXCEPTION"), Str::value("FIRST_EXCEPTION"));
    module.namespace.set(vm.intern("ALL_COMPLETED"), Str::value("ALL_COMPLETED"));
    fill_exceptions(vm, module)
}

fn fill_exceptions(vm: &mut Vm, module: &Module) -> R<()> {
    let shared = shared::shared(vm);
    let classes = shared.classes();
    for (name, class) in [
        ("CancelledError", classes.cancelled.clone()),
        ("InvalidStateError", classes.invalid_state.clone()),
        ("QueueEmpty", classes.queue_empty.clone()),
        ("QueueShutDown", classes.queue_shut_down.clone()),
        ("QueueFull", classes.queue_full.clone()),
        ("BrokenBarrierError", classes.broken_barrier.clone()),
        ("TimeoutError", vm.exception_class(Exc::TimeoutError)),
    ] {
        module.namespace.set(vm.intern(name), class);
    }
    Ok(())
}
