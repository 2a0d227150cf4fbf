//! Scopes and symbols: which variable each name means, and where it is kept.
//!
//! [`collect`] walks the tree once and notes what each scope does with each name; [`resolve`] then finds
//! owners, cells, free variables and registers. A *unit* is a scope that has a code object of its own; list,
//! set and dict comprehensions are scopes without one, whose variables are registers of their unit.

mod collect;
mod declare;
mod expressions;
mod resolve;

use std::collections::HashMap;

use ouro_diag::{Diagnostic, Span};

use crate::names::NameId;
use crate::names::Names;
pub(crate) use collect::{Root, collect};
pub(crate) use expressions::first_operand;

/// The number of a scope; the module's is 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ScopeId(pub(crate) u32);

impl ScopeId {
    /// The module's.
    pub(crate) const MODULE: Self = Self(0);
}

/// What a scope is the scope of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// A generator expression.
    Generator,
    /// A list, set or dict comprehension, inlined into its unit.
    Comprehension,
}

impl ScopeKind {
    /// Whether variables bound here are seen by the scopes within.
    pub(crate) fn is_function_like(self) -> bool {
        !matches!(self, Self::Module | Self::Class)
    }

    /// Whether it is a comprehension or generator expression.
    pub(crate) fn is_comprehension(self) -> bool {
        matches!(self, Self::Generator | Self::Comprehension)
    }
}

/// What a scope does with a name, and what became of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbol {
    /// First binding.
    pub(crate) bound: Option<Span>,
    /// Bound by something that a later `global` contradicts (an import does not).
    pub(crate) assigned: bool,
    /// First use.
    pub(crate) used: Option<Span>,
    /// Where it is a parameter.
    pub(crate) parameter: Option<Span>,
    /// The `global` statement.
    pub(crate) global: Option<Span>,
    /// The `nonlocal` statement.
    pub(crate) nonlocal: Option<Span>,
    /// The annotated statement.
    pub(crate) annotated: Option<Span>,
    /// A comprehension's iteration variable.
    pub(crate) iteration: bool,
    /// Unbound somewhere: by `del` or at the end of an `except ... as`.
    pub(crate) deleted: bool,
    /// Bound by `:=` somewhere.
    pub(crate) walrus: bool,
    /// The scope that keeps the variable; none for globals.
    pub(crate) owner: Option<ScopeId>,
    /// Whether it is used by a unit other than its own.
    pub(crate) captured: bool,
    /// Its register in the unit, where this scope owns it.
    pub(crate) register: u16,
}

impl Symbol {
    /// Whether this scope binds the name for itself.
    pub(crate) fn is_local(&self) -> bool {
        self.bound.is_some() && self.global.is_none() && self.nonlocal.is_none()
    }
}

/// How code gets at a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    /// In a register.
    Local(u16),
    /// In the cell of a register.
    Cell(u16),
    /// In a free variable's cell.
    Free(u16),
    /// A global or builtin.
    Global,
    /// In the namespace of a class body, else a global.
    Name,
    /// In the namespace of a class body, else a free variable.
    NameOrFree(u16),
}

/// A scope.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) parent: Option<ScopeId>,
    /// The scope whose code object this one's code is in: itself, but for comprehensions.
    pub(crate) unit: ScopeId,
    /// The name of the innermost class around, for private names.
    pub(crate) class_name: Option<Box<str>>,
    /// `async def`, or a comprehension that awaits.
    pub(crate) is_async: bool,
    /// The first `yield` of a unit.
    pub(crate) yields: Option<Span>,
    /// Whether a unit awaits.
    pub(crate) awaits: bool,
    /// Whether a module or class body annotates variables.
    pub(crate) annotates: bool,
    /// A class whose methods use `__class__`.
    pub(crate) needs_class_cell: bool,
    /// Attributes that methods of a class store on `self`.
    pub(crate) static_attributes: Vec<NameId>,
    pub(crate) symbols: HashMap<NameId, Symbol>,
    /// The keys of `symbols`, in the order in which they appeared.
    pub(crate) order: Vec<NameId>,
    /// Parameters in the order of their registers.
    pub(crate) parameters: Vec<NameId>,
    /// Of a unit: its free variables, sorted by name.
    pub(crate) free: Vec<NameId>,
    /// Of a unit: names by register.
    pub(crate) locals: Vec<NameId>,
    /// Of a unit: registers that hold cells from the start (parameters and plain locals).
    pub(crate) cells: Vec<u16>,
    /// Of a unit: registers of comprehension variables that hold cells while the comprehension runs.
    pub(crate) comprehension_cells: Vec<u16>,
    /// Of a unit: registers that are unbound somewhere.
    pub(crate) deletable: Vec<u16>,
    /// Of a unit: registers that are bound by `:=` somewhere.
    pub(crate) walrus: Vec<u16>,
}

/// All scopes of a program.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    list: Vec<Scope>,
    by_node: HashMap<usize, ScopeId>,
    /// Whether annotations are kept as text.
    pub(crate) future_annotations: bool,
    /// See [`crate::Options`].
    pub(crate) names_at_top: bool,
}

/// The key by which the scope of a node is found again: the node's address, which nothing else has.
pub(crate) fn key<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

impl Scopes {
    /// A scope by number.
    pub(crate) fn get(&self, id: ScopeId) -> &Scope {
        &self.list[id.0 as usize]
    }

    fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.list[id.0 as usize]
    }

    /// The scope of a function, class, lambda or comprehension; the module's for an unknown node.
    pub(crate) fn of_node<T>(&self, node: &T) -> ScopeId {
        self.by_node.get(&key(node)).copied().unwrap_or(ScopeId::MODULE)
    }

    /// How code in `scope` gets at `name`.
    pub(crate) fn access(&self, id: ScopeId, name: NameId) -> Access {
        let scope = self.get(id);
        let Some(symbol) = scope.symbols.get(&name) else {
            return if self.has_names(scope) { Access::Name } else { Access::Global };
        };
        let Some(owner) = symbol.owner else {
            let namespace = self.has_names(scope) && symbol.global.is_none();
            return if namespace { Access::Name } else { Access::Global };
        };
        let owning = self.get(owner);
        if owning.unit == scope.unit
            && let Some(kept) = owning.symbols.get(&name)
        {
            return if kept.captured {
                Access::Cell(kept.register)
            } else {
                Access::Local(kept.register)
            };
        }
        let index = self.free_index(scope.unit, name);
        if scope.kind == ScopeKind::Class && symbol.nonlocal.is_none() {
            Access::NameOrFree(index)
        } else {
            Access::Free(index)
        }
    }

    /// Whether names that no one owns are in a namespace of the code's own: in the body of a class, and at the
    /// top of what is compiled so, the comprehensions there included.
    fn has_names(&self, scope: &Scope) -> bool {
        scope.kind == ScopeKind::Class || self.names_at_top && scope.unit == ScopeId::MODULE
    }

    /// The number of a free variable of a unit.
    pub(crate) fn free_index(&self, unit: ScopeId, name: NameId) -> u16 {
        let index = self.get(unit).free.iter().position(|free| *free == name);
        index.and_then(|index| u16::try_from(index).ok()).unwrap_or(u16::MAX)
    }

    /// Whether a scope declares the name `global`.
    pub(crate) fn is_declared_global(&self, id: ScopeId, name: NameId) -> bool {
        self.get(id).symbols.get(&name).is_some_and(|symbol| symbol.global.is_some())
    }

    /// Resolves everything that was collected.
    fn finish(mut self, names: &mut Names, errors: &mut Vec<Diagnostic>) -> Self {
        resolve::resolve(&mut self, names, errors);
        self
    }
}

impl Scopes {
    /// The register of the cell that keeps `name` for a function made in `scope`; none where it is a free
    /// variable of the unit.
    pub(crate) fn cell_of(&self, id: ScopeId, name: NameId) -> Option<u16> {
        let unit = self.get(id).unit;
        let mut at = Some(id);
        while let Some(current) = at {
            let scope = self.get(current);
            if scope.unit != unit {
                return None;
            }
            let keeps = |symbol: &&Symbol| symbol.captured && symbol.owner == Some(current);
            if let Some(symbol) = scope.symbols.get(&name).filter(keeps) {
                return Some(symbol.register);
            }
            if scope.kind == ScopeKind::Class {
                // What functions see of a class is only its `__class__`.
                let cell = scope.symbols.get(&name).filter(|symbol| symbol.captured);
                return cell.map(|symbol| symbol.register);
            }
            at = scope.parent;
        }
        None
    }

    /// All registers of a unit that hold cells, those of comprehensions within it too.
    pub(crate) fn cell_registers(&self, unit: ScopeId) -> Vec<u16> {
        let mut registers = self.get(unit).cells.clone();
        registers.extend(&self.get(unit).comprehension_cells);
        registers.sort_unstable();
        registers
    }
}
