# Lists that hold themselves.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a = [1]
a.append(a)
print(a, len(a), a[1][1][1][0], a in a, a == a, a.index(a))
b = [a, a]
print(b)
c = []
c += [c, (c,), {1: c}, {2: [c]}]
print(c)
d = [1]
d.append(d)
show(lambda: a == d)
show(lambda: a < d)
a[0] = a
print(a, str(a), f"{a}")
a.clear()
print(a, b)
