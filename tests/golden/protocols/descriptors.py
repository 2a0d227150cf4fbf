# Data and non-data descriptors, __set_name__, __delete__, and their precedence.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        return ("get", self.name, obj is None, owner.__name__)

    def __set__(self, obj, value):
        print("set", self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, owner):
        return "nondata"


class A:
    d = Data()
    n = NonData()


a = A()
print(a.d, A.d, a.n, A.n)
a.d = 5
del a.d
a.__dict__.update(d="shadow?", n="shadows")
print(a.d, a.n, vars(a))
a.n = "instance"
print(a.n)
A.d = "replaced"
print(a.d, A.__dict__["n"].__class__.__name__)


class OnlyGet:
    __get__ = None


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["s"] = value * 2


class B:
    s = OnlySet()


b = B()
print(type(b.s).__name__)
b.s = 4
print(b.s)
show(lambda: delattr(b, "s"))


class Late:
    pass


Late.d = Data.__new__(Data)
show(lambda: Late().d)
