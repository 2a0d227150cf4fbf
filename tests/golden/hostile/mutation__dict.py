# Dicts that change while they are looked into, compared, shown, updated and copied.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Evil:
    def __init__(self, target, action, name):
        self.target, self.action, self.name = target, action, name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.action(self.target)
        return self is other

    def __repr__(self):
        self.action(self.target)
        return self.name


def with_evil(action, use):
    d = {}
    armed = []
    act = lambda target: armed and action(target)
    for i in range(4):
        d[Evil(d, act, f"e{i}")] = i
    armed.append(1)
    return use(d, Evil(d, act, "probe"))


clear = dict.clear
pop = lambda d: d and d.popitem() and None
grow = lambda d: len(d) < 40 and d.__setitem__(len(d), 0)
for action in (clear, pop, grow):
    show(lambda: with_evil(action, lambda d, p: d.get(p)))
    show(lambda: with_evil(action, lambda d, p: p in d))
    show(lambda: with_evil(action, lambda d, p: d.setdefault(p, 9)))
    show(lambda: with_evil(action, lambda d, p: d.pop(p, "none")))
    show(lambda: with_evil(action, lambda d, p: d.__setitem__(p, 1)))
    show(lambda: with_evil(action, lambda d, p: d == {p: 1, 2: 2, 3: 3, 4: 4}))
    show(lambda: with_evil(action, lambda d, p: len({**d})))


def update_while(d):
    class Source:
        def keys(self):
            for k in "abc":
                d[k + k] = 1
                yield k

        def __getitem__(self, k):
            d.pop(k + k, None)
            return k

    d.update(Source())
    return d


show(lambda: update_while({"x": 0}))


def values_equal():
    class V:
        def __eq__(self, other):
            a.clear()
            return True

    a = {1: V(), 2: V()}
    return a == {1: 1, 2: 2}


show(values_equal)


def iterate_value():
    d = {1: 1}

    class K:
        def __eq__(self, other):
            d["new"] = 1
            return False

        def __hash__(self):
            return hash(1)

    return [K() in d.keys(), len(d), [d.pop("new") for _ in d.values() if "new" in d]]


show(iterate_value)
