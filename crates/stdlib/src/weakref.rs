//! The native half of the module `weakref` (library reference, "weakref"): the type `ref`, and who is held
//! weakly. The rest is written in Ouro itself.

use ouro_vm::objects::{BoundMethod, Class, Frame, FrozenSet, Function, GenericAlias, Native, Set};
use ouro_vm::{Payload, WeakRef};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "weakref",
    doc: "Weak reference support for Python.",
    functions: FUNCTIONS,
    fill,
};

static REF: TypeDef = TypeDef {
    name: "ReferenceType",
    module: "weakref",
    base: Some(&OBJECT),
    layout: Some(<WeakRef as Payload>::layout),
    subclassable: true,
};

static NEW: NativeDef =
    native("__new__", "(*args, **kwargs)", "Create and return a new object.", new);

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, /, *args, **kwargs)", "Initialize self.", |_, _| Ok(Value::None)),
    native("__call__", "(self, /, *args)", "Call self as a function.", |vm, args| {
        let given = args::rest(&args[1]).len();
        if given > 0 {
            let message = format!("weakref expected 0 arguments, got {given}");
            return Err(args::type_error(vm, &message));
        }
        Ok(args::this::<WeakRef>(vm, &args[0])?.get())
    }),
    native("__repr__", "(self, /)", "Return repr(self).", repr),
    native("__hash__", "(self, /)", "Return hash(self).", hash),
    native("__eq__", "(self, value, /)", "Return self==value.", |vm, args| equal(vm, args, true)),
    native("__ne__", "(self, value, /)", "Return self!=value.", |vm, args| equal(vm, args, false)),
];

static PROPERTIES: &[PropertyDef] = &[property(
    "__callback__",
    "The callback, if it has one and the object is alive.",
    |vm, weak| {
        let callback = args::this::<WeakRef>(vm, weak)?.callback.get();
        Ok(callback.bound().unwrap_or(Value::None))
    },
)];

static FUNCTIONS: &[NativeDef] = &[
    native("_bind", "(function, owner, /)", "A method of a function and its object.", |_, args| {
        Ok(Vm::bound_method(&args[0], &args[1]))
    }),
    native(
        "getweakrefcount",
        "(object, /)",
        "Return the number of weak references to 'object'.",
        |_, args| Ok(args::count(args[0].as_ref().map_or(0, |object| WeakRef::all(object).len()))),
    ),
    native(
        "getweakrefs",
        "(object, /)",
        "Return a list of all weak reference objects pointing to 'object'.",
        |_, args| Ok(List::value(args[0].as_ref().map_or_else(Vec::new, WeakRef::all))),
    ),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let class = vm.register_type(&REF);
    let contents = TypeContents {
        new: Some(&NEW),
        methods: METHODS,
        properties: PROPERTIES,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    args::set(vm, module, "ref", class.clone());
    args::set(vm, module, "ReferenceType", class);
    Ok(())
}

/// Whether objects like this one can be held weakly.
fn can_be_held(vm: &Vm, value: &Value) -> bool {
    if let Some(instance) = value.get::<Instance>() {
        return instance.class.get().get::<Class>().is_some_and(|class| {
            let slot = vm.intern("__weakref__");
            !class.slotted || !vm.class_lookup(class, slot).is_unbound()
        });
    }
    if let Some(exception) = value.get::<Exception>() {
        return exception.class.get().get::<Class>().is_some_and(Class::is_heap);
    }
    if let Some(alias) = value.get::<GenericAlias>() {
        return !alias.origin.is_unbound();
    }
    value.is::<Function>()
        || value.is::<Native>()
        || value.is::<BoundMethod>()
        || value.is::<Class>()
        || value.is::<Frame>()
        || value.is::<Module>()
        || value.is::<Set>()
        || value.is::<FrozenSet>()
        || value.is::<WeakRef>()
        || is_of_library(vm, value)
}

/// Tasks, locks, queues and the like are instances of Python classes in the reference.
fn is_of_library(vm: &Vm, value: &Value) -> bool {
    let class = vm.class_of(value);
    let def = class.get::<Class>().and_then(|class| class.def);
    def.is_some_and(|def| def.module.starts_with("asyncio") || def.module == "_asyncio")
}

fn new(vm: &mut Vm, args: &[Value]) -> R {
    let row = args::rest(&args[0]);
    let given = row.len().saturating_sub(1);
    let (Some(class), 1..=2) = (row.first(), given) else {
        let bound = if given < 1 { "at least 1 argument" } else { "at most 2 arguments" };
        let message = format!("__new__ expected {bound}, got {given}");
        return Err(args::type_error(vm, &message));
    };
    let target = &row[1];
    let Some(object) = target.as_ref().filter(|_| can_be_held(vm, target)) else {
        let message = format!("cannot create weak reference to '{}' object", vm.type_name(target));
        return Err(args::type_error(vm, &message));
    };
    let callback = row.get(2).filter(|callback| !callback.is_none()).cloned().unwrap_or_default();
    let weak = WeakRef::value(object, callback);
    Ok(vm.wrap_base(class, weak))
}

fn repr(vm: &mut Vm, args: &[Value]) -> R {
    let target = args::this::<WeakRef>(vm, &args[0])?.get();
    let own = vm.id(&args[0]);
    if target.is_none() {
        return Ok(Str::value(&format!("<weakref at {own:#x}; dead>")));
    }
    let (class, address) = (vm.type_name(&target), vm.id(&target));
    let name = match vm.find_attr(&target, names::NAME)? {
        Some(name) if name.is::<Str>() => format!(" ({})", vm.display(&name)),
        _ => String::new(),
    };
    Ok(Str::value(&format!("<weakref at {own:#x}; to '{class}' at {address:#x}{name}>")))
}

/// The hash of the object, which the reference remembers when the object is gone.
fn hash(vm: &mut Vm, args: &[Value]) -> R {
    let weak = args::this::<WeakRef>(vm, &args[0])?;
    if let Some(hash) = weak.hash.get() {
        return Ok(Value::Int(hash));
    }
    let target = weak.get();
    if target.is_none() {
        return Err(args::type_error(vm, "weak object has gone away"));
    }
    let hash = vm.hash(&target)? as i64;
    weak.hash.set(Some(hash));
    Ok(Value::Int(hash))
}

/// References to live objects are as equal as the objects are; any other is equal to itself alone.
fn equal(vm: &mut Vm, args: &[Value], wanted: bool) -> R {
    let Some(other) = args::payload::<WeakRef>(&args[1]) else { return Ok(Value::NotImplemented) };
    let (left, right) = (args::this::<WeakRef>(vm, &args[0])?.get(), other.get());
    if left.is_none() || right.is_none() {
        return Ok(Value::Bool(args::base(&args[0]).is_same(args::base(&args[1])) == wanted));
    }
    vm.compare(if wanted { CmpOp::Eq } else { CmpOp::Ne }, &left, &right)
}
