//! Who runs next, and for how long: the one object that is asked.

/// Steps (back edges and calls) that a thread runs before others are looked at.
pub(crate) const STEPS: i32 = crate::limits::FUEL;

/// Looks at the counter that a thread may run through in a row while others are ready, on the virtual clock.
const TURNS: u32 = 10;

/// Asked whenever there is a choice between threads.
pub trait Policy {
    /// The index of the one that runs next, below `ready`, the number of those that would.
    fn pick(&mut self, ready: usize) -> usize;

    /// How many steps the next stretch has, after which the policy is asked again; from 1 to 10,000.
    fn steps(&mut self) -> i32 {
        STEPS
    }

    /// Whether a thread that has used up its steps gives way to another. `looks` says how often in a row it has
    /// not.
    fn gives_way(&mut self, looks: u32) -> bool {
        looks >= TURNS
    }
}

/// First come, first served.
pub struct Fifo;

impl Policy for Fifo {
    fn pick(&mut self, _: usize) -> usize {
        0
    }
}

/// By chance, which starts at a seed: the same seed gives the same interleaving.
pub struct Seeded(u64);

impl Seeded {
    /// The chance of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number (SplitMix64, Steele and others, 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

impl Policy for Seeded {
    fn pick(&mut self, ready: usize) -> usize {
        (self.next() % ready.max(1) as u64) as usize
    }

    /// From one step to some hundreds, each magnitude as likely as the others: races hide at all of them.
    fn steps(&mut self) -> i32 {
        let magnitude = self.next() % 10;
        (1 + self.next() % (1 << magnitude)) as i32
    }

    fn gives_way(&mut self, _: u32) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_another_differs() {
        let run = |seed| -> Vec<i32> {
            let mut policy = Seeded::new(seed);
            (0..50).map(|_| policy.steps()).collect()
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
        assert!(run(3).iter().all(|steps| (1..=STEPS).contains(steps)));
    }
}
