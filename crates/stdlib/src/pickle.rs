//! The native half of the module `pickle`: the bytes (protocol 4, as PEP 3154 and the library reference describe it).
//!
//! Plain data and names of functions and classes are written and read here. How any other object is taken
//! apart (`__reduce_ex__`, `__getstate__` and their kin) is the other half's, in Ouro: `_reduce`.

mod decode;
mod encode;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "pickle", doc: "", functions: FUNCTIONS, fill };

static FUNCTIONS: &[NativeDef] = &[
    native("_encode", "(obj, protocol, /)", "The bytes of an object.", |vm, args| {
        let protocol = args::int(vm, &args[1])? as u8;
        Ok(args::bytes_value(encode::encode(vm, &args[0], protocol)?))
    }),
    native(
        "_decode",
        "(data, /)",
        "The object of some bytes, and how many they were.",
        |vm, args| {
            let Some(bytes) = args::bytes(&args[0]) else {
                let got = vm.type_name(&args[0]);
                let message = format!("a bytes-like object is required, not '{got}'");
                return Err(args::type_error(vm, &message));
            };
            let (value, used) = decode::decode(vm, &bytes)?;
            Ok(Tuple::value(vec![value, args::count(used)]))
        },
    ),
];

/// The exceptions of the module.
#[derive(Default)]
struct Errors {
    pickling: ValueCell,
    unpickling: ValueCell,
}

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    if vm.extension::<Errors>().pickling.get().is_unbound() {
        let exception = vm.exception_class(Exc::Exception);
        let base = vm.register_exception("PickleError", "_pickle", exception);
        let pickling = vm.register_exception("PicklingError", "_pickle", base.clone());
        let unpickling = vm.register_exception("UnpicklingError", "_pickle", base.clone());
        args::set(vm, module, "PickleError", base);
        let errors = vm.extension::<Errors>();
        errors.pickling.set(pickling);
        errors.unpickling.set(unpickling);
    }
    let errors = vm.extension::<Errors>();
    let (pickling, unpickling) = (errors.pickling.get(), errors.unpickling.get());
    args::set(vm, module, "PicklingError", pickling);
    args::set(vm, module, "UnpicklingError", unpickling);
    Ok(())
}

/// A `PicklingError`.
fn pickling_error(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.extension::<Errors>().pickling.get();
    vm.raise_class_message(&class, message)
}

/// An `UnpicklingError`.
fn unpickling_error(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.extension::<Errors>().unpickling.get();
    vm.raise_class_message(&class, message)
}

/// The operations of the protocol, by their bytes.
mod op {
    pub(super) const MARK: u8 = b'(';
    pub(super) const STOP: u8 = b'.';
    pub(super) const POP: u8 = b'0';
    pub(super) const POP_MARK: u8 = b'1';
    pub(super) const NONE: u8 = b'N';
    pub(super) const TRUE: u8 = 0x88;
    pub(super) const FALSE: u8 = 0x89;
    pub(super) const INT4: u8 = b'J';
    pub(super) const INT1: u8 = b'K';
    pub(super) const INT2: u8 = b'M';
    pub(super) const LONG1: u8 = 0x8a;
    pub(super) const LONG4: u8 = 0x8b;
    pub(super) const FLOAT: u8 = b'G';
    pub(super) const TEXT1: u8 = 0x8c;
    pub(super) const TEXT4: u8 = b'X';
    pub(super) const TEXT8: u8 = 0x8d;
    pub(super) const BYTES1: u8 = b'C';
    pub(super) const BYTES4: u8 = b'B';
    pub(super) const BYTES8: u8 = 0x8e;
    pub(super) const BYTE_ARRAY: u8 = 0x96;
    pub(super) const EMPTY_TUPLE: u8 = b')';
    pub(super) const TUPLE1: u8 = 0x85;
    pub(super) const TUPLE2: u8 = 0x86;
    pub(super) const TUPLE3: u8 = 0x87;
    pub(super) const TUPLE: u8 = b't';
    pub(super) const EMPTY_LIST: u8 = b']';
    pub(super) const APPEND: u8 = b'a';
    pub(super) const APPENDS: u8 = b'e';
    pub(super) const EMPTY_DICT: u8 = b'}';
    pub(super) const SET_ITEM: u8 = b's';
    pub(super) const SET_ITEMS: u8 = b'u';
    pub(super) const EMPTY_SET: u8 = 0x8f;
    pub(super) const ADD_ITEMS: u8 = 0x90;
    pub(super) const FROZEN_SET: u8 = 0x91;
    pub(super) const MEMOIZE: u8 = 0x94;
    pub(super) const PUT1: u8 = b'q';
    pub(super) const PUT4: u8 = b'r';
    pub(super) const GET1: u8 = b'h';
    pub(super) const GET4: u8 = b'j';
    pub(super) const GLOBAL: u8 = b'c';
    pub(super) const STACK_GLOBAL: u8 = 0x93;
    pub(super) const REDUCE: u8 = b'R';
    pub(super) const NEW: u8 = 0x81;
    pub(super) const NEW_KEYWORDS: u8 = 0x92;
    pub(super) const BUILD: u8 = b'b';
    pub(super) const PROTOCOL: u8 = 0x80;
    pub(super) const FRAME: u8 = 0x95;
}
