//! What a waiting engine is woken by: other threads, Ctrl-C, and, where there are processes, what they send.

#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;

use std::time::{Duration, Instant};

#[cfg(not(unix))]
pub(crate) use portable::Bell;
#[cfg(unix)]
pub(crate) use unix::Bell;
#[cfg(unix)]
pub(super) use unix::{poll as wake_poll, watched as wake_watched};

/// A second Ctrl-C within this time ends the process at once.
#[cfg(unix)]
const IMPATIENT: Duration = Duration::from_secs(1);

#[expect(clippy::disallowed_methods, reason = "the real host is the machine's clock")]
fn now() -> Instant {
    Instant::now()
}

/// What is left until a deadline; none where there is no deadline.
fn left(deadline: Option<Instant>) -> Option<Duration> {
    deadline.map(|deadline| deadline.saturating_duration_since(now()))
}
