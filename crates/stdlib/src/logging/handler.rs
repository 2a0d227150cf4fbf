//! Handlers: where records go. Filters, which loggers have too.

use crate::prelude::*;

use super::{call, class, formatter, get, levels, new_class, put, state};

static FILTER_METHODS: &[NativeDef] = &[
    native("__init__", "(self, name='')", "", |vm, args| {
        put(vm, &args[0], "name", args[1].clone())?;
        Ok(Value::None)
    }),
    native("filter", "(self, record)", "Whether the record is to be logged.", |vm, args| {
        let wanted = get(vm, &args[0], "name")?;
        let name = get(vm, &args[1], "name")?;
        let (wanted, name) = (vm.str_text(&wanted)?, vm.str_text(&name)?);
        let rest = name.strip_prefix(&wanted);
        let passes = wanted.is_empty() || rest.is_some_and(|r| r.is_empty() || r.starts_with('.'));
        Ok(Value::Bool(passes))
    }),
];

static FILTERER_METHODS: &[NativeDef] = &[
    native("__init__", "(self)", "", |vm, args| {
        put(vm, &args[0], "filters", List::value(Vec::new()))?;
        Ok(Value::None)
    }),
    native("addFilter", "(self, filter)", "Add the specified filter.", |vm, args| {
        add_to(vm, &args[0], "filters", &args[1])
    }),
    native("removeFilter", "(self, filter)", "Remove the specified filter.", |vm, args| {
        remove_from(vm, &args[0], "filters", &args[1])
    }),
    native("filter", "(self, record)", "Whether the record passes all filters.", |vm, args| {
        filter(vm, &args[0], &args[1])
    }),
];

static HANDLER_METHODS: &[NativeDef] = &[
    native("__init__", "(self, level=0)", "", |vm, args| {
        init(vm, &args[0], &args[1])?;
        Ok(Value::None)
    }),
    native("setLevel", "(self, level)", "Set the logging level of this handler.", |vm, args| {
        let level = levels::check(vm, &args[1])?;
        put(vm, &args[0], "level", Value::Int(level))?;
        Ok(Value::None)
    }),
    native("setFormatter", "(self, fmt)", "Set the formatter of this handler.", |vm, args| {
        put(vm, &args[0], "formatter", args[1].clone())?;
        Ok(Value::None)
    }),
    native("format", "(self, record)", "Format the specified record.", |vm, args| {
        match get(vm, &args[0], "formatter")? {
            Value::None => formatter::plain(vm, &args[1]),
            formatter => call(vm, &formatter, "format", &args[1..2]),
        }
    }),
    native("handle", "(self, record)", "Emit the record if it passes the filters.", |vm, args| {
        let passed = call(vm, &args[0], "filter", &args[1..2])?;
        if vm.truthy(&passed)? {
            let record = if passed.is::<Instance>() { passed.clone() } else { args[1].clone() };
            call(vm, &args[0], "emit", &[record])?;
        }
        Ok(passed)
    }),
    native("emit", "(self, record)", "Do what it takes to log the record.", |vm, _| {
        Err(vm.raise(Exc::NotImplementedError, "emit must be implemented by Handler subclasses"))
    }),
    native("handleError", "(self, record)", "Tell of an error during an emit.", |vm, args| {
        let exception = vm.handled_exception();
        tell_error(vm, &exception, &args[1])?;
        Ok(Value::None)
    }),
    native("acquire", "(self)", "Acquire the handler's lock.", |_, _| Ok(Value::None)),
    native("release", "(self)", "Release the handler's lock.", |_, _| Ok(Value::None)),
    native("flush", "(self)", "Ensure all logging output has been flushed.", |_, _| {
        Ok(Value::None)
    }),
    native("close", "(self)", "Tidy up.", |_, _| Ok(Value::None)),
    native("get_name", "(self)", "The handler's name.", |vm, args| get(vm, &args[0], "name")),
    native("set_name", "(self, name)", "Name the handler.", |vm, args| {
        put(vm, &args[0], "name", args[1].clone())?;
        Ok(Value::None)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| show(vm, &args[0], "")),
];

static STREAM_METHODS: &[NativeDef] = &[
    native("__init__", "(self, stream=None)", "", |vm, args| {
        init(vm, &args[0], &Value::Int(levels::NOTSET))?;
        let stream = if args[1].is_none() { stderr(vm)? } else { args[1].clone() };
        put(vm, &args[0], "stream", stream)?;
        Ok(Value::None)
    }),
    native("emit", "(self, record)", "Write the record to the stream.", emit_to_stream),
    native("flush", "(self)", "Flushes the stream.", |vm, args| {
        flush_stream(vm, &args[0])?;
        Ok(Value::None)
    }),
    native("setStream", "(self, stream)", "Set the stream, flushing the old one.", |vm, args| {
        let old = get(vm, &args[0], "stream")?;
        if old.is_same(&args[1]) {
            return Ok(Value::None);
        }
        call(vm, &args[0], "flush", &[])?;
        put(vm, &args[0], "stream", args[1].clone())?;
        Ok(old)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let stream = get(vm, &args[0], "stream")?;
        let name = vm.intern("name");
        let name = vm.find_attr(&stream, name)?.unwrap_or_else(|| Str::value(""));
        let name = vm.str_text(&name)?;
        let name = if name.is_empty() { name } else { format!("{name} ") };
        show(vm, &args[0], &name)
    }),
];

static STDERR_METHODS: &[NativeDef] = &[native("__init__", "(self, level=0)", "", |vm, args| {
    init(vm, &args[0], &args[1])?;
    Ok(Value::None)
})];

static STDERR_PROPERTIES: &[PropertyDef] =
    &[property("stream", "Standard error, whatever that is now.", |vm, _| stderr(vm))];

static NULL_METHODS: &[NativeDef] = &[
    native("handle", "(self, record)", "Do nothing.", |_, _| Ok(Value::None)),
    native("emit", "(self, record)", "Do nothing.", |_, _| Ok(Value::None)),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| show(vm, &args[0], "")),
];

pub(super) fn register(vm: &mut Vm, module: &Module) {
    let methods = |methods| TypeContents { methods, ..TypeContents::default() };
    new_class(vm, module, "Filter", "", &methods(FILTER_METHODS));
    new_class(vm, module, "Filterer", "", &methods(FILTERER_METHODS));
    new_class(vm, module, "Handler", "Filterer", &methods(HANDLER_METHODS));
    let stream = new_class(vm, module, "StreamHandler", "Handler", &methods(STREAM_METHODS));
    if let Some(payload) = stream.get::<ouro_vm::objects::Class>() {
        drop(payload.namespace.set(vm.intern("terminator"), Str::value("\n")));
    }
    let contents = TypeContents { properties: STDERR_PROPERTIES, ..methods(STDERR_METHODS) };
    new_class(vm, module, "_StderrHandler", "StreamHandler", &contents);
    new_class(vm, module, "NullHandler", "Handler", &methods(NULL_METHODS));
}

/// `sys.stderr`, as it is now.
fn stderr(vm: &mut Vm) -> R {
    let sys = vm.import("sys")?;
    get(vm, &sys, "stderr")
}

fn init(vm: &mut Vm, this: &Value, level: &Value) -> R<()> {
    let level = levels::check(vm, level)?;
    put(vm, this, "filters", List::value(Vec::new()))?;
    put(vm, this, "name", Value::None)?;
    put(vm, this, "level", Value::Int(level))?;
    put(vm, this, "formatter", Value::None)
}

fn show(vm: &mut Vm, this: &Value, what: &str) -> R {
    let class = vm.class_of(this);
    let level = get(vm, this, "level")?;
    let level = args::int(vm, &level)?;
    let text = format!("<{} {what}({})>", vm.class_name(&class), levels::name(vm, level));
    Ok(Str::value(&text))
}

/// Adds to a list of an object, once.
pub(super) fn add_to(vm: &mut Vm, this: &Value, list: &str, item: &Value) -> R {
    let list = get(vm, this, list)?;
    if !vm.contains(&list, item)? {
        call(vm, &list, "append", std::slice::from_ref(item))?;
    }
    Ok(Value::None)
}

/// Removes from a list of an object, if it is there.
pub(super) fn remove_from(vm: &mut Vm, this: &Value, list: &str, item: &Value) -> R {
    let list = get(vm, this, list)?;
    if vm.contains(&list, item)? {
        call(vm, &list, "remove", std::slice::from_ref(item))?;
    }
    Ok(Value::None)
}

/// What the filters of a logger or handler let through: `False`, or the record, which they may replace.
pub(super) fn filter(vm: &mut Vm, this: &Value, record: &Value) -> R {
    let filters = get(vm, this, "filters")?;
    let mut record = record.clone();
    for filter in vm.collect(&filters)? {
        let name = vm.intern("filter");
        let result = match vm.find_attr(&filter, name)? {
            Some(method) => vm.call(&method, std::slice::from_ref(&record))?,
            None => vm.call(&filter, std::slice::from_ref(&record))?,
        };
        if !vm.truthy(&result)? {
            return Ok(Value::Bool(false));
        }
        let class = class(vm, "LogRecord");
        if vm.is_instance(&result, &class) {
            record = result;
        }
    }
    Ok(record)
}

fn emit_to_stream(vm: &mut Vm, args: &[Value]) -> R {
    let result = write(vm, &args[0], &args[1]);
    let Err(raised) = result else { return Ok(Value::None) };
    if vm.matches(&raised, Exc::RecursionError) || !vm.matches(&raised, Exc::Exception) {
        return Err(raised);
    }
    // An error in a log line is told of and goes no further. A native has no `except` around the call,
    // so a handler's own `handleError` is told only of the record.
    let value = raised.into_value();
    let own = get(vm, &args[0], "handleError")?;
    if own.is::<ouro_vm::objects::Native>() {
        tell_error(vm, &value, &args[1])?;
        return Ok(Value::None);
    }
    vm.call(&own, &args[1..2])?;
    Ok(Value::None)
}

fn write(vm: &mut Vm, this: &Value, record: &Value) -> R<()> {
    let text = call(vm, this, "format", std::slice::from_ref(record))?;
    let stream = get(vm, this, "stream")?;
    let terminator = get(vm, this, "terminator")?;
    let text = vm.binary(BinOp::Add, &text, &terminator, false)?;
    call(vm, &stream, "write", &[text])?;
    call(vm, this, "flush", &[])?;
    Ok(())
}

fn flush_stream(vm: &mut Vm, this: &Value) -> R<()> {
    let stream = get(vm, this, "stream")?;
    let name = vm.intern("flush");
    if let Some(flush) = vm.find_attr(&stream, name)? {
        vm.call(&flush, &[])?;
    }
    Ok(())
}

/// Writes an error of a handler to standard error, with where it was logged.
fn tell_error(vm: &mut Vm, exception: &Value, record: &Value) -> R<()> {
    let module = state(vm).module.clone();
    let wanted = get(vm, &module, "raiseExceptions")?;
    if !vm.truthy(&wanted)? {
        return Ok(());
    }
    let mut text = "--- Logging error ---\n".to_owned();
    let trace = vm.format_exception(exception);
    // An exception that a native raised and caught has no frames; the line above them stands all the same.
    if !trace.starts_with("Traceback") {
        text.push_str("Traceback (most recent call last):\n");
    }
    text.push_str(&trace);
    text.push_str("Call stack:\n");
    text.push_str(&vm.stack_text());
    for (what, name) in [("Message", "msg"), ("Arguments", "args")] {
        let value = get(vm, record, name)?;
        let shown = vm.repr(&value)?;
        text.push_str(&format!("{what}: {}\n", vm.display(&shown)));
    }
    let stream = stderr(vm)?;
    call(vm, &stream, "write", &[Str::value(&text)])?;
    Ok(())
}
