//! Code blocks of Markdown pages as tests: a block of `python` runs, and what it prints stands in the block below it.
//!
//! ````text
//! ```python
//! print(6 * 7)
//! ```
//!
//! ```output
//! 42
//! ```
//! ````
//!
//! Behind `output` a block `stderr` may follow, with what goes to standard error; either may say `exit=1`. Without an
//! `output` block a block has only to run to its end; `python wrong` and `python fragment` are not run at all.

use std::path::{Path, PathBuf};

use super::expected::Printed;

/// A block that runs.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The page.
    pub(super) file: PathBuf,
    /// The line of its first line of code, from 1.
    pub(super) line: usize,
    /// The name that messages show: `python name=hello.py`, or else `example.py`.
    pub(super) script: String,
    /// The code. Its lines count from its own first: whoever writes a paragraph above it changes no message.
    pub(super) text: String,
    pub(super) out: Option<Text>,
    pub(super) err: Option<Text>,
    exit: i32,
}

/// What a block of output holds.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) text: String,
    /// The lines of the page that hold it, from 0, without the fences.
    lines: std::ops::Range<usize>,
}

/// A fenced block of a page.
struct Fenced<'p> {
    info: &'p str,
    lines: std::ops::Range<usize>,
    indent: usize,
}

impl Block {
    /// What it should print, where the page says so; what the page leaves open is as it was printed.
    pub(super) fn expected(&self, printed: &Printed) -> Printed {
        let said = |text: &Option<Text>, printed: &String| {
            text.as_ref().map_or_else(|| printed.clone(), |text| text.text.clone())
        };
        Printed {
            out: said(&self.out, &printed.out),
            err: said(&self.err, &printed.err),
            exit: self.exit,
        }
    }

    /// The name that a report shows: the page and the line.
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.file.display(), self.line)
    }
}

/// The blocks of a page that run, in their order.
pub(super) fn blocks(file: &Path, page: &str) -> Vec<Block> {
    let lines: Vec<&str> = page.lines().collect();
    let fenced = fenced(&lines);
    let mut all: Vec<Block> = Vec::new();
    // Whether output that follows belongs to the last block that runs.
    let mut open = false;
    for block in &fenced {
        let mut words = block.info.split_whitespace();
        match words.next() {
            Some("python") => {
                let words: Vec<&str> = words.collect();
                open = !words.iter().any(|word| matches!(*word, "wrong" | "fragment"));
                let script = words.iter().find_map(|word| word.strip_prefix("name="));
                if open {
                    all.push(Block {
                        file: file.to_owned(),
                        line: block.lines.start + 1,
                        script: script.unwrap_or("example.py").to_owned(),
                        text: joined(&lines, block),
                        out: None,
                        err: None,
                        exit: 0,
                    });
                }
            }
            Some(kind @ ("output" | "stderr")) if open => {
                let Some(last) = all.last_mut() else { continue };
                let held = Text { text: joined(&lines, block), lines: block.lines.clone() };
                if kind == "output" {
                    last.out = Some(held);
                } else {
                    last.err = Some(held);
                }
                let exit = words.find_map(|word| word.strip_prefix("exit=")?.parse().ok());
                last.exit = exit.unwrap_or(last.exit);
            }
            _ => open = false,
        }
    }
    all
}

fn joined(lines: &[&str], block: &Fenced<'_>) -> String {
    let stripped = lines[block.lines.clone()].iter().map(|line| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        &line[blanks.min(block.indent)..]
    });
    stripped.flat_map(|line| [line, "\n"]).collect()
}

fn fenced<'p>(lines: &[&'p str]) -> Vec<Fenced<'p>> {
    let mut all = Vec::new();
    let mut open: Option<(Fenced<'p>, usize)> = None;
    for (index, line) in lines.iter().enumerate() {
        let text = line.trim_start_matches(' ');
        let ticks = text.len() - text.trim_start_matches('`').len();
        match open.take() {
            Some((mut block, fence)) if ticks >= fence && text[ticks..].trim().is_empty() => {
                block.lines.end = index;
                all.push(block);
            }
            Some(inside) => open = Some(inside),
            None if ticks >= 3 => {
                let indent = line.len() - text.len();
                let block = Fenced { info: &text[ticks..], lines: index + 1..index + 1, indent };
                open = Some((block, ticks));
            }
            None => {}
        }
    }
    all
}

/// The page with what its blocks printed in place of what they should print; the exit codes are left as they are.
pub(super) fn blessed(page: &str, printed: &[(Block, Printed)]) -> String {
    let mut lines: Vec<String> = page.lines().map(ToOwned::to_owned).collect();
    let mut changes: Vec<(std::ops::Range<usize>, &str)> = Vec::new();
    for (block, printed) in printed {
        let parts = [(&block.out, &printed.out), (&block.err, &printed.err)];
        for (held, text) in parts {
            changes.extend(held.as_ref().map(|held| (held.lines.clone(), text.as_str())));
        }
    }
    // From the last on, so that the lines before stay where they are.
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, text) in changes {
        lines.splice(range, text.lines().map(ToOwned::to_owned));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# A page\n\n```python\nprint(1)\n```\n\n```output\n1\n```\n\n```python wrong\nx\n```\n\n```output\nno\n```\n\
                        1. item\n   ```python\n   if 1:\n       raise E\n   ```\n   ```output exit=1\n   ```\n   ```stderr\n   e\n   ```\n";

    #[test]
    fn blocks_are_found_with_what_they_print() {
        let blocks = blocks(Path::new("p.md"), PAGE);
        assert_eq!(blocks.len(), 2);
        assert_eq!((blocks[0].line, &*blocks[0].text), (4, "print(1)\n"));
        assert_eq!(blocks[0].out.as_ref().unwrap().text, "1\n");
        assert!(blocks[1].text == "if 1:\n    raise E\n");
        let expected = blocks[1].expected(&Printed::default());
        assert_eq!((&*expected.out, &*expected.err, expected.exit), ("", "e\n", 1));
        assert_eq!(blocks[1].name(), "p.md:20");
    }

    #[test]
    fn a_page_is_blessed_in_its_place() {
        let printed = Printed { out: "a\nb\n".to_owned(), ..Printed::default() };
        let block = blocks(Path::new("p.md"), PAGE).remove(0);
        let page = blessed(PAGE, &[(block, printed)]);
        assert_eq!(page, PAGE.replace("```output\n1\n", "```output\na\nb\n"));
    }
}
