# Comparison methods, their reflections and defaults.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class V:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print("lt", end=" ")
        return self.n < other.n if isinstance(other, V) else NotImplemented

    def __le__(self, other):
        print("le", end=" ")
        return NotImplemented

    def __eq__(self, other):
        print("eq", end=" ")
        return NotImplemented


a, b = V(1), V(2)
show(lambda: a < b)
show(lambda: a > b)
show(lambda: a <= b)
show(lambda: a == b)
show(lambda: a != b)
show(lambda: a == a)
show(lambda: a < 5)
show(lambda: 5 > a)
show(lambda: sorted([b, a])[0].n)
show(lambda: a in [b, a])
show(lambda: 1 < a < 3)


class Sub(V):
    def __gt__(self, other):
        print("Sub.gt", end=" ")
        return "from sub"


show(lambda: a < Sub(3))
show(lambda: Sub(3) > a)


class Strange:
    def __eq__(self, other):
        return "equal?"

    def __ne__(self, other):
        return []

    def __lt__(self, other):
        return {}


s = Strange()
print(s == 1, 1 == s, s != 1, s < 1, 1 > s, not s == 1, s in [1], [s] == [1])
show(lambda: s > 1)
