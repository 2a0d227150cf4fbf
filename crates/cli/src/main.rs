//! The `ouro` command.
fn main() {}
