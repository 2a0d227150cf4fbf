# Which operand is asked first, and what NotImplemented leads to.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A:
    def __add__(self, other):
        print("A.add", end=" ")
        return NotImplemented

    def __radd__(self, other):
        print("A.radd", end=" ")
        return "A"


class B(A):
    def __radd__(self, other):
        print("B.radd", end=" ")
        return "B"


class C:
    def __add__(self, other):
        print("C.add", end=" ")
        return NotImplemented


class D(int):
    def __radd__(self, other):
        return ("D.radd", int(other))

    def __add__(self, other):
        return ("D.add", int(other))


show(lambda: A() + A())
show(lambda: A() + B())
show(lambda: B() + A())
show(lambda: A() + 1)
show(lambda: 1 + A())
show(lambda: C() + A())
show(lambda: A() + C())
show(lambda: C() + C())
show(lambda: 5 + D(3))
show(lambda: D(3) + 5)
show(lambda: D(1) + D(2))
show(lambda: [1] + A())
show(lambda: "s" + A())
show(lambda: None + A())


class E:
    __add__ = None
    __radd__ = lambda self, o: "E.radd"


show(lambda: E() + 1)
show(lambda: 1 + E())
show(lambda: E() + E())
