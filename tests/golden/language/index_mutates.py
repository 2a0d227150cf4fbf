# What `__index__` does to the list that is being indexed counts.
L = list(range(10))


class I:
    def __index__(self):
        L.clear()
        return 5


for what in ("get", "set", "del", "get slice", "set slice", "del slice"):
    L[:] = range(10)
    try:
        if what == "get":
            L[I()]
        elif what == "set":
            L[I()] = 3
        elif what == "del":
            del L[I()]
        elif what == "get slice":
            print(L[I():])
        elif what == "set slice":
            L[I():] = [1]
        else:
            del L[I():]
        print(what, L)
    except IndexError as e:
        print(what, e)
