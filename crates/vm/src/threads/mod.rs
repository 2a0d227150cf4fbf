//! Threads of the language: each is a thread of the system with a stack of its own, and exactly one of them,
//! the one that has the *baton*, runs.
//!
//! It owns who runs next and what each thread waits for ([`schedule`]), who is asked about it ([`policy`]), the
//! handing over itself ([`baton`]) and the life of a thread ([`life`]). Locks, queues and everything else that makes
//! threads wait is made of two calls of this module: [`Vm::block`] and [`Vm::wake`].
//!
//! A thread never waits for the system itself. It says until when it waits and hands the baton on; the last one
//! that has nothing to do waits outside for all. So virtual time jumps only when every thread is blocked, Ctrl-C has
//! one place to arrive, and on the virtual clock the order of everything is a function of the policy.

mod baton;
mod life;
mod policy;
mod schedule;
mod waiters;

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use hashbrown::HashMap;

use crate::cells::ValueCell;
use crate::heap::Dead;
use crate::host::Woken;
use crate::thread::Thread;
use crate::value::Value;
use crate::vm::Vm;

use baton::Baton;
pub use policy::{Fifo, Policy, Seeded};
pub use waiters::Waiters;

/// The number of a thread, in order of creation; the one that the engine was started on is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u32);

impl ThreadId {
    /// The thread that the engine runs on.
    pub const MAIN: Self = Self(0);
}

/// What a thread that has not the baton is doing.
enum State {
    /// It has the baton.
    Running,
    /// It would go on, having been woken so.
    Ready(Woken),
    /// It waits to be woken.
    Waiting(Waiting),
}

/// What a thread waits for.
#[derive(Clone, Copy)]
struct Waiting {
    /// The script's time at which it goes on in any case.
    deadline_ns: Option<u64>,
    /// The number of the wait: equal deadlines are due in the order in which they were set.
    number: u64,
    /// Whether something outside (a process, what is typed) may be what it waits for.
    outside: bool,
}

/// One thread.
struct Slot {
    state: State,
    baton: Arc<Baton>,
    /// It is to end without running anything more of the script.
    dying: bool,
}

/// All threads of a machine.
pub(crate) struct Threads {
    slots: BTreeMap<ThreadId, Slot>,
    current: ThreadId,
    /// The one that Ctrl-C interrupts: the engine's own, or, after a fork, the one that forked.
    main: ThreadId,
    /// Those that would go on, the longest ready first.
    ready: VecDeque<ThreadId>,
    /// Those that wait with a deadline.
    timed: BTreeSet<(u64, u64, ThreadId)>,
    policy: Box<dyn Policy>,
    made: u32,
    waits: u64,
    /// When, by the machine's time, the thread that runs got the baton.
    since_ns: u64,
    /// Where the machine lay when its second thread was started.
    home: usize,
    interrupt: Arc<AtomicBool>,
    /// How many threads wait for something outside.
    outside_waiters: usize,
    /// How many things outside are awaited: virtual time then goes by the wall clock.
    outside_work: usize,
    /// Whether threads may be made no more: the engine ends.
    ending: bool,
    /// Whether Rust panicked on a thread: the main one then does too.
    panicked: bool,
    /// What other crates keep for the thread that runs, by type.
    pub(crate) extensions: HashMap<std::any::TypeId, Box<dyn Any>>,
}

/// What is a thread's own of the machine: it lies on the thread's native stack while another one runs.
struct Own {
    thread: Thread,
    running_loop: Value,
    per_thread: crate::vm::PerThread,
    task_name: ValueCell,
    showing: Vec<usize>,
    dead: Dead,
    extensions: HashMap<std::any::TypeId, Box<dyn Any>>,
}

impl Threads {
    pub(crate) fn new(interrupt: Arc<AtomicBool>, seed: u64) -> Self {
        let main = Slot { state: State::Running, baton: Arc::default(), dying: false };
        Self {
            slots: BTreeMap::from([(ThreadId::MAIN, main)]),
            current: ThreadId::MAIN,
            main: ThreadId::MAIN,
            ready: VecDeque::new(),
            timed: BTreeSet::new(),
            policy: if seed == 0 { Box::new(Fifo) } else { Box::new(Seeded::new(seed)) },
            made: 1,
            waits: 0,
            since_ns: 0,
            home: 0,
            interrupt,
            outside_waiters: 0,
            outside_work: 0,
            ending: false,
            panicked: false,
            extensions: HashMap::new(),
        }
    }
}

impl Vm {
    /// The thread that runs.
    #[must_use]
    pub fn current_thread(&self) -> ThreadId {
        self.threads.current
    }

    /// Whether the thread that runs is the one that Ctrl-C interrupts.
    #[must_use]
    pub fn on_main_thread(&self) -> bool {
        self.threads.current == self.threads.main
    }

    /// How many threads there are.
    #[must_use]
    pub fn thread_count(&self) -> usize {
        self.threads.slots.len()
    }

    /// Lets another policy say from now on which thread runs next.
    pub fn set_thread_policy(&mut self, policy: Box<dyn Policy>) {
        self.threads.policy = policy;
    }

    /// What another crate keeps for the thread that runs.
    pub fn thread_extension<T: Any + Default>(&mut self) -> &mut T {
        crate::vm::extension_of(&mut self.threads.extensions)
    }

    /// One thing more (`true`) or less is awaited outside, so that virtual time may not simply jump.
    pub fn count_outside_work(&mut self, more: bool) {
        let count = &mut self.threads.outside_work;
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
    }
}
