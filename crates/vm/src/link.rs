//! Linking: from a compiler's code object to one of this engine.

use std::sync::Arc;

use ouro_bytecode::{Code, CodeKind, Const, Operand};

use crate::cells::ValueCell;
use crate::exceptions::Exc;
use crate::intern::names;
use crate::objects::{
    Big, Bytes, CodeObject, Complex, FrozenSet, Function, Module, SetTable, Site, Str, Tuple,
};
use crate::suspend::Halt;
use crate::thread::Ret;
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// A code object of this engine.
    pub fn link(&mut self, code: &Arc<Code>) -> Value {
        let consts = code.consts.iter().map(|c| self.constant(c)).collect();
        let intern = |name: &Arc<str>| self.intern(name);
        let params = code.params.count() as usize;
        let simple = !code.params.var_positional
            && !code.params.var_keyword
            && code.params.keyword_only == 0
            && code.kind != CodeKind::Class;
        let plain = simple && code.kind == CodeKind::Function;
        Value::new(CodeObject {
            instrs: code.instrs.clone().into_boxed_slice(),
            consts,
            texts: [
                Str::value(&code.name),
                Str::value(&code.qualname),
                code.doc.as_deref().map_or(Value::None, Str::value),
            ],
            names: code.names.iter().map(intern).collect(),
            sites: code
                .sites
                .iter()
                .map(|name| Site {
                    name: intern(name),
                    cache: Default::default(),
                    before: Default::default(),
                })
                .collect(),
            params: code.local_names[..params].iter().map(intern).collect(),
            simple,
            plain_params: if plain { params as u32 } else { u32::MAX },
            n_locals: code.n_locals,
            n_regs: code.n_regs,
            n_live: if keeps_temporaries(code) { code.n_regs } else { code.n_locals },
            n_params: params as u16,
            code: Arc::clone(code),
        })
    }

    fn constant(&mut self, constant: &Const) -> Value {
        match constant {
            Const::None => Value::None,
            Const::Ellipsis => Value::Ellipsis,
            Const::Bool(b) => Value::Bool(*b),
            Const::Int(i) => Value::Int(*i),
            Const::BigInt(n) => Value::new(Big(n.clone())),
            Const::Float(x) => Value::Float(*x),
            Const::Imaginary(im) => Value::new(Complex { re: 0.0, im: *im }),
            Const::Str(text) => {
                // Short texts are mostly names, which are interned.
                let sym = (text.len() <= 32).then(|| self.intern(text));
                sym.map_or_else(|| Str::value(text), |sym| self.interner.value(sym))
            }
            Const::Surrogates(points) => Str::from_code_points(points),
            Const::Bytes(bytes) => Value::new(Bytes(bytes.to_vec().into())),
            Const::Tuple(items) => {
                Tuple::value(items.iter().map(|c| self.constant(c)).collect::<Vec<_>>())
            }
            Const::FrozenSet(items) => {
                let built = SetTable::default();
                for item in items.iter() {
                    let value = self.constant(item);
                    // Constants have hashes.
                    let _ = self.set_add(&built, value);
                }
                // A constant is built twice, which is seen in its order.
                let set = FrozenSet::default();
                for (hash, key) in built.hashed_keys() {
                    let _ = self.set_add_hashed(&set.table, hash, key);
                }
                Value::new(set)
            }
            Const::Code(code) => self.link(code),
        }
    }

    /// The function of a module's code, which runs in the module's namespace.
    pub fn module_function(&mut self, code: &Arc<Code>, module: &Value) -> Value {
        let code = self.link(code);
        let (Value::Obj(code), Value::Obj(globals)) = (code, module.clone()) else {
            return Value::None;
        };
        let name = Str::value("<module>");
        Value::new(Function {
            code,
            globals,
            closure: Box::default(),
            defaults: ValueCell::default(),
            kw_defaults: ValueCell::default(),
            name: ValueCell::new(name.clone()),
            qualname: ValueCell::new(name),
            doc: ValueCell::new(Value::None),
            annotations: ValueCell::default(),
            attributes: Default::default(),
        })
    }

    /// Runs a module's code in a module. A coroutine, of a prompt's entry with `await`, comes back as it is.
    ///
    /// # Errors
    /// What the code raises.
    pub fn run_module(&mut self, code: &Arc<Code>, module: &Value) -> R {
        let function = self.module_function(code, module);
        let run = |vm: &mut Self| match vm.start_call(&function, &[], &[], Ret::Exit, 0)? {
            crate::calls::Entered::Done(value) => Ok(value),
            crate::calls::Entered::Pushed => match vm.run() {
                Halt::Returned(value) => Ok(value),
                Halt::Raised(raised) => Err(raised),
                Halt::Yielded(_) | Halt::Item(_) => {
                    Err(vm.raise(Exc::SystemError, "a module was suspended"))
                }
            },
        };
        // The outermost module is one frame of the recursion limit, not a call by native code besides.
        if self.thread.depth == 0 { run(self) } else { self.deeper("", run) }
    }

    /// A new module for a script, with the names that a script's module has.
    pub fn new_main(&mut self, file: Option<&str>) -> Value {
        let module = self.new_module(names::MAIN, false);
        if let Some(payload) = module.get::<Module>() {
            let main = self.interner.value(names::MAIN);
            payload.namespace.set(names::NAME, main);
            payload.namespace.set(names::DOC, Value::None);
            payload.namespace.set(names::PACKAGE, Value::None);
            payload.namespace.set(names::LOADER, Value::None);
            payload.namespace.set(names::SPEC, Value::None);
            payload.namespace.set(names::BUILTINS, self.builtins.clone());
            if let Some(file) = file {
                payload.namespace.set(names::FILE, Str::value(file));
            }
        }
        self.set_module(names::MAIN, &module);
        module
    }

    /// Takes down what has died so far: for those who hold values outside of instructions.
    pub fn reap(&mut self) {
        crate::value::reap(self);
    }
}

/// Whether an operation reads a temporary without giving it up, so that the temporary may outlast it.
fn keeps_temporaries(code: &Code) -> bool {
    code.instrs.iter().any(|i| {
        let operands = i.op.info().operands.into_iter().zip([i.a, i.b, i.c]);
        operands.into_iter().any(|(operand, at)| operand == Operand::Keep && at >= code.n_locals)
    })
}
