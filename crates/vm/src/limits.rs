//! What a run may not exceed, and the one counter that looks after it.

use std::sync::atomic::Ordering;

use crate::exceptions::{Exc, Raised};
use crate::vm::{R, Vm};

/// Back edges and calls between two looks at the interrupt flag and the limits.
pub(crate) const FUEL: i32 = 10_000;

/// Looks at the counter between two looks at the memory of the process, which cost some microseconds.
const MEMORY_LOOKS: u32 = 64;

impl Vm {
    /// Called when the counter runs out.
    #[cold]
    pub(crate) fn refuel(&mut self) -> R<()> {
        let used = std::mem::replace(&mut self.thread.filled, FUEL);
        self.thread.fuel = FUEL;
        if let Some(steps) = &mut self.limits.steps {
            *steps = steps.saturating_sub(used as u64);
            if *steps == 0 {
                return Err(self.raise(Exc::SystemExit, "step limit reached"));
            }
        }
        self.thread.refuels = self.thread.refuels.wrapping_add(1);
        let used = match self.thread.refuels % MEMORY_LOOKS {
            0 => self.outside.host.memory_used_bytes().unwrap_or(0) as usize,
            _ => 0,
        };
        self.collect_if_due();
        if self.heap().is_full(0) || used > self.heap().ceiling() {
            return Err(self.raise_with(Exc::MemoryError, Vec::new()));
        }
        self.look_at_loop();
        let steps = self.look_at_threads()?;
        self.thread.fuel = steps;
        self.thread.filled = steps;
        self.check_interrupt()
    }

    /// `KeyboardInterrupt`, if Ctrl-C was pressed since the last look, on the main thread.
    ///
    /// # Errors
    /// That exception.
    pub fn check_interrupt(&mut self) -> R<()> {
        if !self.on_main_thread() {
            return Ok(());
        }
        let flag = self.outside.host.interrupt_flag();
        if flag.swap(false, Ordering::Relaxed) {
            if let Some(handler) = self.interrupt_handler
                && handler(self)
            {
                return Ok(());
            }
            return Err(self.raise_with(Exc::KeyboardInterrupt, Vec::new()));
        }
        Ok(())
    }

    /// Runs `body` one native call deeper.
    ///
    /// # Errors
    /// `RecursionError` when that is too deep, else what `body` gives.
    pub fn deeper<T>(&mut self, what: &str, body: impl FnOnce(&mut Self) -> R<T>) -> R<T> {
        if self.thread.native_depth >= crate::thread::NATIVE_DEPTH
            || self.thread.depth + self.thread.native_depth >= self.depth_limit()
        {
            return Err(self.too_deep(what));
        }
        self.thread.native_depth += 1;
        let result = body(self);
        self.thread.native_depth -= 1;
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

    /// Checks a large request before it is made.
    ///
    /// # Errors
    /// `MemoryError` when so many bytes are not allowed.
    pub fn reserve(&mut self, bytes: usize) -> R<()> {
        if bytes > isize::MAX as usize || self.heap().is_full(bytes) {
            return Err(self.raise_with(Exc::MemoryError, Vec::new()));
        }
        Ok(())
    }
}
