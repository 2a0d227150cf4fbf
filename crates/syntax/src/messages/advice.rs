//! Ouro's own advice where the reference only says "invalid syntax": words of other languages, pasted
//! prompts, misspelled keywords, clauses without their statement.

use super::Refused;
use crate::token::Kind;
use ouro_diag::{Code, Diagnostic, Edit, Span, codes};

/// Adds what Ouro knows about the fault.
pub(super) fn add(line: &Refused<'_, '_>, diagnostic: Diagnostic) -> Diagnostic {
    let checks = [clause, prompt, foreign_operator, misspelled, foreign_word, reserved, block_word];
    for check in checks {
        if let Some((code, place, text, edits)) = check(line) {
            let mut advised = diagnostic;
            advised.code = code;
            return advised.with_primary(place, text.clone()).with_suggestion(text, edits);
        }
    }
    let before = line.fault.checked_sub(1);
    let missing = line.fault >= line.tokens.len()
        && before
            .is_some_and(|index| !line.kind(index).is_name() && !line.kind(index).is_closing());
    if missing {
        let mut advised = diagnostic;
        advised.code = codes::MISSING_EXPRESSION;
        return advised.with_note("the line ends where a value was expected");
    }
    diagnostic
}

type Advice = (Code, Span, String, Vec<Edit>);

fn replace(code: Code, place: Span, replacement: &str, text: impl Into<String>) -> Option<Advice> {
    let edit = Edit { span: place, replacement: replacement.into() };
    Some((code, place, text.into(), vec![edit]))
}

fn clause(line: &Refused<'_, '_>) -> Option<Advice> {
    let (word, wanted) = match line.kind(0) {
        Kind::Elif | Kind::Else => (line.text(0), "if"),
        Kind::Except | Kind::Finally => (line.text(0), "try"),
        _ => return None,
    };
    if line.clause_fits {
        return None;
    }
    let text = format!("no '{wanted}' in the same column above for this '{word}'");
    Some((codes::MISPLACED_CLAUSE, line.place(0), text, Vec::new()))
}

fn prompt(line: &Refused<'_, '_>) -> Option<Advice> {
    let is_prompt = line.kind(0) == Kind::RightShift && line.kind(1) == Kind::Greater;
    if is_prompt {
        let place = line.place(0).to(line.place(1));
        let text = "leave the prompt '>>>' out: it is not part of the program";
        return replace(codes::PASTED_PROMPT, place, "", text);
    }
    if line.kind(0) == Kind::Ellipsis && line.fault == 1 {
        let text = "leave the prompt '...' out: it is not part of the program";
        return replace(codes::PASTED_PROMPT, line.place(0), "", text);
    }
    if line.kind(0) == Kind::Dollar {
        let text = "a command for the shell, not for Python";
        return Some((codes::PASTED_PROMPT, line.place(0), text.into(), Vec::new()));
    }
    None
}

fn foreign_operator(line: &Refused<'_, '_>) -> Option<Advice> {
    let fault = line.fault;
    let (before, here, next) = (
        fault.checked_sub(1).map(|index| line.kind(index)),
        line.kind(fault),
        line.kind(fault + 1),
    );
    let code = codes::FOREIGN_SYNTAX;
    let pair = |index: usize| line.place(index).to(line.place(index + 1));
    let touching = |index: usize| line.place(index).end == line.place(index + 1).start;
    match (before, here, next) {
        (Some(Kind::Ampersand), Kind::Ampersand, _) => {
            replace(code, pair(fault - 1), "and", "Python writes 'and' for '&&'")
        }
        (Some(Kind::Bar), Kind::Bar, _) => {
            replace(code, pair(fault - 1), "or", "Python writes 'or' for '||'")
        }
        (_, Kind::Bang, _) => {
            replace(code, line.place(fault), "not ", "Python writes 'not' for '!'")
        }
        (_, Kind::Question, _) => {
            let text = "Python writes 'a if condition else b' for 'condition ? a : b'";
            Some((code, line.place(fault), text.into(), Vec::new()))
        }
        (Some(Kind::Plus), Kind::Newline | Kind::Plus | Kind::RParen | Kind::Semicolon, _)
            if fault >= 2 && line.kind(fault - 2) == Kind::Plus && touching(fault - 2) =>
        {
            replace(code, pair(fault - 2), " += 1", "Python writes 'x += 1' for 'x++'")
        }
        (Some(Kind::Minus), Kind::Newline | Kind::RParen | Kind::Semicolon, _)
            if fault >= 2 && line.kind(fault - 2) == Kind::Minus && touching(fault - 2) =>
        {
            replace(code, pair(fault - 2), " -= 1", "Python writes 'x -= 1' for 'x--'")
        }
        (Some(Kind::EqualEqual | Kind::NotEqual), Kind::Equal, _) => {
            replace(code, line.place(fault), "", "Python compares with '==' and '!='")
        }
        (_, Kind::Equal, Kind::Greater) | (Some(Kind::Equal), Kind::Greater, _) => {
            let text = "Python has no arrow functions: write 'lambda x: ...' or a 'def'";
            Some((code, line.place(fault), text.into(), Vec::new()))
        }
        (Some(Kind::Less), Kind::Greater, _) | (_, Kind::LessGreater, _) => {
            replace(code, line.place(fault), "!=", "Python writes '!=' for '<>'")
        }
        _ => None,
    }
}

/// Keywords that begin a statement, for comparison with what was written.
const WORDS: [&str; 31] = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
];

fn misspelled(line: &Refused<'_, '_>) -> Option<Advice> {
    let nearby = [Some(0), line.fault.checked_sub(1), Some(line.fault)];
    for index in nearby.into_iter().flatten() {
        if line.kind(index) != Kind::Name {
            continue;
        }
        let written = line.text(index);
        let close = WORDS.iter().find(|word| word.len() > 2 && one_slip(written, word));
        if let Some(word) = close {
            let text = format!("did you mean '{word}'?");
            return replace(codes::MISSPELLED_KEYWORD, line.place(index), word, text);
        }
    }
    None
}

/// Whether two words differ by one letter: changed, left out, added, or two neighbours swapped.
fn one_slip(written: &str, word: &str) -> bool {
    let (a, b) = (written.as_bytes(), word.as_bytes());
    if written == word || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => rest_a == &rest_b[1..],
        std::cmp::Ordering::Greater => &rest_a[1..] == rest_b,
        std::cmp::Ordering::Equal => {
            let changed = rest_a[1..] == rest_b[1..];
            let swapped = rest_a.len() >= 2
                && rest_a[0] == rest_b[1]
                && rest_a[1] == rest_b[0]
                && rest_a[2..] == rest_b[2..];
            changed || swapped
        }
    }
}

fn foreign_word(line: &Refused<'_, '_>) -> Option<Advice> {
    let code = codes::FOREIGN_SYNTAX;
    let first = line.text(0);
    let place = line.place(0);
    let declares = matches!(first, "let" | "var" | "const" | "int" | "float" | "double" | "string");
    if declares && line.kind(1).is_name() {
        let text = format!("Python has no '{first}': a name is made by assigning to it");
        return Some((code, place, text, Vec::new()));
    }
    let text = match first {
        "function" | "func" | "fn" | "fun" | "sub" => "Python defines functions with 'def'",
        "switch" => "Python writes 'match' and 'case'",
        "do" => "Python has no 'do': write 'while True:' and 'break'",
        "unless" => "Python writes 'if not'",
        "until" => "Python writes 'while not'",
        "foreach" => "Python writes 'for x in xs:'",
        "catch" => "Python writes 'except'",
        "throw" => "Python writes 'raise'",
        "elsif" | "elseif" => "Python writes 'elif'",
        "new" => "Python calls the class: 'Thing()'",
        _ => return then_word(line),
    };
    Some((code, place, text.into(), Vec::new()))
}

fn then_word(line: &Refused<'_, '_>) -> Option<Advice> {
    let code = codes::FOREIGN_SYNTAX;
    let before = line.fault.checked_sub(1)?;
    for index in [line.fault, before] {
        if line.kind(index) != Kind::Name {
            continue;
        }
        let place = line.place(index);
        match line.text(index) {
            "then" => return replace(code, place, "", "Python needs no 'then', only a ':'"),
            "new" => return replace(code, place, "", "Python needs no 'new': call the class"),
            "do" => return replace(code, place, "", "Python needs no 'do', only a ':'"),
            "of" => return replace(code, place, "in", "Python writes 'for x in xs'"),
            _ => {}
        }
    }
    None
}

fn reserved(line: &Refused<'_, '_>) -> Option<Advice> {
    let word = line.text(line.fault);
    let assigned = line.kind(line.fault + 1) == Kind::Equal || line.kind(1) == Kind::Equal;
    let index = if line.kind(1) == Kind::Equal { 0 } else { line.fault };
    if assigned && line.kind(index).is_keyword() {
        let word = if index == 0 { line.text(0) } else { word };
        let text = format!("'{word}' is a reserved word and cannot be a name");
        return Some((codes::RESERVED_WORD, line.place(index), text, Vec::new()));
    }
    None
}

/// A block's head with its statement on the same line, but no colon between them.
fn block_word(line: &Refused<'_, '_>) -> Option<Advice> {
    let opens =
        matches!(line.kind(0), Kind::If | Kind::While | Kind::For | Kind::With | Kind::Class);
    let has_colon = (0..line.tokens.len().min(super::MAX_TOKENS_TRIED))
        .any(|index| line.kind(index) == Kind::Colon);
    if !opens || has_colon || line.fault >= line.tokens.len() || line.fault < 2 {
        return None;
    }
    let place = Span::at(line.place(line.fault - 1).end);
    let edit = Edit { span: place, replacement: ":".into() };
    let text = format!("a ':' is missing before '{}'", line.text(line.fault));
    Some((codes::MISSING_COLON, line.place(line.fault), text, vec![edit]))
}
