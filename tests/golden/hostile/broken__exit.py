# Context managers that lack or break their methods.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __enter__(self):
        return 1


class B:
    def __exit__(self, a, b, c):
        pass


class C:
    __enter__ = None
    __exit__ = None


class D:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


class E:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        raise a[1] or KeyError("exit")


class F:
    def __enter__(self, extra):
        pass

    def __exit__(self, *a):
        pass


class G:
    def __enter__(self):
        self.__class__ = H
        return self

    def __exit__(self, *a):
        print("G.exit")


class H(G):
    def __exit__(self, *a):
        print("H.exit")


class I:
    def __init__(self):
        self.__enter__ = lambda: 1
        self.__exit__ = lambda *a: True


def use(k, fail):
    with k() as x:
        if fail:
            raise ValueError("body")


for k in (A, B, C, D, E, F, G, I, int, lambda: None):
    show(lambda: use(k, False))
    show(lambda: use(k, True))
