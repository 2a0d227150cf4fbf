//! Built-in functions of iteration: `iter`, `next`, `any`, `all`, `sorted`, and the types `enumerate`,
//! `zip`, `map`, `filter` and `reversed`.

use std::cell::Cell;

use ouro_vm::TypeDef;
use ouro_vm::objects::NextPair;

use crate::prelude::*;
use crate::sort;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native("len", "(obj, /)", "Return the number of items in a container.", |vm, args| {
        vm.len(&args[0]).map(args::count)
    }),
    native("iter", "(object, sentinel=..., /)", "Get an iterator from an object.", iter),
    native(
        "next",
        "(iterator, default=..., /)",
        "Return the next item from the iterator.",
        |vm, args| {
            if args[1].is_unbound() {
                return vm.next_or_stop(&args[0]);
            }
            Ok(vm.next(&args[0])?.unwrap_or_else(|| args[1].clone()))
        },
    ),
    native(
        "any",
        "(iterable, /)",
        "Return True if bool(x) is True for any x in the iterable.",
        |vm, args| first_of(vm, &args[0], true),
    ),
    native(
        "all",
        "(iterable, /)",
        "Return True if bool(x) is True for all values x in the iterable.",
        |vm, args| first_of(vm, &args[0], false),
    ),
    native(
        "sorted",
        "(iterable, /, *, key=None, reverse=False)",
        "Return a new list containing all items from the iterable in ascending order.",
        |vm, args| {
            let items = vm.collect(&args[0])?;
            let reverse = vm.truthy(&args[2])?;
            let (items, result) = sort::sort(vm, items, &args[1], reverse);
            result?;
            Ok(List::value(items))
        },
    ),
];

static CALLABLE_ITERATOR: TypeDef = TypeDef {
    name: "callable_iterator",
    module: "builtins",
    base: Some(&ouro_vm::OBJECT),
    layout: None,
    subclassable: false,
};

macro_rules! types {
    ($($def:ident $name:literal $new:ident $signature:literal $doc:literal $function:path;)*) => {
        $(
            static $def: TypeDef = TypeDef {
                name: $name,
                module: "builtins",
                base: Some(&ouro_vm::OBJECT),
                layout: None,
                subclassable: true,
            };
            static $new: NativeDef = native("__new__", $signature, $doc, |vm, args| {
                let made = $function(vm, args)?;
                Ok(vm.wrap_base(&args[0], made))
            });
        )*

        /// Registers the types whose instances are native iterators.
        pub(super) fn install_types(vm: &mut Vm) {
            crate::types::register_iterator(vm, &CALLABLE_ITERATOR);
            $(
                let class = crate::types::register_iterator(vm, &$def);
                let contents =
                    TypeContents { doc: $doc, new: Some(&$new), ..TypeContents::default() };
                vm.extend_type(&class, &contents);
                vm.set_builtin($name, class);
            )*
        }
    };
}

types! {
    ENUMERATE "enumerate" NEW_ENUMERATE "(cls, /, iterable, start=0)" "Return an enumerate object." enumerate;
    ZIP "zip" NEW_ZIP "(cls, /, *iterables, strict=False)" "The zip object yields n-length tuples, where n is the number of iterables passed as positional arguments to zip()." zip;
    MAP "map" NEW_MAP "(cls, function=..., /, *iterables)" "Make an iterator that computes the function using arguments from each of the iterables." map;
    FILTER "filter" NEW_FILTER "(cls, function, iterable, /)" "Return an iterator yielding those items of iterable for which function(item) is true." filter;
    REVERSED "reversed" NEW_REVERSED "(cls, sequence, /)" "Return a reverse iterator over the values of the given sequence." reversed;
}

type Next = fn(&mut Vm, &NativeIter) -> R;

fn iterator(name: &'static str, state: Vec<Value>, count: i64, next: Next) -> Value {
    iterator_of_pairs(name, state, count, next, None)
}

/// An iterator that can give its pairs without a tuple around them, for loops that would take it apart at once.
fn iterator_of_pairs(
    name: &'static str,
    state: Vec<Value>,
    count: i64,
    next: Next,
    pairs: Option<NextPair>,
) -> Value {
    let state = state.into_iter().map(ValueCell::new).collect();
    let (given, count) = (Default::default(), Cell::new(count));
    Value::new(NativeIter { name, state, given, count, next, pairs })
}

fn first_of(vm: &mut Vm, iterable: &Value, wanted: bool) -> R {
    let iterator = vm.iter(iterable)?;
    loop {
        let item = vm.next_item(&iterator)?;
        if item.is_unbound() {
            return Ok(Value::Bool(!wanted));
        }
        if vm.truthy(&item)? == wanted {
            return Ok(Value::Bool(wanted));
        }
        vm.spend()?;
    }
}

fn iter(vm: &mut Vm, args: &[Value]) -> R {
    if args[1].is_unbound() {
        return vm.iter(&args[0]);
    }
    if !super::introspect::is_callable(vm, &args[0]) {
        return Err(args::type_error(vm, "iter(v, w): v must be callable"));
    }
    Ok(iterator("callable_iterator", args.to_vec(), 0, next_call))
}

fn next_call(vm: &mut Vm, iter: &NativeIter) -> R {
    let [function, sentinel] = &iter.state[..] else { return Ok(Value::Unbound) };
    let function = function.get();
    if function.is_unbound() {
        return Ok(Value::Unbound);
    }
    let result = vm.call(&function, &[]);
    let Some(result) = vm.unless(result, Exc::StopIteration)? else {
        iter.state[0].set(Value::Unbound);
        return Ok(Value::Unbound);
    };
    if vm.equal(&sentinel.get(), &result)? {
        iter.state[0].set(Value::Unbound);
        return Ok(Value::Unbound);
    }
    Ok(result)
}

fn enumerate(vm: &mut Vm, args: &[Value]) -> R {
    let start = vm.index(&args[2])?;
    let over = vm.iter(&args[1])?;
    match start.to_i64() {
        Some(start) if start < i64::MAX / 2 => {
            let pairs = Some(pair_of_enumerate as NextPair);
            Ok(iterator_of_pairs("enumerate", vec![over], start, next_enumerate, pairs))
        }
        // Numbers that may leave 64 bits are counted as values.
        _ => Ok(iterator("enumerate", vec![over, int_value(start)], 0, next_enumerate_big)),
    }
}

fn next_enumerate(vm: &mut Vm, iter: &NativeIter) -> R {
    let pair = pair_of_enumerate(vm, iter)?;
    Ok(pair.map_or(Value::Unbound, |(number, item)| Tuple::pair_in(&iter.given, number, item)))
}

fn pair_of_enumerate(vm: &mut Vm, iter: &NativeIter) -> R<Option<(Value, Value)>> {
    let item = vm.next_item(&iter.state[0].get())?;
    if item.is_unbound() {
        return Ok(None);
    }
    let number = iter.count.get();
    iter.count.set(number + 1);
    Ok(Some((Value::Int(number), item)))
}

fn next_enumerate_big(vm: &mut Vm, iter: &NativeIter) -> R {
    let Some(item) = vm.next(&iter.state[0].get())? else { return Ok(Value::Unbound) };
    let number = iter.state[1].get();
    let following = vm.binary(BinOp::Add, &number, &Value::Int(1), false)?;
    iter.state[1].set(following);
    Ok(Tuple::value(vec![number, item]))
}

fn zip(vm: &mut Vm, args: &[Value]) -> R {
    let iterables = args[1].get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
    let strict = vm.truthy(&args[2])?;
    let mut iterators = Vec::with_capacity(iterables.len());
    for (index, iterable) in iterables.iter().enumerate() {
        match vm.try_iter(iterable)? {
            Some(iterator) => iterators.push(iterator),
            None => {
                let name = vm.type_name(iterable);
                let _ = index;
                let message = format!("'{name}' object is not iterable");
                return Err(args::type_error(vm, &message));
            }
        }
    }
    let pairs = (iterators.len() == 2 && !strict).then_some(pair_of_zip as NextPair);
    Ok(iterator_of_pairs("zip", iterators, i64::from(strict), next_zip, pairs))
}

fn next_zip(vm: &mut Vm, iter: &NativeIter) -> R {
    if iter.state.is_empty() {
        return Ok(Value::Unbound);
    }
    let strict = iter.count.get() == 1;
    if iter.pairs.is_some() {
        let pair = pair_of_zip(vm, iter)?;
        return Ok(
            pair.map_or(Value::Unbound, |(one, other)| Tuple::pair_in(&iter.given, one, other))
        );
    }
    let mut row = Vec::with_capacity(iter.state.len());
    for (index, over) in iter.state.iter().enumerate() {
        match vm.next(&over.get())? {
            Some(item) => row.push(item),
            None if !strict => return Ok(Value::Unbound),
            None if index > 0 => return Err(zip_lengths(vm, index, "shorter")),
            None => {
                for (index, over) in iter.state.iter().enumerate().skip(1) {
                    if vm.next(&over.get())?.is_some() {
                        return Err(zip_lengths(vm, index, "longer"));
                    }
                }
                return Ok(Value::Unbound);
            }
        }
    }
    Ok(Tuple::value(row))
}

fn pair_of_zip(vm: &mut Vm, iter: &NativeIter) -> R<Option<(Value, Value)>> {
    let [first, second] = &*iter.state else { return Ok(None) };
    let one = vm.next_item(&first.get())?;
    if one.is_unbound() {
        return Ok(None);
    }
    let other = vm.next_item(&second.get())?;
    Ok(if other.is_unbound() { None } else { Some((one, other)) })
}

/// "zip() argument 3 is shorter than arguments 1-2"
fn zip_lengths(vm: &mut Vm, index: usize, how: &str) -> Raised {
    let others = if index == 1 { "argument 1".to_owned() } else { format!("arguments 1-{index}") };
    let message = format!("zip() argument {} is {how} than {others}", index + 1);
    args::value_error(vm, &message)
}

fn map(vm: &mut Vm, args: &[Value]) -> R {
    let iterables = args[2].get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
    if args[1].is_unbound() || iterables.is_empty() {
        return Err(args::type_error(vm, "map() must have at least two arguments."));
    }
    let mut state = vec![args[1].clone()];
    for iterable in &iterables {
        let iterator = vm.iter(iterable)?;
        state.push(iterator);
    }
    Ok(iterator("map", state, 0, next_map))
}

fn next_map(vm: &mut Vm, iter: &NativeIter) -> R {
    let Some((function, iterators)) = iter.state.split_first() else { return Ok(Value::Unbound) };
    let mut row = Vec::with_capacity(iterators.len());
    for over in iterators {
        match vm.next(&over.get())? {
            Some(item) => row.push(item),
            None => return Ok(Value::Unbound),
        }
    }
    vm.call(&function.get(), &row)
}

fn filter(vm: &mut Vm, args: &[Value]) -> R {
    let over = vm.iter(&args[2])?;
    Ok(iterator("filter", vec![args[1].clone(), over], 0, next_filter))
}

fn next_filter(vm: &mut Vm, iter: &NativeIter) -> R {
    let (function, over) = (iter.state[0].get(), iter.state[1].get());
    while let Some(item) = vm.next(&over)? {
        vm.spend()?;
        let verdict = match function.is_none() {
            true => item.clone(),
            false => vm.call(&function, std::slice::from_ref(&item))?,
        };
        if vm.truthy(&verdict)? {
            return Ok(item);
        }
    }
    Ok(Value::Unbound)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> R {
    let value = &args[1];
    let blocked = vm.lookup_special(value, names::REVERSED).is_none();
    if !blocked && let Some(result) = vm.call_special(value, names::REVERSED, &[])? {
        return Ok(result);
    }
    let inner = args::base(value);
    let is_sequence = is_a::<Str>(value)
        || is_a::<Tuple>(value)
        || args::with_bytes(value, |_| ()).is_some()
        || value.is::<Instance>() && !vm.lookup_special(value, names::GETITEM).is_unbound();
    if blocked || !is_sequence || ouro_vm::set_table(inner).is_some() || is_a::<Dict>(value) {
        let name = vm.type_name(value);
        return Err(args::type_error(vm, &format!("'{name}' object is not reversible")));
    }
    let length = vm.len(value)?;
    Ok(Vm::iterator(value, IterKind::SequenceReversed, length))
}
