//! Elements: subscripts, slices, lengths, membership.

use num_traits::ToPrimitive;

use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{
    ByteArray, Bytes, Class, Dict, DictView, FrozenSet, GenericAlias, Instance, IterKind, List,
    Range, Set, Slice, Str, Tuple,
};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// `value[key]`
    ///
    /// # Errors
    /// `IndexError`, `KeyError`, `TypeError`, or what a method raises.
    pub fn get_item(&mut self, value: &Value, key: &Value) -> R {
        if let Some(dict) = value.get::<Dict>() {
            return match self.dict_get(dict, key)? {
                Some(found) => Ok(found),
                None => Err(self.raise_with(Exc::KeyError, vec![key.clone()])),
            };
        }
        if let Some(list) = value.get::<List>() {
            if let Some(slice) = key.get::<Slice>() {
                let picked = self.slice_positions(slice, list.len())?;
                let items = list.0.borrow();
                return Ok(List::value(picked.filter_map(|i| items.get(i).cloned()).collect()));
            }
            let key = self.settled_key(key, "list")?;
            let at = self.position(&key, list.len(), "list")?;
            return Ok(list.get(at).unwrap_or_default());
        }
        if let Some(tuple) = value.get::<Tuple>() {
            if let Some(slice) = key.get::<Slice>() {
                let picked = self.slice_positions(slice, tuple.0.len())?;
                return Ok(Tuple::value(picked.map(|i| tuple.0[i].clone()).collect::<Vec<_>>()));
            }
            let at = self.position(key, tuple.0.len(), "tuple")?;
            return Ok(tuple.0[at].clone());
        }
        if let Some(text) = value.get::<Str>() {
            return self.str_item(text, key);
        }
        if let Some(bytes) = value.get::<Bytes>() {
            return self.bytes_item(&bytes.0, key, "byte", |b| Value::new(Bytes(b.into())));
        }
        if let Some(bytes) = value.get::<ByteArray>() {
            let copy = bytes.0.borrow().clone();
            return self.bytes_item(&copy, key, "bytearray", |b| {
                Value::new(ByteArray(std::cell::RefCell::new(b)))
            });
        }
        if let Some(range) = value.get::<Range>() {
            return self.range_item(range, key);
        }
        if let Some(range) = value.get::<crate::LongRange>() {
            return self.long_range_item(range, key);
        }
        self.get_item_by_method(value, key)
    }

    fn str_item(&mut self, text: &Str, key: &Value) -> R {
        if let Some(slice) = key.get::<Slice>() {
            let picked = self.slice_positions(slice, text.len())?;
            if let Some((start, end)) = picked.contiguous() {
                return Ok(text.slice(start, end));
            }
            let points: Vec<u32> = picked.filter_map(|i| text.code_point(i)).collect();
            return Ok(Str::from_code_points(&points));
        }
        let at = self.position(key, text.len(), "string")?;
        Ok(self.interner.character(text, at))
    }

    fn bytes_item(
        &mut self,
        bytes: &[u8],
        key: &Value,
        what: &str,
        make: fn(Vec<u8>) -> Value,
    ) -> R {
        if let Some(slice) = key.get::<Slice>() {
            let picked = self.slice_positions(slice, bytes.len())?;
            return Ok(make(picked.map(|i| bytes[i]).collect()));
        }
        let at = self.position(key, bytes.len(), what)?;
        Ok(Value::Int(i64::from(bytes[at])))
    }

    fn range_item(&mut self, range: &Range, key: &Value) -> R {
        let len = usize::try_from(range.len()).unwrap_or(usize::MAX);
        if key.is::<Slice>() {
            let long = crate::LongRange {
                start: range.start.into(),
                stop: range.stop.into(),
                step: range.step.into(),
            };
            return self.long_range_item(&long, key);
        }
        let at = self.position(key, len, "range object")?;
        let number = i128::from(range.start) + at as i128 * i128::from(range.step);
        Ok(Value::Int(number.clamp(i64::MIN.into(), i64::MAX.into()) as i64))
    }

    fn get_item_by_method(&mut self, value: &Value, key: &Value) -> R {
        if value.is::<Class>() {
            return self.class_item(value, key);
        }
        let method = self.lookup_special(value, names::GETITEM);
        if !method.is_unbound() {
            return self.call_method(&method, value, std::slice::from_ref(key));
        }
        if let Some(instance) = value.get::<Instance>()
            && let Some(base) = instance.base.get()
            && !matches!(**base, Value::Int(_) | Value::Float(_))
            && crate::lookup::set_table(base).is_none()
        {
            return self.get_item(&(**base).clone(), key);
        }
        let message = format!("'{}' object is not subscriptable", self.type_name(value));
        Err(self.raise(Exc::TypeError, &message))
    }

    /// `list[int]`, or what a class makes of a subscript.
    fn class_item(&mut self, class: &Value, key: &Value) -> R {
        if let Some(found) = self.call_special(class, names::GETITEM, std::slice::from_ref(key))? {
            return Ok(found);
        }
        let method = class.get::<Class>().map(|c| self.class_lookup(c, names::CLASS_GETITEM));
        if let Some(method) = method.filter(|m| !m.is_unbound()) {
            let method = self.bind(&method, &Value::Unbound, class)?;
            return self.call(&method, std::slice::from_ref(key));
        }
        let generic = ["list", "dict", "tuple", "set", "frozenset", "type"];
        let is_builtin = class.get::<Class>().is_some_and(|c| !c.is_heap());
        if is_builtin && generic.contains(&&*self.class_name(class)) {
            let args = if key.is::<Tuple>() { key.clone() } else { Tuple::value([key.clone()]) };
            return Ok(Value::new(GenericAlias { origin: class.clone(), args }));
        }
        let message = format!("type '{}' is not subscriptable", self.class_name(class));
        Err(self.raise(Exc::TypeError, &message))
    }

    /// `value[key] = new`
    ///
    /// # Errors
    /// As [`Vm::get_item`].
    pub fn set_item(&mut self, value: &Value, key: &Value, new: Value) -> R<()> {
        if let Some(dict) = value.get::<Dict>() {
            return self.dict_set(dict, key.clone(), new);
        }
        if let Some(list) = value.get::<List>() {
            if let Some(slice) = key.get::<Slice>() {
                return self.set_slice(list, slice, &new);
            }
            let what = "list assignment";
            let key = self.settled_key(key, what)?;
            let at = self.position(&key, list.len(), what)?;
            let old = std::mem::replace(&mut list.0.borrow_mut()[at], new);
            drop(old);
            return Ok(());
        }
        if let Some(bytes) = value.get::<ByteArray>() {
            if let Some(slice) = key.get::<Slice>() {
                return self.set_bytes_slice(bytes, slice, &new);
            }
            let what = "bytearray";
            let key = self.settled_key(key, what)?;
            let byte = self.index(&new)?.to_u8();
            let at = self.position(&key, bytes.0.borrow().len(), what)?;
            let Some(byte) = byte else {
                return Err(self.raise(Exc::ValueError, "byte must be in range(0, 256)"));
            };
            bytes.0.borrow_mut()[at] = byte;
            return Ok(());
        }
        let method = self.lookup_special(value, names::SETITEM);
        if !method.is_unbound() {
            self.call_method(&method, value, &[key.clone(), new])?;
            return Ok(());
        }
        let inner = self.unwrap_base(value);
        if !inner.is_same(value) {
            return self.set_item(&inner, key, new);
        }
        let message =
            format!("'{}' object does not support item assignment", self.type_name(value));
        Err(self.raise(Exc::TypeError, &message))
    }

    fn set_slice(&mut self, list: &List, slice: &Slice, new: &Value) -> R<()> {
        let items = match new.get::<List>() {
            Some(other) => other.to_vec(),
            None => match self.collect(new) {
                Ok(items) => items,
                Err(raised) if self.matches(&raised, Exc::TypeError) => {
                    let message = "must assign iterable to extended slice";
                    return Err(self.raise(Exc::TypeError, message));
                }
                Err(raised) => return Err(raised),
            },
        };
        let slice = self.settled_slice(slice)?;
        let picked = self.slice_positions(&slice, list.len())?;
        if picked.step == 1 {
            let start = picked.start as usize;
            let end = start + picked.count;
            let old: Vec<Value> = list.0.borrow_mut().splice(start..end, items).collect();
            drop(old);
            return Ok(());
        }
        if items.len() != picked.count {
            let message = format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                items.len(),
                picked.count
            );
            return Err(self.raise(Exc::ValueError, &message));
        }
        for (at, item) in picked.zip(items) {
            let old = std::mem::replace(&mut list.0.borrow_mut()[at], item);
            drop(old);
        }
        Ok(())
    }

    fn set_bytes_slice(&mut self, bytes: &ByteArray, slice: &Slice, new: &Value) -> R<()> {
        let inner = self.unwrap_base(new);
        let source = match (inner.get::<ByteArray>(), inner.get::<Bytes>()) {
            (Some(array), _) => array.0.borrow().clone(),
            (_, Some(bytes)) => bytes.0.to_vec(),
            _ if inner.is::<Str>() => {
                let message =
                    "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
                return Err(self.raise(Exc::TypeError, message));
            }
            _ => {
                let mut source = Vec::new();
                for item in self.collect(new)? {
                    let Some(byte) = self.index(&item)?.to_u8() else {
                        return Err(self.raise(Exc::ValueError, "byte must be in range(0, 256)"));
                    };
                    source.push(byte);
                }
                source
            }
        };
        let slice = self.settled_slice(slice)?;
        let mut target = bytes.0.borrow_mut();
        let picked = self.slice_positions(&slice, target.len())?;
        if picked.step == 1 {
            let start = picked.start as usize;
            target.splice(start..start + picked.count, source);
            return Ok(());
        }
        if source.len() != picked.count {
            let (have, want) = (source.len(), picked.count);
            let message =
                format!("attempt to assign bytes of size {have} to extended slice of size {want}");
            return Err(self.raise(Exc::ValueError, &message));
        }
        for (at, byte) in picked.zip(source) {
            target[at] = byte;
        }
        Ok(())
    }

    fn del_bytes(&mut self, bytes: &ByteArray, key: &Value) -> R<()> {
        if let Some(slice) = key.get::<Slice>() {
            let slice = self.settled_slice(slice)?;
            let mut target = bytes.0.borrow_mut();
            let mut gone: Vec<usize> = self.slice_positions(&slice, target.len())?.collect();
            gone.sort_unstable();
            let mut at = 0;
            target.retain(|_| {
                at += 1;
                gone.binary_search(&(at - 1)).is_err()
            });
            return Ok(());
        }
        let what = "bytearray";
        let key = self.settled_key(key, what)?;
        let at = self.position(&key, bytes.0.borrow().len(), what)?;
        bytes.0.borrow_mut().remove(at);
        Ok(())
    }

    /// `del value[key]`
    ///
    /// # Errors
    /// As [`Vm::get_item`].
    pub fn del_item(&mut self, value: &Value, key: &Value) -> R<()> {
        if let Some(dict) = value.get::<Dict>() {
            return match self.dict_remove(dict, key)? {
                Some(_) => Ok(()),
                None => Err(self.raise_with(Exc::KeyError, vec![key.clone()])),
            };
        }
        if let Some(list) = value.get::<List>() {
            if let Some(slice) = key.get::<Slice>() {
                let slice = self.settled_slice(slice)?;
                let mut positions: Vec<usize> = self.slice_positions(&slice, list.len())?.collect();
                positions.sort_unstable();
                let mut removed = Vec::new();
                let mut items = list.0.borrow_mut();
                for at in positions.into_iter().rev() {
                    removed.push(items.remove(at));
                }
                return Ok(());
            }
            let what = "list assignment";
            let key = self.settled_key(key, what)?;
            let at = self.position(&key, list.len(), what)?;
            let old = list.0.borrow_mut().remove(at);
            drop(old);
            return Ok(());
        }
        if let Some(bytes) = value.get::<ByteArray>() {
            return self.del_bytes(bytes, key);
        }
        if let Some(()) =
            self.call_special(value, names::DELITEM, std::slice::from_ref(key))?.map(drop)
        {
            return Ok(());
        }
        let inner = self.unwrap_base(value);
        if !inner.is_same(value) {
            return self.del_item(&inner, key);
        }
        // CPython asks whether the type has anything of a sequence.
        let sequence =
            value.is::<Instance>() || !self.lookup_special(value, names::CONTAINS).is_unbound();
        let not = if sequence { "doesn't" } else { "does not" };
        let message = format!("'{}' object {not} support item deletion", self.type_name(value));
        Err(self.raise(Exc::TypeError, &message))
    }

    /// A key as a number, so that no `__index__` is left to run when the length is asked.
    fn settled_key(&mut self, key: &Value, what: &str) -> R {
        if matches!(key, Value::Int(_)) {
            return Ok(key.clone());
        }
        Ok(self.index_of_key(key, what)?.map_or_else(|| key.clone(), Value::Int))
    }

    /// A slice with numbers for bounds; see `settled_key`.
    fn settled_slice(&mut self, slice: &Slice) -> R<Slice> {
        let mut bound =
            |value: &Value| -> R { Ok(self.slice_bound(value)?.map_or(Value::None, Value::Int)) };
        let step = bound(&slice.step)?;
        Ok(Slice { start: bound(&slice.start)?, stop: bound(&slice.stop)?, step })
    }

    /// The position that a key names in a sequence.
    fn position(&mut self, key: &Value, len: usize, what: &str) -> R<usize> {
        let index = match key {
            Value::Int(i) => *i,
            _ => match self.index_of_key(key, what)? {
                Some(i) => i,
                None if what == "range object" => {
                    let message = "range object index out of range";
                    return Err(self.raise(Exc::IndexError, message));
                }
                None => {
                    let message =
                        format!("cannot fit '{}' into an index-sized integer", self.type_name(key));
                    return Err(self.raise(Exc::IndexError, &message));
                }
            },
        };
        let at = if index < 0 { index.checked_add_unsigned(len as u64) } else { Some(index) };
        match at.and_then(|at| usize::try_from(at).ok()).filter(|&at| at < len) {
            Some(at) => Ok(at),
            None => {
                let message = match what {
                    "byte" => "index out of range".to_owned(),
                    _ => format!("{what} index out of range"),
                };
                Err(self.raise(Exc::IndexError, &message))
            }
        }
    }

    fn index_of_key(&mut self, key: &Value, what: &str) -> R<Option<i64>> {
        if matches!(key, Value::Bool(_))
            || key.is::<crate::objects::Big>()
            || !self.lookup_special(key, names::INDEX).is_unbound()
        {
            return Ok(self.index(key)?.to_i64());
        }
        let kind = self.type_name(key);
        let what = what.trim_end_matches(" assignment").trim_end_matches(" object");
        let message = match what {
            "string" => format!("string indices must be integers, not '{kind}'"),
            "list" | "tuple" | "range" => {
                format!("{what} indices must be integers or slices, not {kind}")
            }
            _ => format!("{what} indices must be integers or slices, not {kind}"),
        };
        Err(self.raise(Exc::TypeError, &message))
    }

    /// The positions that a slice picks from a sequence of a length (language reference, 3.2).
    ///
    /// # Errors
    /// `ValueError` for a step of 0, `TypeError` for bounds that are no integers.
    pub fn slice_positions(&mut self, slice: &Slice, len: usize) -> R<Positions> {
        let len = i64::try_from(len).unwrap_or(i64::MAX);
        let step = self.slice_bound(&slice.step)?.unwrap_or(1);
        if step == 0 {
            return Err(self.raise(Exc::ValueError, "slice step cannot be zero"));
        }
        let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
        let mut bound = |value: &Value, default: i64| -> R<i64> {
            Ok(match self.slice_bound(value)? {
                None => default,
                Some(i) if i < 0 => i.saturating_add(len).max(low),
                Some(i) => i.min(high),
            })
        };
        let start = bound(&slice.start, if step > 0 { low } else { high })?;
        let stop = bound(&slice.stop, if step > 0 { high } else { low })?;
        let span = if step > 0 { stop - start } else { start - stop };
        let width = step.unsigned_abs();
        let count = if span <= 0 { 0 } else { ((span as u64 - 1) / width + 1) as usize };
        Ok(Positions { start, step, count })
    }

    fn slice_bound(&mut self, value: &Value) -> R<Option<i64>> {
        if value.is_none() {
            return Ok(None);
        }
        if let Value::Int(i) = value {
            return Ok(Some(*i));
        }
        if self.lookup_special(value, names::INDEX).is_unbound()
            && crate::operators::as_big(value).is_none()
        {
            let message = "slice indices must be integers or None or have an __index__ method";
            return Err(self.raise(Exc::TypeError, message));
        }
        let n = self.index(value)?;
        let edge = if n.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
        Ok(Some(n.to_i64().unwrap_or(edge)))
    }

    /// The length of a built-in container.
    #[must_use]
    pub fn built_in_len(&self, value: &Value) -> Option<usize> {
        let Value::Obj(object) = value else { return None };
        if let Some(text) = object.get::<Str>() {
            return Some(text.len());
        }
        if let Some(list) = object.get::<List>() {
            return Some(list.len());
        }
        if let Some(tuple) = object.get::<Tuple>() {
            return Some(tuple.0.len());
        }
        if let Some(dict) = object.get::<Dict>() {
            return Some(dict.0.len());
        }
        if let Some(set) = crate::lookup::set_table(value) {
            return Some(set.len());
        }
        if let Some(bytes) = object.get::<Bytes>() {
            return Some(bytes.0.len());
        }
        if let Some(bytes) = object.get::<ByteArray>() {
            return Some(bytes.0.borrow().len());
        }
        if let Some(view) = object.get::<DictView>() {
            return view.dict.get::<Dict>().map(|d| d.0.len());
        }
        if let Some(range) = object.get::<crate::LongRange>() {
            return range.count().to_usize();
        }
        object.get::<Range>().and_then(|r| usize::try_from(r.len()).ok())
    }

    /// `len(value)`
    ///
    /// # Errors
    /// `TypeError` for what has no length, or what `__len__` raises.
    pub fn len(&mut self, value: &Value) -> R<usize> {
        if let Some(len) = self.built_in_len(value) {
            return Ok(len);
        }
        if let Some(result) = self.call_special(value, names::LEN, &[])? {
            let n = self.index(&result)?;
            if n.sign() == num_bigint::Sign::Minus {
                return Err(self.raise(Exc::ValueError, "__len__() should return >= 0"));
            }
            return match n.to_i64() {
                Some(len) => Ok(len as usize),
                None => {
                    let message = "cannot fit 'int' into an index-sized integer";
                    Err(self.raise(Exc::OverflowError, message))
                }
            };
        }
        let inner = self.unwrap_base(value);
        if !inner.is_same(value)
            && let Some(len) = self.built_in_len(&inner)
        {
            return Ok(len);
        }
        let message = format!("object of type '{}' has no len()", self.type_name(value));
        Err(self.raise(Exc::TypeError, &message))
    }

    /// `item in container`
    ///
    /// # Errors
    /// `TypeError` for what can't be asked, or what a method raises.
    pub fn contains(&mut self, container: &Value, item: &Value) -> R<bool> {
        if let Some(dict) = container.get::<Dict>() {
            return Ok(self.table_find(&dict.0, item)?.is_some());
        }
        if let Some(set) = crate::lookup::set_table(container) {
            // A set is looked for as the frozenset that is equal to it.
            let inner = self.unwrap_base(item);
            let frozen = inner.get::<Set>().map(|set| FrozenSet::value(set.0.copy()));
            return Ok(self.table_find(set, frozen.as_ref().unwrap_or(item))?.is_some());
        }
        if let Some(text) = container.get::<Str>() {
            let inner = self.unwrap_base(item);
            let Some(part) = inner.get::<Str>() else {
                let message = format!(
                    "'in <string>' requires string as left operand, not {}",
                    self.type_name(item)
                );
                return Err(self.raise(Exc::TypeError, &message));
            };
            return Ok(find_bytes(text.as_bytes(), part.as_bytes()).is_some());
        }
        if let (Some(range), Some(i)) = (container.get::<Range>(), crate::operators::as_i64(item)) {
            let offset = i128::from(i) - i128::from(range.start);
            let step = i128::from(range.step);
            return Ok(
                offset % step == 0 && (0..i128::from(range.len())).contains(&(offset / step))
            );
        }
        if let Some(view) = container.get::<DictView>()
            && view.kind == IterKind::DictKeys
            && let Some(dict) = view.dict.get::<Dict>()
        {
            return Ok(self.table_find(&dict.0, item)?.is_some());
        }
        if let Some(list) = container.get::<List>() {
            let mut at = 0;
            while let Some(other) = list.get(at) {
                if self.equal(&other, item)? {
                    return Ok(true);
                }
                at += 1;
            }
            return Ok(false);
        }
        self.contains_by_method(container, item)
    }

    fn contains_by_method(&mut self, container: &Value, item: &Value) -> R<bool> {
        let method = self.lookup_special(container, names::CONTAINS);
        if method.is_none() {
            let message = format!("'{}' object is not a container", self.type_name(container));
            return Err(self.raise(Exc::TypeError, &message));
        }
        if !method.is_unbound() {
            let result = self.call_method(&method, container, std::slice::from_ref(item))?;
            return self.truthy(&result);
        }
        let inner = self.unwrap_base(container);
        if !inner.is_same(container) {
            return self.contains(&inner, item);
        }
        let iterator = match self.try_iter(container) {
            Err(raised) if self.matches(&raised, Exc::TypeError) => None,
            found => found?,
        };
        let Some(iterator) = iterator else {
            let message =
                format!("argument of type '{}' is not iterable", self.type_name(container));
            return Err(self.raise(Exc::TypeError, &message));
        };
        while let Some(other) = self.next(&iterator)? {
            if self.equal(&other, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The error of an exhausted or missing key, for those who find one missing themselves.
    pub fn key_error(&mut self, key: &Value) -> Raised {
        self.raise_with(Exc::KeyError, vec![key.clone()])
    }
}

/// Where `part` begins in `text`.
#[must_use]
pub fn find_bytes(text: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    memchr::memmem::find(text, part)
}

/// Positions in a sequence, in steps.
#[derive(Clone, Copy, Debug)]
pub struct Positions {
    /// The first.
    pub start: i64,
    /// From one to the next.
    pub step: i64,
    /// How many.
    pub count: usize,
}

impl Positions {
    /// First and end, if they are a row of neighbours in order.
    #[must_use]
    pub fn contiguous(&self) -> Option<(usize, usize)> {
        (self.step == 1).then_some((self.start as usize, self.start as usize + self.count))
    }

    /// Where they stop, not included.
    #[must_use]
    pub fn stop(&self) -> i64 {
        self.start.saturating_add(self.step.saturating_mul(self.count as i64))
    }
}

impl Iterator for Positions {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.count = self.count.checked_sub(1)?;
        let at = self.start as usize;
        self.start += self.step;
        Some(at)
    }
}
