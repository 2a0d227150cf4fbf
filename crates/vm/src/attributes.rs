//! Attributes: reading, writing and deleting them, by the rules of descriptors (language reference,
//! 3.3.2), and the inline caches that make it quick.

use crate::exceptions::{Exc, Raised};
use crate::intern::{Sym, names};
use crate::objects::{
    BoundMethod, Class, ClassMethod, Exception, Function, Instance, Member, Module, Native,
    NativeProperty, Property, StaticMethod, Str, Super, Tuple, TupleField,
};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// `value.name`
    ///
    /// # Errors
    /// `AttributeError`, or what a property or `__getattr__` raises.
    pub fn get_attr(&mut self, value: &Value, name: Sym) -> R {
        match self.find_attr(value, name)? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// `value.name`, by text.
    ///
    /// # Errors
    /// As [`Vm::get_attr`].
    pub fn get_attr_text(&mut self, value: &Value, name: &str) -> R {
        let name = self.intern(name);
        self.get_attr(value, name)
    }

    /// `value.name`, or none where there is no such attribute.
    ///
    /// # Errors
    /// What a property or `__getattr__` raises, but for `AttributeError` of the look-up itself.
    pub fn find_attr(&mut self, value: &Value, name: Sym) -> R<Option<Value>> {
        let class = self.class_of(value);
        let Some(payload) = class.get::<Class>() else { return Ok(None) };
        let hooks = self.hooks(payload);
        if hooks.getattribute {
            let method = self.class_lookup(payload, names::GETATTRIBUTE);
            let text = self.interner.value(name);
            let result = self.call_method(&method, value, std::slice::from_ref(&text));
            return match self.unless(result, Exc::AttributeError) {
                Ok(None) if hooks.getattr => {
                    let method = self.class_lookup(payload, names::GETATTR);
                    self.call_method(&method, value, &[text]).map(Some)
                }
                result => result,
            };
        }
        let mut found = self.generic_find(value, &class, payload, name)?;
        if found.is_none()
            && let Some(method) = value.get::<BoundMethod>()
        {
            // A method has the attributes of its function.
            found = self.find_attr(&method.function.clone(), name)?;
        }
        if found.is_some() || !hooks.getattr {
            return Ok(found);
        }
        let method = self.class_lookup(payload, names::GETATTR);
        let text = self.interner.value(name);
        self.call_method(&method, value, &[text]).map(Some)
    }

    /// `object.__getattribute__`, giving none where it raises `AttributeError`.
    ///
    /// # Errors
    /// What a descriptor raises.
    pub fn generic_find(
        &mut self,
        value: &Value,
        class: &Value,
        payload: &Class,
        name: Sym,
    ) -> R<Option<Value>> {
        if let Some(found) = self.find_in_special(value, name)? {
            return Ok(Some(found));
        }
        let of_class = self.class_lookup(payload, name);
        if name == names::CLASS && of_class.is_unbound() {
            return Ok(Some(class.clone()));
        }
        if self.is_data_descriptor(&of_class) {
            // One that only writes leaves reading to the instance.
            let reads = !of_class.is::<Instance>()
                || !self.lookup_special(&of_class, names::GET).is_unbound();
            let own = if reads { Value::Unbound } else { self.own_attribute(value, name) };
            return match own.bound() {
                Some(own) => Ok(Some(own)),
                None => self.bind(&of_class, value, class).map(Some),
            };
        }
        let own = self.own_attribute(value, name);
        if !own.is_unbound() {
            return Ok(Some(own));
        }
        if of_class.is_unbound() {
            return Ok((name == names::NEW).then(|| self.default_new(payload)));
        }
        self.bind(&of_class, value, class).map(Some)
    }

    /// Attributes of classes, modules and `super` objects, whose look-up is their own.
    fn find_in_special(&mut self, value: &Value, name: Sym) -> R<Option<Value>> {
        if let Some(class) = value.get::<Class>() {
            return self.find_in_class(value, class, name);
        }
        if let Some(parent) = value.get::<Super>() {
            return self.find_in_super(parent, name);
        }
        if let Some(module) = value.get::<Module>() {
            let found = module.namespace.get(name);
            if !found.is_unbound() {
                return Ok(Some(found));
            }
            if name == names::NAME {
                return Ok(Some(self.interner.value(module.name)));
            }
            return self.ask_module(module, name);
        }
        Ok(None)
    }

    /// The module's own `__getattr__` (PEP 562) is asked for what is not there.
    fn ask_module(&mut self, module: &Module, name: Sym) -> R<Option<Value>> {
        let asked = module.namespace.get(names::GETATTR);
        if asked.is_unbound() {
            return Ok(None);
        }
        let name = self.interner.value(name);
        let answer = self.call(&asked, &[name]);
        if module.native {
            // That the library has no such name is said as for every module of it.
            return self.unless(answer, Exc::AttributeError);
        }
        answer.map(Some)
    }

    fn find_in_class(&mut self, value: &Value, class: &Class, name: Sym) -> R<Option<Value>> {
        let meta = self.class_of(value);
        let of_meta = match meta.get::<Class>() {
            Some(meta) => self.class_lookup(meta, name),
            None => Value::Unbound,
        };
        if self.is_data_descriptor(&of_meta) {
            return self.bind(&of_meta, value, &meta).map(Some);
        }
        let found = self.class_lookup(class, name);
        if !found.is_unbound() {
            // A property of the instances does not hide where the class itself comes from.
            if name == names::MODULE
                && self.is_data_descriptor(&found)
                && let Some(def) = class.def
            {
                return Ok(Some(Str::value(def.module)));
            }
            return self.bind(&found, &Value::Unbound, value).map(Some);
        }
        if name == names::NEW {
            return Ok(Some(self.default_new(class)));
        }
        Ok(None)
    }

    fn find_in_super(&mut self, parent: &Super, name: Sym) -> R<Option<Value>> {
        let mro = parent.start.get::<Class>().map(|c| c.mro.get()).unwrap_or_default();
        let order: &[Value] = mro.get::<Tuple>().map_or(&[], |m| &m.0);
        let after = order.iter().skip_while(|k| !k.is_same(&parent.class)).skip(1);
        for class in after.filter_map(|k| k.get::<Class>()) {
            let mut found = class.namespace.get(name);
            if found.is_unbound() && name == names::NEW {
                found = self.own_default_new(class);
            }
            if found.is_unbound() {
                continue;
            }
            let receiver = if parent.receiver.is_same(&parent.start) {
                Value::Unbound
            } else {
                parent.receiver.clone()
            };
            return self.bind(&found, &receiver, &parent.start).map(Some);
        }
        Ok(None)
    }

    /// What an object has of its own.
    fn own_attribute(&mut self, value: &Value, name: Sym) -> Value {
        if let Some(instance) = value.get::<Instance>() {
            return match self.shapes.find(instance.shape.get(), name) {
                Some(slot) => instance.slots.get(slot),
                None => match self.dict_of_instance(instance) {
                    Some(dict) => self.in_instance_dict(&dict, name),
                    None => Value::Unbound,
                },
            };
        }
        if let Some(exception) = value.get::<Exception>() {
            return exception.attributes.get().map(|n| n.get(name)).unwrap_or_default();
        }
        if let Some(function) = value.get::<Function>() {
            return function.attributes.get().map(|n| n.get(name)).unwrap_or_default();
        }
        Value::Unbound
    }

    /// What lies in the slot of an instance that `__slots__` names.
    fn member_value(&self, value: &Value, name: Sym) -> Value {
        let Some(instance) = value.get::<Instance>() else { return Value::Unbound };
        let slot = self.shapes.find(instance.shape.get(), name);
        slot.map(|slot| instance.slots.get(slot)).unwrap_or_default()
    }

    fn is_data_descriptor(&self, value: &Value) -> bool {
        let Value::Obj(object) = value else { return false };
        if object.is::<Property>()
            || object.is::<Member>()
            || object.is::<NativeProperty>()
            || object.is::<TupleField>()
        {
            return true;
        }
        object.is::<Instance>()
            && (!self.lookup_special(value, names::SET).is_unbound()
                || !self.lookup_special(value, names::DELETE).is_unbound())
    }

    /// What reading a class's attribute gives for an instance, or, where that is unbound, for the class.
    ///
    /// # Errors
    /// What a property or `__get__` raises.
    pub fn bind(&mut self, found: &Value, value: &Value, class: &Value) -> R {
        let Value::Obj(object) = found else { return Ok(found.clone()) };
        let on_class = value.is_unbound();
        if object.is::<Function>() {
            return Ok(if on_class { found.clone() } else { Self::bound_method(found, value) });
        }
        if let Some(native) = object.get::<Native>() {
            if on_class || native.class.is_unbound() || !native.receiver.is_unbound() {
                return Ok(found.clone());
            }
            let signature = native.signature_read(self).clone();
            return Ok(Value::new(Native {
                def: native.def,
                module: Value::Unbound,
                receiver: value.clone(),
                class: native.class.clone(),
                signature: signature.into(),
            }));
        }
        if let Some(StaticMethod(function)) = object.get() {
            return Ok(function.clone());
        }
        if let Some(ClassMethod(function)) = object.get() {
            let function = function.clone();
            if function.is::<Native>() {
                return self.bind(&function, class, class);
            }
            return Ok(Self::bound_method(&function, class));
        }
        if on_class && !object.is::<Instance>() {
            return Ok(found.clone());
        }
        if let Some(property) = object.get::<Property>() {
            if property.get.is_none() {
                let (name, class) = (self.display(&property.name.get()), self.class_name(class));
                let message = format!("property '{name}' of '{class}' object has no getter");
                return Err(self.raise(Exc::AttributeError, &message));
            }
            let get = property.get.clone();
            return self.call(&get, std::slice::from_ref(value));
        }
        if let Some(native) = object.get::<NativeProperty>() {
            return (native.def.get)(self, value);
        }
        if let Some(field) = object.get::<TupleField>() {
            return self.tuple_item(field, value);
        }
        if let Some(member) = object.get::<Member>() {
            let own = self.member_value(value, member.name);
            return match own.bound() {
                Some(own) => Ok(own),
                None => Err(self.no_attribute(value, member.name)),
            };
        }
        if object.is::<Instance>() {
            let get = self.lookup_special(found, names::GET);
            if !get.is_unbound() {
                let value = if on_class { Value::None } else { value.clone() };
                return self.call_method(&get, found, &[value, class.clone()]);
            }
        }
        Ok(found.clone())
    }

    /// The item of a tuple that a field names.
    fn tuple_item(&mut self, field: &TupleField, value: &Value) -> R {
        let base = self.unwrap_base(value);
        let index = field.index;
        let Some(Tuple(items)) = base.get() else {
            let got = self.type_name(value);
            let message = format!(
                "descriptor for index '{index}' for tuple subclasses doesn't apply to '{got}' object"
            );
            return Err(self.raise(Exc::TypeError, &message));
        };
        match items.get(index) {
            Some(item) => Ok(item.clone()),
            None => Err(self.raise(Exc::IndexError, "tuple index out of range")),
        }
    }

    /// The error of a missing attribute.
    #[cold]
    pub fn no_attribute(&mut self, value: &Value, name: Sym) -> Raised {
        let text = self.interner.text(name);
        let message = if let Some(module) = value.get::<Module>() {
            let module = self.interner.text(module.name);
            format!("module '{module}' has no attribute '{text}'")
        } else if value.is::<Class>() {
            format!("type object '{}' has no attribute '{text}'", self.class_name(value))
        } else if let Some(parent) = value.get::<Super>() {
            let _ = parent;
            format!("'super' object has no attribute '{text}'")
        } else if let Some(method) = value.get::<BoundMethod>() {
            // A method has the attributes of its function.
            format!("'{}' object has no attribute '{text}'", self.type_name(&method.function))
        } else {
            format!("'{}' object has no attribute '{text}'", self.type_name(value))
        };
        let raised = self.raise(Exc::AttributeError, &message);
        let attributes = raised.exception().namespace();
        attributes.set(names::NAME_ATTR, self.interner.value(name));
        attributes.set(names::OBJ, value.clone());
        if let Some(module) = value.get::<Module>().filter(|m| m.native) {
            let module = self.interner.text(module.name);
            self.note_lack(&raised, crate::lack::Lack::Name { module, name: text });
        }
        raised
    }

    /// `value.name = new`; deletes it, for an unbound `new`.
    ///
    /// # Errors
    /// `AttributeError`, `TypeError`, or what a setter raises.
    pub fn set_attr(&mut self, value: &Value, name: Sym, new: Value) -> R<()> {
        let class = self.class_of(value);
        let Some(payload) = class.get::<Class>() else { return Ok(()) };
        if self.hooks(payload).setattr {
            let which = if new.is_unbound() { names::DELATTR } else { names::SETATTR };
            let method = self.class_lookup(payload, which);
            if method.is::<Function>() {
                let text = self.interner.value(name);
                let args = if new.is_unbound() { vec![text] } else { vec![text, new] };
                self.call_method(&method, value, &args)?;
                return Ok(());
            }
        }
        self.generic_set(value, payload, name, new)
    }

    /// `object.__setattr__` and `object.__delattr__`.
    ///
    /// # Errors
    /// As [`Vm::set_attr`].
    pub fn generic_set(&mut self, value: &Value, class: &Class, name: Sym, new: Value) -> R<()> {
        if let Some(target) = value.get::<Class>() {
            return self.set_class_attr(value, target, name, new);
        }
        if let Some(module) = value.get::<Module>() {
            let missing = module.namespace.set(name, new.clone()).is_unbound() && new.is_unbound();
            return if missing { Err(self.no_attribute(value, name)) } else { Ok(()) };
        }
        let of_class = self.class_lookup(class, name);
        if self.is_data_descriptor(&of_class) {
            return self.set_through(&of_class, value, name, new);
        }
        if name == names::CLASS && of_class.is_unbound() {
            return self.change_class(value, class, &new);
        }
        self.set_own(value, class, name, new, !of_class.is_unbound())
    }

    /// `value.__class__ = new`
    fn change_class(&mut self, value: &Value, from: &Class, new: &Value) -> R<()> {
        if new.is_unbound() {
            return Err(self.raise(Exc::TypeError, "can't delete __class__ attribute"));
        }
        let Some(to) = new.get::<Class>() else {
            let got = self.type_name(new);
            let message = format!("__class__ must be set to a class, not '{got}' object");
            return Err(self.raise(Exc::TypeError, &message));
        };
        let Some(instance) = value.get::<Instance>().filter(|_| from.is_heap() && to.is_heap())
        else {
            let message =
                "__class__ assignment only supported for mutable types or ModuleType subclasses";
            return Err(self.raise(Exc::TypeError, message));
        };
        let slots = |vm: &Self, class: &Class| vm.shapes.names(class.shape);
        let alike = std::ptr::eq(from.base, to.base)
            && from.slotted == to.slotted
            && (!from.slotted || slots(self, from) == slots(self, to));
        if !alike {
            let (old, new) = (self.type_name(value), self.class_name(new));
            let message =
                format!("__class__ assignment: '{new}' object layout differs from '{old}'");
            return Err(self.raise(Exc::TypeError, &message));
        }
        instance.shape.set(self.shapes.again(to.shape, instance.shape.get()));
        instance.class.set(new.clone());
        Ok(())
    }

    fn set_own(
        &mut self,
        value: &Value,
        class: &Class,
        name: Sym,
        new: Value,
        on_class: bool,
    ) -> R<()> {
        if let Some(instance) = value.get::<Instance>() {
            let is_object =
                class.def.is_some_and(|def| std::ptr::eq(def, &raw const crate::OBJECT));
            if class.slotted && (class.is_heap() || is_object) {
                return Err(self.read_only(value, name, on_class));
            }
            if let Some(dict) = self.dict_of_instance(instance) {
                return self.set_in_instance_dict(value, &dict, name, new);
            }
            return self.set_instance_attr(value, instance, name, new);
        }
        let namespace = if let Some(exception) = value.get::<Exception>() {
            Some(exception.namespace())
        } else {
            value.get::<Function>().map(|f| &**f.attributes.get_or_init(Box::default))
        };
        let Some(namespace) = namespace else { return Err(self.read_only(value, name, on_class)) };
        if namespace.set(name, new.clone()).is_unbound() && new.is_unbound() {
            return Err(self.no_attribute(value, name));
        }
        Ok(())
    }

    /// Sets or deletes an attribute in an instance's own slots.
    ///
    /// # Errors
    /// `AttributeError` for one to delete that is not there.
    pub fn set_instance_attr(
        &mut self,
        value: &Value,
        instance: &Instance,
        name: Sym,
        new: Value,
    ) -> R<()> {
        let shape = instance.shape.get();
        match self.shapes.find(shape, name) {
            Some(slot) if !new.is_unbound() => drop(instance.slots.replace(slot, new)),
            Some(slot) => {
                let mut slots = instance.slots.take();
                let old = slots.remove(slot);
                for (i, kept) in slots.into_iter().enumerate() {
                    instance.slots.replace(i, kept);
                }
                instance.shape.set(self.shapes.without(shape, name));
                drop(old);
            }
            None if new.is_unbound() => return Err(self.no_attribute(value, name)),
            None => {
                let slot = self.shapes.len(shape);
                instance.shape.set(self.shapes.with(shape, name));
                drop(instance.slots.replace(slot, new));
            }
        }
        Ok(())
    }

    #[cold]
    fn read_only(&mut self, value: &Value, name: Sym, on_class: bool) -> Raised {
        let (class, text) = (self.type_name(value), self.interner.text(name));
        let message = if on_class {
            format!("'{class}' object attribute '{text}' is read-only")
        } else {
            format!(
                "'{class}' object has no attribute '{text}' and no __dict__ for setting new attributes"
            )
        };
        self.raise(Exc::AttributeError, &message)
    }

    /// Sets a property of an object; deletes it, for an unbound `new`.
    ///
    /// # Errors
    /// `AttributeError` where it has no such accessor; what the accessor raises.
    pub fn set_property(&mut self, property: &Property, value: &Value, new: Value) -> R<()> {
        let (accessor, what) = if new.is_unbound() {
            (property.delete.clone(), "deleter")
        } else {
            (property.set.clone(), "setter")
        };
        if accessor.is_none() {
            let class = self.class_of(value);
            if class.get::<Class>().is_some_and(|c| c.is_static.get()) {
                let (text, class) = (self.display(&property.name.get()), self.type_name(value));
                let name = self.intern(&text);
                return Err(self.not_writable(name, &class));
            }
            let (text, class) = (self.display(&property.name.get()), self.type_name(value));
            let message = format!("property '{text}' of '{class}' object has no {what}");
            return Err(self.raise(Exc::AttributeError, &message));
        }
        let args = if new.is_unbound() { vec![value.clone()] } else { vec![value.clone(), new] };
        self.call(&accessor, &args).map(drop)
    }

    fn set_through(&mut self, descriptor: &Value, value: &Value, name: Sym, new: Value) -> R<()> {
        if let Some(property) = descriptor.get::<Property>() {
            return self.set_property(property, value, new);
        }
        if let Some(native) = descriptor.get::<NativeProperty>() {
            let Some(set) = native.def.set else {
                let class = self.type_name(value);
                return Err(self.not_writable(name, &class));
            };
            return set(self, value, new);
        }
        if let Some(member) = descriptor.get::<Member>()
            && let Some(instance) = value.get::<Instance>()
        {
            let name = member.name;
            if member.read_only.get() {
                let class = self.holder_name(value, descriptor, name);
                return Err(self.not_writable(name, &class));
            }
            let missing = new.is_unbound() && self.member_value(value, name).is_unbound();
            if missing {
                let text = self.interner.text(name);
                return Err(self.raise(Exc::AttributeError, &text));
            }
            return self.set_instance_attr(value, instance, name, new);
        }
        if descriptor.is::<TupleField>() {
            let what = if new.is_unbound() { "delete" } else { "set" };
            return Err(self.raise(Exc::AttributeError, &format!("can't {what} attribute")));
        }
        let (hook, args) = if new.is_unbound() {
            (names::DELETE, vec![value.clone()])
        } else {
            (names::SET, vec![value.clone(), new])
        };
        let method = self.lookup_special(descriptor, hook);
        if method.is_unbound() {
            let message = self.interner.text(hook);
            return Err(self.raise(Exc::AttributeError, &message));
        }
        self.call_method(&method, descriptor, &args)?;
        Ok(())
    }

    #[cold]
    fn not_writable(&mut self, name: Sym, class: &str) -> Raised {
        let text = self.interner.text(name);
        let message = format!("attribute '{text}' of '{class}' objects is not writable");
        self.raise(Exc::AttributeError, &message)
    }

    /// The full name of the class that a descriptor is in.
    fn holder_name(&self, value: &Value, descriptor: &Value, name: Sym) -> String {
        let class = self.class_of(value);
        let order = class.get::<Class>().map(|c| c.mro.get()).unwrap_or_default();
        let classes = order.get::<Tuple>().map(|m| &*m.0).unwrap_or_default();
        let holds = |c: &&Value| {
            c.get::<Class>().is_some_and(|c| c.namespace.get(name).is_same(descriptor))
        };
        self.full_class_name(classes.iter().find(holds).unwrap_or(&class))
    }

    fn set_class_attr(&mut self, value: &Value, class: &Class, name: Sym, new: Value) -> R<()> {
        if !class.is_heap() || class.is_static.get() {
            let (text, class) = (self.interner.text(name), self.full_class_name(value));
            let message = format!("cannot set '{text}' attribute of immutable type '{class}'");
            return Err(self.raise(Exc::TypeError, &message));
        }
        if let Some(meta) = self.class_of(value).get::<Class>() {
            let of_meta = self.class_lookup(meta, name);
            if self.is_data_descriptor(&of_meta) {
                return self.set_through(&of_meta, value, name, new);
            }
        }
        let plain = is_plain_data(&new);
        let old = class.namespace.set(name, new.clone());
        if old.is_unbound() && new.is_unbound() {
            return Err(self.no_attribute(value, name));
        }
        // Caches remember where an attribute is, and what kind of thing it is; a counter in a class
        // changes neither.
        if !(plain && is_plain_data(&old)) {
            self.epoch += 1;
        }
        Ok(())
    }

    /// `name` of a class for which a method is about to be called, unbound, with whether it is a plain
    /// function that takes the receiver first.
    pub(crate) fn find_method(&mut self, value: &Value, name: Sym) -> Option<Value> {
        let class = self.class_of(value);
        let payload = class.get::<Class>()?;
        if value.is::<Class>() || value.is::<Module>() || value.is::<Super>() {
            return None;
        }
        let hooks = self.hooks(payload);
        if hooks.getattribute {
            return None;
        }
        let found = self.class_lookup(payload, name);
        let method =
            found.is::<Function>() || found.get::<Native>().is_some_and(|n| !n.class.is_unbound());
        (method && self.own_attribute(value, name).is_unbound()).then_some(found)
    }

    /// The names of a module; those of the library may be in its `__all__` before they are loaded.
    #[must_use]
    pub fn module_names(&self, module: &Module) -> Vec<Sym> {
        let mut names = module.namespace.names();
        let all = module.namespace.get(names::ALL);
        if let Some(list) = all.get::<crate::objects::List>().filter(|_| module.native) {
            names.extend(list.to_vec().iter().map(|name| self.sym_of(name)));
        }
        names
    }

    /// The names of all attributes that a value has, sorted: `dir(value)` without `__dir__`.
    #[must_use]
    pub fn attribute_names(&self, value: &Value) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(instance) = value.get::<Instance>() {
            names.extend(self.instance_names(instance));
        } else if let Some(exception) = value.get::<Exception>() {
            names.extend(exception.attributes.get().map(|n| n.names()).unwrap_or_default());
        } else if let Some(function) = value.get::<Function>() {
            names.extend(function.attributes.get().map(|n| n.names()).unwrap_or_default());
        }
        if let Some(module) = value.get::<Module>() {
            names = self.module_names(module);
        } else {
            let class = if value.is::<Class>() { value.clone() } else { self.class_of(value) };
            let mro = class.get::<Class>().map(|c| c.mro.get()).unwrap_or_default();
            let order: &[Value] = mro.get::<Tuple>().map_or(&[], |m| &m.0);
            for class in order.iter().filter_map(|k| k.get::<Class>()) {
                names.extend(class.namespace.names());
            }
        }
        let mut texts: Vec<String> = names.into_iter().map(|n| self.interner.text(n)).collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    }

    /// The text of a value that should be a string, for messages.
    pub fn display(&self, value: &Value) -> String {
        value.get::<Str>().map(ToString::to_string).unwrap_or_default()
    }
}

/// Numbers, strings and containers: nothing that binds, nothing that is called by the VM's own look-ups.
fn is_plain_data(value: &Value) -> bool {
    match value {
        Value::Obj(object) => {
            object.is::<Str>()
                || object.is::<Tuple>()
                || object.is::<crate::objects::List>()
                || object.is::<crate::objects::Dict>()
                || object.is::<crate::objects::Big>()
                || object.is::<crate::objects::Set>()
        }
        // Unbound too: an attribute that comes or goes changes where others are found.
        Value::Unbound => false,
        _ => true,
    }
}
