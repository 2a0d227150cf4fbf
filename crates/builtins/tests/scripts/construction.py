class Base:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.done = True
class Plain:
    pass
class Mixin:
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.mixed = 1
class Both(Mixin, Base):
    def __init__(self, x):
        super().__init__()
        self.x = x
class Deep(Both):
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag
class Tagged(Deep, tag="t"):
    pass
b = Both(5)
print(b.x, b.mixed, b.done, vars(b), Tagged.tag, Tagged(1).x)
class Own:
    def __new__(cls, *args):
        return 5
print(Own(1, 2), isinstance(Plain(), Plain))
class E(Exception):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code
e = E("m", 3)
print(e, repr(e), e.args, e.code)
class W(ValueError):
    pass
print(repr(W("a", 1)), W().args, str(W("x")))
for f in [lambda: Plain(1), lambda: Plain(x=1), lambda: Base(1), lambda: object(1), lambda: Both(), lambda: E("m"), lambda: W(a=1)]:
    try:
        f()
    except TypeError as error:
        print(error)
class N(list):
    pass
print(N(), N("ab"), N([1]) + [2], type(N("a")).__name__)
class P(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self["extra"] = 1
print(P(a=1), P([("b", 2)]))
print(sorted({"b": 1, **P()}), dict(P()), list(P(x=1).items()))
