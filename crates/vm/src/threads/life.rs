//! The life of a thread: how it starts, how it ends, and how all of them end with the engine.

use std::sync::atomic::Ordering;

use super::baton::Carried;
use super::{Slot, State, ThreadId};
use crate::exceptions::{Exc, Raised};
use crate::host::Woken;
use crate::value::Value;
use crate::vm::{R, Vm};

/// So many threads an engine may have at once: each reserves its stacks.
const MAX_THREADS: usize = 4_096;

impl Vm {
    /// Starts a thread that runs `body` when its turn comes. Its end wakes nobody: `body` does.
    ///
    /// # Errors
    /// `RuntimeError` when the system gives no more threads, or the host has none.
    pub fn start_thread(&mut self, body: impl FnOnce(&mut Self) + 'static) -> R<ThreadId> {
        if self.threads.ending {
            let message = "can't create new thread at interpreter shutdown";
            return Err(self.raise(Exc::PythonFinalizationError, message));
        }
        if !self.outside.host.has_threads() {
            return Err(self.refuse("this host has no threads"));
        }
        let home = std::ptr::from_ref(self) as usize;
        if self.threads.slots.len() == 1 {
            self.threads.home = home;
        }
        if self.threads.slots.len() >= MAX_THREADS || !self.is_at_home() {
            return Err(self.no_thread());
        }
        let id = ThreadId(self.threads.made);
        let slot = Slot {
            state: State::Ready(Woken::External),
            baton: std::sync::Arc::default(),
            dying: false,
        };
        let baton = std::sync::Arc::clone(&slot.baton);
        let carried = Carried::new(body);
        let run = move || super::baton::run(&baton, id, carried);
        let thread = std::thread::Builder::new()
            .name(format!("thread {}", id.0))
            .stack_size(crate::NATIVE_STACK_BYTES)
            .spawn(run);
        if thread.is_err() {
            return Err(self.no_thread());
        }
        self.threads.made += 1;
        self.threads.slots.insert(id, slot);
        self.threads.ready.push_back(id);
        // From here on there is a choice.
        self.thread.fuel = self.thread.fuel.min(self.next_steps());
        Ok(id)
    }

    #[cold]
    fn no_thread(&mut self) -> Raised {
        self.raise(Exc::RuntimeError, "can't start new thread")
    }

    /// Lets go of what is the own of the thread that is about to end.
    pub(super) fn prepare_to_retire(&mut self) {
        self.running_loop = Value::None;
        self.per_thread = crate::vm::PerThread::default();
        self.task_name.take();
        self.threads.extensions.clear();
        self.reap();
    }

    /// Ends the thread that runs, and gives the baton to the next. Nothing may follow.
    pub(super) fn retire(&mut self) {
        let me = self.threads.current;
        self.threads.slots.remove(&me);
        if self.threads.ending {
            let main = self.threads.main;
            self.make_ready(main, Woken::External);
        }
        if let Some(next) = self.next_thread(me) {
            self.give_away(next);
        }
    }

    /// Ends every thread but the one that runs, as the end of the process ends daemons: nothing more of the script
    /// runs on them, not even its `finally` blocks.
    pub fn end_threads(&mut self) {
        self.threads.ending = true;
        if !self.is_at_home() {
            return;
        }
        let me = self.threads.current;
        let others: Vec<ThreadId> =
            self.threads.slots.keys().copied().filter(|id| *id != me).collect();
        for id in others {
            if let Some(slot) = self.threads.slots.get_mut(&id) {
                slot.dying = true;
            }
            self.make_ready(id, Woken::External);
        }
        while self.threads.slots.len() > 1 {
            // Ctrl-C now has nothing left to interrupt.
            self.threads.interrupt.store(false, Ordering::Relaxed);
            self.wait(None, false);
        }
    }

    /// After a fork the thread that forked is the only one there is, and the main one.
    pub fn forget_other_threads(&mut self) {
        let me = self.threads.current;
        let slot = Slot { state: State::Running, baton: std::sync::Arc::default(), dying: false };
        self.threads.slots.clear();
        self.threads.slots.insert(me, slot);
        self.threads.ready.clear();
        self.threads.timed.clear();
        self.threads.outside_work = 0;
        self.threads.outside_waiters = 0;
        self.threads.main = me;
    }
}
