# add, discard, remove, pop, and the tests.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


s = {1, 2}
print(s.add(3), s.add(1), s, s.discard(9), s.discard(1), s, s.remove(2), s, s.pop(), s, s.clear(), s)
a, b = {1, 2, 3}, {2, 3}
print(b <= a, b < a, a <= a, a < a, a >= b, a > b, a == {3, 2, 1}, a != b, b.issubset(a), a.issuperset([1]), a.isdisjoint({9}), a.isdisjoint("x"), a.issubset(range(5)))
print(2 in a, "x" in a, len(a), bool(set()), sum(a), sorted(a, reverse=True), min(a), {1} < {2}, {1} == frozenset([1]), {1: 1}.keys() == {1})
print(a.union(), a.intersection(), a.difference(), a.union([9], (8,)), frozenset(a) | {7}, type(frozenset(a) | {7}), type({7} | frozenset(a)), frozenset([1]) & {1})
show(lambda: a.remove(99))
show(lambda: a.remove([]))
show(lambda: set().pop())
show(lambda: a.add([]))
show(lambda: a.add())
show(lambda: a | [1])
show(lambda: a + b)
show(lambda: a - [1])
show(lambda: a < [1])
show(lambda: a.union(5))
show(lambda: a.update(5))
show(lambda: hash(a))
show(lambda: a[0])
show(lambda: frozenset().add)
show(lambda: [] in a)
show(lambda: a.issubset(5))
show(lambda: a.__ior__([1]))
show(lambda: a.__and__([1]))
show(lambda: {1} in {frozenset({1})})
show(lambda: a.discard({1}))
a.update("x", [4])
print(len(a), 4 in a)
