//! The native half of `random` (library reference, "random"): the Mersenne Twister, with the numbers that CPython's
//! gives for a seed, and what is drawn of it most often. The rest is in `lib/random.py`, also for generators of
//! scripts, which give numbers of their own.
//!
//! Without a seed the generator starts from the machine's randomness, on the virtual clock from `--seed`.

mod distributions;
mod twister;

use std::cell::{Cell, RefCell};

use num_integer::Integer as _;
use ouro_vm::Payload;
use sha2::{Digest as _, Sha512};

use crate::prelude::*;
use twister::Twister;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "random", doc: "Random variable generators.", functions: &[], fill };

/// The version of what `getstate` gives.
const STATE_VERSION: i64 = 3;

/// What a generator is started with, when nobody says: so many words of the machine's randomness.
const KEY_WORDS: usize = 16;

/// A generator: an instance of `Random`.
struct Generator {
    twister: RefCell<Twister>,
    /// The second of a pair of normally distributed numbers.
    next_gauss: Cell<Option<f64>>,
}
ouro_vm::object!(Generator, "Random", leaf);

/// How many generators have been started from the engine's own seed.
#[derive(Default)]
struct Started(u32);

static RANDOM: TypeDef = TypeDef {
    name: "Random",
    module: "random",
    base: Some(&OBJECT),
    layout: Some(<Generator as Payload>::layout),
    subclassable: true,
};

static NEW: NativeDef = native("__new__", "(cls, /, *args, **kwargs)", "", |vm, args| {
    let twister = RefCell::new(Twister::new(&[0]));
    Ok(vm.wrap_base(&args[0], Value::new(Generator { twister, next_gauss: Cell::new(None) })))
});

static METHODS: &[NativeDef] = &[
    native("__init__", "(self, x=None)", "", seed),
    native("seed", "(self, a=None, version=2)", "Initialize internal state from a seed.", seed),
    native("random", "(self, /)", "random() -> x in the interval [0, 1).", |vm, args| {
        Ok(Value::Float(this(vm, args)?.random()))
    }),
    native(
        "getrandbits",
        "(self, k, /)",
        "getrandbits(k) -> x.  Generates an int with k random bits.",
        |vm, args| {
            let Ok(bits) = usize::try_from(args::int(vm, &args[1])?) else {
                return Err(args::value_error(vm, "number of bits must be non-negative"));
            };
            vm.reserve(bits / 8)?;
            Ok(int_value(this(vm, args)?.bits(bits)))
        },
    ),
    native(
        "getstate",
        "(self)",
        "Return internal state; can be passed to setstate() later.",
        |vm, args| {
            let generator = this(vm, args)?;
            let words = generator.twister.borrow().state();
            let words: Vec<Value> = words.into_iter().map(|word| Value::Int(word.into())).collect();
            let next = generator.next_gauss.get().map_or(Value::None, Value::Float);
            Ok(Tuple::value([Value::Int(STATE_VERSION), Tuple::value(words), next]))
        },
    ),
    native("_set_state", "(self, words, next)", "", |vm, args| {
        let words = vm.collect(&args[1])?;
        let generator = this(vm, args)?;
        let mut state = Vec::with_capacity(words.len());
        for word in &words {
            state.push(args::int(vm, word)? as u32);
        }
        let Some(twister) = Twister::of_state(&state) else {
            return Err(args::value_error(vm, "state vector is the wrong size"));
        };
        generator.twister.replace(twister);
        generator.next_gauss.set(match &args[2] {
            Value::None => None,
            next => Some(args::float(vm, next)?),
        });
        Ok(Value::None)
    }),
    native("randbytes", "(self, n)", "Generate n random bytes.", |vm, args| {
        let Ok(count) = usize::try_from(args::int(vm, &args[1])?) else {
            return Err(args::value_error(vm, "number of bits must be non-negative"));
        };
        vm.reserve(count)?;
        let mut bytes = this(vm, args)?.bits(count * 8).to_bytes_le().1;
        bytes.resize(count, 0);
        Ok(args::bytes_value(bytes))
    }),
    native(
        "randrange",
        "(self, start, stop=None, step=1)",
        "Choose a random item from range(stop) or range(start, stop[, step]).",
        randrange,
    ),
    native(
        "randint",
        "(self, a, b)",
        "Return random integer in range [a, b], including both end points.",
        |vm, args| {
            let (low, high) = (vm.index(&args[1])?, vm.index(&args[2])?);
            this(vm, args)?.in_range(vm, &low, &(high + 1))
        },
    ),
    native(
        "choice",
        "(self, seq)",
        "Choose a random element from a non-empty sequence.",
        |vm, args| {
            let length = vm.len(&args[1])?;
            if length == 0 {
                return Err(vm.raise(Exc::IndexError, "Cannot choose from an empty sequence"));
            }
            let index = this(vm, args)?.below(length);
            vm.get_item(&args[1], &args::count(index))
        },
    ),
    native("shuffle", "(self, x)", "Shuffle list x in place, and return None.", shuffle),
    native(
        "sample",
        "(self, population, k, *, counts=None)",
        "Chooses k unique random elements from a population sequence.",
        sample,
    ),
    native(
        "choices",
        "(self, population, weights=None, *, cum_weights=None, k=1)",
        "Return a k sized list of population elements chosen with replacement.",
        choices,
    ),
    native(
        "uniform",
        "(self, a, b)",
        "Get a random number in the range [a, b) or [a, b] depending on rounding.",
        distributions::uniform,
    ),
    native(
        "triangular",
        "(self, low=0.0, high=1.0, mode=None)",
        "Triangular distribution.",
        distributions::triangular,
    ),
    native("gauss", "(self, mu=0.0, sigma=1.0)", "Gaussian distribution.", distributions::gauss),
    native(
        "normalvariate",
        "(self, mu=0.0, sigma=1.0)",
        "Normal distribution.",
        distributions::normal,
    ),
    native(
        "expovariate",
        "(self, lambd=1.0)",
        "Exponential distribution.",
        distributions::exponential,
    ),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let class = vm.register_type(&RANDOM);
    let contents = TypeContents { methods: METHODS, new: Some(&NEW), ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    args::set(vm, module, "_Generator", class);
    Ok(())
}

fn this<'a>(vm: &mut Vm, args: &'a [Value]) -> R<&'a Generator> {
    args::this(vm, &args[0])
}

impl Generator {
    fn word(&self) -> u32 {
        self.twister.borrow_mut().next_word()
    }

    /// 53 random bits as a fraction.
    fn random(&self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// An integer of so many random bits, the lowest word first.
    fn bits(&self, mut bits: usize) -> BigInt {
        let mut words = Vec::with_capacity(bits / 32 + 1);
        while bits > 0 {
            let word = self.word();
            words.push(if bits < 32 { word >> (32 - bits) } else { word });
            bits = bits.saturating_sub(32);
        }
        BigInt::from(num_bigint::BigUint::new(words))
    }

    /// An integer from 0 up to, not including, `limit`, which is not 0.
    fn below(&self, limit: usize) -> usize {
        let bits = usize::BITS - limit.leading_zeros();
        loop {
            let number = if bits <= 32 {
                (self.word() >> (32 - bits)) as usize
            } else {
                self.bits(bits as usize).to_usize().unwrap_or(usize::MAX)
            };
            if number < limit {
                return number;
            }
        }
    }

    fn below_big(&self, limit: &BigInt) -> BigInt {
        if let Some(small) = limit.to_usize() {
            return self.below(small).into();
        }
        loop {
            let number = self.bits(usize::try_from(limit.bits()).unwrap_or(usize::MAX));
            if number < *limit {
                return number;
            }
        }
    }

    fn in_range(&self, vm: &mut Vm, start: &BigInt, stop: &BigInt) -> R {
        let width = stop - start;
        if !width.is_positive() {
            let message = format!("empty range in randrange({start}, {stop})");
            return Err(args::value_error(vm, &message));
        }
        Ok(int_value(start + self.below_big(&width)))
    }
}

/// `seed(a)`, and `Random(a)`.
fn seed(vm: &mut Vm, args: &[Value]) -> R {
    let key = match args::base(&args[1]) {
        Value::None => own_key(vm)?,
        Value::Float(_) => {
            let hash = vm.hash(&args[1])?;
            words(&BigInt::from((hash as i64).unsigned_abs()))
        }
        given if args::is_int(given) => words(&vm.index(given)?),
        given => {
            let bytes = match given.get::<Str>() {
                Some(text) => Some(text.as_bytes().to_vec()),
                None => args::bytes(given),
            };
            let Some(mut bytes) = bytes else {
                let message = "The only supported seed types are:\n\
                               None, int, float, str, bytes, and bytearray.";
                return Err(args::type_error(vm, message));
            };
            let digest = Sha512::digest(&bytes);
            bytes.extend_from_slice(&digest);
            words(&BigInt::from_bytes_be(num_bigint::Sign::Plus, &bytes))
        }
    };
    let generator = this(vm, args)?;
    generator.twister.replace(Twister::new(&key));
    generator.next_gauss.set(None);
    Ok(Value::None)
}

/// An integer without its sign as the key of the generator: 32 bits a word, the lowest first.
fn words(number: &BigInt) -> Vec<u32> {
    let words = number.magnitude().to_u32_digits();
    if words.is_empty() { vec![0] } else { words }
}

fn own_key(vm: &mut Vm) -> R<Vec<u32>> {
    if vm.outside.clock.is_virtual() {
        let started = vm.extension::<Started>();
        started.0 += 1;
        let number = started.0;
        return Ok(vec![vm.seed as u32, (vm.seed >> 32) as u32, number]);
    }
    let mut bytes = [0; KEY_WORDS * 4];
    if let Err(error) = vm.outside.host.fill_random(&mut bytes) {
        return Err(vm.io_error(&error));
    }
    let word = |part: &[u8]| part.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    Ok(bytes.chunks(4).map(word).collect())
}

fn randrange(vm: &mut Vm, args: &[Value]) -> R {
    let generator = this(vm, args)?;
    let start = vm.index(&args[1])?;
    if args[2].is_none() {
        if as_i64(&args[3]) != Some(1) {
            return Err(args::type_error(vm, "Missing a non-None stop argument"));
        }
        if !start.is_positive() {
            return Err(args::value_error(vm, "empty range for randrange()"));
        }
        return Ok(int_value(generator.below_big(&start)));
    }
    let (stop, step) = (vm.index(&args[2])?, vm.index(&args[3])?);
    if step == BigInt::from(1) {
        return generator.in_range(vm, &start, &stop);
    }
    if step.is_zero() {
        return Err(args::value_error(vm, "zero step for randrange()"));
    }
    let width = &stop - &start;
    let count = if step.is_positive() { width.div_ceil(&step) } else { (-width).div_ceil(&-&step) };
    if !count.is_positive() {
        let message = format!("empty range in randrange({start}, {stop}, {step})");
        return Err(args::value_error(vm, &message));
    }
    Ok(int_value(start + step * generator.below_big(&count)))
}

fn shuffle(vm: &mut Vm, args: &[Value]) -> R {
    let generator = this(vm, args)?;
    if let Some(list) = args[1].get::<List>() {
        let mut items = list.0.borrow_mut();
        for index in (1..items.len()).rev() {
            items.swap(index, generator.below(index + 1));
        }
        return Ok(Value::None);
    }
    for index in (1..vm.len(&args[1])?).rev() {
        let (here, there) = (args::count(index), args::count(generator.below(index + 1)));
        let (a, b) = (vm.get_item(&args[1], &here)?, vm.get_item(&args[1], &there)?);
        vm.set_item(&args[1], &here, b)?;
        vm.set_item(&args[1], &there, a)?;
    }
    Ok(Value::None)
}

/// Distinct positions below `length`, as many as `count`. Few of many are drawn again where they repeat; else
/// what is drawn is struck from a pool. Which of the two decides what numbers a seed gives.
fn positions(generator: &Generator, length: usize, count: usize) -> Vec<usize> {
    let mut pool_limit = 21.0;
    if count > 5 {
        pool_limit += 4f64.powf(((count as f64 * 3.0).ln() / 4f64.ln()).ceil());
    }
    let mut chosen = Vec::with_capacity(count);
    if length as f64 <= pool_limit {
        let mut pool: Vec<usize> = (0..length).collect();
        for drawn in 0..count {
            chosen.push(pool.swap_remove(generator.below(length - drawn)));
        }
        return chosen;
    }
    let mut seen = std::collections::HashSet::with_capacity(count);
    while chosen.len() < count {
        let position = generator.below(length);
        if seen.insert(position) {
            chosen.push(position);
        }
    }
    chosen
}

fn sample(vm: &mut Vm, args: &[Value]) -> R {
    let generator = this(vm, args)?;
    let population = args::base(&args[1]);
    let is_sequence = !vm.lookup_special(population, names::GETITEM).is_unbound()
        && !population.is::<Dict>()
        || population.is::<List>();
    if !is_sequence {
        let message = "Population must be a sequence.  For dicts or sets, use sorted(d).";
        return Err(args::type_error(vm, message));
    }
    let wanted = args::int(vm, &args[2])?;
    let counts = if args[3].is_none() { None } else { Some(running_totals(vm, &args[3])?) };
    let length = match &counts {
        None => vm.len(population)?,
        Some(totals) => totals.last().and_then(|total| usize::try_from(*total).ok()).unwrap_or(0),
    };
    let Some(wanted) = usize::try_from(wanted).ok().filter(|wanted| *wanted <= length) else {
        return Err(args::value_error(vm, "Sample larger than population or is negative"));
    };
    let mut items = Vec::with_capacity(wanted);
    for position in positions(generator, length, wanted) {
        let index = match &counts {
            None => position,
            Some(totals) => totals.partition_point(|total| *total <= position as i64),
        };
        items.push(vm.get_item(population, &args::count(index))?);
    }
    Ok(List::value(items))
}

fn running_totals(vm: &mut Vm, counts: &Value) -> R<Vec<i64>> {
    let mut total = 0_i64;
    let mut totals = Vec::new();
    for count in vm.collect(counts)? {
        total = total.saturating_add(args::int(vm, &count)?);
        totals.push(total);
    }
    Ok(totals)
}

fn choices(vm: &mut Vm, args: &[Value]) -> R {
    let generator = this(vm, args)?;
    let [_, population, weights, cumulative, wanted] = args else { return Ok(Value::None) };
    let length = vm.len(population)?;
    let wanted = usize::try_from(args::int(vm, wanted)?).unwrap_or(0);
    if !weights.is_none() && !cumulative.is_none() {
        let message = "Cannot specify both weights and cumulative weights";
        return Err(args::type_error(vm, message));
    }
    if args::is_int(weights) {
        let shown = vm.repr_text(weights);
        let message = format!("The number of choices must be a keyword argument: k={shown}");
        return Err(args::type_error(vm, &message));
    }
    let mut totals = Vec::new();
    let given = if cumulative.is_none() { weights } else { cumulative };
    if !given.is_none() {
        let mut total = 0.0;
        for weight in vm.collect(given)? {
            let weight = args::float(vm, &weight)?;
            total = if cumulative.is_none() { total + weight } else { weight };
            totals.push(total);
        }
        if totals.len() != length {
            let message = "The number of weights does not match the population";
            return Err(args::value_error(vm, message));
        }
    }
    let total = totals.last().copied();
    match total {
        Some(total) if total <= 0.0 => {
            return Err(args::value_error(vm, "Total of weights must be greater than zero"));
        }
        Some(total) if !total.is_finite() => {
            return Err(args::value_error(vm, "Total of weights must be finite"));
        }
        _ => {}
    }
    let mut items = Vec::with_capacity(wanted.min(1 << 16));
    for _ in 0..wanted {
        vm.spend()?;
        let index = match total {
            None => (generator.random() * length as f64) as usize,
            Some(total) => {
                let point = generator.random() * total;
                totals.partition_point(|upper| *upper <= point).min(length - 1)
            }
        };
        items.push(vm.get_item(population, &args::count(index))?);
    }
    Ok(List::value(items))
}
