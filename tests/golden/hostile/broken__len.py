# __len__ that is negative, huge or no number.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def make(result):
    class L:
        def __len__(self):
            return result

        def __getitem__(self, i):
            return i

    return L()


for result in (-1, -(10**30), 2**63, 10**30, "3", 1.0, None, [], True, 2**63 - 1):
    show(lambda: len(make(result)))
    show(lambda: bool(make(result)))
show(lambda: list(reversed(make(-1))))
show(lambda: make(5)[-1])
