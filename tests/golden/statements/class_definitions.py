# Class bodies: names, keywords, execution order, name mangling.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    print("body of A", __name__, __qualname__)
    x = 1
    y = x + 1
    if y > 1:
        z = "conditional"
    for i in range(3):
        pass
    __private = "mangled"

    def get(self):
        return self.__private, __class__.__name__

    def set(self, __arg):
        self.__own = __arg
        return vars(self)

    class __Inner:
        pass


print(A.y, A.z, A.i, A._A__private, A().get(), A().set(5), A._A__Inner.__qualname__)
show(lambda: A.__private)


class B(A, metaclass=type):
    __slots__ = ()

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        print("init_subclass", cls.__name__, tag)


class C(B, tag="t"):
    pass


print(C.tag, C.__mro__[1:3])
show(lambda: type("D", (B,), {}, tag="dynamic").tag)
show(lambda: type("E", (B,), {}, wrong=1))
show(lambda: type("F", (), {}, wrong=1))


def body_error():
    class G:
        a = 1
        b = undefined_name


show(body_error)


def not_base():
    class H(5):
        pass


show(not_base)


def bad_order():
    class X:
        pass

    class Y(X):
        pass

    class Z(X, Y):
        pass


show(bad_order)


def final():
    class Z(bool):
        pass


show(final)


class Dyn:
    locals()["made"] = "by locals"
    vars()["other"] = 1
    del other


print(Dyn.made)
