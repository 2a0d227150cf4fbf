//! The verifier over programs made at random (from fixed seeds) and over every script of the repository.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ouro_compiler::{Options, compile_module, verify};
use ouro_diag::Source;

const PROGRAMS: u64 = 60;

/// A small generator of numbers; the same for a seed everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len() as u64) as usize]
    }
}

fn expr(dice: &mut Dice, depth: u32) -> String {
    if depth > 3 || dice.roll(3) == 0 {
        return dice.pick(&["a", "b", "c", "d", "1", "'s'", "None", "f()", "a.b", "()"]).into();
    }
    let name = dice.pick(&["a", "b", "c", "d"]);
    let mut e = || expr(dice, depth + 1);
    let (x, y, z) = (e(), e(), e());
    match dice.roll(18) {
        0 => format!("({x} + {y})"),
        1 => format!("({x} and {y} or {z})"),
        2 => format!("(not {x} in [1, {y}])"),
        3 => format!("({x} if {y} else {z})"),
        4 => format!("({x} < {y} <= {z})"),
        5 => format!("f({x}, {y}, k={z})"),
        6 => format!("f({x}, *{y}, **{z})"),
        7 => format!("{name}.m({x})"),
        8 => format!("({name} := {x})"),
        9 => format!("[lambda: {name} for {name} in f() if {name}]"),
        10 => format!("(lambda {name}={x}: {name})"),
        11 => format!("f'{{{name}!r:>{{{name}}}}} {{{name}}}'"),
        12 => format!("[{x}, *{y}]"),
        13 => format!("{{1: {x}, **{y}}}"),
        14 => format!("{name}[{x}:{y}]"),
        15 => format!("{{{x}, {y}, {z}}}"),
        16 => format!("(await {name})"),
        _ => format!("[{name} async for {name}, d in f()]"),
    }
}

fn block(dice: &mut Dice, out: &mut String, indent: usize, in_loop: bool) {
    for _ in 0..=dice.roll(3) {
        statement(dice, out, indent, in_loop);
    }
}

fn statement(dice: &mut Dice, out: &mut String, indent: usize, in_loop: bool) {
    let pad = " ".repeat(indent);
    let (x, y) = (expr(dice, 0), expr(dice, 1));
    let name = dice.pick(&["a", "b", "c", "d"]);
    let mut line = |text: String| out.push_str(&format!("{pad}{text}\n"));
    let kind = if indent > 6 { dice.roll(8) } else { dice.roll(18) };
    match kind {
        0 => line(format!("{name} = {x}")),
        1 => line(format!("{name}, *d = b, {name} = {x}, {y}")),
        2 => line(format!("{name} += {x}")),
        3 => line(format!("{name}.x[{y}] += {x}")),
        4 => line(if in_loop { dice.pick(&["break", "continue"]).into() } else { x }),
        5 => {
            line(if dice.roll(3) == 0 {
                format!("return {x}")
            } else {
                format!("assert {x}, {y}")
            });
        }
        6 => line(format!("del {name}")),
        7 => line(format!("raise {x}")),
        8 | 9 => branches(dice, out, indent, in_loop, &format!("if {x}:"), &format!("elif {y}:")),
        10 => branches(dice, out, indent, true, &format!("for {name} in {x}:"), ""),
        11 => branches(dice, out, indent, true, &format!("async for {name}, b in {x}:"), ""),
        12 => branches(dice, out, indent, true, &format!("while {x}:"), ""),
        13 => branches(dice, out, indent, in_loop, &format!("with f() as {name}, {x}:"), ""),
        14 => branches(dice, out, indent, in_loop, &format!("async with {x} as d.x:"), ""),
        15 => branches(dice, out, indent, in_loop, "try:", &format!("except f() as {name}:")),
        16 => branches(dice, out, indent, in_loop, "try:", "finally:"),
        _ => branches(dice, out, indent, false, &format!("async def g({name}={x}):"), ""),
    }
}

fn branches(dice: &mut Dice, out: &mut String, indent: usize, in_loop: bool, a: &str, b: &str) {
    let pad = " ".repeat(indent);
    for header in [a, b] {
        if !header.is_empty() {
            writeln!(out, "{pad}{header}").unwrap();
            block(dice, out, indent + 1, in_loop);
        }
    }
}

#[test]
fn generated_programs_pass_the_verifier() {
    for seed in 1..=PROGRAMS {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut program = String::from("async def main(a, b):\n c = d = 1\n");
        for _ in 0..4 {
            block(&mut dice, &mut program, 1, false);
        }
        check(&format!("seed {seed}"), &program);
    }
}

fn check(name: &str, program: &str) {
    let source = Source::new(name, program);
    let parsed = ouro_syntax::parse_module(&source);
    if parsed.first_error().is_some() {
        return;
    }
    let Ok(code) = compile_module(&parsed.module, &source, &Options::default()) else { return };
    assert_eq!(verify::verify(&code), Vec::<String>::new(), "{name}:\n{program}");
}

#[test]
fn scripts_of_the_repository_pass_the_verifier() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> =
        ["examples", "tests", "crates"].iter().map(|folder| root.join(folder)).collect();
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                count += 1;
                check(&path.display().to_string(), &text);
            }
        }
    }
    assert!(count > 5, "only {count} scripts were found");
}
