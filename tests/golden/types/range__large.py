# Ranges beyond 64 bits.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


big = 10**30
r = range(big, big + 10, 3)
print(r, len(r), list(r), r[1], r[-1], big + 3 in r, big + 4 in r, r.index(big + 6), r[1:3], list(reversed(r)), r == range(big, big + 11, 3))
s = range(0, 10**20, 10**19)
print(s, list(s), s[5], 10**19 in s, s[-2:], bool(s), sum(s))
t = range(-(10**25), 10**25)
print(t[0], t[-1], t[10**25], 5 in t, t.start, t.stop, t.step, hash(t) == hash(range(-(10**25), 10**25)))
show(lambda: len(t))
show(lambda: t[10**26])
it = iter(range(2**63 - 2, 2**63 + 2))
print(next(it), list(it))
print(list(range(2**64, 2**64 - 3, -1)), range(10**20, 0, -(10**19))[3], range(10)[:: 10**20], range(5)[-(10**30) : 10**30])
for i in range(10**18 * 9, 10**19, 5 * 10**17):
    print(i, end=" ")
print()
print(type(iter(range(3))), type(iter(t)), next(iter(t)))
