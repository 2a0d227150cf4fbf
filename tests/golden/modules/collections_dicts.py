"""defaultdict, OrderedDict, Counter and ChainMap."""

from collections import defaultdict, OrderedDict, Counter, ChainMap
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = defaultdict(list); d['a'].append(1); d['b']; print(d, d.default_factory, dict(d), len(d), 'c' in d, d.get('c'))
t(lambda: defaultdict(5)); t(lambda: defaultdict(None)['x']); t(lambda: defaultdict()['x'])
d2 = defaultdict(int, {'a': 1}, b=2); print(d2); d2['q'] += 5; print(d2, d2.copy(), d2 | {'z': 1}, {'z':1} | d2, type({} | d2).__name__)
d2.default_factory = None; t(lambda: d2['nope']); print(d2)
n = defaultdict(lambda: defaultdict(int)); n['x']['y'] += 1; print(n['x'], n['x']['y'], n.keys(), list(n.items()))
class DD(defaultdict): pass
print(DD(int, a=1), isinstance(DD(), dict), DD(int)['u'])
for k in d: print(k)
print(d == {'a':[1],'b':[]}, d.pop('a'), d.setdefault('zz', 3), d)
o = OrderedDict([('a',1),('b',2)]); o['c'] = 3; print(o, list(o), OrderedDict(), OrderedDict(x=1))
o.move_to_end('a'); print(o); o.move_to_end('c', last=False); print(o); t(lambda: o.move_to_end('q'))
print(o.popitem(), o.popitem(last=False), o); t(lambda: OrderedDict().popitem())
print(OrderedDict(a=1,b=2) == OrderedDict(b=2,a=1), OrderedDict(a=1,b=2) == dict(b=2,a=1), OrderedDict(a=1) != OrderedDict(a=1))
print(list(reversed(OrderedDict(a=1,b=2))), OrderedDict.fromkeys('ab', 0), OrderedDict(a=1) | {'b':2}, {'b':2} | OrderedDict(a=1), OrderedDict(a=1).copy())
o = OrderedDict(a=1); o.update(b=2); o |= {'c': 3}; del o['a']; print(o, o.keys(), o.values(), o.items(), list(reversed(o.items())))
t(lambda: OrderedDict(1)); t(lambda: OrderedDict(a=1)['z']); o.setdefault('s'); print(o, o.pop('s'), o.pop('s', 5)); t(lambda: o.pop('s'))
o['self'] = o; print(o)
class OD(OrderedDict):
    def __setitem__(self, k, v): super().__setitem__(k, v); print('set', k)
x = OD(a=1); x.update(b=2); print(x)
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c.most_common(), c.total(), sorted(c.elements()))
c.update('zzz'); c.subtract({'a': 3}); print(c, c['a']); del c['nope']; del c['b']; print(c)
print(Counter(a=3,b=1)+Counter(a=1,b=2), Counter(a=3,b=1)-Counter(a=1,b=2), Counter(a=3,b=1)&Counter(a=1,b=2), Counter(a=3,b=1)|Counter(a=1,b=2), +Counter(a=-1,b=2), -Counter(a=-1))
t(lambda: Counter.fromkeys('ab')); t(lambda: Counter(5)); t(lambda: Counter('a','b')); print(Counter(), Counter({'a':1}), Counter(a=1) == Counter(a=1,b=0), Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1), Counter([1,2,1]).items())
print(Counter(a=1).copy(), isinstance(c, dict), Counter(a='x', b=1)); c = Counter(a=2); c += Counter(b=1); c -= Counter(a=5); print(c); c |= Counter(q=3); c &= Counter(q=1); print(c)
print(Counter(['a', 'b', 'a']).most_common(-1), Counter(words for words in 'a b a'.split()), list(Counter('ab')), Counter("hello").most_common(1)[0][0])
class CC(Counter): pass
print(CC('aab'), CC('a').copy())
m = ChainMap({'a':1}, {'b':2,'a':3}); print(m, m['a'], m['b'], list(m), len(m), 'b' in m, m.get('z', 9), dict(m), m.maps, m.parents, m.new_child({'q':1}), m.new_child())
t(lambda: m['zz']); m['x'] = 1; t(lambda: m.pop('b')); del m['x']; print(m, m.items(), m | {'z': 1}, {'z':1} | m); 
def dd(): del m['b']
t(dd); t(lambda: ChainMap().popitem()); print(m == {'a':1,'b':2}, bool(ChainMap()), sorted(m.keys()), ChainMap.fromkeys('ab', 1), m.copy(), m.new_child(k=3))
