//! Warnings word for word, as `record_warnings.py` recorded them from the reference.

use ouro_compiler::{Input, Options, compile};
use ouro_diag::{Severity, Source};

#[test]
fn warnings_are_the_references_word_for_word() {
    for line in include_str!("warnings.txt").lines() {
        let mut parts = line.split("  # ");
        let program = format!("{}\n", parts.next().unwrap_or_default());
        let source = Source::new("<case>", program.as_str());
        let parsed = ouro_syntax::parse_module(&source);
        assert!(parsed.first_error().is_none(), "{program}");
        let compiled = compile(Input::Module(&parsed.module), &source, &Options::default());
        assert!(compiled.code.is_ok(), "{program}");
        let found: Vec<&str> =
            compiled.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(found, parts.collect::<Vec<_>>(), "{program}");
        assert!(compiled.warnings.iter().all(|warning| warning.severity == Severity::Warning));
    }
}
