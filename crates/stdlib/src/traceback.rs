//! The native half of `traceback` (library reference, "traceback"): steps of tracebacks, and exceptions as text. The
//! classes and functions are in `lib/traceback.py`.

use ouro_vm::TraceStep;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "traceback", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

static FUNCTIONS: &[NativeDef] = &[
    native("_steps", "(tb)", "The steps of a traceback, as tuples.", |vm, args| {
        let steps = vm.traceback_steps(&args[0]);
        Ok(List::value(steps.iter().map(step_value).collect()))
    }),
    native("_last_lines", "(exc)", "The lines that name an exception.", |vm, args| {
        let mut text = String::new();
        vm.write_last_lines(&mut text, &args[0]);
        Ok(Str::value(&text))
    }),
    native(
        "_whole",
        "(exc)",
        "All that is shown of an exception that nobody catches.",
        |vm, args| Ok(Str::value(&vm.format_exception(&args[0]))),
    ),
    native(
        "_source_line",
        "(filename, lineno)",
        "A line of a file, or the empty string.",
        |vm, args| {
            let (Some(file), Some(line)) = (args::text(&args[0]), as_i64(&args[1])) else {
                return Ok(Str::value(""));
            };
            let line = u32::try_from(line).ok().and_then(|line| vm.source_line(&file, line));
            Ok(Str::value(&line.unwrap_or_default()))
        },
    ),
];

fn step_value(step: &TraceStep) -> Value {
    let (end_line, column, end_column) = match step.span {
        Some((line, start, end)) => (Value::Int(line.into()), args::count(start), args::count(end)),
        None => (Value::None, Value::None, Value::None),
    };
    Tuple::value([
        Str::value(&step.file),
        Value::Int(step.line.into()),
        Str::value(&step.name),
        Str::value(&step.source_line),
        Str::value(&step.text),
        end_line,
        column,
        end_column,
        step.frame.clone(),
    ])
}
