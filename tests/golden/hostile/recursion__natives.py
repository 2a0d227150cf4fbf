# Recursion through sorted, map, filter, zip and their kin.
def deep(name, f):
    try:
        f()
        print(name, "no error")
    except RecursionError as e:
        print(name, "RecursionError", str(e)[:32])


def by_sorted(x):
    return sorted([1], key=by_sorted)


def by_map(x):
    return list(map(by_map, [1]))


def by_filter(x):
    return list(filter(by_filter, [1]))


def by_max(x):
    return max([1, 2], key=by_max)


def by_reduce():
    return sum(by_reduce() for _ in range(1))


def by_format():
    return f"{by_format()}"


def by_join():
    return "".join(by_join() for _ in range(1))


def by_gen():
    yield from by_gen()


def by_next():
    yield next(by_next())


def by_iter():
    return list(iter(by_iter, 1))


def by_comprehension():
    return [by_comprehension() for _ in range(1)]


def by_decorator():
    @(lambda f: by_decorator())
    def g():
        pass


def by_class():
    class K:
        by_class()


def by_lambda(f):
    return (lambda: by_lambda(f))()


def by_getattr():
    class K:
        def __getattr__(self, n):
            return getattr(K(), n)

    return K().x


def by_partial_apply(*a, **k):
    return by_partial_apply(*a, **k)


def by_with():
    class K:
        def __enter__(self):
            by_with()

        def __exit__(self, *a):
            pass

    with K():
        pass


for f in (by_reduce, by_format, by_join, by_iter, by_comprehension, by_decorator, by_class, by_getattr, by_partial_apply, by_with):
    deep(f.__name__, f)
for f in (by_sorted, by_map, by_filter, by_max, by_lambda):
    deep(f.__name__, lambda: f(1))
deep("by_gen", lambda: list(by_gen()))
deep("by_next", lambda: list(by_next()))
m = iter([1])
for _ in range(300):
    m = map(lambda x: x + 1, m)
print(next(m))
for n in (100, 1000):
    t = (int,)
    for _ in range(n):
        t = (t,)
    deep(f"isinstance {n}", lambda: isinstance("a", t))
print("alive")
