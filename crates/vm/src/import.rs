//! `import`: the library's modules, native ones, ones written in Ouro itself and ones that are both; then
//! modules of the script's folder.

use std::sync::Arc;

use ouro_bytecode::Instr;
use ouro_diag::SourceId;

use crate::dispatch::{Done, Flow, Regs};
use crate::exceptions::{Exc, Raised};
use crate::host::FileKind;
use crate::intern::{Sym, names};
use crate::objects::{Dict, List, Module, Str, Tuple};
use crate::value::Value;
use crate::vm::{Mode, R, Unit, Vm};

impl Vm {
    pub(crate) fn op_import(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().names[i.b as usize];
        let text = self.interner.text(name);
        if i.x > 0 {
            let message = "attempted relative import with no known parent package";
            return Err(self.raise(Exc::ImportError, message));
        }
        let module = self.import(&text)?;
        let top = text.split('.').next().unwrap_or(&text);
        let result = if i.c == 0 && top != text { self.import(top)? } else { module };
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    /// The module of a dotted name, imported if it has not been.
    ///
    /// # Errors
    /// `ModuleNotFoundError`, or what its code raises.
    pub fn import(&mut self, name: &str) -> R {
        let mut parent: Option<Value> = None;
        let mut module = Value::None;
        let ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
        for end in ends {
            let part = &name[..end];
            module = self.import_one(part, name)?;
            if let Some(Module { namespace, .. }) = parent.as_ref().and_then(|p| p.get::<Module>())
            {
                let last = part.rsplit('.').next().unwrap_or(part);
                namespace.set(self.intern(last), module.clone());
            }
            parent = Some(module.clone());
        }
        Ok(module)
    }

    fn import_one(&mut self, name: &str, whole: &str) -> R {
        let sym = self.intern(name);
        if let Some(module) = self.imported(sym)? {
            return Ok(module);
        }
        if self.is_of_library(name) {
            return self.import_library(name, sym);
        }
        if let Some(module) = self.import_source(name, sym)? {
            return Ok(module);
        }
        Err(self.no_module(name, whole))
    }

    /// A module that has been imported: what `sys.modules` says, where a script can see that.
    fn imported(&mut self, sym: Sym) -> R<Option<Value>> {
        let dict = self.modules_dict.clone();
        let Some(dict) = dict.get::<Dict>() else { return Ok(self.modules.get(&sym).cloned()) };
        let found = self.dict_get(dict, &self.interner.value(sym))?;
        match &found {
            Some(Value::None) => {
                let name = self.interner.text(sym);
                let message = format!("import of {name} halted; None in sys.modules");
                return Err(self.raise(Exc::ModuleNotFoundError, &message));
            }
            Some(module) => drop(self.modules.insert(sym, module.clone())),
            None => drop(self.modules.remove(&sym)),
        }
        Ok(found)
    }

    /// Notes that a module has been imported.
    pub(crate) fn set_module(&mut self, sym: Sym, module: &Value) {
        self.modules.insert(sym, module.clone());
        let dict = self.modules_dict.clone();
        if let Some(dict) = dict.get::<Dict>() {
            // A name hashes without fail.
            let _ = self.dict_set(dict, self.interner.value(sym), module.clone());
        }
    }

    fn remove_module(&mut self, sym: Sym) {
        self.modules.remove(&sym);
        let dict = self.modules_dict.clone();
        if let Some(dict) = dict.get::<Dict>() {
            let _ = self.dict_remove(dict, &self.interner.value(sym));
        }
    }

    /// `sys.modules`, made at the first demand.
    pub fn modules_dict(&mut self) -> Value {
        if self.modules_dict.is_none() {
            self.modules_dict = Value::new(Dict::default());
            let mut modules: Vec<_> = self.modules.iter().map(|(s, m)| (*s, m.clone())).collect();
            let number = |m: &Value| m.get::<Module>().map_or(0, |module| module.number);
            modules.sort_by_key(|(_, module)| number(module));
            for (sym, module) in modules {
                self.set_module(sym, &module);
            }
        }
        self.modules_dict.clone()
    }

    /// Whether there is a module of the library by this name.
    #[must_use]
    pub fn is_of_library(&self, name: &str) -> bool {
        self.native_modules.contains_key(name) || self.library.contains_key(name)
    }

    /// The names of all modules of the library.
    #[must_use]
    pub fn library_names(&self) -> Vec<String> {
        let names = self.native_modules.keys().chain(self.library.keys());
        let mut names: Vec<String> = names.map(|name| (*name).to_owned()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// A module of the library: its native half, then its text.
    fn import_library(&mut self, name: &str, sym: Sym) -> R {
        let module = self.new_module(sym, true);
        self.set_module(sym, &module);
        let Some(payload) = module.get::<Module>() else { return Ok(module) };
        payload.namespace.set(names::NAME, self.interner.value(sym));
        let mut result = Ok(());
        if let Some(def) = self.native_modules.get(name).copied() {
            payload.namespace.set(names::DOC, Str::value(def.doc));
            for function in def.functions {
                let value = self.native(function, &module);
                payload.namespace.set(self.intern(function.name), value);
            }
            result = (def.fill)(self, payload);
        }
        if result.is_ok()
            && let Some((id, text)) = self.library.get(name).copied()
        {
            result = self.run_library(&module, payload, id, name, text);
        }
        if let Err(raised) = result {
            self.remove_module(sym);
            return Err(raised);
        }
        Ok(module)
    }

    fn run_library(
        &mut self,
        module: &Value,
        payload: &Module,
        id: SourceId,
        name: &str,
        text: &str,
    ) -> R<()> {
        let Some(compile) = self.compile.clone() else { return Ok(()) };
        let file = format!("<library>/{}.py", name.replace('.', "/"));
        payload.namespace.set(names::FILE, Str::value(&file));
        let code = compile(self, &Unit { id, name: &file, text, mode: Mode::Module })?;
        self.run_module(&code, module)?;
        self.imported.push(self.intern(name));
        Ok(())
    }

    /// A module from a file beside the script.
    fn import_source(&mut self, name: &str, sym: Sym) -> R<Option<Value>> {
        let Some(compile) = self.compile.clone() else { return Ok(None) };
        let relative = name.replace('.', "/");
        let places = self.import_folders().into_iter().flat_map(|folder| {
            [format!("{folder}{relative}.py"), format!("{folder}{relative}/__init__.py")]
        });
        for path in places {
            if self.outside.host.file_kind(&path) != Some(FileKind::File) {
                continue;
            }
            let bytes = match self.outside.host.read_file(&path) {
                Ok(bytes) => bytes,
                Err(error) => return Err(self.io_error(&error)),
            };
            let code = {
                let (id, text) = (self.sources.next_id(), String::from_utf8_lossy(&bytes));
                compile(self, &Unit { id, name: &path, text: &text, mode: Mode::Module })?
            };
            let module = self.new_module(sym, false);
            if let Some(payload) = module.get::<Module>() {
                payload.namespace.set(names::NAME, Str::value(name));
                payload.namespace.set(names::DOC, Value::None);
                payload.namespace.set(names::FILE, Str::value(&path));
                payload.namespace.set(names::BUILTINS, self.builtins.clone());
            }
            self.set_module(sym, &module);
            if let Err(raised) = self.run_module(&Arc::clone(&code), &module) {
                self.remove_module(sym);
                return Err(raised);
            }
            self.imported.push(sym);
            return Ok(Some(module));
        }
        Ok(None)
    }

    /// Where modules of scripts are looked for: `sys.path`, where a script can see that. Each ends in a slash.
    fn import_folders(&self) -> Vec<String> {
        let own = vec![self.import_folder.clone()];
        let Some(sys) = self.interner.find("sys").and_then(|sys| self.modules.get(&sys)) else {
            return own;
        };
        let path = sys.get::<Module>().zip(self.interner.find("path"));
        let path = path.map(|(sys, path)| sys.namespace.get(path)).unwrap_or_default();
        let Some(path) = path.get::<List>() else { return own };
        let folders = path.to_vec().into_iter().filter_map(|folder| {
            let folder = folder.get::<Str>()?.to_string();
            Some(if folder.is_empty() || folder.ends_with('/') { folder } else { folder + "/" })
        });
        folders.collect()
    }

    fn no_module(&mut self, name: &str, whole: &str) -> Raised {
        let message = if name != whole || name.contains('.') {
            let parent = name.rsplit_once('.').map_or(name, |(parent, _)| parent);
            if self.is_of_library(parent) {
                format!("No module named '{name}'; '{parent}' is not a package")
            } else {
                format!("No module named '{name}'")
            }
        } else {
            format!("No module named '{name}'")
        };
        let raised = self.raise(Exc::ModuleNotFoundError, &message);
        raised.exception().namespace().set(names::NAME_ATTR, Str::value(name));
        if crate::suggest::STANDARD_MODULES.contains(&name.split('.').next().unwrap_or(name)) {
            self.note_lack(&raised, crate::lack::Lack::Module(name.to_owned()));
        }
        raised
    }

    pub(crate) fn op_import_from(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().names[i.c as usize];
        let source = regs.get(i.b).clone();
        let found = self.find_attr(&source, name);
        let value = match self.unless(found, Exc::AttributeError)?.flatten() {
            Some(value) => value,
            None => self.import_submodule(&source, name)?,
        };
        regs.set(i.a, value);
        Ok(Flow::Next)
    }

    fn import_submodule(&mut self, source: &Value, name: Sym) -> R {
        let text = self.interner.text(name);
        let package = source.get::<Module>().map(|m| self.interner.text(m.name));
        if let Some(package) = &package {
            let full = format!("{package}.{text}");
            if self.is_of_library(&full) {
                return self.import(&full);
            }
        }
        let package = package.unwrap_or_default();
        let file = match source.get::<Module>().map(|m| m.namespace.get(names::FILE)) {
            Some(file) if file.is::<Str>() => self.display(&file),
            _ => "unknown location".to_owned(),
        };
        let message = format!("cannot import name '{text}' from '{package}' ({file})");
        let raised = self.raise(Exc::ImportError, &message);
        raised.exception().namespace().set(names::NAME_FROM, Str::value(&text));
        if source.get::<Module>().is_some_and(|m| m.native) {
            let lack = crate::lack::Lack::Name { module: package, name: text };
            self.note_lack(&raised, lack);
        }
        Err(raised)
    }

    pub(crate) fn op_import_star(&mut self, i: Instr, regs: Regs) -> Done {
        let source = regs.read(i.a);
        let Some(module) = source.get::<Module>() else { return Ok(Flow::Next) };
        let all = module.namespace.get(names::ALL);
        let wanted: Vec<Sym> = if all.is_unbound() {
            let public = |n: &Sym| !self.interner.text(*n).starts_with('_');
            module.namespace.names().into_iter().filter(public).collect()
        } else {
            self.collect(&all)?.iter().map(|n| self.sym_of(n)).collect()
        };
        for name in wanted {
            let value = self.get_attr(&source, name)?;
            let top = self.thread.top();
            let names = match top.names() {
                Value::Unbound => Value::Obj(top.function().globals.clone()),
                names => names,
            };
            self.set_name_in(&names, name, value)?;
        }
        Ok(Flow::Next)
    }

    /// The names of a tuple of strings.
    #[must_use]
    pub fn symbols(&self, tuple: &Value) -> Vec<Sym> {
        tuple.get::<Tuple>().map_or_else(Vec::new, |t| t.0.iter().map(|n| self.sym_of(n)).collect())
    }
}
