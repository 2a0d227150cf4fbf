# __bool__ that is no bool.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def make(result):
    class B:
        def __bool__(self):
            return result

    return B()


for result in (2, 1, 0, "yes", None, [], 1.0):
    show(lambda: bool(make(result)))
    show(lambda: "then" if make(result) else "else")
    show(lambda: not make(result))
    show(lambda: make(result) and 1)
    show(lambda: [x for x in [1] if make(result)])
    show(lambda: any([make(result)]))
    show(lambda: list(filter(None, [make(result)])))


def loop():
    while make(3):
        pass


def check():
    assert make("x")


show(loop)
show(check)
