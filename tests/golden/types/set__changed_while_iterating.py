# A set that changes size under its iterator.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def add(s):
    for x in s:
        s.add(x + 100)


def remove(s):
    for x in s:
        s.remove(x)


def swap(s):
    for x in list(s):
        s.discard(x)
        s.add(x)
    return sorted(s)


for f in (add, remove, swap):
    show(lambda: f({1, 2, 3}))
s = {1, 2}
it = iter(s)
next(it)
s.add(3)
show(lambda: next(it))
show(lambda: next(it))
s.discard(3)
print(list(it))
it = iter({1})
print(next(it), next(it, None), it.__length_hint__())
