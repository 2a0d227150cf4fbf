# sorted with keys that count, fail and compare.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


calls = []


def key(x):
    calls.append(x)
    return -x


print(sorted([2, 3, 1], key=key), calls)
print(sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), sorted("bAc", key=str.lower), sorted([(1, 2), (0, 5)], key=lambda t: t[::-1]))


class Once:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n > other.n

    def __repr__(self):
        return f"#{self.n}"


print(sorted([Once(1), Once(3), Once(2)]), sorted([Once(1), Once(2)], reverse=True), max(Once(1), Once(2), key=lambda o: o.n))
show(lambda: sorted([1, 2], key=lambda x: [][0]))
show(lambda: sorted([object(), object()]))
show(lambda: sorted([{}, {}]))
show(lambda: sorted([3, 1], key=lambda x: None))
show(lambda: sorted(x for x in [3, 1]))
show(lambda: sorted([1], foo=2))
show(lambda: sorted([[1, 2], [1]], key=len))
