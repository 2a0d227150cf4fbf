# Exceptions in containers, as keys, compared and copied.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a, b = ValueError(1), ValueError(1)
print(a == b, a == a, a in [b], {a: 1}[a], [a, b].index(b), a.args == b.args, repr([a]), f"{a}", f"{a!r}", str(a), bool(a), hash(a) == hash(a), isinstance(a, Exception), type(a) is ValueError)


class E(Exception):
    code = 5

    def __init__(self, x, y=2):
        super().__init__(x, y)
        self.x = x


e = E("v")
print(e, repr(e), e.args, e.x, e.code, vars(e), E.__mro__[1:3], E.__init__.__defaults__)


class Quiet(E):
    def __init__(self):
        pass


print(repr(Quiet()), Quiet().args, repr(Quiet.__new__(Quiet, 1, 2)))


class Texts(Exception):
    def __str__(self):
        return "text of " + str(self.args)

    def __repr__(self):
        return "repr!"


t = Texts(1)
print(t, repr(t), [t], f"{t}", "%s %r" % (t, t))
try:
    raise t
except Texts as caught:
    print(caught is t, caught.__traceback__ is not None)
show(lambda: E())
show(lambda: E(1, 2, 3))
show(lambda: e.nothing)
show(lambda: e[0])
show(lambda: len(e))
show(lambda: e < e)
print(max([KeyError("b"), KeyError("a")], key=str), sorted([OSError(2, "x"), OSError(1, "y")], key=lambda o: o.errno))
