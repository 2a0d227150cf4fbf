# list() asks how long it will be: __len__ or __length_hint__.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        print("asked", end=" ")
        return self.hint


class Len(Hint):
    def __len__(self):
        print("len", end=" ")
        return 2


show(lambda: list(Hint(5)))
show(lambda: list(Hint(NotImplemented)))
show(lambda: list(Hint(-1)))
show(lambda: list(Hint("x")))
show(lambda: tuple(Hint(1)))
show(lambda: [].extend(Hint(1)))
show(lambda: list(Len(1)))
print(iter(range(5)).__length_hint__(), iter("abc").__length_hint__(), iter({1, 2}).__length_hint__(), iter({}).__length_hint__(), reversed([1]).__length_hint__())
