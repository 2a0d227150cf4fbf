//! Which locals are certainly bound at a point of the code, and whether the point can be reached at all.
//!
//! Only what is certain counts: a local that may be unbound is read by an instruction of its own, so that
//! the UnboundLocalError comes where and when the name stands.

/// The state at a point: the set of bound locals, or none where no way leads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flow(Option<Box<[u64]>>);

impl Flow {
    /// The start of a code object with `locals` locals, none of them bound.
    pub(crate) fn start(locals: usize) -> Self {
        Self(Some(vec![0; locals.div_ceil(64)].into_boxed_slice()))
    }

    /// A point that nothing leads to.
    pub(crate) fn unreachable() -> Self {
        Self(None)
    }

    /// Whether some way leads here.
    pub(crate) fn is_reachable(&self) -> bool {
        self.0.is_some()
    }

    /// Whether the local is bound for certain; true where nothing leads.
    pub(crate) fn is_bound(&self, local: u16) -> bool {
        let (word, bit) = place(local);
        let Some(words) = &self.0 else { return true };
        words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The local is bound from here on.
    pub(crate) fn bind(&mut self, local: u16) {
        let (word, bit) = place(local);
        if let Some(word) = self.0.as_mut().and_then(|words| words.get_mut(word)) {
            *word |= bit;
        }
    }

    /// The local may be unbound from here on.
    pub(crate) fn unbind(&mut self, local: u16) {
        let (word, bit) = place(local);
        if let Some(word) = self.0.as_mut().and_then(|words| words.get_mut(word)) {
            *word &= !bit;
        }
    }

    /// Another way leads here too.
    pub(crate) fn join(&mut self, other: &Self) {
        let Some(theirs) = &other.0 else { return };
        match &mut self.0 {
            Some(ours) => {
                for (mine, their) in ours.iter_mut().zip(theirs) {
                    *mine &= their;
                }
            }
            None => self.0 = Some(theirs.clone()),
        }
    }
}

fn place(local: u16) -> (usize, u64) {
    (usize::from(local) / 64, 1 << (local % 64))
}
