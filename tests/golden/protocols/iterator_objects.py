# Objects that iterate: in for, unpacking, in, functions; StopIteration and errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Count(3)), [*Count(2)], 1 in Count(3), max(Count(4)), dict(zip("ab", Count(2))), sum(Count(5)), tuple(Count(0)), sorted(Count(3)), set(Count(2)))
a, *b = Count(4)
print(a, b, list(map(str, Count(2))), ",".join(str(x) for x in Count(2)), next(Count(1)), next(Count(0), "default"))
c = Count(3)
for x in c:
    for y in c:
        print(x, y)
print(list(c), list(enumerate(Count(2))), any(Count(1)), all(Count(3)), list(zip(Count(2), Count(3))))


class Broken:
    def __iter__(self):
        yield 1
        raise KeyError("broken")


show(lambda: list(Broken()))
show(lambda: [x for x in Broken()])
show(lambda: sum(Broken()))
show(lambda: (lambda *a: a)(*Broken()))


def unpack():
    a, b, c = Broken()


show(unpack)
show(lambda: next(Count(0)))
it = iter([1, 2, 3])
for x in it:
    if x == 2:
        break
print(list(it))
