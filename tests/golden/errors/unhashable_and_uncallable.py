# Messages of operations on the wrong types.
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


n, s, l, d, f, o = 5, "s", [1], {}, len, object()


class K:
    pass


k = K()
for x in (n, s, l, d, f, None, k, K, ...):
    show(lambda: x())if not callable(x) else None
    show(lambda: x[0]) if x is not s and x is not l else None
    show(lambda: x + x if x not in (n, s, l) else 0)
    show(lambda: x < x if x not in (n, s, l) else 0)
    show(lambda: len(x)) if x not in (s, l, d) else None
    show(lambda: iter(x) and 0)
    show(lambda: x.nope)
    show(lambda: -x)
    show(lambda: x @ x)
    show(lambda: 1 in x) if x not in (l, d) else None


def item(x):
    x[0] = 1


def delete(x):
    del x[0]


for x in (n, s, (1,), f, None, k, K, b"b", range(3), {1}, frozenset()):
    show(lambda: item(x))
    show(lambda: delete(x))
