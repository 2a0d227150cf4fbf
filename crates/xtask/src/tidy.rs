//! The longest files and functions: a look, not a limit.

use std::io;
use std::path::{Path, PathBuf};

use crate::root;

/// How many of each are printed.
const WORST: usize = 10;

/// Prints both lists.
pub(crate) fn tidy() -> io::Result<()> {
    let root = root();
    let mut sources = Vec::new();
    collect(&root.join("crates"), &mut sources)?;
    let mut files = Vec::new();
    let mut functions = Vec::new();
    for path in sources {
        let text = std::fs::read_to_string(&path)?;
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        functions.extend(
            function_lengths(&text)
                .map(|(line, length, function)| (length, format!("{name}:{line} {function}"))),
        );
        files.push((text.lines().count(), name));
    }
    print("files (about 500 lines is the aim)", files);
    print("functions (about 70 lines is the aim)", functions);
    Ok(())
}

fn print(title: &str, mut lengths: Vec<(usize, String)>) {
    lengths.sort_by(|(one, _), (other, _)| other.cmp(one));
    println!("The longest {title}:");
    for (length, name) in lengths.iter().take(WORST) {
        println!("{length:6}  {name}");
    }
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
    Ok(())
}

/// Line, length and name of each function. It trusts the formatter: a body ends at a `}` as deep as its `fn`.
fn function_lengths(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line.trim_start()) else { continue };
        let ends =
            |&(_, other): &(usize, &&str)| depth(other) == depth(line) && other.trim() == "}";
        let is_bodiless = |&(_, other): &(usize, &&str)| other.ends_with(';');
        let first =
            lines.iter().enumerate().skip(start).find(|(_, l)| l.ends_with(['{', ';', '}']));
        if first.as_ref().is_none_or(is_bodiless) || line.trim_end().ends_with('}') {
            continue;
        }
        if let Some((end, _)) = lines.iter().enumerate().skip(start + 1).find(ends) {
            found.push((start + 1, end - start + 1, name.to_owned()));
        }
    }
    found.into_iter()
}

fn function_name(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("fn ")?;
    let words = ["pub", "pub(crate)", "pub(super)", "const", "unsafe", "async", "extern"];
    if !before.split_whitespace().all(|word| words.contains(&word) || word.starts_with('"')) {
        return None;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_with_their_lengths() {
        let text = "pub(crate) fn one(\n    a: u8,\n) -> u8 {\n    a\n}\ntrait T {\n    fn none(&self);\n    fn two() {\n    }\n}\n// fn words\n";
        let found: Vec<_> = function_lengths(text).collect();
        assert_eq!(found, [(1, 5, "one".to_owned()), (8, 2, "two".to_owned())]);
    }
}
