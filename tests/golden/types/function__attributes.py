# What a function knows of itself, and what can be changed.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def f(a, b=2, *args, c, d=4, **kw) -> int:
    "Doc of f."
    x = a
    return x


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__dict__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_flags & 12, c.co_firstlineno, c.co_freevars, c.co_cellvars, c.co_nlocals)
f.__defaults__ = (10, 20)
f.__kwdefaults__ = {"c": 1}
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
f.__doc__ = None
f.extra = [1]
f.__annotations__["new"] = str
print(f.__name__, f.__doc__, f.__dict__, f.extra, f.__annotations__, f() if False else f(c=5, d=1))
show(lambda: f())
show(lambda: f(1, 2, 3, d=9))
show(lambda: repr(f)[:21])


show(lambda: setattr(f, "__name__", 5))
show(lambda: setattr(f, "__defaults__", [1]))
show(lambda: setattr(f, "__kwdefaults__", 5))
show(lambda: setattr(f, "__closure__", 5))
show(lambda: setattr(f, "__globals__", {}))
show(lambda: f.nothing)
show(lambda: delattr(f, "extra"))
show(lambda: delattr(f, "extra"))
del f.__defaults__
print(f.__defaults__)
outer = 1


def make():
    n = 5

    def inner():
        return n

    return inner


i = make()
print(i.__closure__[0].cell_contents, i.__code__.co_freevars, i.__qualname__, make.__code__.co_cellvars, (lambda: 1).__name__)
show(lambda: f.__get__(5)(1, c=2))
show(lambda: f == f and hash(f) == hash(f))
