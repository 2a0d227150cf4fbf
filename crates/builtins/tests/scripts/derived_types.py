class L(list):
    def __init__(self, items=(), tag=None):
        super().__init__(items)
        self.tag = tag
    def first(self):
        return self[0]

l = L([3, 1, 2], tag="x")
print(l, l.tag, l.first(), len(l), type(l).__name__, isinstance(l, list))
l.append(5)
l.sort()
print(l, l[1:], sorted(l), sum(l), max(l), 5 in l, list(reversed(l)))
print(l == [1, 2, 3, 5], l + [1], [0] + l, l * 2)
for item in l:
    print(item, end=" ")
print()
print(repr(l), str(l), f"{l}", "%s" % l)

class D(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)

d = D(a=1)
d["b"] = 5
print(d, d["b"], d.get("zzz"), len(d), list(d), "a" in d)
print(dict(d), {**d}, d.items(), sorted(d.values()))

class I(int):
    def __new__(cls, value):
        return super().__new__(cls, value + 1)
    def __repr__(self):
        return f"I({int(self)})"

i = I(4)
print(i, i + 1, 1 + i, i * 2, i == 5, hash(i) == hash(5), int(i), -i, abs(I(-7)), bool(I(-1)), str(i))
print(format(i), f"{i:03d}", "%d" % i, [1, 2, 3, 4, 5, 6][i], range(i), hex(i), divmod(i, 2), round(i), sorted([I(3), I(1)]))

class S(str):
    def shout(self):
        return self.upper() + "!"

s = S("abc")
print(s, s.shout(), s + "d", len(s), s[0], s == "abc", s in {"abc"}, {"abc": 1}[s], s.split("b"), ",".join([s, s]), f"{s:>5}", s.title(), type(s.upper()).__name__)
print("x" + s, "%s" % s, repr(s), "ab" in s, s.replace("a", "z"), s * 2, s.startswith("a"), "abc".find(s))

class F(float):
    pass

f = F(2.5)
print(f, f + 1, 1 + f, f * f, f == 2.5, round(f), int(f), f.is_integer(), f"{f:.1f}", max(f, 1))

class T(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def a(self):
        return self[0]

t = T(1, 2)
a, b = t
print(t, t.a, a, b, len(t), t == (1, 2), hash(t) == hash((1, 2)), t + (3,), t[::-1])

class Z(set):
    pass

z = Z([1])
z.add(2)
print(z, len(z), 1 in z, z | {3}, z == {1, 2})

class B(bytes):
    pass
print(B(b"ab"), B(b"ab") + b"c", B(b"ab")[0], len(B(3)))

class E(Exception):
    def __init__(self, code, *args):
        super().__init__(*args)
        self.code = code
    def __str__(self):
        return f"E{self.code}"

e = E(5, "a", "b")
print(e, repr(e), e.args, e.code)
try:
    raise e
except Exception as caught:
    print(caught is e, type(caught).__name__, isinstance(caught, E))
