//! Methods of `bytes` and `bytearray` that take the bytes for ASCII text: case, columns, tables.

use super::shared::{alike, bytes_like, receiver};
use crate::prelude::*;

pub(super) static METHODS: &[NativeDef] = &[
    native("swapcase", "(self, /)", "A copy with upper and lower case swapped.", |vm, args| {
        map(vm, &args[0], |byte, _| swap(byte))
    }),
    native("title", "(self, /)", "A copy in which words begin in upper case.", |vm, args| {
        map(vm, &args[0], |byte, before| {
            if before.is_ascii_alphabetic() {
                byte.to_ascii_lowercase()
            } else {
                byte.to_ascii_uppercase()
            }
        })
    }),
    native("capitalize", "(self, /)", "A copy that begins in upper case.", |vm, args| {
        let mut bytes = receiver(vm, &args[0])?.to_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
        Ok(alike(&args[0], bytes))
    }),
    native("islower", "(self, /)", "Whether all letters are in lower case.", |vm, args| {
        one_case(vm, &args[0], u8::is_ascii_lowercase)
    }),
    native("isupper", "(self, /)", "Whether all letters are in upper case.", |vm, args| {
        one_case(vm, &args[0], u8::is_ascii_uppercase)
    }),
    native("istitle", "(self, /)", "Whether words begin in upper case.", |vm, args| {
        let bytes = receiver(vm, &args[0])?;
        let mut before = 0_u8;
        let mut any = false;
        for byte in bytes {
            let starts = !before.is_ascii_alphabetic();
            if byte.is_ascii_alphabetic() {
                if byte.is_ascii_uppercase() != starts {
                    return Ok(Value::Bool(false));
                }
                any = true;
            }
            before = byte;
        }
        Ok(Value::Bool(any))
    }),
    native("center", "(self, width, fillchar=..., /)", "A centered copy.", |vm, args| {
        pad(vm, args, "center", |missing, width| missing / 2 + (missing & width & 1))
    }),
    native("ljust", "(self, width, fillchar=..., /)", "A copy padded at its end.", |vm, args| {
        pad(vm, args, "ljust", |_, _| 0)
    }),
    native("rjust", "(self, width, fillchar=..., /)", "A copy padded at its start.", |vm, args| {
        pad(vm, args, "rjust", |missing, _| missing)
    }),
    native("zfill", "(self, width, /)", "A copy padded with zeros after a sign.", |vm, args| {
        let bytes = receiver(vm, &args[0])?;
        let missing = missing(vm, &args[1], bytes.len())?;
        let sign = usize::from(bytes.first().is_some_and(|b| matches!(b, b'+' | b'-')));
        let zeros = vec![b'0'; missing];
        Ok(alike(&args[0], [&bytes[..sign], &zeros, &bytes[sign..]].concat()))
    }),
    native("expandtabs", "(self, /, tabsize=8)", "A copy with blanks for tabs.", expand_tabs),
    native(
        "translate",
        "(self, table, /, delete=...)",
        "A copy in which each byte is looked up in a table.",
        translate,
    ),
];

pub(super) static STATIC: &[NativeDef] = &[native(
    "maketrans",
    "(frm, to, /)",
    "Return a translation table usable for the bytes or bytearray translate method.",
    |vm, args| {
        let (from, to) = (bytes_like(vm, &args[0])?, bytes_like(vm, &args[1])?);
        if from.len() != to.len() {
            let message = "maketrans arguments must have same length";
            return Err(args::value_error(vm, message));
        }
        let mut table: Vec<u8> = (0..=255).collect();
        for (from, to) in from.into_iter().zip(to) {
            table[usize::from(from)] = to;
        }
        Ok(Value::new(Bytes(table.into())))
    },
)];

fn swap(byte: u8) -> u8 {
    if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte }
}

/// Each byte changed, by itself and the one before it.
fn map(vm: &mut Vm, value: &Value, change: fn(u8, u8) -> u8) -> R {
    let bytes = receiver(vm, value)?;
    let before = std::iter::once(0).chain(bytes.iter().copied());
    let changed = bytes.iter().zip(before).map(|(&byte, before)| change(byte, before)).collect();
    Ok(alike(value, changed))
}

fn one_case(vm: &mut Vm, value: &Value, fits: fn(&u8) -> bool) -> R {
    let bytes = receiver(vm, value)?;
    let mut letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).peekable();
    Ok(Value::Bool(letters.peek().is_some() && letters.all(fits)))
}

/// How many bytes are missing to a width.
fn missing(vm: &mut Vm, width: &Value, length: usize) -> R<usize> {
    let width = usize::try_from(args::size(vm, width)?).unwrap_or(0);
    vm.reserve(width)?;
    Ok(width.saturating_sub(length))
}

fn pad(vm: &mut Vm, args: &[Value], name: &str, left: fn(usize, usize) -> usize) -> R {
    let bytes = receiver(vm, &args[0])?;
    let missing = missing(vm, &args[1], bytes.len())?;
    let fill = match args::with_bytes(&args[2], <[u8]>::to_vec) {
        Some(fill) if fill.len() == 1 => fill[0],
        None if args[2].is_unbound() => b' ',
        _ => {
            let got = vm.type_name(&args[2]);
            let message =
                format!("{name}() argument 2 must be a byte string of length 1, not {got}");
            return Err(args::type_error(vm, &message));
        }
    };
    let left = left(missing, bytes.len() + missing);
    let (before, after) = (vec![fill; left], vec![fill; missing - left]);
    Ok(alike(&args[0], [before, bytes, after].concat()))
}

fn expand_tabs(vm: &mut Vm, args: &[Value]) -> R {
    let bytes = receiver(vm, &args[0])?;
    let size = usize::try_from(args::small_size(vm, &args[1])?).unwrap_or(0);
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for byte in bytes {
        match byte {
            b'\t' => {
                let blanks = if size > 0 { size - column % size } else { 0 };
                vm.reserve(blanks)?;
                out.resize(out.len() + blanks, b' ');
                column += blanks;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += 1;
            }
        }
    }
    Ok(alike(&args[0], out))
}

fn translate(vm: &mut Vm, args: &[Value]) -> R {
    let bytes = receiver(vm, &args[0])?;
    let table = if args[1].is_none() { None } else { Some(bytes_like(vm, &args[1])?) };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        let message = "translation table must be 256 characters long";
        return Err(args::value_error(vm, message));
    }
    let delete = if args[2].is_unbound() { Vec::new() } else { bytes_like(vm, &args[2])? };
    let kept = bytes.into_iter().filter(|byte| !delete.contains(byte));
    let out = match table {
        Some(table) => kept.map(|byte| table[usize::from(byte)]).collect(),
        None => kept.collect(),
    };
    Ok(alike(&args[0], out))
}
