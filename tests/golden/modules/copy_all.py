"""Copies, shallow and deep."""

import copy
from collections import OrderedDict, defaultdict, deque, Counter, namedtuple
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l = [1,[2,3],{'a':[4]}]; c = copy.copy(l); d = copy.deepcopy(l); c[1].append(9); print(l, c, d, c[1] is l[1], d[1] is l[1])
s = [1]; s.append(s); e = copy.deepcopy(s); print(e, e[1] is e, e is not s)
class A:
    def __init__(self, x): self.x = x; self.l = [x]
a = A(1); b = copy.copy(a); c = copy.deepcopy(a); print(b.x, b.l is a.l, c.l is a.l, c.l, type(c).__name__)
class N:
    def __init__(self): self.next = None; self.o = None
n = N(); n.next = n; m = copy.deepcopy(n); print(m.next is m, m is not n)
class C:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return ('deep', type(memo).__name__)
print(copy.copy(C()), copy.deepcopy(C()), copy.deepcopy([C()]))
class S:
    __slots__ = ('a', 'b')
x = S(); x.a = [1]; y = copy.copy(x); z = copy.deepcopy(x); print(y.a is x.a, z.a is x.a, z.a, hasattr(y, 'b'))
class L(list):
    pass
q = L([1,[2]]); q.t = 'tag'; r = copy.copy(q); w = copy.deepcopy(q); print(r, r.t, type(r).__name__, r[1] is q[1], w[1] is q[1], w, w.t)
class D(dict): pass
dd = D(a=[1]); dd.z = 1; print(copy.copy(dd), copy.deepcopy(dd), copy.deepcopy(dd)['a'] is dd['a'], copy.copy(dd).z, type(copy.copy(dd)).__name__)
for v in (1, 'a', None, (1,2), frozenset([1]), len, int, 1.5, b'x', range(3), ..., lambda: 1): print(copy.copy(v) is v, copy.deepcopy(v) is v, end=' ')
print()
t1 = ([1], 2); print(copy.deepcopy(t1) is t1, copy.deepcopy(t1), copy.deepcopy((1,(2,3))) , copy.copy(t1) is t1)
print(copy.copy({1,2}), copy.deepcopy({(1,2)}), copy.copy(bytearray(b'ab')), copy.deepcopy({'a': {'b': [1]}}))
print(copy.copy(OrderedDict(a=1)), copy.deepcopy(OrderedDict(a=[1])), copy.copy(defaultdict(list, a=[1])), copy.deepcopy(defaultdict(list, a=[1])), copy.copy(deque([1], 3)), copy.deepcopy(deque([[1]], 2)), copy.copy(Counter('aab')), copy.deepcopy(Counter('aab')))
P = namedtuple('P', 'x y'); p = P([1], 2); print(copy.copy(p), copy.deepcopy(p), copy.deepcopy(p).x is p.x, copy.replace(p, x=5)); t(lambda: copy.replace(5)); t(lambda: copy.replace(p, z=1))
ex = ValueError('a', [1]); ex.note = 'n'; f = copy.copy(ex); print(repr(f), f.note, repr(copy.deepcopy(ex)))
class St:
    def __init__(self): self.a = 1; self.b = 2
    def __getstate__(self): return {'a': self.a}
    def __setstate__(self, s): self.__dict__.update(s); self.restored = True
z = copy.copy(St()); print(z.__dict__)
class Rd:
    def __init__(self, v): self.v = v
    def __reduce__(self): return (Rd, (self.v * 2,))
print(copy.copy(Rd(2)).v, copy.deepcopy(Rd([1])).v)
memo = {}; k = [1]; print(copy.deepcopy([k, k], memo)); u = copy.deepcopy([k, k]); print(u[0] is u[1])
import threading
def gen(): yield
t(lambda: copy.copy(gen())); t(lambda: copy.deepcopy(gen())); t(lambda: copy.deepcopy({'x': gen()}))
print(issubclass(copy.Error, Exception), copy.error is copy.Error, copy.__all__)
class E:
    def m(self): pass
o = E(); bm = copy.deepcopy(o.m); print(bm.__self__ is o, type(bm).__name__)
class I(int): pass
i = I(5); i.tag = 't'; print(copy.copy(i), copy.copy(i).tag, copy.deepcopy(i) + 1)
class St2(str): pass
print(copy.deepcopy(St2('abc')), type(copy.copy(St2('abc'))).__name__)
