//! `repr()`, `str()`, `ascii()` and `format()` of values (library reference, "Built-in Functions"; data
//! model, "Basic customization"): what a script defines goes first, then the text of the built-in types.
//!
//! Reprs of objects that are no data (functions, iterators, frames ...) are in `show_objects`.

use crate::prelude::*;
use crate::show_objects;
use crate::text::format_spec::{self, Spec};
use crate::text::{float_repr, int_text, quote};
use crate::types::number;

/// `repr(value)`, a string.
pub(crate) fn repr(vm: &mut Vm, value: &Value) -> R {
    repr_text(vm, value).map(Shown::into_value)
}

/// The text that a `repr` or `str` gave: fresh, or a string of the language.
pub(crate) enum Shown {
    /// New text.
    Text(String),
    /// A string, which may hold lone surrogates.
    Value(Value),
}

impl Shown {
    /// As a string of the language.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Str::value(&text),
            Self::Value(value) => value,
        }
    }

    fn push_to(&self, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => out.extend_from_slice(text.as_bytes()),
            Self::Value(value) => {
                out.extend_from_slice(text_of(value).map_or(b"", Str::as_bytes));
            }
        }
    }
}

/// `repr(value)` without a string being made of it yet.
pub(crate) fn repr_text(vm: &mut Vm, value: &Value) -> R<Shown> {
    if let Some(text) = repr_plain(vm, value)? {
        return Ok(Shown::Text(text));
    }
    let method = vm.lookup_special(value, names::REPR);
    let is_built_in = match method.get::<ouro_vm::objects::Native>() {
        Some(native) => !native.is_of_plain_class(),
        None => method.is_unbound(),
    };
    if is_built_in {
        let inner = args::base(value);
        // A class that derives from a built-in type shows as its value does.
        let shown = if show_objects::is_default_repr(vm, &method) { value } else { inner };
        return repr_built_in(vm, shown, value);
    }
    let result = vm.nested(" while getting the repr of an object", |vm| {
        vm.call_special(value, names::REPR, &[])
    })?;
    let result = result.unwrap_or_default();
    if is_a::<Str>(&result) {
        return Ok(Shown::Value(result));
    }
    let name = vm.type_name(&result);
    Err(args::type_error(vm, &format!("__repr__ returned non-string (type {name})")))
}

/// The `repr` of what is no container and cannot be redefined.
fn repr_plain(vm: &mut Vm, value: &Value) -> R<Option<String>> {
    Ok(Some(match value {
        Value::Unbound | Value::None => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float_repr::repr(*float),
        Value::Ellipsis => "Ellipsis".to_owned(),
        Value::NotImplemented => "NotImplemented".to_owned(),
        Value::Obj(object) => {
            if let Some(text) = object.get::<Str>() {
                match text.as_str() {
                    Some(plain) => quote::repr(plain.chars().map(u32::from)),
                    None => quote::repr(args::points(text)),
                }
            } else if object.is::<Big>() {
                number::decimal(vm, value)?
            } else {
                return Ok(None);
            }
        }
    }))
}

/// The `repr` of a built-in value; `whole` is the instance that it is of, or the value itself.
pub(crate) fn repr_built_in(vm: &mut Vm, value: &Value, whole: &Value) -> R<Shown> {
    if let Some(text) = repr_plain(vm, value)? {
        return Ok(Shown::Text(text));
    }
    let Value::Obj(object) = value else { return Ok(Shown::Text(String::new())) };
    if object.is::<List>()
        || object.is::<Tuple>()
        || object.is::<Dict>()
        || object.is::<Set>()
        || object.is::<FrozenSet>()
        || object.is::<ouro_vm::objects::DictView>()
    {
        return repr_container(vm, value, whole);
    }
    let text = if let Some(bytes) = object.get::<Bytes>() {
        quote::bytes(&bytes.0)
    } else if let Some(bytes) = object.get::<ByteArray>() {
        let name = vm.type_name(whole);
        format!("{name}({})", quote::bytes(&bytes.0.borrow()))
    } else if let Some(complex) = object.get::<Complex>() {
        number::complex_repr(complex)
    } else if let Some(range) = ouro_vm::LongRange::of(value) {
        let (start, stop, step) = (range.start, range.stop, range.step);
        match step == BigInt::from(1) {
            true => format!("range({start}, {stop})"),
            false => format!("range({start}, {stop}, {step})"),
        }
    } else if let Some(slice) = object.get::<Slice>() {
        let parts = [slice.start.clone(), slice.stop.clone(), slice.step.clone()];
        return joined(vm, "slice(", &parts, ")");
    } else if let Some(exception) = object.get::<Exception>() {
        return repr_exception(vm, value, exception);
    } else {
        return show_objects::repr(vm, value, whole);
    };
    Ok(Shown::Text(text))
}

fn repr_exception(vm: &mut Vm, value: &Value, exception: &Exception) -> R<Shown> {
    let name = vm.type_name(value);
    let arguments = exception.args.get();
    match arguments.get::<Tuple>().map(|tuple| &*tuple.0) {
        Some([one]) => joined(vm, &format!("{name}("), std::slice::from_ref(one), ")"),
        Some(items) => joined(vm, &format!("{name}("), items, ")"),
        None => Ok(Shown::Text(format!("{name}()"))),
    }
}

fn repr_container(vm: &mut Vm, value: &Value, whole: &Value) -> R<Shown> {
    // One that holds itself ends in dots.
    if !vm.begin_showing(value) {
        return Ok(Shown::Text(dots(vm, value, whole)));
    }
    let result =
        vm.nested(" while getting the repr of an object", |vm| repr_items(vm, value, whole));
    vm.end_showing();
    result
}

/// What stands for a container within itself.
fn dots(vm: &Vm, value: &Value, whole: &Value) -> String {
    if value.is::<List>() {
        "[...]".to_owned()
    } else if value.is::<Tuple>() {
        "(...)".to_owned()
    } else if value.is::<Dict>() {
        "{...}".to_owned()
    } else if value.is::<ouro_vm::objects::DictView>() {
        "...".to_owned()
    } else {
        format!("{}(...)", vm.type_name(whole))
    }
}

fn repr_items(vm: &mut Vm, value: &Value, whole: &Value) -> R<Shown> {
    if let Some(list) = value.get::<List>() {
        return repr_list(vm, list);
    }
    if let Some(tuple) = value.get::<Tuple>() {
        let close = if tuple.0.len() == 1 { ",)" } else { ")" };
        return joined(vm, "(", &tuple.0, close);
    }
    if let Some(dict) = value.get::<Dict>() {
        return repr_dict(vm, dict);
    }
    if let Some(view) = value.get::<ouro_vm::objects::DictView>() {
        let name = vm.type_name(whole);
        let items = vm.collect(value)?;
        let _ = view;
        return joined(vm, &format!("{name}(["), &items, "])");
    }
    let name = vm.type_name(whole);
    let items = ouro_vm::set_table(value).map(SetTable::keys).unwrap_or_default();
    if items.is_empty() {
        return Ok(Shown::Text(format!("{name}()")));
    }
    if value.is::<Set>() && name == "set" {
        return joined(vm, "{", &items, "}");
    }
    joined(vm, &format!("{name}({{"), &items, "})")
}

/// A list may change while its items are shown.
fn repr_list(vm: &mut Vm, list: &List) -> R<Shown> {
    let mut out = vec![b'['];
    let mut index = 0;
    while let Some(item) = list.get(index) {
        if index > 0 {
            out.extend_from_slice(b", ");
        }
        repr_text(vm, &item)?.push_to(&mut out);
        index += 1;
    }
    out.push(b']');
    Ok(Shown::Value(args::str_from_bytes(&out)))
}

fn repr_dict(vm: &mut Vm, dict: &Dict) -> R<Shown> {
    let mut out = vec![b'{'];
    let mut at = 0;
    // A dict may change while its items are shown.
    while let Some((next, key, value)) = dict.0.next(at) {
        at = next;
        if out.len() > 1 {
            out.extend_from_slice(b", ");
        }
        repr_text(vm, &key)?.push_to(&mut out);
        out.extend_from_slice(b": ");
        repr_text(vm, &value)?.push_to(&mut out);
    }
    out.push(b'}');
    Ok(Shown::Value(args::str_from_bytes(&out)))
}

/// The reprs of items with commas between them.
pub(crate) fn joined(vm: &mut Vm, open: &str, items: &[Value], close: &str) -> R<Shown> {
    let mut out = open.as_bytes().to_vec();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.extend_from_slice(b", ");
        }
        repr_text(vm, item)?.push_to(&mut out);
    }
    out.extend_from_slice(close.as_bytes());
    Ok(Shown::Value(args::str_from_bytes(&out)))
}

/// `str(value)`
pub(crate) fn str(vm: &mut Vm, value: &Value) -> R {
    if value.is::<Str>() {
        return Ok(value.clone());
    }
    if let Value::Int(number) = value {
        return Ok(vm.interner.digits(*number));
    }
    if let Some(text) = repr_plain(vm, value)? {
        return Ok(Str::value(&text));
    }
    let method = vm.lookup_special(value, names::STR);
    let native = method.get::<ouro_vm::objects::Native>();
    if method.is_unbound() || native.is_some_and(|_| show_objects::is_default_repr(vm, &method)) {
        return str_by_repr(vm, value);
    }
    let result = vm.nested(" while getting the str of an object", |vm| {
        vm.call_special(value, names::STR, &[])
    })?;
    let result = result.unwrap_or_default();
    if is_a::<Str>(&result) {
        return Ok(result);
    }
    let name = vm.type_name(&result);
    Err(args::type_error(vm, &format!("__str__ returned non-string (type {name})")))
}

/// `str(value)` of what has only a `__repr__`, whose wrong result is called that of `__str__`.
pub(crate) fn str_by_repr(vm: &mut Vm, value: &Value) -> R {
    let method = vm.lookup_special(value, names::REPR);
    if !method.is::<Function>() {
        return repr(vm, value);
    }
    let result = vm.nested(" while getting the str of an object", |vm| {
        vm.call_special(value, names::REPR, &[])
    })?;
    let result = result.unwrap_or_default();
    if is_a::<Str>(&result) {
        return Ok(result);
    }
    let name = vm.type_name(&result);
    Err(args::type_error(vm, &format!("__str__ returned non-string (type {name})")))
}

/// `ascii(value)`
pub(crate) fn ascii(vm: &mut Vm, value: &Value) -> R {
    let shown = repr(vm, value)?;
    Ok(match text_of(&shown) {
        Some(text) if !text.is_ascii() => Str::value(&quote::escape_non_ascii(text.code_points())),
        _ => shown,
    })
}

/// `format(value, spec)`; the specification is a string.
pub(crate) fn format(vm: &mut Vm, value: &Value, spec: &Value) -> R {
    let Some(text) = text_of(spec) else {
        return Err(args::wrong_type(vm, "format() argument 2 must be str, not ", spec));
    };
    match value {
        Value::Int(_) | Value::Bool(_) | Value::Float(_) => return format_number(vm, value, text),
        Value::Obj(object) if object.is::<Str>() => return format_str(vm, value, text),
        Value::Obj(object) if object.is::<Big>() || object.is::<Complex>() => {
            return format_number(vm, value, text);
        }
        _ => {}
    }
    let method = vm.lookup_special(value, names::FORMAT);
    if method.is_unbound() {
        return format_object(vm, value, text);
    }
    // Without a specification, built-in types show as `str()` has it, which a derived class may define.
    if text.is_empty() && method.is::<ouro_vm::objects::Native>() {
        return str(vm, value);
    }
    let result = vm.call_special(value, names::FORMAT, std::slice::from_ref(spec))?;
    let result = result.unwrap_or_default();
    if is_a::<Str>(&result) {
        return Ok(result);
    }
    Err(args::wrong_type(vm, "__format__ must return a str, not ", &result))
}

/// `object.__format__`
pub(crate) fn format_object(vm: &mut Vm, value: &Value, spec: &Str) -> R {
    if spec.is_empty() {
        return str(vm, value);
    }
    let name = vm.type_name(value);
    let message = format!("unsupported format string passed to {name}.__format__");
    Err(args::type_error(vm, &message))
}

fn parsed(vm: &mut Vm, spec: &Str, type_name: &str) -> R<Spec> {
    let spec = args::text_result(vm, Spec::parse(&spec.to_text(), type_name))?;
    vm.reserve(spec.extra_length().saturating_mul(4))?;
    Ok(spec)
}

/// `str.__format__`
pub(crate) fn format_str(vm: &mut Vm, value: &Value, spec: &Str) -> R {
    let Some(text) = text_of(value) else { return Ok(Value::NotImplemented) };
    if spec.is_empty() {
        return Ok(if value.is::<Str>() { value.clone() } else { str(vm, value)? });
    }
    let name = vm.type_name(value);
    let spec = parsed(vm, spec, &name)?;
    let layout = args::text_result(vm, format_spec::layout_str(text.len(), &spec, &name))?;
    let mut points = vec![u32::from(layout.fill); layout.before];
    points.extend(text.code_points().take(layout.taken));
    points.resize(points.len() + layout.after, u32::from(layout.fill));
    Ok(Str::from_code_points(&points))
}

/// `__format__` of the numbers.
pub(crate) fn format_number(vm: &mut Vm, value: &Value, spec: &Str) -> R {
    if spec.is_empty() {
        return str(vm, value);
    }
    let name = vm.type_name(value);
    let spec = parsed(vm, spec, &name)?;
    let inner = args::base(value);
    let result = match inner {
        Value::Float(float) => format_spec::format_float(*float, &spec, &name),
        _ if inner.is::<Complex>() => {
            let complex = this::<Complex>(vm, inner)?;
            format_spec::format_complex((complex.re, complex.im), &spec, &name)
        }
        _ => {
            if matches!(spec.kind, None | Some('d' | 'n')) {
                number::check_digits(vm, inner)?;
            }
            let int = number::int_ref(inner);
            if spec.kind == Some('c')
                && let Some(point @ 0xd800..=0xdfff) = int.to_i64()
            {
                return format_surrogate(vm, point, &spec);
            }
            format_spec::format_int(int, &spec, &name)
        }
    };
    args::text_result(vm, result).map(|text| Str::value(&text))
}

/// Type `c` of a lone surrogate.
fn format_surrogate(vm: &mut Vm, point: i64, spec: &Spec) -> R {
    let layout = format_spec::layout_char(int_text::IntRef::Small(point), spec);
    let (point, layout) = args::text_result(vm, layout)?;
    let mut points = vec![u32::from(layout.fill); layout.before];
    points.push(point);
    points.resize(points.len() + layout.after, u32::from(layout.fill));
    Ok(Str::from_code_points(&points))
}
