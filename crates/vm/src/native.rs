//! The interface for native functions: tables of rows, and arguments bound from a row's signature.
//!
//! A native function gets its arguments as a slice with one value for each parameter, in the order of
//! the signature; `*args` is a tuple, `**kwargs` a dict. A parameter that was not given and whose
//! default is written `...` is [`Value::Unbound`].

use crate::exceptions::Exc;
use crate::intern::Sym;
use crate::objects::{Dict, Str, Tuple};
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
enum Kind {
    PositionalOnly,
    Positional,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

struct Param {
    name: Sym,
    kind: Kind,
    /// The default, if it may be left out.
    default: Option<Value>,
}

/// A signature that has been read.
pub struct Signature {
    params: Vec<Param>,
    /// The number of arguments that fits without any binding: all positional, none with a default.
    exact: Option<usize>,
    /// How many positional arguments may be given where there are no other parameters, the least and the
    /// most; the rest are defaults.
    range: Option<(usize, usize)>,
}

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
        let mut values = [const { Value::Unbound }; FEW];
        for (slot, arg) in values.iter_mut().zip(args) {
            *slot = arg.clone();
        }
        for (slot, param) in values.iter_mut().zip(&self.params).skip(args.len()) {
            *slot = param.default.clone().unwrap_or_default();
        }
        Some(function(vm, &values[..most]))
    }

    /// One value for each parameter. `name` is the function's, for messages; `bound` says that the first
    /// argument is the receiver, which messages do not count.
    ///
    /// # Errors
    /// `TypeError` for arguments that do not fit.
    pub(crate) fn bind(
        &self,
        vm: &mut Vm,
        name: &str,
        bound: bool,
        args: &[Value],
        keywords: &[Keyword],
    ) -> R<Vec<Value>> {
        let mut out = vec![Value::Unbound; self.params.len()];
        let mut rest = args.iter();
        let mut extra: Option<Dict> = None;
        for (slot, param) in out.iter_mut().zip(&self.params) {
            match param.kind {
                Kind::Positional | Kind::PositionalOnly => {
                    if let Some(arg) = rest.next() {
                        *slot = arg.clone();
                    }
                }
                Kind::VarPositional => {
                    *slot = Tuple::value(rest.by_ref().cloned().collect::<Vec<_>>());
                }
                Kind::VarKeyword => extra = Some(Dict::default()),
                Kind::KeywordOnly => {}
            }
        }
        if rest.next().is_some() {
            return Err(self.too_many(vm, name, bound, args.len()));
        }
        for (key, value) in keywords {
            let at = self.params.iter().position(|p| {
                p.name == *key && matches!(p.kind, Kind::Positional | Kind::KeywordOnly)
            });
            match (at, &extra) {
                (Some(at), _) if out[at].is_unbound() => out[at] = value.clone(),
                (Some(_), _) => {
                    let key = vm.interner.text(*key);
                    let message = format!("{name}() got multiple values for argument '{key}'");
                    return Err(vm.raise(Exc::TypeError, &message));
                }
                (None, Some(dict)) => {
                    let key = vm.interner.value(*key);
                    vm.dict_set(dict, key, value.clone())?;
                }
                (None, None) => return Err(self.unexpected(vm, name, *key)),
            }
        }
        if let (Some(dict), Some(last)) = (extra, out.last_mut()) {
            *last = Value::new(dict);
        }
        self.fill_defaults(vm, name, bound, &mut out)?;
        Ok(out)
    }

    fn fill_defaults(&self, vm: &mut Vm, name: &str, bound: bool, out: &mut [Value]) -> R<()> {
        let mut missing = Vec::new();
        for (slot, param) in out.iter_mut().zip(&self.params) {
            if slot.is_unbound() {
                match &param.default {
                    Some(value) => *slot = value.clone(),
                    None => missing.push(param),
                }
            }
        }
        let Some(first) = missing.first() else { return Ok(()) };
        if self.exact.is_some() && missing.iter().all(|p| p.kind == Kind::PositionalOnly) {
            let given = out.iter().filter(|v| !v.is_unbound()).count();
            return Err(self.too_many(vm, name, bound, given));
        }
        let kind = if first.kind == Kind::KeywordOnly { "keyword-only" } else { "positional" };
        let names: Vec<String> =
            missing.iter().map(|p| format!("'{}'", vm.interner.text(p.name))).collect();
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!(
            "{name}() missing {} required {kind} argument{plural}: {}",
            names.len(),
            crate::text::and_list(&names)
        );
        Err(vm.raise(Exc::TypeError, &message))
    }

    fn too_many(&self, vm: &mut Vm, name: &str, bound: bool, given: usize) -> crate::Raised {
        let skip = usize::from(bound);
        let positional: Vec<&Param> = self
            .params
            .iter()
            .filter(|p| matches!(p.kind, Kind::Positional | Kind::PositionalOnly))
            .skip(skip)
            .collect();
        let most = positional.len();
        let least = positional.iter().filter(|p| p.default.is_none()).count();
        let given = given - skip.min(given);
        let message = match (least, most) {
            (0, 0) => format!("{name}() takes no arguments ({given} given)"),
            (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
            _ if least == most => {
                format!("{name} expected {most} arguments, got {given}")
            }
            _ if given > most => {
                let s = if most == 1 { "" } else { "s" };
                format!("{name} expected at most {most} argument{s}, got {given}")
            }
            _ => {
                let s = if least == 1 { "" } else { "s" };
                format!("{name} expected at least {least} argument{s}, got {given}")
            }
        };
        vm.raise(Exc::TypeError, &message)
    }

    fn unexpected(&self, vm: &mut Vm, name: &str, key: Sym) -> crate::Raised {
        let takes_none = self
            .params
            .iter()
            .all(|p| matches!(p.kind, Kind::PositionalOnly | Kind::VarPositional));
        let message = if takes_none {
            format!("{name}() takes no keyword arguments")
        } else {
            let key = vm.interner.text(key);
            format!("{name}() got an unexpected keyword argument '{key}'")
        };
        vm.raise(Exc::TypeError, &message)
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
