//! Python's syntax of regular expressions in that of the crate.

/// What is wrong with a pattern, and at which character.
pub(super) struct Wrong {
    pub message: String,
    pub at: usize,
}

const IGNORE_CASE: i64 = 2;
const MULTI_LINE: i64 = 8;
const DOT_ALL: i64 = 16;
const VERBOSE: i64 = 64;
const ASCII: i64 = 256;

struct Translator<'a> {
    chars: &'a [char],
    at: usize,
    flags: i64,
    out: String,
    /// Where groups that are open began.
    open: Vec<usize>,
    /// Whether there is something that may be repeated.
    repeatable: bool,
}

pub(super) fn translate(pattern: &str, flags: i64) -> Result<String, Wrong> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut translator = Translator {
        chars: &chars,
        at: 0,
        flags,
        out: String::new(),
        open: Vec::new(),
        repeatable: false,
    };
    translator.global_flags();
    translator.all()?;
    let letters: String = [(IGNORE_CASE, 'i'), (MULTI_LINE, 'm'), (DOT_ALL, 's'), (VERBOSE, 'x')]
        .iter()
        .filter(|(flag, _)| translator.flags & flag != 0)
        .map(|(_, letter)| *letter)
        .collect();
    let prefix = if letters.is_empty() { String::new() } else { format!("(?{letters})") };
    Ok(prefix + &translator.out)
}

impl Translator<'_> {
    fn wrong<T>(&self, message: &str, at: usize) -> Result<T, Wrong> {
        let _ = self;
        Err(Wrong { message: message.to_owned(), at })
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn rest_starts(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, c)| self.peek(index) == Some(c))
    }

    /// `(?ims)` at the start stands for flags of the whole.
    fn global_flags(&mut self) {
        while self.rest_starts("(?") {
            let letters: String =
                self.chars[self.at + 2..].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
            if letters.is_empty() || self.peek(2 + letters.len()) != Some(')') {
                return;
            }
            for letter in letters.chars() {
                self.flags |= match letter {
                    'i' => IGNORE_CASE,
                    'm' => MULTI_LINE,
                    's' => DOT_ALL,
                    'x' => VERBOSE,
                    'a' => ASCII,
                    'u' => 0,
                    _ => return,
                };
            }
            self.at += 3 + letters.len();
        }
    }

    fn all(&mut self) -> Result<(), Wrong> {
        while let Some(char) = self.peek(0) {
            match char {
                '\\' => self.escape(false)?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => {
                    if self.open.pop().is_none() {
                        return self.wrong("unbalanced parenthesis", self.at);
                    }
                    self.put(')');
                    self.repeatable = true;
                }
                '|' => {
                    self.put('|');
                    self.repeatable = false;
                }
                '*' | '+' | '?' => {
                    if !self.repeatable {
                        return self.wrong("nothing to repeat", self.at);
                    }
                    self.put(char);
                    self.after_repeat()?;
                }
                '{' => self.braces()?,
                '$' if self.flags & MULTI_LINE == 0 => {
                    self.out.push_str("(?=\\n?\\z)");
                    self.at += 1;
                }
                '#' if self.flags & VERBOSE != 0 => {
                    while self.peek(0).is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                }
                '}' | ']' => {
                    self.out.push('\\');
                    self.put(char);
                    self.repeatable = true;
                }
                _ => {
                    self.put(char);
                    self.repeatable = char != '^';
                }
            }
        }
        match self.open.last() {
            Some(at) => self.wrong("missing ), unterminated subpattern", *at),
            None => Ok(()),
        }
    }

    fn put(&mut self, char: char) {
        self.out.push(char);
        self.at += 1;
    }

    /// A `?` or `+` behind a repetition; another repetition is a mistake.
    fn after_repeat(&mut self) -> Result<(), Wrong> {
        if let Some(mark @ ('?' | '+')) = self.peek(0) {
            self.put(mark);
        }
        if let Some('*' | '+' | '?') = self.peek(0) {
            return self.wrong("multiple repeat", self.at);
        }
        self.repeatable = false;
        // What is repeated is not repeatable itself, but what follows it is.
        Ok(())
    }

    /// `{m,n}`, or a brace that means itself.
    fn braces(&mut self) -> Result<(), Wrong> {
        let body: String = self.chars[self.at + 1..].iter().take_while(|c| **c != '}').collect();
        let closed = self.peek(1 + body.chars().count()) == Some('}');
        let (least, most) = body.split_once(',').map_or((&*body, None), |(a, b)| (a, Some(b)));
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let is_count = closed
            && digits(least)
            && most.is_none_or(digits)
            && !(least.is_empty() && most.is_none_or(str::is_empty));
        if !is_count {
            self.out.push('\\');
            self.put('{');
            self.repeatable = true;
            return Ok(());
        }
        if !self.repeatable {
            return self.wrong("nothing to repeat", self.at);
        }
        let least = if least.is_empty() { "0" } else { least };
        let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        if most.is_some_and(|most| !most.is_empty() && number(most) < number(least)) {
            return self.wrong("min repeat greater than max repeat", self.at + 1);
        }
        self.out.push_str(&match most {
            None => format!("{{{least}}}"),
            Some(most) => format!("{{{least},{most}}}"),
        });
        self.at += body.chars().count() + 2;
        self.after_repeat()
    }

    fn group(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        self.repeatable = false;
        if self.rest_starts("(?#") {
            while self.peek(0).is_some_and(|c| c != ')') {
                self.at += 1;
            }
            if self.peek(0).is_none() {
                return self.wrong("missing ), unterminated comment", start);
            }
            self.at += 1;
            return Ok(());
        }
        if self.rest_starts("(?P=") {
            let name: String =
                self.chars[self.at + 4..].iter().take_while(|c| **c != ')').collect();
            self.out.push_str(&format!("\\k<{name}>"));
            self.at += 5 + name.chars().count();
            self.repeatable = true;
            return Ok(());
        }
        self.open.push(start);
        self.put('(');
        if self.peek(0) != Some('?') {
            return Ok(());
        }
        match self.peek(1) {
            Some(':' | '=' | '!' | '>') => {
                self.put('?');
                let mark = self.peek(0).unwrap_or(':');
                self.put(mark);
            }
            Some('<') if matches!(self.peek(2), Some('=' | '!')) => {
                for _ in 0..3 {
                    let char = self.peek(0).unwrap_or('<');
                    self.put(char);
                }
            }
            Some('P') if self.peek(2) == Some('<') => {
                for _ in 0..3 {
                    let char = self.peek(0).unwrap_or('<');
                    self.put(char);
                }
                self.group_name()?;
            }
            Some('(') => return self.wrong("conditional groups are not supported by Ouro", start),
            Some('a' | 'i' | 'L' | 'm' | 's' | 'u' | 'x' | '-') => {
                // `(?i:...)`
                while let Some(char) = self.peek(0).filter(|c| *c != ':' && *c != ')') {
                    if !matches!(char, '?' | '-' | 'i' | 'm' | 's' | 'x') {
                        return self.wrong("unknown flag", self.at);
                    }
                    self.put(char);
                }
                if self.peek(0) == Some(')') {
                    return self.wrong("global flags not at the start of the expression", start);
                }
                if self.peek(0) == Some(':') {
                    self.put(':');
                }
            }
            Some(other) => {
                return self.wrong(&format!("unknown extension ?{other}"), start + 1);
            }
            None => return self.wrong("unexpected end of pattern", start + 2),
        }
        Ok(())
    }

    fn group_name(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        let name: String = self.chars[self.at..].iter().take_while(|c| **c != '>').collect();
        if self.peek(name.chars().count()) != Some('>') {
            return self.wrong("missing >, unterminated name", start);
        }
        if name.is_empty() {
            return self.wrong("missing group name", start);
        }
        let is_name = name
            .chars()
            .enumerate()
            .all(|(index, c)| c == '_' || c.is_alphabetic() || index > 0 && c.is_alphanumeric());
        if !is_name {
            let message = format!("bad character in group name '{name}'");
            return self.wrong(&message, start);
        }
        self.out.push_str(&name);
        self.at += name.chars().count();
        self.put('>');
        Ok(())
    }

    /// What a backslash and what follows it stand for, in a set or outside of one.
    fn escape(&mut self, in_set: bool) -> Result<(), Wrong> {
        let Some(letter) = self.peek(1) else {
            return self.wrong("bad escape (end of pattern)", self.at);
        };
        self.repeatable = true;
        let ascii = self.flags & ASCII != 0;
        let text = match letter {
            'Z' if !in_set => {
                self.repeatable = false;
                "\\z".to_owned()
            }
            'A' | 'b' | 'B' if !in_set => {
                self.repeatable = false;
                format!("\\{letter}")
            }
            'b' => "\\x08".to_owned(),
            'd' if ascii => if in_set { "0-9" } else { "[0-9]" }.to_owned(),
            'w' if ascii => if in_set { "0-9A-Za-z_" } else { "[0-9A-Za-z_]" }.to_owned(),
            's' if ascii => if in_set { " \\t-\\r" } else { "[ \\t-\\r]" }.to_owned(),
            'D' if ascii && !in_set => "[^0-9]".to_owned(),
            'W' if ascii && !in_set => "[^0-9A-Za-z_]".to_owned(),
            'S' if ascii && !in_set => "[^ \\t-\\r]".to_owned(),
            'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 'r' | 't' | 'f' | 'v' => {
                format!("\\{letter}")
            }
            'a' => "\\x07".to_owned(),
            'x' | 'u' | 'U' => return self.code_point(letter),
            '0' => "\\x00".to_owned(),
            '1'..='9' if !in_set => {
                let digits: String = self.chars[self.at + 1..]
                    .iter()
                    .take(2)
                    .take_while(|c| c.is_ascii_digit())
                    .collect();
                self.at += 1 + digits.len();
                self.out.push_str(&format!("(?:\\{digits})"));
                return Ok(());
            }
            letter if letter.is_ascii_alphanumeric() => {
                return self.wrong(&format!("bad escape \\{letter}"), self.at);
            }
            other if other.is_ascii_punctuation() || other == ' ' => format!("\\{other}"),
            other => other.to_string(),
        };
        self.out.push_str(&text);
        self.at += 2;
        Ok(())
    }

    fn code_point(&mut self, letter: char) -> Result<(), Wrong> {
        let width = match letter {
            'x' => 2,
            'u' => 4,
            _ => 8,
        };
        let digits: String = self.chars[self.at + 2..].iter().take(width).collect();
        if digits.chars().count() < width || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            return self.wrong(&format!("incomplete escape \\{letter}{digits}"), self.at);
        }
        self.out.push_str(&format!("\\x{{{digits}}}"));
        self.at += 2 + width;
        Ok(())
    }

    fn class(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        self.put('[');
        if self.peek(0) == Some('^') {
            self.put('^');
        }
        let first = self.at;
        loop {
            match self.peek(0) {
                None => return self.wrong("unterminated character set", start),
                Some(']') if self.at > first => {
                    self.put(']');
                    break;
                }
                Some('\\') => self.escape(true)?,
                // These mean something in the crate's sets alone.
                Some(char @ ('[' | ']' | '&' | '~' | '#' | ' ')) => {
                    self.out.push('\\');
                    self.put(char);
                }
                Some('-') => {
                    let last = self.peek(1) == Some(']');
                    if self.at == first || last {
                        self.out.push('\\');
                    }
                    self.put('-');
                }
                Some(char) => self.put(char),
            }
        }
        self.repeatable = true;
        Ok(())
    }
}
