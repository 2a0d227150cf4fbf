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
fn in_proportion(name: &str, depth: usize, program: impl Fn(usize) -> String) {
    let steps = |depth: usize| parse(&program(depth)).steps;
    let (single, double) = (steps(depth), steps(depth * 2));
    assert!(double <= single * 2 + 50, "{name}: {single} steps, then {double}");
}

#[test]
fn nesting_costs_in_proportion() {
    let shapes = [
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
        ("(a, ", "b", ")"),
        ("((a, b), ", "c", ")"),
        ("f(a, *b, c=", "d", ", **e)"),
        ("a.b(c)[", "d", "]"),
        ("a[b:c, d:", "e", "]"),
        ("a[*", "b", "]"),
        ("lambda: (", "a", ")"),
        ("lambda a, *b, c=(", "d", "), **e: f"),
        ("{a for a in ", "b", "}"),
        ("{a: b for a in c for b in ", "d", " if e}"),
        ("[a async for a in b if (", "c", ")]"),
        ("f(a for a in ", "b", ")"),
        ("[(a := b) for c in ", "d", "]"),
        ("(await a(", "b", "))"),
        ("(not (", "a", "))"),
        ("-(", "a", ")"),
        ("(a < ", "b", ")"),
        ("(a and b or ", "c", ")"),
        ("2 ** (", "a", ")"),
        ("{**", "a", "}"),
        ("f'{", "a", "}'"),
        ("f'{a:{", "b", "}}'"),
    ];
    // Alone, and wherever else an expression begins a statement that may turn out to be another.
    let places = [
        "@",
        "@ = b",
        "a = @",
        "@: int",
        "@ += 1",
        "for a in @: pass",
        "with @: pass",
        "with (@ as a, b): pass",
        "del @",
        "print @",
        "match @:\n case _: pass",
        "if @: pass",
        "if @\n",
        "def f(a=@): pass",
        "class A(@): pass",
        "type A = @",
        "match(@)",
        "f(@ b)",
        "(@ = b)",
        "[@ for",
        "a if @",
        "import @",
    ];
    for (open, middle, close) in shapes {
        for place in places {
            in_proportion(&format!("{open} in {place}"), 10, |depth| {
                place.replace('@', &(open.repeat(depth) + middle + &close.repeat(depth)))
            });
        }
    }
}

#[test]
fn patterns_cost_in_proportion() {
    let shapes = [
        ("[", "a", "]"),
        ("(", "a", ")"),
        ("(", "a", ",)"),
        ("(a, ", "*b", ")"),
        ("A(b=", "c", ")"),
        ("A(", "b", ")"),
        ("a.b(c, ", "d", ")"),
        ("{1: ", "a", "}"),
        ("{'a': [", "b", "], **c}"),
        ("(1 | ", "2", ")"),
        ("([a, b] | ", "c", ")"),
        ("(A() as b, ", "c", ")"),
        ("[-1 + 2j, ", "a", "]"),
    ];
    for (open, middle, close) in shapes {
        for place in
            ["case @: pass", "case @ if a: pass", "case @ as a: pass", "case @\n", "case @ b: pass"]
        {
            in_proportion(&format!("{open} in {place}"), 20, |depth| {
                let nested = open.repeat(depth) + middle + &close.repeat(depth);
                format!("match x:\n {}\n", place.replace('@', &nested))
            });
        }
    }
}

#[test]
fn targets_and_types_cost_in_proportion() {
    for (open, middle, close) in [("(", "a", ",)"), ("[", "a", "]"), ("(a, *", "b", ")")] {
        for place in [
            "@ = b",
            "for @ in b: pass",
            "[c for @ in d]",
            "with a as @: pass",
            "del @",
            "for @ b",
            "with a as @ b",
            "(@) := b",
            "with (a as @): pass",
            "with (a as @, b as @): pass",
        ] {
            in_proportion(&format!("{open} in {place}"), 20, |depth| {
                place.replace('@', &(open.repeat(depth) + middle + &close.repeat(depth)))
            });
        }
    }
    for (open, close) in [("a[", "]"), ("'b' | (", ")"), ("*a[", "]")] {
        for place in
            ["def f(a: @): pass", "def f[A: @](): pass", "def f() -> @: pass", "type A[B = @] = C"]
        {
            in_proportion(&format!("{open} in {place}"), 20, |depth| {
                place.replace('@', &(open.repeat(depth) + "a" + &close.repeat(depth)))
            });
        }
    }
}

/// Blocks, and what is left open at every depth: whatever is looked for ahead is not looked for again within.
#[test]
fn what_is_not_closed_costs_in_proportion() {
    for open in [
        "(",
        "[",
        "{",
        "f(",
        "a[",
        "(a, ",
        "{1: ",
        "lambda a=(",
        "f'{",
        "(yield ",
        "[a for a in ",
        "A(b=",
    ] {
        for (before, after) in [
            ("", ""),
            ("x = ", "\n"),
            ("match x:\n case ", ": pass\n"),
            ("with ", ": pass"),
            ("", " b"),
            ("", " F\"{a}\"F\"{a}\"\n\n"),
            ("", "else(x)\n"),
        ] {
            in_proportion(&format!("{before}{open}{after}"), 20, |depth| {
                format!("{before}{}a{after}", open.repeat(depth))
            });
        }
    }
    let heads = [
        "if a:",
        "while a:",
        "for a in b:",
        "def f(a):",
        "class A:",
        "with a:",
        "try:",
        "match a:",
        "async def f():",
        "if a",
        "def f(a)",
        "for a b:",
        "with (a as b, c as d):",
    ];
    for head in heads {
        in_proportion(head, 20, |depth| {
            let lines = (0..depth).map(|level| format!("{}{head}\n", " ".repeat(level)));
            lines.collect::<String>() + &" ".repeat(depth) + "pass\n"
        });
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
