//! F-strings: text and replacement fields, whose specifications may hold fields again.

use super::expressions::Expressions;
use super::strings::{Piece, merged, warn_escape};
use super::{Fault, Rule, token};
use crate::ast::{Conversion, Expr, FStringPart, FormatSpec, Replacement, Text};
use crate::literal;
use crate::token::{Kind, Range, span};
use chumsky::input::Emitter;
use chumsky::prelude::*;
use ouro_diag::{Span, codes};

/// A part before it is known whether the f-string is raw.
enum Part {
    Middle(Range),
    Field(Box<Field>),
}

struct Field {
    span: Span,
    value: Expr,
    /// `{value=}`
    debug: bool,
    conversion: Option<Conversion>,
    /// Where the text that `{value=}` shows ends.
    debug_end: u32,
    spec: Option<(Span, Vec<Part>)>,
}

pub(super) fn fstring<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Piece> {
    let field = field(text, rules);
    let part = middle().or(field);
    token(Kind::FStringStart)
        .map_with(|_, extra| extra.span())
        .then(part.repeated().collect::<Vec<_>>())
        .then(token(Kind::FStringEnd).map_with(|_, extra| extra.span()))
        .validate(move |((start, parts), end): ((Range, Vec<Part>), Range), _, emitter| {
            let opening = text.get(span(start).range()).unwrap_or_default();
            let raw = opening.contains(['r', 'R']);
            Piece::FString(Finish { source: text, raw, end, emitter }.parts(false, parts))
        })
        .boxed()
}

fn middle<'s>() -> Rule<'s, Part> {
    token(Kind::FStringMiddle).map_with(|_, extra| Part::Middle(extra.span())).boxed()
}

fn field<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Part> {
    let value = rules.yield_or_star.clone();
    recursive(|field| {
        let end = any().rewind().map_with(|_, extra| {
            let at: Range = extra.span();
            at.start
        });
        let debug = token(Kind::Equal).ignore_then(end);
        let conversion = token(Kind::Bang)
            .map_with(|_, extra| span(extra.span()))
            .then(super::name(text))
            .validate(|(bang, name), _, emitter| {
                if bang.end != name.span.start {
                    let message = "f-string: conversion type must come right after the \
                                   exclamanation mark";
                    let at = crate::token::range(bang.to(name.span));
                    emitter.emit(Fault::new(codes::FSTRING, at, message));
                    return None;
                }
                conversion(&name.name, name.span, emitter)
            });
        let spec = token(Kind::Colon).ignore_then(
            middle()
                .or(field)
                .repeated()
                .collect::<Vec<_>>()
                .map_with(|parts, extra| (span(extra.span()), parts)),
        );
        value
            .then(debug.or_not())
            .then(conversion.or_not())
            .then(spec.or_not())
            .delimited_by(token(Kind::FieldStart), token(Kind::FieldEnd))
            .map_with(|(((value, debug), conversion), spec), extra| {
                Part::Field(Box::new(Field {
                    span: span(extra.span()),
                    value,
                    debug: debug.is_some(),
                    debug_end: debug.unwrap_or(0),
                    conversion: conversion.flatten(),
                    spec,
                }))
            })
    })
    .boxed()
}

fn conversion(name: &str, at: Span, emitter: &mut Emitter<Fault>) -> Option<Conversion> {
    match name {
        "s" => Some(Conversion::Str),
        "r" => Some(Conversion::Repr),
        "a" => Some(Conversion::Ascii),
        _ => {
            let message = format!(
                "f-string: invalid conversion character '{name}': expected 's', 'r', or 'a'"
            );
            emitter.emit(Fault::new(codes::FSTRING, crate::token::range(at), message));
            None
        }
    }
}

/// Turns what was read of an f-string into its parts.
struct Finish<'a> {
    source: &'a str,
    raw: bool,
    /// Where the f-string ends: the reference marks faults of its texts there.
    end: Range,
    emitter: &'a mut Emitter<Fault>,
}

impl Finish<'_> {
    /// Decodes text and writes out what `{value=}` shows. Fields nest no deeper than brackets do.
    fn parts(&mut self, in_spec: bool, parts: Vec<Part>) -> Vec<FStringPart> {
        let mut out = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Part::Middle(at) => out.push(self.decoded(in_spec, at)),
                Part::Field(field) => self.field(*field, &mut out),
            }
        }
        merged(out)
    }

    fn field(&mut self, field: Field, out: &mut Vec<FStringPart>) {
        let mut conversion = field.conversion;
        if field.debug {
            let shown = Span::new(field.span.start + 1, field.debug_end);
            let text = self.source.get(shown.range()).unwrap_or_default();
            let text = Text::from(without_comments(text).as_str());
            out.push(FStringPart::Literal { text, span: shown, u_prefix: false });
            if conversion.is_none() && field.spec.is_none() {
                conversion = Some(Conversion::Repr);
            }
        }
        let spec = field.spec.map(|(at, parts)| {
            let parts = self.parts(true, parts);
            FormatSpec { span: at, parts }
        });
        let (span, value) = (field.span, field.value);
        let replacement = Replacement { span, value, conversion, spec };
        out.push(FStringPart::Replacement(Box::new(replacement)));
    }

    fn decoded(&mut self, in_spec: bool, at: Range) -> FStringPart {
        let place = span(at);
        let written = self.source.get(place.range()).unwrap_or_default();
        // Doubled braces stand for one; within a specification there are none.
        let body = if in_spec { written.to_owned() } else { single_braces(written, self.raw) };
        let text = match literal::text(&body, self.raw) {
            Ok(decoded) => {
                warn_escape(decoded.bad_escape, place.start, self.emitter);
                decoded.value
            }
            Err(message) => {
                self.emitter.emit(Fault::new(codes::ESCAPE, self.end, message));
                Text::from("")
            }
        };
        FStringPart::Literal { text, span: place, u_prefix: false }
    }
}

/// What `{value=}` shows leaves comments out; a `#` within a literal is none.
fn without_comments(text: &str) -> String {
    if !text.contains('#') {
        return text.to_owned();
    }
    let tokens = crate::lexer::lex(text).tokens;
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    let ends = tokens.iter().map(|(_, at)| (at.start as usize, at.end as usize));
    for (start, end) in ends.chain([(text.len(), text.len())]) {
        let gap = text.get(last..start).unwrap_or_default();
        out.push_str(gap.find('#').map_or(gap, |comment| &gap[..comment]));
        out.push_str(text.get(start..end).unwrap_or_default());
        last = end.max(last);
    }
    out
}

/// `{{` and `}}` become one brace, save those of `\N{...}`, which the lexer never doubles.
fn single_braces(written: &str, raw: bool) -> String {
    if raw || !written.contains("\\N{") {
        return written.replace("{{", "{").replace("}}", "}");
    }
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(start) = rest.find("\\N{") {
        let end = rest[start..].find('}').map_or(rest.len(), |length| start + length + 1);
        out.push_str(&rest[..start].replace("{{", "{").replace("}}", "}"));
        out.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    out.push_str(&rest.replace("{{", "{").replace("}}", "}"));
    out
}
