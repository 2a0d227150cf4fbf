# A million nested objects: made, shown, compared, hashed, dropped. CPython crashes here: recorded from Ouro.
def nest(n, wrap, start=None):
    x = start
    for _ in range(n):
        x = wrap(x)
    return x


def attempt(name, f):
    try:
        r = f()
        print(name, "ok", type(r).__name__)
    except RecursionError as e:
        print(name, "RecursionError", e)


class Node:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


big = 1_000_000
for name, wrap in [("tuple", lambda x: (x,)), ("list", lambda x: [x]), ("dict", lambda x: {1: x}), ("node", Node)]:
    x = nest(big, wrap)
    y = nest(big, wrap) if name == "tuple" else None
    if name != "node":
        attempt(name + " repr", lambda: repr(x))
        attempt(name + " str", lambda: f"{x}")
    if y:
        attempt(name + " ==", lambda: x == y)
        attempt(name + " <", lambda: x < y)
        attempt(name + " hash", lambda: hash(x))
    del x, y
    print(name, "dropped")
def gen(inner):
    yield
    if inner:
        yield from inner


g = nest(200_000, gen)
del g
print("generators dropped")
c = nest(200_000, lambda x: (lambda: x))
del c
print("closures dropped")


class Cell:
    def __init__(self, inner):
        self.inner = inner


c = nest(200_000, Cell)
m = nest(200_000, lambda x: [x].append)
del c, m
print("instances and methods dropped")
e = None
for i in range(100_000):
    n = ValueError(i)
    n.__cause__ = e
    e = n
del e, n
print("exceptions dropped")
