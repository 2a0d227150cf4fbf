//! Parses the files that it is given: their trees with `--ast`, the reference's lines with `--errors`
//! (for a file of cases with lines of `=====` between them), else one line for each.

#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

use ouro_diag::Source;

const SEPARATOR: &str = "\n=====\n";

fn main() {
    let mut mode = String::new();
    for argument in std::env::args().skip(1) {
        if argument.starts_with("--") {
            mode = argument;
            continue;
        }
        match std::fs::read(&argument) {
            Ok(bytes) if mode == "--errors" => cases(&String::from_utf8_lossy(&bytes)),
            Ok(bytes) => file(&argument, &bytes, &mode),
            Err(error) => println!("{argument}: {error}"),
        }
    }
}

fn cases(text: &str) {
    let outputs: Vec<String> = text
        .split(SEPARATOR)
        .map(|case| {
            let source = Source::new("x", case);
            let parsed = ouro_syntax::parse_module(&source);
            let error = parsed.first_error();
            error.map_or("ok\n".into(), |error| ouro_diag::render::reference_lines(error, &source))
        })
        .collect();
    print!("{}", outputs.join(SEPARATOR));
}

fn file(name: &str, bytes: &[u8], mode: &str) {
    let (source, parsed) = ouro_syntax::parse_bytes(name, bytes);
    match parsed.first_error() {
        Some(_) if mode == "--full" => {
            for diagnostic in &parsed.diagnostics {
                print!("{}", ouro_diag::render::full(diagnostic, &source, false));
            }
        }
        Some(error) => {
            let at = source.line_column(error.span.start);
            let (class, message) = (error.exception, &error.message);
            println!("{name}:{}:{}: {class}: {message}", at.line, at.column);
        }
        None if mode == "--ast" => print!("{}", ouro_syntax::dump_ast(&parsed.module)),
        None => println!("{name}: ok"),
    }
}
