//! Values, heap, types, frames and the dispatch loop.
//!
//! Knows code objects, never the syntax tree; touches nothing of the process: that is [`host::Host`].
//! Modules with `unsafe` name their reason at the top: `heap`, `value`, `traverse`, `weak`, `weakref`, `valve`,
//! `thread`, `calls`, `suspend`, `dispatch`, `threads::baton`, `objects::{str, frame, functions}` and the downcast
//! of `exceptions`.

mod advise;
mod allocation;
mod attributes;
mod big;
mod binding;
mod calls;
mod carets;
mod cells;
mod class_making;
mod classes;
mod collector;
mod compare;
mod dispatch;
mod exception_text;
mod exceptions;
mod frames;
mod groups;
mod hashing;
pub mod heap;
pub mod host;
mod ids;
mod import;
mod instance_dict;
mod intern;
mod items;
mod iteration;
mod lack;
mod limits;
mod link;
mod lookup;
mod mapped_names;
mod native;
pub mod objects;
mod observe;
mod operators;
mod origins;
mod ranges;
mod scope;
mod show;
mod sources;
mod suggest;
mod suspend;
mod syntax_lines;
mod teardown;
pub mod text;
mod thread;
mod threads;
mod trace_steps;
mod traceback;
mod traverse;
mod types;
mod value;
mod valve;
mod vm;
mod warnings;
mod weak;
mod weakref;

pub use advise::{Adviser, Blocked, Clue, Finding, LoopHooks, Spot, Stuck, Waiting};
pub use cells::{Slots, ValueCell};
pub use classes::EXCEPTIONS_WITH_FIELDS;
pub use compare::CmpOp;
pub use exceptions::{Exc, Raised};
pub use frames::CallerPlace;
pub use hashing::is_steady;
pub use intern::{Interner, Sym, names};
pub use items::{Positions, find_bytes};
pub use lack::Lack;
pub use limits::{Limit, Stopped};
pub use lookup::{Lookup, set_table};
pub use native::{
    Keyword, ModuleDef, NativeDef, NativeFn, PropertyDef, TypeContents, TypeDef, member, native,
    property,
};
pub use observe::{Event, EventKind, Observer};
pub use operators::{BinOp, UnOp, as_big, as_i64, float_div_mod, int_value};
pub use origins::{HiddenCallers, Origin, OriginStep};
pub use ouro_bytecode::{Code, CodeKind};
pub use ranges::{LONG_RANGE_ITERATOR, LongRange};
pub use scope::Scope;
pub use sources::Sources;
pub use suggest::nearest;
pub use suspend::{
    ANEXT_TYPE, AnextAwaitable, AsyncGenCall, AsyncGenStep, Halt, Poll, Resume, SEND_TYPE, Step,
    THROW_TYPE, stop_value,
};
pub use threads::{Fifo, Policy, Seeded, ThreadId, Waiters};
pub use trace_steps::TraceStep;
pub use traverse::{Traverse, Visit};
pub use types::{OBJECT, Type};
pub use value::{ClassFn, Header, Layout, Object, Payload, PollFn, Ref, Value};
pub use valve::Valve;
pub use vm::{Compile, Limits, Mode, PerThread, R, Unit, Vm};
pub use weak::{WeakLink, WeakLinks, WeakList};
pub use weakref::WeakRef;

/// Native stack that the thread on which a [`Vm`] runs needs, in bytes. It is taken as it is touched.
pub const NATIVE_STACK_BYTES: usize = 512 * 1024 * 1024;
