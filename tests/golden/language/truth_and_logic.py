# and, or, not, chained comparisons and conditional expressions give operands, not bools.
print(0 or "b", "a" and 0, [] or {} or None, 1 and 2 and 3, not [], not "x", None or False, "" and 1 / 0, 1 or 1 / 0)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 == 2, 1 == 1.0 is not None, "a" in "abc" == "abc", not 1 == 2, (not 1) == 2, 1 < 2 in [2])
print("y" if [] else "n", 1 if 0 else 2 if 0 else 3, (lambda: 1 if 1 else 2)(), [1, 2][True], ["f", "t"][3 > 2])
print(True + True, True is (1 == 1), bool("False"), bool(" "), bool([[]]), bool(0.0), not not 5, ~0, -True)


class T:
    def __init__(self, n, t):
        self.n, self.t = n, t

    def __bool__(self):
        print("?", self.n, end=" ")
        return self.t

    def __repr__(self):
        return self.n


a, b = T("a", True), T("b", False)
print(a and b, a or b, b and a, b or a, not a, a if b else b)
print([x for x in (a, b) if x], any([b, a]), all([a, b]), bool(a and b or a))
