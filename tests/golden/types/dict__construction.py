# The ways to make a dict.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print({}, dict(), dict(a=1, b=2), dict([("x", 1), ["y", 2]]), dict({"k": "v"}, k2=3), dict(zip("ab", [1, 2])), {**{"a": 1}, "b": 2, **{"a": 3}}, {x: x * x for x in range(3)}, dict.fromkeys("abc"), dict.fromkeys([1, 2], []), dict(["ab", "cd"]))
print({1: "int", 1.0: "float", True: "bool"}, {"a": 1, "a": 2}, {(): 1, None: 2, 3j: 4})
show(lambda: dict(1))
show(lambda: dict([1]))
show(lambda: dict(["abc"]))
show(lambda: dict([(1, 2), (3,)]))
show(lambda: dict([(1, 2, 3)]))
show(lambda: dict({}, {}))
show(lambda: dict([([], 1)]))
show(lambda: {[]: 1})
show(lambda: {{}: 1})
show(lambda: {{1}: 1})
show(lambda: dict(**{"a b": 1}))
show(lambda: dict(**{1: 2}))
show(lambda: dict(a=1, **{"a": 2}))
show(lambda: dict.fromkeys(5))
show(lambda: dict.fromkeys([[]]))
show(lambda: {**[1]})
show(lambda: {**None})


class Keys:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(dict(Keys()), {**Keys()}, dict(Keys(), r=1))
