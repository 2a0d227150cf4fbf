//! Calls: from Rust into the language, of natives, and the binding of arguments to parameters.
//!
//! A call that dispatch makes of a script's function never comes through here as Rust recursion: it
//! only uses [`Vm::enter`], which pushes an activation.
#![allow(unsafe_code, reason = "activations are windows on the raw stack of registers")]

use ouro_bytecode::CodeKind;

use crate::binding::Callee;
use crate::classes::with_first;
use crate::exceptions::{Exc, Raised};
use crate::intern::{Sym, names};
use crate::native::{Keyword, Signature};
use crate::objects::{
    BoundMethod, ByteArray, Class, ClassMethod, CodeObject, Dict, Frame, FrameKind, Function,
    GenericAlias, Instance, List, Native, Set, StaticMethod, Tuple,
};
use crate::suspend::Halt;
use crate::text::{and_list, plural};
use crate::thread::{Activation, Ret, Target};
use crate::value::{Ref, Value};
use crate::vm::{R, Vm};

/// What became of a callee that dispatch wants to call.
pub(crate) enum Entered {
    /// An activation was pushed; its result goes where it was told.
    Pushed,
    /// The call is over; this is its result.
    Done(Value),
}

impl Vm {
    /// Calls a value with positional arguments.
    ///
    /// # Errors
    /// What it raises.
    pub fn call(&mut self, callee: &Value, args: &[Value]) -> R {
        self.call_keywords(callee, args, &[])
    }

    /// Calls a value.
    ///
    /// # Errors
    /// What it raises.
    pub fn call_keywords(&mut self, callee: &Value, args: &[Value], keys: &[Keyword]) -> R {
        self.deeper("", |vm| match vm.start_call(callee, args, keys, Ret::Exit, 0)? {
            Entered::Done(value) => Ok(value),
            Entered::Pushed => match vm.run() {
                Halt::Returned(value) => Ok(value),
                Halt::Raised(raised) => Err(raised),
                Halt::Yielded(_) | Halt::Item(_) => {
                    Err(vm.raise(Exc::SystemError, "a call was suspended"))
                }
            },
        })
    }

    /// Starts a call: pushes an activation for a script's plain function, does anything else at once.
    pub(crate) fn start_call(
        &mut self,
        callee: &Value,
        args: &[Value],
        keys: &[Keyword],
        ret: Ret,
        dst: u16,
    ) -> R<Entered> {
        let Value::Obj(object) = callee else { return Err(self.not_callable(callee)) };
        if let Some(function) = object.get::<Function>() {
            let mut base = self.thread.free();
            self.make_room(base, function.code())?;
            if function.code().code.kind == CodeKind::Class {
                // SAFETY: `make_room` has found room for one register more, which is no one's.
                unsafe { base.write(Value::Unbound) };
                base = base.wrapping_add(1);
            }
            // SAFETY: there is room; registers from `free` on are no one's.
            unsafe { self.bind_arguments(function, base, args, keys)? };
            return self.enter_bound(object.clone(), function.code(), base, ret, dst);
        }
        if let Some(method) = object.get::<BoundMethod>() {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(method.receiver.clone());
            all.extend_from_slice(args);
            return self.start_call(&method.function.clone(), &all, keys, ret, dst);
        }
        if let Some(native) = object.get::<Native>() {
            return self.call_native(native, args, keys).map(Entered::Done);
        }
        if object.is::<Class>() {
            return self.call_class(callee, args, keys).map(Entered::Done);
        }
        self.call_other(callee, args, keys).map(Entered::Done)
    }

    fn call_other(&mut self, callee: &Value, args: &[Value], keys: &[Keyword]) -> R {
        if let Some(StaticMethod(function)) = callee.get() {
            let function = function.clone();
            return self.call_keywords(&function, args, keys);
        }
        if let Some(alias) = callee.get::<GenericAlias>()
            && !alias.origin.is_unbound()
        {
            return self.call_keywords(&alias.origin.clone(), args, keys);
        }
        let method = self.lookup_special(callee, names::CALL);
        if method.is_unbound() || callee.is::<ClassMethod>() {
            return Err(self.not_callable(callee));
        }
        self.deeper("", |vm| vm.call_with_self(&method, callee, args, keys))
    }

    #[cold]
    pub(crate) fn not_callable(&mut self, callee: &Value) -> Raised {
        let message = format!("'{}' object is not callable", self.type_name(callee));
        self.raise(Exc::TypeError, &message)
    }

    /// Calls a native function. Methods of built-in types get the value that an instance of a derived
    /// class is around; where they give that back, as in-place operators do, the instance is meant.
    pub(crate) fn call_native(&mut self, native: &Native, args: &[Value], keys: &[Keyword]) -> R {
        let bound = !native.receiver.is_unbound();
        let receiver = if bound {
            Some(&native.receiver)
        } else if native.class.is_unbound() {
            None
        } else {
            args.first()
        };
        let base = receiver.and_then(|r| r.get::<Instance>()).and_then(|i| i.base.get());
        let base = base.filter(|_| !native.takes_instance());
        if !bound && base.is_none() {
            let of_type = !native.class.is_unbound();
            if native.module.is::<Class>() {
                self.check_new_of(native, args.first())?;
            }
            let result = self.call_native_with(native, args, keys, of_type);
            return if of_type { self.check_receiver(native, args, result) } else { result };
        }
        let Some(receiver) = receiver else { return Ok(Value::None) };
        let first = base.map_or_else(|| receiver.clone(), |base| (**base).clone());
        let rest = &args[usize::from(!bound)..];
        let result =
            with_first(&first, rest, |all| self.call_native_with(native, all, keys, true))?;
        let itself = base.is_some() && result.is_same(&first) && is_mutable(&result);
        Ok(if itself { receiver.clone() } else { result })
    }

    /// `__new__` of a built-in type makes instances of that type and of classes derived from it.
    fn check_new_of(&mut self, native: &Native, class: Option<&Value>) -> R<()> {
        if native.def.name != "__new__" || class.is_some_and(|c| c.is_same(&native.module)) {
            return Ok(());
        }
        let name = self.class_name(&native.module);
        let message = match class {
            None => format!("{name}.__new__(): not enough arguments"),
            Some(class) if !class.is::<Class>() => {
                let got = self.type_name(class);
                format!("{name}.__new__(X): X is not a type object ({got})")
            }
            Some(class) if !self.is_subclass(class, &native.module) => {
                let got = self.class_name(class);
                format!("{name}.__new__({got}): {got} is not a subtype of {name}")
            }
            Some(class) => match self.unsafe_new(native, class) {
                Some(safe) => {
                    let got = self.class_name(class);
                    format!("{name}.__new__({got}) is not safe, use {safe}.__new__()")
                }
                None => return Ok(()),
            },
        };
        Err(self.raise(Exc::TypeError, &message))
    }

    /// The class whose own `__new__` has to be used for instances of `class`, where that is another one.
    fn unsafe_new(&mut self, native: &Native, class: &Value) -> Option<String> {
        let used = self.native_new_of(class);
        let found = used.get::<Class>().map(|used| self.class_lookup(used, names::NEW))?;
        let found = found.get().map_or(found.clone(), |StaticMethod(new)| new.clone());
        let other = found.get::<Native>().is_some_and(|new| !std::ptr::eq(new.def, native.def));
        other.then(|| self.class_name(&used))
    }

    /// The first class of the order of look-up whose `__new__` is not a script's.
    pub(crate) fn native_new_of(&mut self, class: &Value) -> Value {
        let mro = class.get::<Class>().map(|class| class.mro.get()).unwrap_or_default();
        let order: &[Value] = mro.get::<Tuple>().map_or(&[], |mro| &mro.0);
        let found = order.iter().find(|&class| {
            let new = class.get::<Class>().map(|class| self.class_lookup(class, names::NEW));
            !new.is_some_and(|new| match new.get::<StaticMethod>() {
                Some(StaticMethod(function)) => function.is::<Function>(),
                None => new.is::<Function>(),
            })
        });
        found.cloned().unwrap_or_default()
    }

    /// A method that fails for a receiver of another type fails because of that.
    #[inline]
    pub(crate) fn check_receiver(&mut self, native: &Native, args: &[Value], result: R) -> R {
        match result {
            Err(_) | Ok(Value::NotImplemented)
                if args.first().is_none_or(|value| !self.is_instance(value, &native.class)) =>
            {
                Err(self.wrong_receiver(native, args.first()))
            }
            result => result,
        }
    }

    fn call_native_with(
        &mut self,
        native: &Native,
        args: &[Value],
        keys: &[Keyword],
        bound: bool,
    ) -> R {
        let def = native.def;
        let signature = native.signature_read(self);
        if keys.is_empty() {
            if signature.fits(args.len()) {
                return (def.function)(self, args);
            }
            if let Some(result) = signature.call_short(self, def.function, args) {
                return result;
            }
        }
        let values = self.bind_native(native, signature, bound, args, keys)?;
        (def.function)(self, &values)
    }

    #[inline(never)]
    fn bind_native(
        &mut self,
        native: &Native,
        signature: &Signature,
        bound: bool,
        args: &[Value],
        keys: &[Keyword],
    ) -> R<Vec<Value>> {
        signature.bind(self, |vm| Callee::of(vm, native, signature, bound), args, keys)
    }

    /// Checks that a call of `code` fits: the stack, and the recursion limit.
    #[inline]
    pub(crate) fn make_room(&mut self, base: *mut Value, code: &CodeObject) -> R<()> {
        if self.thread.depth >= self.depth_limit()
            || !self.thread.has_room(base, code.n_regs as usize + 1)
        {
            return Err(self.too_deep(""));
        }
        Ok(())
    }

    /// Enters a function whose parameters are bound in the window at `base`: an activation, or, for the
    /// kinds that suspend, a new frame.
    pub(crate) fn enter_bound(
        &mut self,
        function: Ref,
        code: &CodeObject,
        base: *mut Value,
        ret: Ret,
        dst: u16,
    ) -> R<Entered> {
        let Some(kind) = FrameKind::of(code.code.kind) else {
            self.push_activation(function, code, base, ret, dst);
            return Ok(Entered::Pushed);
        };
        // SAFETY: parameters lie bound at `base`; they move into the frame.
        let arguments = unsafe { std::slice::from_raw_parts_mut(base, code.n_params as usize) };
        Ok(Entered::Done(Value::Obj(self.new_frame(function, kind, code, arguments))))
    }

    /// A new frame of a function that suspends; takes its arguments, which are bound.
    #[inline]
    pub(crate) fn new_frame(
        &mut self,
        function: Ref,
        kind: FrameKind,
        code: &CodeObject,
        arguments: &mut [Value],
    ) -> Ref {
        let frame = Frame::of_code(function, kind, code.n_regs);
        if let Some(payload) = frame.get::<Frame>() {
            payload.take_arguments(arguments);
        }
        if kind == FrameKind::Coroutine && self.observer.is_some() {
            self.note_coroutine(&Value::Obj(frame.clone()));
        }
        if self.notes_origins && kind == FrameKind::Coroutine {
            self.note_origin(&frame);
        }
        frame
    }

    /// Pushes an activation for a window whose parameters are bound; the other registers are unbound here.
    #[inline(always)]
    pub(crate) fn push_activation(
        &mut self,
        function: Ref,
        code: &CodeObject,
        base: *mut Value,
        ret: Ret,
        dst: u16,
    ) {
        for i in code.n_params as usize..code.n_locals as usize {
            // SAFETY: `make_room` has found room for all registers, and above the windows of what is active
            // nothing has to be dropped.
            unsafe { base.add(i).write(Value::Unbound) };
        }
        debug_assert!((code.n_params..code.n_regs).all(|i| {
            // SAFETY: as above.
            !matches!(unsafe { &*base.add(i as usize) }, Value::Obj(_))
        }));
        // SAFETY: callers pass the function of `code`.
        let module = std::ptr::from_ref(unsafe { function.get_unchecked::<Function>() }.module());
        self.thread.depth += 1;
        self.thread.activations.push(Activation {
            base,
            pc: code.instrs.as_ptr(),
            code: std::ptr::from_ref(code),
            module,
            function: Value::Obj(function),
            frame: std::ptr::null(),
            snapshot: None,
            target: Target::new(ret, dst),
        });
    }

    /// Binds arguments to the parameters of a script's function, in the window at `base`. On an error
    /// nothing is left in the window.
    ///
    /// # Safety
    /// There is room for the function's registers at `base`, none of which holds a value.
    pub(crate) unsafe fn bind_arguments(
        &mut self,
        function: &Function,
        base: *mut Value,
        args: &[Value],
        keys: &[Keyword],
    ) -> R<()> {
        let code = function.code();
        let count = code.n_params as usize;
        for i in 0..count {
            // SAFETY: the caller's word.
            unsafe { base.add(i).write(Value::Unbound) };
        }
        // SAFETY: just written, and no one else's.
        let window = unsafe { std::slice::from_raw_parts_mut(base, count) };
        let result = self.fill(function, code, window, args, keys);
        if result.is_err() {
            window.iter_mut().for_each(|v| drop(std::mem::take(v)));
        }
        result
    }

    fn fill(
        &mut self,
        function: &Function,
        code: &CodeObject,
        window: &mut [Value],
        args: &[Value],
        keys: &[Keyword],
    ) -> R<()> {
        let params = &code.code.params;
        let (positional, keyword_only) = (params.positional as usize, params.keyword_only as usize);
        let named = positional + keyword_only;
        for (slot, arg) in window[..positional].iter_mut().zip(args) {
            *slot = arg.clone();
        }
        if params.var_positional {
            let rest = args.get(positional..).unwrap_or_default().to_vec();
            window[named] = Tuple::value(rest);
        }
        let extra = params.var_keyword.then(Dict::default);
        for (key, value) in keys {
            let first = params.positional_only as usize;
            match code.params[first..named].iter().position(|p| p == key) {
                Some(at) if window[first + at].is_unbound() => window[first + at] = value.clone(),
                Some(_) => return Err(self.given_twice(function, *key)),
                None => match &extra {
                    Some(dict) => {
                        let key = self.interner.value(*key);
                        self.dict_set(dict, key, value.clone())?;
                    }
                    None => return Err(self.unexpected(function, *key, keys)),
                },
            }
        }
        if let (Some(dict), Some(last)) = (extra, window.last_mut()) {
            *last = Value::new(dict);
        }
        if args.len() > positional && !params.var_positional {
            return Err(self.too_many_arguments(function, args.len(), window));
        }
        self.fill_defaults(function, code, window)
    }

    fn fill_defaults(
        &mut self,
        function: &Function,
        code: &CodeObject,
        window: &mut [Value],
    ) -> R<()> {
        let params = &code.code.params;
        let (positional, keyword_only) = (params.positional as usize, params.keyword_only as usize);
        if window[..positional + keyword_only].iter().all(|v| !v.is_unbound()) {
            return Ok(());
        }
        let defaults = function.defaults.get();
        if let Some(Tuple(defaults)) = defaults.get() {
            let first = positional - defaults.len().min(positional);
            for (slot, default) in window[first..positional].iter_mut().zip(defaults) {
                if slot.is_unbound() {
                    *slot = default.clone();
                }
            }
        }
        let missing = |window: &[Value], from: usize, to: usize| -> Vec<Sym> {
            (from..to).filter(|&i| window[i].is_unbound()).map(|i| code.params[i]).collect()
        };
        let absent = missing(window, 0, positional);
        if !absent.is_empty() {
            return Err(self.missing_arguments(function, &absent, "positional"));
        }
        let kw_defaults = function.kw_defaults.get();
        if let Some(dict) = kw_defaults.get::<Dict>() {
            let names = code.params[positional..].iter();
            for (register, &name) in window[positional..][..keyword_only].iter_mut().zip(names) {
                if register.is_unbound() {
                    let key = self.interner.value(name);
                    if let Some(default) = self.dict_get(dict, &key)? {
                        *register = default;
                    }
                }
            }
        }
        let absent = missing(window, positional, positional + keyword_only);
        if absent.is_empty() {
            Ok(())
        } else {
            Err(self.missing_arguments(function, &absent, "keyword-only"))
        }
    }

    #[cold]
    fn missing_arguments(&mut self, function: &Function, absent: &[Sym], kind: &str) -> Raised {
        let names: Vec<String> =
            absent.iter().map(|n| format!("'{}'", self.interner.text(*n))).collect();
        let message = format!(
            "{}() missing {} required {kind} argument{}: {}",
            self.display(&function.qualname.get()),
            names.len(),
            plural(names.len()),
            and_list(&names)
        );
        self.raise(Exc::TypeError, &message)
    }

    #[cold]
    fn too_many_arguments(
        &mut self,
        function: &Function,
        given: usize,
        window: &[Value],
    ) -> Raised {
        let params = &function.code().code.params;
        let most = params.positional as usize;
        let defaults = function.defaults.get().get::<Tuple>().map_or(0, |t| t.0.len());
        let range = if defaults > 0 {
            format!("from {} to {most}", most - defaults)
        } else {
            most.to_string()
        };
        let only = window[most..most + params.keyword_only as usize]
            .iter()
            .filter(|v| !v.is_unbound())
            .count();
        let with = if only > 0 {
            format!(
                " positional argument{} (and {only} keyword-only argument{})",
                plural(given),
                plural(only)
            )
        } else {
            String::new()
        };
        let message = format!(
            "{}() takes {range} positional argument{} but {given}{with} {} given",
            self.display(&function.qualname.get()),
            if most == 1 && defaults == 0 { "" } else { "s" },
            if given == 1 && only == 0 { "was" } else { "were" }
        );
        self.raise(Exc::TypeError, &message)
    }

    #[cold]
    fn given_twice(&mut self, function: &Function, key: Sym) -> Raised {
        let message = format!(
            "{}() got multiple values for argument '{}'",
            self.display(&function.qualname.get()),
            self.interner.text(key)
        );
        self.raise(Exc::TypeError, &message)
    }

    #[cold]
    fn unexpected(&mut self, function: &Function, key: Sym, keys: &[Keyword]) -> Raised {
        let code = function.code();
        let name = self.display(&function.qualname.get());
        let only = &code.params[..code.code.params.positional_only as usize];
        let wrong: Vec<String> = only
            .iter()
            .filter(|p| keys.iter().any(|(k, _)| k == *p))
            .map(|p| self.interner.text(*p))
            .collect();
        if !wrong.is_empty() {
            let message = format!(
                "{name}() got some positional-only arguments passed as keyword arguments: '{}'",
                wrong.join(", ")
            );
            return self.raise(Exc::TypeError, &message);
        }
        let text = self.interner.text(key);
        let mut message = format!("{name}() got an unexpected keyword argument '{text}'");
        let known: Vec<String> =
            code.params[only.len()..].iter().map(|p| self.interner.text(*p)).collect();
        if let Some(near) = crate::suggest::nearest(&text, known.iter().map(String::as_str)) {
            message.push_str(&format!(". Did you mean '{near}'?"));
        }
        self.raise(Exc::TypeError, &message)
    }
}

/// Whether a value is a container that changes in place: identity then means something.
fn is_mutable(value: &Value) -> bool {
    value.is::<List>() || value.is::<Dict>() || value.is::<Set>() || value.is::<ByteArray>()
}
