# Numeric functions and the methods they call.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class N:
    def __abs__(self):
        return "abs!"

    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __round__(self, digits=None):
        return ("round", digits)

    def __pow__(self, other, mod=None):
        return ("pow", other, mod)

    def __rpow__(self, other, mod=None):
        return ("rpow", other, mod)

    def __index__(self):
        return 255

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"


n = N()
print(abs(n), divmod(n, 2), divmod(2, n), round(n), round(n, 3), pow(n, 2), pow(n, 2, 3), pow(2, n), -n, +n, ~n)
print(hex(n), oct(n), bin(n), chr(n), "x" * 2, [0] * 2, f"{abs(-3)}", abs(True), abs(-0.0), abs(3 - 4j))
show(lambda: abs("a"))
show(lambda: divmod(1, "a"))
show(lambda: divmod("a", 1))
show(lambda: round("a"))
show(lambda: hex(1.5))
show(lambda: chr(-1))
show(lambda: chr(0x110000))
show(lambda: chr("a"))
show(lambda: chr(10**10))
show(lambda: ord("ab"))
show(lambda: ord(""))
show(lambda: ord(5))
show(lambda: ord(b"a"))
show(lambda: abs())
