# min and max: keys, defaults, ties, errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(min(3, 1, 2), max([1, 5, 3]), min("hello"), max("a", "b"), min([3], default=0), min([], default=None), max([], default="d"), max({1: 9, 2: 0}))
print(min(["bb", "a", "c"], key=len), max("bb", "aa", key=len), max([1, -5], key=abs), min((1, "b"), (1, "a")), max(1, 1.0), max(1.0, 1), min(True, 1))
print(max([[1], [1, 2]]), min({3, 1}), max(x * x for x in range(4)), min(2, 1.5), max([None], key=str))
show(lambda: max([]))
show(lambda: min())
show(lambda: min(5))
show(lambda: max(1, "a"))
show(lambda: max([1, None]))
show(lambda: max(1, 2, default=3))
show(lambda: max([1], key=5))
show(lambda: max([1, 2], key=lambda x: 1 / 0))
show(lambda: min([1, 2], foo=1))
show(lambda: min(1j, 2j))
show(lambda: max([], key=len))
