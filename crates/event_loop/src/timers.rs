//! Timers: what is due when.
//!
//! A heap by (deadline, number), so that equal deadlines are due in the order in which they were set. What a timer
//! does is its target's: a future that gets its result, a timeout that cancels, a handle that calls. A target that can
//! be set to another time knows the number of the timer that counts. A timer that is
//! cancelled stays in the heap until it comes to the top, or until so many are dead that a sweep pays.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use ouro_vm::Ref;

/// So many cancelled timers are left alone.
const SWEEP_FROM: usize = 100;

/// One timer.
pub(crate) struct Timer {
    /// Below 0 where it was set into the past before the clock's beginning: those too are due in their order.
    deadline_ns: i64,
    number: u64,
    target: Ref,
}

impl Timer {
    fn key(&self) -> (i64, u64) {
        (self.deadline_ns, self.number)
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Timer {}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// See the module's page.
#[derive(Default)]
pub(crate) struct Timers {
    heap: BinaryHeap<Reverse<Timer>>,
    next_number: u64,
    cancelled: usize,
}

impl ouro_vm::Traverse for Timers {
    fn traverse(&self, visit: ouro_vm::Visit<'_>) {
        for Reverse(timer) in &self.heap {
            visit(&timer.target);
        }
    }
}

impl Timers {
    /// Sets a timer; gives its number.
    pub(crate) fn set(&mut self, deadline_ns: i64, target: Ref) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        self.heap.push(Reverse(Timer { deadline_ns, number, target }));
        number
    }

    /// Notes that the target of one timer wants it no more; sweeps when that is worth it. `is_dead` tells such
    /// targets.
    pub(crate) fn note_cancelled(&mut self, is_dead: impl Fn(&Ref, u64) -> bool) {
        self.cancelled += 1;
        if self.cancelled > SWEEP_FROM && self.cancelled * 2 > self.heap.len() {
            self.heap.retain(|Reverse(timer)| !is_dead(&timer.target, timer.number));
            self.cancelled = 0;
        }
    }

    /// When the first timer that is wanted is due.
    pub(crate) fn next_deadline_ns(&mut self, is_dead: impl Fn(&Ref, u64) -> bool) -> Option<u64> {
        while let Some(Reverse(first)) = self.heap.peek() {
            if !is_dead(&first.target, first.number) {
                return Some(u64::try_from(first.deadline_ns).unwrap_or(0));
            }
            self.heap.pop();
            self.cancelled = self.cancelled.saturating_sub(1);
        }
        None
    }

    /// Takes the first timer if it is due: its target and its number.
    pub(crate) fn pop_due(&mut self, now_ns: u64) -> Option<(Ref, u64)> {
        if self.heap.peek()?.0.deadline_ns > signed(now_ns) {
            return None;
        }
        self.heap.pop().map(|Reverse(timer)| (timer.target, timer.number))
    }

    /// Looks at the timers that are due, each with its deadline.
    pub(crate) fn for_each_due(&self, now_ns: u64, mut look: impl FnMut(u64, &Ref)) {
        let mut due: Vec<_> =
            self.heap.iter().filter(|t| t.0.deadline_ns <= signed(now_ns)).collect();
        due.sort_by_key(|timer| timer.0.key());
        due.iter().for_each(|Reverse(timer)| {
            look(u64::try_from(timer.deadline_ns).unwrap_or(0), &timer.target);
        });
    }

    /// How many there are, cancelled ones among them.
    pub(crate) fn len(&self) -> usize {
        self.heap.len()
    }

    /// Forgets all timers.
    pub(crate) fn clear(&mut self) -> Vec<Ref> {
        self.cancelled = 0;
        std::mem::take(&mut self.heap).into_iter().map(|Reverse(timer)| timer.target).collect()
    }
}

/// A moment of the clock as a deadline.
pub(crate) fn signed(ns: u64) -> i64 {
    i64::try_from(ns).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Target(u32);
    ouro_vm::object!(Target, "target", leaf);

    fn order(timers: &mut Timers, now_ns: u64) -> Vec<u32> {
        let mut out = Vec::new();
        while let Some((target, _)) = timers.pop_due(now_ns) {
            out.extend(target.get::<Target>().map(|t| t.0));
        }
        out
    }

    #[test]
    fn equal_deadlines_are_due_in_order_of_creation() {
        let mut timers = Timers::default();
        for (number, deadline) in [(0, 20), (1, 10), (2, 20), (3, 10), (4, 20)] {
            timers.set(deadline, Ref::new(Target(number)));
        }
        assert_eq!(timers.next_deadline_ns(|_, _| false), Some(10));
        assert_eq!(order(&mut timers, 9), []);
        assert_eq!(order(&mut timers, 10), [1, 3]);
        assert_eq!(order(&mut timers, 30), [0, 2, 4]);
    }

    #[test]
    fn timers_of_the_past_are_due_in_their_order() {
        let mut timers = Timers::default();
        for (number, deadline) in [(0, 5), (1, -10), (2, 0), (3, -20)] {
            timers.set(deadline, Ref::new(Target(number)));
        }
        assert_eq!(timers.next_deadline_ns(|_, _| false), Some(0));
        assert_eq!(order(&mut timers, 5), [3, 1, 2, 0]);
    }

    #[test]
    fn cancelled_timers_are_passed_over_and_swept() {
        let mut timers = Timers::default();
        for number in 0..300 {
            timers.set(i64::from(number), Ref::new(Target(number)));
        }
        let dead = |target: &Ref, _| target.get::<Target>().is_some_and(|t| t.0 != 299);
        for _ in 0..150 {
            timers.note_cancelled(dead);
        }
        assert_eq!(timers.heap.len(), 300, "not yet more than half");
        timers.note_cancelled(dead);
        assert_eq!(timers.heap.len(), 1);
        assert_eq!(timers.next_deadline_ns(dead), Some(299));
    }
}
