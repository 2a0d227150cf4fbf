# append, extend, insert, pop, remove, index, count, reverse, clear.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a = [3, 1, 2]
print(a.append(4), a.extend("ab"), a.insert(0, "first"), a.insert(-1, "almost"), a.insert(100, "end"), a.insert(-100, "start"))
print(a, a.pop(), a.pop(0), a.pop(-2), a)
a.remove("first")
a.reverse()
print(a, a.index(1), a.index(2, 1), a.index(4, -4), a.count(1), a.count("zz"), a.copy())
a.extend(x * 2 for x in a[:2])
a += (1,)
a *= 1
print(a, a.clear(), a, a.sort(), a.reverse())
show(lambda: a.pop())
show(lambda: [1].pop(3))
show(lambda: [1].pop("a"))
show(lambda: [1].pop(1.0))
show(lambda: a.remove(1))
show(lambda: [1, 2].index(3))
show(lambda: [1, 2].index(1, 1))
show(lambda: a.append())
show(lambda: a.append(1, 2))
show(lambda: a.extend(1))
show(lambda: a.insert(1))
show(lambda: a.insert("a", 1))
show(lambda: a.index())
show(lambda: a.count())
show(lambda: a.append(x=1))
show(lambda: a.foo)
show(lambda: [].sort(1))
