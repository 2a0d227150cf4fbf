# Insertion order, and what changes it.
d = {}
for k in [5, 3, "x", 1, (2,)]:
    d[k] = str(k)
print(list(d), list(d.values()))
d[3] = "again"
del d[5]
d[5] = "late"
print(list(d), list(reversed(d)), next(iter(d)), d.popitem())
d.pop("x")
d["x"] = d.pop(3)
print(d)
for i in range(100):
    d[i] = i
for i in range(0, 100, 2):
    del d[i]
d["last"] = 0
print(list(d)[:5], list(d)[-3:], len(d), list(reversed(d.items()))[:2])
print(max(d, key=str), sorted(map(str, d))[:3], str({2: 1, 1: 2}), {1: 2, 2: 1} == {2: 1, 1: 2})
