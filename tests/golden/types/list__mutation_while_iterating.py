# A list that changes while it is walked over.
a = [1, 2, 3, 4]
seen = []
for x in a:
    seen.append(x)
    if x == 2:
        a.remove(1)
    if len(a) < 6:
        a.append(x * 10)
print(seen, a)
it = iter([1, 2])
print(list(it), list(it), next(it, "end"))
b = [1, 2, 3]
it = iter(b)
next(it)
b.clear()
print(list(it))
b.extend([7, 8, 9])
print(list(it))
c = [1, 2, 3]
r = reversed(c)
c.append(4)
print(next(r))
c.clear()
print(list(r), it.__length_hint__(), iter([1, 2, 3]).__length_hint__())
d = [0]
for x in d:
    if x < 3:
        d.append(x + 1)
print(d)
