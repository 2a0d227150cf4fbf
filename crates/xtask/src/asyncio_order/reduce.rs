//! Makes failing programs small: lines go, with the block below them, as long as the two still differ.

use std::io;

use super::Pair;

/// Reduces each failing program of the folder; `small_NAME.py` stands beside it afterwards.
pub(super) fn reduce(pair: &Pair) -> io::Result<()> {
    let mut names: Vec<String> = std::fs::read_dir(&pair.folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with('p') && name.ends_with(".py"))
        .collect();
    names.sort();
    for name in names {
        let text = std::fs::read_to_string(pair.folder.join(&name))?;
        let small = smallest(pair, text.lines().map(str::to_owned).collect())?;
        std::fs::write(pair.folder.join(format!("small_{name}")), small.join("\n") + "\n")?;
        let (_, report) = pair.compare(&[format!("small_{name}")])?;
        println!("{name}: {} lines\n{report}", small.len());
    }
    Ok(())
}

/// Takes lines out from the end to the start, again and again while that helps.
fn smallest(pair: &Pair, mut lines: Vec<String>) -> io::Result<Vec<String>> {
    loop {
        let before = lines.len();
        let mut at = lines.len();
        while at > 0 {
            let first = at.saturating_sub(CANDIDATES);
            let candidates: Vec<Vec<String>> =
                (first..at).rev().filter_map(|line| without(&lines, line)).collect();
            match first_that_fails(pair, &candidates)? {
                Some(candidate) => {
                    lines = candidate;
                    at = at.min(lines.len());
                }
                None => at = first,
            }
        }
        if lines.len() == before {
            return Ok(lines);
        }
    }
}

/// So many are tried at once.
const CANDIDATES: usize = 24;

fn first_that_fails(pair: &Pair, candidates: &[Vec<String>]) -> io::Result<Option<Vec<String>>> {
    let mut names = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let name = format!("try{index:03}.py");
        std::fs::write(pair.folder.join(&name), candidate.join("\n") + "\n")?;
        names.push(name);
    }
    let (failed, _) = pair.compare(&names)?;
    let found = names.iter().zip(candidates).find(|(name, _)| {
        let errors = std::fs::read_to_string(pair.folder.join(name).with_extension("err"))
            .unwrap_or_default();
        let sound =
            ["SyntaxError", "IndentationError", "NameError", "UnboundLocalError", "deadlock"];
        failed.contains(*name) && !sound.iter().any(|word| errors.contains(word))
    });
    let found = found.map(|(_, candidate)| candidate.clone());
    for name in &names {
        for ending in ["py", "out", "err", "exit"] {
            // A file that is not there need not be removed.
            let _ = std::fs::remove_file(pair.folder.join(name).with_extension(ending));
        }
    }
    Ok(found)
}

/// The program without a line and the block that it opens; its own block then may need a `pass`.
fn without(lines: &[String], at: usize) -> Option<Vec<String>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let line = &lines[at];
    if line.trim().is_empty() || line.trim() == "pass" {
        let mut rest = lines.to_vec();
        rest.remove(at);
        return Some(rest);
    }
    let own = indent(line);
    let mut end = at + 1;
    while end < lines.len() && (lines[end].trim().is_empty() || indent(&lines[end]) > own) {
        end += 1;
    }
    let mut rest = lines[..at].to_vec();
    let opened = rest.last().is_some_and(|l| l.trim_end().ends_with(':') && indent(l) < own);
    let closes = lines.get(end).is_none_or(|l| indent(l) < own);
    if opened && closes {
        rest.push(format!("{}pass", " ".repeat(own)));
    }
    rest.extend_from_slice(&lines[end..]);
    Some(rest)
}
