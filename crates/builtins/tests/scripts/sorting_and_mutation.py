l = [5, 3, 1]
def key(x):
    l.append(x)
    return x
try:
    l.sort(key=key)
except ValueError as e:
    print(e, l)
class Cmp:
    def __init__(self, x): self.x = x
    def __lt__(self, other):
        if self.x == 3 or other.x == 3:
            raise ValueError("no 3")
        return self.x < other.x
    def __repr__(self): return f"C{self.x}"
l = [Cmp(i) for i in [2, 1, 3, 0]]
try:
    l.sort()
except ValueError as e:
    print(e, sorted(c.x for c in l))
print(sorted([(1, "b"), (0, "c"), (1, "a")], key=lambda p: p[0]), sorted([(1, "b"), (0, "c"), (1, "a")], key=lambda p: p[0], reverse=True))
print(sorted(["b", "A", "c"], key=str.lower), sorted([3, 1.5, True]), sorted([[2], [1, 5], [1]]), sorted("hello"))
data = [(i * 7919) % 1000 for i in range(1000)]
print(sorted(data) == list(range(1000)), sorted(data, reverse=True)[:3], sorted(data, key=lambda x: -x)[:3], sorted(data, key=lambda x: x % 10)[:12])
class Eq:
    def __init__(self, l): self.l = l
    def __eq__(self, other):
        self.l.clear()
        return False
    __hash__ = object.__hash__
l = []
l.extend([Eq(l), Eq(l), 3])
print(l.count(7), l)
l.extend([Eq(l), 3])
print(3 in l, l)
l[:] = [Eq(l), 3]
try:
    l.remove(3)
except ValueError as e:
    print(e)
try:
    [1, 2].index(3)
except ValueError as e:
    print(e)
l = [1, 2, 3]
l.extend(l)
l += l[:1]
print(l)
l = [1]
l.extend(x for x in l if len(l) < 5)
print(l)
d = {1: 2}
class Key:
    def __hash__(self): return 1
    def __eq__(self, other):
        d.clear()
        return True
print(d.get(Key(), "gone"), d)
s = {1, 2, 3}
print(s.pop() in (1, 2, 3), len(s))
try:
    [0] * 10**18
except MemoryError as e:
    print("MemoryError", e)
try:
    "a" * 10**18
except (MemoryError, OverflowError) as e:
    print(type(e).__name__)
try:
    "%1000000000000d" % 5
except (MemoryError, ValueError, OverflowError) as e:
    print("refused")
try:
    "a".ljust(10**17)
except (MemoryError, OverflowError) as e:
    print("refused")
try:
    bytes(10**17)
except (MemoryError, OverflowError) as e:
    print("refused")
log = []
class Watched:
    def __init__(self, x): self.x = x
    def __lt__(self, other):
        log.append((self.x, other.x))
        return self.x < other.x
for row in [[], [1], [2, 1], [1, 1], [3, 2, 2, 1], [1, 1, 0], [0, 1, 0, 2], [5, 4, 4, 9, 1, 7, 7, 0], [3, 1, 2]]:
    log.clear()
    out = [w.x for w in sorted(map(Watched, row))]
    print(out, log)
    log.clear()
    sorted([Watched(x) for x in row], reverse=True)
    print(log)
log.clear()
print([w.x for w in sorted(Watched(i * 37 % 63) for i in range(63))] == list(range(63)), len(log), hash(tuple(log)) == hash(tuple(log)), log[:5], log[-5:])
big = sorted((Watched(i * 7919 % 1000) for i in range(1000)), key=lambda w: w)
print([w.x for w in big] == list(range(1000)))
stable = sorted([(i % 7, i) for i in range(500)], key=lambda p: p[0] + 0.0 if p[0] else False)
print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(stable, stable[1:])))
down = sorted([(9 - i // 10, i) for i in range(100)], key=lambda p: (p[0],))
print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(down, down[1:])))
