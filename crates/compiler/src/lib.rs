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
    /// Names at the top are looked up in a namespace that whoever runs the code brings along, before the
    /// globals: the code of `exec`, `eval` and `compile`.
    pub names_at_top: bool,
}

/// What is compiled.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A whole file.
    Module(&'a ast::Module),
    /// What was typed at a prompt.
    Interactive(&'a ast::Module),
    /// An expression whose value is returned.
    Eval(&'a ast::Expr),
}

/// What compiling gives.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The code, or what is wrong; the first error is what the reference reports.
    pub code: Result<Code, Vec<Diagnostic>>,
    /// Warnings, in the order in which the reference gives them.
    pub warnings: Vec<Diagnostic>,
}

/// Compiles, with the warnings that the other functions leave out.
#[must_use]
pub fn compile(input: Input<'_>, source: &Source, options: &Options) -> Compiled {
    let at_prompt = matches!(input, Input::Interactive(_)) && !options.names_at_top;
    let allow = options.allow_top_level_await || at_prompt;
    lower::compile(input, source, Options { allow_top_level_await: allow, ..*options })
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
    compile(Input::Module(module), source, options).code
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
    compile(Input::Interactive(module), source, options).code
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
    compile(Input::Eval(expr), source, options).code
}
