"""namedtuple: reprs, errors, defaults, renaming."""

from collections import namedtuple
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._make([3,4]), p == (1,2), len(p), tuple(p), P)
t(lambda: P(1)); t(lambda: P(1,2,3)); t(lambda: P(1, z=2)); t(lambda: P(1, 2, x=3)); t(lambda: P()); t(lambda: P._make([1])); t(lambda: p._replace(z=1))
t(lambda: setattr(p, 'x', 5)); t(lambda: setattr(p, 'q', 5)); t(lambda: p.q); t(lambda: delattr(p, 'x'))
x, y = p; print(x, y, hash(p) == hash((1,2)), p < P(1,3), p + (3,), P.__doc__, P.x, P.x.__doc__, P.__new__.__doc__)
D = namedtuple('D', 'a b c', defaults=[1, 2]); print(D(0), D._field_defaults, D(0, c=5)); t(lambda: D())
t(lambda: namedtuple('X', 'a', defaults=[1,2])); t(lambda: namedtuple('X', 'a a')); t(lambda: namedtuple('X', '_a')); t(lambda: namedtuple('X', 'class')); t(lambda: namedtuple('1X', 'a')); t(lambda: namedtuple('X', ['a', 'b c']))
print(namedtuple('R', 'a class _b a', rename=True)._fields, namedtuple('E', [])(), namedtuple('C', 'a, b')(1,2))
class Q(namedtuple('Q', 'a b')):
    __slots__ = ()
    @property
    def s(self): return self.a + self.b
    def __str__(self): return f'Q:{self.a}'
q = Q(1, 2); print(q, repr(q), q.s, q._replace(a=5), Q.__mro__, isinstance(q, tuple), Q._make((1,2)))
print(P.__module__, P.__qualname__, P.__slots__, P.__match_args__, P(1,2).__getnewargs__(), P.__annotations__ if hasattr(P,'__annotations__') else None)
d = {p: 1}; print(d[P(1,2)], sorted([P(2,1), P(1,2)]), max(P(2,1), P(1,2), key=lambda v: v.y), P(**{'x':1,'y':2}), P(*[1,2]))
print([f"{v.x}-{v.y}" for v in map(P._make, [(1,2),(3,4)])], p.count(1), p.index(2), '%s %s' % p, p[:1], p * 2)
t(lambda: namedtuple('X', 'a', module='foo').__module__); t(lambda: P(1,2).x.foo)
class W(P):
    def __new__(cls, x): return super().__new__(cls, x, x * 2)
print(W(3)); 
class V(P): pass
v = V(1,2); v.extra = 1; print(v, v.extra, v._asdict(), vars(v))
def f(): return namedtuple('In', 'a')
print(f().__module__, f()(1))
