//! The bell where there are file descriptors: a pipe to oneself, so that the one wait covers other pipes too.
#![allow(unsafe_code, reason = "a signal handler is installed")]

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::Wake;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::poll::{PollFd, PollFlags};
use nix::sys::time::TimeSpec;
use ouro::host::Woken;
use signal_hook::SigId;
use signal_hook::consts::SIGINT;

use super::{IMPATIENT, left, now};

/// The one thing that the engine's thread sleeps on.
#[derive(Debug)]
pub(crate) struct Bell {
    interrupt: Arc<AtomicBool>,
    woken: AtomicBool,
    /// The end that is waited at, and the one that is written to; none where the process has no descriptors left.
    pipe: Option<(OwnedFd, OwnedFd)>,
    /// When Ctrl-C was pressed last, in nanoseconds of some clock that goes on.
    interrupted_ns: AtomicU64,
    /// The signals that have come and were not asked for yet, a bit for each.
    arrived: AtomicU64,
}

impl Default for Bell {
    fn default() -> Self {
        Self::of(Arc::default())
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.look_again();
    }
}

impl Bell {
    fn of(interrupt: Arc<AtomicBool>) -> Self {
        let pipe = nix::unistd::pipe2(OFlag::O_NONBLOCK | OFlag::O_CLOEXEC).ok();
        let (woken, interrupted_ns) = (AtomicBool::new(false), AtomicU64::new(0));
        Self { interrupt, woken, pipe, interrupted_ns, arrived: AtomicU64::new(0) }
    }

    /// A bell for a new process that has this one's state, and must not share its pipe.
    pub(crate) fn of_child(&self) -> Self {
        Self::of(Arc::clone(&self.interrupt))
    }

    /// The flag that Ctrl-C sets.
    pub(crate) fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Does what Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        self.interrupt.store(true, Ordering::Release);
        self.look_again();
    }

    /// Makes whoever waits look again at what it waits for.
    pub(crate) fn look_again(&self) {
        if let Some((_, ours)) = &self.pipe {
            // A pipe that is full wakes as well.
            let _ = nix::unistd::write(ours, &[0]);
        }
    }

    /// Whether an interrupt waits to be acted on.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.load(Ordering::Acquire)
    }

    /// Blocks as [`ouro::Host::wait`] says; what comes through `others` counts as a wake.
    pub(crate) fn wait(&self, timeout: Option<Duration>, others: &[PollFd<'_>]) -> Woken {
        // A time beyond the machine's reckoning is as good as no deadline.
        let deadline = timeout.and_then(|timeout| now().checked_add(timeout));
        loop {
            if self.is_interrupted() {
                return Woken::Interrupted;
            }
            if self.woken.swap(false, Ordering::AcqRel) {
                return Woken::External;
            }
            if left(deadline).is_some_and(|left| left.is_zero()) {
                return Woken::Deadline;
            }
            if self.sleep(deadline, others) {
                return Woken::External;
            }
        }
    }

    /// Blocks until `look` finds something; nothing comes back when Ctrl-C came first.
    pub(crate) fn wait_for<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        loop {
            if let Some(found) = look() {
                return Some(found);
            }
            if self.is_interrupted() {
                return None;
            }
            self.sleep(None, &[]);
        }
    }

    /// Sleeps until something happens, or until a deadline; whether something has come through `others`.
    fn sleep(&self, deadline: Option<Instant>, others: &[PollFd<'_>]) -> bool {
        let Some((ours, _)) = &self.pipe else { return true };
        let mut all = vec![PollFd::new(ours.as_fd(), PollFlags::POLLIN)];
        all.extend_from_slice(others);
        if poll(&mut all, left(deadline)).is_err() {
            // A signal: whoever waits looks whether it was Ctrl-C.
            return false;
        }
        let is_ready = |at: &PollFd<'_>| at.revents().is_some_and(|events| !events.is_empty());
        if is_ready(&all[0]) {
            let mut bytes = [0; 64];
            while nix::unistd::read(ours, &mut bytes).is_ok_and(|count| count == bytes.len()) {}
        }
        all[1..].iter().any(is_ready)
    }

    /// From now on a signal interrupts the run, too.
    pub(crate) fn watch(self: &Arc<Self>, signal: i32) -> std::io::Result<()> {
        let bell = Arc::clone(self);
        // SAFETY: the handler only stores to atomics and writes to a pipe, which may be done in one.
        unsafe { signal_hook::low_level::register(signal, move || bell.arrive(signal)) }.map(drop)
    }

    fn arrive(&self, signal: i32) {
        self.arrived.fetch_or(1 << (signal & 63), Ordering::AcqRel);
        self.interrupt();
    }

    /// The signals that have come since the last call, the lowest first.
    pub(crate) fn take_signals(&self) -> Vec<i32> {
        let bits = self.arrived.swap(0, Ordering::AcqRel);
        (1..64).filter(|signal| bits >> signal & 1 == 1).collect()
    }

    /// From now on Ctrl-C interrupts the run, and a second one within a second ends the process.
    pub(crate) fn ring_on_interrupt(self: &Arc<Self>) -> Option<SigId> {
        let bell = Arc::clone(self);
        let act = move || {
            let at_ns = monotonic_ns();
            let last_ns = bell.interrupted_ns.swap(at_ns, Ordering::Relaxed);
            let impatient_ns = IMPATIENT.as_nanos() as u64;
            if last_ns > 0 && at_ns.saturating_sub(last_ns) < impatient_ns {
                let _ = signal_hook::low_level::emulate_default_handler(SIGINT);
            }
            bell.arrive(SIGINT);
        };
        // SAFETY: the handler only stores to atomics, reads the clock, writes to a pipe and ends the process by the
        // function that is made for it: all of that may be done in a handler.
        let id = unsafe { signal_hook::low_level::register(SIGINT, act) };
        // Without the handler Ctrl-C simply ends the process, which is not worth refusing to run for.
        id.ok()
    }
}

/// Waits for descriptors, with a time-out as exact as the system has it.
pub(in crate::host_real) fn poll(
    all: &mut [PollFd<'_>],
    timeout: Option<Duration>,
) -> Result<(), Errno> {
    #[cfg(target_os = "linux")]
    return nix::poll::ppoll(all, timeout.map(TimeSpec::from_duration), None).map(drop);
    #[cfg(not(target_os = "linux"))]
    {
        let milliseconds = timeout.map(|timeout| timeout.as_nanos().div_ceil(1_000_000));
        let timeout = match milliseconds {
            Some(milliseconds) => nix::poll::PollTimeout::try_from(milliseconds)
                .unwrap_or(nix::poll::PollTimeout::MAX),
            None => nix::poll::PollTimeout::NONE,
        };
        nix::poll::poll(all, timeout).map(drop)
    }
}

/// A descriptor of which something is wanted.
pub(in crate::host_real) fn watched(descriptor: BorrowedFd<'_>, for_room: bool) -> PollFd<'_> {
    PollFd::new(descriptor, if for_room { PollFlags::POLLOUT } else { PollFlags::POLLIN })
}

fn monotonic_ns() -> u64 {
    let time = nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC);
    time.map_or(0, |time| Duration::from(time).as_nanos() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wake_before_the_wait_is_kept_once() {
        let bell = Arc::new(Bell::default());
        Arc::clone(&bell).wake();
        assert_eq!(bell.wait(None, &[]), Woken::External);
        assert_eq!(bell.wait(Some(Duration::from_millis(1)), &[]), Woken::Deadline);
    }

    #[test]
    fn an_interrupt_ends_an_endless_wait() {
        let bell = Arc::new(Bell::default());
        let other = Arc::clone(&bell);
        let thread = std::thread::spawn(move || other.interrupt());
        assert_eq!(bell.wait(None, &[]), Woken::Interrupted);
        thread.join().unwrap();
    }
}
