# Sets that change while they are looked into.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Evil:
    def __init__(self, target, action):
        self.target, self.action = target, action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.action(self.target)
        return self is other


def with_evil(action, use):
    s = set()
    armed = []
    act = lambda target: armed and action(target)
    for i in range(4):
        s.add(Evil(s, act))
    armed.append(1)
    return use(s, Evil(s, act))


clear = set.clear
pop = lambda s: s and s.pop() and None
grow = lambda s: len(s) < 40 and s.add(len(s) + 100)
for action in (clear, pop, grow):
    show(lambda: with_evil(action, lambda s, p: p in s))
    show(lambda: with_evil(action, lambda s, p: s.add(p)))
    show(lambda: with_evil(action, lambda s, p: s.discard(p)))
    show(lambda: with_evil(action, lambda s, p: s.isdisjoint([p])))
    show(lambda: with_evil(action, lambda s, p: len(s & {p})))
    show(lambda: with_evil(action, lambda s, p: len({p} | {1})))
    show(lambda: with_evil(action, lambda s, p: s == {p, 1, 2, 3}))
    show(lambda: with_evil(action, lambda s, p: s <= {p, 1, 2, 3, 4, 5}))
