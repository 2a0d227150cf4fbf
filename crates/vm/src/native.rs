//! The interface for native functions: tables of rows, and arguments bound from a row's signature.
//!
//! A native function gets its arguments as a slice with one value for each parameter, in the order of
//! the signature; `*args` is a tuple, `**kwargs` a dict. A parameter that was not given and whose
//! default is written `...` is [`Value::Unbound`].

use crate::intern::Sym;
use crate::objects::Str;
use crate::value::Value;
use crate::vm::{R, Vm};

/// A native function.
pub type NativeFn = fn(&mut Vm, &[Value]) -> R;

/// A row of a table of native functions.
pub struct NativeDef {
    /// Its name.
    pub name: &'static str,
    /// Its parameters, as Python writes them: `(self, x, /, *args, key=None, **kwargs)`. Defaults are
    /// `None`, `True`, `False`, numbers, plain strings, or `...` for "not given".
    pub signature: &'static str,
    /// The docstring.
    pub doc: &'static str,
    /// The function.
    pub function: NativeFn,
    /// Whether a receiver that is around a built-in value comes whole.
    pub takes_instance: bool,
}

impl NativeDef {
    /// The row of a method that gets an instance of a derived class itself, not the built-in value that
    /// the instance is around.
    #[must_use]
    pub const fn whole(mut self) -> Self {
        self.takes_instance = true;
        self
    }
}

/// A row; see [`NativeDef`].
#[must_use]
pub const fn native(
    name: &'static str,
    signature: &'static str,
    doc: &'static str,
    function: NativeFn,
) -> NativeDef {
    NativeDef { name, signature, doc, function, takes_instance: false }
}

/// Writes an attribute (deletes it, for [`Value::Unbound`]).
pub(crate) type SetFn = fn(&mut Vm, &Value, Value) -> R<()>;

/// A row of a table of attributes that native functions compute.
pub struct PropertyDef {
    /// Its name.
    pub name: &'static str,
    /// The docstring.
    pub doc: &'static str,
    /// Reads it.
    pub get: fn(&mut Vm, &Value) -> R,
    /// Writes it (deletes it, for [`Value::Unbound`]), if that is allowed.
    pub set: Option<SetFn>,
}

/// A row for an attribute that can only be read.
#[must_use]
pub const fn property(
    name: &'static str,
    doc: &'static str,
    get: fn(&mut Vm, &Value) -> R,
) -> PropertyDef {
    PropertyDef { name, doc, get, set: None }
}

/// A row for an attribute that CPython has as a member, whose refusal to be written names nothing.
#[must_use]
pub const fn member(
    name: &'static str,
    doc: &'static str,
    get: fn(&mut Vm, &Value) -> R,
) -> PropertyDef {
    PropertyDef { name, doc, get, set: Some(refuse_to_set) }
}

fn refuse_to_set(vm: &mut Vm, _: &Value, _: Value) -> R<()> {
    Err(vm.raise(crate::Exc::AttributeError, "readonly attribute"))
}

/// A built-in type, without its methods: those are added by [`Vm::extend_type`].
pub struct TypeDef {
    /// Its name.
    pub name: &'static str,
    /// `__module__`
    pub module: &'static str,
    /// The type that it derives from; `object` for none.
    pub base: Option<&'static TypeDef>,
    /// The layout of its instances; none for `object` and for types without instances of their own.
    pub layout: Option<fn() -> &'static crate::Layout>,
    /// Whether a script may derive from it.
    pub subclassable: bool,
}

/// What a built-in type has.
#[derive(Default)]
pub struct TypeContents {
    /// The docstring.
    pub doc: &'static str,
    /// `__new__`: gets the class, then the arguments.
    pub new: Option<&'static NativeDef>,
    /// Methods; they get the instance first.
    pub methods: &'static [NativeDef],
    /// Class methods; they get the class first.
    pub class_methods: &'static [NativeDef],
    /// Static methods.
    pub static_methods: &'static [NativeDef],
    /// Computed attributes.
    pub properties: &'static [PropertyDef],
}

/// A native module.
pub struct ModuleDef {
    /// Its name, dotted for a module in a package.
    pub name: &'static str,
    /// The docstring.
    pub doc: &'static str,
    /// Its functions.
    pub functions: &'static [NativeDef],
    /// What else it has: types, constants, instances.
    pub fill: fn(&mut Vm, &crate::objects::Module) -> R<()>,
}

/// How a parameter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    PositionalOnly,
    Positional,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

pub(crate) struct Param {
    pub name: Sym,
    pub kind: Kind,
    /// The default, if it may be left out.
    pub default: Option<Value>,
}

/// A signature that has been read.
pub struct Signature {
    pub(crate) params: Vec<Param>,
    /// The number of arguments that fits without any binding: all positional, none with a default.
    exact: Option<usize>,
    /// How many positional arguments may be given where there are no other parameters, the least and the
    /// most; the rest are defaults.
    range: Option<(usize, usize)>,
}

crate::no_values!(Signature);

/// Parameters that are bound without allocation.
const FEW: usize = 6;

/// A keyword argument.
pub type Keyword = (Sym, Value);

impl Signature {
    /// Reads a signature as the tables write it.
    pub fn read(vm: &Vm, text: &str) -> Self {
        let mut params: Vec<Param> = Vec::new();
        let mut keyword_only = false;
        let inner = text.trim().trim_start_matches('(').trim_end_matches(')');
        for part in inner.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            match part {
                "/" => params.iter_mut().for_each(|p| p.kind = Kind::PositionalOnly),
                "*" => keyword_only = true,
                _ => {
                    let (name, default) = match part.split_once('=') {
                        Some((name, default)) => (name.trim(), Some(read_default(default.trim()))),
                        None => (part, None),
                    };
                    let (name, kind) = if let Some(name) = name.strip_prefix("**") {
                        (name, Kind::VarKeyword)
                    } else if let Some(name) = name.strip_prefix('*') {
                        keyword_only = true;
                        (name, Kind::VarPositional)
                    } else if keyword_only {
                        (name, Kind::KeywordOnly)
                    } else {
                        (name, Kind::Positional)
                    };
                    params.push(Param { name: vm.intern(name), kind, default });
                }
            }
        }
        let plain = params.iter().all(|p| {
            matches!(p.kind, Kind::Positional | Kind::PositionalOnly) && p.default.is_none()
        });
        let exact = plain.then_some(params.len());
        let positional =
            params.iter().all(|p| matches!(p.kind, Kind::Positional | Kind::PositionalOnly));
        let least = params.iter().filter(|p| p.default.is_none()).count();
        let range = (positional && params.len() <= FEW).then_some((least, params.len()));
        Self { params, exact, range }
    }

    /// Whether `given` positional arguments are the bound ones already.
    #[inline]
    pub(crate) fn fits(&self, given: usize) -> bool {
        self.exact == Some(given)
    }

    /// Calls `function` with positional arguments and defaults, if no more than that is needed.
    #[inline]
    pub(crate) fn call_short(&self, vm: &mut Vm, function: NativeFn, args: &[Value]) -> Option<R> {
        let (least, most) = self.range?;
        if !(least..=most).contains(&args.len()) {
            return None;
        }
        if args.len() == most {
            return Some(function(vm, args).map(Value::in_words));
        }
        let value = |at: usize| match args.get(at) {
            Some(arg) => arg.clone().in_words(),
            None => self.params.get(at).and_then(|p| p.default.clone()).unwrap_or_default(),
        };
        if most <= 3 {
            let values: [Value; 3] = std::array::from_fn(value);
            return Some(function(vm, &values[..most]).map(Value::in_words));
        }
        let values: [Value; FEW] = std::array::from_fn(value);
        Some(function(vm, &values[..most]).map(Value::in_words))
    }
}

fn read_default(text: &str) -> Value {
    match text {
        "None" => Value::None,
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        "..." => Value::Unbound,
        _ => {
            if let Ok(int) = text.parse() {
                Value::Int(int)
            } else if let Ok(float) = text.parse() {
                Value::Float(float)
            } else {
                Str::value(text.trim_matches(['\'', '"']))
            }
        }
    }
}
