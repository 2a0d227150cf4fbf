# callable, type with one and three arguments, id, hash, repr of functions.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class C:
    def __call__(self):
        return "called"


class D:
    pass


print(callable(C()), callable(D()), callable(D), callable(len), callable(lambda: 1), callable(C().__call__), callable(5), callable(None))
E = type("E", (D,), {"x": 5, "get": lambda self: self.x})
print(E, E.__name__, E().get(), E.__bases__, E.__module__, type(E), type(5), type(type), type(E()).__qualname__)
d = D()
d.__call__ = lambda: 1
show(lambda: d())
show(lambda: C()())
show(lambda: type("X", (), {})().__class__.__name__)
show(lambda: type("X"))
show(lambda: type("X", ()))
show(lambda: type(1, (), {}))
show(lambda: type("X", [], {}))
show(lambda: type("X", (5,), {}))
show(lambda: type("X", (), 5))
show(lambda: type("X\0Y", (), {}))
show(lambda: type("", (), {}).__name__)
show(lambda: id(d) == id(d) and id(d) != id(D()))
show(lambda: type("Y", (int, str), {}))
show(lambda: type("Z", (D, D), {}))
show(lambda: type("W", (object, D), {}))
show(lambda: type())
