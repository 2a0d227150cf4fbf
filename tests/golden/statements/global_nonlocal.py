# Scopes: global, nonlocal, class bodies, comprehensions.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


x = "global"


def outer():
    x = "outer"

    def inner():
        nonlocal x
        x = "changed"

        class K:
            y = x
            x = "class"
            seen = [x for _ in range(1)]

            def m(self):
                return x

        return K

    k = inner()
    return x, k.y, k.x, k.seen, k().m()


def setter():
    global x, fresh
    x = "set"
    fresh = 1


print(outer(), x)
setter()
print(x, fresh)


def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step, lambda: n


step, look = counter()
step()
step(5)
print(look())
funcs = [lambda: i for i in range(3)]
late = [lambda i=i: i for i in range(3)]
print([f() for f in funcs], [f() for f in late])


def unbound(flag):
    if flag:
        value = 1
    return value


show(lambda: unbound(False))


def cell(flag):
    if flag:
        value = 1
    return (lambda: value)()


show(lambda: cell(False))
print([x for x in "ab"], x, [y := 5, y + 1], y)


class Body:
    n = 2
    squares = [i * i for i in range(n)]
    try:
        bad = [n for _ in range(1)]
    except NameError as e:
        bad = str(e)


print(Body.squares, Body.bad)
