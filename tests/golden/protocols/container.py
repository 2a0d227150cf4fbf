# A class that is a mutable sequence by its methods alone.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Box:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        print("get", i, end=" ")
        return self.items[i]

    def __setitem__(self, i, v):
        print("set", i, v, end=" ")
        self.items[i] = v

    def __delitem__(self, i):
        print("del", i, end=" ")
        del self.items[i]

    def __missing__(self, k):
        return "never asked"


b = Box(1, 2, 3)
print(len(b), b[0], b[-1], b[1:], 2 in b, list(b), bool(b), bool(Box()))
b[0] = 9
b[1:2] = [7, 7]
del b[-1]
b[0] += 1
print(b.items, list(reversed(b)), max(b), sorted(b), [*b][:1])
x, *y = b
print(x, y, dict(enumerate(b)), "".join(map(str, b)), sum(b))
show(lambda: b[10])
show(lambda: b["a"])
show(lambda: b[1, 2])
show(lambda: b.index(1))
