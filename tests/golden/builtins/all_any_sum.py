# Functions that fold an iterable, and when they stop.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def noisy(values):
    for v in values:
        print("<", v, ">", end=" ")
        yield v


print(all(noisy([1, 0, 2])), any(noisy([0, 5, 6])), all([]), any([]), all(noisy("")), any(x > 2 for x in range(5)))
print(sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum(range(5), start=10), sum([True, True]), sum((1, 2j)), sum([0.1] * 10))
print(sum([1e100, 1.0, -1e100]), sum([2**62, 2**62, 2**62]), sum([1, 2.5, 10**20]), sum([-0.0]), sum([0.1, 0.2, 0.3]))
show(lambda: sum(["a"]))
show(lambda: sum(["a"], ""))
show(lambda: sum([b"a"], b""))
show(lambda: sum([bytearray()], bytearray()))
show(lambda: sum(5))
show(lambda: sum([1], [2]))
show(lambda: all(5))
show(lambda: any())
show(lambda: sum())
show(lambda: sum([1], start="a"))
