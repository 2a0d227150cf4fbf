# Chains, groups and notes that are long, deep or about themselves.
def chain(n):
    e = None
    for i in range(n):
        new = ValueError(i)
        new.__context__ = e
        e = new
    return e


e = chain(50_000)
depth = 0
x = e
while x is not None:
    depth += 1
    x = x.__context__
print(depth)
del e, x
g = ValueError("core")
for i in range(2000):
    g = ExceptionGroup(f"level {i}", [g])
print(str(g), len(g.exceptions))
del g
a = ValueError("self")
a.__context__ = a
a.__cause__ = a
try:
    raise a
except ValueError as caught:
    print(caught is a, caught.__context__ is a, caught.__cause__ is a)
a.__cause__ = None


def nest(n):
    try:
        raise ValueError(n)
    except ValueError:
        if n:
            nest(n - 1)
        else:
            raise KeyError("deepest")


try:
    nest(150)
except KeyError as k:
    links = 0
    c = k
    while c.__context__ is not None:
        links += 1
        c = c.__context__
    print(links, c)
many = ValueError("noted")
for i in range(1000):
    many.add_note(str(i))
print(len(many.__notes__))


def handlers(n):
    try:
        return handlers(n + 1)
    except RecursionError:
        return "unwound"
    finally:
        pass


print(handlers(0))


def in_finally(n):
    try:
        in_finally(n + 1)
    finally:
        in_finally.last = n


try:
    in_finally(0)
except RecursionError:
    print("finally ran down to", in_finally.last)
