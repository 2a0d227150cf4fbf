"""itertools, whole."""

import itertools as it, operator
from itertools import *
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for k, g in groupby('aaabbc'): print(k, list(g), end=' ')
print([(k, len(list(g))) for k, g in groupby([1,1,2,3,3], key=lambda x: x % 2)], list(groupby([])))
gs = groupby('aabb'); k1, g1 = next(gs); k2, g2 = next(gs); print(k1, list(g1), k2, list(g2)); t(lambda: groupby(5)); t(lambda: groupby())
a, b = tee([1,2,3]); print(next(a), list(b), list(a), len(tee([], 3)), tee([1], 0)); c, d = tee(a); x, = tee('ab', 1); print(list(x)); t(lambda: tee([1], -1)); y, z = tee(iter('abc')); next(y); w, = tee(y, 1); print(list(w), list(z))
print(list(islice(count(), 5)), list(islice(count(10, 2), 3)), list(islice('abcdef', 1, None, 2)), list(islice('abc', 2)), list(islice('abc', None))); t(lambda: islice('a', -1)); t(lambda: islice('a', 'x')); t(lambda: islice([1], 1, 2, 0))
print(count(), count(5), count(1, 2), count(1.5, 0.5), repeat('x'), repeat('x', 3), cycle('ab') is not None, next(count(1.5, 0.5))); t(lambda: count('a'))
print(list(islice(cycle('ab'), 5)), list(repeat(1, 3)), list(repeat(1, -1)), list(chain('ab', [1])), list(chain.from_iterable(['ab', 'c'])), list(chain()), list(accumulate([1,2,3])), list(accumulate([1,2,3], operator.mul, initial=10)), list(accumulate([], initial=5)), list(accumulate('abc')))
print(list(takewhile(lambda x: x < 3, [1,2,3,1])), list(dropwhile(lambda x: x < 3, [1,2,3,1])), list(filterfalse(None, [0,1,''])), list(compress('abcd', [1,0,1])), list(starmap(pow, [(2,3),(3,2)])), list(pairwise('abcd')), list(pairwise('a')), list(batched('abcde', 2)), list(zip_longest('ab', 'c', fillvalue='-')), list(zip_longest()))
t(lambda: list(batched('abc', 2, strict=True))); t(lambda: batched('a', 0)); t(lambda: list(starmap(pow, [1])))
print(list(product('ab', [1,2])), list(product('ab', repeat=2)), list(product()), list(permutations('abc', 2)), len(list(permutations(range(4)))), list(permutations('ab', 3)), list(combinations('abcd', 2)), list(combinations_with_replacement('ab', 2)), list(combinations('a', 2)), list(combinations('abc', 0)))
t(lambda: combinations('a', -1)); t(lambda: permutations('a', -1)); t(lambda: product('a', repeat=-1)); t(lambda: list(chain(1))); t(lambda: it.nope)
print(type(count()), type(chain()), type(groupby('')), isinstance(count(), count), isinstance(chain(), it.chain), chain, groupby, tee, type(tee('')[0]).__name__)
g = groupby('aab'); print(next(g)[0], next(g)[0], next(g, 'end'))
def gen():
    yield 1
    raise ValueError('x')
def e():
    for k, v in groupby(gen()): print(k, list(v))
t(e)
class Chain2(chain): pass
print(list(Chain2('ab')))
def uniq(s): return [k for k, _ in groupby(sorted(s))]
print(uniq('banana'), dict((k, list(v)) for k, v in groupby(sorted(['apple', 'bob', 'ann'], key=len), key=len)), sum(1 for _ in permutations(range(5))), max(accumulate([3,1,4,1,5], max)))
