# __hash__ that returns what is no hash.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def make(result):
    class K:
        def __hash__(self):
            return result

    return K()


for result in ("text", None, 1.5, [], 10**40, -1, True, -(2**63), 2**61 - 1):
    show(lambda: hash(make(result)))
    show(lambda: len({make(result): 1}))
    show(lambda: len({make(result)}))


class NoHash:
    __hash__ = None


class EqOnly:
    def __eq__(self, other):
        return True


for o in (NoHash(), EqOnly(), [], {}, set(), bytearray(), slice([]), ([],), {1: 2}.keys()):
    show(lambda: hash(o))
    show(lambda: {o})
