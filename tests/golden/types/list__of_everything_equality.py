# Equality across types, and identity first.
values = [0, 0.0, -0.0, False, "", "0", b"", b"0", (), [], {}, set(), frozenset(), None, 0j, bytearray(), range(0), 1, 1.0, True, "a", (1,), [1], {1}, frozenset([1]), {1: 1}, range(1), ...]
for i, a in enumerate(values):
    print(repr(a), [j for j, b in enumerate(values) if a == b and i != j])
print(1 == "1", [1] == (1,), {1} == frozenset([1]), b"a" == "a", None == 0, () == [], range(3) == [0, 1, 2], (1, [2]) == (1, [2]), {1: [2]} == {True: [2.0]}, "a" != "a", [float("nan")] != [float("nan")])
