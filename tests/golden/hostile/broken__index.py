# __index__ that is no integer, wherever an integer is wanted.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def make(result):
    class I:
        def __index__(self):
            return result

    return I()


class Raises:
    def __index__(self):
        raise OSError("index")


for i in (make("1"), make(1.0), make(None), make(10**30), Raises(), make(-1)):
    show(lambda: [1, 2, 3][i])
    show(lambda: "abc"[i])
    show(lambda: (1, 2)[i])
    show(lambda: b"ab"[i])
    show(lambda: range(3)[i])
    show(lambda: [1, 2, 3][:i])
    show(lambda: "ab" * i if i.__index__() != 10**30 else "skipped")
    show(lambda: range(i))
    show(lambda: hex(i))
    show(lambda: bytes(i) if i.__index__() != 10**30 else "skipped")
    show(lambda: int(i))
    show(lambda: [0, 1].pop(i))
    show(lambda: 1 << i if i.__index__() != 10**30 else "skipped")
    show(lambda: "x".ljust(i) if i.__index__() != 10**30 else "skipped")
