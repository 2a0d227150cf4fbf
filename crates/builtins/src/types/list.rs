//! `list` (library reference, "Lists"; "Mutable Sequence Types").

use crate::prelude::*;
use crate::sort;
use crate::types::sequence;

static NEW: NativeDef =
    native("__new__", "(cls, /, *args, **kwargs)", "Create a new, empty list.", |vm, args| {
        Ok(vm.wrap_base(&args[0], List::value(Vec::new())))
    });

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, iterable=..., /)", "Fill the list.", init),
    native("append", "(self, object, /)", "Append an object to the end.", |vm, args| {
        let list = this::<List>(vm, &args[0])?;
        list.push(vm, args[1].clone())?;
        Ok(Value::None)
    }),
    native("extend", "(self, iterable, /)", "Append all items of an iterable.", extend),
    native("insert", "(self, index, object, /)", "Insert an object before an index.", insert),
    native("remove", "(self, value, /)", "Remove the first item that equals value.", remove),
    native("pop", "(self, index=-1, /)", "Remove and return the item at an index.", pop),
    native("clear", "(self, /)", "Remove all items.", |vm, args| {
        let list = this::<List>(vm, &args[0])?;
        let items = std::mem::take(&mut *list.0.borrow_mut());
        drop_in_order(items);
        Ok(Value::None)
    }),
    native(
        "index",
        "(self, value, start=0, stop=9223372036854775807, /)",
        "The index of the first item that equals value.",
        index,
    ),
    native("count", "(self, value, /)", "How many items equal value.", |vm, args| {
        let list = this::<List>(vm, &args[0])?;
        sequence::count(vm, &|at| list.get(at), &args[1]).map(args::count)
    }),
    native("reverse", "(self, /)", "Reverse the list.", |vm, args| {
        this::<List>(vm, &args[0])?.0.borrow_mut().reverse();
        Ok(Value::None)
    }),
    native("copy", "(self, /)", "A copy of the list.", |vm, args| {
        Ok(List::value(this::<List>(vm, &args[0])?.to_vec()))
    }),
    native(
        "sort",
        "(self, /, *, key=None, reverse=False)",
        "Sort the list; equal items keep their order.",
        sort_list,
    ),
    native("__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        let length = this::<List>(vm, &args[0])?.len();
        Ok(Vm::iterator(args::base(&args[0]), IterKind::ListReversed, length))
    }),
    native("__add__", "(self, value, /)", "Return self+value.", add),
    native("__iadd__", "(self, value, /)", "Implement self+=value.", |vm, args| {
        extend(vm, args)?;
        Ok(args[0].clone())
    }),
    native("__imul__", "(self, value, /)", "Implement self*=value.", |vm, args| {
        this::<List>(vm, &args[0])?;
        let times = Value::Int(args::size(vm, &args[1])?);
        vm.binary(BinOp::Mul, args::base(&args[0]), &times, true)?;
        Ok(args[0].clone())
    }),
];

/// Adds all of `list`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::List);
    let contents = TypeContents {
        doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
        new: Some(&NEW),
        methods: METHODS,
        class_methods: super::object::GENERIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    super::add_methods(
        vm,
        Type::List,
        &[
            sequence::CONTAINER,
            sequence::ITEMS,
            sequence::CHANGING_ITEMS,
            sequence::REPEAT,
            sequence::REPR,
            super::compare::METHODS,
        ],
    );
    super::make_unhashable(vm, Type::List);
}

/// Gives items up from the last on, as CPython takes a list's items down.
fn drop_in_order(mut items: Vec<Value>) {
    // The dead are a stack: what is given up last dies first.
    items.reverse();
    while let Some(item) = items.pop() {
        drop(item);
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    let items = if args[1].is_unbound() { Vec::new() } else { vm.collect(&args[1])? };
    let old = std::mem::replace(&mut *list.0.borrow_mut(), items);
    drop_in_order(old);
    Ok(Value::None)
}

fn extend(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    vm.extend_list(list, &args[1]).map(|()| Value::None)
}

fn insert(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    let at = args::size(vm, &args[1])?;
    let mut items = list.0.borrow_mut();
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let at = if at < 0 { (at + length).max(0) } else { at.min(length) };
    items.insert(usize::try_from(at).unwrap_or(0), args[2].clone());
    Ok(Value::None)
}

fn remove(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    let mut index = 0;
    while let Some(item) = list.get(index) {
        if vm.equal(&item, &args[1])? {
            let mut items = list.0.borrow_mut();
            if index < items.len() {
                let removed = items.remove(index);
                drop(items);
                drop(removed);
            }
            return Ok(Value::None);
        }
        index += 1;
        vm.spend()?;
    }
    Err(args::value_error(vm, "list.remove(x): x not in list"))
}

fn pop(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    let at = args::size(vm, &args[1])?;
    let length = list.len();
    if length == 0 {
        return Err(vm.raise(Exc::IndexError, "pop from empty list"));
    }
    let at = if at < 0 { at + i64::try_from(length).unwrap_or(0) } else { at };
    match usize::try_from(at) {
        Ok(at) if at < length => Ok(list.0.borrow_mut().remove(at)),
        _ => Err(vm.raise(Exc::IndexError, "pop index out of range")),
    }
}

fn index(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    match sequence::position(vm, &|at| list.get(at), list.len(), &args[1..])? {
        Some(index) => Ok(args::count(index)),
        None => {
            let shown = crate::show::repr(vm, &args[1])?;
            let shown = text_of(&shown).map(ToString::to_string).unwrap_or_default();
            Err(args::value_error(vm, &format!("{shown} is not in list")))
        }
    }
}

fn sort_list(vm: &mut Vm, args: &[Value]) -> R {
    let list = this::<List>(vm, &args[0])?;
    let reverse = vm.truthy(&args[2])?;
    // The list is empty while it is sorted; whoever changes it is told so at the end.
    let items = std::mem::take(&mut *list.0.borrow_mut());
    let (items, result) = sort::sort(vm, items, &args[1], reverse);
    let between = std::mem::replace(&mut *list.0.borrow_mut(), items);
    result?;
    if !between.is_empty() {
        return Err(args::value_error(vm, "list modified during sort"));
    }
    Ok(Value::None)
}

fn add(vm: &mut Vm, args: &[Value]) -> R {
    this::<List>(vm, &args[0])?;
    if !is_a::<List>(&args[1]) {
        let name = vm.type_name(&args[1]);
        let message = format!("can only concatenate list (not \"{name}\") to list");
        return Err(args::type_error(vm, &message));
    }
    vm.binary(BinOp::Add, args::base(&args[0]), args::base(&args[1]), false)
}
