//! The formatting methods of `str`: `format`, `format_map`, `__format__` and the `%` operator.

use std::ops::Range as Span;

use crate::prelude::*;
use crate::show;
use crate::text::CodePoints;
use crate::text::int_text::IntRef;
use crate::text::percent::{self, Conversion, Key, Kind, Part, Size};
use crate::text::str_format::{self as template, Convert, FieldName, First, Numbering, Step};
use crate::types::number;

pub(super) static METHODS: &[NativeDef] = &[
    native(
        "format",
        "(self, /, *args, **kwargs)",
        "The template with its fields filled in.",
        format,
    ),
    native("format_map", "(self, mapping, /)", "As format(**mapping), without a copy.", format_map),
    native(
        "__format__",
        "(self, format_spec, /)",
        "The string as a specification wants it.",
        |vm, args| {
            this::<Str>(vm, &args[0])?;
            let spec = args::str_arg(vm, &args[1], "__format__() argument")?;
            show::format_str(vm, &args[0], spec)
        },
    ),
    native("__mod__", "(self, value, /)", "Return self%value.", |vm, args| {
        this::<Str>(vm, &args[0])?;
        percent_of(vm, args::base(&args[0]), &args[1])
    }),
    native("__rmod__", "(self, value, /)", "Return value%self.", |vm, args| {
        this::<Str>(vm, &args[0])?;
        if !is_a::<Str>(&args[1]) {
            return Ok(Value::NotImplemented);
        }
        percent_of(vm, args::base(&args[1]), args::base(&args[0]))
    }),
];

/// Where the fields of a template get their values.
enum Source<'a> {
    Arguments { positional: &'a [Value], keywords: &'a Value },
    Mapping(&'a Value),
}

fn format(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let Some(positional) = args[1].get::<Tuple>() else { return Ok(Value::NotImplemented) };
    let source = Source::Arguments { positional: &positional.0, keywords: &args[2] };
    fill_template(vm, text, &source)
}

fn format_map(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    fill_template(vm, text, &Source::Mapping(&args[1]))
}

fn fill_template(vm: &mut Vm, text: &Str, source: &Source<'_>) -> R {
    let mut numbering = Numbering::default();
    let mut out = Vec::with_capacity(text.as_bytes().len() + 16);
    if text.is_ascii() {
        let template = text.as_bytes();
        let parser = template::Parser::new(template);
        let levels = template::NESTING_MAX;
        fill(vm, template, parser, source, &mut numbering, levels, &mut out)?;
    } else {
        let template = &args::points(text)[..];
        let parser = template::Parser::new(template);
        let levels = template::NESTING_MAX;
        fill(vm, template, parser, source, &mut numbering, levels, &mut out)?;
    }
    Ok(args::str_from_bytes(&out))
}

fn fill<T: CodePoints + ?Sized>(
    vm: &mut Vm,
    text: &T,
    parser: template::Parser<'_, T>,
    source: &Source<'_>,
    numbering: &mut Numbering,
    levels: usize,
    out: &mut Vec<u8>,
) -> R<()> {
    if levels == 0 {
        return Err(args::raise_text(vm, &template::nested_too_deeply()));
    }
    for part in parser {
        match args::text_result(vm, part)? {
            template::Part::Literal(range) => text.push_to(range, out),
            template::Part::Field(field) => {
                let value = look_up(vm, text, field.name.clone(), source, numbering)?;
                let value = match field.conversion {
                    None => value,
                    Some(letter) => convert(vm, &value, letter)?,
                };
                let mut spec = Vec::new();
                if field.spec_has_fields {
                    let parser = template::Parser::of_spec(text, field.spec.clone());
                    fill(vm, text, parser, source, numbering, levels - 1, &mut spec)?;
                } else {
                    text.push_to(field.spec.clone(), &mut spec);
                }
                let shown = show::format(vm, &value, &args::str_from_bytes(&spec))?;
                out.extend_from_slice(text_of(&shown).map_or(b"", Str::as_bytes));
            }
        }
    }
    Ok(())
}

fn convert(vm: &mut Vm, value: &Value, letter: u32) -> R {
    match args::text_result(vm, Convert::of(letter))? {
        Convert::Str => show::str(vm, value),
        Convert::Repr => show::repr(vm, value),
        Convert::Ascii => show::ascii(vm, value),
    }
}

/// A range of a template as a string of the language.
fn string_of<T: CodePoints + ?Sized>(text: &T, range: Span<usize>) -> Value {
    let mut bytes = Vec::with_capacity(range.len());
    text.push_to(range, &mut bytes);
    args::str_from_bytes(&bytes)
}

fn look_up<T: CodePoints + ?Sized>(
    vm: &mut Vm,
    text: &T,
    name: Span<usize>,
    source: &Source<'_>,
    numbering: &mut Numbering,
) -> R {
    let (first, steps) = args::text_result(vm, FieldName::split(text, name))?;
    let position = args::text_result(vm, numbering.position(&first))?;
    let mut value = match (source, position, first) {
        (Source::Arguments { positional, .. }, Some(position), _) => {
            match positional.get(position) {
                Some(value) => value.clone(),
                None => return Err(args::raise_text(vm, &template::no_such_position(position))),
            }
        }
        (Source::Arguments { keywords, .. }, None, First::Name(name)) => {
            vm.get_item(keywords, &string_of(text, name))?
        }
        (Source::Mapping(mapping), None, First::Name(name)) => {
            vm.get_item(mapping, &string_of(text, name))?
        }
        (Source::Mapping(_), ..) => {
            let message = "Format string contains positional fields";
            return Err(args::value_error(vm, message));
        }
        (Source::Arguments { .. }, ..) => Value::None,
    };
    for step in steps {
        value = match args::text_result(vm, step)? {
            Step::Attribute(name) => vm.get_attr_text(&value, &template::text_of(text, name))?,
            Step::Index(index) => vm.get_item(&value, &args::count(index))?,
            Step::Key(key) => vm.get_item(&value, &string_of(text, key))?,
        };
    }
    Ok(value)
}

/// The arguments of the `%` operator: a tuple's items one after another, or a single value.
struct Arguments<'a> {
    items: &'a [Value],
    next: usize,
    /// The value itself, where it may be a mapping.
    mapping: Option<&'a Value>,
    used_mapping: bool,
}

impl Arguments<'_> {
    fn take(&mut self, vm: &mut Vm) -> R {
        match self.items.get(self.next) {
            Some(item) => {
                self.next += 1;
                Ok(item.clone())
            }
            None => Err(args::raise_text(vm, &percent::messages::not_enough())),
        }
    }
}

/// `template % value` for a string.
pub(crate) fn percent_of(vm: &mut Vm, template: &Value, value: &Value) -> R {
    let Some(text) = template.get::<Str>() else { return Ok(Value::NotImplemented) };
    if text.is_ascii() {
        return fill_percent(vm, text.as_bytes(), value);
    }
    fill_percent(vm, &args::points(text)[..], value)
}

fn fill_percent<T: CodePoints + ?Sized>(vm: &mut Vm, template: &T, value: &Value) -> R {
    let tuple = payload::<Tuple>(value);
    let mut arguments = Arguments {
        items: tuple.map_or(std::slice::from_ref(value), |tuple| &tuple.0),
        next: 0,
        mapping: (tuple.is_none() && is_mapping(vm, value)).then_some(value),
        used_mapping: false,
    };
    let mut out = Vec::with_capacity(template.length() + 16);
    for part in percent::Parser::new(template) {
        match part {
            Part::Literal(range) => template.push_to(range, &mut out),
            Part::Conversion(conversion) => {
                one_conversion(vm, template, conversion, &mut arguments, &mut out)?;
            }
        }
    }
    let unused = arguments.next < arguments.items.len() && arguments.mapping.is_none();
    if unused && !arguments.used_mapping {
        return Err(args::raise_text(vm, &percent::messages::not_all_converted(false)));
    }
    Ok(args::str_from_bytes(&out))
}

/// Whether `%(key)s` may ask a value: it has items, and is no text.
fn is_mapping(vm: &Vm, value: &Value) -> bool {
    !is_a::<Str>(value) && !vm.lookup_special(value, names::GETITEM).is_unbound()
}

fn one_conversion<T: CodePoints + ?Sized>(
    vm: &mut Vm,
    template: &T,
    mut conversion: Conversion,
    arguments: &mut Arguments<'_>,
    out: &mut Vec<u8>,
) -> R<()> {
    let mut keyed = None;
    if let Some(key) = &conversion.key {
        let Some(mapping) = arguments.mapping else {
            return Err(args::raise_text(vm, &percent::messages::mapping_required()));
        };
        arguments.used_mapping = true;
        match key {
            Key::Unclosed(error) => return Err(args::raise_text(vm, error)),
            Key::Named(range) => {
                let key = string_of(template, range.clone());
                keyed = Some(vm.get_item(mapping, &key)?);
            }
        }
    }
    if conversion.width == Some(Size::Argument) {
        conversion.set_width(star(vm, arguments)?);
    }
    if conversion.precision == Some(Size::Argument) {
        conversion.set_precision(star(vm, arguments)?);
    }
    if let Some(fault) = &conversion.fault {
        return Err(args::raise_text(vm, fault));
    }
    let value = match keyed {
        Some(value) => value,
        None => arguments.take(vm)?,
    };
    let kind = args::text_result(vm, conversion.kind.clone())?;
    vm.reserve(conversion.extra_length())?;
    convert_value(vm, &conversion, kind, &value, out)
}

fn star(vm: &mut Vm, arguments: &mut Arguments<'_>) -> R<i64> {
    let value = arguments.take(vm)?;
    match as_i64(args::base(&value)) {
        Some(size) => Ok(size),
        None if as_big(args::base(&value)).is_some() => {
            let message = "Python int too large to convert to C ssize_t";
            Err(vm.raise(Exc::OverflowError, message))
        }
        None => Err(args::raise_text(vm, &percent::messages::star_wants_int())),
    }
}

fn convert_value(
    vm: &mut Vm,
    conversion: &Conversion,
    kind: Kind,
    value: &Value,
    out: &mut Vec<u8>,
) -> R<()> {
    let text = match kind {
        Kind::Float => {
            let number = number::real(vm, value)?;
            out.extend_from_slice(conversion.format_float(number).as_bytes());
            return Ok(());
        }
        Kind::Decimal => {
            let whole = number::whole_for_percent(vm, value, conversion.letter)?;
            number::check_digits(vm, &whole)?;
            out.extend_from_slice(with_int(&whole, |int| conversion.format_int(int)).as_bytes());
            return Ok(());
        }
        Kind::Radix(_) => {
            let whole = number::index_for_percent(vm, value, conversion.letter)?;
            out.extend_from_slice(with_int(&whole, |int| conversion.format_int(int)).as_bytes());
            return Ok(());
        }
        Kind::Char => character(vm, value)?,
        Kind::Str | Kind::Bytes => show::str(vm, value)?,
        Kind::Repr => show::repr(vm, value)?,
        Kind::Ascii => show::ascii(vm, value)?,
    };
    let Some(text) = text_of(&text) else { return Ok(()) };
    let layout = conversion.layout_text(text.len());
    // The padding of this language is always a space.
    out.resize(out.len() + layout.before, b' ');
    out.extend_from_slice(&text.as_bytes()[..text.byte_offset(layout.taken)]);
    out.resize(out.len() + layout.after, b' ');
    Ok(())
}

fn with_int(value: &Value, format: impl FnOnce(IntRef<'_>) -> String) -> String {
    format(number::int_ref(value))
}

fn character(vm: &mut Vm, value: &Value) -> R {
    if let Some(text) = text_of(value)
        && text.len() == 1
    {
        return Ok(value.clone());
    }
    let is_int =
        as_big(args::base(value)).is_some() || !vm.lookup_special(value, names::INDEX).is_unbound();
    if !is_int {
        return Err(args::type_error(vm, "%c requires int or char"));
    }
    let number = int_value(vm.index(value)?);
    let point = args::text_result(vm, percent::char_of(number::int_ref(&number)))?;
    Ok(Str::from_code_points(&[point]))
}
