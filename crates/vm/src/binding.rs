//! The arguments of native functions, bound to the parameters of their signatures, and the messages where
//! they do not fit.
//!
//! CPython has two manners. Functions that it has in C speak of positions (`len() takes exactly one
//! argument (0 given)`); those that it has in Python, of names. Ouro's natives stand for both.

use crate::exceptions::{Exc, Raised};
use crate::intern::Sym;
use crate::native::{Keyword, Kind, Param, Signature};
use crate::objects::{Class, Dict, Module, Native, Tuple};
use crate::text::{and_list, plural};
use crate::value::Value;
use crate::vm::{R, Vm};

/// Modules of the library whose functions CPython has in C.
const C_MODULES: &[&str] = &[
    "_thread",
    "atexit",
    "binascii",
    "bisect",
    "builtins",
    "cmath",
    "errno",
    "gc",
    "heapq",
    "itertools",
    "marshal",
    "math",
    "operator",
    "select",
    "signal",
    "sys",
    "time",
    "unicodedata",
    "zlib",
];

/// What messages call a native function.
pub(crate) struct Callee {
    /// Its name alone: `get`; that of the class, where the call makes an instance: `range`.
    short: String,
    /// With its class or module: `dict.get`, `math.floor`.
    long: String,
    /// The arguments that messages do not count: the receiver, or the class.
    skip: usize,
    /// Whether the call makes an instance.
    constructor: bool,
    /// Whether CPython has it in Python.
    python: bool,
    /// Whether CPython makes it from a slot of the type, and counts arguments without naming it.
    slot: bool,
}

/// Special methods that CPython has as methods, not as slots.
const SPECIAL_METHODS: &[&str] = &[
    "__bytes__",
    "__ceil__",
    "__class_getitem__",
    "__complex__",
    "__dir__",
    "__enter__",
    "__exit__",
    "__floor__",
    "__format__",
    "__getnewargs__",
    "__getstate__",
    "__init_subclass__",
    "__instancecheck__",
    "__length_hint__",
    "__new__",
    "__prepare__",
    "__reduce__",
    "__reduce_ex__",
    "__reversed__",
    "__round__",
    "__setstate__",
    "__sizeof__",
    "__subclasscheck__",
    "__subclasses__",
    "__subclasshook__",
    "__trunc__",
];

/// Whether CPython makes a special method of a built-in type from a slot.
pub(crate) fn is_slot(class: &str, name: &str) -> bool {
    let method = match name {
        "__getitem__" => matches!(class, "list" | "dict"),
        "__contains__" => matches!(class, "dict" | "set" | "frozenset"),
        _ => SPECIAL_METHODS.binary_search(&name).is_ok(),
    };
    name.starts_with("__") && name.ends_with("__") && !method
}

impl Callee {
    pub(crate) fn of(vm: &Vm, native: &Native, signature: &Signature, bound: bool) -> Self {
        let name = native.def.name;
        let mut callee = Self {
            short: name.to_owned(),
            long: name.to_owned(),
            skip: usize::from(bound),
            constructor: false,
            python: false,
            slot: false,
        };
        let class = if native.module.is::<Class>() { &native.module } else { &native.class };
        if let Some(payload) = class.get::<Class>() {
            let class = vm.class_name(class);
            callee.long = format!("{class}.{name}");
            callee.python = payload.is_heap();
            callee.slot = !callee.python && is_slot(&class, name);
            callee.constructor = !callee.python && (name == "__new__" || name == "__init__");
            if callee.constructor {
                callee.short = class.clone();
                callee.long = class;
                callee.skip = 1;
                callee.slot = false;
            }
        } else if let Some(module) = native.module.get::<Module>() {
            let module_name = vm.interner.text(module.name);
            callee.python = !C_MODULES.contains(&&*module_name);
            // CPython names the module of functions that take one argument or none, and only of those.
            if !callee.python && module.number > 1 && (signature.fits(0) || signature.fits(1)) {
                callee.long = format!("{module_name}.{name}");
            }
        }
        callee
    }
}

/// How many arguments were expected, as `PyArg_UnpackTuple` has it.
fn expected(name: &str, least: usize, most: usize, given: usize) -> String {
    let (limit, count) = match () {
        () if least == most => ("", most),
        () if given > most => ("at most ", most),
        () => ("at least ", least),
    };
    format!("{name} expected {limit}{count} argument{}, got {given}", plural(count))
}

impl Signature {
    /// One value for each parameter.
    ///
    /// # Errors
    /// `TypeError` for arguments that do not fit.
    pub(crate) fn bind(
        &self,
        vm: &mut Vm,
        callee: impl Fn(&Vm) -> Callee,
        args: &[Value],
        keywords: &[Keyword],
    ) -> R<Vec<Value>> {
        if let Some((key, _)) = keywords.first()
            && self.takes_no_keywords()
        {
            return Err(self.unexpected(vm, &callee(vm), *key));
        }
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
            let message = self.wrong_count(&callee(vm), args.len(), keywords.len());
            return Err(vm.raise(Exc::TypeError, &message));
        }
        for (key, value) in keywords {
            let at = self.params.iter().position(|p| {
                p.name == *key && matches!(p.kind, Kind::Positional | Kind::KeywordOnly)
            });
            match (at, &extra) {
                (Some(at), _) if out[at].is_unbound() => out[at] = value.clone(),
                (Some(at), _) => return Err(self.given_twice(vm, &callee(vm), *key, at)),
                (None, Some(dict)) => {
                    let key = vm.interner.value(*key);
                    vm.dict_set(dict, key, value.clone())?;
                }
                (None, None) => return Err(self.unexpected(vm, &callee(vm), *key)),
            }
        }
        if let (Some(dict), Some(last)) = (extra, out.last_mut()) {
            *last = Value::new(dict);
        }
        let mut missing = Vec::new();
        for (at, (slot, param)) in out.iter_mut().zip(&self.params).enumerate() {
            if slot.is_unbound() {
                match &param.default {
                    Some(value) => *slot = value.clone(),
                    None => missing.push((at, param)),
                }
            }
        }
        if missing.is_empty() {
            return Ok(out);
        }
        let callee = callee(vm);
        let message = if callee.python {
            missing_names(vm, &callee, &missing)
        } else {
            self.missing(vm, &callee, missing[0], args.len())
        };
        Err(vm.raise(Exc::TypeError, &message))
    }

    fn takes_no_keywords(&self) -> bool {
        let mut all = self.params.iter();
        all.all(|p| matches!(p.kind, Kind::PositionalOnly | Kind::VarPositional))
    }

    fn positional(&self, callee: &Callee) -> Vec<&Param> {
        let all = self.params.iter();
        all.filter(|p| matches!(p.kind, Kind::Positional | Kind::PositionalOnly))
            .skip(callee.skip)
            .collect()
    }

    /// Too many positional arguments, or too few where all are positional only.
    fn wrong_count(&self, callee: &Callee, given: usize, keywords: usize) -> String {
        let positional = self.positional(callee);
        let most = positional.len();
        let least = positional.iter().filter(|p| p.default.is_none()).count();
        if callee.python {
            let (least, most) = (least + callee.skip, most + callee.skip);
            let range =
                if least == most { most.to_string() } else { format!("from {least} to {most}") };
            let s = if most == 1 && least == most { "" } else { "s" };
            let were = if given == 1 { "was" } else { "were" };
            let name = &callee.long;
            return format!(
                "{name}() takes {range} positional argument{s} but {given} {were} given"
            );
        }
        let given = given - callee.skip.min(given);
        let (short, long) = (&callee.short, &callee.long);
        if callee.constructor && matches!(&**short, "int" | "str") {
            // Types that count positions and take names as well.
            return expected(short, least, most, given);
        }
        let keyword_only = self.params.iter().any(|p| p.kind == Kind::KeywordOnly);
        if positional.iter().any(|p| p.kind == Kind::Positional) {
            let limit = if least == most { "exactly" } else { "at most" };
            return if keyword_only {
                let s = plural(most);
                format!("{short}() takes {limit} {most} positional argument{s} ({given} given)")
            } else {
                let given = given + keywords;
                format!("{short}() takes {limit} {most} argument{} ({given} given)", plural(most))
            };
        }
        if callee.slot {
            let most = self.params.len() - callee.skip;
            let blank = if most == 2 { " " } else { "" };
            return blank.to_owned() + expected("", least, most, given).trim_start();
        }
        match (least, most) {
            (0, 0) if keyword_only => format!("{short}() takes no positional arguments"),
            (0, 0) => format!("{long}() takes no arguments ({given} given)"),
            (1, 1) if !keyword_only && !callee.constructor => {
                format!("{long}() takes exactly one argument ({given} given)")
            }
            _ => expected(short, least, most, given),
        }
    }

    /// A parameter without a default that got no argument; `given` positional ones there were.
    fn missing(&self, vm: &Vm, callee: &Callee, first: (usize, &Param), given: usize) -> String {
        let positional = self.positional(callee);
        let (at, param) = first;
        if param.kind == Kind::PositionalOnly {
            let variable = self.params.iter().any(|p| p.kind == Kind::VarPositional);
            if !variable && positional.iter().all(|p| p.kind == Kind::PositionalOnly) {
                return self.wrong_count(callee, given, 0);
            }
            let least = positional
                .iter()
                .filter(|p| p.default.is_none() && (!variable || p.kind == Kind::PositionalOnly))
                .count();
            let given = given - callee.skip.min(given);
            let (name, s) = (&callee.short, plural(least));
            if variable {
                return format!("{name} expected at least {least} argument{s}, got {given}");
            }
            return format!(
                "{name}() takes at least {least} positional argument{s} ({given} given)"
            );
        }
        let text = vm.interner.text(param.name);
        if callee.constructor && callee.short == "enumerate" {
            // Its arguments are taken by hand, which is seen here alone.
            return format!("enumerate() missing required argument '{text}'");
        }
        let place = at + 1 - callee.skip.min(at);
        format!("{}() missing required argument '{text}' (pos {place})", callee.short)
    }

    #[cold]
    fn given_twice(&self, vm: &mut Vm, callee: &Callee, key: Sym, at: usize) -> Raised {
        let key = vm.interner.text(key);
        let message = if callee.python {
            format!("{}() got multiple values for argument '{key}'", callee.long)
        } else {
            let place = at + 1 - callee.skip.min(at);
            let name = &callee.short;
            format!("argument for {name}() given by name ('{key}') and position ({place})")
        };
        vm.raise(Exc::TypeError, &message)
    }

    #[cold]
    fn unexpected(&self, vm: &mut Vm, callee: &Callee, key: Sym) -> Raised {
        let key = vm.interner.text(key);
        let message = if callee.short == "sorted" {
            // `sorted` hands them on.
            format!("sort() got an unexpected keyword argument '{key}'")
        } else if callee.python {
            format!("{}() got an unexpected keyword argument '{key}'", callee.long)
        } else if callee.slot && self.takes_no_keywords() {
            format!("wrapper {}() takes no keyword arguments", callee.short)
        } else if self.takes_no_keywords() {
            format!("{}() takes no keyword arguments", callee.long)
        } else {
            format!("{}() got an unexpected keyword argument '{key}'", callee.short)
        };
        vm.raise(Exc::TypeError, &message)
    }
}

fn missing_names(vm: &Vm, callee: &Callee, missing: &[(usize, &Param)]) -> String {
    let of_first = missing[0].1.kind == Kind::KeywordOnly;
    let alike = missing.iter().filter(|(_, p)| (p.kind == Kind::KeywordOnly) == of_first);
    let names: Vec<String> =
        alike.map(|(_, p)| format!("'{}'", vm.interner.text(p.name))).collect();
    let kind = if of_first { "keyword-only" } else { "positional" };
    let (count, s) = (names.len(), plural(names.len()));
    let name = &callee.long;
    format!("{name}() missing {count} required {kind} argument{s}: {}", and_list(&names))
}

impl Vm {
    /// The error of a built-in type's method that is called for an object of another type, or for none.
    #[cold]
    pub(crate) fn wrong_receiver(&mut self, native: &Native, receiver: Option<&Value>) -> Raised {
        let (name, class) = (native.def.name, self.class_name(&native.class));
        let special = name.starts_with("__");
        let message = match receiver {
            None if special => format!("descriptor '{name}' of '{class}' object needs an argument"),
            None => format!("unbound method {class}.{name}() needs an argument"),
            Some(value) => {
                let got = self.type_name(value);
                if special {
                    format!(
                        "descriptor '{name}' requires a '{class}' object but received a '{got}'"
                    )
                } else {
                    format!(
                        "descriptor '{name}' for '{class}' objects doesn't apply to a '{got}' object"
                    )
                }
            }
        };
        self.raise(Exc::TypeError, &message)
    }
}
