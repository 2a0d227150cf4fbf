# Metaclass conflicts, bad __prepare__, bad __mro_entries__, bad bases.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class M1(type):
    pass


class M2(type):
    pass


class A(metaclass=M1):
    pass


class B(metaclass=M2):
    pass


def conflict():
    class C(A, B):
        pass


def prepare_none():
    class P(type):
        @classmethod
        def __prepare__(mcs, name, bases):
            return None

    class C(metaclass=P):
        pass


def prepare_list():
    class P(type):
        __prepare__ = lambda *a: []

    class C(metaclass=P):
        x = 1


def metaclass_function():
    class C(metaclass=lambda name, bases, ns: (name, bases, sorted(k for k in ns if k[0] != "_"))):
        x = 1

    return C


def metaclass_five():
    class C(metaclass=5):
        pass


def mro_entries(result):
    class Base:
        def __mro_entries__(self, bases):
            return result

    class C(Base()):
        pass

    return C.__mro__[1:], C.__orig_bases__ is not None


def bad_mro():
    class M(type):
        def mro(cls):
            return [5]

    class C(metaclass=M):
        pass


def new_none():
    class M(type):
        def __new__(mcs, *a):
            return None

    class C(metaclass=M):
        pass

    return C


def init_subclass():
    class Base:
        def __init_subclass__(cls):
            raise LookupError(cls.__name__)

    class C(Base):
        pass


def set_name():
    class D:
        def __set_name__(self, owner, name):
            1 / 0

    class C:
        attr = D()


def generator_base():
    class C(x for x in "a"):
        pass


for f in (conflict, prepare_none, prepare_list, metaclass_function, metaclass_five, new_none, init_subclass, set_name, generator_base):
    print(f.__name__, end=" ")
    show(f)
show(lambda: mro_entries((int,)))
show(lambda: mro_entries(()))
show(lambda: mro_entries([int]))
show(lambda: mro_entries(5))
