//! Programs and their bytecode side by side, in `goldens/*.txt`: source, a line of dashes, disassembly.
//! `OURO_BLESS=1 cargo test -p ouro-compiler --test goldens` writes the lower halves anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use ouro_bytecode::disassemble;
use ouro_compiler::{Options, compile_module, verify};
use ouro_diag::Source;

/// Every golden; a file that is not named here fails the test.
const GOLDENS: &[&str] = &[
    "assignments",
    "async",
    "calls",
    "classes",
    "comprehensions",
    "conditions",
    "constants",
    "displays",
    "fstrings",
    "functions",
    "imports",
    "loops",
    "scopes",
    "try",
    "with",
];

const RULE: &str = "------------------------------------------------------------ bytecode\n";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens")
}

#[test]
fn programs_compile_to_their_goldens() {
    let bless = std::env::var_os("OURO_BLESS").is_some();
    let mut wrong = Vec::new();
    for name in GOLDENS {
        let path = folder().join(format!("{name}.txt"));
        let golden = fs::read_to_string(&path).unwrap();
        let program = golden.split(RULE).next().unwrap_or_default();
        let source = Source::new(*name, program);
        let parsed = ouro_syntax::parse_module(&source);
        assert!(parsed.first_error().is_none(), "{name}: {:?}", parsed.first_error());
        let code = compile_module(&parsed.module, &source, &Options::default()).unwrap();
        assert_eq!(verify::verify(&code), Vec::<String>::new(), "{name}");
        let shown = disassemble(&code, &|offset| source.line(offset));
        let expected = format!("{program}{RULE}{shown}");
        if expected != golden {
            if bless {
                fs::write(&path, expected).unwrap();
            } else {
                wrong.push(*name);
            }
        }
    }
    assert!(wrong.is_empty(), "OURO_BLESS=1 writes them anew, if this is meant: {wrong:?}");
}

#[test]
fn every_golden_is_named() {
    let named: BTreeSet<String> = GOLDENS.iter().map(|name| format!("{name}.txt")).collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(named, found);
}
