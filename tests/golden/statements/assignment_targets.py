# Every kind of target, and the order in which things are evaluated.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def say(name, value=None):
    print(name, end=" ")
    return value


d = {}
x = y = z = [0]
x[0], (y, *z) = 1, "abc"
print(x, y, z)
[a, b], c = (1, 2), 3
(d["k"]), d["j"] = 5, 6
print(a, b, c, d)
i = 0
i, d[i] = 1, "after i"
print(d)
say("list", [0, 0])[say("index", 1)] = say("value", 5)
print()
say("obj", d)[say("key", "a")], say("obj2", d)["b"] = say("left"), say("right")
print()
d["k"] += say("aug", 1)
*rest, = range(3)
print(d["k"], rest)
first, *middle, last = "hello"
print(first, middle, last)
for i, (j, *k) in [(1, "ab"), (2, "cde")]:
    print(i, j, k)


def unpack(n, value):
    if n == 1:
        a, b = value
    elif n == 2:
        a, *b, c = value
    elif n == 3:
        (a, b), c = value
    elif n == 4:
        [] = value


show(lambda: unpack(1, [1]))
show(lambda: unpack(1, [1, 2, 3]))
show(lambda: unpack(1, range(10**9)))
show(lambda: unpack(2, [1]))
show(lambda: unpack(3, [1, 2]))
show(lambda: unpack(1, 5))
show(lambda: unpack(1, {1: 2}))
show(lambda: unpack(4, [1]))
show(lambda: unpack(4, []))
show(lambda: unpack(1, "xyz"))
