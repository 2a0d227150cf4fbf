//! Programs at and beyond every limit: compiled or refused, never a panic and never a native stack overflow.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use ouro_bytecode::{Code, Const};
use ouro_compiler::{Options, compile_eval, compile_module, verify};
use ouro_diag::{Source, Span};
use ouro_syntax::ast::{
    BinaryOp, BoolOp, Comprehension, Constant, Expr, ExprKind, Ident, Int, Lambda, P, UnaryOp,
};

/// Compiles on a thread with the stack of a test, and checks the code.
fn compile(program: &str) -> Result<Code, String> {
    let source = Source::new("<limits>", program);
    let parsed = ouro_syntax::parse_module(&source);
    if let Some(error) = parsed.first_error() {
        return Err(error.message.clone());
    }
    let code = compile_module(&parsed.module, &source, &Options::default())
        .map_err(|errors| errors[0].message.clone())?;
    assert_eq!(verify::verify(&code), Vec::<String>::new());
    Ok(code)
}

fn inner(code: &Code) -> &Code {
    let inner = code.consts.iter().find_map(|constant| match constant {
        Const::Code(code) => Some(code),
        _ => None,
    });
    inner.unwrap()
}

/// A chain of so many links over a name, made without the parser, which has a limit of its own.
fn chain(links: u32, link: impl Fn(P) -> ExprKind) -> Expr {
    let mut expr = Expr::new(Span::new(0, 1), ExprKind::Name("y".into()));
    for _ in 0..links {
        expr = Expr::new(Span::new(0, 1), link(P::new(expr)));
    }
    expr
}

#[test]
fn long_chains_are_no_nesting() {
    let source = Source::new("<limits>", "y");
    let ident = || Ident { name: "a".into(), span: Span::new(0, 1) };
    let number = || Expr::new(Span::new(0, 1), ExprKind::Constant(Constant::Int(Int::Small(1))));
    let add = |left| {
        let (op, op_span) = (BinaryOp::Add, Span::new(0, 1));
        ExprKind::Binary { left, op, op_span, right: P::new(number()) }
    };
    let chains = [
        chain(100_000, add),
        chain(60_000, |value| ExprKind::Attribute { value, attr: ident() }),
        chain(100_000, |value| ExprKind::Subscript { value, index: P::new(number()) }),
        chain(100_000, |function| ExprKind::Call { function, args: vec![], keywords: vec![] }),
    ];
    for expr in chains {
        let code = compile_eval(&expr, &source, &Options::default()).unwrap();
        assert_eq!(verify::verify(&code), Vec::<String>::new());
        assert!(code.n_regs < 8);
    }
    for text in ["y + ", "1 + ", "y and ", "y < "] {
        compile(&format!("x = {}1\n", text.repeat(1_500))).expect(text);
    }
    for text in [".a", "[0]", ".a()", "()"] {
        compile(&format!("x = y{}\n", text.repeat(900))).expect(text);
    }
}

#[test]
fn long_programs_compile() {
    let mut elifs = String::from("def f(x):\n    if x == -1: return 0\n");
    for n in 0..20_000 {
        elifs.push_str(&format!("    elif x == {n}: return {n} + x\n"));
    }
    compile(&elifs).unwrap();
    let mut globals = String::new();
    for n in 0..70_000 {
        globals.push_str(&format!("name{} = {n}\n", n % 500));
    }
    compile(&globals).unwrap();
}

#[test]
fn jumps_reach_further_than_sixteen_bits() {
    let body = "        x = x + y\n        y = y.a(x)\n".repeat(9_000);
    let program = format!(
        "def f(x, y):\n    for z in x:\n        if x: continue\n        if y < 3: break\n{body}    else:\n        return 1\n    while x < y:\n{body}    try:\n        x = 1\n    except A:\n        pass\n"
    );
    let code = compile(&program).unwrap();
    assert!(inner(&code).instrs.len() > 40_000);
}

#[test]
fn large_displays_need_few_registers() {
    let row = |item: &str, count: usize| vec![item; count].join(", ");
    for (open, item, close) in [
        ("[", "x", "]"),
        ("(", "x", ")"),
        ("{", "x", "}"),
        ("{", "x: y", "}"),
        ("f(", "x", ")"),
        ("[", "'text'", "]"),
    ] {
        let code = compile(&format!("z = {open}{}{close}\n", row(item, 5_000))).unwrap();
        assert!(code.n_regs < 80, "{open}{item}{close}: {}", code.n_regs);
    }
    let distinct: Vec<String> = (0..70_000).map(|n| format!("x, 'text {n}'")).collect();
    let code = compile(&format!("z = [{}]\n", distinct.join(", "))).unwrap();
    assert!(code.n_regs < 80 && code.consts.len() >= 70_000);
}

#[test]
fn what_does_not_fit_is_refused() {
    let names: Vec<String> = (0..70_000).map(|n| format!("n{n}")).collect();
    let targets = format!("{} = x\n", names.join(", "));
    assert_eq!(compile(&targets).unwrap_err(), "more than 65,535 registers are needed");
    let locals: String = names.iter().map(|name| format!("    {name} = 1\n")).collect();
    let message = compile(&format!("def f():\n{locals}")).unwrap_err();
    assert_eq!(message, "more than 65,535 registers are needed");
    let globals: String = names.iter().map(|name| format!("{name} = 1\n")).collect();
    assert_eq!(compile(&globals).unwrap_err(), "more than 65,535 different names are used");
    let stars = format!("{} *z = x\n", "y, ".repeat(300));
    assert_eq!(compile(&stars).unwrap_err(), "too many expressions in star-unpacking assignment");
}

#[test]
fn nesting_is_refused_before_the_stack_ends() {
    // Each shape at a depth that compiles or is refused, and far beyond.
    for depth in [10, 60, 90, 150, 250, 390, 1_000, 5_000] {
        let nested = |open: &str, middle: &str, close: &str| {
            let program = format!("x = {}{middle}{}\n", open.repeat(depth), close.repeat(depth));
            let result = compile(&program);
            if depth <= 60 {
                result.unwrap();
            }
        };
        nested("(", "1", ")");
        nested("[", "1", "]");
        nested("-", "y", "");
        nested("not ", "y", "");
        nested("f(", "1", ")");
        nested("lambda: ", "1", "");
        nested("1 if y else ", "2", "");
        nested("y[", "1", "]");
        nested("{1: ", "2", "}");
        nested("[x for x in ", "y", "]");
        nested("(x for x in ", "y", ")");
        nested("[", "x", " for x in y]");
        nested("y ** ", "2", "");
        nested("f\"{", "1", "}\"");
        nested("(x := ", "1", ")");
        nested("1 + (", "1", ")");
        nested("y and (z or ", "1", ")");
        let blocks = |header: &str| {
            let mut program = String::new();
            for level in 0..depth {
                program.push_str(&format!("{}{header}\n", " ".repeat(level)));
            }
            program.push_str(&format!("{}pass\n", " ".repeat(depth)));
            let result = compile(&program);
            if depth <= 60 {
                result.unwrap();
            }
        };
        for header in ["if x:", "while x:", "def f():", "class A:", "with x:", "for x in y:"] {
            blocks(header);
        }
    }
}

#[test]
fn finally_within_finally_does_not_explode() {
    let mut program = String::new();
    for level in 0..22 {
        let indent = " ".repeat(level);
        program.push_str(&format!("{indent}try:\n{indent} x\n{indent}finally:\n"));
    }
    program.push_str(&format!("{}pass\n", " ".repeat(22)));
    let _ = compile(&program);
}

#[test]
fn trees_of_any_height_are_compiled_or_refused() {
    let source = Source::new("<limits>", "y");
    let options = Options::default();
    let name = || Expr::new(Span::new(0, 1), ExprKind::Name("y".into()));
    let clause = || Comprehension {
        span: Span::new(0, 1),
        is_async: false,
        target: name(),
        iter: name(),
        ifs: Vec::new(),
    };
    let lambda = |body| ExprKind::Lambda(Box::new(Lambda { parameters: Default::default(), body }));
    let call = |value: P| ExprKind::Call {
        function: P::new(name()),
        args: vec![value.into_inner()],
        keywords: Vec::new(),
    };
    let shapes: Vec<Box<dyn Fn(P) -> ExprKind>> = vec![
        Box::new(|operand| ExprKind::Unary { op: UnaryOp::Not, operand }),
        Box::new(|value| ExprKind::BoolOp {
            op: BoolOp::And,
            values: vec![name(), Expr::new(Span::new(0, 1), call(value))],
        }),
        Box::new(call),
        Box::new(|value: P| ExprKind::List(vec![value.into_inner()])),
        Box::new(lambda),
        Box::new(|element| ExprKind::ListComp { element, generators: vec![clause()] }),
        Box::new(|element| ExprKind::Generator { element, generators: vec![clause()] }),
        Box::new(|orelse| ExprKind::IfExp { test: P::new(name()), body: P::new(name()), orelse }),
    ];
    for (index, shape) in shapes.iter().enumerate() {
        for links in [150, 390, 1_000] {
            let result = compile_eval(&chain(links, shape), &source, &options);
            assert!(result.is_ok() || links > 150, "shape {index}");
            assert!(result.is_err() || links < 1_000, "shape {index}");
        }
    }
}
