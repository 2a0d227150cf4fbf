# What a name held dies where the name is bound anew, the first name first; `zip` and `enumerate` fill a pair
# again only if no one has kept it.
class Loud:
    def __init__(self, name, then=None):
        self.name = name
        self.then = then

    def __del__(self):
        print("del", self.name)
        if self.then:
            self.then()

    def __repr__(self):
        return f"<{self.name}>"


def from_a_list():
    items = [1, 2]
    a = Loud("a", lambda: items.clear())
    b = Loud("b", lambda: items.append(9))
    a, b = items
    print(a, b, items)


def with_a_star():
    a, b, c = Loud("a"), Loud("b"), Loud("c")
    a, *b, c = [1, 2, 3, 4]
    print(a, b, c)


def from_a_tuple():
    a, b = Loud("a"), Loud("b")
    a, b = b, a
    print(a, b)
    a, a = b, a
    print(a, b)
    t = [a, b]
    t[0], t = t
    print(t)


def assigned_while_dying():
    items = []
    items.append(Loud("clears", lambda: items.clear()))
    items.append(5)
    items[0] = 7
    print(items)
    items.append(Loud("assigns", lambda: items.__setitem__(0, "again")))
    items[0] = 0
    print(items)


def pairs():
    zipped = zip([Loud("1"), Loud("2")], [Loud("3"), Loud("4")])
    first = next(zipped)
    second = next(zipped)
    print(first, second)
    del first
    print("first is gone")
    print(next(zipped, None))
    del second
    print("second is gone")
    del zipped
    print("all gone")


def in_a_loop():
    for pair in zip([Loud("1"), Loud("2"), Loud("3")], [Loud("4"), Loud("5"), Loud("6")]):
        print(pair)
    for number, item in enumerate([Loud("a"), Loud("b")]):
        print(number, item)
    kept = list(enumerate("ab"))
    print(kept, list(zip(kept, kept)))


for test in (from_a_list, with_a_star, from_a_tuple, assigned_while_dying, pairs, in_a_loop):
    print("--", test.__name__)
    test()
