//! Any bytes, all the way to bytecode; what is checked stands with the tests of the compiler, where findings stay.

#![no_main]

#[path = "../../crates/compiler/tests/every_stage/mod.rs"]
mod every_stage;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| every_stage::check(bytes));
