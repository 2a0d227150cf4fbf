class V:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"V({self.x!r})"
    def __eq__(self, other): return isinstance(other, V) and self.x == other.x
    def __hash__(self): return hash(self.x)
    def __lt__(self, other): return self.x < other.x
    def __add__(self, other): return V(self.x + (other.x if isinstance(other, V) else other))
    def __radd__(self, other): return V(other + self.x)
    def __iadd__(self, other): self.x += other; return self
    def __len__(self): return self.x
    def __bool__(self): return self.x > 0
    def __getitem__(self, key): return (self.x, key)
    def __contains__(self, item): return item == self.x
    def __iter__(self): return iter([self.x, self.x + 1])
    def __call__(self, *args, **kwargs): return (self.x, args, kwargs)
    def __format__(self, spec): return f"<{self.x}:{spec}>"
    def __abs__(self): return abs(self.x)
    def __neg__(self): return V(-self.x)
    def __index__(self): return self.x
    def __int__(self): return self.x
    def __float__(self): return float(self.x)
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, other): return ("divmod", other)
    def __reversed__(self): return iter("rev")
    def __str__(self): return f"v{self.x}"
    def __bytes__(self): return b"bytes"
    def __dir__(self): return ["b", "a"]

v = V(3)
print(v, repr(v), [v], f"{v}", f"{v:abc}", f"{v!r}", str(v), "%s %r" % (v, v), "{:x} {!s}".format(v, v))
print(v == V(3), v != V(3), v == 3, hash(v) == hash(3), {v: 1}[V(3)], v in [V(3)], V(1) in {V(1)})
print(v + V(1), v + 1, 1 + v, -v, abs(v), len(v), bool(v), bool(V(0)))
v += 2
print(v, v[1], v["a"], v[1:2], 5 in v, list(v), v(1, a=2), sum([V(1), V(2)], V(0)))
print(sorted([V(3), V(1), V(2)]), max([V(1), V(5)]), min(V(2), V(1)), int(v), float(v), round(v), round(v, 2), divmod(v, 3), list(reversed(v)), bytes(v))
print([10, 20, 30, 40, 50, 60][v], range(v), hex(v), "a" * v, "%d" % v, chr(V(65)), dir(v), [1, 2, 3, 4, 5, 6, 7][:v])

class Broken:
    def __repr__(self): return 5
    def __str__(self): return 5
    def __len__(self): return -1
    def __bool__(self): return 2
    def __hash__(self): return "a"
    def __iter__(self): return 5
    def __index__(self): return "a"
    def __format__(self, spec): return 5

b = Broken()
for f in [repr, str, len, bool, hash, iter, hex, list, int, sum, lambda b: [b], lambda b: "%s" % b, lambda b: {b: 1}, lambda b: [1][b], lambda b: not b]:
    try:
        print(f(b))
    except Exception as e:
        print(type(e).__name__, e)

class Plain: pass
p = Plain()
for f in [len, iter, next, abs, round, int, float, reversed, list, sum, sorted, hex, chr, lambda p: p + 1, lambda p: 1 + p, lambda p: p < 1, lambda p: p[0], lambda p: p(), lambda p: -p, lambda p: 1 in p, lambda p: f"{p:5}", lambda p: p.x, lambda p: divmod(p, 1), lambda p: "%d" % p, lambda p: [1, 2][p], lambda p: "a".join(p)]:
    try:
        print(f(p))
    except Exception as e:
        print(type(e).__name__, e)
