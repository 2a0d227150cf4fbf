//! The labelled source, drawn by ariadne.

use crate::{Diagnostic, LabelStyle, Source, Span};
use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind};
use std::ops::Range;

/// Draws the labels; nothing where there are none, since the reference's carets say as much.
pub(super) fn draw(diagnostic: &Diagnostic, source: &Source, color: bool) -> String {
    if diagnostic.labels.is_empty() || source.text.is_empty() {
        return String::new();
    }
    let id = source.name.to_string();
    let config = Config::default()
        .with_color(color)
        .with_index_type(IndexType::Byte)
        .with_char_set(CharSet::Unicode)
        .with_compact(true);
    let kind = ReportKind::Custom("ouro", Color::Cyan);
    let place = (id.clone(), clipped(diagnostic.span, source));
    let mut report = Report::build(kind, place)
        .with_config(config)
        .with_code(diagnostic.code.id())
        .with_message(diagnostic.code.title());
    // In the order of the text: the library would begin anew for each one that stands before the last.
    let mut labels: Vec<_> = diagnostic.labels.iter().collect();
    labels.sort_by_key(|label| (label.span.start, label.span.end));
    for label in labels {
        let shade = match label.style {
            LabelStyle::Primary => Color::Red,
            LabelStyle::Secondary => Color::Cyan,
        };
        let drawn = Label::new((id.clone(), clipped(label.span, source)))
            .with_message(&label.text)
            .with_color(shade);
        report = report.with_label(drawn);
    }
    let mut out = Vec::new();
    let text = ariadne::Source::from(source.text.to_string());
    match report.finish().write((id, text), &mut out) {
        Ok(()) if color => String::from_utf8_lossy(&out).into_owned(),
        Ok(()) => plain(&String::from_utf8_lossy(&out)),
        Err(_) => String::new(),
    }
}

/// Without escape sequences: the library colours a custom kind even where colour is off.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('\x1b');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(piece.split_once('m').map_or(piece, |(_, rest)| rest));
    }
    out
}

/// The part of a span on its first line, within the text and on character boundaries.
fn clipped(span: Span, source: &Source) -> Range<usize> {
    let text = &source.text;
    let floor = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let line = source.line(span.start);
    let line_end = source.line_start(line) as usize + source.line_text(line).len();
    let start = floor(span.start as usize).min(line_end);
    let end = floor(span.end as usize).clamp(start, line_end.max(start));
    start..end.max((start + 1).min(line_end.max(start)))
}
