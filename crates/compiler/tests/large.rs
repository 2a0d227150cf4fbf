//! Large programs, all the way to bytecode: each ends in code or in a coded diagnostic, in memory and work in proportion.
//!
//! They take too long without optimisation: `.ci/run` asks for them with `--ignored`.

use ouro_compiler::{Options, compile_module};
use std::fmt::Write as _;

/// What becomes of a program: nothing to say, or the first error; and how often the parser looked at tokens.
fn outcome(program: &[u8]) -> (String, u64) {
    let (source, parsed) = ouro_syntax::parse_bytes("large.py", program);
    let error = match parsed.first_error() {
        Some(error) => Some(error.clone()),
        None => compile_module(&parsed.module, &source, &Options::default())
            .err()
            .and_then(|errors| errors.into_iter().next()),
    };
    let said = error.map_or(String::new(), |error| {
        // However long the line is, it can be shown.
        assert!(ouro_diag::render::full(&error, &source, false).contains("ouro explain"));
        format!("{} {}", error.code, error.message)
    });
    (said, parsed.steps)
}

/// Parses, and compiles unless it is too large for one code object.
fn accepted(program: &str) -> u64 {
    let (said, steps) = outcome(program.as_bytes());
    assert!(said.is_empty() || said.starts_with("E0405"), "{said}");
    steps
}

#[test]
#[ignore = "large"]
fn a_string_of_50_megabytes() {
    let text = "ab\\n\\u00e9".repeat(50_000_000 / 10);
    accepted(&format!("x = '{text}'\n"));
    accepted(&format!("x = '''{}'''\n", "line\n".repeat(10_000_000)));
    accepted(&format!("x = f'{}{{y}}'\n", "text".repeat(12_000_000)));
    let (said, _) = outcome(format!("x = '{text}\n").as_bytes());
    assert_eq!(said, "E0102 unterminated string literal (detected at line 1)");
}

#[test]
#[ignore = "large"]
fn a_line_of_10_megabytes() {
    let list = |items: usize| format!("x = [{}]\n", "abcd, 12, ".repeat(items));
    let (half, whole) = (accepted(&list(500_000)), accepted(&list(1_000_000)));
    assert!(whole <= half * 2 + 100, "{half} steps, then {whole}");
    accepted(&format!("x = {}1\n", "abcdefgh or ".repeat(850_000)));
    accepted(&"x = 1; ".repeat(1_500_000));
    accepted(&format!("# {}\n", "c".repeat(10_000_000)));
    accepted(&format!("{} = 1\n", "n".repeat(10_000_000)));
    // One fault, wherever it stands on such a line.
    for fault in ["x = [1, 2 3, ", "x = [a, , ", "x = [f(a=), "] {
        let (said, _) = outcome(format!("{fault}{}]\n", "abcd, ".repeat(1_600_000)).as_bytes());
        assert!(said.starts_with('E'), "{fault}: {said}");
        let (said, _) = outcome(format!("[{}{fault}]]\n", "abcd, ".repeat(1_600_000)).as_bytes());
        assert!(said.starts_with('E'), "{fault}: {said}");
    }
}

#[test]
#[ignore = "large"]
fn ten_thousand_nested_blocks() {
    let mut text = String::new();
    for depth in 0..10_000 {
        writeln!(text, "{}if a:", " ".repeat(depth)).unwrap();
    }
    let (said, _) = outcome(text.as_bytes());
    assert_eq!(said, "E0111 too many levels of indentation");
}

#[test]
#[ignore = "large"]
fn a_million_lines() {
    let rest = "    x = a.value(x)\n".repeat(10);
    let mut text = String::new();
    for index in 0..50_000 {
        write!(
            text,
            "def function_{index}(a, b=1, *args):\n    x = a + b * 2\n    if x > 10 and a:\n        \
             return [y for y in args if y]\n    elif x is None:\n        raise ValueError('x')\n    \
             for item in args:\n        x += item.value\n{rest}\n    return {{'a': x, 'b': f'{{a}} text'}}\n"
        )
        .unwrap();
    }
    accepted(&text);
}

#[test]
#[ignore = "large"]
fn many_mistakes() {
    let (said, _) = outcome("x = = 1\n".repeat(200_000).as_bytes());
    assert!(said.starts_with("E02"), "{said}");
    let (said, _) = outcome("(\n".repeat(200_000).as_bytes());
    assert_eq!(said, "E0110 too many nested parentheses");
    let (said, _) = outcome(">>> x\n".repeat(100_000).as_bytes());
    assert!(said.starts_with("E0225"), "{said}");
    let (said, _) = outcome("x = “a”\n".repeat(100_000).as_bytes());
    assert!(said.starts_with("E0101"), "{said}");
    let (said, _) = outcome(&[0xFF; 10_000_000]);
    assert!(said.starts_with("E0115"), "{said}");
    let (said, _) = outcome(&[0; 10_000_000]);
    assert_eq!(said, "E0116 source code cannot contain null bytes");
}
