//! A queue of threads that wait for the same thing: what locks and queues are made of.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::ThreadId;
use crate::vm::{R, Vm};

/// Threads that wait, in the order in which they came. A wake is only a hint to look again: what is waited for may
/// be gone to another thread by then, and a thread that leaves without it hands the hint on.
#[derive(Default)]
pub struct Waiters(RefCell<VecDeque<ThreadId>>);

impl Waiters {
    /// Waits until `look` finds what is waited for; none when the script's time is `deadline_ns` first.
    ///
    /// # Errors
    /// What [`Vm::block`] raises.
    pub fn wait<T>(
        &self,
        vm: &mut Vm,
        deadline_ns: Option<u64>,
        mut look: impl FnMut(&mut Vm) -> Option<T>,
    ) -> R<Option<T>> {
        if let Some(found) = look(vm) {
            return Ok(Some(found));
        }
        let me = vm.current_thread();
        self.0.borrow_mut().push_back(me);
        let result = loop {
            let woken = match vm.block(deadline_ns) {
                Ok(woken) => woken,
                Err(raised) => break Err(raised),
            };
            if let Some(found) = look(vm) {
                break Ok(Some(found));
            }
            if !woken {
                break Ok(None);
            }
        };
        self.0.borrow_mut().retain(|waiter| *waiter != me);
        if !matches!(result, Ok(Some(_))) {
            self.wake_one(vm);
        }
        result
    }

    /// Wakes the first that has not been woken yet.
    pub fn wake_one(&self, vm: &mut Vm) {
        let waiters = self.0.borrow();
        for waiter in waiters.iter() {
            if vm.wake(*waiter) {
                break;
            }
        }
    }

    /// Wakes all.
    pub fn wake_all(&self, vm: &mut Vm) {
        for waiter in self.0.borrow().iter() {
            vm.wake(*waiter);
        }
    }

    /// After a fork there is nobody else.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
