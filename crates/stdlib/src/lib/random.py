"""Random variable generators."""

from math import acos, cos, e, exp, floor, lgamma, log, log2, pi, sin, sqrt
from os import urandom as _urandom

__all__ = ['Random', 'SystemRandom', 'betavariate', 'binomialvariate', 'choice', 'choices',
           'expovariate', 'gammavariate', 'gauss', 'getrandbits', 'getstate', 'lognormvariate',
           'normalvariate', 'paretovariate', 'randbytes', 'randint', 'random', 'randrange',
           'sample', 'seed', 'setstate', 'shuffle', 'triangular', 'uniform', 'vonmisesvariate',
           'weibullvariate']

_TAU = 2.0 * pi
_BITS = 53
_SCALE = 1 << _BITS
_LOG4 = log(4.0)
_CHENG = 1.0 + log(4.5)
_KINDERMAN = 4 * exp(-0.5) / sqrt(2.0)


def _integers(self, start, stop, step):
    """A number of a range, by `self._below`."""
    count = len(range(start, stop, step))
    if count <= 0:
        middle = f', {step}' if step != 1 else ''
        raise ValueError(f'empty range in randrange({start}, {stop}{middle})')
    return start + step * self._below(count)


class _Drawn:
    """What the native generator draws itself, drawn of whatever `random` and `getrandbits` give."""

    def _below(self, n):
        """A number from 0 up to, not including, n."""
        if not _has_own_bits(type(self)):
            if n >= _SCALE:
                return floor(self.random() * n)
            limit = (_SCALE - _SCALE % n) / _SCALE
            number = self.random()
            while number >= limit:
                number = self.random()
            return floor(number * _SCALE) % n
        bits = n.bit_length()
        number = self.getrandbits(bits)
        while number >= n:
            number = self.getrandbits(bits)
        return number

    def randbytes(self, n):
        """Generate n random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, 'little')

    def randrange(self, start, stop=None, step=1):
        """Choose a random item from range(stop) or range(start, stop[, step])."""
        start, step = start.__index__(), step.__index__()
        if stop is None:
            if step != 1:
                raise TypeError('Missing a non-None stop argument')
            if start <= 0:
                raise ValueError('empty range for randrange()')
            return self._below(start)
        if not step:
            raise ValueError('zero step for randrange()')
        return _integers(self, start, stop.__index__(), step)

    def randint(self, a, b):
        """Return random integer in range [a, b], including both end points."""
        return self.randrange(a, b + 1)

    def choice(self, seq):
        """Choose a random element from a non-empty sequence."""
        if not len(seq):
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        """Shuffle list x in place, and return None."""
        for at in reversed(range(1, len(x))):
            other = self._below(at + 1)
            x[at], x[other] = x[other], x[at]

    def sample(self, population, k, *, counts=None):
        """Chooses k unique random elements from a population sequence."""
        if counts is not None:
            population = [item for item, count in zip(population, counts) for _ in range(count)]
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        pool_limit = 21
        if k > 5:
            pool_limit += 4 ** -(-log(k * 3, 4) // 1)
        if n > pool_limit:
            chosen = {}
            while len(chosen) < k:
                chosen.setdefault(self._below(n))
            return [population[at] for at in chosen]
        pool, result = list(population), []
        for drawn in range(k):
            at = self._below(n - drawn)
            result.append(pool[at])
            pool[at] = pool[n - drawn - 1]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """Return a k sized list of population elements chosen with replacement."""
        if weights is None and cum_weights is None:
            return [population[floor(self.random() * len(population))] for _ in range(k)]
        totals = list(cum_weights or ())
        for weight in weights or ():
            totals.append(weight + (totals[-1] if totals else 0))
        if len(totals) != len(population):
            raise ValueError('The number of weights does not match the population')
        if totals[-1] <= 0:
            raise ValueError('Total of weights must be greater than zero')
        result = []
        for _ in range(k):
            point = self.random() * totals[-1]
            at = sum(total <= point for total in totals)
            result.append(population[min(at, len(population) - 1)])
        return result

    def uniform(self, a, b):
        """Get a random number in the range [a, b) or [a, b] depending on rounding."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """Triangular distribution."""
        number = self.random()
        if low == high and mode is not None:
            return low
        peak = 0.5 if mode is None else (mode - low) / (high - low)
        if number > peak:
            number, peak, low, high = 1.0 - number, 1.0 - peak, high, low
        return low + (high - low) * sqrt(number * peak)

    def gauss(self, mu=0.0, sigma=1.0):
        """Gaussian distribution."""
        kept = self.__dict__.pop('_kept_gauss', None)
        if kept is None:
            angle = self.random() * _TAU
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            kept = cos(angle) * radius
            self._kept_gauss = sin(angle) * radius
        return mu + kept * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution."""
        while True:
            first, second = self.random(), 1.0 - self.random()
            ratio = _KINDERMAN * (first - 0.5) / second
            if ratio * ratio / 4.0 <= -log(second):
                return mu + ratio * sigma

    def expovariate(self, lambd=1.0):
        """Exponential distribution."""
        return -log(1.0 - self.random()) / lambd


def _has_own_bits(cls):
    """Whether a generator of a script says what its bits are, no later than what its numbers are."""
    for holder in cls.__mro__:
        if 'getrandbits' in vars(holder):
            return True
        if 'random' in vars(holder):
            return False
    return True


class Random(_Generator):
    """Random number generator base class used by bound module functions."""

    VERSION = 3

    def __init_subclass__(cls, /, **kwargs):
        super().__init_subclass__(**kwargs)
        if 'random' in vars(cls) or 'getrandbits' in vars(cls):
            # The native generator would not ask it.
            for name, method in vars(_Drawn).items():
                if callable(method) and not hasattr(object, name) and name not in vars(cls):
                    setattr(cls, name, method)

    def seed(self, a=None, version=2):
        """Initialize internal state from a seed."""
        if version == 1 and isinstance(a, (str, bytes)):
            codes = a if isinstance(a, bytes) else [ord(char) for char in a]
            number = codes[0] << 7 if codes else 0
            for code in codes:
                number = (1000003 * number & (1 << 64) - 1) ^ code
            a = number ^ len(codes)
        super().seed(a)

    def setstate(self, state):
        """Restore internal state from object returned by getstate()."""
        if state[0] != 3:
            raise ValueError(f'state with version {state[0]} passed to Random.setstate() of '
                             f'version {self.VERSION}')
        _, words, following = state
        self._set_state(words, following)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    def lognormvariate(self, mu=0.0, sigma=1.0):
        """Log normal distribution."""
        return exp(self.normalvariate(mu, sigma))

    def vonmisesvariate(self, mu, kappa):
        """Circular data distribution (Fisher, 'Statistical Analysis of Circular Data')."""
        if kappa <= 1e-6:
            return _TAU * self.random()
        s = 0.5 / kappa
        r = s + sqrt(1.0 + s * s)
        while True:
            z = cos(pi * self.random())
            d = z / (r + z)
            u = self.random()
            if u < 1.0 - d * d or u <= (1.0 - d) * exp(d):
                break
        q = 1.0 / r
        angle = acos((q + z) / (1.0 + q * z))
        return (mu + angle if self.random() > 0.5 else mu - angle) % _TAU

    def gammavariate(self, alpha, beta):
        """Gamma distribution.  Not the gamma function!"""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError('gammavariate: alpha and beta must be > 0.0')
        if alpha == 1.0:
            return -log(1.0 - self.random()) * beta
        return (self._gamma_cheng(alpha) if alpha > 1.0 else self._gamma_gs(alpha)) * beta

    def _gamma_cheng(self, alpha):
        """R. Cheng, 'The generation of Gamma variables with non-integral shape parameters'."""
        root = sqrt(2.0 * alpha - 1.0)
        b, c = alpha - _LOG4, alpha + root
        while True:
            first = self.random()
            if not 1e-7 < first < 0.9999999:
                continue
            second = 1.0 - self.random()
            v = log(first / (1.0 - first)) / root
            x = alpha * exp(v)
            z = first * first * second
            r = b + c * v - x
            if r + _CHENG - 4.5 * z >= 0.0 or r >= log(z):
                return x

    def _gamma_gs(self, alpha):
        """Algorithm GS of Kennedy and Gentle, 'Statistical Computing'."""
        b = (e + alpha) / e
        while True:
            p = b * self.random()
            x = p ** (1.0 / alpha) if p <= 1.0 else -log((b - p) / alpha)
            second = self.random()
            if second <= (x ** (alpha - 1.0) if p > 1.0 else exp(-x)):
                return x

    def betavariate(self, alpha, beta):
        """Beta distribution."""
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        """Pareto distribution.  alpha is the shape parameter."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """Weibull distribution."""
        return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)

    def binomialvariate(self, n=1, p=0.5):
        """Binomial random variable."""
        if n < 0:
            raise ValueError('n must be non-negative')
        if p <= 0.0 or p >= 1.0:
            if p == 0.0:
                return 0
            if p == 1.0:
                return n
            raise ValueError('p must be in the range 0.0 <= p <= 1.0')
        if n == 1:
            return int(self.random() < p)
        if p > 0.5:
            return n - self.binomialvariate(n, 1.0 - p)
        return self._binomial_geometric(n, p) if n * p < 10.0 else self._binomial_btrs(n, p)

    def _binomial_geometric(self, n, p):
        """L. Devroye's geometric method: how many waiting times fit."""
        c = log2(1.0 - p)
        if not c:
            return 0
        count = time = 0
        while True:
            time += floor(log2(self.random()) / c) + 1
            if time > n:
                return count
            count += 1

    def _binomial_btrs(self, n, p):
        """BTRS of W. Hormann, 'The generation of binomial random variates'."""
        spq = sqrt(n * p * (1.0 - p))
        b = 1.15 + 2.53 * spq
        a = -0.0873 + 0.0248 * b + 0.01 * p
        c, vr = n * p + 0.5, 0.92 - 4.2 / b
        alpha = (2.83 + 5.1 / b) * spq
        odds = log(p / (1.0 - p))
        m = floor((n + 1) * p)
        h = lgamma(m + 1) + lgamma(n - m + 1)
        while True:
            u = self.random() - 0.5
            us = 0.5 - abs(u)
            k = floor((2.0 * a / us + b) * u + c)
            if k < 0 or k > n:
                continue
            v = self.random()
            if us >= 0.07 and v <= vr:
                return k
            v *= alpha / (a / (us * us) + b)
            if log(v) <= h - lgamma(k + 1) - lgamma(n - k + 1) + (k - m) * odds:
                return k


class SystemRandom(Random):
    """Alternate random number generator using sources provided by the operating system."""

    def random(self):
        """Get the next random number in the range 0.0 <= X < 1.0."""
        return (int.from_bytes(_urandom(7)) >> 3) / _SCALE

    def getrandbits(self, k):
        """getrandbits(k) -> x.  Generates an int with k random bits."""
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        size = (k + 7) // 8
        return int.from_bytes(_urandom(size)) >> (size * 8 - k)

    def randbytes(self, n):
        """Generate n random bytes."""
        return _urandom(n)

    def seed(self, *args, **kwds):
        """Stub method.  Not used for a system random number generator."""

    def getstate(self, *args, **kwds):
        """Method should not be called for a system random number generator."""
        raise NotImplementedError('System entropy source does not have state.')

    setstate = getstate


_inst = Random()
seed = _inst.seed
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
vonmisesvariate = _inst.vonmisesvariate
gammavariate = _inst.gammavariate
gauss = _inst.gauss
betavariate = _inst.betavariate
binomialvariate = _inst.binomialvariate
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst.getrandbits
randbytes = _inst.randbytes
