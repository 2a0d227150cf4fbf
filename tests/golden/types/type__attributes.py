# What classes know of themselves, and what can be changed.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    "Doc of A."
    x: int = 5

    class Inner:
        pass


class B(A):
    pass


print(A.__name__, A.__qualname__, A.Inner.__qualname__, A.__module__, A.__doc__, B.__doc__, A.__bases__, B.__base__, B.__mro__, A.__annotations__, B.mro()[1].__name__, A.__subclasses__())
A.__name__ = "Renamed"
A.__qualname__ = "Q"
A.__doc__ = "new"
A.y = 6
print(A, A.__name__, A.__doc__, B().y, repr(A()).split(" ")[0], A.__dict__["x"], "y" in A.__dict__, type(A.__dict__).__name__)
del A.y
show(lambda: B.y)
show(lambda: setattr(A, "__name__", 5))
show(lambda: setattr(A, "__name__", "a\0b"))
show(lambda: setattr(int, "x", 1))
show(lambda: delattr(int, "real"))
show(lambda: delattr(A, "nope"))
show(lambda: A.__dict__.__setitem__("x", 1))
show(lambda: setattr(A, "__dict__", {}))


class C:
    pass


b = B()
b.__class__ = C
print(type(b), b.__class__)
show(lambda: setattr(b, "__class__", int))
show(lambda: setattr(b, "__class__", 5))
show(lambda: setattr(5, "__class__", C))
show(lambda: type.__call__(int, "5"))
show(lambda: type.mro(B))
show(lambda: A < B)
show(lambda: A == A and hash(A) == hash(A))
show(lambda: A())
