//! Types with arguments (`list[int]`) and unions (`int | None`) (library reference, "Generic Alias Type" and
//! "Union Type"). Type variables are told by what they have: `__typing_subst__`.

use ouro_vm::objects::GenericAlias;

use crate::prelude::*;
use crate::types::sequence;

/// Attributes that are the alias's own; all others are those of its origin.
const OWN: &[&str] = &[
    "__origin__",
    "__args__",
    "__parameters__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__unpacked__",
    "__typing_subst__",
];

static NEW: NativeDef =
    native("__new__", "(cls, origin, args, /)", "A type with arguments.", |_, args| {
        Ok(alias(&args[1], &args[2]))
    });

static METHODS: &[NativeDef] = &[
    native("__getitem__", "(self, key, /)", "The type with its variables replaced.", substitute),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        let Some((left, right)) = pair(&args[0], &args[1]) else {
            return Ok(Value::NotImplemented);
        };
        if left.origin.is_unbound() {
            return same_members(vm, left, right).map(Value::Bool);
        }
        let origins = vm.compare(CmpOp::Eq, &left.origin, &right.origin)?;
        if !vm.truthy(&origins)? {
            return Ok(Value::Bool(false));
        }
        vm.compare(CmpOp::Eq, &left.args, &right.args)
    }),
    native("__hash__", "(self, /)", "Return hash(self).", |vm, args| {
        let alias = this::<GenericAlias>(vm, &args[0])?;
        if alias.origin.is_unbound() {
            let mut all = 0;
            for member in members(&alias.args) {
                all ^= vm.hash(&member)?;
            }
            return Ok(Value::Int(all as i64));
        }
        let row = Tuple::value([alias.origin.clone(), alias.args.clone()]);
        Ok(Value::Int(vm.hash(&row)? as i64))
    }),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        Ok(vm.type_union(&args[0], &args[1]).unwrap_or(Value::NotImplemented))
    }),
    native("__ror__", "(self, value, /)", "Return value|self.", |vm, args| {
        Ok(vm.type_union(&args[1], &args[0]).unwrap_or(Value::NotImplemented))
    }),
];

static FORWARDING: &[NativeDef] =
    &[native("__getattr__", "(self, name, /)", "An attribute of the origin.", |vm, args| {
        let alias = this::<GenericAlias>(vm, &args[0])?;
        let name = vm.intern(&text_of(&args[1]).map(ToString::to_string).unwrap_or_default());
        if OWN.contains(&&*vm.interner.text(name)) {
            return Err(vm.no_attribute(&args[0], name));
        }
        let origin = alias.origin.clone();
        vm.get_attr(&origin, name)
    })];

static PROPERTIES: &[PropertyDef] = &[
    property("__args__", "The arguments.", |vm, value| {
        Ok(this::<GenericAlias>(vm, value)?.args.clone())
    }),
    property("__parameters__", "The type variables among the arguments.", |vm, value| {
        let args = this::<GenericAlias>(vm, value)?.args.clone();
        Ok(Tuple::value(parameters(vm, &args)?))
    }),
];

static ORIGIN: &[PropertyDef] =
    &[property("__origin__", "The type without its arguments.", |vm, value| {
        Ok(this::<GenericAlias>(vm, value)?.origin.clone())
    })];

/// Adds all of both.
pub(super) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::GenericAlias);
    let contents = TypeContents {
        doc: "Represent a PEP 585 generic type",
        new: Some(&NEW),
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    for which in [Type::GenericAlias, Type::Union] {
        super::add_methods(vm, which, &[sequence::REPR, METHODS]);
        super::add_properties(vm, which, PROPERTIES);
    }
    super::add_methods(vm, Type::GenericAlias, &[FORWARDING]);
    super::add_properties(vm, Type::GenericAlias, ORIGIN);
}

/// A type with arguments, of which one may stand alone.
pub(crate) fn alias(origin: &Value, arguments: &Value) -> Value {
    let args = match arguments.get::<Tuple>() {
        Some(_) => arguments.clone(),
        None => Tuple::value([arguments.clone()]),
    };
    Value::new(GenericAlias { origin: origin.clone(), args })
}

fn members(args: &Value) -> Vec<Value> {
    args.get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default()
}

/// Two aliases of the same kind.
fn pair<'a>(a: &'a Value, b: &'a Value) -> Option<(&'a GenericAlias, &'a GenericAlias)> {
    let (a, b) = (payload::<GenericAlias>(a)?, payload::<GenericAlias>(b)?);
    (a.origin.is_unbound() == b.origin.is_unbound()).then_some((a, b))
}

fn same_members(vm: &mut Vm, a: &GenericAlias, b: &GenericAlias) -> R<bool> {
    let (a, b) = (members(&a.args), members(&b.args));
    if a.len() != b.len() {
        return Ok(false);
    }
    for member in &a {
        let mut found = false;
        for other in &b {
            let equal = vm.compare(CmpOp::Eq, member, other)?;
            found |= vm.truthy(&equal)?;
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a value is a type variable; its method that says what replaces it.
fn variable(vm: &mut Vm, value: &Value) -> R<Option<Value>> {
    if value.is::<Class>() || value.is::<GenericAlias>() {
        return Ok(None);
    }
    let name = vm.intern("__typing_subst__");
    vm.find_attr(value, name)
}

/// The type variables among arguments, each once.
fn parameters(vm: &mut Vm, args: &Value) -> R<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    let add = |found: &mut Vec<Value>, value: Value| {
        if !found.iter().any(|other| other.is_same(&value)) {
            found.push(value);
        }
    };
    let name = vm.intern("__parameters__");
    for arg in members(args) {
        if variable(vm, &arg)?.is_some() {
            add(&mut found, arg);
        } else if arg.get::<List>().is_some() || arg.get::<Tuple>().is_some() {
            let inner = Tuple::value(vm.collect(&arg)?);
            for each in parameters(vm, &inner)? {
                add(&mut found, each);
            }
        } else if !arg.is::<Class>()
            && let Some(inner) = vm.find_attr(&arg, name)?
        {
            for each in members(&inner) {
                add(&mut found, each);
            }
        }
    }
    Ok(found)
}

/// `alias[arguments]`
fn substitute(vm: &mut Vm, args: &[Value]) -> R {
    let own = this::<GenericAlias>(vm, &args[0])?;
    let (origin, own_args) = (own.origin.clone(), own.args.clone());
    let variables = parameters(vm, &own_args)?;
    let shown = |vm: &mut Vm| vm.repr_text(&args[0]);
    if variables.is_empty() {
        let message = format!("{} is not a generic class", shown(vm));
        return Err(args::type_error(vm, &message));
    }
    let given = match args[1].get::<Tuple>() {
        Some(row) => row.0.to_vec(),
        None => vec![args[1].clone()],
    };
    if given.len() != variables.len() {
        let amount = if given.len() > variables.len() { "many" } else { "few" };
        let (shown, actual, expected) = (shown(vm), given.len(), variables.len());
        let message =
            format!("Too {amount} arguments for {shown}; actual {actual}, expected {expected}");
        return Err(args::type_error(vm, &message));
    }
    let new = replaced(vm, &own_args, &variables, &given)?;
    if !origin.is_unbound() {
        return Ok(Value::new(GenericAlias { origin, args: Tuple::value(new) }));
    }
    let mut union = new[0].clone();
    for member in &new[1..] {
        union = vm.binary(BinOp::Or, &union, member, false)?;
    }
    Ok(union)
}

/// Arguments with their variables replaced.
fn replaced(vm: &mut Vm, args: &Value, variables: &[Value], given: &[Value]) -> R<Vec<Value>> {
    let mut new = Vec::new();
    let name = vm.intern("__parameters__");
    for arg in members(args) {
        if let Some(method) = variable(vm, &arg)? {
            let at = variables.iter().position(|variable| variable.is_same(&arg));
            let value = at.and_then(|at| given.get(at)).cloned().unwrap_or_default();
            new.push(vm.call(&method, &[value])?);
            continue;
        }
        let inner = match arg.is::<Class>() {
            true => None,
            false => vm.find_attr(&arg, name)?,
        };
        let inner = inner.map(|inner| members(&inner)).unwrap_or_default();
        if inner.is_empty() {
            new.push(arg);
            continue;
        }
        let row = inner.iter().map(|variable| {
            let at = variables.iter().position(|other| other.is_same(variable));
            at.and_then(|at| given.get(at)).cloned().unwrap_or_default()
        });
        let row = Tuple::value(row.collect::<Vec<_>>());
        new.push(vm.get_item(&arg, &row)?);
    }
    Ok(new)
}
