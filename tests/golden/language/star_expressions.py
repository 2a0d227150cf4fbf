# Stars in calls, displays, assignments, returns, subscripts and for.
def f(*a, **k):
    return a, k


a, *b, c = range(5)
print(a, b, c, [*b, *"xy"], {*b, 1}, (*b, *()), {**{"a": 1}, "b": 2}, f(*b, *"z", **{"p": 1}, q=2))


def g():
    yield 1, *b
    return *b, 9


it = g()
print(next(it))
try:
    next(it)
except StopIteration as e:
    print(e.value)
for x, *y in [(1,), (1, 2, 3), "ab"]:
    print(x, y)
d = {}
d[1, *b] = 5
print(d, *b, *[], sep="-")
[*p], (q, *r) = "ab", [1, 2, 3]
print(p, q, r, [*range(3)][::-1], print(*"abc", sep=""))
*s, t = [[1, 2]]
print(s, t, max(*[1, 5, 3]), min(*"ba", key=ord), dict(**{"x": 1}, y=2), f(*{"k1": 1}), f(*{3}), f(*(i for i in "ab")))
