//! `sys.stdin`, `sys.stdout` and `sys.stderr`: text streams over the host's.

use std::cell::RefCell;

use ouro_vm::Payload;
use ouro_vm::host::Stream;

use crate::prelude::*;

/// One of the standard streams.
struct TextStream {
    /// Which one of the outputs; none for the input.
    output: Option<Stream>,
    /// What was read of the input and not taken yet.
    rest: RefCell<Vec<u8>>,
}
ouro_vm::object!(TextStream, "TextIOWrapper", leaf);

static TEXT_IO: TypeDef = TypeDef {
    name: "TextIOWrapper",
    module: "_io",
    base: Some(&OBJECT),
    layout: Some(<TextStream as Payload>::layout),
    subclassable: false,
};

static METHODS: &[NativeDef] = &[
    native("write", "(self, text, /)", "Write string to stream.", write),
    native("writelines", "(self, lines, /)", "Write a list of lines to stream.", |vm, args| {
        for line in vm.collect(&args[1])? {
            write(vm, &[args[0].clone(), line])?;
        }
        Ok(Value::None)
    }),
    native("flush", "(self, /)", "Flush write buffers, if applicable.", |vm, args| {
        if let Some(stream) = this(vm, args)?.output {
            vm.flush(stream)?;
        }
        Ok(Value::None)
    }),
    native("isatty", "(self, /)", "Return whether this is a terminal.", |vm, args| {
        let output = this(vm, args)?.output;
        let host = &vm.outside.host;
        Ok(Value::Bool(output.map_or_else(|| host.input_is_terminal(), |o| host.is_terminal(o))))
    }),
    native("fileno", "(self, /)", "Return the file descriptor.", |vm, args| {
        Ok(Value::Int(match this(vm, args)?.output {
            None => 0,
            Some(Stream::Out) => 1,
            Some(Stream::Err) => 2,
        }))
    }),
    native("readable", "(self, /)", "Return whether it can be read.", |vm, args| {
        Ok(Value::Bool(this(vm, args)?.output.is_none()))
    }),
    native("writable", "(self, /)", "Return whether it can be written.", |vm, args| {
        Ok(Value::Bool(this(vm, args)?.output.is_some()))
    }),
    native("readline", "(self, size=-1, /)", "Read until newline or the end.", |vm, args| {
        let line = read_line(vm, &args[0])?;
        keep_rest(vm, args, &line)
    }),
    native("readlines", "(self, /)", "Return a list of lines.", |vm, args| {
        Ok(List::value(vm.collect(&args[0])?))
    }),
    native(
        "read",
        "(self, size=-1, /)",
        "Read so many characters, or until the end.",
        |vm, args| {
            let wanted = size_arg(vm, &args[1])?;
            let mut lines = Vec::new();
            let mut count = 0;
            while wanted.is_none_or(|wanted| count < wanted) {
                let line = read_line(vm, &args[0])?;
                let Some(text) = line.get::<Str>().filter(|text| !text.is_empty()) else { break };
                count += text.len();
                lines.push(line);
            }
            let texts = lines.iter().filter_map(Value::get::<Str>).collect::<Vec<_>>();
            keep_rest(vm, args, &Str::concat(&texts))
        },
    ),
    native("seekable", "(self, /)", "Return whether the position can be set.", |_, _| {
        Ok(Value::Bool(false))
    }),
    native("close", "(self, /)", "Flush it; the stream itself stays open.", |vm, args| {
        if let Some(stream) = this(vm, args)?.output {
            vm.flush(stream)?;
        }
        Ok(Value::None)
    }),
    native("__enter__", "(self, /)", "", |_, args| Ok(args[0].clone())),
    native("__exit__", "(self, /, *args)", "", |_, _| Ok(Value::None)),
    native(
        "reconfigure",
        "(self, *, encoding=None, errors=None, newline=None, line_buffering=None, \
         write_through=None)",
        "Reconfigure the text stream with new parameters: the buffers are the host's.",
        |vm, args| {
            if let Some(encoding) = args::text(&args[1])
                && !matches!(encoding.to_lowercase().as_str(), "utf-8" | "utf8")
            {
                return Err(vm.refuse(&format!("standard streams in the encoding {encoding}")));
            }
            Ok(Value::None)
        },
    ),
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        let line = read_line(vm, &args[0])?;
        match line.get::<Str>().is_some_and(Str::is_empty) {
            true => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
            false => Ok(line),
        }
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let (name, mode) = names_of(this(vm, args)?);
        let text = format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>");
        Ok(Str::value(&text))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("name", "The stream's name.", |vm, stream| {
        Ok(Str::value(names_of(args::this(vm, stream)?).0))
    }),
    property("mode", "How it is opened.", |vm, stream| {
        Ok(Str::value(names_of(args::this(vm, stream)?).1))
    }),
    property("buffer", "The stream of bytes.", |vm, stream| {
        let stream: &TextStream = args::this(vm, stream)?;
        Ok(Value::new(ByteStream { output: stream.output }))
    }),
    property("newlines", "The ends of lines that were met.", |_, _| Ok(Value::None)),
    property("write_through", "Whether nothing is kept back.", |_, _| Ok(Value::Bool(false))),
    property("encoding", "The encoding of its text.", |_, _| Ok(Str::value("utf-8"))),
    property("errors", "What happens with text that can't be encoded.", |vm, stream| {
        let stream: &TextStream = args::this(vm, stream)?;
        let is_error = stream.output == Some(Stream::Err);
        Ok(Str::value(if is_error { "backslashreplace" } else { "strict" }))
    }),
    property("closed", "Whether it is closed.", |_, _| Ok(Value::Bool(false))),
    property("line_buffering", "Whether lines are flushed.", |vm, stream| {
        let stream: &TextStream = args::this(vm, stream)?;
        Ok(Value::Bool(
            stream.output.is_some_and(|o| o == Stream::Err || vm.outside.host.is_terminal(o)),
        ))
    }),
];

/// Binds the three streams, also by the names under which they are kept (`__stdout__`).
pub(super) fn fill(vm: &mut Vm, module: &Module) {
    let class = vm.register_type(&TEXT_IO);
    let contents =
        TypeContents { methods: METHODS, properties: PROPERTIES, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    let bytes = vm.register_type(&BYTE_IO);
    vm.extend_type(&bytes, &TypeContents { methods: BYTE_METHODS, ..TypeContents::default() });
    let streams = [("stdin", None), ("stdout", Some(Stream::Out)), ("stderr", Some(Stream::Err))];
    for (name, output) in streams {
        let stream = Value::new(TextStream { output, rest: RefCell::default() });
        args::set(vm, module, &format!("__{name}__"), stream.clone());
        args::set(vm, module, name, stream);
    }
}

fn this<'a>(vm: &mut Vm, args: &'a [Value]) -> R<&'a TextStream> {
    args::this(vm, &args[0])
}

const fn names_of(stream: &TextStream) -> (&'static str, &'static str) {
    match stream.output {
        None => ("<stdin>", "r"),
        Some(Stream::Out) => ("<stdout>", "w"),
        Some(Stream::Err) => ("<stderr>", "w"),
    }
}

fn write(vm: &mut Vm, args: &[Value]) -> R {
    let Some(text) = args::payload::<Str>(&args[1]) else {
        let got = vm.type_name(&args[1]);
        return Err(args::type_error(vm, &format!("write() argument must be str, not {got}")));
    };
    let Some(stream) = this(vm, args)?.output else {
        return Err(unsupported(vm, "not writable"));
    };
    if text.has_surrogates() {
        // Encoding it raises what there is to say, or escapes it.
        let encode = vm.get_attr_text(&args[1], "encode")?;
        let errors = if stream == Stream::Err { "backslashreplace" } else { "strict" };
        let bytes = vm.call(&encode, &[Str::value("utf-8"), Str::value(errors)])?;
        vm.write_bytes(stream, &args::bytes(&bytes).unwrap_or_default())?;
    } else {
        vm.write_bytes(stream, text.as_bytes())?;
    }
    Ok(args::count(text.len()))
}

fn unsupported(vm: &mut Vm, what: &str) -> Raised {
    let class = vm.import("io").and_then(|io| vm.get_attr_text(&io, "UnsupportedOperation"));
    match class {
        Ok(class) => vm.raise_class_message(&class, what),
        Err(raised) => raised,
    }
}

/// The stream of bytes below one of text.
struct ByteStream {
    output: Option<Stream>,
}
ouro_vm::object!(ByteStream, "BufferedWriter", leaf);

static BYTE_IO: TypeDef = TypeDef {
    name: "BufferedWriter",
    module: "_io",
    base: Some(&OBJECT),
    layout: Some(<ByteStream as Payload>::layout),
    subclassable: false,
};

static BYTE_METHODS: &[NativeDef] = &[
    native("write", "(self, data, /)", "Write bytes to stream.", |vm, args| {
        let Some(bytes) = args::bytes(&args[1]) else {
            let got = vm.type_name(&args[1]);
            let message = format!("a bytes-like object is required, not '{got}'");
            return Err(args::type_error(vm, &message));
        };
        match args::this::<ByteStream>(vm, &args[0])?.output {
            Some(stream) => vm.write_bytes(stream, &bytes)?,
            None => return Err(unsupported(vm, "write")),
        }
        Ok(args::count(bytes.len()))
    }),
    native("flush", "(self, /)", "Flush write buffers, if applicable.", |vm, args| {
        if let Some(stream) = args::this::<ByteStream>(vm, &args[0])?.output {
            vm.flush(stream)?;
        }
        Ok(Value::None)
    }),
    native("readline", "(self, /)", "Read until newline or the end.", |vm, args| {
        read_bytes(vm, args, false)
    }),
    native("read", "(self, /)", "Read until the end.", |vm, args| read_bytes(vm, args, true)),
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| {
        let line = read_bytes(vm, args, false)?;
        match args::bytes(&line).is_none_or(|line| line.is_empty()) {
            true => Err(vm.raise_with(Exc::StopIteration, Vec::new())),
            false => Ok(line),
        }
    }),
];

fn read_bytes(vm: &mut Vm, args: &[Value], all: bool) -> R {
    if args::this::<ByteStream>(vm, &args[0])?.output.is_some() {
        return Err(unsupported(vm, "read"));
    }
    let mut bytes = Vec::new();
    let result = match all {
        true => vm.outside.host.read_all().map(|all| bytes = all),
        false => vm.outside.host.read_line(&mut bytes).map(drop),
    };
    vm.check_interrupt()?;
    result.map_err(|error| vm.io_error(&error))?;
    Ok(args::bytes_value(bytes))
}

/// How many characters are wanted; none for all.
fn size_arg(vm: &mut Vm, value: &Value) -> R<Option<usize>> {
    match value {
        Value::None => Ok(None),
        value => Ok(usize::try_from(args::int(vm, value)?).ok()),
    }
}

/// So much of a text as is wanted; the rest waits for the next reader.
fn keep_rest(vm: &mut Vm, args: &[Value], text: &Value) -> R {
    let (Some(wanted), Some(string)) = (size_arg(vm, &args[1])?, text.get::<Str>()) else {
        return Ok(text.clone());
    };
    if wanted >= string.len() {
        return Ok(text.clone());
    }
    let rest = string.slice(wanted, string.len());
    if let Some(rest) = rest.get::<Str>() {
        this(vm, args)?.rest.borrow_mut().splice(0..0, rest.as_bytes().iter().copied());
    }
    Ok(string.slice(0, wanted))
}

fn read_line(vm: &mut Vm, stream: &Value) -> R {
    if args::this::<TextStream>(vm, stream)?.output.is_some() {
        return Err(unsupported(vm, "not readable"));
    }
    let rest = &args::this::<TextStream>(vm, stream)?.rest;
    let end =
        rest.borrow().iter().position(|b| *b == b'\n').map_or(rest.borrow().len(), |at| at + 1);
    let mut line: Vec<u8> = rest.borrow_mut().drain(..end).collect();
    if !line.ends_with(b"\n") {
        vm.flush(Stream::Out)?;
        let result = vm.outside.host.read_line(&mut line);
        vm.check_interrupt()?;
        if let Err(error) = result {
            return Err(vm.io_error(&error));
        }
    }
    if let Some(text) = line.strip_suffix(b"\r\n") {
        line.truncate(text.len());
        line.push(b'\n');
    }
    if let Ok(text) = std::str::from_utf8(&line) {
        return Ok(Str::value(text));
    }
    let bytes = args::bytes_value(line);
    let decode = vm.get_attr_text(&bytes, "decode")?;
    vm.call(&decode, &[])
}
