//! Names that are kept in a mapping of a script: the globals and locals of `exec`, and what a metaclass's
//! `__prepare__` gives for the body of a class. They are looked up there each time; no cache knows them.

use std::sync::Arc;

use ouro_bytecode::CodeKind;

use crate::calls::Entered;
use crate::cells::ValueCell;
use crate::exceptions::Exc;
use crate::intern::{Sym, names};
use crate::objects::{CodeObject, Dict, Function, Module, Str};
use crate::suspend::Halt;
use crate::thread::Ret;
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// What a namespace (a module) or a mapping has under a name; unbound if nothing.
    pub(crate) fn name_in(&mut self, names: &Value, name: Sym) -> R {
        if let Some(module) = names.get::<Module>() {
            return if module.mapping.is_unbound() {
                Ok(module.namespace.get(name))
            } else {
                self.name_in(&module.mapping, name)
            };
        }
        if names.is_unbound() {
            return Ok(Value::Unbound);
        }
        let key = self.interner.value(name);
        if let Some(dict) = names.get::<Dict>() {
            return Ok(self.dict_get(dict, &key)?.unwrap_or_default());
        }
        let found = self.get_item(names, &key);
        Ok(self.unless(found, Exc::KeyError)?.unwrap_or_default())
    }

    /// Binds a name in a namespace or mapping; unbinds it, for an unbound value. Says whether it could.
    pub(crate) fn set_name_in(&mut self, names: &Value, name: Sym, value: Value) -> R<bool> {
        if let Some(module) = names.get::<Module>() {
            if module.mapping.is_unbound() {
                let unbind = value.is_unbound();
                let old = module.namespace.set(name, value);
                return Ok(!(unbind && old.is_unbound()));
            }
            return self.set_name_in(&module.mapping, name, value);
        }
        let key = self.interner.value(name);
        if value.is_unbound() {
            let result = self.del_item(names, &key);
            return Ok(self.unless(result, Exc::KeyError)?.is_some());
        }
        self.set_item(names, &key, value)?;
        Ok(true)
    }

    /// A built-in function, as code whose globals are a mapping finds it: in the mapping's `__builtins__`.
    pub(crate) fn builtin_of(&mut self, globals: &Module, name: Sym) -> R {
        let own = self.name_in(&globals.mapping, names::BUILTINS)?;
        if own.is::<Dict>() { self.name_in(&own, name) } else { Ok(self.builtin(name)) }
    }

    /// A module around a mapping: what functions have whose globals the mapping is.
    #[must_use]
    pub fn module_of_mapping(&mut self, mapping: &Value) -> Value {
        let name = self.intern("builtins");
        let number = self.next_module;
        self.next_module += 1;
        Value::new(Module {
            name,
            namespace: Default::default(),
            number,
            native: false,
            mapping: mapping.clone(),
        })
    }

    /// Runs a code object that has been compiled for it: the globals are a module, the names at its top are in
    /// `names`, a module or mapping.
    ///
    /// # Errors
    /// What the code raises; `TypeError` for the code of a function that needs cells.
    pub fn run_code(&mut self, code: &Value, globals: &Value, names: &Value) -> R {
        let (Value::Obj(code), Value::Obj(module)) = (code, globals) else {
            return Err(self.raise(Exc::TypeError, "a code object and a module are needed"));
        };
        let Some(payload) = code.get::<CodeObject>() else {
            return Err(self.raise(Exc::TypeError, "a code object is needed"));
        };
        let name = Str::value(&payload.code.name);
        let qualname = Str::value(&payload.code.qualname);
        let kind = payload.code.kind;
        let function = Value::new(Function {
            code: code.clone(),
            globals: module.clone(),
            closure: Box::default(),
            defaults: ValueCell::default(),
            kw_defaults: ValueCell::default(),
            name: ValueCell::new(name),
            qualname: ValueCell::new(qualname),
            doc: ValueCell::new(Value::None),
            annotations: ValueCell::default(),
            attributes: Default::default(),
        });
        self.deeper("", |vm| {
            match vm.start_call(&function, &[], &[], Ret::Exit, 0)? {
                Entered::Done(value) => return Ok(value),
                Entered::Pushed if kind == CodeKind::Class => {
                    vm.thread.top().set_names(names.clone());
                }
                Entered::Pushed => {}
            }
            match vm.run() {
                Halt::Returned(value) => Ok(value),
                Halt::Raised(raised) => Err(raised),
                Halt::Yielded(_) | Halt::Item(_) => {
                    Err(vm.raise(Exc::SystemError, "a call was suspended"))
                }
            }
        })
    }

    /// Compiles a text of a script.
    ///
    /// # Errors
    /// `SyntaxError`, with its details.
    pub fn compile_text(&mut self, name: &str, text: &str, mode: crate::Mode) -> R {
        let Some(compile) = self.compile.clone() else {
            return Err(self.refuse("compiling is not supported here"));
        };
        let id = self.sources.next_id();
        let code = compile(self, &crate::Unit { id, name, text, mode })?;
        self.sources.conceal(id);
        Ok(self.link(&Arc::clone(&code)))
    }
}
