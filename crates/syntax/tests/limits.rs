//! Limits hold, and work grows in proportion: nothing overflows the native stack, nothing is tried again
//! and again.

use ouro_diag::Source;
use ouro_syntax::{Parsed, dump_ast, parse_module};

fn parse(text: &str) -> Parsed {
    parse_module(&Source::new("x", text))
}

fn message(text: &str) -> String {
    parse(text)
        .first_error()
        .map_or("accepted".into(), |e| format!("{}: {}", e.exception, e.message))
}

const RECURSION: &str = "RecursionError: maximum recursion depth exceeded during compilation";

#[test]
fn brackets_nest_200_deep_and_no_deeper() {
    let nested = |n: usize| "(".repeat(n) + "1" + &")".repeat(n);
    assert_eq!(message(&nested(200)), "accepted");
    assert_eq!(message(&nested(201)), "SyntaxError: too many nested parentheses");
    assert_eq!(message(&nested(100_000)), "SyntaxError: too many nested parentheses");
}

#[test]
fn blocks_nest_99_deep_and_no_deeper() {
    let nested = |n: usize| {
        let heads: String = (0..n).map(|i| " ".repeat(i) + "if a:\n").collect();
        heads + &" ".repeat(n) + "pass\n"
    };
    assert_eq!(message(&nested(99)), "accepted");
    assert_eq!(message(&nested(100)), "IndentationError: too many levels of indentation");
    assert_eq!(message(&nested(1_000)), "IndentationError: too many levels of indentation");
}

#[test]
fn fstrings_nest_149_deep_and_no_deeper() {
    let nested = |n: usize| "f'{".repeat(n) + "1" + &"}'".repeat(n);
    assert_eq!(message(&nested(149)), "accepted");
    for depth in [150, 200, 100_000] {
        assert_eq!(message(&nested(depth)), "SyntaxError: too many nested f-strings");
    }
}

#[test]
fn chains_are_as_long_as_the_reference_allows_and_no_longer() {
    for part in ["+1", ".a", "()", "[0]"] {
        let longest = String::from("a") + &part.repeat(9_996);
        assert_eq!(message(&longest), "accepted", "{part}");
        assert!(dump_ast(&parse(&longest).module).starts_with("Module("));
        assert_eq!(message(&(longest + part)), RECURSION, "{part}");
    }
    for part in ["+1", ".a", "()", "[0]", "**a", " if a else a", " and not a", "%b*c"] {
        let text = String::from("a") + &part.repeat(100_000);
        let flat = part == " and not a";
        assert_eq!(message(&text), if flat { "accepted" } else { RECURSION }, "{part}");
    }
    for part in ["not ", "-", "lambda: ", "a if b else ", "a**-"] {
        assert_eq!(message(&(part.repeat(100_000) + "a")), RECURSION, "{part}");
    }
}

#[test]
fn whole_numbers_have_4300_digits_and_no_more() {
    assert_eq!(message(&"9".repeat(4_300)), "accepted");
    let refused = message(&"9".repeat(4_301));
    let expected = "SyntaxError: Exceeds the limit (4300 digits) for integer string conversion: value has \
                    4301 digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
                    hexadecimal for huge integer literals to avoid decimal conversion limits.";
    assert_eq!(refused, expected);
    assert_eq!(message(&format!("0x{}", "f".repeat(1_000_000))), "accepted");
}

#[test]
fn what_is_flat_may_be_long() {
    for text in [
        "a=".repeat(100_000) + "1",
        "a<".repeat(100_000) + "a",
        "a or ".repeat(100_000) + "a",
        String::from("if a: pass\n") + &"elif a: pass\n".repeat(20_000),
        "@a\n".repeat(20_000) + "def f(): pass",
        String::from("[") + &"1,".repeat(200_000) + "]",
        "\"a\" ".repeat(50_000),
        "\\\n".repeat(50_000) + "a",
        "a;".repeat(50_000),
    ] {
        assert_eq!(message(&text), "accepted");
    }
}

#[test]
fn a_chain_of_elif_is_dumped_to_a_limit() {
    let text = String::from("if a: pass\n") + &"elif a: pass\n".repeat(3_000);
    assert!(dump_ast(&parse(&text).module).contains("..."));
}

/// How often a token was looked at, for nesting of two depths: doubling must at most double it.
#[test]
fn nesting_costs_in_proportion() {
    let shapes: [(&str, &str, &str); 12] = [
        ("(", "a, b", ")"),
        ("(", "a", ")"),
        ("f(", "a", ")"),
        ("a[", "b", "]"),
        ("[", "a", " for a in b]"),
        ("{1: ", "a", "}"),
        ("(a := ", "b", ")"),
        ("(lambda a=", "b", ": c)"),
        ("(a if b else ", "c", ")"),
        ("(*", "a", ",)"),
        ("(yield ", "a", ")"),
        ("f(a=", "b", ")"),
    ];
    for (open, middle, close) in shapes {
        let steps = |n: usize| parse(&(open.repeat(n) + middle + &close.repeat(n))).steps;
        let (single, double) = (steps(40), steps(80));
        assert!(double <= single * 2 + 50, "{open}: {single} steps, then {double}");
    }
    let pattern = |open: &str, close: &str, n: usize| {
        let nested = open.repeat(n) + "a" + &close.repeat(n);
        parse(&format!("match x:\n case {nested}: pass")).steps
    };
    for (open, close) in [("[", "]"), ("(", ",)"), ("A(b=", ")"), ("{1: ", "}")] {
        let (single, double) = (pattern(open, close, 40), pattern(open, close, 80));
        assert!(double <= single * 2 + 50, "{open}: {single} steps, then {double}");
    }
}

#[test]
fn any_bytes_give_a_result() {
    // A small generator of its own: the same bytes on every machine.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let pieces = [
        "(", ")", "[", "]", "{", "}", "f'", "'", "\"\"\"", "\\", "\n", "  ", "\t", "if", "else",
        ":", "=", ":=", "lambda", "x", "1", "0x", "1e", "!r", "*", "**", "for", "in", "def f",
        "class", "é", "\u{a0}", "\r", "match", "case", "await", "yield", ",", ";", "@", "->", "#",
        "\0", "not", ".",
    ];
    for _ in 0..1_500 {
        let mut text = String::new();
        for _ in 0..20 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(pieces[(state % pieces.len() as u64) as usize]);
            if state & 0x300 == 0 {
                text.push(' ');
            }
        }
        let source = Source::new("x", text);
        for diagnostic in parse_module(&source).diagnostics {
            let full = ouro_diag::render::full(&diagnostic, &source, false);
            assert!(full.contains("ouro explain"));
        }
    }
}
