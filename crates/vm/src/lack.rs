//! What Ouro does not have: whoever refuses something says so here, and whoever reports the exception at
//! the end finds it and names it with its code.

use crate::exceptions::{Exc, Raised};
use crate::objects::{Exception, Traceback};
use crate::value::Value;
use crate::vm::Vm;

/// Something that CPython has and Ouro has not, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A module.
    Module(String),
    /// A name of a module that Ouro has.
    Name {
        /// The module.
        module: String,
        /// The name.
        name: String,
    },
    /// Anything else, in words.
    Feature(String),
}

impl Vm {
    /// Refuses a feature: a `NotImplementedError` that names it.
    #[cold]
    pub fn refuse(&mut self, feature: &str) -> Raised {
        let raised = self.raise(Exc::NotImplementedError, feature);
        self.note_lack(&raised, Lack::Feature(feature.to_owned()));
        raised
    }

    /// Remembers why an exception is raised, while it is the last one of its kind.
    pub(crate) fn note_lack(&mut self, raised: &Raised, lack: Lack) {
        if let (Lack::Name { module, name }, Some(has)) = (&lack, self.reference_has)
            && !has(module, name)
        {
            // CPython's module has no such name either.
            return;
        }
        self.lack = Some((raised.value().as_ref().map_or(0, crate::Ref::address), lack));
    }

    /// What Ouro lacks, if that is what an exception is about.
    #[must_use]
    pub fn lack_of(&self, exception: &Value) -> Option<&Lack> {
        let (address, lack) = self.lack.as_ref()?;
        (exception.as_ref()?.address() == *address).then_some(lack)
    }

    /// Where an exception was raised: the innermost step of its traceback.
    #[must_use]
    pub fn raised_at(
        &self,
        exception: &Value,
    ) -> Option<(ouro_diag::SourceId, ouro_bytecode::Place)> {
        let mut at = exception.get::<Exception>()?.traceback.get();
        let mut last = None;
        while let Some(entry) = at.get::<Traceback>() {
            last = entry.place().or(last);
            at = entry.next.get();
        }
        last
    }
}
