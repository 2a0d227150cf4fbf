# Tuple methods, comparison and errors in detail.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


t = (1, 2, 3, 2, 1)
print(t.count(1), t.count("x"), t.index(2), t.index(2, 2), t.index(1, -1), t + (), () + t, t * 0, 2 * t[:1], t[1:-1], t[::-2], t[5:], len(t), sum(t), max(t), sorted(t), tuple(sorted(t)), 3 in t, t == tuple(t))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") < (1, "b"), (1, 2) == (1.0, 2.0), ((1, 2), 3) > ((1, 1), 9), (1, 2) != (1, 2), hash((1, "a")) == hash((1, "a")), ((),), (None,), ((1,), [2]), tuple("ab"), tuple({1: 2}), tuple(x for x in (1, 2)))
print(t.__len__(), t.__contains__(2), t.__getitem__(0), t.__add__((9,)), t.__mul__(2)[:3], t.__eq__(5), t.__lt__((2,)), tuple.__new__(tuple, "xy"), t.__hash__() == hash(t), t.__iter__().__next__(), t.__rmul__(1) == t, t.__getnewargs__())
show(lambda: t.index(9))
show(lambda: t.index(1, 1, 3))
show(lambda: t.index())
show(lambda: t.index("a", "b"))
show(lambda: t[99])
show(lambda: t["x"])
show(lambda: t[1.5])
show(lambda: t + [1])
show(lambda: t + 1)
show(lambda: t * 1.5)
show(lambda: t < 5)
show(lambda: (1, "a") < (1, 2))
show(lambda: t.sort())
show(lambda: t.__setitem__(0, 1))
show(lambda: hash(([],)))
show(lambda: tuple(5))
show(lambda: tuple([1], [2]))
show(lambda: t())
