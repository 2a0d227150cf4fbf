//! What a run may not exceed, and the one counter that looks after it.
//!
//! The counter goes down with each call and each turn of a loop, of a script's or of a native function's. When it
//! runs out, the machine looks at Ctrl-C, at the other threads and at the limits, and the collector at the heap.
//!
//! A limit that is reached stops the machine: from then on every look ends in an exception that no handler
//! sees, no finalizer runs and nothing waits, so that the script has no more say. Who runs the machine asks
//! [`Vm::stopped`] and tells.

use std::sync::atomic::Ordering;

use ouro_bytecode::Place;
use ouro_diag::SourceId;

use crate::exceptions::{Exc, Raised};
use crate::vm::{R, Vm};

/// Back edges and calls between two looks at the interrupt flag and the limits.
pub(crate) const FUEL: i32 = 10_000;

/// `SIGINT`
const INTERRUPT: i32 = 2;

/// Looks at the counter between two looks at the memory of the process, which cost some microseconds.
const MEMORY_LOOKS: u32 = 64;

/// Requests for so many bytes together are a reason to look at once.
const MEMORY_STRIDE: usize = 16 << 20;

/// A limit that a run can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Calls and turns of loops.
    Steps,
    /// The machine's time.
    Time,
    /// Bytes of memory.
    Memory,
    /// Bytes of output, of both streams together.
    Output,
}

/// Which limit has stopped a machine, and where in the script, if it was running.
#[derive(Clone, Copy, Debug)]
pub struct Stopped {
    /// The limit.
    pub limit: Limit,
    /// The source and the place.
    pub at: Option<(SourceId, Place)>,
}

/// How deep data may nest where it is compared or hashed; CPython counts that apart from calls too.
const DATA_DEPTH: usize = 9_999;

/// The same where it is shown: the innermost object and the call itself count.
const REPR_DEPTH: usize = 9_997;

/// What a `repr` that is too deep says of where it was.
const IN_REPR: &str = " while getting the repr of an object";

impl Vm {
    /// Sets the limits and starts counting.
    pub fn set_limits(&mut self, limits: crate::Limits) {
        self.limits = limits;
        self.outside.stop_at_ns = limits.time.map(|time| {
            let time_ns = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
            self.outside.host.machine_now_ns().saturating_add(time_ns)
        });
        if let Some(bytes) = limits.memory {
            let ceiling = self.heap().ceiling();
            // What the machine itself takes, and other engines of the process, is not the script's.
            self.memory_before = self.memory_used();
            self.heap().set_ceiling(ceiling.min(self.heap().bytes().saturating_add(bytes)));
        }
        let steps = self.steps_to(FUEL);
        self.thread.fuel = steps;
        self.thread.filled = steps;
    }

    /// Which limit was reached, if one was.
    #[must_use]
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }

    /// Stops the machine.
    #[cold]
    pub(crate) fn stop(&mut self, limit: Limit) -> Raised {
        if self.stopped.is_none() {
            let at = self.current_place();
            self.stopped = Some(Stopped { limit, at });
        }
        self.last_breath()
    }

    /// So many steps, or as many as are left.
    fn steps_to(&self, steps: i32) -> i32 {
        let left = self.limits.steps.map_or(i64::MAX, |left| left.min(i64::MAX as u64) as i64);
        i64::from(steps).min(left) as i32
    }

    /// Called when the counter runs out, between two instructions.
    #[cold]
    pub(crate) fn refuel(&mut self) -> R<()> {
        self.look()?;
        self.collect_if_due();
        self.look_at_loop();
        let steps = self.look_at_threads()?;
        let steps = self.steps_to(steps);
        self.thread.fuel = steps;
        self.thread.filled = steps;
        self.check_interrupt()
    }

    /// Called when the counter runs out within a native function: no code of a script may run there.
    #[cold]
    fn refuel_within(&mut self) -> R<()> {
        self.look()?;
        self.check_interrupt()
    }

    /// Looks at the limits and fills the counter.
    fn look(&mut self) -> R<()> {
        if self.is_dying() {
            return Err(self.last_breath());
        }
        let used = i64::from(self.thread.filled) - i64::from(self.thread.fuel.min(0));
        if let Some(steps) = &mut self.limits.steps {
            *steps = steps.saturating_sub(used.max(0) as u64);
            if *steps == 0 {
                return Err(self.stop(Limit::Steps));
            }
        }
        let steps = self.steps_to(FUEL);
        self.thread.fuel = steps;
        self.thread.filled = steps;
        self.check_time()?;
        self.thread.refuels = self.thread.refuels.wrapping_add(1);
        if self.thread.refuels.is_multiple_of(MEMORY_LOOKS) {
            self.check_memory(0)
        } else {
            self.check_heap(0)
        }
    }

    fn check_time(&mut self) -> R<()> {
        if self.outside.is_time_over() { Err(self.stop(Limit::Time)) } else { Ok(()) }
    }

    /// Whether objects may take so many bytes more.
    fn check_heap(&mut self, more: usize) -> R<()> {
        // Where the machine has refused memory, it is out until it gives some again.
        let refused = crate::Valve::is_open() && !crate::Valve::shut();
        if refused || self.heap().is_full(more) { Err(self.out_of_memory()) } else { Ok(()) }
    }

    /// Whether the process may take so many bytes more: what containers hold outside their objects is not
    /// counted with them.
    fn check_memory(&mut self, more: usize) -> R<()> {
        self.requested = 0;
        let used = self.memory_used().saturating_sub(self.memory_before);
        if used.saturating_add(more) > self.heap().ceiling() {
            return Err(self.out_of_memory());
        }
        self.check_heap(more)
    }

    fn memory_used(&mut self) -> usize {
        let used = self.outside.host.memory_used_bytes().unwrap_or(0);
        usize::try_from(used).unwrap_or(usize::MAX)
    }

    /// What is raised where there is no more memory.
    #[cold]
    pub fn out_of_memory(&mut self) -> Raised {
        if self.limits.memory.is_some() {
            return self.stop(Limit::Memory);
        }
        self.raise_with(Exc::MemoryError, Vec::new())
    }

    /// Counts output; gives how much of it may be written. Less than all stops the machine.
    pub(crate) fn count_output(&mut self, bytes: usize) -> usize {
        let Some(left) = self.limits.output else { return bytes };
        let now = left.min(bytes as u64);
        self.limits.output = Some(left - now);
        if now < bytes as u64 {
            drop(self.stop(Limit::Output));
        }
        now as usize
    }

    /// `KeyboardInterrupt`, if Ctrl-C was pressed since the last look, on the main thread.
    ///
    /// # Errors
    /// That exception.
    pub fn check_interrupt(&mut self) -> R<()> {
        if self.is_dying() {
            return Err(self.last_breath());
        }
        self.check_time()?;
        if !self.on_main_thread() {
            return Ok(());
        }
        let flag = self.outside.host.interrupt_flag();
        if flag.swap(false, Ordering::Relaxed) {
            let arrived = self.outside.host.take_signals();
            // A host that does not say which signal it was means Ctrl-C.
            for signal in if arrived.is_empty() { vec![INTERRUPT] } else { arrived } {
                self.receive_signal(signal)?;
            }
        }
        Ok(())
    }

    /// Does what a signal asks for: what the script's handler does, if it has set one.
    ///
    /// # Errors
    /// What the handler raises, `KeyboardInterrupt`.
    pub fn receive_signal(&mut self, signal: i32) -> R<()> {
        if let Some(handler) = self.signal_handler
            && handler(self, signal)?
        {
            return Ok(());
        }
        if signal != INTERRUPT {
            self.outside.host.default_signal(signal);
            return Ok(());
        }
        if let Some(handler) = self.interrupt_handler
            && handler(self)
        {
            return Ok(());
        }
        Err(self.raise_with(Exc::KeyboardInterrupt, Vec::new()))
    }

    /// Runs `body` one native call deeper.
    ///
    /// # Errors
    /// `RecursionError` when that is too deep, else what `body` gives.
    pub fn deeper<T>(&mut self, what: &str, body: impl FnOnce(&mut Self) -> R<T>) -> R<T> {
        if self.thread.native_depth >= crate::thread::NATIVE_DEPTH {
            return Err(self.too_deep(what));
        }
        self.thread.native_depth += 1;
        let result = body(self);
        self.thread.native_depth -= 1;
        result
    }

    /// Runs `body` one level deeper in data: nested containers that are shown, compared, hashed. That is
    /// counted apart from calls, which cost far more of the native stack.
    ///
    /// # Errors
    /// `RecursionError` when that is too deep, else what `body` gives.
    pub fn nested<T>(&mut self, what: &str, body: impl FnOnce(&mut Self) -> R<T>) -> R<T> {
        let limit = if what == IN_REPR { REPR_DEPTH } else { DATA_DEPTH };
        if self.thread.data_depth >= limit {
            return Err(self.too_deep(what));
        }
        self.thread.data_depth += 1;
        let result = body(self);
        self.thread.data_depth -= 1;
        result
    }

    /// The present limit. While a `RecursionError` is being handled there is some room more, so that
    /// handlers can print and clean up.
    pub(crate) fn depth_limit(&self) -> usize {
        self.limits.recursion
    }

    /// The exception of a recursion that is too deep; `what` is where (` in comparison`, or nothing).
    #[cold]
    pub(crate) fn too_deep(&mut self, what: &str) -> Raised {
        self.raise(Exc::RecursionError, &format!("maximum recursion depth exceeded{what}"))
    }

    /// One step of a native loop: now and then a look at Ctrl-C and the limits.
    ///
    /// # Errors
    /// `KeyboardInterrupt`, or a limit's exception.
    #[inline]
    pub fn spend(&mut self) -> R<()> {
        self.thread.fuel -= 1;
        if self.thread.fuel < 0 { self.refuel_within() } else { Ok(()) }
    }

    /// So many steps of native work at once.
    ///
    /// # Errors
    /// As for [`spend`](Self::spend).
    #[inline]
    pub fn spend_all(&mut self, steps: usize) -> R<()> {
        let steps = i32::try_from(steps).unwrap_or(i32::MAX / 2);
        self.thread.fuel = self.thread.fuel.saturating_sub(steps);
        if self.thread.fuel < 0 { self.refuel_within() } else { Ok(()) }
    }

    /// Checks a large request before it is made.
    ///
    /// # Errors
    /// `MemoryError` when so many bytes are not allowed.
    pub fn reserve(&mut self, bytes: usize) -> R<()> {
        if bytes > isize::MAX as usize || self.heap().is_full(bytes) {
            return Err(self.out_of_memory());
        }
        self.requested = self.requested.saturating_add(bytes);
        if self.requested < MEMORY_STRIDE {
            return Ok(());
        }
        self.check_memory(bytes)?;
        // The machine may refuse what the ceiling allows: it is asked, and what it gives is given back.
        let mut asked = Vec::<u8>::new();
        match asked.try_reserve_exact(bytes) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.out_of_memory()),
        }
    }

    /// Makes room in a vector, checked first; where the machine refuses it, that is a `MemoryError` too.
    ///
    /// # Errors
    /// `MemoryError`
    #[inline]
    pub fn grow<T>(&mut self, items: &mut Vec<T>, more: usize) -> R<()> {
        if items.capacity() - items.len() >= more {
            return Ok(());
        }
        self.grow_slowly(items, more)
    }

    #[cold]
    fn grow_slowly<T>(&mut self, items: &mut Vec<T>, more: usize) -> R<()> {
        let more = more.max(items.len()).max(4);
        self.reserve((items.len().saturating_add(more)).saturating_mul(size_of::<T>().max(1)))?;
        items.try_reserve_exact(more).map_err(|_| self.out_of_memory())
    }
}
