//! Where names end up: locals, cells, free variables, globals, and the registers that keep them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::sync::Arc;

use ouro_bytecode::{Capture, Code, CodeKind, Const, Op};
use ouro_compiler::{Options, compile_module};
use ouro_diag::Source;

fn compile(program: &str) -> Code {
    let source = Source::new("<scopes>", program);
    let parsed = ouro_syntax::parse_module(&source);
    assert!(parsed.first_error().is_none(), "{program}");
    compile_module(&parsed.module, &source, &Options::default()).unwrap()
}

/// The code with this qualified name.
fn find(code: &Code, qualname: &str) -> Arc<Code> {
    fn search(code: &Code, qualname: &str) -> Option<Arc<Code>> {
        code.consts.iter().find_map(|constant| match constant {
            Const::Code(inner) if &*inner.qualname == qualname => Some(inner.clone()),
            Const::Code(inner) => search(inner, qualname),
            _ => None,
        })
    }
    search(code, qualname).unwrap_or_else(|| panic!("no {qualname}"))
}

fn texts(names: &[Arc<str>]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

#[test]
fn parameters_come_first_in_the_order_of_the_calling_convention() {
    let code = compile("def f(a, /, b, *args, c, **kw):\n    d = 1\n    return a\n");
    let f = find(&code, "f");
    assert_eq!(texts(&f.local_names), ["a", "b", "c", "args", "kw", "d"]);
    assert_eq!((f.params.positional, f.params.positional_only, f.params.keyword_only), (2, 1, 1));
    assert!(f.params.var_positional && f.params.var_keyword);
}

#[test]
fn free_variables_pass_through_every_function_between() {
    let code = compile(
        "def f(z, a):\n    b = 1\n    def g():\n        def h():\n            return z + a + b\n        return h\n    return g\n",
    );
    let f = find(&code, "f");
    assert_eq!(f.cell_locals, [0, 1, 2]);
    let g = find(&code, "f.<locals>.g");
    assert_eq!(texts(&g.free_names), ["a", "b", "z"]);
    assert_eq!(g.captures, [Capture::Local(1), Capture::Local(2), Capture::Local(0)]);
    let h = find(&code, "f.<locals>.g.<locals>.h");
    assert_eq!(h.captures, [Capture::Free(0), Capture::Free(1), Capture::Free(2)]);
}

#[test]
fn a_class_is_no_scope_for_its_methods() {
    let code = compile(
        "def f(x):\n    class C:\n        x = x\n        def g(self):\n            return x, __class__\n",
    );
    let g = find(&code, "f.<locals>.C.g");
    assert_eq!(texts(&g.free_names), ["__class__", "x"]);
    let class = find(&code, "f.<locals>.C");
    assert_eq!(class.kind, CodeKind::Class);
    assert_eq!(texts(&class.local_names), ["__class__"]);
    assert_eq!(g.captures, [Capture::Local(0), Capture::Free(0)]);
}

#[test]
fn comprehensions_have_registers_of_their_own() {
    let code = compile("def f(x):\n    return [x for x in x], [lambda: x for x in x], x\n");
    let f = find(&code, "f");
    assert_eq!(texts(&f.local_names), ["x", "x", "x"]);
    assert_eq!(f.cell_locals, [2]);
    let lambda = find(&code, "f.<locals>.<lambda>");
    assert_eq!(lambda.captures, [Capture::Local(2)]);
}

#[test]
fn generator_expressions_take_their_first_iterator() {
    let code = compile("def f(x, n):\n    return (y + n for y in x)\n");
    let generator = find(&code, "f.<locals>.<genexpr>");
    assert_eq!(generator.kind, CodeKind::Generator);
    assert_eq!(texts(&generator.local_names), [".0", "y"]);
    assert_eq!(texts(&generator.free_names), ["n"]);
}

#[test]
fn kinds_follow_what_a_function_does() {
    for (program, kind) in [
        ("def f(): pass\n", CodeKind::Function),
        ("def f(): yield\n", CodeKind::Generator),
        ("def f():\n    if 0: yield from x\n", CodeKind::Generator),
        ("async def f(): pass\n", CodeKind::Coroutine),
        ("async def f(): yield\n", CodeKind::AsyncGenerator),
        ("def f(): return (x async for x in y)\n", CodeKind::Function),
        ("def f(): return [lambda: (yield)]\n", CodeKind::Function),
    ] {
        assert_eq!(find(&compile(program), "f").kind, kind, "{program}");
    }
}

#[test]
fn walrus_in_a_comprehension_binds_around_it() {
    let code =
        compile("def f(x):\n    any((y := i) for i in x)\n    return [z := i for i in x], y\n");
    let f = find(&code, "f");
    let position = |name: &str| f.local_names.iter().position(|local| &**local == name).unwrap();
    assert_eq!(f.cell_locals, [u16::try_from(position("y")).unwrap()]);
    assert_eq!(texts(&find(&code, "f.<locals>.<genexpr>").free_names), ["y"]);
    let module = compile("[z := i for i in x]\n");
    assert!(module.instrs.iter().any(|instr| instr.op == Op::StoreGlobal));
}

#[test]
fn private_names_are_those_of_the_innermost_class() {
    let code = compile(
        "class _A:\n    __x = 1\n    def __f(self, __p):\n        self.__x = __p\n        import __m\n        class B:\n            def g(self): return self.__x\n",
    );
    let f = find(&code, "_A.__f");
    assert_eq!(texts(&f.local_names), ["self", "_A__p", "_A__m", "B"]);
    assert_eq!(texts(&f.sites), ["_A__x"]);
    let g = find(&code, "_A.__f.<locals>.B.g");
    assert_eq!(texts(&g.sites), ["_B__x"]);
}

#[test]
fn a_local_that_may_be_unbound_is_read_on_its_own() {
    let reads = |program: &str| {
        let code = compile(program);
        let f = find(&code, "f");
        f.instrs.iter().filter(|instr| instr.op == Op::Copy).count()
    };
    assert_eq!(reads("def f(a):\n    b = a\n    return b + g()\n"), 1);
    assert_eq!(reads("def f(a):\n    if a:\n        b = 1\n    return b + g()\n"), 1);
    assert_eq!(
        reads(
            "def f(a):\n    if a:\n        b = 1\n    else:\n        b = 2\n    return b + g()\n"
        ),
        0
    );
    assert_eq!(
        reads(
            "def f(a):\n    while True:\n        b = 1\n        if a: break\n    return b + g()\n"
        ),
        0
    );
    assert_eq!(reads("def f(a):\n    for b in a: pass\n    return b + b + g()\n"), 1);
    assert_eq!(reads("def f(a):\n    del a\n    return a + g()\n"), 1);
    assert_eq!(
        reads(
            "def f(a):\n    try:\n        b = 1\n    except E:\n        return\n    return b + g()\n"
        ),
        0
    );
}

#[test]
fn names_declared_global_have_plain_qualified_names() {
    let code = compile(
        "def f():\n    global g, C\n    def g(): pass\n    class C:\n        def m(self): pass\n",
    );
    find(&code, "g");
    find(&code, "C.m");
}

#[test]
fn docstrings_lose_their_indentation() {
    let doc = |text: &str| {
        let code = compile(&format!("def f():\n    \"\"\"{text}\"\"\"\n"));
        find(&code, "f").doc.clone().unwrap().to_string()
    };
    // As CPython 3.13 says.
    assert_eq!(doc("  first\n       second\n         third\n\n    "), "first\nsecond\n  third\n\n");
    assert_eq!(doc("\n    first\n\ttab\n      third  \n    "), "\nfirst\n    tab\n  third  \n");
}
