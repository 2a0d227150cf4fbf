# keys, values and items are live and set-like.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
d["c"] = 3
print(k, v, i, len(k), "a" in k, 3 in v, ("a", 1) in i, ("a", 2) in i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(sorted(k & {"a", "x"}), sorted(k | ["z"]), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c"}, i == {("a", 1), ("b", 2), ("c", 3)}, v == d.values(), k <= {"a", "b", "c", "d"}, k > {"a"}, k.isdisjoint("xyz"))
print(sorted({"a"} | k), sorted(["a"] & k), type(k & k), k.mapping, type(k.mapping), sorted(i & {("a", 1)}))
show(lambda: k[0])
show(lambda: k + k)
show(lambda: v & v)
show(lambda: hash(k))
show(lambda: k.mapping.__setitem__("a", 1))
show(lambda: k < 5)
show(lambda: k & 5)
show(lambda: v < v)
show(lambda: dict({1: []}.items()))
show(lambda: {1: []}.items() & {2})
print(repr(d.keys()), str(d.values()), [*d.items()], iter(d), iter(v), iter(i)) if False else print(repr(d.keys()), type(iter(d)), type(iter(v)), type(iter(i)), type(reversed(d)))
