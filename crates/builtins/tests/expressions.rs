//! Expressions and what CPython 3.13 makes of them, recorded by `expressions/record.py`: every line of a
//! `.txt` file is an expression, the line behind it its `repr` or the exception that it raises.

use std::fmt::Write as _;
use std::sync::Arc;

use ouro_diag::Source;
use ouro_vm::host::{ClockMode, FakeHost, Outside};
use ouro_vm::objects::Str;
use ouro_vm::{Raised, Value, Vm};

/// One machine for all cases of a file.
fn machine() -> Vm {
    let host = FakeHost::default();
    let mut vm = Vm::new(Outside::new(Box::new(host), ClockMode::Virtual), 0);
    let heap = vm.heap_handle();
    let _entered = heap.enter();
    vm.heap().set_ceiling(1 << 30);
    ouro_builtins::install(&mut vm);
    vm
}

fn text(value: &Value) -> String {
    value.get::<Str>().map(|text| text.to_text().into_owned()).unwrap_or_default()
}

fn raised(vm: &mut Vm, raised: &Raised) -> String {
    let value = raised.value();
    let message = match ouro_builtins::str(vm, &value) {
        Ok(message) => text(&message),
        Err(_) => "?".to_owned(),
    };
    format!("! {}: {message}", vm.type_name(&value))
}

/// What an expression comes to, in the form of the recording.
fn outcome(vm: &mut Vm, expression: &str) -> String {
    let source = Source::new("<test>", expression);
    let tree = match ouro_syntax::parse_expression(&source) {
        Ok(tree) => tree,
        Err(error) => return format!("refused: {}", error.message),
    };
    let code = match ouro_compiler::compile_eval(&tree, &source, &Default::default()) {
        Ok(code) => code,
        Err(errors) => return format!("refused: {}", errors[0].message),
    };
    let module = vm.new_main(None);
    let result = match vm.run_module(&Arc::new(code), &module) {
        Ok(value) => ouro_builtins::repr(vm, &value),
        Err(raised) => Err(raised),
    };
    match result {
        Ok(shown) => format!("= {}", text(&shown)),
        Err(error) => raised(vm, &error),
    }
}

/// Expressions whose outcome waits for another crate; each is looked for by its text, and one that has
/// come right must leave the list.
const WAITING: &str = include_str!("expressions/waiting.list");

fn check(name: &str, recorded: &str) {
    let mut vm = machine();
    let heap = vm.heap_handle();
    let _entered = heap.enter();
    let mut lines = recorded.lines();
    let (mut checked, mut wrong) = (0, String::new());
    while let (Some(expression), Some(expected)) = (lines.next(), lines.next()) {
        checked += 1;
        let got = outcome(&mut vm, expression).replace('\n', "\\n");
        let waits = WAITING.lines().any(|line| line == expression);
        if waits && got == expected {
            let _ = writeln!(wrong, "{expression}\n  is right now: take it from waiting.list");
        }
        if !waits && got != expected {
            let _ = writeln!(wrong, "{expression}\n  expected {expected}\n  got      {got}");
        }
    }
    assert!(checked > 0, "{name} has no case");
    assert!(wrong.is_empty(), "of {checked} in {name} differ:\n{wrong}");
}

macro_rules! files {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            // Deep recursion is part of what is tested.
            let run = || check(stringify!($name), include_str!(concat!("expressions/", stringify!($name), ".txt")));
            let thread = std::thread::Builder::new().stack_size(ouro_vm::NATIVE_STACK_BYTES).spawn(run);
            if let Err(panic) = thread.expect("a thread").join() {
                std::panic::resume_unwind(panic);
            }
        }
    )*};
}

files! { strings numbers containers binary functions objects }
