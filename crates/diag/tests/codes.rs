//! The table of codes: each code once, with a page that explains it.

use ouro_diag::Code;
use std::collections::HashSet;

#[test]
fn every_code_is_there_once_and_has_a_page_with_its_title() {
    let mut seen = HashSet::new();
    for code in Code::all() {
        assert!(seen.insert(code.id()), "{code} twice");
        let heading = format!("# {code}: {}\n", code.title());
        assert!(code.page().starts_with(&heading), "{code}: the page's heading is another");
        assert!(code.page().len() > heading.len() + 40, "{code}: the page explains nothing");
        assert_eq!(Code::find(&code.id().to_lowercase()), Some(code));
    }
}

#[test]
fn every_page_belongs_to_a_code() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/src/pages");
    for entry in std::fs::read_dir(pages).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(Code::find(name.trim_end_matches(".md")).is_some(), "{name} explains nothing");
    }
}
