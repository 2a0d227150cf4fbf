//! Classes: making them, their order of look-up, instances, and what happens when instances die.

use std::cell::Cell;

use crate::cells::ValueCell;
use crate::class_making::{extends, linearise};
use crate::exceptions::{Exc, is_exception_def};
use crate::intern::{Sym, names};
use crate::native::{Keyword, NativeDef, PropertyDef, TypeContents, TypeDef};
use crate::objects::{
    BoundMethod, Class, ClassMethod, Dict, Function, Hooks, Instance, Member, Native,
    NativeProperty, StaticMethod, Str, Tuple,
};
use crate::types::{OBJECT, Type};
use crate::value::Value;
use crate::vm::{R, Vm};
use crate::weak::WeakList;

/// Places of the cache of look-ups.
pub(crate) const LOOKUPS: usize = 1024;

/// A look-up that the cache remembers: where in the class's order, and in which slot, a name was found. A
/// new value in the slot needs no new epoch.
#[derive(Clone, Copy)]
pub(crate) struct Lookup {
    class: usize,
    name: Sym,
    epoch: u32,
    at: u32,
    slot: u32,
}

impl Default for Lookup {
    fn default() -> Self {
        Self { class: 0, name: Sym(0), epoch: 0, at: 0, slot: 0 }
    }
}

/// What a new class is made of.
pub(crate) struct NewClass<'a> {
    pub name: &'a str,
    pub qualname: &'a str,
    pub module: &'a str,
    pub bases: Vec<Value>,
    pub metaclass: Value,
    pub def: Option<&'static TypeDef>,
    pub slotted: bool,
}

impl Vm {
    /// A class with an empty namespace. The bases are classes whose orders agree.
    pub(crate) fn new_class(&mut self, new: NewClass<'_>) -> Value {
        // It may lie where another one lay, of which caches still know.
        self.epoch += 1;
        let base = new.def.unwrap_or_else(|| {
            let mut best = &OBJECT;
            for def in new.bases.iter().filter_map(|b| b.get::<Class>()).map(|c| c.base) {
                if extends(def, best) {
                    best = def;
                }
            }
            best
        });
        let slotted =
            new.slotted && new.bases.iter().filter_map(|b| b.get::<Class>()).all(|c| c.slotted);
        let class = Value::new(Class {
            name: ValueCell::new(Str::value(new.name)),
            qualname: ValueCell::new(Str::value(new.qualname)),
            namespace: Default::default(),
            bases: ValueCell::new(Tuple::value(new.bases.clone())),
            mro: ValueCell::default(),
            metaclass: new.metaclass,
            def: new.def,
            base,
            shape: self.shapes.root(),
            slotted,
            is_static: Cell::new(false),
            maker: Default::default(),
            hooks: Cell::new(Hooks::default()),
            plain_init: Cell::default(),
            subclasses: Default::default(),
            places: Default::default(),
        });
        if let Value::Obj(object) = &class {
            let bases: Vec<&Class> = new.bases.iter().filter_map(Value::get).collect();
            let lists = bases.iter().map(|base| base.subclasses.get_or_init(Default::default));
            WeakList::add_to_all::<Class>(object, lists, |class| &class.places);
        }
        let order = linearise(&class, &new.bases).unwrap_or_default();
        if let Some(payload) = class.get::<Class>() {
            payload.mro.set(Tuple::value(order));
            payload.namespace.set(names::MODULE, Str::value(new.module));
        }
        class
    }

    /// Adds methods and the like to a built-in type.
    pub fn extend_type(&mut self, class: &Value, contents: &TypeContents) {
        let Some(payload) = class.get::<Class>() else { return };
        let method = |def: &'static NativeDef, class: Value| {
            Value::new(Native {
                def,
                module: Value::Unbound,
                receiver: Value::Unbound,
                class,
                signature: Default::default(),
            })
        };
        let bind = |name: &str, value: Value| {
            payload.namespace.set(self.interner.intern(name), value);
        };
        payload.namespace.reserve(
            contents.methods.len()
                + contents.class_methods.len()
                + contents.static_methods.len()
                + contents.properties.len()
                + usize::from(contents.new.is_some())
                + usize::from(!contents.doc.is_empty()),
        );
        for def in contents.methods {
            bind(def.name, method(def, class.clone()));
        }
        for def in contents.class_methods {
            bind(def.name, Value::new(ClassMethod(method(def, class.clone()))));
        }
        for def in contents.static_methods {
            bind(def.name, Value::new(StaticMethod(method(def, Value::Unbound))));
        }
        for def in contents.properties {
            bind(def.name, native_property(def, class));
        }
        if let Some(def) = contents.new {
            let new = Value::new(Native {
                def,
                module: class.clone(),
                receiver: Value::Unbound,
                class: Value::Unbound,
                signature: Default::default(),
            });
            bind("__new__", Value::new(StaticMethod(new)));
        }
        if !contents.doc.is_empty() && contents.properties.iter().all(|p| p.name != "__doc__") {
            bind("__doc__", Str::value(contents.doc));
        }
        self.epoch += 1;
    }

    /// Makes a class of a native module whose instances are plain objects with attributes, as those of a
    /// script's classes are, and which scripts may derive from. Its methods come by [`Vm::extend_type`];
    /// they get the whole instance, also where it is around a built-in value.
    pub fn register_class(&mut self, name: &str, module: &str, base: Value) -> Value {
        self.register_exception(name, module, base)
    }

    /// Makes the class of an exception of a native module and gives it.
    pub fn register_exception(&mut self, name: &str, module: &str, base: Value) -> Value {
        self.new_class(NewClass {
            name,
            qualname: name,
            module,
            bases: vec![base],
            metaclass: Value::Unbound,
            def: None,
            slotted: false,
        })
    }

    /// Has a class of the library stand for one of CPython's classes in C; see [`Class::is_static`].
    pub fn make_static(&mut self, class: &Class) {
        class.is_static.set(true);
        for name in class.namespace.names() {
            if let Some(member) = class.namespace.get(name).get::<Member>() {
                member.read_only.set(true);
            }
        }
        self.epoch += 1;
    }

    /// An instance of a class with `__slots__`, with what they hold.
    ///
    /// # Errors
    /// What setting an attribute raises.
    pub fn slotted_instance(&mut self, class: &Value, slots: &[(Sym, Value)]) -> R {
        let Some(payload) = class.get::<Class>() else {
            return Err(self.raise(Exc::TypeError, "not a class"));
        };
        let value = new_instance(class, payload, None);
        if let Some(instance) = value.get::<Instance>() {
            for (name, slot) in slots {
                self.set_instance_attr(&value, instance, *name, slot.clone())?;
            }
        }
        Ok(value)
    }

    /// Whether `class` is `other` or derives from it, by its order of look-up.
    #[must_use]
    pub fn is_subclass(&self, class: &Value, other: &Value) -> bool {
        class.is_same(other) || class.get::<Class>().is_some_and(|class| comes_from(class, other))
    }

    /// The first of some built-in exceptions that a class comes from.
    #[must_use]
    pub fn first_kind(&self, class: &Class, kinds: &[Exc]) -> Option<Exc> {
        kinds.iter().copied().find(|&kind| comes_from(class, &self.exceptions[kind as usize]))
    }

    /// Whether `BaseException.__init__` would do no more than keep the arguments, which `__new__` has done.
    fn keeps_arguments(&self, class: &Class, init: &Value) -> bool {
        let base = &self.exceptions[Exc::BaseException as usize];
        init.get::<Native>().is_some_and(|init| init.class.is_same(base))
            && self.first_kind(class, EXCEPTIONS_WITH_FIELDS).is_none()
    }

    /// Whether `value` is an instance of `class`, without asking `__instancecheck__`.
    #[must_use]
    pub fn is_instance(&self, value: &Value, class: &Value) -> bool {
        self.is_subclass(&self.class_of(value), class)
    }

    /// What a class says of a name, through its order; unbound if nothing.
    #[must_use]
    pub fn class_lookup(&self, class: &Class, name: Sym) -> Value {
        let key = std::ptr::from_ref(class) as usize;
        let place = &self.lookups[((key >> 4) ^ (name.0 as usize * 31)) % LOOKUPS];
        let known = place.get();
        let mro = class.mro.get();
        let Some(order) = mro.get::<Tuple>() else { return class.namespace.get(name) };
        if known.class == key && known.name == name && known.epoch == self.epoch {
            let holder = order.0.get(known.at as usize).and_then(|k| k.get::<Class>());
            return holder.map(|h| h.namespace.at(known.slot as usize)).unwrap_or_default();
        }
        let mut found = Lookup { class: key, name, epoch: self.epoch, at: u32::MAX, slot: 0 };
        let mut value = Value::Unbound;
        for (at, holder) in order.0.iter().filter_map(|k| k.get::<Class>()).enumerate() {
            let slot = holder.namespace.find(name);
            value = slot.map(|s| holder.namespace.at(s)).unwrap_or_default();
            if let (Some(slot), false) = (slot, value.is_unbound()) {
                found.at = at as u32;
                found.slot = slot as u32;
                break;
            }
        }
        place.set(found);
        value
    }

    /// What the class of a value says of a name; unbound if nothing.
    #[must_use]
    pub fn lookup_special(&self, value: &Value, name: Sym) -> Value {
        let class = self.class_of(value);
        class.get::<Class>().map(|c| self.class_lookup(c, name)).unwrap_or_default()
    }

    /// What is known of a class's special methods.
    pub(crate) fn hooks(&self, class: &Class) -> Hooks {
        let known = class.hooks.get();
        if known.epoch == self.epoch {
            return known;
        }
        let script = |name| self.class_lookup(class, name).is::<Function>();
        let hooks = Hooks {
            epoch: self.epoch,
            del: !self.class_lookup(class, names::DEL).is_unbound(),
            getattr: !self.class_lookup(class, names::GETATTR).is_unbound(),
            getattribute: script(names::GETATTRIBUTE),
            setattr: script(names::SETATTR) || script(names::DELATTR),
        };
        class.hooks.set(hooks);
        hooks
    }

    /// Calls a class: `__new__`, then `__init__`, or whatever its metaclass says.
    pub(crate) fn call_class(&mut self, class: &Value, args: &[Value], keys: &[Keyword]) -> R {
        let Some(payload) = class.get::<Class>() else {
            return Err(self.raise(Exc::TypeError, "not a class"));
        };
        if let Some(meta) = payload.metaclass.get::<Class>() {
            let call = self.class_lookup(meta, names::CALL);
            if !call.is_unbound() && !call.is::<Native>() {
                return self.call_with_self(&call, class, args, keys);
            }
        }
        self.instantiate(class, args, keys)
    }

    /// `type.__call__`
    ///
    /// # Errors
    /// What `__new__` or `__init__` raises.
    pub fn instantiate(&mut self, class: &Value, args: &[Value], keys: &[Keyword]) -> R {
        let Some(payload) = class.get::<Class>() else {
            return Err(self.raise(Exc::TypeError, "not a class"));
        };
        if class.is_same(&self.types[Type::Type as usize]) {
            match args.len() {
                1 if keys.is_empty() => return Ok(self.class_of(&args[0])),
                3 => {}
                _ => return Err(self.raise(Exc::TypeError, "type() takes 1 or 3 arguments")),
            }
        }
        let new = self.class_lookup(payload, names::NEW);
        let init = self.class_lookup(payload, names::INIT);
        let object = match new.get::<StaticMethod>() {
            Some(StaticMethod(function)) => {
                let function = function.clone();
                self.call_with_self(&function, class, args, keys)?
            }
            None if !new.is_unbound() => self.call_with_self(&new, class, args, keys)?,
            None => self.allocate(class, args)?,
        };
        if new.is_unbound() && keys.is_empty() && self.keeps_arguments(payload, &init) {
            return Ok(object);
        }
        if init.is_unbound() {
            let takes_none = new.is_unbound()
                && (!keys.is_empty() || !args.is_empty() && !is_exception_def(payload.base));
            if takes_none {
                let what = if is_exception_def(payload.base) { "keyword " } else { "" };
                let message = format!("{}() takes no {what}arguments", self.class_name(class));
                return Err(self.raise(Exc::TypeError, &message));
            }
            return Ok(object);
        }
        // `__new__` may have made an instance of a derived class, which begins as its class wants.
        let actual = self.class_of(&object);
        let init = match actual.get::<Class>() {
            Some(actual_payload) if !actual.is_same(class) && self.is_subclass(&actual, class) => {
                self.class_lookup(actual_payload, names::INIT)
            }
            _ => init,
        };
        // `object.__init__` leaves arguments to `__new__`, where there is one.
        let objects = init
            .get::<Native>()
            .is_some_and(|native| native.class.is_same(&self.types[Type::Object as usize]));
        if objects && payload.def.is_some() && payload.metaclass.is_unbound() {
            let maker = new.get::<StaticMethod>().map(|StaticMethod(function)| function.clone());
            payload.maker.set(maker.filter(Value::is::<Native>).unwrap_or(Value::None));
        }
        if objects && !new.is_unbound() || !self.is_instance(&object, class) {
            return Ok(object);
        }
        if objects && (!args.is_empty() || !keys.is_empty()) {
            let message = format!("{}() takes no arguments", self.class_name(class));
            return Err(self.raise(Exc::TypeError, &message));
        }
        let result = self.call_with_self(&init, &object, args, keys)?;
        self.check_init(&result)?;
        Ok(object)
    }

    /// `__init__` must return `None`.
    pub(crate) fn check_init(&mut self, result: &Value) -> R<()> {
        if result.is_none() {
            return Ok(());
        }
        let message = format!("__init__() should return None, not '{}'", self.type_name(result));
        Err(self.raise(Exc::TypeError, &message))
    }

    /// An instance of a class of a script that derives from a built-in type, around a value of that type;
    /// the value itself, if the class is the built-in type.
    #[must_use]
    pub fn wrap_base(&self, class: &Value, base: Value) -> Value {
        match class.get::<Class>() {
            Some(payload) if payload.is_heap() => new_instance(class, payload, Some(base)),
            _ => base,
        }
    }

    /// The built-in value that an instance of a derived class is around, or the value itself.
    #[must_use]
    pub fn unwrap_base(&self, value: &Value) -> Value {
        match value.get::<Instance>().and_then(|i| i.base.get()) {
            Some(base) => (**base).clone(),
            None => value.clone(),
        }
    }

    /// Calls a function with `receiver` before the arguments.
    pub(crate) fn call_with_self(
        &mut self,
        function: &Value,
        receiver: &Value,
        args: &[Value],
        keys: &[Keyword],
    ) -> R {
        with_first(receiver, args, |all| self.call_keywords(function, all, keys))
    }

    /// Calls a special method of a value's class, if there is one.
    ///
    /// # Errors
    /// What the method raises.
    pub fn call_special(&mut self, value: &Value, name: Sym, args: &[Value]) -> R<Option<Value>> {
        let method = self.lookup_special(value, name);
        if method.is_unbound() {
            return Ok(None);
        }
        self.call_method(&method, value, args).map(Some)
    }

    /// Calls what a class says of a name on an instance: binds it first if it is a descriptor.
    pub(crate) fn call_method(&mut self, method: &Value, receiver: &Value, args: &[Value]) -> R {
        if method.is::<Function>() || method.is::<Native>() {
            return self.call_with_self(method, receiver, args, &[]);
        }
        let class = self.class_of(receiver);
        let bound = self.bind(method, receiver, &class)?;
        self.call(&bound, args)
    }

    /// A method object.
    #[must_use]
    pub fn bound_method(function: &Value, receiver: &Value) -> Value {
        Value::new(BoundMethod { function: function.clone(), receiver: receiver.clone() })
    }

    /// The dict of keyword arguments as a row.
    ///
    /// # Errors
    /// `TypeError` for a key that is no string.
    pub(crate) fn keywords_of(&mut self, dict: &Dict) -> R<Vec<Keyword>> {
        let mut keys = Vec::with_capacity(dict.0.len());
        for (key, value) in dict.0.items() {
            let Some(text) = key.get::<Str>().and_then(Str::as_str) else {
                return Err(self.raise(Exc::TypeError, "keywords must be strings"));
            };
            keys.push((self.intern(text), value));
        }
        Ok(keys)
    }
}

/// Calls `call` with `first` before `rest`, which usually are few enough to need no memory of their own.
pub(crate) fn with_first<T>(first: &Value, rest: &[Value], call: impl FnOnce(&[Value]) -> T) -> T {
    const FEW: usize = 4;
    if rest.len() < FEW {
        let mut all = [const { Value::Unbound }; FEW];
        all[0] = first.clone();
        all[1..=rest.len()].clone_from_slice(rest);
        return call(&all[..=rest.len()]);
    }
    let all: Vec<Value> = std::iter::once(first).chain(rest).cloned().collect();
    call(&all)
}

/// Whether a class stands in the order of another.
#[inline]
fn comes_from(class: &Class, other: &Value) -> bool {
    let order = class.mro.look().get::<Tuple>();
    order.is_some_and(|order| order.0.iter().any(|class| class.is_same(other)))
}

/// The exceptions whose `__init__` makes more of its arguments than `args`.
pub const EXCEPTIONS_WITH_FIELDS: &[Exc] = &[
    Exc::OSError,
    Exc::SyntaxError,
    Exc::UnicodeDecodeError,
    Exc::UnicodeEncodeError,
    Exc::BaseExceptionGroup,
];

fn native_property(def: &'static PropertyDef, class: &Value) -> Value {
    Value::new(NativeProperty { def, class: class.clone() })
}

pub(crate) fn new_instance(class: &Value, payload: &Class, base: Option<Value>) -> Value {
    let instance = Instance {
        class: ValueCell::new(class.clone()),
        shape: Cell::new(payload.shape),
        slots: Default::default(),
        base: Default::default(),
    };
    if let Some(base) = base {
        // A new cell takes its first value.
        let _ = instance.base.set(Box::new(base));
    }
    Value::new(instance)
}

/// Makes an instance of a class without `__new__`, for dispatch.
#[inline]
pub(crate) fn plain_instance(class: &Value, payload: &Class) -> Value {
    new_instance(class, payload, None)
}

/// `__del__` of a metaclass, when a class dies.
pub(crate) fn finalize_class(vm: &mut Vm, value: &Value) {
    if value.get::<Class>().is_some_and(|class| !class.metaclass.is_unbound()) {
        finalize_instance(vm, value);
    }
}

/// `__del__`, when an instance dies.
pub(crate) fn finalize_instance(vm: &mut Vm, value: &Value) {
    let class = vm.class_of(value);
    let Some(payload) = class.get::<Class>() else { return };
    if !vm.hooks(payload).del {
        return;
    }
    let method = vm.class_lookup(payload, names::DEL);
    if method.is_unbound() {
        return;
    }
    if let Err(raised) = vm.call_method(&method, value, &[]) {
        vm.report_unraisable(raised, &method);
    }
}
