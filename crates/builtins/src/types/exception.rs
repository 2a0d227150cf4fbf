//! The methods and attributes of exceptions (library reference, "Built-in Exceptions").

use crate::prelude::*;
use crate::show;

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, /, *args, **kwargs)", "Set the arguments.", init),
    native("__str__", "(self, /)", "Return str(self).", text),
    native(
        "with_traceback",
        "(self, tb, /)",
        "Set the traceback and return the exception.",
        |vm, args| {
            set_traceback(vm, &args[0], args[1].clone())?;
            Ok(args[0].clone())
        },
    ),
    native("add_note", "(self, note, /)", "Add a note to be shown behind the message.", add_note),
];

static PROPERTIES: &[PropertyDef] = &[
    PropertyDef {
        name: "args",
        doc: "The arguments.",
        get: |vm, value| Ok(this::<Exception>(vm, value)?.args.get()),
        set: Some(|vm, value, new| {
            kept(vm, &new, "args")?;
            let items = vm.collect(&new)?;
            this::<Exception>(vm, value)?.args.set(Tuple::value(items));
            Ok(())
        }),
    },
    PropertyDef {
        name: "__traceback__",
        doc: "The traceback, or None.",
        get: |vm, value| Ok(this::<Exception>(vm, value)?.traceback.get()),
        set: Some(set_traceback),
    },
    PropertyDef {
        name: "__cause__",
        doc: "The exception that this one was raised from, or None.",
        get: |vm, value| Ok(this::<Exception>(vm, value)?.cause.get()),
        set: Some(|vm, value, new| {
            kept(vm, &new, "__cause__")?;
            check_exception(vm, &new, "cause")?;
            let exception = this::<Exception>(vm, value)?;
            exception.cause.set(new);
            exception.suppress_context.set(true);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__context__",
        doc: "The exception that was being handled, or None.",
        get: |vm, value| Ok(this::<Exception>(vm, value)?.context.get()),
        set: Some(|vm, value, new| {
            kept(vm, &new, "__context__")?;
            check_exception(vm, &new, "context")?;
            this::<Exception>(vm, value)?.context.set(new);
            Ok(())
        }),
    },
    PropertyDef {
        name: "__suppress_context__",
        doc: "Whether the context is not shown.",
        get: |vm, value| Ok(Value::Bool(this::<Exception>(vm, value)?.suppress_context.get())),
        set: Some(|vm, value, new| {
            let Value::Bool(new) = new else {
                return Err(args::type_error(vm, "attribute value type must be bool"));
            };
            this::<Exception>(vm, value)?.suppress_context.set(new);
            Ok(())
        }),
    },
];

/// Refuses to delete what every exception has.
fn kept(vm: &mut Vm, new: &Value, name: &str) -> R<()> {
    if new.is_unbound() {
        return Err(args::type_error(vm, &format!("{name} may not be deleted")));
    }
    Ok(())
}

/// What classes of exceptions have of their own, by the position of the argument that it is.
macro_rules! by_argument {
    ($($table:ident [$($name:literal $position:literal,)*];)*) => {$(
        static $table: &[PropertyDef] = &[$(
            PropertyDef {
                name: $name,
                doc: "An argument of the exception.",
                get: |vm, value| own_or_argument(vm, value, $name, $position),
                set: Some(|vm, value, new| {
                    let name = vm.intern($name);
                    this::<Exception>(vm, value)?.namespace().set(name, new);
                    Ok(())
                }),
            },
        )*];
    )*};
}

by_argument! {
    STOP ["value" 0,];
    UNICODE_CODING ["encoding" 0, "object" 1, "start" 2, "end" 3, "reason" 4,];
    GROUP ["message" 0,];
    IMPORT ["msg" 0, "name" 99, "path" 99,];
    NAME ["name" 99,];
    ATTRIBUTE ["name" 99, "obj" 99,];
    SYNTAX ["msg" 0, "filename" 99, "lineno" 99, "offset" 99, "text" 99, "end_lineno" 99, "end_offset" 99,];
    OS ["errno" 99, "strerror" 99, "filename" 99, "filename2" 99,];
}

static EXIT: &[PropertyDef] = &[PropertyDef {
    name: "code",
    doc: "The exit code.",
    get: |vm, value| {
        let exception = this::<Exception>(vm, value)?;
        let arguments = exception.args.get();
        let own = own(vm, value, "code")?;
        Ok(match (own, arguments.get::<Tuple>().map(|tuple| &*tuple.0)) {
            (Some(own), _) => own,
            (None, None | Some([])) => Value::None,
            (None, Some([one])) => one.clone(),
            (None, Some(_)) => arguments.clone(),
        })
    },
    set: Some(|vm, value, new| {
        let name = vm.intern("code");
        this::<Exception>(vm, value)?.namespace().set(name, new);
        Ok(())
    }),
}];

static GROUP_PROPERTIES: &[PropertyDef] =
    &[property("exceptions", "The exceptions.", |vm, value| {
        let held = own_or_argument(vm, value, "exceptions", 1)?;
        let items = vm.collect(&held)?;
        Ok(Tuple::value(items))
    })];

/// Adds all of the exceptions.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.exception_class(Exc::BaseException);
    let contents = TypeContents {
        doc: "Common base class for all exceptions.",
        methods: METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    let methods = super::sequence::REPR;
    vm.extend_type(&class, &TypeContents { methods, ..TypeContents::default() });
    let own: [(Exc, &'static [PropertyDef]); 13] = [
        (Exc::StopIteration, STOP),
        (Exc::StopAsyncIteration, STOP),
        (Exc::SystemExit, EXIT),
        (Exc::UnicodeDecodeError, UNICODE_CODING),
        (Exc::UnicodeEncodeError, UNICODE_CODING),
        (Exc::BaseExceptionGroup, GROUP),
        (Exc::BaseExceptionGroup, GROUP_PROPERTIES),
        (Exc::ImportError, IMPORT),
        (Exc::NameError, NAME),
        (Exc::AttributeError, ATTRIBUTE),
        (Exc::SyntaxError, SYNTAX),
        (Exc::OSError, OS),
        (Exc::OSError, &[]),
    ];
    for (which, properties) in own {
        let class = vm.exception_class(which);
        vm.extend_type(&class, &TypeContents { properties, ..TypeContents::default() });
    }
}

/// What an attribute was set to, if it was.
fn own(vm: &mut Vm, value: &Value, name: &str) -> R<Option<Value>> {
    let name = vm.intern(name);
    let exception = this::<Exception>(vm, value)?;
    Ok(exception.attributes.get().and_then(|own| own.get(name).bound()))
}

fn own_or_argument(vm: &mut Vm, value: &Value, name: &str, position: usize) -> R {
    if let Some(own) = own(vm, value, name)? {
        return Ok(own);
    }
    let arguments = this::<Exception>(vm, value)?.args.get();
    let found = arguments.get::<Tuple>().and_then(|tuple| tuple.0.get(position).cloned());
    Ok(found.unwrap_or(Value::None))
}

fn is_kind(vm: &Vm, value: &Value, which: Exc) -> bool {
    vm.is_instance(value, &vm.exception_class(which))
}

/// The keyword arguments that the constructor of an exception takes.
fn keywords_of(vm: &Vm, value: &Value) -> &'static [&'static str] {
    if is_kind(vm, value, Exc::ImportError) {
        &["name", "path", "name_from"]
    } else if is_kind(vm, value, Exc::AttributeError) {
        &["name", "obj"]
    } else if is_kind(vm, value, Exc::NameError) {
        &["name"]
    } else {
        &[]
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    let exception = this::<Exception>(vm, &args[0])?;
    exception.args.set(args[1].clone());
    let given = args[2].get::<Dict>().map(|dict| dict.0.items()).unwrap_or_default();
    let known = if given.is_empty() { &[] } else { keywords_of(vm, &args[0]) };
    for (key, value) in given {
        let name = text_of(&key).map(ToString::to_string).unwrap_or_default();
        if !known.contains(&name.as_str()) {
            let class = vm.type_name(&args[0]);
            let message = if known.is_empty() {
                format!("{class}() takes no keyword arguments")
            } else {
                let near = ouro_vm::nearest(&name, known.iter().copied());
                let hint = near.map_or(String::new(), |n| format!(". Did you mean '{n}'?"));
                format!("{class}() got an unexpected keyword argument '{name}'{hint}")
            };
            return Err(args::type_error(vm, &message));
        }
        let name = vm.intern(&name);
        exception.namespace().set(name, value);
    }
    let class = vm.class_of(&args[0]);
    let Some(class) = class.get::<Class>() else { return Ok(Value::None) };
    let Some(kind) = vm.first_kind(class, ouro_vm::EXCEPTIONS_WITH_FIELDS) else {
        return Ok(Value::None);
    };
    let items = args[1].get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
    match kind {
        Exc::OSError => init_os_error(vm, exception, &items),
        Exc::SyntaxError => init_syntax_error(vm, exception, &items)?,
        Exc::BaseExceptionGroup => check_group(vm, &args[0], &items)?,
        _ => check_unicode_error(vm, &args[0], &items)?,
    }
    Ok(Value::None)
}

/// `UnicodeDecodeError(encoding, object, start, end, reason)`
fn check_unicode_error(vm: &mut Vm, value: &Value, items: &[Value]) -> R<()> {
    let [encoding, object, start, end, reason] = items else {
        let message = format!("function takes exactly 5 arguments ({} given)", items.len());
        return Err(args::type_error(vm, &message));
    };
    args::str_arg(vm, encoding, "argument 1")?;
    if is_kind(vm, value, Exc::UnicodeEncodeError) {
        args::str_arg(vm, object, "argument 2")?;
    } else if args::with_bytes(object, |_| ()).is_none() {
        let got = vm.type_name(object);
        let message = format!("a bytes-like object is required, not '{got}'");
        return Err(args::type_error(vm, &message));
    }
    args::size(vm, start)?;
    args::size(vm, end)?;
    args::str_arg(vm, reason, "argument 5").map(drop)
}

/// `OSError(errno, strerror[, filename])`
fn init_os_error(vm: &mut Vm, exception: &Exception, items: &[Value]) {
    let (2..=5, [errno, strerror, rest @ ..]) = (items.len(), items) else { return };
    let set = |name: &str, value: &Value| {
        let name = vm.intern(name);
        exception.namespace().set(name, value.clone());
    };
    set("errno", errno);
    set("strerror", strerror);
    if let [filename, ..] = rest {
        set("filename", filename);
        if let [_, _, second, ..] = rest {
            set("filename2", second);
        }
        exception.args.set(Tuple::value(vec![errno.clone(), strerror.clone()]));
    }
}

/// `SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset]))`
fn init_syntax_error(vm: &mut Vm, exception: &Exception, items: &[Value]) -> R<()> {
    let [_, details] = items else { return Ok(()) };
    let details = vm.collect(details)?;
    let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
    for (name, value) in names.into_iter().zip(details) {
        let name = vm.intern(name);
        exception.namespace().set(name, value);
    }
    Ok(())
}

fn check_group(vm: &mut Vm, group: &Value, items: &[Value]) -> R<()> {
    let [message, exceptions] = items else {
        let message = format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            items.len()
        );
        return Err(args::type_error(vm, &message));
    };
    if !is_a::<Str>(message) {
        let message = "BaseExceptionGroup.__new__() argument 1 must be str, not ";
        return Err(args::wrong_type(vm, message, &items[0]));
    }
    if !is_a::<List>(exceptions) && !is_a::<Tuple>(exceptions) {
        let message = "second argument (exceptions) must be a sequence";
        return Err(args::type_error(vm, message));
    }
    let exceptions = vm.collect(exceptions)?;
    if exceptions.is_empty() {
        let message = "second argument (exceptions) must be a non-empty sequence";
        return Err(args::value_error(vm, message));
    }
    let class = vm.type_name(group);
    for (index, exception) in exceptions.iter().enumerate() {
        if !exception.is::<Exception>() {
            let message =
                format!("Item {index} of second argument (exceptions) is not an exception");
            return Err(args::value_error(vm, &message));
        }
        if is_kind(vm, group, Exc::Exception) && !is_kind(vm, exception, Exc::Exception) {
            let what = match &*class {
                "ExceptionGroup" => "an ExceptionGroup".to_owned(),
                _ => format!("'{class}'"),
            };
            let message = format!("Cannot nest BaseExceptions in {what}");
            return Err(args::type_error(vm, &message));
        }
    }
    Ok(())
}

fn text(vm: &mut Vm, args: &[Value]) -> R {
    let exception = this::<Exception>(vm, &args[0])?;
    let arguments = exception.args.get();
    let items = arguments.get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
    if let Some(text) = special_text(vm, &args[0], &items)? {
        return Ok(Str::value(&text));
    }
    match &items[..] {
        [] => Ok(Str::value("")),
        [one] if is_kind(vm, &args[0], Exc::KeyError) => show::repr(vm, one),
        [one] => show::str(vm, one),
        _ => show::repr(vm, &arguments),
    }
}

/// The texts of the classes that have one of their own.
fn special_text(vm: &mut Vm, value: &Value, items: &[Value]) -> R<Option<String>> {
    if is_kind(vm, value, Exc::OSError) {
        return os_error_text(vm, value);
    }
    if let [message, exceptions] = items
        && is_kind(vm, value, Exc::BaseExceptionGroup)
    {
        let count = vm.len(exceptions)?;
        let plural = if count == 1 { "" } else { "s" };
        let message = shown(vm, message)?;
        return Ok(Some(format!("{message} ({count} sub-exception{plural})")));
    }
    if let [encoding, object, start, end, reason] = items {
        let (start, end) = (as_i64(start).unwrap_or(0), as_i64(end).unwrap_or(0));
        let span = (usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0));
        let (encoding, reason) = (shown(vm, encoding)?, shown(vm, reason)?);
        if is_kind(vm, value, Exc::UnicodeEncodeError) {
            return Ok(Some(encode_error_text(&encoding, object, span, &reason)));
        }
        if is_kind(vm, value, Exc::UnicodeDecodeError) {
            return Ok(Some(decode_error_text(&encoding, object, span, &reason)));
        }
    }
    if is_kind(vm, value, Exc::SyntaxError) && items.len() == 2 {
        return syntax_error_text(vm, value, &items[0]).map(Some);
    }
    Ok(None)
}

fn shown(vm: &mut Vm, value: &Value) -> R<String> {
    let text = show::str(vm, value)?;
    Ok(text_of(&text).map(ToString::to_string).unwrap_or_default())
}

fn os_error_text(vm: &mut Vm, value: &Value) -> R<Option<String>> {
    let Some(errno) = own(vm, value, "errno")? else { return Ok(None) };
    let strerror = own(vm, value, "strerror")?.unwrap_or(Value::None);
    let (errno, strerror) = (shown(vm, &errno)?, shown(vm, &strerror)?);
    Ok(Some(match own(vm, value, "filename")? {
        Some(filename) if !filename.is_none() => {
            let filename = show::repr(vm, &filename)?;
            let filename = text_of(&filename).map(ToString::to_string).unwrap_or_default();
            let second = match own(vm, value, "filename2")? {
                Some(second) if !second.is_none() => {
                    let second = show::repr(vm, &second)?;
                    format!(" -> {}", text_of(&second).map(ToString::to_string).unwrap_or_default())
                }
                _ => String::new(),
            };
            format!("[Errno {errno}] {strerror}: {filename}{second}")
        }
        _ => format!("[Errno {errno}] {strerror}"),
    }))
}

fn encode_error_text(
    encoding: &str,
    object: &Value,
    (start, end): (usize, usize),
    reason: &str,
) -> String {
    let point = text_of(object).and_then(|text| text.code_point(start)).unwrap_or(0);
    if end == start + 1 {
        let mut escaped = String::new();
        crate::text::unicode::push_escape(&mut escaped, point);
        return format!(
            "'{encoding}' codec can't encode character '{escaped}' in position {start}: {reason}"
        );
    }
    let last = end.saturating_sub(1);
    format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
}

fn decode_error_text(
    encoding: &str,
    object: &Value,
    (start, end): (usize, usize),
    reason: &str,
) -> String {
    if end == start + 1 {
        let byte =
            args::with_bytes(object, |bytes| bytes.get(start).copied()).flatten().unwrap_or(0);
        return format!(
            "'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}"
        );
    }
    let last = end.saturating_sub(1);
    format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
}

/// `invalid syntax (file.py, line 1)`
fn syntax_error_text(vm: &mut Vm, value: &Value, message: &Value) -> R<String> {
    let message = shown(vm, message)?;
    let filename = own(vm, value, "filename")?.filter(is_a::<Str>);
    let line = own(vm, value, "lineno")?.and_then(|line| as_i64(&line));
    let file = match filename {
        Some(filename) => {
            let filename = shown(vm, &filename)?;
            Some(filename.rsplit('/').next().unwrap_or_default().to_owned())
        }
        None => None,
    };
    Ok(match (file, line) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    })
}

fn set_traceback(vm: &mut Vm, value: &Value, new: Value) -> R<()> {
    if !new.is_none() && !new.is::<ouro_vm::objects::Traceback>() {
        return Err(args::type_error(vm, "__traceback__ must be a traceback or None"));
    }
    this::<Exception>(vm, value)?.traceback.set(new);
    Ok(())
}

fn check_exception(vm: &mut Vm, value: &Value, what: &str) -> R<()> {
    if value.is_none() || value.is::<Exception>() {
        return Ok(());
    }
    let message = format!("exception {what} must be None or derive from BaseException");
    Err(args::type_error(vm, &message))
}

fn add_note(vm: &mut Vm, args: &[Value]) -> R {
    let exception = this::<Exception>(vm, &args[0])?;
    if !is_a::<Str>(&args[1]) {
        let name = vm.type_name(&args[1]);
        return Err(args::type_error(vm, &format!("note must be a str, not '{name}'")));
    }
    let notes = exception.namespace().get(names::NOTES);
    match notes.get::<List>() {
        Some(list) => list.0.borrow_mut().push(args[1].clone()),
        None if notes.is_unbound() => {
            exception.namespace().set(names::NOTES, List::value(vec![args[1].clone()]));
        }
        None => return Err(args::type_error(vm, "Cannot add note: __notes__ is not a list")),
    }
    Ok(Value::None)
}
