# Parameters of every kind, defaults, and the errors of calls.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, x=7), f(*[1, 2], **{"d": 3, "c": 4}), f(1, d=2, a=3, b=4))
show(lambda: f())
show(lambda: f(1))
show(lambda: f(d=1))
show(lambda: f(1, 2, c=3, d=4, c2=5))
show(lambda: f(1, 2, 3, c=4, d=5))
show(lambda: f(*5, d=1))
show(lambda: f(**5))
show(lambda: f(**{5: 1}))
show(lambda: f(1, d=1, **{"d": 2}))
show(lambda: f(1, d=1, **[("d", 2)]))


def g(a, b):
    pass


def h(*, key):
    pass


def k():
    pass


def m(a, b=1):
    pass


def p(x, /, y):
    pass


show(lambda: g())
show(lambda: g(1))
show(lambda: g(1, 2, 3))
show(lambda: g(1, 2, 3, 4, x=1))
show(lambda: g(a=1, c=2))
show(lambda: g(1, a=2))
show(lambda: h(1))
show(lambda: h())
show(lambda: k(1))
show(lambda: k(x=1))
show(lambda: m())
show(lambda: m(1, 2, 3))
show(lambda: p(x=1, y=2))
show(lambda: p(1))
show(lambda: (lambda x: x)())
show(lambda: (lambda *a, **k: (a, k))(1, *[2], b=3, **{"c": 4}))


def mutable(x, seen=[]):
    seen.append(x)
    return seen


print(mutable(1), mutable(2), mutable.__defaults__)
n = 1


def bound_early(x=n):
    return x


n = 2
print(bound_early())
show(lambda: f(1, 2, 3, d=4, **{"e": 5, "f": 6}))
show(lambda: print(*[1], *"ab", sep="-", **{"end": "!\n"}))
