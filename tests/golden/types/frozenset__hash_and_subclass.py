# Frozen sets as keys; classes derived from set and frozenset.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


f = frozenset([1, 2])
d = {f: "pair", frozenset(): "none"}
print(d[frozenset([2, 1])], d[frozenset()], {1, 2} in d, frozenset(f) is f, f.copy() is f, hash(f) == hash(frozenset((2, 1))), f)
print({frozenset([1]), frozenset([1])} == {frozenset({1})}, f == {1, 2}, frozenset([f]))


class Tags(set):
    def __init__(self, items=(), owner=None):
        super().__init__(items)
        self.owner = owner


class Fixed(frozenset):
    pass


t = Tags([1], owner="me")
t.add(2)
print(t, t.owner, t | {3}, type(t | {3}), type(t.copy()), t == {1, 2}, Tags(), Fixed([1]), Fixed(), type(Fixed([1]) & {1}), hash(Fixed([1])) == hash(frozenset([1])), len(t), isinstance(t, set))
t |= {5}
print(t, type(t), {1: Fixed()})
show(lambda: hash(t))
s = set()
s.add(frozenset([1]))
print(s)
x = Tags()
x.self = x
print(vars(x) == {"owner": None, "self": x})
