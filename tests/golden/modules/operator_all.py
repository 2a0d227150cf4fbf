"""operator, whole."""

import operator as o
from operator import *
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for n in ('add','sub','mul','truediv','floordiv','mod','pow','and_','or_','xor','lshift','rshift','lt','le','eq','ne','ge','gt','is_','is_not','iadd','isub','imul','itruediv','ifloordiv','imod','ipow','iand','ior','ixor','ilshift','irshift','contains','concat','matmul'):
    t(lambda: (n, getattr(o, n)(7, 2)))
for n in ('neg','pos','inv','invert','not_','truth','abs','index'): t(lambda: (n, getattr(o, n)(5)))
g = itemgetter(1); print(g([1,2,3]), itemgetter(1,0)('ab'), itemgetter('k')({'k': 1}), itemgetter(slice(0,2))('hello'), g, itemgetter(1,2), type(g))
t(lambda: g([])); t(lambda: itemgetter()); t(lambda: g(5))
class A: pass
a = A(); a.b = A(); a.b.c = 5; a.n = 'nn'
print(attrgetter('n')(a), attrgetter('b.c', 'n')(a), attrgetter('b.c'), type(attrgetter('x'))); t(lambda: attrgetter('zz')(a)); t(lambda: attrgetter(5)); t(lambda: attrgetter('b.q')(a))
m = methodcaller('split', ',', maxsplit=1); print(m('a,b,c'), m, methodcaller('upper')('x')); t(lambda: methodcaller('nope')('x')); t(lambda: methodcaller(5)); t(lambda: methodcaller())
l = [1,2]; l2 = iadd(l, [3]); print(l, l2 is l, iconcat([1],[2]), concat('a','b'), countOf([1,2,1],1), indexOf('abc','c')); t(lambda: indexOf([1],5)); t(lambda: concat(1, 2))
d = {}; setitem(d, 'x', 1); print(getitem(d,'x'), d); delitem(d, 'x'); print(d, contains([1],1), call(print, 'called', sep=''), length_hint([1,2]), length_hint(5, 7))
print(sorted([('b',1),('a',2)], key=itemgetter(1)), o.__add__(1,2), o.__not__(0), o.__lt__(1,2), len(o.__all__)); t(lambda: add(1)); t(lambda: add(1,'a')); t(lambda: index(1.5)); t(lambda: o.nope)
import functools; print(functools.reduce(mul, range(1,6)), list(map(neg, [1,2])), max({'a':1,'b':2}.items(), key=itemgetter(1)), add)
