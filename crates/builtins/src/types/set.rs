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
            if args[1].is_unbound() { Table::default() } else { from_iterable(vm, &args[1])? };
        Ok(vm.wrap_base(&args[0], frozen(table)))
    },
);

/// Methods of both.
static SHARED: &[NativeDef] = &[
    native("copy", "(self, /)", "A copy of the set.", |vm, args| {
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
            let other = from_iterable(vm, &args[1])?;
            let table = receiver(vm, &args[0])?;
            let result = operate(vm, Operation::Symmetric, table, &other)?;
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
        let new =
            if args[1].is_unbound() { Table::default() } else { from_iterable(vm, &args[1])? };
        let set = this::<Set>(vm, &args[0])?;
        replace(set, &new);
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
        match set.0.next(0) {
            Some((after, _, _)) => Ok(set.0.remove(after - 1).0),
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

fn frozen(table: Table) -> Value {
    Value::new(FrozenSet { table, hash: std::cell::Cell::new(0) })
}

fn receiver<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a Table> {
    match ouro_vm::set_table(args::base(value)) {
        Some(table) => Ok(table),
        None => Err(args::wrong_receiver(vm, "set", value)),
    }
}

/// A set of the kind of another.
fn alike(value: &Value, table: Table) -> Value {
    if is_a::<FrozenSet>(value) { frozen(table) } else { Value::new(Set(table)) }
}

/// The elements of an iterable.
pub(crate) fn from_iterable(vm: &mut Vm, value: &Value) -> R<Table> {
    if let Some(table) = ouro_vm::set_table(args::base(value)) {
        return Ok(table.copy());
    }
    let table = Table::default();
    let iterator = vm.iter(value)?;
    while let Some(item) = vm.next(&iterator)? {
        vm.set_add(&table, item)?;
        vm.spend()?;
    }
    Ok(table)
}

/// The result of an operation on two sets.
pub(crate) fn operate(vm: &mut Vm, operation: Operation, left: &Table, right: &Table) -> R<Table> {
    let result = match operation {
        Operation::Union => left.copy(),
        _ => Table::default(),
    };
    if operation != Operation::Union {
        let wanted = operation == Operation::Intersection;
        for key in left.keys() {
            if vm.table_find(right, &key)?.is_some() == wanted {
                vm.set_add(&result, key)?;
            }
        }
    }
    if matches!(operation, Operation::Union | Operation::Symmetric) {
        for key in right.keys() {
            if vm.table_find(left, &key)?.is_none() {
                vm.set_add(&result, key)?;
            }
        }
    }
    Ok(result)
}

/// The order of sets: part of another, or equal to it.
pub(crate) fn compare(vm: &mut Vm, op: CmpOp, left: &Table, right: &Table) -> R<bool> {
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
        for key in small.keys() {
            if vm.table_find(large, &key)?.is_none() {
                holds = false;
                break;
            }
        }
    }
    Ok(holds != (op == CmpOp::Ne))
}

/// Whether two iterables have no common element.
pub(crate) fn is_disjoint(vm: &mut Vm, left: &Value, right: &Value) -> R {
    let left = from_iterable(vm, left)?;
    let right = from_iterable(vm, right)?;
    let common = operate(vm, Operation::Intersection, &left, &right)?;
    Ok(Value::Bool(common.is_empty()))
}

fn ordered(vm: &mut Vm, args: &[Value], op: CmpOp) -> R {
    let left = receiver(vm, &args[0])?;
    match ouro_vm::set_table(args::base(&args[1])) {
        Some(right) => compare(vm, op, left, right).map(Value::Bool),
        None => Ok(Value::NotImplemented),
    }
}

fn binary(vm: &mut Vm, left: &Value, right: &Value, operation: Operation) -> R {
    let tables = (ouro_vm::set_table(args::base(left)), ouro_vm::set_table(args::base(right)));
    let (Some(a), Some(b)) = tables else { return Ok(Value::NotImplemented) };
    let result = operate(vm, operation, a, b)?;
    Ok(alike(left, result))
}

/// The method forms, which take any number of iterables.
fn many(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    let mut result = receiver(vm, &args[0])?.copy();
    for other in args[1].get::<Tuple>().map_or(&[][..], |others| &others.0) {
        let other = from_iterable(vm, other)?;
        result = operate(vm, operation, &result, &other)?;
    }
    Ok(alike(&args[0], result))
}

/// Puts the elements of a table in the place of a set's.
fn replace(set: &Set, new: &Table) {
    drop(set.0.clear());
    let mut at = 0;
    while let Some((after, _, _)) = new.next(at) {
        if let Some((hash, key, value)) = new.entry(after - 1) {
            set.0.insert(hash, key, value);
        }
        at = after;
    }
}

fn change(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    let set = this::<Set>(vm, &args[0])?;
    for other in args[1].get::<Tuple>().map_or(&[][..], |others| &others.0) {
        let other = from_iterable(vm, other)?;
        if operation == Operation::Union {
            for key in other.keys() {
                vm.set_add(&set.0, key)?;
            }
        } else {
            let result = operate(vm, operation, &set.0, &other)?;
            replace(set, &result);
        }
    }
    Ok(Value::None)
}

fn in_place(vm: &mut Vm, args: &[Value], operation: Operation) -> R {
    if ouro_vm::set_table(args::base(&args[1])).is_none() {
        return Ok(Value::NotImplemented);
    }
    let others = Tuple::value(vec![args[1].clone()]);
    change(vm, &[args[0].clone(), others], operation)?;
    Ok(args[0].clone())
}

fn discard(vm: &mut Vm, set: &Value, key: &Value) -> R<bool> {
    let set = this::<Set>(vm, set)?;
    // A set is looked for as the frozenset that is equal to it.
    let as_frozen = ouro_vm::set_table(args::base(key))
        .filter(|_| is_a::<Set>(key))
        .map(|table| frozen(table.copy()));
    match vm.table_find(&set.0, as_frozen.as_ref().unwrap_or(key))? {
        Some(at) => {
            drop(set.0.remove(at));
            Ok(true)
        }
        None => Ok(false),
    }
}
