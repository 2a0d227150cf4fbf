//! What the scopes and the lowering refuse: messages and ranges as the reference's, recorded in `errors.txt`
//! by `record_errors.py`.

use ouro_compiler::{Options, compile_interactive, compile_module};
use ouro_diag::{Diagnostic, LabelStyle, Source};

fn first_error(program: &str) -> Option<(Source, Diagnostic)> {
    let source = Source::new("<case>", program);
    let parsed = ouro_syntax::parse_module(&source);
    let error = match parsed.first_error() {
        Some(error) => error.clone(),
        None => compile_module(&parsed.module, &source, &Options::default()).err()?.remove(0),
    };
    Some((source, error))
}

fn verdict(program: &str, with_end: bool) -> String {
    let Some((source, error)) = first_error(program) else { return "accepted".into() };
    let place = |offset| {
        let at = source.line_column(offset);
        format!("{}:{}", at.line, at.column)
    };
    let end = if with_end { format!("-{}", place(error.span.end)) } else { String::new() };
    format!("{}{end} {}", place(error.span.start), error.message)
}

#[test]
fn errors_are_the_references_word_for_word() {
    let cases = include_str!("errors.txt");
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases.split("---\n") {
        let Some((program, expected)) = case.split_once("=> ") else { continue };
        let expected = expected.trim_end();
        let range = expected.split(' ').next().unwrap_or_default();
        let found = verdict(program, range.contains('-') || expected == "accepted");
        count += 1;
        if found != expected {
            wrong.push(format!("{program}  expected {expected}\n     found {found}\n"));
        }
    }
    assert!(count > 150, "only {count} cases were found");
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn both_places_of_a_conflict_are_labelled() {
    for program in [
        "def f():\n    x = 1\n    global x\n",
        "def f():\n    print(x)\n    global x\n",
        "def f(x):\n    nonlocal x\n",
        "def f(a, a): pass\n",
        "async def f():\n    yield 1\n    return 2\n",
        "[(x := 1) for x in y]\n",
        "try: pass\nexcept: pass\nexcept A: pass\n",
    ] {
        let (_, error) = first_error(program).unwrap();
        let count = |style| error.labels.iter().filter(|label| label.style == style).count();
        assert_eq!(count(LabelStyle::Primary), 1, "{program}");
        assert_eq!(count(LabelStyle::Secondary), 1, "{program}");
    }
}

#[test]
fn what_is_not_compiled_yet_is_named() {
    for (program, what) in [
        ("match x:\n    case 1: pass\n", "`match` statements"),
        ("type X = int\n", "`type` statements"),
        ("def f[T](x): pass\n", "type parameters"),
        ("class A[T]: pass\n", "type parameters"),
    ] {
        let (_, error) = first_error(program).unwrap();
        assert_eq!(error.message, format!("Ouro does not compile {what} yet"));
        assert_eq!(error.code.id(), "E0401");
    }
}

#[test]
fn all_errors_of_a_program_are_reported_once() {
    let source = Source::new("<case>", "try:\n    break\nfinally:\n    continue\nreturn\n");
    let parsed = ouro_syntax::parse_module(&source);
    let errors = compile_module(&parsed.module, &source, &Options::default()).unwrap_err();
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        messages,
        ["'break' outside loop", "'continue' not properly in loop", "'return' outside function"]
    );
}

#[test]
fn a_prompt_may_await_and_only_then_is_a_coroutine() {
    use ouro_bytecode::CodeKind;
    for (program, kind) in [
        ("await x\n", CodeKind::Coroutine),
        ("[x async for x in y]\n", CodeKind::Coroutine),
        ("async with x: pass\n", CodeKind::Coroutine),
        ("async for x in y: pass\n", CodeKind::Coroutine),
        ("(x async for x in y)\n", CodeKind::Module),
        ("x + 1\n", CodeKind::Module),
        ("async def f(): await x\n", CodeKind::Module),
    ] {
        let source = Source::new("<stdin>", program);
        let parsed = ouro_syntax::parse_module(&source);
        let code = compile_interactive(&parsed.module, &source, &Options::default()).unwrap();
        assert_eq!(code.kind, kind, "{program}");
    }
}
