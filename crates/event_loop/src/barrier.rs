//! `asyncio.Barrier`: a condition on which as many wait as it takes.

use std::cell::Cell;

use ouro_vm::objects::{Frame, NativeBody};
use ouro_vm::{
    Exc, NativeDef, Payload, PropertyDef, R, Raised, Resume, Step, TypeDef, Value, Vm, native,
    property,
};

use crate::condition::{self, Condition};
use crate::task::Table;
use crate::waiters::{ended, method, own, register, this};

/// Where a barrier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It waits for more to come.
    Filling,
    /// All have come, and they leave.
    Draining,
    /// It was reset, and those who waited leave.
    Resetting,
    Broken,
}

/// `asyncio.Barrier`
pub(crate) struct Barrier {
    condition: Value,
    parties: i64,
    /// How many are within.
    count: Cell<i64>,
    state: Cell<State>,
}
ouro_vm::object!(Barrier, "Barrier", { condition, parties, count, state });
ouro_vm::no_values!(State);

pub(crate) static TYPE: TypeDef = TypeDef {
    name: "Barrier",
    module: "asyncio.locks",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Barrier as Payload>::layout),
    subclassable: true,
};

impl Barrier {
    fn condition(&self, vm: &mut Vm) -> R<&Condition> {
        match self.condition.get() {
            Some(condition) => Ok(condition),
            None => Err(vm.raise(Exc::TypeError, "a Condition is required")),
        }
    }

    fn notify_all(&self, vm: &mut Vm) -> R {
        let condition = self.condition(vm)?;
        condition::notify(vm, condition, i64::MAX)
    }

    fn move_to(&self, vm: &mut Vm, state: State) -> R {
        self.state.set(state);
        self.notify_all(vm)
    }

    /// One who has the lock leaves with a result.
    fn leave(&self, vm: &mut Vm, result: R) -> R {
        let left = self.count.get() - 1;
        self.count.set(left);
        if left == 0 {
            if matches!(self.state.get(), State::Resetting | State::Draining) {
                self.state.set(State::Filling);
            }
            self.notify_all(vm)?;
        }
        self.release(vm)?;
        result
    }

    fn release(&self, vm: &mut Vm) -> R {
        let condition = self.condition(vm)?;
        condition::release(vm, condition)
    }

    /// The next thing that one who waits does, or what it ends with.
    fn go_on(&self, vm: &mut Vm, frame: &Frame) -> R<Step> {
        match (frame.pc.get(), self.state.get()) {
            (at::START, _) => {
                frame.pc.set(at::LOCKING);
                let condition = self.condition(vm)?;
                condition::acquire(vm, condition).map(Step::Await)
            }
            (at::LOCKING | at::OUTSIDE, State::Draining | State::Resetting) => {
                frame.pc.set(at::OUTSIDE);
                Ok(Step::Await(condition::wait(vm, &self.condition)))
            }
            (at::LOCKING | at::OUTSIDE, State::Broken) => {
                self.release(vm)?;
                Err(broken(vm, "Barrier aborted"))
            }
            (at::LOCKING | at::OUTSIDE, State::Filling) => self.come(vm, frame),
            (_, State::Filling) => Ok(Step::Await(condition::wait(vm, &self.condition))),
            (_, State::Broken | State::Resetting) => {
                let error = broken(vm, "Abort or reset of barrier");
                self.leave(vm, Err(error)).map(Step::Return)
            }
            (_, State::Draining) => self.leave(vm, Ok(frame.get(INDEX))).map(Step::Return),
        }
    }

    /// One more has come; the last one lets all go.
    fn come(&self, vm: &mut Vm, frame: &Frame) -> R<Step> {
        let index = self.count.get();
        self.count.set(index + 1);
        drop(frame.set(INDEX, Value::Int(index)));
        frame.pc.set(at::INSIDE);
        if index + 1 == self.parties {
            self.move_to(vm, State::Draining)?;
        }
        self.go_on(vm, frame)
    }
}

fn broken(vm: &mut Vm, message: &str) -> Raised {
    let shared = crate::shared::shared(vm);
    vm.raise_class_message(&shared.classes().broken_barrier, message)
}

mod at {
    pub(super) const START: u32 = 0;
    pub(super) const LOCKING: u32 = 1;
    /// It waits until those before have left; it has the lock whenever it goes on.
    pub(super) const OUTSIDE: u32 = 2;
    /// It is one of those who wait for the rest; as above.
    pub(super) const INSIDE: u32 = 3;
}

/// How many were there before.
const INDEX: usize = 1;

fn wait_step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let own = own(frame);
    let Some(barrier) = own.get::<Barrier>() else { return Step::Return(Value::None) };
    let step = match (how, frame.pc.get()) {
        (Resume::Send(_), _) => barrier.go_on(vm, frame),
        (Resume::Throw(raised), at::INSIDE) => barrier.leave(vm, Err(raised)).map(Step::Return),
        (Resume::Throw(raised), at::OUTSIDE) => barrier.release(vm).and(Err(raised)),
        (Resume::Throw(raised), _) => Err(raised),
    };
    step.unwrap_or_else(Step::Raise)
}

static WAIT: NativeBody = NativeBody { name: "Barrier.wait", registers: 3, step: wait_step };
static ENTER: NativeBody = NativeBody { name: "Barrier.__aenter__", registers: 3, step: wait_step };
static EXIT: NativeBody = NativeBody {
    name: "Barrier.__aexit__",
    registers: 2,
    step: |_, _, how| match how {
        Resume::Send(_) => Step::Return(Value::None),
        Resume::Throw(raised) => Step::Raise(raised),
    },
};
static RESET: NativeBody = NativeBody {
    name: "Barrier.reset",
    registers: 2,
    step: |vm, frame, how| {
        change(vm, frame, how, |barrier| {
            if barrier.count.get() > 0 { State::Resetting } else { State::Filling }
        })
    },
};
static ABORT: NativeBody = NativeBody {
    name: "Barrier.abort",
    registers: 2,
    step: |vm, frame, how| change(vm, frame, how, |_| State::Broken),
};

/// Takes the lock, changes the state, tells all.
fn change(vm: &mut Vm, frame: &Frame, how: Resume, to: fn(&Barrier) -> State) -> Step {
    let own = own(frame);
    let Some(barrier) = own.get::<Barrier>() else { return Step::Return(Value::None) };
    let result = match (how, frame.pc.replace(1)) {
        (Resume::Throw(raised), _) => Err(raised),
        (Resume::Send(_), 0) => {
            return match barrier
                .condition(vm)
                .and_then(|condition| condition::acquire(vm, condition))
            {
                Ok(acquire) => Step::Await(acquire),
                Err(raised) => Step::Raise(raised),
            };
        }
        (Resume::Send(_), _) => {
            let moved = barrier.move_to(vm, to(barrier));
            moved.and_then(|_| barrier.release(vm))
        }
    };
    ended(result.map(|_| Value::None))
}

pub(crate) static METHODS: Table = &[
    native("wait", "(self, /)", "Wait until all have come.", |vm, args| method(vm, &WAIT, args)),
    native("reset", "(self, /)", "Send all away who wait.", |vm, args| method(vm, &RESET, args)),
    native("abort", "(self, /)", "Break it.", |vm, args| method(vm, &ABORT, args)),
    native("__aenter__", "(self, /)", "Wait until all have come.", |vm, args| {
        method(vm, &ENTER, args)
    }),
    native("__aexit__", "(self, kind, value, traceback, /)", "Nothing.", |vm, args| {
        method(vm, &EXIT, &args[..1])
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let barrier = this::<Barrier>(vm, &args[0])?;
        let state = match barrier.state.get() {
            State::Filling => "filling",
            State::Draining => "draining",
            State::Resetting => "resetting",
            State::Broken => "broken",
        };
        let waiters = format!(", waiters:{}/{}", waiting(barrier), barrier.parties);
        let waiters = if barrier.state.get() == State::Broken { "" } else { &waiters };
        let plain = vm.default_repr(&args[0]);
        let plain = plain.trim_start_matches('<').trim_end_matches('>');
        Ok(ouro_vm::objects::Str::value(&format!("<{plain} [{state}{waiters}]>")))
    }),
];

fn waiting(barrier: &Barrier) -> i64 {
    if barrier.state.get() == State::Filling { barrier.count.get() } else { 0 }
}

static PROPERTIES: &[PropertyDef] = &[
    property("parties", "How many it takes.", |vm, value| {
        Ok(Value::Int(this::<Barrier>(vm, value)?.parties))
    }),
    property("n_waiting", "How many wait.", |vm, value| {
        Ok(Value::Int(waiting(this::<Barrier>(vm, value)?)))
    }),
    property("broken", "Whether it is broken.", |vm, value| {
        Ok(Value::Bool(this::<Barrier>(vm, value)?.state.get() == State::Broken))
    }),
];

static NEW: NativeDef = native("__new__", "(cls, parties)", "", |vm, args| {
    let Value::Int(parties) = vm.unwrap_base(&args[1]) else {
        let name = vm.type_name(&args[1]);
        let message = format!("'<' not supported between instances of '{name}' and 'int'");
        return Err(vm.raise(Exc::TypeError, &message));
    };
    if parties < 1 {
        return Err(vm.raise(Exc::ValueError, "parties must be > 0"));
    }
    let barrier = Barrier {
        condition: condition::new(Value::None),
        parties,
        count: Cell::new(0),
        state: Cell::new(State::Filling),
    };
    Ok(vm.wrap_base(&args[0], Value::new(barrier)))
});

/// Registers the type.
pub(crate) fn install(vm: &mut Vm) {
    register(vm, &TYPE, &NEW, METHODS);
    let class = vm.class_of_def(&TYPE);
    let properties = PROPERTIES;
    vm.extend_type(&class, &ouro_vm::TypeContents { properties, ..Default::default() });
}
