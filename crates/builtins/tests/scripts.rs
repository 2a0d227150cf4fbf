//! Scripts of `scripts/` and what CPython 3.13 prints for them, recorded beside each in a `.out` file by
//! `scripts/record.sh`. An exception that ends a script stands in its last line.

#![expect(clippy::panic, reason = "a test may panic, and so may what it calls")]

use std::sync::Arc;

use ouro_diag::Source;
use ouro_vm::Vm;
use ouro_vm::host::{ClockMode, FakeHost, Outside};
use ouro_vm::objects::Str;

fn run(text: &str) -> String {
    let host = FakeHost::default();
    let captured = host.output();
    let mut vm = Vm::new(Outside::new(Box::new(host), ClockMode::Virtual), 0);
    let heap = vm.heap_handle();
    let _entered = heap.enter();
    // Large requests are refused before they are made.
    vm.heap().set_ceiling(1 << 30);
    ouro_builtins::install(&mut vm);
    let source = Source::with_id(vm.sources.next_id(), "<test>", text);
    vm.sources.add(Arc::new(source.clone()));
    let parsed = ouro_syntax::parse_module(&source);
    if let Some(error) = parsed.first_error() {
        return format!("refused: {}", error.message);
    }
    let code = match ouro_compiler::compile_module(&parsed.module, &source, &Default::default()) {
        Ok(code) => code,
        Err(errors) => return format!("refused: {}", errors[0].message),
    };
    let module = vm.new_main(Some("<test>"));
    let result = vm.run_module(&Arc::new(code), &module);
    let mut out = captured.stdout();
    if let Err(raised) = result {
        let value = raised.value();
        let name = vm.type_name(&value);
        let shown = ouro_builtins::str(&mut vm, &value);
        let message = shown
            .ok()
            .and_then(|text| text.get::<Str>().map(|text| text.to_text().into_owned()))
            .unwrap_or_default();
        out.push_str(&format!("! {name}: {message}\n"));
    }
    out
}

fn check(name: &str, script: &str, expected: &str) {
    let got = run(script);
    if got == expected {
        return;
    }
    let differing = got.lines().zip(expected.lines()).enumerate().find(|(_, (a, b))| a != b);
    let first = match differing {
        Some((line, (got, expected))) => {
            format!("line {}\n  expected {expected}\n  got      {got}", line + 1)
        }
        None => format!("lengths; got:\n{got}"),
    };
    panic!("{name} differs at {first}");
}

macro_rules! scripts {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            let run = || {
                let script = include_str!(concat!("scripts/", stringify!($name), ".py"));
                let expected = include_str!(concat!("scripts/", stringify!($name), ".out"));
                check(stringify!($name), script, expected);
            };
            let thread = std::thread::Builder::new().stack_size(ouro_vm::NATIVE_STACK_BYTES).spawn(run);
            if let Err(panic) = thread.expect("a thread").join() {
                std::panic::resume_unwind(panic);
            }
        }
    )*};
}

scripts! { construction metaclasses derived_in_place missing_and_format scope derived_types special_methods classes_and_attributes generators printing recursion sorting_and_mutation }
