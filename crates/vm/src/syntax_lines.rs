//! Where a `SyntaxError` says that the fault is: the lines that stand above its message.

use std::fmt::Write as _;

use crate::exceptions::Exc;
use crate::objects::{Exception, Str};
use crate::operators::as_i64;
use crate::value::Value;
use crate::vm::Vm;

/// Writes them and gives the message; none for another exception, or one that has no place.
pub(crate) fn write(vm: &mut Vm, out: &mut String, value: &Value) -> Option<String> {
    if !vm.is_instance(value, &vm.exception_class(Exc::SyntaxError)) {
        return None;
    }
    let exception = value.get::<Exception>()?;
    let own = |name: &str| exception.attributes.get().map(|n| n.get(vm.intern(name)));
    let own = |name: &str| own(name).unwrap_or_default();
    let line = as_i64(&own("lineno"))?;
    let file = own("filename");
    let file = if file.is::<Str>() { vm.display(&file) } else { "<string>".to_owned() };
    let _ = writeln!(out, "  File \"{file}\", line {line}");
    if own("text").is::<Str>() {
        let [offset, end_line, end] =
            ["offset", "end_lineno", "end_offset"].map(|name| as_i64(&own(name)));
        let end = end.filter(|_| end_line.is_none_or(|end_line| end_line == line));
        write_line(out, &vm.display(&own("text")), offset, end, end_line);
    }
    let message = Vm::first_argument(value);
    Some(vm.str_text(&message).unwrap_or_default())
}

/// The line and its carets; columns count from 1.
fn write_line(
    out: &mut String,
    line: &str,
    start: Option<i64>,
    end: Option<i64>,
    last: Option<i64>,
) {
    let line = line.trim_end_matches('\n');
    let text = line.trim_start_matches([' ', '\n', '\x0C']);
    let _ = writeln!(out, "    {text}");
    let Some(start) = start.filter(|start| *start >= 1) else { return };
    let length = line.chars().count() as i64;
    let stripped = length - text.chars().count() as i64;
    let end = match (end, last) {
        (Some(end), _) if end > 0 => end,
        (None, Some(_)) => length + 1,
        _ => start,
    };
    let end = if end == start { end + 1 } else { end };
    let (from, to) = (start - 1 - stripped, end - 1 - stripped);
    if from < 0 {
        return;
    }
    let blanks = text.chars().chain(std::iter::repeat(' ')).take(from as usize);
    let blanks: String = blanks.map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    let _ = writeln!(out, "    {blanks}{}", "^".repeat((to - from).max(1) as usize));
}
