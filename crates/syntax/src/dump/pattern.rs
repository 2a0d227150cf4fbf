//! Patterns.

use super::expr::load;
use super::{Fields, Part, leaf, list, quoted, repr};
use crate::ast::{Pattern, PatternKind};

pub(super) fn pattern(of: &Pattern) -> Part<'_> {
    let new = Fields::new;
    match &of.kind {
        PatternKind::Value(value) => new().with("value", load(value)).node("MatchValue"),
        PatternKind::Singleton(constant) => {
            new().with("value", leaf(repr::constant(constant))).node("MatchSingleton")
        }
        PatternKind::Sequence(items) => {
            new().with("patterns", patterns(items)).node("MatchSequence")
        }
        PatternKind::Mapping { entries, rest } => new()
            .with("keys", list(entries.iter().map(|(key, _)| load(key))))
            .with("patterns", list(entries.iter().map(|(_, value)| pattern(value))))
            .maybe("rest", rest.as_ref().map(|name| quoted(&name.name)))
            .node("MatchMapping"),
        PatternKind::Class { class, positional, keywords } => new()
            .with("cls", load(class))
            .with("patterns", patterns(positional))
            .with("kwd_attrs", list(keywords.iter().map(|(name, _)| quoted(&name.name))))
            .with("kwd_patterns", list(keywords.iter().map(|(_, value)| pattern(value))))
            .node("MatchClass"),
        PatternKind::Star(name) => {
            new().maybe("name", name.as_ref().map(|name| quoted(&name.name))).node("MatchStar")
        }
        PatternKind::Capture { pattern: inner, name } => new()
            .maybe("pattern", inner.as_deref().map(pattern))
            .with("name", quoted(&name.name))
            .node("MatchAs"),
        PatternKind::Wildcard => new().node("MatchAs"),
        PatternKind::Or(items) => new().with("patterns", patterns(items)).node("MatchOr"),
    }
}

fn patterns(items: &[Pattern]) -> Part<'_> {
    list(items.iter().map(pattern))
}
