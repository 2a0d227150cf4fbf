//! Methods of `str` that make a text of another shape: padded, translated, encoded.

use crate::prelude::*;
use crate::types::bytes::codec;

pub(super) static METHODS: &[NativeDef] = &[
    native(
        "center",
        "(self, width, fillchar=' ', /)",
        "A centred copy of at least width.",
        |vm, args| {
            // An odd rest goes to the left where the width is odd.
            pad(vm, args, |missing, width| missing / 2 + (missing & width & 1))
        },
    ),
    native(
        "ljust",
        "(self, width, fillchar=' ', /)",
        "A copy of at least width, to the left.",
        |vm, args| pad(vm, args, |_, _| 0),
    ),
    native(
        "rjust",
        "(self, width, fillchar=' ', /)",
        "A copy of at least width, to the right.",
        |vm, args| pad(vm, args, |missing, _| missing),
    ),
    native("zfill", "(self, width, /)", "A copy with zeros behind the sign.", zfill),
    native("expandtabs", "(self, /, tabsize=8)", "A copy with tabs made spaces.", expandtabs),
    native(
        "translate",
        "(self, table, /)",
        "A copy with characters replaced by a table.",
        translate,
    ),
    native(
        "encode",
        "(self, /, encoding='utf-8', errors='strict')",
        "The bytes of the string in an encoding.",
        encode,
    ),
];

pub(super) static STATIC_METHODS: &[NativeDef] =
    &[native("maketrans", "(x, y=..., z=..., /)", "A table for translate().", maketrans)];

/// The fill character of `center` and its kin.
fn fill_char(vm: &mut Vm, value: &Value) -> R<u32> {
    let Some(text) = text_of(value) else {
        let message = "The fill character must be a unicode character, not ";
        return Err(args::wrong_type(vm, message, value));
    };
    match (text.len(), text.code_point(0)) {
        (1, Some(point)) => Ok(point),
        _ => Err(args::type_error(vm, "The fill character must be exactly one character long")),
    }
}

fn pad(vm: &mut Vm, args: &[Value], before: fn(usize, usize) -> usize) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let width = usize::try_from(args::size(vm, &args[1])?).unwrap_or(0);
    let fill = fill_char(vm, &args[2])?;
    let missing = width.saturating_sub(text.len());
    if missing == 0 {
        return Ok(args::base(&args[0]).clone());
    }
    vm.reserve(missing.saturating_mul(4).saturating_add(text.as_bytes().len()))?;
    let before = before(missing, width);
    let mut points = vec![fill; before];
    points.extend(text.code_points());
    points.resize(points.len() + missing - before, fill);
    Ok(Str::from_code_points(&points))
}

fn zfill(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let width = usize::try_from(args::size(vm, &args[1])?).unwrap_or(0);
    let missing = width.saturating_sub(text.len());
    if missing == 0 {
        return Ok(args::base(&args[0]).clone());
    }
    vm.reserve(missing.saturating_add(text.as_bytes().len()))?;
    let bytes = text.as_bytes();
    let signed = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = Vec::with_capacity(bytes.len() + missing);
    out.extend_from_slice(&bytes[..signed]);
    out.resize(signed + missing, b'0');
    out.extend_from_slice(&bytes[signed..]);
    Ok(args::str_from_bytes(&out))
}

fn expandtabs(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let size = usize::try_from(args::small_size(vm, &args[1])?).unwrap_or(0);
    let mut points = Vec::with_capacity(text.len());
    let mut column = 0;
    for point in text.code_points() {
        match char::from_u32(point) {
            Some('\t') if size > 0 => {
                let spaces = size - column % size;
                vm.reserve(spaces.saturating_mul(4))?;
                points.resize(points.len() + spaces, u32::from(' '));
                column += spaces;
            }
            Some('\t') => {}
            Some('\n' | '\r') => {
                points.push(point);
                column = 0;
            }
            _ => {
                points.push(point);
                column += 1;
            }
        }
    }
    Ok(Str::from_code_points(&points))
}

fn translate(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let mut points = Vec::with_capacity(text.len());
    for point in text.code_points() {
        let found = vm.get_item(&args[1], &Value::Int(i64::from(point)));
        match vm.unless(found, Exc::LookupError)? {
            None => points.push(point),
            Some(value) => push_translation(vm, &mut points, &value)?,
        }
    }
    Ok(Str::from_code_points(&points))
}

fn push_translation(vm: &mut Vm, points: &mut Vec<u32>, value: &Value) -> R<()> {
    if value.is_none() {
        return Ok(());
    }
    if let Some(text) = text_of(value) {
        points.extend(text.code_points());
        return Ok(());
    }
    let Some(number) = as_big(args::base(value)) else {
        let message = "character mapping must return integer, None or str";
        return Err(args::type_error(vm, message));
    };
    match number.to_u32().filter(|point| *point < 0x11_0000) {
        Some(point) => {
            points.push(point);
            Ok(())
        }
        None => Err(args::value_error(vm, "character mapping must be in range(0x110000)")),
    }
}

fn maketrans(vm: &mut Vm, args: &[Value]) -> R {
    let table = Dict::default();
    if args[1].is_unbound() {
        let Some(given) = payload::<Dict>(&args[0]) else {
            let message = "if you give only one argument to maketrans it must be a dict";
            return Err(args::type_error(vm, message));
        };
        for (key, value) in given.0.items() {
            let key = translation_key(vm, &key)?;
            vm.dict_set(&table, key, value)?;
        }
        return Ok(Value::new(table));
    }
    let Some(from) = text_of(&args[0]) else {
        let message = "first maketrans argument must be a string if there is a second argument";
        return Err(args::type_error(vm, message));
    };
    let to = args::str_arg(vm, &args[1], "maketrans() argument 2")?;
    if from.len() != to.len() {
        let message = "the first two maketrans arguments must have equal length";
        return Err(args::value_error(vm, message));
    }
    let number = |point| Value::Int(i64::from(point));
    for (from, to) in from.code_points().zip(to.code_points()) {
        vm.dict_set(&table, number(from), number(to))?;
    }
    if !args[2].is_unbound() {
        let removed = args::str_arg(vm, &args[2], "maketrans() argument 3")?;
        for point in removed.code_points() {
            vm.dict_set(&table, number(point), Value::None)?;
        }
    }
    Ok(Value::new(table))
}

fn translation_key(vm: &mut Vm, key: &Value) -> R {
    if let Some(text) = text_of(key) {
        return match (text.len(), text.code_point(0)) {
            (1, Some(point)) => Ok(Value::Int(i64::from(point))),
            _ => {
                let message = "string keys in translate table must be of length 1";
                Err(args::value_error(vm, message))
            }
        };
    }
    if as_big(args::base(key)).is_some() {
        return Ok(key.clone());
    }
    Err(args::type_error(vm, "keys in translate table must be strings or integers"))
}

fn encode(vm: &mut Vm, args: &[Value]) -> R {
    this::<Str>(vm, &args[0])?;
    let encoding = codec::name_arg(vm, &args[1], "utf-8", "encode() argument 'encoding'")?;
    let errors = codec::name_arg(vm, &args[2], "strict", "encode() argument 'errors'")?;
    codec::encode(vm, args::base(&args[0]), &encoding, &errors)
}
