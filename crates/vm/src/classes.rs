//! Classes: making them, their order of look-up, instances, and what happens when instances die.

use std::cell::Cell;

use crate::exceptions::Exc;
use crate::intern::{Sym, names};
use crate::native::{Keyword, NativeDef, PropertyDef, TypeContents, TypeDef};
use crate::objects::{
    self as o, BoundMethod, Class, ClassMethod, Dict, Exception, Function, Hooks, Instance, Module,
    Native, NativeProperty, StaticMethod, Str, Tuple,
};
use crate::types::{OBJECT, Type};
use crate::value::{Value, ValueCell};
use crate::vm::{R, Vm};

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
            hooks: Cell::new(Hooks::default()),
        });
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
            bind("__new__", Value::new(StaticMethod(method(def, Value::Unbound))));
        }
        if !contents.doc.is_empty() {
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

    /// Whether `class` is `other` or derives from it, by its order of look-up.
    #[must_use]
    pub fn is_subclass(&self, class: &Value, other: &Value) -> bool {
        class.is_same(other)
            || class.get::<Class>().is_some_and(|c| {
                c.mro.get().get::<Tuple>().is_some_and(|m| m.0.iter().any(|k| k.is_same(other)))
            })
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
        let place = &self.lookups[(key >> 4 ^ name.0 as usize * 31) % LOOKUPS];
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
    pub fn instantiate(&mut self, class: &Value, args: &[Value], keys: &[Keyword]) -> R {
        let Some(payload) = class.get::<Class>() else {
            return Err(self.raise(Exc::TypeError, "not a class"));
        };
        if class.is_same(&self.types[Type::Type as usize]) && args.len() == 1 && keys.is_empty() {
            return Ok(self.class_of(&args[0]));
        }
        let new = self.class_lookup(payload, names::NEW);
        let init = self.class_lookup(payload, names::INIT);
        let object = match new.get::<StaticMethod>() {
            Some(StaticMethod(function)) => {
                let function = function.clone();
                self.call_with_self(&function, class, args, keys)?
            }
            None if !new.is_unbound() => self.call_with_self(&new, class, args, keys)?,
            None => self.allocate(class, args, !init.is_unbound() || keys.is_empty())?,
        };
        if new.is_unbound()
            && init.is_unbound()
            && !crate::exceptions::is_exception_def(payload.base)
        {
            if !args.is_empty() || !keys.is_empty() {
                let message = format!("{}() takes no arguments", self.class_name(class));
                return Err(self.raise(Exc::TypeError, &message));
            }
            return Ok(object);
        }
        if init.is_unbound() || !self.is_instance(&object, class) {
            if init.is_unbound() && !keys.is_empty() && new.is_unbound() {
                let message = format!("{}() takes no keyword arguments", self.class_name(class));
                return Err(self.raise(Exc::TypeError, &message));
            }
            return Ok(object);
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

    /// A bare instance of a class: `object.__new__`, `BaseException.__new__`.
    ///
    /// # Errors
    /// `TypeError` for a type whose instances scripts can't make.
    pub fn allocate(&mut self, class: &Value, args: &[Value], _init: bool) -> R {
        let Some(payload) = class.get::<Class>() else {
            return Err(self.raise(Exc::TypeError, "not a class"));
        };
        if crate::exceptions::is_exception_def(payload.base) {
            return Ok(Value::new(Exception::new(class.clone(), Tuple::value(args.to_vec()))));
        }
        if std::ptr::eq(payload.base, &raw const OBJECT) {
            return Ok(new_instance(class, payload, None));
        }
        let message = format!("cannot create '{}' instances", self.class_name(class));
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

    /// Finishes a class statement: the class of a namespace that a body has filled.
    pub(crate) fn build_class(
        &mut self,
        name: &Value,
        bases: &[Value],
        keys: &[Keyword],
        body: &Module,
        cell: &Value,
    ) -> R {
        let mut metaclass = Value::Unbound;
        let mut rest = Vec::new();
        for (key, value) in keys {
            if *key == names::METACLASS {
                metaclass = value.clone()
            } else {
                rest.push((*key, value.clone()))
            }
        }
        for base in bases {
            let Some(class) = base.get::<Class>() else {
                let message = "bases must be types";
                return Err(self.raise(Exc::TypeError, message));
            };
            if class.def.is_some_and(|d| !d.subclassable) {
                let message =
                    format!("type '{}' is not an acceptable base type", self.class_name(base));
                return Err(self.raise(Exc::TypeError, &message));
            }
            if metaclass.is_unbound() {
                metaclass = class.metaclass.clone();
            }
        }
        if metaclass.is_same(&self.types[Type::Type as usize]) {
            metaclass = Value::Unbound;
        }
        let bases: Vec<Value> =
            if bases.is_empty() { vec![self.types[0].clone()] } else { bases.to_vec() };
        let class = self.class_from_namespace(name, bases, metaclass, &body.namespace)?;
        if let Some(cell) = cell.get::<o::Cell>() {
            cell.0.set(class.clone());
        }
        self.announce_class(&class, &rest)?;
        Ok(class)
    }

    fn class_from_namespace(
        &mut self,
        name: &Value,
        bases: Vec<Value>,
        metaclass: Value,
        body: &o::Namespace,
    ) -> R {
        let text = name.get::<Str>().map(ToString::to_string).unwrap_or_default();
        let slotted = !body.get(names::SLOTS).is_unbound();
        let class = self.new_class(NewClass {
            name: &text,
            qualname: &text,
            module: "__main__",
            bases: bases.clone(),
            metaclass,
            def: None,
            slotted,
        });
        let Some(payload) = class.get::<Class>() else { return Ok(class) };
        if payload.mro.get().get::<Tuple>().is_none_or(|m| m.0.is_empty()) {
            let names: Vec<String> = bases.iter().map(|b| self.class_name(b)).collect();
            let message = format!(
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            );
            return Err(self.raise(Exc::TypeError, &message));
        }
        for key in body.names() {
            let value = body.get(key);
            match key {
                names::QUALNAME => payload.qualname.set(value),
                names::CLASSCELL => {}
                // Implicit static and class methods.
                names::NEW if value.is::<Function>() => {
                    drop(payload.namespace.set(key, Value::new(StaticMethod(value))));
                }
                names::INIT_SUBCLASS | names::CLASS_GETITEM if value.is::<Function>() => {
                    drop(payload.namespace.set(key, Value::new(ClassMethod(value))));
                }
                _ => drop(payload.namespace.set(key, value)),
            }
        }
        if payload.namespace.get(names::DOC).is_unbound() {
            payload.namespace.set(names::DOC, Value::None);
        }
        if !payload.namespace.get(names::EQ).is_unbound()
            && payload.namespace.get(names::HASH).is_unbound()
        {
            payload.namespace.set(names::HASH, Value::None);
        }
        self.make_members(&class, payload)?;
        self.epoch += 1;
        Ok(class)
    }

    /// Descriptors for `__slots__`.
    fn make_members(&mut self, class: &Value, payload: &Class) -> R<()> {
        let slots = payload.namespace.get(names::SLOTS);
        if slots.is_unbound() {
            return Ok(());
        }
        let list = if slots.is::<Str>() { vec![slots] } else { self.collect(&slots)? };
        for slot in list {
            let Some(text) = slot.get::<Str>().map(ToString::to_string) else {
                let message =
                    format!("__slots__ items must be strings, not '{}'", self.type_name(&slot));
                return Err(self.raise(Exc::TypeError, &message));
            };
            let name = self.intern(&text);
            let member = o::Member { name, class: ValueCell::new(Value::Unbound) };
            payload.namespace.set(name, Value::new(member));
        }
        let _ = class;
        Ok(())
    }

    /// `__set_name__` of what is in a new class, then `__init_subclass__` of what it derives from.
    fn announce_class(&mut self, class: &Value, keys: &[Keyword]) -> R<()> {
        let Some(payload) = class.get::<Class>() else { return Ok(()) };
        for key in payload.namespace.names() {
            let value = payload.namespace.get(key);
            if let Some(property) = value.get::<o::Property>() {
                property.name.set(self.interner.value(key));
                continue;
            }
            let hook = match &value {
                Value::Obj(_) => self.lookup_special(&value, names::SET_NAME),
                _ => Value::Unbound,
            };
            if !hook.is_unbound() {
                let key = self.interner.value(key);
                self.call_with_self(&hook, &value, &[class.clone(), key], &[])?;
            }
        }
        let mro = payload.mro.get();
        let order: &[Value] = mro.get::<Tuple>().map_or(&[], |m| &m.0);
        for base in order.iter().skip(1) {
            let Some(hook) = base.get::<Class>().map(|b| b.namespace.get(names::INIT_SUBCLASS))
            else {
                continue;
            };
            if let Some(ClassMethod(function)) = hook.get::<ClassMethod>() {
                let function = function.clone();
                self.call_with_self(&function, class, &[], keys)?;
                return Ok(());
            }
        }
        if let Some((key, _)) = keys.first() {
            let _ = key;
            let message = format!(
                "{}.__init_subclass__() takes no keyword arguments",
                self.class_name(class)
            );
            return Err(self.raise(Exc::TypeError, &message));
        }
        Ok(())
    }

    /// Calls a function with `receiver` before the arguments.
    pub(crate) fn call_with_self(
        &mut self,
        function: &Value,
        receiver: &Value,
        args: &[Value],
        keys: &[Keyword],
    ) -> R {
        let mut all = Vec::with_capacity(args.len() + 1);
        all.push(receiver.clone());
        all.extend_from_slice(args);
        self.call_keywords(function, &all, keys)
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

fn native_property(def: &'static PropertyDef, class: &Value) -> Value {
    Value::new(NativeProperty { def, class: class.clone() })
}

fn new_instance(class: &Value, payload: &Class, base: Option<Value>) -> Value {
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

/// Whether `def` derives from `base`.
fn extends(mut def: &'static TypeDef, base: &'static TypeDef) -> bool {
    loop {
        if std::ptr::eq(def, base) {
            return true;
        }
        match def.base {
            Some(next) => def = next,
            None => return false,
        }
    }
}

/// The C3 linearisation ("A monotonic superclass linearization for Dylan", OOPSLA 1996): the class, then a
/// merge of the bases' orders and the row of bases, that keeps the order of each. None if there is none.
fn linearise(class: &Value, bases: &[Value]) -> Option<Vec<Value>> {
    let mut rows: Vec<Vec<Value>> = bases
        .iter()
        .map(|b| {
            let mro = b.get::<Class>().map(|c| c.mro.get()).unwrap_or_default();
            mro.get::<Tuple>().map(|m| m.0.to_vec()).unwrap_or_default()
        })
        .collect();
    rows.push(bases.to_vec());
    let mut order = vec![class.clone()];
    loop {
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Some(order);
        }
        let in_tail = |c: &Value| rows.iter().any(|r| r[1..].iter().any(|k| k.is_same(c)));
        let next = rows.iter().map(|r| &r[0]).find(|c| !in_tail(c))?.clone();
        for row in &mut rows {
            if row[0].is_same(&next) {
                row.remove(0);
            }
        }
        order.push(next);
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
