# map, filter and zip are lazy, stop at the shortest, and have types.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def log(x):
    print("call", x, end="; ")
    return x * 2


m = map(log, [1, 2])
print(type(m), next(m), list(m), list(m))
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x % 2, range(5))), list(zip("ab", [1, 2, 3])), list(zip()), list(zip("ab")))
z = zip([1, 2], "xy", strict=True)
print(z.__class__.__name__, dict(z), isinstance(z, zip), iter(z) is z, list(zip(*[(1, 2), (3, 4)])))
it = iter(range(4))
print(list(zip(it, it)), list(zip(range(3), iter([1]))))
show(lambda: list(zip([1, 2], [1], strict=True)))
show(lambda: list(zip([1], [1, 2], strict=True)))
show(lambda: list(zip([1], [1], [1, 2], strict=True)))
show(lambda: list(zip([1], [1], [], strict=True)))
show(lambda: zip(1))
show(lambda: zip([1], 2))
show(lambda: map(len))
show(lambda: map())
show(lambda: list(map(5, [1])))
show(lambda: filter(1))
show(lambda: filter(None, 5))
show(lambda: zip([], foo=1))
show(lambda: list(map(lambda: 1, [1])))
show(lambda: map(len, 5))
show(lambda: len(zip()))
show(lambda: next(zip([])))


class Counting(map):
    pass


c = Counting(str, [1, 2])
print(type(c).__name__, list(c), isinstance(c, map), issubclass(Counting, map))
