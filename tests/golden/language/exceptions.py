# try in all its forms, chaining, with.
def attempt(work):
    try:
        result = work()
    except ZeroDivisionError as error:
        return f"division: {error}"
    except (KeyError, IndexError) as error:
        return f"{type(error).__name__}: {error}"
    except Exception as error:
        return f"other {type(error).__name__}: {error}"
    else:
        return f"fine: {result}"
    finally:
        print("  finally")


for work in (lambda: 1 / 0, lambda: {}["k"], lambda: [][1], lambda: int("x"), lambda: None.x, lambda: 7):
    print(attempt(work))


class Wrapped(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


def chained():
    try:
        try:
            raise ValueError("inner")
        except ValueError as error:
            raise Wrapped(3) from error
    except Wrapped as error:
        return error.code, error.args, repr(error.__cause__), repr(error.__context__)


print(chained())


class Door:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("open")
        return self

    def __exit__(self, kind, value, traceback):
        print("close", kind and kind.__name__, value)
        return self.swallow


with Door(True) as door:
    raise RuntimeError("swallowed")
try:
    with Door(False), Door(False):
        raise RuntimeError("passed on")
except RuntimeError as error:
    print("caught", error)


def leave():
    for n in range(3):
        try:
            if n == 1:
                return n
            continue
        finally:
            print("leaving", n)


print(leave())
try:
    assert 1 == 2, "sums are broken"
except AssertionError as error:
    print("assert:", error)
