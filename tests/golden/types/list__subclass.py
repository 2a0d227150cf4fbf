# Classes derived from list.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def __getitem__(self, i):
        r = super().__getitem__(i)
        return Stack(r) if isinstance(i, slice) else r

    def __repr__(self):
        return f"Stack{super().__repr__()}"

    def __len__(self):
        return 100


s = Stack([1]).push(2).push(3)
print(s, len(s), list(s), s[1:], type(s[1:]), type(s + [4]), type(s * 2), type(s.copy()), s == [1, 2, 3], [1, 2, 3] == s, [0] + s, sorted(s), s.index(2), s[-1], 2 in s, bool(Stack()), [*s], sum(s), str(s), f"{s}")
s += [4]
s *= 1
s[0] = 9
print(s, type(s), s.pop(), s.sort(), s, list(reversed(s)) if False else s.reverse(), s, isinstance(s, list), s > [1], max(s))
s.name = "n"
print(s.name, vars(s), Stack("ab"), Stack((1, 2)), s.__class__.__mro__[1], hash(Stack) == hash(Stack))
show(lambda: hash(s))
show(lambda: Stack(5))
show(lambda: s["a"])
