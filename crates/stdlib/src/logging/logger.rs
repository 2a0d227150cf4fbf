//! Loggers and their hierarchy.

use crate::prelude::*;

use super::{call, class, get, handler, levels, log_signature, new_class, put, record, state};

macro_rules! method_log {
    ($name:literal $level:expr, $exc_info:literal) => {
        native($name, log_signature!("self, " "msg, "), "Log a message at this level.", |vm, args| {
            log(vm, &args[0], $level, &args[1..], $exc_info)?;
            Ok(Value::None)
        })
    };
}

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, name, level=0)", "", |vm, args| {
        init(vm, &args[0], &args[1], &args[2])?;
        Ok(Value::None)
    }),
    method_log!("debug" levels::DEBUG, false),
    method_log!("info" levels::INFO, false),
    method_log!("warning" levels::WARNING, false),
    method_log!("error" levels::ERROR, false),
    method_log!("critical" levels::CRITICAL, false),
    method_log!("fatal" levels::CRITICAL, false),
    method_log!("exception" levels::ERROR, true),
    native(
        "log",
        log_signature!("self, " "level, msg, "),
        "Log a message at a level.",
        |vm, args| {
            let level = level_argument(vm, &args[1])?;
            log(vm, &args[0], level, &args[2..], false)?;
            Ok(Value::None)
        },
    ),
    native("setLevel", "(self, level)", "Set the logging level of this logger.", |vm, args| {
        let level = levels::check(vm, &args[1])?;
        put(vm, &args[0], "level", Value::Int(level))?;
        Ok(Value::None)
    }),
    native(
        "isEnabledFor",
        "(self, level)",
        "Is this logger enabled for level 'level'?",
        |vm, args| {
            let level = args::int(vm, &args[1])?;
            Ok(Value::Bool(is_enabled(vm, &args[0], level)?))
        },
    ),
    native(
        "getEffectiveLevel",
        "(self)",
        "Get the effective level for this logger.",
        |vm, args| Ok(Value::Int(effective_level(vm, &args[0])?)),
    ),
    native(
        "hasHandlers",
        "(self)",
        "See if this logger has any handlers configured.",
        |vm, args| {
            let handlers = reached(vm, &args[0])?;
            Ok(Value::Bool(!handlers.is_empty()))
        },
    ),
    native("addHandler", "(self, hdlr)", "Add the specified handler.", |vm, args| {
        handler::add_to(vm, &args[0], "handlers", &args[1])
    }),
    native("removeHandler", "(self, hdlr)", "Remove the specified handler.", |vm, args| {
        handler::remove_from(vm, &args[0], "handlers", &args[1])
    }),
    native(
        "handle",
        "(self, record)",
        "Call the handlers for the specified record.",
        |vm, args| {
            handle(vm, &args[0], &args[1])?;
            Ok(Value::None)
        },
    ),
    native(
        "callHandlers",
        "(self, record)",
        "Pass a record to all relevant handlers.",
        |vm, args| {
            call_handlers(vm, &args[0], &args[1])?;
            Ok(Value::None)
        },
    ),
    native(
        "getChild",
        "(self, suffix)",
        "Get a logger which is a descendant to this one.",
        |vm, args| {
            let root = state(vm).root.clone();
            if args[0].is_same(&root) {
                return get_or_make(vm, &args[1]);
            }
            let name = get(vm, &args[0], "name")?;
            let name = format!("{}.{}", vm.str_text(&name)?, vm.str_text(&args[1])?);
            get_or_make(vm, &Str::value(&name))
        },
    ),
    native("getChildren", "(self)", "The immediate children of this logger.", |vm, args| {
        let children = ouro_vm::objects::Set::default();
        for logger in state(vm).loggers.values().cloned().collect::<Vec<_>>() {
            if get(vm, &logger, "parent")?.is_same(&args[0]) {
                vm.set_add(&children.0, logger)?;
            }
        }
        Ok(Value::new(children))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let class = vm.class_of(&args[0]);
        let level = effective_level(vm, &args[0])?;
        let level = levels::name(vm, level);
        let name = get(vm, &args[0], "name")?;
        let text = format!("<{} {} ({level})>", vm.class_name(&class), vm.str_text(&name)?);
        Ok(Str::value(&text))
    }),
];

static ROOT_METHODS: &[NativeDef] = &[native("__init__", "(self, level)", "", |vm, args| {
    init(vm, &args[0], &Str::value("root"), &args[1])?;
    Ok(Value::None)
})];

pub(super) fn register(vm: &mut Vm, module: &Module) {
    let methods = |methods| TypeContents { methods, ..TypeContents::default() };
    new_class(vm, module, "Logger", "Filterer", &methods(METHODS));
    new_class(vm, module, "RootLogger", "Logger", &methods(ROOT_METHODS));
}

fn init(vm: &mut Vm, this: &Value, name: &Value, level: &Value) -> R<()> {
    let level = levels::check(vm, level)?;
    put(vm, this, "filters", List::value(Vec::new()))?;
    put(vm, this, "name", name.clone())?;
    put(vm, this, "level", Value::Int(level))?;
    put(vm, this, "parent", Value::None)?;
    put(vm, this, "propagate", Value::Bool(true))?;
    put(vm, this, "handlers", List::value(Vec::new()))?;
    put(vm, this, "disabled", Value::Bool(false))
}

/// `getLogger(name)`
pub(super) fn get_by_name(vm: &mut Vm, name: &Value) -> R {
    let is_root = name.is_none() || args::text(name).is_some_and(|n| n.is_empty() || n == "root");
    if is_root { Ok(state(vm).root.clone()) } else { get_or_make(vm, name) }
}

fn get_or_make(vm: &mut Vm, name: &Value) -> R {
    let Some(text) = args::text(name) else {
        return Err(args::type_error(vm, "A logger name must be a string"));
    };
    if let Some(logger) = state(vm).loggers.get(&text) {
        return Ok(logger.clone());
    }
    let class = class(vm, "Logger");
    let logger = vm.call(&class, std::slice::from_ref(name))?;
    let ancestors = text.match_indices('.').rev().map(|(at, _)| text[..at].to_owned());
    let loggers = &state(vm).loggers;
    let parent = ancestors.into_iter().find_map(|name| loggers.get(&name).cloned());
    let parent = parent.unwrap_or_else(|| state(vm).root.clone());
    put(vm, &logger, "parent", parent.clone())?;
    // Descendants that came before it had its parent for theirs.
    let below = format!("{text}.");
    let loggers = &state(vm).loggers;
    let descendants = loggers.iter().filter(|(name, _)| name.starts_with(&below));
    for descendant in descendants.map(|(_, logger)| logger.clone()).collect::<Vec<_>>() {
        if get(vm, &descendant, "parent")?.is_same(&parent) {
            put(vm, &descendant, "parent", logger.clone())?;
        }
    }
    state(vm).loggers.insert(text, logger.clone());
    Ok(logger)
}

pub(super) fn level_argument(vm: &mut Vm, value: &Value) -> R<i64> {
    if args::is_int(value) {
        return args::int(vm, args::base(value));
    }
    Err(args::type_error(vm, "level must be an integer"))
}

fn level_of(vm: &mut Vm, object: &Value) -> R<i64> {
    let level = get(vm, object, "level")?;
    args::int(vm, &level)
}

fn effective_level(vm: &mut Vm, logger: &Value) -> R<i64> {
    let mut at = logger.clone();
    while !at.is_none() {
        let level = level_of(vm, &at)?;
        if level != levels::NOTSET {
            return Ok(level);
        }
        at = get(vm, &at, "parent")?;
    }
    Ok(levels::NOTSET)
}

fn is_enabled(vm: &mut Vm, logger: &Value, level: i64) -> R<bool> {
    let disabled = get(vm, logger, "disabled")?;
    if vm.truthy(&disabled)? || state(vm).disabled >= level {
        return Ok(false);
    }
    Ok(level >= effective_level(vm, logger)?)
}

/// Logs. `args` are the message, its arguments, and then the options of [`log_signature`].
pub(super) fn log(
    vm: &mut Vm,
    logger: &Value,
    level: i64,
    args: &[Value],
    with_exception: bool,
) -> R<()> {
    let [message, arguments, exc_info, stack_info, stack_level, extra] = args else {
        return Ok(());
    };
    if !is_enabled(vm, logger, level)? {
        return Ok(());
    }
    let exc_info = exception_info(vm, exc_info, with_exception)?;
    let stack = if vm.truthy(stack_info)? {
        let stack = vm.stack_text();
        Str::value(&format!("Stack (most recent call last):\n{}", stack.trim_end_matches('\n')))
    } else {
        Value::None
    };
    let above = usize::try_from(args::int(vm, stack_level)? - 1).unwrap_or(0);
    // Where there are not so many callers, the outermost one stands for them.
    let (function, file, line) = (0..=above)
        .rev()
        .find_map(|level| vm.caller(level))
        .unwrap_or_else(|| ("(unknown function)".to_owned(), "(unknown file)".to_owned(), 0));
    let name = get(vm, logger, "name")?;
    let origin = record::Origin { file, line, function, exc_info, stack };
    let record = if let Some(make) = own_make_record(vm, logger) {
        let args = [
            name,
            Value::Int(level),
            Str::value(&origin.file),
            Value::Int(origin.line.into()),
            message.clone(),
            arguments.clone(),
            origin.exc_info,
            Str::value(&origin.function),
            extra.clone(),
            origin.stack,
        ];
        vm.call(&make, &args)?
    } else {
        let record = record::new(vm, name, level, (message.clone(), arguments.clone()), origin)?;
        add_extra(vm, &record, extra)?;
        record
    };
    call(vm, logger, "handle", &[record])?;
    Ok(())
}

/// The `makeRecord` of a script's class of loggers.
fn own_make_record(vm: &mut Vm, logger: &Value) -> Option<Value> {
    let method = vm.get_attr_text(logger, "makeRecord").ok()?;
    let function = method.get::<ouro_vm::objects::BoundMethod>()?.function.clone();
    let code = function.get::<ouro_vm::objects::Function>()?.code().code.source;
    (!vm.hides(code)).then_some(method)
}

/// The exception of a record as `sys.exc_info()` has it, or `None`.
fn exception_info(vm: &mut Vm, given: &Value, with_exception: bool) -> R {
    if given.is::<Tuple>() {
        return Ok(given.clone());
    }
    let exception = if given.is::<Exception>() {
        given.clone()
    } else if with_exception && given.is_none() || vm.truthy(given)? {
        vm.handled_exception()
    } else {
        return Ok(Value::None);
    };
    Ok(match exception.get::<Exception>() {
        Some(e) => Tuple::value([e.class.get(), exception.clone(), e.traceback.get()]),
        None => Tuple::value([Value::None, Value::None, Value::None]),
    })
}

fn add_extra(vm: &mut Vm, record: &Value, extra: &Value) -> R<()> {
    if extra.is_none() {
        return Ok(());
    }
    let own = crate::types::attributes(vm, record)?;
    let extra = vm.call(&vm.type_object(Type::Dict), std::slice::from_ref(extra))?;
    for (key, value) in extra.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default() {
        let name = args::text(&key).unwrap_or_default();
        if matches!(name.as_str(), "message" | "asctime") || vm.contains(&own, &key)? {
            let shown = vm.repr_text(&key);
            let message = format!("Attempt to overwrite {shown} in LogRecord");
            return Err(vm.raise(Exc::KeyError, &message));
        }
        put(vm, record, &name, value)?;
    }
    Ok(())
}

fn handle(vm: &mut Vm, logger: &Value, record: &Value) -> R<()> {
    let disabled = get(vm, logger, "disabled")?;
    if vm.truthy(&disabled)? {
        return Ok(());
    }
    let passed = call(vm, logger, "filter", std::slice::from_ref(record))?;
    if !vm.truthy(&passed)? {
        return Ok(());
    }
    let record = if passed.is::<Instance>() { passed } else { record.clone() };
    call(vm, logger, "callHandlers", &[record])?;
    Ok(())
}

/// The handlers that a record of a logger reaches, from the logger up as far as records propagate.
fn reached(vm: &mut Vm, logger: &Value) -> R<Vec<Value>> {
    let mut handlers = Vec::new();
    let mut at = logger.clone();
    while !at.is_none() {
        let own = get(vm, &at, "handlers")?;
        handlers.extend(vm.collect(&own)?);
        let propagate = get(vm, &at, "propagate")?;
        if !vm.truthy(&propagate)? {
            break;
        }
        at = get(vm, &at, "parent")?;
    }
    Ok(handlers)
}

fn call_handlers(vm: &mut Vm, logger: &Value, record: &Value) -> R<()> {
    let level = get(vm, record, "levelno")?;
    let level = args::int(vm, &level)?;
    let handlers = reached(vm, logger)?;
    for handler in &handlers {
        if level >= level_of(vm, handler)? {
            call(vm, handler, "handle", std::slice::from_ref(record))?;
        }
    }
    if !handlers.is_empty() {
        return Ok(());
    }
    let module = state(vm).module.clone();
    let last_resort = get(vm, &module, "lastResort")?;
    if !last_resort.is_none() && level >= level_of(vm, &last_resort)? {
        call(vm, &last_resort, "handle", std::slice::from_ref(record))?;
    }
    Ok(())
}
