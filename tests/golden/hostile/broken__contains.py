# __contains__ that raises, is None, or is not there.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __contains__(self, x):
        return "non-empty"


class B:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class C:
    def __contains__(self, x):
        raise LookupError(x)


class D:
    def __contains__(self, x):
        return []


class E:
    def __contains__(self, x):
        class Odd:
            def __bool__(self):
                return "no"

        return Odd()


class F:
    def __eq__(self, other):
        raise RuntimeError("eq")


for o in (A(), B(), C(), D(), E(), 5, None, [F()], (F(),), {1: F()}, iter([F()])):
    show(lambda: 1 in o)
    show(lambda: 1 not in o)
show(lambda: F() in [F()])
show(lambda: [F()].index(1))
show(lambda: [F()].remove(1))
show(lambda: [F()].count(1))
show(lambda: [F()] == [F()])
f = F()
show(lambda: f in [f])
show(lambda: [f] == [f])
show(lambda: {1: f} == {1: f})
