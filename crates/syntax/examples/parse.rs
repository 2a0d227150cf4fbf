//! Parses the files that it is given: their trees with `--ast`, else one line for each.

#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

use ouro_diag::Source;

fn main() {
    let mut show_tree = false;
    for argument in std::env::args().skip(1) {
        if argument == "--ast" {
            show_tree = true;
            continue;
        }
        let bytes = match std::fs::read(&argument) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{argument}: {error}");
                continue;
            }
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let source = Source::new(argument.as_str(), text);
        let parsed = ouro_syntax::parse_module(&source);
        match parsed.first_error() {
            Some(error) => {
                let at = source.line_column(error.span.start);
                let (class, message) = (error.exception, &error.message);
                println!("{argument}:{}:{}: {class}: {message}", at.line, at.column);
            }
            None if show_tree => print!("{}", ouro_syntax::dump_ast(&parsed.module)),
            None => println!("{argument}: ok"),
        }
    }
}
