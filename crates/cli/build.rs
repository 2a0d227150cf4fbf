//! How the command is linked.

/// The command is linked to a fixed address where it is released: its tables of functions and types, some 20,000
/// addresses on a hundred pages, would else be relocated each time it starts, which takes a quarter of an empty run.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|is| is == value);
    if is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
    {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
