"""functools, whole."""

import functools
from functools import *
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
p = partial(int, base=2); print(p, p('101'), p.func, p.args, p.keywords, partial(p, '11')(), partial(partial(print, 1), 2, sep='-'))
partial(print, 1, 2, sep='|')(3, end='!\n'); t(lambda: partial()); t(lambda: partial(5)); t(lambda: p('2'))
class A:
    def __init__(self): self.v = 5
    def m(self, a, b): return (self.v, a, b)
    pm = partialmethod(m, 1)
    pk = partialmethod(m, b=7)
    ps = partialmethod(staticmethod(lambda *a: a), 9)
a = A(); print(a.pm(2), a.pk(3), a.ps(1), A.pm(a, 4))
p.x = 1; print(p.x, partial(len).__name__ if hasattr(partial(len), '__name__') else 'no name', isinstance(p, partial), partial(int, base=2)('11'))
print(reduce(lambda a, b: a + b, [1,2,3]), reduce(lambda a, b: a + b, [], 5)); t(lambda: reduce(max, [])); t(lambda: reduce(max, 5)); t(lambda: reduce(max))
@wraps(A.m)
def w(): 'doc'
print(w.__name__, w.__doc__, w.__wrapped__ is A.m, w.__qualname__, w.__module__)
def deco(f):
    @wraps(f)
    def inner(*a, **k): return f(*a, **k)
    return inner
@deco
def orig(x: int) -> str:
    """orig doc"""
    return str(x)
orig.attr = 1
print(orig.__name__, orig.__doc__, orig.__annotations__, orig(3), orig.__wrapped__(4), WRAPPER_ASSIGNMENTS, WRAPPER_UPDATES)
calls = []
@lru_cache(maxsize=2)
def f(x, y=0): calls.append((x, y)); return x + y
print(f(1), f(1), f(2), f(3), f(1), f.cache_info(), f.cache_parameters(), calls); f.cache_clear(); print(f.cache_info(), f.__wrapped__(5), f.__name__)
@lru_cache
def g(x): return x
g(1); g(1.0); g(True); print(g.cache_info()); t(lambda: g([]))
@lru_cache(typed=True)
def h(x): return type(x)
print(h(1), h(1.0), h.cache_info(), h.cache_parameters())
@cache
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info()); t(lambda: lru_cache('a')); print(lru_cache(maxsize=0)(abs)(-1), lru_cache(maxsize=-5)(abs).cache_info())
class C:
    n = 0
    @lru_cache(None)
    def m(self, a): C.n += 1; return a * 2
    @cached_property
    def cp(self): 'doc cp'; print('computing'); return 42
    @cache
    def k(self): return 'k'
c = C(); print(c.m(2), c.m(2), C.n, c.cp, c.cp, c.__dict__, C.cp.__doc__, type(C.cp).__name__, c.k()); del c.cp; print(c.cp); c.cp = 1; print(c.cp)
class S:
    __slots__ = ()
    @cached_property
    def x(self): return 1
t(lambda: S().x)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v if isinstance(o, V) else NotImplemented
print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(2) >= V(3)); t(lambda: V(1) >= 3); t(lambda: total_ordering(type('Q', (), {})))
@total_ordering
class G:
    def __init__(self, v): self.v = v
    def __ge__(self, o): return self.v >= o.v
    def __eq__(self, o): return self.v == o.v
print(G(1) < G(2), G(1) <= G(1), G(2) > G(1))
k = cmp_to_key(lambda a, b: b - a); print(sorted([3,1,2], key=k), k(1) < k(2), k(1) == k(1), k(5).obj); t(lambda: hash(k(1))); t(lambda: k(1) < 5)
@singledispatch
def sd(x): return 'default ' + type(x).__name__
@sd.register
def _(x: int): return 'int'
@sd.register(list)
def _l(x): return 'list'
@sd.register
def _(x: float | str): return 'float or str'
sd.register(dict, lambda x: 'dict')
print(sd(1), sd(True), sd([]), sd(1.5), sd('s'), sd({}), sd(None), sd.dispatch(bool).__name__, sd.registry.keys() if False else len(sd.registry), sd.__name__); t(lambda: sd())
from collections.abc import Mapping, Sized
@singledispatch
def ab(x): return 'obj'
@ab.register(Mapping)
def _(x): return 'mapping'
@ab.register(Sized)
def _(x): return 'sized'
print(ab({}), ab('x'), ab(3), _l([]))
t(lambda: sd.register(5)); 
class Bad:
    def __repr__(self): return '<Bad>'
    def __call__(self, x): pass
t(lambda: sd.register(Bad()))
class SM:
    @singledispatchmethod
    def m(self, a): return 'def'
    @m.register
    def _(self, a: int): return 'int'
    @m.register(str)
    def _(self, a): return 'str'
    @singledispatchmethod
    @classmethod
    def cm(cls, a): return (cls.__name__, 'def')
    @cm.register
    @classmethod
    def _(cls, a: int): return (cls.__name__, 'int')
s = SM(); print(s.m(1), s.m('a'), s.m(None), SM.cm(1), SM.cm('x')); 
print(sorted(functools.__all__), update_wrapper(lambda: 0, len).__name__, repr(fib)[:30], type(fib))
print(partial(lambda *a, **k: (a, k), 1, x=1)(2, x=3, y=4))
class P(partial): pass
print(P(len), P(len)('abc'))
