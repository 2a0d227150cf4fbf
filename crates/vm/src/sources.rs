//! Sources of the code that runs, for tracebacks and diagnostics: those of scripts, and those of the library's
//! modules that are written in Ouro itself.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use ouro_diag::{Source, SourceId};

/// All sources of one engine, by number.
#[derive(Default)]
pub struct Sources {
    scripts: Vec<Arc<Source>>,
    library: HashMap<SourceId, Arc<Source>>,
    /// Those whose lines tracebacks don't show: texts given to `exec` and its kin.
    concealed: HashSet<SourceId>,
}

impl Sources {
    /// The number of the source that is added next: the compiler stamps code with it.
    #[must_use]
    pub fn next_id(&self) -> SourceId {
        SourceId(self.scripts.len() as u32)
    }

    /// Adds a source, which has its number already if it is one of the library.
    pub fn add(&mut self, source: Arc<Source>) -> SourceId {
        if source.id.is_library() {
            let id = source.id;
            self.library.insert(id, source);
            return id;
        }
        let id = self.next_id();
        self.scripts.push(source);
        id
    }

    /// Has tracebacks show no lines of a source.
    pub(crate) fn conceal(&mut self, id: SourceId) {
        self.concealed.insert(id);
    }

    /// The source of a number, if its lines may be shown.
    #[must_use]
    pub fn listed(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.get(id).filter(|_| !self.concealed.contains(&id))
    }

    /// The newest source of a script by its name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<Source>> {
        self.scripts.iter().rev().find(|source| *source.name == *name)
    }

    /// The source of a script that was added last by a name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Arc<Source>> {
        self.scripts.iter().rev().chain(self.library.values()).find(|source| &*source.name == name)
    }

    /// The source of a number.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Arc<Source>> {
        if id.is_library() { self.library.get(&id) } else { self.scripts.get(id.0 as usize) }
    }
}
