# Making lists and what their elements share.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print([], list(), list("abc"), list((1, 2)), list({1: 2}), list(range(3)), [*range(2), *"ab"], [[]] * 3, [0] * 3, [1] * 0, [1, 2] * -1)
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows, rows[0] is rows[1])
a = [1, 2]
b = a
c = a[:]
d = list(a)
e = a.copy()
a.append(3)
print(b, c, d, e, b is a, c == d == e)
first, *rest = a
*init, last = a
(x, [y, z]) = 1, [2, 3]
print(first, rest, init, last, x, y, z)
show(lambda: list(1))
show(lambda: list(1, 2))
show(lambda: list(iterable=[1]))
show(lambda: [1] * 10**18)
show(lambda: [1] * "a")
show(lambda: [1] * 1.0)
show(lambda: [1, *2])
show(lambda: [[1, 2], [3]].__class__)
