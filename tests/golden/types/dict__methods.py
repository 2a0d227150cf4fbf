# All methods of dict in one place.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


d = {"a": 1, "b": 2, "c": 3}
print(d.get("a"), d.get("z"), d.get("z", 0), d.pop("a"), d.pop("z", None), d.setdefault("b", 9), d.setdefault("n"), d.popitem(), d.copy(), d.keys(), d.values(), d.items(), dict.fromkeys("xy", 0), len(d), "b" in d, d.__contains__("q"))
print(d.update({"x": 1}, y=2), d, d.clear(), d, {} | {"k": 1}, {"k": 1} | {"k": 2}, {"a": 1} == {"a": 1.0}, list({"z": 1, "a": 2}), sorted({"z": 1, "a": 2}), dict([(1, 2)]), dict(a=1, **{"b": 2}), {**{}}, {1: "a"} != {1: "b"})
e = {i: i * i for i in range(5)}
for k in list(e):
    if k % 2:
        del e[k]
print(e, {v: k for k, v in e.items()}, max(e), min(e.values()), sum(e), any(e), all(e.values()), list(map(str, e)), [*e.items()][-1], next(iter(e)), next(reversed(e)), dict(zip(e, "abc")), dict(enumerate("ab")))
print(d.__class__, d.__len__(), e.__getitem__(2), e.__eq__({}), e.__ne__({}), e.__or__({9: 9}), e.__iter__().__next__(), e.__reversed__().__next__(), d.__setitem__("k", 1), d, d.__delitem__("k"), d, e.__repr__(), e.__ior__({7: 7}), dict.__new__(dict))
print({"nested": {"deep": [1, {"x": (1, 2)}]}}["nested"]["deep"][1]["x"][0], {(1, 2): "t"}[1, 2], {None: 0}[None], {True: "t"}[1], {1.0: "f"}[1], {"": "empty"}[""], {frozenset([1]): 1}[frozenset([1])])
show(lambda: d["missing"])
show(lambda: d.pop("missing"))
show(lambda: {}.popitem())
show(lambda: d.fromkeys())
show(lambda: d.get([]))
show(lambda: d.update(3))
show(lambda: d.update([3]))
show(lambda: d.update([(1, 2, 3)]))
show(lambda: d.items()[0])
show(lambda: d.a)
show(lambda: d())
show(lambda: d | 5)
show(lambda: d < d)
