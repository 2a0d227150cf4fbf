# del of names, items, slices, attributes and in functions.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


x, y = 1, 2
del x, (y)
for name in ("x", "y"):
    print(name in globals())
l = list(range(6))
del l[0], l[-1], l[1:3]
print(l)
d = {"a": {"b": 1}}
del d["a"]["b"]
print(d)


class C:
    attr = 1

    def __delattr__(self, name):
        print("delattr", name)

    def __delitem__(self, key):
        print("delitem", key)


c = C()
del c.anything, c[1:2], c[...]
del (c.a, [c.b])
del C.attr
show(lambda: C.attr)


def f():
    a = 1
    del a
    return a


def g():
    del never
    never = 1


def h():
    n = 5

    def inner():
        return n

    del n
    return inner


show(f)
show(g)
show(lambda: h()())


def k():
    global made
    made = 1
    del made
    return "made" in globals()


print(k())
