//! Ouro's own advice where the reference only says "invalid syntax": words of other languages, pasted
//! prompts, misspelled keywords, clauses without their statement.

use super::Refused;
use crate::token::Kind;
use ouro_diag::{Code, Diagnostic, Edit, Source, Span, codes};

/// Adds what Ouro knows about the fault.
pub(super) fn add(line: &Refused<'_, '_>, diagnostic: Diagnostic) -> Diagnostic {
    let checks = [
        clause,
        prompt,
        foreign_operator,
        foreign_word,
        foreign_block,
        misspelled,
        reserved,
        block_word,
    ];
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

impl Refused<'_, '_> {
    /// A token and the blank after it.
    fn word_and_blank(&self, index: usize) -> Span {
        let place = self.place(index);
        let blank = self.source.text[place.end as usize..].starts_with(' ');
        Span::new(place.start, place.end + u32::from(blank))
    }
}

type Advice = (Code, Span, String, Vec<Edit>);

fn replace(code: Code, place: Span, replacement: &str, text: impl Into<String>) -> Option<Advice> {
    let edit = Edit { span: place, replacement: replacement.into() };
    Some((code, place, text.into(), vec![edit]))
}

fn clause(line: &Refused<'_, '_>) -> Option<Advice> {
    if line.clause_fits {
        return None;
    }
    let text = no_statement(line.kind(0))?;
    Some((codes::MISPLACED_CLAUSE, line.place(0), text, Vec::new()))
}

/// Of what a clause lacks that may not stand where it stands.
pub(crate) fn no_statement(clause: Kind) -> Option<String> {
    let wanted = match clause {
        Kind::Elif => "'if'",
        Kind::Else => "'if', 'for', 'while' or 'try'",
        Kind::Except | Kind::Finally => "'try'",
        _ => return None,
    };
    Some(format!("no {wanted} in the same column above for this '{}'", clause.text()))
}

fn prompt(line: &Refused<'_, '_>) -> Option<Advice> {
    let is_prompt = line.kind(0) == Kind::RightShift && line.kind(1) == Kind::Greater;
    if is_prompt {
        let place = line.place(0).to(line.place(1));
        let text = "leave the prompt '>>>' out: it is not part of the program";
        return Some((codes::PASTED_PROMPT, place, text.into(), Vec::new()));
    }
    if line.kind(0) == Kind::Ellipsis && line.fault == 1 {
        let text = "leave the prompt '...' out: it is not part of the program";
        return Some((codes::PASTED_PROMPT, line.place(0), text.into(), Vec::new()));
    }
    if line.kind(0) == Kind::Dollar {
        let text = "a command for the shell, not for Python";
        return Some((codes::PASTED_PROMPT, line.place(0), text.into(), Vec::new()));
    }
    None
}

/// Edits that take every prompt out of a pasted text.
pub(crate) fn without_prompts(source: &Source) -> Vec<Edit> {
    let mut edits = Vec::new();
    for number in 1..=source.line_count() {
        let line = source.line_text(number);
        let text = line.trim_start_matches([' ', '\t']);
        let Some(rest) = text.strip_prefix(">>>").or_else(|| text.strip_prefix("...")) else {
            continue;
        };
        if rest.is_empty() || rest.starts_with(' ') {
            let start = source.line_start(number) as usize + (line.len() - text.len());
            let span = Span::from(start..start + text.len().min(4));
            edits.push(Edit { span, replacement: "".into() });
        }
    }
    edits
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
        let near = || WORDS.iter().filter(|word| word.len() > 2 && one_slip(written, word));
        let same_length = near().find(|word| word.len() == written.len());
        let close = same_length.or_else(|| near().next());
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

/// Words that begin lines in other languages: what to write instead, and why.
const FOREIGN_WORDS: [(&[&str], Option<&str>, &str); 11] = [
    (&["function", "func", "fn", "fun", "sub"], Some("def"), "Python defines functions with 'def'"),
    (&["switch"], Some("match"), "Python writes 'match' and 'case'"),
    (&["do"], Some("while True"), "Python has no 'do': write 'while True:' and 'break'"),
    (&["unless"], Some("if not"), "Python writes 'if not'"),
    (&["until"], Some("while not"), "Python writes 'while not'"),
    (&["foreach"], Some("for"), "Python writes 'for x in xs:'"),
    (&["catch"], Some("except"), "Python writes 'except'"),
    (&["throw"], Some("raise"), "Python writes 'raise'"),
    (&["elsif", "elseif"], Some("elif"), "Python writes 'elif'"),
    (&["new"], Some(""), "Python calls the class: 'Thing()'"),
    (&["let", "var", "const"], Some(""), "in Python a name is made by assigning to it"),
];

/// Names of types that begin declarations in other languages.
const FOREIGN_TYPES: [&str; 6] = ["int", "float", "double", "string", "bool", "char"];

fn foreign_word(line: &Refused<'_, '_>) -> Option<Advice> {
    let code = codes::FOREIGN_SYNTAX;
    let first = line.text(0);
    let place = line.place(0);
    if FOREIGN_TYPES.contains(&first) && line.kind(1).is_name() {
        let text = "in Python a name is made by assigning to it, without a type";
        return replace(code, line.word_and_blank(0), "", text);
    }
    let known = FOREIGN_WORDS.iter().find(|(words, ..)| words.contains(&first));
    let Some((_, word, text)) = known else { return then_word(line) };
    match word {
        Some("") => replace(code, line.word_and_blank(0), "", *text),
        Some(word) => replace(code, place, word, *text),
        None => Some((code, place, (*text).into(), Vec::new())),
    }
}

/// Comments and blocks of other languages.
fn foreign_block(line: &Refused<'_, '_>) -> Option<Advice> {
    let code = codes::FOREIGN_SYNTAX;
    let comment = match (line.kind(0), line.kind(1)) {
        (Kind::DoubleSlash, _) => Some(line.place(0)),
        (Kind::Slash, Kind::Star | Kind::DoubleStar) => Some(line.place(0).to(line.place(1))),
        _ => None,
    };
    if let Some(place) = comment {
        return replace(code, place, "#", "Python's comments begin with '#'");
    }
    let brace = line.fault;
    let opens = matches!(line.kind(0), Kind::If | Kind::While | Kind::For | Kind::Else | Kind::Try);
    if opens && line.kind(brace) == Kind::LBrace && brace > 0 {
        let text = "Python's blocks have no braces: a ':' opens them, and they are indented";
        let open = Span::new(line.place(brace - 1).end, line.place(brace).end);
        let mut edits = vec![Edit { span: open, replacement: ":".into() }];
        if let Some(close) = line.after_bracket(brace).map(|after| line.place(after - 1)) {
            edits.push(Edit { span: close, replacement: "".into() });
        }
        return Some((code, line.place(brace), text.into(), edits));
    }
    None
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
            "then" => {
                return only_colon(line, index, "Python needs no 'then', only a ':'");
            }
            "do" => return only_colon(line, index, "Python needs no 'do', only a ':'"),
            "new" => {
                let text = "Python needs no 'new': call the class";
                return replace(code, line.word_and_blank(index), "", text);
            }
            "of" => return replace(code, place, "in", "Python writes 'for x in xs'"),
            _ => {}
        }
    }
    None
}

/// A word at the end of a head becomes its colon, if it has none.
fn only_colon(line: &Refused<'_, '_>, index: usize, text: &str) -> Option<Advice> {
    let place = line.place(index);
    let before = index.checked_sub(1).map_or(place.start, |before| line.place(before).end);
    let colon = if line.kind(index + 1) == Kind::Colon { "" } else { ":" };
    let edit = Edit { span: Span::new(before, place.end), replacement: colon.into() };
    Some((codes::FOREIGN_SYNTAX, place, text.into(), vec![edit]))
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
