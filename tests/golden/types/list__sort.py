# sort and sorted: keys, stability, reverse, errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


words = ["banana", "Apple", "cherry", "date", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
pairs = [(1, "b"), (0, "x"), (1, "a"), (0, "a")]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs))
print(sorted([3, 1.5, True, -2, 10**20]), sorted("hello"), sorted({3: 1, 1: 2}), sorted([[2], [1, 5], []]), sorted([None]), sorted([{1}]))
a = [3, 2, 1]
print(a.sort(), a, a.sort(key=None, reverse=True), a)
show(lambda: [1, "a"].sort())
show(lambda: sorted(["a", 1]))
show(lambda: sorted([None, None]))
show(lambda: sorted([1j, 2j]))
show(lambda: sorted([1, 2], key=5))
show(lambda: sorted([1, 2], lambda x: x))
show(lambda: sorted([1], reverse="x"))
show(lambda: sorted([2, 1], reverse=None))
show(lambda: sorted(1))
show(lambda: sorted())
show(lambda: [1].sort(cmp=1))
bad = [5, 3, "x", 1]
show(lambda: bad.sort())
print(bad)
