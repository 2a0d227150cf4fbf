//! What every table of this crate uses of the VM.

pub(crate) use num_bigint::BigInt;
pub(crate) use num_traits::{Signed as _, ToPrimitive as _, Zero as _};

pub(crate) use ouro_vm::names;
pub(crate) use ouro_vm::objects::{
    Big, ByteArray, Bytes, Class, Complex, Dict, Exception, Frame, FrameKind, FrameState,
    FrozenSet, Function, Instance, IterKind, List, Module, NativeIter, Set, SetTable, Slice, Str,
    Tuple,
};
pub(crate) use ouro_vm::{
    BinOp, CmpOp, Exc, NativeDef, PropertyDef, R, Raised, Type, TypeContents, Value, ValueCell, Vm,
    as_big, as_i64, int_value, member, native, property,
};

pub(crate) use crate::args::{self, is_a, payload, text_of, this};
pub(crate) use crate::text::TextError;
