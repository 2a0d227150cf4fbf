//! Sources of the code that runs, for tracebacks and diagnostics.

use std::sync::Arc;

use ouro_diag::{Source, SourceId};

/// All sources of one engine, by number.
#[derive(Default)]
pub struct Sources(Vec<Arc<Source>>);

impl Sources {
    /// The number of the source that is added next: the compiler stamps code with it.
    #[must_use]
    pub fn next_id(&self) -> SourceId {
        SourceId(self.0.len() as u32)
    }

    /// Adds a source.
    pub fn add(&mut self, source: Arc<Source>) -> SourceId {
        let id = self.next_id();
        self.0.push(source);
        id
    }

    /// The source of a number.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.0.get(id.0 as usize)
    }
}
