//! The Mersenne Twister MT19937, as M. Matsumoto and T. Nishimura have published it.

/// Words of the state.
const WORDS: usize = 624;
/// How far the word is that one is mixed with.
const MIDDLE: usize = 397;

/// A generator.
pub(super) struct Twister {
    words: [u32; WORDS],
    /// The next word to be given; past the last one, when new ones have to be made.
    at: usize,
}

impl Twister {
    /// A generator for a key.
    pub(super) fn new(key: &[u32]) -> Self {
        const START: u32 = 19_650_218;
        let mut words = [START; WORDS];
        for at in 1..WORDS {
            let before = words[at - 1];
            words[at] = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(at as u32);
        }
        let mut twister = Self { words, at: WORDS };
        let mut at = 1;
        for step in 0..key.len().max(WORDS) {
            let part = step % key.len();
            let mixed = twister.before(at).wrapping_mul(1_664_525);
            let word = (twister.words[at] ^ mixed).wrapping_add(key[part]);
            at = twister.put(at, word.wrapping_add(part as u32));
        }
        for _ in 1..WORDS {
            let mixed = twister.before(at).wrapping_mul(1_566_083_941);
            let word = (twister.words[at] ^ mixed).wrapping_sub(at as u32);
            at = twister.put(at, word);
        }
        twister.words[0] = 1 << 31;
        twister
    }

    fn before(&self, at: usize) -> u32 {
        let word = self.words[at - 1];
        word ^ word >> 30
    }

    /// Sets a word; gives the place of the next one, the last of which is the first too.
    fn put(&mut self, at: usize, word: u32) -> usize {
        self.words[at] = word;
        if at + 1 < WORDS {
            return at + 1;
        }
        self.words[0] = word;
        1
    }

    fn refill(&mut self) {
        for at in 0..WORDS {
            let joined = self.words[at] & 1 << 31 | self.words[(at + 1) % WORDS] & !(1 << 31);
            let odd = if joined & 1 == 1 { 0x9908_B0DF } else { 0 };
            self.words[at] = self.words[(at + MIDDLE) % WORDS] ^ joined >> 1 ^ odd;
        }
        self.at = 0;
    }

    /// The next 32 bits.
    pub(super) fn next_word(&mut self) -> u32 {
        if self.at >= WORDS {
            self.refill();
        }
        let mut word = self.words[self.at];
        self.at += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// All words, and the place of the next one.
    pub(super) fn state(&self) -> Vec<u32> {
        let mut state = self.words.to_vec();
        state.push(self.at as u32);
        state
    }

    /// The generator of a state, if it is one.
    pub(super) fn of_state(state: &[u32]) -> Option<Self> {
        let (at, words) = state.split_last()?;
        Some(Self { words: words.try_into().ok()?, at: (*at as usize).min(WORDS) })
    }
}
