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

/// So many handles lie in one block.
const BLOCK: usize = 512;

/// See the module's page. It is a row of blocks, which are given back as they empty: a hundred thousand tasks that
/// start at once must not leave their queue behind while they sleep.
#[derive(Default)]
pub(crate) struct ReadyQueue {
    blocks: VecDeque<VecDeque<Ready>>,
    spare: Option<VecDeque<Ready>>,
    len: usize,
    policy: Option<SharedPolicy>,
}

impl ouro_vm::Traverse for Ready {
    fn traverse(&self, visit: ouro_vm::Visit<'_>) {
        match self {
            Self::Step(held) | Self::Due(held) | Self::Call(held) => visit(held),
            Self::Wakeup(held, future) | Self::Watch(held, future) => {
                visit(held);
                visit(future);
            }
            Self::Done(callback, future) => {
                callback.traverse(&mut *visit);
                visit(future);
            }
        }
    }
}

ouro_vm::traverse!(ReadyQueue, { blocks, spare, len, policy });

impl ReadyQueue {
    #[inline]
    pub(crate) fn push(&mut self, ready: Ready) {
        self.len += 1;
        match self.blocks.back_mut() {
            Some(block) if block.len() < BLOCK => block.push_back(ready),
            _ => self.push_in_new_block(ready),
        }
    }

    #[cold]
    fn push_in_new_block(&mut self, ready: Ready) {
        let mut block = self.spare.take().unwrap_or_else(|| VecDeque::with_capacity(BLOCK));
        block.push_back(ready);
        self.blocks.push_back(block);
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Looks at all that is ready, in order.
    pub(crate) fn for_each(&self, look: impl FnMut(&Ready)) {
        self.blocks.iter().flatten().for_each(look);
    }

    /// Lets a policy choose from now on.
    pub(crate) fn set_policy(&mut self, policy: Option<SharedPolicy>) {
        self.policy = policy;
    }

    /// Takes the next one of the first `left`.
    #[inline]
    pub(crate) fn take(&mut self, left: usize) -> Option<Ready> {
        let index = match &self.policy {
            None => 0,
            Some(policy) => policy.borrow_mut().pick(left).min(left.saturating_sub(1)),
        };
        if index > 0 {
            return self.remove(index);
        }
        let front = self.blocks.front_mut()?;
        let ready = front.pop_front()?;
        self.len -= 1;
        if front.is_empty() && self.blocks.len() > 1 {
            self.spare = self.blocks.pop_front();
        }
        Some(ready)
    }

    #[cold]
    fn remove(&mut self, mut index: usize) -> Option<Ready> {
        let mut at = 0;
        while index >= self.blocks.get(at)?.len() {
            index -= self.blocks[at].len();
            at += 1;
        }
        let ready = self.blocks[at].remove(index)?;
        self.len -= 1;
        if self.blocks[at].is_empty() && self.blocks.len() > 1 {
            self.blocks.remove(at);
        }
        Some(ready)
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) -> VecDeque<VecDeque<Ready>> {
        self.len = 0;
        std::mem::take(&mut self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Target(u32);
    ouro_vm::object!(Target, "target", leaf);

    const NUMBER: u32 = 3 * BLOCK as u32;

    fn filled() -> ReadyQueue {
        let mut queue = ReadyQueue::default();
        (0..NUMBER).for_each(|n| queue.push(Ready::Step(Ref::new(Target(n)))));
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
        assert_eq!(all(&mut filled()), (0..NUMBER).collect::<Vec<_>>());
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
        assert_eq!(all(&mut queue), (0..NUMBER).rev().collect::<Vec<_>>());
    }
}
