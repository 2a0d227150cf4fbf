//! From an object to bytes.

use std::collections::HashMap;

use ouro_vm::objects::{ByteArray, Bytes, Class, FrozenSet, Function, Native, Set};

use super::{op, pickling_error};
use crate::prelude::*;

/// So many items are added at a time.
const BATCH: usize = 1_000;
/// Bytes of a header: the protocol.
const HEAD: usize = 2;
/// Less than this is not put in a frame.
const LEAST_FRAME: usize = 4;

struct Encoder {
    out: Vec<u8>,
    /// The numbers of objects that were written, by address.
    memo: HashMap<usize, usize>,
    /// Keeps alive what was made while writing: an address must not be used again.
    kept: Vec<Value>,
    protocol: u8,
}

/// The bytes of an object.
pub(super) fn encode(vm: &mut Vm, value: &Value, protocol: u8) -> R<Vec<u8>> {
    let mut encoder = Encoder { out: Vec::new(), memo: HashMap::new(), kept: Vec::new(), protocol };
    encoder.save(vm, value)?;
    encoder.out.push(op::STOP);
    let body = encoder.out;
    let mut all = Vec::with_capacity(HEAD + 9 + body.len());
    all.extend([op::PROTOCOL, protocol]);
    if body.len() >= LEAST_FRAME {
        all.push(op::FRAME);
        all.extend((body.len() as u64).to_le_bytes());
    }
    all.extend(body);
    Ok(all)
}

impl Encoder {
    fn save(&mut self, vm: &mut Vm, value: &Value) -> R<()> {
        match value {
            Value::None | Value::Unbound => self.out.push(op::NONE),
            Value::Bool(true) => self.out.push(op::TRUE),
            Value::Bool(false) => self.out.push(op::FALSE),
            Value::Int(int) => self.save_int(*int),
            Value::Float(float) => {
                self.out.push(op::FLOAT);
                self.out.extend(float.to_be_bytes());
            }
            Value::Ellipsis => return self.save_name(vm, value, "builtins", "Ellipsis"),
            Value::NotImplemented => {
                return self.save_name(vm, value, "builtins", "NotImplemented");
            }
            Value::Obj(_) => {
                return vm.deeper(" while pickling an object", |vm| self.save_object(vm, value));
            }
        }
        Ok(())
    }

    fn save_int(&mut self, int: i64) {
        if let Ok(byte) = u8::try_from(int) {
            self.out.extend([op::INT1, byte]);
        } else if let Ok(short) = u16::try_from(int) {
            self.out.push(op::INT2);
            self.out.extend(short.to_le_bytes());
        } else if let Ok(word) = i32::try_from(int) {
            self.out.push(op::INT4);
            self.out.extend(word.to_le_bytes());
        } else {
            self.save_big(&BigInt::from(int));
        }
    }

    fn save_big(&mut self, big: &BigInt) {
        let bytes = big.to_signed_bytes_le();
        match u8::try_from(bytes.len()) {
            Ok(count) => self.out.extend([op::LONG1, count]),
            Err(_) => {
                self.out.push(op::LONG4);
                self.out.extend((bytes.len() as u32).to_le_bytes());
            }
        }
        self.out.extend(bytes);
    }

    /// Writes a length in as few bytes as it takes, after the operation for so many.
    fn sized(&mut self, ops: [u8; 3], bytes: &[u8]) {
        if let Ok(count) = u8::try_from(bytes.len()) {
            self.out.extend([ops[0], count]);
        } else if let Ok(count) = u32::try_from(bytes.len()) {
            self.out.push(ops[1]);
            self.out.extend(count.to_le_bytes());
        } else {
            self.out.push(ops[2]);
            self.out.extend((bytes.len() as u64).to_le_bytes());
        }
        self.out.extend(bytes);
    }

    /// The object has been written: it has a number from now on.
    fn memoize(&mut self, value: &Value) {
        self.out.push(op::MEMOIZE);
        let number = self.memo.len();
        self.memo.insert(address(value), number);
        self.kept.push(value.clone());
    }

    fn get(&mut self, number: usize) {
        match u8::try_from(number) {
            Ok(byte) => self.out.extend([op::GET1, byte]),
            Err(_) => {
                self.out.push(op::GET4);
                self.out.extend((number as u32).to_le_bytes());
            }
        }
    }

    fn save_object(&mut self, vm: &mut Vm, value: &Value) -> R<()> {
        if let Some(number) = self.memo.get(&address(value)).copied() {
            self.get(number);
            return Ok(());
        }
        if let Some(text) = value.get::<Str>() {
            self.sized([op::TEXT1, op::TEXT4, op::TEXT8], text.as_bytes());
        } else if let Some(Bytes(bytes)) = value.get() {
            self.sized([op::BYTES1, op::BYTES4, op::BYTES8], bytes);
        } else if let Some(big) = ouro_vm::as_big(value) {
            self.save_big(&big);
            return Ok(());
        } else if let Some(Tuple(items)) = value.get() {
            return self.save_tuple(vm, value, items);
        } else if let Some(list) = value.get::<List>() {
            self.out.push(op::EMPTY_LIST);
            self.memoize(value);
            return self.save_items(vm, &list.to_vec());
        } else if let Some(Dict(table)) = value.get() {
            self.out.push(op::EMPTY_DICT);
            self.memoize(value);
            return self.save_pairs(vm, &table.items());
        } else if value.is::<Set>() {
            self.out.push(op::EMPTY_SET);
            self.memoize(value);
            let items = vm.collect(value)?;
            for batch in items.chunks(BATCH) {
                self.out.push(op::MARK);
                self.save_all(vm, batch)?;
                self.out.push(op::ADD_ITEMS);
            }
            return Ok(());
        } else if value.is::<FrozenSet>() {
            self.out.push(op::MARK);
            let items = vm.collect(value)?;
            self.save_all(vm, &items)?;
            self.out.push(op::FROZEN_SET);
        } else if let Some(array) = value.get::<ByteArray>().filter(|_| self.protocol >= 5) {
            let bytes = array.0.borrow().clone();
            self.out.push(op::BYTE_ARRAY);
            self.out.extend((bytes.len() as u64).to_le_bytes());
            self.out.extend(bytes);
        } else if value.is::<Function>() || value.is::<Class>() || is_plain_native(value) {
            return self.save_global(vm, value);
        } else {
            return self.save_reduced(vm, value);
        }
        self.memoize(value);
        Ok(())
    }

    fn save_all(&mut self, vm: &mut Vm, items: &[Value]) -> R<()> {
        items.iter().try_for_each(|item| self.save(vm, item))
    }

    fn save_tuple(&mut self, vm: &mut Vm, value: &Value, items: &[Value]) -> R<()> {
        let short = match items.len() {
            0 => {
                self.out.push(op::EMPTY_TUPLE);
                return Ok(());
            }
            1 => Some(op::TUPLE1),
            2 => Some(op::TUPLE2),
            3 => Some(op::TUPLE3),
            _ => None,
        };
        if short.is_none() {
            self.out.push(op::MARK);
        }
        self.save_all(vm, items)?;
        // A tuple that holds itself, through a list, has been written meanwhile.
        if let Some(number) = self.memo.get(&address(value)).copied() {
            match short {
                Some(_) => self.out.extend(std::iter::repeat_n(op::POP, items.len())),
                None => self.out.push(op::POP_MARK),
            }
            self.get(number);
            return Ok(());
        }
        self.out.push(short.unwrap_or(op::TUPLE));
        self.memoize(value);
        Ok(())
    }

    /// The items of the list that was written last.
    fn save_items(&mut self, vm: &mut Vm, items: &[Value]) -> R<()> {
        for batch in items.chunks(BATCH) {
            if let [one] = batch {
                self.save(vm, one)?;
                self.out.push(op::APPEND);
            } else {
                self.out.push(op::MARK);
                self.save_all(vm, batch)?;
                self.out.push(op::APPENDS);
            }
        }
        Ok(())
    }

    /// The items of the dict that was written last.
    fn save_pairs(&mut self, vm: &mut Vm, pairs: &[(Value, Value)]) -> R<()> {
        for batch in pairs.chunks(BATCH) {
            let single = batch.len() == 1;
            if !single {
                self.out.push(op::MARK);
            }
            for (key, value) in batch {
                self.save(vm, key)?;
                self.save(vm, value)?;
            }
            self.out.push(if single { op::SET_ITEM } else { op::SET_ITEMS });
        }
        Ok(())
    }

    fn save_name(&mut self, vm: &mut Vm, value: &Value, module: &str, name: &str) -> R<()> {
        let (module, name) = (vm.intern(module), vm.intern(name));
        let (module, name) = (vm.interner.value(module), vm.interner.value(name));
        self.save(vm, &module)?;
        self.save(vm, &name)?;
        self.out.push(op::STACK_GLOBAL);
        self.memoize(value);
        Ok(())
    }

    /// A function or a class: its module and its name, by which it must be found.
    fn save_global(&mut self, vm: &mut Vm, value: &Value) -> R<()> {
        let Value::Obj(_) = value else { return Ok(()) };
        let name = vm.get_attr_text(value, "__qualname__")?;
        let name = vm.display(&name);
        let module = vm.get_attr_text(value, "__module__").unwrap_or(Value::None);
        let module = if module.is_none() { "builtins".to_owned() } else { vm.display(&module) };
        if value.is::<Class>() && module == "builtins" && !is_in_builtins(vm, &name) {
            // The types of None and its like have no names that could be looked up.
            return self.save_reduced(vm, value);
        }
        if name.contains("<locals>") {
            let message = format!("Can't get local object '{name}'");
            return Err(vm.raise(Exc::AttributeError, &message));
        }
        let shown = vm.repr_text(value);
        let found = find(vm, &module, &name);
        let found = match found {
            Ok(found) => found,
            Err(Missing::Module) => {
                let message = format!("Can't pickle {shown}: import of module '{module}' failed");
                return Err(pickling_error(vm, &message));
            }
            Err(Missing::Name) => {
                let message =
                    format!("Can't pickle {shown}: attribute lookup {name} on {module} failed");
                return Err(pickling_error(vm, &message));
            }
        };
        if !is_it(&found, value) {
            let message =
                format!("Can't pickle {shown}: it's not the same object as {module}.{name}");
            return Err(pickling_error(vm, &message));
        }
        self.save_name(vm, value, &module, &name)
    }

    /// Any other object, as the other half takes it apart: a function and its arguments (`None` and a class for
    /// one that is made by `__new__`), a state, items, pairs; or the name of a global.
    fn save_reduced(&mut self, vm: &mut Vm, value: &Value) -> R<()> {
        let pickle = vm.import("pickle")?;
        let reduce = vm.get_attr_text(&pickle, "_reduce")?;
        let parts = vm.call(&reduce, std::slice::from_ref(value))?;
        self.kept.push(parts.clone());
        if let Some(name) = parts.get::<Str>().map(ToString::to_string) {
            let module = vm.get_attr_text(&pickle, "_module_of")?;
            let module = vm.call(&module, &[value.clone(), parts.clone()])?;
            let module = vm.display(&module);
            return self.save_name(vm, value, &module, &name);
        }
        let Some(Tuple(parts)) = parts.get() else {
            return Err(pickling_error(vm, "__reduce__ must return a string or tuple"));
        };
        let part = |index: usize| parts.get(index).cloned().unwrap_or(Value::None);
        self.save(vm, &part(0))?;
        self.save(vm, &part(1))?;
        self.out.push(if part(5).is_none() { op::REDUCE } else { op::NEW });
        // Its parts may have held the object itself.
        if let Some(number) = self.memo.get(&address(value)).copied() {
            self.out.push(op::POP);
            self.get(number);
            return Ok(());
        }
        self.memoize(value);
        if !part(3).is_none() {
            let items = vm.collect(&part(3))?;
            self.save_items(vm, &items)?;
        }
        if !part(4).is_none() {
            let pairs = vm.collect(&part(4))?;
            let pair = |pair: &Value| match pair.get::<Tuple>().map(|t| &*t.0) {
                Some([key, value]) => (key.clone(), value.clone()),
                _ => (Value::None, Value::None),
            };
            self.save_pairs(vm, &pairs.iter().map(pair).collect::<Vec<_>>())?;
        }
        if !part(2).is_none() {
            self.save(vm, &part(2))?;
            self.out.push(op::BUILD);
        }
        Ok(())
    }
}

/// Why a global was not found.
enum Missing {
    Module,
    Name,
}

/// What stands under a dotted name in a module.
fn find(vm: &mut Vm, module: &str, name: &str) -> Result<Value, Missing> {
    let mut found = vm.import(module).map_err(|_| Missing::Module)?;
    for part in name.split('.') {
        found = vm.get_attr_text(&found, part).map_err(|_| Missing::Name)?;
    }
    Ok(found)
}

fn is_in_builtins(vm: &Vm, name: &str) -> bool {
    let name = vm.intern(name);
    vm.builtins.get::<Module>().is_some_and(|m| !m.namespace.get(name).is_unbound())
}

/// A native function of a module, which a name stands for.
fn is_plain_native(value: &Value) -> bool {
    value.get::<Native>().is_some_and(|n| n.receiver.is_unbound() && n.class.is_unbound())
}

fn is_it(found: &Value, value: &Value) -> bool {
    let same_native = || match (found.get::<Native>(), value.get::<Native>()) {
        (Some(a), Some(b)) => std::ptr::eq(a.def, b.def),
        _ => false,
    };
    found.is_same(value) || same_native()
}

fn address(value: &Value) -> usize {
    match value {
        Value::Obj(object) => object.address(),
        Value::Ellipsis => 1,
        _ => 2,
    }
}
