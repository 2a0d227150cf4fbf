//! The operations that are not done on the spot, one function each, named for the operation.

use ouro_bytecode::Instr;

use super::{Done, Flow, Regs};
use crate::compare::CmpOp;
use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{Cell, Dict, Exception, Frame, List, Module, Set, Slice, Str, Tuple};
use crate::operators::{BinOp, UnOp};
use crate::suspend::{AsyncGenStep, Begun, Event};
use crate::value::{Value, ValueCell};
use crate::vm::{R, Vm};

impl Vm {
    /// The error of a local that is read before it is bound.
    #[cold]
    pub(crate) fn unbound_local(&mut self, register: u16) -> Raised {
        let code = self.thread.top().code();
        let name = code.code.local_names.get(register as usize);
        let name = name.map_or_else(String::new, ToString::to_string);
        let message = format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        );
        let raised = self.raise(Exc::UnboundLocalError, &message);
        raised.exception().namespace().set(names::NAME_ATTR, Str::value(&name));
        raised
    }

    /// The error of a free variable that is read before it is bound.
    #[cold]
    pub(crate) fn unbound_free(&mut self, index: u16) -> Raised {
        let code = self.thread.top().code();
        let name = code.code.free_names.get(index as usize);
        let name = name.map_or_else(String::new, ToString::to_string);
        let message = format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        );
        let raised = self.raise(Exc::NameError, &message);
        raised.exception().namespace().set(names::NAME_ATTR, Str::value(&name));
        raised
    }

    /// A `Src` operand, which may be an unbound local.
    #[inline(always)]
    fn operand<'a>(&mut self, regs: &'a Regs, index: u16) -> R<&'a Value> {
        let value = regs.get(index);
        if value.is_unbound() && index < regs.code().code.n_locals {
            return Err(self.unbound_local(index));
        }
        Ok(value)
    }

    pub(super) fn op_delete_local(&mut self, i: Instr, regs: Regs) -> Done {
        if regs.get(i.a).is_unbound() {
            return Err(self.unbound_local(i.a));
        }
        regs.set(i.a, Value::Unbound);
        Ok(Flow::Next)
    }

    pub(super) fn op_binary(&mut self, op: BinOp, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        if op == BinOp::Add
            && i.a == i.b
            && i.b != i.c
            && b.is::<Str>()
            && let Some(more) = c.get::<Str>()
        {
            // `text += more`: the register gives the text up, so it may grow where it lies.
            self.reserve(more.as_bytes().len())?;
            let result = match Str::append(regs.take(i.a), more) {
                Ok(result) => result,
                Err(text) => self.binary(op, &text, c, false)?,
            };
            regs.done(i.c);
            regs.set(i.a, result);
            return Ok(Flow::Next);
        }
        let result = self.binary(op, b, c, i.x != 0)?;
        regs.done(i.b);
        regs.done(i.c);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_binary_imm(&mut self, op: BinOp, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let c = Value::Int(i64::from(i.c as i16));
        let result = self.binary(op, b, &c, i.x != 0)?;
        regs.done(i.b);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_unary(&mut self, op: UnOp, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let result = self.unary(op, b)?;
        regs.done(i.b);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_not(&mut self, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let truth = self.truthy(b)?;
        regs.done(i.b);
        regs.set(i.a, Value::Bool(!truth));
        Ok(Flow::Next)
    }

    pub(super) fn op_compare(&mut self, op: CmpOp, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let result = self.compare(op, b, c)?;
        regs.done(i.b);
        regs.done(i.c);
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    pub(super) fn op_compare_jump(
        &mut self,
        op: CmpOp,
        i: Instr,
        regs: Regs,
        result: &mut bool,
    ) -> Done {
        let (a, b) = (self.operand(&regs, i.a)?, self.operand(&regs, i.b)?);
        let value = self.compare(op, a, b)?;
        *result = self.truthy(&value)?;
        regs.done(i.a);
        regs.done(i.b);
        Ok(Flow::Next)
    }

    pub(super) fn op_compare_jump_imm(
        &mut self,
        op: CmpOp,
        i: Instr,
        regs: Regs,
        result: &mut bool,
    ) -> Done {
        let a = self.operand(&regs, i.a)?;
        let value = self.compare(op, a, &Value::Int(i64::from(i.b as i16)))?;
        *result = self.truthy(&value)?;
        regs.done(i.a);
        Ok(Flow::Next)
    }

    pub(super) fn op_is(&mut self, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let result = b.is_same(c) != (i.x != 0);
        regs.done(i.b);
        regs.done(i.c);
        regs.set(i.a, Value::Bool(result));
        Ok(Flow::Next)
    }

    pub(super) fn op_in(&mut self, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let result = self.contains(c, b)? != (i.x != 0);
        regs.done(i.b);
        regs.done(i.c);
        regs.set(i.a, Value::Bool(result));
        Ok(Flow::Next)
    }

    pub(super) fn op_truth(
        &mut self,
        i: Instr,
        regs: Regs,
        give_up: bool,
        truth: &mut bool,
    ) -> Done {
        let a = self.operand(&regs, i.a)?;
        *truth = self.truthy(a)?;
        if give_up {
            regs.done(i.a);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_is_none(&mut self, i: Instr, regs: Regs, none: &mut bool) -> Done {
        *none = self.operand(&regs, i.a)?.is_none();
        regs.done(i.a);
        Ok(Flow::Next)
    }

    pub(super) fn op_store_cell(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        if let Some(cell) = regs.get(i.a).get::<Cell>() {
            cell.0.set(value);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_cell(&mut self, i: Instr, regs: Regs) -> Done {
        let held = regs.get(i.a).get::<Cell>().map(|c| c.0.take()).unwrap_or_default();
        if held.is_unbound() { Err(self.unbound_local(i.a)) } else { Ok(Flow::Next) }
    }

    pub(super) fn op_store_free(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        if let Some(cell) = self.thread.top().function().closure[i.b as usize].get::<Cell>() {
            cell.0.set(value);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_free(&mut self, i: Instr) -> Done {
        let cell = self.thread.top().function().closure[i.b as usize].clone();
        let held = cell.get::<Cell>().map(|c| c.0.take()).unwrap_or_default();
        if held.is_unbound() { Err(self.unbound_free(i.b)) } else { Ok(Flow::Next) }
    }

    pub(super) fn op_get_iter(&mut self, i: Instr, regs: Regs) -> Done {
        let b = self.operand(&regs, i.b)?;
        let iterator = self.iter(b)?;
        regs.done(i.b);
        regs.set(i.a, iterator);
        Ok(Flow::Next)
    }

    pub(super) fn op_for_iter(&mut self, i: Instr, regs: Regs, ended: &mut bool) -> Done {
        let iterator = regs.get(i.b);
        if let Some(frame) = iterator.get::<Frame>() {
            return self.drive_loop(frame, i);
        }
        match self.next(iterator)? {
            Some(value) => regs.set(i.a, value),
            None => *ended = true,
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_unpack(&mut self, i: Instr, regs: Regs) -> Done {
        let count = i.c as usize;
        let source = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        if let Some(Tuple(items)) = source.get()
            && items.len() == count
        {
            for (k, item) in items.iter().enumerate() {
                regs.set(i.a + k as u16, item.clone());
            }
            return Ok(Flow::Next);
        }
        let Some(iterator) = self.try_iter(&source)? else {
            let message = format!("cannot unpack non-iterable {} object", self.type_name(&source));
            return Err(self.raise(Exc::TypeError, &message));
        };
        let mut items = Vec::with_capacity(count);
        while items.len() < count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let message = format!(
                        "not enough values to unpack (expected {count}, got {})",
                        items.len()
                    );
                    return Err(self.raise(Exc::ValueError, &message));
                }
            }
        }
        if self.next(&iterator)?.is_some() {
            let message = format!("too many values to unpack (expected {count})");
            return Err(self.raise(Exc::ValueError, &message));
        }
        for (k, item) in items.into_iter().enumerate() {
            regs.set(i.a + k as u16, item);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_unpack_star(&mut self, i: Instr, regs: Regs) -> Done {
        let (before, after) = ((i.c % 256) as usize, (i.c / 256) as usize);
        let source = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        if self.try_iter(&source)?.is_none() {
            let message = format!("cannot unpack non-iterable {} object", self.type_name(&source));
            return Err(self.raise(Exc::TypeError, &message));
        }
        let mut items = self.collect(&source)?;
        if items.len() < before + after {
            let message = format!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                items.len()
            );
            return Err(self.raise(Exc::ValueError, &message));
        }
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        let all = items.into_iter().chain([List::value(middle)]).chain(tail);
        for (k, item) in all.enumerate() {
            regs.set(i.a + k as u16, item);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_build_set(&mut self, i: Instr, regs: Regs) -> Done {
        let set = Set::default();
        for slot in regs.row(i.b, i.c as usize) {
            self.set_add(&set.0, std::mem::take(slot))?;
        }
        regs.set(i.a, Value::new(set));
        Ok(Flow::Next)
    }

    pub(super) fn op_build_dict(&mut self, i: Instr, regs: Regs) -> Done {
        let dict = Dict::default();
        for pair in regs.row(i.b, 2 * i.c as usize).chunks_mut(2) {
            let (key, value) = (std::mem::take(&mut pair[0]), std::mem::take(&mut pair[1]));
            self.dict_set(&dict, key, value)?;
        }
        regs.set(i.a, Value::new(dict));
        Ok(Flow::Next)
    }

    pub(super) fn op_build_slice(&mut self, i: Instr, regs: Regs) -> Done {
        let mut parts = regs.row(i.b, i.c as usize).iter_mut().map(std::mem::take);
        let mut part = || parts.next().unwrap_or(Value::None);
        let slice = Slice { start: part(), stop: part(), step: part() };
        regs.set(i.a, Value::new(slice));
        Ok(Flow::Next)
    }

    pub(super) fn op_build_string(&mut self, i: Instr, regs: Regs) -> Done {
        let row = regs.row(i.b, i.c as usize);
        let parts: Vec<&Str> = row.iter().filter_map(|v| v.get::<Str>()).collect();
        self.reserve(parts.iter().map(|p| p.as_bytes().len()).sum())?;
        let text = Str::concat(&parts);
        row.iter_mut().for_each(|v| drop(std::mem::take(v)));
        regs.set(i.a, text);
        Ok(Flow::Next)
    }

    pub(super) fn op_format(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?;
        let converted = match i.x & 7 {
            0 => value.clone(),
            1 => self.str(value)?,
            2 => self.repr(value)?,
            _ => self.ascii(value)?,
        };
        let text = if i.x & 8 != 0 {
            let spec = self.operand(&regs, i.c)?;
            self.format(&converted, spec)?
        } else if converted.is::<Str>() {
            converted
        } else {
            self.format(&converted, &Str::value(""))?
        };
        regs.done(i.b);
        if i.x & 8 != 0 {
            regs.done(i.c);
        }
        regs.set(i.a, text);
        Ok(Flow::Next)
    }

    pub(super) fn op_list_append(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        if let Some(list) = regs.get(i.a).get::<List>() {
            list.0.borrow_mut().push(value);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_list_extend(&mut self, i: Instr, regs: Regs) -> Done {
        let source = self.operand(&regs, i.b)?.clone();
        if self.try_iter(&source)?.is_none() {
            let message =
                format!("Value after * must be an iterable, not {}", self.type_name(&source));
            return Err(self.raise(Exc::TypeError, &message));
        }
        let items = self.collect(&source)?;
        regs.done(i.b);
        if let Some(list) = regs.get(i.a).get::<List>() {
            list.0.borrow_mut().extend(items);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_list_to_tuple(&mut self, i: Instr, regs: Regs) -> Done {
        let items = regs.get(i.b).get::<List>().map(|l| l.0.take()).unwrap_or_default();
        regs.done(i.b);
        regs.set(i.a, Tuple::value(items));
        Ok(Flow::Next)
    }

    pub(super) fn op_set_add(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?.clone();
        if let Some(set) = regs.get(i.a).get::<Set>() {
            self.set_add(&set.0, value)?;
        }
        regs.done(i.b);
        Ok(Flow::Next)
    }

    pub(super) fn op_set_update(&mut self, i: Instr, regs: Regs) -> Done {
        let source = self.operand(&regs, i.b)?.clone();
        for value in self.collect(&source)? {
            if let Some(set) = regs.get(i.a).get::<Set>() {
                self.set_add(&set.0, value)?;
            }
        }
        regs.done(i.b);
        Ok(Flow::Next)
    }

    pub(super) fn op_dict_set(&mut self, i: Instr, regs: Regs) -> Done {
        let key = self.operand(&regs, i.b)?.clone();
        let value = self.operand(&regs, i.c)?.clone();
        if let Some(dict) = regs.get(i.a).get::<Dict>() {
            self.dict_set(dict, key, value)?;
        }
        regs.done(i.b);
        regs.done(i.c);
        Ok(Flow::Next)
    }

    pub(super) fn op_dict_update(&mut self, i: Instr, regs: Regs) -> Done {
        let source = self.operand(&regs, i.b)?.clone();
        let Some(items) = self.mapping_items(&source)? else {
            let message = format!("'{}' object is not a mapping", self.type_name(&source));
            return Err(self.raise(Exc::TypeError, &message));
        };
        if let Some(dict) = regs.get(i.a).get::<Dict>() {
            for (key, value) in items {
                self.dict_set(dict, key, value)?;
            }
        }
        regs.done(i.b);
        Ok(Flow::Next)
    }

    /// The pairs of a dict, or of what has `keys` and `__getitem__`; none for what is no mapping.
    ///
    /// # Errors
    /// What its methods raise.
    pub fn mapping_items(&mut self, source: &Value) -> R<Option<Vec<(Value, Value)>>> {
        let inner = self.unwrap_base(source);
        if let Some(dict) = inner.get::<Dict>() {
            return Ok(Some(dict.0.items()));
        }
        let Some(keys) = self.find_attr(source, names::KEYS)? else { return Ok(None) };
        let keys = self.call(&keys, &[])?;
        let mut items = Vec::new();
        for key in self.collect(&keys)? {
            let value = self.get_item(source, &key)?;
            items.push((key, value));
        }
        Ok(Some(items))
    }

    pub(super) fn op_dict_merge(&mut self, i: Instr, regs: Regs) -> Done {
        let source = self.operand(&regs, i.b)?.clone();
        let callee = self.callee_name(regs.get(i.c));
        let Some(items) = self.mapping_items(&source)? else {
            let message = format!(
                "{callee} argument after ** must be a mapping, not {}",
                self.type_name(&source)
            );
            return Err(self.raise(Exc::TypeError, &message));
        };
        let Some(dict) = regs.get(i.a).get::<Dict>() else { return Ok(Flow::Next) };
        for (key, value) in items {
            if !key.is::<Str>() {
                return Err(self.raise(Exc::TypeError, "keywords must be strings"));
            }
            if self.dict_get(dict, &key)?.is_some() {
                let message = format!(
                    "{callee} got multiple values for keyword argument '{}'",
                    self.display(&key)
                );
                return Err(self.raise(Exc::TypeError, &message));
            }
            self.dict_set(dict, key, value)?;
        }
        regs.done(i.b);
        Ok(Flow::Next)
    }

    /// How messages of a call name the callee: with its module, unless that is the script or builtins.
    pub(crate) fn callee_name(&mut self, callee: &Value) -> String {
        let qualname = match self.find_attr(callee, names::QUALNAME) {
            Ok(Some(name)) => self.display(&name),
            _ => return format!("{} object", self.type_name(callee)),
        };
        let module = match self.find_attr(callee, names::MODULE) {
            Ok(Some(module)) => self.display(&module),
            _ => String::new(),
        };
        if module.is_empty() || module == "builtins" {
            format!("{qualname}()")
        } else {
            format!("{module}.{qualname}()")
        }
    }

    pub(super) fn op_get_item(&mut self, i: Instr, regs: Regs) -> Done {
        let (b, c) = (self.operand(&regs, i.b)?, self.operand(&regs, i.c)?);
        let value = self.get_item(b, c)?;
        regs.done(i.b);
        regs.done(i.c);
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    pub(super) fn op_set_item(&mut self, i: Instr, regs: Regs) -> Done {
        let (a, b) = (self.operand(&regs, i.a)?, self.operand(&regs, i.b)?);
        let value = self.operand(&regs, i.c)?.clone();
        self.set_item(a, b, value)?;
        regs.done(i.c);
        regs.done(i.a);
        regs.done(i.b);
        Ok(Flow::Next)
    }

    pub(super) fn op_del_item(&mut self, i: Instr, regs: Regs) -> Done {
        let (a, b) = (self.operand(&regs, i.a)?, self.operand(&regs, i.b)?);
        self.del_item(a, b)?;
        regs.done(i.a);
        regs.done(i.b);
        Ok(Flow::Next)
    }

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
            Value::new(AsyncGenStep::new(iterator.clone(), Value::None, false))
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

    fn exception_matches(&mut self, exception: &Value, wanted: &Value) -> R<bool> {
        if let Some(Tuple(options)) = wanted.get() {
            for option in options {
                if self.exception_matches(exception, option)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let base = self.exception_class(Exc::BaseException);
        if !self.is_subclass(wanted, &base) {
            let message = "catching classes that do not inherit from BaseException is not allowed";
            return Err(self.raise(Exc::TypeError, message));
        }
        Ok(self.is_instance(exception, wanted))
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

    pub(super) fn op_print_result(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        self.show_result(&value)?;
        Ok(Flow::Next)
    }

    /// The prompt's display hook: shows what is not `None`, and remembers it as `_`.
    fn show_result(&mut self, value: &Value) -> R<()> {
        if value.is_none() {
            return Ok(());
        }
        let text = self.repr(value)?;
        self.write_out(&format!("{}\n", self.display(&text)))?;
        self.set_builtin("_", value.clone());
        Ok(())
    }

    // Names.

    pub(super) fn op_load_global(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.b as usize];
        let module = self.thread.top().module();
        let slot = module.namespace.slot(site.name);
        let mut cache = site.cache.get();
        cache.key = u64::from(module.number);
        cache.slot = slot as u32;
        site.cache.set(cache);
        let value = match module.namespace.at(slot) {
            Value::Unbound => self.builtin(site.name),
            value => value,
        };
        if value.is_unbound() {
            return Err(self.no_name(site.name));
        }
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    fn builtin(&self, name: crate::Sym) -> Value {
        self.builtins.get::<Module>().map(|m| m.namespace.get(name)).unwrap_or_default()
    }

    #[cold]
    fn no_name(&mut self, name: crate::Sym) -> Raised {
        let text = self.interner.text(name);
        let raised = self.raise(Exc::NameError, &format!("name '{text}' is not defined"));
        raised.exception().namespace().set(names::NAME_ATTR, self.interner.value(name));
        raised
    }

    pub(super) fn op_store_global(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        let site = &regs.code().sites[i.b as usize];
        let module = self.thread.top().module();
        let mut cache = site.cache.get();
        if cache.key != u64::from(module.number) {
            cache.key = u64::from(module.number);
            cache.slot = module.namespace.slot(site.name) as u32;
            site.cache.set(cache);
        }
        drop(module.namespace.set_at(cache.slot as usize, value));
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_global(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let held = self.thread.top().module().namespace.remove(name);
        if held.is_unbound() { Err(self.no_name(name)) } else { Ok(Flow::Next) }
    }

    pub(super) fn op_load_name(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        let found = names.get::<Module>().map(|m| m.namespace.get(name)).unwrap_or_default();
        if found.is_unbound() {
            return self.op_load_global(i, regs);
        }
        regs.set(i.a, found);
        Ok(Flow::Next)
    }

    pub(super) fn op_store_name(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        let name = regs.code().sites[i.b as usize].name;
        if let Some(body) = self.thread.top().names().get::<Module>() {
            drop(body.namespace.set(name, value));
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_name(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        let held = names.get::<Module>().map(|m| m.namespace.remove(name)).unwrap_or_default();
        if held.is_unbound() { Err(self.no_name(name)) } else { Ok(Flow::Next) }
    }

    pub(super) fn op_load_name_or_cell(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        let found = names.get::<Module>().map(|m| m.namespace.get(name)).unwrap_or_default();
        let value = match found {
            Value::Unbound => {
                let cell = self.thread.top().function().closure[i.c as usize].clone();
                cell.get::<Cell>().map(|c| c.0.get()).unwrap_or_default()
            }
            found => found,
        };
        if value.is_unbound() {
            return Err(self.unbound_free(i.c));
        }
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    pub(super) fn op_setup_annotations(&mut self) -> Done {
        let top = self.thread.top();
        let body = top.names();
        let namespace = match body.get::<Module>() {
            Some(body) => &body.namespace,
            None => &top.module().namespace,
        };
        if namespace.get(names::ANNOTATIONS).is_unbound() {
            namespace.set(names::ANNOTATIONS, Value::new(Dict::default()));
        }
        Ok(Flow::Next)
    }
}

impl AsyncGenStep {
    /// A step that resumes `generator` with a value or, for `throw`, with an exception.
    #[must_use]
    pub fn new(generator: Value, send: Value, throw: bool) -> Self {
        Self { generator, send: ValueCell::new(send), throw, used: std::cell::Cell::new(false) }
    }
}
