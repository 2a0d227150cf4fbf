//! Mistakes that people make, what is said about each, and that doing what is said mends it.
//!
//! `mistakes.txt` holds blocks: a program, all that is said, and the program after the edits of the first
//! diagnostic. `OURO_BLESS=1` writes it anew; that the first lines are the reference's is held by the compiler's
//! table of refusals, which has the same programs.

use ouro_diag::{Diagnostic, Edit, Source, render};
use ouro_syntax::parse_module;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn said(source: &Source, diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| render::full(diagnostic, source, false)).collect()
}

/// The text after the edits of a diagnostic; none where it has none.
fn mended(source: &Source, diagnostic: &Diagnostic) -> Option<String> {
    let suggestion = diagnostic.suggestions.first()?;
    let mut edits: Vec<&Edit> = suggestion.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = source.text.to_string();
    for edit in &edits {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    (!edits.is_empty()).then_some(text)
}

#[test]
fn mistakes_are_explained_and_edits_mend_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes.txt");
    let recorded = fs::read_to_string(&path).unwrap();
    let (mut actual, mut broken) = (String::new(), String::new());
    for block in recorded.split("=====\n").skip(1) {
        let program = block.split("-----\n").next().unwrap();
        let source = Source::new("x.py", program);
        let diagnostics = parse_module(&source).diagnostics;
        let first = diagnostics.first().unwrap_or_else(|| panic!("accepted: {program}"));
        let after = mended(&source, first);
        if let Some(text) = &after {
            let left = parse_module(&Source::new("x.py", text.as_str())).diagnostics;
            // One edit mends one mistake.
            if left.len() >= diagnostics.len() {
                writeln!(broken, "{program}became\n{text}").unwrap();
            }
        }
        let said = said(&source, &diagnostics);
        write!(actual, "=====\n{program}-----\n{said}-----\n{}", after.unwrap_or_default())
            .unwrap();
    }
    assert!(broken.is_empty(), "edits that mend nothing:\n{broken}");
    if std::env::var_os("OURO_BLESS").is_some() {
        fs::write(&path, &actual).unwrap();
    }
    assert_eq!(actual, fs::read_to_string(&path).unwrap(), "OURO_BLESS=1 writes it anew");
}
