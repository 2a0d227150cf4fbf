# Sets: display, construction, and the order of small integers.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(set(), {1}, {1, 2, 3}, set("a"), set([1, 1, 2]), {3, 1, 2}, {5, 4, 3, 2, 1, 0}, {x % 3 for x in range(10)}, frozenset(), frozenset([1]), {*()}, {*[1], *(2,)})
print({10, 20, 30}, {8, 1, 16}, {100, 3, 50, 7}, {-1, -2, 0}, {1, 9, 17, 25}, set(range(20, 0, -1)), {2**61, 1, 2**62})
print({1.5, 2, 0.5, True}, {0.25, 0.5, 1}, {1, True, 1.0}, {None} == {None}, len({(), None, ..., 0, ""}))
show(lambda: set(5))
show(lambda: {[]})
show(lambda: {{}})
show(lambda: {set()})
show(lambda: set([[1]]))
show(lambda: set(1, 2))
show(lambda: {frozenset([1]), frozenset([1])})
show(lambda: frozenset({1: 2}))
show(lambda: set(a=1))
