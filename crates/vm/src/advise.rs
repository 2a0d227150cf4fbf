//! What the machine and the loop find out about a run that the reference does not tell, and who is told of it.
//!
//! A finding is data; putting it into words, with the source beside it, is the adviser's business: the façade sets one
//! when explanations are wanted.

use std::rc::Rc;

use ouro_bytecode::Place;
use ouro_diag::SourceId;

use crate::exceptions::Raised;
use crate::value::Value;
use crate::vm::Vm;

/// A place in one of the sources.
pub type Spot = (SourceId, Place);

/// Something to be explained, below the lines that the reference prints for it.
#[derive(Clone, Debug)]
pub enum Finding {
    /// A coroutine died before it had started.
    NeverAwaited {
        /// Its name.
        name: String,
        /// Where control was when it died, if anywhere.
        place: Option<Spot>,
    },
    /// An exception was printed that no one could catch: a task's that no one looked at, a callback's.
    Exception(Value),
    /// A task failed, and no one has looked.
    Unseen {
        /// The task's name.
        name: String,
        /// Its coroutine's.
        coroutine: String,
        /// What it ended with.
        exception: Value,
    },
    /// Tasks that nothing can wake any more: all of a loop's.
    Deadlock {
        /// They.
        stuck: Vec<Stuck>,
        /// Whether the run ends for it; at a prompt it does not.
        ends: bool,
    },
    /// Calls that kept other tasks from running.
    Blocked(Vec<Blocked>),
    /// The run, or what was entered at a prompt, is over.
    End,
}

/// A task that nothing can wake.
#[derive(Clone, Debug)]
pub struct Stuck {
    /// The task's name.
    pub name: String,
    /// Where its innermost frame of a script stands.
    pub at: Option<Spot>,
    /// What it waits for, for use within a sentence; empty where that is not known.
    pub on: String,
    /// Whether that is a lock.
    pub is_lock: bool,
    /// Which of the stuck tasks holds what it waits for.
    pub holder: Option<usize>,
    /// Where that one took it.
    pub held_at: Option<Spot>,
    /// Which of the stuck tasks it awaits.
    pub awaits: Vec<usize>,
}

/// A place at which a loop was held, while tasks were due.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// Whether it was a call that blocked; else the script itself computed.
    pub is_call: bool,
    /// Where.
    pub at: Spot,
    /// How often.
    pub times: u64,
    /// How long, all in all.
    pub total_ns: u64,
    /// Tasks that were due meanwhile, by name, each with the longest time that it was kept waiting.
    pub delayed: Vec<(String, u64)>,
    /// How many more there were.
    pub more: usize,
}

/// What whoever raises an exception knows about it beyond its message.
#[derive(Clone, Debug)]
pub enum Clue {
    /// It is about something that is not done yet.
    Pending(Waiting),
}

/// A task or a future that is not done.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// What it is, for use within a sentence: `task 'Task-2'`.
    pub subject: String,
    /// Where its innermost frame stands, if it has one that has begun.
    pub at: Option<Spot>,
    /// What it waits for, for use within a sentence; empty where that is not known.
    pub on: String,
}

/// What a loop is told of calls that keep it from its tasks.
pub struct LoopHooks {
    /// The counter ran out while a loop runs.
    pub look: fn(&mut Vm),
    /// A call that blocked its thread has come back; when it was made.
    pub blocked: fn(&mut Vm, u64),
}

/// Who puts findings into words.
pub type Adviser = Rc<dyn Fn(&mut Vm, Finding)>;

impl Vm {
    /// A call that blocked its thread since `started_ns` has come back.
    pub fn note_blocking(&mut self, started_ns: u64) {
        if let Some(hooks) = self.loop_hooks.filter(|_| !self.running_loop.is_none()) {
            (hooks.blocked)(self, started_ns);
        }
    }

    /// The counter ran out: the loop, if one runs, looks how long it has been held.
    pub(crate) fn look_at_loop(&mut self) {
        if let Some(hooks) = self.loop_hooks.filter(|_| !self.running_loop.is_none()) {
            (hooks.look)(self);
        }
    }

    /// Remembers something about an exception, while it is the last one of which anything is remembered.
    #[cold]
    pub fn note_clue(&mut self, raised: &Raised, clue: Clue) {
        if self.adviser.is_some() {
            self.clue = Some((raised.value().as_ref().map_or(0, crate::Ref::address), clue));
        }
    }

    /// What is remembered about an exception.
    #[must_use]
    pub fn clue_of(&self, exception: &Value) -> Option<&Clue> {
        let (address, clue) = self.clue.as_ref()?;
        (exception.as_ref()?.address() == *address).then_some(clue)
    }

    /// Tells the adviser, if there is one. What there is to tell is found out only then.
    #[cold]
    pub fn advise(&mut self, find: impl FnOnce(&mut Self) -> Finding) {
        if let Some(adviser) = self.adviser.clone() {
            let finding = find(self);
            adviser(self, finding);
        }
    }
}
