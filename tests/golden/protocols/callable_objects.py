# __call__ in classes, instances and metaclasses, with every kind of argument.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Add:
    def __init__(self, n):
        self.n = n

    def __call__(self, *args, **kw):
        return self.n, args, kw


a = Add(5)
print(a(), a(1, 2, x=3), a(*[1], **{"y": 2}), callable(a), list(map(a, [1])), a.__call__(7))
a.__call__ = lambda: "instance attribute is not used"
print(a(0))


class Meta(type):
    def __call__(cls, *args, **kw):
        print("meta call", cls.__name__, args)
        obj = super().__call__(*args, **kw)
        return [obj]


class K(metaclass=Meta):
    def __init__(self, x):
        self.x = x


print(K(1)[0].x)
show(lambda: K())
show(lambda: a.n())
show(lambda: Add()(1))


class Chain:
    def __call__(self):
        return self

    def __getattr__(self, name):
        return lambda *a: (name, a)


print(Chain()()().foo(1), Chain().bar())
f = Add.__call__
print(f(Add(2), 3))
show(lambda: f())
