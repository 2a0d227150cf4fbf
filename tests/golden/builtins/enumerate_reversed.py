# enumerate and reversed.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=-1)), list(enumerate("a", 10**20)), type(enumerate([])), next(enumerate("z", start=2**63 - 1)))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({1: 2, 3: 4})), list(reversed(b"ab")), type(reversed([])), type(reversed("")), type(reversed(range(2))))


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return f"item{i}"


class Rev:
    def __reversed__(self):
        return iter("custom")


class NoRev(Seq):
    __reversed__ = None


print(list(reversed(Seq())), "".join(reversed(Rev())), type(reversed(Seq())))
e = enumerate("xy")
print(next(e), list(e), iter(e) is e)
show(lambda: reversed({1, 2}))
show(lambda: reversed(5))
show(lambda: reversed(iter([])))
show(lambda: reversed(NoRev()))
show(lambda: enumerate(5))
show(lambda: enumerate("a", "b"))
show(lambda: enumerate())
show(lambda: enumerate(iterable="a", start=1).__next__())
show(lambda: reversed())
