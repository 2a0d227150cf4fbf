//! Who runs next: what is ready, what waits until when, and waiting outside for all when nothing is ready.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{State, ThreadId, Waiting};
use crate::exceptions::{Exc, Raised};
use crate::host::Woken;
use crate::vm::{R, Vm};

/// How long a thread may run while another would, by the machine's time: CPython's switch interval.
const SWITCH_INTERVAL_NS: u64 = 5_000_000;

impl Vm {
    /// Waits until another thread wakes this one (`true`) or the script's time is `deadline_ns` (`false`).
    /// Whoever waits for something looks at it again then: there are wakes for nothing.
    ///
    /// # Errors
    /// `KeyboardInterrupt` on the main thread; on any other the end of the engine.
    pub fn block(&mut self, deadline_ns: Option<u64>) -> R<bool> {
        if self.running_loop.is_none() {
            return self.block_for(deadline_ns, false);
        }
        // Within a coroutine, say: the loop waits along.
        let started_ns = self.outside.now_ns();
        let result = self.block_for(deadline_ns, false);
        self.note_blocking(started_ns);
        result
    }

    /// As [`block`](Self::block), for something outside too: a wake of the host's waker ends it.
    ///
    /// # Errors
    /// As for [`block`](Self::block).
    pub fn block_outside(&mut self, deadline_ns: Option<u64>) -> R<bool> {
        self.block_for(deadline_ns, true)
    }

    fn block_for(&mut self, deadline_ns: Option<u64>, outside: bool) -> R<bool> {
        let woken = if self.threads.slots.len() == 1 {
            self.outside.wait_until(deadline_ns, self.threads.outside_work > 0)
        } else {
            self.wait(deadline_ns, outside)
        };
        self.check_dying()?;
        self.check_interrupt()?;
        Ok(woken != Woken::Deadline)
    }

    /// Waits, whatever comes of it.
    pub(super) fn wait(&mut self, deadline_ns: Option<u64>, outside: bool) -> Woken {
        let me = self.threads.current;
        if self.is_dying() {
            return Woken::External;
        }
        self.set_waiting(me, deadline_ns, outside);
        match self.next_thread(me) {
            Some(next) if next != me => self.hand_over(next),
            _ => self.begin_stretch(me),
        }
    }

    /// Lets others run that are ready, and goes on.
    ///
    /// # Errors
    /// As for [`block`](Self::block).
    pub fn give_way(&mut self) -> R<()> {
        self.wake_due();
        if !self.threads.ready.is_empty() && self.is_at_home() {
            let me = self.threads.current;
            self.set_state(me, State::Ready(Woken::External));
            self.threads.ready.push_back(me);
            if let Some(next) = self.pick()
                && next != me
            {
                self.hand_over(next);
            } else {
                self.begin_stretch(me);
            }
        }
        self.check_dying()?;
        self.check_interrupt()
    }

    /// Whether nothing could ever wake this thread, if it waited now without a deadline.
    #[must_use]
    pub fn waits_for_ever(&self) -> bool {
        let threads = &self.threads;
        let is_outside = |state: &State| matches!(state, State::Waiting(w) if w.outside);
        threads.ready.is_empty()
            && threads.timed.is_empty()
            && threads.outside_work == 0
            && self.wakers_outside == 0
            && !threads.slots.values().any(|slot| is_outside(&slot.state))
    }

    /// Wakes a thread; false for one that does not wait.
    pub fn wake(&mut self, thread: ThreadId) -> bool {
        self.make_ready(thread, Woken::External)
    }

    /// Called where the counter of the thread that runs has run out: how many steps it has next.
    ///
    /// # Errors
    /// As for [`block`](Self::block).
    pub(crate) fn look_at_threads(&mut self) -> R<i32> {
        if self.threads.slots.len() == 1 {
            return Ok(super::policy::STEPS);
        }
        self.check_dying()?;
        if !self.threads.timed.is_empty() {
            // Whoever spins for another thread's sake must see its time come.
            self.outside.count_iteration();
            self.wake_due();
        }
        if self.threads.interrupt.load(Ordering::Relaxed) && !self.on_main_thread() {
            self.interrupt_main();
            self.give_way()?;
        } else if (!self.threads.ready.is_empty() || self.threads.outside_waiters > 0)
            && self.is_turn_over()
        {
            self.look_outside();
            self.give_way()?;
        }
        Ok(self.next_steps())
    }

    /// How many steps the thread that runs has next.
    pub(super) fn next_steps(&mut self) -> i32 {
        self.threads.policy.steps().clamp(1, super::policy::STEPS)
    }

    fn is_turn_over(&mut self) -> bool {
        if !self.outside.clock.is_virtual() {
            let now_ns = self.outside.host.machine_now_ns();
            let over = now_ns.saturating_sub(self.threads.since_ns) >= SWITCH_INTERVAL_NS;
            if over {
                self.threads.since_ns = now_ns;
            }
            return over;
        }
        self.thread.looks += 1;
        let over = self.threads.policy.gives_way(self.thread.looks);
        if over {
            self.thread.looks = 0;
        }
        over
    }

    /// The thread that runs next, now that `me` does not; waits outside until there is one. None: `me` itself,
    /// because the machine was moved and can go to no one else.
    pub(super) fn next_thread(&mut self, me: ThreadId) -> Option<ThreadId> {
        loop {
            self.wake_due();
            if self.threads.interrupt.load(Ordering::Relaxed) {
                self.interrupt_main();
            }
            if self.threads.slots.len() > 1 && !self.is_at_home() {
                if let Some(at) = self.threads.ready.iter().position(|ready| *ready == me) {
                    self.threads.ready.remove(at);
                    return None;
                }
            } else if let Some(next) = self.pick() {
                return Some(next);
            }
            self.wait_outside();
        }
    }

    fn pick(&mut self) -> Option<ThreadId> {
        let count = self.threads.ready.len();
        if count < 2 {
            return self.threads.ready.pop_front();
        }
        let index = self.threads.policy.pick(count).min(count - 1);
        self.threads.ready.remove(index)
    }

    /// No thread is ready: this one waits outside for all.
    fn wait_outside(&mut self) {
        let deadline = self.threads.timed.first().map(|(deadline, ..)| *deadline);
        let outside_work = self.threads.outside_work > 0;
        match self.outside.wait_until(deadline, outside_work) {
            Woken::Deadline => self.wake_due(),
            Woken::Interrupted => self.interrupt_main(),
            Woken::External => self.wake_outside_waiters(),
        }
    }

    /// Whether something outside has happened, while there is still enough to do.
    fn look_outside(&mut self) {
        if self.threads.outside_waiters > 0
            && self.outside.host.wait(Some(Duration::ZERO)) == Woken::External
        {
            self.wake_outside_waiters();
        }
    }

    fn wake_outside_waiters(&mut self) {
        let waits = |state: &State| matches!(state, State::Waiting(w) if w.outside);
        let slots = self.threads.slots.iter();
        let waiters: Vec<ThreadId> =
            slots.filter(|(_, slot)| waits(&slot.state)).map(|(id, _)| *id).collect();
        for thread in waiters {
            self.make_ready(thread, Woken::External);
        }
    }

    /// Wakes whoever's deadline has come, in the order of the deadlines.
    fn wake_due(&mut self) {
        let Some((first, ..)) = self.threads.timed.first().copied() else { return };
        let now_ns = self.outside.now_ns();
        if first > now_ns {
            return;
        }
        while let Some((deadline, _, thread)) = self.threads.timed.first().copied()
            && deadline <= now_ns
        {
            self.make_ready(thread, Woken::Deadline);
        }
    }

    /// Ctrl-C was pressed: the main thread goes on, before all others.
    pub(super) fn interrupt_main(&mut self) {
        let main = self.threads.main;
        if self.make_ready(main, Woken::Interrupted)
            && let Some(main) = self.threads.ready.pop_back()
        {
            self.threads.ready.push_front(main);
        }
    }

    /// Puts a thread that waits at the end of those that are ready; false for one that does not wait.
    pub(super) fn make_ready(&mut self, thread: ThreadId, woken: Woken) -> bool {
        let Some(slot) = self.threads.slots.get_mut(&thread) else { return false };
        let State::Waiting(waiting) = slot.state else { return false };
        slot.state = State::Ready(woken);
        self.threads.outside_waiters -= usize::from(waiting.outside);
        if let Some(deadline) = waiting.deadline_ns {
            self.threads.timed.remove(&(deadline, waiting.number, thread));
        }
        self.threads.ready.push_back(thread);
        true
    }

    pub(super) fn set_waiting(&mut self, thread: ThreadId, deadline: Option<u64>, outside: bool) {
        self.threads.waits += 1;
        self.threads.outside_waiters += usize::from(outside);
        let number = self.threads.waits;
        if let Some(deadline) = deadline {
            self.threads.timed.insert((deadline, number, thread));
        }
        self.set_state(thread, State::Waiting(Waiting { deadline_ns: deadline, number, outside }));
    }

    fn set_state(&mut self, thread: ThreadId, state: State) {
        if let Some(slot) = self.threads.slots.get_mut(&thread) {
            slot.state = state;
        }
    }

    /// Whether the thread that runs is to end without running anything more of the script.
    #[must_use]
    pub fn is_dying(&self) -> bool {
        self.thread.dying || self.stopped.is_some()
    }

    /// What ends a thread whose engine ends: an error that no handler of the script sees.
    pub(super) fn check_dying(&mut self) -> R<()> {
        if self.is_dying() { Err(self.last_breath()) } else { Ok(()) }
    }

    #[cold]
    pub(crate) fn last_breath(&mut self) -> Raised {
        // Its next step, if something native goes on in spite of this, ends in the same way.
        self.thread.fuel = 0;
        self.raise_with(Exc::SystemExit, Vec::new())
    }
}
