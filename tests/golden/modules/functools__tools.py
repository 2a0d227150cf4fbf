# Caches, wrappers, partial calls and reductions.
import functools


def show(call):
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(type(error).__name__, error)


@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
show(lambda: fib(60))
show(lambda: fib.cache_info())
show(lambda: fib.cache_clear())
show(lambda: fib.cache_info())
show(lambda: (fib.__name__, fib.__wrapped__ is not fib))
show(lambda: fib([1]))
@functools.lru_cache(maxsize=2)
def two(x, *, y=0): print("computed", x, y); return x
show(lambda: [two(1), two(2), two(1), two(3), two(1), two(2), two(1, y=2)])
show(lambda: two.cache_info())
@functools.lru_cache
def bare(x):
    print('bare', x)
    return x


show(lambda: (bare(1), bare(1), bare.cache_info()))
show(lambda: functools.lru_cache('x'))


class C:
    @functools.cache
    def m(self, x): print("m", x); return x * 2
c = C()
show(lambda: (c.m(2), c.m(2)))
def deco(f):
    @functools.wraps(f)
    def wrapper(*a, **k):
        "other doc"
        return f(*a, **k) + 1
    return wrapper
@deco
def base(x, y=2):
    "the doc"
    return x * y
show(lambda: (base(3), base.__name__, base.__doc__, base.__wrapped__(3), base.__qualname__))
p = functools.partial(base, 5, y=3)
show(lambda: (p(), p(y=10), p.func is base, p.args, p.keywords))
show(lambda: functools.partial(3))
show(lambda: functools.reduce(lambda a, b: a + b, [1, 2, 3]))
show(lambda: functools.reduce(lambda a, b: a + b, [], 7))
show(lambda: functools.reduce(lambda a, b: a + b, []))
show(lambda: functools.reduce(1, 2))
show(lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
