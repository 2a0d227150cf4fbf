//! `asyncio.sleep`: a coroutine of the library.

use ouro_vm::host::deadline_after_ns;
use ouro_vm::objects::{Body, Frame, FrameKind, NativeBody};
use ouro_vm::{CmpOp, EventKind, Exc, R, Ref, Resume, Step, Value, Vm};

use crate::event_loop::EventLoop;
use crate::future;

static SLEEP: NativeBody = NativeBody { name: "sleep", registers: 3, step };

/// The delay at first, then the future.
const DELAY: usize = 0;
/// What `sleep` gives.
const RESULT: usize = 1;

/// Where the coroutine stands.
mod at {
    pub(super) const START: u32 = 0;
    pub(super) const YIELDED: u32 = 1;
    pub(super) const WAITING: u32 = 2;
}

/// A coroutine of the library, not started.
pub(crate) fn coroutine(vm: &mut Vm, body: &'static NativeBody, args: &[Value]) -> Value {
    let frame = Frame::object(Body::Native(body), FrameKind::Coroutine, body.registers);
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
    Ok(coroutine(vm, &SLEEP, args))
}

fn step(vm: &mut Vm, frame: &Frame, how: Resume) -> Step {
    let sent = match (frame.pc.get(), how) {
        (at::WAITING, how) => {
            woken(vm, frame);
            how
        }
        (_, how) => how,
    };
    if let Resume::Throw(raised) = sent {
        return Step::Raise(raised);
    }
    if frame.pc.get() != at::START {
        return Step::Return(frame.get(RESULT));
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
    let future = future::new(&object);
    if let Some(event_loop) = object.get::<EventLoop>() {
        let now_ns = vm.outside.now_ns();
        event_loop.set_timer(vm, deadline_after_ns(now_ns, seconds), &future);
    }
    drop(frame.set(DELAY, Value::Obj(future.clone())));
    Ok(Some(future))
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

/// The wait is over; a timer that has not fired is not wanted any more.
fn woken(vm: &mut Vm, frame: &Frame) {
    let awaited = frame.set(DELAY, Value::None);
    let Some(core) = future::core_of(&awaited) else { return };
    if core.is_cancelled()
        && let Some(event_loop) = core.event_loop.get::<EventLoop>()
    {
        event_loop.timer_cancelled();
    }
    let _ = vm;
}
