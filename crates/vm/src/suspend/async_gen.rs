//! Async generators: what `asend`, `athrow` and `aclose` give, and the hooks of `sys.set_asyncgen_hooks`.
//!
//! An awaitable of a step is not a frame: whoever awaits it is linked to the generator itself. Driven by hand, or by a
//! task of its own, it gets a frame that does it, a coroutine of the library.

use std::cell::Cell;

use super::*;
use crate::native::TypeDef;
use crate::objects::NativeBody;
use crate::value::Payload;
use crate::weak::WeakList;

/// What a step does to its generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsyncGenCall {
    /// `asend()` and `__anext__()`
    Send,
    /// `athrow()`
    Throw,
    /// `aclose()`
    Close,
}

/// What is awaited when an async generator is asked for its next item, or to end.
pub struct AsyncGenStep {
    /// The generator.
    pub generator: Value,
    /// What it is resumed with, a value or an exception; taken when it is.
    pub send: ValueCell,
    /// What is done to the generator.
    pub call: AsyncGenCall,
    /// Whether `send` is an exception, be it because it was thrown in by hand.
    pub throw: Cell<bool>,
    /// Whether the exception was thrown in by hand.
    by_hand: Cell<bool>,
    /// Whether it has been started.
    pub used: Cell<bool>,
    /// The frame that does it, if it is driven by hand.
    driver: ValueCell,
}
crate::object!(
    AsyncGenStep,
    "async_generator_asend",
    { generator, send, call, throw, by_hand, used, driver },
    finalize = never_awaited,
    class = |object| {
        match object.get::<AsyncGenStep>() {
            Some(step) if step.call != AsyncGenCall::Send => &THROW_TYPE,
            _ => &SEND_TYPE,
        }
    }
);

/// The type of what `asend()` gives.
pub static SEND_TYPE: TypeDef = TypeDef {
    name: "async_generator_asend",
    module: "builtins",
    base: Some(&crate::OBJECT),
    layout: Some(<AsyncGenStep as Payload>::layout),
    subclassable: false,
};

/// The type of what `athrow()` and `aclose()` give.
pub static THROW_TYPE: TypeDef = TypeDef {
    name: "async_generator_athrow",
    module: "builtins",
    // The two have their methods in common.
    base: Some(&SEND_TYPE),
    layout: None,
    subclassable: false,
};

impl AsyncGenStep {
    /// A step that resumes `generator` with a value or an exception. Whoever makes one for a script has called
    /// [`Vm::hook_async_generator`] first.
    #[must_use]
    pub fn new(generator: Value, send: Value, call: AsyncGenCall) -> Self {
        Self {
            generator,
            send: ValueCell::new(send),
            call,
            throw: Cell::new(call != AsyncGenCall::Send),
            by_hand: Cell::new(false),
            used: Cell::new(false),
            driver: ValueCell::default(),
        }
    }
}

/// What `anext()` with a default gives: the awaitable of the next item, and a coroutine of the library that awaits it
/// and knows the default.
pub struct AnextAwaitable {
    /// What `__anext__()` gave.
    pub next: Value,
    /// What is given where there is no next item.
    pub default: Value,
    /// The coroutine.
    pub frame: Value,
}
crate::object!(AnextAwaitable, "anext_awaitable", { next, default, frame });

/// Its type.
pub static ANEXT_TYPE: TypeDef = TypeDef {
    name: "anext_awaitable",
    module: "builtins",
    base: Some(&crate::OBJECT),
    layout: Some(<AnextAwaitable as Payload>::layout),
    subclassable: false,
};

crate::no_values!(AsyncGenCall);

fn never_awaited(vm: &mut Vm, value: &Value) {
    let Some(step) = value.get::<AsyncGenStep>() else { return };
    if step.used.get() {
        return;
    }
    let Some(generator) = step.generator.get::<Frame>() else { return };
    let method = match step.call {
        AsyncGenCall::Send => "asend",
        AsyncGenCall::Throw => "athrow",
        AsyncGenCall::Close => "aclose",
    };
    let name = vm.frame_name(generator);
    vm.warn_unawaited(&format!("coroutine method '{method}' of '{name}' was never awaited"), value);
}

/// Awaits a step and gives what it gives: the frame around it.
fn drive(_: &mut Vm, frame: &Frame, how: Resume) -> Step {
    match how {
        Resume::Throw(raised) => Step::Raise(raised),
        Resume::Send(_) if frame.pc.replace(1) == 0 => Step::Await(frame.get(0)),
        Resume::Send(value) => Step::Return(value),
    }
}

static DRIVER: NativeBody = NativeBody { name: "<driver>", registers: 2, step: drive };

impl Vm {
    /// Whether a task can drive a value: coroutines, and what async generators give to be awaited.
    #[must_use]
    pub fn is_driven(value: &Value) -> bool {
        value.get::<Frame>().is_some_and(|frame| frame.kind() == FrameKind::Coroutine)
            || value.is::<AsyncGenStep>()
            || value.is::<AnextAwaitable>()
    }

    /// Resumes whatever a task can drive.
    #[inline]
    pub fn drive(&mut self, value: &Value, how: Resume) -> Halt {
        if value.is::<Frame>() {
            return self.resume(value, how);
        }
        if let Some(step) = value.get::<AsyncGenStep>() {
            return self.resume_step(step, how);
        }
        match value.get::<AnextAwaitable>() {
            Some(anext) => self.resume_anext(anext, how),
            None => Halt::Raised(self.raise(Exc::TypeError, "not a coroutine")),
        }
    }

    /// Driven by hand, or by a task, the step is driven itself, and the coroutine around it has no part in it.
    fn resume_anext(&mut self, anext: &AnextAwaitable, how: Resume) -> Halt {
        let Some(step) = anext.next.get::<AsyncGenStep>() else {
            return self.resume(&anext.frame, how);
        };
        match self.resume_step(step, how) {
            Halt::Raised(raised) if self.matches(&raised, Exc::StopAsyncIteration) => {
                Halt::Returned(anext.default.clone())
            }
            halt => halt,
        }
    }

    /// Whether a step has been resumed by hand and waits.
    #[must_use]
    pub fn step_is_suspended(step: &AsyncGenStep) -> bool {
        step.driver.get().get::<Frame>().is_some_and(|f| f.state() == FrameState::Suspended)
    }

    /// Resumes a step by hand: `send()`, `throw()`.
    pub fn resume_step(&mut self, step: &AsyncGenStep, how: Resume) -> Halt {
        let sent = matches!(&how, Resume::Send(value) if !value.is_none());
        let is_over =
            step.generator.get::<Frame>().is_some_and(|f| f.state() == FrameState::Finished);
        if sent && !is_over && !step.used.get() && step.call != AsyncGenCall::Send {
            let message = "can't send non-None value to a just-started coroutine";
            return Halt::Raised(self.raise(Exc::RuntimeError, message));
        }
        if step.used.replace(true) {
            if !Self::step_is_suspended(step) {
                return Halt::Raised(self.raise(Exc::RuntimeError, reused(step.call)));
            }
            let driver = step.driver.get();
            return self.resume(&driver, how);
        }
        // The frame is around a step of its own, so that the two do not hold each other.
        let inner = AsyncGenStep::new(step.generator.clone(), step.send.take(), step.call);
        match how {
            Resume::Throw(raised) => {
                inner.send.set(raised.into_value());
                inner.throw.set(true);
                inner.by_hand.set(true);
            }
            Resume::Send(Value::None) => {}
            Resume::Send(value) => inner.send.set(value),
        }
        let driver = Value::Obj(Frame::of_native(&DRIVER));
        if let Some(frame) = driver.get::<Frame>() {
            drop(frame.set(0, Value::new(inner)));
        }
        step.driver.set(driver.clone());
        self.resume(&driver, Resume::Send(Value::None))
    }

    pub(super) fn begin_async_step(&mut self, step: &AsyncGenStep) -> R<Begun> {
        if step.used.replace(true) {
            return Err(self.raise(Exc::RuntimeError, reused(step.call)));
        }
        let Some(inner) = step.generator.get::<Frame>() else {
            return Ok(Begun::Ready(Value::None));
        };
        let mut value = step.send.take();
        if inner.state() == FrameState::Finished {
            let thrown = if step.by_hand.get() { Raised::from_value(value) } else { None };
            return match (step.call, thrown) {
                (_, Some(raised)) => {
                    self.outcome_of_step(step, Err(raised), false).map(Begun::Ready)
                }
                (AsyncGenCall::Send, None) => {
                    Err(self.raise_with(Exc::StopAsyncIteration, Vec::new()))
                }
                _ => Ok(Begun::Ready(Value::None)),
            };
        }
        if !inner.awaiter().is_null() || inner.state() == FrameState::Running {
            let what = match step.call {
                AsyncGenCall::Send => "anext",
                AsyncGenCall::Throw => "athrow",
                AsyncGenCall::Close => "aclose",
            };
            let message = format!("{what}(): asynchronous generator is already running");
            return Err(self.raise(Exc::RuntimeError, &message));
        }
        if step.call == AsyncGenCall::Close {
            inner.set_closing();
            if value.is_unbound() {
                value = self.raise_with(Exc::GeneratorExit, Vec::new()).into_value();
            }
        }
        let how = match (Raised::from_value(value.clone()), inner.state()) {
            (Some(raised), state) if step.throw.get() => {
                if state == FrameState::Created {
                    let halt = self.throw_before_start(inner, raised);
                    return self.thrown_before_start(step, halt);
                }
                Resume::Throw(raised)
            }
            (_, FrameState::Created) if !value.is_none() => {
                let message = "can't send non-None value to a just-started async generator";
                return Err(self.raise(Exc::TypeError, message));
            }
            _ => Resume::Send(value),
        };
        self.begin_frame(inner, how)
    }

    fn thrown_before_start(&mut self, step: &AsyncGenStep, halt: Halt) -> R<Begun> {
        let result = match halt {
            Halt::Raised(raised) => Err(raised),
            _ => Ok(Value::None),
        };
        self.outcome_of_step(step, result, false).map(Begun::Ready)
    }

    /// What a step gives to whoever awaits it: `aclose()` wants its generator to end.
    pub(super) fn outcome_of_step(&mut self, step: &AsyncGenStep, result: R, item: bool) -> R {
        match result {
            Ok(_) if item && step.call == AsyncGenCall::Close => {
                Err(self.raise(Exc::RuntimeError, "async generator ignored GeneratorExit"))
            }
            Err(raised)
                if step.call == AsyncGenCall::Close
                    && (self.matches(&raised, Exc::GeneratorExit)
                        || self.matches(&raised, Exc::StopAsyncIteration)) =>
            {
                Ok(Value::None)
            }
            result => result,
        }
    }

    /// The first time that an async generator is iterated its thread's hooks take note of it.
    ///
    /// # Errors
    /// What the hook raises.
    #[inline]
    pub fn hook_async_generator(&mut self, generator: &Value) -> R<()> {
        match generator.get::<Frame>() {
            Some(frame) if !frame.is_hooked() => self.hook_frame(generator, frame),
            _ => Ok(()),
        }
    }

    #[cold]
    fn hook_frame(&mut self, generator: &Value, frame: &Frame) -> R<()> {
        frame.set_hooked();
        let [first, finalizer] = self.per_thread.asyncgen_hooks.clone();
        drop(frame.set(frame.finalizer_register(), finalizer));
        if first.is_unbound() {
            return Ok(());
        }
        self.call(&first, std::slice::from_ref(generator)).map(drop)
    }

    /// Adds an async generator to a list, which it leaves when it ends.
    pub fn list_async_generator(list: &WeakList, generator: &Value) {
        if let (Some(object), Some(frame)) = (generator.as_ref(), generator.get::<Frame>())
            && frame.kind() == FrameKind::AsyncGenerator
            && frame.state() != FrameState::Finished
        {
            list.add_frame(object, frame.finalizer_register() - 1);
        }
    }

    /// Takes an async generator out of its list.
    pub fn unlist_async_generator(generator: &Value) {
        if let Some(frame) =
            generator.get::<Frame>().filter(|f| f.kind() == FrameKind::AsyncGenerator)
        {
            drop(frame.set(frame.finalizer_register() - 1, Value::Unbound));
        }
    }

    /// An async generator is dropped before its end: whoever asked for it sees to that. Whether anyone did.
    pub(super) fn hand_to_finalizer(&mut self, generator: &Value, frame: &Frame) -> bool {
        if !frame.is_hooked() || frame.is_closing() {
            return false;
        }
        let finalizer = frame.set(frame.finalizer_register(), Value::Unbound);
        if finalizer.is_unbound() {
            return false;
        }
        if let Err(raised) = self.call(&finalizer, std::slice::from_ref(generator)) {
            self.report_unraisable(raised, generator);
        }
        true
    }
}

fn reused(call: AsyncGenCall) -> &'static str {
    match call {
        AsyncGenCall::Send => "cannot reuse already awaited __anext__()/asend()",
        _ => "cannot reuse already awaited aclose()/athrow()",
    }
}
