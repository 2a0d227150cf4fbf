//! Small pieces of message text that several places need.

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`: names that are quoted already.
#[must_use]
pub fn and_list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}

/// `s` unless there is one.
#[must_use]
pub const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
