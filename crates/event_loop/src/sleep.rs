//! `asyncio.sleep`: a coroutine of the library.

use ouro_vm::host::deadline_after_ns;
use ouro_vm::objects::{Frame, NativeBody};
use ouro_vm::{CmpOp, EventKind, Exc, R, Ref, Resume, Step, Value, Vm};

use crate::event_loop::EventLoop;
use crate::future;

/// Hardly ever does it have a result, so there is one without: sleeping tasks are what takes room.
static SLEEP: NativeBody = NativeBody { name: "sleep", registers: 2, step };
static SLEEP_WITH_RESULT: NativeBody = NativeBody { name: "sleep", registers: 3, step };

/// The delay.
const DELAY: usize = 0;
/// What `sleep` gives, where it is anything.
const RESULT: usize = 1;

/// Where the coroutine stands.
mod at {
    pub(super) const START: u32 = 0;
    pub(super) const YIELDED: u32 = 1;
    pub(super) const WAITING: u32 = 2;
}

/// A coroutine of the library, not started.
pub(crate) fn coroutine(vm: &mut Vm, body: &'static NativeBody, args: &[Value]) -> Value {
    let frame = Frame::of_native(body);
    if let Some(payload) = frame.get::<Frame>() {
        for (index, arg) in args.iter().enumerate() {
            drop(payload.set(index, arg.clone()));
        }
    }
    let frame = Value::Obj(frame);
    vm.emit(EventKind::CoroutineCreated, &frame, |_| (body.name.to_owned(), String::new()));
    frame
}

/// `sleep(delay, result=None)`
pub(crate) fn sleep(vm: &mut Vm, args: &[Value]) -> R {
    match args {
        [delay, Value::None] => Ok(coroutine(vm, &SLEEP, std::slice::from_ref(delay))),
        _ => Ok(coroutine(vm, &SLEEP_WITH_RESULT, args)),
    }
}

fn step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    if let Resume::Throw(raised) = how {
        if frame.pc.get() == at::WAITING {
            timer_unwanted(vm);
        }
        return Step::Raise(raised);
    }
    if frame.pc.get() != at::START {
        return Step::Return(if frame.len() > 2 { frame.get(RESULT) } else { Value::None });
    }
    match start(vm, frame) {
        Ok(None) => {
            frame.pc.set(at::YIELDED);
            Step::Yield(Value::None)
        }
        Ok(Some(future)) => {
            frame.pc.set(at::WAITING);
            Step::Await(Value::Obj(future))
        }
        Err(raised) => Step::Raise(raised),
    }
}

/// Sets the timer; none if there is nothing to wait for.
fn start(vm: &mut Vm, frame: &Frame) -> R<Option<Ref>> {
    let seconds = match frame.get(DELAY) {
        Value::Int(seconds) => seconds as f64,
        Value::Float(seconds) => seconds,
        other => {
            let over = vm.compare(CmpOp::Le, &other, &Value::Int(0))?;
            if vm.truthy(&over)? {
                return Ok(None);
            }
            number(vm, &other)?
        }
    };
    if seconds <= 0.0 {
        return Ok(None);
    }
    if seconds.is_nan() {
        return Err(vm.raise(Exc::ValueError, "Invalid delay: NaN (not a number)"));
    }
    let object = crate::shared::running(vm)?;
    let future = future::new(vm, &object);
    if let Some(event_loop) = object.get::<EventLoop>() {
        let now_ns = vm.outside.now_ns();
        event_loop.set_timer(vm, deadline_after_ns(now_ns, seconds), &future);
    }
    Ok(Some(future))
}

/// A number of seconds that is added to the present; the sum is what CPython asks for, and what its message is about.
pub(crate) fn delay(vm: &mut Vm, value: &Value) -> R<f64> {
    number(vm, value).map_err(|_| {
        let class = vm.type_name(value);
        let message = format!("unsupported operand type(s) for +: 'float' and '{class}'");
        vm.raise(Exc::TypeError, &message)
    })
}

/// A number of seconds.
pub(crate) fn number(vm: &mut Vm, value: &Value) -> R<f64> {
    match vm.unwrap_base(value) {
        Value::Int(int) => Ok(int as f64),
        Value::Float(float) => Ok(float),
        Value::Bool(b) => Ok(f64::from(u8::from(b))),
        other => {
            let float = vm.call_special(&other, vm.intern("__float__"), &[])?;
            match float {
                Some(Value::Float(float)) => Ok(float),
                _ => {
                    let name = vm.type_name(value);
                    let message = format!("must be real number, not {name}");
                    Err(vm.raise(Exc::TypeError, &message))
                }
            }
        }
    }
}

/// A sleep that is cancelled leaves its timer behind.
fn timer_unwanted(vm: &mut Vm) {
    if let Some(event_loop) = vm.running_loop.get::<EventLoop>() {
        event_loop.timer_cancelled();
    }
}
