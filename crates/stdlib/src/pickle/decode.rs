//! From bytes to an object.

use ouro_vm::objects::{ByteArray, Class, FrozenSet, Set};

use super::{op, unpickling_error};
use crate::prelude::*;

struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Value>,
    marks: Vec<usize>,
    memo: Vec<Value>,
}

/// The object, and how many bytes it took.
pub(super) fn decode(vm: &mut Vm, bytes: &[u8]) -> R<(Value, usize)> {
    let mut decoder =
        Decoder { bytes, at: 0, stack: Vec::new(), marks: Vec::new(), memo: Vec::new() };
    loop {
        let code = decoder.take(vm, 1)?[0];
        if code == op::STOP {
            let value = decoder.pop(vm)?;
            return Ok((value, decoder.at));
        }
        decoder.step(vm, code)?;
    }
}

impl<'a> Decoder<'a> {
    fn take(&mut self, vm: &mut Vm, count: usize) -> R<&'a [u8]> {
        let rest = &self.bytes[self.at..];
        match rest.get(..count) {
            Some(taken) => {
                self.at += count;
                Ok(taken)
            }
            None if self.at == 0 => Err(vm.raise(Exc::EOFError, "Ran out of input")),
            None => Err(unpickling_error(vm, "pickle data was truncated")),
        }
    }

    /// A length or number of so many bytes.
    fn number(&mut self, vm: &mut Vm, bytes: usize) -> R<usize> {
        let taken = self.take(vm, bytes)?;
        let number = taken.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Ok(usize::try_from(number).unwrap_or(usize::MAX))
    }

    fn sized(&mut self, vm: &mut Vm, bytes: usize) -> R<&'a [u8]> {
        let count = self.number(vm, bytes)?;
        self.take(vm, count)
    }

    fn pop(&mut self, vm: &mut Vm) -> R {
        let floor = self.marks.last().copied().unwrap_or(0);
        match self.stack.pop().filter(|_| self.stack.len() >= floor) {
            Some(value) => Ok(value),
            None => Err(unpickling_error(vm, "unpickling stack underflow")),
        }
    }

    fn top(&mut self, vm: &mut Vm) -> R {
        let value = self.pop(vm)?;
        self.stack.push(value.clone());
        Ok(value)
    }

    /// All that stands above the last mark.
    fn marked(&mut self, vm: &mut Vm) -> R<Vec<Value>> {
        match self.marks.pop().filter(|mark| *mark <= self.stack.len()) {
            Some(mark) => Ok(self.stack.split_off(mark)),
            None => Err(unpickling_error(vm, "could not find MARK")),
        }
    }

    fn line(&mut self, vm: &mut Vm) -> R<String> {
        let mut text = Vec::new();
        loop {
            match self.take(vm, 1)?[0] {
                b'\n' => return Ok(String::from_utf8_lossy(&text).into_owned()),
                byte => text.push(byte),
            }
        }
    }

    fn step(&mut self, vm: &mut Vm, code: u8) -> R<()> {
        let value = match code {
            op::PROTOCOL => {
                let protocol = self.number(vm, 1)?;
                if protocol > 5 {
                    let message = format!("unsupported pickle protocol: {protocol}");
                    return Err(vm.raise(Exc::ValueError, &message));
                }
                return Ok(());
            }
            op::FRAME => return self.take(vm, 8).map(drop),
            op::MARK => {
                self.marks.push(self.stack.len());
                return Ok(());
            }
            op::NONE => Value::None,
            op::TRUE => Value::Bool(true),
            op::FALSE => Value::Bool(false),
            op::INT1 => Value::Int(self.number(vm, 1)? as i64),
            op::INT2 => Value::Int(self.number(vm, 2)? as i64),
            op::INT4 => Value::Int(i64::from(self.number(vm, 4)? as u32 as i32)),
            op::LONG1 => int_value(BigInt::from_signed_bytes_le(self.sized(vm, 1)?)),
            op::LONG4 => int_value(BigInt::from_signed_bytes_le(self.sized(vm, 4)?)),
            op::FLOAT => {
                let bits =
                    self.take(vm, 8)?.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte));
                Value::Float(f64::from_bits(bits))
            }
            op::TEXT1 | op::TEXT4 | op::TEXT8 => {
                let size = match code {
                    op::TEXT1 => 1,
                    op::TEXT4 => 4,
                    _ => 8,
                };
                let bytes = self.sized(vm, size)?;
                text(bytes)
            }
            op::BYTES1 => args::bytes_value(self.sized(vm, 1)?.to_vec()),
            op::BYTES4 => args::bytes_value(self.sized(vm, 4)?.to_vec()),
            op::BYTES8 => args::bytes_value(self.sized(vm, 8)?.to_vec()),
            op::BYTE_ARRAY => Value::new(ByteArray(self.sized(vm, 8)?.to_vec().into())),
            op::EMPTY_LIST => List::value(Vec::new()),
            op::EMPTY_DICT => Value::new(Dict::default()),
            op::EMPTY_SET => Value::new(Set::default()),
            op::EMPTY_TUPLE => Tuple::value(Vec::new()),
            op::TUPLE => Tuple::value(self.marked(vm)?),
            op::TUPLE1 | op::TUPLE2 | op::TUPLE3 => {
                let count = 1 + usize::from(code - op::TUPLE1);
                let mut items = Vec::new();
                for _ in 0..count {
                    items.insert(0, self.pop(vm)?);
                }
                Tuple::value(items)
            }
            op::FROZEN_SET => {
                let items = self.marked(vm)?;
                let set = Set::default();
                for item in items {
                    vm.set_add(&set.0, item)?;
                }
                FrozenSet::value(set.0)
            }
            _ => return self.change(vm, code),
        };
        self.stack.push(value);
        Ok(())
    }

    /// The operations that change what is there.
    fn change(&mut self, vm: &mut Vm, code: u8) -> R<()> {
        match code {
            op::POP => self.pop(vm).map(drop),
            op::POP_MARK => self.marked(vm).map(drop),
            op::MEMOIZE => {
                let value = self.top(vm)?;
                self.memo.push(value);
                Ok(())
            }
            op::PUT1 | op::PUT4 => {
                let at = self.number(vm, if code == op::PUT1 { 1 } else { 4 })?;
                let value = self.top(vm)?;
                if at > self.bytes.len() {
                    return Err(unpickling_error(vm, "memo key out of range"));
                }
                if at >= self.memo.len() {
                    self.memo.resize(at + 1, Value::Unbound);
                }
                self.memo[at] = value;
                Ok(())
            }
            op::GET1 | op::GET4 => {
                let at = self.number(vm, if code == op::GET1 { 1 } else { 4 })?;
                match self.memo.get(at).cloned().and_then(Value::bound) {
                    Some(value) => self.stack.push(value),
                    None => {
                        let message = format!("Memo value not found at index {at}");
                        return Err(unpickling_error(vm, &message));
                    }
                }
                Ok(())
            }
            op::APPEND => {
                let item = self.pop(vm)?;
                self.append(vm, vec![item])
            }
            op::APPENDS => {
                let items = self.marked(vm)?;
                self.append(vm, items)
            }
            op::SET_ITEM => {
                let value = self.pop(vm)?;
                let key = self.pop(vm)?;
                self.set_items(vm, &[key, value])
            }
            op::SET_ITEMS => {
                let pairs = self.marked(vm)?;
                self.set_items(vm, &pairs)
            }
            op::ADD_ITEMS => {
                let items = self.marked(vm)?;
                let set = self.top(vm)?;
                for item in items {
                    match set.get::<Set>() {
                        Some(set) => vm.set_add(&set.0, item)?,
                        None => {
                            let add = vm.get_attr_text(&set, "add")?;
                            drop(vm.call(&add, &[item])?);
                            true
                        }
                    };
                }
                Ok(())
            }
            _ => self.make(vm, code),
        }
    }

    fn append(&mut self, vm: &mut Vm, items: Vec<Value>) -> R<()> {
        let list = self.top(vm)?;
        if let Some(list) = list.get::<List>() {
            return items.into_iter().try_for_each(|item| list.push(vm, item));
        }
        let append = vm.get_attr_text(&list, "append")?;
        items.into_iter().try_for_each(|item| vm.call(&append, &[item]).map(drop))
    }

    fn set_items(&mut self, vm: &mut Vm, pairs: &[Value]) -> R<()> {
        let dict = self.top(vm)?;
        pairs.chunks_exact(2).try_for_each(|pair| vm.set_item(&dict, &pair[0], pair[1].clone()))
    }

    /// The operations that call something.
    fn make(&mut self, vm: &mut Vm, code: u8) -> R<()> {
        let value = match code {
            op::GLOBAL => {
                let (module, name) = (self.line(vm)?, self.line(vm)?);
                global(vm, &module, &name)?
            }
            op::STACK_GLOBAL => {
                let (name, module) = (self.pop(vm)?, self.pop(vm)?);
                let (name, module) = (vm.display(&name), vm.display(&module));
                global(vm, &module, &name)?
            }
            op::REDUCE => {
                let (args, function) = (self.pop(vm)?, self.pop(vm)?);
                vm.call(&function, args::rest(&args))?
            }
            op::NEW | op::NEW_KEYWORDS => {
                let keywords = if code == op::NEW { Value::None } else { self.pop(vm)? };
                let (args, class) = (self.pop(vm)?, self.pop(vm)?);
                if !class.is::<Class>() {
                    return Err(unpickling_error(vm, "NEWOBJ class argument must be a type"));
                }
                let new = vm.get_attr(&class, names::NEW)?;
                let mut all = vec![class];
                all.extend_from_slice(args::rest(&args));
                let keywords = args::keywords(vm, &keywords);
                vm.call_keywords(&new, &all, &keywords)?
            }
            op::BUILD => {
                let (state, object) = (self.pop(vm)?, self.top(vm)?);
                let pickle = vm.import("pickle")?;
                let build = vm.get_attr_text(&pickle, "_build")?;
                return vm.call(&build, &[object, state]).map(drop);
            }
            _ => {
                let shown = vm.repr_text(&args::bytes_value(vec![code]));
                let shown = shown.trim_start_matches('b').to_owned();
                return Err(unpickling_error(vm, &format!("invalid load key, {shown}.")));
            }
        };
        self.stack.push(value);
        Ok(())
    }
}

fn text(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => Str::value(text),
        Err(_) => Str::from_code_points(&code_points(bytes)),
    }
}

/// The code points of text that may have lone surrogates.
fn code_points(bytes: &[u8]) -> Vec<u32> {
    let mut points = Vec::new();
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let (count, head) = match first {
            0..=0x7f => (1, u32::from(first)),
            0xc0..=0xdf => (2, u32::from(first & 0x1f)),
            0xe0..=0xef => (3, u32::from(first & 0x0f)),
            _ => (4, u32::from(first & 0x07)),
        };
        let count = count.min(rest.len());
        points.push(rest[1..count].iter().fold(head, |p, byte| p << 6 | u32::from(byte & 0x3f)));
        rest = &rest[count..];
    }
    points
}

/// What stands under a dotted name in a module.
fn global(vm: &mut Vm, module: &str, name: &str) -> R {
    let mut found = vm.import(module)?;
    for part in name.split('.') {
        found = match vm.find_attr(&found, vm.intern(part))? {
            Some(found) => found,
            None => {
                let shown = vm.repr_text(&found);
                let message = format!("Can't get attribute '{name}' on {shown}");
                return Err(vm.raise(Exc::AttributeError, &message));
            }
        };
    }
    Ok(found)
}
