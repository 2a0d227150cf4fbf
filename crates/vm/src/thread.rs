//! What a thread of the language runs on: its stack of registers, the calls that are active on it, and the exception
//! it is handling.
#![allow(unsafe_code, reason = "the stack of registers is raw memory")]

use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use ouro_bytecode::{CodeKind, Instr};

use crate::objects::{CodeObject, Frame, Function, Module};
use crate::value::{Ref, Value};

/// Registers on a thread's stack. The memory is taken from the system as it is touched.
pub(crate) const STACK_REGISTERS: usize = 1 << 20;

/// How deep Rust may recurse through the VM (natives that call back, nested `repr`, comparisons), in calls.
/// Sized so that the interpreter's own thread, with [`crate::NATIVE_STACK_BYTES`] of native stack,
/// never runs out of it, in a debug build too.
pub(crate) const NATIVE_DEPTH: usize = 5_000;

/// What happens with the result when an activation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ret {
    /// It goes to register `dst` of the activation below.
    Store,
    /// It has to be `None`; register `dst` already holds the new instance.
    Init,
    /// A generator driven by `ForIter`: what it yields goes to `dst`; its return ends the loop.
    ForIter,
    /// Dispatch stops and hands it to Rust.
    Exit,
}

/// What happens with the result, and the register that it is about. One word: an activation is copied into
/// its place, and the processor would wait for pieces of a word that were written apart.
#[derive(Clone, Copy)]
pub(crate) struct Target(u64);

/// See [`Target::with_care`].
const CARE: u64 = 1 << 40;

impl Target {
    #[inline(always)]
    pub(crate) fn new(ret: Ret, dst: u16) -> Self {
        Self((ret as u64) << 32 | u64::from(dst))
    }

    #[inline(always)]
    pub(crate) fn dst(self) -> u16 {
        self.0 as u16
    }

    /// The same for an activation that can't be left on the spot: of a resumable frame, or one that tracebacks
    /// know.
    #[inline(always)]
    pub(crate) fn with_care(self) -> Self {
        Self(self.0 | CARE)
    }

    /// Whether the result goes to a register and there is nothing else to be looked after.
    #[inline(always)]
    pub(crate) fn is_plain_store(self) -> bool {
        self.0 >> 32 == Ret::Store as u64
    }

    /// Whether the result is that of a plain `__init__`.
    #[inline(always)]
    pub(crate) fn is_plain_init(self) -> bool {
        self.0 >> 32 == Ret::Init as u64
    }

    #[inline(always)]
    pub(crate) fn ret(self) -> Ret {
        match (self.0 >> 32) as u8 {
            0 => Ret::Store,
            1 => Ret::Init,
            2 => Ret::ForIter,
            _ => Ret::Exit,
        }
    }
}

/// A function, or a resumable frame, that is running.
pub(crate) struct Activation {
    /// The first register.
    pub base: *mut Value,
    /// The next instruction; up to date whenever control is elsewhere.
    pub pc: *const Instr,
    /// The function, which keeps code and globals alive; unbound for a native frame.
    pub function: Value,
    /// Its code.
    pub code: *const CodeObject,
    /// The module whose globals it uses; kept alive by the function.
    pub module: *const Module,
    /// The resumable frame that runs, or null. Its drive is the last of [`Thread::drives`].
    pub frame: *const Frame,
    /// The snapshot that tracebacks share, once there is one: see [`Activation::set_snapshot`].
    pub snapshot: Option<Ref>,
    /// What happens with the result. With care, if there is a frame or a snapshot.
    pub target: Target,
}

/// Something that runs, or awaits what runs.
#[derive(Clone, Copy)]
pub(crate) struct Caller<'a> {
    /// The function.
    pub function: &'a Function,
    /// The index of its instruction.
    pub pc: usize,
    /// The index of its activation; none for a frame that awaits.
    pub activation: Option<usize>,
    /// The frame, if it awaits.
    pub frame: Option<&'a Frame>,
}

/// A resumable frame that a driver has resumed. There is one activation for all of its chain of awaits.
pub(crate) struct Drive {
    /// The frame that was resumed: the outermost of the chain.
    pub root: *const Frame,
    /// The index of its activation.
    pub activation: usize,
    /// The exception that the driver was handling.
    pub outer_handled: Value,
    /// The thread's depth when the drive began.
    pub depth: usize,
    /// The first register of the stack that is not in use below it.
    pub free: *mut Value,
    /// If an exception was thrown in: the innermost frame of those that were there then and have not ended.
    pub thrown: *const Frame,
    /// If that was a `GeneratorExit`, the exception: what waits is closed, from the innermost frame on.
    pub closing: Value,
}

/// A stack of activations, whose top is found without arithmetic: a vector's would have to be looked up by its
/// length at every call and return.
pub(crate) struct Activations {
    first: *mut Activation,
    /// One past the top.
    next: *mut Activation,
    end: *mut Activation,
}

impl Default for Activations {
    fn default() -> Self {
        let first = NonNull::dangling().as_ptr();
        Self { first, next: first, end: first }
    }
}

impl Activations {
    /// The same as a vector, which must not be dropped as well.
    fn as_vec(&self) -> ManuallyDrop<Vec<Activation>> {
        let capacity = (self.end as usize - self.first as usize) / size_of::<Activation>();
        // SAFETY: the memory came from a vector of this capacity; so many are written.
        ManuallyDrop::new(unsafe { Vec::from_raw_parts(self.first, self.len(), capacity) })
    }

    /// Pushes an activation, written in place.
    #[inline(always)]
    pub(crate) fn push(&mut self, activation: Activation) {
        if self.next == self.end {
            self.grow();
        }
        let Activation { base, pc, function, code, module, frame, snapshot, target } = activation;
        let slot = self.next;
        // SAFETY: there is room for one more, which is whole once written. Field by field, because the whole
        // would be copied in pairs of words that have just been written apart, and waited for.
        unsafe {
            (&raw mut (*slot).base).write(base);
            (&raw mut (*slot).pc).write(pc);
            (&raw mut (*slot).function).write(function);
            (&raw mut (*slot).code).write(code);
            (&raw mut (*slot).module).write(module);
            (&raw mut (*slot).frame).write(frame);
            (&raw mut (*slot).snapshot).write(snapshot);
            (&raw mut (*slot).target).write(target);
            self.next = slot.add(1);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let mut all = self.as_vec();
        let len = all.len();
        all.reserve(len.max(64));
        self.first = all.as_mut_ptr();
        self.next = self.first.wrapping_add(len);
        self.end = self.first.wrapping_add(all.capacity());
    }

    /// Pops the top.
    #[inline(always)]
    pub(crate) fn pop(&mut self) -> Option<Activation> {
        if self.next == self.first {
            return None;
        }
        // SAFETY: there is a top, which is given away once.
        unsafe {
            self.next = self.next.sub(1);
            Some(self.next.read())
        }
    }
}

impl Deref for Activations {
    type Target = [Activation];

    fn deref(&self) -> &[Activation] {
        let len = (self.next as usize - self.first as usize) / size_of::<Activation>();
        // SAFETY: so many are written.
        unsafe { std::slice::from_raw_parts(self.first, len) }
    }
}

impl DerefMut for Activations {
    fn deref_mut(&mut self) -> &mut [Activation] {
        let len = self.len();
        // SAFETY: as in `deref`.
        unsafe { std::slice::from_raw_parts_mut(self.first, len) }
    }
}

impl Drop for Activations {
    fn drop(&mut self) {
        drop(ManuallyDrop::into_inner(self.as_vec()));
    }
}

/// See the module's page.
pub(crate) struct Thread {
    /// The registers. Those above the windows of what is active hold no references (nor do they before
    /// their first use: memory of zeros is unbound values), so that a call need not write them.
    stack: *mut Value,
    /// One past its last register.
    end: *mut Value,
    pub activations: Activations,
    /// What is being driven, innermost last.
    pub drives: Vec<Drive>,
    /// The exception that is being handled, or `None`.
    pub handled: Value,
    /// Calls of Rust within Rust.
    pub native_depth: usize,
    /// Levels of data that Rust is in: nested containers that are shown or compared.
    pub data_depth: usize,
    /// Activations and awaits below the running one, for the recursion limit.
    pub depth: usize,
    /// How often a frame was put on the stack or asked what it awaits: what driving costs. (Not as wide as
    /// `depth`: the two would be counted up as one wide word, which waits for what was written as two.)
    pub frames_touched: u32,
    /// How often the counter was filled.
    pub refuels: u32,
    /// Counts down to the next look at interrupts and limits.
    pub fuel: i32,
    /// What the counter was filled with last.
    pub filled: i32,
    /// How often in a row the thread went on though another was ready.
    pub looks: u32,
    /// Whether it is to end without running anything more: no handler is entered.
    pub dying: bool,
}

impl Default for Thread {
    fn default() -> Self {
        let memory = stack_memory();
        // SAFETY: the layout is not empty.
        let stack = unsafe { alloc_zeroed(memory) }.cast::<Value>();
        if stack.is_null() {
            handle_alloc_error(memory);
        }
        let end = stack.wrapping_add(STACK_REGISTERS);
        let mut thread = Self::absent();
        (thread.stack, thread.end) = (stack, end);
        thread
    }
}

impl Thread {
    /// What stands in the machine for a thread while none runs: nothing can run on it.
    pub(crate) fn absent() -> Self {
        Self {
            stack: std::ptr::null_mut(),
            end: std::ptr::null_mut(),
            activations: Activations::default(),
            drives: Vec::new(),
            handled: Value::None,
            native_depth: 0,
            data_depth: 0,
            depth: 0,
            frames_touched: 0,
            refuels: 0,
            fuel: crate::limits::FUEL,
            filled: crate::limits::FUEL,
            looks: 0,
            dying: false,
        }
    }
}

fn stack_memory() -> Layout {
    Layout::array::<Value>(STACK_REGISTERS).unwrap_or(Layout::new::<Value>())
}

impl Drop for Thread {
    fn drop(&mut self) {
        // Registers of activations that never ended (an engine dropped in the middle) stay as they are.
        if self.stack.is_null() {
            return;
        }
        // SAFETY: allocated in `default` with the same layout.
        unsafe { dealloc(self.stack.cast(), stack_memory()) };
    }
}

impl Thread {
    /// The first register that no activation uses.
    #[inline(always)]
    pub(crate) fn free(&self) -> *mut Value {
        match self.activations.last() {
            None => self.stack,
            Some(top) if top.frame.is_null() => top.end(),
            Some(_) => self.drives.last().map_or(self.stack, |d| d.free),
        }
    }

    /// The code that runs, and what has called or awaits it: the innermost first, each with the index of
    /// its instruction.
    pub(crate) fn callers(&self) -> Vec<Caller<'_>> {
        let mut callers = Vec::new();
        for (index, activation) in self.activations.iter().enumerate().rev() {
            if let Some(function) = activation.function.get::<Function>() {
                let pc = activation.current();
                callers.push(Caller { function, pc, activation: Some(index), frame: None });
            }
            // SAFETY: a frame that runs, and the frames that await it, are alive.
            let mut awaiter = unsafe { activation.frame.as_ref() }.map(Frame::awaiter);
            // SAFETY: as above.
            while let Some(frame) = awaiter.and_then(|at| unsafe { at.as_ref() }) {
                if let Some(function) = frame.function() {
                    let pc = (frame.pc.get() as usize).saturating_sub(1);
                    callers.push(Caller { function, pc, activation: None, frame: Some(frame) });
                }
                awaiter = Some(frame.awaiter());
            }
        }
        callers
    }

    /// Whether `count` registers fit from `base` on.
    #[inline(always)]
    pub(crate) fn has_room(&self, base: *mut Value, count: usize) -> bool {
        base.wrapping_add(count) <= self.end
    }

    /// Moves arguments of a call out of the registers of a resumable frame, to where the callee's `room` registers can
    /// be; null, and nothing has been moved, if there is not so much.
    #[inline(always)]
    pub(crate) fn move_to_stack(
        &mut self,
        from: *mut Value,
        count: usize,
        room: usize,
    ) -> *mut Value {
        debug_assert!(count <= room);
        let base = self.free();
        if !self.has_room(base, room) {
            return std::ptr::null_mut();
        }
        for k in 0..count {
            // SAFETY: there is room, which holds no references; what is read is left unbound.
            unsafe { base.add(k).write(from.add(k).replace(Value::Unbound)) };
        }
        base
    }

    /// Pushes a drive, written in place for the reason that [`Activations::push`] has.
    #[inline(always)]
    pub(crate) fn push_drive(&mut self, drive: Drive) {
        let drives = &mut self.drives;
        if drives.len() == drives.capacity() {
            drives.reserve(64);
        }
        let Drive { root, activation, outer_handled, depth, free, thrown, closing } = drive;
        // SAFETY: there is room for one more, which is whole once written.
        unsafe {
            let slot = drives.as_mut_ptr().add(drives.len());
            (&raw mut (*slot).root).write(root);
            (&raw mut (*slot).activation).write(activation);
            (&raw mut (*slot).outer_handled).write(outer_handled);
            (&raw mut (*slot).depth).write(depth);
            (&raw mut (*slot).free).write(free);
            (&raw mut (*slot).thrown).write(thrown);
            (&raw mut (*slot).closing).write(closing);
            drives.set_len(drives.len() + 1);
        }
    }

    /// Pops a drive, of which there is one; gives the exception that its driver was handling, and the depth when it
    /// began.
    #[inline(always)]
    pub(crate) fn pop_drive(&mut self) -> (Value, usize) {
        debug_assert!(!self.drives.is_empty());
        // SAFETY: there is a last one, of which each field is taken once.
        unsafe {
            let last = self.drives.len() - 1;
            self.drives.set_len(last);
            let drive = self.drives.as_mut_ptr().add(last);
            drop(std::ptr::read(&raw const (*drive).closing));
            (std::ptr::read(&raw const (*drive).outer_handled), (*drive).depth)
        }
    }

    /// Takes the exception that is being handled; `next` is handled now. Mostly there is neither, which is known by
    /// the tag alone.
    #[inline(always)]
    pub(crate) fn swap_handled(&mut self, next: Value) -> Value {
        if self.handled.is_none() && next.is_none() {
            return Value::None;
        }
        std::mem::replace(&mut self.handled, next)
    }

    /// Pops an activation without a snapshot.
    #[inline(always)]
    pub(crate) fn pop_plain(&mut self) {
        let top = self.top();
        debug_assert!(top.snapshot.is_none());
        let function = std::mem::take(&mut top.function);
        // What is left of it needs no destruction.
        // SAFETY: there is a top.
        self.activations.next = unsafe { self.activations.next.sub(1) };
        drop(function);
    }

    /// Pops the activation of a plain call of a function.
    #[inline(always)]
    pub(crate) fn pop_call(&mut self) {
        let top = self.top();
        debug_assert!(top.snapshot.is_none() && top.function.is::<Function>());
        // SAFETY: what is popped is not looked at again; a plain call is of a function.
        let function = unsafe {
            let function = std::ptr::read(&raw const top.function);
            self.activations.next = self.activations.next.sub(1);
            match function {
                Value::Obj(function) => function,
                _ => std::hint::unreachable_unchecked(),
            }
        };
        drop(function);
    }

    /// The activation that runs, or called what runs.
    #[inline(always)]
    pub(crate) fn top(&mut self) -> &mut Activation {
        debug_assert!(!self.activations.is_empty());
        // SAFETY: only called while something is active: by dispatch, and by what dispatch calls.
        unsafe { &mut *self.activations.next.sub(1) }
    }
}

impl Activation {
    /// Notes the snapshot that tracebacks share.
    pub(crate) fn set_snapshot(&mut self, snapshot: Ref) {
        self.snapshot = Some(snapshot);
        self.target = self.target.with_care();
    }

    /// Its code.
    #[inline(always)]
    pub(crate) fn code(&self) -> &CodeObject {
        // SAFETY: `function` keeps the code alive.
        unsafe { &*self.code }
    }

    /// Its function.
    #[inline(always)]
    pub(crate) fn function(&self) -> &Function {
        // SAFETY: an activation that runs code has the function of that code.
        unsafe { self.function.as_ref().unwrap_unchecked().get_unchecked() }
    }

    /// The module whose globals it uses.
    #[inline(always)]
    pub(crate) fn module(&self) -> &Module {
        // SAFETY: an activation that runs code has the module of its function.
        unsafe { &*self.module }
    }

    /// The end of a plain activation's window.
    pub(crate) fn end(&self) -> *mut Value {
        self.base.wrapping_add(self.code().code.n_regs as usize)
    }

    /// The namespace that the body of a class fills; unbound for any other code. It is in a register before the
    /// others: behind them are the windows of what the body calls.
    pub(crate) fn names(&self) -> Value {
        if self.code().code.kind != CodeKind::Class {
            return Value::Unbound;
        }
        // SAFETY: `start_call` has written the register before a class body's others.
        unsafe { (*self.base.sub(1)).clone() }
    }

    /// Sets the namespace of a class's body.
    pub(crate) fn set_names(&self, names: Value) {
        debug_assert!(self.code().code.kind == CodeKind::Class);
        // SAFETY: as in `names`.
        drop(std::mem::replace(unsafe { &mut *self.base.sub(1) }, names));
    }

    /// The index of the instruction that runs: the one before the next.
    #[inline]
    pub(crate) fn current(&self) -> usize {
        let first = self.code().instrs.as_ptr();
        ((self.pc as usize - first as usize) / size_of::<Instr>()).saturating_sub(1)
    }

    /// Register `index`.
    ///
    /// # Safety
    /// The index is below the code's number of registers, and no other borrow of the register is alive.
    #[inline(always)]
    #[expect(
        clippy::mut_from_ref,
        reason = "registers are raw memory that the activation only names"
    )]
    pub(crate) unsafe fn register(&self, index: u16) -> &mut Value {
        // SAFETY: the caller's word.
        unsafe { &mut *self.base.add(index as usize) }
    }

    /// What the locals hold now.
    pub(crate) fn locals(&self) -> Vec<Value> {
        let count = self.code().n_locals;
        // SAFETY: locals are registers; each is borrowed for as long as it is copied.
        (0..count).map(|index| unsafe { self.register(index) }.clone()).collect()
    }

    /// Puts the next instruction at `index`.
    pub(crate) fn go_to(&mut self, index: usize) {
        self.pc = &raw const self.code().instrs[index];
    }
}
