"""What the abstract classes ask for, and what passes for them."""

import collections.abc as c
for n in sorted(c.__all__):
    k = getattr(c, n)
    if isinstance(k, type):
        print(n, [b.__name__ for b in k.__mro__], sorted(getattr(k, '__abstractmethods__', ())), sorted(x for x in k.__dict__ if x not in ('_MutableMapping__marker', '__module__','__doc__','_abc_impl','__abstractmethods__','__dict__','__weakref__','__firstlineno__','__static_attributes__')))
    else: print(n, k)
vals = [1, 1.0, 'a', b'a', bytearray(), [], (), {}, set(), frozenset(), range(3), None, iter([]), (i for i in ()), {}.keys(), {}.values(), {}.items(), len, lambda: 1, int, object()]
async def co(): pass
async def ag(): yield
x = co(); vals += [x, ag()]
for n in sorted(c.__all__):
    k = getattr(c, n)
    if n not in ('ByteString', 'Buffer'): print(n, ''.join('1' if isinstance(v, k) else '0' for v in vals))
x.close()
