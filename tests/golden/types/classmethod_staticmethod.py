# Class and static methods in inheritance and as objects.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    count = 0

    @classmethod
    def make(cls, *args):
        cls.count += 1
        return cls(), args

    @staticmethod
    def add(a, b=1):
        "adds"
        return a + b

    plain = staticmethod(len)


class B(A):
    @classmethod
    def make(cls, *args):
        return ("B", *super().make(*args))


print(type(A.make(1)[0]).__name__, B.make(2)[0], A.count, B.count, A.add(1), A().add(1, 2), B.add(5), A.plain("abc"), A.add.__doc__, A.add.__name__)
s = staticmethod(lambda x: x)
c = classmethod(lambda cls: cls)
print(s(4), s.__func__(5), c.__get__(None, int)(), c.__get__(3)(), s.__wrapped__(1), type(s), type(c), c.__func__.__name__)
show(lambda: c())
show(lambda: classmethod())
show(lambda: staticmethod(1)())
show(lambda: classmethod(5).__get__(None, int)())
show(lambda: repr(staticmethod(len)))
show(lambda: repr(classmethod(len)))
show(lambda: A.make.__self__)
show(lambda: A.__dict__["add"].__get__(None, A)(1))


class Callable:
    def __call__(self, *args):
        return ("called", args)


class D:
    s = staticmethod(Callable())
    c = classmethod(Callable())
    p = property(Callable())


print(D.s(1), D().s(2), D.c()[0], len(D.c()[1]), len(D().p[1]))
