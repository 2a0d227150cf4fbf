# Recursion without end through every special method is a RecursionError.
def deep(name, f):
    try:
        f()
        print(name, "no error")
    except RecursionError as e:
        print(name, "RecursionError", str(e)[:32])


def k(method, body):
    return type("K", (), {method: body})()


deep("repr", lambda: repr(k("__repr__", lambda s: repr(s))))
deep("str", lambda: str(k("__str__", lambda s: str(s))))
deep("format", lambda: format(k("__format__", lambda s, f: format(s, f))))
deep("eq", lambda: k("__eq__", lambda s, o: s == o) == 1)
deep("ne", lambda: k("__ne__", lambda s, o: s != o) != 1)
deep("lt", lambda: k("__lt__", lambda s, o: s < o) < 1)
deep("hash", lambda: hash(k("__hash__", lambda s: hash(s))))
deep("bool", lambda: bool(k("__bool__", lambda s: bool(s))))
deep("not", lambda: not k("__bool__", lambda s: not s))
deep("len", lambda: len(k("__len__", lambda s: len(s))))
deep("contains", lambda: 1 in k("__contains__", lambda s, x: x in s))
deep("getitem", lambda: k("__getitem__", lambda s, i: s[i])[0])
deep("setitem", lambda: k("__setitem__", lambda s, i, v: s.__setitem__(i, v)).__setitem__(0, 1))
deep("iter", lambda: iter(k("__iter__", lambda s: iter(s))))
deep("list", lambda: list(k("__iter__", lambda s: iter(list(s)))))
deep("next", lambda: next(k("__next__", lambda s: next(s))))
deep("call", lambda: k("__call__", lambda s: s())())
deep("getattr", lambda: k("__getattr__", lambda s, n: getattr(s, n)).x)
deep("getattribute", lambda: k("__getattribute__", lambda s, n: s.x).x)
deep("setattr", lambda: setattr(k("__setattr__", lambda s, n, v: setattr(s, n, v)), "x", 1))
deep("delattr", lambda: delattr(k("__delattr__", lambda s, n: delattr(s, n)), "x"))
deep("add", lambda: k("__add__", lambda s, o: s + o) + 1)
deep("radd", lambda: 1 + k("__radd__", lambda s, o: o + s))
deep("iadd", lambda: k("__iadd__", lambda s, o: s.__iadd__(o)).__iadd__(1))
deep("neg", lambda: -k("__neg__", lambda s: -s))
deep("index", lambda: [0][k("__index__", lambda s: [0][s])])
deep("int", lambda: int(k("__int__", lambda s: int(s))))
deep("float", lambda: float(k("__float__", lambda s: float(s))))
deep("abs", lambda: abs(k("__abs__", lambda s: abs(s))))
deep("round", lambda: round(k("__round__", lambda s: round(s))))
deep("reversed", lambda: reversed(k("__reversed__", lambda s: reversed(s))))
deep("dir", lambda: dir(k("__dir__", lambda s: dir(s))))
deep("bytes", lambda: bytes(k("__bytes__", lambda s: bytes(s))))
deep("property", lambda: k("p", property(lambda s: s.p)).p)
deep("descriptor", lambda: k("d", k("__get__", lambda s, o, t: o.d)).d)


class E:
    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass


def enter():
    with E():
        pass


deep("enter", enter)


class I:
    def __init__(self):
        I()


class N:
    def __new__(cls):
        return cls()


deep("init", I)
deep("new", N)


class M(type):
    def __instancecheck__(cls, o):
        return isinstance(o, cls)

    def __subclasscheck__(cls, o):
        return issubclass(o, cls)

    def __call__(cls):
        return cls()


class C(metaclass=M):
    pass


deep("instancecheck", lambda: isinstance(1, C))
deep("subclasscheck", lambda: issubclass(int, C))
deep("metaclass call", lambda: C())


class Sub:
    def __init_subclass__(cls):
        type("X", (Sub,), {})


deep("init_subclass", lambda: type("X", (Sub,), {}))


class SetName:
    def __set_name__(self, owner, name):
        type("Y", (), {"a": SetName()})


deep("set_name", lambda: type("Y", (), {"a": SetName()}))
print("alive")
