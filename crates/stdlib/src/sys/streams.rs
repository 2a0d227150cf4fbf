//! `sys.stdin`, `sys.stdout` and `sys.stderr`: text streams over the host's.

use ouro_vm::Payload;
use ouro_vm::host::Stream;

use crate::prelude::*;

/// One of the standard streams.
struct TextStream {
    /// Which one of the outputs; none for the input.
    output: Option<Stream>,
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
    native("readline", "(self, /)", "Read until newline or the end.", |vm, args| {
        read_line(vm, &args[0])
    }),
    native("readlines", "(self, /)", "Return a list of lines.", |vm, args| {
        Ok(List::value(vm.collect(&args[0])?))
    }),
    native("read", "(self, /)", "Read until the end.", |vm, args| {
        let lines = vm.collect(&args[0])?;
        Ok(Str::concat(&lines.iter().filter_map(Value::get::<Str>).collect::<Vec<_>>()))
    }),
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
    let streams = [("stdin", None), ("stdout", Some(Stream::Out)), ("stderr", Some(Stream::Err))];
    for (name, output) in streams {
        let stream = Value::new(TextStream { output });
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
    vm.raise(Exc::OSError, what)
}

fn read_line(vm: &mut Vm, stream: &Value) -> R {
    if args::this::<TextStream>(vm, stream)?.output.is_some() {
        return Err(unsupported(vm, "not readable"));
    }
    vm.flush(Stream::Out)?;
    let mut line = Vec::new();
    let result = vm.outside.host.read_line(&mut line);
    vm.check_interrupt()?;
    if let Err(error) = result {
        return Err(vm.io_error(&error));
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
