//! `str`: its construction and special methods (library reference, "Text Sequence Type"). Its other
//! methods are in the files beside this one.

mod build;
mod case;
mod format;
mod search;
mod split;

use super::bytes::codec;
use crate::prelude::*;
use crate::show;

static NEW: NativeDef = native(
    "__new__",
    "(cls, /, object=..., encoding=..., errors=...)",
    "Create and return a new string.",
    new,
);

static SPECIAL: &[NativeDef] = &[
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| show::repr(vm, &args[0])),
    native("__str__", "(self, /)", "Return str(self).", |vm, args| {
        this::<Str>(vm, &args[0])?;
        Ok(args::base(&args[0]).clone())
    }),
    native("__len__", "(self, /)", "Return len(self).", |vm, args| {
        Ok(args::count(this::<Str>(vm, &args[0])?.len()))
    }),
    native("__contains__", "(self, key, /)", "Return bool(key in self).", contains),
    native("__add__", "(self, value, /)", "Return self+value.", add),
    native("__iter__", "(self, /)", "Implement iter(self).", |vm, args| {
        this::<Str>(vm, &args[0])?;
        vm.iter(args::base(&args[0]))
    }),
    native("__getitem__", "(self, key, /)", "Return self[key].", |vm, args| {
        this::<Str>(vm, &args[0])?;
        vm.get_item(args::base(&args[0]), &args[1])
    }),
    native("__getnewargs__", "(self, /)", "The arguments for a copy.", |vm, args| {
        this::<Str>(vm, &args[0])?;
        Ok(Tuple::value(vec![args::base(&args[0]).clone()]))
    }),
];

/// Adds all of `str`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Str);
    vm.extend_type(
        &class,
        &TypeContents {
            doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str",
            new: Some(&NEW),
            methods: SPECIAL,
            static_methods: build::STATIC_METHODS,
            ..TypeContents::default()
        },
    );
    let groups = [
        build::METHODS,
        case::METHODS,
        format::METHODS,
        search::METHODS,
        split::METHODS,
        super::compare::METHODS,
        super::sequence::REPEAT,
    ];
    for methods in groups {
        vm.extend_type(&class, &TypeContents { methods, ..TypeContents::default() });
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> R {
    let [class, object, encoding, errors] = args else { return Ok(Str::value("")) };
    let text = if object.is_unbound() {
        Str::value("")
    } else if encoding.is_unbound() && errors.is_unbound() {
        show::str(vm, object)?
    } else {
        decode(vm, object, encoding, errors)?
    };
    Ok(vm.wrap_base(class, text))
}

fn decode(vm: &mut Vm, object: &Value, encoding: &Value, errors: &Value) -> R {
    let encoding = codec::name_arg(vm, encoding, "utf-8", "str() argument 'encoding'")?;
    let errors = codec::name_arg(vm, errors, "strict", "str() argument 'errors'")?;
    if is_a::<Str>(object) {
        return Err(args::type_error(vm, "decoding str is not supported"));
    }
    match args::with_bytes(object, <[u8]>::to_vec) {
        Some(bytes) => codec::decode(vm, &bytes, &encoding, &errors),
        None => {
            let name = vm.type_name(object);
            let message = format!("decoding to str: need a bytes-like object, {name} found");
            Err(args::type_error(vm, &message))
        }
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let Some(part) = text_of(&args[1]) else {
        let name = vm.type_name(&args[1]);
        let message = format!("'in <string>' requires string as left operand, not {name}");
        return Err(args::type_error(vm, &message));
    };
    Ok(Value::Bool(search::contains(text, part)))
}

fn add(vm: &mut Vm, args: &[Value]) -> R {
    let text = this::<Str>(vm, &args[0])?;
    let Some(other) = text_of(&args[1]) else {
        let name = vm.type_name(&args[1]);
        let message = format!("can only concatenate str (not \"{name}\") to str");
        return Err(args::type_error(vm, &message));
    };
    vm.reserve(text.as_bytes().len() + other.as_bytes().len())?;
    Ok(Str::concat(&[text, other]))
}
