# A class derived from tuple.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])

    def __repr__(self):
        return "Point" + super().__repr__()


p = Point(1, 2)
print(p, p.x, p + (1, 1), p == (1, 2), hash(p) == hash((1, 2)), len(p), p[::-1], type(p[:]), type(p * 2), (0,) + p)
a, b = p
print(a, b, [*p], dict([p]), "%d-%d" % p, isinstance(p, tuple), p.count(1), sorted([Point(2, 1), p]), {p: 1}[1, 2])
print(max(p), sum(p), p < (1, 3), str(p), f"{p}", Point.__mro__[1])
show(lambda: Point(1))
show(lambda: p.y)
p.extra = 5
print(p.extra, vars(p))
show(lambda: tuple.__new__(list, (1,)))
