//! The operations of blocks: suspension, context managers, exceptions.

use ouro_bytecode::Instr;

use super::{Done, Flow, Regs};
use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{Exception, Frame, List};
use crate::suspend::{AsyncGenCall, AsyncGenStep, Begun, Event};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    pub(super) fn op_yield(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        let item = self.top_is_async_generator();
        Ok(Flow::End(if item { Event::Item(value) } else { Event::Yield(value) }))
    }

    pub(super) fn op_await(&mut self, i: Instr, regs: Regs, await_: bool) -> Done {
        self.operand(&regs, i.b)?;
        match self.begin(i.b as usize, await_, i.x)? {
            Begun::Ready(value) => {
                regs.set(i.b, Value::Unbound);
                regs.set(i.a, value);
                Ok(Flow::Next)
            }
            Begun::Yield(value) => Ok(Flow::End(Event::Yield(value))),
            Begun::Switched(how) => Ok(Flow::End(Event::Enter(how))),
        }
    }

    pub(super) fn op_get_async_iter(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        let Some(iterator) = self.call_special(&value, names::AITER, &[])? else {
            let message = format!(
                "'async for' requires an object with __aiter__ method, got {}",
                self.type_name(&value)
            );
            return Err(self.raise(Exc::TypeError, &message));
        };
        if self.lookup_special(&iterator, names::ANEXT).is_unbound() {
            let message = format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                self.type_name(&iterator)
            );
            return Err(self.raise(Exc::TypeError, &message));
        }
        regs.set(i.a, iterator);
        Ok(Flow::Next)
    }

    pub(super) fn op_async_next(&mut self, i: Instr, regs: Regs) -> Done {
        let iterator = regs.get(i.b);
        let next = if iterator.is::<Frame>() {
            let iterator = iterator.clone();
            self.hook_async_generator(&iterator)?;
            Value::new(AsyncGenStep::new(iterator, Value::None, AsyncGenCall::Send))
        } else {
            self.call_special(iterator, names::ANEXT, &[])?.unwrap_or_default()
        };
        regs.set(i.a, next);
        Ok(Flow::Next)
    }

    pub(super) fn op_end_async_for(&mut self, i: Instr, regs: Regs) -> Done {
        let exception = regs.get(i.a).clone();
        match Raised::from_value(exception) {
            Some(raised) if !self.matches(&raised, Exc::StopAsyncIteration) => {
                Ok(Flow::End(Event::RaiseAgain(raised)))
            }
            _ => Ok(Flow::Next),
        }
    }

    pub(super) fn op_enter(&mut self, i: Instr, regs: Regs, is_async: bool) -> Done {
        let manager = self.operand(&regs, i.b)?.clone();
        let (enter, exit, what, kind) = if is_async {
            (names::AENTER, names::AEXIT, "an asynchronous context manager", "__aexit__")
        } else {
            (names::ENTER, names::EXIT, "the context manager", "__exit__")
        };
        let class = self.class_of(&manager);
        let (enter_method, exit_method) =
            (self.lookup_special(&manager, enter), self.lookup_special(&manager, exit));
        if enter_method.is_unbound() || exit_method.is_unbound() {
            let name = self.type_name(&manager);
            let suffix = if !enter_method.is_unbound() {
                format!(" (missed {kind} method)")
            } else {
                String::new()
            };
            let protocol =
                if is_async { "asynchronous context manager" } else { "context manager" };
            let _ = what;
            let message =
                format!("'{name}' object does not support the {protocol} protocol{suffix}");
            return Err(self.raise(Exc::TypeError, &message));
        }
        let exit = self.bind(&exit_method, &manager, &class)?;
        let entered = self.call_method(&enter_method, &manager, &[])?;
        regs.done(i.b);
        regs.set(i.c, exit);
        regs.set(i.a, entered);
        Ok(Flow::Next)
    }

    pub(super) fn op_exit_with(&mut self, i: Instr, regs: Regs) -> Done {
        let exit = regs.read(i.b);
        let args = if i.x == 0 {
            [Value::None, Value::None, Value::None]
        } else {
            let exception = regs.get(i.c).clone();
            let traceback = exception.get::<Exception>().map_or(Value::None, |e| e.traceback.get());
            [self.class_of(&exception), exception, traceback]
        };
        let result = self.call(&exit, &args)?;
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_pop_handled(&mut self, i: Instr, regs: Regs) -> Done {
        let before = regs.read(i.a);
        let before = if before.is_unbound() { Value::None } else { before };
        drop(std::mem::replace(&mut self.thread.handled, before));
        Ok(Flow::Next)
    }

    pub(super) fn op_match(&mut self, i: Instr, regs: Regs, matches: &mut bool) -> Done {
        let wanted = self.operand(&regs, i.b)?.clone();
        let exception = regs.get(i.a);
        *matches = self.exception_matches(exception, &wanted)?;
        regs.done(i.b);
        Ok(Flow::Next)
    }

    pub(super) fn op_split_group(&mut self, i: Instr, regs: Regs) -> Done {
        let class = self.operand(&regs, i.c)?.clone();
        let work = regs.get(i.b).clone();
        let part = match work.get::<List>() {
            Some(work) => self.split_for_handler(work, &class)?,
            None => Value::None,
        };
        regs.done(i.c);
        regs.set(i.a, part);
        Ok(Flow::Next)
    }

    pub(super) fn op_join_group(&mut self, i: Instr, regs: Regs) -> Done {
        let work = regs.get(i.b).clone();
        let left = match work.get::<List>() {
            Some(work) => self.join_after_handlers(work)?,
            None => Value::None,
        };
        regs.done(i.b);
        regs.set(i.a, left);
        Ok(Flow::Next)
    }

    pub(super) fn op_raise(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        let exception = self.exception_object(value)?;
        Err(self.raise_value(exception))
    }

    /// What `raise value` raises: an instance as it is, a class called without arguments.
    fn exception_object(&mut self, value: Value) -> R {
        if value.is::<Exception>() {
            return Ok(value);
        }
        let base = self.exception_class(Exc::BaseException);
        if self.is_subclass(&value, &base) {
            let made = self.call(&value, &[])?;
            if made.is::<Exception>() {
                return Ok(made);
            }
            let message = format!(
                "calling {} should have returned an instance of BaseException, not {}",
                self.repr_text(&value),
                self.repr_text(&self.class_of(&made))
            );
            return Err(self.raise(Exc::TypeError, &message));
        }
        Err(self.raise(Exc::TypeError, "exceptions must derive from BaseException"))
    }

    pub(super) fn op_raise_from(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        let cause = self.operand(&regs, i.b)?.clone();
        regs.done(i.a);
        regs.done(i.b);
        let exception = self.exception_object(value)?;
        let cause = if cause.is_none() {
            cause
        } else {
            match self.exception_object(cause) {
                Ok(cause) => cause,
                Err(_) => {
                    let message = "exception causes must derive from BaseException";
                    return Err(self.raise(Exc::TypeError, message));
                }
            }
        };
        let raised = self.raise_value(exception);
        raised.exception().cause.set(cause);
        raised.exception().suppress_context.set(true);
        Err(raised)
    }

    pub(super) fn op_raise_again(&mut self) -> Done {
        match Raised::from_value(self.handled_exception()) {
            Some(raised) => Ok(Flow::End(Event::RaiseAgain(raised))),
            None => Err(self.raise(Exc::RuntimeError, "No active exception to reraise")),
        }
    }

    pub(super) fn op_reraise(&mut self, i: Instr, regs: Regs) -> Done {
        match Raised::from_value(regs.get(i.a).clone()) {
            Some(raised) => Ok(Flow::End(Event::RaiseAgain(raised))),
            None => Ok(Flow::Next),
        }
    }

    pub(super) fn op_raise_assert(&mut self, i: Instr, regs: Regs) -> Done {
        let args = if i.x == 1 { vec![self.operand(&regs, i.a)?.clone()] } else { Vec::new() };
        regs.done(i.a);
        Err(self.raise_with(Exc::AssertionError, args))
    }
}
