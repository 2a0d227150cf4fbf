//! Names as small numbers, so that scopes compare and hash integers, and the private names of classes.
//!
//! Knows nothing of scopes: a [`NameId`] is a text, wherever it stands.

use std::collections::HashMap;
use std::sync::Arc;

/// A name, mangled where it had to be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(crate) struct NameId(u32);

/// All names of a compilation.
#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, NameId>,
}

impl Names {
    /// The number of a text.
    pub(crate) fn intern(&mut self, text: &str) -> NameId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = NameId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.ids.insert(text, id);
        id
    }

    /// The number of a name that stands in a class called `class`.
    pub(crate) fn intern_private(&mut self, text: &str, class: Option<&str>) -> NameId {
        match mangle(text, class) {
            Some(mangled) => self.intern(&mangled),
            None => self.intern(text),
        }
    }

    /// The text of a name.
    pub(crate) fn text(&self, id: NameId) -> Arc<str> {
        self.texts.get(id.0 as usize).cloned().unwrap_or_else(|| "".into())
    }

    /// A text as a shared string.
    pub(crate) fn shared(&mut self, text: &str) -> Arc<str> {
        let id = self.intern(text);
        self.text(id)
    }
}

/// The private form of `name` in a class: `__x` becomes `_Class__x`. None where the name stays.
pub(crate) fn mangle(name: &str, class: Option<&str>) -> Option<String> {
    let class = class?.trim_start_matches('_');
    let private = name.starts_with("__") && !name.ends_with("__") && !name.contains('.');
    (private && !class.is_empty()).then(|| format!("_{class}{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_begin_and_do_not_end_with_two_underscores_are_private() {
        assert_eq!(mangle("__x", Some("A")).as_deref(), Some("_A__x"));
        assert_eq!(mangle("__x", Some("__A")).as_deref(), Some("_A__x"));
        assert_eq!(mangle("__x_", Some("A")).as_deref(), Some("_A__x_"));
        for (name, class) in [("__x__", Some("A")), ("_x", Some("A")), ("__x", Some("__"))] {
            assert_eq!(mangle(name, class), None);
        }
        assert_eq!(mangle("__x", None), None);
        assert_eq!(mangle("__a.b", Some("A")), None);
    }
}
