# Properties: getters, setters, deleters, documentation, inheritance.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class T:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "The value."
        print("get")
        return self._v

    @v.setter
    def v(self, new):
        print("set", new)
        self._v = new

    @v.deleter
    def v(self):
        print("del")
        del self._v

    read = property(lambda self: "r", doc="read only")
    write = property(None, lambda self, x: print("w", x))
    nothing = property()


t = T()
t.v += 5
print(t.v, T.v.__doc__, T.read.__doc__, T.v.fget.__name__, T.read.fset, type(T.v))
del t.v
t.write = 3
for code in (lambda: t.v, lambda: t.write, lambda: setattr(t, "read", 1), lambda: delattr(t, "read"), lambda: t.nothing, lambda: setattr(t, "nothing", 1), lambda: delattr(t, "write")):
    show(code)


class U(T):
    @T.read.getter
    def read(self):
        return "overridden " + super().read

    @property
    def v(self):
        return "U" + str(super(U, self)._v if hasattr(self, "_v") else "-")


print(U().read, U().v, T().read)
t.__dict__["read"] = "in dict"
print(t.read)
show(lambda: property(1, 2, 3).__get__(t))
show(lambda: T.v.__get__(None, T) is T.v)
show(lambda: T.v.__set__(t, 9))
show(lambda: property(1, 2, 3, 4, 5))
show(lambda: T.v.setter(None).fset)
print(T.v.__isabstractmethod__, T.v.__name__)
