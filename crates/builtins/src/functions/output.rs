//! `print` and `input` (library reference, "Built-in Functions").
//!
//! While `sys.stdout` is the one that the interpreter began with, text goes straight to the host; anything
//! else that stands there, or is given as `file`, is written to through its methods.

use ouro_vm::host::Stream;

use crate::prelude::*;
use crate::show;
use crate::types::bytes::codec;

pub(super) static FUNCTIONS: &[NativeDef] = &[
    native(
        "print",
        "(*args, sep=None, end=None, file=None, flush=False)",
        "Prints the values to a stream, or to sys.stdout by default.",
        print,
    ),
    native(
        "open",
        "(*args, **kwargs)",
        "Open file and return a stream.  Raise OSError upon failure.",
        |vm, args| {
            let io = vm.import("io")?;
            let open = vm.get_attr_text(&io, "_open_stream")?;
            let items = args[0].get::<Tuple>().map_or(&[][..], |tuple| &tuple.0);
            let keys = super::keywords(vm, &args[1]);
            vm.call_keywords(&open, items, &keys)
        },
    ),
    native(
        "input",
        "(prompt=..., /)",
        "Read a string from standard input.  The trailing newline is stripped.",
        input,
    ),
];

/// Where text goes.
enum Target {
    /// Nowhere: there is no `sys.stdout`.
    Nothing,
    /// The host's standard output.
    Host,
    /// An object with `write`.
    File(Value),
}

/// What `sys.stdout` is now.
fn standard_output(vm: &mut Vm) -> Target {
    let sys = vm.intern("sys");
    let Some(module) = vm.modules.get(&sys).cloned() else { return Target::Host };
    let Some(module) = module.get::<Module>() else { return Target::Host };
    let first = vm.intern("__stdout__");
    let (now, first) = (module.namespace.get(names::STDOUT), module.namespace.get(first));
    match now {
        Value::Unbound => Target::Host,
        Value::None => Target::Nothing,
        now if now.is_same(&first) => Target::Host,
        now => Target::File(now),
    }
}

/// The text of `sep` or `end`.
fn separator(vm: &mut Vm, value: &Value, default: &str, name: &str) -> R {
    if value.is_none() {
        return Ok(Str::value(default));
    }
    if is_a::<Str>(value) {
        return Ok(args::base(value).clone());
    }
    let got = vm.type_name(value);
    Err(args::type_error(vm, &format!("{name} must be None or a string, not {got}")))
}

fn print(vm: &mut Vm, args: &[Value]) -> R {
    let [items, sep, end, file, flush] = args else { return Ok(Value::None) };
    let target = match file {
        Value::None => standard_output(vm),
        file => Target::File(file.clone()),
    };
    if matches!(target, Target::Nothing) {
        return Ok(Value::None);
    }
    let sep = separator(vm, sep, " ", "sep")?;
    let end = separator(vm, end, "\n", "end")?;
    let flush = vm.truthy(flush)?;
    let items = items.get::<Tuple>().map_or(&[][..], |tuple| &tuple.0);
    match target {
        Target::File(file) => print_to_file(vm, &file, items, (&sep, &end), flush)?,
        Target::Host | Target::Nothing => print_to_host(vm, items, (&sep, &end), flush)?,
    }
    Ok(Value::None)
}

fn print_to_file(
    vm: &mut Vm,
    file: &Value,
    items: &[Value],
    (sep, end): (&Value, &Value),
    flush: bool,
) -> R<()> {
    let write = vm.get_attr_text(file, "write")?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            vm.call(&write, std::slice::from_ref(sep))?;
        }
        let text = show::str(vm, item)?;
        vm.call(&write, &[text])?;
    }
    vm.call(&write, std::slice::from_ref(end))?;
    if flush {
        let flush = vm.get_attr_text(file, "flush")?;
        vm.call(&flush, &[])?;
    }
    Ok(())
}

fn print_to_host(vm: &mut Vm, items: &[Value], (sep, end): (&Value, &Value), flush: bool) -> R<()> {
    let mut out = Vec::with_capacity(80);
    let result = gather(vm, items, (sep, end), &mut out);
    // What came before an error has been printed.
    vm.write_bytes(Stream::Out, &out)?;
    result?;
    if flush { vm.flush(Stream::Out) } else { Ok(()) }
}

fn gather(vm: &mut Vm, items: &[Value], (sep, end): (&Value, &Value), out: &mut Vec<u8>) -> R<()> {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            push(vm, out, sep)?;
        }
        let text = show::str(vm, item)?;
        push(vm, out, &text)?;
    }
    push(vm, out, end)
}

/// Appends a text as UTF-8, which has no lone surrogates.
fn push(vm: &mut Vm, out: &mut Vec<u8>, value: &Value) -> R<()> {
    match text_of(value) {
        Some(text) if text.has_surrogates() => {
            codec::encode(vm, value, "utf-8", "strict")?;
        }
        Some(text) => out.extend_from_slice(text.as_bytes()),
        None => {}
    }
    Ok(())
}

fn input(vm: &mut Vm, args: &[Value]) -> R {
    if !args[0].is_unbound() {
        let prompt = show::str(vm, &args[0])?;
        match standard_output(vm) {
            Target::File(file) => {
                let write = vm.get_attr_text(&file, "write")?;
                vm.call(&write, &[prompt])?;
            }
            Target::Host => {
                let mut out = Vec::new();
                push(vm, &mut out, &prompt)?;
                vm.write_bytes(Stream::Out, &out)?;
            }
            Target::Nothing => {}
        }
    }
    vm.flush(Stream::Out)?;
    let mut line = Vec::new();
    let asked_ns = vm.outside.now_ns();
    match vm.outside.host.read_line(&mut line) {
        Err(error) => return Err(vm.io_error(&error)),
        Ok(_) => vm.check_interrupt()?,
    }
    vm.note_blocking(asked_ns);
    if line.is_empty() {
        return Err(vm.raise(Exc::EOFError, "EOF when reading a line"));
    }
    let text = line.strip_suffix(b"\n").unwrap_or(&line);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    codec::decode(vm, text, "utf-8", "strict")
}
