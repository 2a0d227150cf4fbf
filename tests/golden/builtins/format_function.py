# format() of many types, with and without a specification.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class F:
    def __format__(self, spec):
        return f"<{spec or 'empty'}>"


class Bad:
    def __format__(self, spec):
        return 5


print(format(F()), format(F(), "abc"), f"{F()}", f"{F():x{'y'}z}", "{:>9}".format(F()), "{!s:.3}".format(F()).startswith("<__"))
print(format(3.14159, ".2f"), format(255, "b"), format("a", ">3"), format(True), format(None), format([1]), format(1 + 2j, ".1f"), format("x", "^5"), format(10**20, ","), format(0, "#x"))
show(lambda: format(Bad()))
show(lambda: f"{Bad()}")
show(lambda: format([], "5"))
show(lambda: format({}, "d"))
show(lambda: format(None, "5"))
show(lambda: format(object(), "x"))
show(lambda: format("a", "d"))
show(lambda: format("a", "=5"))
show(lambda: format("a", "+"))
show(lambda: format("a", ","))
show(lambda: format(5, "s"))
show(lambda: format(5, ".2"))
show(lambda: format(5, "c"))
show(lambda: format(-5, "c"))
show(lambda: format(5, "+c"))
show(lambda: format(5, "#c"))
show(lambda: format(5, ",x"))
show(lambda: format(5, "_x"))
show(lambda: format(5, 5))
show(lambda: format())
show(lambda: format("abc", "99999999999999999999"))
