//! Records: what is known of one thing that was logged.

use crate::prelude::*;

use super::{class, get, levels, new_class, put, state};

static METHODS: &[NativeDef] = &[
    native(
        "__init__",
        "(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs)",
        "",
        |vm, args| {
            init(vm, args)?;
            Ok(Value::None)
        },
    ),
    native("getMessage", "(self)", "Return the message for this LogRecord.", |vm, args| {
        message(vm, &args[0])
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let mut parts = Vec::new();
        for name in ["name", "levelno", "pathname", "lineno", "msg"] {
            let value = get(vm, &args[0], name)?;
            parts.push(vm.str_text(&value)?);
        }
        let [name, level, path, line, message] = &parts[..] else { return Ok(Value::None) };
        let text = format!("<LogRecord: {name}, {level}, {path}, {line}, \"{message}\">");
        Ok(Str::value(&text))
    }),
];

pub(super) fn register(vm: &mut Vm, module: &Module) {
    let contents = TypeContents { methods: METHODS, ..TypeContents::default() };
    new_class(vm, module, "LogRecord", "", &contents);
}

/// What a record is made of, besides the moment.
pub(super) struct Origin {
    pub file: String,
    pub line: u32,
    pub function: String,
    pub exc_info: Value,
    pub stack: Value,
}

/// A new record of a logger.
pub(super) fn new(
    vm: &mut Vm,
    logger_name: Value,
    level: i64,
    (message, arguments): (Value, Value),
    origin: Origin,
) -> R {
    let class = class(vm, "LogRecord");
    let args = [
        logger_name,
        Value::Int(level),
        Str::value(&origin.file),
        Value::Int(origin.line.into()),
        message,
        arguments,
        origin.exc_info,
        Str::value(&origin.function),
        origin.stack,
    ];
    vm.call(&class, &args)
}

fn init(vm: &mut Vm, args: &[Value]) -> R<()> {
    let [this, name, level, path, line, message, arguments, exc_info, function, stack, ..] = args
    else {
        return Ok(());
    };
    let number = as_i64(args::base(level)).unwrap_or(0);
    let level_name = levels::name(vm, number);
    let path_text = vm.str_text(path)?;
    let file = path_text.rsplit('/').next().unwrap_or(&path_text).to_owned();
    let module = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
    let arguments = match args::rest(arguments) {
        [only] if only.get::<Dict>().is_some_and(|dict| !dict.0.is_empty()) => only.clone(),
        _ => arguments.clone(),
    };
    let now_ns = vm.outside.clock.wall_ns(vm.outside.host.as_mut());
    let started_ns = state(vm).started_ns;
    let milliseconds = now_ns.rem_euclid(1_000_000_000) / 1_000_000;
    let task = match vm.task_name.get() {
        Value::Unbound => Value::None,
        name => name,
    };
    let attributes = [
        ("name", name.clone()),
        ("msg", message.clone()),
        ("args", arguments),
        ("levelname", Str::value(&level_name)),
        ("levelno", level.clone()),
        ("pathname", path.clone()),
        ("filename", Str::value(&file)),
        ("module", Str::value(&module)),
        ("exc_info", exc_info.clone()),
        ("exc_text", Value::None),
        ("stack_info", stack.clone()),
        ("lineno", line.clone()),
        ("funcName", function.clone()),
        ("created", Value::Float(now_ns as f64 / 1e9)),
        ("msecs", Value::Float(milliseconds as f64)),
        ("relativeCreated", Value::Float((now_ns - started_ns) as f64 / 1e6)),
        ("thread", Value::Int(1)),
        ("threadName", Str::value("MainThread")),
        ("processName", Str::value("MainProcess")),
        ("process", Value::Int(vm.outside.host.process_id().into())),
        ("taskName", task),
    ];
    for (name, value) in attributes {
        put(vm, this, name, value)?;
    }
    Ok(())
}

/// The message with its arguments in it.
pub(super) fn message(vm: &mut Vm, record: &Value) -> R {
    let message = get(vm, record, "msg")?;
    let message = vm.str(&message)?;
    let arguments = get(vm, record, "args")?;
    if !vm.truthy(&arguments)? {
        return Ok(message);
    }
    vm.binary(BinOp::Mod, &message, &arguments, false)
}

/// `makeLogRecord(dict)`
pub(super) fn from_dict(vm: &mut Vm, args: &[Value]) -> R {
    let class = class(vm, "LogRecord");
    let none = || Value::None;
    let empty = || Str::value("");
    let nothing = Tuple::value(Vec::new());
    let given = [none(), none(), empty(), Value::Int(0), empty(), nothing, none(), none(), none()];
    let record = vm.call(&class, &given)?;
    put(vm, &record, "levelname", Str::value("Level None"))?;
    let dict = vm.call(&vm.type_object(Type::Dict), &args[..1])?;
    for (key, value) in dict.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default() {
        put(vm, &record, &args::text(&key).unwrap_or_default(), value)?;
    }
    Ok(record)
}
