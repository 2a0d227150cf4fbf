# Tuples: display, packing, indexing, methods, hashing.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print((), (1,), (1, 2), tuple("ab"), tuple([1]), 1, (2), ((1,),), tuple({1: 2}), (1, 2)[0], (1, 2)[-1], (1, 2, 3)[1:], (1, 2, 3)[::-1])
print((1,) + (2,), (1, 2) * 2, (1, 2).index(2), (1, 2, 1).count(1), 1 in (1, 2), (1, 2) < (1, 3), (1, 2) == [1, 2], len(()), not ())
t = 1, [2]
t[1].append(3)
print(t, hash((1, 2)) == hash((1, 2)), hash((1.0, 2)) == hash((1, 2)), {(1, 2): "x"}[1, 2])
print(tuple() == (), tuple((1, 2)) == (1, 2), (x for x in (1,)).__class__.__name__, *(1, 2))
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
show(lambda: t[5])
show(lambda: t["a"])
show(lambda: t.__setitem__)
show(lambda: t.append)
show(lambda: (1, 2).index(3))
show(lambda: hash(t))
show(lambda: (1,) + [2])
show(lambda: (1,) < (None,))
show(lambda: (1,) < [1])
show(lambda: tuple(5))
show(lambda: tuple(1, 2))
show(lambda: (1,) * "a")
show(lambda: (1,) * 10**18)


def store():
    t[0] = 1


def augment():
    t[1] += [4]


def delete():
    del t[0]


show(store)
show(augment)
show(delete)
print(t)
