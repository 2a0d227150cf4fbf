//! Caches of a function's results. What was used last stands last in the dict of results.

use std::cell::Cell;

use super::{Classes, closure, update_wrapper};
use crate::prelude::*;
use crate::struct_sequence::{self, Definition};

/// What one cache knows.
struct Cache {
    function: Value,
    /// How many results are kept; all, for none.
    max_size: Option<usize>,
    typed: bool,
    results: Value,
    hits: Cell<i64>,
    misses: Cell<i64>,
}
ouro_vm::object!(Cache, "_lru_cache_state", { function, max_size, typed, results, hits, misses });

static CACHE_INFO: Definition = Definition {
    module: "functools",
    name: "CacheInfo",
    fields: &["hits", "misses", "maxsize", "currsize"],
    is_struct: false,
    hidden: &[],
};

const STATE: &str = "_cache_state";

static METHODS: &[NativeDef] = &[
    native(
        "__call__",
        "(self, /, *args, **keywords)",
        "Call the function, unless its result is known.",
        call,
    ),
    native(
        "__get__",
        "(self, instance, owner=None, /)",
        "Bind the function to an instance.",
        |_, args| {
            Ok(if args[1].is_none() {
                args[0].clone()
            } else {
                Vm::bound_method(&args[0], &args[1])
            })
        },
    ),
    native("cache_info", "(self)", "Report cache statistics.", |vm, args| {
        let state = vm.get_attr_text(&args[0], STATE)?;
        let cache = args::this::<Cache>(vm, &state)?;
        let results = cache.results.get::<Dict>().map_or(0, |dict| dict.0.len());
        let values = [
            Value::Int(cache.hits.get()),
            Value::Int(cache.misses.get()),
            cache.max_size.map_or(Value::None, args::count),
            args::count(results),
        ];
        struct_sequence::instance(vm, &CACHE_INFO, &values)
    }),
    native("cache_parameters", "(self)", "Report how the cache was made.", |vm, args| {
        let state = vm.get_attr_text(&args[0], STATE)?;
        let cache = args::this::<Cache>(vm, &state)?;
        let parameters = Dict::default();
        let most = cache.max_size.map_or(Value::None, args::count);
        vm.dict_set_text(&parameters, "maxsize", most)?;
        vm.dict_set_text(&parameters, "typed", Value::Bool(cache.typed))?;
        Ok(Value::new(parameters))
    }),
    native("cache_clear", "(self)", "Clear the cache and cache statistics.", |vm, args| {
        let state = vm.get_attr_text(&args[0], STATE)?;
        let cache = args::this::<Cache>(vm, &state)?;
        cache.hits.set(0);
        cache.misses.set(0);
        drop(cache.results.get::<Dict>().map(|dict| dict.0.clear()));
        Ok(Value::None)
    }),
];

static DECORATE: NativeDef = native("lru_cache", "(settings, user_function, /)", "", |vm, args| {
    let [max_size, typed] = args::rest(&args[0]) else { return Ok(Value::None) };
    let typed = vm.truthy(typed)?;
    let max_size = size(vm, max_size)?;
    wrap(vm, &args[1], max_size, typed)
});

pub(super) fn class(vm: &mut Vm) -> Value {
    let object = vm.type_object(Type::Object);
    let class = vm.register_class("_lru_cache_wrapper", "functools", object);
    vm.extend_type(&class, &TypeContents { methods: METHODS, ..TypeContents::default() });
    if let Some(payload) = class.get::<ouro_vm::objects::Class>() {
        vm.make_static(payload);
    }
    class
}

fn size(vm: &mut Vm, value: &Value) -> R<Option<usize>> {
    if value.is_none() {
        return Ok(None);
    }
    Ok(Some(usize::try_from(args::int(vm, value)?).unwrap_or(0)))
}

/// `lru_cache(maxsize, typed)`, or `@lru_cache` without parentheses.
pub(super) fn lru_cache(vm: &mut Vm, args: &[Value]) -> R {
    if args[0].is_none() || args::is_int(&args[0]) {
        return Ok(closure(vm, &DECORATE, Tuple::value(args.to_vec())));
    }
    if !args::is_callable(vm, &args[0])? {
        let message = "Expected first argument to be an integer, a callable, or None";
        return Err(args::type_error(vm, message));
    }
    let typed = vm.truthy(&args[1])?;
    wrap(vm, &args[0], Some(128), typed)
}

pub(super) fn cache(vm: &mut Vm, args: &[Value]) -> R {
    wrap(vm, &args[0], None, false)
}

fn wrap(vm: &mut Vm, function: &Value, max_size: Option<usize>, typed: bool) -> R {
    let class = vm.extension::<Classes>().cache.clone();
    let wrapper = vm.call(&class, &[])?;
    update_wrapper(vm, &wrapper, function)?;
    let state = Value::new(Cache {
        function: function.clone(),
        max_size,
        typed,
        results: Value::new(Dict::default()),
        hits: Cell::new(0),
        misses: Cell::new(0),
    });
    vm.set_attr(&wrapper, vm.intern(STATE), state)?;
    Ok(wrapper)
}

/// What a result is kept under: the arguments, in the order in which they were given, and their types where
/// these count.
fn key(vm: &Vm, cache: &Cache, args: &[Value], keywords: &[ouro_vm::Keyword]) -> Value {
    // An int or str alone is its own key: so 1 and 1.0 have two results, and 1.0 and True one, as in CPython.
    if let ([only], [], false) = (args, keywords, cache.typed)
        && (matches!(only, Value::Int(_)) || only.is::<Str>())
    {
        return only.clone();
    }
    let pairs = keywords.iter().flat_map(|(name, value)| [vm.interner.value(*name), value.clone()]);
    let mut parts = vec![Tuple::value(args.to_vec()), Tuple::value(pairs.collect::<Vec<_>>())];
    if cache.typed {
        let values = args.iter().chain(keywords.iter().map(|(_, value)| value));
        parts.extend(values.map(|value| vm.class_of(value)));
    }
    Tuple::value(parts)
}

fn call(vm: &mut Vm, args: &[Value]) -> R {
    let state = vm.get_attr_text(&args[0], STATE)?;
    let cache = args::this::<Cache>(vm, &state)?;
    let positional = args::rest(&args[1]);
    let keywords = args::keywords(vm, &args[2]);
    let Some(results) = cache.results.get::<Dict>() else { return Ok(Value::None) };
    let key = key(vm, cache, positional, &keywords);
    if let Some(known) = vm.dict_get(results, &key)? {
        cache.hits.set(cache.hits.get() + 1);
        if cache.max_size.is_some() {
            vm.dict_remove(results, &key)?;
            vm.dict_set(results, key, known.clone())?;
        }
        return Ok(known);
    }
    cache.misses.set(cache.misses.get() + 1);
    let result = vm.call_keywords(&cache.function, positional, &keywords)?;
    if cache.max_size == Some(0) {
        return Ok(result);
    }
    vm.dict_set(results, key, result.clone())?;
    if let Some(most) = cache.max_size
        && results.0.len() > most
        && let Some((_, oldest, _)) = results.0.next(0)
    {
        vm.dict_remove(results, &oldest)?;
    }
    Ok(result)
}
