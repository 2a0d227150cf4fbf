//! Tuples with named fields that natives make: `time.struct_time`, `sys.version_info` and their like.

use std::collections::HashMap;

use crate::prelude::*;

/// What is known of one such type.
pub(crate) struct Definition {
    /// Its module.
    pub module: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The names of the tuple's items.
    pub fields: &'static [&'static str],
    /// Whether it is one of the C types, which have counts of their fields and show their module, or a
    /// `namedtuple`.
    pub is_struct: bool,
    /// Names of further attributes, which are no items.
    pub hidden: &'static [&'static str],
}

#[derive(Default)]
struct Classes(HashMap<(&'static str, &'static str), Value>);

static METHODS: &[NativeDef] = &[native("__repr__", "(self, /)", "Return repr(self).", repr)];
static NEW: NativeDef = native("__new__", "(cls, sequence, dict=..., /)", "", new);

/// The class of a definition, made at its first use.
pub(crate) fn class(vm: &mut Vm, definition: &'static Definition) -> Value {
    let key = (definition.module, definition.name);
    if let Some(class) = vm.extension::<Classes>().0.get(&key) {
        return class.clone();
    }
    let tuple = vm.type_object(Type::Tuple);
    let class = vm.register_class(definition.name, definition.module, tuple);
    let contents = TypeContents { methods: METHODS, new: Some(&NEW), ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    if let Some(payload) = class.get::<ouro_vm::objects::Class>() {
        let (fields, hidden) = (definition.fields.len(), definition.hidden.len());
        let names: Vec<Value> = definition.fields.iter().map(|name| Str::value(name)).collect();
        let set = |name: &str, value| drop(payload.namespace.set(vm.intern(name), value));
        set("__match_args__", Tuple::value(names.clone()));
        if definition.is_struct {
            set("n_fields", args::count(fields + hidden));
            set("n_sequence_fields", args::count(fields));
            set("n_unnamed_fields", Value::Int(0));
        } else {
            set("_fields", Tuple::value(names));
        }
    }
    vm.extension::<Classes>().0.insert(key, class.clone());
    class
}

/// An instance; `values` are those of the fields, then those of the hidden ones.
pub(crate) fn instance(vm: &mut Vm, definition: &'static Definition, values: &[Value]) -> R {
    let class = class(vm, definition);
    let items = values.iter().take(definition.fields.len()).cloned().collect::<Vec<_>>();
    let object = vm.wrap_base(&class, Tuple::value(items));
    let all = definition.fields.iter().chain(definition.hidden);
    let given = values.iter().cloned().chain(std::iter::repeat(Value::None));
    for (name, value) in all.zip(given) {
        vm.set_attr(&object, vm.intern(name), value)?;
    }
    Ok(object)
}

fn field_names(vm: &mut Vm, value: &Value) -> R<Vec<String>> {
    let names = vm.get_attr_text(value, "__match_args__")?;
    Ok(args::rest(&names).iter().filter_map(args::text).collect())
}

fn repr(vm: &mut Vm, args: &[Value]) -> R {
    let fields = field_names(vm, &args[0])?;
    let class = vm.class_of(&args[0]);
    let fields_attribute = vm.intern("_fields");
    let name = match vm.lookup_special(&args[0], fields_attribute) {
        Value::Unbound => vm.full_class_name(&class),
        _ => vm.class_name(&class),
    };
    let mut text = format!("{name}(");
    let items = vm.collect(&args[0])?;
    for (index, (name, item)) in fields.iter().zip(&items).enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        let shown = vm.repr(item)?;
        text.push_str(&format!("{comma}{name}={}", vm.display(&shown)));
    }
    text.push(')');
    Ok(Str::value(&text))
}

fn new(vm: &mut Vm, args: &[Value]) -> R {
    let class = args[0].clone();
    let fields = field_names(vm, &class)?;
    let hidden = vm.get_attr_text(&class, "n_fields")?;
    let most = as_i64(&hidden).and_then(|n| usize::try_from(n).ok()).unwrap_or(fields.len());
    let name = vm.full_class_name(&class);
    let Some(_) = vm.try_iter(&args[1])? else {
        return Err(args::type_error(vm, "constructor requires a sequence"));
    };
    let values = vm.collect(&args[1])?;
    let (least, given) = (fields.len(), values.len());
    let wrong = match () {
        () if given < least && most == least => Some(format!("a {least}")),
        () if given < least => Some(format!("an at least {least}")),
        () if given > most && most == least => Some(format!("a {least}")),
        () if given > most => Some(format!("an at most {most}")),
        () => None,
    };
    if let Some(wanted) = wrong {
        let message = format!("{name}() takes {wanted}-sequence ({given}-sequence given)");
        return Err(args::type_error(vm, &message));
    }
    let definition = vm.extension::<Classes>().0.iter().find(|(_, known)| known.is_same(&class));
    let hidden = match definition.map(|(key, _)| *key) {
        Some(("time", "struct_time")) => crate::time::HIDDEN_FIELDS,
        _ => &[],
    };
    let object = vm.wrap_base(&class, Tuple::value(values[..least].to_vec()));
    let given = values.iter().cloned().chain(std::iter::repeat(Value::None));
    let names = fields.iter().map(String::as_str).chain(hidden.iter().copied());
    for (name, value) in names.zip(given) {
        vm.set_attr(&object, vm.intern(name), value)?;
    }
    Ok(object)
}
