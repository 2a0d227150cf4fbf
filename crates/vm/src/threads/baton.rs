//! The handing over: the one place where a machine, which belongs to one thread at a time, goes to another.
//!
//! Why this is sound. A machine, its heap and every value in it may only be touched by one thread at a time, with
//! what the one before has written visible to the next. The baton is the pointer to the machine, and it lies in
//! at most one place: with the thread that runs, or in the [`Baton`] of the thread that runs next.
//!
//! - *One at a time.* A thread other than the one that runs is inside [`Baton::take`], or has not yet begun, or has
//!   given its last. [`Vm::hand_over`] puts the pointer into the other's baton and then waits for its own; between
//!   the two it touches the machine no more.
//! - *Visible.* The pointer goes through a mutex, which orders everything before the giving before everything after
//!   the taking. That covers counts that are not atomic, cells, and the heap's lists.
//! - *Borrows.* Each thread's frames hold `&mut Vm`. A thread gives the baton away only inside a call to which it lent
//!   that borrow, and the pointer that it gives is derived from it; to the compiler the machine may have changed in that
//!   call, as in any call that runs a script. No other borrow into the machine is alive then, for the same
//!   reason that none is alive when a script is called: threads change only where a script's code could run.
//! - *In its place.* Other threads hold the machine's address. [`Vm::hand_over`] gives the baton to nobody once the
//!   machine has been moved; see [`Vm::is_at_home`].
//! - *The heap.* Values find their heap through a slot of the system's thread, which each thread fills before it
//!   touches any value, and empties after its last.
#![allow(
    unsafe_code,
    reason = "the machine goes from thread to thread; the page says why that is sound"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::{Own, State, ThreadId};
use crate::host::Woken;
use crate::value::Value;
use crate::vm::Vm;

/// What one thread waits at for the machine.
#[derive(Default)]
pub(super) struct Baton {
    given: Mutex<Option<Pointer>>,
    changed: Condvar,
}

/// A machine on its way.
#[derive(Clone, Copy)]
pub(super) struct Pointer(*mut Vm);

// SAFETY: see the module's page: whoever takes it is the only one to use it.
unsafe impl Send for Pointer {}

/// Something that runs on another thread though what it holds belongs to the machine.
pub(super) struct Carried<T>(T);

// SAFETY: what is carried is used by the thread that has the baton only: it is made by the one that runs, and
// unpacked by the new one when it has taken the baton.
unsafe impl<T> Send for Carried<T> {}

impl<T> Carried<T> {
    pub(super) fn new(inner: T) -> Self {
        Self(inner)
    }

    /// What is carried; called with the baton in hand.
    pub(super) fn unpack(self) -> T {
        self.0
    }
}

/// All that a new thread of the system does: it waits for its first turn, runs `body`, and gives the baton on.
pub(super) fn run<F: FnOnce(&mut Vm)>(baton: &Baton, id: ThreadId, body: Carried<F>) {
    // SAFETY: just taken from the thread's own baton, and not used after the end of `retire`.
    let vm = unsafe { baton.take().machine() };
    let entered = vm.heap().enter();
    vm.thread = crate::thread::Thread::default();
    vm.thread.fuel = vm.next_steps();
    vm.begin_stretch(id);
    let body = body.unpack();
    let is_alive = !vm.is_dying();
    let result = catch_unwind(AssertUnwindSafe(|| {
        if is_alive {
            body(vm);
        }
        vm.prepare_to_retire();
    }));
    if result.is_err() {
        vm.threads.panicked = true;
        vm.interrupt_main();
    }
    vm.retire();
    drop(entered);
}

impl Baton {
    fn give(&self, machine: Pointer) {
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = Some(machine);
        self.changed.notify_one();
    }

    /// Waits for the machine.
    pub(super) fn take(&self) -> Pointer {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(machine) = given.take() {
                return machine;
            }
            given = self.changed.wait(given).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Pointer {
    /// The machine, for the thread that has just taken the baton for the first time.
    ///
    /// # Safety
    /// The pointer came from this thread's own [`Baton::take`], and is used until the baton is given on.
    pub(super) unsafe fn machine<'a>(self) -> &'a mut Vm {
        // SAFETY: the caller's word; the machine has not moved, or the baton would not have been given.
        unsafe { &mut *self.0 }
    }
}

impl Vm {
    /// Whether the machine lies where it did when the other threads were started.
    pub(super) fn is_at_home(&self) -> bool {
        self.threads.home == std::ptr::from_ref(self) as usize
    }

    /// Gives the baton to `next`, waits until it comes back, and says how this thread was woken.
    pub(super) fn hand_over(&mut self, next: ThreadId) -> Woken {
        let me = self.threads.current;
        let (Some(mine), Some(theirs)) = (self.baton_of(me), self.baton_of(next)) else {
            return Woken::External;
        };
        let own = self.take_own();
        theirs.give(Pointer(std::ptr::from_mut(self)));
        mine.take();
        self.put_own(own);
        self.begin_stretch(me)
    }

    /// Gives the baton to `next` for good: the thread that runs has ended. Nothing may follow.
    pub(super) fn give_away(&mut self, next: ThreadId) {
        // What is left of this thread's own dies here, while it still may.
        let own = self.take_own();
        self.threads.current = next;
        drop(own);
        if let Some(theirs) = self.baton_of(next) {
            theirs.give(Pointer(std::ptr::from_mut(self)));
        }
    }

    fn baton_of(&self, thread: ThreadId) -> Option<Arc<Baton>> {
        self.threads.slots.get(&thread).map(|slot| Arc::clone(&slot.baton))
    }

    /// This thread has the baton: it runs from now on. Says how it was woken.
    pub(super) fn begin_stretch(&mut self, me: ThreadId) -> Woken {
        self.threads.current = me;
        self.threads.since_ns = self.outside.host.machine_now_ns();
        if self.threads.panicked && self.on_main_thread() {
            std::panic::resume_unwind(Box::new("a thread panicked"));
        }
        let Some(slot) = self.threads.slots.get_mut(&me) else { return Woken::External };
        if slot.dying {
            self.thread.dying = true;
            self.thread.fuel = 0;
        }
        match std::mem::replace(&mut slot.state, State::Running) {
            State::Ready(woken) => woken,
            State::Running | State::Waiting(_) => Woken::External,
        }
    }

    /// Takes what is this thread's own out of the machine.
    fn take_own(&mut self) -> Own {
        Own {
            thread: std::mem::replace(&mut self.thread, crate::thread::Thread::absent()),
            running_loop: std::mem::replace(&mut self.running_loop, Value::None),
            per_thread: std::mem::take(&mut self.per_thread),
            task_name: std::mem::take(&mut self.task_name),
            showing: std::mem::take(&mut self.showing),
            dead: self.heap().take_dead(),
            extensions: std::mem::take(&mut self.threads.extensions),
        }
    }

    fn put_own(&mut self, own: Own) {
        self.thread = own.thread;
        self.running_loop = own.running_loop;
        self.per_thread = own.per_thread;
        self.task_name = own.task_name;
        self.showing = own.showing;
        self.heap().put_dead(own.dead);
        self.threads.extensions = own.extensions;
    }
}
