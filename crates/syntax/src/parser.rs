//! From logical lines to a module: blocks, clauses that belong together, recovery line by line.
//!
//! Blocks are kept on a stack of our own, so nesting costs no native stack, and a faulty line is left
//! out without harm to its neighbours.

mod blocks;

use crate::ast::Module;
use crate::grammar::{Fault, Grammar, Line, State};
use crate::messages::{self, Explained, Refused};
use crate::token::{Kind, Spanned, span};
use blocks::Blocks;
use ouro_diag::{Diagnostic, Severity, Source, Span, codes};

/// What the parser found, before it is decided which error comes first.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) module: Module,
    /// Errors of the grammar, in the order of the text.
    pub(crate) errors: Vec<Diagnostic>,
    pub(crate) warnings: Vec<Diagnostic>,
    /// Up to where the parser had looked when it met its first error.
    pub(crate) first_reach: Option<u32>,
    pub(crate) steps: u64,
}

/// Parses the lines of a file.
pub(crate) fn parse(source: &Source, tokens: &[Spanned]) -> Outcome {
    let grammar = Grammar::new(&source.text);
    let mut parser = Parser {
        source,
        tokens,
        at: 0,
        state: State::default(),
        blocks: Blocks::default(),
        colonless_match: false,
        out: Outcome::default(),
    };
    parser.run(&grammar);
    let mut out = parser.out;
    out.steps = parser.state.steps;
    let end = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
    out.module = Module { body: parser.blocks.finish(), span: Span::new(0, end) };
    out
}

struct Parser<'s> {
    source: &'s Source,
    tokens: &'s [Spanned],
    at: usize,
    state: State,
    blocks: Blocks,
    /// Whether a line was read that would be the head of a `match`, had it a colon.
    colonless_match: bool,
    out: Outcome,
}

impl<'s> Parser<'s> {
    fn run(&mut self, grammar: &Grammar<'s>) {
        while let Some((kind, at)) = self.tokens.get(self.at).copied() {
            match kind {
                Kind::Eof => {
                    self.at += 1;
                    let place = self.last_line(span(at));
                    self.complain(|blocks| blocks.end(place), at.start);
                }
                Kind::Indent => {
                    self.at += 1;
                    let next = self.tokens.get(self.at).map_or(span(at), |(_, at)| span(*at));
                    self.complain(|blocks| blocks.indent(span(at), next), at.end);
                }
                Kind::Dedent => {
                    self.at += 1;
                    let place = self.last_line(span(at));
                    self.complain(|blocks| blocks.dedent(place), at.start);
                }
                Kind::Newline => self.at += 1,
                _ => self.line(grammar),
            }
        }
    }

    /// The reference counts the end of the text to its last line, even after a newline.
    fn last_line(&self, at: Span) -> Span {
        let length = self.source.text.len();
        let ends = self.source.text.ends_with('\n') && at.start as usize == length;
        if ends { Span::at(at.start - 1) } else { at }
    }

    fn complain(&mut self, step: impl FnOnce(&mut Blocks) -> Option<Diagnostic>, reach: u32) {
        if let Some(diagnostic) = step(&mut self.blocks) {
            self.error(diagnostic, reach);
        }
    }

    fn error(&mut self, mut diagnostic: Diagnostic, reach: u32) {
        if diagnostic.code == codes::MISSING_BLOCK
            && let Some(head) = diagnostic.labels.first()
        {
            let line = self.source.line(head.span.start);
            diagnostic.message.push_str(&format!(" on line {line}"));
        }
        if diagnostic.code == codes::PASTED_PROMPT {
            // One pasted text is one mistake.
            if self.out.errors.iter().any(|known| known.code == codes::PASTED_PROMPT) {
                return;
            }
            let edits = messages::advice::without_prompts(self.source);
            diagnostic.suggestions.iter_mut().for_each(|advice| advice.edits.clone_from(&edits));
        }
        // The reference reads `match [a]` anew once it knows of an error, and then misses the colon.
        if self.colonless_match && diagnostic.code == codes::UNEXPECTED_INDENT {
            diagnostic.code = codes::MISSING_COLON;
            diagnostic.exception = "SyntaxError";
            "expected ':'".clone_into(&mut diagnostic.message);
        }
        if self.out.errors.is_empty() {
            self.out.first_reach = Some(reach);
        }
        self.out.errors.push(diagnostic);
    }

    fn line(&mut self, grammar: &Grammar<'s>) {
        let rest = &self.tokens[self.at..];
        let length = rest
            .iter()
            .position(|(kind, _)| matches!(kind, Kind::Newline | Kind::Eof))
            .unwrap_or(rest.len());
        let (line, end) = (&rest[..length], rest.get(length).map(|(_, at)| *at));
        self.at += length;
        let Some((_, first)) = line.first() else {
            self.at += 1;
            return;
        };
        let whole = span(*first).to(line.last().map_or(span(*first), |(_, at)| span(*at)));
        let end = end.unwrap_or_else(|| crate::token::range(Span::at(whole.end)));
        if line[0].0 == Kind::Bad {
            // The lexer has said what is wrong here, and where the line would stand without it is not known.
            self.blocks.before_unreadable_line();
        } else {
            self.complain(|blocks| blocks.before_line(line[0].0, span(*first)), first.end);
        }
        let clause_fits = self.blocks.clause_fits(line[0].0);
        let is_case = line[0].0 == Kind::Case && self.blocks.in_match();
        let rule = if is_case { &grammar.case } else { &grammar.line };
        let (parsed, faults) = Grammar::run(rule, line, end, &mut self.state);
        let refused = Refused {
            source: self.source,
            grammar,
            tokens: line,
            end: span(end),
            fault: 0,
            clause_fits,
            is_case,
        };
        // A `case` below a line that should have been a `match` is none of its faults.
        if line[0].0 == Kind::Case && !is_case && self.blocks.is_lost() {
            self.blocks.faulty(line, whole);
            return;
        }
        if self.faults(refused, faults) {
            self.blocks.faulty(line, whole);
            return;
        }
        let Some(parsed) = parsed else { return };
        let statement = matches!(parsed, Line::Simple(_));
        if statement && line[0].0 == Kind::Match && Grammar::accepts(&grammar.head, line, end) {
            self.colonless_match = true;
        }
        let reach = end.start;
        self.complain(|blocks| blocks.line(parsed, whole, span(end)), reach);
    }

    /// Reports what a line is refused for; whether it was.
    fn faults(&mut self, mut line: Refused<'s, '_>, faults: Vec<Fault>) -> bool {
        let mut refused = false;
        let clause_fits = line.clause_fits;
        let has_bad_token = line.tokens.iter().any(|(kind, _)| *kind == Kind::Bad);
        for fault in faults {
            match fault.diagnostic {
                Some(diagnostic) if diagnostic.severity != Severity::Error => {
                    self.out.warnings.push(*diagnostic);
                }
                _ if refused => {}
                diagnostic => {
                    refused = true;
                    // The lexer has said what is wrong with this line.
                    if has_bad_token {
                        continue;
                    }
                    line.fault = line.tokens.partition_point(|(_, at)| at.start < fault.at.start);
                    // What is wrong within a clause matters less than that it may not stand here.
                    let diagnostic = diagnostic.filter(|_| clause_fits);
                    let explained = match diagnostic {
                        None => messages::explain(line),
                        Some(diagnostic) => {
                            Explained { reach: fault.at.end, diagnostic: *diagnostic }
                        }
                    };
                    self.error(explained.diagnostic, explained.reach);
                }
            }
        }
        refused
    }
}
