//! Code objects as one engine has linked them: constants are values, names are interned, and each site
//! has its inline cache.

use std::cell::Cell;
use std::sync::Arc;

use ouro_bytecode::{Code, Instr};

use crate::intern::Sym;
use crate::value::Value;

/// What a site remembers of its last look-up.
#[derive(Clone, Copy, Default)]
pub struct Cache {
    /// For an attribute: the shape of the instance (or the layout of a built-in object). For a global:
    /// the number of the namespace.
    pub key: u64,
    /// The epoch of types in which the rest holds.
    pub epoch: u32,
    /// Where it was found.
    pub slot: u32,
    /// For a method: the function, kept alive by its class, which no epoch passes without changing.
    /// For a builtin: the slot in the namespace of builtins, plus one.
    pub found: usize,
}

/// A name at one instruction, with its caches: a method that several classes share meets several shapes.
pub struct Site {
    /// The name.
    pub name: Sym,
    /// What it met last.
    pub cache: Cell<Cache>,
    /// What it met before that.
    pub before: Cell<Cache>,
}

impl Site {
    /// What is remembered for a key, in an epoch of types.
    #[inline(always)]
    #[must_use]
    pub fn find(&self, key: u64, epoch: u32) -> Option<Cache> {
        let last = self.cache.get();
        if last.key == key && last.epoch == epoch {
            return Some(last);
        }
        let before = self.before.get();
        (before.key == key && before.epoch == epoch).then_some(before)
    }

    /// The slot that is remembered for a key, in an epoch of types.
    #[inline(always)]
    pub(crate) fn slot_of(&self, key: u64, epoch: u32) -> Option<usize> {
        let last = self.cache.get();
        if last.key == key && last.epoch == epoch {
            return Some(last.slot as usize);
        }
        let before = self.before.get();
        (before.key == key && before.epoch == epoch).then_some(before.slot as usize)
    }

    /// Remembers what was met now.
    pub fn remember(&self, cache: Cache) {
        self.before.set(self.cache.replace(cache));
    }
}

/// See the module's page.
pub struct CodeObject {
    /// What the compiler made.
    pub code: Arc<Code>,
    /// Its instructions, once more and within reach.
    pub instrs: Box<[Instr]>,
    /// Its constants.
    pub consts: Box<[Value]>,
    /// Its name, its qualified name and its docstring: those of each function that is made of it.
    pub texts: [Value; 3],
    /// The names of imports.
    pub names: Box<[Sym]>,
    /// Its sites.
    pub sites: Box<[Site]>,
    /// Names of its parameters, for binding by keyword.
    pub params: Box<[Sym]>,
    /// Whether a call with just the positional arguments needs no more than its window.
    pub simple: bool,
    /// If it is, besides, the code of a plain function, whose call is an activation, the number of its parameters; else
    /// a number that no call has.
    pub plain_params: u32,
    /// Its locals: the first of its registers.
    pub n_locals: u16,
    /// Its registers.
    pub n_regs: u16,
    /// The registers that may hold something when it returns: its locals alone, where no operation keeps a
    /// temporary (as a loop keeps its iterator).
    pub n_live: u16,
    /// Its parameters, all kinds of them: the first of its locals.
    pub n_params: u16,
}

crate::object!(CodeObject, "code", {
    code, instrs, consts, texts, names, sites, params, simple, plain_params, n_locals, n_regs, n_live, n_params
});
crate::no_values!(Site);
