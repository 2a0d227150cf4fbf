//! Shows the bytecode of files: `cargo run -p ouro-compiler --example disassemble -- FILE...`; with
//! `--verify` instead checks what each compiles to, and shows only what is wrong.

use ouro_compiler::{Options, compile_module, verify};
use ouro_diag::Source;

#[expect(clippy::print_stdout, reason = "this is a command")]
fn main() {
    let mut quiet = false;
    for path in std::env::args().skip(1) {
        if path == "--verify" {
            quiet = true;
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("{path}: not readable");
            continue;
        };
        let source = Source::new(path.as_str(), text);
        let parsed = ouro_syntax::parse_module(&source);
        if let Some(error) = parsed.first_error() {
            println!("{path}:{}: {}", source.line(error.span.start), error.message);
            continue;
        }
        match compile_module(&parsed.module, &source, &Options::default()) {
            Err(errors) => {
                for error in errors {
                    println!("{path}:{}: {}", source.line(error.span.start), error.message);
                }
            }
            Ok(code) => {
                if !quiet {
                    println!("{}", ouro_bytecode::disassemble(&code, &|at| source.line(at)));
                }
                for fault in verify::verify(&code) {
                    println!("{path}: {fault}");
                }
            }
        }
    }
}
