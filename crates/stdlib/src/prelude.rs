//! What every module of this crate uses of the VM.

pub(crate) use num_bigint::BigInt;
pub(crate) use num_traits::{Signed as _, ToPrimitive as _, Zero as _};

pub(crate) use ouro_vm::objects::{
    Dict, Exception, Instance, List, Module, NativeIter, Str, Tuple,
};
pub(crate) use ouro_vm::{
    BinOp, CmpOp, Exc, ModuleDef, NativeDef, OBJECT, PropertyDef, R, Raised, Type, TypeContents,
    TypeDef, Value, ValueCell, Vm, as_i64, int_value, names, native, property,
};

pub(crate) use crate::args;
