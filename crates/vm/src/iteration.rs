//! Iteration: iterators over the built-in containers, and the iterator protocol (data model, 3.3.7).

use std::cell::Cell;

use crate::cells::ValueCell;
use crate::exceptions::Exc;
use crate::intern::names;
use crate::objects::{
    ByteArray, Bytes, Dict, DictView, Frame, FrameKind, Instance, Iter, IterKind, List, NativeIter,
    Range, RangeIter, SetTable, Str, Table, Tuple,
};
use crate::suspend::{Halt, Resume};
use crate::value::Value;
use crate::vm::{R, Vm};

/// The length that no table has: an iterator that has seen a change of size sees it for ever.
const CHANGED: u64 = u64::MAX;

impl Vm {
    /// `iter(value)`
    ///
    /// # Errors
    /// `TypeError` for what is not iterable, or what `__iter__` raises.
    pub fn iter(&mut self, value: &Value) -> R {
        match self.try_iter(value)? {
            Some(iterator) => Ok(iterator),
            None => {
                let message = format!("'{}' object is not iterable", self.type_name(value));
                Err(self.raise(Exc::TypeError, &message))
            }
        }
    }

    /// `iter(value)`, or none for what is not iterable.
    ///
    /// # Errors
    /// What `__iter__` raises.
    pub fn try_iter(&mut self, value: &Value) -> R<Option<Value>> {
        let Value::Obj(object) = value else { return Ok(None) };
        if let Some(range) = object.get::<Range>() {
            return Ok(Some(Value::new(RangeIter {
                next: Cell::new(range.start),
                left: Cell::new(range.len()),
                step: range.step,
            })));
        }
        if let Some(range) = object.get::<crate::LongRange>() {
            return Ok(Some(range.iterator()));
        }
        if let Some((kind, seen)) = self.iteration_of(value) {
            return Ok(Some(Self::iterator(value, kind, seen)));
        }
        if object.is::<RangeIter>() || object.is::<Iter>() || object.is::<NativeIter>() {
            return Ok(Some(value.clone()));
        }
        if let Some(frame) = object.get::<Frame>() {
            return Ok((frame.kind() == FrameKind::Generator).then(|| value.clone()));
        }
        let method = self.lookup_special(value, names::ITER);
        if method.is_none() {
            return Ok(None);
        }
        if !method.is_unbound() {
            let iterator = self.call_method(&method, value, &[])?;
            if !self.is_iterator(&iterator) {
                let message =
                    format!("iter() returned non-iterator of type '{}'", self.type_name(&iterator));
                return Err(self.raise(Exc::TypeError, &message));
            }
            return Ok(Some(iterator));
        }
        let inner = self.unwrap_base(value);
        if !inner.is_same(value) {
            return self.try_iter(&inner);
        }
        if object.is::<Instance>() && !self.lookup_special(value, names::GETITEM).is_unbound() {
            return Ok(Some(Self::iterator(value, IterKind::Sequence, 0)));
        }
        Ok(None)
    }

    /// A built-in iterator; `seen` is the length at the start.
    #[must_use]
    pub fn iterator(over: &Value, kind: IterKind, seen: usize) -> Value {
        let backwards = matches!(
            kind,
            IterKind::ListReversed | IterKind::SequenceReversed | IterKind::DictKeysReversed
        );
        let at = if backwards && kind != IterKind::DictKeysReversed {
            seen
        } else if backwards {
            usize::MAX
        } else {
            0
        };
        let over = ValueCell::new(over.clone());
        Value::new(Iter { over, kind, at: Cell::new(at), seen: Cell::new(seen as u64) })
    }

    fn iteration_of(&self, value: &Value) -> Option<(IterKind, usize)> {
        let Value::Obj(object) = value else { return None };
        if object.is::<List>() {
            Some((IterKind::List, 0))
        } else if object.is::<Tuple>() {
            Some((IterKind::Tuple, 0))
        } else if object.is::<Str>() {
            Some((IterKind::Str, 0))
        } else if let Some(dict) = object.get::<Dict>() {
            Some((IterKind::DictKeys, dict.0.len()))
        } else if let Some(view) = object.get::<DictView>() {
            Some((view.kind, view.dict.get::<Dict>().map_or(0, |d| d.0.len())))
        } else if object.is::<Bytes>() || object.is::<ByteArray>() {
            Some((IterKind::Bytes, 0))
        } else {
            crate::lookup::set_table(value).map(|t| (IterKind::Set, t.len()))
        }
    }

    /// Whether a value can be asked for a next one.
    #[must_use]
    pub fn is_iterator(&self, value: &Value) -> bool {
        let Value::Obj(object) = value else { return false };
        object.is::<RangeIter>()
            || object.is::<Iter>()
            || object.is::<NativeIter>()
            || object.get::<Frame>().is_some_and(|f| f.kind() == FrameKind::Generator)
            || !self.lookup_special(value, names::NEXT).is_unbound()
    }

    /// The next value of an iterator; none when it is exhausted.
    ///
    /// # Errors
    /// What it raises.
    #[inline]
    pub fn next(&mut self, iterator: &Value) -> R<Option<Value>> {
        Ok(self.next_item(iterator)?.bound())
    }

    /// The next value of an iterator; unbound when it is exhausted. Unlike an option, it comes back in
    /// registers of the processor.
    ///
    /// # Errors
    /// What it raises.
    pub fn next_item(&mut self, iterator: &Value) -> R {
        let Value::Obj(object) = iterator else { return Err(self.not_iterator(iterator)) };
        if let Some(iter) = object.get::<Iter>() {
            return match iter.next_in_row().or_else(|| iter.next_character(&self.interner)) {
                Some(item) => Ok(item),
                None if iter.kind.is_of_table() => self.next_in_table(iter, &iter.over.get()),
                None => Ok(self.next_in(iter)?.unwrap_or_default()),
            };
        }
        if object.is::<Frame>() {
            return self.next_of_generator(iterator);
        }
        if let Some(native) = object.get::<NativeIter>() {
            // Some of these never end, and whoever asks them may be a loop of a native function.
            self.spend()?;
            return self.nested("", |vm| (native.next)(vm, native));
        }
        if let Some(range) = object.get::<RangeIter>() {
            return Ok(next_in_range(range).unwrap_or_default());
        }
        let method = self.lookup_special(iterator, names::NEXT);
        if method.is_unbound() {
            return Err(self.not_iterator(iterator));
        }
        let result = self.call_method(&method, iterator, &[]);
        Ok(self.unless(result, Exc::StopIteration)?.unwrap_or_default())
    }

    /// The next item, or the `StopIteration` with what it has to say.
    ///
    /// # Errors
    /// What the iterator raises, at its end `StopIteration`.
    pub fn next_or_stop(&mut self, iterator: &Value) -> R {
        if iterator.get::<Frame>().is_some_and(|f| f.kind() == FrameKind::Generator) {
            return match self.resume(iterator, Resume::Send(Value::None)) {
                Halt::Yielded(value) | Halt::Item(value) => Ok(value),
                Halt::Returned(Value::None) => Err(self.raise_with(Exc::StopIteration, Vec::new())),
                Halt::Returned(value) => Err(self.raise_with(Exc::StopIteration, vec![value])),
                Halt::Raised(raised) => Err(raised),
            };
        }
        let quiet =
            iterator.is::<Iter>() || iterator.is::<NativeIter>() || iterator.is::<RangeIter>();
        if !quiet {
            let method = self.lookup_special(iterator, names::NEXT);
            if !method.is_unbound() {
                return self.call_method(&method, iterator, &[]);
            }
        }
        match self.next(iterator)? {
            Some(item) => Ok(item),
            None => Err(self.raise_with(Exc::StopIteration, Vec::new())),
        }
    }

    fn not_iterator(&mut self, value: &Value) -> crate::Raised {
        let message = format!("'{}' object is not an iterator", self.type_name(value));
        self.raise(Exc::TypeError, &message)
    }

    fn next_in(&mut self, iter: &Iter) -> R<Option<Value>> {
        let over = iter.over.get();
        if over.is_unbound() {
            return Ok(None);
        }
        let at = iter.at.get();
        let next = match iter.kind {
            IterKind::List => over.get::<List>().and_then(|l| l.get(at)),
            IterKind::Tuple => over.get::<Tuple>().and_then(|t| t.0.get(at).cloned()),
            IterKind::Str => {
                let text = over.get::<Str>().filter(|s| at < s.len());
                text.map(|text| self.interner.character(text, at))
            }
            IterKind::Bytes => byte_at(&over, at),
            IterKind::DictKeys | IterKind::DictValues | IterKind::DictItems | IterKind::Set => {
                return Ok(self.next_in_table(iter, &over)?.bound());
            }
            IterKind::Sequence => {
                let item = self.get_item(&over, &Value::Int(at as i64));
                match self.unless(item, Exc::IndexError) {
                    Err(raised) if self.matches(&raised, Exc::StopIteration) => None,
                    result => result?,
                }
            }
            IterKind::ListReversed => {
                let item = at.checked_sub(1).and_then(|i| over.get::<List>()?.get(i));
                iter.at.set(at.wrapping_sub(2));
                item
            }
            IterKind::SequenceReversed => match at.checked_sub(1) {
                Some(i) => {
                    iter.at.set(at.wrapping_sub(2));
                    Some(self.get_item(&over, &Value::Int(i as i64))?)
                }
                None => None,
            },
            IterKind::DictKeysReversed => return self.previous_key(iter, &over),
        };
        if next.is_none() {
            iter.over.set(Value::Unbound);
        } else {
            iter.at.set(iter.at.get().wrapping_add(1));
        }
        Ok(next)
    }

    fn previous_key(&mut self, iter: &Iter, over: &Value) -> R<Option<Value>> {
        let view = over.get::<DictView>();
        let Some(Dict(table)) = view.map_or(over, |v| &v.dict).get() else { return Ok(None) };
        self.check_size(iter, table)?;
        let Some((at, key, value)) = table.previous(iter.at.get()) else {
            iter.over.set(Value::Unbound);
            return Ok(None);
        };
        iter.at.set(at);
        Ok(Some(match view.map(|v| v.kind) {
            Some(IterKind::DictValues) => value,
            Some(IterKind::DictItems) => Tuple::value([key, value]),
            _ => key,
        }))
    }

    /// A dict that is iterated keeps its size.
    #[inline]
    fn check_size(&mut self, iter: &Iter, table: &Table) -> R<()> {
        if table.len() as u64 == iter.seen.get() {
            return Ok(());
        }
        iter.seen.set(CHANGED);
        Err(self.raise(Exc::RuntimeError, "dictionary changed size during iteration"))
    }

    fn next_in_table(&mut self, iter: &Iter, over: &Value) -> R {
        if iter.kind == IterKind::Set
            && let Some(set) = crate::lookup::set_table(over)
        {
            return Ok(self.next_in_set(iter, set)?.unwrap_or_default());
        }
        let dict = over.get::<DictView>().map_or(over, |v| &v.dict);
        let Some(Dict(table)) = dict.get::<Dict>() else { return Ok(Value::Unbound) };
        self.check_size(iter, table)?;
        let next = table.next_with(iter.at.get(), |key, value| match iter.kind {
            IterKind::DictValues => value.clone(),
            IterKind::DictItems => Tuple::value([key.clone(), value.clone()]),
            _ => key.clone(),
        });
        let Some((at, item)) = next else {
            iter.over.set(Value::Unbound);
            return Ok(Value::Unbound);
        };
        iter.at.set(at);
        Ok(item)
    }

    /// Whether [`Vm::next_pair`] knows how to go on with an iterator.
    #[inline]
    pub(crate) fn gives_pairs(iterator: &Value) -> bool {
        match iterator.get::<Iter>() {
            Some(iter) => iter.kind == IterKind::DictItems,
            None => iterator.get::<NativeIter>().is_some_and(|native| native.pairs.is_some()),
        }
    }

    /// The next pair of an iterator that gives pairs, for a loop that takes it apart: the tuple is never made.
    pub(crate) fn next_pair(&mut self, iterator: &Value) -> R<Option<(Value, Value)>> {
        if let Some(native) = iterator.get::<NativeIter>()
            && let Some(pairs) = native.pairs
        {
            return self.nested("", |vm| pairs(vm, native));
        }
        let Some(iter) = iterator.get::<Iter>() else { return Ok(None) };
        let over = iter.over.get();
        let dict = over.get::<DictView>().map_or(&over, |v| &v.dict);
        let Some(Dict(table)) = dict.get::<Dict>() else { return Ok(None) };
        self.check_size(iter, table)?;
        let next = table.next_with(iter.at.get(), |key, value| (key.clone(), value.clone()));
        let Some((at, pair)) = next else {
            iter.over.set(Value::Unbound);
            return Ok(None);
        };
        iter.at.set(at);
        Ok(Some(pair))
    }

    /// How many values a built-in iterator has left, if it knows.
    #[must_use]
    pub fn items_left(&self, iterator: &Value) -> Option<usize> {
        if let Some(range) = iterator.get::<RangeIter>() {
            return usize::try_from(range.left.get()).ok();
        }
        let iter = iterator.get::<Iter>()?;
        let over = iter.over.get();
        if over.is_unbound() {
            return Some(0);
        }
        let at = iter.at.get();
        let length = match over.get::<DictView>() {
            Some(view) => self.built_in_len(&view.dict)?,
            None => self.built_in_len(&over)?,
        };
        Some(match iter.kind {
            IterKind::ListReversed | IterKind::SequenceReversed => at.min(length),
            IterKind::DictKeys | IterKind::DictValues | IterKind::DictItems | IterKind::Set => {
                if iter.seen.get() == length as u64 {
                    length - at.min(length)
                } else {
                    0
                }
            }
            IterKind::DictKeysReversed => at.min(length),
            _ => length.saturating_sub(at),
        })
    }

    /// `operator.length_hint`, for what a script may have made: how many values it says that it will give.
    fn length_hint(&mut self, value: &Value) -> R<()> {
        let length = self.lookup_special(value, names::LEN);
        if !length.is_unbound() && !length.is_none() {
            let result = self.len(value);
            return self.unless(result, Exc::TypeError).map(drop);
        }
        let Some(result) = self.call_special(value, names::LENGTH_HINT, &[])? else {
            return Ok(());
        };
        if matches!(result, Value::NotImplemented) {
            return Ok(());
        }
        let Some(hint) = crate::operators::as_big(&result) else {
            let got = self.type_name(&result);
            let message = format!("__length_hint__ must be an integer, not {got}");
            return Err(self.raise(Exc::TypeError, &message));
        };
        if hint.sign() == num_bigint::Sign::Minus {
            return Err(self.raise(Exc::ValueError, "__length_hint__() should return >= 0"));
        }
        Ok(())
    }

    fn next_in_set(&mut self, iter: &Iter, table: &SetTable) -> R<Option<Value>> {
        if table.len() as u64 != iter.seen.get() {
            iter.seen.set(CHANGED);
            let message = "Set changed size during iteration";
            return Err(self.raise(Exc::RuntimeError, message));
        }
        let Some((at, key)) = table.next(iter.at.get()) else {
            iter.over.set(Value::Unbound);
            return Ok(None);
        };
        iter.at.set(at);
        Ok(Some(key))
    }

    /// `list.extend(iterable)`
    ///
    /// # Errors
    /// As [`Vm::collect`].
    pub fn extend_list(&mut self, list: &List, iterable: &Value) -> R<()> {
        if iterable.is::<List>() || iterable.is::<Tuple>() {
            let items = self.collect(iterable)?;
            self.reserve(items.len() * size_of::<Value>())?;
            list.0.borrow_mut().extend(items);
            return Ok(());
        }
        // One by one: what an iterator does to the list in between is seen.
        let iterator = self.iter(iterable)?;
        if iterable.is::<Instance>() {
            self.length_hint(iterable)?;
        }
        while let Some(item) = self.next(&iterator)? {
            list.push(self, item)?;
            self.spend()?;
        }
        Ok(())
    }

    /// All values of an iterable.
    ///
    /// # Errors
    /// `TypeError` for what is not iterable, or what it raises.
    pub fn collect(&mut self, iterable: &Value) -> R<Vec<Value>> {
        if let Some(list) = iterable.get::<List>() {
            return Ok(list.to_vec());
        }
        if let Some(tuple) = iterable.get::<Tuple>() {
            return Ok(tuple.0.to_vec());
        }
        let mut all = Vec::new();
        if let Some(range) = iterable.get::<Range>() {
            let bytes = range.len().saturating_mul(size_of::<Value>() as u64);
            self.reserve(usize::try_from(bytes).unwrap_or(usize::MAX))?;
            all.reserve_exact(range.len() as usize);
        } else {
            all.reserve(8);
        }
        let iterator = self.iter(iterable)?;
        if iterable.is::<Instance>() {
            self.length_hint(iterable)?;
        }
        loop {
            let value = self.next_item(&iterator)?;
            if value.is_unbound() {
                return Ok(all);
            }
            self.grow(&mut all, 1)?;
            all.push(value);
            self.spend()?;
        }
    }
}

/// The next number of a range.
#[inline(always)]
pub(crate) fn next_in_range(range: &RangeIter) -> Option<Value> {
    let left = range.left.get();
    if left == 0 {
        return None;
    }
    range.left.set(left - 1);
    let next = range.next.get();
    range.next.set(next.wrapping_add(range.step));
    Some(Value::Int(next))
}

/// Whether a script may notice when a value dies.
#[inline(always)]
pub(crate) fn dies_seen(value: &Value) -> bool {
    matches!(value, Value::Obj(object) if !object.layout().leaf)
}

fn byte_at(over: &Value, at: usize) -> Option<Value> {
    let byte = match over.get::<Bytes>() {
        Some(bytes) => bytes.0.get(at).copied(),
        None => over.get::<ByteArray>().and_then(|b| b.0.borrow().get(at).copied()),
    };
    byte.map(|b| Value::Int(i64::from(b)))
}
