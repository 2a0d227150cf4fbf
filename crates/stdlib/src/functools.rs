//! The module `functools` (library reference, "functools"). The caches are in [`cache`].

mod cache;

use ouro_vm::objects::{Class, Native};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "functools",
    doc: "Tools for working with functions and callable objects.",
    functions: FUNCTIONS,
    fill,
};

const ASSIGNMENTS: [&str; 6] =
    ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__"];

/// The classes of the module, once it is imported.
#[derive(Default)]
struct Classes {
    key: Value,
    cache: Value,
    partial: Value,
    /// The module.
    module: Value,
}

static FUNCTIONS: &[NativeDef] = &[
    native(
        "reduce",
        "(*args)",
        "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.",
        |vm, args| {
            let given = args::rest(&args[0]);
            if !(2..=3).contains(&given.len()) {
                let (bound, most) = if given.len() < 2 { ("least", 2) } else { ("most", 3) };
                let got = given.len();
                let message = format!("reduce expected at {bound} {most} arguments, got {got}");
                return Err(args::type_error(vm, &message));
            }
            let initial = given.get(2).cloned().unwrap_or_default();
            reduce(vm, &[given[0].clone(), given[1].clone(), initial])
        },
    ),
    native(
        "update_wrapper",
        "(wrapper, wrapped, assigned=None, updated=None)",
        "Make a wrapper look like the function that it wraps.",
        |vm, args| {
            update_wrapper(vm, &args[0], &args[1])?;
            Ok(args[0].clone())
        },
    ),
    native(
        "wraps",
        "(wrapped, assigned=None, updated=None)",
        "A decorator that makes a wrapper look like the function that it wraps.",
        |vm, args| Ok(closure(vm, &WRAPS, args[0].clone())),
    ),
    native("cmp_to_key", "(mycmp)", "Convert a cmp= function into a key= function.", |vm, args| {
        Ok(closure(vm, &KEY, args[0].clone()))
    }),
    native(
        "lru_cache",
        "(maxsize=128, typed=False)",
        "Least-recently-used cache decorator.",
        cache::lru_cache,
    ),
    native("cache", "(user_function, /)", "Simple lightweight unbounded cache.", cache::cache),
];

static WRAPS: NativeDef = native("wraps", "(wrapped, wrapper, /)", "", |vm, args| {
    update_wrapper(vm, &args[1], &args[0])?;
    Ok(args[1].clone())
});

static KEY: NativeDef = native("K", "(compare, obj, /)", "", |vm, args| {
    let class = vm.extension::<Classes>().key.clone();
    let key = vm.call(&class, &[])?;
    set(vm, &key, "_compare", args[0].clone())?;
    set(vm, &key, "obj", args[1].clone())?;
    Ok(key)
});

macro_rules! key_order {
    ($name:literal $op:expr) => {
        native($name, "(self, other, /)", "", |vm, args| {
            let class = vm.extension::<Classes>().key.clone();
            if !vm.is_instance(&args[1], &class) {
                return Err(args::type_error(vm, "other argument must be K instance"));
            }
            let compare = vm.get_attr_text(&args[0], "_compare")?;
            let (a, b) = (vm.get_attr_text(&args[0], "obj")?, vm.get_attr_text(&args[1], "obj")?);
            let order = vm.call(&compare, &[a, b])?;
            vm.compare($op, &order, &Value::Int(0))
        })
    };
}

static KEY_METHODS: &[NativeDef] = &[
    key_order!("__lt__" CmpOp::Lt),
    key_order!("__le__" CmpOp::Le),
    key_order!("__gt__" CmpOp::Gt),
    key_order!("__ge__" CmpOp::Ge),
    key_order!("__eq__" CmpOp::Eq),
];

static PARTIAL_METHODS: &[NativeDef] = &[
    native("__init__", "(self, /, *args, **keywords)", "", |vm, args| {
        let [this, given, keywords] = args else { return Ok(Value::None) };
        let Some((function, rest)) = args::rest(given).split_first() else {
            return Err(args::type_error(vm, "type 'partial' takes at least one argument"));
        };
        if !args::is_callable(vm, function)? {
            return Err(args::type_error(vm, "the first argument must be callable"));
        }
        let (mut function, mut rest, mut keywords) =
            (function.clone(), rest.to_vec(), keywords.clone());
        // A partial of a partial is one of what that one calls.
        let partial = vm.extension::<Classes>().partial.clone();
        if vm.class_of(&function).is_same(&partial) {
            let inner = vm.get_attr_text(&function, "args")?;
            let known = vm.get_attr_text(&function, "keywords")?;
            rest.splice(0..0, args::rest(&inner).iter().cloned());
            let merged = vm.call(&vm.type_object(Type::Dict), &[known])?;
            for (key, value) in keywords.get::<Dict>().map(|d| d.0.items()).unwrap_or_default() {
                vm.set_item(&merged, &key, value)?;
            }
            keywords = merged;
            function = vm.get_attr_text(&function, "func")?;
        }
        set(vm, this, "func", function)?;
        set(vm, this, "args", Tuple::value(rest))?;
        set(vm, this, "keywords", keywords)?;
        Ok(Value::None)
    }),
    native("__call__", "(self, /, *args, **keywords)", "Call the function.", |vm, args| {
        let function = vm.get_attr_text(&args[0], "func")?;
        let first = vm.get_attr_text(&args[0], "args")?;
        let known = vm.get_attr_text(&args[0], "keywords")?;
        let mut positional = args::rest(&first).to_vec();
        positional.extend_from_slice(args::rest(&args[1]));
        let given = args::keywords(vm, &args[2]);
        let mut keywords = args::keywords(vm, &known);
        keywords.retain(|(name, _)| !given.iter().any(|(other, _)| other == name));
        keywords.extend(given);
        vm.call_keywords(&function, &positional, &keywords)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let function = vm.get_attr_text(&args[0], "func")?;
        let first = vm.get_attr_text(&args[0], "args")?;
        let keywords = vm.get_attr_text(&args[0], "keywords")?;
        let mut parts = Vec::new();
        for value in std::iter::once(&function).chain(args::rest(&first)) {
            let shown = vm.repr(value)?;
            parts.push(vm.display(&shown));
        }
        for (key, value) in keywords.get::<Dict>().map(|d| d.0.items()).unwrap_or_default() {
            let shown = vm.repr(&value)?;
            parts.push(format!("{}={}", vm.display(&key), vm.display(&shown)));
        }
        let class = vm.class_of(&args[0]);
        let name = vm.full_class_name(&class);
        Ok(Str::value(&format!("{name}({})", parts.join(", "))))
    }),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let object = vm.type_object(Type::Object);
    let methods = |methods| TypeContents { methods, ..TypeContents::default() };
    let partial = vm.register_class("partial", "functools", object.clone());
    vm.extend_type(&partial, &methods(PARTIAL_METHODS));
    args::set(vm, module, "partial", partial.clone());
    let key = vm.register_class("KeyWrapper", "functools", object);
    vm.extend_type(&key, &methods(KEY_METHODS));
    if let Some(payload) = key.get::<Class>() {
        drop(payload.namespace.set(names::HASH, Value::None));
        vm.make_static(payload);
    }
    if let Some(payload) = partial.get::<Class>() {
        vm.make_static(payload);
    }
    let cache = cache::class(vm);
    let own = vm.intern("functools");
    let own = vm.modules.get(&own).cloned().unwrap_or_default();
    *vm.extension::<Classes>() = Classes { key, cache, partial, module: own };
    let names = ASSIGNMENTS.map(Str::value);
    args::set(vm, module, "WRAPPER_ASSIGNMENTS", Tuple::value(names));
    args::set(vm, module, "WRAPPER_UPDATES", Tuple::value([Str::value("__dict__")]));
    Ok(())
}

/// A native function that gets a value before its arguments.
fn closure(vm: &mut Vm, def: &'static NativeDef, over: Value) -> Value {
    let module = vm.extension::<Classes>().module.clone();
    Value::new(Native {
        def,
        module,
        receiver: over,
        class: Value::Unbound,
        signature: Default::default(),
    })
}

fn set(vm: &mut Vm, object: &Value, name: &str, value: Value) -> R<()> {
    vm.set_attr(object, vm.intern(name), value)
}

/// Gives a wrapper the names, the docstring and the attributes of what it wraps.
fn update_wrapper(vm: &mut Vm, wrapper: &Value, wrapped: &Value) -> R<()> {
    for name in ASSIGNMENTS {
        let name = vm.intern(name);
        if let Some(value) = vm.find_attr(wrapped, name)? {
            vm.set_attr(wrapper, name, value)?;
        }
    }
    let own = vm.find_attr(wrapped, names::DICT);
    if let Some(own) = vm.unless(own, Exc::AttributeError)?.flatten() {
        let own = vm.call(&vm.type_object(Type::Dict), &[own])?;
        for (key, value) in own.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default() {
            set(vm, wrapper, &args::text(&key).unwrap_or_default(), value)?;
        }
    }
    vm.set_attr(wrapper, names::WRAPPED, wrapped.clone())
}

fn reduce(vm: &mut Vm, args: &[Value]) -> R {
    let Some(iterator) = vm.try_iter(&args[1])? else {
        return Err(args::type_error(vm, "reduce() arg 2 must support iteration"));
    };
    let mut result = match &args[2] {
        Value::Unbound => match vm.next(&iterator)? {
            Some(first) => first,
            None => {
                let message = "reduce() of empty iterable with no initial value";
                return Err(args::type_error(vm, message));
            }
        },
        initial => initial.clone(),
    };
    while let Some(item) = vm.next(&iterator)? {
        result = vm.call(&args[0], &[result, item])?;
    }
    Ok(result)
}
