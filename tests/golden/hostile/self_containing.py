# Containers that hold themselves, shown, compared and hashed.
l = []
l.append(l)
d = {}
d["d"] = d
t = ([],)
t[0].append(t)
o = [d, l, t]
d["o"] = o
print(l, d, t, o)
print(str(l), f"{d}", "%s" % (t,), repr(o))
m = []
m.append(m)
for name, f in [("==", lambda: l == m), ("<", lambda: l < m), ("dict", lambda: {1: l} == {1: m}), ("tuple", lambda: (l,) == (m,)), ("is", lambda: l == l)]:
    try:
        print(name, f())
    except RecursionError as e:
        print(name, "RecursionError", e)


class Node:
    def __init__(self):
        self.me = self

    def __repr__(self):
        return f"Node({self.me is self})"

    def __eq__(self, other):
        return self.me == other.me


n = Node()
print(n, [n, n])
try:
    n == Node()
except RecursionError as e:
    print("RecursionError", str(e)[:32])


class L(list):
    pass


x = L()
x.append(x)
print(x, [x])
v = {}
v[1] = v.values()
v[2] = v.items()
print(v)
s = set()
f = frozenset([frozenset()])
print(f, len(str(f)))
b = []
b.append((b, {"b": b}))
print(b)
