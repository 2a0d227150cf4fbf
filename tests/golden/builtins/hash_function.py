# hash() of equal values is equal.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash("a") == hash("a"), hash((1, "a")) == hash((1.0, "a")), hash(frozenset("ab")) == hash(frozenset("ba")), hash(None) == hash(None), hash(b"a") == hash(b"a"), hash(range(3)) == hash(range(0, 3)), hash(2.5) == hash(5 / 2))
print(hash(0), hash(-1), hash(10**18), hash(10**19), hash(0.5), hash(-0.5), hash(1e300), hash(float("inf")), hash(()), hash((1,)), hash((1, 2)), hash((1, (2, 3.5))), hash(frozenset()), hash(frozenset([1, 2])), hash(1j), hash(2 + 3j), hash(range(0)), hash(range(1, 9, 2)), hash(slice(1, 2)), hash(None))


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(("P", self.x))


print(len({P(1), P(1), P(2)}), P(1) in {P(1): 0}, hash(P(1)) == hash(P(1)), hash(P) == hash(P), hash(len) == hash(len), hash(P(1).__eq__) != 0)
show(lambda: hash([]))
show(lambda: hash(([],)))
show(lambda: hash({}))
show(lambda: hash())
