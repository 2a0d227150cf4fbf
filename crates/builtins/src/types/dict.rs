//! `dict` and its views (library reference, "Mapping Types").

use ouro_vm::objects::DictView;

use crate::prelude::*;
use crate::types::{sequence, set};

static NEW: NativeDef =
    native("__new__", "(cls, /, *args, **kwargs)", "Create a new, empty dict.", |vm, args| {
        Ok(vm.wrap_base(&args[0], Value::new(Dict::default())))
    });

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, iterable=..., /, **kwargs)", "Fill the dict.", |vm, args| {
        update_with(vm, args, "dict")
    }),
    native(
        "get",
        "(self, key, default=None, /)",
        "The value of a key, or the default.",
        |vm, args| {
            let dict = this::<Dict>(vm, &args[0])?;
            Ok(vm.dict_get(dict, &args[1])?.unwrap_or_else(|| args[2].clone()))
        },
    ),
    native(
        "setdefault",
        "(self, key, default=None, /)",
        "The value of a key, set if it is missing.",
        |vm, args| {
            let dict = this::<Dict>(vm, &args[0])?;
            if let Some(value) = vm.dict_get(dict, &args[1])? {
                return Ok(value);
            }
            vm.dict_set(dict, args[1].clone(), args[2].clone())?;
            Ok(args[2].clone())
        },
    ),
    native(
        "pop",
        "(self, key, default=..., /)",
        "Remove a key and return its value.",
        |vm, args| {
            let dict = this::<Dict>(vm, &args[0])?;
            if let Some(at) = vm.table_find(&dict.0, &args[1])? {
                return Ok(dict.0.remove(at).1);
            }
            match args[2].clone().bound() {
                Some(default) => Ok(default),
                None => Err(vm.key_error(&args[1])),
            }
        },
    ),
    native("popitem", "(self, /)", "Remove and return the last pair.", |vm, args| {
        let dict = this::<Dict>(vm, &args[0])?;
        let Some((at, _, _)) = dict.0.previous(usize::MAX) else {
            let message = Str::value("popitem(): dictionary is empty");
            return Err(vm.raise_with(Exc::KeyError, vec![message]));
        };
        let (key, value) = dict.0.remove(at);
        Ok(Tuple::value(vec![key, value]))
    }),
    native(
        "update",
        "(self, iterable=..., /, **kwargs)",
        "Take pairs over from a mapping or iterable.",
        |vm, args| update_with(vm, args, "update"),
    ),
    native("clear", "(self, /)", "Remove all pairs.", |vm, args| {
        let mut pairs = this::<Dict>(vm, &args[0])?.0.clear();
        // The dead are a stack: the first value is to die first.
        while let Some((key, value)) = pairs.pop() {
            drop(value);
            drop(key);
        }
        Ok(Value::None)
    }),
    native("copy", "(self, /)", "A copy of the dict.", |vm, args| {
        Ok(Value::new(Dict(this::<Dict>(vm, &args[0])?.0.copy())))
    }),
    native("keys", "(self, /)", "A view of the keys.", |vm, args| {
        view(vm, args, IterKind::DictKeys)
    }),
    native("values", "(self, /)", "A view of the values.", |vm, args| {
        view(vm, args, IterKind::DictValues)
    }),
    native("items", "(self, /)", "A view of the pairs.", |vm, args| {
        view(vm, args, IterKind::DictItems)
    }),
    native("__reversed__", "(self, /)", "An iterator from the last key.", |vm, args| {
        let length = this::<Dict>(vm, &args[0])?.0.len();
        Ok(Vm::iterator(args::base(&args[0]), IterKind::DictKeysReversed, length))
    }),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        union(vm, &args[0], &args[1])
    }),
    native("__ror__", "(self, value, /)", "Return value|self.", |vm, args| {
        union(vm, &args[1], &args[0])
    }),
    native("__ior__", "(self, value, /)", "Implement self|=value.", |vm, args| {
        let dict = this::<Dict>(vm, &args[0])?;
        merge(vm, dict, &args[1])?;
        Ok(args[0].clone())
    }),
];

static CLASS_METHODS: &[NativeDef] = &[native(
    "fromkeys",
    "(cls, iterable, value=None, /)",
    "A dict with the keys of an iterable, all with one value.",
    |vm, args| {
        let target = vm.call(&args[0], &[])?;
        let iterator = vm.iter(&args[1])?;
        while let Some(key) = vm.next(&iterator)? {
            match target.get::<Dict>() {
                Some(dict) => vm.dict_set(dict, key, args[2].clone())?,
                None => vm.set_item(&target, &key, args[2].clone())?,
            }
            vm.spend()?;
        }
        Ok(target)
    },
)];

static VIEW_METHODS: &[NativeDef] =
    &[native("__reversed__", "(self, /)", "An iterator from the end.", |vm, args| {
        let view = this::<DictView>(vm, &args[0])?;
        let length = view.dict.get::<Dict>().map_or(0, |dict| dict.0.len());
        Ok(Vm::iterator(&args[0], IterKind::DictKeysReversed, length))
    })];

static VIEW_PROPERTIES: &[PropertyDef] =
    &[property("mapping", "dictionary that this view refers to", |vm, value| {
        Ok(super::mappingproxy::of(&this::<DictView>(vm, value)?.dict))
    })];

/// What the views of keys and items have of a set.
static SET_METHODS: &[NativeDef] = &[
    native("isdisjoint", "(self, other, /)", "Whether there is no common element.", |vm, args| {
        set::is_disjoint(vm, &args[0], &args[1])
    }),
    native("__and__", "(self, value, /)", "Return self&value.", |vm, args| {
        view_operation(vm, args, set::Operation::Intersection)
    }),
    native("__or__", "(self, value, /)", "Return self|value.", |vm, args| {
        view_operation(vm, args, set::Operation::Union)
    }),
    native("__sub__", "(self, value, /)", "Return self-value.", |vm, args| {
        view_operation(vm, args, set::Operation::Difference)
    }),
    native("__xor__", "(self, value, /)", "Return self^value.", |vm, args| {
        view_operation(vm, args, set::Operation::Symmetric)
    }),
    native("__rand__", "(self, value, /)", "Return value&self.", |vm, args| {
        view_operation_reflected(vm, args, set::Operation::Intersection)
    }),
    native("__ror__", "(self, value, /)", "Return value|self.", |vm, args| {
        view_operation_reflected(vm, args, set::Operation::Union)
    }),
    native("__rsub__", "(self, value, /)", "Return value-self.", |vm, args| {
        view_operation_reflected(vm, args, set::Operation::Difference)
    }),
    native("__rxor__", "(self, value, /)", "Return value^self.", |vm, args| {
        view_operation_reflected(vm, args, set::Operation::Symmetric)
    }),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| {
        view_compare(vm, args, CmpOp::Eq)
    }),
    native("__le__", "(self, value, /)", "Return self<=value.", |vm, args| {
        view_compare(vm, args, CmpOp::Le)
    }),
    native("__lt__", "(self, value, /)", "Return self<value.", |vm, args| {
        view_compare(vm, args, CmpOp::Lt)
    }),
    native("__ge__", "(self, value, /)", "Return self>=value.", |vm, args| {
        view_compare(vm, args, CmpOp::Ge)
    }),
    native("__gt__", "(self, value, /)", "Return self>value.", |vm, args| {
        view_compare(vm, args, CmpOp::Gt)
    }),
];

/// Adds all of `dict` and its views.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Dict);
    let contents = TypeContents {
        doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs",
        new: Some(&NEW),
        methods: METHODS,
        class_methods: CLASS_METHODS,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    super::add_class_methods(vm, Type::Dict, super::object::GENERIC);
    let container = [
        sequence::CONTAINER,
        sequence::ITEMS,
        sequence::CHANGING_ITEMS,
        sequence::REPR,
        super::compare::EQUALITY,
    ];
    super::add_methods(vm, Type::Dict, &container);
    super::make_unhashable(vm, Type::Dict);
    for which in [Type::DictKeys, Type::DictItems] {
        super::add_methods(vm, which, &[SET_METHODS]);
        super::make_unhashable(vm, which);
    }
    for which in [Type::DictKeys, Type::DictValues, Type::DictItems] {
        super::add_methods(vm, which, &[sequence::CONTAINER, sequence::REPR, VIEW_METHODS]);
        super::add_properties(vm, which, VIEW_PROPERTIES);
    }
}

fn view(vm: &mut Vm, args: &[Value], kind: IterKind) -> R {
    this::<Dict>(vm, &args[0])?;
    Ok(Value::new(DictView { dict: args::base(&args[0]).clone(), kind }))
}

fn update_with(vm: &mut Vm, args: &[Value], _name: &str) -> R {
    let dict = this::<Dict>(vm, &args[0])?;
    if !args[1].is_unbound() {
        merge(vm, dict, &args[1])?;
    }
    if let Some(keywords) = args[2].get::<Dict>() {
        for (key, value) in keywords.0.items() {
            vm.dict_set(dict, key, value)?;
        }
    }
    Ok(Value::None)
}

/// Takes the pairs of a mapping, or of an iterable of pairs, over into a dict.
pub(crate) fn merge(vm: &mut Vm, dict: &Dict, from: &Value) -> R<()> {
    if let Some(other) = payload::<Dict>(from) {
        for (key, value) in other.0.items() {
            vm.dict_set(dict, key, value)?;
        }
        return Ok(());
    }
    if let Some(keys) = vm.find_attr(from, names::KEYS)? {
        let keys = vm.call(&keys, &[])?;
        for key in vm.collect(&keys)? {
            let value = vm.get_item(from, &key)?;
            vm.dict_set(dict, key, value)?;
        }
        return Ok(());
    }
    let iterator = vm.iter(from)?;
    let mut index = 0;
    while let Some(pair) = vm.next(&iterator)? {
        let items = match vm.try_iter(&pair)? {
            Some(_) => vm.collect(&pair)?,
            None => {
                let message = format!(
                    "cannot convert dictionary update sequence element #{index} to a sequence"
                );
                return Err(args::type_error(vm, &message));
            }
        };
        let Ok([key, value]) = <[Value; 2]>::try_from(items).map_err(|items| items.len()) else {
            let length = vm.len(&pair).unwrap_or(0);
            let message = format!(
                "dictionary update sequence element #{index} has length {length}; 2 is required"
            );
            return Err(args::value_error(vm, &message));
        };
        vm.dict_set(dict, key, value)?;
        index += 1;
        vm.spend()?;
    }
    Ok(())
}

fn union(vm: &mut Vm, left: &Value, right: &Value) -> R {
    let (Some(left), Some(right)) = (payload::<Dict>(left), payload::<Dict>(right)) else {
        return Ok(Value::NotImplemented);
    };
    let all = Dict(left.0.copy());
    for (key, value) in right.0.items() {
        vm.dict_set(&all, key, value)?;
    }
    Ok(Value::new(all))
}

fn view_operation(vm: &mut Vm, args: &[Value], operation: set::Operation) -> R {
    set::of_views(vm, operation, &args[0], &args[1])
}

fn view_operation_reflected(vm: &mut Vm, args: &[Value], operation: set::Operation) -> R {
    set::of_views(vm, operation, &args[1], &args[0])
}

fn view_compare(vm: &mut Vm, args: &[Value], op: CmpOp) -> R {
    let is_set_like = |value: &Value| {
        ouro_vm::set_table(args::base(value)).is_some()
            || value.get::<DictView>().is_some_and(|view| view.kind != IterKind::DictValues)
    };
    if !is_set_like(&args[0]) || !is_set_like(&args[1]) {
        return Ok(Value::NotImplemented);
    }
    let left = set::from_iterable(vm, &args[0])?;
    let right = set::from_iterable(vm, &args[1])?;
    set::compare(vm, op, &left, &right).map(Value::Bool)
}

/// Whether a view holds an item: a key by its hash, a value by looking at all, a pair by both.
pub(super) fn view_contains(vm: &mut Vm, view: &DictView, item: &Value) -> R<bool> {
    let Some(dict) = view.dict.get::<Dict>() else { return Ok(false) };
    match view.kind {
        IterKind::DictKeys => Ok(vm.table_find(&dict.0, item)?.is_some()),
        IterKind::DictItems => {
            let Some([key, wanted]) = payload::<Tuple>(item).map(|pair| &*pair.0) else {
                return Ok(false);
            };
            match vm.dict_get(dict, key)? {
                Some(value) => vm.equal(&value, wanted),
                None => Ok(false),
            }
        }
        _ => {
            for (_, value) in dict.0.items() {
                if vm.equal(&value, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}
