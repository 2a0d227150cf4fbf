//! The one clock that a script sees, in whole nanoseconds: the machine's, or a virtual one that jumps.
//!
//! It owns what time it is for a script and the rule that ends spinning. It does not own timers or their order
//! (the loop does), and no limit is measured by it (limits use the machine's time).

use std::num::NonZeroU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{Host, Woken};

/// Where virtual time starts: 2026-01-01T00:00:00Z, in nanoseconds since 1970.
pub const VIRTUAL_EPOCH_NS: i128 = 1_767_225_600 * 1_000_000_000;

/// So many readings or loop iterations in a row at one virtual instant are free. A script that goes on is waiting
/// for time to pass, which it never would.
pub const SPIN_READINGS: u32 = 1_000;

/// What each further reading or iteration adds to virtual time.
pub const SPIN_STEP_NS: u64 = 50_000;

/// How a script's time passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClockMode {
    /// As the machine's does.
    #[default]
    Real,
    /// It stands still while code runs and jumps to the next deadline when everything waits.
    Virtual,
    /// As virtual time, replayed at a speed: where virtual time would jump, the machine's goes by first.
    Paced(Speed),
}

/// How many seconds of the script go by in one of the machine's, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Speed(NonZeroU64);

impl Speed {
    /// As the machine's time.
    pub const ONE: Self = Self(NonZeroU64::MIN.saturating_add(999));

    /// So many times as fast; none for what is no speed, or below a thousandth, or above a million.
    #[must_use]
    pub fn new(factor: f64) -> Option<Self> {
        if !(0.001..=1e6).contains(&factor) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
        let thousandths = (factor * 1000.0).round() as u64;
        NonZeroU64::new(thousandths).map(Self)
    }

    /// The script's time as the machine's.
    fn of_machine_ns(self, script_ns: u64) -> u64 {
        clamp(u128::from(script_ns) * 1000 / u128::from(self.0.get()))
    }

    /// The machine's time as the script's.
    fn of_script_ns(self, machine_ns: u64) -> u64 {
        clamp(u128::from(machine_ns) * u128::from(self.0.get()) / 1000)
    }
}

fn clamp(ns: u128) -> u64 {
    u64::try_from(ns).unwrap_or(u64::MAX)
}

/// A script's time.
#[derive(Debug)]
pub struct Clock {
    state: State,
}

#[derive(Debug)]
enum State {
    Real {
        /// What the machine's monotonic time was when the clock was made: the script's time 0.
        started_ns: u64,
    },
    Virtual {
        now_ns: u64,
        /// Readings and iterations since time last moved by waiting.
        still: u32,
        /// Where it is paced.
        pace: Option<Pace>,
    },
}

/// What virtual time is held to.
#[derive(Clone, Copy, Debug)]
struct Pace {
    speed: Speed,
    /// What the machine's time was when the script's was 0.
    started_ns: u64,
}

impl Pace {
    /// How long the machine must wait until the script's time may be `deadline_ns`.
    fn wait(self, host: &mut dyn Host, deadline_ns: u64) -> Duration {
        let due_ns = self.started_ns.saturating_add(self.speed.of_machine_ns(deadline_ns));
        Duration::from_nanos(due_ns.saturating_sub(host.machine_now_ns()))
    }
}

impl Clock {
    /// A clock at time 0.
    pub fn new(mode: ClockMode, host: &mut dyn Host) -> Self {
        let state = match mode {
            ClockMode::Real => State::Real { started_ns: host.machine_now_ns() },
            ClockMode::Virtual => State::Virtual { now_ns: 0, still: 0, pace: None },
            ClockMode::Paced(speed) => {
                let pace = Some(Pace { speed, started_ns: host.machine_now_ns() });
                State::Virtual { now_ns: 0, still: 0, pace }
            }
        };
        Self { state }
    }

    /// How time passes here.
    #[must_use]
    pub fn mode(&self) -> ClockMode {
        match self.state {
            State::Real { .. } => ClockMode::Real,
            State::Virtual { pace: None, .. } => ClockMode::Virtual,
            State::Virtual { pace: Some(pace), .. } => ClockMode::Paced(pace.speed),
        }
    }

    /// Whether time stands still while code runs.
    #[must_use]
    pub fn is_virtual(&self) -> bool {
        matches!(self.state, State::Virtual { .. })
    }

    /// The monotonic time for the engine's own purposes; not counted as a reading.
    pub fn now_ns(&mut self, host: &mut dyn Host) -> u64 {
        match self.state {
            State::Real { started_ns } => host.machine_now_ns().saturating_sub(started_ns),
            State::Virtual { now_ns, .. } => now_ns,
        }
    }

    /// The script reads its monotonic time.
    pub fn read_ns(&mut self, host: &mut dyn Host) -> u64 {
        self.count();
        self.now_ns(host)
    }

    /// The script reads its wall time, in nanoseconds since 1970.
    pub fn read_wall_ns(&mut self, host: &mut dyn Host) -> i128 {
        self.count();
        self.wall_ns(host)
    }

    /// The wall time for the engine's own purposes (a log record's, say); not counted as a reading.
    pub fn wall_ns(&mut self, host: &mut dyn Host) -> i128 {
        match self.state {
            State::Real { .. } => host.machine_wall_ns(),
            State::Virtual { now_ns, .. } => VIRTUAL_EPOCH_NS + i128::from(now_ns),
        }
    }

    /// A loop begins one more iteration. It counts like a reading: `while not done: await sleep(0)` must end.
    pub fn count_iteration(&mut self) {
        self.count();
    }

    fn count(&mut self) {
        if let State::Virtual { now_ns, still, .. } = &mut self.state {
            if *still < SPIN_READINGS {
                *still += 1;
            } else {
                *now_ns = now_ns.saturating_add(SPIN_STEP_NS);
            }
        }
    }

    /// Waits until the time is `deadline_ns` (`None`: without end), until Ctrl-C or a wake from outside.
    ///
    /// Virtual time jumps, unless `outside_work` says that something outside is awaited: then it advances with the
    /// machine's time, up to the deadline. Only the caller can know that nothing is ready and every thread waits.
    pub fn wait_until(
        &mut self,
        host: &mut dyn Host,
        deadline_ns: Option<u64>,
        outside_work: bool,
    ) -> Woken {
        let before_ns = self.now_ns(host);
        let left = deadline_ns.map(|deadline| deadline.saturating_sub(before_ns));
        let State::Virtual { now_ns, still, pace } = &mut self.state else {
            return host.wait(left.map(Duration::from_nanos));
        };
        let woken = match left {
            Some(left_ns) if !outside_work && pace.is_none() => {
                if host.interrupt_flag().load(Ordering::Relaxed) {
                    return Woken::Interrupted;
                }
                *now_ns = now_ns.saturating_add(left_ns);
                Woken::Deadline
            }
            _ => {
                let machine_ns = host.machine_now_ns();
                let wait = match (*pace, deadline_ns) {
                    (Some(pace), Some(deadline_ns)) => Some(pace.wait(host, deadline_ns)),
                    _ => left.map(Duration::from_nanos),
                };
                let woken = host.wait(wait);
                let passed_ns = host.machine_now_ns().saturating_sub(machine_ns);
                let passed_ns = pace.map_or(passed_ns, |pace| pace.speed.of_script_ns(passed_ns));
                *now_ns = match (woken, deadline_ns) {
                    (Woken::Deadline, Some(deadline)) => deadline.max(*now_ns),
                    (_, Some(deadline)) => {
                        now_ns.saturating_add(passed_ns).min(deadline.max(*now_ns))
                    }
                    (_, None) => now_ns.saturating_add(passed_ns),
                };
                woken
            }
        };
        if *now_ns > before_ns {
            *still = 0;
        }
        woken
    }
}

/// The deadline `seconds` after `now_ns`; what is not above 0 (NaN too) is due now, what is too far is the end of time.
#[must_use]
pub fn deadline_after_ns(now_ns: u64, seconds: f64) -> u64 {
    if seconds > 0.0 {
        // A float cast saturates, so an endless delay becomes the last instant there is.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
        let delay_ns = (seconds * 1e9).round() as u64;
        now_ns.saturating_add(delay_ns)
    } else {
        now_ns
    }
}

#[cfg(test)]
mod tests {
    use super::super::FakeHost;
    use super::*;

    #[test]
    fn virtual_time_stands_still_and_jumps() {
        let mut host = FakeHost::new();
        let mut clock = Clock::new(ClockMode::Virtual, &mut host);
        assert_eq!(clock.read_ns(&mut host), 0);
        assert_eq!(clock.read_wall_ns(&mut host), VIRTUAL_EPOCH_NS);
        assert_eq!(clock.wait_until(&mut host, Some(1_500), false), Woken::Deadline);
        assert_eq!(clock.read_ns(&mut host), 1_500);
        assert_eq!(clock.wait_until(&mut host, Some(10), false), Woken::Deadline);
        assert_eq!(clock.read_ns(&mut host), 1_500, "a deadline in the past never turns time back");
        assert_eq!(host.machine_now_ns(), 0, "nobody waited on the machine");
    }

    #[test]
    fn spinning_moves_virtual_time_after_the_free_readings() {
        let mut host = FakeHost::new();
        let mut clock = Clock::new(ClockMode::Virtual, &mut host);
        for _ in 0..SPIN_READINGS {
            assert_eq!(clock.read_ns(&mut host), 0);
        }
        assert_eq!(clock.read_ns(&mut host), SPIN_STEP_NS);
        clock.count_iteration();
        assert_eq!(clock.now_ns(&mut host), 2 * SPIN_STEP_NS);
        assert_eq!(clock.now_ns(&mut host), 2 * SPIN_STEP_NS, "the engine's own look is free");
        clock.wait_until(&mut host, Some(1_000_000), false);
        assert_eq!(clock.read_ns(&mut host), 1_000_000, "a sleep makes the readings free again");
    }

    #[test]
    fn work_outside_lets_virtual_time_walk_up_to_the_deadline() {
        let mut host = FakeHost::new();
        let mut clock = Clock::new(ClockMode::Virtual, &mut host);
        assert_eq!(clock.wait_until(&mut host, Some(700), true), Woken::Deadline);
        assert_eq!((clock.now_ns(&mut host), host.machine_now_ns()), (700, 700));
        host.waker().wake();
        assert_eq!(clock.wait_until(&mut host, Some(900), true), Woken::External);
        assert_eq!(clock.now_ns(&mut host), 700);
    }

    #[test]
    fn paced_time_stands_still_and_lets_the_machines_go_by_at_its_speed() {
        let mut host = FakeHost::new();
        let double = Speed::new(2.0).unwrap();
        let mut clock = Clock::new(ClockMode::Paced(double), &mut host);
        assert!(clock.is_virtual());
        assert_eq!(clock.wait_until(&mut host, Some(3_000), false), Woken::Deadline);
        assert_eq!((clock.now_ns(&mut host), host.machine_now_ns()), (3_000, 1_500));
        // What the script's own work took of the machine's time is not waited for again.
        host.wait(Some(Duration::from_nanos(400)));
        assert_eq!(clock.now_ns(&mut host), 3_000);
        assert_eq!(clock.wait_until(&mut host, Some(4_000), false), Woken::Deadline);
        assert_eq!((clock.now_ns(&mut host), host.machine_now_ns()), (4_000, 2_000));
    }

    #[test]
    fn a_wake_in_a_paced_wait_leaves_the_time_that_has_passed() {
        let mut host = FakeHost::new();
        let mut clock = Clock::new(ClockMode::Paced(Speed::ONE), &mut host);
        host.waker().wake();
        assert_eq!(clock.wait_until(&mut host, Some(500), false), Woken::External);
        assert_eq!(clock.now_ns(&mut host), 0);
        host.interrupt_flag().store(true, Ordering::Relaxed);
        assert_eq!(clock.wait_until(&mut host, Some(500), false), Woken::Interrupted);
    }

    #[test]
    fn speeds_are_positive_and_finite() {
        assert_eq!(Speed::new(1.0), Some(Speed::ONE));
        assert!(Speed::new(0.5).is_some());
        for none in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9, 1e-9] {
            assert_eq!(Speed::new(none), None, "{none}");
        }
    }

    #[test]
    fn an_interrupt_ends_a_wait_on_both_clocks() {
        for mode in [ClockMode::Real, ClockMode::Virtual] {
            let mut host = FakeHost::new();
            let mut clock = Clock::new(mode, &mut host);
            host.interrupt_flag().store(true, Ordering::Relaxed);
            assert_eq!(clock.wait_until(&mut host, Some(5), false), Woken::Interrupted);
            assert_eq!(clock.now_ns(&mut host), 0);
        }
    }

    #[test]
    fn delays_become_deadlines() {
        assert_eq!(deadline_after_ns(7, 0.5), 500_000_007);
        assert_eq!(deadline_after_ns(7, -1.0), 7);
        assert_eq!(deadline_after_ns(7, f64::NAN), 7);
        assert_eq!(deadline_after_ns(7, f64::INFINITY), u64::MAX);
    }
}
