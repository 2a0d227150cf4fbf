//! The module `contextvars`: variables that have a value for each context, and the contexts.
//!
//! A context holds its values in a row that copies share until one of them is changed. A thread, and a task, that has
//! never set a variable has no context object: `Value::Unbound` stands for an empty one, which is made when it is asked
//! for. Who enters which context is the loop's business.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ouro_vm::objects::{Dict, GenericAlias, List, Module, Str, Tuple};
use ouro_vm::{
    Exc, ModuleDef, NativeDef, Payload, PropertyDef, R, Ref, TypeContents, TypeDef, Value,
    ValueCell, Vm, native, property,
};

use crate::task::Table;
use crate::waiters::this;

/// `ContextVar`
struct ContextVar {
    name: Value,
    /// Unbound for none.
    default: Value,
}
ouro_vm::object!(ContextVar, "ContextVar", { name, default });

/// `Context`
#[derive(Default)]
struct Context {
    values: RefCell<Rc<Vec<(Ref, Value)>>>,
    entered: Cell<bool>,
}
ouro_vm::object!(Context, "Context", { values, entered });

/// `Token`
struct Token {
    var: Ref,
    context: ValueCell,
    /// Unbound if there was none.
    old: Value,
    used: Cell<bool>,
}
ouro_vm::object!(Token, "Token", { var, context, old, used });

/// `Token.MISSING`
struct Missing;
ouro_vm::object!(Missing, "Token.MISSING", leaf);

macro_rules! type_def {
    ($name:ident, $text:literal, $payload:ty) => {
        static $name: TypeDef = TypeDef {
            name: $text,
            module: "_contextvars",
            base: Some(&ouro_vm::OBJECT),
            layout: Some(<$payload as Payload>::layout),
            subclassable: false,
        };
    };
}

type_def!(VAR, "ContextVar", ContextVar);
type_def!(CONTEXT, "Context", Context);
type_def!(TOKEN, "Token", Token);
type_def!(MISSING, "Token.MISSING", Missing);

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "contextvars",
    doc: "Context variables.",
    functions: &[native("copy_context", "()", "A copy of the current context.", |vm, _| {
        let copy = copy_current(vm);
        Ok(if copy.is_unbound() { Value::new(Context::default()) } else { copy })
    })],
    fill,
};

impl Context {
    fn get(&self, var: &Ref) -> Option<Value> {
        let values = self.values.borrow();
        values.iter().find(|(own, _)| own.is_same(var)).map(|(_, value)| value.clone())
    }

    /// Sets a variable, or unsets it; gives what it was.
    fn set(&self, var: &Ref, value: Value) -> Value {
        let mut values = self.values.borrow_mut();
        let values = Rc::make_mut(&mut values);
        let at = values.iter().position(|(own, _)| own.is_same(var));
        match (at, value) {
            (Some(at), Value::Unbound) => values.remove(at).1,
            (Some(at), value) => std::mem::replace(&mut values[at].1, value),
            (None, Value::Unbound) => Value::Unbound,
            (None, value) => {
                values.push((var.clone(), value));
                Value::Unbound
            }
        }
    }

    fn copy(&self) -> Self {
        Self { values: RefCell::new(Rc::clone(&self.values.borrow())), entered: Cell::new(false) }
    }
}

/// A copy of the current context; unbound for an empty one.
pub(crate) fn copy_current(vm: &Vm) -> Value {
    match vm.per_thread.context.get::<Context>() {
        Some(context) if !context.values.borrow().is_empty() => Value::new(context.copy()),
        _ => Value::Unbound,
    }
}

/// The context that an argument `context=` means: a copy of the current one for `None`.
///
/// # Errors
/// `TypeError` for anything but a context.
pub(crate) fn argument(vm: &mut Vm, value: &Value) -> R {
    match value {
        Value::None | Value::Unbound => Ok(copy_current(vm)),
        value if value.is::<Context>() => Ok(value.clone()),
        other => {
            let message = format!("a Context was expected, got {}", vm.repr_text(other));
            Err(vm.raise(Exc::TypeError, &message))
        }
    }
}

/// A context as an object, made if it was only an empty one.
pub(crate) fn object(context: &mut Value) -> Value {
    if context.is_unbound() {
        *context = Value::new(Context::default());
    }
    context.clone()
}

/// Makes a context the current one; gives the one before, for [`leave`].
///
/// # Errors
/// `RuntimeError` if it is entered already.
#[inline]
pub(crate) fn enter(vm: &mut Vm, context: Value) -> R {
    if let Some(payload) = context.get::<Context>()
        && payload.entered.replace(true)
    {
        let message =
            format!("cannot enter context: {} is already entered", vm.repr_text(&context));
        return Err(vm.raise(Exc::RuntimeError, &message));
    }
    Ok(std::mem::replace(&mut vm.per_thread.context, context))
}

/// Goes back to the context before; gives the one that is left, which may have come to be meanwhile.
#[inline]
pub(crate) fn leave(vm: &mut Vm, before: Value) -> Value {
    let left = std::mem::replace(&mut vm.per_thread.context, before);
    if let Some(payload) = left.get::<Context>() {
        payload.entered.set(false);
    }
    left
}

/// Calls within a context.
pub(crate) fn call_in(vm: &mut Vm, context: &Value, call: impl FnOnce(&mut Vm) -> R) -> R {
    let before = enter(vm, context.clone())?;
    let result = call(vm);
    drop(leave(vm, before));
    result
}

/// The current context, made if there is none yet.
pub(crate) fn current(vm: &mut Vm) -> Value {
    if vm.per_thread.context.is_unbound() {
        vm.per_thread.context =
            Value::new(Context { entered: Cell::new(true), ..Context::default() });
    }
    vm.per_thread.context.clone()
}

fn own<'a>(vm: &mut Vm, value: &'a Value) -> R<(&'a Ref, &'a ContextVar)> {
    let var = this::<ContextVar>(vm, value)?;
    match value.as_ref() {
        Some(object) => Ok((object, var)),
        None => Err(vm.raise(Exc::TypeError, "a ContextVar is required")),
    }
}

fn get(vm: &mut Vm, args: &[Value]) -> R {
    let (object, var) = own(vm, &args[0])?;
    if let Some(context) = vm.per_thread.context.get::<Context>()
        && let Some(value) = context.get(object)
    {
        return Ok(value);
    }
    let default = if args[1].is_unbound() { &var.default } else { &args[1] };
    if default.is_unbound() {
        return Err(vm.raise_with(Exc::LookupError, vec![args[0].clone()]));
    }
    Ok(default.clone())
}

fn set(vm: &mut Vm, args: &[Value]) -> R {
    let (object, _) = own(vm, &args[0])?;
    let context = current(vm);
    let old = match context.get::<Context>() {
        Some(payload) => payload.set(object, args[1].clone()),
        None => Value::Unbound,
    };
    Ok(Value::new(Token {
        var: object.clone(),
        context: ValueCell::new(context),
        old,
        used: Cell::new(false),
    }))
}

fn reset(vm: &mut Vm, args: &[Value]) -> R {
    let (object, _) = own(vm, &args[0])?;
    let Some(token) = args[1].get::<Token>() else {
        let message = format!("expected an instance of Token, got {}", vm.repr_text(&args[1]));
        return Err(vm.raise(Exc::TypeError, &message));
    };
    let shown = |vm: &mut Vm| vm.repr_text(&args[1]);
    if token.used.get() {
        let message = format!("{} has already been used once", shown(vm));
        return Err(vm.raise(Exc::RuntimeError, &message));
    }
    if !token.var.is_same(object) {
        let message = format!("{} was created by a different ContextVar", shown(vm));
        return Err(vm.raise(Exc::ValueError, &message));
    }
    let context = token.context.get();
    if !context.is_same(&vm.per_thread.context) {
        let message = format!("{} was created in a different Context", shown(vm));
        return Err(vm.raise(Exc::ValueError, &message));
    }
    token.used.set(true);
    if let Some(payload) = context.get::<Context>() {
        drop(payload.set(object, token.old.clone()));
    }
    Ok(Value::None)
}

static VAR_METHODS: Table = &[
    native("get", "(self, default=..., /)", "Its value in the current context.", get),
    native("set", "(self, value, /)", "Set it in the current context; gives a token.", set),
    native("reset", "(self, token, /)", "Set it to what it was before the token was made.", reset),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let (_, var) = own(vm, &args[0])?;
        let mut text = format!("<ContextVar name={}", vm.repr_text(&var.name));
        if !var.default.is_unbound() {
            text.push_str(&format!(" default={}", vm.repr_text(&var.default)));
        }
        let id = vm.id(&args[0]);
        Ok(Str::value(&format!("{text} at {id:#x}>")))
    }),
];

pub(crate) static GENERIC: Table = &[native(
    "__class_getitem__",
    "(cls, item, /)",
    "The type with arguments, for annotations.",
    |_, args| {
        let arguments = match args[1].get::<Tuple>() {
            Some(_) => args[1].clone(),
            None => Tuple::value(vec![args[1].clone()]),
        };
        Ok(Value::new(GenericAlias { origin: args[0].clone(), args: arguments }))
    },
)];

static VAR_PROPERTIES: &[PropertyDef] =
    &[property("name", "Its name.", |vm, value| Ok(own(vm, value)?.1.name.clone()))];

static NEW_VAR: NativeDef = native("__new__", "(cls, *args, default=...)", "", |vm, args| {
    let given = args[1].get::<Tuple>().map(|t| t.0.to_vec()).unwrap_or_default();
    let [name] = &given[..] else {
        let message =
            format!("ContextVar() takes exactly 1 positional argument ({} given)", given.len());
        return Err(vm.raise(Exc::TypeError, &message));
    };
    if !vm.unwrap_base(name).is::<Str>() {
        return Err(vm.raise(Exc::TypeError, "context variable name must be a str"));
    }
    Ok(Value::new(ContextVar { name: name.clone(), default: args[2].clone() }))
});

/// The variable that an argument is.
fn key<'a>(vm: &mut Vm, value: &'a Value) -> R<&'a Ref> {
    match value.as_ref().filter(|_| value.is::<ContextVar>()) {
        Some(var) => Ok(var),
        None => {
            let message = format!("a ContextVar key was expected, got {}", vm.repr_text(value));
            Err(vm.raise(Exc::TypeError, &message))
        }
    }
}

fn run(vm: &mut Vm, args: &[Value]) -> R {
    this::<Context>(vm, &args[0])?;
    let given = args[1].get::<Tuple>().map(|t| t.0.to_vec()).unwrap_or_default();
    let Some((callable, positional)) = given.split_first() else {
        return Err(vm.raise(Exc::TypeError, "run() missing 1 required positional argument"));
    };
    let mut keywords = Vec::new();
    if let Some(Dict(table)) = args[2].get() {
        for (name, value) in table.items() {
            keywords.push((vm.intern(&vm.display(&name)), value));
        }
    }
    call_in(vm, &args[0], |vm| vm.call_keywords(callable, positional, &keywords))
}

/// What a list of a context's variables, values or both is made of.
fn listed(vm: &mut Vm, value: &Value, item: impl Fn(&Ref, &Value) -> Value) -> R {
    let context = this::<Context>(vm, value)?;
    let items = context.values.borrow().iter().map(|(var, value)| item(var, value)).collect();
    Ok(List::value(items))
}

static CONTEXT_METHODS: Table = &[
    native("run", "(self, /, *args, **kwargs)", "Call a callable within the context.", run),
    native("copy", "(self, /)", "A copy.", |vm, args| {
        Ok(Value::new(this::<Context>(vm, &args[0])?.copy()))
    }),
    native("get", "(self, key, default=None, /)", "A variable's value, or default.", |vm, args| {
        let var = key(vm, &args[1])?;
        Ok(this::<Context>(vm, &args[0])?.get(var).unwrap_or_else(|| args[2].clone()))
    }),
    native("__getitem__", "(self, key, /)", "A variable's value.", |vm, args| {
        let var = key(vm, &args[1])?;
        match this::<Context>(vm, &args[0])?.get(var) {
            Some(value) => Ok(value),
            None => Err(vm.raise_with(Exc::KeyError, vec![args[1].clone()])),
        }
    }),
    native("__contains__", "(self, key, /)", "Whether a variable has a value.", |vm, args| {
        let var = key(vm, &args[1])?;
        Ok(Value::Bool(this::<Context>(vm, &args[0])?.get(var).is_some()))
    }),
    native("__len__", "(self, /)", "How many variables have a value.", |vm, args| {
        Ok(Value::Int(this::<Context>(vm, &args[0])?.values.borrow().len() as i64))
    }),
    native("__iter__", "(self, /)", "The variables.", |vm, args| {
        let all = listed(vm, &args[0], |var, _| Value::Obj(var.clone()))?;
        vm.iter(&all)
    }),
    native("keys", "(self, /)", "The variables.", |vm, args| {
        listed(vm, &args[0], |var, _| Value::Obj(var.clone()))
    }),
    native("values", "(self, /)", "The values.", |vm, args| {
        listed(vm, &args[0], |_, value| value.clone())
    }),
    native("items", "(self, /)", "Variables with their values.", |vm, args| {
        listed(vm, &args[0], |var, value| {
            Tuple::value(vec![Value::Obj(var.clone()), value.clone()])
        })
    }),
    native("__eq__", "(self, other, /)", "Return self==other.", |vm, args| {
        let own = this::<Context>(vm, &args[0])?.values.borrow().clone();
        let Some(other) = args[1].get::<Context>() else { return Ok(Value::NotImplemented) };
        if own.len() != other.values.borrow().len() {
            return Ok(Value::Bool(false));
        }
        for (var, value) in own.iter() {
            let Some(theirs) = other.get(var) else { return Ok(Value::Bool(false)) };
            if !vm.equal(value, &theirs)? {
                return Ok(Value::Bool(false));
            }
        }
        Ok(Value::Bool(true))
    }),
];

static NEW_CONTEXT: NativeDef = native("__new__", "(cls, *args, **kwargs)", "", |vm, args| {
    let is_empty = args[1].get::<Tuple>().is_none_or(|t| t.0.is_empty())
        && args[2].get::<Dict>().is_none_or(|d| d.0.is_empty());
    if !is_empty {
        return Err(vm.raise(Exc::TypeError, "Context() does not accept any arguments"));
    }
    Ok(Value::new(Context::default()))
});

static TOKEN_METHODS: Table =
    &[native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let token = this::<Token>(vm, &args[0])?;
        let used = if token.used.get() { " used" } else { "" };
        let var = vm.repr_text(&Value::Obj(token.var.clone()));
        let id = vm.id(&args[0]);
        Ok(Str::value(&format!("<Token{used} var={var} at {id:#x}>")))
    })];

static TOKEN_PROPERTIES: &[PropertyDef] = &[
    property("var", "The variable.", |vm, value| {
        Ok(Value::Obj(this::<Token>(vm, value)?.var.clone()))
    }),
    property("old_value", "What it was before, or Token.MISSING.", |vm, value| {
        let old = this::<Token>(vm, value)?.old.clone();
        if old.is_unbound() { missing(vm) } else { Ok(old) }
    }),
];

static NEW_TOKEN: NativeDef = native("__new__", "(cls, *args, **kwargs)", "", |vm, _| {
    Err(vm.raise(Exc::RuntimeError, "Tokens can only be created by ContextVars"))
});

static MISSING_METHODS: Table = &[native("__repr__", "(self, /)", "Return repr(self).", |_, _| {
    Ok(Str::value("<Token.MISSING>"))
})];

fn missing(vm: &mut Vm) -> R {
    let class = vm.class_of_def(&TOKEN);
    vm.get_attr_text(&class, "MISSING")
}

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    for def in [&VAR, &CONTEXT, &TOKEN] {
        let class = vm.class_of_def(def);
        module.namespace.set(vm.intern(def.name), class);
    }
    Ok(())
}

/// Registers the types.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&VAR);
    let contents = TypeContents {
        new: Some(&NEW_VAR),
        methods: VAR_METHODS,
        class_methods: GENERIC,
        properties: VAR_PROPERTIES,
        ..Default::default()
    };
    vm.extend_type(&class, &contents);
    let class = vm.register_type(&CONTEXT);
    let contents =
        TypeContents { new: Some(&NEW_CONTEXT), methods: CONTEXT_METHODS, ..Default::default() };
    vm.extend_type(&class, &contents);
    let class = vm.register_type(&MISSING);
    vm.extend_type(&class, &TypeContents { methods: MISSING_METHODS, ..Default::default() });
    let class = vm.register_type(&TOKEN);
    let contents = TypeContents {
        new: Some(&NEW_TOKEN),
        methods: TOKEN_METHODS,
        class_methods: GENERIC,
        properties: TOKEN_PROPERTIES,
        ..Default::default()
    };
    vm.extend_type(&class, &contents);
    if let Some(payload) = class.get::<ouro_vm::objects::Class>() {
        let missing = Value::new(Missing);
        drop(payload.namespace.set(vm.intern("MISSING"), missing));
    }
}
