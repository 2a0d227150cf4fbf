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

/// Mistakes that have nothing to do with each other.
const INDEPENDENT: [&str; 22] = [
    "x = = 1\n",
    "def f(a, b)\n    return a\n",
    "print \"x\"\n",
    "x = [1, 2 3]\n",
    "if x = 1:\n    pass\n",
    "while True print(1)\n",
    "f(a=1, b)\n",
    "1 = x\n",
    "x = 'abc\n",
    "x = 5 $ 3\n",
    "x = “a”\n",
    "x = 0b12\n",
    "x = )\n",
    "x = (1]\n",
    "f'{a b}'\n",
    "if x:\npass\n",
    "  y = 1\n",
    "try:\n    pass\n",
    "class A\n    x = 1\n",
    "import\n",
    "for x y in z:\n    pass\n",
    "asnyc def f():\n    pass\n",
];

/// Mistakes that take what follows along, up to the next statement.
const UNCLOSED: [&str; 3] = ["x = (1,\n", "f(a, {1: 2,\n", "x = [a for a in b\n"];

#[test]
fn three_independent_mistakes_are_three_diagnostics() {
    let sound = "def sound(a):\n    if a:\n        return 1\n    return 2\n\n";
    let mut wrong = String::new();
    let mut check = |mistakes: &[&str]| {
        let text: String = mistakes.iter().flat_map(|mistake| [sound, mistake]).collect();
        let found = parse_module(&Source::new("x.py", text + sound)).diagnostics;
        if found.len() != mistakes.len() {
            let messages: Vec<&str> = found.iter().map(|error| error.message.as_str()).collect();
            writeln!(wrong, "{mistakes:?}: {messages:?}").unwrap();
        }
    };
    for first in INDEPENDENT {
        check(&[first]);
        for second in INDEPENDENT.into_iter().filter(|second| *second != first) {
            for third in INDEPENDENT.into_iter().step_by(11) {
                if third != first && third != second {
                    check(&[first, second, third]);
                }
            }
        }
    }
    // A closing bracket elsewhere would close them.
    for second in INDEPENDENT.into_iter().filter(|mistake| !mistake.starts_with("x = )")) {
        for unclosed in UNCLOSED {
            check(&[unclosed, "print \"y\"\n", second]);
            check(&[second, "if x then:\n    pass\n", unclosed]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
