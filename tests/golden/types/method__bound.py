# Bound methods: identity, equality, attributes.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def m(self, x=1):
        "method doc"
        return self, x

    @classmethod
    def c(cls):
        return cls

    @staticmethod
    def s(x):
        return x


a, b = A(), A()
print(a.m == a.m, a.m is a.m, a.m == b.m, hash(a.m) == hash(a.m), a.m.__self__ is a, a.m.__func__ is A.m, a.m.__name__, a.m.__doc__, a.m.__qualname__)
print(A.m(5), A.c(), a.c(), A.s(3), a.s(4), A.c.__self__, A.c.__func__.__name__, A.__dict__["s"].__func__(9), a.m(x=2)[1], a.m.__defaults__)
A.m.mark = "set on function"
print(a.m.mark)
show(lambda: setattr(a.m, "mark", 2))
show(lambda: a.m.nothing)
show(lambda: A.m())
show(lambda: a.m(1, 2))
show(lambda: a.s())
show(lambda: a.c(1))
show(lambda: A.__dict__["c"]())
show(lambda: A.__dict__["s"](7))
show(lambda: type(A.__dict__["c"]), )
show(lambda: repr(a.m)[:20])
show(lambda: repr(A.c)[:40])
show(lambda: repr(A.m)[:13])
m = a.m
A.m = lambda self: "replaced"
print(m()[1], a.m())
from types import MethodType

bound = MethodType(lambda self, y: (self, y), 42)
print(bound(1), bound.__self__)
show(lambda: MethodType(5, 1))
show(lambda: MethodType(len, None))
