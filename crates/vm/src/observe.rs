//! What the VM and the loop tell about a run: one stream of events.

use crate::value::Value;
use crate::vm::Vm;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says of the subject")]
pub enum EventKind {
    CoroutineCreated,
    CoroutineStarted,
    CoroutineSuspended,
    CoroutineResumed,
    CoroutineFinished,
    TaskCreated,
    TaskFinished,
    FutureResolved,
    CallbackScheduled,
    CallbackRun,
    TimerSet,
    TimerFired,
    CancelRequested,
    CancelDelivered,
    LoopStarted,
    LoopIteration,
    LoopStopped,
    BlockingCall,
    NeverAwaited,
}

impl EventKind {
    /// The name in a trace.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CoroutineCreated => "coroutine-created",
            Self::CoroutineStarted => "coroutine-started",
            Self::CoroutineSuspended => "coroutine-suspended",
            Self::CoroutineResumed => "coroutine-resumed",
            Self::CoroutineFinished => "coroutine-finished",
            Self::TaskCreated => "task-created",
            Self::TaskFinished => "task-finished",
            Self::FutureResolved => "future-resolved",
            Self::CallbackScheduled => "callback-scheduled",
            Self::CallbackRun => "callback-run",
            Self::TimerSet => "timer-set",
            Self::TimerFired => "timer-fired",
            Self::CancelRequested => "cancel-requested",
            Self::CancelDelivered => "cancel-delivered",
            Self::LoopStarted => "loop-started",
            Self::LoopIteration => "loop-iteration",
            Self::LoopStopped => "loop-stopped",
            Self::BlockingCall => "blocking-call",
            Self::NeverAwaited => "never-awaited",
        }
    }
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The script's time, in nanoseconds since the start of the clock.
    pub at_ns: u64,
    /// What happened.
    pub kind: EventKind,
    /// To which object: its number (see `id()`), 0 for none.
    pub subject: u64,
    /// The subject's name.
    pub name: String,
    /// The task in which it happened, by name; empty outside of tasks.
    pub task: String,
    /// What it waits for, its result, its cause: whatever the kind calls for.
    pub detail: String,
    /// Where in the source: file, and line from 1.
    pub place: Option<(std::sync::Arc<str>, u32)>,
}

/// Who is told.
pub trait Observer {
    /// Something has happened.
    fn event(&mut self, event: Event);

    /// The run has ended.
    fn end(&mut self) {}
}

impl Vm {
    /// Tells the observer, if there is one. `name` and `detail` are asked for only then.
    #[inline]
    pub fn emit(
        &mut self,
        kind: EventKind,
        subject: &Value,
        describe: impl FnOnce(&mut Self) -> (String, String),
    ) {
        if self.observer.is_some() {
            let place = self.current_place();
            self.emit_at(kind, subject, place, describe);
        }
    }

    /// As [`emit`](Self::emit), of something that stands elsewhere.
    #[cold]
    pub fn emit_at(
        &mut self,
        kind: EventKind,
        subject: &Value,
        place: Option<crate::Spot>,
        describe: impl FnOnce(&mut Self) -> (String, String),
    ) {
        // The observer is out of its place meanwhile, so describing something emits nothing.
        let Some(mut observer) = self.observer.take() else { return };
        let (name, detail) = describe(self);
        let subject = if subject.is_unbound() { 0 } else { self.id(subject) };
        let task = self.current_task_name();
        let place = place.and_then(|(id, place)| {
            let source = self.sources.get(id)?;
            Some((std::sync::Arc::clone(&source.name), source.line(place.span.start)))
        });
        let at_ns = self.outside.now_ns();
        observer.event(Event { at_ns, kind, subject, name, task, detail, place });
        self.observer = Some(observer);
    }
}
