//! Code objects (data model, "Code objects"): what scripts may know of them.

use std::sync::Arc;

use ouro_vm::objects::CodeObject;
use ouro_vm::{Code, CodeKind};

use crate::prelude::*;

/// Flags of `co_flags` (module `inspect`).
mod flags {
    pub(super) const OPTIMIZED: i64 = 1;
    pub(super) const NEW_LOCALS: i64 = 2;
    pub(super) const VAR_ARGS: i64 = 4;
    pub(super) const VAR_KEYWORDS: i64 = 8;
    pub(super) const NESTED: i64 = 16;
    pub(super) const GENERATOR: i64 = 32;
    pub(super) const COROUTINE: i64 = 128;
    pub(super) const ASYNC_GENERATOR: i64 = 512;
}

/// An attribute of the compiled code.
macro_rules! of_code {
    ($name:literal, $doc:literal, $get:expr) => {
        property($name, $doc, |vm, value| {
            let code = Arc::clone(&this::<CodeObject>(vm, value)?.code);
            let get: fn(&Code) -> Value = $get;
            Ok(get(&code))
        })
    };
}

static CODE: &[PropertyDef] = &[
    of_code!("co_name", "The name.", |code| Str::value(&code.name)),
    of_code!("co_qualname", "The qualified name.", |code| Str::value(&code.qualname)),
    of_code!("co_firstlineno", "The line where it begins.", |code| {
        Value::Int(i64::from(code.first_line))
    }),
    of_code!("co_argcount", "The number of positional parameters.", |code| {
        Value::Int(i64::from(code.params.positional))
    }),
    of_code!("co_posonlyargcount", "The number of positional-only parameters.", |code| {
        Value::Int(i64::from(code.params.positional_only))
    }),
    of_code!("co_kwonlyargcount", "The number of keyword-only parameters.", |code| {
        Value::Int(i64::from(code.params.keyword_only))
    }),
    of_code!("co_nlocals", "The number of local variables.", |code| {
        args::count(local_names(code).count())
    }),
    of_code!("co_varnames", "The names of local variables.", |code| texts(local_names(code))),
    of_code!("co_cellvars", "The names of locals that inner functions use.", |code| {
        texts(code.cell_locals.iter().filter_map(|at| code.local_names.get(usize::from(*at))))
    }),
    of_code!("co_freevars", "The names of variables of outer functions.", |code| {
        texts(code.free_names.iter())
    }),
    of_code!("co_names", "The names that are not local.", |code| {
        let mut names: Vec<&Arc<str>> = Vec::new();
        for name in code.names.iter().chain(&code.sites) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        texts(names.into_iter())
    }),
    of_code!("co_flags", "What kind of code it is, as bits.", |code| Value::Int(flags_of(code))),
    property("co_filename", "The file that it was compiled from.", |vm, value| {
        let id = this::<CodeObject>(vm, value)?.code.source;
        Ok(vm.sources.get(id).map_or(Value::None, |source| Str::value(&source.name)))
    }),
];

/// Locals that are not kept in cells, and parameters.
fn local_names(code: &Code) -> impl Iterator<Item = &Arc<str>> {
    let parameters = usize::from(code.params.count());
    let plain = move |at: usize| at < parameters || !code.cell_locals.contains(&(at as u16));
    code.local_names.iter().enumerate().filter(move |(at, _)| plain(*at)).map(|(_, name)| name)
}

fn texts<'a>(names: impl Iterator<Item = &'a Arc<str>>) -> Value {
    Tuple::value(names.map(|name| Str::value(name)).collect::<Vec<_>>())
}

fn flags_of(code: &Code) -> i64 {
    let kind = match code.kind {
        CodeKind::Module | CodeKind::Class => return 0,
        CodeKind::Function => 0,
        CodeKind::Generator => flags::GENERATOR,
        CodeKind::Coroutine => flags::COROUTINE,
        CodeKind::AsyncGenerator => flags::ASYNC_GENERATOR,
    };
    let mut all = flags::OPTIMIZED | flags::NEW_LOCALS | kind;
    if code.params.var_positional {
        all |= flags::VAR_ARGS;
    }
    if code.params.var_keyword {
        all |= flags::VAR_KEYWORDS;
    }
    if code.qualname.contains("<locals>") {
        all |= flags::NESTED;
    }
    all
}

/// Adds them.
pub(super) fn install(vm: &mut Vm) {
    super::add_properties(vm, Type::Code, CODE);
}
