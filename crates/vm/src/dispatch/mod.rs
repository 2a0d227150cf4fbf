//! Dispatch: the loop that picks each instruction's operation.
//!
//! The arms do the common cases on the spot, without a call; everything else is a function of another
//! file, named for the operation. The loop never suspends: an operation that ends a stretch gives an
//! [`Event`], which the `suspend` module settles.
#![allow(
    unsafe_code,
    reason = "registers are raw memory; the compiler's output keeps within bounds"
)]

mod blocks;
mod calls;
mod containers;
mod names;
mod numbers;
mod window;

use std::hint::cold_path;

use ouro_bytecode::{Instr, Op};

use crate::compare::CmpOp;
use crate::exceptions::Raised;
use crate::objects::{Cell, Frame, Instance, Iter, List, Module, RangeIter, Tuple};
use crate::operators::{BinOp, UnOp, floor_div, floor_mod};
use crate::suspend::{Event, Halt, Next};
use crate::thread::Ret;
use crate::value::Value;
use crate::vm::Vm;
use window::Fetched;
pub(crate) use window::Regs;

/// What an arm that is not done on the spot asks of the loop.
pub(crate) enum Flow {
    /// Go on with the next instruction.
    Next,
    /// The top activation has changed: load it.
    Reload,
    /// The stretch has ended.
    End(Event),
}

/// The result of an operation's function.
pub(crate) type Done = Result<Flow, Raised>;

impl Vm {
    // The program counter is in a local for the operations that are done on the spot. Across any call it is
    // in the activation, from where it is read again: a local that is alive across calls would have to lie
    // on the stack, and be stored and loaded by every instruction.
    //
    // What is not done on the spot is marked as a cold path: the optimiser then keeps what the others need in
    // registers.

    /// Runs the top activation, and what it calls, until an activation that was entered from Rust ends.
    pub(crate) fn run(&mut self) -> Halt {
        'reload: loop {
            let top = self.thread.top();
            // SAFETY: the activation keeps the code alive.
            let n_locals = unsafe { &*top.code }.n_locals;
            let regs = Regs { base: top.base, code: top.code, n_locals };
            let module = top.module;
            let mut pc: *const Instr = top.pc;
            let error: Raised = 'run: {
                macro_rules! save_pc {
                    () => {
                        self.thread.top().pc = pc
                    };
                }
                macro_rules! load_pc {
                    () => {
                        pc = self.thread.top().pc
                    };
                }
                // Gives up a value, which may die of it.
                macro_rules! give_up {
                    ($value:expr) => {{
                        let value = $value;
                        if let Value::Obj(object) = value {
                            if object.is_last() {
                                save_pc!();
                                drop(object);
                                if self.heap().has_dead() {
                                    crate::value::reap(self);
                                }
                                load_pc!();
                            } else {
                                object.give_up_shared();
                            }
                        } else {
                            std::mem::forget(value);
                        }
                    }};
                }
                // Writes a register; what it held may have died.
                macro_rules! put {
                    ($index:expr, $value:expr) => {{
                        // SAFETY: as in `Regs::set`.
                        let slot = unsafe { &mut *regs.base.add($index as usize) };
                        let old = std::mem::replace(slot, $value.in_words());
                        give_up!(old);
                    }};
                }
                // Calls an operation's function, then does what it says.
                macro_rules! operation {
                    ($call:expr) => {{
                        save_pc!();
                        match $call {
                            Ok(Flow::Next) => {
                                if self.heap().has_dead() {
                                    crate::value::reap(self);
                                }
                                load_pc!();
                            }
                            Ok(Flow::Reload) => continue 'reload,
                            Ok(Flow::End(event)) => match self.settle(event) {
                                Next::Run => {
                                    if self.heap().has_dead() {
                                        crate::value::reap(self);
                                    }
                                    continue 'reload;
                                }
                                Next::Stop(halt) => return halt,
                            },
                            Err(raised) => break 'run raised,
                        }
                    }};
                }
                macro_rules! jump {
                    ($distance:expr) => {
                        // The compiler's distances stay within the code; they count from the instruction
                        // itself, which `pc` is behind.
                        pc = pc.wrapping_offset($distance as isize - 1)
                    };
                }
                // A conditional jump; backwards it is a back edge.
                macro_rules! branch {
                    ($taken:expr, $distance:expr) => {
                        if $taken {
                            jump!($distance as i16);
                            if ($distance as i16) < 0 {
                                back_edge!();
                            }
                        }
                    };
                }
                // Ends a plain call; its result, if it has one, goes to an empty register of the caller.
                macro_rules! left {
                    ($($value:expr)?) => {{
                        let dst = self.leave_call(regs);
                        let _ = dst;
                        $(
                            // SAFETY: a register of what runs now; it has held nothing since the call.
                            unsafe {
                                debug_assert!(!matches!(&*dst, Value::Obj(_)));
                                dst.write($value.in_words());
                            }
                        )?
                        if self.heap().has_dead() {
                            cold_path();
                            crate::value::reap(self);
                        }
                        continue 'reload;
                    }};
                }
                macro_rules! back_edge {
                    () => {
                        self.thread.fuel -= 1;
                        if self.thread.fuel < 0 {
                            cold_path();
                            save_pc!();
                            if let Err(raised) = self.refuel() {
                                break 'run raised;
                            }
                            load_pc!();
                        }
                    };
                }
                macro_rules! arithmetic {
                    ($i:ident, $op:expr, $int:expr, $float:expr) => {{
                        match (regs.get($i.b()), regs.get($i.c())) {
                            (Value::Int(x), Value::Int(y)) => {
                                if let Some(n) = $int(*x, *y) {
                                    put!($i.a(), Value::Int(n));
                                    continue;
                                }
                            }
                            (Value::Float(x), Value::Float(y)) => {
                                if let Some(n) = $float(*x, *y) {
                                    put!($i.a(), Value::Float(n));
                                    continue;
                                }
                            }
                            _ => {}
                        }
                        cold_path();
                        operation!(self.op_binary($op, $i.instr(), regs));
                    }};
                }
                macro_rules! arithmetic_imm {
                    ($i:ident, $op:expr, $int:expr) => {{
                        if let Value::Int(x) = regs.get($i.b())
                            && let Some(n) = $int(*x, i64::from($i.c() as i16))
                        {
                            put!($i.a(), Value::Int(n));
                            continue;
                        }
                        cold_path();
                        operation!(self.op_binary_imm($op, $i.instr(), regs));
                    }};
                }
                macro_rules! comparison {
                    ($i:ident, $op:expr, $cmp:tt) => {{
                        let result = match (regs.get($i.b()), regs.get($i.c())) {
                            (Value::Int(x), Value::Int(y)) => *x $cmp *y,
                            (Value::Float(x), Value::Float(y)) => *x $cmp *y,
                            _ => {
                                cold_path();
                                operation!(self.op_compare($op, $i.instr(), regs));
                                continue;
                            }
                        };
                        put!($i.a(), Value::flag(result));
                    }};
                }
                macro_rules! compare_jump {
                    ($i:ident, $op:expr, $cmp:tt) => {{
                        let result = match (regs.get($i.a()), regs.get($i.b())) {
                            (Value::Int(x), Value::Int(y)) => *x $cmp *y,
                            (Value::Float(x), Value::Float(y)) => *x $cmp *y,
                            _ => {
                                cold_path();
                                let mut result = false;
                                operation!(self.op_compare_jump($op, $i.instr(), regs, &mut result));
                                result
                            }
                        };
                        branch!(result == ($i.x() != 0), $i.c());
                    }};
                }
                macro_rules! compare_jump_imm {
                    ($i:ident, $op:expr, $cmp:tt) => {{
                        let result = match regs.get($i.a()) {
                            Value::Int(x) => *x $cmp i64::from($i.b() as i16),
                            _ => {
                                cold_path();
                                let mut result = false;
                                operation!(self.op_compare_jump_imm($op, $i.instr(), regs, &mut result));
                                result
                            }
                        };
                        branch!(result == ($i.x() != 0), $i.c());
                    }};
                }
                loop {
                    // SAFETY: the last instruction of a code is a return, a raise or a jump.
                    let i = unsafe { Fetched::at(pc) };
                    pc = pc.wrapping_add(1);
                    match i.op() {
                        Op::Nop => {}
                        Op::Move => {
                            if !regs.is_local(i.b()) {
                                let value = regs.take(i.b());
                                put!(i.a(), value);
                            } else {
                                let value = regs.get(i.b()).clone();
                                if value.is_unbound() {
                                    cold_path();
                                    operation!(Err(self.unbound_local(i.b())));
                                }
                                put!(i.a(), value);
                            }
                        }
                        Op::Copy => {
                            let value = regs.get(i.b()).clone();
                            if value.is_unbound() && regs.is_local(i.b()) {
                                cold_path();
                                operation!(Err(self.unbound_local(i.b())));
                            }
                            put!(i.a(), value);
                        }
                        Op::LoadConst => {
                            let value = regs.constant(i.b() as usize).clone();
                            put!(i.a(), value);
                        }
                        Op::LoadConstWide => {
                            let value = regs.constant(i.wide() as usize).clone();
                            put!(i.a(), value);
                        }
                        Op::LoadInt => put!(i.a(), Value::Int(i64::from(i.wide()))),
                        Op::LoadNone => put!(i.a(), Value::None),
                        Op::LoadTrue => put!(i.a(), Value::flag(true)),
                        Op::LoadFalse => put!(i.a(), Value::flag(false)),
                        Op::Clear => put!(i.a(), Value::Unbound),
                        Op::DeleteLocal => operation!(self.op_delete_local(i.instr(), regs)),
                        Op::LoadGlobal => {
                            let cache = regs.site(i.b()).cache.get();
                            // SAFETY: the activation's function keeps its module alive.
                            let module = unsafe { &*module };
                            if cache.key == u64::from(module.number) {
                                if let Some(value) = module.namespace.look_at(cache.slot as usize) {
                                    put!(i.a(), value.clone());
                                    continue;
                                }
                                if let Some(slot) = cache.found.checked_sub(1)
                                    && let Some(builtins) = self.builtins.get::<Module>()
                                    && let Some(value) = builtins.namespace.look_at(slot)
                                {
                                    put!(i.a(), value.clone());
                                    continue;
                                }
                            }
                            cold_path();
                            operation!(self.op_load_global(i.instr(), regs));
                        }
                        Op::StoreGlobal => operation!(self.op_store_global(i.instr(), regs)),
                        Op::DeleteGlobal => operation!(self.op_delete_global(i.instr(), regs)),
                        Op::LoadName => operation!(self.op_load_name(i.instr(), regs)),
                        Op::StoreName => operation!(self.op_store_name(i.instr(), regs)),
                        Op::DeleteName => operation!(self.op_delete_name(i.instr(), regs)),
                        Op::LoadNameOrCell => {
                            operation!(self.op_load_name_or_cell(i.instr(), regs));
                        }
                        Op::MakeCell => {
                            save_pc!();
                            let held = regs.take(i.a());
                            let cell = Cell(crate::cells::ValueCell::new(held));
                            regs.set(i.a(), Value::new(cell));
                            load_pc!();
                        }
                        Op::LoadCell => {
                            if let Some(cell) = regs.get(i.b()).get::<Cell>() {
                                let value = cell.0.get();
                                if !value.is_unbound() {
                                    put!(i.a(), value);
                                    continue;
                                }
                            }
                            operation!(Err(self.unbound_local(i.b())));
                        }
                        Op::StoreCell => operation!(self.op_store_cell(i.instr(), regs)),
                        Op::DeleteCell => operation!(self.op_delete_cell(i.instr(), regs)),
                        Op::LoadFree => {
                            let cell = &self.thread.top().function().closure[i.b() as usize];
                            if let Some(cell) = cell.get::<Cell>() {
                                let value = cell.0.get();
                                if !value.is_unbound() {
                                    put!(i.a(), value);
                                    continue;
                                }
                            }
                            operation!(Err(self.unbound_free(i.b())));
                        }
                        Op::StoreFree => operation!(self.op_store_free(i.instr(), regs)),
                        Op::DeleteFree => operation!(self.op_delete_free(i.instr())),
                        Op::Add => {
                            arithmetic!(i, BinOp::Add, i64::checked_add, |x: f64, y: f64| {
                                Some(x + y)
                            });
                        }
                        Op::Sub => {
                            arithmetic!(i, BinOp::Sub, i64::checked_sub, |x: f64, y: f64| {
                                Some(x - y)
                            });
                        }
                        Op::Mul => {
                            arithmetic!(i, BinOp::Mul, i64::checked_mul, |x: f64, y: f64| {
                                Some(x * y)
                            });
                        }
                        Op::Div => {
                            if let (Value::Float(x), Value::Float(y)) =
                                (regs.get(i.b()), regs.get(i.c()))
                                && *y != 0.0
                            {
                                put!(i.a(), Value::Float(x / y));
                                continue;
                            }
                            operation!(self.op_binary(BinOp::Div, i.instr(), regs));
                        }
                        Op::FloorDiv => arithmetic!(
                            i,
                            BinOp::FloorDiv,
                            |x, y| if y == 0 { None } else { floor_div(x, y) },
                            |_: f64, _: f64| None
                        ),
                        Op::Mod => arithmetic!(
                            i,
                            BinOp::Mod,
                            |x, y| if y == 0 { None } else { floor_mod(x, y) },
                            |_: f64, _: f64| None
                        ),
                        Op::BitAnd => arithmetic!(
                            i,
                            BinOp::And,
                            |x: i64, y: i64| Some(x & y),
                            |_: f64, _: f64| None
                        ),
                        Op::BitOr => arithmetic!(
                            i,
                            BinOp::Or,
                            |x: i64, y: i64| Some(x | y),
                            |_: f64, _: f64| None
                        ),
                        Op::BitXor => arithmetic!(
                            i,
                            BinOp::Xor,
                            |x: i64, y: i64| Some(x ^ y),
                            |_: f64, _: f64| None
                        ),
                        Op::Pow => operation!(self.op_binary(BinOp::Pow, i.instr(), regs)),
                        Op::MatMul => operation!(self.op_binary(BinOp::MatMul, i.instr(), regs)),
                        Op::Shl => operation!(self.op_binary(BinOp::Shl, i.instr(), regs)),
                        Op::Shr => operation!(self.op_binary(BinOp::Shr, i.instr(), regs)),
                        Op::AddImm => arithmetic_imm!(i, BinOp::Add, i64::checked_add),
                        Op::SubImm => arithmetic_imm!(i, BinOp::Sub, i64::checked_sub),
                        Op::MulImm => arithmetic_imm!(i, BinOp::Mul, i64::checked_mul),
                        Op::FloorDivImm => arithmetic_imm!(i, BinOp::FloorDiv, |x, y| {
                            if y == 0 { None } else { floor_div(x, y) }
                        }),
                        Op::ModImm => arithmetic_imm!(i, BinOp::Mod, |x, y| {
                            if y == 0 { None } else { floor_mod(x, y) }
                        }),
                        Op::Neg => {
                            match regs.get(i.b()) {
                                Value::Int(x) if *x != i64::MIN => {
                                    put!(i.a(), Value::Int(-*x));
                                    continue;
                                }
                                Value::Float(x) => {
                                    put!(i.a(), Value::Float(-*x));
                                    continue;
                                }
                                _ => {}
                            }
                            cold_path();
                            operation!(self.op_unary(UnOp::Neg, i.instr(), regs));
                        }
                        Op::Pos => operation!(self.op_unary(UnOp::Pos, i.instr(), regs)),
                        Op::Invert => operation!(self.op_unary(UnOp::Invert, i.instr(), regs)),
                        Op::Not => {
                            if let Value::Bool(b) = regs.get(i.b()) {
                                put!(i.a(), Value::flag(!*b));
                                continue;
                            }
                            operation!(self.op_not(i.instr(), regs));
                        }
                        Op::Lt => comparison!(i, CmpOp::Lt, <),
                        Op::Le => comparison!(i, CmpOp::Le, <=),
                        Op::Eq => comparison!(i, CmpOp::Eq, ==),
                        Op::Ne => comparison!(i, CmpOp::Ne, !=),
                        Op::Gt => comparison!(i, CmpOp::Gt, >),
                        Op::Ge => comparison!(i, CmpOp::Ge, >=),
                        Op::Is => operation!(self.op_is(i.instr(), regs)),
                        Op::In => operation!(self.op_in(i.instr(), regs)),
                        Op::Jump => jump!(i.wide()),
                        Op::Loop => {
                            jump!(i.wide());
                            back_edge!();
                        }
                        Op::JumpIf => {
                            let truth = match regs.get(i.a()) {
                                Value::Bool(b) => *b,
                                Value::Int(n) => *n != 0,
                                Value::None => false,
                                _ => {
                                    let mut truth = false;
                                    operation!(self.op_truth(i.instr(), regs, true, &mut truth));
                                    truth
                                }
                            };
                            branch!(truth == (i.x() != 0), i.b());
                        }
                        Op::JumpIfKeep => {
                            let mut truth = false;
                            operation!(self.op_truth(i.instr(), regs, false, &mut truth));
                            branch!(truth == (i.x() != 0), i.b());
                        }
                        Op::JumpIfNone => {
                            let value = regs.get(i.a());
                            let mut none = value.is_none();
                            if value.is_unbound() {
                                cold_path();
                                operation!(self.op_is_none(i.instr(), regs, &mut none));
                            } else if !none && !regs.is_local(i.a()) {
                                give_up!(regs.take(i.a()));
                            }
                            branch!(none == (i.x() != 0), i.b());
                        }
                        Op::JumpLt => compare_jump!(i, CmpOp::Lt, <),
                        Op::JumpLe => compare_jump!(i, CmpOp::Le, <=),
                        Op::JumpEq => compare_jump!(i, CmpOp::Eq, ==),
                        Op::JumpNe => compare_jump!(i, CmpOp::Ne, !=),
                        Op::JumpGt => compare_jump!(i, CmpOp::Gt, >),
                        Op::JumpGe => compare_jump!(i, CmpOp::Ge, >=),
                        Op::JumpLtImm => compare_jump_imm!(i, CmpOp::Lt, <),
                        Op::JumpLeImm => compare_jump_imm!(i, CmpOp::Le, <=),
                        Op::JumpEqImm => compare_jump_imm!(i, CmpOp::Eq, ==),
                        Op::JumpNeImm => compare_jump_imm!(i, CmpOp::Ne, !=),
                        Op::JumpGtImm => compare_jump_imm!(i, CmpOp::Gt, >),
                        Op::JumpGeImm => compare_jump_imm!(i, CmpOp::Ge, >=),
                        Op::GetIter => operation!(self.op_get_iter(i.instr(), regs)),
                        Op::ForIter => {
                            if let Some(range) = regs.get(i.b()).get::<RangeIter>() {
                                match crate::iteration::next_in_range(range) {
                                    Some(next) => put!(i.a(), next),
                                    None => jump!(i.c() as i16),
                                }
                                continue;
                            }
                            if let Some(iter) = regs.get(i.b()).get::<Iter>() {
                                if let Some(next) = iter.next_in_row() {
                                    put!(i.a(), next);
                                    continue;
                                }
                                if let Some(next) = iter.next_character(&self.interner) {
                                    put!(i.a(), next);
                                    continue;
                                }
                            }
                            if let Some(frame) = regs.get(i.b()).get::<Frame>() {
                                save_pc!();
                                if self
                                    .enter_generator(frame, Value::None, Ret::ForIter, i.a())
                                    .is_ok()
                                {
                                    continue 'reload;
                                }
                            }
                            let mut ended = false;
                            // SAFETY: a loop is followed by what takes its item.
                            let taker = unsafe { Fetched::at(pc) };
                            if taker.op() == Op::Unpack
                                && taker.b() == i.a()
                                && taker.c() == 2
                                && !regs.is_local(i.a())
                                && Self::gives_pairs(regs.get(i.b()))
                            {
                                operation!(self.op_for_pair(i.b(), taker.a(), regs, &mut ended));
                                if ended {
                                    jump!(i.c() as i16);
                                } else {
                                    pc = pc.wrapping_add(1);
                                }
                                continue;
                            }
                            operation!(self.op_for_iter(i.instr(), regs, &mut ended));
                            if ended {
                                jump!(i.c() as i16);
                            }
                        }
                        Op::Unpack => {
                            let count = i.c() as usize;
                            if let Some(Tuple(items)) = regs.get(i.b()).get()
                                && items.len() == count
                            {
                                let source = regs.read(i.b());
                                for (k, item) in items.iter().enumerate() {
                                    put!(i.a() + k as u16, item.clone());
                                }
                                give_up!(source);
                                continue;
                            }
                            operation!(self.op_unpack(i.instr(), regs));
                        }
                        Op::UnpackStar => operation!(self.op_unpack_star(i.instr(), regs)),
                        Op::BuildList => {
                            let row = regs.row(i.b(), i.c() as usize);
                            save_pc!();
                            let items = row.iter_mut().map(std::mem::take).collect();
                            let list = List::value(items);
                            load_pc!();
                            put!(i.a(), list);
                        }
                        Op::BuildTuple => {
                            let row = regs.row(i.b(), i.c() as usize);
                            save_pc!();
                            let tuple = Tuple::value(row.iter_mut().map(std::mem::take));
                            load_pc!();
                            put!(i.a(), tuple);
                        }
                        Op::BuildSet => operation!(self.op_build_set(i.instr(), regs)),
                        Op::BuildDict => operation!(self.op_build_dict(i.instr(), regs)),
                        Op::BuildSlice => operation!(self.op_build_slice(i.instr(), regs)),
                        Op::BuildString => operation!(self.op_build_string(i.instr(), regs)),
                        Op::Format => operation!(self.op_format(i.instr(), regs)),
                        Op::ListAppend => {
                            let item = regs.get(i.b());
                            if !item.is_unbound()
                                && let Some(list) = regs.get(i.a()).get::<List>()
                            {
                                match list.push_in_place(regs.read(i.b())) {
                                    Ok(()) => continue,
                                    Err(item) => put!(i.b(), item),
                                }
                            }
                            operation!(self.op_list_append(i.instr(), regs));
                        }
                        Op::ListExtend => operation!(self.op_list_extend(i.instr(), regs)),
                        Op::ListToTuple => operation!(self.op_list_to_tuple(i.instr(), regs)),
                        Op::SetAdd => operation!(self.op_set_add(i.instr(), regs)),
                        Op::SetUpdate => operation!(self.op_set_update(i.instr(), regs)),
                        Op::DictSet => operation!(self.op_dict_set(i.instr(), regs)),
                        Op::DictUpdate => operation!(self.op_dict_update(i.instr(), regs)),
                        Op::DictMerge => operation!(self.op_dict_merge(i.instr(), regs)),
                        Op::GetItem => {
                            if let (Some(list), Value::Int(index)) =
                                (regs.get(i.b()).get::<List>(), regs.get(i.c()))
                                && let Ok(index) = usize::try_from(*index)
                                && let Some(value) = list.get(index)
                            {
                                if regs.is_local(i.b()) {
                                    put!(i.a(), value);
                                } else {
                                    let list = regs.take(i.b());
                                    put!(i.a(), value);
                                    give_up!(list);
                                }
                                continue;
                            }
                            operation!(self.op_get_item(i.instr(), regs));
                        }
                        Op::SetItem => {
                            if let (Some(list), Value::Int(index)) =
                                (regs.get(i.a()).get::<List>(), regs.get(i.b()))
                                && !regs.get(i.c()).is_unbound()
                                && let Ok(index) = usize::try_from(*index)
                                && index < list.len()
                            {
                                let old = list.replace(index, regs.read(i.c()));
                                give_up!(old);
                                if !regs.is_local(i.a()) {
                                    give_up!(regs.take(i.a()));
                                }
                                continue;
                            }
                            operation!(self.op_set_item(i.instr(), regs));
                        }
                        Op::DelItem => operation!(self.op_del_item(i.instr(), regs)),
                        Op::GetAttr => {
                            if let Some(instance) = regs.get(i.b()).get::<Instance>()
                                && let Some(slot) = regs
                                    .site(i.c())
                                    .slot_of(u64::from(instance.shape.get()), self.epoch)
                                && let Some(found) = instance.slots.look().get(slot)
                                && !found.is_unbound()
                            {
                                let found = found.clone();
                                if regs.is_local(i.b()) {
                                    put!(i.a(), found);
                                } else {
                                    let receiver = regs.take(i.b());
                                    put!(i.a(), found);
                                    give_up!(receiver);
                                }
                                continue;
                            }
                            operation!(self.op_get_attr(i.instr(), regs));
                        }
                        Op::SetAttr => {
                            if let Some(instance) = regs.get(i.a()).get::<Instance>()
                                && !regs.get(i.b()).is_unbound()
                                && let Some(slot) = regs
                                    .site(i.c())
                                    .slot_of(u64::from(instance.shape.get()), self.epoch)
                                && let Some(place) = instance.slots.place(slot)
                            {
                                let old = place.replace(regs.read(i.b()));
                                give_up!(old);
                                if !regs.is_local(i.a()) {
                                    give_up!(regs.take(i.a()));
                                }
                                continue;
                            }
                            operation!(self.op_set_attr(i.instr(), regs));
                        }
                        Op::DelAttr => operation!(self.op_del_attr(i.instr(), regs)),
                        Op::LoadMethod => {
                            if let Value::Obj(object) = regs.get(i.b()) {
                                let key = match object.get::<Instance>() {
                                    Some(instance) => u64::from(instance.shape.get()),
                                    None => std::ptr::from_ref(object.layout()) as u64,
                                };
                                if let Some(cache) = regs.site(i.c()).find(key, self.epoch)
                                    && cache.found != 0
                                {
                                    // SAFETY: the class holds the function while the epoch stands.
                                    let function = unsafe { calls::borrowed(cache.found) };
                                    let receiver = regs.read(i.b());
                                    regs.fill(i.a(), 0, Value::Obj(function));
                                    regs.fill(i.a(), 1, receiver);
                                    continue;
                                }
                            }
                            operation!(self.op_load_method(i.instr(), regs));
                        }
                        Op::Call => {
                            if i.c() == 0 && self.call_plain(i, regs, pc) {
                                continue 'reload;
                            }
                            operation!(self.op_call(i.instr(), regs));
                        }
                        Op::CallStar => operation!(self.op_call_star(i.instr(), regs)),
                        Op::Super => operation!(self.op_super(i.instr(), regs)),
                        Op::MakeFunction => operation!(self.op_make_function(i.instr(), regs)),
                        Op::BuildClass => operation!(self.op_build_class(i.instr(), regs)),
                        Op::Return => {
                            let value = regs.take(i.a());
                            if value.is_unbound() {
                                cold_path();
                                operation!(Err(self.unbound_local(i.a())));
                            }
                            if self.thread.top().target.is_plain_store() {
                                left!(value);
                            }
                            match self.return_to_awaiter(value) {
                                Ok(()) => {
                                    if self.heap().has_dead() {
                                        crate::value::reap(self);
                                    }
                                    continue 'reload;
                                }
                                Err(value) => operation!(Ok(Flow::End(Event::Return(value)))),
                            }
                        }
                        Op::ReturnNone if self.thread.top().target.is_plain_store() => {
                            left!(Value::None);
                        }
                        Op::ReturnNone if self.thread.top().target.is_plain_init() => left!(),
                        Op::ReturnNone => match self.return_to_awaiter(Value::None) {
                            Ok(()) => {
                                if self.heap().has_dead() {
                                    crate::value::reap(self);
                                }
                                continue 'reload;
                            }
                            Err(value) => operation!(Ok(Flow::End(Event::Return(value)))),
                        },
                        Op::Yield => {
                            if !regs.get(i.b()).is_unbound() {
                                save_pc!();
                                if let Some(target) = self.leave_generator() {
                                    let value = regs.read(i.b());
                                    if target.ret() != Ret::ForIter {
                                        return Halt::Yielded(value);
                                    }
                                    self.store(target.dst(), value);
                                    if self.heap().has_dead() {
                                        crate::value::reap(self);
                                    }
                                    continue 'reload;
                                }
                            }
                            operation!(self.op_yield(i.instr(), regs));
                        }
                        Op::Await => {
                            if let Some(inner) = regs.get(i.b()).get::<Frame>() {
                                save_pc!();
                                if self.await_fresh(inner) {
                                    continue 'reload;
                                }
                            }
                            operation!(self.op_await(i.instr(), regs, true));
                        }
                        Op::YieldFrom => operation!(self.op_await(i.instr(), regs, false)),
                        Op::GetAsyncIter => operation!(self.op_get_async_iter(i.instr(), regs)),
                        Op::AsyncNext => operation!(self.op_async_next(i.instr(), regs)),
                        Op::EndAsyncFor => operation!(self.op_end_async_for(i.instr(), regs)),
                        Op::Enter => operation!(self.op_enter(i.instr(), regs, false)),
                        Op::AsyncEnter => operation!(self.op_enter(i.instr(), regs, true)),
                        Op::ExitWith => operation!(self.op_exit_with(i.instr(), regs)),
                        Op::PushHandled => {
                            let exception = regs.get(i.b()).clone();
                            let before = std::mem::replace(&mut self.thread.handled, exception);
                            put!(i.a(), before);
                        }
                        Op::PopHandled => operation!(self.op_pop_handled(i.instr(), regs)),
                        Op::JumpIfNotMatch => {
                            let mut matches = false;
                            operation!(self.op_match(i.instr(), regs, &mut matches));
                            if !matches {
                                jump!(i.c() as i16);
                            }
                        }
                        Op::SplitGroup => operation!(self.op_split_group(i.instr(), regs)),
                        Op::JoinGroup => operation!(self.op_join_group(i.instr(), regs)),
                        Op::Raise => operation!(self.op_raise(i.instr(), regs)),
                        Op::RaiseFrom => operation!(self.op_raise_from(i.instr(), regs)),
                        Op::RaiseAgain => operation!(self.op_raise_again()),
                        Op::Reraise => operation!(self.op_reraise(i.instr(), regs)),
                        Op::RaiseAssert => operation!(self.op_raise_assert(i.instr(), regs)),
                        Op::Import => operation!(self.op_import(i.instr(), regs)),
                        Op::ImportFrom => operation!(self.op_import_from(i.instr(), regs)),
                        Op::ImportStar => operation!(self.op_import_star(i.instr(), regs)),
                        Op::SetupAnnotations => operation!(self.op_setup_annotations()),
                        Op::PrintResult => operation!(self.op_print_result(i.instr(), regs)),
                    }
                }
            };
            match self.settle(Event::Raise(error)) {
                Next::Run => {
                    if self.heap().has_dead() {
                        crate::value::reap(self);
                    }
                }
                Next::Stop(halt) => return halt,
            }
        }
    }
}
