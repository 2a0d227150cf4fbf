# assert: conditions, messages, what they are.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def check(n):
    if n == 0:
        assert True, 1 / 0
    if n == 1:
        assert 1 > 2
    if n == 2:
        assert [], "message"
    if n == 3:
        assert 0, ("a", "tuple")
    if n == 4:
        assert None, ValueError("inner")
    if n == 5:
        assert not 5, 1 / 0
    return "fine"


for n in range(6):
    show(lambda: check(n))
try:
    assert False, {"k": [1]}
except AssertionError as e:
    print(e.args, str(e), repr(e))


class Truth:
    def __bool__(self):
        raise OSError("no truth")


def strange():
    assert Truth()


show(strange)
