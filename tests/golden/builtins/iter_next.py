# iter with one and two arguments, next with a default.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def source(values=[3, 2, 0, 1]):
    return values.pop(0)


print(list(iter(source, 0)), next(iter([]), "none"), next(iter("a")), type(iter(source, 1)))
it = iter([1])
print(iter(it) is it, next(it), next(it, None), next(it, None))


class Getter:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(Getter()), 9 in Getter(), 5 in Getter(), type(iter(Getter())), dict(enumerate(Getter())))
show(lambda: next([]))
show(lambda: next(5, 1))
show(lambda: iter(5))
show(lambda: iter(5, 1))
show(lambda: next(iter([])))
show(lambda: next())
show(lambda: iter())


def stop():
    raise StopIteration("stopped", 2)


print(list(iter(stop, 1)))
show(lambda: next(map(lambda x: stop(), [1])))
show(lambda: next(x for x in []))
