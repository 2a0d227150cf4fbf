//! Characters that no token can hold: the message, and what was meant where they only look like others.

use super::Lexer;
use ouro_diag::{Diagnostic, Edit, Span, codes};

/// What a character stands in for: how it is called, and what to write.
fn lookalike(c: char) -> Option<(&'static str, char)> {
    let plain = match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => ("a typographic quote", '"'),
        '‘' | '’' | '‚' | '‛' | '´' => ("a typographic quote", '\''),
        '\u{A0}' | '\u{2007}' | '\u{202F}' => ("a non-breaking blank", ' '),
        '\u{2000}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => ("a typographic blank", ' '),
        '‐' | '‑' | '–' | '—' | '−' => ("a typographic dash", '-'),
        '×' => ("a typographic sign", '*'),
        '÷' => ("a typographic sign", '/'),
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(u32::from(c) - 0xFEE0)?;
            ("a wide sign", narrow)
        }
        _ => return None,
    };
    Some(plain)
}

impl Lexer<'_> {
    pub(super) fn bad_character(&mut self, at: usize, c: char) {
        let known = lookalike(c);
        // The first one of a line speaks for all.
        if known.is_some() && at < self.explained_to {
            return;
        }
        let code = u32::from(c);
        let printable = !(c.is_whitespace() || c.is_control() || is_format_character(c));
        let message = if printable {
            format!("invalid character '{c}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        };
        let span = Span::of_character(self.text, at);
        let mut error = Diagnostic::error(codes::INVALID_CHARACTER, span, message);
        if let Some((name, plain)) = known {
            let needed = named(plain);
            let label = format!("{name}, as in texts and on web pages: Python needs {needed}");
            error = error.with_primary(span, label.clone());
            error = error.with_suggestion(label, self.plain_line(at));
        }
        self.out.errors.push(error);
    }

    /// Plain characters for all that look like others, from `at` to the end of the line.
    fn plain_line(&mut self, at: usize) -> Vec<Edit> {
        let rest = &self.text[at..];
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        self.explained_to = at + line.len();
        let found = line.char_indices().filter_map(|(index, c)| Some((index, lookalike(c)?)));
        let edit = |(index, (_, plain)): (usize, (&str, char))| Edit {
            span: Span::of_character(self.text, at + index),
            replacement: plain.to_string(),
        };
        found.map(edit).collect()
    }
}

fn named(plain: char) -> String {
    match plain {
        ' ' => "an ordinary one".into(),
        '"' | '\'' => format!("a straight {plain}"),
        sign => format!("'{sign}'"),
    }
}

/// Invisible characters that are neither blanks nor controls.
fn is_format_character(c: char) -> bool {
    matches!(
        u32::from(c),
        0xAD | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE000..=0xF8FF | 0xE0001..=0xE007F
            | 0xF0000..=0x10FFFF
    )
}
