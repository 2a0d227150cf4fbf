# Comprehensions of all kinds: conditions, nesting, evaluation order, errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print([x * y for x in range(3) for y in range(x)], {x: y for x, y in zip("ab", [1, 2])}, {c.lower() for c in "a"}, list(x for x in "ab" if x > "a"))
print([[i * j for j in range(3)] for i in range(2)], [a for a, *b in ["xyz"]], [x if x % 2 else -x for x in range(4)], [(x, y) for x in [1, 2] if x > 1 for y in "ab" if y > "a"])


def say(x):
    print(x, end=" ")
    return x


print({say("k"): say("v") for _ in range(1)})
print([say(x) for x in say([1, 2]) if say(x > 1)])
g = (say(x) for x in say("ab"))
print("made")
print(list(g))
matrix = [[1, 2], [3, 4]]
print([row[i] for i in range(2) for row in matrix], sum(x for row in matrix for x in row), any(x > 3 for row in matrix for x in row), dict((k, len(k)) for k in ["a", "bb"]))
show(lambda: [x for x in 5])
show(lambda: [x.y for x in [1]])
show(lambda: {[]: 1 for _ in range(1)})
show(lambda: {x for x in [[]]})
show(lambda: list(undefined for _ in range(1)))
show(lambda: (x for x in 5))
show(lambda: [a + b for a, b in [(1,)]])
print([lambda: x for x in range(2)][0](), [(lambda y: y * x)(2) for x in range(3)])
print([last := x for x in range(3)], last, [y for y in range(5) if (z := y) % 2], z)
