//! Reprs of objects that are no data: functions, classes, modules, frames, iterators, plain instances.

use ouro_vm::Ref;
use ouro_vm::objects::{
    BoundMethod, Cell, ClassMethod, CodeObject, GenericAlias, Member, Native, NativeProperty,
    Property, StaticMethod, Super,
};

use crate::prelude::*;
use crate::show::{self, Shown};
use crate::types::sequence;

/// Whether a method found for `__repr__` or `__str__` is that of `object`.
pub(crate) fn is_default_repr(vm: &Vm, method: &Value) -> bool {
    method.is_unbound()
        || method
            .get::<Native>()
            .is_some_and(|native| native.class.is_same(&vm.type_object(Type::Object)))
}

/// The `__repr__` of a type of another crate.
fn foreign_repr(vm: &Vm, value: &Value) -> Option<Value> {
    let method = vm.lookup_special(value, names::REPR);
    let native = method.get::<Native>()?;
    let ours = std::ptr::eq(native.def, &raw const sequence::REPR[0]);
    (!ours && !is_default_repr(vm, &method)).then_some(method)
}

/// The `repr` of an object that is no data.
pub(crate) fn repr(vm: &mut Vm, value: &Value, whole: &Value) -> R<Shown> {
    let Value::Obj(object) = value else { return Ok(Shown::Text(String::new())) };
    if foreign_repr(vm, value).is_some() {
        let shown = vm.call_special(whole, names::REPR, &[])?;
        return Ok(Shown::Value(shown.unwrap_or_default()));
    }
    if let Some(text) = repr_callable(vm, value, object)? {
        return Ok(text);
    }
    if let Some(text) = repr_descriptor(vm, value, object)? {
        return Ok(text);
    }
    if let Some(class) = object.get::<Class>() {
        return Ok(Shown::Text(format!("<class '{}'>", qualified(vm, class))));
    }
    if let Some(module) = object.get::<Module>() {
        return repr_module(vm, module);
    }
    if let Some(frame) = object.get::<Frame>() {
        let kind = match frame.kind() {
            FrameKind::Generator => "generator",
            FrameKind::Coroutine => "coroutine",
            FrameKind::AsyncGenerator => "async_generator",
        };
        let name = frame_name(vm, frame, names::QUALNAME);
        return Ok(Shown::Text(format!("<{kind} object {name} at {}>", address(vm, value))));
    }
    if let Some(alias) = object.get::<GenericAlias>() {
        return repr_alias(vm, alias);
    }
    default(vm, whole)
}

/// `<C object at 0x...>`, as `object.__repr__` has it.
pub(crate) fn default(vm: &mut Vm, value: &Value) -> R<Shown> {
    let class = vm.class_of(value);
    let name = match (class.get::<Class>(), value.is::<NativeIter>()) {
        (Some(class), false) => qualified(vm, class),
        _ => vm.type_name(value),
    };
    Ok(Shown::Text(format!("<{name} object at {}>", address(vm, value))))
}

/// The address that reprs show.
pub(crate) fn address(vm: &mut Vm, value: &Value) -> String {
    format!("{:#x}", vm.id(value))
}

fn text(value: &Value) -> String {
    text_of(value).map(|text| text.to_text().into_owned()).unwrap_or_default()
}

/// A class's name with its module, unless that is `builtins`.
pub(crate) fn qualified(vm: &Vm, class: &Class) -> String {
    let name = text(&class.qualname.get());
    let _ = vm;
    match text(&class.namespace.get(names::MODULE)).as_str() {
        "builtins" | "" => name,
        module => format!("{module}.{name}"),
    }
}

/// `__name__` or `__qualname__` of what a frame runs.
pub(crate) fn frame_name(_vm: &Vm, frame: &Frame, which: ouro_vm::Sym) -> String {
    match (frame.function(), frame.body()) {
        (Some(function), _) if which == names::NAME => text(&function.name.get()),
        (Some(function), _) => text(&function.qualname.get()),
        (None, ouro_vm::objects::Body::Native(body)) => body.name.to_owned(),
        (None, _) => String::new(),
    }
}

fn repr_callable(vm: &mut Vm, value: &Value, object: &Ref) -> R<Option<Shown>> {
    if let Some(function) = object.get::<Function>() {
        let name = text(&function.qualname.get());
        return Ok(Some(Shown::Text(format!("<function {name} at {}>", address(vm, value)))));
    }
    if let Some(native) = object.get::<Native>() {
        return Ok(Some(Shown::Text(repr_native(vm, native))));
    }
    if let Some(method) = object.get::<BoundMethod>() {
        let name = vm.find_attr(&method.function, names::QUALNAME)?;
        let name = match name {
            Some(name) => text(&name),
            None => "?".to_owned(),
        };
        let receiver = text(&show::repr(vm, &method.receiver)?);
        return Ok(Some(Shown::Text(format!("<bound method {name} of {receiver}>"))));
    }
    Ok(None)
}

fn repr_native(vm: &mut Vm, native: &Native) -> String {
    let name = native.def.name;
    let special = name.starts_with("__") && name.ends_with("__");
    if native.class.is_unbound() {
        return format!("<built-in function {name}>");
    }
    if native.receiver.is_unbound() {
        let class = vm.full_class_name(&native.class);
        let kind = if special { "slot wrapper" } else { "method" };
        return format!("<{kind} '{name}' of '{class}' objects>");
    }
    let class = match native.receiver.get::<Class>() {
        Some(_) => "type".to_owned(),
        None => vm.type_name(&native.receiver),
    };
    let at = address(vm, &native.receiver);
    if special {
        format!("<method-wrapper '{name}' of {class} object at {at}>")
    } else {
        format!("<built-in method {name} of {class} object at {at}>")
    }
}

fn repr_descriptor(vm: &mut Vm, value: &Value, object: &Ref) -> R<Option<Shown>> {
    let shown = if let Some(StaticMethod(function)) = object.get() {
        let inner = text(&show::repr(vm, &function.clone())?);
        format!("<staticmethod({inner})>")
    } else if let Some(ClassMethod(function)) = object.get() {
        let inner = text(&show::repr(vm, &function.clone())?);
        format!("<classmethod({inner})>")
    } else if object.is::<Property>() {
        format!("<property object at {}>", address(vm, value))
    } else if let Some(parent) = object.get::<Super>() {
        let class = vm.class_name(&parent.class);
        match parent.start.is_none() {
            true => format!("<super: <class '{class}'>, NULL>"),
            false => {
                let start = vm.class_name(&parent.start);
                format!("<super: <class '{class}'>, <{start} object>>")
            }
        }
    } else if let Some(native) = object.get::<NativeProperty>() {
        let class = vm.class_name(&native.class);
        format!("<attribute '{}' of '{class}' objects>", native.def.name)
    } else if let Some(member) = object.get::<Member>() {
        let name = vm.interner.text(member.name);
        let class = vm.class_name(&member.class.get());
        format!("<member '{name}' of '{class}' objects>")
    } else if let Some(cell) = object.get::<Cell>() {
        let at = address(vm, value);
        match cell.0.get() {
            Value::Unbound => format!("<cell at {at}: empty>"),
            held => {
                let (name, held_at) = (vm.type_name(&held), address(vm, &held));
                format!("<cell at {at}: {name} object at {held_at}>")
            }
        }
    } else if let Some(code) = object.get::<CodeObject>() {
        let at = address(vm, value);
        show_code(vm, code, &at)
    } else {
        return Ok(None);
    };
    Ok(Some(Shown::Text(shown)))
}

fn show_code(vm: &Vm, code: &CodeObject, at: &str) -> String {
    let code = &code.code;
    let file = vm.sources.get(code.source).map_or("?", |source| &source.name);
    format!("<code object {} at {at}, file \"{file}\", line {}>", code.name, code.first_line)
}

fn repr_module(vm: &mut Vm, module: &Module) -> R<Shown> {
    let name = vm.interner.text(module.name);
    let file = module.namespace.get(names::FILE);
    Ok(Shown::Text(if is_a::<Str>(&file) {
        let file = text(&show::repr(vm, &file)?);
        format!("<module '{name}' from {file}>")
    } else if module.native {
        format!("<module '{name}' (built-in)>")
    } else {
        format!("<module '{name}'>")
    }))
}

/// `list[int]`, `int | None`
fn repr_alias(vm: &mut Vm, alias: &GenericAlias) -> R<Shown> {
    let members = alias.args.get::<Tuple>().map(|tuple| tuple.0.to_vec()).unwrap_or_default();
    let mut shown = Vec::with_capacity(members.len());
    for member in &members {
        shown.push(alias_part(vm, member)?);
    }
    if alias.origin.is_unbound() {
        return Ok(Shown::Text(shown.join(" | ")));
    }
    let origin = alias_part(vm, &alias.origin)?;
    if origin == "collections.abc.Callable"
        && let Some(result) = shown.pop()
    {
        let parameters = shown.join(", ");
        let any = members.len() == 2 && matches!(members[0], Value::Ellipsis);
        let parameters = if any { parameters } else { format!("[{parameters}]") };
        return Ok(Shown::Text(format!("{origin}[{parameters}, {result}]")));
    }
    Ok(Shown::Text(format!(
        "{origin}[{}]",
        if shown.is_empty() { "()".to_owned() } else { shown.join(", ") }
    )))
}

fn alias_part(vm: &mut Vm, part: &Value) -> R<String> {
    if matches!(part, Value::Ellipsis) {
        return Ok("...".to_owned());
    }
    if part.is_same(&vm.type_object(Type::NoneType)) {
        return Ok("None".to_owned());
    }
    if let Some(class) = part.get::<Class>() {
        return Ok(qualified(vm, class));
    }
    if let Some(list) = part.get::<List>() {
        let mut shown = Vec::new();
        for part in list.to_vec() {
            shown.push(alias_part(vm, &part)?);
        }
        return Ok(format!("[{}]", shown.join(", ")));
    }
    show::repr(vm, part).map(|shown| text(&shown))
}
