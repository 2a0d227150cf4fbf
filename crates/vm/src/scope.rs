//! What a native function can learn of the code that calls it: its globals and its locals, for `globals()`,
//! `locals()` and their kin.

use ouro_bytecode::CodeKind;

use crate::intern::names;
use crate::objects::{Cell, Dict, Function};
use crate::thread::Activation;
use crate::value::Value;
use crate::vm::{R, Vm};

/// The names that code sees as its own.
pub enum Scope {
    /// The top level of a module, or of the body of a class: the module, or the namespace of the body.
    Namespace(Value),
    /// The locals of a function as they are now, a dict of its own.
    Locals(Value),
}

impl Vm {
    fn calling(&mut self) -> Option<&mut Activation> {
        self.thread.activations.iter_mut().rev().find(|a| a.function.is::<Function>())
    }

    /// `__name__` of the globals of the innermost code of a script; `None` where there is none.
    ///
    /// # Errors
    /// What looking the name up in a mapping raises.
    pub fn script_module(&mut self) -> R {
        let mut callers = self.thread.activations.iter().rev().map(|a| a.function.clone());
        let script = callers.find(|function| {
            function.get::<Function>().is_some_and(|f| !f.code().code.source.is_library())
        });
        let Some(Value::Obj(globals)) = script
            .as_ref()
            .and_then(|function| function.get::<Function>().map(|f| Value::Obj(f.globals.clone())))
        else {
            return Ok(Value::None);
        };
        let name = self.name_in(&Value::Obj(globals), names::NAME)?;
        Ok(name.bound().unwrap_or(Value::None))
    }

    /// The module of whoever calls.
    pub fn caller_globals(&mut self) -> Option<Value> {
        let function = self.calling()?.function.clone();
        function.get::<Function>().map(|f| Value::Obj(f.globals.clone()))
    }

    /// The locals of whoever calls.
    ///
    /// # Errors
    /// None but for want of memory.
    pub fn caller_scope(&mut self) -> R<Option<Scope>> {
        let Some(caller) = self.calling() else { return Ok(None) };
        let function = caller.function.clone();
        let Some(payload) = function.get::<Function>() else { return Ok(None) };
        let code = payload.code().code.clone();
        match code.kind {
            CodeKind::Module => {
                return Ok(Some(Scope::Namespace(Value::Obj(payload.globals.clone()))));
            }
            CodeKind::Class => return Ok(Some(Scope::Namespace(caller.names()))),
            _ => {}
        }
        let locals = caller.locals();
        Ok(Some(Scope::Locals(self.locals_dict(payload, locals)?)))
    }

    /// The locals of a function by their names, those of the functions around it that it uses too.
    pub(crate) fn locals_dict(&mut self, function: &Function, locals: Vec<Value>) -> R {
        let code = &function.code().code;
        let dict = Dict::default();
        let own = code.local_names.iter().zip(locals);
        let free = code.free_names.iter().zip(function.closure.iter().cloned());
        for (name, value) in own.chain(free) {
            let value = match value.get::<Cell>() {
                Some(cell) => cell.0.get(),
                None => value,
            };
            // The first argument of a generator expression has no name that could be written.
            if !value.is_unbound() && !name.starts_with('.') {
                self.dict_set_text(&dict, name, value)?;
            }
        }
        Ok(Value::new(dict))
    }
}
