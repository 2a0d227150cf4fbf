//! `set` and `frozenset` (library reference, "Set Types").

use crate::prelude::*;
use crate::types::sequence;

/// An operation on two sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Elements of either.
    Union,
    /// Elements of both.
    Intersection,
    /// Elements of the first alone.
    Difference,
    /// Elements of one alone.
    Symmetric,
}

static NEW_SET: NativeDef =
    native("__new__", "(cls, /, *args, **kwargs)", "Create a new, empty set.", |vm, args| {
        Ok(vm.wrap_base(&args[0], Value::new(Set::default())))
    });

static NEW_FROZEN: NativeDef = native(
    "__new__",
    "(cls, iterable=..., /)",
    "Create a frozenset of the elements of an iterable.",
    |vm, args| {
        let exact = args[0].is_same(&vm.type_object(Type::FrozenSet));
        if exact && args[1].is::<FrozenSet>() {
            return Ok(args[1].clone());
        }
        let table =
            if args[1].is_unbound() { SetTable::default() } else { from_iterable(vm, &args[1])? };
        Ok(vm.wrap_base(&args[0], FrozenSet::value(table)))
    },
);

/// Methods of both.
static SHARED: &[NativeDef] = &[
    native("copy", "(self, /)", "A copy of the set.", |vm, args| {
        if args[0].is::<FrozenSet>() {
            return Ok(args[0].clone());
        }
        let table = receiver(vm, &args[0])?.copy();
        Ok(alike(&args[0], table))
    }),
    native("union", "(self, /, *others)", "The elements of all.", |vm, args| {
        many(vm, args, Operation::Union)
    }),
    native("intersection", "(self, /, *others)", "The elements that all have.", |vm, args| {
        many(vm, args, Operation::Intersection)
    }),
    native("difference", "(self, /, *others)", "The elements that no other has.", |vm, args| {
        many(vm, args, Operation::Difference)
    }),
    native(
        "symmetric_difference",
        "(self, other, /)",
        "The elements that one alone has.",
        |vm, args| {
            let table = receiver(vm, &args[0])?;
            let result = operate(vm, Operation::Symmetric, table, &args[1])?;
            Ok(alike(&args[0], result))
        },
    ),
    native("isdisjoint", "(self, other, /)", "Whether there is no common element.", |vm, args| {
        is_disjoint(vm, &args[0], &args[1])
    }),
    native("issubset", "(self, other, /)", "Whether another has all elements.", |vm, args| {
        let other = from_iterable(vm, &args[1])?;
        let table = receiver(vm, &args[0])?;
        compare(vm, CmpOp::Le, table, &other).map(Value::Bool)
    }),
    native(
        "issuperset",
        "(self, other, /)",
        "Whether it has all elements of another.",
        |vm, args| {
            let other = from_iterable(vm, &args[1])?;
            let table = receiver(vm, &args[0])?;
            compare(vm, CmpOp::Ge, table, &other).map(Value::Bool)
        },
    ),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        binary(vm, &args[0], &args[1], Operation::Union)
    }),
    native("__and__", "(self, value, /)", "Return self&value.", |vm, args| {
        binary(vm, &args[0], &args[1], Operation::Intersection)
    }),
    native("__sub__", "(self, value, /)", "Return self-value.", |vm, args| {
        binary(vm, &args[0], &args[1], Operation::Difference)
    }),
    native("__xor__", "(self, value, /)", "Return self^value.", |vm, args| {
        binary(vm, &args[0], &args[1], Operation::Symmetric)
    }),
    native("__ror__", "(self, value, /)", "Return value|self.", |vm, args| {
        binary(vm, &args[1], &args[0], Operation::Union)
    }),
    native("__rand__", "(self, value, /)", "Return value&self.", |vm, args| {
        binary(vm, &args[1], &args[0], Operation::Intersection)
    }),
    native("__rsub__", "(self, value, /)", "Return value-self.", |vm, args| {
        binary(vm, &args[1], &args[0], Operation::Difference)
    }),
    native("__rxor__", "(self, value, /)", "Return value^self.", |vm, args| {
        binary(vm, &args[1], &args[0], Operation::Symmetric)
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        ordered(vm, args, CmpOp::Eq)
    }),
    native("__ne__", "(self, value, /)", "Return self!=value.", |vm, args| {
        ordered(vm, args, CmpOp::Ne)
    }),
    native("__le__", "(self, value, /)", "Return self<=value.", |vm, args| {
        ordered(vm, args, CmpOp::Le)
    }),
    native("__lt__", "(self, value, /)", "Return self<value.", |vm, args| {
        ordered(vm, args, CmpOp::Lt)
    }),
    native("__ge__", "(self, value, /)", "Return self>=value.", |vm, args| {
        ordered(vm, args, CmpOp::Ge)
    }),
    native("__gt__", "(self, value, /)", "Return self>value.", |vm, args| {
        ordered(vm, args, CmpOp::Gt)
    }),
];

/// Methods of `set` alone.
static CHANGING: &[NativeDef] = &[
    native("__init__", "(self, iterable=..., /)", "Fill the set.", |vm, args| {
        let set = this::<Set>(vm, &args[0])?;
        drop(set.0.clear());
        if !args[1].is_unbound() {
            vm.set_update(&set.0, &args[1])?;
        }
        Ok(Value::None)
    }),
    native("add", "(self, object, /)", "Add an element.", |vm, args| {
        let set = this::<Set>(vm, &args[0])?;
        vm.set_add(&set.0, args[1].clone())?;
        Ok(Value::None)
    }),
    native("remove", "(self, object, /)", "Remove an element, or KeyError.", |vm, args| {
        if discard(vm, &args[0], &args[1])? { Ok(Value::None) } else { Err(vm.key_error(&args[1])) }
    }),
    native("discard", "(self, object, /)", "Remove an element if it is there.", |vm, args| {
        discard(vm, &args[0], &args[1])?;
        Ok(Value::None)
    }),
    native("pop", "(self, /)", "Remove and return some element.", |vm, args| {
        let set = this::<Set>(vm, &args[0])?;
        match set.0.next_to_pop() {
            Some(at) => {
                let steady = ouro_vm::is_steady(&set.0.key(at));
                Ok(set.0.remove(at, steady))
            }
            None => {
                let message = Str::value("pop from an empty set");
                Err(vm.raise_with(Exc::KeyError, vec![message]))
            }
        }
    }),
    native("clear", "(self, /)", "Remove all elements.", |vm, args| {
        drop(this::<Set>(vm, &args[0])?.0.clear());
        Ok(Value::None)
    }),
    native("update", "(self, /, *others)", "Add the elements of all others.", |vm, args| {
        change(vm, args, Operation::Union)
    }),
    native(
        "intersection_update",
        "(self, /, *others)",
        "Keep what all others have.",
        |vm, args| change(vm, args, Operation::Intersection),
    ),
    native("difference_update", "(self, /, *others)", "Remove what any other has.", |vm, args| {
        change(vm, args, Operation::Difference)
    }),
    native(
        "symmetric_difference_update",
        "(self, other, /)",
        "Keep what one alone has.",
        |vm, args| {
            let others = Tuple::value(vec![args[1].clone()]);
            change(vm, &[args[0].clone(), others], Operation::Symmetric)
        },
    ),
    native("__ior__", "(self, value, /)", "Implement self|=value.", |vm, args| {
        in_place(vm, args, Operation::Union)
    }),
    native("__iand__", "(self, value, /)", "Implement self&=value.", |vm, args| {
        in_place(vm, args, Operation::Intersection)
    }),
    native("__isub__", "(self, value, /)", "Implement self-=value.", |vm, args| {
        in_place(vm, args, Operation::Difference)
    }),
    native("__ixor__", "(self, value, /)", "Implement self^=value.", |vm, args| {
        in_place(vm, args, Operation::Symmetric)
    }),
];

static HASH: &[NativeDef] = &[native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
    super::compare::hash(vm, args::base(&args[0]))
})];

/// Adds all of `set` and `frozenset`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Set);
    let contents = TypeContents {
        doc: "Build an unordered collection of unique elements.",
        new: Some(&NEW_SET),
        methods: CHANGING,
        class_methods: super::object::GENERIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let class = vm.type_object(Type::FrozenSet);
    let contents = TypeContents {
        doc: "Build an immutable unordered collection of unique elements.",
        new: Some(&NEW_FROZEN),
        methods: HASH,
        class_methods: super::object::GENERIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    for which in [Type::Set, Type::FrozenSet] {
        super::add_methods(vm, which, &[sequence::CONTAINER, sequence::REPR, SHARED]);
    }
    super::make_unhashable(vm, Type::Set);
}

fn receiver<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a SetTable> {
    match table_of(value) {
        Some(table) => Ok(table),
        None => Err(args::wrong_receiver(vm, "set", value)),
    }
}

/// The table of a set or frozenset, or of one that an instance is around.
fn table_of(value: &Value) -> Option<&SetTable> {
    ouro_vm::set_table(args::base(value))
}

/// A set of the kind of another.
fn alike(value: &Value, table: SetTable) -> Value {
    if is_a::<FrozenSet>(value) { FrozenSet::value(table) } else { Value::new(Set(table)) }
}

/// The elements of an iterable.
pub(crate) fn from_iterable(vm: &mut Vm, value: &Value) -> R<SetTable> {
    let table = SetTable::default();
    vm.set_update(&table, value)?;
    Ok(table)
}

/// The result of an operation on a set and an iterable. The order of the result is that of the steps: which
/// side is walked, and whether the result is built anew or from a copy.
fn operate(vm: &mut Vm, operation: Operation, left: &SetTable, right: &Value) -> R<SetTable> {
    match operation {
        Operation::Union => {
            let result = left.copy();
            vm.set_update(&result, right)?;
            Ok(result)
        }
        Operation::Intersection => intersection(vm, left, right),
        Operation::Difference => difference(vm, left, right),
        Operation::Symmetric => {
            let result = from_iterable(vm, right)?;
            toggle(vm, &result, left)?;
            Ok(result)
        }
    }
}

fn intersection(vm: &mut Vm, left: &SetTable, right: &Value) -> R<SetTable> {
    let result = SetTable::default();
    if let Some(right) = table_of(right) {
        if std::ptr::eq(left, right) {
            return Ok(left.copy());
        }
        // The smaller one is walked.
        let swap = right.len() > left.len();
        let (walked, asked) = if swap { (left, right) } else { (right, left) };
        for (hash, key) in walked.hashed_keys() {
            if vm.table_find_hashed(asked, hash, &key)?.is_some() {
                vm.set_add_hashed(&result, hash, key)?;
            }
        }
        return Ok(result);
    }
    let iterator = vm.iter(right)?;
    while let Some(key) = vm.next(&iterator)? {
        vm.spend()?;
        if vm.table_find(left, &key)?.is_some() {
            vm.set_add(&result, key)?;
        }
    }
    Ok(result)
}

/// How many times larger a set is than what is taken from it before it is copied rather than built anew.
const MUCH_LARGER: usize = 4;

fn difference(vm: &mut Vm, left: &SetTable, right: &Value) -> R<SetTable> {
    let size = match (table_of(right), right.get::<Dict>()) {
        (Some(table), _) => Some(table.len()),
        (_, Some(dict)) => Some(dict.0.len()),
        _ => None,
    };
    if size.is_none_or(|size| left.len() / MUCH_LARGER > size) {
        let result = left.copy();
        take_away(vm, &result, right)?;
        return Ok(result);
    }
    let result = SetTable::default();
    for (hash, key) in left.hashed_keys() {
        let found = match (table_of(right), right.get::<Dict>()) {
            (Some(table), _) => vm.table_find_hashed(table, hash, &key)?,
            (_, Some(dict)) => vm.table_find_hashed(&dict.0, hash, &key)?,
            _ => None,
        };
        if found.is_none() {
            vm.set_add_hashed(&result, hash, key)?;
        }
    }
    Ok(result)
}

/// Removes what an iterable gives.
fn take_away(vm: &mut Vm, set: &SetTable, other: &Value) -> R<()> {
    if let Some(table) = table_of(other) {
        if std::ptr::eq(table, set) {
            drop(set.clear());
            return Ok(());
        }
        for (hash, key) in table.hashed_keys() {
            vm.set_remove_hashed(set, hash, &key)?;
        }
    } else {
        let iterator = vm.iter(other)?;
        while let Some(key) = vm.next(&iterator)? {
            vm.spend()?;
            vm.set_remove(set, &key)?;
        }
    }
    set.settle();
    Ok(())
}

/// Removes what is common with another, adds what is not.
fn toggle(vm: &mut Vm, set: &SetTable, other: &SetTable) -> R<()> {
    for (hash, key) in other.hashed_keys() {
        if !vm.set_remove_hashed(set, hash, &key)? {
            vm.set_add_hashed(set, hash, key)?;
        }
    }
    Ok(())
}

/// The order of sets: part of another, or equal to it.
pub(crate) fn compare(vm: &mut Vm, op: CmpOp, left: &SetTable, right: &SetTable) -> R<bool> {
    let (small, large) = match op {
        CmpOp::Gt | CmpOp::Ge => (right, left),
        _ => (left, right),
    };
    let lengths_fit = match op {
        CmpOp::Eq | CmpOp::Ne => small.len() == large.len(),
        CmpOp::Lt | CmpOp::Gt => small.len() < large.len(),
        CmpOp::Le | CmpOp::Ge => small.len() <= large.len(),
    };
    let mut holds = lengths_fit;
    if holds {
        for (hash, key) in small.hashed_keys() {
            if vm.table_find_hashed(large, hash, &key)?.is_none() {
                holds = false;
                break;
            }
        }
    }
    Ok(holds != (op == CmpOp::Ne))
}

/// Whether a set, or the keys of a view, and an iterable have no common element.
pub(crate) fn is_disjoint(vm: &mut Vm, left: &Value, right: &Value) -> R {
    let made;
    let table = match table_of(left) {
        Some(table) => table,
        None => {
            made = from_iterable(vm, left)?;
            &made
        }
    };
    let iterator = vm.iter(right)?;
    while let Some(key) = vm.next(&iterator)? {
        vm.spend()?;
        if vm.table_find(table, &key)?.is_some() {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// An operation of the views of a dict, which are sets for it.
pub(crate) fn of_views(vm: &mut Vm, operation: Operation, left: &Value, right: &Value) -> R {
    let table = match operation {
        // The longer side is asked, the other walked.
        Operation::Intersection => {
            let is_view = right.is::<ouro_vm::objects::DictView>();
            let swap = match (right.is::<Set>(), is_view) {
                (true, _) => vm.len(right)? >= vm.len(left)?,
                (_, is_view) => is_view && vm.len(right)? > vm.len(left)?,
            };
            let (asked, walked) = if swap { (right, left) } else { (left, right) };
            let result = SetTable::default();
            let iterator = vm.iter(walked)?;
            while let Some(key) = vm.next(&iterator)? {
                vm.spend()?;
                if vm.contains(asked, &key)? {
                    vm.set_add(&result, key)?;
                }
            }
            result
        }
        Operation::Difference => {
            let result = from_iterable(vm, whole(left))?;
            take_away(vm, &result, right)?;
            result
        }
        Operation::Union => {
            let result = from_iterable(vm, whole(left))?;
            vm.set_update(&result, right)?;
            result
        }
        Operation::Symmetric => {
            let result = from_iterable(vm, whole(left))?;
            let other = from_iterable(vm, right)?;
            toggle(vm, &result, &other)?;
            result
        }
    };
    Ok(Value::new(Set(table)))
}

/// The dict itself, for the view of its keys.
fn whole(view: &Value) -> &Value {
    match view.get::<ouro_vm::objects::DictView>() {
        Some(keys) if keys.kind == IterKind::DictKeys => &keys.dict,
        _ => view,
    }
}

fn ordered(vm: &mut Vm, args: &[Value], op: CmpOp) -> R {
    let left = receiver(vm, &args[0])?;
    match table_of(&args[1]) {
        Some(right) => compare(vm, op, left, right).map(Value::Bool),
        None => Ok(Value::NotImplemented),
    }
}

fn binary(vm: &mut Vm, left: &Value, right: &Value, operation: Operation) -> R {
    let (Some(a), Some(_)) = (table_of(left), table_of(right)) else {
        return Ok(Value::NotImplemented);
    };
    let result = operate(vm, operation, a, right)?;
    Ok(alike(left, result))
}

/// The method forms, which take any number of iterables.
fn many(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    let first = receiver(vm, &args[0])?;
    let others = args[1].get::<Tuple>().map_or(&[][..], |others| &others.0);
    let Some((other, others)) = others.split_first() else {
        return Ok(alike(&args[0], first.copy()));
    };
    let mut result = operate(vm, operation, first, other)?;
    for other in others {
        match operation {
            Operation::Union => vm.set_update(&result, other)?,
            Operation::Difference => take_away(vm, &result, other)?,
            _ => result = operate(vm, operation, &result, other)?,
        }
    }
    Ok(alike(&args[0], result))
}

fn change(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    let set = this::<Set>(vm, &args[0])?;
    for other in args[1].get::<Tuple>().map_or(&[][..], |others| &others.0) {
        match operation {
            Operation::Union => vm.set_update(&set.0, other)?,
            Operation::Difference => take_away(vm, &set.0, other)?,
            Operation::Intersection => {
                let result = intersection(vm, &set.0, other)?;
                drop(set.0.become_other(&result));
            }
            Operation::Symmetric => {
                if table_of(other).is_some_and(|table| std::ptr::eq(table, &set.0)) {
                    drop(set.0.clear());
                } else if let Some(table) = table_of(other) {
                    toggle(vm, &set.0, table)?;
                } else {
                    let table = from_iterable(vm, other)?;
                    toggle(vm, &set.0, &table)?;
                }
            }
        }
    }
    Ok(Value::None)
}

fn in_place(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    if table_of(&args[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    let others = Tuple::value(vec![args[1].clone()]);
    change(vm, &[args[0].clone(), others], operation)?;
    Ok(args[0].clone())
}

/// What is looked for when a set is: the frozenset that is equal to it.
pub(crate) fn as_key(key: &Value) -> Value {
    match payload::<Set>(key) {
        Some(Set(table)) => FrozenSet::value(table.copy()),
        None => key.clone(),
    }
}

fn discard(vm: &mut Vm, set: &Value, key: &Value) -> R<bool> {
    let set = this::<Set>(vm, set)?;
    vm.set_remove(&set.0, &as_key(key))
}
