# Ranges: length, indexing, slicing, membership, equality.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


r = range(10, 30, 5)
print(r, range(3), range(5, 0, -2), list(r), len(r), r[0], r[-1], r[1:], r[::-1], r[::2], r.start, r.stop, r.step, r.index(20), r.count(15), r.count(16))
print(15 in r, 16 in r, 15.0 in r, "a" in r, 30 in r, range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], hash(range(3)) == hash(range(0, 3, 1)), bool(range(0)), bool(range(1)))
print(max(r), sum(r), sorted(range(3), reverse=True), list(reversed(r)), tuple(range(-3, 3)), range(5)[1:4][::-1], list(range(5)[10:]), [*range(0)], repr(range(0, 10, 1)))
show(lambda: range())
show(lambda: range(1, 2, 0))
show(lambda: range("a"))
show(lambda: range(1.0))
show(lambda: range(1, 2, 3, 4))
show(lambda: r[10])
show(lambda: r[-10])
show(lambda: r["a"])
show(lambda: r[1.0])
show(lambda: r.index(16))
show(lambda: r.index("a"))
show(lambda: r < r)
show(lambda: r + r)
show(lambda: r.__setitem__)
show(lambda: setattr(r, "start", 1))
show(lambda: range(stop=3))
show(lambda: r.count())
