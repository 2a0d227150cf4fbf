# __repr__, __str__, __format__ and __bytes__ that give no text.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def make(result):
    class R:
        def __repr__(self):
            return result

    return R()


class S:
    def __str__(self):
        return None


class T:
    def __format__(self, spec):
        return b"bytes"


class U:
    def __repr__(self):
        raise ValueError("no repr")


class V:
    __repr__ = None


class W:
    __str__ = None


for o in (make(5), make(None), make(b"x"), S(), U(), V(), W()):
    show(lambda: repr(o)[:0])
    show(lambda: str(o)[:0])
    show(lambda: f"{o}"[:0])
    show(lambda: [o] and repr([o])[:0])
    show(lambda: "%s" % o and 0)
    show(lambda: "%r" % (o,) and 0)
    show(lambda: print(o) and 0) if type(o) not in (S, W) else None
    show(lambda: str({"k": o})[:0])
    show(lambda: ascii(o)[:0])
show(lambda: format(T()))
show(lambda: f"{T():x}")
show(lambda: "{:y}".format(T()))


class X:
    def __bytes__(self):
        return "text"


show(lambda: bytes(X()))


class Y:
    def __int__(self):
        return 1.5

    def __float__(self):
        return 1

    def __complex__(self):
        return 5


show(lambda: int(Y()))
show(lambda: float(Y()))
show(lambda: complex(Y()))
show(lambda: "%d" % Y())
show(lambda: "%f" % Y())
