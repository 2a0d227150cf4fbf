# __init_subclass__, __class_getitem__, __mro_entries__, __set_name__ order, __prepare__.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Plugin:
    registry = []

    def __init_subclass__(cls, *, key=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, key))


class A(Plugin, key="a"):
    pass


class B(A):
    pass


print(Plugin.registry)


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Generic[int], Generic[1, 2], list[int], dict[str, int], tuple[int, ...], type(list[int]), list[int]("ab"))
show(lambda: int[5])
show(lambda: A[0])


class Entry:
    def __mro_entries__(self, bases):
        print("mro_entries", bases[0] is self)
        return (dict,)


e = Entry()


class D(e):
    pass


print(D.__mro__[1], D.__orig_bases__[0] is e)


class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"injected": 1}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)


class P(metaclass=Ordered, opt=2):
    z = 1
    a = injected + 1


print(P.a, type(P).__name__, isinstance(P, Ordered))
