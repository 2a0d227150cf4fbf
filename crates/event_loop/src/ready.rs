//! The ready queue: what runs in this iteration and the next, first in, first out.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use ouro_vm::{Ref, Value};

/// Something that is ready to run. A task's step needs no handle of its own.
pub(crate) enum Ready {
    /// A task goes on.
    Step(Ref),
    /// A task goes on because the future that it waited for is done.
    Wakeup(Ref, Ref),
    /// A watcher hears that a future is done.
    Watch(Ref, Ref),
    /// A script's callback hears that a future is done.
    Done(Value, Ref),
    /// A timer's target is due.
    Due(Ref),
    /// A script's callback, behind its handle.
    Call(Ref),
}

const _: () = assert!(size_of::<Ready>() == 24);

/// Who says which of the ready handles runs next. Without one it is the first.
pub trait Policy {
    /// The index of the one to run, below `ready`, the number of those left in this iteration.
    fn pick(&mut self, ready: usize) -> usize;
}

/// One policy for all loops of an engine.
pub(crate) type SharedPolicy = Rc<RefCell<dyn Policy>>;

/// See the module's page.
#[derive(Default)]
pub(crate) struct ReadyQueue {
    queue: VecDeque<Ready>,
    policy: Option<SharedPolicy>,
}

impl ReadyQueue {
    #[inline]
    pub(crate) fn push(&mut self, ready: Ready) {
        self.queue.push_back(ready);
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.queue.len()
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Lets a policy choose from now on.
    pub(crate) fn set_policy(&mut self, policy: Option<SharedPolicy>) {
        self.policy = policy;
    }

    /// Takes the next one of the first `left`.
    #[inline]
    pub(crate) fn take(&mut self, left: usize) -> Option<Ready> {
        match &mut self.policy {
            None => self.queue.pop_front(),
            Some(policy) => {
                let index = policy.borrow_mut().pick(left).min(left.saturating_sub(1));
                self.queue.remove(index)
            }
        }
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) -> VecDeque<Ready> {
        std::mem::take(&mut self.queue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Target(u32);
    ouro_vm::object!(Target, "target", leaf);

    fn filled() -> ReadyQueue {
        let mut queue = ReadyQueue::default();
        (0..4).for_each(|n| queue.push(Ready::Step(Ref::new(Target(n)))));
        queue
    }

    fn all(queue: &mut ReadyQueue) -> Vec<u32> {
        let mut out = Vec::new();
        while !queue.is_empty() {
            let left = queue.len();
            if let Some(Ready::Step(task)) = queue.take(left) {
                out.extend(task.get::<Target>().map(|t| t.0));
            }
        }
        out
    }

    #[test]
    fn first_in_first_out() {
        assert_eq!(all(&mut filled()), [0, 1, 2, 3]);
    }

    #[test]
    fn a_policy_picks_and_cannot_pick_beyond_the_end() {
        struct Last;
        impl Policy for Last {
            fn pick(&mut self, ready: usize) -> usize {
                ready + 7
            }
        }
        let mut queue = filled();
        queue.set_policy(Some(Rc::new(RefCell::new(Last))));
        assert_eq!(all(&mut queue), [3, 2, 1, 0]);
    }
}
