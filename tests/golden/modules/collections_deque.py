"""The deque: both ends, its length's limit, rotation, errors."""

from collections import deque
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = deque([1,2,3]); print(d, len(d), d.maxlen, bool(d), bool(deque()))
d.append(4); d.appendleft(0); print(d, d[0], d[-1])
d.rotate(1); print(d); d.rotate(-2); print(d); d.rotate(); print(d)
m = deque(range(10), maxlen=3); print(m, m.maxlen); m.append(10); m.appendleft(5); print(m)
m.extend([1,2,3,4]); print(m); m.extendleft([7,8]); print(m)
t(lambda: deque().pop()); t(lambda: deque().popleft()); t(lambda: deque(5)); t(lambda: deque([], -1)); t(lambda: deque([], 'a'))
t(lambda: d[99]); t(lambda: d['a']); t(lambda: d[1:2])
t(lambda: d.remove(99)); t(lambda: d.index(99)); print(d.index(3), d.count(3), 3 in d, 99 in d)
t(lambda: m.insert(0, 1)); d.insert(1, 'x'); print(d); d.insert(-100, 'y'); d.insert(100, 'z'); print(d)
del d[0]; d[0] = 'w'; print(d, list(reversed(d)), d.copy(), d == d.copy(), d == list(d))
def mut():
    for x in d: d.append(1)
t(mut)
print(deque([1]) + deque([2]), deque([1,2])*2, 2*deque([1]), deque([1,2,3],2)*2)
t(lambda: deque([1]) + [2])
x = deque([1]); x += [2,3]; x *= 2; print(x)
x.append(x); print(x)
print(deque([1,2]) < deque([1,3]), deque([1]) == deque([1], maxlen=4), deque([1]) != deque([2]))
t(lambda: deque([1]) < [1]); t(lambda: hash(deque()))
class D(deque):
    def __init__(self, *a): super().__init__(*a); self.name = 'n'
q = D([1,2]); print(q, q.name, type(q.copy()).__name__, q + q, isinstance(q, deque)); q.append(3); print(len(q), q.pop())
q.reverse(); print(q); q.clear(); print(q, deque('abc'))
t(lambda: setattr(deque(), 'maxlen', 3)); t(lambda: setattr(deque(), 'foo', 3)); t(lambda: deque().foo)
it = iter(deque([1,2,3])); print(next(it), list(it), next(it, 'end'))
print(deque[int], deque(maxlen=2), deque([], None), deque(iterable=[1], maxlen=1))
t(lambda: deque(1,2,3)); t(lambda: deque(foo=1))
a, *b = deque([1,2,3]); print(a, b, [*deque([1])], sum(deque([1,2])), sorted(deque([3,1])), max(deque([1,5])))
from collections.abc import MutableSequence, Sequence, Reversible, Hashable
print(isinstance(deque(), (MutableSequence,)), isinstance(deque(), Reversible), isinstance(deque(), Hashable))
print(deque.__module__, deque.__name__, deque)
t(lambda: deque([1,2,3]).index(3, 0, 2)); print(deque([1,2,3]).index(3, -1))
d = deque([3,2,1]); t(lambda: d.sort())
print(d.__contains__(3), deque.append, d.append.__name__)
