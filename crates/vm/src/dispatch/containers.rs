//! The operations of containers and texts: building them, filling them, walking over them, their elements.

use ouro_bytecode::Instr;

use super::{Done, Flow, Regs};
use crate::exceptions::Exc;
use crate::intern::names;
use crate::iteration::dies_seen;
use crate::objects::{Dict, Frame, List, NativeIter, Set, Slice, Str, Tuple};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
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
        match self.next_item(iterator)? {
            Value::Unbound => *ended = true,
            value => regs.set(i.a, value),
        }
        Ok(Flow::Next)
    }

    /// `for one, other in ...`: the next two of an iterator that gives pairs, to where they are unpacked.
    #[inline(never)]
    pub(super) fn op_for_pair(
        &mut self,
        iterator: u16,
        into: u16,
        regs: Regs,
        ended: &mut bool,
    ) -> Done {
        match self.next_pair(regs.get(iterator))? {
            None => *ended = true,
            Some((one, other)) => {
                // What may be seen to die is kept until the next pair, as the tuple in CPython's iterator keeps it.
                if let Some(native) = regs.get(iterator).get::<NativeIter>()
                    && (dies_seen(&one) || dies_seen(&other) || !native.given.look().is_unbound())
                {
                    drop(Tuple::pair_in(&native.given, one.clone(), other.clone()));
                }
                // From the last, so that what the first held dies first: the dead are a stack.
                regs.set(into + 1, other);
                regs.set(into, one);
            }
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
            // From the last, so that what the first held dies first: the dead are a stack.
            for (k, item) in items.iter().enumerate().rev() {
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
        for (k, item) in items.into_iter().enumerate().rev() {
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
        let all: Vec<Value> = items.into_iter().chain([List::value(middle)]).chain(tail).collect();
        for (k, item) in all.into_iter().enumerate().rev() {
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
        if let (Value::Int(number), 0) = (value, i.x) {
            let digits = self.interner.digits(*number);
            regs.set(i.a, digits);
            return Ok(Flow::Next);
        }
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
            list.push(self, value)?;
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_list_extend(&mut self, i: Instr, regs: Regs) -> Done {
        let source = self.operand(&regs, i.b)?.clone();
        if self.try_iter(&source)?.is_none() {
            let message = match self.lookup_special(&source, crate::intern::names::ITER).is_none() {
                true => format!("'{}' object is not iterable", self.type_name(&source)),
                false => {
                    format!("Value after * must be an iterable, not {}", self.type_name(&source))
                }
            };
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
        let set = regs.get(i.a).clone();
        if let Some(set) = set.get::<Set>() {
            self.set_update(&set.0, &source)?;
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
        regs.done(i.c);
        regs.done(i.b);
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    pub(super) fn op_set_item(&mut self, i: Instr, regs: Regs) -> Done {
        let (a, b) = (self.operand(&regs, i.a)?, self.operand(&regs, i.b)?);
        let value = self.operand(&regs, i.c)?.clone();
        self.set_item(a, b, value)?;
        regs.done(i.b);
        regs.done(i.a);
        regs.done(i.c);
        Ok(Flow::Next)
    }

    pub(super) fn op_del_item(&mut self, i: Instr, regs: Regs) -> Done {
        let (a, b) = (self.operand(&regs, i.a)?, self.operand(&regs, i.b)?);
        self.del_item(a, b)?;
        regs.done(i.a);
        regs.done(i.b);
        Ok(Flow::Next)
    }

    pub(super) fn op_print_result(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        self.show_result(&value)?;
        Ok(Flow::Next)
    }

    /// The prompt's display hook: shows what is not `None`, and remembers it as `_`.
    pub(super) fn show_result(&mut self, value: &Value) -> R<()> {
        if value.is_none() {
            return Ok(());
        }
        let text = self.repr(value)?;
        self.write_out(&format!("{}\n", self.display(&text)))?;
        self.set_builtin("_", value.clone());
        Ok(())
    }
}
