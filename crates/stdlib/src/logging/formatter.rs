//! Formatters: a record as text.

use crate::prelude::*;

use super::{call, get, new_class, put};

static METHODS: &[NativeDef] = &[
    native(
        "__init__",
        "(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None)",
        "",
        init,
    ),
    native("format", "(self, record)", "Format the specified record as text.", |vm, args| {
        format(vm, &args[0], &args[1])
    }),
    native(
        "formatTime",
        "(self, record, datefmt=None)",
        "The time of a record as text.",
        |vm, args| format_time(vm, &args[0], &args[1], &args[2]),
    ),
    native("formatMessage", "(self, record)", "The record by the format.", |vm, args| {
        format_message(vm, &args[0], &args[1])
    }),
    native("formatException", "(self, ei)", "An exception as text.", |vm, args| {
        let text = exception_text(vm, args::rest(&args[1]).get(1).unwrap_or(&Value::None));
        Ok(Str::value(&text))
    }),
    native("formatStack", "(self, stack_info)", "A stack as text.", |_, args| Ok(args[1].clone())),
    native("usesTime", "(self)", "Whether the format uses the time.", |vm, args| {
        Ok(Value::Bool(uses_time(vm, &args[0])?))
    }),
];

/// What a style calls the field of a name, and where the reference says that it starts.
fn field(style: &str, name: &str) -> String {
    match style {
        "{" => format!("{{{name}}}"),
        "$" => format!("${{{name}}}"),
        _ => format!("%({name})s"),
    }
}

/// The format of `basicConfig`, in a style.
pub(super) fn basic_format(vm: &mut Vm, style: &Value) -> R<String> {
    let style = check_style(vm, style)?;
    Ok(["levelname", "name", "message"].map(|name| field(&style, name)).join(":"))
}

fn check_style(vm: &mut Vm, style: &Value) -> R<String> {
    match args::text(style) {
        Some(style) if matches!(style.as_str(), "%" | "{" | "$") => Ok(style),
        _ => Err(args::value_error(vm, "Style must be one of: %,{,$")),
    }
}

pub(super) fn register(vm: &mut Vm, module: &Module) {
    let contents = TypeContents { methods: METHODS, ..TypeContents::default() };
    let class = new_class(vm, module, "Formatter", "", &contents);
    if let Some(payload) = class.get::<ouro_vm::objects::Class>() {
        let set = |name: &str, text: &str| {
            drop(payload.namespace.set(vm.intern(name), Str::value(text)));
        };
        set("default_time_format", "%Y-%m-%d %H:%M:%S");
        set("default_msec_format", "%s,%03d");
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    let [this, format, date_format, style, validate, defaults] = args else {
        return Ok(Value::None);
    };
    let style = check_style(vm, style)?;
    let format = match args::text(format) {
        Some(format) => format,
        None => field(&style, "message"),
    };
    if vm.truthy(validate)? {
        check_format(vm, &style, &format)?;
    }
    put(vm, this, "_style", Str::value(&style))?;
    put(vm, this, "_fmt", Str::value(&format))?;
    put(vm, this, "_defaults", defaults.clone())?;
    put(vm, this, "datefmt", date_format.clone())?;
    Ok(Value::None)
}

/// A format without any field is a mistake.
fn check_format(vm: &mut Vm, style: &str, format: &str) -> R<()> {
    let has_field = match style {
        "{" => has_brace_field(format),
        "$" => format.split('$').skip(1).any(|rest| {
            rest.trim_start_matches('{').starts_with(|c: char| c.is_alphabetic() || c == '_')
        }),
        _ => has_percent_field(format),
    };
    if has_field {
        return Ok(());
    }
    let message = match style {
        "{" => "invalid format: no fields".to_owned(),
        "$" => "invalid format: no fields".to_owned(),
        _ => format!("Invalid format '{format}' for '%' style"),
    };
    Err(args::value_error(vm, &message))
}

fn has_brace_field(format: &str) -> bool {
    format.replace("{{", "").split_once('{').is_some_and(|(_, rest)| rest.contains('}'))
}

/// Whether there is a `%(name)s`: flags, width and precision between, then a letter that converts.
fn has_percent_field(format: &str) -> bool {
    format.split("%(").skip(1).any(|rest| {
        rest.split_once(')').is_some_and(|(name, rest)| {
            let rest = rest.trim_start_matches(['#', '0', '+', ' ', '-']);
            let rest =
                rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '*' || c == '.');
            !name.is_empty()
                && rest.starts_with(|c: char| "diouxefgcrsa%".contains(c.to_ascii_lowercase()))
        })
    })
}

fn style_and_format(vm: &mut Vm, formatter: &Value) -> R<(String, String)> {
    let style = get(vm, formatter, "_style")?;
    let format = get(vm, formatter, "_fmt")?;
    Ok((args::text(&style).unwrap_or_default(), args::text(&format).unwrap_or_default()))
}

fn uses_time(vm: &mut Vm, formatter: &Value) -> R<bool> {
    let (style, format) = style_and_format(vm, formatter)?;
    Ok(match style.as_str() {
        "{" => format.contains("{asctime"),
        "$" => format.contains("$asctime") || format.contains("${asctime}"),
        _ => format.contains("%(asctime)"),
    })
}

/// `Formatter.format`
pub(super) fn format(vm: &mut Vm, formatter: &Value, record: &Value) -> R {
    let message = call(vm, record, "getMessage", &[])?;
    put(vm, record, "message", message)?;
    let uses_time = call(vm, formatter, "usesTime", &[])?;
    if vm.truthy(&uses_time)? {
        let date_format = get(vm, formatter, "datefmt")?;
        let time = call(vm, formatter, "formatTime", &[record.clone(), date_format])?;
        put(vm, record, "asctime", time)?;
    }
    let text = call(vm, formatter, "formatMessage", std::slice::from_ref(record))?;
    let mut text = vm.str_text(&text)?;
    let exc_info = get(vm, record, "exc_info")?;
    let known = get(vm, record, "exc_text")?;
    if vm.truthy(&exc_info)? && !vm.truthy(&known)? {
        let shown = call(vm, formatter, "formatException", &[exc_info])?;
        put(vm, record, "exc_text", shown)?;
    }
    let exception = get(vm, record, "exc_text")?;
    let stack = get(vm, record, "stack_info")?;
    if vm.truthy(&exception)? {
        push_block(vm, &mut text, &exception)?;
    }
    if vm.truthy(&stack)? {
        let shown = call(vm, formatter, "formatStack", &[stack])?;
        push_block(vm, &mut text, &shown)?;
    }
    Ok(Str::value(&text))
}

fn push_block(vm: &mut Vm, text: &mut String, block: &Value) -> R<()> {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&vm.str_text(block)?);
    Ok(())
}

fn format_time(vm: &mut Vm, formatter: &Value, record: &Value, date_format: &Value) -> R {
    let created = get(vm, record, "created")?;
    let created = args::float(vm, &created)?;
    if vm.truthy(date_format)? {
        let date_format = vm.str_text(date_format)?;
        return Ok(Str::value(&crate::time::local_text(vm, created, &date_format)?));
    }
    let time_format = get(vm, formatter, "default_time_format")?;
    let time_format = vm.str_text(&time_format)?;
    let text = Str::value(&crate::time::local_text(vm, created, &time_format)?);
    let with_milliseconds = get(vm, formatter, "default_msec_format")?;
    if !vm.truthy(&with_milliseconds)? {
        return Ok(text);
    }
    let milliseconds = get(vm, record, "msecs")?;
    let both = Tuple::value([text, milliseconds]);
    vm.binary(BinOp::Mod, &with_milliseconds, &both, false)
}

fn format_message(vm: &mut Vm, formatter: &Value, record: &Value) -> R {
    let (style, format) = style_and_format(vm, formatter)?;
    let fields = Value::new(Dict::default());
    let defaults = get(vm, formatter, "_defaults")?;
    let own = crate::types::attributes(vm, record)?;
    for source in [&defaults, &own] {
        let items = source.get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default();
        if let Some(dict) = fields.get::<Dict>() {
            for (key, value) in items {
                vm.dict_set(dict, key, value)?;
            }
        }
    }
    let result = match style.as_str() {
        "{" => {
            let format = Str::value(&format);
            let method = get(vm, &format, "format")?;
            let fields = args::keywords(vm, &fields);
            vm.call_keywords(&method, &[], &fields)
        }
        "$" => substitute(vm, &format, &fields),
        _ => vm.binary(BinOp::Mod, &Str::value(&format), &fields, false),
    };
    match result {
        Err(raised) if vm.matches(&raised, Exc::KeyError) => {
            let missing = vm.str_text(&raised.value())?;
            let message = format!("Formatting field not found in record: {missing}");
            Err(args::value_error(vm, &message))
        }
        result => result,
    }
}

/// The `$` style: `$name`, `${name}` and `$$`.
fn substitute(vm: &mut Vm, format: &str, fields: &Value) -> R {
    let mut out = String::new();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let (name, after) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((name, after)) => (name, after),
            None => {
                let end = after.find(|c: char| !c.is_alphanumeric() && c != '_');
                after.split_at(end.unwrap_or(after.len()))
            }
        };
        let value = vm.get_item(fields, &Str::value(name))?;
        out.push_str(&vm.str_text(&value)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(Str::value(&out))
}

/// The traceback of an exception without its last line feed; `None` has none.
fn exception_text(vm: &mut Vm, exception: &Value) -> String {
    if exception.is_none() {
        return "NoneType: None".to_owned();
    }
    vm.format_exception(exception).trim_end_matches('\n').to_owned()
}

/// The text of a record without a formatter.
pub(super) fn plain(vm: &mut Vm, record: &Value) -> R {
    let class = super::class(vm, "Formatter");
    let formatter = vm.call(&class, &[])?;
    call(vm, &formatter, "format", std::slice::from_ref(record))
}
