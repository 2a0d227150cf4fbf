"""Enumerations: members, look-ups, flags, errors."""

from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique
import enum
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Color(Enum):
    """doc"""
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return f'{self.name}={self.value}'
    @classmethod
    def first(cls): return cls.RED
    @property
    def upper(self): return self.name.upper()
    @staticmethod
    def s(): return 's'
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color['BLUE'], list(Color), len(Color), Color.CRIMSON, Color.CRIMSON is Color.RED, type(Color.RED), isinstance(Color.RED, Color))
print(Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE, Color.RED is Color(1), hash(Color.RED) == hash(Color.RED), Color.__members__, Color.GREEN.describe(), Color.first(), Color.RED.upper, Color.s(), Color.__doc__)
t(lambda: Color(9)); t(lambda: Color['NOPE']); t(lambda: Color.NOPE); t(lambda: Color.RED < Color.BLUE); t(lambda: setattr(Color, 'RED', 5)); t(lambda: delattr(Color, 'RED')); t(lambda: Color()); t(lambda: Color('x'))
t(lambda: setattr(Color.RED, 'name', 5)); t(lambda: setattr(Color.RED, 'value', 5))
print(Color, repr(Color), Color.RED in Color, 1 in Color, 99 in Color, 'RED' in Color, [c.name for c in Color], list(reversed(Color)), {Color.RED: 'r'}[Color.RED], f'{Color.RED}', f'{Color.RED!r}', '%s' % Color.RED, format(Color.RED), str(Color.RED), Color.RED.__class__, bool(Color.RED))
def sub():
    class More(Color): X = 1
t(sub)
def dup():
    class D(Enum):
        A = 1
        A = 2
t(dup)
@unique
class U(Enum): A = 1; B = 2
def un():
    @unique
    class U2(Enum): A = 1; B = 1; C = 1
t(un)
class Auto(Enum):
    A = auto(); B = auto(); C = 10; D = auto()
print(list(Auto), [a.value for a in Auto])
class Num(IntEnum):
    ONE = 1; TWO = 2; THREE = auto()
print(Num.ONE, repr(Num.ONE), Num.ONE + 1, Num.ONE < Num.TWO, Num.TWO == 2, sorted([Num.TWO, Num.ONE]), f'{Num.ONE}', f'{Num.ONE:>3}', [10,20,30][Num.ONE], isinstance(Num.ONE, int), Num(2), '%d' % Num.TWO, str(Num.ONE), Num.THREE, type(Num.ONE + Num.TWO), max(Num), sum(Num)); t(lambda: Num(7))
class Str(StrEnum):
    A = auto(); HELLO = 'hi'
print(Str.A, repr(Str.A), Str.A == 'a', Str.HELLO.upper(), f'{Str.HELLO}', Str('hi'), isinstance(Str.A, str), 'x' + Str.A, Str.A.value, list(Str), ','.join(Str))
def bs():
    class B(StrEnum): A = 1
t(bs)
class Perm(Flag):
    R = 4; W = 2; X = 1
    RWX = 7
p = Perm.R | Perm.W
print(p, repr(p), Perm.R in p, Perm.X in p, p & Perm.R, p ^ Perm.R, ~Perm.R, list(p), len(p), bool(Perm(0)), Perm(0), repr(Perm(0)), Perm.RWX, Perm(7), Perm(3), p.name, p.value, list(Perm), Perm.R | Perm.W | Perm.X, ~p, Perm(5) == Perm.R | Perm.X)
t(lambda: Perm(8)); t(lambda: Perm.R | 1); t(lambda: Perm('x')); t(lambda: 1 in p)
class F(Flag): A = auto(); B = auto(); C = auto(); AB = A | B
print(list(F), [f.value for f in F], F.AB, F.A | F.C, F(0), repr(F.AB), repr(~F.A), F.__members__)
class IF(IntFlag): A = 1; B = 2; C = 4
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A + 1, repr(IF.A | 8), IF(9), IF.A == 1, (IF.A | IF.B) & 1, ~IF.A, repr(~IF.A), IF(0), repr(IF(0)), f'{IF.A}', list(IF(7)), IF.A | 16, isinstance(IF.A, int), IF.B in IF(3), str(IF.A), int(IF(3)))
class Planet(Enum):
    MERCURY = (3.3e23, 2.4e6)
    EARTH = (5.97e24, 6.37e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(6.67e-11 * self.mass / self.radius ** 2, 2)
print(Planet.EARTH.g, Planet.EARTH.value, Planet.EARTH, Planet((3.3e23, 2.4e6)), Planet.MERCURY.mass)
class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value]); obj._value_ = value; obj.label = label; return obj
    PX = (0, 'P.X'); PY = (1, 'P.Y')
print(Coord.PX, Coord.PY.label, Coord(1))
class Miss(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str): return cls.__members__.get(value.upper())
print(Miss('a'), Miss('A')); t(lambda: Miss('zz')); t(lambda: Miss(5))
Anim = Enum('Anim', 'CAT DOG'); print(list(Anim), Anim.CAT, Anim.__module__, Anim); print(list(Enum('An', ['A','B'], start=5)), list(Enum('P', {'X': 'x'})), list(IntEnum('I', [('a', 3)])), list(Enum('Q', [('a', 1), ('b', 2)], module='m')))
class Mixin:
    def hi(self): return 'hi ' + self.name
class WithMixin(Mixin, Enum): A = 1
print(WithMixin.A.hi(), WithMixin.A)
class Base(Enum):
    def m(self): return self.value * 2
class Derived(Base): A = 1; B = 2
print(Derived.A.m(), list(Derived))
class Gen(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return (name, count)
    A = auto(); B = auto()
print(list(Gen), enum.auto)
class Fn(Enum):
    A = enum.member(lambda x: x); B = enum.nonmember(5)
    def f(self): return 1
    class Inner: pass
print(list(Fn)[0].name, Fn.B, Fn.A.value(3)) 
class Ig(Enum):
    _ignore_ = ['i']
    i = 5
    A = 1
print(list(Ig), hasattr(Ig, 'i') )
import copy
print(copy.copy(Color.RED) is Color.RED, copy.deepcopy(Color.RED) is Color.RED, dir(Color)[-4:], sorted(Color, key=lambda c: -c.value)[0])
class Cmp(Enum):
    A = 1; B = 2
    def __lt__(self, o): return self.value < o.value
    def __str__(self): return 'custom ' + self.name
    def __eq__(self, o): return self is o
    __hash__ = Enum.__hash__
print(Cmp.A < Cmp.B, Cmp.A, f'{Cmp.A}', repr(Cmp.A), sorted([Cmp.B, Cmp.A])[0])
class L(list, Enum):
    A = [1,2]
print(L.A, L.A.value)
match_ = {Color.RED: 1}.get(Color.RED); print(match_, Color.RED.__class__.__name__, enum.EnumType, type(Color), Color.__class__, Enum.__mro__, IntFlag.__mro__)
class Uh(Enum): A = [1]; B = {'k': 1}
print(Uh([1]), Uh.B, Uh({'k': 1}))
def res():
    class R(Enum): mro = 1
t(res)
def sund():
    class R(Enum): _foo_ = 1
t(sund)
@enum.verify(enum.CONTINUOUS)
class V(Enum): A = 1; B = 2
def ver():
    @enum.verify(enum.CONTINUOUS)
    class V(Enum): A = 1; B = 4
t(ver)
class N(Enum):
    A = None; B = True; C = 1.5
print(list(N), N(None), N(1.5), N.B)
for m in Color: print(m, end=' ')
print(Color.RED.RED if False else '', enum.Flag(0) if False else '')
