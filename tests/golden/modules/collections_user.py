"""UserDict, UserList and UserString."""

from collections import UserDict, UserList, UserString
import collections
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class L(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __missing__(self, k): return 'miss ' + k
d = L({'A':1}, B=2); d['C'] = 3; d.update(D=4); print(d, d['a'], d['zz'], 'a' in d, len(d), list(d), d.get('q'), d.get('q', 3), d.data, d | {'Z':1}, d == {'a':1,'b':2,'c':3,'d':4})
print(d.pop('a'), d.popitem(), d.keys(), d.values(), d.items(), d.setdefault('E', 5), d.copy(), type(d.copy()).__name__); t(lambda: UserDict()['x']); t(lambda: UserDict(1))
t(lambda: d.pop('nope')); d.clear(); print(d, bool(d), UserDict.fromkeys('ab', 0), UserDict(a=1))
u = UserList([1,2,3]); u.append(4); print(u, u[0], u[1:], type(u[1:]).__name__, u + [5], [0] + u, u * 2, 3 in u, u == [1,2,3,4], u < [2], len(u), list(reversed(u)), u.index(2), u.count(1), u.pop(), u)
u.sort(reverse=True); u.insert(0, 9); u.extend((7,)); u.remove(9); u.reverse(); del u[0]; u[0] = 100; u += [1]; print(u, u.copy(), 1); t(lambda: u[99]); t(lambda: u.remove(5)); t(lambda: UserList(5))
s = UserString('Hello'); print(s, repr(s), s.upper(), type(s.upper()).__name__, s + '!', '>' + s, s * 2, len(s), s[0], s[1:3], 'ell' in s, s == 'Hello', s.find('l'), s.split('l'), hash(s) == hash('Hello'), int(UserString('5')), s.replace('l','L'), s.startswith('He'), UserString(5), s.join(['a','b']), s % (), s.center(9, '*'), UserString('%d') % 3)
t(lambda: s.nope); t(lambda: collections.nope); 1
