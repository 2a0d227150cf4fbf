"""Basic statistics module."""

import math
import random

from bisect import bisect_left, bisect_right
from fractions import Fraction

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean',
           'geometric_mean', 'harmonic_mean', 'linear_regression', 'mean', 'median',
           'median_grouped', 'median_high', 'median_low', 'mode', 'multimode', 'pstdev',
           'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    pass


def _exact(data):
    """The numbers as fractions, and what their kind is called; what is not finite is kept as it is."""
    kind = int
    numbers = []
    for each in data:
        if isinstance(each, bool):
            each = int(each)
        if isinstance(each, float):
            kind = float
        elif isinstance(each, Fraction):
            kind = Fraction if kind is not float else float
        elif not isinstance(each, int):
            if not hasattr(each, 'as_integer_ratio'):
                raise TypeError(f"can't convert type '{type(each).__name__}' to "
                                f"numerator/denominator")
            kind = type(each)
        try:
            numbers.append(Fraction(*each.as_integer_ratio()))
        except (OverflowError, ValueError):
            return [float(each) for each in [*map(float, numbers), each, *data]], None
    return numbers, kind


def _as(value, kind):
    """A fraction as a number of the kind that the data are of."""
    if kind is int and value.denominator != 1:
        kind = float
    if kind is float:
        return value.numerator / value.denominator
    return value if kind is Fraction else kind(value.numerator) if kind is int else kind(
        value.numerator) / kind(value.denominator)


def _need(data, count, message):
    if len(data) < count:
        raise StatisticsError(message)


def mean(data):
    """Return the sample arithmetic mean of data."""
    numbers, kind = _exact(data)
    _need(numbers, 1, 'mean requires at least one data point')
    if kind is None:
        return sum(numbers) / len(numbers)
    return _as(sum(numbers, Fraction(0)) / len(numbers), kind)


def fmean(data, weights=None):
    """Convert data to floats and compute the arithmetic mean."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError('fmean requires at least one data point')
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError('data and weights must be the same length')
    total = math.fsum(weights)
    if not total:
        raise StatisticsError('sum of weights must be non-zero')
    return math.sumprod(data, weights) / total


def geometric_mean(data):
    """Convert data to floats and compute the geometric mean."""
    data = list(data)
    if not data:
        raise StatisticsError('Must have a non-empty dataset')
    if any(each < 0.0 for each in data):
        raise StatisticsError('No negative inputs allowed', next(x for x in data if x < 0.0))
    if any(each == 0.0 for each in data):
        return 0.0
    return math.exp(math.fsum(math.log(each) for each in data) / len(data))


def harmonic_mean(data, weights=None):
    """Return the harmonic mean of data."""
    data = list(data)
    _need(data, 1, 'harmonic_mean requires at least one data point')
    if any(each < 0 for each in data):
        raise StatisticsError('harmonic mean does not support negative values')
    if len(data) == 1 and weights is None:
        return data[0]
    kinds = int if weights is None else float
    weights = [1] * len(data) if weights is None else list(weights)
    if len(weights) != len(data):
        raise StatisticsError('Number of weights does not match data size')
    numbers, kind = _exact(data)
    if any(not each for each in numbers):
        return 0
    shares, _ = _exact(weights)
    total = sum((share / each for share, each in zip(shares, numbers)), Fraction(0))
    return _as(sum(shares, Fraction(0)) / total, kinds if kind is int else kind)


def _sorted(data):
    data = sorted(data)
    _need(data, 1, 'no median for empty data')
    return data


def median(data):
    """Return the median (middle value) of numeric data."""
    data = _sorted(data)
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    """Return the low median of numeric data."""
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the high median of data."""
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """Estimates the median for numeric data binned around the midpoints of consecutive, fixed-width intervals."""
    data = _sorted(data)
    x = data[len(data) // 2]
    below, through = bisect_left(data, x), bisect_right(data, x)
    interval, x = float(interval), float(x)
    return x - interval / 2.0 + interval * (len(data) / 2 - below) / (through - below)


def _counts(data):
    counts = {}
    for each in data:
        counts[each] = counts.get(each, 0) + 1
    return counts


def mode(data):
    """Return the most common data point from discrete or nominal data."""
    counts = _counts(data)
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)


def multimode(data):
    """Return a list of the most frequently occurring values."""
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [each for each, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """Divide *data* into *n* continuous intervals with equal probability."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    if len(data) < 2:
        if len(data) == 1:
            return data * (n - 1)
        raise StatisticsError('must have at least one data point')
    if method not in ('inclusive', 'exclusive'):
        raise ValueError(f'Unknown method: {method!r}')
    size = len(data)
    result = []
    for part in range(1, n):
        if method == 'inclusive':
            at, rest = divmod(part * (size - 1), n)
            above = data[min(at + 1, size - 1)]
            result.append((data[at] * (n - rest) + above * rest) / n)
        else:
            at = min(max(part * (size + 1) // n, 1), size - 1)
            rest = part * (size + 1) - at * n
            result.append((data[at - 1] * (n - rest) + data[at] * rest) / n)
    return result


def _squares(data, center, least, what):
    """The sum of squares around the middle, how many numbers there are, and their kind."""
    numbers, kind = _exact(data)
    _need(numbers, least, f'{what} requires at least {_WORDS[least]}')
    if center is None:
        middle = sum(numbers, Fraction(0)) / len(numbers)
    else:
        middle = Fraction(*center.as_integer_ratio())
    return sum(((each - middle) ** 2 for each in numbers), Fraction(0)), len(numbers), kind


_WORDS = {1: 'one data point', 2: 'two data points'}


def variance(data, xbar=None):
    """Return the sample variance of data."""
    total, count, kind = _squares(data, xbar, 2, 'variance')
    return _as(total / (count - 1), kind)


def pvariance(data, mu=None):
    """Return the population variance of ``data``."""
    total, count, kind = _squares(data, mu, 1, 'pvariance')
    return _as(total / count, kind)


def _root(value):
    """The square root of a fraction as a float, rounded once."""
    n, d = value.numerator, value.denominator
    if not n:
        return 0.0
    # So many bits that the last one, which says whether there is a rest, decides no tie wrongly.
    shift = max(0, (112 - n.bit_length() + d.bit_length()) // 2 + 1)
    whole = math.isqrt((n << 2 * shift) // d)
    if whole * whole * d != n << 2 * shift:
        whole |= 1
    return whole / (1 << shift)


def stdev(data, xbar=None):
    """Return the square root of the sample variance."""
    total, count, _ = _squares(data, xbar, 2, 'stdev')
    return _root(total / (count - 1))


def pstdev(data, mu=None):
    """Return the square root of the population variance."""
    total, count, _ = _squares(data, mu, 1, 'pstdev')
    return _root(total / count)


def _pair(x, y, what):
    if len(x) != len(y):
        raise StatisticsError(f'{what} requires that both inputs have same number of data points')
    if len(x) < 2:
        raise StatisticsError(f'{what} requires at least two data points')


def covariance(x, y, /):
    """Covariance"""
    _pair(x, y, 'covariance')
    a, b = math.fsum(x) / len(x), math.fsum(y) / len(y)
    return math.sumprod([each - a for each in x], [each - b for each in y]) / (len(x) - 1)


def _ranks(data):
    order = sorted(data)
    return [(bisect_left(order, each) + bisect_right(order, each) + 1) / 2 for each in data]


def correlation(x, y, /, *, method='linear'):
    """Pearson's correlation coefficient"""
    _pair(x, y, 'correlation')
    if method not in ('linear', 'ranked'):
        raise ValueError(f'Unknown method: {method!r}')
    if method == 'ranked':
        x, y = _ranks(x), _ranks(y)
    a, b = math.fsum(x) / len(x), math.fsum(y) / len(y)
    x, y = [each - a for each in x], [each - b for each in y]
    try:
        return math.sumprod(x, y) / math.sqrt(math.sumprod(x, x) * math.sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant') from None


class LinearRegression(tuple):
    __slots__ = ()

    @property
    def slope(self):
        return self[0]

    @property
    def intercept(self):
        return self[1]

    def __repr__(self):
        return f'LinearRegression(slope={self[0]!r}, intercept={self[1]!r})'


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept for simple linear regression."""
    _pair(x, y, 'linear regression')
    a, b = (0.0, 0.0) if proportional else (math.fsum(x) / len(x), math.fsum(y) / len(y))
    u, v = [each - a for each in x], [each - b for each in y]
    try:
        slope = math.sumprod(u, v) / math.sumprod(u, u)
    except ZeroDivisionError:
        raise StatisticsError('x is constant') from None
    return LinearRegression((slope, 0.0 if proportional else b - slope * a))


class NormalDist:
    """Normal distribution of a random variable"""

    __slots__ = ('_mu', '_sigma')

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """Make a normal distribution instance from sample data."""
        data = list(data)
        return cls(fmean(data), stdev(data))

    def samples(self, n, *, seed=None):
        """Generate *n* samples for a given mean and standard deviation."""
        source = random.random if seed is None else random.Random(seed).random
        return [self._quantile(source()) for _ in range(n)]

    def pdf(self, x):
        """Probability density function.  P(x <= X < x+dx) / dx"""
        if not self._sigma:
            raise StatisticsError('pdf() not defined when sigma is zero')
        away = x - self._mu
        variance = self._sigma * self._sigma
        return math.exp(away * away / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """Cumulative distribution function.  P(X <= x)"""
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * math.erfc((self._mu - x) / (self._sigma * math.sqrt(2.0)))

    def _quantile(self, p):
        """Where the distribution reaches p: by halving, then by Newton's steps."""
        low, high = -40.0, 40.0
        for _ in range(60):
            z = (low + high) / 2
            if 0.5 * math.erfc(-z / math.sqrt(2.0)) < p:
                low = z
            else:
                high = z
        z = (low + high) / 2
        for _ in range(3):
            density = math.exp(-z * z / 2) / math.sqrt(math.tau)
            if not density:
                break
            z -= (0.5 * math.erfc(-z / math.sqrt(2.0)) - p) / density
        return self._mu + z * self._sigma

    def inv_cdf(self, p):
        """Inverse cumulative distribution function.  x : P(X <= x) = p"""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        return self._quantile(p)

    def quantiles(self, n=4):
        """Divide into *n* continuous intervals with equal probability."""
        return [self.inv_cdf(at / n) for at in range(1, n)]

    def overlap(self, other):
        """Compute the overlapping coefficient (OVL) between two normal distributions."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        x, y = sorted((self, other), key=lambda each: (each._sigma, each._mu))
        if not x._sigma or not y._sigma:
            raise StatisticsError('overlap() not defined when sigma is zero')
        spread, away = y.variance - x.variance, abs(y._mu - x._mu)
        if not spread:
            return math.erfc(away / (2.0 * x._sigma * math.sqrt(2.0)))
        a = x._mu * y.variance - y._mu * x.variance
        b = x._sigma * y._sigma * math.sqrt(
            away * away + spread * math.log(y.variance / x.variance))
        first, second = (a + b) / spread, (a - b) / spread
        return 1.0 - (abs(y.cdf(first) - x.cdf(first)) + abs(y.cdf(second) - x.cdf(second)))

    def zscore(self, x):
        """Compute the Standard Score.  (x - mean) / stdev"""
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    median = mode = mean

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * abs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / abs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -(self - other)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'
