//! Names as numbers: attributes, globals and methods are looked up by [`Sym`], never by text.

use std::cell::RefCell;

use hashbrown::HashMap;

use crate::cells::ValueCell;
use crate::objects::Str;
use crate::value::Value;

/// An interned name. Numbers are dense, from 0, in order of first use; those of [`names`] come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sym(pub u32);

macro_rules! well_known {
    ($($constant:ident $text:literal,)*) => {
        /// Names that the engine itself looks up.
        pub mod names {
            #![allow(missing_docs, reason = "each constant is its name")]
            use super::Sym;
            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "an index only")]
            enum Index { $($constant,)* }
            $(pub const $constant: Sym = Sym(Index::$constant as u32);)*
            pub(super) const TEXTS: &[&str] = &[$($text,)*];
        }
    };
}

well_known! {
    INIT "__init__", NEW "__new__", DEL "__del__", CALL "__call__", CLASS "__class__",
    NAME "__name__", QUALNAME "__qualname__", MODULE "__module__", DOC "__doc__", DICT "__dict__",
    BASES "__bases__", MRO "__mro__", REPR "__repr__", STR "__str__", FORMAT "__format__",
    HASH "__hash__", EQ "__eq__", NE "__ne__", LT "__lt__", LE "__le__", GT "__gt__", GE "__ge__",
    BOOL "__bool__", LEN "__len__", ITER "__iter__", NEXT "__next__", CONTAINS "__contains__",
    GETITEM "__getitem__", SETITEM "__setitem__", DELITEM "__delitem__", MISSING "__missing__", LENGTH_HINT "__length_hint__",
    GETATTR "__getattr__", GETATTRIBUTE "__getattribute__", SETATTR "__setattr__",
    DELATTR "__delattr__", GET "__get__", SET "__set__", DELETE "__delete__",
    SET_NAME "__set_name__", INIT_SUBCLASS "__init_subclass__", SLOTS "__slots__",
    ENTER "__enter__", EXIT "__exit__", AENTER "__aenter__", AEXIT "__aexit__",
    AWAIT "__await__", AITER "__aiter__", ANEXT "__anext__", SEND "send", THROW "throw",
    CLOSE "close", ADD "__add__", RADD "__radd__", IADD "__iadd__", SUB "__sub__",
    RSUB "__rsub__", ISUB "__isub__", MUL "__mul__", RMUL "__rmul__", IMUL "__imul__",
    TRUEDIV "__truediv__", RTRUEDIV "__rtruediv__", ITRUEDIV "__itruediv__",
    FLOORDIV "__floordiv__", RFLOORDIV "__rfloordiv__", IFLOORDIV "__ifloordiv__",
    MOD "__mod__", RMOD "__rmod__", IMOD "__imod__", POW "__pow__", RPOW "__rpow__",
    IPOW "__ipow__", MATMUL "__matmul__", RMATMUL "__rmatmul__", IMATMUL "__imatmul__",
    AND "__and__", RAND "__rand__", IAND "__iand__", OR "__or__", ROR "__ror__", IOR "__ior__",
    XOR "__xor__", RXOR "__rxor__", IXOR "__ixor__", LSHIFT "__lshift__",
    RLSHIFT "__rlshift__", ILSHIFT "__ilshift__", RSHIFT "__rshift__", RRSHIFT "__rrshift__",
    IRSHIFT "__irshift__", NEG "__neg__", POS "__pos__", INVERT "__invert__", ABS "__abs__",
    INT "__int__", FLOAT "__float__", INDEX "__index__", ROUND "__round__", BYTES "__bytes__",
    REVERSED "__reversed__", DIR "__dir__", FILE "__file__", BUILTINS "__builtins__",
    ANNOTATIONS "__annotations__", MAIN "__main__", ALL "__all__", CLASS_GETITEM "__class_getitem__",
    CLASSCELL "__classcell__", METACLASS "metaclass", PREPARE "__prepare__",
    INSTANCECHECK "__instancecheck__", SUBCLASSCHECK "__subclasscheck__", NOTES "__notes__",
    CAUSE "__cause__", CONTEXT "__context__", TRACEBACK "__traceback__",
    SUPPRESS_CONTEXT "__suppress_context__", ARGS "args", VALUE "value", WRAPPED "__wrapped__",
    KWDEFAULTS "__kwdefaults__", DEFAULTS "__defaults__", CODE "__code__", CLOSURE "__closure__",
    GLOBALS "__globals__", SELF "__self__", FUNC "__func__", PATH "__path__", SPEC "__spec__",
    LOADER "__loader__", PACKAGE "__package__", SPECIAL_ABSTRACT "__abstractmethods__",
    PRINT "print", KEYS "keys", STDOUT "stdout", STDERR "stderr", STDIN "stdin", MSG "msg", NAME_ATTR "name", OBJ "obj", ERRNO "errno",
    STRERROR "strerror", FILENAME "filename", CODE_ATTR "code", LINENO "lineno", TEXT "text",
    OFFSET "offset", NAME_FROM "name_from", DUNDER_SUPER "super",
}

/// How many names an engine has about when it is made: room for them is made at once.
const NAMES_AT_START: usize = 1700;

/// The names of one engine.
pub struct Interner {
    numbers: RefCell<HashMap<Box<str>, Sym>>,
    texts: RefCell<Vec<Value>>,
    /// The strings of one ASCII character, once they have been asked for.
    characters: [ValueCell; 128],
}

impl Default for Interner {
    /// With all of [`names`] in place. Needs the heap to be entered.
    fn default() -> Self {
        let interner = Self {
            numbers: RefCell::new(HashMap::with_capacity(NAMES_AT_START)),
            texts: RefCell::new(Vec::with_capacity(NAMES_AT_START)),
            characters: [const { ValueCell::new(Value::Unbound) }; 128],
        };
        for text in names::TEXTS {
            interner.intern(text);
        }
        interner
    }
}

impl Interner {
    /// The number of a name.
    pub fn intern(&self, text: &str) -> Sym {
        if let Some(sym) = self.numbers.borrow().get(text) {
            return *sym;
        }
        let mut texts = self.texts.borrow_mut();
        let sym = Sym(texts.len() as u32);
        texts.push(Str::value(text));
        self.numbers.borrow_mut().insert(text.into(), sym);
        sym
    }

    /// The string of a character of `text`, whose length is above `index`. There is one of each ASCII
    /// character, as there is in CPython.
    pub fn character(&self, text: &Str, index: usize) -> Value {
        let point = text.code_point(index).filter(|point| *point < 128);
        let Some(point) = point else { return text.slice(index, index + 1) };
        let known = self.characters[point as usize].get();
        if known.is_unbound() { self.single(point as u8) } else { known }
    }

    #[cold]
    fn single(&self, ascii: u8) -> Value {
        let made = self.value(self.intern(char::from(ascii).encode_utf8(&mut [0; 4])));
        self.characters[usize::from(ascii)].set(made.clone());
        made
    }

    /// The decimal digits of a number.
    pub fn digits(&self, number: i64) -> Value {
        match u8::try_from(number) {
            Ok(digit @ 0..10) => {
                let known = self.characters[usize::from(b'0' + digit)].get();
                if known.is_unbound() { self.single(b'0' + digit) } else { known }
            }
            _ => Str::of_int(number),
        }
    }

    /// The number of a name that has one.
    pub fn find(&self, text: &str) -> Option<Sym> {
        self.numbers.borrow().get(text).copied()
    }

    /// The name as a string of the language.
    pub fn value(&self, sym: Sym) -> Value {
        self.texts.borrow()[sym.0 as usize].clone()
    }

    /// The name as text.
    pub fn text(&self, sym: Sym) -> String {
        self.value(sym).get::<Str>().map_or_else(String::new, std::string::ToString::to_string)
    }

    /// Gives all strings up, before the heap goes.
    pub(crate) fn clear(&self) {
        self.texts.take();
        self.characters.iter().for_each(|c| drop(c.take()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_names_have_their_numbers() {
        let heap = crate::heap::Heap::default();
        let _entered = heap.enter();
        let interner = Interner::default();
        assert_eq!(interner.intern("__init__"), names::INIT);
        assert_eq!(interner.intern("super"), names::DUNDER_SUPER);
        assert_eq!(interner.text(names::MISSING), "__missing__");
        interner.clear();
    }
}
