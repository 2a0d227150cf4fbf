# str.format: fields, attributes, items, conversions, nesting, errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class P:
    x = [1, {"k": "deep"}]

    def __format__(self, spec):
        return f"P<{spec}>"


p = P()
print("{} {1} {0}".format("a", "b") if False else "{0} {1} {0}".format("a", "b"), "{} {}".format(1, 2), "{a} {b[0]} {c.x[1][k]}".format(a=1, b=[2], c=p), "{0!r:>6}|{0!s}|{0!a}".format("é"), "{{}} {{{}}}".format(5), "{:>{w}.{p}f}|{:^{}}".format(3.14159, "mid", 9, w=8, p=2))
print("{0.real} {0:+} {0:<5}|".format(7), "{:{}}".format(p, "spec"), "{[a]}".format({"a": 1}), "{[0]}".format([9]), "{0[a b]}".format({"a b": 2}), "{0[-1]}".format({"-1": "text key"}), "{:,}".format(1234567), "{:%}".format(0.5), "{x}{x}".format(x="-"), "".format(1, a=2), "{!r}".format("q"))
show(lambda: "{} {}".format(1))
show(lambda: "{2}".format(1))
show(lambda: "{a}".format())
show(lambda: "{} {0}".format(1))
show(lambda: "{0} {}".format(1))
show(lambda: "{".format())
show(lambda: "}".format())
show(lambda: "{0".format(1))
show(lambda: "{0!}".format(1))
show(lambda: "{0!x}".format(1))
show(lambda: "{0!r".format(1))
show(lambda: "{0!rr}".format(1))
show(lambda: "{a.}".format(a=1))
show(lambda: "{a.b}".format(a=1))
show(lambda: "{a[}".format(a=1))
show(lambda: "{a[]}".format(a=1))
show(lambda: "{a[0]x}".format(a=[1]))
show(lambda: "{a[k]}".format(a={}))
show(lambda: "{a[5]}".format(a=[1]))
show(lambda: "{:d}".format("a"))
show(lambda: "{:{:{}}}".format(1, 2, 3))
show(lambda: "{.a}".format(1))
show(lambda: str.format())
show(lambda: "{}".format(*[]))
show(lambda: "{0:{1}}".format(1, "d"))
show(lambda: "{a}".format_map({"a": 5}))
show(lambda: "{a}".format_map({}))


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)))
