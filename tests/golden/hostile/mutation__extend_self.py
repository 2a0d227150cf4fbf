# Containers that are extended, sliced and updated with themselves or while they change.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a = [1, 2]
a.extend(a)
a += a
a[1:1] = a
print(a)
b = [1, 2, 3]
b[::2] = b[1:]
print(b)
b[:] = (x for x in b)
print(b)


def gen(target):
    for i in range(3):
        target.append(f"gen{i}")
        yield i


c = []
c.extend(gen(c))
print(c)
d = []
d += gen(d)
print(d)
e = [0, 1, 2, 3]
e[1:3] = gen(e)
print(e)
f = {1: 2}
f.update(f)
print(f, f | f)
s = {1, 2}
s.update(s)
s |= s
print(s, s & s, s - s, s ^ s)
s -= s
print(s)
g = [1, 2, 3]
del g[:] , g[:]
print(g)
h = bytearray(b"ab")
h.extend(h)
show(lambda: h.__iadd__(h))
h[1:1] = h
print(h)


class Index:
    def __init__(self, action, value=0):
        self.action, self.value = action, value

    def __index__(self):
        self.action()
        return self.value


x = [1, 2, 3]
show(lambda: x[Index(x.clear)])
x = [1, 2, 3]
show(lambda: x[Index(x.clear) : 3])
x = [1, 2, 3]
show(lambda: x.__setitem__(Index(x.clear), 5))
x = [1, 2, 3]
show(lambda: x.insert(Index(x.clear, 2), 9) or x)
x = [1, 2, 3]
show(lambda: x.pop(Index(x.clear)))
x = [1, 2, 3]
show(lambda: x * Index(x.clear, 2))
x = [1, 2, 3]
show(lambda: x.__delitem__(slice(Index(lambda: x.append(4)), None)) or x)
