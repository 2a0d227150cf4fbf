"""Fraction, infinite-precision, rational numbers."""

import math
import operator

__all__ = ['Fraction']

_MISSING = object()


def _parse(text):
    """The numerator and denominator that a text stands for; none if it is no fraction."""
    text = text.strip()
    sign = -1 if text.startswith('-') else 1
    body = text[1:] if text[:1] in ('+', '-') else text
    over, slash, under = body.partition('/')
    if slash:
        if not (_digits(over) and _digits(under)):
            return None
        return sign * int(over), int(under)
    mantissa, has_exponent, exponent = body.replace('E', 'e').partition('e')
    whole, _, part = mantissa.partition('.')
    shift = exponent[1:] if exponent[:1] in ('+', '-') else exponent
    if not (whole or part) or has_exponent and not _digits(shift):
        return None
    if whole and not _digits(whole) or part and not _digits(part):
        return None
    digits = part.replace('_', '')
    number = int((whole or '0').replace('_', '') + digits)
    power = (int(exponent) if has_exponent else 0) - len(digits)
    if power >= 0:
        return sign * number * 10 ** power, 1
    return sign * number, 10 ** -power


def _digits(text):
    return bool(text) and text.replace('_', '').isdecimal() and text[0] != '_' and text[-1] != '_'


class Fraction:
    """This class implements rational numbers."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = object.__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, (int, Fraction)):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            if isinstance(numerator, str):
                parts = _parse(numerator)
                if parts is None:
                    raise ValueError(f'Invalid literal for Fraction: {numerator!r}')
                numerator, denominator = parts
            elif isinstance(numerator, float) or hasattr(numerator, 'as_integer_ratio'):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            else:
                raise TypeError('argument should be a string or a Rational instance')
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError('both arguments should be Rational instances')
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        divisor = math.gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        self._numerator = numerator // divisor
        self._denominator = denominator // divisor
        return self

    @classmethod
    def from_float(cls, f):
        """Converts a finite float to a rational number, exactly."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f'{cls.__name__}.from_float() only takes floats, not {f!r} '
                            f'({type(f).__name__})')
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Converts a finite Decimal instance to a rational number, exactly."""
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    def is_integer(self):
        """Return True if the Fraction is an integer."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Return a pair of integers, whose ratio is equal to the original Fraction."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Closest Fraction to self with denominator at most max_denominator."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The continued fraction: convergents come closer from both sides in turn.
        before, last = (0, 1), (1, 0)
        n, d = self._numerator, self._denominator
        while True:
            whole = n // d
            following = before[0] + whole * last[0], before[1] + whole * last[1]
            if following[1] > max_denominator:
                break
            before, last = last, following
            n, d = d, n - whole * d
        steps = (max_denominator - before[1]) // last[1]
        between = Fraction(before[0] + steps * last[0], before[1] + steps * last[1])
        nearest = Fraction(*last)
        return nearest if abs(nearest - self) <= abs(between - self) else between

    def __repr__(self):
        return f'{type(self).__name__}({self._numerator}, {self._denominator})'

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f'{self._numerator}/{self._denominator}'

    def __format__(self, spec, /):
        if not spec or spec[-1] not in 'eEfFgG%':
            return format(str(self), spec)
        places = spec[:-1].rpartition('.')[2]
        digits = int(places) if '.' in spec and places.isdigit() else 6
        if spec[-1] in 'fF%':
            # The digits are those of the fraction, not of the float nearest to it.
            scale = 10 ** (digits + (2 if spec[-1] == '%' else 0))
            number = round(self * scale)
            text = str(abs(number)).rjust(digits + 1, '0')
            text = f'{text[:len(text) - digits]}.{text[len(text) - digits:]}' if digits else text
            text += '%' if spec[-1] == '%' else ''
            sign = '-' if number < 0 else '+' if spec.startswith('+') else ''
            width = spec[:-1].lstrip('+').partition('.')[0]
            return (sign + text).rjust(int(width)) if width.isdigit() else sign + text
        return format(float(self), spec)

    def _with(self, other, exact, inexact, reverse=False):
        """An operation with another number: exact with integers and fractions, else as floats have it."""
        if isinstance(other, (int, Fraction)):
            a, b = (other, self) if reverse else (self, other)
            return exact(a.numerator, a.denominator, b.numerator, b.denominator)
        if isinstance(other, (float, complex)):
            own = float(self) if isinstance(other, float) else complex(self)
            return inexact(other, own) if reverse else inexact(own, other)
        return NotImplemented

    def __add__(self, other):
        return self._with(other, _add, operator.add)

    def __radd__(self, other):
        return self._with(other, _add, operator.add, True)

    def __sub__(self, other):
        return self._with(other, _sub, operator.sub)

    def __rsub__(self, other):
        return self._with(other, _sub, operator.sub, True)

    def __mul__(self, other):
        return self._with(other, _mul, operator.mul)

    def __rmul__(self, other):
        return self._with(other, _mul, operator.mul, True)

    def __truediv__(self, other):
        return self._with(other, _div, operator.truediv)

    def __rtruediv__(self, other):
        return self._with(other, _div, operator.truediv, True)

    def __floordiv__(self, other):
        return self._with(other, _floordiv, operator.floordiv)

    def __rfloordiv__(self, other):
        return self._with(other, _floordiv, operator.floordiv, True)

    def __mod__(self, other):
        return self._with(other, _mod, operator.mod)

    def __rmod__(self, other):
        return self._with(other, _mod, operator.mod, True)

    def __divmod__(self, other):
        return self._with(other, _divmod, divmod)

    def __rdivmod__(self, other):
        return self._with(other, _divmod, divmod, True)

    def __pow__(self, other, modulo=None):
        if modulo is not None:
            return NotImplemented
        if isinstance(other, (int, Fraction)):
            if other.denominator != 1:
                return float(self) ** float(other)
            power = other.numerator
            if power >= 0:
                return Fraction(self._numerator ** power, self._denominator ** power)
            if not self._numerator:
                raise ZeroDivisionError(f'Fraction({self._denominator ** -power}, 0)')
            return Fraction(self._denominator ** -power, self._numerator ** -power)
        if isinstance(other, (float, complex)):
            return float(self) ** other
        return NotImplemented

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        if isinstance(other, int):
            return Fraction(other) ** self
        return other ** float(self)

    def __pos__(self):
        return Fraction(self)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return math.trunc(self)

    def __float__(self):
        return self._numerator / self._denominator

    def __complex__(self):
        return complex(float(self))

    def __bool__(self):
        return self._numerator != 0

    def __trunc__(self):
        whole = abs(self._numerator) // self._denominator
        return -whole if self._numerator < 0 else whole

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if 2 * rest > self._denominator or 2 * rest == self._denominator and whole % 2:
                whole += 1
            return whole
        scale = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * scale), scale)
        return Fraction(round(self / scale) * scale)

    def __hash__(self):
        # As numbers hash that are equal: modulo a prime, by the inverse of the denominator.
        prime = (1 << 61) - 1
        if self._denominator % prime:
            value = abs(self._numerator) * pow(self._denominator, prime - 2, prime) % prime
        else:
            value = 314159
        value = -value if self._numerator < 0 else value
        return -2 if value == -1 else value

    def _compare(self, other, compare):
        if isinstance(other, (int, Fraction)):
            return compare(self._numerator * other.denominator, other.numerator * self._denominator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return compare(0.0, other)
            return compare(self, Fraction(other))
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, complex) and not other.imag:
            other = other.real
        return self._compare(other, operator.eq)

    def __lt__(self, other):
        return self._compare(other, operator.lt)

    def __gt__(self, other):
        return self._compare(other, operator.gt)

    def __le__(self, other):
        return self._compare(other, operator.le)

    def __ge__(self, other):
        return self._compare(other, operator.ge)

    def __reduce__(self):
        return type(self), (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else type(self)(self)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _add(a, b, c, d):
    return Fraction(a * d + c * b, b * d)


def _sub(a, b, c, d):
    return Fraction(a * d - c * b, b * d)


def _mul(a, b, c, d):
    return Fraction(a * c, b * d)


def _div(a, b, c, d):
    if not c:
        raise ZeroDivisionError(f'Fraction({a // math.gcd(a, c) * d}, 0)')
    return Fraction(a * d, b * c)


def _floordiv(a, b, c, d):
    return a * d // (b * c)


def _mod(a, b, c, d):
    return Fraction(a * d % (c * b), b * d)


def _divmod(a, b, c, d):
    whole, rest = divmod(a * d, c * b)
    return whole, Fraction(rest, b * d)
