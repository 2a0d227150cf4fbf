# dir() of classes, instances and modules; the names of a scope.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Base:
    alpha = 1


class Derived(Base):
    def beta(self):
        local = 5
        return dir(), sorted(locals())


d = Derived()
d.gamma = 3


class Own:
    def __dir__(self):
        return ["zeta", "eta"]


print([n for n in dir(d) if not n.startswith("__")], dir(Own()), [n for n in dir(Derived) if "a" in n and not n.startswith("_")], d.beta())
print("append" in dir([]), "upper" in dir(""), "__add__" in dir(1), "real" in dir(1), "__name__" in dir(Base), "mro" in dir(Base), "print" in dir(__builtins__) or True)


def scope():
    x = 1
    y = 2
    return dir()


print(scope(), "Base" in dir(), "__name__" in globals(), __name__, sorted(n for n in globals() if n[0].isupper()))


class BadDir:
    def __dir__(self):
        return 5


show(lambda: dir(BadDir()))
show(lambda: dir(1, 2))
show(lambda: locals())
globals()["made"] = 7
print(made, "made" in globals())
