//! Programs from random choices: each byte picks what comes next, so that every program parses, and a small change
//! of the bytes is a small change of the program.

/// The names that programs use; all are bound from the beginning.
const NAMES: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "h", "C", "D", "gen", "co", "self", "args"];

const PRELUDE: &str = "\
import asyncio, gc, weakref, functools, itertools, math, sys
a = 1; b = 'text'; c = [3, 1, 2]; d = {'k': 1, 2: [3]}; e = (1, 'x'); self = None; args = ()
def f(x=None, *y, k=0, **z): return x
def g(x=0):
    try:
        got = yield x
        yield got
    finally:
        print('closed')
class C:
    def __init__(self, x=None): self.x = x
    def __del__(self): print('del', type(self).__name__)
class D(C):
    __slots__ = ('s',)
h = {1, 2}
gen = g(1)
async def co(x=0):
    await asyncio.sleep(x)
    return x
";

const LITERALS: &[&str] = &[
    "0", "1", "-1", "2", "3", "7", "64", "255", "-2**63", "2**63-1", "10**30", "1.5", "-0.0", "1e308",
    "float('nan')", "float('inf')", "1j", "''", "'a'", "'abc'", "'é—🐍'", "'\\ud800'", "'x'*100", "b''", "b'ab'",
    "bytearray(b'xyz')", "None", "True", "False", "...", "NotImplemented", "[]", "()", "{}", "set()", "range(5)",
    "range(10, 0, -3)", "slice(1, None, 2)", "object()", "C()", "D()", "g()", "co()", "gen",
];

const FUNCTIONS: &[&str] = &[
    "abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "classmethod", "complex",
    "delattr", "dict", "dir", "divmod", "enumerate", "filter", "float", "format", "frozenset", "getattr", "hasattr",
    "hash", "hex", "id", "int", "isinstance", "issubclass", "iter", "len", "list", "map", "max", "min", "next",
    "object", "oct", "ord", "pow", "print", "property", "range", "repr", "reversed", "round", "set", "setattr",
    "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type", "vars", "zip", "locals", "globals",
    "ValueError", "KeyError", "StopIteration", "ExceptionGroup", "GeneratorExit", "gc.collect", "gc.get_referents",
    "weakref.ref", "weakref.proxy", "weakref.WeakValueDictionary", "weakref.finalize", "functools.partial",
    "functools.lru_cache", "functools.reduce", "itertools.chain", "itertools.islice", "itertools.product",
    "itertools.groupby", "itertools.tee", "math.factorial", "math.comb", "math.gcd", "math.sqrt", "sys.exc_info",
    "sys.getrefcount", "asyncio.run", "asyncio.create_task", "asyncio.gather", "asyncio.wait_for", "asyncio.sleep",
    "asyncio.Queue", "asyncio.Event", "asyncio.Lock", "asyncio.shield", "asyncio.wait", "f", "g", "C", "D", "co",
];

const METHODS: &[&str] = &[
    "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "index", "count", "copy", "keys",
    "values", "items", "get", "update", "setdefault", "popitem", "fromkeys", "add", "discard", "union",
    "intersection", "difference", "symmetric_difference", "issubset", "join", "split", "rsplit", "partition",
    "replace", "strip", "find", "rfind", "startswith", "endswith", "upper", "lower", "title", "center", "ljust",
    "zfill", "encode", "decode", "format", "splitlines", "translate", "maketrans", "isdigit", "expandtabs",
    "send", "throw", "close", "asend", "athrow", "aclose", "bit_length", "to_bytes", "from_bytes", "hex", "fromhex",
    "as_integer_ratio", "conjugate", "with_traceback", "add_note", "split", "mro", "__init__", "__repr__",
    "__eq__", "__hash__", "__iter__", "__next__", "__len__", "__getitem__", "__setitem__", "__call__", "__new__",
    "__reduce__", "__format__", "__class_getitem__", "put", "set", "wait", "result", "cancel", "acquire",
];

const ATTRIBUTES: &[&str] = &[
    "x", "y", "s", "__dict__", "__class__", "__name__", "__doc__", "__bases__", "__mro__", "__module__", "real",
    "start", "args", "__cause__", "__context__", "__traceback__", "__code__", "__closure__", "__defaults__",
    "gi_frame", "gi_yieldfrom", "cr_await", "__self__", "__func__", "__annotations__", "tb_frame", "f_locals",
];

const BINARY: &[&str] = &[
    "+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^", "and", "or", "==", "!=", "<", "<=", ">",
    ">=", "is", "is not", "in", "not in",
];

const SPECIAL: &[&str] = &[
    "__init__", "__new__", "__del__", "__repr__", "__str__", "__eq__", "__hash__", "__lt__", "__bool__", "__len__",
    "__iter__", "__next__", "__contains__", "__getitem__", "__setitem__", "__delitem__", "__getattr__",
    "__getattribute__", "__setattr__", "__delattr__", "__get__", "__set__", "__call__", "__enter__", "__exit__",
    "__aenter__", "__aexit__", "__await__", "__aiter__", "__anext__", "__add__", "__radd__", "__iadd__", "__mul__",
    "__index__", "__int__", "__float__", "__format__", "__init_subclass__", "__set_name__", "__class_getitem__",
    "__instancecheck__", "__missing__", "__reversed__", "__length_hint__", "__bytes__", "__round__", "__neg__",
];

const EXCEPTIONS: &[&str] = &[
    "Exception", "BaseException", "ValueError", "TypeError", "KeyError", "(ValueError, KeyError)", "StopIteration",
    "AttributeError", "RuntimeError", "asyncio.CancelledError", "GeneratorExit", "RecursionError", "MemoryError",
];

/// What a statement may contain where it stands.
#[derive(Clone, Copy, Default)]
struct Within {
    function: bool,
    is_async: bool,
    in_loop: bool,
    class: bool,
}

struct Maker<'a> {
    choices: std::slice::Iter<'a, u8>,
    text: String,
    indent: usize,
    within: Within,
}

/// A program; the bytes are used up by it.
pub(crate) fn from_choices(bytes: &[u8]) -> String {
    let mut maker = Maker {
        choices: bytes.iter(),
        text: PRELUDE.to_owned(),
        indent: 0,
        within: Within::default(),
    };
    while !maker.is_over() {
        maker.line("try:");
        maker.block(0, 2);
        maker.line("except BaseException as error:");
        maker.line("    print(type(error).__name__, error)");
    }
    maker.text
}

impl Maker<'_> {
    fn is_over(&self) -> bool {
        self.choices.len() == 0 || self.text.len() > 20_000
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::from(self.choices.next().copied().unwrap_or(0)) % count.max(1)
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        let high = if of.len() > 200 { self.pick(256) } else { 0 };
        let index = (high * 256 + self.pick(256)) % of.len();
        of[index]
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(&"    ".repeat(self.indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn block(&mut self, depth: usize, most: usize) {
        self.indent += 1;
        let count = 1 + self.pick(most);
        for _ in 0..count {
            self.statement(depth + 1);
        }
        self.indent -= 1;
    }

    fn head(&mut self, depth: usize, text: &str) {
        self.line(text);
        self.block(depth, 3);
    }

    /// A block within something new.
    fn inner(&mut self, depth: usize, text: &str, within: Within) {
        let outer = std::mem::replace(&mut self.within, within);
        self.head(depth, text);
        self.within = outer;
    }

    fn statement(&mut self, depth: usize) {
        if depth > 5 || self.is_over() {
            let value = self.value(3);
            return self.line(&value);
        }
        match self.pick(30) {
            0..=5 => {
                let (target, value) = (self.target(), self.value(depth));
                self.line(&format!("{target} = {value}"));
            }
            6 => {
                let (target, value) = (self.target(), self.value(depth));
                let operator = self.one(&BINARY[..13]);
                self.line(&format!("{target} {operator}= {value}"));
            }
            7..=10 => {
                let value = self.value(depth);
                self.line(&value);
            }
            11 => {
                let value = self.value(depth);
                self.line(&format!("print({value})"));
            }
            12 => {
                let target = self.target();
                self.line(&format!("del {target}"));
            }
            13 => {
                let test = self.value(depth);
                self.head(depth, &format!("if {test}:"));
                if self.pick(2) == 1 {
                    self.head(depth, "else:");
                }
            }
            14 => {
                let test = self.value(depth);
                let within = Within { in_loop: true, ..self.within };
                self.inner(depth, &format!("while {test}:"), within);
            }
            15 | 16 => self.for_loop(depth),
            17..=19 => self.try_block(depth),
            20 => self.with_block(depth),
            21 | 22 => self.function(depth),
            23 => self.class(depth),
            24 => self.jump(depth),
            25 => {
                let value = self.value(depth);
                let form = self.one(&["raise {}", "raise ValueError({})", "raise {} from None", "assert {}"]);
                self.line(&form.replace("{}", &value));
            }
            26 => {
                let (one, two, value) = (self.name(), self.name(), self.value(depth));
                let form = self.one(&["{a}, {b} = {v}", "{a}, *{b} = {v}", "[{a}, {b}] = {v}", "*{a}, {b} = {v}"]);
                self.line(&form.replace("{a}", one).replace("{b}", two).replace("{v}", &value));
            }
            27 => self.line("gc.collect()"),
            28 => {
                let name = self.name();
                let value = self.value(depth);
                self.line(&format!("{name}.x = {value}"));
                self.line(&format!("{name}.x.x = {name}"));
            }
            _ => self.line("pass"),
        }
    }

    fn for_loop(&mut self, depth: usize) {
        let (target, over) = (self.target(), self.value(depth));
        let prefix = if self.within.is_async && self.pick(3) == 0 { "async " } else { "" };
        let within = Within { in_loop: true, ..self.within };
        self.inner(depth, &format!("{prefix}for {target} in {over}:"), within);
        if self.pick(4) == 1 {
            self.head(depth, "else:");
        }
    }

    fn try_block(&mut self, depth: usize) {
        self.head(depth, "try:");
        let shape = self.pick(4);
        if shape != 3 {
            let class = self.one(EXCEPTIONS);
            let name = if self.pick(2) == 1 { " as error" } else { "" };
            self.head(depth, &format!("except {class}{name}:"));
        }
        if shape == 2 {
            self.head(depth, "else:");
        }
        if shape != 0 {
            self.head(depth, "finally:");
        }
    }

    fn with_block(&mut self, depth: usize) {
        let value = self.value(depth);
        let name = self.name();
        let prefix = if self.within.is_async && self.pick(2) == 0 { "async " } else { "" };
        self.head(depth, &format!("{prefix}with {value} as {name}:"));
    }

    fn function(&mut self, depth: usize) {
        let name = self.name();
        let is_async = self.pick(3) == 0;
        let prefix = if is_async { "async " } else { "" };
        let receiver = if self.within.class { "self, " } else { "" };
        let parameters = self.one(&["x=0", "x, y=1", "*args", "x=0, *, k=2", "**z", "x=0, /, *args, **z", ""]);
        let name = if self.within.class { self.one(SPECIAL) } else { name };
        let within = Within { function: true, is_async, ..Within::default() };
        self.inner(depth, &format!("{prefix}def {name}({receiver}{parameters}):"), within);
        if self.pick(2) == 1 && !self.within.class {
            self.line(&format!("{name}()"));
        }
    }

    fn class(&mut self, depth: usize) {
        let name = self.one(&["C", "D", "E"]);
        let bases = self.one(&[
            "", "(C)", "(D)", "(list)", "(dict)", "(int)", "(str)", "(Exception)", "(type)", "(object)", "(tuple)",
            "(set)", "(C, list)",
        ]);
        let within = Within { class: true, ..Within::default() };
        self.inner(depth, &format!("class {name}{bases}:"), within);
        if self.pick(2) == 1 {
            let (target, value) = (self.name(), self.value(3));
            self.line(&format!("{target} = {name}({value})"));
        }
    }

    fn jump(&mut self, depth: usize) {
        let value = self.value(depth);
        match (self.pick(3), self.within) {
            (0, Within { in_loop: true, .. }) => self.line("break"),
            (1, Within { in_loop: true, .. }) => self.line("continue"),
            (_, Within { function: true, is_async: false, .. }) => self.line(&format!("return {value}")),
            _ => self.line("pass"),
        }
    }

    fn name(&mut self) -> &'static str {
        self.one(NAMES)
    }

    fn target(&mut self) -> String {
        let name = self.name();
        match self.pick(6) {
            0 => {
                let key = self.value(4);
                format!("{name}[{key}]")
            }
            1 => format!("{name}.{}", self.one(&["x", "y", "s"])),
            _ => name.to_owned(),
        }
    }

    fn values(&mut self, depth: usize, most: usize) -> String {
        let count = self.pick(most + 1);
        let all: Vec<String> = (0..count).map(|_| self.value(depth + 1)).collect();
        all.join(", ")
    }

    fn value(&mut self, depth: usize) -> String {
        if depth > 6 || self.is_over() {
            return self.one(&["a", "b", "c", "d", "0", "None", "1", "self"]).to_owned();
        }
        let depth = depth + 1;
        match self.pick(28) {
            0..=3 => self.name().to_owned(),
            4..=7 => self.one(LITERALS).to_owned(),
            8..=10 => {
                let (function, values) = (self.one(FUNCTIONS), self.values(depth, 3));
                format!("{function}({values})")
            }
            11 | 12 => {
                let (object, method) = (self.value(depth), self.one(METHODS));
                let values = self.values(depth, 2);
                format!("({object}).{method}({values})")
            }
            13 => {
                let (object, attribute) = (self.value(depth), self.one(ATTRIBUTES));
                format!("({object}).{attribute}")
            }
            14 | 15 => {
                let (left, operator, right) = (self.value(depth), self.one(BINARY), self.value(depth));
                format!("({left} {operator} {right})")
            }
            16 => {
                let (object, key) = (self.value(depth), self.value(depth));
                let form = self.one(&["({o})[{k}]", "({o})[{k}:]", "({o})[:{k}]", "({o})[::{k}]"]);
                form.replace("{o}", &object).replace("{k}", &key)
            }
            17 => format!("[{}]", self.values(depth, 4)),
            18 => {
                let values = self.values(depth, 3);
                if values.is_empty() { "()".to_owned() } else { format!("({values},)") }
            }
            19 => {
                let (key, value) = (self.value(depth), self.value(depth));
                format!("{{{key}: {value}, 'k': 1}}")
            }
            20 => {
                let (value, over) = (self.value(depth), self.value(depth));
                let form = self.one(&[
                    "[{v} for a in {o}]", "{{{v} for a in {o}}}", "({v} for a in {o})", "{{a: {v} for a in {o}}}",
                    "list({v} for a in {o} if a)",
                ]);
                form.replace("{v}", &value).replace("{o}", &over).replace("{{", "{").replace("}}", "}")
            }
            21 => {
                let value = self.value(depth);
                let outer = std::mem::take(&mut self.within);
                let text = format!("(lambda x=None, *y: {value})");
                self.within = outer;
                text
            }
            22 => {
                let (function, values) = (self.value(depth), self.values(depth, 2));
                format!("({function})({values})")
            }
            23 => {
                let value = self.value(depth);
                let form = self.one(&["(not {})", "(-{})", "(~{})", "(*{},)", "[*{}]", "{**{}}", "f(*{})", "f(**{})"]);
                form.replace("{}", &value)
            }
            24 => {
                let value = self.value(depth).replace(['{', '}', '\\', '\''], "");
                let form = self.one(&["{}", "{!r}", "{:>10}", "{:.3}", "{:x}", "{=}", "{:{a}}"]);
                format!("f'{}'", form.replacen('{', &format!("{{({value})"), 1))
            }
            25 => {
                let (value, test, other) = (self.value(depth), self.value(depth), self.value(depth));
                format!("({value} if {test} else {other})")
            }
            26 if self.within.is_async => {
                let value = self.value(depth);
                format!("(await {value})")
            }
            26 if self.within.function => {
                let value = self.value(depth);
                let form = self.one(&["(yield)", "(yield {})", "(yield from {})"]);
                form.replace("{}", &value)
            }
            _ => {
                let (name, value) = (self.one(&["a", "b", "c"]), self.value(depth));
                if self.within.class { value } else { format!("({name} := {value})") }
            }
        }
    }
}
