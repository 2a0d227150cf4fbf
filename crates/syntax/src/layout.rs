//! From raw tokens to logical lines: NEWLINE, INDENT and DEDENT, and brackets that match.
//!
//! What a line means is the parser's business.

use crate::token::{Kind, Spanned, range, span};
use ouro_diag::{Diagnostic, Source, Span, codes};

/// How deeply brackets may be nested.
pub(crate) const MAX_BRACKETS: usize = 200;
/// How many levels of indentation there may be, the outermost included.
pub(crate) const MAX_INDENTS: usize = 100;
/// A tab goes on to the next column that this divides.
const TAB_COLUMNS: u32 = 8;

/// The tokens that the parser reads.
#[derive(Default)]
pub(crate) struct Layout {
    pub(crate) tokens: Vec<Spanned>,
    pub(crate) errors: Vec<Diagnostic>,
    /// Brackets that are open at the end of the text, outermost first.
    pub(crate) open: Vec<Span>,
    /// Brackets that were given up: of each statement the innermost.
    pub(crate) given_up: Vec<Span>,
}

/// Arranges raw tokens in logical lines. `abandon` names brackets that are known to stay open: they end
/// where a line begins with a word that cannot stand within brackets.
pub(crate) fn arrange(source: &Source, raw: &[Spanned], abandon: &[Span]) -> Layout {
    let mut layout = Arranger {
        source,
        text: source.text.as_bytes(),
        out: Layout::default(),
        brackets: Vec::new(),
        fstrings: Vec::new(),
        indents: vec![Indent { column: 0, alternative: 0 }],
        line_start: 0,
        fresh: true,
        new_physical_line: true,
        abandon,
    };
    layout.out.tokens.reserve(raw.len() + raw.len() / 8);
    for token in raw {
        layout.token(*token);
    }
    layout.finish();
    layout.out
}

#[derive(Clone, Copy)]
struct Indent {
    column: u32,
    /// The column where tabs count as one blank: both must agree on what is deeper.
    alternative: u32,
}

struct Arranger<'s> {
    source: &'s Source,
    text: &'s [u8],
    out: Layout,
    brackets: Vec<Spanned>,
    /// How many brackets were open where each open f-string began.
    fstrings: Vec<usize>,
    indents: Vec<Indent>,
    /// Where the current line begins.
    line_start: u32,
    /// Whether the next token is the first of a logical line.
    fresh: bool,
    new_physical_line: bool,
    abandon: &'s [Span],
}

impl Arranger<'_> {
    fn token(&mut self, (kind, at): Spanned) {
        if kind == Kind::Newline {
            self.line_start = at.end;
            self.new_physical_line = true;
            if self.brackets.is_empty() && !self.fresh {
                self.out.tokens.push((Kind::Newline, at));
                self.fresh = true;
            }
            return;
        }
        if self.new_physical_line && !self.brackets.is_empty() && begins_statement(kind) {
            self.give_up_brackets(at.start);
        }
        self.new_physical_line = false;
        if self.fresh {
            self.fresh = false;
            self.indent(at.start);
        }
        match kind {
            Kind::FStringStart => self.fstrings.push(self.brackets.len()),
            Kind::FStringEnd => drop(self.fstrings.pop()),
            _ => {}
        }
        if kind.closing().is_some() {
            self.open((kind, at));
        } else if kind.is_closing() {
            self.close((kind, at));
        } else {
            self.out.tokens.push((kind, at));
        }
    }

    fn error(&mut self, diagnostic: Diagnostic) {
        self.out.errors.push(diagnostic);
    }

    fn open(&mut self, token: Spanned) {
        if self.brackets.len() >= MAX_BRACKETS {
            if self.brackets.len() == MAX_BRACKETS {
                let message = "too many nested parentheses";
                self.error(Diagnostic::error(codes::TOO_DEEP, span(token.1), message));
            }
            self.out.tokens.push((Kind::Bad, token.1));
        } else {
            self.out.tokens.push(token);
        }
        self.brackets.push(token);
    }

    fn close(&mut self, (kind, at): Spanned) {
        let text = kind.text();
        let Some((opening, opened_at)) = self.brackets.pop() else {
            let message = format!("unmatched '{text}'");
            self.error(Diagnostic::error(codes::UNMATCHED_BRACKET, span(at), message));
            self.out.tokens.push((Kind::Bad, at));
            return;
        };
        if opening.closing() == Some(kind) {
            let deep = self.brackets.len() >= MAX_BRACKETS;
            self.out.tokens.push((if deep { Kind::Bad } else { kind }, at));
            return;
        }
        let inside = self.fstrings.last().is_some_and(|depth| self.brackets.len() >= *depth);
        if opening == Kind::FieldStart && inside {
            let message = format!("f-string: unmatched '{text}'");
            self.error(Diagnostic::error(codes::UNMATCHED_BRACKET, span(at), message));
            self.out.tokens.push((Kind::Bad, at));
            return;
        }
        let line = self.source.line(opened_at.start);
        let place = if line == self.source.line(at.start) {
            String::new()
        } else {
            format!(" on line {line}")
        };
        let message = format!(
            "closing parenthesis '{text}' does not match opening parenthesis '{}'{place}",
            opening.text()
        );
        let diagnostic = Diagnostic::error(codes::MISMATCHED_BRACKET, span(at), message)
            .with_primary(span(at), "closes something else")
            .with_secondary(span(opened_at), "this is what is open");
        self.error(diagnostic);
        self.out.tokens.push((Kind::Bad, at));
    }

    /// Ends the logical line although brackets are open, if they are known never to be closed.
    fn give_up_brackets(&mut self, at: u32) {
        let known = |bracket: &Spanned| self.abandon.contains(&span(bracket.1));
        if !self.brackets.iter().any(known) {
            return;
        }
        self.out.given_up.extend(self.brackets.last().map(|bracket| span(bracket.1)));
        self.brackets.clear();
        let end = range(Span::at(at));
        self.out.tokens.push((Kind::Bad, end));
        self.out.tokens.push((Kind::Newline, end));
        self.fresh = true;
    }

    /// Measures the blanks before the first token of a logical line.
    fn measure(&self, token_start: u32) -> Indent {
        let blanks = &self.text[self.line_start as usize..token_start as usize];
        let (mut column, mut alternative) = (0, 0);
        for byte in blanks {
            match byte {
                b' ' => {
                    column += 1;
                    alternative += 1;
                }
                b'\t' => {
                    column = (column / TAB_COLUMNS + 1) * TAB_COLUMNS;
                    alternative += 1;
                }
                // What stands before a joined line counts, not what stands after it.
                b'\\' if column > 0 => break,
                _ => (column, alternative) = (0, 0),
            }
        }
        Indent { column, alternative }
    }

    fn indent(&mut self, token_start: u32) {
        let new = self.measure(token_start);
        let top = self.top();
        let at = range(Span::at(token_start));
        if new.column == top.column {
            self.check_tabs(new.alternative == top.alternative, token_start);
            return;
        }
        if new.column > top.column {
            self.check_tabs(new.alternative > top.alternative, token_start);
            if self.indents.len() >= MAX_INDENTS {
                if self.indents.len() == MAX_INDENTS {
                    let message = "too many levels of indentation";
                    let span = Span::new(self.line_start, token_start);
                    let error = Diagnostic::error(codes::TOO_MANY_INDENTS, span, message);
                    self.error(error.with_exception("IndentationError"));
                }
                self.out.tokens.push((Kind::Bad, at));
            }
            self.indents.push(new);
            let span = Span::new(self.line_start, token_start);
            self.out.tokens.push((Kind::Indent, range(span)));
            return;
        }
        while self.indents.len() > 1 && self.top().column > new.column {
            self.indents.pop();
            self.out.tokens.push((Kind::Dedent, at));
        }
        let top = self.top();
        if top.column != new.column {
            let message = "unindent does not match any outer indentation level";
            let line = self.source.line(token_start);
            let length = u32::try_from(self.source.line_text(line).len()).unwrap_or(0);
            let span = Span::at(self.source.line_start(line) + length);
            let error = Diagnostic::error(codes::UNINDENT, span, message);
            self.error(error.with_exception("IndentationError"));
            self.out.tokens.push((Kind::Bad, at));
            return;
        }
        self.check_tabs(new.alternative == top.alternative, token_start);
    }

    fn top(&self) -> Indent {
        self.indents.last().copied().unwrap_or(Indent { column: 0, alternative: 0 })
    }

    fn check_tabs(&mut self, consistent: bool, token_start: u32) {
        if consistent {
            return;
        }
        let span = Span::new(self.line_start, token_start);
        let message = "inconsistent use of tabs and spaces in indentation";
        let blanks = self.source.slice(span);
        let label = match (blanks.contains('\t'), blanks.contains(' ')) {
            (true, true) => "indented with tabs and blanks",
            (true, false) => "indented with tabs, unlike lines above",
            _ => "indented with blanks, unlike lines above",
        };
        let error = Diagnostic::error(codes::TABS, span, message)
            .with_exception("TabError")
            .with_primary(span, label);
        self.error(error);
        self.out.tokens.push((Kind::Bad, range(Span::at(token_start))));
    }

    fn finish(&mut self) {
        let end = range(Span::at(u32::try_from(self.text.len()).unwrap_or(u32::MAX)));
        self.out.open = self.brackets.iter().map(|(_, at)| span(*at)).collect();
        if self.brackets.iter().any(|bracket| self.abandon.contains(&span(bracket.1))) {
            // What is wrong with this line has been said.
            self.out.given_up.extend(self.brackets.last().map(|bracket| span(bracket.1)));
            self.out.tokens.push((Kind::Bad, end));
        }
        if !self.fresh {
            self.out.tokens.push((Kind::Newline, end));
        }
        for _ in 1..self.indents.len() {
            self.out.tokens.push((Kind::Dedent, end));
        }
        self.out.tokens.push((Kind::Eof, end));
    }
}

/// Words that begin a statement and cannot stand within brackets.
fn begins_statement(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Def
            | Kind::Class
            | Kind::Return
            | Kind::Import
            | Kind::While
            | Kind::Try
            | Kind::With
            | Kind::Raise
            | Kind::Del
            | Kind::Global
            | Kind::Nonlocal
            | Kind::Assert
            | Kind::Pass
            | Kind::Break
            | Kind::Continue
    )
}
