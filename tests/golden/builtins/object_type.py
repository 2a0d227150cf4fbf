# object(): its methods and what cannot be done with it.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


o = object()
print(type(o), o == o, o != object(), isinstance(o, object), issubclass(type, object), object.__bases__, object.__mro__, hash(o) == hash(o), str(o)[:18], bool(o))
print(o.__eq__(5), o.__ne__(5), o.__ne__(o), o.__lt__(5), o.__class__, object.__init__(o), object.__new__(object) is o, o.__dir__()[:0], o.__format__("")[:7], o.__sizeof__() > 0)
show(lambda: object(1))
show(lambda: o < o)
show(lambda: setattr(o, "x", 1))
show(lambda: o.x)
show(lambda: object.__new__())
show(lambda: object.__new__(5))
show(lambda: object.__new__(int))
show(lambda: object.__init__())
show(lambda: o.__setattr__("x", 1))
show(lambda: o.__getattribute__("x"))
show(lambda: o.__format__("5"))
show(lambda: o())
show(lambda: o[0])
show(lambda: len(o))
show(lambda: o + 1)
show(lambda: -o)
show(lambda: int(o))
show(lambda: o.__init_subclass__())
show(lambda: o.__subclasshook__(int))


class P:
    pass


show(lambda: P(1))
show(lambda: P(x=1))
show(lambda: P().__init__(5))
show(lambda: object.__init__(P(), 5))


class Q:
    def __init__(self, x):
        pass


show(lambda: Q())
show(lambda: object.__new__(Q, 5).__class__)
show(lambda: object.__init__(Q(1), 5))
