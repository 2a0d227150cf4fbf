//! The native half of `operator` (library reference, "operator"): the operators as functions, and functions that
//! take items, attributes and methods of what they are given. The names that begin with `__` are in `lib/`.

use ouro_vm::{Payload, UnOp};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "operator", doc: "Operator interface.", functions: FUNCTIONS, fill };

macro_rules! binary {
    ($name:literal $op:ident $in_place:literal) => {
        native($name, "(a, b, /)", concat!("Same as the operator ", $name, "."), |vm, args| {
            vm.binary(BinOp::$op, &args[0], &args[1], $in_place)
        })
    };
}

macro_rules! comparison {
    ($name:literal $op:ident) => {
        native($name, "(a, b, /)", concat!("Same as the comparison ", $name, "."), |vm, args| {
            vm.compare(CmpOp::$op, &args[0], &args[1])
        })
    };
}

static FUNCTIONS: &[NativeDef] = &[
    binary!("add" Add false),
    binary!("sub" Sub false),
    binary!("mul" Mul false),
    binary!("truediv" Div false),
    binary!("floordiv" FloorDiv false),
    binary!("mod" Mod false),
    binary!("pow" Pow false),
    binary!("matmul" MatMul false),
    binary!("and_" And false),
    binary!("or_" Or false),
    binary!("xor" Xor false),
    binary!("lshift" Shl false),
    binary!("rshift" Shr false),
    binary!("iadd" Add true),
    binary!("isub" Sub true),
    binary!("imul" Mul true),
    binary!("itruediv" Div true),
    binary!("ifloordiv" FloorDiv true),
    binary!("imod" Mod true),
    binary!("ipow" Pow true),
    binary!("imatmul" MatMul true),
    binary!("iand" And true),
    binary!("ior" Or true),
    binary!("ixor" Xor true),
    binary!("ilshift" Shl true),
    binary!("irshift" Shr true),
    comparison!("lt" Lt),
    comparison!("le" Le),
    comparison!("eq" Eq),
    comparison!("ne" Ne),
    comparison!("ge" Ge),
    comparison!("gt" Gt),
    native("neg", "(a, /)", "Same as -a.", |vm, args| vm.unary(UnOp::Neg, &args[0])),
    native("pos", "(a, /)", "Same as +a.", |vm, args| vm.unary(UnOp::Pos, &args[0])),
    native("inv", "(a, /)", "Same as ~a.", |vm, args| vm.unary(UnOp::Invert, &args[0])),
    native("invert", "(a, /)", "Same as ~a.", |vm, args| vm.unary(UnOp::Invert, &args[0])),
    native("not_", "(a, /)", "Same as not a.", |vm, args| Ok(Value::Bool(!vm.truthy(&args[0])?))),
    native("truth", "(a, /)", "Whether a is true.", |vm, args| {
        Ok(Value::Bool(vm.truthy(&args[0])?))
    }),
    native("is_", "(a, b, /)", "Same as a is b.", |_, args| {
        Ok(Value::Bool(args[0].is_same(&args[1])))
    }),
    native("is_not", "(a, b, /)", "Same as a is not b.", |_, args| {
        Ok(Value::Bool(!args[0].is_same(&args[1])))
    }),
    native("contains", "(a, b, /)", "Same as b in a (note reversed operands).", |vm, args| {
        Ok(Value::Bool(vm.contains(&args[0], &args[1])?))
    }),
    native("getitem", "(a, b, /)", "Same as a[b].", |vm, args| vm.get_item(&args[0], &args[1])),
    native("setitem", "(a, b, c, /)", "Same as a[b] = c.", |vm, args| {
        vm.set_item(&args[0], &args[1], args[2].clone())?;
        Ok(Value::None)
    }),
    native("delitem", "(a, b, /)", "Same as del a[b].", |vm, args| {
        vm.del_item(&args[0], &args[1])?;
        Ok(Value::None)
    }),
    native("concat", "(a, b, /)", "Same as a + b, for a and b sequences.", |vm, args| {
        concat(vm, args, false)
    }),
    native("iconcat", "(a, b, /)", "Same as a += b, for a and b sequences.", |vm, args| {
        concat(vm, args, true)
    }),
    native("index", "(a, /)", "Same as a.__index__().", |vm, args| {
        Ok(int_value(vm.index(&args[0])?))
    }),
    native("countOf", "(a, b, /)", "How many items of a are, or equal, b.", |vm, args| {
        let mut count = 0;
        find(vm, args, |_| {
            count += 1;
            true
        })?;
        Ok(Value::Int(count))
    }),
    native("indexOf", "(a, b, /)", "The first index of b in a.", |vm, args| {
        let mut found = None;
        find(vm, args, |at| {
            found = Some(at);
            false
        })?;
        match found {
            Some(at) => Ok(Value::Int(at)),
            None => Err(args::value_error(vm, "sequence.index(x): x not in sequence")),
        }
    }),
    native("length_hint", "(obj, default=0, /)", "How many items an object may have.", length_hint),
    native("call", "(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs).", |vm, args| {
        let keywords = args::keywords(vm, &args[2]);
        vm.call_keywords(&args[0], args::rest(&args[1]), &keywords)
    }),
];

fn concat(vm: &mut Vm, args: &[Value], in_place: bool) -> R {
    for value in &args[..2] {
        if vm.lookup_special(value, names::GETITEM).is_unbound() {
            let got = vm.type_name(value);
            let message = format!("'{got}' object can't be concatenated");
            return Err(args::type_error(vm, &message));
        }
    }
    vm.binary(BinOp::Add, &args[0], &args[1], in_place)
}

/// Tells a function at which places of an iterable a value is, as long as it wants to know.
fn find(vm: &mut Vm, args: &[Value], mut tell: impl FnMut(i64) -> bool) -> R<()> {
    let iterator = vm.iter(&args[0])?;
    let mut at = 0;
    while let Some(item) = vm.next(&iterator)? {
        let same = item.is_same(&args[1]) || {
            let equal = vm.compare(CmpOp::Eq, &item, &args[1])?;
            vm.truthy(&equal)?
        };
        if same && !tell(at) {
            break;
        }
        at += 1;
    }
    Ok(())
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> R {
    if !args::is_int(&args[1]) {
        let got = vm.type_name(&args[1]);
        let message = format!("'{got}' object cannot be interpreted as an integer");
        return Err(args::type_error(vm, &message));
    }
    for name in ["__len__", "__length_hint__"] {
        let name = vm.intern(name);
        match vm.call_special(&args[0], name, &[])? {
            None | Some(Value::NotImplemented) => {}
            Some(length) => return Ok(length),
        }
    }
    Ok(args[1].clone())
}

/// What a getter takes from an object.
enum What {
    /// Items by these keys.
    Items,
    /// Attributes by these names, which may be dotted.
    Attributes,
    /// What a method gives: its name, then its arguments.
    Method,
}
ouro_vm::no_values!(What);

/// `itemgetter`, `attrgetter` and `methodcaller`.
struct Getter {
    what: What,
    /// A tuple.
    keys: Value,
    /// Keyword arguments of a method, a dict.
    keywords: Value,
}
ouro_vm::object!(Getter, "getter", { what, keys, keywords });

macro_rules! getter {
    ($def:ident $new:ident $name:literal $signature:literal $make:expr) => {
        const $def: &str = $name;
        static $new: NativeDef = native("__new__", $signature, "Create one.", $make);
    };
}

getter!(ITEMS NEW_ITEMS "itemgetter" "(cls, /, *items)" |vm, args| {
    needs_one(vm, "itemgetter", &args[1])?;
    let class = args[0].clone();
    Ok(make(vm, &class, What::Items, args[1].clone(), Value::None))
});
getter!(ATTRIBUTES NEW_ATTRIBUTES "attrgetter" "(cls, /, *attrs)" |vm, args| {
    needs_one(vm, "attrgetter", &args[1])?;
    let keys = args[1].clone();
    if !args::rest(&keys).iter().all(Value::is::<Str>) {
        return Err(args::type_error(vm, "attribute name must be a string"));
    }
    let class = args[0].clone();
    Ok(make(vm, &class, What::Attributes, keys, Value::None))
});
getter!(METHOD NEW_METHOD "methodcaller" "(cls, /, *args, **kwargs)" |vm, args| {
    match args::rest(&args[1]).first() {
        None => {
            let message = "methodcaller needs at least one argument, the method name";
            return Err(args::type_error(vm, message));
        }
        Some(name) if !name.is::<Str>() => {
            return Err(args::type_error(vm, "method name must be a string"));
        }
        Some(_) => {}
    }
    let class = args[0].clone();
    Ok(make(vm, &class, What::Method, args[1].clone(), args[2].clone()))
});

fn needs_one(vm: &mut Vm, name: &str, given: &Value) -> R<()> {
    if args::rest(given).is_empty() {
        return Err(args::type_error(vm, &format!("{name} expected 1 argument, got 0")));
    }
    Ok(())
}

fn make(vm: &mut Vm, class: &Value, what: What, keys: Value, keywords: Value) -> Value {
    let getter = Value::new(Getter { what, keys, keywords });
    vm.wrap_base(class, getter)
}

static METHODS: &[NativeDef] = &[
    native("__call__", "(self, obj, /)", "Call self as a function.", |vm, args| {
        let getter = args::this::<Getter>(vm, &args[0])?;
        let (keys, keywords) = (getter.keys.clone(), getter.keywords.clone());
        let keys = args::rest(&keys);
        if let What::Method = getter.what {
            let method = vm.get_attr_text(&args[1], &args::text(&keys[0]).unwrap_or_default())?;
            let keywords = args::keywords(vm, &keywords);
            return vm.call_keywords(&method, &keys[1..], &keywords);
        }
        let mut taken = Vec::with_capacity(keys.len());
        for key in keys {
            taken.push(match getter.what {
                What::Items => vm.get_item(&args[1], key)?,
                _ => attribute(vm, &args[1], key)?,
            });
        }
        Ok(if taken.len() == 1 { taken.remove(0) } else { Tuple::value(taken) })
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let getter = args::this::<Getter>(vm, &args[0])?;
        let (name, keys) = match getter.what {
            What::Items => ("itemgetter", getter.keys.clone()),
            What::Attributes => ("attrgetter", getter.keys.clone()),
            What::Method => ("methodcaller", getter.keys.clone()),
        };
        let keywords = getter.keywords.clone();
        let mut parts = Vec::new();
        for key in args::rest(&keys) {
            let shown = vm.repr(key)?;
            parts.push(vm.display(&shown));
        }
        for (key, value) in keywords.get::<Dict>().map(|d| d.0.items()).unwrap_or_default() {
            let shown = vm.repr(&value)?;
            parts.push(format!("{}={}", vm.display(&key), vm.display(&shown)));
        }
        Ok(Str::value(&format!("operator.{name}({})", parts.join(", "))))
    }),
];

fn attribute(vm: &mut Vm, object: &Value, path: &Value) -> R {
    let mut value = object.clone();
    for name in args::text(path).unwrap_or_default().split('.') {
        value = vm.get_attr_text(&value, name)?;
    }
    Ok(value)
}

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let base = vm.register_type(&GETTER);
    vm.extend_type(&base, &TypeContents { methods: METHODS, ..TypeContents::default() });
    for (name, new) in [(ITEMS, &NEW_ITEMS), (ATTRIBUTES, &NEW_ATTRIBUTES), (METHOD, &NEW_METHOD)] {
        let class = vm.register_class(name, "operator", base.clone());
        vm.extend_type(&class, &TypeContents { new: Some(new), ..TypeContents::default() });
        if let Some(payload) = class.get::<ouro_vm::objects::Class>() {
            vm.make_static(payload);
        }
        args::set(vm, module, name, class);
    }
    Ok(())
}

/// The type of what the three classes are around.
static GETTER: TypeDef = TypeDef {
    name: "getter",
    module: "operator",
    base: Some(&OBJECT),
    layout: Some(<Getter as Payload>::layout),
    subclassable: true,
};
