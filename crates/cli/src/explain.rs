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

fn page(code: Code) -> String {
    format!("{code}: {}\n\n{}\n", code.title(), code.page().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_and_a_line() {
        let list = list();
        for code in Code::all() {
            assert!(list.contains(code.id()));
            assert!(page(code).len() > code.title().len() + 10, "{code} has no page");
        }
    }
}
