//! The payloads of objects: one file for each family of types.

mod class;
mod code;
mod containers;
mod exception;
mod frame;
mod functions;
mod module;
mod namespace;
mod set_table;
mod shape;
mod str;
mod table;
mod table_index;

pub use class::{Class, Hooks, Instance, PlainInit};
pub use code::{Cache, CodeObject, Site};
pub use containers::{
    Big, ByteArray, Bytes, Complex, Dict, DictView, FrozenSet, Iter, IterKind, List, NativeIter,
    NextPair, Range, RangeIter, Set, Slice, Tuple,
};
pub use exception::{Exception, Snapshot, Traceback};
pub use frame::{Body, Frame, FrameKind, FrameState, NativeBody};
pub use functions::{
    BoundMethod, Cell, ClassMethod, CoroutineWrapper, Function, GenericAlias, Member, Native,
    NativeProperty, Property, StaticMethod, Super, TupleField,
};
pub use module::Module;
pub use namespace::Namespace;
pub use set_table::SetTable;
pub use shape::{DICT_SLOT, ShapeId, Shapes};
pub use str::{Str, push_code_point};
pub use table::{Found, Same, Table};
