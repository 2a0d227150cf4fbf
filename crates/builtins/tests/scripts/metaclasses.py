# Making classes: the class statement with a metaclass, type() with three arguments, __new__ through super().
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **keys):
        return {"given": len(bases)}

    def __new__(mcls, name, bases, contents, **keys):
        print("new", name, sorted(n for n in contents if not n.startswith("__")), keys)
        return super().__new__(mcls, name, bases, dict(contents))

    def __init__(cls, name, bases, contents, **keys):
        print("init", name)
        super().__init__(name, bases, contents)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)

    def __getitem__(cls, key):
        return key


class A(metaclass=Meta, key=1):
    own = given + 1

    def __init__(self, x):
        self.x = x

    def me(self):
        return __class__


class B(A):
    pass


print(type(B), A.own, B.own, A(3).x, B(4).me(), A[5])


class Once:
    it = None

    def __new__(cls, *args):
        if cls.it is None:
            cls.it = super().__new__(cls)
        return cls.it


print(Once() is Once(1), Once.__new__ is object.__new__, B.__new__ is object.__new__)


class Failure(Exception):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.made = True
        return self


print(repr(Failure(1, 2)), Failure().made)


def make(name, bases, contents):
    return name, bases, contents["a"]


class C(metaclass=make):
    a = 1


print(C)
X = type("X", (Once,), {"it": None, "a": 1, "f": lambda self: self.a})
print(X, X.__module__, X.__qualname__, X.__mro__, X().f())


class L(list[int]):
    pass


print(L.__bases__, L.__orig_bases__)


def refused(make, *args):
    try:
        print(make(*args))
    except TypeError as error:
        print(error)


class Other(type):
    pass


class D(metaclass=Other):
    pass


refused(type, "X", (A, D), {})
refused(type, "X", (int, str), {})
refused(type, "X", (X, X), {})
refused(type, "X", (bool,), {})
refused(type, "X", [], {})
refused(type, 5, (), {})
refused(type, "X", (), 5)
refused(type, "X", ())
refused(type.__new__, int, "X", (), {})
refused(object.__new__, int)
refused(object.__new__, 5)
refused(object.__new__)
refused(object, 1)
