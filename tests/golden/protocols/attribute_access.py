# __getattr__, __getattribute__, __setattr__, __delattr__, __slots__.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Log:
    def __getattr__(self, name):
        print("getattr", name, end="; ")
        if name.startswith("no"):
            raise AttributeError(name)
        return name.upper()

    def __setattr__(self, name, value):
        print("setattr", name, end="; ")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delattr", name, end="; ")
        object.__delattr__(self, name)


l = Log()
l.x = 1
print(l.x, l.missing, hasattr(l, "nope"), getattr(l, "none", 5))
del l.x
print(l.x)
show(lambda: l.no)
show(lambda: delattr(l, "gone"))


class All:
    y = "class"

    def __getattribute__(self, name):
        if name == "secret":
            return "found"
        return super().__getattribute__(name)


a = All()
a.z = 2
print(a.secret, a.y, a.z, a.__class__.__name__, vars(a))
show(lambda: a.w)


class Slots:
    __slots__ = ("a", "b", "__private")

    def __init__(self):
        self.a = 1
        self.__private = 2

    def get(self):
        return self.__private


s = Slots()
print(s.a, s.get(), Slots.__slots__, hasattr(s, "__dict__"), hasattr(s, "b"))
show(lambda: s.b)
show(lambda: setattr(s, "c", 1))
show(lambda: s.__dict__)
del s.a
show(lambda: s.a)
show(lambda: delattr(s, "a"))
show(lambda: vars(s))


class Sub(Slots):
    pass


class Both(Slots):
    __slots__ = "c"


u = Sub()
u.c = 5
b = Both()
b.c = 6
print(u.__dict__, b.c, hasattr(b, "__dict__"))
show(lambda: setattr(b, "d", 1))
show(lambda: type("S", (), {"__slots__": ["x", "x y"]}))
show(lambda: type("S", (), {"__slots__": [5]}))
show(lambda: type("S", (), {"__slots__": "x", "x": 1}))
show(lambda: type("S", (int,), {"__slots__": "x"}))
show(lambda: type("S", (), {"__slots__": ["__dict__", "q"]})().__dict__)
