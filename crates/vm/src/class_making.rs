//! How classes come to be: the class statement, `type(name, bases, dict)`, metaclasses, and the order of
//! look-up of a new class (language reference, "Customizing class creation"). What a class then does is in
//! `classes`; how its instances are allocated is in `allocation`.

use crate::cells::ValueCell;
use crate::classes::NewClass;
use crate::exceptions::{Exc, is_exception_def};
use crate::intern::names;
use crate::native::{Keyword, TypeDef};
use crate::objects::{
    Cell, Class, ClassMethod, Dict, Function, GenericAlias, Member, Module, Namespace, Property,
    StaticMethod, Str, Tuple,
};
use crate::types::{OBJECT, Type};
use crate::value::Value;
use crate::vm::{R, Vm};

/// A class statement whose body has not run yet.
pub(crate) struct ClassPlan {
    bases: Vec<Value>,
    /// The bases as they were written, if one of them stands for others.
    written: Option<Vec<Value>>,
    /// What is called to make the class; unbound for `type`.
    metaclass: Value,
    keys: Vec<Keyword>,
    /// What `__prepare__` gave, or unbound.
    prepared: Value,
}

impl ClassPlan {
    /// The mapping that the body fills, if the metaclass has given one.
    pub(crate) fn prepared(&self) -> Option<&Value> {
        (!self.prepared.is_unbound()).then_some(&self.prepared)
    }
}

impl Vm {
    /// What comes before the body of a class statement: the bases that are meant, the metaclass, and its
    /// `__prepare__`, whose names the body finds.
    pub(crate) fn plan_class(
        &mut self,
        name: &Value,
        bases: &[Value],
        keys: &[Keyword],
    ) -> R<ClassPlan> {
        let mut plan = ClassPlan {
            bases: bases.to_vec(),
            written: None,
            metaclass: Value::Unbound,
            keys: keys.to_vec(),
            prepared: Value::Unbound,
        };
        self.resolve_bases(&mut plan)?;
        let plain = |base: &Value| base.get::<Class>().is_some_and(|c| c.metaclass.is_unbound());
        let named = keys.iter().position(|(key, _)| *key == names::METACLASS);
        if named.is_none() && plan.bases.iter().all(plain) {
            return Ok(plan);
        }
        let mut metaclass = match named {
            Some(at) => plan.keys.remove(at).1,
            None => plan.bases.first().map(|b| self.class_of(b)).unwrap_or_default(),
        };
        let root = self.type_object(Type::Type);
        if metaclass.is::<Class>() && self.is_subclass(&metaclass, &root) {
            metaclass = self.winning_metaclass(&metaclass, &plan.bases)?;
        }
        if metaclass.is_same(&root) {
            return Ok(plan);
        }
        if let Some(prepare) = self.find_attr(&metaclass, names::PREPARE)? {
            let row = [name.clone(), Tuple::value(plan.bases.clone())];
            plan.prepared = self.call_keywords(&prepare, &row, &plan.keys)?;
            self.check_prepared(&metaclass, &plan.prepared)?;
        }
        plan.metaclass = metaclass;
        Ok(plan)
    }

    /// Finishes a class statement whose body has filled a namespace.
    pub(crate) fn finish_class(
        &mut self,
        name: &Value,
        plan: ClassPlan,
        names: &Value,
        cell: &Value,
    ) -> R {
        if let Some(written) = plan.written {
            let key = self.intern("__orig_bases__");
            self.set_name_in(names, key, Tuple::value(written))?;
        }
        if let (Some(body), true) = (names.get::<Module>(), plan.metaclass.is_unbound()) {
            return self.new_type(
                name,
                plan.bases,
                Value::Unbound,
                &body.namespace,
                cell,
                &plan.keys,
            );
        }
        let contents = match names.get::<Module>() {
            Some(body) => {
                let contents = Value::new(Dict::default());
                for key in body.namespace.names() {
                    let text = self.interner.value(key);
                    self.set_item(&contents, &text, body.namespace.get(key))?;
                }
                contents
            }
            None => names.clone(),
        };
        let row = [name.clone(), Tuple::value(plan.bases), contents];
        self.call_keywords(&plan.metaclass, &row, &plan.keys)
    }

    fn check_prepared(&mut self, metaclass: &Value, prepared: &Value) -> R<()> {
        if prepared.is::<Dict>() || !self.lookup_special(prepared, names::GETITEM).is_unbound() {
            return Ok(());
        }
        let name = self.class_name(metaclass);
        let name = if metaclass.is::<Class>() { name } else { "<metaclass>".to_owned() };
        let got = self.type_name(prepared);
        let message = format!("{name}.__prepare__() must return a mapping, not {got}");
        Err(self.raise(Exc::TypeError, &message))
    }

    /// Bases that are no classes may stand for classes: `list[int]`, or by `__mro_entries__`.
    fn resolve_bases(&mut self, plan: &mut ClassPlan) -> R<()> {
        if plan.bases.iter().all(Value::is::<Class>) {
            return Ok(());
        }
        let written = plan.bases.clone();
        let mut bases = Vec::new();
        let hook = self.intern("__mro_entries__");
        for base in &written {
            if base.is::<Class>() {
                bases.push(base.clone());
            } else if let Some(alias) = base.get::<GenericAlias>()
                && !alias.origin.is_unbound()
            {
                bases.push(alias.origin.clone());
            } else if let Some(entries) = self.find_attr(base, hook)? {
                let entries = self.call(&entries, &[Tuple::value(written.clone())])?;
                let Some(Tuple(entries)) = entries.get() else {
                    let message = "__mro_entries__ must return a tuple";
                    return Err(self.raise(Exc::TypeError, message));
                };
                bases.extend(entries.iter().cloned());
            } else {
                bases.push(base.clone());
            }
        }
        let same = bases.len() == written.len()
            && bases.iter().zip(&written).all(|(base, written)| base.is_same(written));
        if !same {
            plan.written = Some(written);
        }
        plan.bases = bases;
        Ok(())
    }

    /// The most derived of a metaclass and those of the bases.
    fn winning_metaclass(&mut self, metaclass: &Value, bases: &[Value]) -> R {
        let mut winner = metaclass.clone();
        for base in bases {
            let of_base = self.class_of(base);
            if self.is_subclass(&winner, &of_base) {
                continue;
            }
            if !self.is_subclass(&of_base, &winner) {
                let message = "metaclass conflict: the metaclass of a derived class must be a \
                               (non-strict) subclass of the metaclasses of all its bases";
                return Err(self.raise(Exc::TypeError, message));
            }
            winner = of_base;
        }
        Ok(winner)
    }

    /// `type.__new__(metaclass, name, bases, contents, **keys)`
    ///
    /// # Errors
    /// `TypeError` for bases that do not go together; what the hooks of the bases and contents raise.
    pub fn make_class(
        &mut self,
        metaclass: &Value,
        name: &Value,
        bases: &Value,
        contents: &Value,
        keys: &[Keyword],
    ) -> R {
        let plain = self.unwrap_base(contents);
        let (Some(Tuple(row)), Some(dict)) = (bases.get(), plain.get::<Dict>()) else {
            return Err(self.raise(Exc::TypeError, "type.__new__() takes a tuple and a dict"));
        };
        let winner = self.winning_metaclass(metaclass, row)?;
        if !winner.is_same(metaclass) {
            let [of_winner, own] = [&winner, metaclass].map(|meta| {
                meta.get::<Class>().map(|m| self.class_lookup(m, names::NEW)).unwrap_or_default()
            });
            if !of_winner.is_same(&own) {
                let new = Self::unwrap_static(&of_winner);
                let row = [name.clone(), bases.clone(), contents.clone()];
                return self.call_with_self(&new, &winner, &row, keys);
            }
        }
        let namespace = Namespace::default();
        self.fill_namespace(&namespace, dict);
        let cell = namespace.remove(names::CLASSCELL);
        if namespace.get(names::MODULE).is_unbound()
            && let Some(module) = self.calling_module()
        {
            namespace.set(names::MODULE, module);
        }
        let root = self.type_object(Type::Type);
        let metaclass = if winner.is_same(&root) { Value::Unbound } else { winner };
        self.new_type(name, row.to_vec(), metaclass, &namespace, &cell, keys)
    }

    /// `__name__` of the globals of whoever calls.
    fn calling_module(&mut self) -> Option<Value> {
        let callers = self.thread.activations.iter().rev();
        let function = callers.map(|a| a.function.clone()).find(Value::is::<Function>)?;
        let function = function.get::<Function>()?;
        let globals = Value::Obj(function.globals.clone());
        self.name_in(&globals, names::NAME).ok()?.bound()
    }

    /// Binds what a dict has under names.
    fn fill_namespace(&mut self, namespace: &Namespace, dict: &Dict) {
        for (key, value) in dict.0.items() {
            if let Some(text) = key.get::<Str>() {
                let key = self.intern(&text.to_string());
                namespace.set(key, value);
            }
        }
    }

    /// A new class with these contents, of which it tells whoever wants to know.
    fn new_type(
        &mut self,
        name: &Value,
        mut bases: Vec<Value>,
        metaclass: Value,
        contents: &Namespace,
        cell: &Value,
        keys: &[Keyword],
    ) -> R {
        self.check_bases(&bases)?;
        if bases.is_empty() {
            bases.push(self.type_object(Type::Object));
        }
        let class = self.class_from_namespace(name, bases, metaclass, contents)?;
        if let Some(cell) = cell.get::<Cell>() {
            cell.0.set(class.clone());
        }
        self.announce_class(&class, keys)?;
        Ok(class)
    }

    fn check_bases(&mut self, bases: &[Value]) -> R<()> {
        let mut solid = &OBJECT;
        for (at, base) in bases.iter().enumerate() {
            let Some(class) = base.get::<Class>() else {
                return Err(self.raise(Exc::TypeError, "bases must be types"));
            };
            if class.def.is_some_and(|d| !d.subclassable) {
                let name = self.class_name(base);
                let message = format!("type '{name}' is not an acceptable base type");
                return Err(self.raise(Exc::TypeError, &message));
            }
            if bases[..at].iter().any(|other| other.is_same(base)) {
                let message = format!("duplicate base class {}", self.class_name(base));
                return Err(self.raise(Exc::TypeError, &message));
            }
            if extends(class.base, solid) {
                solid = class.base;
            } else if !(extends(solid, class.base)
                || is_exception_def(solid) && is_exception_def(class.base))
            {
                let message = "multiple bases have instance lay-out conflict";
                return Err(self.raise(Exc::TypeError, message));
            }
        }
        Ok(())
    }

    fn class_from_namespace(
        &mut self,
        name: &Value,
        bases: Vec<Value>,
        metaclass: Value,
        contents: &Namespace,
    ) -> R {
        let text = name.get::<Str>().map(ToString::to_string).unwrap_or_default();
        let slots = contents.get(names::SLOTS);
        let slotted = !slots.is_unbound() && !self.names_dict(&slots);
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
        for key in contents.names() {
            let value = contents.get(key);
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
        self.make_members(payload)?;
        self.epoch += 1;
        Ok(class)
    }

    /// Whether `__slots__` names `__dict__`, which gives instances one after all.
    fn names_dict(&self, slots: &Value) -> bool {
        let is_dict = |slot: &Value| slot.get::<Str>().and_then(Str::as_str) == Some("__dict__");
        match (slots.get::<Tuple>(), slots.get::<crate::objects::List>()) {
            (Some(row), _) => row.0.iter().any(is_dict),
            (_, Some(list)) => list.0.borrow().iter().any(is_dict),
            _ => is_dict(slots),
        }
    }

    /// Descriptors for `__slots__`.
    fn make_members(&mut self, payload: &Class) -> R<()> {
        let slots = payload.namespace.get(names::SLOTS);
        if slots.is_unbound() {
            return Ok(());
        }
        let list = if slots.is::<Str>() { vec![slots] } else { self.collect(&slots)? };
        if !list.is_empty()
            && matches!(payload.base.name, "int" | "bool" | "tuple" | "bytes" | "type")
        {
            let base = payload.base.name;
            let message = format!("nonempty __slots__ not supported for subtype of '{base}'");
            return Err(self.raise(Exc::TypeError, &message));
        }
        let class = self.display(&payload.name.get());
        for slot in list {
            let Some(text) = slot.get::<Str>().map(ToString::to_string) else {
                let got = self.type_name(&slot);
                let message = format!("__slots__ items must be strings, not '{got}'");
                return Err(self.raise(Exc::TypeError, &message));
            };
            if !is_identifier(&text) {
                return Err(self.raise(Exc::TypeError, "__slots__ must be identifiers"));
            }
            if text == "__dict__" || text == "__weakref__" {
                continue;
            }
            let name = self.intern(&mangled(&text, &class));
            if !payload.namespace.get(name).is_unbound() {
                let message = format!("'{text}' in __slots__ conflicts with class variable");
                return Err(self.raise(Exc::ValueError, &message));
            }
            let member = Member {
                name,
                class: ValueCell::new(Value::Unbound),
                read_only: Default::default(),
            };
            payload.namespace.set(name, Value::new(member));
        }
        Ok(())
    }

    /// `__set_name__` of what is in a new class, then `__init_subclass__` of what it derives from.
    fn announce_class(&mut self, class: &Value, keys: &[Keyword]) -> R<()> {
        let Some(payload) = class.get::<Class>() else { return Ok(()) };
        for key in payload.namespace.names() {
            let value = payload.namespace.get(key);
            if let Some(property) = value.get::<Property>() {
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
            let hook = base.get::<Class>().map(|b| b.namespace.get(names::INIT_SUBCLASS));
            if let Some(ClassMethod(function)) = hook.unwrap_or_default().get::<ClassMethod>() {
                let function = function.clone();
                self.call_with_self(&function, class, &[], keys)?;
                return Ok(());
            }
        }
        if !keys.is_empty() {
            let name = self.class_name(class);
            let message = format!("{name}.__init_subclass__() takes no keyword arguments");
            return Err(self.raise(Exc::TypeError, &message));
        }
        Ok(())
    }
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    starts && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// A private name as the methods of a class know it.
fn mangled(name: &str, class: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_owned()
    }
}

/// Whether `def` derives from `base`.
pub(crate) fn extends(mut def: &'static TypeDef, base: &'static TypeDef) -> bool {
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
pub(crate) fn linearise(class: &Value, bases: &[Value]) -> Option<Vec<Value>> {
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
