//! Text of values: `repr`, `str`, `format`, and what is written to the streams.
//!
//! How each type looks is in its methods (the crate `builtins`); here is only the way to them.

use crate::exceptions::{Exc, Raised};
use crate::host::Stream;
use crate::intern::names;
use crate::objects::{Exception, Instance, Module, Native, Str, Tuple};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// `repr(value)`
    ///
    /// # Errors
    /// What `__repr__` raises, `TypeError` for what it gives.
    pub fn repr(&mut self, value: &Value) -> R {
        self.nested(" while getting the repr of an object", |vm| {
            let Some(text) = vm.call_special(value, names::REPR, &[])? else {
                let text = vm.default_repr(value);
                return Ok(Str::value(&text));
            };
            vm.check_text(text, "__repr__")
        })
    }

    fn check_text(&mut self, text: Value, method: &str) -> R {
        let inner = self.unwrap_base(&text);
        if inner.is::<Str>() {
            return Ok(inner);
        }
        let got = self.type_name(&text);
        let message = match method {
            "__format__" => format!("__format__ must return a str, not {got}"),
            _ => format!("{method} returned non-string (type {got})"),
        };
        Err(self.raise(Exc::TypeError, &message))
    }

    /// `<module.Class object at 0x...>`
    pub fn default_repr(&mut self, value: &Value) -> String {
        let class = self.class_of(value);
        let name = self.full_class_name(&class);
        format!("<{name} object at {:#x}>", self.id(value))
    }

    /// The name of a class with its module, which is left out for the built-in ones.
    #[must_use]
    pub fn full_class_name(&self, class: &Value) -> String {
        let Some(payload) = class.get::<crate::objects::Class>() else { return String::new() };
        let module = self.display(&payload.namespace.get(names::MODULE));
        let qualname = self.display(&payload.qualname.get());
        if module.is_empty() || module == "builtins" {
            qualname
        } else {
            format!("{module}.{qualname}")
        }
    }

    /// `repr(value)` as text; what can't be shown is said so.
    pub fn repr_text(&mut self, value: &Value) -> String {
        match self.repr(value) {
            Ok(text) => self.display(&text),
            Err(_) => format!("<{} object>", self.type_name(value)),
        }
    }

    /// `str(value)`
    ///
    /// # Errors
    /// What `__str__` or `__repr__` raises, `TypeError` for what they give.
    pub fn str(&mut self, value: &Value) -> R {
        if value.is::<Str>() {
            return Ok(value.clone());
        }
        self.nested(" while getting the str of an object", |vm| {
            match vm.call_special(value, names::STR, &[])? {
                Some(text) => vm.check_text(text, "__str__"),
                None if value.is::<Exception>() => vm.exception_text(value),
                None => vm.repr(value),
            }
        })
    }

    /// `str(value)` as text.
    ///
    /// # Errors
    /// As [`Vm::str`].
    pub fn str_text(&mut self, value: &Value) -> R<String> {
        let text = self.str(value)?;
        Ok(self.display(&text))
    }

    fn exception_text(&mut self, value: &Value) -> R {
        let args = value.get::<Exception>().map(|e| e.args.get()).unwrap_or_default();
        match args.get::<Tuple>().map(|t| &*t.0) {
            None | Some([]) => Ok(Str::value("")),
            Some([only]) => self.str(only),
            Some(_) => self.repr(&args),
        }
    }

    /// `ascii(value)`
    ///
    /// # Errors
    /// As [`Vm::repr`].
    pub fn ascii(&mut self, value: &Value) -> R {
        let text = self.repr(value)?;
        let Some(payload) = text.get::<Str>() else { return Ok(text) };
        if payload.is_ascii() {
            return Ok(text);
        }
        let mut out = String::new();
        for point in payload.code_points() {
            match point {
                0..0x80 => out.push(point as u8 as char),
                0x80..0x100 => out.push_str(&format!("\\x{point:02x}")),
                0x100..0x1_0000 => out.push_str(&format!("\\u{point:04x}")),
                _ => out.push_str(&format!("\\U{point:08x}")),
            }
        }
        Ok(Str::value(&out))
    }

    /// `format(value, spec)`
    ///
    /// # Errors
    /// What `__format__` raises, `TypeError` for what it gives.
    pub fn format(&mut self, value: &Value, spec: &Value) -> R {
        if value.is::<Str>() && spec.get::<Str>().is_some_and(Str::is_empty) {
            return Ok(value.clone());
        }
        let method = self.lookup_special(value, names::FORMAT);
        if value.is::<Instance>()
            && method.is::<Native>()
            && spec.get::<Str>().is_some_and(Str::is_empty)
        {
            return self.str(value);
        }
        match self.call_special(value, names::FORMAT, std::slice::from_ref(spec))? {
            Some(text) => self.check_text(text, "__format__"),
            None => self.str(value),
        }
    }

    /// Notes that a container is being shown; false if it is already, so that it shows itself as `[...]`.
    pub fn begin_showing(&mut self, container: &Value) -> bool {
        let Some(address) = container.as_ref().map(crate::Ref::address) else { return true };
        if self.showing.contains(&address) {
            return false;
        }
        self.showing.push(address);
        true
    }

    /// Undoes [`Vm::begin_showing`].
    pub fn end_showing(&mut self) {
        self.showing.pop();
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// `BrokenPipeError` when no one reads it any more, `OSError` for any other trouble.
    pub fn write_out(&mut self, text: &str) -> R<()> {
        self.write_bytes(Stream::Out, text.as_bytes())
    }

    /// Writes to a standard stream.
    ///
    /// # Errors
    /// As [`Vm::write_out`].
    pub fn write_bytes(&mut self, stream: Stream, bytes: &[u8]) -> R<()> {
        let allowed = self.count_output(bytes.len());
        let result = self.outside.host.write(stream, &bytes[..allowed]);
        if allowed < bytes.len() {
            return Err(self.last_breath());
        }
        result.map_err(|error| self.io_error(&error))
    }

    /// Flushes a standard stream.
    ///
    /// # Errors
    /// As [`Vm::write_out`].
    pub fn flush(&mut self, stream: Stream) -> R<()> {
        let result = self.outside.host.flush(stream);
        result.map_err(|error| self.io_error(&error))
    }

    /// An error of the operating system about files as an exception: `OSError(errno, strerror, filename)`. What
    /// the host does not let scripts do is a `PermissionError` that says so.
    pub fn os_error(&mut self, error: &std::io::Error, names: &[Value]) -> Raised {
        /// `EPERM`
        const NOT_PERMITTED: i32 = 1;
        let refused = error.kind() == std::io::ErrorKind::Unsupported;
        let number = error.raw_os_error().unwrap_or(if refused { NOT_PERMITTED } else { 0 });
        let text = if refused { "Operation not permitted".to_owned() } else { error.to_string() };
        let text = text.split(" (os error").next().unwrap_or(&text);
        let mut args = vec![Value::Int(number.into()), Str::value(text)];
        match names {
            [first, second] => {
                args.extend([first.clone(), Value::None, second.clone()]);
            }
            names => args.extend(names.iter().cloned()),
        }
        let class = self.exception_class(Exc::OSError);
        let raised = match self.call(&class, &args) {
            Ok(value) => self.raise_value(value),
            Err(raised) => raised,
        };
        if refused {
            let feature = error.to_string();
            self.note_lack(&raised, crate::lack::Lack::Feature(feature));
        }
        raised
    }

    /// An error of the operating system as an exception.
    pub fn io_error(&mut self, error: &std::io::Error) -> Raised {
        let exc = match error.kind() {
            std::io::ErrorKind::BrokenPipe => Exc::BrokenPipeError,
            std::io::ErrorKind::NotFound => Exc::FileNotFoundError,
            std::io::ErrorKind::PermissionDenied => Exc::PermissionError,
            std::io::ErrorKind::Interrupted => Exc::KeyboardInterrupt,
            _ => Exc::OSError,
        };
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or(&text);
        let number = error.raw_os_error().map(|n| Value::Int(i64::from(n)));
        match number {
            Some(number) => self.raise_with(exc, vec![number, Str::value(text)]),
            None => self.raise(exc, text),
        }
    }

    /// Writes a message to standard error, as `sys.stderr` is now; trouble with that goes nowhere.
    pub fn write_err(&mut self, text: &str) {
        match self.sys_hook("stderr", "__stderr__").filter(|_| !self.is_dying()) {
            None => drop(self.write_bytes(Stream::Err, text.as_bytes())),
            Some(Value::None) => {}
            Some(stream) => {
                let text = Str::value(text);
                let write = self.get_attr_text(&stream, "write");
                let _ = write.and_then(|write| self.call(&write, &[text]));
            }
        }
    }

    /// What a script has put in the place of something that `sys` has; `original` is the name under which `sys`
    /// keeps what it had. None as long as it is the original.
    #[must_use]
    pub fn sys_hook(&self, name: &str, original: &str) -> Option<Value> {
        let sys = self.modules.get(&self.interner.find("sys")?)?.get::<Module>()?;
        let of = |name| Some(sys.namespace.get(self.interner.find(name)?));
        let now = of(name)?.bound()?;
        (!now.is_same(&of(original)?)).then_some(now)
    }
}
