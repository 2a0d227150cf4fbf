//! Reads what `record.py` recorded from CPython.

use super::TextError;

/// Undoes the escapes of a field.
pub(crate) fn unescape(field: &str) -> Vec<u32> {
    let mut points = Vec::new();
    let mut rest = field;
    while let Some(at) = rest.find('\\') {
        points.extend(rest[..at].chars().map(u32::from));
        points.push(u32::from_str_radix(&rest[at + 2..at + 8], 16).expect("six hex digits"));
        rest = &rest[at + 8..];
    }
    points.extend(rest.chars().map(u32::from));
    points
}

/// An unescaped field, as a string.
pub(crate) fn text(field: &str) -> String {
    super::lossy_string(unescape(field))
}

/// Passes every case of a recording to `check`, which gives the outcome in the recording's form, or
/// `None` for a case of another kind; complains about all that differ at once.
pub(crate) fn check_all(recording: &str, check: impl Fn(&[&str]) -> Option<String>) {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for line in recording.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (expected, input) = fields.split_last().expect("a case has fields");
        let Some(got) = check(input) else { continue };
        checked += 1;
        let expected = text(expected);
        if got != expected {
            wrong.push(format!("{input:?}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(checked > 0, "no case was for this test");
    assert!(
        wrong.is_empty(),
        "{} of {checked} differ:\n{}",
        wrong.len(),
        wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
}

/// An outcome in the recording's form.
pub(crate) fn outcome(result: Result<String, TextError>) -> String {
    match result {
        Ok(text) => format!("={text}"),
        Err(error) => format!("!{}: {}", error.class.name(), error.message),
    }
}
