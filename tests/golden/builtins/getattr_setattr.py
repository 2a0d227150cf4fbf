# getattr, hasattr, setattr, delattr and vars.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    shared = "class"

    def __init__(self):
        self.x = 1

    @property
    def broken(self):
        raise AttributeError("from inside")

    @property
    def failing(self):
        raise ValueError("value")


a = A()
print(getattr(a, "x"), getattr(a, "y", "default"), getattr(a, "shared"), hasattr(a, "x"), hasattr(a, "y"), hasattr(a, "broken"), vars(a), getattr(a, "broken", 0))
setattr(a, "with space", 5)
setattr(a, "y", 2)
print(vars(a), getattr(a, "with space"), a.__dict__ == vars(a), sorted(vars(a)))
delattr(a, "x")
print(vars(a), dir(a)[-4:])
show(lambda: a.x)
show(lambda: delattr(a, "x"))
show(lambda: delattr(a, "shared"))
show(lambda: getattr(a, 5))
show(lambda: setattr(a, 5, 1))
show(lambda: setattr(1, "x", 1))
show(lambda: setattr("s", "upper", 1))
show(lambda: hasattr(a, "failing"))
show(lambda: hasattr(a, 1))
show(lambda: getattr(a))
show(lambda: setattr(a, "x"))
show(lambda: vars(5))
show(lambda: vars([]))
show(lambda: getattr(A, "nope"))
show(lambda: a.broken)
show(lambda: setattr(a, "broken", 1))
show(lambda: delattr(a, "broken"))
a.__dict__["z"] = 26
a.__dict__.update(q=1)
del a.__dict__["q"]
print(a.z, "z" in a.__dict__, a.__dict__.get("none"), len(vars(a)), list(a.__dict__.items()))
a.__dict__.clear()
print(vars(a))
