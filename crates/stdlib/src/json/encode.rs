//! Values as JSON text.

use ouro_builtins::str_from_bytes;
use ouro_builtins::text::float_repr;

use crate::prelude::*;

/// The text so far, and where the pieces end in which `iterencode` gives it.
#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    cuts: Vec<usize>,
}

impl Output {
    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn cut(&mut self) {
        if self.cuts.last() != Some(&self.bytes.len()) {
            self.cuts.push(self.bytes.len());
        }
    }
}

/// The options of an encoder.
struct Encoder {
    default: Value,
    skip_keys: bool,
    ascii: bool,
    allow_nan: bool,
    sort_keys: bool,
    /// What one level is indented by, if lines are broken at all.
    indent: Option<String>,
    item_separator: String,
    key_separator: String,
    /// The containers that are being written, where they are looked after.
    open: Option<Vec<Value>>,
    output: Output,
}

pub(super) fn encode(vm: &mut Vm, args: &[Value]) -> R {
    let mut flags = [false; 5];
    for (flag, value) in flags.iter_mut().zip(&args[2..7]) {
        *flag = vm.truthy(value)?;
    }
    let [skip_keys, ascii, check_circular, allow_nan, sort_keys] = flags;
    let indent = match args::base(&args[7]) {
        Value::None => None,
        text if text.is::<Str>() => args::text(text),
        number => {
            let width = args::int(vm, number)?;
            vm.reserve(usize::try_from(width).unwrap_or(0))?;
            Some(" ".repeat(usize::try_from(width).unwrap_or(0)))
        }
    };
    let mut encoder = Encoder {
        default: args[1].clone(),
        skip_keys,
        ascii,
        allow_nan,
        sort_keys,
        indent,
        item_separator: args::text(&args[8]).unwrap_or_default(),
        key_separator: args::text(&args[9]).unwrap_or_default(),
        open: check_circular.then(Vec::new),
        output: Output::default(),
    };
    encoder.write(vm, &args[0], 0)?;
    let Output { bytes, mut cuts } = encoder.output;
    cuts.push(bytes.len());
    let mut pieces = Vec::with_capacity(cuts.len());
    let mut start = 0;
    for end in cuts {
        if end > start {
            pieces.push(str_from_bytes(&bytes[start..end]));
        }
        start = end;
    }
    Ok(List::value(pieces))
}

pub(super) fn quote_value(vm: &mut Vm, args: &[Value]) -> R {
    let Some(text) = args::payload::<Str>(&args[0]) else {
        let got = vm.type_name(&args[0]);
        return Err(args::type_error(vm, &format!("first argument must be a string, not {got}")));
    };
    let mut bytes = Vec::new();
    quote(&mut bytes, text, vm.truthy(&args[1])?);
    Ok(str_from_bytes(&bytes))
}

impl Encoder {
    fn write(&mut self, vm: &mut Vm, value: &Value, level: usize) -> R<()> {
        if self.write_plain(vm, value)? {
            return Ok(());
        }
        let what = " while encoding a JSON object";
        let built_in = args::base(value);
        if built_in.is::<List>() || built_in.is::<Tuple>() {
            return self.within(vm, value, |encoder, vm| {
                vm.deeper(what, |vm| encoder.write_array(vm, value, level))
            });
        }
        if built_in.is::<Dict>() {
            return self.within(vm, value, |encoder, vm| {
                vm.deeper(what, |vm| encoder.write_object(vm, value, level))
            });
        }
        self.within(vm, value, |encoder, vm| {
            let default = encoder.default.clone();
            let other = vm.call(&default, std::slice::from_ref(value))?;
            vm.deeper(what, |vm| encoder.write(vm, &other, level))
        })
    }

    /// Writes what is neither a container nor strange; false for the others.
    fn write_plain(&mut self, vm: &mut Vm, value: &Value) -> R<bool> {
        match args::base(value) {
            Value::None => self.output.push("null"),
            Value::Bool(flag) => self.output.push(if *flag { "true" } else { "false" }),
            Value::Int(int) => self.output.push(&int.to_string()),
            Value::Float(float) => {
                let text = self.float(vm, *float, value)?;
                self.output.push(&text);
            }
            other => {
                if let Some(text) = other.get::<Str>() {
                    quote(&mut self.output.bytes, text, self.ascii);
                } else if args::is_int(other) {
                    let text = vm.repr(other)?;
                    self.output.push(&vm.display(&text));
                } else {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn float(&self, vm: &mut Vm, float: f64, value: &Value) -> R<String> {
        if float.is_finite() {
            return Ok(float_repr::repr(float));
        }
        if !self.allow_nan {
            let shown = vm.repr(value)?;
            let shown = vm.display(&shown);
            let message = format!("Out of range float values are not JSON compliant: {shown}");
            return Err(args::value_error(vm, &message));
        }
        Ok(if float.is_nan() {
            "NaN"
        } else if float > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned())
    }

    /// Writes a container, or what `default` makes of a value, unless it is being written already.
    fn within(
        &mut self,
        vm: &mut Vm,
        value: &Value,
        body: impl FnOnce(&mut Self, &mut Vm) -> R<()>,
    ) -> R<()> {
        if let Some(open) = &mut self.open {
            if open.iter().any(|other| other.is_same(value)) {
                return Err(args::value_error(vm, "Circular reference detected"));
            }
            open.push(value.clone());
        }
        body(self, vm)?;
        if let Some(open) = &mut self.open {
            open.pop();
        }
        Ok(())
    }

    fn new_line(&mut self, level: usize) {
        if let Some(indent) = &self.indent {
            self.output.bytes.push(b'\n');
            for _ in 0..level {
                self.output.bytes.extend_from_slice(indent.as_bytes());
            }
        }
    }

    fn write_array(&mut self, vm: &mut Vm, value: &Value, level: usize) -> R<()> {
        let items = match args::base(value).get::<Tuple>() {
            Some(tuple) if !value.is::<Instance>() => tuple.0.to_vec(),
            _ => vm.collect(value)?,
        };
        if items.is_empty() {
            self.output.push("[]");
            return Ok(());
        }
        self.output.push("[");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.output.push(&self.item_separator.clone());
            }
            self.new_line(level + 1);
            if is_container(item) {
                self.output.cut();
            }
            self.write(vm, item, level + 1)?;
            self.output.cut();
        }
        self.new_line(level);
        self.output.cut();
        self.output.push("]");
        self.output.cut();
        Ok(())
    }

    fn write_object(&mut self, vm: &mut Vm, value: &Value, level: usize) -> R<()> {
        let items = self.items(vm, value)?;
        if items.is_empty() {
            self.output.push("{}");
            return Ok(());
        }
        self.output.push("{");
        self.output.cut();
        let mut first = true;
        for (key, item) in items {
            let Some(name) = self.key(vm, &key)? else { continue };
            if !first {
                self.output.push(&self.item_separator.clone());
            }
            first = false;
            self.new_line(level + 1);
            self.output.cut();
            match args::payload::<Str>(&name) {
                Some(text) => quote(&mut self.output.bytes, text, self.ascii),
                None => self.output.push("\"\""),
            }
            self.output.cut();
            self.output.push(&self.key_separator.clone());
            self.output.cut();
            self.write(vm, &item, level + 1)?;
            self.output.cut();
        }
        if !first {
            self.new_line(level);
            self.output.cut();
        }
        self.output.push("}");
        self.output.cut();
        Ok(())
    }

    /// The pairs of a dict, or of what derives from one and has its own idea of them.
    fn items(&self, vm: &mut Vm, value: &Value) -> R<Vec<(Value, Value)>> {
        if let (Some(dict), false) = (value.get::<Dict>(), self.sort_keys) {
            return Ok(dict.0.items());
        }
        let method = vm.get_attr_text(value, "items")?;
        let pairs = vm.call(&method, &[])?;
        let mut pairs = List::value(vm.collect(&pairs)?);
        if self.sort_keys {
            let sort = vm.get_attr_text(&pairs, "sort")?;
            vm.call(&sort, &[])?;
        }
        let mut items = Vec::new();
        for pair in vm.collect(&std::mem::take(&mut pairs))? {
            match args::rest(&pair) {
                [key, item] => items.push((key.clone(), item.clone())),
                _ => return Err(args::value_error(vm, "items must return 2-tuples")),
            }
        }
        Ok(items)
    }

    /// The name that a key stands for; none for a key to be left out.
    fn key(&self, vm: &mut Vm, key: &Value) -> R<Option<Value>> {
        let text = match args::base(key) {
            text if text.is::<Str>() => return Ok(Some(text.clone())),
            Value::None => "null".to_owned(),
            Value::Bool(flag) => if *flag { "true" } else { "false" }.to_owned(),
            Value::Float(float) => self.float(vm, *float, key)?,
            int if args::is_int(int) => {
                let text = vm.repr(int)?;
                vm.display(&text)
            }
            _ if self.skip_keys => return Ok(None),
            _ => {
                let got = vm.type_name(key);
                let message = format!("keys must be str, int, float, bool or None, not {got}");
                return Err(args::type_error(vm, &message));
            }
        };
        Ok(Some(Str::value(&text)))
    }
}

/// Whether `iterencode` begins a new piece before a value.
fn is_container(value: &Value) -> bool {
    let value = args::base(value);
    value.is::<List>() || value.is::<Tuple>() || value.is::<Dict>()
}

fn quote(out: &mut Vec<u8>, text: &Str, ascii: bool) {
    out.push(b'"');
    let plain = |b: u8| b >= 0x20 && b != b'"' && b != b'\\' && (b < 0x7F || !ascii);
    let bytes = text.as_bytes();
    if bytes.iter().all(|b| plain(*b)) {
        out.extend_from_slice(bytes);
    } else {
        for point in text.code_points() {
            quote_point(out, point, ascii);
        }
    }
    out.push(b'"');
}

fn quote_point(out: &mut Vec<u8>, point: u32, ascii: bool) {
    let escape = match point {
        0x22 => "\\\"",
        0x5C => "\\\\",
        0x08 => "\\b",
        0x0C => "\\f",
        0x0A => "\\n",
        0x0D => "\\r",
        0x09 => "\\t",
        0x20..0x7F => {
            out.push(point as u8);
            return;
        }
        0x7F.. if !ascii => {
            ouro_builtins::text::push_utf8(out, point);
            return;
        }
        0x1_0000.. => {
            let above = point - 0x1_0000;
            let (high, low) = (0xD800 | above >> 10, 0xDC00 | above & 0x3FF);
            out.extend_from_slice(format!("\\u{high:04x}\\u{low:04x}").as_bytes());
            return;
        }
        _ => {
            out.extend_from_slice(format!("\\u{point:04x}").as_bytes());
            return;
        }
    };
    out.extend_from_slice(escape.as_bytes());
}
