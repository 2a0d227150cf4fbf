# How built-in functions, methods and slots show themselves.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(len, print, [].append.__name__, str.upper, int.__add__, dict.fromkeys, "".join.__name__, type(len), type([].append), type(str.upper), type(int.__add__), type((1).__add__), type(dict.fromkeys))
print(len.__name__, len.__qualname__, len.__module__, len.__self__.__name__, [1].append.__self__, str.upper.__qualname__, str.upper.__objclass__, int.__add__.__name__, "".join.__qualname__, dict.fromkeys.__self__)
print(len == len, [].append == [].append, "a".upper == "a".upper, str.upper is str.upper, callable(str.upper), str.upper("abc"), list(map(str.upper, "ab")), str.join(",", ["a", "b"]))
a = [1]
print(a.append == a.append, a.append.__self__ is a, repr(a.append)[:41], repr((1).__add__)[:41], type(int.real), int.real)
show(lambda: len.x)
show(lambda: setattr(len, "x", 1))
show(lambda: str.upper())
show(lambda: str.upper(5))
show(lambda: str.join(5, []))
show(lambda: list.append())
show(lambda: list.append([]))
show(lambda: len())
show(lambda: len(1, 2))
show(lambda: len(obj=[]))
show(lambda: [].append())
show(lambda: "a".join())
show(lambda: {}.get())
show(lambda: {}.update(1, 2))
show(lambda: "".split(1, 2, 3))
show(lambda: "a".upper(1))
show(lambda: dict.fromkeys())
