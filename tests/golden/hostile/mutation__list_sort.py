# Lists that change while they are sorted, compared, shown and extended.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def sorting(change):
    items = [3, 1, 2]

    def key(x):
        change(items)
        return x

    try:
        items.sort(key=key)
    finally:
        print(items, end=" ")


show(lambda: sorting(lambda items: items.append(9)))
show(lambda: sorting(lambda items: items.clear()))
show(lambda: sorting(lambda items: None))
show(lambda: sorting(lambda items: print(items, end=" ")))


class Evil:
    def __init__(self, target, action):
        self.target, self.action = target, action

    def __eq__(self, other):
        self.action(self.target)
        return False

    def __lt__(self, other):
        self.action(self.target)
        return True

    def __repr__(self):
        self.action(self.target)
        return "evil"


def with_evil(action, use):
    items = []
    items += [Evil(items, action), 1, Evil(items, action), 2, 3]
    return use(items), len(items)


clear = list.clear
pop = lambda items: items and items.pop()
grow = lambda items: len(items) < 20 and items.append(0)
for action in (clear, pop, grow):
    show(lambda: with_evil(action, lambda items: items == [1, 2, 3, 4, 5]))
    show(lambda: with_evil(action, lambda items: 99 in items))
    show(lambda: with_evil(action, lambda items: items.index(99)))
    show(lambda: with_evil(action, lambda items: items.count(99)))
    show(lambda: with_evil(action, lambda items: items.remove(99)))
    show(lambda: with_evil(action, lambda items: repr(items)))
    show(lambda: with_evil(action, lambda items: items.sort()))
    show(lambda: with_evil(action, lambda items: sorted(items)[:0]))
    show(lambda: with_evil(action, lambda items: items < [1]))
    show(lambda: with_evil(action, lambda items: max(items) and 0))
    show(lambda: with_evil(action, lambda items: tuple(items) == (1,)))
