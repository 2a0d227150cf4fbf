# int() of floats and of objects with __int__, __index__, __trunc__.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for x in [1.9, -1.9, 1e20, -0.0, 2.5e-320]:
    show(lambda: int(x))
for x in [float("inf"), float("-inf"), float("nan"), None, [], 1j, object()]:
    show(lambda: int(x) if not isinstance(x, object().__class__) or type(x) is not object else int(x))


class Index:
    def __index__(self):
        return 12


class Both(Index):
    def __int__(self):
        return 99


class Wrong:
    def __int__(self):
        return "9"


class WrongIndex:
    def __index__(self):
        return 1.0


show(lambda: (int(Index()), int(Both()), int("10", Index())))
show(lambda: int(Wrong()))
show(lambda: int(WrongIndex()))
show(lambda: [1, 2][WrongIndex()])
show(lambda: hex(Index()))
