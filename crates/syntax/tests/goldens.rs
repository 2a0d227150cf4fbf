//! What CPython 3.13 made of our sources, recorded, against what this crate makes of them; and Ouro's own
//! output, which `OURO_BLESS=1 cargo test -p ouro-syntax` writes anew.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use ouro_diag::{Source, render};
use ouro_syntax::{dump_ast, parse_module, tokens};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Sources and what CPython said, from a file of blocks.
fn blocks(file: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder("recorded").join(file)).unwrap();
    let block = |block: &str| {
        let (source, answer) = block.split_once("\n-----\n").unwrap();
        (source.to_owned(), answer.to_owned())
    };
    text.split("=====\n").skip(1).map(block).collect()
}

fn error_lines(text: &str) -> String {
    let source = Source::new("x", text);
    let parsed = parse_module(&source);
    parsed.first_error().map_or("accepted\n".into(), |e| render::reference_lines(e, &source))
}

/// The line's number and the message, without the quoted line and the carets.
fn place_and_message(lines: &str) -> (String, String) {
    let place = lines.lines().next().unwrap_or_default().to_owned();
    (place, lines.lines().last().unwrap_or_default().to_owned())
}

#[test]
fn trees_are_those_of_the_reference() {
    let blocks = blocks("trees.txt");
    assert!(blocks.len() >= 300, "the sample has shrunk to {}", blocks.len());
    let mut wrong = Vec::new();
    for (text, expected) in blocks {
        let source = Source::new("x", text.as_str());
        let parsed = parse_module(&source);
        if parsed.first_error().is_some() || dump_ast(&parsed.module) != expected {
            wrong.push((text, parsed.first_error().cloned(), dump_ast(&parsed.module)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn errors_are_those_of_the_reference_to_the_last_caret() {
    for (text, expected) in blocks("errors.txt") {
        assert_eq!(error_lines(&text), expected, "{text}");
    }
}

#[test]
fn messages_and_lines_are_those_of_the_reference_where_carets_differ() {
    for (text, expected) in blocks("carets_differ.txt") {
        let ours = place_and_message(&error_lines(&text));
        assert_eq!(ours, place_and_message(&expected), "{text}");
    }
}

#[test]
fn known_differences_are_still_differences() {
    for (text, expected) in blocks("messages_differ.txt") {
        let ours = place_and_message(&error_lines(&text));
        assert_ne!(ours, place_and_message(&expected), "move this to another file: {text}");
    }
}

/// Compares with the file, or writes it where `OURO_BLESS` is set.
fn golden(path: &Path, actual: &str) {
    if std::env::var_os("OURO_BLESS").is_some() {
        fs::write(path, actual).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(actual, expected, "{} (OURO_BLESS=1 writes it anew)", path.display());
}

fn sources(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    paths.sort();
    paths
}

fn read(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Source::new(name, fs::read_to_string(path).unwrap())
}

#[test]
fn tokens_as_dumped() {
    for path in sources("tokens") {
        let source = read(&path);
        let mut out = String::new();
        for token in tokens(&source) {
            let at = source.line_column(token.span.start);
            let text = source.slice(token.span);
            writeln!(out, "{}:{} {:?} {text:?}", at.line, at.column, token.kind).unwrap();
        }
        golden(&path.with_extension("tokens"), &out);
    }
}

#[test]
fn diagnostics_in_full() {
    for path in sources("diagnostics") {
        let source = read(&path);
        let mut out = String::new();
        for diagnostic in parse_module(&source).diagnostics {
            out.push_str(&render::full(&diagnostic, &source, false));
            writeln!(out, "{}", render::short(&diagnostic, &source)).unwrap();
            writeln!(out, "{}\n", render::json_line(&diagnostic, &source)).unwrap();
        }
        golden(&path.with_extension("txt"), &out);
    }
}

#[test]
fn prompts_know_what_is_not_finished() {
    use ouro_syntax::{InputStatus, parse_interactive};
    let status = |text: &str| parse_interactive(&Source::new("<stdin>", text)).0;
    for text in
        ["x = 1\n", "", "\n", "if x: pass\n\n", "def f():\n    pass\n\n", "x = (\n1)\n", "# c\n"]
    {
        assert_eq!(status(text), InputStatus::Complete, "{text:?}");
    }
    for text in [
        "if x:\n",
        "def f():\n    pass\n",
        "if x: pass\n",
        "x = (1,\n",
        "'''abc\n",
        "@f\n",
        "x = \\\n",
        "try:\n    a\n",
        "class A:\n",
        "for x in y:\n    if x:\n",
        "f'''{a\n",
        "if x:\n    a\nelse:\n",
    ] {
        assert_eq!(status(text), InputStatus::Incomplete, "{text:?}");
    }
    for text in ["x = = 1\n", "x)\n", "'abc\n", "  x\n", "if x:\npass\n", "def f(:\n", "1 2\n"] {
        assert_eq!(status(text), InputStatus::Error, "{text:?}");
    }
}

#[test]
fn bytes_are_decoded_as_the_reference_does() {
    let parse = |bytes: &[u8]| {
        let (_, parsed) = ouro_syntax::parse_bytes("x", bytes);
        parsed.first_error().map_or(dump_ast(&parsed.module), |error| error.message.clone())
    };
    let text = |value: &str| {
        format!("Module(\n  body=[\n    Expr(\n      value=Constant(value='{value}'))])\n")
    };
    assert_eq!(parse("'é'".as_bytes()), text("é"));
    assert_eq!(parse(b"\xEF\xBB\xBF'a'"), text("a"));
    assert_eq!(parse(b"# coding: latin-1\n'\xE9'"), text("é"));
    assert_eq!(parse(b"#!x\n# vim: set fileencoding=cp1252 :\n'\x80'"), text("€"));
    assert!(
        parse(b"'\xFF'").starts_with("Non-UTF-8 code starting with '\\xff' in file x on line 1")
    );
    assert_eq!(parse(b"# coding: nothing\n"), "encoding problem: nothing");
    assert_eq!(parse(b"# coding: ascii\n'\xE9'"), "encoding problem: ascii");
    assert_eq!(parse(b"\xEF\xBB\xBF# coding: latin-1\n"), "encoding problem: iso-8859-1 with BOM");
    assert_eq!(parse(b"x = 1\0"), "source code cannot contain null bytes");
    assert_eq!(
        error_lines("x = 1\0"),
        "SyntaxError: source code string cannot contain null bytes\n"
    );
    // What is wrong in a comment of a file that declares its encoding is not decoded.
    assert_eq!(parse(b"# coding: utf-8\n# \xFF\n'a'"), text("a"));
}

/// One token left out, replaced or added, two thousand times: accepted and refused as by the reference,
/// and nearly always for the reason that it gives.
#[test]
fn mutants_are_judged_as_the_reference_does() {
    let programs = folder("recorded").join("programs");
    let recorded = fs::read_to_string(folder("recorded").join("mutants.tsv")).unwrap();
    let (mut refused, mut alike, mut differing) = (0, 0, String::new());
    for line in recorded.lines() {
        let [name, start, end, replacement, expected] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let mut text = fs::read_to_string(programs.join(name)).unwrap();
        text.replace_range(start.parse::<usize>().unwrap()..end.parse().unwrap(), replacement);
        let source = Source::new("x", text);
        let parsed = parse_module(&source);
        let actual = parsed.first_error().map_or("accepted".into(), |error| {
            let at = source.line(error.span.start);
            format!("{at} {}: {}", error.exception, error.message)
        });
        let both = (expected == "accepted") == (actual == "accepted");
        assert!(both, "{line}\nours: {actual}");
        if expected != "accepted" {
            refused += 1;
            if actual == expected {
                alike += 1;
            } else {
                writeln!(differing, "{line}\n    ours: {actual}").unwrap();
            }
        }
    }
    eprintln!("{alike} of {refused} refusals alike\n{differing}");
    assert!(alike * 100 >= refused * 97, "{alike} of {refused} refusals alike\n{differing}");
}
