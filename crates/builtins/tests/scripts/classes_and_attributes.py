class A:
    """Doc of A."""
    x = 1
    def __init__(self, y):
        self.y = y
    def method(self):
        return ("A", self.y)
    @property
    def double(self):
        return self.y * 2
    @double.setter
    def double(self, value):
        self.y = value // 2
    @staticmethod
    def static(a):
        return a
    @classmethod
    def make(cls, y):
        return cls(y)

class B(A):
    def method(self):
        return ("B",) + super().method()
    def __getattr__(self, name):
        if name.startswith("dyn"):
            return name
        raise AttributeError(name)

a, b = A(1), B.make(2)
print(a.x, a.y, a.double, A.static(3), a.static(4), b.method(), type(b).__name__, b.dynamic)
a.double = 10
print(a.y, vars(a), a.__dict__, hasattr(a, "z"), hasattr(b, "z"), getattr(b, "z", "default"))
setattr(a, "z", 5)
print(a.z, sorted(vars(a)), a.__dict__["z"], "z" in a.__dict__)
delattr(a, "z")
print(hasattr(a, "z"), a.__dict__)
a.__dict__["q"] = 7
print(a.q, len(a.__dict__), list(a.__dict__.items()), {**a.__dict__}, dict(a.__dict__), a.__dict__ == {"y": 5, "q": 7})
print(A.__name__, A.__doc__, A.__mro__, B.__bases__, A.__module__, B.__qualname__, issubclass(B, A), isinstance(b, A))
print(A, B, A.method.__name__, A.method.__qualname__, b.method.__self__ is b, b.method.__func__ is B.method)
print(callable(a), callable(A), callable(a.method), type(a) is A, a.__class__ is A)
for f in [lambda: a.nope, lambda: A.nope, lambda: b.nope, lambda: A(), lambda: A(1, 2), lambda: a.method(1), lambda: A.method(), lambda: setattr(a, "double", 3) or a.y, lambda: delattr(a, "double"), lambda: delattr(a, "nope"), lambda: super(B, a), lambda: super(B, b).method(), lambda: super(B, B).make]:
    try:
        r = f()
        print(r if not callable(r) else "callable")
    except Exception as e:
        print(type(e).__name__, e)
print([n for n in dir(a) if not n.startswith("__")], [n for n in dir(B) if not n.startswith("__")])
print(object.__repr__(a)[:21], isinstance(a, object), a == a, a != b, a.__eq__(a), a.__ne__(a), a.__eq__(b))

class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == 5
    def __subclasscheck__(cls, sub):
        return sub is int
class M(metaclass=Meta): pass
print(isinstance(5, M), isinstance(6, M), issubclass(int, M), issubclass(str, M), isinstance(5, (str, M)))

class Slots:
    __slots__ = ("a", "b")
s = Slots()
s.a = 1
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
try:
    s.c = 1
except AttributeError as e:
    print(e)

def f(a, b=2, *args, c, d=4, **kw):
    """Doc of f."""
    return a
print(f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__qualname__, f.__module__, f.__annotations__, f.__code__.co_varnames, f.__code__.co_argcount, f.__dict__)
f.attr = 1
print(f.attr, vars(f), hasattr(f, "other"))
class C:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
    def __getattribute__(self, name):
        if name == "secret":
            return "found"
        return object.__getattribute__(self, name)
c = C()
c.v = 4
print(c.v, c.secret)
