# __new__ and __init__ that return something else.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __new__(cls, *args):
        return 5

    def __init__(self, *args):
        print("never")


class B:
    def __init__(self):
        return 1


class C:
    def __init__(self):
        yield 1


class D:
    __init__ = None


class E:
    __new__ = None


class F:
    def __new__(cls):
        return object.__new__(G)

    def __init__(self):
        print("F.init")


class G(F):
    def __init__(self, *a):
        print("G.init", a)


class H:
    def __new__(cls, x):
        return super().__new__(cls)


class I:
    def __new__():
        pass


class J:
    def __init__(self, x):
        pass

    def __new__(cls, y, z):
        return object.__new__(cls)


class K:
    async def __init__(self):
        pass


for make in (A, lambda: A(1, 2), B, D, E, F, G, H, lambda: H(1), I, lambda: J(1), lambda: J(1, 2)):
    show(lambda: type(make()).__name__)
show(C)
