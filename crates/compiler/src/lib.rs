//! From tree to bytecode: scopes and symbols, then lowering to the register machine.
//!
//! [`compile_module`] refuses a program with diagnostics or gives its code object. Nothing here runs
//! code, prints, or knows values; what an operation means is the business of `ouro-bytecode`'s table.

mod build;
mod constants;
mod errors;
mod lower;
mod names;
mod scopes;
pub mod verify;

use ouro_bytecode::Code;
use ouro_diag::{Diagnostic, Source};
use ouro_syntax::ast;

/// How to compile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `await` and its kin may stand outside functions; the code is then a coroutine's.
    pub allow_top_level_await: bool,
    /// As if `from __future__ import annotations` stood at the top.
    pub future_annotations: bool,
}

/// Compiles a whole file.
///
/// # Errors
/// What is wrong with the program; the first one is what the reference reports.
pub fn compile_module(
    module: &ast::Module,
    source: &Source,
    options: &Options,
) -> Result<Code, Vec<Diagnostic>> {
    lower::compile(lower::Input::Module(module), source, *options)
}

/// Compiles what was typed at a prompt: the values of expression statements are shown, and `await` may
/// stand outside functions, which makes the code a coroutine's.
///
/// # Errors
/// As [`compile_module`].
pub fn compile_interactive(
    module: &ast::Module,
    source: &Source,
    options: &Options,
) -> Result<Code, Vec<Diagnostic>> {
    let options = Options { allow_top_level_await: true, ..*options };
    lower::compile(lower::Input::Interactive(module), source, options)
}

/// Compiles an expression to code that returns its value.
///
/// # Errors
/// As [`compile_module`].
pub fn compile_eval(
    expr: &ast::Expr,
    source: &Source,
    options: &Options,
) -> Result<Code, Vec<Diagnostic>> {
    lower::compile(lower::Input::Eval(expr), source, *options)
}
