//! The bell where there are only threads.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Wake;
use std::time::Duration;

use ouro::host::Woken;

use super::now;

/// The one thing that the engine's thread sleeps on.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    interrupt: Arc<AtomicBool>,
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        *self.lock() = true;
        self.changed.notify_all();
    }
}

impl Bell {
    /// The flag that Ctrl-C sets.
    pub(crate) fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Does what Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        self.interrupt.store(true, Ordering::Relaxed);
        self.look_again();
    }

    /// Makes [`wait_for`](Self::wait_for) look again at what it waits for.
    pub(crate) fn look_again(&self) {
        // Taking the lock orders what changed before a wait that is about to begin.
        drop(self.lock());
        self.changed.notify_all();
    }

    /// Whether an interrupt waits to be acted on.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }

    /// Blocks as [`ouro::Host::wait`] says.
    pub(crate) fn wait(&self, timeout: Option<Duration>) -> Woken {
        // A time beyond the machine's reckoning is as good as no deadline.
        let deadline = timeout.and_then(|timeout| now().checked_add(timeout));
        let mut woken = self.lock();
        loop {
            if self.is_interrupted() {
                return Woken::Interrupted;
            }
            if std::mem::take(&mut *woken) {
                return Woken::External;
            }
            let Some(deadline) = deadline else {
                woken = self.changed.wait(woken).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = deadline.saturating_duration_since(now());
            if left.is_zero() {
                return Woken::Deadline;
            }
            let waited = self.changed.wait_timeout(woken, left);
            woken = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Blocks until `look` finds something; nothing comes back when Ctrl-C came first.
    pub(crate) fn wait_for<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let mut woken = self.lock();
        loop {
            if let Some(found) = look() {
                return Some(found);
            }
            if self.is_interrupted() {
                return None;
            }
            woken = self.changed.wait(woken).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.woken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on Ctrl-C interrupts the run, where it is not waiting.
    pub(crate) fn ring_on_interrupt(self: &Arc<Self>) {
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, self.interrupt_flag());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wake_before_the_wait_is_kept_once() {
        let bell = Arc::new(Bell::default());
        Arc::clone(&bell).wake();
        assert_eq!(bell.wait(None), Woken::External);
        assert_eq!(bell.wait(Some(Duration::from_millis(1))), Woken::Deadline);
    }

    #[test]
    fn an_interrupt_ends_an_endless_wait() {
        let bell = Arc::new(Bell::default());
        let other = Arc::clone(&bell);
        let thread = std::thread::spawn(move || other.interrupt());
        assert_eq!(bell.wait(None), Woken::Interrupted);
        thread.join().unwrap();
    }
}
