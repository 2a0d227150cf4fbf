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
    /// The run, or what was entered at a prompt, is over.
    End,
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

/// Who puts findings into words.
pub type Adviser = Rc<dyn Fn(&mut Vm, Finding)>;

impl Vm {
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
