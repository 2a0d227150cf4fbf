//! The one table of operations, the code objects made of them, and their disassembly.
//!
//! Knows neither the syntax tree nor the VM: the compiler writes what is defined here, the VM reads it.

mod code;
mod disassemble;
pub mod ops;

pub use code::{Capture, Code, CodeKind, Const, Handler, Params, Place};
pub use disassemble::disassemble;
pub use ops::{Instr, Op, OpInfo, Operand, TABLE};
