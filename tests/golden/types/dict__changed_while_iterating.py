# A dict that changes under its iterator.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def grow(d):
    for k in d:
        d[k * 2] = 0


def shrink(d):
    for k in d:
        del d[k]


def values(d):
    for v in d.values():
        d["new"] = 1


def items(d):
    for k, v in d.items():
        d.popitem()


for f in (grow, shrink, values, items):
    print(f.__name__, end=" ")
    show(lambda: f({"a": 1, "b": 2, "c": 3}))
d = {1: 1, 2: 2}
for k in d:
    d[k] = d[k] * 10
print(d)
it = iter(d)
next(it)
d[3] = 3
show(lambda: next(it))
del d[3]
show(lambda: next(it))
show(lambda: list(it))
it = iter(d)
d.clear()
show(lambda: next(it))
r = reversed({1: 1})
print(next(r), next(r, "end"))
print(sum(1 for _ in list(d)), it.__length_hint__())
