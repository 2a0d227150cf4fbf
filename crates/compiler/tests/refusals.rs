//! The one table of what is refused: programs with what CPython 3.13 says of them, to the last caret, and at which stage.
//!
//! `refusals/table.txt` is recorded by `refusals/record.py`. A message in the sources without a row fails a test here.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "refusals/literals.rs"]
mod literals;

use ouro_compiler::{Options, compile_module};
use ouro_diag::{Diagnostic, Source, codes, render};
use std::fmt::Write as _;

/// A program of the table.
struct Row {
    /// The stage that refuses it, or `accepted`.
    stage: String,
    program: Vec<u8>,
    expected: String,
}

fn table() -> Vec<Row> {
    let text = include_str!("refusals/table.txt");
    let row = |block: &str| {
        let (head, rest) = block.split_once('\n').unwrap();
        let (program, expected) = rest.split_once("\n-----\n").unwrap();
        let (stage, form) = head.split_once(' ').unwrap_or((head, ""));
        let program = match form {
            "escaped" => unescape(program),
            "repeated" => repeat(program).into_bytes(),
            _ => program.as_bytes().to_vec(),
        };
        let expected: String =
            expected.lines().filter(|line| !line.starts_with("#####")).fold(String::new(), line);
        Row { stage: stage.to_owned(), program, expected }
    };
    text.split("===== ").skip(1).map(row).collect()
}

fn line(mut text: String, line: &str) -> String {
    writeln!(text, "{line}").unwrap();
    text
}

/// A program written as in a bytes literal.
fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        out.push(match (byte, byte == b'\\') {
            (byte, false) => byte,
            _ => match rest.next() {
                Some(b'n') => b'\n',
                Some(b'x') => {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
                }
                other => other.unwrap(),
            },
        });
    }
    out
}

/// A program in which `<<3*ab>>` stands for `ababab`.
fn repeat(text: &str) -> String {
    let mut out = String::new();
    for (index, piece) in text.split("<<").enumerate() {
        match piece.split_once(">>") {
            Some((repeated, rest)) if index > 0 => {
                let (count, part) = repeated.split_once('*').unwrap();
                out += &part.repeat(count.parse().unwrap());
                out += rest;
            }
            _ => out += piece,
        }
    }
    out
}

/// What Ouro says of a program: the stage that refuses it, and all that is wrong.
fn judge(program: &[u8]) -> (&'static str, Source, Vec<Diagnostic>) {
    let (source, parsed) = ouro_syntax::parse_bytes("x.py", program);
    if parsed.first_error().is_some() {
        return ("parser", source, parsed.diagnostics);
    }
    match compile_module(&parsed.module, &source, &Options::default()) {
        Ok(_) => ("accepted", source, Vec::new()),
        Err(diagnostics) => ("compiler", source, diagnostics),
    }
}

#[test]
fn what_the_reference_refuses_is_refused_in_its_words_and_at_its_stage() {
    let rows = table();
    let (mut wrong, mut count) = (String::new(), 0);
    for row in &rows {
        let (stage, source, diagnostics) = judge(&row.program);
        // What is not compiled yet is refused for that.
        if diagnostics.first().is_some_and(|first| first.code == codes::NOT_COMPILED_YET) {
            continue;
        }
        let lines = diagnostics.first().map(|first| render::reference_lines(first, &source));
        let lines = lines.unwrap_or_default();
        // Symbols and lowering are one stage to those who look from outside.
        let expected_stage = if row.stage == "symbols" { "compiler" } else { &row.stage };
        if stage != expected_stage || lines != row.expected {
            count += 1;
            let program = String::from_utf8_lossy(&row.program);
            let (wanted, expected) = (&row.stage, &row.expected);
            writeln!(wrong, "{program}\n--- {wanted}\n{expected}--- ours: {stage}\n{lines}")
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{count} of {} differ:\n{wrong}", rows.len());
}

/// The messages that `fragment`, a text of the sources with `{}` in it, may be a part of.
fn is_part_of(fragment: &str, message: &str) -> bool {
    let mut rest = message;
    for piece in fragment.split("{}") {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[test]
fn every_message_of_the_sources_has_a_row() {
    let rows = table();
    let messages: Vec<&str> = rows.iter().filter_map(|row| row.expected.lines().last()).collect();
    let mut missing = String::new();
    for literal in literals::messages() {
        if !messages.iter().any(|message| is_part_of(&literal.text, message)) {
            writeln!(missing, "{}: {}", literal.place, literal.text).unwrap();
        }
    }
    assert!(missing.is_empty(), "messages without a row:\n{missing}");
}

#[test]
fn the_table_is_long_enough() {
    let mut shapes: Vec<String> =
        table().iter().filter_map(|row| row.expected.lines().last().map(shape)).collect();
    shapes.sort();
    shapes.dedup();
    assert!(shapes.len() >= 120, "only {} messages: {shapes:#?}", shapes.len());
}

/// A message without what differs from program to program.
fn shape(message: &str) -> String {
    let quoted = message.split('\'').enumerate();
    quoted.map(|(index, part)| if index % 2 == 0 { part } else { "''" }).collect()
}
