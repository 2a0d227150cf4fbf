//! JSON text as values.

use std::collections::HashMap;

use ouro_builtins::str_from_bytes;
use ouro_vm::Type;

use crate::prelude::*;

/// Why decoding stops: the text is wrong at a byte, or something that it called raised.
enum Stop {
    Wrong(&'static str, usize),
    Raised(Raised),
}

impl From<Raised> for Stop {
    fn from(raised: Raised) -> Self {
        Self::Raised(raised)
    }
}

type Scanned<T = Value> = Result<T, Stop>;

/// What a text is read with.
struct Decoder<'a> {
    text: &'a [u8],
    at: usize,
    strict: bool,
    object_hook: Option<Value>,
    object_pairs_hook: Option<Value>,
    parse_float: Option<Value>,
    parse_int: Option<Value>,
    parse_constant: Option<Value>,
    /// Keys that were met already: one object for all that are equal.
    keys: HashMap<&'a [u8], Value>,
}

pub(super) fn scan(vm: &mut Vm, args: &[Value]) -> R {
    let Some(text) = args::payload::<Str>(&args[0]) else {
        let got = vm.type_name(&args[0]);
        return Err(args::type_error(vm, &format!("first argument must be a string, not {got}")));
    };
    let start = args::int(vm, &args[1])?;
    let Ok(start) = usize::try_from(start) else {
        return Err(args::value_error(vm, "idx cannot be negative"));
    };
    let given = |value: &Value| (!value.is_none()).then(|| value.clone());
    let mut decoder = Decoder {
        text: text.as_bytes(),
        at: text.byte_offset(start.min(text.len())),
        strict: vm.truthy(&args[2])?,
        object_hook: given(&args[3]),
        object_pairs_hook: given(&args[4]),
        parse_float: given(&args[5]),
        parse_int: given(&args[6]),
        parse_constant: given(&args[7]),
        keys: HashMap::new(),
    };
    let position = |at: usize| args::count(characters(&text.as_bytes()[..at]));
    match decoder.value(vm) {
        Ok(value) => Ok(Tuple::value([value, position(decoder.at)])),
        Err(Stop::Wrong(what, at)) => {
            Ok(Tuple::value([Str::value(what), position(at), Value::None]))
        }
        Err(Stop::Raised(raised)) => Err(raised),
    }
}

pub(super) fn skip_space(vm: &mut Vm, args: &[Value]) -> R {
    let Some(text) = args::payload::<Str>(&args[0]) else {
        return Err(args::type_error(vm, "expected a string"));
    };
    let start = usize::try_from(args::int(vm, &args[1])?).unwrap_or(0).min(text.len());
    let rest = &text.as_bytes()[text.byte_offset(start)..];
    let space = rest.iter().take_while(|b| is_space(**b)).count();
    Ok(args::count(start + space))
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| *b & 0xC0 != 0x80).count()
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

const NO_VALUE: &str = "Expecting value";
const NO_NAME: &str = "Expecting property name enclosed in double quotes";

impl<'a> Decoder<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.text[self.at..].starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self, vm: &mut Vm) -> Scanned {
        let Some(first) = self.peek() else { return Err(Stop::Wrong(NO_VALUE, self.at)) };
        match first {
            b'"' => {
                self.at += 1;
                let bytes = self.string()?;
                Ok(str_from_bytes(&bytes))
            }
            b'[' => self.nested(vm, "array", Self::array),
            b'{' => self.nested(vm, "object", Self::object),
            b'n' if self.takes("null") => Ok(Value::None),
            b't' if self.takes("true") => Ok(Value::Bool(true)),
            b'f' if self.takes("false") => Ok(Value::Bool(false)),
            b'N' if self.takes("NaN") => self.constant(vm, "NaN", f64::NAN),
            b'I' if self.takes("Infinity") => self.constant(vm, "Infinity", f64::INFINITY),
            b'-' if self.takes("-Infinity") => self.constant(vm, "-Infinity", f64::NEG_INFINITY),
            _ => self.number(vm),
        }
    }

    fn nested(
        &mut self,
        vm: &mut Vm,
        what: &str,
        body: impl FnOnce(&mut Self, &mut Vm) -> Scanned,
    ) -> Scanned {
        let place = format!(" while decoding a JSON {what} from a unicode string");
        // A mistake in the text travels as a result, an exception as one.
        vm.deeper(&place, |vm| match body(self, vm) {
            Ok(value) => Ok(Ok(value)),
            Err(Stop::Raised(raised)) => Err(raised),
            Err(wrong) => Ok(Err(wrong)),
        })?
    }

    fn constant(&self, vm: &mut Vm, name: &str, float: f64) -> Scanned {
        match &self.parse_constant {
            Some(parse) => Ok(vm.call(parse, &[Str::value(name)])?),
            None => Ok(Value::Float(float)),
        }
    }

    fn array(&mut self, vm: &mut Vm) -> Scanned {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.takes("]") {
            return Ok(List::value(items));
        }
        loop {
            items.push(self.value(vm)?);
            self.space();
            let comma = self.at;
            if self.takes("]") {
                return Ok(List::value(items));
            }
            if !self.takes(",") {
                return Err(Stop::Wrong("Expecting ',' delimiter", comma));
            }
            self.space();
            if self.peek() == Some(b']') {
                return Err(Stop::Wrong("Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn object(&mut self, vm: &mut Vm) -> Scanned {
        self.at += 1;
        let mut pairs = Vec::new();
        self.space();
        if !self.takes("}") {
            self.members(vm, &mut pairs)?;
        }
        if let Some(hook) = &self.object_pairs_hook {
            let pairs = pairs.into_iter().map(|(key, value)| Tuple::value([key, value]));
            return Ok(vm.call(hook, &[List::value(pairs.collect())])?);
        }
        let object = Value::new(Dict::default());
        if let Some(dict) = object.get::<Dict>() {
            for (key, value) in pairs {
                vm.dict_set(dict, key, value)?;
            }
        }
        match &self.object_hook {
            Some(hook) => Ok(vm.call(hook, &[object])?),
            None => Ok(object),
        }
    }

    fn members(&mut self, vm: &mut Vm, pairs: &mut Vec<(Value, Value)>) -> Scanned<()> {
        loop {
            if !self.takes("\"") {
                return Err(Stop::Wrong(NO_NAME, self.at));
            }
            let key = self.key()?;
            self.space();
            if !self.takes(":") {
                return Err(Stop::Wrong("Expecting ':' delimiter", self.at));
            }
            self.space();
            let value = self.value(vm)?;
            pairs.push((key, value));
            self.space();
            let comma = self.at;
            if self.takes("}") {
                return Ok(());
            }
            if !self.takes(",") {
                return Err(Stop::Wrong("Expecting ',' delimiter", comma));
            }
            self.space();
            if self.peek() == Some(b'}') {
                return Err(Stop::Wrong("Illegal trailing comma before end of object", comma));
            }
        }
    }

    fn key(&mut self) -> Scanned {
        let start = self.at;
        let bytes = self.string()?;
        let raw = &self.text[start..self.at];
        if let Some(key) = self.keys.get(raw) {
            return Ok(key.clone());
        }
        let key = str_from_bytes(&bytes);
        self.keys.insert(raw, key.clone());
        Ok(key)
    }

    /// The bytes of a string whose opening quote has been read.
    fn string(&mut self) -> Scanned<std::borrow::Cow<'a, [u8]>> {
        let start = self.at;
        let text: &'a [u8] = self.text;
        let mut built: Vec<u8> = Vec::new();
        let mut plain = start;
        loop {
            let Some(byte) = self.peek() else {
                return Err(Stop::Wrong("Unterminated string starting at", start - 1));
            };
            match byte {
                b'"' => {
                    let rest = &text[plain..self.at];
                    self.at += 1;
                    if plain == start {
                        return Ok(rest.into());
                    }
                    built.extend_from_slice(rest);
                    return Ok(built.into());
                }
                b'\\' => {
                    built.extend_from_slice(&text[plain..self.at]);
                    self.escape(&mut built, start - 1)?;
                    plain = self.at;
                }
                0..0x20 if self.strict => {
                    return Err(Stop::Wrong("Invalid control character at", self.at));
                }
                _ => self.at += 1,
            }
        }
    }

    fn escape(&mut self, built: &mut Vec<u8>, opening: usize) -> Scanned<()> {
        let backslash = self.at;
        let Some(letter) = self.text.get(backslash + 1) else {
            return Err(Stop::Wrong("Unterminated string starting at", opening));
        };
        self.at += 2;
        built.push(match letter {
            b'"' | b'\\' | b'/' => *letter,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let mut point =
                    self.hex().ok_or(Stop::Wrong("Invalid \\uXXXX escape", backslash + 1))?;
                if (0xD800..0xDC00).contains(&point) && self.text[self.at..].starts_with(b"\\u") {
                    let before = self.at;
                    self.at += 2;
                    match self.hex() {
                        Some(low) if (0xDC00..0xE000).contains(&low) => {
                            point = 0x1_0000 + ((point & 0x3FF) << 10 | low & 0x3FF);
                        }
                        _ => self.at = before,
                    }
                }
                ouro_builtins::text::push_utf8(built, point);
                return Ok(());
            }
            _ => return Err(Stop::Wrong("Invalid \\escape", backslash)),
        });
        Ok(())
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    fn digits(&self, from: usize) -> usize {
        from + self.text[from..].iter().take_while(|b| b.is_ascii_digit()).count()
    }

    fn number(&mut self, vm: &mut Vm) -> Scanned {
        let start = self.at;
        let first = start + usize::from(self.peek() == Some(b'-'));
        let whole = match self.text.get(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => self.digits(first),
            _ => return Err(Stop::Wrong(NO_VALUE, start)),
        };
        let mut end = whole;
        if self.text.get(end) == Some(&b'.') && self.digits(end + 1) > end + 1 {
            end = self.digits(end + 1);
        }
        if matches!(self.text.get(end), Some(b'e' | b'E')) {
            let signed = matches!(self.text.get(end + 1), Some(b'+' | b'-'));
            let from = end + 1 + usize::from(signed);
            if from <= self.text.len() && self.digits(from) > from {
                end = self.digits(from);
            }
        }
        let text = std::str::from_utf8(&self.text[start..end]).unwrap_or_default();
        self.at = end;
        if end > whole {
            return match &self.parse_float {
                Some(parse) => Ok(vm.call(parse, &[Str::value(text)])?),
                None => Ok(Value::Float(text.parse().unwrap_or(f64::NAN))),
            };
        }
        match (&self.parse_int, text.parse()) {
            (Some(parse), _) => Ok(vm.call(parse, &[Str::value(text)])?),
            (None, Ok(small)) => Ok(Value::Int(small)),
            (None, Err(_)) => {
                let int = vm.type_object(Type::Int);
                Ok(vm.call(&int, &[Str::value(text)])?)
            }
        }
    }
}
