# __iter__ and __next__ that give nonsense.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __iter__(self):
        return 5


class B:
    def __iter__(self):
        return None


class C:
    def __iter__(self):
        return self


class D:
    __iter__ = None


class E:
    __iter__ = 5


class F:
    def __iter__(self):
        return self

    def __next__(self):
        return self.missing


class G:
    def __getitem__(self, i):
        raise KeyError(i)


class H:
    def __iter__(self):
        raise StopIteration("early")


class I:
    __next__ = None

    def __iter__(self):
        return self


for k in (A, B, C, D, E, F, G, H, I):
    show(lambda: iter(k()) and k.__name__)
    show(lambda: list(k()))
    show(lambda: 1 in k())
    show(lambda: [*k()])
    show(lambda: max(k()))
    show(lambda: "".join(k()))
    show(lambda: dict(k()))
