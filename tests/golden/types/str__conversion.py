# str() of everything, with an encoding, and of odd __str__s.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Odd:
    def __str__(self):
        return 5


class OnlyRepr:
    def __repr__(self):
        return "OnlyRepr!"


class Sub(str):
    def __str__(self):
        return "sub"


print(str(), str(""), str(1), str(1.0), str(None), str([1, "a"]), str(b"x"), str(OnlyRepr()), str(object=3), str(Sub("q")), Sub("q") + "z")
print(str(b"caf\xc3\xa9", "utf-8"), str(b"\xff", "ascii", "replace"), str(bytearray(b"x"), encoding="ascii"), str(b"\xff", errors="ignore"))
show(lambda: str(Odd()))
show(lambda: str("a", "utf-8"))
show(lambda: str(1, "utf-8"))
show(lambda: str(b"\xff", "utf-8"))
show(lambda: str(b"a", "nope"))
show(lambda: str(1, 2, 3, 4))
show(lambda: str(x=1))
show(lambda: repr(Sub("q")))
show(lambda: f"{Sub('q')}|{Sub('q')!s}|{Sub('q')!r}|{Sub('q'):>5}")
show(lambda: "%s" % Sub("q"))
show(lambda: "".join([Sub("q"), "r"]))
show(lambda: type(Sub("q").upper()))
show(lambda: type(str(Sub("q"))))
