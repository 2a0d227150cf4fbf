//! The `__dict__` of an instance, where a script wants it: from then on the attributes lie in a real dict,
//! which others may hold and change, and no longer in slots that inline caches know.
//!
//! Such an instance has a shape of its own kind ([`Shapes::has_dict`](crate::objects::Shapes::has_dict)), in which
//! only what `__slots__` names keeps a slot, and one slot holds the dict.

use crate::exceptions::Exc;
use crate::intern::Sym;
use crate::objects::{Class, DICT_SLOT, Dict, Instance, Member};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// The dict in which an instance's attributes lie, if they have been moved to one.
    pub fn dict_of_instance(&self, instance: &Instance) -> Option<Value> {
        let shape = instance.shape.get();
        if !self.shapes.has_dict(shape) {
            return None;
        }
        self.shapes.find(shape, DICT_SLOT).map(|slot| instance.slots.get(slot))
    }

    /// `instance.__dict__`: moves the attributes to a dict, unless they lie in one.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn make_instance_dict(&mut self, instance: &Instance) -> R {
        if let Some(dict) = self.dict_of_instance(instance) {
            return Ok(dict);
        }
        let dict = Dict::default();
        for name in self.shapes.names(instance.shape.get()) {
            if !self.is_member(instance, name) {
                let slot = self.shapes.find(instance.shape.get(), name).unwrap_or_default();
                let key = self.interner.value(name);
                self.dict_set(&dict, key, instance.slots.get(slot))?;
            }
        }
        let dict = Value::new(dict);
        self.set_instance_dict(instance, dict.clone());
        Ok(dict)
    }

    /// `instance.__dict__ = dict`
    pub fn set_instance_dict(&mut self, instance: &Instance, dict: Value) {
        let before = instance.shape.get();
        if let Some(slot) = self.shapes.find(before, DICT_SLOT) {
            drop(instance.slots.replace(slot, dict));
            return;
        }
        let names = self.shapes.names(before);
        let mut shape = self.shapes.root_of(before);
        let mut kept = Vec::new();
        for (name, value) in names.into_iter().zip(instance.slots.take()) {
            if self.is_member(instance, name) {
                shape = self.shapes.with(shape, name);
                kept.push(value);
            }
        }
        kept.push(dict);
        instance.shape.set(self.shapes.with(shape, DICT_SLOT));
        for (slot, value) in kept.into_iter().enumerate() {
            instance.slots.replace(slot, value);
        }
    }

    /// Whether `__slots__` of the instance's class names it.
    fn is_member(&mut self, instance: &Instance, name: Sym) -> bool {
        let class = instance.class.get();
        class.get::<Class>().is_some_and(|class| self.class_lookup(class, name).is::<Member>())
    }

    /// The attribute of an instance that lies in its dict.
    pub(crate) fn in_instance_dict(&mut self, dict: &Value, name: Sym) -> Value {
        let key = self.interner.value(name);
        let dict = self.unwrap_base(dict);
        // A key that compares like a text and fails at it is none.
        dict.get::<Dict>()
            .and_then(|dict| self.dict_get(dict, &key).ok().flatten())
            .unwrap_or_default()
    }

    /// Sets or deletes an attribute that lies, or is to lie, in the dict of an instance.
    pub(crate) fn set_in_instance_dict(
        &mut self,
        value: &Value,
        dict: &Value,
        name: Sym,
        new: Value,
    ) -> R<()> {
        let key = self.interner.value(name);
        let holder = self.unwrap_base(dict);
        let Some(dict) = holder.get::<Dict>() else {
            return Err(self.raise(Exc::SystemError, "bad argument to internal function"));
        };
        if !new.is_unbound() {
            return self.dict_set(dict, key, new);
        }
        match self.dict_remove(dict, &key)? {
            Some(_) => Ok(()),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// The names of an instance's own attributes, as far as they are texts.
    pub fn instance_names(&self, instance: &Instance) -> Vec<Sym> {
        let mut names = self.shapes.names(instance.shape.get());
        if let Some(dict) = self.dict_of_instance(instance) {
            let dict = self.unwrap_base(&dict);
            let keys = dict.get::<Dict>().map(|dict| dict.0.keys()).unwrap_or_default();
            names.extend(
                keys.iter().filter_map(|key| {
                    self.interner.find(key.get::<crate::objects::Str>()?.as_str()?)
                }),
            );
        }
        names
    }
}
