# slice objects: attributes, indices, comparison.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


s = slice(1, 10, 2)
print(s, slice(5), slice(None), s.start, s.stop, s.step, s.indices(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(10, 0, -3).indices(100))
print(s == slice(1, 10, 2), slice(1) < slice(2), [0, 1, 2, 3][slice(1, 3)], "abc"[slice(None, None, -1)], hash(slice(1, 2)) == hash(slice(1, 2)))


class Echo:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


e = Echo()
print(e[1], e[1:2], e[1:2:3], e[:], e[::], e[1:2, 3], e[...], e[()], e["a":"b"], e[1,], e[:, 1:], e[-1])
e[1:2] = 5
e[1, 2] = 6
del e[::2]
show(lambda: slice())
show(lambda: slice(1, 2, 3, 4))
show(lambda: s.indices(-1))
show(lambda: s.indices("a"))
show(lambda: slice(1, 2, 0).indices(5))
show(lambda: slice("a").indices(5))
show(lambda: setattr(s, "start", 3))
show(lambda: slice(1) < 2)
show(lambda: {slice(1): 2})
show(lambda: hash(slice([])))
