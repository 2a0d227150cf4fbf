//! String literals side by side: one constant, or one f-string.

use super::expressions::Expressions;
use super::{Fault, Rule, expr, fstrings, token};
use crate::ast::{Constant, Expr, ExprKind, FStringPart, Text};
use crate::literal;
use crate::token::{Kind, Range, range, span};
use chumsky::input::Emitter;
use chumsky::prelude::*;
use ouro_diag::{Diagnostic, Span, codes};

/// One literal of several.
#[derive(Clone)]
pub(super) enum Piece {
    Text { text: Text, span: Span, u_prefix: bool },
    Bytes(Vec<u8>),
    FString(Vec<FStringPart>),
}

/// Literals and f-strings.
pub(super) fn strings<'s>(text: &'s str, rules: &Expressions<'s>) -> Rule<'s, Expr> {
    let plain =
        token(Kind::Str).validate(move |_, extra, emitter| piece(text, extra.span(), emitter));
    plain
        .or(fstrings::fstring(text, rules))
        .repeated()
        .at_least(1)
        .collect::<Vec<_>>()
        .validate(move |pieces, extra, emitter| joined(text, pieces, extra.span(), emitter))
        .boxed()
}

fn piece(source: &str, at: Range, emitter: &mut Emitter<Fault>) -> Piece {
    let at_span = span(at);
    let written = source.get(at_span.range()).unwrap_or_default();
    let prefix = literal::prefix(written);
    let end = written.len().saturating_sub(prefix.quote_length);
    let body = written.get(prefix.open_length..end).unwrap_or_default();
    let body_start = at_span.start + u32::try_from(prefix.open_length).unwrap_or(0);
    if prefix.bytes {
        let bytes = match literal::bytes(body, prefix.raw) {
            Ok(decoded) => {
                warn_escape(decoded.bad_escape, body_start, emitter);
                decoded.value
            }
            Err(message) => {
                emitter.emit(Fault::new(codes::ESCAPE, at, message));
                Vec::new()
            }
        };
        return Piece::Bytes(bytes);
    }
    let text = match literal::text(body, prefix.raw) {
        Ok(decoded) => {
            warn_escape(decoded.bad_escape, body_start, emitter);
            decoded.value
        }
        Err(message) => {
            emitter.emit(Fault::new(codes::ESCAPE, at, message));
            Text::from("")
        }
    };
    Piece::Text { text, span: at_span, u_prefix: prefix.unicode }
}

/// An escape that means nothing stays as it is written, with a warning.
pub(super) fn warn_escape(
    bad: Option<(usize, String)>,
    body_start: u32,
    emitter: &mut Emitter<Fault>,
) {
    let Some((offset, escape)) = bad else { return };
    let start = body_start + u32::try_from(offset).unwrap_or(0);
    let at = Span::new(start, start + u32::try_from(escape.len()).unwrap_or(0));
    let octal = escape.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let what = if octal { "octal escape sequence" } else { "escape sequence" };
    let message = format!("invalid {what} '{escape}'");
    let warning = Diagnostic::warning(codes::ESCAPE_WARNING, "SyntaxWarning", at, message);
    emitter.emit(Fault::from_diagnostic(warning));
}

fn joined(source: &str, pieces: Vec<Piece>, at: Range, emitter: &mut Emitter<Fault>) -> Expr {
    let is_bytes = |piece: &Piece| matches!(piece, Piece::Bytes(..));
    let bytes_count = pieces.iter().filter(|piece| is_bytes(piece)).count();
    if bytes_count > 0 && bytes_count < pieces.len() {
        let message = "cannot mix bytes and nonbytes literals";
        let after = range(Span::of_character(source, at.end as usize));
        emitter.emit(Fault::new(codes::MIXED_BYTES, after, message));
        return expr(ExprKind::Error, at);
    }
    if bytes_count > 0 {
        let mut all = Vec::new();
        for piece in pieces {
            if let Piece::Bytes(bytes) = piece {
                all.extend(bytes);
            }
        }
        return expr(ExprKind::Constant(Constant::Bytes(all.into())), at);
    }
    if pieces.iter().any(|piece| matches!(piece, Piece::FString(..))) {
        return expr(ExprKind::FString(fstring_parts(pieces)), at);
    }
    let mut texts = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Text { text, u_prefix, .. } => Some((text, u_prefix)),
        _ => None,
    });
    let (first, u_prefix) = texts.next().unwrap_or((Text::from(""), false));
    let text = concat(first, texts.map(|(text, _)| text));
    expr(ExprKind::Constant(Constant::Str { text, u_prefix }), at)
}

/// Joins texts in time in proportion to their length.
fn concat(first: Text, rest: impl Iterator<Item = Text>) -> Text {
    let mut rest = rest.peekable();
    if rest.peek().is_none() {
        return first;
    }
    let all: Vec<Text> = std::iter::once(first).chain(rest).collect();
    if all.iter().all(|text| text.as_str().is_some()) {
        let joined: String = all.iter().filter_map(Text::as_str).collect();
        return Text::Utf8(joined.into());
    }
    Text::from_code_points(all.iter().flat_map(Text::code_points).collect())
}

/// The parts of all pieces, where neighbouring literals become one and empty ones vanish.
fn fstring_parts(pieces: Vec<Piece>) -> Vec<FStringPart> {
    let mut parts = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text { text, span, u_prefix } => {
                parts.push(FStringPart::Literal { text, span, u_prefix });
            }
            Piece::FString(inner) => parts.extend(inner),
            Piece::Bytes(..) => {}
        }
    }
    merged(parts)
}

/// Joins neighbouring literals.
pub(super) fn merged(parts: Vec<FStringPart>) -> Vec<FStringPart> {
    let mut out: Vec<FStringPart> = Vec::with_capacity(parts.len());
    let mut run: Vec<(Text, Span, bool)> = Vec::new();
    let flush = |run: &mut Vec<(Text, Span, bool)>, out: &mut Vec<FStringPart>| {
        let mut taken = run.drain(..);
        let Some((first, start, u_prefix)) = taken.next() else { return };
        let rest: Vec<(Text, Span, bool)> = taken.collect();
        let end = rest.last().map_or(start, |(_, span, _)| *span);
        let text = concat(first, rest.into_iter().map(|(text, _, _)| text));
        if !text.is_empty() {
            out.push(FStringPart::Literal { text, span: start.to(end), u_prefix });
        }
    };
    for part in parts {
        match part {
            FStringPart::Literal { text, span, u_prefix } => run.push((text, span, u_prefix)),
            replacement @ FStringPart::Replacement(_) => {
                flush(&mut run, &mut out);
                out.push(replacement);
            }
        }
    }
    flush(&mut run, &mut out);
    out
}
