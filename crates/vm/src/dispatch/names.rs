//! The operations of names: locals, cells, globals, the namespaces of class bodies.

use ouro_bytecode::Instr;

use super::{Done, Flow, Regs};
use crate::exceptions::{Exc, Raised};
use crate::intern::names;
use crate::objects::{Cell, Dict, Module, Str};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// The error of a local that is read before it is bound.
    #[cold]
    pub(crate) fn unbound_local(&mut self, register: u16) -> Raised {
        let code = self.thread.top().code();
        let name = code.code.local_names.get(register as usize);
        let name = name.map_or_else(String::new, ToString::to_string);
        let message = format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        );
        let raised = self.raise(Exc::UnboundLocalError, &message);
        raised.exception().namespace().set(names::NAME_ATTR, Str::value(&name));
        raised
    }

    /// The error of a free variable that is read before it is bound.
    #[cold]
    pub(crate) fn unbound_free(&mut self, index: u16) -> Raised {
        let code = self.thread.top().code();
        let name = code.code.free_names.get(index as usize);
        let name = name.map_or_else(String::new, ToString::to_string);
        let message = format!(
            "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        );
        let raised = self.raise(Exc::NameError, &message);
        raised.exception().namespace().set(names::NAME_ATTR, Str::value(&name));
        raised
    }

    /// A `Src` operand, which may be an unbound local.
    #[inline(always)]
    pub(super) fn operand<'a>(&mut self, regs: &'a Regs, index: u16) -> R<&'a Value> {
        let value = regs.get(index);
        if value.is_unbound() && index < regs.code().n_locals {
            return Err(self.unbound_local(index));
        }
        Ok(value)
    }

    pub(super) fn op_delete_local(&mut self, i: Instr, regs: Regs) -> Done {
        if regs.get(i.a).is_unbound() {
            return Err(self.unbound_local(i.a));
        }
        regs.set(i.a, Value::Unbound);
        Ok(Flow::Next)
    }

    pub(super) fn op_store_cell(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.b)?.clone();
        regs.done(i.b);
        if let Some(cell) = regs.get(i.a).get::<Cell>() {
            cell.0.set(value);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_cell(&mut self, i: Instr, regs: Regs) -> Done {
        let held = regs.get(i.a).get::<Cell>().map(|c| c.0.take()).unwrap_or_default();
        if held.is_unbound() { Err(self.unbound_local(i.a)) } else { Ok(Flow::Next) }
    }

    pub(super) fn op_store_free(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        if let Some(cell) = self.thread.top().function().closure[i.b as usize].get::<Cell>() {
            cell.0.set(value);
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_free(&mut self, i: Instr) -> Done {
        let cell = self.thread.top().function().closure[i.b as usize].clone();
        let held = cell.get::<Cell>().map(|c| c.0.take()).unwrap_or_default();
        if held.is_unbound() { Err(self.unbound_free(i.b)) } else { Ok(Flow::Next) }
    }

    pub(super) fn op_load_global(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.b as usize];
        let module = self.thread.top().module();
        if !module.mapping.is_unbound() {
            return self.load_mapped(i, regs);
        }
        let slot = module.namespace.slot(site.name);
        let mut cache = site.cache.get();
        cache.key = u64::from(module.number);
        cache.slot = slot as u32;
        let builtins = self.builtins.get::<Module>();
        cache.found = builtins.and_then(|b| b.namespace.find(site.name)).map_or(0, |slot| slot + 1);
        site.cache.set(cache);
        let value = match module.namespace.at(slot) {
            Value::Unbound => self.builtin(site.name),
            value => value,
        };
        if value.is_unbound() {
            return Err(self.no_name(site.name));
        }
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    /// A global of code whose globals are in a mapping.
    #[cold]
    fn load_mapped(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let globals = Value::Obj(self.thread.top().function().globals.clone());
        let mut value = self.name_in(&globals, name)?;
        if value.is_unbound()
            && let Some(module) = globals.get::<Module>()
        {
            value = self.builtin_of(module, name)?;
        }
        if value.is_unbound() {
            return Err(self.no_name(name));
        }
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    pub(crate) fn builtin(&self, name: crate::Sym) -> Value {
        self.builtins.get::<Module>().map(|m| m.namespace.get(name)).unwrap_or_default()
    }

    #[cold]
    pub(super) fn no_name(&mut self, name: crate::Sym) -> Raised {
        let text = self.interner.text(name);
        let raised = self.raise(Exc::NameError, &format!("name '{text}' is not defined"));
        raised.exception().namespace().set(names::NAME_ATTR, self.interner.value(name));
        raised
    }

    pub(super) fn op_store_global(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        let site = &regs.code().sites[i.b as usize];
        let module = self.thread.top().module();
        if !module.mapping.is_unbound() {
            let globals = Value::Obj(self.thread.top().function().globals.clone());
            self.set_name_in(&globals, site.name, value)?;
            return Ok(Flow::Next);
        }
        let mut cache = site.cache.get();
        if cache.key != u64::from(module.number) {
            cache.key = u64::from(module.number);
            cache.slot = module.namespace.slot(site.name) as u32;
            site.cache.set(cache);
        }
        drop(module.namespace.set_at(cache.slot as usize, value));
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_global(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let globals = Value::Obj(self.thread.top().function().globals.clone());
        let held = self.set_name_in(&globals, name, Value::Unbound)?;
        if held { Ok(Flow::Next) } else { Err(self.no_name(name)) }
    }

    pub(super) fn op_load_name(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        let found = self.name_in(&names, name)?;
        if found.is_unbound() {
            return self.op_load_global(i, regs);
        }
        regs.set(i.a, found);
        Ok(Flow::Next)
    }

    pub(super) fn op_store_name(&mut self, i: Instr, regs: Regs) -> Done {
        let value = self.operand(&regs, i.a)?.clone();
        regs.done(i.a);
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        if !names.is_unbound() {
            self.set_name_in(&names, name, value)?;
        }
        Ok(Flow::Next)
    }

    pub(super) fn op_delete_name(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        let held = self.set_name_in(&names, name, Value::Unbound)?;
        if held { Ok(Flow::Next) } else { Err(self.no_name(name)) }
    }

    pub(super) fn op_load_name_or_cell(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.b as usize].name;
        let names = self.thread.top().names();
        let found = self.name_in(&names, name)?;
        let value = match found {
            Value::Unbound => {
                let cell = self.thread.top().function().closure[i.c as usize].clone();
                cell.get::<Cell>().map(|c| c.0.get()).unwrap_or_default()
            }
            found => found,
        };
        if value.is_unbound() {
            return Err(self.unbound_free(i.c));
        }
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    pub(super) fn op_setup_annotations(&mut self) -> Done {
        let top = self.thread.top();
        let names = match top.names() {
            Value::Unbound => Value::Obj(top.function().globals.clone()),
            names => names,
        };
        if self.name_in(&names, names::ANNOTATIONS)?.is_unbound() {
            self.set_name_in(&names, names::ANNOTATIONS, Value::new(Dict::default()))?;
        }
        Ok(Flow::Next)
    }
}
