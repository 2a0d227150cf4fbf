//! `ouro explain`: the page about a code, or the list of all codes.

use std::fmt::Write;
use std::process::ExitCode;

use ouro::Code;

use crate::command_line::ExplainArgs;

/// Shows the page, or the list.
pub(crate) fn explain(arguments: &ExplainArgs) -> ExitCode {
    match &arguments.code {
        None => crate::say(&list()),
        Some(id) => match Code::find(id) {
            Some(code) => crate::say(&page(code)),
            None => {
                crate::complain(&format!(
                    "ouro: there is no code '{id}'; `ouro explain` lists those there are\n"
                ));
                ExitCode::from(crate::EXIT_MISUSE)
            }
        },
    }
}

fn list() -> String {
    let mut text = String::new();
    for code in Code::all() {
        let _ = writeln!(text, "{code}  {}", code.title());
    }
    text
}

/// Lines of a page are no longer than this.
const COLUMNS: usize = 80;

/// A page as it is read on a terminal: its code is indented, its paragraphs are wrapped.
fn page(code: Code) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in code.page().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code && line.is_empty() {
            text.push('\n');
        } else if in_code {
            let _ = writeln!(text, "    {line}");
        } else {
            wrap(&mut text, line.trim_start_matches("# "));
        }
    }
    text
}

fn wrap(text: &mut String, line: &str) {
    let mut width = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > COLUMNS {
            text.push('\n');
            width = 0;
        } else if width > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_and_a_line() {
        let list = list();
        for code in Code::all() {
            assert!(list.contains(code.id()));
            let page = page(code);
            assert!(page.starts_with(&format!("{code}: {}\n", code.title())), "{code}");
            assert!(page.len() > code.title().len() + 10, "{code} has no page");
            assert!(!page.contains("```"), "{code}");
        }
    }
}
