//! `deque`: a sequence that grows and shrinks at both ends.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use ouro_vm::Payload;

use crate::prelude::*;

/// A deque. A borrow of its items is never held while code of a script may run.
#[derive(Default)]
struct Deque {
    items: RefCell<VecDeque<Value>>,
    /// The most items that it may have.
    most: Cell<Option<usize>>,
    /// Grows with every change of the length, for iterators to notice.
    changes: Cell<i64>,
}
ouro_vm::object!(Deque, "deque", { items, most, changes });

static DEF: TypeDef = TypeDef {
    name: "deque",
    module: "collections",
    base: Some(&OBJECT),
    layout: Some(<Deque as Payload>::layout),
    subclassable: true,
};

impl Deque {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn get(&self, at: usize) -> Option<Value> {
        self.items.borrow().get(at).cloned()
    }

    fn changed(&self) {
        self.changes.set(self.changes.get() + 1);
    }

    /// Adds an item at the end; one falls out at the start where there would be too many.
    fn push_back(&self, item: Value) {
        self.changed();
        if self.most.get() == Some(0) {
            return;
        }
        let mut items = self.items.borrow_mut();
        items.push_back(item);
        let out = if self.most.get().is_some_and(|most| items.len() > most) {
            items.pop_front()
        } else {
            None
        };
        drop(items);
        drop(out);
    }

    fn push_front(&self, item: Value) {
        self.changed();
        if self.most.get() == Some(0) {
            return;
        }
        let mut items = self.items.borrow_mut();
        items.push_front(item);
        let out = if self.most.get().is_some_and(|most| items.len() > most) {
            items.pop_back()
        } else {
            None
        };
        drop(items);
        drop(out);
    }

    fn rotate(&self, by: i64) {
        let mut items = self.items.borrow_mut();
        let length = items.len();
        if length > 1 {
            items.rotate_right(by.rem_euclid(length as i64) as usize);
            drop(items);
            self.changed();
        }
    }

    fn value(items: Vec<Value>, most: Option<usize>) -> Self {
        let skipped = most.map_or(0, |most| items.len().saturating_sub(most));
        let items = RefCell::new(items.into_iter().skip(skipped).collect());
        Self { items, most: Cell::new(most), changes: Cell::new(0) }
    }
}

static NEW: NativeDef = native(
    "__new__",
    "(cls, /, *args, **kwargs)",
    "A list-like sequence for both ends.",
    |vm, args| Ok(vm.wrap_base(&args[0], Value::new(Deque::default()))),
);

/// A comparison: that of lists with the same items.
macro_rules! order {
    ($name:literal $op:expr) => {
        native($name, "(self, value, /)", "Compare with another deque.", |vm, args| {
            let left = args::this::<Deque>(vm, &args[0])?;
            let Some(right) = args::payload::<Deque>(&args[1]) else {
                return Ok(Value::NotImplemented);
            };
            let [left, right] = [left, right]
                .map(|deque| List::value(deque.items.borrow().iter().cloned().collect()));
            vm.compare($op, &left, &right)
        })
    };
}
static METHODS: &[NativeDef] = &[
    native("__init__", "(self, iterable=..., maxlen=None)", "Fill the deque.", init),
    native("append", "(self, x, /)", "Add an item to the right end.", |vm, args| {
        vm.reserve(size_of::<Value>())?;
        args::this::<Deque>(vm, &args[0])?.push_back(args[1].clone());
        Ok(Value::None)
    }),
    native("appendleft", "(self, x, /)", "Add an item to the left end.", |vm, args| {
        vm.reserve(size_of::<Value>())?;
        args::this::<Deque>(vm, &args[0])?.push_front(args[1].clone());
        Ok(Value::None)
    }),
    native(
        "extend",
        "(self, iterable, /)",
        "Add all items of an iterable to the right end.",
        |vm, args| extend(vm, args, Deque::push_back),
    ),
    native(
        "extendleft",
        "(self, iterable, /)",
        "Add all items of an iterable to the left end.",
        |vm, args| extend(vm, args, Deque::push_front),
    ),
    native("pop", "(self, /)", "Remove and return the rightmost item.", |vm, args| {
        pop(vm, args, VecDeque::pop_back)
    }),
    native("popleft", "(self, /)", "Remove and return the leftmost item.", |vm, args| {
        pop(vm, args, VecDeque::pop_front)
    }),
    native(
        "rotate",
        "(self, n=1, /)",
        "Move items from the right end to the left one.",
        |vm, args| {
            let deque = args::this::<Deque>(vm, &args[0])?;
            let by = args::int(vm, &args[1])?;
            deque.rotate(by);
            Ok(Value::None)
        },
    ),
    native("clear", "(self, /)", "Remove all items.", |vm, args| {
        let deque = args::this::<Deque>(vm, &args[0])?;
        let mut items = std::mem::take(&mut *deque.items.borrow_mut());
        deque.changed();
        // The dead are a stack: what is given up last dies first.
        while let Some(item) = items.pop_back() {
            drop(item);
        }
        Ok(Value::None)
    }),
    native("copy", "(self, /)", "A shallow copy.", copy).whole(),
    native("__copy__", "(self, /)", "A shallow copy.", copy).whole(),
    native("__reduce__", "(self, /)", "How a copy is made.", |vm, args| {
        let most = args::this::<Deque>(vm, &args[0])?.most.get();
        let mut row = vec![Tuple::value(Vec::new())];
        row.extend(most.map(args::count));
        let state = vm.find_attr(&args[0], names::DICT);
        let state = vm.unless(state, Exc::AttributeError)?.flatten().unwrap_or(Value::None);
        let items = vm.iter(&args[0])?;
        let class = vm.class_of(&args[0]);
        Ok(Tuple::value([class, Tuple::value(row), state, items]))
    })
    .whole(),
    native("reverse", "(self, /)", "Reverse the items in place.", |vm, args| {
        let deque = args::this::<Deque>(vm, &args[0])?;
        deque.items.borrow_mut().make_contiguous().reverse();
        deque.changed();
        Ok(Value::None)
    }),
    native("count", "(self, value, /)", "How many items equal value.", |vm, args| {
        let mut count = 0;
        walk(vm, &args[0], |vm, _, item| {
            count += i64::from(same(vm, item, &args[1])?);
            Ok(true)
        })?;
        Ok(Value::Int(count))
    }),
    native("__contains__", "(self, key, /)", "Return bool(key in self).", |vm, args| {
        let mut found = false;
        walk(vm, &args[0], |vm, _, item| {
            found = same(vm, item, &args[1])?;
            Ok(!found)
        })?;
        Ok(Value::Bool(found))
    }),
    native(
        "index",
        "(self, value, start=0, stop=9223372036854775807, /)",
        "The first index of value.",
        index,
    ),
    native("remove", "(self, value, /)", "Remove the first item that equals value.", remove),
    native("insert", "(self, index, value, /)", "Insert an item before an index.", insert),
    native("__len__", "(self, /)", "Return len(self).", |vm, args| {
        Ok(args::count(args::this::<Deque>(vm, &args[0])?.len()))
    }),
    native("__getitem__", "(self, key, /)", "Return self[key].", |vm, args| {
        let at = place(vm, &args[0], &args[1])?;
        let deque = args::this::<Deque>(vm, &args[0])?;
        Ok(deque.get(at).unwrap_or_default())
    }),
    native("__setitem__", "(self, key, value, /)", "Set self[key] to value.", |vm, args| {
        let at = place(vm, &args[0], &args[1])?;
        let deque = args::this::<Deque>(vm, &args[0])?;
        let old = deque
            .items
            .borrow_mut()
            .get_mut(at)
            .map(|item| std::mem::replace(item, args[2].clone()));
        drop(old);
        Ok(Value::None)
    }),
    native("__delitem__", "(self, key, /)", "Delete self[key].", |vm, args| {
        let at = place(vm, &args[0], &args[1])?;
        let deque = args::this::<Deque>(vm, &args[0])?;
        let old = deque.items.borrow_mut().remove(at);
        deque.changed();
        drop(old);
        Ok(Value::None)
    }),
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| iterate(vm, args, false)),
    native("__reversed__", "(self, /)", "Return a reverse iterator.", |vm, args| {
        iterate(vm, args, true)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", repr).whole(),
    native("__add__", "(self, value, /)", "Return self+value.", add).whole(),
    native("__iadd__", "(self, value, /)", "Implement self+=value.", |vm, args| {
        extend(vm, args, Deque::push_back)?;
        Ok(args[0].clone())
    })
    .whole(),
    native("__mul__", "(self, value, /)", "Return self*value.", multiply).whole(),
    native("__rmul__", "(self, value, /)", "Return value*self.", multiply).whole(),
    native("__imul__", "(self, value, /)", "Implement self*=value.", |vm, args| {
        let items = repeated(vm, &args[0], &args[1])?;
        let deque = args::this::<Deque>(vm, &args[0])?;
        let new = Deque::value(items, deque.most.get());
        let old = deque.items.replace(new.items.into_inner());
        deque.changed();
        drop(old);
        Ok(args[0].clone())
    })
    .whole(),
    order!("__eq__" CmpOp::Eq),
    order!("__ne__" CmpOp::Ne),
    order!("__lt__" CmpOp::Lt),
    order!("__le__" CmpOp::Le),
    order!("__gt__" CmpOp::Gt),
    order!("__ge__" CmpOp::Ge),
];

static PROPERTIES: &[PropertyDef] =
    &[property("maxlen", "The most items that it may have.", |vm, value| {
        let most = args::this::<Deque>(vm, value)?.most.get();
        Ok(most.map_or(Value::None, args::count))
    })];

static CLASS_METHODS: &[NativeDef] =
    &[native("__class_getitem__", "(cls, item, /)", "The type with arguments.", |_, args| {
        let arguments = match args[1].get::<Tuple>() {
            Some(_) => args[1].clone(),
            None => Tuple::value([args[1].clone()]),
        };
        Ok(Value::new(ouro_vm::objects::GenericAlias { origin: args[0].clone(), args: arguments }))
    })];

/// Binds the class in its module.
pub(super) fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let class = vm.register_type(&DEF);
    let contents = TypeContents {
        doc: "A list-like sequence optimized for data accesses near its endpoints.",
        new: Some(&NEW),
        methods: METHODS,
        class_methods: CLASS_METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    if let Some(payload) = class.get::<ouro_vm::objects::Class>() {
        drop(payload.namespace.set(names::HASH, Value::None));
    }
    args::set(vm, module, "deque", class);
    Ok(())
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    let most = match &args[2] {
        Value::None => None,
        given => {
            if !args::is_int(given) {
                return Err(args::type_error(vm, "an integer is required"));
            }
            match usize::try_from(args::int(vm, given)?) {
                Ok(most) => Some(most),
                Err(_) => return Err(args::value_error(vm, "maxlen must be non-negative")),
            }
        }
    };
    let deque = args::this::<Deque>(vm, &args[0])?;
    deque.most.set(most);
    let old = deque.items.take();
    drop(old);
    if !args[1].is_unbound() {
        extend(vm, &args[..2], Deque::push_back)?;
    }
    Ok(Value::None)
}

fn extend(vm: &mut Vm, args: &[Value], push: fn(&Deque, Value)) -> R {
    let itself = args::base(&args[1]).is_same(args::base(&args[0]));
    let over = if itself { List::value(items(vm, &args[1])?) } else { args[1].clone() };
    let iterator = vm.iter(&over)?;
    while let Some(item) = vm.next(&iterator)? {
        vm.reserve(size_of::<Value>())?;
        push(args::this::<Deque>(vm, &args[0])?, item);
    }
    Ok(Value::None)
}

fn items(vm: &mut Vm, value: &Value) -> R<Vec<Value>> {
    Ok(args::this::<Deque>(vm, value)?.items.borrow().iter().cloned().collect())
}

fn pop(vm: &mut Vm, args: &[Value], take: fn(&mut VecDeque<Value>) -> Option<Value>) -> R {
    let deque = args::this::<Deque>(vm, &args[0])?;
    let item = take(&mut deque.items.borrow_mut());
    match item {
        Some(item) => {
            deque.changed();
            Ok(item)
        }
        None => Err(vm.raise(Exc::IndexError, "pop from an empty deque")),
    }
}

fn same(vm: &mut Vm, item: &Value, value: &Value) -> R<bool> {
    if item.is_same(value) {
        return Ok(true);
    }
    let equal = vm.compare(CmpOp::Eq, item, value)?;
    vm.truthy(&equal)
}

/// Shows all items to a function until it has had enough; a change meanwhile is an error.
fn walk(
    vm: &mut Vm,
    value: &Value,
    mut see: impl FnMut(&mut Vm, usize, &Value) -> R<bool>,
) -> R<()> {
    let deque = args::this::<Deque>(vm, value)?;
    let before = deque.changes.get();
    let mut at = 0;
    while let Some(item) = deque.get(at) {
        if !see(vm, at, &item)? {
            return Ok(());
        }
        if deque.changes.get() != before {
            return Err(mutated(vm));
        }
        at += 1;
    }
    Ok(())
}

fn mutated(vm: &mut Vm) -> Raised {
    vm.raise(Exc::RuntimeError, "deque mutated during iteration")
}

fn index(vm: &mut Vm, args: &[Value]) -> R {
    let length = args::this::<Deque>(vm, &args[0])?.len() as i64;
    let bound = |vm: &mut Vm, value: &Value| -> R<i64> {
        let at = args::int(vm, value)?;
        Ok(if at < 0 { (at + length).max(0) } else { at.min(length) })
    };
    let (start, stop) = (bound(vm, &args[2])?, bound(vm, &args[3])?);
    let mut found = None;
    walk(vm, &args[0], |vm, at, item| {
        let at = at as i64;
        if at >= start && at < stop && same(vm, item, &args[1])? {
            found = Some(at);
        }
        Ok(found.is_none() && at < stop)
    })?;
    match found {
        Some(at) => Ok(Value::Int(at)),
        None => {
            let shown = vm.repr_text(&args[1]);
            Err(args::value_error(vm, &format!("{shown} is not in deque")))
        }
    }
}

fn remove(vm: &mut Vm, args: &[Value]) -> R {
    let deque = args::this::<Deque>(vm, &args[0])?;
    let before = deque.changes.get();
    let mut at = 0;
    while let Some(item) = deque.get(at) {
        let equal = same(vm, &item, &args[1])?;
        if deque.changes.get() != before {
            return Err(vm.raise(Exc::IndexError, "deque mutated during remove()."));
        }
        if equal {
            let old = deque.items.borrow_mut().remove(at);
            deque.changed();
            drop(old);
            return Ok(Value::None);
        }
        at += 1;
    }
    let shown = vm.repr_text(&args[1]);
    Err(args::value_error(vm, &format!("{shown} is not in deque")))
}

fn insert(vm: &mut Vm, args: &[Value]) -> R {
    let at = args::int(vm, &args[1])?;
    let deque = args::this::<Deque>(vm, &args[0])?;
    let length = deque.len();
    if deque.most.get().is_some_and(|most| length >= most) {
        return Err(vm.raise(Exc::IndexError, "deque already at its maximum size"));
    }
    let at = if at < 0 { (at + length as i64).max(0) } else { at.min(length as i64) };
    vm.reserve(size_of::<Value>())?;
    deque.items.borrow_mut().insert(at as usize, args[2].clone());
    deque.changed();
    Ok(Value::None)
}

/// The place that an index means.
fn place(vm: &mut Vm, deque: &Value, key: &Value) -> R<usize> {
    if !args::is_int(key) && vm.lookup_special(key, names::INDEX).is_unbound() {
        let got = vm.type_name(key);
        let message = format!("sequence index must be integer, not '{got}'");
        return Err(args::type_error(vm, &message));
    }
    let at = args::int(vm, key)?;
    let length = args::this::<Deque>(vm, deque)?.len() as i64;
    let at = if at < 0 { at + length } else { at };
    if (0..length).contains(&at) {
        return Ok(at as usize);
    }
    Err(vm.raise(Exc::IndexError, "deque index out of range"))
}

/// An iterator: its state is the deque, how many changes there had been, and how many items are left.
fn iterate(vm: &mut Vm, args: &[Value], reversed: bool) -> R {
    let deque = args::this::<Deque>(vm, &args[0])?;
    let state =
        [args::base(&args[0]).clone(), Value::Int(deque.changes.get()), Value::Bool(reversed)];
    let name = if reversed {
        "_collections._deque_reverse_iterator"
    } else {
        "_collections._deque_iterator"
    };
    let state = state.into_iter().map(ValueCell::new).collect();
    Ok(Value::new(NativeIter {
        name,
        state,
        given: Default::default(),
        count: Cell::new(0),
        next: next_item,
        pairs: None,
    }))
}

fn next_item(vm: &mut Vm, iter: &NativeIter) -> R {
    let over = iter.state[0].get();
    let Some(deque) = over.get::<Deque>() else { return Ok(Value::Unbound) };
    if iter.state[1].get().is_same(&Value::Int(deque.changes.get())) {
        let at = iter.count.get() as usize;
        let reversed = iter.state[2].get().is_same(&Value::Bool(true));
        let index = if reversed { deque.len().checked_sub(at + 1) } else { Some(at) };
        if let Some(item) = index.and_then(|index| deque.get(index)) {
            iter.count.set(iter.count.get() + 1);
            return Ok(item);
        }
        iter.state[0].set(Value::None);
        return Ok(Value::Unbound);
    }
    iter.state[0].set(Value::None);
    Err(mutated(vm))
}

fn repr(vm: &mut Vm, args: &[Value]) -> R {
    let class = vm.class_of(&args[0]);
    let name = vm.class_name(&class);
    if !vm.begin_showing(&args[0]) {
        return Ok(Str::value("[...]"));
    }
    let shown = items(vm, &args[0]).map(List::value).and_then(|items| vm.repr(&items));
    vm.end_showing();
    let shown = vm.display(&shown?);
    let most = args::this::<Deque>(vm, &args[0])?.most.get();
    let most = most.map_or_else(String::new, |most| format!(", maxlen={most}"));
    Ok(Str::value(&format!("{name}({shown}{most})")))
}

/// A deque of the class of another, with these items and as many at most.
fn alike(vm: &mut Vm, model: &Value, items: Vec<Value>) -> R {
    let most = args::this::<Deque>(vm, model)?.most.get();
    let class = vm.class_of(model);
    if class.is_same(&vm.class_of_def(&DEF)) {
        return Ok(Value::new(Deque::value(items, most)));
    }
    let items = List::value(items);
    match most {
        None => vm.call(&class, &[items]),
        Some(most) => vm.call(&class, &[items, args::count(most)]),
    }
}

fn copy(vm: &mut Vm, args: &[Value]) -> R {
    let items = items(vm, &args[0])?;
    alike(vm, &args[0], items)
}

fn add(vm: &mut Vm, args: &[Value]) -> R {
    let Some(other) = args::payload::<Deque>(&args[1]) else {
        let got = vm.type_name(&args[1]);
        let message = format!("can only concatenate deque (not \"{got}\") to deque");
        return Err(args::type_error(vm, &message));
    };
    let mut all = items(vm, &args[0])?;
    all.extend(other.items.borrow().iter().cloned());
    alike(vm, &args[0], all)
}

fn repeated(vm: &mut Vm, deque: &Value, times: &Value) -> R<Vec<Value>> {
    let times = usize::try_from(args::int(vm, times)?).unwrap_or(0);
    let items = items(vm, deque)?;
    vm.reserve(items.len().saturating_mul(times).saturating_mul(size_of::<Value>()))?;
    Ok(items.iter().cycle().take(items.len() * times).cloned().collect())
}

fn multiply(vm: &mut Vm, args: &[Value]) -> R {
    if !args::is_int(&args[1]) {
        return Ok(Value::NotImplemented);
    }
    let items = repeated(vm, &args[0], &args[1])?;
    alike(vm, &args[0], items)
}
