//! The operations of calls, functions, classes, attributes and imports.
#![allow(unsafe_code, reason = "arguments lie in the raw registers that become the callee's")]

use std::hint::cold_path;

use ouro_bytecode::{Capture, CodeKind, Instr};

use super::window::{Fetched, opaque};
use super::{Done, Flow, Regs};
use crate::calls::Entered;
use crate::cells::ValueCell;
use crate::classes::with_first;
use crate::exceptions::Exc;
use crate::intern::{Sym, names};
use crate::native::Keyword;
use crate::objects::{
    BoundMethod, Cache, Class, CodeObject, Dict, Frame, FrameKind, Function, Instance, List,
    Native, PlainInit, StaticMethod, Str, Super, Tuple,
};
use crate::suspend::{Event, Halt, Resume};
use crate::thread::Ret;
use crate::types::Type;
use crate::value::{Ref, Value};
use crate::vm::{R, Vm};

impl Vm {
    pub(super) fn op_call(&mut self, i: Instr, regs: Regs) -> Done {
        self.thread.fuel -= 1;
        if self.thread.fuel < 0 {
            self.refuel()?;
        }
        let mut first = i.a + 1;
        let mut count = i.b;
        if i.x != 0 {
            if regs.get(first).is_unbound() {
                first += 1;
            } else {
                count += 1;
            }
        }
        if i.c == 0
            && let Some(function) = regs.get(i.a).get::<Function>()
        {
            let code = function.code();
            if code.simple && count == code.n_params {
                return self.call_simple(i, regs, code, first);
            }
        }
        self.call_general(i, regs, first, count as usize)
    }

    /// The commonest call, of a plain function with as many arguments as it has parameters: on the spot. False: it
    /// is another call, or there is something to be looked after.
    #[inline(always)]
    pub(super) fn call_plain(&mut self, i: Fetched, regs: Regs, pc: *const Instr) -> bool {
        let place = opaque(regs.at(i.a())).cast_mut();
        // SAFETY: a register, which nothing writes here.
        let Value::Obj(callee) = (unsafe { &*place }) else { return false };
        let Some(function) = callee.get::<Function>() else { return false };
        let code = function.code();
        // The arguments lie behind the callee; a receiver, or an empty place for one, before them.
        let mut base = place.wrapping_add(1);
        let mut count = u32::from(i.b());
        if i.x() != 0 {
            // SAFETY: as above.
            if unsafe { &*base }.is_unbound() {
                base = base.wrapping_add(1);
            } else {
                count += 1;
            }
        }
        let thread = &mut self.thread;
        if count != code.plain_params || thread.fuel <= 0 || thread.depth >= self.limits.recursion {
            return false;
        }
        if !thread.top().frame.is_null() {
            base = thread.move_to_stack(base, count as usize, code.n_regs as usize + 1);
            if base.is_null() {
                return false;
            }
        } else if !thread.has_room(base, code.n_regs as usize + 1) {
            cold_path();
            return false;
        }
        thread.fuel -= 1;
        thread.top().pc = pc;
        let code = std::ptr::from_ref(code);
        // SAFETY: the register, which holds an object, is left empty.
        let function = unsafe {
            let Value::Obj(function) = place.replace(Value::Unbound) else {
                std::hint::unreachable_unchecked()
            };
            function
        };
        // SAFETY: the function, which moves into the activation, keeps the code alive.
        self.push_activation(function, unsafe { &*code }, base, Ret::Store, i.a());
        true
    }

    /// A call whose arguments are just the parameters: they become the first registers of the callee,
    /// where they lie.
    fn call_simple(&mut self, i: Instr, regs: Regs, code: &CodeObject, first: u16) -> Done {
        let code: *const CodeObject = code;
        // SAFETY: the function, moved out of its register below, keeps the code alive.
        let code = unsafe { &*code };
        let count = code.n_params as usize;
        if let Some(kind) = FrameKind::of(code.code.kind) {
            // The call that makes the frame counts as one, as in CPython: what can't be resumed is not made.
            if self.thread.depth >= self.depth_limit() {
                return Err(self.too_deep(""));
            }
            let Value::Obj(function) = regs.take(i.a) else { return Ok(Flow::Next) };
            let arguments = regs.row(first, count);
            let frame = self.new_frame(function, kind, code, arguments);
            regs.set(i.a, Value::Obj(frame));
            return Ok(Flow::Next);
        }
        let mut base = regs.at(first);
        if !self.thread.top().frame.is_null() {
            base = self.thread.free();
        }
        self.make_room(base, code)?;
        if base != regs.at(first) {
            for k in 0..count {
                // SAFETY: there is room at `base`, and no value in it.
                unsafe { base.add(k).write(regs.take(first + k as u16)) };
            }
        }
        let Value::Obj(function) = regs.take(i.a) else { return Ok(Flow::Next) };
        match self.enter_bound(function, code, base, Ret::Store, i.a)? {
            Entered::Pushed => Ok(Flow::Reload),
            Entered::Done(value) => {
                regs.set(i.a, value);
                Ok(Flow::Next)
            }
        }
    }

    fn call_general(&mut self, i: Instr, regs: Regs, first: u16, count: usize) -> Done {
        let callee = regs.take(i.a);
        let row = regs.row(first, count);
        if i.c == 0 {
            if let Some(native) = callee.get::<Native>()
                && native.receiver.is_unbound()
            {
                let result = match self.call_directly(native, row) {
                    Some(result) if native.class.is_unbound() => result,
                    Some(result) => self.check_receiver(native, row, result),
                    None => self.call_native(native, row, &[]),
                };
                row.iter_mut().rev().for_each(|v| drop(std::mem::take(v)));
                drop(callee);
                regs.set(i.a, result?);
                return Ok(Flow::Next);
            }
            if callee.is::<Class>() {
                return self.call_class_op(i, regs, callee, row);
            }
        }
        let keys = self.named(i, regs, row)?;
        let args = &row[..count - keys.len()];
        let entered = self.start_call(&callee, args, &keys, Ret::Store, i.a);
        drop(keys);
        let give_up = |v: &mut Value| drop(std::mem::take(v));
        // Arguments that were not taken die from the last on.
        match entered {
            Ok(_) => row.iter_mut().rev().for_each(give_up),
            Err(_) => row.iter_mut().for_each(give_up),
        }
        match entered? {
            Entered::Pushed => Ok(Flow::Reload),
            Entered::Done(value) => {
                drop(callee);
                regs.set(i.a, value);
                Ok(Flow::Next)
            }
        }
    }

    /// Calls a native function that is bound to nothing, where its arguments fit as they are or but for
    /// defaults.
    #[inline]
    fn call_directly(&mut self, native: &Native, row: &[Value]) -> Option<R> {
        let signature = native.signature.get()?;
        // `__new__`, which is a class's own function, looks at its first argument first.
        if native.module.is::<Class>()
            || row.first().is_some_and(|first| first.is::<Instance>() || first.is::<Class>())
        {
            return None;
        }
        if signature.fits(row.len()) {
            return Some((native.def.function)(self, row));
        }
        signature.call_short(self, native.def.function, row)
    }

    /// The keyword arguments of a call, from the names in its constant and the values at the row's end.
    fn named(&mut self, i: Instr, regs: Regs, row: &[Value]) -> R<Vec<Keyword>> {
        let Some(at) = (i.c as usize).checked_sub(1) else { return Ok(Vec::new()) };
        let constant = regs.code().consts[at].clone();
        let Some(Tuple(names)) = constant.get() else { return Ok(Vec::new()) };
        let values = &row[row.len() - names.len()..];
        Ok(names.iter().zip(values).map(|(n, v)| (self.sym_of(n), v.clone())).collect())
    }

    /// The symbol of a string.
    pub(crate) fn sym_of(&self, name: &Value) -> Sym {
        match name.get::<Str>().and_then(Str::as_str) {
            Some(text) => self.intern(text),
            None => self.intern(""),
        }
    }

    /// A call of a class: one of a script whose `__init__` is plain gets its activation at once.
    fn call_class_op(&mut self, i: Instr, regs: Regs, class: Value, row: &mut [Value]) -> Done {
        if let Some(payload) = class.get::<Class>()
            && let Some(init) = self.plain_init(payload)
            // SAFETY: it was one when it was found.
            && let code = unsafe { init.get_unchecked::<Function>() }.code()
            && row.len() + 1 == code.plain_params as usize
        {
            let code = std::ptr::from_ref(code);
            // SAFETY: the function, which moves into the activation, keeps the code alive.
            let code = unsafe { &*code };
            let base = self.thread.free();
            self.make_room(base, code)?;
            let instance = crate::classes::plain_instance(&class, payload);
            // SAFETY: there is room at `base`, and no value in it.
            unsafe {
                base.write(instance.clone());
                for (k, argument) in row.iter_mut().enumerate() {
                    base.add(k + 1).write(std::mem::take(argument));
                }
            }
            regs.set(i.a, instance);
            self.push_activation(init, code, base, Ret::Init, i.a);
            return Ok(Flow::Reload);
        }
        if let Some(payload) = class.get::<Class>()
            && is_plain(payload)
            && self.class_lookup(payload, names::NEW).is_unbound()
        {
            let init = self.class_lookup(payload, names::INIT);
            if let Some(function) = init.get::<Function>()
                && function.code().code.kind == CodeKind::Function
            {
                let instance = crate::classes::plain_instance(&class, payload);
                let base = self.thread.free();
                self.make_room(base, function.code())?;
                let args: Vec<Value> = std::iter::once(instance.clone())
                    .chain(row.iter_mut().map(std::mem::take))
                    .collect();
                // SAFETY: there is room at `base`, and no value in it.
                unsafe { self.bind_arguments(function, base, &args, &[])? };
                drop(args);
                regs.set(i.a, instance);
                let Value::Obj(object) = &init else { return Ok(Flow::Next) };
                self.enter_bound(object.clone(), function.code(), base, Ret::Init, i.a)?;
                return Ok(Flow::Reload);
            }
        }
        let maker = class.get::<Class>().map(|payload| payload.maker.get()).unwrap_or_default();
        let result = match maker.get::<Native>() {
            Some(maker) => with_first(&class, row, |all| self.call_native(maker, all, &[])),
            None => self.call_class(&class, row, &[]),
        };
        row.iter_mut().rev().for_each(|v| drop(std::mem::take(v)));
        drop(class);
        regs.set(i.a, result?);
        Ok(Flow::Next)
    }

    /// The `__init__` of a class whose instances are made by that alone, if it is a function of a script. Remembered by
    /// the class for an epoch of types.
    fn plain_init(&mut self, class: &Class) -> Option<Ref> {
        let known = class.plain_init.get();
        if known.epoch != self.epoch {
            let init = match is_plain(class) && self.class_lookup(class, names::NEW).is_unbound() {
                true => self.class_lookup(class, names::INIT),
                false => Value::Unbound,
            };
            let address = match &init {
                Value::Obj(init) if init.is::<Function>() => init.address(),
                _ => 0,
            };
            class.plain_init.set(PlainInit { epoch: self.epoch, address });
        }
        let address = class.plain_init.get().address;
        // SAFETY: the class, or one before it, holds the function while the epoch stands.
        (address != 0).then(|| unsafe { borrowed(address) })
    }

    pub(super) fn op_call_star(&mut self, i: Instr, regs: Regs) -> Done {
        let callee = regs.take(i.a);
        let (star, keywords) = (regs.take(i.a + 1), regs.take(i.a + 2));
        if self.try_iter(&star)?.is_none() {
            let message = format!(
                "{} argument after * must be an iterable, not {}",
                self.callee_name(&callee),
                self.type_name(&star)
            );
            return Err(self.raise(Exc::TypeError, &message));
        }
        let args = self.collect(&star)?;
        drop(star);
        let keys = match keywords.get::<Dict>() {
            Some(dict) => self.keywords_of(dict)?,
            None => Vec::new(),
        };
        drop(keywords);
        let entered = self.start_call(&callee, &args, &keys, Ret::Store, i.a)?;
        drop((args, keys));
        match entered {
            Entered::Pushed => Ok(Flow::Reload),
            Entered::Done(value) => {
                drop(callee);
                regs.set(i.a, value);
                Ok(Flow::Next)
            }
        }
    }

    pub(super) fn op_super(&mut self, i: Instr, regs: Regs) -> Done {
        let callee = regs.take(i.a);
        if !callee.is_same(&self.types[Type::Super as usize]) {
            let result = self.call(&callee, &[])?;
            regs.set(i.a, result);
            return Ok(Flow::Next);
        }
        let cell = self.thread.top().function().closure[i.c as usize].clone();
        let class = cell.get::<crate::objects::Cell>().map(|c| c.0.get()).unwrap_or_default();
        if class.is_unbound() {
            return Err(self.raise(Exc::RuntimeError, "super(): empty __class__ cell"));
        }
        let receiver = regs.get(i.b).clone();
        if receiver.is_unbound() {
            return Err(self.raise(Exc::RuntimeError, "super(): arg[0] deleted"));
        }
        let result = self.new_super(class, receiver)?;
        regs.set(i.a, result);
        Ok(Flow::Next)
    }

    /// `super(class, receiver)`
    ///
    /// # Errors
    /// `TypeError` for a receiver that is no instance or subclass.
    pub fn new_super(&mut self, class: Value, receiver: Value) -> R {
        let start = if receiver.is::<Class>() && self.is_subclass(&receiver, &class) {
            receiver.clone()
        } else if self.is_instance(&receiver, &class) {
            self.class_of(&receiver)
        } else {
            let message = "super(type, obj): obj must be an instance or subtype of type";
            return Err(self.raise(Exc::TypeError, message));
        };
        Ok(Value::new(Super { class, receiver, start }))
    }

    pub(super) fn op_make_function(&mut self, i: Instr, regs: Regs) -> Done {
        let constant = regs.code().consts[i.b as usize].clone();
        let Value::Obj(code) = constant else { return Ok(Flow::Next) };
        let mut at = i.c;
        let mut part = |bit: u8| {
            if i.x & bit == 0 {
                return Value::Unbound;
            }
            at += 1;
            regs.take(at - 1)
        };
        let (defaults, kw_defaults, annotations) = (part(1), part(2), part(4));
        let Some(payload) = code.get::<CodeObject>() else { return Ok(Flow::Next) };
        let top = self.thread.top();
        let closure = payload
            .code
            .captures
            .iter()
            .map(|capture| match capture {
                Capture::Local(register) => regs.get(*register).clone(),
                Capture::Free(index) => top.function().closure[*index as usize].clone(),
            })
            .collect();
        let globals = top.function().globals.clone();
        let function = Function {
            globals,
            closure,
            defaults: ValueCell::new(defaults),
            kw_defaults: ValueCell::new(kw_defaults),
            name: ValueCell::new(payload.texts[0].clone()),
            qualname: ValueCell::new(payload.texts[1].clone()),
            doc: ValueCell::new(payload.texts[2].clone()),
            annotations: ValueCell::new(annotations),
            attributes: Default::default(),
            code: code.clone(),
        };
        regs.set(i.a, Value::new(function));
        Ok(Flow::Next)
    }

    pub(super) fn op_build_class(&mut self, i: Instr, regs: Regs) -> Done {
        let (body, name) = (regs.take(i.a), regs.take(i.a + 1));
        let (bases, keys) = if i.x == 1 {
            let bases = regs.take(i.a + 2).get::<List>().map(List::to_vec).unwrap_or_default();
            let keywords = regs.take(i.a + 3);
            let keys = match keywords.get::<Dict>() {
                Some(dict) => self.keywords_of(dict)?,
                None => Vec::new(),
            };
            (bases, keys)
        } else {
            let row = regs.row(i.a + 2, i.b as usize);
            let keys = self.named(i, regs, row)?;
            let mut bases: Vec<Value> = row.iter_mut().map(std::mem::take).collect();
            bases.truncate(row.len() - keys.len());
            (bases, keys)
        };
        let class = self.run_class_body(&body, &name, &bases, &keys)?;
        regs.set(i.a, class);
        Ok(Flow::Next)
    }

    fn run_class_body(
        &mut self,
        body: &Value,
        name: &Value,
        bases: &[Value],
        keys: &[Keyword],
    ) -> R {
        let plan = self.plan_class(name, bases, keys)?;
        let namespace = match plan.prepared() {
            Some(mapping) => mapping.clone(),
            None => self.new_module(self.sym_of(name), false),
        };
        let cell = self.deeper("", |vm| {
            match vm.start_call(body, &[], &[], Ret::Exit, 0)? {
                Entered::Done(value) => return Ok(value),
                Entered::Pushed => vm.thread.top().set_names(namespace.clone()),
            }
            match vm.run() {
                Halt::Returned(value) => Ok(value),
                Halt::Raised(raised) => Err(raised),
                Halt::Yielded(_) | Halt::Item(_) => Ok(Value::None),
            }
        })?;
        self.finish_class(name, plan, &namespace, &cell)
    }

    /// Ends a plain call, on the spot: gives up what it holds and takes it off the stack. Says where its result goes.
    #[inline(always)]
    pub(super) fn leave_call(&mut self, regs: Regs) -> *mut Value {
        // From the last register, so that the first dies first.
        let (live, all) = (regs.code().n_live, regs.code().n_regs);
        debug_assert!((live..all).all(|i| !matches!(regs.get(i), Value::Obj(_))));
        let mut slot = opaque(regs.at(live)).cast_mut();
        while slot != regs.base {
            slot = slot.wrapping_sub(1);
            // SAFETY: registers of the activation that ends here.
            let slot = unsafe { &mut *slot };
            if let Value::Obj(_) = slot {
                drop(std::mem::take(slot));
            }
        }
        let dst = self.thread.top().target.dst();
        self.thread.depth -= 1;
        self.thread.pop_call();
        self.thread.top().base.wrapping_add(dst as usize)
    }

    /// A `for` loop over a generator: its next stretch runs on top of the loop's activation.
    pub(super) fn drive_loop(&mut self, frame: &Frame, i: Instr) -> Done {
        if frame.kind() != FrameKind::Generator {
            return Err(self.raise(Exc::TypeError, "not an iterator"));
        }
        if self.thread.depth >= self.depth_limit() {
            crate::suspend::end_unentered(frame);
            return Err(self.too_deep(""));
        }
        match self.push_frame(frame, Resume::Send(Value::None), Ret::ForIter, i.a) {
            Ok(how) => Ok(Flow::End(Event::Enter(how))),
            Err(Halt::Raised(raised)) => Err(raised),
            Err(_) => {
                self.end_loop();
                Ok(Flow::Reload)
            }
        }
    }

    // Attributes.

    #[inline]
    pub(super) fn op_get_attr(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.c as usize];
        let value = regs.get(i.b);
        if let Some(instance) = value.get::<Instance>()
            && let Some(cache) = site.find(u64::from(instance.shape.get()), self.epoch)
        {
            let found = instance.slots.get(cache.slot as usize);
            if !found.is_unbound() {
                regs.done(i.b);
                regs.set(i.a, found);
                return Ok(Flow::Next);
            }
        }
        self.get_attr_slow(i, regs)
    }

    #[inline(never)]
    fn get_attr_slow(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.c as usize];
        let value = regs.get(i.b);
        if value.is_unbound() && i.b < regs.code().n_locals {
            return Err(self.unbound_local(i.b));
        }
        if let Some(instance) = value.get::<Instance>() {
            self.fill_attr_cache(instance, site);
        }
        let found = self.get_attr(value, site.name)?;
        regs.done(i.b);
        regs.set(i.a, found);
        Ok(Flow::Next)
    }

    /// Remembers where an instance's own attribute lies, if nothing of its class comes before it.
    fn fill_attr_cache(&mut self, instance: &Instance, site: &crate::objects::Site) {
        let class = instance.class.get();
        let Some(payload) = class.get::<Class>() else { return };
        if self.hooks(payload).getattribute || !self.class_lookup(payload, site.name).is_unbound() {
            return;
        }
        if let Some(slot) = self.shapes.find(instance.shape.get(), site.name) {
            let key = u64::from(instance.shape.get());
            site.remember(Cache { key, epoch: self.epoch, slot: slot as u32, found: 0 });
        }
    }

    #[inline]
    pub(super) fn op_set_attr(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.c as usize];
        if let Some(instance) = regs.get(i.a).get::<Instance>()
            && let Some(cache) = site.find(u64::from(instance.shape.get()), self.epoch)
        {
            let new = regs.read(i.b);
            if new.is_unbound() {
                return Err(self.unbound_local(i.b));
            }
            let old = instance.slots.replace(cache.slot as usize, new);
            drop(old);
            regs.done(i.a);
            return Ok(Flow::Next);
        }
        self.set_attr_slow(i, regs)
    }

    #[inline(never)]
    fn set_attr_slow(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.c as usize];
        for index in [i.a, i.b] {
            if regs.get(index).is_unbound() && index < regs.code().n_locals {
                return Err(self.unbound_local(index));
            }
        }
        let new = regs.get(i.b).clone();
        let value = regs.get(i.a);
        self.set_attr(value, site.name, new)?;
        if let Some(instance) = value.get::<Instance>() {
            let class = instance.class.get();
            let plain = class
                .get::<Class>()
                .is_some_and(|c| !(self.hooks(c).setattr || c.slotted && c.is_heap()));
            if plain {
                self.fill_attr_cache(instance, site);
            }
        }
        regs.done(i.b);
        regs.done(i.a);
        Ok(Flow::Next)
    }

    pub(super) fn op_del_attr(&mut self, i: Instr, regs: Regs) -> Done {
        let name = regs.code().sites[i.c as usize].name;
        let value = regs.get(i.a);
        self.set_attr(value, name, Value::Unbound)?;
        regs.done(i.a);
        Ok(Flow::Next)
    }

    #[inline]
    pub(super) fn op_load_method(&mut self, i: Instr, regs: Regs) -> Done {
        let site = &regs.code().sites[i.c as usize];
        let receiver = regs.read(i.b);
        let Value::Obj(object) = &receiver else {
            return self.load_method_slow(i, regs, receiver);
        };
        let key = match object.get::<Instance>() {
            Some(instance) => u64::from(instance.shape.get()),
            None => std::ptr::from_ref(object.layout()) as u64,
        };
        if let Some(cache) = site.find(key, self.epoch)
            && cache.found != 0
        {
            // SAFETY: the class holds the function while the epoch stands.
            let function = unsafe { borrowed(cache.found) };
            regs.set(i.a, Value::Obj(function));
            regs.set(i.a + 1, receiver);
            return Ok(Flow::Next);
        }
        self.load_method_slow(i, regs, receiver)
    }

    #[inline(never)]
    fn load_method_slow(&mut self, i: Instr, regs: Regs, receiver: Value) -> Done {
        let site = &regs.code().sites[i.c as usize];
        if receiver.is_unbound() {
            return Err(self.unbound_local(i.b));
        }
        if let Some(method) = self.find_method(&receiver, site.name) {
            self.fill_method_cache(&receiver, &method, site);
            regs.set(i.a, method);
            regs.set(i.a + 1, receiver);
            return Ok(Flow::Next);
        }
        if let Some((function, first)) = receiver.get().and_then(|s| super_method(s, site.name)) {
            regs.set(i.a, function);
            regs.set(i.a + 1, first);
            drop(receiver);
            return Ok(Flow::Next);
        }
        let found = self.get_attr(&receiver, site.name)?;
        drop(receiver);
        match found.get::<BoundMethod>() {
            Some(method) => {
                let (function, receiver) = (method.function.clone(), method.receiver.clone());
                regs.set(i.a, function);
                regs.set(i.a + 1, receiver);
            }
            None => {
                regs.set(i.a, found);
                regs.set(i.a + 1, Value::Unbound);
            }
        }
        Ok(Flow::Next)
    }

    fn fill_method_cache(&mut self, receiver: &Value, method: &Value, site: &crate::objects::Site) {
        let (Value::Obj(object), Value::Obj(function)) = (receiver, method) else { return };
        let key = if let Some(instance) = object.get::<Instance>() {
            if self.shapes.has_dict(instance.shape.get()) {
                // Whether its dict has the name, its shape does not say.
                return;
            }
            u64::from(instance.shape.get())
        } else if object.is::<Frame>()
            || object.is::<crate::objects::Exception>()
            || object.is::<crate::objects::Iter>()
            || object.is::<crate::objects::DictView>()
        {
            // One layout, several types.
            return;
        } else {
            std::ptr::from_ref(object.layout()) as u64
        };
        let found = function.address();
        site.remember(Cache { key, epoch: self.epoch, slot: 0, found });
    }
}

/// `super().name` where that is a function of a script, with what it is bound to: the first in the order behind the
/// class that says anything of the name.
fn super_method(found: &Super, name: Sym) -> Option<(Value, Value)> {
    if found.receiver.is::<Class>() || name == names::CLASS {
        return None;
    }
    let order = found.start.get::<Class>()?.mro.get();
    let mut holders = order.get::<Tuple>()?.0.iter().skip_while(|k| !k.is_same(&found.class));
    holders.next()?;
    let says = |holder: &Value| holder.get::<Class>()?.namespace.get(name).bound();
    let function = holders.find_map(says)?;
    function.is::<Function>().then(|| (function, found.receiver.clone()))
}

/// Whether instances of a class are plain, and made as its `__new__` and `__init__` say.
fn is_plain(class: &Class) -> bool {
    class.is_heap()
        && class.metaclass.is_unbound()
        && std::ptr::eq(class.base, &raw const crate::types::OBJECT)
}

/// The reference of an address that a cache remembers.
///
/// # Safety
/// The object at the address is alive.
pub(super) unsafe fn borrowed(address: usize) -> Ref {
    let header = std::ptr::NonNull::new(address as *mut crate::value::Header);
    // SAFETY: the caller's word; the address came from a reference, so it is not null.
    unsafe { Ref::from_borrowed(header.unwrap_unchecked()) }
}

impl Vm {
    /// Whether the top activation is that of an async generator.
    pub(super) fn top_is_async_generator(&mut self) -> bool {
        self.thread.top().code().code.kind == CodeKind::AsyncGenerator
    }

    /// The function that a static method wraps, for those who look into classes.
    #[must_use]
    pub fn unwrap_static(value: &Value) -> Value {
        value.get::<StaticMethod>().map_or_else(|| value.clone(), |s| s.0.clone())
    }
}
