//! The module `logging` (library reference, "logging"): loggers, records, formatters and handlers of streams.
//!
//! Its classes are plain ones ([`Vm::register_class`]), so scripts derive from them and override their
//! methods: whatever the reference says may be overridden is called by name. Records go to the handler's
//! stream one by one, each flushed. Files cannot be written to yet, so there is no `FileHandler`.

mod formatter;
mod handler;
mod levels;
mod logger;
mod record;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "logging", doc: "Logging package for Python.", functions: FUNCTIONS, fill };

const BASIC_FORMAT: &str = "%(levelname)s:%(name)s:%(message)s";

/// What the module keeps for its engine.
#[derive(Default)]
struct State {
    /// The classes, by name.
    classes: std::collections::BTreeMap<&'static str, Value>,
    /// The module.
    module: Value,
    /// The root logger.
    root: Value,
    /// All others, by name.
    loggers: std::collections::BTreeMap<String, Value>,
    /// Records of this level and below are dropped: `logging.disable`.
    disabled: i64,
    /// Names that a script has given to levels.
    levels: levels::Levels,
    /// The time at which the module was loaded, from which `relativeCreated` counts.
    started_ns: i128,
}

/// The signature of what logs; the module's functions have it without `self`.
macro_rules! log_signature {
    ($($before:literal)*) => {
        concat!("(", $($before,)* "*args, exc_info=None, stack_info=False, stacklevel=1, extra=None)")
    };
}
use log_signature;

macro_rules! module_log {
    ($name:literal $level:expr, $exc_info:literal) => {
        native($name, log_signature!("msg, "), "Log a message on the root logger.", |vm, args| {
            log_on_root(vm, $level, args, $exc_info)
        })
    };
}

static FUNCTIONS: &[NativeDef] = &[
    native("_loggers", "()", "The loggers that there are, by name.", |vm, _| {
        let dict = ouro_vm::objects::Dict::default();
        for (name, logger) in state(vm).loggers.clone() {
            vm.dict_set_text(&dict, &name, logger)?;
        }
        Ok(Value::new(dict))
    }),
    module_log!("debug" levels::DEBUG, false),
    module_log!("info" levels::INFO, false),
    module_log!("warning" levels::WARNING, false),
    module_log!("error" levels::ERROR, false),
    module_log!("critical" levels::CRITICAL, false),
    module_log!("fatal" levels::CRITICAL, false),
    module_log!("exception" levels::ERROR, true),
    native(
        "log",
        log_signature!("level, msg, "),
        "Log a message on the root logger.",
        |vm, args| {
            configure_if_bare(vm)?;
            let level = logger::level_argument(vm, &args[0])?;
            let root = state(vm).root.clone();
            logger::log(vm, &root, level, &args[1..], false)?;
            Ok(Value::None)
        },
    ),
    native(
        "basicConfig",
        "(**kwargs)",
        "Do basic configuration for the logging system.",
        basic_config,
    ),
    native("getLogger", "(name=None)", "Return a logger with the specified name.", |vm, args| {
        logger::get_by_name(vm, &args[0])
    }),
    native(
        "getLevelName",
        "(level)",
        "The name of a level, or the level of a name.",
        levels::name_of,
    ),
    native("getLevelNamesMapping", "()", "All levels by name.", levels::mapping),
    native("addLevelName", "(level, levelName)", "Give a level a name.", levels::add_name),
    native("disable", "(level=50)", "Drop records of this level and below.", |vm, args| {
        state(vm).disabled = levels::check(vm, &args[0])?;
        Ok(Value::None)
    }),
    native("_set_class", "(name, cls)", "Has instances be made of another class.", |vm, args| {
        let name = match args::text(&args[0]).as_deref() {
            Some("Logger") => "Logger",
            _ => "LogRecord",
        };
        state(vm).classes.insert(name, args[1].clone());
        Ok(Value::None)
    }),
    native("makeLogRecord", "(dict)", "A record with these attributes.", record::from_dict),
    native("shutdown", "(handlerList=None)", "Flush all handlers.", |_, _| Ok(Value::None)),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let started_ns = vm.outside.clock.wall_ns(vm.outside.host.as_mut());
    let name = vm.intern("logging");
    let own = vm.modules.get(&name).cloned().unwrap_or_default();
    *state(vm) = State { started_ns, module: own, ..State::default() };
    for (name, level) in levels::CONSTANTS {
        args::set(vm, module, name, Value::Int(*level));
    }
    args::set(vm, module, "BASIC_FORMAT", Str::value(BASIC_FORMAT));
    args::set(vm, module, "raiseExceptions", Value::Bool(true));
    record::register(vm, module);
    formatter::register(vm, module);
    handler::register(vm, module);
    logger::register(vm, module);
    let root_class = class(vm, "RootLogger");
    let root = vm.call(&root_class, &[Value::Int(levels::WARNING)])?;
    state(vm).root = root.clone();
    args::set(vm, module, "root", root);
    let last_resort = class(vm, "_StderrHandler");
    let last_resort = vm.call(&last_resort, &[Value::Int(levels::WARNING)])?;
    args::set(vm, module, "lastResort", last_resort);
    Ok(())
}

fn state(vm: &mut Vm) -> &mut State {
    vm.extension::<State>()
}

/// One of the module's classes.
fn class(vm: &mut Vm, name: &str) -> Value {
    state(vm).classes.get(name).cloned().unwrap_or_default()
}

/// Makes one of the module's classes; `base` is another one of them, or nothing.
fn new_class(
    vm: &mut Vm,
    module: &Module,
    name: &'static str,
    base: &str,
    contents: &TypeContents,
) -> Value {
    let base = match class(vm, base) {
        Value::Unbound => vm.type_object(Type::Object),
        base => base,
    };
    let class = vm.register_class(name, "logging", base);
    vm.extend_type(&class, contents);
    state(vm).classes.insert(name, class.clone());
    args::set(vm, module, name, class.clone());
    class
}

/// An attribute of an object, by its name.
fn get(vm: &mut Vm, object: &Value, name: &str) -> R {
    vm.get_attr_text(object, name)
}

/// Sets an attribute of an object.
fn put(vm: &mut Vm, object: &Value, name: &str, value: Value) -> R<()> {
    vm.set_attr(object, vm.intern(name), value)
}

/// Calls a method by its name: a script may have its own.
fn call(vm: &mut Vm, object: &Value, method: &str, args: &[Value]) -> R {
    let method = vm.get_attr_text(object, method)?;
    vm.call(&method, args)
}

/// The functions of the module configure the root logger if nobody has.
fn configure_if_bare(vm: &mut Vm) -> R<()> {
    let root = state(vm).root.clone();
    let handlers = get(vm, &root, "handlers")?;
    if handlers.get::<List>().is_some_and(List::is_empty) {
        let nothing = Value::new(Dict::default());
        basic_config(vm, &[nothing])?;
    }
    Ok(())
}

fn log_on_root(vm: &mut Vm, level: i64, args: &[Value], with_exception: bool) -> R {
    configure_if_bare(vm)?;
    let root = state(vm).root.clone();
    logger::log(vm, &root, level, args, with_exception)?;
    Ok(Value::None)
}

fn basic_config(vm: &mut Vm, args: &[Value]) -> R {
    let nothing = Dict::default();
    let options = args[0].get::<Dict>().unwrap_or(&nothing);
    let take = |vm: &mut Vm, name: &str| {
        let value = vm.dict_remove(options, &Str::value(name))?;
        Ok::<Value, Raised>(value.unwrap_or_default())
    };
    let force = take(vm, "force")?;
    let root = state(vm).root.clone();
    let present = get(vm, &root, "handlers")?;
    if vm.truthy(&force)? {
        for handler in vm.collect(&present)? {
            call(vm, &root, "removeHandler", std::slice::from_ref(&handler))?;
            call(vm, &handler, "close", &[])?;
        }
    }
    if present.get::<List>().is_none_or(|list| !list.is_empty()) {
        return Ok(Value::None);
    }
    let handlers = take(vm, "handlers")?;
    let stream = take(vm, "stream")?;
    let file = take(vm, "filename")?;
    if !file.is_unbound() && !file.is_none() {
        let message = "logging.basicConfig(filename=...) is not supported by Ouro: \
                       scripts cannot write files yet";
        return Err(vm.refuse(message));
    }
    let given = |value: &Value| !value.is_unbound() && !value.is_none();
    if given(&stream) && given(&handlers) {
        let message = "'stream' or 'filename' should not be specified together with 'handlers'";
        return Err(args::value_error(vm, message));
    }
    let handlers = if given(&handlers) {
        vm.collect(&handlers)?
    } else {
        let class = class(vm, "StreamHandler");
        let stream = stream.bound().unwrap_or(Value::None);
        vec![vm.call(&class, &[stream])?]
    };
    let date_format = take(vm, "datefmt")?.bound().unwrap_or(Value::None);
    let style = take(vm, "style")?.bound().unwrap_or_else(|| Str::value("%"));
    let format = take(vm, "format")?;
    let format = match format.bound() {
        Some(format) => format,
        None => Str::value(&formatter::basic_format(vm, &style)?),
    };
    let class = class(vm, "Formatter");
    let formatter = vm.call(&class, &[format, date_format, style])?;
    for handler in &handlers {
        if get(vm, handler, "formatter")?.is_none() {
            call(vm, handler, "setFormatter", std::slice::from_ref(&formatter))?;
        }
        call(vm, &root, "addHandler", std::slice::from_ref(handler))?;
    }
    let level = take(vm, "level")?;
    if given(&level) {
        call(vm, &root, "setLevel", &[level])?;
    }
    for ignored in ["encoding", "errors", "filemode"] {
        take(vm, ignored)?;
    }
    let unknown: Vec<String> = options.0.keys().iter().map(|key| vm.display(key)).collect();
    if !unknown.is_empty() {
        let message = format!("Unrecognised argument(s): {}", unknown.join(", "));
        return Err(args::value_error(vm, &message));
    }
    Ok(Value::None)
}
