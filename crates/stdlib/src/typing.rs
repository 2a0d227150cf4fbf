//! The module `typing` (library reference, "typing"): names for annotations. They can be subscripted, joined with
//! `|`, compared and shown; nothing checks a value against them. What a class can derive from (`Generic`,
//! `Protocol`, `NamedTuple`, `TypedDict`) is not there.

use ouro_vm::Payload;
use ouro_vm::objects::Class;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "typing", doc: "Support for type hints.", functions: FUNCTIONS, fill };

/// Names that take no arguments.
const PLAIN: &[&str] =
    &["Any", "NoReturn", "Never", "Self", "LiteralString", "TypeAlias", "Hashable", "Sized"];

/// Names that take arguments.
const GENERIC: &[&str] = &[
    "Optional",
    "Union",
    "List",
    "Dict",
    "Set",
    "FrozenSet",
    "Tuple",
    "Type",
    "Callable",
    "Awaitable",
    "Coroutine",
    "AsyncIterable",
    "AsyncIterator",
    "AsyncGenerator",
    "Iterable",
    "Iterator",
    "Generator",
    "Sequence",
    "MutableSequence",
    "Mapping",
    "MutableMapping",
    "Collection",
    "Container",
    "Deque",
    "DefaultDict",
    "OrderedDict",
    "Counter",
    "AsyncContextManager",
    "ContextManager",
    "Literal",
    "Final",
    "ClassVar",
    "Annotated",
    "Required",
    "NotRequired",
];

/// A name of the module, perhaps with arguments.
struct Form {
    /// The name, as it is shown: `typing.List`, `~T`.
    shown: String,
    /// The part before the arguments.
    name: &'static str,
    /// A tuple of arguments; unbound for the bare name.
    args: Value,
}
ouro_vm::object!(Form, "_Form", { shown, name, args });

static FORM: TypeDef = TypeDef {
    name: "_Form",
    module: "typing",
    base: Some(&OBJECT),
    layout: Some(<Form as Payload>::layout),
    subclassable: false,
};

static METHODS: &[NativeDef] = &[
    native("__getitem__", "(self, parameters, /)", "The type with arguments.", subscript),
    native("__or__", "(self, other, /)", "A union.", |vm, args| union(vm, &args[..2])),
    native("__ror__", "(self, other, /)", "A union.", |vm, args| {
        union(vm, &[args[1].clone(), args[0].clone()])
    }),
    native("__eq__", "(self, other, /)", "Return self==value.", |vm, args| {
        let (a, b) = (args::this::<Form>(vm, &args[0])?, args[1].get::<Form>());
        match b {
            Some(b) if a.name == b.name && a.shown == b.shown => {
                Ok(Value::Bool(args[0].is_same(&args[1]) || !a.args.is_unbound()))
            }
            _ => Ok(Value::Bool(false)),
        }
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let shown = Str::value(&args::this::<Form>(vm, &args[0])?.shown);
        let hash = vm.hash(&shown)?;
        Ok(Value::Int((hash >> 2) as i64))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        Ok(Str::value(&args::this::<Form>(vm, &args[0])?.shown))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("__args__", "The arguments.", |vm, form| {
        let known = args::this::<Form>(vm, form)?.args.clone();
        let name = vm.intern("__args__");
        known.bound().ok_or_else(|| vm.no_attribute(form, name))
    }),
    property("__name__", "The name.", |vm, form| {
        Ok(Str::value(args::this::<Form>(vm, form)?.shown.trim_start_matches(['~', '+', '-'])))
    }),
];

static FUNCTIONS: &[NativeDef] = &[
    native(
        "TypeVar",
        "(name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False, default=None)",
        "A type variable.",
        variable,
    ),
    native(
        "ParamSpec",
        "(name, *, bound=None, covariant=False, contravariant=False, infer_variance=False, default=None)",
        "A parameter specification variable.",
        variable,
    ),
    native("cast", "(typ, val)", "Cast a value to a type: the value as it is.", |_, args| {
        Ok(args[1].clone())
    }),
    native(
        "overload",
        "(func)",
        "Decorator for overloaded functions: they can't be called.",
        |_, args| Ok(args[0].clone()),
    ),
    native("final", "(f)", "Decorator to indicate final methods and final classes.", |_, args| {
        Ok(args[0].clone())
    }),
    native(
        "override",
        "(method, /)",
        "Indicate that a method overrides one of a base class.",
        |_, args| Ok(args[0].clone()),
    ),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let class = vm.register_type(&FORM);
    let contents =
        TypeContents { methods: METHODS, properties: PROPERTIES, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    for name in PLAIN.iter().chain(GENERIC) {
        let form = Form { shown: format!("typing.{name}"), name, args: Value::Unbound };
        args::set(vm, module, name, Value::new(form));
    }
    let string = vm.type_object(Type::Str);
    args::set(vm, module, "Text", string);
    args::set(vm, module, "AnyStr", type_variable("~AnyStr"));
    args::set(vm, module, "TYPE_CHECKING", Value::Bool(false));
    Ok(())
}

fn type_variable(shown: &str) -> Value {
    Value::new(Form { shown: shown.to_owned(), name: "TypeVar", args: Value::Unbound })
}

fn variable(vm: &mut Vm, args: &[Value]) -> R {
    let name = vm.str_text(&args[0])?;
    let [_, .., covariant, contravariant, _, _] = args else {
        return Ok(type_variable(&format!("~{name}")));
    };
    let sign = match (vm.truthy(covariant)?, vm.truthy(contravariant)?) {
        (true, _) => '+',
        (_, true) => '-',
        _ => '~',
    };
    Ok(type_variable(&format!("{sign}{name}")))
}

/// How an argument is shown.
fn show(vm: &mut Vm, value: &Value) -> R<String> {
    if value.is_none() {
        return Ok("NoneType".to_owned());
    }
    if matches!(value, Value::Ellipsis) {
        return Ok("...".to_owned());
    }
    if value.is::<Class>() {
        return Ok(vm.full_class_name(value));
    }
    if let Some(list) = value.get::<List>() {
        return Ok(format!("[{}]", show_all(vm, &list.to_vec())?));
    }
    let shown = vm.repr(value)?;
    let shown = vm.display(&shown);
    Ok(if value.is::<Str>() { format!("ForwardRef({shown})") } else { shown })
}

fn show_all(vm: &mut Vm, values: &[Value]) -> R<String> {
    let mut parts = Vec::with_capacity(values.len());
    for value in values {
        parts.push(show(vm, value)?);
    }
    Ok(parts.join(", "))
}

fn subscript(vm: &mut Vm, args: &[Value]) -> R {
    let form = args::this::<Form>(vm, &args[0])?;
    let name = form.name;
    let parameters = match args[1].get::<Tuple>() {
        Some(tuple) => tuple.0.to_vec(),
        None => vec![args[1].clone()],
    };
    if !form.args.is_unbound() || !GENERIC.contains(&name) {
        let message = format!("{} is not a generic class", form.shown);
        return Err(args::type_error(vm, &message));
    }
    match name {
        "Optional" if parameters.len() != 1 => {
            let message = "typing.Optional requires a single type.";
            return Err(args::type_error(vm, message));
        }
        "Optional" => return union(vm, &[parameters[0].clone(), Value::None]),
        "Union" => return union(vm, &parameters),
        _ => {}
    }
    let inner = match name {
        "Literal" => {
            let mut parts = Vec::new();
            for value in &parameters {
                let shown = vm.repr(value)?;
                parts.push(vm.display(&shown));
            }
            parts.join(", ")
        }
        "Annotated" => {
            let mut parts = vec![show(vm, &parameters[0])?];
            for value in parameters.iter().skip(1) {
                let shown = vm.repr(value)?;
                parts.push(vm.display(&shown));
            }
            parts.join(", ")
        }
        _ => show_all(vm, &parameters)?,
    };
    let shown = format!("typing.{name}[{inner}]");
    Ok(Value::new(Form { shown, name, args: Tuple::value(parameters) }))
}

/// A union: flat, each member once; one member is that member.
fn union(vm: &mut Vm, members: &[Value]) -> R {
    let mut flat: Vec<Value> = Vec::new();
    for member in members {
        let parts = match member.get::<Form>() {
            Some(form) if form.name == "Union" && !form.args.is_unbound() => {
                args::rest(&form.args).to_vec()
            }
            _ => vec![member.clone()],
        };
        for part in parts {
            let mut known = false;
            for other in &flat {
                known = known || vm.equal(other, &part)?;
            }
            if !known {
                flat.push(part);
            }
        }
    }
    let has_none = flat.iter().any(Value::is_none);
    let shown = match &flat[..] {
        [only] => return Ok(only.clone()),
        [a, b] if has_none => {
            let other = if a.is_none() { b } else { a };
            format!("typing.Optional[{}]", show(vm, other)?)
        }
        _ => format!("typing.Union[{}]", show_all(vm, &flat)?),
    };
    Ok(Value::new(Form { shown, name: "Union", args: Tuple::value(flat) }))
}
