//! The text form of a code object, for `ouro dump --bytecode` and for goldens.

use std::fmt::Write as _;

use crate::{Code, Const, Instr, Operand};

/// One line an instruction: its index, name and operands, each written as its kind, and what it refers
/// to behind a semicolon; nested code objects follow. `line_of` gives the line of a byte offset.
#[must_use]
pub fn disassemble(code: &Code, line_of: &dyn Fn(u32) -> u32) -> String {
    let mut out = String::new();
    write_code(&mut out, code, line_of);
    out
}

fn write_code(out: &mut String, code: &Code, line_of: &dyn Fn(u32) -> u32) {
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{:?} {}: {} registers, {} of them locals ({})",
        code.kind,
        code.qualname,
        code.n_regs,
        code.n_locals,
        code.local_names.join(", ")
    );
    let mut last_line = 0;
    for (pc, instr) in code.instrs.iter().enumerate() {
        let line = code.place(pc).map_or(0, |p| line_of(p.span.start));
        let shown = if line == last_line { String::new() } else { line.to_string() };
        last_line = line;
        let _ = write!(out, "{shown:>5} {pc:>5}  {:<15}", instr.op.info().name);
        let _ = writeln!(out, "{}", operands(code, pc, *instr).trim_end());
    }
    for h in &code.handlers {
        let _ = writeln!(
            out,
            "      {}..{} -> {}, exception in r{}, live below r{}",
            h.start, h.end, h.target, h.exception, h.live
        );
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            out.push('\n');
            write_code(out, inner, line_of);
        }
    }
}

fn operands(code: &Code, pc: usize, instr: Instr) -> String {
    let mut shown = Vec::new();
    let mut notes = Vec::new();
    for (kind, value) in instr.op.info().operands.into_iter().zip([instr.a, instr.b, instr.c]) {
        let at = usize::from(value);
        match kind {
            Operand::None | Operand::High => {}
            Operand::Dst | Operand::Src | Operand::Keep | Operand::Run => {
                shown.push(format!("r{value}"));
                if let Some(name) = code.local_names.get(at) {
                    notes.push(name.to_string());
                }
            }
            Operand::Count => shown.push(value.to_string()),
            Operand::Const => {
                shown.push(format!("k{value}"));
                notes.push(code.consts.get(at).map_or_else(String::new, constant));
            }
            Operand::MaybeConst if value == 0 => shown.push("-".into()),
            Operand::MaybeConst => {
                shown.push(format!("k{}", value - 1));
                notes.push(code.consts.get(at - 1).map_or_else(String::new, constant));
            }
            Operand::Name => notes.push(name(&code.names, at)),
            Operand::Site => {
                shown.push(format!("s{value}"));
                notes.push(name(&code.sites, at));
            }
            Operand::Free => {
                shown.push(format!("f{value}"));
                notes.push(name(&code.free_names, at));
            }
            Operand::Imm => shown.push((value as i16).to_string()),
            Operand::WideImm => shown.push(instr.wide().to_string()),
            Operand::Jump | Operand::WideJump => {
                let to = pc as i64 + i64::from(instr.jump().unwrap_or(0));
                shown.push(format!("-> {to}"));
            }
        }
    }
    if instr.x != 0 {
        shown.push(format!("x={}", instr.x));
    }
    let shown = shown.join(", ");
    if notes.is_empty() { shown } else { format!("{shown:<20} ; {}", notes.join(", ")) }
}

fn name(names: &[std::sync::Arc<str>], at: usize) -> String {
    names.get(at).map_or_else(String::new, ToString::to_string)
}

fn constant(value: &Const) -> String {
    match value {
        Const::Code(code) => format!("<code {}>", code.qualname),
        Const::Str(text) => format!("{text:?}"),
        Const::Int(n) => n.to_string(),
        Const::BigInt(n) => n.to_string(),
        Const::Float(f) => format!("{f:?}"),
        Const::Tuple(items) => {
            format!("({})", items.iter().map(constant).collect::<Vec<_>>().join(", "))
        }
        other => format!("{other:?}"),
    }
}
