//! Any bytes, all the way to bytecode: nothing panics, every place that is named lies in the text and on the
//! boundaries of characters, everything that is said can be rendered, and what is compiled can be run.

use ouro_bytecode::{Code, Const, disassemble};
use ouro_compiler::{Compiled, Input, Options, verify};
use ouro_diag::{Diagnostic, Source, Span, render};

/// Takes bytes through every stage; panics where one of them does not do what it promises.
pub(crate) fn check(bytes: &[u8]) {
    let (source, parsed) = ouro_syntax::parse_bytes("fuzz.py", bytes);
    check_all(&source, &parsed.diagnostics);
    for token in ouro_syntax::tokens(&source) {
        check_span(&source, token.span);
    }
    // What is left of a refused text is a tree, too.
    let _ = ouro_syntax::dump_ast(&parsed.module);
    if parsed.first_error().is_none() {
        check_code(&source, compile(Input::Module(&parsed.module), &source));
    }
    let (_, typed) = ouro_syntax::parse_interactive(&source);
    check_all(&source, &typed.diagnostics);
    if typed.first_error().is_none() {
        check_code(&source, compile(Input::Interactive(&typed.module), &source));
    }
    // Spans of an expression count from the first character that is no blank.
    let expression = Source::new("<string>", source.text.trim_start_matches([' ', '\t']));
    match ouro_syntax::parse_expression(&expression) {
        Ok(value) => check_code(&expression, compile(Input::Eval(&value), &expression)),
        Err(error) => check_diagnostic(&expression, &error),
    }
}

fn compile(input: Input<'_>, source: &Source) -> Compiled {
    ouro_compiler::compile(input, source, &Options::default())
}

fn check_code(source: &Source, compiled: Compiled) {
    check_all(source, &compiled.warnings);
    match compiled.code {
        Ok(code) => {
            let faults = verify::verify(&code);
            assert!(faults.is_empty(), "{faults:#?}");
            check_places(source, &code);
            let _ = disassemble(&code, &|offset| source.line(offset));
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "refused without a word");
            check_all(source, &diagnostics);
        }
    }
}

fn check_places(source: &Source, code: &Code) {
    assert_eq!(code.instrs.len(), code.place_of.len());
    for place in &code.places {
        check_span(source, place.span);
        place.anchor.into_iter().for_each(|anchor| check_span(source, anchor));
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            check_places(source, inner);
        }
    }
}

fn check_all(source: &Source, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        check_diagnostic(source, diagnostic);
    }
}

fn check_diagnostic(source: &Source, diagnostic: &Diagnostic) {
    check_span(source, diagnostic.span);
    diagnostic.labels.iter().for_each(|label| check_span(source, label.span));
    for suggestion in &diagnostic.suggestions {
        suggestion.edits.iter().for_each(|edit| check_span(source, edit.span));
    }
    assert!(!diagnostic.message.is_empty());
    assert!(!render::short(diagnostic, source).contains('\n') || source.name.contains('\n'));
    assert!(!render::json_line(diagnostic, source).contains('\n'));
    assert!(render::full(diagnostic, source, false).contains("ouro explain"));
    let _ = render::full(diagnostic, source, true);
}

/// One place past the end of the text stands for its end, as the reference counts it.
fn check_span(source: &Source, span: Span) {
    let length = source.text.len();
    assert!(span.start <= span.end, "{span:?} runs backwards");
    assert!(span.end as usize <= length + 1, "{span:?} lies outside of {length} bytes");
    for offset in [span.start as usize, span.end as usize] {
        assert!(
            offset > length || source.text.is_char_boundary(offset),
            "{span:?} cuts a character"
        );
    }
}
